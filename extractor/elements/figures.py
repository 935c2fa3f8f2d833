"""Figures of a statement (数值): the numbers that answer a point, and not those that stand beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.answers import Figure
from extractor.elements.measures import duration_measure, figure_of, measure_of
from extractor.elements.selection import Declared, Pattern, Words
from extractor.elements.wording import Statement, compacted
from extractor.language.deadlines import find_deadlines
from extractor.language.durations import find_durations
from extractor.quantities import Deadline, DeadlineKind, Duration, Unit
from extractor.records import Record

_AT_MOST = re.compile(r"(?:最长|最多|最高|至多|上限|不(?:得)?(?:超过|高于|多于|长于))[^，。；]{0,8}$")
_AT_LEAST = re.compile(r"(?:最短|最低|最少|至少|不(?:得)?(?:低于|少于|短于))[^，。；]{0,8}$")
_LIMITS = frozenset(
    {"per_occurrence", "aggregate", "per_person", "per_item", "sub_limit", "other"}
)  # are bounds
_CLAUSE_START = re.compile(r"[，。；](?!或)")
_CLAUSE_END = re.compile(r"[，。；]")
_CONDITION = re.compile(r"若|如果|如(?!下)|当(?!年)")
_EXAMPLE = re.compile(r"例如|假设|举例|比如")
_TERM_OF_SUM = re.compile(r"[^，。；]{0,3}(?:和|与|及|加上?)[^，。；]{0,24}之和")


class Reading(Declared):
    """What is read off a statement: ``value`` is the field that holds the figure, ``also`` the fields beside it.

    ``near`` must stand in the clause of the figure, else it is the figure of something else. ``after`` reads the
    span of time that follows these words instead.
    """

    value: str = ""
    also: Words = ()
    near: Pattern = ""
    after: Pattern = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and how a person reads it; ``bound`` where the words make it a bound on the value (最长不超过一年)."""

    figure: Figure
    shown: str
    bound: bool = False


def figures_of(statement: Statement, reading: Reading) -> tuple[Told, ...]:
    """The figures that answer the point, the main one first."""
    if reading.after:
        following = _following(statement.text, reading.after)
        if following is not None:
            return (following,)
    if statement.record is None:
        return ()
    return tuple(_of_record(statement.record, reading))


def _of_record(record: Record, reading: Reading) -> Iterator[Told]:
    fields = tuple(field for field in (reading.value, *reading.also) if field)
    for field in fields:
        figure = figure_of(record, field)
        if figure is not None and _belongs(record, field, reading.near):
            yield _told(record, field, figure)
    if "deadline" in fields:
        others = record.fields.get("other_deadlines")
        for due in others if isinstance(others, tuple) else ():
            if isinstance(due, Deadline):
                yield Told(_figure(due), _due(due))


def _told(record: Record, field: str, figure: Figure) -> Told:
    value = record.fields.get(field)
    if isinstance(value, Deadline):
        return Told(figure, _due(value))
    measure, bound = measure_of(record, field), _bound(record, field)
    return Told(figure, bound + (measure.shown if measure else ""), bool(bound))


def _figure(due: Deadline) -> Figure:
    return Figure(Decimal(due.value), due.unit.value)


def _following(text: str, after: str) -> Told | None:
    place = re.search(after, text)
    if place is None:
        return None
    rest = text[place.start() :]
    found = (*find_deadlines(rest), *find_durations(rest))
    for quantity in sorted(found, key=lambda one: (one.span.start, isinstance(one.value, Duration))):
        match quantity.value:
            case Deadline() as due:
                return Told(_figure(due), _due(due))
            case Duration(count, unit):
                return Told(Figure(Decimal(count), unit.value), duration_measure(count, unit).shown)
    return None


def _due(due: Deadline) -> str:
    length = duration_measure(due.value, Unit(due.unit)).shown
    match due.kind:
        case DeadlineKind.BEFORE:
            return f"提前{length}"
        case DeadlineKind.AFTER:
            return f"满{length}后"
    return f"{length}内"


def _belongs(record: Record, field: str, near: str) -> bool:
    """Is the figure of this field what the statement is about, and not a condition, an example or a term of a sum?"""
    if field in ("value", "deadline") or field not in record.evidence:
        return True
    before, figure, after = _about(record, field)
    clause = _CLAUSE_START.split(before)[-1] + figure + _CLAUSE_END.split(after)[0]
    if _CONDITION.match(clause) or _TERM_OF_SUM.match(after) or _EXAMPLE.search(before):
        return False
    return not near or re.search(near, clause) is not None


def _about(record: Record, field: str) -> tuple[str, str, str]:
    """The words before the figure of a field, its own, and those after it, without white space."""
    span, start = record.evidence[field], record.span.start
    cuts = (0, span.start - start), (span.start - start, span.end - start), (span.end - start, None)
    before, figure, after = (compacted(record.quote[first:last]) for first, last in cuts)
    return before, figure, after


def _bound(record: Record, field: str) -> str:
    """最长, 最高 or 最低 where the words before the figure make it a bound and not the value itself."""
    if field not in record.evidence:
        return ""
    before, _, _ = _about(record, field)
    if _AT_MOST.search(before) and record.fields.get("kind") not in _LIMITS:
        return "最长" if field == "value" else "最高"
    if _AT_LEAST.search(before):
        return "最短" if field == "value" else "最低"
    return ""
