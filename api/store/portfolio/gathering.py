"""The records of many documents put side by side (汇总), in a few queries along the indexes of the records."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from api.store.excluding import mark, read_topics, topics_of
from api.store.fields import fields_from_json
from api.store.portfolio.documents import Library, Scope, Subject
from api.store.portfolio.points import (
    DEADLINES,
    Group,
    Series,
    Told,
    deadline_figures,
    limit_figures,
    period_figures,
)
from api.store.tables import FindingRow, RecordRow
from extractor.records import RecordType


class Member(NamedTuple):
    """A record behind a figure: its row, its document, its value in the series and as a person reads it."""

    row: int
    document: str
    value: Decimal | None = None
    shown: str = ""


Points = dict[str, dict[Series, list[Member]]]
Counts = dict[tuple[Group, str], dict[str, int]]  # by type or code: how many each document has


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What the documents say. ``points`` are limits, deductibles, periods and exclusions by their keys."""

    revision: int
    subjects: tuple[Subject, ...]
    points: Points
    counts: Counts


def portfolio(session: Session, workspace_id: str, held: Library, scope: Scope) -> Portfolio:
    """The figures of the documents wanted, made once for a state of the workspace.

    NotFound for a document that the workspace does not have.
    """
    scope.check(held.subjects)
    whole = _whole(session, workspace_id, held)
    return whole if scope == Scope() else _narrowed(whole, scope)


def _whole(session: Session, workspace_id: str, held: Library) -> Portfolio:
    asked = (workspace_id, held.revision)
    with _lock:
        if asked in _made:
            _made.move_to_end(asked)
            return _made[asked]
    made = _make(session, workspace_id, held)
    with _lock:
        _made[asked] = made
        while len(_made) > _KEPT:
            _made.popitem(last=False)
    return made


_made: OrderedDict[tuple[str, int], Portfolio] = OrderedDict()
_lock = Lock()
_KEPT = 4


def _make(session: Session, workspace_id: str, held: Library) -> Portfolio:
    wanted = {subject.id for subject in held.subjects if subject.is_read}
    points: Points = defaultdict(lambda: defaultdict(list))
    for key, series, member in _members(session, workspace_id, wanted):
        points[key][series].append(member)
    counts = {
        **_counts(session, workspace_id, Group.TYPES, wanted),
        **_counts(session, workspace_id, Group.FINDINGS, wanted),
    }
    plain = {key: dict(series) for key, series in points.items()}
    return Portfolio(held.revision, held.subjects, plain, counts)


def _narrowed(whole: Portfolio, scope: Scope) -> Portfolio:
    """Of the whole, what the documents wanted say."""
    subjects = tuple(subject for subject in whole.subjects if scope.takes(subject))
    wanted = {subject.id for subject in subjects}
    points: Points = {}
    for key, found in whole.points.items():
        kept = {
            series: [one for one in members if one.document in wanted] for series, members in found.items()
        }
        if any(kept.values()):
            points[key] = {series: members for series, members in kept.items() if members}
    counts = {
        key: {document: number for document, number in told.items() if document in wanted}
        for key, told in whole.counts.items()
    }
    return Portfolio(whole.revision, subjects, points, counts)


def _rows(session: Session, query: Any, wanted: set[str]) -> Iterator[Row[Any]]:
    """The rows of the documents wanted."""
    return (row for row in session.execute(query) if row.document_id in wanted)


def _members(session: Session, workspace_id: str, wanted: set[str]) -> Iterator[tuple[str, Series, Member]]:
    figures = select(RecordRow.id, RecordRow.document_id, RecordRow.type, RecordRow.kind, RecordRow.fields)
    for row in _rows(session, _of(figures, workspace_id, RecordType.LIMIT, RecordType.PERIOD), wanted):
        for told in _figures(row.type, row.fields):
            yield _placed(f"{row.type}.{row.kind}", row, told)
    due = select(RecordRow.id, RecordRow.document_id, RecordRow.topic, RecordRow.fields).where(
        RecordRow.topic.in_(DEADLINES), RecordRow.modality == "duty", RecordRow.deadline_value.is_not(None)
    )
    for row in _rows(session, _of(due, workspace_id, RecordType.OBLIGATION), wanted):
        for told in _figures(RecordType.OBLIGATION, row.fields):
            yield _placed(f"deadline.{row.topic}", row, told)
    for row in _rows(session, _of(_words(), workspace_id, RecordType.EXCLUSION), wanted):
        keys = topics_of(row.quote, row.fields) if row.quote else read_topics(row.excluded)
        for key in keys:
            yield key, Series.COUNT, Member(row.id, row.document_id)


def _words() -> Any:
    """Exclusions with their topics; with their words only where another catalogue told the topics, or none yet."""
    told = RecordRow.excluded.startswith(mark())
    words = [
        case((told, ""), else_=column).label(column.key) for column in (RecordRow.quote, RecordRow.fields)
    ]
    return select(RecordRow.id, RecordRow.document_id, RecordRow.excluded, *words)


def _of(query: Any, workspace_id: str, *types: RecordType) -> Any:
    """Current records of these types, the rejected ones left out, document by document as they stand in the text."""
    return query.where(
        RecordRow.workspace_id == workspace_id,
        RecordRow.is_current,
        RecordRow.type.in_(types),
        RecordRow.review != "rejected",
    ).order_by(RecordRow.document_id, RecordRow.start, RecordRow.id)


def _placed(key: str, row: Row[Any], told: Told) -> tuple[str, Series, Member]:
    return key, told.series, Member(row.id, row.document_id, told.value, told.shown)


@lru_cache(maxsize=1 << 15)
def _figures(kind: str, fields: str) -> tuple[Told, ...]:
    """The figures of a record with these kept fields, each once."""
    said = fields_from_json(fields)
    read = {RecordType.LIMIT: limit_figures, RecordType.PERIOD: period_figures}.get(
        RecordType(kind), deadline_figures
    )
    return tuple(dict.fromkeys(read(said)))


def _counts(session: Session, workspace_id: str, group: Group, wanted: set[str]) -> Counts:
    """How many records of each type, or findings of each code, each document has; the rejected ones left out."""
    table: Any = RecordRow if group is Group.TYPES else FindingRow
    named = RecordRow.type if group is Group.TYPES else FindingRow.code
    current = (table.workspace_id == workspace_id, table.is_current)
    query = select(named, table.document_id, func.count()).where(*current).group_by(named, table.document_id)
    if group is Group.FINDINGS:
        return _counted(group, session.execute(query.where(table.review != "rejected")).all(), wanted)
    # Both along an index of their own: the rows themselves are looked up for the rejected ones only.
    found = _counted(group, session.execute(query).all(), wanted)
    rejected = session.execute(query.where(table.review == "rejected")).all()
    for key, without in _counted(group, rejected, wanted).items():
        for document, number in without.items():
            found[key][document] -= number
    return {key: {one: number for one, number in told.items() if number} for key, told in found.items()}


def _counted(group: Group, rows: Iterable[Any], wanted: set[str]) -> Counts:
    found: Counts = defaultdict(dict)
    for name, document, number in rows:
        if document in wanted:
            found[group, name][document] = number
    return found
