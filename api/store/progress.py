"""How far the review of a document is (复核进度), and what follows from its records as they now stand.

Both are kept with the document, so that lists can be filtered and sorted by them.
"""

from collections import Counter

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.store.columns import now
from api.store.fields import fields_from_json
from api.store.header import insurer_of
from api.store.tables import Document, FindingRow, Reading, RecordRow
from extractor.records import RecordType


def recount(session: Session, document_id: str) -> None:
    """Count the rows of the current reading anew and name its insurer. Call it after whatever changes them."""
    session.flush()
    records, findings = (_reviews(session, table, document_id) for table in (RecordRow, FindingRow))
    both = records + findings
    _name_insurer(session, document_id)
    session.execute(
        update(Document)
        .where(Document.id == document_id)
        .values(
            records=records.total() - records["rejected"],
            findings=findings.total() - findings["rejected"],
            reviewed=both.total() - both["unreviewed"],
            pending=both["unreviewed"],
            updated_at=now(),
        )
    )


def _name_insurer(session: Session, document_id: str) -> None:
    """From the parties as they now stand: a reviewer may have corrected who insures."""
    current = (Reading.document_id == document_id, Reading.is_current)
    reading = session.execute(select(Reading.workspace_id, Reading.title).where(*current)).one_or_none()
    if reading is None:
        return
    parties = session.scalars(
        select(RecordRow.fields)
        .where(
            RecordRow.workspace_id == reading.workspace_id,
            RecordRow.is_current,
            RecordRow.type == RecordType.PARTY,
            RecordRow.document_id == document_id,
            RecordRow.review != "rejected",
        )
        .order_by(RecordRow.start, RecordRow.id)
    )
    named = insurer_of(reading.title, [fields_from_json(kept) for kept in parties])
    session.execute(update(Reading).where(*current).values(insurer=named))


def _reviews(session: Session, table: type[RecordRow] | type[FindingRow], document_id: str) -> Counter[str]:
    rows = session.execute(
        select(table.review, func.count())
        .where(table.document_id == document_id, table.is_current)
        .group_by(table.review)
    )
    return Counter(dict(rows.all()))
