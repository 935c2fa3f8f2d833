"""Calendar dates (日期), and the pair that bounds a period (起讫日期)."""

import re
from dataclasses import dataclass
from datetime import date

from extractor.document import Span
from extractor.language.numerals import is_sample, parse_number
from extractor.quantities import Quantity

_ANY = "0-9０-９零〇○Ｏ一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_FEW = r"[0-9０-９]{1,2}|[零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}"
_GAP = r"[\s_＿]{0,3}"
_OPEN, _CLOSE = r"[【\[]?\s?", r"\s?[】\]]?"
_DAY_PART = rf"{_OPEN}(?P<day>{_FEW}){_CLOSE}{_GAP}[日号]"
_MONTH_PART = rf"{_OPEN}(?P<month>{_FEW}){_CLOSE}{_GAP}月{_GAP}"
_LONG = re.compile(rf"(?<![{_ANY}])(?P<year>[{_ANY}]{{4}}){_CLOSE}{_GAP}年{_GAP}{_MONTH_PART}{_DAY_PART}")
_DASHED = re.compile(
    r"(?<![0-9０-９./])(?P<year>(?:1[89]|2[01])[0-9]{2})(?P<mark>[-/.．－])(?P<month>[0-9]{1,2})(?P=mark)"
    r"(?P<day>[0-9]{1,2})(?![0-9]|(?P=mark)[0-9]|[A-SU-Za-z])"
)
_SHORT = re.compile(rf"(?:{_MONTH_PART})?{_DAY_PART}")

_CLOCK = (
    r"(?:\s{0,2}[（(]?\s?(?:北京时间)?\s?(?:凌晨|上午|中午|下午|晚上|夜间)?\s?"
    r"(?:[0-9０-９零〇一二三四五六七八九十]{1,3}\s?[时点](?:整|[0-9]{1,2}\s?分)?|[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?\s?时?)\s?[）)]?)?"
)
_UNTIL = re.compile(
    rf"{_CLOCK}\s{{0,2}}(?:起)?(?:计算|生效|开始)?[，,]?\s{{0,2}}(?:至|到|[-—–~～－]{{1,2}})\s{{0,2}}"
)
_FROM_AFTER = re.compile(rf"{_CLOCK}\s{{0,2}}(?:起|[之以]?后)")
_TO_AFTER = re.compile(rf"{_CLOCK}\s{{0,2}}(?:日?为?止|终止|届满|到期|期满|截止|[之以]?前)")
_TO_BEFORE = re.compile(r"(?:截至|截止至?|截止到|有效期至|至|到)\s?$")


@dataclass(frozen=True, slots=True)
class _Stated:
    start: int
    end: int
    value: date

    def quantity(self) -> Quantity:
        return Quantity(Span(self.start, self.end), self.value)


def find_dates(text: str) -> list[Quantity]:
    """Complete dates in reading order: 2025年 5 月 30 日, 2025-06-01, 2025.6.1, 二〇二五年六月一日.

    Dates with a blank, without a year of four figures, or that no calendar has (2月30日) give nothing.
    Never raises.
    """
    return [stated.quantity() for stated in _dates(text)]


def _dates(text: str) -> list[_Stated]:
    found = []
    for match in (*_LONG.finditer(text), *_DASHED.finditer(text)):
        value = _date(match["year"], match["month"], match["day"])
        if value is not None and not is_sample(text, match.start()):
            found.append(_Stated(match.start(), match.end(), value))
    return sorted(found, key=lambda stated: stated.start)


def _date(year: str, month: str, day: str) -> date | None:
    parts = [parse_number(part.replace("Ｏ", "零")) for part in (year, month, day)]
    if any(part is None for part in parts):
        return None
    try:
        return date(*(int(part) for part in parts if part is not None))
    except ValueError:
        return None


def find_period_dates(text: str) -> tuple[Quantity | None, Quantity | None]:
    """First and last day of the period (起讫日期) that ``text`` states, each None where it does not.

    自2025年6月1日零时起至2026年5月31日二十四时止 gives both; hours are left out, for the record counts days.
    The second date may leave out its year or month (2025年6月1日至12月31日). Never raises.
    """
    dates = _dates(text)
    by_start = {one.start: one for one in dates}
    for first in dates:
        last = _end_of(text, first, by_start)
        if last is not None:
            return first.quantity(), last.quantity()
    begins = next((one for one in dates if _FROM_AFTER.match(text, one.end)), None)
    ends = next((one for one in dates if one is not begins and _is_end(text, one)), None)
    return begins.quantity() if begins else None, ends.quantity() if ends else None


def _end_of(text: str, first: _Stated, by_start: dict[int, _Stated]) -> _Stated | None:
    until = _UNTIL.match(text, first.end)
    if until is None:
        return None
    whole = by_start.get(until.end()) or by_start.get(until.end() + 1)
    if whole is not None:
        return whole
    short = _SHORT.match(text, until.end())
    if short is None:
        return None
    value = _date(str(first.value.year), short["month"] or str(first.value.month), short["day"])
    return _Stated(short.start(), short.end(), value) if value else None


def _is_end(text: str, one: _Stated) -> bool:
    before = text[max(0, one.start - 8) : one.start]
    return bool(_TO_AFTER.match(text, one.end) or _TO_BEFORE.search(before))
