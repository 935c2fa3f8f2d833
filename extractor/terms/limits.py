"""Limits (限额、免赔): bounds on what is paid. A figure that the schedule holds is never invented."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.document import Span
from extractor.language.amounts import find_money, find_rates
from extractor.language.units import heading_length, split_segments
from extractor.quantities import Money, Rate
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_SUBJECT = re.compile(r"限额|免赔|保险金额|保额|自付|自负额|赔付比例|给付比例|赔偿比例|给付限额|最高(?:给付|赔偿)|起付")
_BOUND = re.compile(
    r"不(?:得)?超过|以[^，。；]{1,40}为限|为限$|最高(?:不超过|限额|金额|可?晋升|赔偿|给付)|最高限额|限额(?:为|是|包括|由|按|以)|免赔额?(?:率)?(?:[（(][^）)]*[）)])?(?:为|由|是|以|按|均)|不设|保险金额(?:为|是|由|按|确定|以|等于)"
    r"|载明|约定|(?:范围|限额|金额)内|比例(?:承担|给付|赔付|支付|赔偿|为)|扣除|(?:每人|每次|累计)[^，。；]{0,12}(?:为|限)|较高者|两者以|的\d+%|确定"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("contribution", re.compile(r"总和的?比例|重复保险[^。]*比例|其他保险[^。]*(?:比例|分摊)")),
    ("sub_limit", re.compile(r"限额的\d|(?:主险|总)[^，]{0,8}限额的|保险金额的\d+%")),
    ("deductible", re.compile(r"^(?:[^，]{0,16}的)?(?:每次事故)?(?:绝对|相对|单一账户每次事故)?免赔|免赔(?:额|率)(?:（[^）]*）)?(?:为|由|是|以|按|均)")),
    ("copay", re.compile(r"(?:给付|赔付|赔偿|报销|自付|自负)比例")),
    ("aggregate", re.compile(r"累计(?:赔偿|给付|责任)?(?:限额|金额)?[^，。；]{0,16}(?:不|以|达到|为)|一次或(?:多次)?累计|累计[^，。；]{0,30}(?:为限|不得?超过)")),
    ("per_person", re.compile(r"每人|每一?名?(?:被保险人|受害人|旅客|乘客|伤者)|每位")),
    ("per_item", re.compile(r"单一(?!事故)|每(?:辆|台|件|亩|头|只|座|户|栋|艘|一项|项)(?!事故)")),
    ("per_occurrence", re.compile(r"每次(?:保险)?事故|每次赔偿|一次事故")),
    ("sum_insured", re.compile(r"保险金额|保额|最高(?:限额|金额)")),
)
_SCHEDULE = re.compile(
    r"(?:保险单|保单|保险合同|投保单|明细表|保险凭证|本合同)(?:上|中|内)?所?(?:载明|列明|约定|注明|记载)(?!在|承)|载明于保险单"
)
_PER = re.compile(r"(单一账户每次事故|每人每次事故|每次事故每人|每座|每人|每次事故|每一?次|每亩|每辆|每头|每年|每日|每户|每件)")
_CONTRACTUAL = re.compile(r"计算公式|公式|退还|解除|手续费|利息|违约金")


def find_limits(passages: list[Passage]) -> Iterator[Record]:
    """One record for each bound that a unit states."""
    for passage in passages:
        if passage.role in (Role.DEFINITIONS, Role.EXCLUSION, Role.DISPUTE, Role.PREMIUM) and not _says_limit(passage):
            continue
        found = _limit(passage)
        if found is not None:
            yield found


def _says_limit(passage: Passage) -> bool:
    return passage.role is Role.PREMIUM and re.match(r"(?:本(?:保险)?合同的)?(?:保险金额|赔偿限额|免赔)", passage.text) is not None


def _limit(passage: Passage) -> Record | None:
    text = passage.text
    contribution = re.search(r"实付保险费[^，]*应付保险费[^，]*比例|保险费的?比例(?:给付|支付|赔)", text)
    if contribution:
        return _record(passage, "other", _last_clause(text, contribution.start()))
    if not _SUBJECT.search(text) and not _bounds_payment(text):
        return None
    if not _BOUND.search(text) or _CONTRACTUAL.search(text) or _only_mentions(passage):
        return None
    start, end = _clause(passage)
    return _record(passage, _kind(text[start:end], passage), (start, end))


def _bounds_payment(text: str) -> bool:
    return re.search(r"(?:保险金|赔偿|给付|赔款)[^。；]*(?:总和|之和|合计|金额)?[^，。；]{0,12}(?:不(?:得)?超过|为限)|扣除已(?:给付|赔付)|最高晋升", text) is not None


def _only_mentions(passage: Passage) -> bool:
    """Limits named in passing: in promises, duties, notices and claim papers."""
    text = passage.text
    if re.search(r"^(?:约定|载明)的?保险金额", text):
        return True
    strong = re.search(
        r"不(?:得)?超过|为限|最高|限额(?:为|包括|由|以|按)|免赔额?率?(?:（[^）]*）)?(?:为|由|以|按|均)|保险金额(?:是|为|由|按|以|和|应|的确定)|(?:限额|金额)(?:范围)?内|比例(?:承担|为)|达到[^，]{0,20}保险金额时|不设|扣除|限额[^，]{0,6}的\d|各(?:项|类)[^，]{0,12}(?:限额|保险金额)",
        text,
    )
    if strong is None:
        return True
    if passage.role in (Role.INSURED_DUTIES, Role.INSURER_DUTIES, Role.TERMINATION, Role.PERIOD, Role.PREMIUM) and not re.match(
        r"[^，]{0,10}(?:保险金额|限额|免赔)", text
    ):
        return True
    return re.search(r"重新核定|扣减或者|累计赔偿限额扣除|补交|通知|免赔[^，]{0,6}(?:部分|金额)$", text) is not None


def _clause(passage: Passage) -> tuple[int, int]:
    """A bound that only closes another statement is quoted alone (``但以不超过…为限``)."""
    text = passage.text
    segments = split_segments(text)
    if len(segments) > 1 and re.match(r"但(?:以|最高|累计|每|赔偿|给付)?(?:不超过|以)?", segments[-1].text) and re.search(
        r"为限|不(?:得)?超过", segments[-1].text
    ):
        if not _SUBJECT.search(text[: segments[-1].start]):
            return segments[-1].start, len(text)
    return min(heading_length(text), _subject_at(text)), len(text)


def _subject_at(text: str) -> int:
    match = _SUBJECT.search(text)
    return match.start() if match else 0


def _last_clause(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("，", 0, max(text.rfind("，", 0, at), 0)) + 1 if at > 30 else 0
    return start, len(text)


def _kind(text: str, passage: Passage) -> str:
    named = [kind for kind, pattern in _KINDS if pattern.search(text)]
    if "contribution" in named:
        return "contribution"
    if re.search(r"未成年|国务院保险监督管理机构规定的限额", text) or re.search(r"(?:赔偿)?限额包括|各项保险责任", text):
        return "other"
    if "sub_limit" not in named and re.search(r"(?<!每次事故)(?<!每人)(?:责任|约定|赔偿|保险)限额(?:范围)?内", text):
        return "per_person" if "每人" in text else "per_occurrence" if "每次事故" in text.split("限额")[0] else "other"
    if len(re.findall(r"险[^，。；]{0,10}(?:限额|保险金额)", text)) > 1:
        return "other"
    if "sum_insured" in named and len(named) == 1 and re.search(r"以不超过|为限$", text) and text.startswith("但"):
        return "sub_limit"
    return named[0] if named else "other"


def _record(passage: Passage, kind: str, bounds: tuple[int, int]) -> Record:
    start, end = bounds
    text = passage.text[start:end]
    fields: dict[str, FieldValue] = {"kind": kind}
    evidence: dict[str, Span] = {}
    if kind != "contribution":
        _figures(passage, start, text, fields, evidence)
    if _SCHEDULE.search(text) and "amount" not in fields and kind != "contribution":
        fields["in_schedule"] = True
    per = _PER.search(text)
    if per and ("amount" in fields or kind in ("per_person", "per_item")):
        fields["per"] = per[1]
    return passage.record(RecordType.LIMIT, f"limit.{kind}", 0.85, fields, start=start, end=end, evidence=evidence)


def _figures(passage: Passage, start: int, text: str, fields: dict[str, FieldValue], evidence: dict[str, Span]) -> None:
    """The figure stated, where it is one; several different figures are left to the quote."""
    money = [q for q in find_money(text) if isinstance(q.value, Money)]
    rates = [q for q in find_rates(text) if isinstance(q.value, Rate)]
    amounts: set[Decimal] = {q.value.amount for q in money if isinstance(q.value, Money)}
    shares: set[Decimal] = {q.value.value for q in rates if isinstance(q.value, Rate)}
    if len(amounts) == 1:
        fields["amount"] = amounts.pop()
        evidence["amount"] = passage.unit.span(start + money[0].span.start, start + money[0].span.end)
    if len(shares) == 1:
        fields["rate"] = shares.pop()
        evidence["rate"] = passage.unit.span(start + rates[0].span.start, start + rates[0].span.end)
