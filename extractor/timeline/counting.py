"""Counting time as Chinese law does (期间的计算): 民法典第二百条至第二百零四条.

The day on which a period begins is not counted; months and years end on the corresponding day, or on the last day of
the month where it has none; a last day that is a day off rolls over to the day after; the last day ends at 24:00.
Hours and minutes run from the stated moment, whatever day it is. A date that cannot be given is a value, not an error.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from extractor.claim import Moment
from extractor.determination import Due
from extractor.quantities import UNIT_NAMES, Deadline, DeadlineKind, Duration, Unit
from extractor.timeline.working_days import FIRST_YEAR, LAST_YEAR, Day, is_known, is_published, what_day

EARLIEST, LATEST = date(1900, 1, 1), date(LAST_YEAR, 12, 31)  # beyond them a date is taken for a slip
_CLOCKED = {Unit.MINUTE: 1, Unit.HOUR: 60}
_IN_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_SHOWN = 4  # days that a counting names one by one


@dataclass(frozen=True, slots=True)
class Refused:
    """No date can be given; ``why`` says so in Chinese."""

    why: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch that does not count (扣除期间): from the day a notice arrives to the day the answer arrives."""

    since: Moment
    until: Moment


@dataclass(frozen=True, slots=True)
class Manner:
    """How a period is counted where it is not the plain way.

    ``rolls``: a last day off rolls over. ``first_day_counts``: the text counts the day itself (当日零时起).
    ``pauses``: stretches that do not count.
    """

    rolls: bool = True
    first_day_counts: bool = False
    pauses: tuple[Pause, ...] = ()


PLAIN = Manner()
AS_IT_FALLS = Manner(rolls=False)  # a state that ends by itself (等待期, 保险期间) does not roll over


def due(term: Deadline | Duration, start: Moment, manner: Manner = PLAIN) -> Due | Refused:
    """When a period that is set off at ``start`` ends.

    ``within`` and a plain Duration give the last day (to its 24:00) or the last minute; ``before`` gives the latest day
    ahead of ``start``; ``after`` gives the first day on which the period is over. A moment without a clock is a whole
    day. Refused where the term is not positive, a year lies outside what can be said, or hours lack their clock.
    """
    kind = term.kind if isinstance(term, Deadline) else DeadlineKind.WITHIN
    if term.value < 1:
        return Refused("期限须为正数")
    try:
        if term.unit in _CLOCKED:
            return _clocked(term, start, kind, manner)
        counted = _ahead(term, start) if kind is DeadlineKind.BEFORE else _onwards(term, start, kind, manner)
    except OverflowError:
        return _absurd()
    return _checked(counted, start) if isinstance(counted, Due) else counted


def end_of(length: Duration, start: Moment) -> Moment:
    """The last day (or minute) of a period as it falls, without rolling over; ``start`` itself is not counted.

    Raises ValueError where :func:`due` refuses."""
    counted = due(length, start, AS_IT_FALLS)
    if isinstance(counted, Refused):
        raise ValueError(counted.why)
    return counted.moment


def _checked(counted: Due, start: Moment) -> Due | Refused:
    days = (start.day, counted.moment.day)
    return counted if all(EARLIEST <= day <= LATEST for day in days) else _absurd()


def _absurd() -> Refused:
    return Refused(f"日期超出可推算的范围（{EARLIEST.year}年至{LAST_YEAR}年），请核对")


def _unknown(year: int) -> Refused:
    return Refused(f"{year}年的工作日安排无从查考（只能推算{FIRST_YEAR}年至{LAST_YEAR}年），不推算到期日")


# --- hours and minutes ----------------------------------------------------------------------------------


def _clocked(term: Deadline | Duration, start: Moment, kind: DeadlineKind, manner: Manner) -> Due | Refused:
    length = timedelta(minutes=term.value * _CLOCKED[term.unit])
    shown = f"{term.value}{UNIT_NAMES[term.unit]}"
    if start.clock is None:
        return _without_clock(start, -length if kind is DeadlineKind.BEFORE else length, shown)
    begun = datetime.combine(start.day, start.clock)
    if kind is DeadlineKind.BEFORE:
        end, told = begun - length, f"{start}之前{shown}为{{}}"
    else:
        paused = _paused_time(manner.pauses)
        end = begun + length + paused
        told = f"自{start}起{shown}，至{{}}" + (f"（已扣除{paused}）" if paused else "")
    moment = Moment(end.date(), end.time())
    return _checked(Due(moment, False, told.format(moment) + "；按小时、分钟计算的期间不因休息日顺延"), start)


