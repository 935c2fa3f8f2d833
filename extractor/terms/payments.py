"""Payments (费用): premiums, fees, prices, refunds, and how they are set; rate tables among them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.document import Document, Level, Node, Span
from extractor.language.amounts import find_money, find_rates
from extractor.language.units import heading_length, split_segments
from extractor.language.view import view
from extractor.quantities import Money, Rate
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_REFUND = re.compile(r"退还|返还(?!已给付|保险金|给付)|退保(?:保费|金额)?=|退回|现金价值\$?=|计算应退还|退保系数")
_REFUNDED = re.compile(r"保险费|保费|差额|现金价值|剩余部分|手续费|多收|退投保人|退还投保人|退还给|退还\s*$|账户价值|退保")
_SUBSEQUENT = re.compile(r"(?:，|^)(?P<part>(?:但|并且?|同时|且)?(?:保险人|我们)?[^，]{0,8}(?:应当?|将)?[^，]{0,6}退还[^，]*)$")
_PREMIUM_SET = re.compile(
    r"(?:保险费|保费)[^，。；]{0,24}(?:由|按照?|根据|以|依照?|列明|载明|确定|计算|计收|缴纳方式|不得低于|据实)|(?:计收|收取|增收|加收|核收)[^，。；]{0,12}保险费|(?:保险费|保费)=|保费=|费率[^，。；]{0,6}(?:执行|按|为)|系数[^，。；]{0,6}(?:按|由)|补交[^，]{0,12}(?:差额|保险费)|系数(?:为|：)|优惠[^，。；]{0,24}(?:按|给予)"
)
_PAID = re.compile(r"(?:交清|缴清|支付|交纳|缴纳|(?<!要求您)(?<!要求投保人)补交)(?:全部|首期|续期|应交)?(?:保险费|保费)|交费方式|解除|不承担|生效")
_OTHER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bond", re.compile(r"保证金[^，。；]{0,6}(?:为|：)")),
    ("contract_price", re.compile(r"合同(?:总?金额|总?价款?|价款)[^。；]{0,6}(?:为|：|同时调整)")),
    ("service_fee", re.compile(r"(?:服务|技术服务|代理|经纪|咨询|管理|初始)(?:费|费用|佣金)|手续费率|佣金|产生的费用")),
)
_PER = re.compile(r"元/(?P<per>[^，。；\s（）]{1,6})|(?P<each>每(?:月|年|季度?|日|亩|人|车|辆|次|项|头))|按(?P<by>[月年季日])结算")


def find_payments(document: Document, passages: list[Passage]) -> Iterator[Record]:
    """Payments in running text, formulas, and tables of rates."""
    for passage in passages:
        yield from _payments(passage)
    yield from _tables(document)


def _payments(passage: Passage) -> Iterator[Record]:
    text = passage.text
    if passage.role in (Role.DEFINITIONS, Role.EXCLUSION) and "=" not in text and not _REFUND.search(text):
        return
    if passage.role is Role.DEFINITIONS and "=" not in text:
        return
    if passage.role is Role.DEFINITIONS:
        formula = re.search(r"[^，。；=]{2,12}=", text)
        if formula and re.search(r"现金价值|退保|保险费|保费", formula[0]):
            yield _record(passage, "refund" if _REFUND.search(text) else "premium", formula.start(), len(text))
        return
    fee = re.search(r"(?:支付|扣除|收取)[^，。；]{0,24}手续费", text)
    if fee and find_rates(text):
        yield _record(passage, "refund_fee", 0, len(text))
        yield from _trailing_refund(passage)
    elif _is_refund(text):
        yield _record(passage, "refund", 0, len(text))
        yield from _floor(passage)
    else:
        kind, start = _kind(passage)
        if kind:
            yield _record(passage, kind, start, len(text))


def _is_refund(text: str) -> bool:
    if re.search(r"不(?:予)?退还|不返还", text) and len(re.findall(r"退还|返还", text)) == 1:
        return False
    if re.search(r"受益人(?:应|须|需)[^，。；]{0,30}(?:退还|返还)|(?:退还|返还)[^，。；]{0,12}(?:已给付|保险人给付|身故保险金)|受领人", text):
        return False
    if re.search(r"保证金|追回|有权向", text) and "保险费" not in text:
        return False
    return bool(_REFUND.search(text)) and bool(_REFUNDED.search(text)) and "扣减或者要求返还" not in text


def _trailing_refund(passage: Passage) -> Iterator[Record]:
    """The refund that follows a fee in the same sentence is quoted alone."""
    for segment in split_segments(passage.text):
        if re.search(r"应当?退还|退还剩余", segment.text):
            yield _record(passage, "refund", segment.start, segment.end)
            return


def _floor(passage: Passage) -> Iterator[Record]:
    """``但实际保险费不得低于…最低保险费`` beside a refund sets a premium."""
    for segment in split_segments(passage.text):
        if re.search(r"保险费不得低于", segment.text):
            yield _record(passage, "premium", segment.start, segment.end)


def _kind(passage: Passage) -> tuple[str, int]:
    text = passage.text
    if passage.role is Role.APPENDIX and re.search(r"按[^，。；]{0,12}计(?:算|收)|不足[^，。；]{0,8}(?:月|天|日)", text):
        return "premium", 0
    if "=" in text and re.search(r"保费|保险费|费率", text):
        return "premium", 0
    if re.search(r"责任险|险种|系数|保费|保险费", text) and re.search(r"：\s*[\d.]+", text) and len(text) < 40:
        return "premium", 0
    for kind, pattern in _OTHER:
        if pattern.search(text) and _states_fee(passage, kind):
            return kind, 0
    if not _PREMIUM_SET.search(text) or _PAID.search(text) or _is_duty_only(passage):
        return "", 0
    return "premium", _part_start(text)


def _states_fee(passage: Passage, kind: str) -> bool:
    text = passage.text
    if kind == "service_fee":
        return bool(re.search(r"为准|按[^，。；]{0,8}结算|[\d一二三四五六七八九]+[%％元]|费率|收取", text)) and not re.search(r"核对无误|发票", text)
    return True


def _is_duty_only(passage: Passage) -> bool:
    return re.search(r"询问|必须符合|如实告知|提高保险费率|增加保险费或者?解除|要求增加保险费|可以增加保险费|危险程度", passage.text) is not None


def _part_start(text: str) -> int:
    match = re.search(r"，(并按[^，]{0,8}(?:增收|加收|收取)保险费)$", text)
    return match.start(1) if match else heading_length(text)


def _tables(document: Document) -> Iterator[Record]:
    for node in document.nodes:
        if node.level is Level.TABLE and _is_rate_table(document, node):
            span = Span(node.paragraphs[0].start, node.paragraphs[-1].end)
            fields: dict[str, FieldValue] = {"kind": "premium"}
            yield Record(RecordType.PAYMENT, node.path, span, span.quote(document.text), fields, 0.85, "payment.table", {})


def _is_rate_table(document: Document, node: Node) -> bool:
    rows = [view(document.text, row).text for row in node.paragraphs]
    whole = "".join(rows)
    numbers = len(re.findall(r"\d+(?:\.\d+)?%?", whole))
    return numbers >= 6 and re.search(r"费率|系数|保险费|保费|百分比|比例", whole + node.section) is not None


def _record(passage: Passage, kind: str, start: int, end: int) -> Record:
    text = passage.text[start:end]
    fields: dict[str, FieldValue] = {"kind": kind}
    evidence: dict[str, Span] = {}
    money = {q.value.amount: q for q in find_money(text) if isinstance(q.value, Money)}
    rates = {q.value.value: q for q in find_rates(text) if isinstance(q.value, Rate)}
    if len(money) == 1:
        (fields["amount"], quantity), = money.items()
        evidence["amount"] = passage.unit.span(start + quantity.span.start, start + quantity.span.end)
    if len(rates) == 1:
        (fields["rate"], quantity), = rates.items()
        evidence["rate"] = passage.unit.span(start + quantity.span.start, start + quantity.span.end)
    coefficient = re.search(r"系数(?:为|：)\s*(\d+(?:\.\d+)?)$", text)
    if coefficient and "rate" not in fields:
        fields["rate"] = Decimal(coefficient[1])
        evidence["rate"] = passage.unit.span(start + coefficient.start(1), start + coefficient.end(1))
    per = _PER.search(text)
    if per and (money or rates or per["by"]):
        fields["per"] = per["per"] or per["each"] or per["by"]
    if re.search(r"(?:保险单|保险合同|合同)(?:上|中)?(?:载明|列明)", text):
        fields["in_schedule"] = True
    return passage.record(RecordType.PAYMENT, f"payment.{kind}", 0.85, fields, start=start, end=end, evidence=evidence)
