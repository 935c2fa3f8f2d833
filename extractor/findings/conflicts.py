"""Provisions that contradict each other (条款矛盾), where the words alone show it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extractor.document import BlockKind, Document
from extractor.findings.passages import Passage, finding
from extractor.language.numerals import parse_number
from extractor.language.tiers import find_tiers
from extractor.language.view import view
from extractor.quantities import MoneyRange
from extractor.records import Finding

_CODE = "conflict"


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two statements that cannot both hold: a sign in one unit, and one elsewhere in the document (or none)."""

    sign: re.Pattern[str]
    other: re.Pattern[str] | None
    message: str
    unless: re.Pattern[str] | None = None


_CLASHES = (
    _Clash(
        re.compile(r"仲裁[^。未]{0,16}(?:或者?|也可以?|并可)[^。未]{0,24}(?:提起诉讼|起诉|人民法院)"),
        None,
        "同一争议既约定仲裁又约定诉讼（或裁或审），仲裁约定的效力存疑（最高人民法院仲裁法司法解释第七条）；请择一约定。",
        re.compile(r"达成(?:书面)?仲裁协议|仲裁或者?诉讼费用|被提起仲裁"),
    ),
    _Clash(
        re.compile(r"未(?:载明|约定)[^，。；]{0,8}仲裁机构或者[^，。；]{0,14}未达成仲裁协议"),
        None,
        "前半句以合同载明的仲裁机构仲裁，此处用“或者”，则已载明仲裁机构的也可以起诉；通行文本为“且”，请改正。",
    ),
    _Clash(
        re.compile(r"不(?:需要|须|必|用)(?:再|重新)[^。；]{0,14}申请"),
        re.compile(r"不(?:保证|构成保证)续保|非保证续保"),
        "本保险不保证续保，续保须经保险人同意，与“不需要重新申请”相抵触；请统一。",
    ),
    _Clash(
        re.compile(r"自[^，。；]{0,14}应付之日[^，。；]{0,6}(?:终止|解除|失效)"),
        re.compile(r"日[^，。；]{0,8}内发生的?保险事故[^。；]{0,20}仍"),
        "一处约定期限内发生事故仍予赔付，此处却使合同溯及至应付之日终止，同一期间的事故结果相反；请统一。",
    ),
    _Clash(
        re.compile(r"足以影响[^。；]*(?:无权|不得)解除"),
        re.compile(r"(?:前款规定的)?(?:合同)?解除权|合同解除前"),
        "此处写无权解除，别处却以保险人有解除权为前提；疑为“有权”之误，请改正。",
    ),
    _Clash(
        re.compile(r"送赔款|赔款(?:上门|现金)"),
        re.compile(r"不(?:得|可|能)(?:以|用)?[^，。；]{0,6}现金"),
        "别处要求赔款转账、不得以现金支付，此处又要求上门送交；请统一支付方式。",
    ),
    _Clash(
        re.compile(r"(?:死亡|伤残|医疗)[^。；]{0,14}(?:赔偿)?限额"),
        re.compile(r"不设(?:置|定)?分项(?:赔偿)?限额"),
        "别处约定不设分项限额，此处又以死亡伤残、医疗的分项限额为限；请统一。",
    ),
)