def _without_clock(start: Moment, length: timedelta, shown: str) -> Refused:
    first = datetime.combine(start.day, datetime.min.time()) + length
    last = first + timedelta(days=1)
    return Refused(
        f"{shown}的期限须从时刻起算，只知道日期{start.day.isoformat()}；"
        f"视时刻而定，最早{first:%Y-%m-%dT%H:%M}、最迟{last:%Y-%m-%dT%H:%M}届满"
    )


def _paused_time(pauses: tuple[Pause, ...]) -> timedelta:
    """The time that does not count; a pause without a clock counts by whole days."""
    total = timedelta()
    for pause in pauses:
        since = datetime.combine(pause.since.day, pause.since.clock or datetime.min.time())
        until = datetime.combine(pause.until.day, pause.until.clock or datetime.min.time())
        total += max(until - since, timedelta())
    return total


# --- days, working days, months -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Count:
    """How far a count has come: the day, whether it is an estimate, and what to tell."""

    day: date
    estimated: bool
    told: str


def _onwards(term: Deadline | Duration, start: Moment, kind: DeadlineKind, manner: Manner) -> Due | Refused:
    """The last day of a period, or the first day after it."""
    origin = start.day - timedelta(days=1) if manner.first_day_counts else start.day
    counted = _counted(term, origin, start.day, manner)
    if isinstance(counted, Refused):
        return counted
    day, estimated, told = counted.day, counted.estimated, counted.told
    if kind is DeadlineKind.AFTER:
        first = day + timedelta(days=1)
        told += f"，期满之后即自{first.isoformat()}起"
        return Due(Moment(first), estimated, told + _estimate(estimated))
    if manner.rolls and term.unit is not Unit.WORKING_DAY:
        rolled = _rolled(day)
        if isinstance(rolled, Refused):
            return rolled
        day, estimated, told = rolled.day, estimated or rolled.estimated, told + rolled.told
    return Due(Moment(day), estimated, told + _estimate(estimated))


def _counted(term: Deadline | Duration, origin: date, start: date, manner: Manner) -> _Count | Refused:
    begins = f"自{start.isoformat()}{'当日' if manner.first_day_counts else '次日'}起"
    if term.unit is Unit.WORKING_DAY:
        return _working(origin, term.value, begins, manner.pauses)
    if term.unit is Unit.DAY:
        end = origin + timedelta(days=term.value)
        counted = _Count(end, False, f"{begins}第{term.value}日为{end.isoformat()}")
    else:
        counted = _by_month(origin, start, term, manner)
    return _after_pauses(counted, manner.pauses)


def _by_month(origin: date, start: date, term: Deadline | Duration, manner: Manner) -> _Count:
    """The corresponding day, or the end of a month that has none (第二百零二条)."""
    wanted = start if manner.first_day_counts else origin
    end = _months_on(wanted, term.value * _IN_MONTHS[term.unit])
    told = f"自{start.isoformat()}起满{term.value}{UNIT_NAMES[term.unit]}"
    if end.day != wanted.day:
        return _Count(
            end, False, f"{told}，当月没有对应日，以月末日{end.isoformat()}为最后一日（民法典第二百零二条）"
        )
    if manner.first_day_counts:
        last = end - timedelta(days=1)
        return _Count(last, False, f"{told}，当日计入，最后一日为{last.isoformat()}")
    return _Count(end, False, f"{told}，以对应日{end.isoformat()}为最后一日")


