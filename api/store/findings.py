"""Findings (发现) and references (引用), found by where they stand and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from api.store.listing import Page, fetch_page
from api.store.sourced import reading_order, reviewed, rows_at
from api.store.tables import CitationRow, FindingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are wanted; ``q`` is part of the quote or of the message. See RecordFilter for the rest."""

    codes: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    path: str | None = None
    document_id: str | None = None
    reading_id: str | None = None
    q: str | None = None


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
    """A page of findings in reading order. NotFound for a document or reading that is not this workspace's."""
    query = _wanted(session, workspace_id, wanted)
    return fetch_page(session, query, reading_order(FindingRow), after=after, limit=limit)


def count_findings(session: Session, workspace_id: str, document_id: str | None = None) -> dict[str, int]:
    """How many findings of each code the current readings have, of one document or of all; not the rejected ones."""
    found = _wanted(session, workspace_id, FindingFilter(document_id=document_id)).subquery()
    rows = session.execute(select(found.c.code, func.count()).group_by(found.c.code).order_by(found.c.code))
    return dict(rows.all())


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
