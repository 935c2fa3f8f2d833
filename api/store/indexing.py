"""The search indexes filled from the rows that they find (索引)."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.store import search
from api.store.tables import PassageRow, Reading, RecordRow

_READINGS = 50  # looked up at a time


def rebuild_search(session: Session, watch: Callable[[int, int], None]) -> None:
    """Fill the empty indexes with all that is current. ``watch`` hears how many readings are done, and of how many."""
    current = select(Reading.id).where(Reading.is_current).order_by(Reading.id)
    total = session.scalar(select(func.count()).select_from(current.subquery())) or 0
    done, last = 0, ""
    while batch := session.scalars(current.where(Reading.id > last).limit(_READINGS)).all():
        for reading_id in batch:
            index_reading(session, reading_id)
        done, last = done + len(batch), batch[-1]
        watch(done, total)


def index_reading(session: Session, reading_id: str) -> None:
    """Let the records and paragraphs of a reading be found. The rows must be there, and not yet in the indexes."""
    connection = session.connection()
    records = select(RecordRow.id, RecordRow.workspace_id, RecordRow.quote).where(
        RecordRow.reading_id == reading_id, RecordRow.review != "rejected"
    )
    search.add(connection, search.RECORDS, session.execute(records).all())
    workspace_id, text = session.execute(
        select(Reading.workspace_id, Reading.text).where(Reading.id == reading_id)
    ).one()
    passages = select(PassageRow.id, PassageRow.start, PassageRow.end).where(
        PassageRow.reading_id == reading_id
    )
    found = [(id_, workspace_id, text[start:end]) for id_, start, end in session.execute(passages)]
    search.add(connection, search.PASSAGES, found)