def _months_on(day: date, months: int) -> date:
    """``months`` later (or earlier); the last day of the month where it has no such day. Raises OverflowError."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _after_pauses(counted: _Count, pauses: tuple[Pause, ...]) -> _Count:
    """The count, later by the days that do not count."""
    for pause in pauses:
        days = (pause.until.day - pause.since.day).days
        if days > 0:
            end = counted.day + timedelta(days=days)
            told = f"，扣除{_stretch(pause)}{days}日，为{end.isoformat()}"
            counted = _Count(end, counted.estimated, counted.told + told)
    return counted


def _stretch(pause: Pause) -> str:
    return f"{pause.since.day.isoformat()}至{pause.until.day.isoformat()}的补充材料期间"


def _working(origin: date, wanted: int, begins: str, pauses: tuple[Pause, ...]) -> _Count | Refused:
    day, left, estimated = origin, wanted, False
    passed: list[tuple[date, Day]] = []
    while left:
        day += timedelta(days=1)
        if not is_known(day.year):
            return _unknown(day.year)
        kind = what_day(day)
        estimated = estimated or not kind.published
        if kind.name:
            passed.append((day, kind))
        if kind.working and not _is_paused(day, pauses):
            left -= 1
    told = f"{begins}第{wanted}个工作日为{day.isoformat()}{_passed(passed)}"
    told += "".join(f"，扣除{_stretch(pause)}" for pause in pauses)
    return _Count(day, estimated, told)


def _is_paused(day: date, pauses: tuple[Pause, ...]) -> bool:
    return any(pause.since.day < day <= pause.until.day for pause in pauses)


def _passed(passed: list[tuple[date, Day]]) -> str:
    """Holidays and make-up days on the way; weekends are not worth telling."""
    off = list(dict.fromkeys(kind.name for _, kind in passed if not kind.working and kind.name != "周末"))
    made_up = [day.isoformat() for day, kind in passed if kind.working]
    parts = [f"不计{'、'.join(off[:_SHOWN])}假期"] if off else []
    parts += (
        [f"{'、'.join(made_up[:_SHOWN])}{'等' if len(made_up) > _SHOWN else ''}调休上班，计入"]
        if made_up
        else []
    )
    return f"（{'；'.join(parts)}）" if parts else ""


def _rolled(last: date) -> _Count | Refused:
    """The last day, or the first working day after it (第二百零三条)."""
    day, estimated = last, False
    while True:
        if not is_known(day.year):
            return _unknown(day.year)
        kind = what_day(day)
        estimated = estimated or not kind.published
        if kind.working:
            break
        day += timedelta(days=1)
    if day == last:
        return _Count(day, estimated, "")
    name = what_day(last).name
    told = f"，系{'周末休息日' if name == '周末' else f'法定休假日（{name}）'}，顺延至{day.isoformat()}（民法典第二百零三条）"
    return _Count(day, estimated, told)


def _estimate(estimated: bool) -> str:
    return "；涉及的年份尚未公布节假日安排，按法定节假日和周末推算" if estimated else ""


# --- ahead of a day -------------------------------------------------------------------------------------


def _ahead(term: Deadline | Duration, target: Moment) -> Due | Refused:
    """The latest day that leaves the whole period before ``target``."""
    day, estimated = target.day, False
    if term.unit is Unit.WORKING_DAY:
        counted = _working_back(target.day, term.value)
        if isinstance(counted, Refused):
            return counted
        day, estimated = counted
    elif term.unit is Unit.DAY:
        day -= timedelta(days=term.value)
    else:
        day = _months_on(day, -term.value * _IN_MONTHS[term.unit])
    told = f"{target.day.isoformat()}之前{term.value}{UNIT_NAMES[term.unit]}为{day.isoformat()}{_not_rolled(day)}"
    return Due(Moment(day), estimated, told + _estimate(estimated))


def _working_back(target: date, wanted: int) -> tuple[date, bool] | Refused:
    day, estimated = target, False
    while wanted:
        day -= timedelta(days=1)
        if not is_known(day.year):
            return _unknown(day.year)
        estimated = estimated or not is_published(day.year)
        wanted -= what_day(day).working
    return day, estimated


def _not_rolled(day: date) -> str:
    if not is_known(day.year) or what_day(day).working:
        return ""
    return "，系休息日；提前的期限不顺延，宜在此前办理"
