"""Spans of time (期间) in a text; deadlines are read in ``deadlines``, calendar dates in ``dates``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.document import Span
from extractor.language.numerals import BETWEEN, FILLED, RUN, is_sample, parse_number, past_label
from extractor.quantities import Duration, Quantity, Unit

_WORK = r"(?:个\s?)?(?:完整的?|连续)?(?:法定|银行)?(?:工作日|工作天|交易日|营业日)"
_DAY = r"(?:个\s?)?(?:连续)?(?:自然日|日历日|日历天|自然天|公历日)|(?:个)?(?:整)?(?:天|日(?!期(?![间限满])|元|币|本|用|常|历|语|均|额|间|记|报))"
_MONTH = r"个\s?(?:自然|整|完整|日历|公历)?(?:的)?月|月(?![份底初末日])"
_YEAR = r"足年|(?:个)?周年(?!日)|个(?:保单|保险单?|会计|合同|自然|完整|整)?(?:年度|年)|年(?![代级轮份报鉴检版初末底度龄])"
_WEEK = r"(?:个)?(?:周(?!\s{0,2}[岁年期边转])|星期|礼拜)"
_QUARTER = r"个?季度|个季"
_HOUR = r"(?:个)?(?:工作)?小时|个?钟头|[hH](?![A-Za-z])"
_UNITS: tuple[tuple[str, str, Unit, int], ...] = (
    ("minute", r"分钟", Unit.MINUTE, 1),
    ("quarter_hour", r"刻钟", Unit.MINUTE, 15),
    ("hour", _HOUR, Unit.HOUR, 1),
    ("work", _WORK, Unit.WORKING_DAY, 1),
    ("day", _DAY, Unit.DAY, 1),
    ("year", _YEAR, Unit.YEAR, 1),
    ("month", _MONTH, Unit.MONTH, 1),
    ("quarter", _QUARTER, Unit.MONTH, 3),
    ("week", _WEEK, Unit.DAY, 7),
)
_UNIT = "|".join(rf"(?P<{name}>{words})" for name, words, _, _ in _UNITS)
_NUMBERED = re.compile(rf"(?P<number>{FILLED})(?P<and_half>个半)?(?:{_UNIT})(?P<half_more>半(?![载数]))?")
_HALF = re.compile(
    r"(?<![每一两二三四五六七八九十百千万个\d])半\s?(?P<unit>个?月|年(?!度)|个?小时|天|日(?!制))"
)
_HALVES = {
    "月": (15, Unit.DAY),
    "年": (6, Unit.MONTH),
    "时": (30, Unit.MINUTE),
    "天": (12, Unit.HOUR),
    "日": (12, Unit.HOUR),
}
_SMALLER = {
    Unit.YEAR: (12, Unit.MONTH),
    Unit.MONTH: (30, Unit.DAY),
    Unit.DAY: (24, Unit.HOUR),
    Unit.HOUR: (60, Unit.MINUTE),
}
_MORE_MONTHS = re.compile(rf"[零又]?\s?(?P<number>{RUN})\s?个月")
_MORE_MINUTES = re.compile(rf"[零又]?\s?(?P<number>{RUN})\s?分钟?")
_DATE_AFTER_YEAR = re.compile(r"\s?[0-9０-９一二三四五六七八九十]{1,3}\s?月(?!内)")
_YEAR_NAME = re.compile(r"(?:[0-9０-９]{4}|[一二三四五六七八九〇零○0０]{4})\s{0,2}")
_ORDINAL = re.compile(r"第\s?[（(]?\s?$")
_DAY_COUNTED = re.compile(r"[后起]的?第\s?$")  # 收到通知后的第十五天 counts fifteen days
_ONE_OF = re.compile(r"(?:[同某任何哪上下次每另这那该]|任意)\s?$")
_NEXT_DAY = re.compile(r"[前后]\s?$")
_PART_OF_DATE = re.compile(
    r"(?:月|季度|每周)(?:的)?第?\s{0,2}$|月\s?[0-9０-９一二三四五六七八九十]{1,3}\s?[日号]?\s?(?:[-—–~～－至到、和或及])\s?$"
)
_TIMES = re.compile(r"[×xX*＊]\s?$")
_ROUND_CLOCK_BEFORE = re.compile(r"(?:全天候?|每天|每日|全日|全年|昼夜|实行)的?\s?$")
_ROUND_CLOCK_AFTER = re.compile(
    r"的?(?:全天候?|服务|热线|值班|值守|客服|在线|电话|不间断|开通|畅通|报案|营业|救援热线|接报案|工作?制)"
)
_MONTH_AFTER = re.compile(r"之?[以内]|的?(?:期限|时间|期间)|的?计|的?按|以[上下]")
_MONTH_BEFORE = re.compile(r"(?:不足|不满|每满|已满|按照?|超过|逾)\s?$")
_RANGE_END = re.compile(rf"{RUN}\s?{BETWEEN}$")
_DIVIDED = re.compile(r"[0-9０-９]\s?[/／]\s?$|[0-9０-９][_＿]+\s?$")
_LONGEST = 10_000  # no clause runs longer in any unit; larger figures are misread


@dataclass(frozen=True, slots=True)
class Stated:
    """A span of time where the text states it; ``ends_range`` for the 5 of 3-5日."""

    span: Span
    duration: Duration
    ends_range: bool = False


def find_durations(text: str) -> list[Quantity]:
    """Spans of time (期间) in reading order: 二年, 12个月, 三个工作日, 24小时, 一周 (7 days), 半年 (6 months).

    Days of the week or month, years of the calendar, ages (周岁), opening hours (24小时服务), ordinals
    (第三十日), samples ([例如:15日]) and blanks give nothing; nor does a range (1-3年), which has no single
    value. Half a month is 15 days. Never raises.
    """
    return [Quantity(one.span, one.duration) for one in stated_durations(text) if not one.ends_range]


def stated_durations(text: str) -> list[Stated]:
    """As :func:`find_durations`, with the upper ends of ranges (the 5 of 3-5个工作日)."""
    kept: list[Stated] = []
    for one in sorted([*_numbered(text), *_halves(text)], key=lambda one: (one.span.start, -one.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _numbered(text: str) -> Iterator[Stated]:
    for match in _NUMBERED.finditer(text):
        start = _number_start(text, match)
        number = parse_number(text[start : match.end("number")])
        if number is None or number > _LONGEST or not _counts(text, match, start):
            continue
        unit, factor = _unit_of(match)
        number = number * factor + (Decimal(factor) / 2 if match["and_half"] or match["half_more"] else 0)
        end = match.end()
        if unit is Unit.YEAR or unit is Unit.HOUR:
            number, unit, end = _compound(text, number, unit, end)
        duration = _whole(number, unit)
        if duration is not None:
            before = text[max(0, start - 24) : start]
            yield Stated(Span(start, end), duration, _RANGE_END.search(before) is not None)


def _number_start(text: str, match: re.Match[str]) -> int:
    """1.5年 is a year and a half; ``1.30日内`` at the start of a line is item 1 and thirty days."""
    start, end = match.span("number")
    decimals = match["number"].strip().rpartition(".")[2]
    return past_label(text, start, end) if 1 < len(decimals) < end - start else start


def _unit_of(match: re.Match[str]) -> tuple[Unit, int]:
    return next((unit, factor) for name, _, unit, factor in _UNITS if match[name])


def _counts(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a number and a unit of time measure time, and do not name a day, a year or opening hours."""
    before = text[max(0, start - 12) : start]
    counted = _DAY_COUNTED.search(before) and (match["day"] or match["work"])
    if (_ORDINAL.search(before) and not counted) or _DIVIDED.search(before) or is_sample(text, start):
        return False
    if "\n" in match[0] and "\t" in text[text.rfind("\n", 0, start) + 1 : match.end()]:
        return False  # a row of a table and the line under it
    number = match["number"].strip()
    if number == "一" and (_ONE_OF.search(before) or (match["day"] and _NEXT_DAY.search(before))):
        return False
    if match["day"]:
        return not _PART_OF_DATE.search(before)
    if match["year"]:
        return not (_is_calendar_year(text, match))
    if match["hour"]:
        return not _is_opening_hours(text, match, before)
    if match["month"] == "月" and not match["and_half"]:
        measured = _MONTH_AFTER.match(text, match.end()) or _MONTH_BEFORE.search(before)
        return bool(measured) and not before.rstrip().endswith(("年", "每"))
    return True


