"""Payments that are bounded (赔付上限): ``以…为限``, ``不超过…``, ``在责任限额内``."""

import re
from dataclasses import dataclass

from extractor.language.liability import find_promise
from extractor.language.units import heading_length, split_segments
from extractor.structure.headings import Role
from extractor.terms.figures import stated_amounts, stated_rates
from extractor.terms.limit_kinds import kind_of
from extractor.terms.passages import Passage


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit in ``text[start:end]`` of a unit; its figures stand from ``figures`` on."""

    kind: str
    start: int
    end: int
    figures: int


CAP = re.compile(
    r"以[^，。；]{1,50}?(?:为(?:最高|赔偿|给付)?(?:上?限|限额)|为最高(?:限额|上限))|(?<!最长)不(?:得|能|应)?(?:超过|超出|高于)|最高(?:不|为|可|以|赔偿|给付|赔付|限额|金额|晋升)"
    r"|(?:最多|至多)[^，。；]{0,6}(?:给付|赔偿|赔付|支付|为)|上限为|达到[^，。；]{0,24}(?:限额|保险金额|限定金额)(?:时|后|的)"
)
_PAID = re.compile(r"赔偿|赔付|给付|赔款|保险金(?!额)|垫付|补偿|津贴|理赔|限额|赔偿金")
_COSTS = re.compile(r"费用?(?:，|$|的|每|、|（|由)|损失|每[日次位件项人笔批箱户]|行李|服务|人数")
_OTHER_SPAN = re.compile(
    r"^[^，。；]{0,30}(?:期间|期限|期|领取|年龄|周岁|利率|保险费|保费|费率|管理费|手续费|初始费用|比例的?下限|违约金|佣金|分值|体重|血压)[^，。；]{0,8}(?:最[长高]|不|以|达)"
)
_LOAN = re.compile(r"(?:贷款|借款)[^，。；]{0,6}(?:金额|额度|总额|数额)[^，。；]{0,10}不(?:得)?(?:超过|高于)")
_DAYS_OF_BENEFIT = re.compile(r"给付(?:的)?(?:日数|天数)|津贴|补贴")


def capped(passage: Passage) -> Bound | None:
    """``…，以…为限``: the part that bounds, alone where another statement stands before it."""
    text = passage.text
    for segment in split_segments(text):
        match = CAP.search(segment.text)
        if match is None or not _bounds_payment(passage, segment.text, match):
            continue
        if (
            re.search(r"(?:的|时|后|内)$|^(?:若|如果?)", segment.text)
            and segment.end < len(text)
            and "达到" not in match[0]
        ):
            continue
        start = cap_start(text, segment.start)
        kind = kind_of(text[start:], passage, context=text[: segment.start])
        return Bound(kind, start, len(text), max(segment.start, start))
    return None


_DAYS = re.compile(r"(?:天数|日数)[^，。；]{0,10}(?:不|最|以)")


def each_capped(passage: Passage) -> list[Bound]:
    """Several bounds in one sentence (``每次不超过九十天，累计不超过一百八十天``), each alone."""
    found = []
    for segment in split_segments(passage.text):
        match = CAP.search(segment.text)
        several = _DAYS.search(segment.text) or re.search("(?:赔偿|责任)限额", segment.text)
        if match and several and _bounds_payment(passage, segment.text, match):
            kind = kind_of(segment.text, passage)
            found.append(Bound(kind, segment.start, segment.end, segment.start))
    if len(found) > 1 and passage.text.startswith("其中", found[1].start):
        whole = heading_length(passage.text)
        found[0] = Bound(found[0].kind, whole, len(passage.text), found[0].figures)
    return found if len(found) > 1 else []


def _bounds_payment(passage: Passage, segment: str, match: re.Match[str]) -> bool:
    text = passage.text
    if _LOAN.search(segment) or "晋升" in match[0]:
        return True
    if _OTHER_SPAN.search(segment) and not _DAYS_OF_BENEFIT.search(segment):
        return False
    if passage.role in (Role.PERIOD, Role.TERMINATION, Role.APPENDIX, Role.PREMIUM) and "限额" not in segment:
        return False
    if "达到" in match[0] and not re.search(r"终止|解除", text):
        return False
    if (
        _PAID.search(segment)
        or "保险金额" in match[0]
        or (_PAID.search(text) and re.search("保险金额|限额|价值", segment))
        or ("保险金额" in segment and re.search(r"费用[^。；]*由[^，。；]{2,8}承担", text))
    ):
        return True
    if re.search(r"超过[^，。；]{0,12}(?:的|者|以上)", segment):
        return False
    return _bounds_cost(passage, segment, match)


def _bounds_cost(passage: Passage, segment: str, match: re.Match[str]) -> bool:
    """A figure that bounds a cost, a loss or a number of days, in a sentence or under a lead-in that pays."""
    text = passage.text
    figures = bool(stated_amounts(segment) or stated_rates(segment))
    if not figures and not re.search(r"[\d一二三四五六七八九十]+(?:日|天|次)", segment):
        return bool(_PAID.search(text)) and re.search(r"人数|总和|之和|合计", segment) is not None
    if (
        figures
        and match[0].startswith("以")
        and re.search(r"^每[^，。；]{1,8}以|赔|给付|损失|费用", segment + text)
    ):
        return True
    if _PAID.search(text) and find_promise(text):
        return not (
            match[0].startswith("以")
            and re.search(r"(?:治疗|之日起)[^，。；]{0,12}以?", segment)
            and not figures
        )
    covered = passage.role is Role.COVERAGE or any(find_promise(lead.text) for lead in passage.leads)
    return covered and figures and _COSTS.search(text) is not None


_PROMISED = re.compile(
    r"负责赔偿|(?:予以|给予)(?:赔偿|补偿)|由[^，。；]{2,10}(?:承担|赔偿|负责)|承担[^，。；]{0,8}责任|费用?$"
)


_OWN_SUBJECT = re.compile(
    r"(?:同一|每一?保险年度|每人|每次|全年|累计|在?保险期间内?)[^，。；]{0,12}(?:最多|最高|累计|不|以|保险金额)"
)
_PAID_SUM = re.compile(r"给付[^，。；]{0,24}(?:元|保险金|津贴)$")


def cap_start(text: str, at: int) -> int:
    """``但以…为限`` and a bound after a bare promise are quoted alone; one after ``按…给付`` with what it bounds."""
    if at == 0:
        return heading_length(text)
    before = text[: at - 1]
    if text.startswith("其中", at) and find_promise(before):
        return at
    if text.startswith("但", at) and not re.search(r"限额", before):
        return at
    if _OWN_SUBJECT.match(text, at) and _PAID_SUM.search(before):
        return at
    bare = _PROMISED.search(before.split("，")[-1]) and not stated_amounts(before) and "分别" not in before
    return at if bare else heading_length(text)


_WITHIN = re.compile(
    r"(?:在|于)?[^，。；]{0,30}?(?P<name>(?:限额|保险金额|保额)|\d+元)(?:的?范围|的?限度)?(?:之|以)?内(?:，|进行|按|予以|负责|承担|支付|给付|赔|扣除|据实|先行|代为|全额|计算)"
)


def within(text: str) -> Bound | None:
    match = _WITHIN.search(text)
    if (
        match is None
        or not re.search(r"赔|给付|支付|承担|垫付|补偿", text[match.start() :])
        or re.search(r"核定|协议后", text)
    ):
        return None
    figured = match["name"].endswith("元")
    if figured and not find_promise(text) and "给付" not in text:
        return None
    scope = re.split("，", text[: match.end("name")])[-1]
    return Bound(kind_of(re.sub("免赔[额率]", "", scope), None), 0, len(text), match.start())