def find_conflicts(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Contradictions inside a sentence, between two provisions, and between guide and clauses."""
    for clash in _CLASHES:
        yield from _clashes(document, passages, clash)
    yield from _right_then_duty(document, passages)
    yield from _against_guide(document, passages)
    yield from _paid_before_assessed(document, passages)


def _clashes(document: Document, passages: tuple[Passage, ...], clash: _Clash) -> Iterator[Finding]:
    others = [p for p in passages if clash.other is not None and clash.other.search(p.view.text)]
    if clash.other is not None and not others:
        return
    for passage in passages:
        text = passage.view.text
        match = clash.sign.search(text)
        if match is None or (clash.unless is not None and clash.unless.search(text)):
            continue
        if clash.other is not None and clash.other.search(match[0]):
            continue
        yield finding(document, _CODE, passage.path, passage.view.span(*match.span()), clash.message)


_MAY = re.compile(r"(?:都|均|也)可(?:以)?|可以|有权")
_MUST = re.compile(r"应当?|必须|须|不得|义务|负责")
_NOT_TAKEN = re.compile(r"不(?:应|得)(?:视为|认为)")
_FAILED = re.compile(r"未(?:履行|尽)(?:上述|前款|前述)(?:规定的?|约定的?)?义务")


def _right_then_duty(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """What was put as a right (都可) is then punished as a duty not done (未履行上述义务)."""
    for before, after in pairwise(passages):
        allowed = _NOT_TAKEN.sub("", before.view.text)
        failed = before.node == after.node and _FAILED.search(after.view.text)
        if failed and _MAY.search(allowed) and not _MUST.search(allowed):
            message = "前文写“可”，是权利；此处却称未履行义务并免责，同一事项性质不一；请统一。"
            yield finding(document, _CODE, after.path, after.span, message)


_TERM = re.compile(
    r"(犹豫期|等待期|宽限期)(?:为|是)?([\d一二三四五六七八九十]+)(日|天)|([\d一二三四五六七八九十]+)(日|天)的?(犹豫期|等待期|宽限期)"
)


def _against_guide(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """A period that the reading guide (阅读指引) gives and the clause itself gives otherwise."""
    guide: dict[str, Decimal] = {}
    for block in document.blocks:
        if block.kind is BlockKind.NOISE and block.span.quote(document.text).strip():
            guide.update({name: days for name, days, _, _ in _terms(view(document.text, block.span).text)})
    stated = [(p, term) for p in passages for term in _terms(p.view.text)]
    counts = Counter(name for _, (name, _, _, _) in stated)
    for passage, (name, days, start, end) in stated:
        if name in guide and guide[name] != days and counts[name] <= 2:
            message = f"阅读指引写{name}为{guide[name]}日，此处写{days}日；请核对后统一。"
            yield finding(document, _CODE, passage.path, passage.view.span(start, end), message)


def _terms(text: str) -> Iterator[tuple[str, Decimal, int, int]]:
    for match in _TERM.finditer(text):
        days = parse_number(match[2] or match[4])
        if days is not None:
            yield match[1] or match[6], days, match.start(), match.end()


_PAY = re.compile(r"赔付|赔款|支付|到账|到位")
_ASSESS = re.compile(r"定损")
_DAYS = re.compile(r"(\d{1,3}|[一二三四五六七八九十]{1,3})个?(?:工作)?日内")


def _paid_before_assessed(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """For one tier of loss the assessment has more days than the payment that must follow it."""
    paid = [
        (p, _tiered_days(p.view.text))
        for p in passages
        if _PAY.search(p.view.text) and not _ASSESS.search(p.view.text)
    ]
    for passage in passages:
        text = passage.view.text
        if not _ASSESS.search(text) or _PAY.search(text.replace("赔付标准", "")):
            continue
        for tier, days in _tiered_days(text):
            for other, tiers in paid:
                later = [limit for bounds, limit in tiers if bounds == tier and limit < days]
                if later:
                    message = (
                        f"同一档损失，{other.path}要求{later[0]}日内赔付，此处定损却给{days}日；请统一时限。"
                    )
                    yield finding(document, _CODE, passage.path, passage.span, message)
                    break


def _tiered_days(text: str) -> list[tuple[tuple[Decimal | None, Decimal | None], int]]:
    """The tiers of a passage with the days stated after each."""
    found = []
    for quantity in find_tiers(text):
        days = _DAYS.search(text, quantity.span.end, quantity.span.end + 24)
        if isinstance(quantity.value, MoneyRange) and days is not None:
            value = parse_number(days[1])
            if value is not None:
                found.append(((quantity.value.lower, quantity.value.upper), int(value)))
    return found
