"""Limits (限额、免赔): bounds on what is paid. A figure that the schedule holds is never invented.

A unit bounds in one of four ways: it names a limit and sets it (``每次事故赔偿限额为…``), it bounds a payment
(``以…为限``, ``不超过``), it pays within a limit (``在责任限额内``), or it pays a share or less something
(``按80%``, ``扣除…``). What a unit only mentions on the way is no limit.
"""

import re
from collections.abc import Iterator

from extractor.document import Document, Span
from extractor.language.liability import find_refusal
from extractor.language.norms import find_norm
from extractor.language.units import heading_length, segment_at, segment_index, split_segments
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.caps import CAP, Bound, cap_start, capped, each_capped, within
from extractor.terms.figures import put_figures, stated_amounts, stated_rates
from extractor.terms.limit_kinds import NAME, kind_of
from extractor.terms.passages import Passage
from extractor.terms.proportions import proportion
from extractor.terms.schedule import in_schedule
from extractor.terms.tables import TableKind, find_tables
from extractor.terms.tables import kind_of as table_kind


def find_limits(document: Document, passages: list[Passage]) -> Iterator[Record]:
    """One record for each bound that a unit states, and for tables of shares or of limits."""
    for passage in passages:
        for bound in _bounds(passage):
            yield _record(passage, bound)
    for table in find_tables(document):
        kind = table_kind(table)
        if kind in (TableKind.SHARE, TableKind.MAXIMUM):
            fields: dict[str, FieldValue] = {"kind": kind.value}
            quote = table.span.quote(document.text)
            yield Record(RecordType.LIMIT, table.path, table.span, quote, fields, 0.8, "limit.table", {})


_OPENS = re.compile(r"(?:下列|以下)[^，。；]{0,6}方式|(?:约定|规定)?如下$")
# 损失金额应扣除下列各项：… each item lessens what is paid.
_TAKEN_OFF = re.compile(r"(?:扣除|扣减)(?:下列|以下)|(?:下列|以下)[^，。；]{0,10}(?:扣除|扣减)$")
_SILENT = (Role.DEFINITIONS, Role.EXCLUSION, Role.DISPUTE)


def _bounds(passage: Passage) -> Iterator[Bound]:
    text = passage.text
    rate_off = passage.role is Role.EXCLUSION and re.search(r"[\d.]+%的?[^，。；]{0,12}免赔率", text)
    if (
        (passage.role in _SILENT and not rate_off)
        or _is_table_row(passage)
        or re.search(r"例如|示例", text)
        or (passage.is_lead and _OPENS.search(text) and not stated_amounts(text))
    ):
        return
    if _TAKEN_OFF.search("".join(lead.text for lead in passage.leads[:1])) and passage.leaf:
        yield Bound("other", 0, len(text), len(text))
        return
    each = _each_set(passage) or each_capped(passage)
    if each:
        yield from each
        return
    found = (
        proportion(text) or _reduction(text) or _share(passage) or within(text) or _deductible(passage) or _named(passage)
        or capped(passage) or _by_limit(text) or _basis(passage)
    )  # fmt: skip
    if found is not None:
        yield found
        yield from _besides(text, found)


def _is_table_row(passage: Passage) -> bool:
    return "\t" in passage.unit.span().quote(passage.document.text)


# --- less something, once, the higher only --------------------------------------------------------------

