"""Findings (发现) and references (引用), found by where they stand and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, or_
from sqlalchemy.orm import Session

from api.store.gravity import gravest_first
from api.store.listing import Order, Page, fetch_page
from api.store.sourced import Tally, reading_order, reviewed, rows_at, tally
from api.store.tables import CitationRow, FindingRow


class FindingSort(StrEnum):
    """What a list of findings is sorted by."""

    READING = "reading"  # by document, then as they stand in the text
    GRAVITY = "gravity"  # the gravest first: what to review next


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are wanted; ``q`` is part of the quote or of the message. See RecordFilter for the rest."""

    codes: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    path: str | None = None
    document_id: str | None = None
    reading_id: str | None = None
    q: str | None = None
    sort: FindingSort = FindingSort.READING


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFilter:
    """Which references are wanted. See RecordFilter."""

    statuses: tuple[str, ...] = ()
    path: str | None = None
    document_id: str | None = None
    reading_id: str | None = None


def find_findings(
    session: Session,
    workspace_id: str,
    wanted: FindingFilter,
    *,
    after: Sequence[object] | None = None,
    limit: int = 50,
) -> Page[FindingRow]:
    """A page of findings. NotFound for a document or reading that is not this workspace's."""
    query = _wanted(session, workspace_id, wanted)
    return fetch_page(session, query, _order(wanted.sort), after=after, limit=limit)


def count_findings(session: Session, workspace_id: str, document_id: str | None = None) -> Tally:
    """How many findings of each code, and of each review, the current readings have, of one document or of all."""
    rows = rows_at(session, FindingRow, workspace_id, document_id=document_id)
    return tally(session, rows.with_only_columns(FindingRow.code, FindingRow.review))


def find_references(
    session: Session,
    workspace_id: str,
    wanted: ReferenceFilter,
    *,
    after: Sequence[object] | None = None,
    limit: int = 50,
) -> Page[CitationRow]:
    """A page of references in reading order. NotFound for a document or reading that is not this workspace's."""
    query = rows_at(
        session,
        CitationRow,
        workspace_id,
        document_id=wanted.document_id,
        reading_id=wanted.reading_id,
        path=wanted.path,
    )
    if wanted.statuses:
        query = query.where(CitationRow.status.in_(wanted.statuses))
    return fetch_page(session, query, reading_order(CitationRow), after=after, limit=limit)


def _order(sort: FindingSort) -> Order:
    standing = reading_order(FindingRow)
    return standing if sort is FindingSort.READING else Order(((gravest_first(), int), *standing.keys))


def _wanted(session: Session, workspace_id: str, wanted: FindingFilter) -> Select[FindingRow]:
    rows = rows_at(
        session,
        FindingRow,
        workspace_id,
        document_id=wanted.document_id,
        reading_id=wanted.reading_id,
        path=wanted.path,
    ).where(reviewed(FindingRow, wanted.reviews))
    if wanted.codes:
        rows = rows.where(FindingRow.code.in_(wanted.codes))
    if wanted.q is not None:
        said = (FindingRow.quote, FindingRow.message)
        rows = rows.where(or_(*(column.contains(wanted.q, autoescape=True) for column in said)))
    return rows
