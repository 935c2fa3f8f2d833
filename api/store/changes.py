"""What reviewers have changed in a document since a moment (变动), for whoever has it open.

The audit trail counts the moments. Of its events only those of reviews and readings are looked at: they are written
one after another (``serialise``), so that none appears behind a moment that was told already.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from api.store.documents import get_document
from api.store.sourced import Row
from api.store.tables import FindingRow, Reading, RecordRow
from api.store.tables_work import AuditEvent

_AT_ONCE = 200  # events


@dataclass(frozen=True, slots=True)
class Changes:
    """Records and findings as they stand now; ``revision`` is the moment up to which they are told.

    ``reading_id`` is the current reading, nothing where there is none. ``more`` says that others follow.
    """

    revision: int
    reading_id: str | None
    records: Sequence[RecordRow]
    findings: Sequence[FindingRow]
    more: bool


def latest_change(session: Session, workspace_id: str, document_id: str) -> int:
    """The newest moment of a document; 0 where nothing happened yet. NotFound where it is not this workspace's."""
    get_document(session, workspace_id, document_id)
    newest = select(AuditEvent.id).where(_about(document_id)).order_by(AuditEvent.id.desc()).limit(1)
    return session.scalar(newest) or 0


def changes_since(session: Session, document_id: str, since: int) -> Changes:
    """What was changed after that moment; the caller has seen to it that the document may be seen."""
    events = session.execute(
        select(AuditEvent.id, AuditEvent.subject)
        .where(_about(document_id), AuditEvent.id > since)
        .order_by(AuditEvent.id)
        .limit(_AT_ONCE + 1)
    ).all()
    told = events[:_AT_ONCE]
    keys = {subject for _, subject in told if subject is not None}
    return Changes(
        revision=told[-1][0] if told else since,
        reading_id=session.scalar(
            select(Reading.id).where(Reading.document_id == document_id, Reading.is_current)
        ),
        records=_rows(session, RecordRow, document_id, keys),
        findings=_rows(session, FindingRow, document_id, keys),
        more=len(events) > _AT_ONCE,
    )


def _about(document_id: str) -> ColumnElement[bool]:
    action = AuditEvent.action
    counted = or_(action.startswith("record."), action.startswith("finding."), action == "job.succeeded")
    return (AuditEvent.document_id == document_id) & counted


def _rows(session: Session, table: type[Row], document_id: str, keys: set[str]) -> Sequence[Row]:
    if not keys:
        return ()
    query = select(table).where(table.document_id == document_id, table.is_current, table.key.in_(keys))
    return session.scalars(query.order_by(table.start, table.id)).all()
