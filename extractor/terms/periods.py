"""Periods (期间): spans of time that govern the cover or the contract."""

import re
from collections.abc import Iterator
from datetime import date

from extractor.document import Span
from extractor.language.liability import find_promise
from extractor.language.timing import find_durations, find_period_dates
from extractor.language.units import split_segments
from extractor.quantities import Duration
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("limitation", re.compile(r"(?:诉讼|索赔)时效(?:期间)?|(?:请求|索赔)[^，。；]{0,20}权利[^，。；]{0,20}不行使而消灭")),
    ("hesitation", re.compile(r"犹豫期|冷静期")),
    ("grace", re.compile(r"宽限期|催告之日起")),
    ("retroactive", re.compile(r"追溯期")),
    ("waiting", re.compile(r"等待期|观察期")),
    ("contract", re.compile(r"(?:合同|协议|服务)(?:的)?(?:服务)?(?:期限|有效期)|有效期(?:至|为|自)|合同期")),
    ("insurance", re.compile(r"保险(?:责任)?(?:期间|期限|责任起讫)|责任期间")),
)
_STATES = re.compile(
    r"(?:期间|期限|追溯期|等待期|犹豫期|宽限期|观察期|冷静期|时效|有效期)(?:（[^）]*）)?(?:为|是|自|由|以|从|不超过|至|最长|届满|均|：|一般|分|，|\d)|无(?:对应)?(?:等待期|追溯期|犹豫期)|(?:适用|默认)[^，]{0,6}等待期"
    r"|(?:称为|即|为)(?:等待期|犹豫期|宽限期)|载明|约定|时效"
)
_BOUNDS = re.compile(r"自[^。；]{2,60}?(?:起|开始)[^。；]{0,10}至[^。；]{2,60}?(?:止|为止)")
_COVER_RUNS = re.compile(r"(?:开始|终止)(?:对[^，]{0,12})?承担保险责任|终止保险责任|本保险[^，。；]{0,8}(?:责任自|继续有效|负“)|责任(?:至|自)[^，。；]{0,30}(?:为止|起|终止)|为止$|(?:开始|时)终止$|(?:的规定|时)终止")
_FACT = re.compile(r"(?:满|达到|连续|超过)\s*[\d一二三四五六七八九十百]+个?(?:日|天|个月|月|年)[^，。；]{0,12}(?:未|仍|的)|之日起[\d一二三四五六七八九十百]+(?:日|天)内[^，。；]{0,30}(?:身故|死亡|伤残|残疾)[^，。；]{0,4}的?|达到保险单约定的期限")


def find_periods(passages: list[Passage]) -> Iterator[Record]:
    """One record for each period, with its length or dates where the text gives them."""
    for passage in passages:
        kind = _kind(passage)
        if kind:
            yield _record(passage, kind, *_bounds(passage, kind))
        elif passage.role is Role.COVERAGE or passage.role is Role.OTHER:
            yield from _facts(passage)


def _kind(passage: Passage) -> str:
    text = passage.text
    if passage.role in (Role.EXCLUSION, Role.DISPUTE) or passage.is_lead and len(text) < 12:
        return ""
    named = next((kind for kind, pattern in _KINDS if pattern.search(text)), "")
    heading = next((kind for kind, pattern in _KINDS for h in passage.headings[:2] if pattern.search(h)), "")
    if named and _STATES.search(text) and _is_about(passage, named, heading):
        return named
    if heading in ("insurance", "") and passage.role is Role.PERIOD and _COVER_RUNS.search(text):
        return "insurance"
    if heading in ("insurance", "contract") and re.match(r"具体(?:时间|期间|期限|起讫)", text):
        return heading
    if heading in ("waiting", "hesitation", "grace") and re.search(r"(?:默认|最长|不超过|为)[^，。；]{0,6}[\d一二三四五六七八九十]+(?:日|天|个月)", text):
        return heading
    if heading in ("contract", "insurance") and all(find_period_dates(text)):
        return heading
    return "insurance" if re.search(r"次日零时(?:起|开始)", text) and "保险责任" in text else ""


def _is_about(passage: Passage, named: str, heading: str) -> bool:
    """The unit is about the period, not only placed in it (``在保险期间内，…``)."""
    text = passage.text
    if named == heading or passage.role is Role.PERIOD:
        return not re.match(r"在(?:本合同)?保险期间内，|保险期间届满", text)
    if named in ("insurance", "contract"):
        return re.match(r"(?:除[^，]{0,12}，)?[^，]{0,20}(?:期间|期限|有效期)[^，]{0,10}(?:为|自|由|是|不超过|：|至|\d)", text) is not None
    pattern = dict(_KINDS)[named].pattern
    said = rf"(?:{pattern})(?:（[^）]*）)?(?:期间|期限)?[^，。；]{{0,8}}(?:为|是|由|不得?超过|：|最长|，最长|，?从|，自)|(?:无|不适用|适用|没有|称为|即为?|不计)(?:{pattern})|(?:{pattern})满之日内"
    return re.search(said, text) is not None or (named == "grace" and "催告之日起" in text)


def _bounds(passage: Passage, kind: str) -> tuple[int, int]:
    """The part that states the period: a span 自…起，至…止 before a promise, or all but what is paid on top."""
    text = passage.text
    prefix = re.match(r"自[^。；]{4,60}?起(?:（[^）]*）)?，?至[^，。；]{4,40}?止(?=，)", text)
    if prefix and kind == "insurance" and find_promise(text):
        return 0, prefix.end()
    extra = re.search(r"，并按[^，]{0,6}(?:退还|增收|加收|收取)", text)
    return 0, extra.start() if extra and kind == "insurance" else len(text)


def _facts(passage: Passage) -> Iterator[Record]:
    """A span of time that is part of the insured event (满30日未能追回)."""
    for segment in split_segments(passage.text):
        match = _FACT.search(segment.text)
        if match and not re.search(r"(?<!被)保险人|通知|核定|退还|支付", segment.text):
            yield _record(passage, "other", segment.start, segment.end)
            return


_MENTIONED = re.compile(r"(?:上述|该|此|前述)$")


def _record(passage: Passage, kind: str, start: int, end: int) -> Record:
    text = passage.text[start:end]
    fields: dict[str, FieldValue] = {"kind": kind}
    evidence: dict[str, Span] = {}
    lengths = [q for q in find_durations(text) if isinstance(q.value, Duration) and not _MENTIONED.search(text[: q.span.start])]
    if lengths:
        first = lengths[0]
        assert isinstance(first.value, Duration)
        fields["value"], fields["unit"] = first.value.value, first.value.unit.value
        evidence["value"] = passage.unit.span(start + first.span.start, start + first.span.end)
    for name, quantity in zip(("from", "to"), find_period_dates(text), strict=True):
        if quantity is not None and isinstance(quantity.value, date):
            fields[name] = quantity.value.isoformat()
            evidence[name] = passage.unit.span(start + quantity.span.start, start + quantity.span.end)
    return passage.record(RecordType.PERIOD, f"period.{kind}", 0.85, fields, start=start, end=end, evidence=evidence)