_LESS = re.compile(
    r"(?:扣除|减去|扣减)[^，。；]{0,40}?(?:已[^，。；]{0,8}(?:给付|领|赔付|支付|获得|获|取得|赔偿)|所(?:获|得)[^，。；]{0,6}补偿|残值|(?:原有|已有|前次|投保前)[^，。；]{0,12}(?:伤残|残疾))"
    r"|(?:残值|已(?:经)?(?:给付|赔付|赔偿|领取)[^，。；]{0,16}(?:保险金|金额|面积|伤残金|数额|的)|补偿|残余部分|余额)[^。；]{0,40}(?:应|由|将|可以)?[^，。；]{0,24}(?:扣除|扣减)(?!免赔)(?![^，。；]{0,6}免赔)|(?:扣除|减去)[^，。；]{0,30}(?:补偿|赔偿)(?:后|的余额)|扣除已(?:领|给)|扣除(?:该|上述|前述|此项)[^，。；]{0,4}(?:补偿|赔偿)|在[^，。；]{0,6}赔款(?:金额)?中(?:予以)?扣除"
)
_ONCE = re.compile(
    r"(?:只|仅|最多)(?:能|得|承担|负责)?[^，。；]{0,8}(?:按|给付|赔偿|赔付)[^，。；]{0,40}(?:一项|较高|最高|较重|较严重|其中)|以[^，。；]{0,12}一次为限|(?:只|仅)[^，。；]{0,4}(?:给付|赔偿|赔付)[^，。；]{0,12}一次$|按[^，。；]{0,10}(?:较高|最高|较重|最重|较严重|最严重)[^，。；]{0,10}，不(?:得)?重复(?:赔偿|给付|计算)"
)


def _after_norm(text: str, at: int) -> int:
    """Where the words begin that take off, after a duty that stands before them (``应当充分利用，…扣除``)."""
    norm = find_norm(text)
    if norm is None:
        return heading_length(text)
    segments = split_segments(text)
    home = segment_index(text, norm.start)
    bound = home + 1 < len(segments) and segments[home + 1].start < at and re.match("应|须", norm.word)
    return segments[home + 1].start if bound else heading_length(text)


_FORMULA = re.compile(r"(?:赔款|赔偿金额|赔偿额|理赔金额)(?:金额)?=|(?:计算|计)赔$|赔偿比例计算赔款$")
_DEBT = re.compile(
    r"欠[款交缴]|借款|贷款|未(?:还|付|交|缴)|保险费|管理费|手续费|成本费|违约金|保证金|罚款|利息|服务费|先予支付|差额"
)


def _reduction(text: str) -> Bound | None:
    if find_refusal(text):
        return None
    less = _LESS.search(text)
    if less and not _DEBT.search(text) and re.search(r"给付|赔|垫付", text) and not stated_rates(text):
        return Bound("other", _after_norm(text, less.end()), len(text), len(text))
    if _ONCE.search(text) and re.search(r"给付|赔", text) and not re.search("累计", text):
        return Bound("other", cap_start(text, text.rfind("，") + 1), len(text), len(text))
    return Bound("other", 0, len(text), len(text)) if _FORMULA.search(text) else None


# --- a share --------------------------------------------------------------------------------------------

_BASE = r"(?:保险金额|保额|限额|保险费|保费|现金价值|价值|本金|工资|损失金额|金额|总和|账户)的?"
_PAYS = r"(?<!各)(?:承担|给付|赔偿|赔付|报销|补偿|负担|计算赔偿|支付)"
_SHARE = re.compile(
    rf"(?<!保险金额的)(?<!限额的)按(?:照)?(?P<rate>[\d.]+%|百分之[一二三四五六七八九十]+|[一二三四五六七八九]成)(?:的(?:给付|赔付|赔偿)?比例)?[^，。；]{{0,12}}{_PAYS}"
    rf"|(?:的)(?P<rest>[\d.]+%|百分之[一二三四五六七八九十]+)(?:的(?:给付|赔付)?比例)?[^，。；]{{0,6}}(?:给付|赔付|赔偿|报销)|{_PAYS}[^，。；]{{0,6}}?(?P<borne>[\d.]+%|[一二三四五六七八九]成)$|由(?:保险人|我们)承担(?P<part>[\d.]+%)"
)
_LEAD_SHARE = re.compile(r"比例(?:赔偿|赔付|承担|给付|计算)")


