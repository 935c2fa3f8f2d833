"""Payments (费用): premiums, fees and prices, and how they are set; rate tables among them. Refunds are in ``refunds``.

Who pays when is an obligation, no payment: a unit sets a payment where it gives a figure, a basis, a formula or the
paper that holds the figure.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.document import Document, DocumentKind, Span
from extractor.language.units import heading_length, segment_at, split_segments
from extractor.quantities import Quantity
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.figures import only, put_figure, stated_amounts, stated_rates, unconditional
from extractor.terms.passages import Passage
from extractor.terms.refunds import Part, read_refund
from extractor.terms.schedule import in_schedule
from extractor.terms.tables import TableKind, find_tables
from extractor.terms.tables import kind_of as table_kind


def find_payments(document: Document, passages: list[Passage]) -> Iterator[Record]:
    """Payments in running text, formulas, and tables of rates or fees."""
    for passage in passages:
        for part in _parts(passage):
            yield _record(passage, part)
    for table in find_tables(document):
        kind = table_kind(table)
        if kind in (TableKind.PREMIUM, TableKind.FEE, TableKind.KEPT):
            fields: dict[str, FieldValue] = {"kind": kind.value}
            quote = table.span.quote(document.text)
            yield Record(RecordType.PAYMENT, table.path, table.span, quote, fields, 0.85, "payment.table", {})


_PENALTY = re.compile(r"违约金|滞纳金|逾期利息|资金占用费|罚款")


def _parts(passage: Passage) -> list[Part]:
    text = passage.text
    if "\t" in passage.unit.span().quote(passage.document.text) or _PENALTY.search(text):
        return []
    if passage.role is Role.EXCLUSION and "=" not in text and not re.search(r"退还|返还", text):
        return []
    if _is_bond(text):
        return [_part(text, "bond")]
    back = read_refund(passage)
    if back:
        return [*back, *_floor(text)]
    if passage.role is Role.DEFINITIONS or re.match("(?:是|系)?指", text):
        return _defined_formula(text)
    if re.search(r"如下表?$|下表$", text) and not re.search("按", text):
        return []
    instalment = _INSTALMENT.search(text)
    if instalment:
        price = re.search("总价|价款|余款", instalment[0])
        kind = "contract_price" if price else "service_fee" if "费的" in instalment[0] else "premium"
        return [_part(text, kind)]
    priced = _part(text, "contract_price") if _PRICE.search(text) else _premium(passage) or _fee(passage)
    return [priced] if priced else _by_days(text)


def _by_days(text: str) -> list[Part]:
    """``…解除保险合同，保险费按日比例计收``: the clause on the premium alone."""
    return [
        Part("premium", segment.start, segment.end, (segment.start, segment.end))
        for segment in split_segments(text)
        if re.match(r"保险费按[日月]比例(?:计收|计算|收取)", segment.text)
    ]


def _is_bond(text: str) -> bool:
    return _BOND.search(text) is not None and bool(stated_amounts(text) or stated_rates(text))


def _defined_formula(text: str) -> list[Part]:
    formula = re.search(r"(?:保险费|保费)[^，。；=]{0,6}=", text)
    return [Part("premium", formula.start(), len(text), (len(text), len(text)))] if formula else []


def _floor(text: str) -> list[Part]:
    """``但实际保险费不得低于…最低保险费`` beside a refund sets a premium."""
    return [
        Part("premium", segment.start, segment.end, (segment.start, segment.end))
        for segment in split_segments(text)
        if re.search(r"保险费不得低于", segment.text)
    ]


# --- premiums -------------------------------------------------------------------------------------------

_P = r"(?:保险费用?|保费|附加费率|费率|基准费率)"
_SET = re.compile(
    rf"{_P}[^，。；]{{0,30}}?(?:由[^，。；]{{2,40}}(?:确定|约定|厘定|计算|商定)|(?:按照?|根据|以|依照?)[^，。；]{{2,50}}(?:计算|确定|收取|计收|约定|执行|计费|乘|厘定|订定|制定|拟定|载明|列明|为计费单位|调整)|列明|载明|写入|见(?:保险单|附录|附表|下表|附件)|不得低于|据实)|(?:交|缴)(?:费|纳)(?:方式|期间|期限|频率)[^，。；]{0, 16}(?:分为|由|按|为)|保险费按[年月季]"
    rf"|(?:按|根据|依据|依照)[^，。；]{{1,40}}(?:计收|收取|增收|加收|核收|加缴|补缴|补收|调整|确定|计算)[^，。；]{{0,12}}{_P}|(?:按|以)[^，。；]{{1,24}}{_P}(?:计收|收取)|保险费=|保费=|系数[^，。；]{{0,10}}(?:按|由|为|：)|并按约定增收|实行[^，。；]{{0,6}}浮动费率|筹资标准为|按[^，。；]{{0,12}}短期费率表?计收|分期(?:交付|缴付|支付|交纳|缴纳)[^，。；]{0, 6}分为|保险费[^。；]{0, 30}按[^，。；]{0, 16}费率(?:计算|收取|计收)"
)
_ADJUSTED = re.compile(
    rf"(?:要求|须|应当?|需)[^，。；]{{0,12}}(?:[^，。；]{{2,8}}并)?(?:补[交缴]|加[交缴])[^，。；]{{0,30}}(?:差额|{_P}|$|，或)|书面申请并加[交缴]|{_P}[^，。；]{{0,4}}(?:上|下)浮|优惠[^，。；]{{0,24}}按|[\d.]+%的[^，。；]{{0,8}}优惠|作为计算实际保险费|(?:按|根据)[^，。；]{{1,30}}(?:增收|加收|调整)[^，。；]{{0,10}}{_P}|补[交缴]其差额|高于预付[^，。；]{{0,4}}保险费的，[^，。；]{{0,10}}补足"
)
_FIGURED = re.compile(
    rf"{_P}[^，。；]{{0,16}}?(?:为|是|：|每|人民币|合计|预算)[^，。；]{{0,16}}|(?:加收|增收|交纳|缴纳|自缴|补贴|计收|付清|支付)[^，。；]{{0,12}}|每期|第[一二三四]期[^，。；]*[付交缴]|分期|{_P}的[\d.]+%|保险[：:][\d.]+元|险[：:][\d.]+元|缴付当月"
)
_NOT_SETTING = re.compile(
    r"按照?本(?:合同|协议)[^，。；]{0,4}(?:约定|规定)(?:收取|支付)|询问|如实告知|提高保险费率|增加保险费或者?|解除|危险程度|欠[交缴]|恢复(?:合同)?效力|复效|垫[交缴]|宽限|催告|拒绝|发票|通知书|直接支付给|险种(?:代码|简称)|累计所交|豁免|比例承担|承担保险责任|保险事故|生效|效力|不承担|利息|符合[^，]{0,12}规定"
)


def _premium(passage: Passage) -> Part | None:
    text = passage.text
    if passage.role is Role.APPENDIX and re.search(
        r"按[^，。；]{0,12}计(?:算|收)|不足[^，。；]{0,8}(?:月|天|日)", text
    ):
        return _part(text, "premium") if "佣金" not in text else _part(text, "service_fee")
    adds = re.search(r"，(并按[^，]{0,8}(?:增收|加收|收取)保险费)$", text)
    if adds:
        return Part("premium", adds.start(1), len(text), (adds.start(1), len(text)))
    if _is_fee_first(text) or any(_is_fee_first(lead.text) for lead in passage.leads[:1]):
        return None
    if re.search(r"(?:保险费|保费|费率)[^，。；]{0,10}=|(?:影响|享受)[^，。；]{0,10}无赔款优待", text):
        return _part(text, "premium")
    if _NOT_SETTING.search(text) and not re.search(
        r"(?:要求|须|应当?)[^，。；]{0,12}(?:补[交缴]|加[交缴])", text
    ):
        return None
    if re.search(
        r"欠[交缴]|催告|宽限|效力|垫[交缴]|利息|危险程度|承担保险责任|豁免|不退还|含义|[”费]指|是指|投资(?:账户|单位)|支付日|该日期",
        text,
    ):
        return None
    if re.search(r"给付[^，。；]{0,12}保险金(?!额)|领取", text) and not re.search(r"补[交缴]", text):
        return None
    if (_SET.search(text) and re.search(rf"{_P}|系数", text)) or _ADJUSTED.search(text) or _prices(passage):
        return _part(text, "premium")
    return None


def _is_fee_first(text: str) -> bool:
    """The unit speaks of a fee before it speaks of the premium."""
    fee, premium = _FEES.search(text), re.search(r"保险费|保费", text)
    if fee is None or premium is None or fee.start() < premium.start():
        return fee is not None
    return (
        re.search(r"(?:^|，)(?:代理|经纪)?(?:手续费率?|佣金|服务费)[^，。；]{0,4}(?:由|按|为|以)", text)
        is not None
    )


def _prices(passage: Passage) -> bool:
    """A figure of the premium or of an instalment."""
    text = passage.text
    if not (stated_amounts(text) or stated_rates(text) or "_" in text):
        return False
    if (
        re.search(rf"{_P}|交[费纳]|缴[费纳]|自缴|补贴|险[：:]|保险按", text) is None
        and passage.role is not Role.PREMIUM
        and not re.match("第[一二三四]期[^，。；]*[付交缴]", text)
    ):
        return False
    if re.search(r"为上限|为限|赔偿总额|保险金(?!额)|年金|奖励|津贴|补贴标准|住院|账户", text):
        return False
    if re.search(
        r"限额|免赔|保险金额[^，。；]{0,6}[为由]|赔付|赔偿|给付|贷款金额不|保证金", text
    ) and not re.search(rf"{_P}[^，。；]{{0,10}}(?:为|人民币|是)", text):
        return False
    return _FIGURED.search(text) is not None


# --- fees and prices ------------------------------------------------------------------------------------

_FEES = re.compile(
    r"服务费|(?:代理|经纪|佣金)手续费|咨询费|代理费|经纪费|经纪佣金|佣金|手续费率|管理费|初始费用|报酬|收费|产生的费用"
)
_FEE_SET = re.compile(
    r"为准|按[^，。；]{0,24}(?:结算|收取|收费|计算|支付|另行收费)|费率|收取[^，。；]{0,8}费|为(?:每|人民币|[\d¥￥])|以[^，。；]{1,40}为上限|见(?:附件|附录|附表)|以[^，。；]{2,12}的形式支付|不另行支付|[\d.]+%"
)
_NOT_FEE = re.compile(
    r"按照?(?:本(?:合同|协议)|第[^，。；]{1,6}条)[^，。；]{0,8}(?:约定|规定|标准)[^，。；]{0,10}(?:支付|收取)|核对无误|(?<!有效)发票(?!后)|逾期|退还|返还|赔偿|不收取|计入|下列|如下|不得(?:收取|以|再)|账户价值为零|取得[^，。；]{0,6}佣金"
)
_PRICE = re.compile(
    r"(?:合同|项目)(?:暂定)?(?:总?金额|总?价款?|总价)[^。；]{0,16}(?:为|：|同时调整|相应调整|是)"
)
# A part of the price or of the premium that falls due (支付合同总价的60%, 余款10%…支付).
_INSTALMENT = re.compile(
    r"(?:支付|拨付|付清|划拨|付至)[^，。；]{0,12}(?:(?:服务|咨询|顾问)费|合同总?价款?|合同(?:总)?金额|总价款?|保费总额|保险费总额)的[\d.]+%|将[^，。；]{0,8}(?:保费|保险费)总额的[\d.]+%[^，。；]{0,4}(?:拨付|支付|划拨)|^余款[\d.]+%[^。；]*支付"
)
_BOND = re.compile(
    r"保证金[^。；]{0,10}(?:为|：)|(?:交纳|缴纳|交存|缴存|提交|支付)[^，。；]{0,12}保证金(?=人民币|[¥￥\d])"
)
_INSURERS_CHARGE = re.compile(r"初始费用|管理费|风险保险费")
_LOAN_RATE = re.compile(r"^[^，。；]{0,6}(?:贷款|借款)利率[^，。；]{0,24}(?:由|为|按|以|公布)")


def _fee(passage: Passage) -> Part | None:
    text = passage.text
    if passage.is_lead and not stated_amounts(text):
        return None
    if _LOAN_RATE.search(text):
        return _part(text, "other")
    said = re.sub(r"（[^）]*）", "", text)
    listed = any(_FEES.search(lead.text) for lead in passage.leads[:1]) and bool(stated_rates(text))
    if listed:
        return _part(text, "service_fee")
    if (
        (_FEES.search(said) or _is_commission(passage))
        and _FEE_SET.search(text)
        and not _NOT_FEE.search(text)
    ):
        return _part(text, "other" if _INSURERS_CHARGE.search(text) else "service_fee")
    return None


def _is_commission(passage: Passage) -> bool:
    """手续费 in an agreement with an intermediary is its commission; elsewhere it is kept from a refund."""
    contract = passage.document.kind is DocumentKind.CONTRACT
    return contract and "手续费" in passage.text and not re.search("退保|退费|解除", passage.text)


def _part(text: str, kind: str) -> Part:
    start = heading_length(text) if kind == "premium" and not re.search(r"[\d.]+(?:元|%)", text) else 0
    return Part(kind, start, len(text), (start, len(text)))


# --- the record -----------------------------------------------------------------------------------------

_PER = re.compile(
    r"元/(?P<per>[^，。；\s（）]{1,6})|(?P<each>每(?:座每年|人天|月|年|季度?|日|亩|人|车|辆|次|项|头|单|座))|按(?P<by>[月年季日])(?:结算|交纳|缴纳|分期)|(?P<whole>年度?|全年)[^，。；]{0,6}(?:保险费|保费|服务费)"
)
_OTHER_SUM = re.compile(r"(?:限额|金额|保额|余额|价值)(?:为|是|：|达)?(?:人民币)?$")
_TIERED = re.compile(r"元(?:以[上下]|（含[^）]*）|及以[上下])[^，。；]{0,14}(?:的)?为?[\d.]+%")
_COEFFICIENT = re.compile(r"系数[^。；]*?(?:为|：)\s*(?P<value>\d+(?:\.\d+)?)$")


def _record(passage: Passage, part: Part) -> Record:
    text = passage.text[part.start : part.end]
    fields: dict[str, FieldValue] = {"kind": part.kind}
    evidence: dict[str, Span] = {}
    low, high = part.figures
    if low < high:
        _figures(passage, low, passage.text[low:high], fields, evidence)
    per = _PER.search(text)
    if per and ("amount" in fields or "rate" in fields or per["by"]):
        fields["per"] = next(value for value in per.groups() if value)
    if in_schedule(text) and "amount" not in fields and part.kind not in ("refund", "refund_fee"):
        fields["in_schedule"] = True
    return passage.record(
        RecordType.PAYMENT,
        f"payment.{part.kind}",
        0.85,
        fields,
        start=part.start,
        end=part.end,
        evidence=evidence,
    )


def _figures(
    passage: Passage, at: int, text: str, fields: dict[str, FieldValue], evidence: dict[str, Span]
) -> None:
    amounts = _of_subject(text, unconditional(text, stated_amounts(text)))
    rates = [] if _TIERED.search(text) else unconditional(text, stated_rates(text))
    for name, found in (("amount", amounts), ("rate", rates)):
        quantity = only([q for q in found if not _is_part_of(text, q, found)])
        if quantity is not None:
            source = passage.unit.span(at + quantity.span.start, at + quantity.span.end)
            put_figure(name, quantity, source, fields, evidence)
    coefficient = _COEFFICIENT.search(text)
    if coefficient and "rate" not in fields:
        fields["rate"] = Decimal(coefficient["value"])
        evidence["rate"] = passage.unit.span(at + coefficient.start("value"), at + coefficient.end("value"))


def _of_subject(text: str, found: list[Quantity]) -> list[Quantity]:
    """Of several sums those that do not measure something else (保险金额, 贷款金额, 限额)."""
    if len({q.value for q in found}) < 2:
        return found
    return [q for q in found if not _OTHER_SUM.search(text[: q.span.start])] or found


def _is_part_of(text: str, quantity: Quantity, found: list[Quantity]) -> bool:
    """``其中30%即人民币25000元`` is a part of the sum before it."""
    segment = segment_at(text, quantity.span.start)
    return (
        segment.text.startswith("其中")
        and segment.start > 0
        and bool(stated_amounts(text[: segment.start]) or len(found) > 1)
    )
