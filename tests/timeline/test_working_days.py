"""Working days: the published years, the tables of people, and the estimate beyond."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.elements.declared import DeclarationProblem
from extractor.timeline import working_days
from extractor.timeline.working_days import is_known, is_published, read_year, what_day

_2027 = """
year: 2027
published: true
holidays:
  - {from: 2026-12-31, to: 2027-01-02, name: 元旦}
  - {from: 2027-10-01, to: 2027-10-07, name: 国庆节}
make_up_days: [2027-10-09]
"""


@pytest.mark.parametrize(
    ("written", "working", "name"),
    [
        ("2025-10-01", False, "国庆节"),
        ("2025-10-06", False, "中秋"),
        ("2025-10-11", True, "调休上班"),  # a Saturday
        ("2025-10-12", False, "周末"),
        ("2026-02-28", True, "调休上班"),  # the Saturday that makes up for the Spring Festival
        ("2026-10-08", True, ""),
        ("2024-02-18", True, "调休上班"),
    ],
)
def test_published_days(written: str, working: bool, name: str) -> None:
    found = what_day(date.fromisoformat(written))
    assert (found.working, found.name, found.published) == (working, name, True)


def test_beyond_the_published_years_it_is_an_estimate() -> None:
    assert not is_published(2028)
    holiday, weekend, plain = (what_day(date(2028, 10, at)) for at in (2, 7, 11))
    assert [one.working for one in (holiday, weekend, plain)] == [False, False, True]
    assert not any(one.published for one in (holiday, weekend, plain))
    assert holiday.name == "国庆节"


def test_nothing_is_known_before_2004() -> None:
    assert not is_known(2003)
    assert not is_known(2100)
    with pytest.raises(ValueError, match="2003"):
        what_day(date(2003, 6, 2))


def test_a_table_of_people_makes_a_year_published(monkeypatch: pytest.MonkeyPatch) -> None:
    table = read_year(_2027, "2027.yaml")
    monkeypatch.setattr(working_days, "_tables", lambda: {2027: table})
    working_days._stated.cache_clear()
    what_day.cache_clear()
    try:
        assert is_published(2027)
        assert what_day(date(2027, 10, 7)) == working_days.Day(False, True, "国庆节")
        assert what_day(date(2027, 10, 9)) == working_days.Day(True, True, "调休上班")
        assert what_day(date(2026, 12, 31)) == working_days.Day(False, True, "元旦")
        assert what_day(date(2027, 5, 3)) == working_days.Day(
            True, True, ""
        )  # the table names no such holiday
    finally:
        working_days._stated.cache_clear()
        what_day.cache_clear()


def test_the_shipped_table_of_2027_waits_to_be_filled() -> None:
    assert not is_published(2027)
    assert what_day(date(2027, 10, 4)) == working_days.Day(False, False, "国庆节（补假）")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("year: 2027\npublished: true\nholidays: []\nmake_up_days: []", 3, "应列出放假的日子"),
        (_2027.replace("2027-10-09", "2027-10-05"), 7, "同时列为放假"),
        (_2027.replace("to: 2027-10-07", "to: 2027-09-07"), 6, "早于第一日"),
        (_2027.replace("2027-10-01, to: 2027-10-07", "2026-10-01, to: 2026-10-07"), 6, "不属于2027年"),
        (_2027.replace("year: 2027", "year: 1999"), 2, ""),
    ],
)
def test_a_wrong_table_names_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(DeclarationProblem) as raised:
        read_year(text, "2027.yaml")
    (fault,) = raised.value.faults
    assert fault.line == line
    assert told in fault.message


@settings(deadline=None)
@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_published_years_agree_with_the_library(day: date) -> None:
    found = what_day(day)
    assert found.working == chinese_calendar.is_workday(day)
    assert found.published


@settings(deadline=None)
@given(st.dates(date(2028, 1, 1), date(2099, 12, 20)))
def test_an_estimated_week_has_work_and_rest(day: date) -> None:
    fortnight = [what_day(day + timedelta(days=at)) for at in range(11)]
    assert {one.working for one in fortnight} == {True, False}
    assert not any(one.published for one in fortnight)