def _share(passage: Passage) -> Bound | None:
    text = passage.text
    if passage.role in (Role.PREMIUM, Role.TERMINATION, Role.INSURED_DUTIES) or re.search(
        r"减少|降低|扣减|免赔率", text
    ):
        return None
    under = bool(passage.leads) and _LEAD_SHARE.search(passage.leads[0].text) is not None
    if under and re.search(r"[\d.]+%$", text) and not re.search("免赔", text):
        return Bound("copay", 0, len(text), 0)
    opened = re.search(r"比例(?:赔偿|赔付|给付)：", text)
    if opened and _OF_FAULT.search(text[opened.end() :]):
        return Bound("copay", opened.end(), len(text), opened.end())
    if _OF_FAULT.search(text) and any(
        re.search(r"比例(?:赔偿|赔付|给付)：", before.text) for before in passage.units_before()
    ):
        return Bound("copay", 0, len(text), 0)
    match = next((m for m in _SHARE.finditer(text) if not _of_sum(text, m)), None)
    return Bound("copay", heading_length(text), len(text), match.start()) if match else None


_OF_FAULT = re.compile(r"^[^，]{2,24}的，(?:不超过|为|按)?[\d.]+%$")


def _of_sum(text: str, match: re.Match[str]) -> bool:
    """A share of the sum insured is the benefit itself, not the share of a loss."""
    at = next(match.start(name) for name in ("rate", "rest", "borne", "part") if match[name])
    before = re.sub(r"（[^）]*）", "", text[:at])
    if re.search(
        r"(?:保险费|保费|账户价值|总价|价款|费总额|合同价|服务费|咨询费|佣金|报酬|其余)[^，。；]{0,8}$|[=×*]",
        before,
    ):
        return True
    return (
        re.search(rf"(?:{_BASE})$", before) is not None
        or re.search(r"金额|日额|津贴|年金|身故|生存", text[at : match.end()]) is not None
    )


# --- a limit that is named and set ----------------------------------------------------------------------

_NOT_SUBJECT = re.compile(
    r"(?:^|[的个])?(?:在|按|以|从|将|把|扣除|超过|低于|高于|达到|乘以|根据|依照|占|对应|调整|增加|减少|变更|恢复|申请|选择|提高|降低|约定[了]?$|载明的?$|^[指若如]|按照|书面|投保|等于|应付|给付|赔付|承担|支付|超出|抵扣|尚未|改变|核对|为)"
)
_SETS = re.compile(
    r"=|参照[^，。；]{2,24}，由[^。；]{2,50}确定|(?:，(?=由))?[^，。；]{0,24}?(?:由[^。；]{2,50}(?:确定|公布|约定|商定|协商|选择|选定|自行)|(?<![视作因行])为|是|按照?[^，]{2,40}(?:确定|计算|执行)|等于|以[^，。；]{2,30}为准|分为|包括|均?不(?:得|应|能)?(?:高于|超过|低于|设)|最高|详?见|载明|列明|写明|载于|记载于|注明|(?:自[^，。；]{2,30})?相应(?:减少|降低)|等额减少|比例减少|降为|执行|不设|：|[\d¥￥]|人民币|不超过|(?!一经)[^，]{0,12}(?:约定|确定)[，。]?)"
)
_NO_SETTING = re.compile(
    r"一经(?:确定|约定)|^(?:约定|载明)的?(?:保险金额|限额)|无关|(?:提高|增加|减少|变更|恢复|调整)(?:基本)?(?:保险金额|保额)|扣减或者|累计赔偿限额扣除|补[交缴]|解除|退还|年龄|保险费|保费|费率|每年公布|批准后|为基数"
)


_DEDUCTED = re.compile(
    r"抵扣[^，。；]{0,10}免赔额|按(?:照)?[^，。；]{0,24}免赔率(?:（[^）]*）)?[^，。；]{0,8}(?:扣减|扣除|计算)|(?:部分|以内)(?:的[^，]{0,6})?为[^，。；]{0,8}免赔额|扣除[^，。；]{0,14}免赔额后计算|扣减[^，。；]{0,8}免赔额|赔偿金额[^。；]{0,60}扣除[^，。；]{0,8}免赔额(?:后的金额|和)|(?:实行|适用|增加|加扣|采用|执行|加收)\s?[\d.]+%的?[^，。；]{0,12}免赔率"
)


