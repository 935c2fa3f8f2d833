"""How far the review of a document is (复核进度), kept with the document so that lists can be sorted by it."""

from collections import Counter

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.store.columns import now
from api.store.tables import Document, FindingRow, RecordRow


def recount(session: Session, document_id: str) -> None:
    """Count the rows of the current reading anew; the document has changed. Call it after whatever changes them."""
    session.flush()
    records, findings = (_reviews(session, table, document_id) for table in (RecordRow, FindingRow))
    both = records + findings
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


def _reviews(session: Session, table: type[RecordRow] | type[FindingRow], document_id: str) -> Counter[str]:
    rows = session.execute(
        select(table.review, func.count())
        .where(table.document_id == document_id, table.is_current)
        .group_by(table.review)
    )
    return Counter(dict(rows.all()))
