"""The documents of a workspace as a library has them (文档目录): filtered, sorted, counted."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, case, distinct, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, selectinload

from api.problems import BadRequest
from api.store.columns import Moment
from api.store.listing import Page, Position
from api.store.tables import Document, FindingRow, Reading, Version

Kind = Literal["clauses", "contract"]
_LARGEST = (1 << 31) - 1
_MOST_VALUES = 200  # of one facet
_HEX = re.compile("[0-9a-f]*")
_ID = re.compile("[a-z0-9_]{1,40}")


class Sort(StrEnum):
    """What a list of documents is sorted by."""

    CREATED = "created"
    NAME = "name"
    UPDATED = "updated"
    FINDINGS = "findings"
    PENDING = "pending"


class Progress(StrEnum):
    """How far the review of a document is that has been read (复核进度)."""

    NONE = "none"  # nothing decided yet
    PARTIAL = "partial"
    DONE = "done"  # nothing left to decide


_COLUMNS: Mapping[Sort, InstrumentedAttribute[Any]] = {
    Sort.CREATED: Document.created_at,
    Sort.NAME: Document.name_key,
    Sort.UPDATED: Document.updated_at,
    Sort.FINDINGS: Document.findings,
    Sort.PENDING: Document.pending,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents are wanted: what is given must hold, several values of one thing are alternatives.

    ``name`` is part of the name or title, ``state`` that of the newest version. Lines, insurers and findings (codes)
    are those of the current reading, without rejected findings. Created from a moment on, before another.
    """

    name: str = ""
    state: str | None = None
    kind: Kind | None = None
    lines: tuple[str, ...] = ()
    insurers: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    has_findings: bool | None = None
    review: Progress | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many documents have each value of a thing, the most frequent first; at most 200 values."""

    states: Mapping[str, int]
    kinds: Mapping[str, int]
    lines: Mapping[str, int]
    insurers: Mapping[str, int]
    findings: Mapping[str, int]
    reviews: Mapping[str, int]


def list_documents(
    session: Session,
    workspace_id: str,
    wanted: DocumentFilter,
    *,
    sort: Sort = Sort.CREATED,
    falling: bool = True,
    after: Sequence[object] | None = None,
    limit: int = 50,
) -> Page[Document]:
    """A page of documents with their versions, from behind the position ``after``. BadRequest for a wrong position."""
    column = _COLUMNS[sort]
    query = select(Document).where(*_conditions(workspace_id, wanted))
    if after is not None:
        here, there = tuple_(column, Document.id), tuple_(*_place(column, after))
        query = query.where(here < there if falling else here > there)
    order = [one.desc() if falling else one.asc() for one in (column, Document.id)]
    query = query.order_by(*order).limit(limit + 1).options(selectinload(Document.versions))
    found = session.scalars(query).all()
    more = len(found) > limit
    return Page(tuple(found[:limit]), _position(column, found[limit - 1]) if more else None)


def count_documents(session: Session, workspace_id: str, wanted: DocumentFilter) -> int:
    """How many documents are wanted, on all pages."""
    return session.scalar(select(func.count(Document.id)).where(*_conditions(workspace_id, wanted))) or 0


def _position(column: InstrumentedAttribute[Any], document: Document) -> Position:
    value = getattr(document, column.key)
    return (value.isoformat() if isinstance(value, datetime) else value, document.id)


def _place(column: InstrumentedAttribute[Any], position: Sequence[object]) -> list[ColumnElement[Any]]:
    """The values of a position, if it is one of this order."""
    try:
        value, identifier = position
        told = _told(column, value)
    except (ValueError, OverflowError):
        raise _bad_position() from None
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier):
        raise _bad_position()
    return [literal(told, column.type), literal(identifier, Document.id.type)]


def _told(column: InstrumentedAttribute[Any], value: object) -> object:
    if isinstance(column.type, Moment) and isinstance(value, str):
        return datetime.fromisoformat(value)
    if column is Document.name_key and isinstance(value, str) and _HEX.fullmatch(value):
        return value
    if column in (Document.findings, Document.pending) and type(value) is int and 0 <= value <= _LARGEST:
        return value
    raise ValueError


def _bad_position() -> BadRequest:
    return BadRequest("bad-cursor", "cursor 不是这个列表给出的。请从第一页重新取，其余参数保持不变。")


# --- filters ----------------------------------------------------------------------------------------------


def _conditions(workspace_id: str, wanted: DocumentFilter) -> Iterator[ColumnElement[bool]]:
    yield Document.workspace_id == workspace_id
    if wanted.name:
        titled = _current(workspace_id).where(Reading.title.contains(wanted.name, autoescape=True))
        yield Document.name.contains(wanted.name, autoescape=True) | Document.id.in_(titled)
    if wanted.state:
        standing = select(Version.id).where(Version.document_id == Document.id, Version.state == wanted.state)
        yield standing.where(_is_newest()).exists()
    if wanted.created_from is not None:
        yield Document.created_at >= wanted.created_from
    if wanted.created_to is not None:
        yield Document.created_at < wanted.created_to
    yield from _of_reading(workspace_id, wanted)


def _of_reading(workspace_id: str, wanted: DocumentFilter) -> Iterator[ColumnElement[bool]]:
    current = _current(workspace_id)
    if wanted.kind:
        yield Document.id.in_(current.where(Reading.kind == wanted.kind))
    if wanted.lines:
        some = [Reading.lines.contains(f" {line} ", autoescape=True) for line in wanted.lines]
        yield Document.id.in_(current.where(or_(*some)))
    if wanted.insurers:
        yield Document.id.in_(current.where(Reading.insurer.in_(wanted.insurers)))
    if wanted.findings:
        found = _found(workspace_id).where(FindingRow.code.in_(wanted.findings))
        yield Document.id.in_(found.with_only_columns(FindingRow.document_id))
    if wanted.has_findings is not None:
        yield Document.findings > 0 if wanted.has_findings else Document.findings == 0
    if wanted.review is not None:
        yield _progress() == wanted.review
    if wanted.review is not None or wanted.has_findings is False:
        yield Document.id.in_(current)


def _current(workspace_id: str) -> Select[str]:
    """Documents that have been read."""
    return select(Reading.document_id).where(Reading.workspace_id == workspace_id, Reading.is_current)


def _found(workspace_id: str) -> Select[Any]:
    """Findings of current readings that have not been rejected."""
    return select(FindingRow).where(
        FindingRow.workspace_id == workspace_id, FindingRow.is_current, FindingRow.review != "rejected"
    )


def _progress() -> ColumnElement[str]:
    return case(
        (Document.pending == 0, Progress.DONE.value),
        (Document.reviewed == 0, Progress.NONE.value),
        else_=Progress.PARTIAL.value,
    )


def _is_newest() -> ColumnElement[bool]:
    """The version is the newest of its document."""
    later = aliased(Version)
    return ~exists().where(later.document_id == Version.document_id, later.number > Version.number)


# --- facets -----------------------------------------------------------------------------------------------


def count_facets(session: Session, workspace_id: str, wanted: DocumentFilter) -> Facets:
    """The values that the wanted documents have. Each thing is counted as if nothing were asked of that very thing."""
    shelf = _Shelf(session, workspace_id, wanted)
    lines: Counter[str] = Counter()
    for told, count in shelf.of_readings(Reading.lines, lines=()).items():
        lines.update(dict.fromkeys(told.split(), count))
    return Facets(
        states=shelf.states(),
        kinds=shelf.of_readings(Reading.kind, kind=None),
        lines=dict(lines.most_common()),
        insurers=shelf.of_readings(Reading.insurer, insurers=()),
        findings=shelf.findings(),
        reviews=shelf.reviews(),
    )


@dataclass(frozen=True, slots=True)
class _Shelf:
    _session: Session
    _workspace_id: str
    _wanted: DocumentFilter

    def of_readings(self, column: InstrumentedAttribute[str], **unasked: Any) -> dict[str, int]:
        query = select(column, func.count()).where(Reading.workspace_id == self._workspace_id)
        within = self._within(Reading.document_id, **unasked)
        return self._counted(query.where(Reading.is_current, column != "", *within).group_by(column))

    def findings(self) -> dict[str, int]:
        code, document = FindingRow.code, FindingRow.document_id
        query = _found(self._workspace_id).with_only_columns(code, func.count(distinct(document)))
        return self._counted(query.where(*self._within(document, findings=())).group_by(code))

    def reviews(self) -> dict[str, int]:
        current = _current(self._workspace_id)
        wanted = _conditions(self._workspace_id, replace(self._wanted, review=None))
        told = select(_progress().label("progress")).where(Document.id.in_(current), *wanted).subquery()
        return self._counted(select(told.c.progress, func.count()).group_by(told.c.progress))

    def states(self) -> dict[str, int]:
        query = select(Version.state, func.count()).where(Version.workspace_id == self._workspace_id)
        within = self._within(Version.document_id, state=None)
        return self._counted(query.where(_is_newest(), *within).group_by(Version.state))

    def _within(self, document: InstrumentedAttribute[str], **unasked: Any) -> Iterator[ColumnElement[bool]]:
        """The row is one of a wanted document; nothing where all of the workspace are wanted."""
        wanted = replace(self._wanted, **unasked)
        if wanted != DocumentFilter():
            yield document.in_(select(Document.id).where(*_conditions(self._workspace_id, wanted)))

    def _counted(self, query: Select[str, int]) -> dict[str, int]:
        rows = self._session.execute(query).all()
        found = sorted(((value, count) for value, count in rows), key=lambda pair: (-pair[1], pair[0]))
        return dict(found[:_MOST_VALUES])