def _deductible(passage: Passage) -> Bound | None:
    """No deductible, one that other payments meet, and one that is set by what is taken off."""
    text = passage.text
    named = re.match(rf"[^。；]*{NAME}[^。；]*(?:为|按)[^。；]*，(?:但[^。；]*)?不(?:设|适用)", text)
    none_set = not named and re.search(r"不(?:再|另|另行)?(?:设|计|扣|适用)[^，。；]{0,12}免赔", text)
    if none_set and not re.search("限额", text[: none_set.start()]):
        return Bound("deductible", heading_length(text), len(text), none_set.end())
    chosen = re.search(r"免赔", text) and re.search(
        r"扣除[^，。；]{0,8}载明的[^，。；]{0,8}(?:金额|免赔)", text
    )
    if chosen or _DEDUCTED.search(text):
        return Bound("deductible", 0, len(text), len(text) if "（" in text else 0)
    return None


def _each_set(passage: Passage) -> list[Bound]:
    """Several limits in one sentence, each in a segment of its own with its own figure."""
    found = []
    for segment in split_segments(passage.text):
        match = re.search(rf"{NAME}(?:（[^）]*）)?(?:为|：|是|(?=\d))|累计赔偿以", segment.text)
        figures = stated_amounts(segment.text[match.start() :]) if match else []
        if match and "比例" in match[0]:
            figures = stated_rates(segment.text)
        if match and len(figures) == 1 and not _NOT_SUBJECT.search(segment.text[: match.start()]):
            found.append(Bound(kind_of(segment.text, passage), segment.start, segment.end, segment.start))
    return found if len(found) > 1 and not re.search("为准|即", passage.text) else []


def _by_limit(text: str) -> Bound | None:
    """A loss paid by the limit itself or a part of it (``死亡的，按每人责任限额全额赔偿``)."""
    match = re.search(
        r"按照?[^，。；]{0,16}限额(?:的?全额|乘以[^，。；]{2,40}?)?(?:赔偿|执行)$|所列[^，。；]{0,16}比例乘以[^，。；]{0,12}限额[^，。；]{0,6}(?:计算|赔偿)",
        text,
    )
    return Bound(kind_of(text[match.start() :], None), 0, len(text), len(text)) if match else None


def _basis(passage: Passage) -> Bound | None:
    """Under 保险金额: the value or the area on which the sum rests, left to the schedule."""
    text = passage.text
    if (
        passage.role is not Role.LIMIT
        or not re.search(r"金额|数额|价值|面积|份数", text)
        or not in_schedule(text)
    ):
        return None
    rests = any(re.search("保险金额", before.text) for before in passage.units_before())
    return Bound("sum_insured", 0, len(text), len(text)) if rests else None


def _named(passage: Passage) -> Bound | None:
    """``…赔偿限额为…``, ``保险金额由双方约定``, ``每次事故免赔率10%``, ``各险种均不设免赔额``."""
    text = passage.text
    if passage.role in (Role.INSURED_DUTIES, Role.INSURER_DUTIES) and not re.match(
        rf"[^，]{{0,10}}{NAME}", text
    ):
        return None
    if re.search(r"(?:下|附)表|见附件", text) and not stated_amounts(text):
        return None
    for match in re.finditer(NAME, text):
        if _is_set(text, match) and ("比例" not in match[0] or stated_rates(text) or in_schedule(text)):
            start = 0 if passage.role is not Role.PREMIUM else _sentence_part(text, match.start())
            start = max(start, min(heading_length(text), match.start()))
            start = max(start, _own_clause(text, match.start()))
            return Bound(kind_of(text[start:], passage), start, len(text), match.start())
    return None


def _own_clause(text: str, at: int) -> int:
    """Where a limit with its figure stands in a clause of its own after a benefit (``给付…金，每人保险金额30万元``)."""
    segment = segment_at(text, at)
    paid = re.search(r"给付[^，。；]{0,24}(?:保险金|津贴)，$", text[: segment.start])
    return segment.start if paid and stated_amounts(segment.text) else 0