def _is_calendar_year(text: str, match: re.Match[str]) -> bool:
    if match["year"] != "年":
        return False
    named = _YEAR_NAME.fullmatch(match["number"]) is not None
    return named or _DATE_AFTER_YEAR.match(text, match.end()) is not None


def _is_opening_hours(text: str, match: re.Match[str], before: str) -> bool:
    if _TIMES.search(before) or _ROUND_CLOCK_BEFORE.search(before):
        return True
    return (
        parse_number(match["number"]) in (8, 24) and _ROUND_CLOCK_AFTER.match(text, match.end()) is not None
    )


def _compound(text: str, number: Decimal, unit: Unit, end: int) -> tuple[Decimal, Unit, int]:
    """一年零六个月 is 18 months, 1小时30分钟 is 90 minutes."""
    more = (_MORE_MONTHS if unit is Unit.YEAR else _MORE_MINUTES).match(text, end)
    added = parse_number(more["number"]) if more else None
    if more is None or added is None:
        return number, unit, end
    size, smaller = _SMALLER[unit]
    return number * size + added, smaller, more.end()


def _whole(number: Decimal, unit: Unit) -> Duration | None:
    """In whole units, of the next smaller kind where needed: 1.5年 is 18 months."""
    if number == number.to_integral_value():
        return Duration(int(number), unit)
    if unit not in _SMALLER:
        return None
    size, smaller = _SMALLER[unit]
    scaled = number * size
    return Duration(int(scaled), smaller) if scaled == scaled.to_integral_value() else None


def _halves(text: str) -> Iterator[Stated]:
    if "半" not in text:
        return
    for match in _HALF.finditer(text):
        value, unit = _HALVES[match["unit"][-1]]
        yield Stated(Span(*match.span()), Duration(value, unit))
