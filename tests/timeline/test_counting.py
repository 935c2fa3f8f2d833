"""Counting as the law does; every date here was counted by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.claim import Moment
from extractor.quantities import Deadline, DeadlineKind, Duration, Unit
from extractor.timeline import AS_IT_FALLS, Manner, Pause, Refused, due, end_of
from extractor.timeline.working_days import what_day
from tests.timeline.clauses import day


def ends(value: int, unit: Unit, start: str, manner: Manner | None = None) -> str:
    """Last day (or minute) of a period, with ~ where it is an estimate; or why there is none."""
    found = due(Duration(value, unit), day(start), manner or Manner())
    return found.why if isinstance(found, Refused) else f"{found.moment}{'~' if found.estimated else ''}"


def ahead(value: int, unit: Unit, target: str) -> str:
    """Latest day ahead of ``target``."""
    found = due(Deadline(value, unit, DeadlineKind.BEFORE), day(target))
    return found.why if isinstance(found, Refused) else str(found.moment)


@pytest.mark.parametrize(
    ("value", "unit", "start", "last"),
    [
        # 2025-09-26 is a Friday: 28 (Sunday, make-up) 1, 29, 30 → 3, holiday to 10-08, 10-09 4, 10-10 5.
        (5, Unit.WORKING_DAY, "2025-09-26", "2025-10-10"),
        # 10-09 1, 10-10 2, 10-11 (Saturday, make-up) 3, 10-13 4, 10-14 5.
        (5, Unit.WORKING_DAY, "2025-09-30", "2025-10-14"),
        # 2026: 09-29 1, 09-30 2, holiday to 10-07, 10-08 3, 10-09 4, 10-10 (Saturday, make-up) 5.
        (5, Unit.WORKING_DAY, "2026-09-28", "2026-10-10"),
        # Begun inside the holiday: 10-08 1, 10-09 2, 10-10 3.
        (3, Unit.WORKING_DAY, "2026-10-03", "2026-10-10"),
        (1, Unit.WORKING_DAY, "2026-06-18", "2026-06-22"),  # 06-19 to 06-21 is the Dragon Boat Festival
        # Ends of months: no 31st, no 30th, no 29th of February.
        (1, Unit.MONTH, "2026-01-31", "2026-02-28"),  # a Saturday, but a make-up day: no rolling over
        (1, Unit.MONTH, "2024-01-31", "2024-02-29"),
        (2, Unit.MONTH, "2023-12-31", "2024-02-29"),
        (1, Unit.MONTH, "2025-01-31", "2025-02-28"),
        (1, Unit.YEAR, "2024-02-29", "2025-02-28"),
        (6, Unit.MONTH, "2025-08-29", "2026-02-28"),
        # The last day is a day off: on to the day after.
        (30, Unit.DAY, "2024-12-30", "2025-02-05"),  # day 30 is 01-29, Spring Festival to 02-04
        (30, Unit.DAY, "2026-01-18", "2026-02-24"),  # day 30 is 02-17, Spring Festival to 02-23
        (10, Unit.DAY, "2025-09-21", "2025-10-09"),  # day 10 is 10-01
        (3, Unit.DAY, "2026-07-08", "2026-07-13"),  # day 3 is Saturday 07-11
        (30, Unit.DAY, "2025-07-20", "2025-08-19"),
        (10, Unit.DAY, "2026-09-18", "2026-09-28"),
        # Two years.
        (2, Unit.YEAR, "2024-06-03", "2026-06-03"),
        (2, Unit.YEAR, "2023-10-04", "2025-10-09"),  # 2025-10-04 lies in the holiday
        # No calendar is published yet.
        (10, Unit.DAY, "2028-09-20", "2028-10-05~"),  # day 10 is Saturday 09-30; holidays 10-01 to 10-04
        (30, Unit.DAY, "2026-12-20", "2027-01-19~"),
        (3, Unit.WORKING_DAY, "2026-12-30", "2027-01-05~"),  # 12-31 1, New Year 01-01 and weekend, 01-04 2
        (2, Unit.YEAR, "2026-05-06", "2028-05-08~"),  # 2028-05-06 is a Saturday
    ],
)
def test_worked_examples(value: int, unit: Unit, start: str, last: str) -> None:
    assert ends(value, unit, start) == last


@pytest.mark.parametrize(
    ("value", "unit", "start", "last"),
    [
        (24, Unit.HOUR, "2026-06-01T22:30", "2026-06-02T22:30"),
        (48, Unit.HOUR, "2026-09-30T09:15", "2026-10-02T09:15"),  # no rolling over for hours
        (30, Unit.MINUTE, "2026-06-01T23:50", "2026-06-02T00:20"),
        (24, Unit.HOUR, "2003-05-01T08:00", "2003-05-02T08:00"),  # no calendar is needed
    ],
)
def test_hours_run_from_the_minute(value: int, unit: Unit, start: str, last: str) -> None:
    assert ends(value, unit, start) == last


def test_hours_without_a_clock_are_not_guessed() -> None:
    why = ends(24, Unit.HOUR, "2026-06-01")
    assert "只知道日期2026-06-01" in why
    assert "最早2026-06-02T00:00、最迟2026-06-03T00:00届满" in why


@pytest.mark.parametrize(
    ("value", "unit", "target", "latest"),
    [
        (15, Unit.DAY, "2026-12-31", "2026-12-16"),
        (1, Unit.MONTH, "2026-03-31", "2026-02-28"),
        # Backwards from 2025-10-09: 09-30, 09-29, 09-28 (make-up), 09-26, 09-25.
        (5, Unit.WORKING_DAY, "2025-10-09", "2025-09-25"),
        (24, Unit.HOUR, "2026-07-01T08:00", "2026-06-30T08:00"),
    ],
)
def test_ahead_of_a_day(value: int, unit: Unit, target: str, latest: str) -> None:
    assert ahead(value, unit, target) == latest


def test_ahead_of_a_day_does_not_roll_over() -> None:
    found = due(Deadline(10, Unit.DAY, DeadlineKind.BEFORE), day("2026-10-13"))
    assert not isinstance(found, Refused)
    assert str(found.moment) == "2026-10-03"
    assert "不顺延" in found.counting


def test_after_two_years_is_the_day_after() -> None:
    found = due(Deadline(2, Unit.YEAR, DeadlineKind.AFTER), day("2024-03-15"))
    assert not isinstance(found, Refused)
    assert str(found.moment) == "2026-03-16"
    assert not found.estimated


def test_a_day_that_the_text_counts() -> None:
    assert ends(60, Unit.DAY, "2026-03-01") == "2026-04-30"
    assert ends(60, Unit.DAY, "2026-03-01", Manner(first_day_counts=True)) == "2026-04-29"
    assert ends(1, Unit.YEAR, "2026-01-01", Manner(rolls=False, first_day_counts=True)) == "2026-12-31"


def test_the_clock_stands_still() -> None:
    # Day 30 of 2026-03-02 is 04-01; ten days do not count: 04-11, a Saturday; Monday is 04-13.
    stopped = Manner(pauses=(Pause(day("2026-03-10"), day("2026-03-20")),))
    assert ends(30, Unit.DAY, "2026-03-02", stopped) == "2026-04-13"
    # Five working days from Monday 2026-03-02: 03, 04 count, 05 to 10 do not, 11, 12, 13 do.
    stopped = Manner(pauses=(Pause(day("2026-03-04"), day("2026-03-10")),))
    assert ends(5, Unit.WORKING_DAY, "2026-03-02", stopped) == "2026-03-13"
    stopped = Manner(pauses=(Pause(day("2026-03-02T12:00"), day("2026-03-02T18:00")),))
    assert ends(24, Unit.HOUR, "2026-03-02T09:00", stopped) == "2026-03-03T15:00"


def test_counting_says_how() -> None:
    found = due(Duration(10, Unit.DAY), day("2025-09-21"))
    assert not isinstance(found, Refused)
    assert found.counting == (
        "自2025-09-21次日起第10日为2025-10-01，系法定休假日（国庆节），顺延至2025-10-09（民法典第二百零三条）"
    )
    found = due(Duration(5, Unit.WORKING_DAY), day("2025-09-30"))
    assert not isinstance(found, Refused)
    assert found.counting == (
        "自2025-09-30次日起第5个工作日为2025-10-14（不计国庆节、中秋假期；2025-10-11调休上班，计入）"
    )
    found = due(Duration(1, Unit.MONTH), day("2025-01-31"))
    assert not isinstance(found, Refused)
    assert "月末日2025-02-28为最后一日（民法典第二百零二条）" in found.counting


@pytest.mark.parametrize(
    ("value", "unit", "start", "told"),
    [
        (30, Unit.DAY, "2003-03-01", "2003年的工作日安排无从查考"),
        (5, Unit.WORKING_DAY, "2003-12-20", "2003年"),
        (5, Unit.WORKING_DAY, "2099-12-29", "2100年"),
        (30, Unit.DAY, "2150-01-01", "2150年"),
        (1, Unit.YEAR, "9999-06-01", "超出可推算的范围"),
        (10_000_000, Unit.DAY, "2026-01-01", "超出可推算的范围"),
        (10**12, Unit.HOUR, "2026-01-01T00:00", "超出可推算的范围"),
        (10**9, Unit.WORKING_DAY, "2026-01-01", "2100年"),
        (0, Unit.DAY, "2026-01-01", "期限须为正数"),
        (-3, Unit.MONTH, "2026-01-01", "期限须为正数"),
    ],
)
def test_what_cannot_be_said_is_refused_as_a_value(value: int, unit: Unit, start: str, told: str) -> None:
    assert told in ends(value, unit, start)


def test_without_rolling_no_calendar_is_needed() -> None:
    assert ends(30, Unit.DAY, "2003-03-01", AS_IT_FALLS) == "2003-03-31"
    assert end_of(Duration(180, Unit.DAY), day("2026-01-01")) == day("2026-06-30")
    with pytest.raises(ValueError, match="时刻"):
        end_of(Duration(24, Unit.HOUR), day("2026-01-01"))
    with pytest.raises(ValueError, match="范围"):
        end_of(Duration(500, Unit.YEAR), day("2026-01-01"))


# --- properties -----------------------------------------------------------------------------------------

_DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))
_LENGTHS = st.integers(1, 400)
_SLOW_UNITS = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH])


def moment_of(length: Duration, start: date, manner: Manner | None = None) -> date:
    """The last day; what is refused is no example."""
    found = due(length, Moment(start), manner or Manner())
    assert not isinstance(found, Refused)
    return found.moment.day


@settings(deadline=None)
@given(_DAYS, st.integers(0, 60), _LENGTHS, _SLOW_UNITS)
def test_a_later_start_never_ends_earlier(start: date, later: int, value: int, unit: Unit) -> None:
    length = Duration(value, unit)
    assert moment_of(length, start) <= moment_of(length, start + timedelta(days=later))


@settings(deadline=None)
@given(_DAYS, _LENGTHS, _SLOW_UNITS)
def test_a_longer_period_never_ends_earlier(start: date, value: int, unit: Unit) -> None:
    assert moment_of(Duration(value, unit), start) <= moment_of(Duration(value + 1, unit), start)


@settings(deadline=None)
@given(_DAYS, _LENGTHS, st.sampled_from([Unit.DAY, Unit.MONTH, Unit.WORKING_DAY]))
def test_it_never_ends_on_a_day_off(start: date, value: int, unit: Unit) -> None:
    assert what_day(moment_of(Duration(value, unit), start)).working


@settings(deadline=None)
@given(_DAYS, _LENGTHS)
def test_rolling_over_passes_days_off_only(start: date, value: int) -> None:
    rolled = moment_of(Duration(value, Unit.DAY), start)
    plain = start + timedelta(days=value)
    passed = [plain + timedelta(days=at) for at in range((rolled - plain).days)]
    assert not any(what_day(one).working for one in passed)


@settings(deadline=None)
@given(_DAYS, st.integers(1, 120))
def test_working_days_agree_with_counting_one_by_one(start: date, value: int) -> None:
    last = moment_of(Duration(value, Unit.WORKING_DAY), start)
    between = [start + timedelta(days=at) for at in range(1, (last - start).days + 1)]
    assert sum(what_day(one).working for one in between) == value
    assert what_day(last).working


@settings(deadline=None)
@given(_DAYS, st.integers(1, 120))
def test_ahead_and_onwards_meet(target: date, value: int) -> None:
    found = due(Deadline(value, Unit.WORKING_DAY, DeadlineKind.BEFORE), Moment(target))
    assume(not isinstance(found, Refused))
    assert not isinstance(found, Refused)
    between = [found.moment.day + timedelta(days=at) for at in range((target - found.moment.day).days)]
    assert sum(what_day(one).working for one in between) == value


@settings(deadline=None)
@given(_DAYS, st.integers(1, 200), st.integers(0, 40), st.integers(0, 40))
def test_a_pause_never_shortens(start: date, value: int, since: int, length: int) -> None:
    begun = start + timedelta(days=since)
    pause = Pause(Moment(begun), Moment(begun + timedelta(days=length)))
    for unit in (Unit.DAY, Unit.WORKING_DAY):
        paused = moment_of(Duration(value, unit), start, Manner(pauses=(pause,)))
        assert paused >= moment_of(Duration(value, unit), start)


@settings(deadline=None)
@given(_DAYS, _LENGTHS, _SLOW_UNITS)
def test_estimated_says_whether_the_end_is_published(start: date, value: int, unit: Unit) -> None:
    found = due(Duration(value, unit), Moment(start))
    assert not isinstance(found, Refused)
    assert found.estimated == (not what_day(found.moment.day).published)
    assert ("尚未公布" in found.counting) == found.estimated
