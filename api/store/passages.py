"""Paragraphs that hold what is looked for (全文检索), best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, literal, select, tuple_
from sqlalchemy.orm import Session

from api.store import search
from api.store.catalogue import Kind
from api.store.tables import Document, PassageRow, Reading

MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph found. ``rank`` is smaller the better it fits; ``text`` is ``reading.text[start:end]``."""

    id: int
    rank: float
    document_id: str
    document_name: str
    reading_id: str
    path: str
    start: int
    end: int
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """In which documents is looked: any of these, of this kind; in all where nothing is said."""

    document_ids: tuple[str, ...] = ()
    kind: Kind | None = None


def find_passages(
    session: Session,
    workspace_id: str,
    query: str,
    *,
    wanted: PassageFilter | None = None,
    after: tuple[float, int] | None = None,
    limit: int = 20,
) -> Sequence[Passage]:
    """The paragraphs of current readings in which every word of ``query`` occurs, in the order of their rank.

    Of a very frequent word the best ``search.CAP`` paragraphs are found; a further word or a document narrows it.
    """
    among = _among(workspace_id, wanted)
    hits = search.best(session.connection(), search.PASSAGES, workspace_id, query, among=among)
    found = (
        select(PassageRow, hits.c.rank, Document.name)
        .join(hits, PassageRow.id == hits.c.id)
        .join(Document, Document.id == PassageRow.document_id)
        .where(Document.workspace_id == workspace_id)
        .order_by(hits.c.rank, PassageRow.id)
        .limit(limit)
    )
    if after is not None:
        found = found.where(tuple_(hits.c.rank, PassageRow.id) > tuple_(literal(after[0]), literal(after[1])))
    rows = session.execute(found).all()
    texts = _texts(session, {row.reading_id for row, _, _ in rows})
    return [
        Passage(
            id=row.id,
            rank=rank,
            document_id=row.document_id,
            document_name=name,
            reading_id=row.reading_id,
            path=row.path,
            start=row.start,
            end=row.end,
            page=row.page,
            text=texts[row.reading_id][row.start : row.end],
        )
        for row, rank, name in rows
    ]


def count_passages(
    session: Session, workspace_id: str, query: str, wanted: PassageFilter | None = None
) -> int:
    """How many paragraphs have every word of ``query``; MOST_COUNTED means at least that many."""
    among = _among(workspace_id, wanted)
    connection = session.connection()
    return search.count(connection, search.PASSAGES, workspace_id, query, among=among, limit=MOST_COUNTED)


def _among(workspace_id: str, wanted: PassageFilter | None) -> Select[int] | None:
    if wanted is None or wanted == PassageFilter():
        return None
    among = select(PassageRow.id)
    if wanted.document_ids:
        among = among.where(PassageRow.document_id.in_(wanted.document_ids))
    if wanted.kind:
        readings = select(Reading.document_id).where(
            Reading.workspace_id == workspace_id, Reading.is_current, Reading.kind == wanted.kind
        )
        among = among.where(PassageRow.document_id.in_(readings))
    return among


def _texts(session: Session, reading_ids: set[str]) -> dict[str, str]:
    found = session.execute(select(Reading.id, Reading.text).where(Reading.id.in_(reading_ids)))
    return {row.id: row.text for row in found}
