"""Deciding and paying a claim (核定与给付): 《保险法》第二十三条, 第二十六条."""

import re
from collections.abc import Callable, Iterator

from extractor.assessments import LineOfCover, Verdict
from extractor.law.judging import Judgement, compared, read_value
from extractor.law.paper import Paper, Point
from extractor.law.statutes import Rule

_SPAN = r"(?:[\d一二三四五六七八九十百两]+(?:个?工作日|个?自然日|小时|个?月|日|天|周年|年))"
_COMPLEX = re.compile(r"复杂|难以确定")
_AGREED = re.compile(
    r"(?:商议|另行(?:约定|商定|协商|确定)|协商(?:确定|约定)|商定)[^，。；]{0,14}(?:期间|期限|时间)?"
)
_BUT = re.compile(r"未能|不能|无法|仍未|尚未")
_DECIDE = (
    re.compile(
        rf"第?({_SPAN})(?:之?内|以内|期限内)?[^，。；]{{0,12}}(?:核定|(?:[作做]出|完成|进行)[^，。；]{{0,12}}(?:核定|决定))"
    ),
    re.compile(rf"核定(?:的)?(?:期限|时限|时间)[^，。；]{{0,40}}?({_SPAN})"),
)
_VAGUE = re.compile(r"尽快|齐全后|收集齐")


def decision_time(paper: Paper, rule: Rule) -> Iterator[Judgement]:
    """How long the insurer may take to decide a complex claim: thirty days, or as agreed."""
    points = list(paper.points(rule.about))
    branched = any(_COMPLEX.search(point.text) for point in points)
    for point in points:
        yield from _decision(point, rule, branched)


def _decision(point: Point, rule: Rule, branched: bool) -> Iterator[Judgement]:
    text = point.text
    if _AGREED.search(text):
        reason = "三十日内不能核定的，留待双方另行商定期间，没有上限；第二十三条允许另行约定，但不得由保险人单方决定"
        yield Judgement(Verdict.PERSON, reason, point.statement)
        return
    complex_ = _COMPLEX.search(text)
    match = _first(_DECIDE, text[complex_.start() :] if complex_ else text)
    value = read_value(match[1]) if match else None
    if value is not None and not _BUT.search(text):
        verdict, reason = compared(value, "30日", "less", "核定期限", rule)
        plain = branched and not _COMPLEX.search(text)
        if plain and verdict is Verdict.BETTER:
            verdict, reason = Verdict.AGREES, f"一般案件约定{value.shown}内核定，使法定的“及时”有了期限"
        yield Judgement(verdict, reason, point.statement)
        if re.search(r"但(?:因|由于)第三方|第三方原因[^。；]*除外", text):
            reason = "第三方原因造成的延迟不计入核定期限，法律没有这一例外；属合同另有约定，请判断是否合理"
            yield Judgement(Verdict.PERSON, reason, point.statement)
    elif _COMPLEX.search(text) and _VAGUE.search(text):
        reason = "情形复杂的只写“尽快”核定，没有三十日的上限，也没有约定别的期限，低于法定标准"
        yield Judgement(Verdict.WORSE, reason, point.statement)
    elif re.search(r"及时|尽快", text):
        yield Judgement(Verdict.AGREES, "约定收到请求后及时核定", point.statement)


_TIME_BAR = (
    re.compile(rf"时效(?:期间|期限)?(?:为|是)?[^，。；]{{0,2}}({_SPAN})"),
    re.compile(r"([一二三四五六七八九十两\d]+年)"),
    re.compile(rf"({_SPAN})"),
)
_FROM_EVENT = re.compile(r"(?:自|从)[^，。；]{0,14}(?:事故|损失|损害)(?:发生|出现)?(?:之日|之时|时|日)")
_KNOWN = re.compile(r"知道|知悉|获悉")


def limitation(paper: Paper, rule: Rule) -> Iterator[Judgement]:
    """Two years, five for life insurance, from knowledge of the event; the parties may not change it."""
    for point in paper.points(rule.about):
        yield from _time_bar(point, _legal_bars(point.text, paper))
        if _FROM_EVENT.search(point.text) and not _KNOWN.search(point.text):
            reason = "时效自事故发生之日起算，早于法定的知道或者应当知道之日"
            yield Judgement(Verdict.WORSE, reason, point.statement)


def _legal_bars(text: str, paper: Paper) -> tuple[str, ...]:
    """What the law gives here; both where the contract insures a life and something else besides."""
    lines = set(paper.wording.lines)
    if re.search(r"人寿保险以外|除人寿保险|非人寿保险", text):
        return ("2年",)
    if re.search(r"人寿保险的?(?:被保险人|受益人)|人寿保险(?:为|的)", text):
        return ("5年",)
    if LineOfCover.LIFE in lines:
        return ("2年", "5年") if lines & {LineOfCover.HEALTH, LineOfCover.ACCIDENT} else ("5年",)
    return ("2年", "5年") if LineOfCover.HEALTH in lines and "身故" in text else ("2年",)


def _time_bar(point: Point, legal: tuple[str, ...]) -> Iterator[Judgement]:
    match = _first(_TIME_BAR, point.text)
    value = read_value(match[1]) if match else None
    standards = [standard for standard in map(read_value, legal) if standard is not None]
    if value is None or value.dimension != "days":
        return
    lawful = "或者".join(standard.shown for standard in standards)
    if any(value == standard for standard in standards):
        mixed = "；人寿保险责任五年，其他责任二年，请分别核对" if len(standards) > 1 else ""
        yield Judgement(Verdict.AGREES, f"时效{value.shown}，与法定相同{mixed}", point.statement)
    elif all(value.at_least(standard) for standard in standards):
        reason = f"时效写为{value.shown}，法定为{lawful}；时效不得约定，超出部分不生效力，被保险人不可依赖"
        yield Judgement(Verdict.PERSON, reason, point.statement)
    elif "附加" in point.text and value == read_value("2年"):
        reason = "附加险写二年；附加险承保人寿保险责任的应为五年，请核对其险种"
        yield Judgement(Verdict.PERSON, reason, point.statement)
    else:
        reason = f"时效写为{value.shown}，短于法定的{lawful}；缩短时效的约定无效"
        yield Judgement(Verdict.WORSE, reason, point.statement)


def _first(signs: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    """What the first of the signs that is there finds."""
    return next((found for sign in signs if (found := sign.search(text))), None)


SETTLEMENT: dict[str, Callable[[Paper, Rule], Iterator[Judgement]]] = {
    "decision-time": decision_time,
    "limitation": limitation,
}