def _is_set(text: str, match: re.Match[str]) -> bool:
    segment = segment_at(text, match.start())
    before = text[segment.start : match.start()]
    if _NOT_SUBJECT.search(re.sub(r"（[^）]*）|双方约定的|保险单载明的", "", before)) or _is_condition(
        segment.text, last=segment.end == len(text)
    ):
        return False
    if (
        _NO_SETTING.search(text)
        and "限额" not in match[0]
        and "免赔" not in match[0]
        and not re.search(
            r"^[^，]{0,16}保险金额[^，]{0,12}(?:由|为|是|按)|保险金额(?:自[^，。；]{2,30})?相应减少|保险金额参照",
            text,
        )
    ):
        return False
    after = re.sub(r"^（[^）]*）", "", text[match.end() :])
    return _SETS.match(after) is not None and not re.match(
        r"[×*+]|对应的|表|所|的(?!确定|计算|总和|[\d百])", after
    )


def _is_condition(segment: str, *, last: bool) -> bool:
    return not last and re.search(r"(?:的|时|后|前)$", segment) is not None


def _sentence_part(text: str, at: int) -> int:
    return max(text.rfind("，", 0, at) + 1, 0) if at > 40 else 0


# --- a second bound in the same unit --------------------------------------------------------------------

_LESS_AMOUNT = re.compile(
    r"(?:(?:在)?扣除|超过)[^，。；]{0,20}?(?:[\d,]+元|人民币[^，。；]{1,8}元)[^，。；]{0,6}"
)


def _besides(text: str, found: Bound) -> Iterator[Bound]:
    """After a share: the deductible that is taken first, and the cap that ends the sentence, each with its own figure."""
    if found.kind != "copay":
        return
    for segment in split_segments(text):
        if segment.start < found.start:
            continue
        figured = stated_amounts(segment.text) or stated_rates(segment.text)
        caps = re.match(r"但?(?:以|最高|累计)", segment.text) and CAP.search(segment.text)
        if segment.start > found.figures and figured and caps:
            yield Bound(kind_of(segment.text, None), segment.start, segment.end, segment.start)
        less = _LESS_AMOUNT.search(segment.text)
        if less and "免赔" in segment.text:
            yield Bound("deductible", segment.start, segment.end, segment.start + less.start())


# --- the record -----------------------------------------------------------------------------------------

_PER = re.compile(
    r"(单一账户每次事故|每人每次事故|每次事故每人|每项每次|每座|每人|每位[^，。；\d以]{1,4}|每次(?:事故|事件|住院)|每一?次|每亩|每辆车?|每头|每件|每箱|每批|每笔贷款|每项|每户|每[日天]|每年|全年|年度|单个借款人|同一被保险人|每一(?:被保险人|客户(?:每年)?))"
)


def _record(passage: Passage, bound: Bound) -> Record:
    text = passage.text[bound.start : bound.end]
    fields: dict[str, FieldValue] = {"kind": bound.kind}
    evidence: dict[str, Span] = {}
    if bound.kind != "contribution" and bound.figures < bound.end:
        figured = passage.text[bound.figures : bound.end]
        if bound.kind == "copay":
            figured = re.split(r"，(?=但?(?:以|最高|累计|其余))", figured)[0]
        if not re.search(r"最低|不(?:得|能)?(?:低于|少于)|至少", figured):
            put_figures(passage, bound.figures, figured, fields, evidence)
    if "amount" not in fields and "rate" not in fields and bound.kind != "contribution" and in_schedule(text):
        fields["in_schedule"] = True
    per = _PER.search(text)
    if per and ("amount" in fields or "rate" in fields or bound.kind in ("per_person", "per_item")):
        fields["per"] = per[1]
    return passage.record(
        RecordType.LIMIT,
        f"limit.{bound.kind}",
        0.85,
        fields,
        start=bound.start,
        end=bound.end,
        evidence=evidence,
    )
