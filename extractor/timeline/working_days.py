"""Working days of mainland China (工作日): what the State Council has published, and an estimate beyond it.

The published years come from the library chinese_calendar, which counts make-up working weekends too, and from the
tables of ``corpora/working_days`` for years that the library does not know yet. For a later year the statutory
holidays (library holidays) and the weekends give an estimate; it is always told as one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

import chinese_calendar
import holidays
from pydantic import BaseModel, ConfigDict, Field, model_validator

from extractor.elements.declared import Misplaced, read_declared

FIRST_YEAR = 2004  # the library knows no year before
LAST_YEAR = 2099  # statutory holidays are predicted up to here
_PUBLISHED = max(chinese_calendar.constants.holidays).year
_FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "working_days"
_SATURDAY = 5
_WEEKEND = "周末"
_MAKE_UP = "调休上班"


@dataclass(frozen=True, slots=True)
class Day:
    """What a day is: ``working`` or not, ``published`` or estimated, and the name of what makes it so
    (国庆节, 周末, 调休上班; empty for a plain working day)."""

    working: bool
    published: bool
    name: str = ""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class _Holiday(_Model):
    """One holiday with all its days off (放假)."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    name: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.last < self.first:
            raise Misplaced("放假的最后一日早于第一日", "to")
        return self


class YearTable(_Model):
    """A year's table as people write it (节假日安排)."""

    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    published: bool
    holidays: tuple[_Holiday, ...]
    make_up_days: tuple[date, ...]

    @model_validator(mode="after")
    def _of_the_year(self) -> Self:
        off = {day for day, _ in self.days_off()}
        for at, holiday in enumerate(self.holidays):
            if not (self._holds(holiday.first) and self._holds(holiday.last)):
                raise Misplaced(f"日期不属于{self.year}年", "holidays", at)
        for at, day in enumerate(self.make_up_days):
            if not self._holds(day) or day in off:
                raise Misplaced(f"{day.isoformat()}不属于{self.year}年，或者同时列为放假", "make_up_days", at)
        if self.published and not self.holidays:
            raise Misplaced("已公布的年份应列出放假的日子", "holidays")
        return self

    def _holds(self, day: date) -> bool:
        """The year, and the December before it, into which a New Year's holiday may reach."""
        return date(self.year - 1, 12, 1) <= day <= date(self.year, 12, 31)

    def days_off(self) -> list[tuple[date, str]]:
        """Every day off with the name of its holiday."""
        return [
            (holiday.first + timedelta(days=step), holiday.name)
            for holiday in self.holidays
            for step in range((holiday.last - holiday.first).days + 1)
        ]


def read_year(text: str, name: str) -> YearTable:
    """The table of one year in YAML. Raises DeclarationProblem, which names the line."""
    return read_declared(text, YearTable, name)


@lru_cache(maxsize=1)
def _tables() -> Mapping[int, YearTable]:
    tables = [read_year(path.read_text("utf-8"), path.name) for path in sorted(_FOLDER.glob("*.yaml"))]
    return {table.year: table for table in tables if table.published}


@lru_cache(maxsize=1)
def _stated() -> Mapping[date, Day]:
    """The days that the tables name."""
    named: dict[date, Day] = {}
    for table in _tables().values():
        named |= {day: Day(False, True, name) for day, name in table.days_off()}
        named |= {day: Day(True, True, _MAKE_UP) for day in table.make_up_days}
    return named


def is_known(year: int) -> bool:
    """Whether anything can be said of that year: published or estimated."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_published(year: int) -> bool:
    """Whether the year's working days are published."""
    return FIRST_YEAR <= year <= _PUBLISHED or year in _tables()


@lru_cache(maxsize=4096)
def what_day(day: date) -> Day:
    """What that day is. Raises ValueError for a year of which nothing is known; ask :func:`is_known` first."""
    if not is_known(day.year):
        raise ValueError(f"nothing is known of the working days of {day.year}")
    if day in _stated():
        return _stated()[day]
    if day.year <= _PUBLISHED:
        return _published(day)
    estimate = None if day.year in _tables() else _predicted(day.year).get(day)
    if estimate:
        return Day(False, False, estimate)
    weekend = day.weekday() >= _SATURDAY
    return Day(not weekend, day.year in _tables(), _WEEKEND if weekend else "")


def _published(day: date) -> Day:
    weekend = day.weekday() >= _SATURDAY
    if chinese_calendar.is_workday(day):
        return Day(True, True, _MAKE_UP if weekend else "")
    _, name = chinese_calendar.get_holiday_detail(day)
    return Day(False, True, chinese_calendar.Holiday(name).chinese if name else _WEEKEND)


@lru_cache(maxsize=32)
def _predicted(year: int) -> Mapping[date, str]:
    """Statutory holidays of a year that is not published yet."""
    return dict(holidays.country_holidays("CN", years=year, language="zh_CN"))
