"""What happened to a record or a finding (沿革), across readings."""

from sqlalchemy.orm import Session

from api.store.audit import list_events
from api.store.subjects import Row, Subject
from api.store.tables_work import AuditChange, AuditEvent

_MOST = 1_000  # events of one row
Event = tuple[AuditEvent, AuditChange | None]


def history(session: Session, workspace_id: str, subject: Subject[Row], key: str) -> tuple[Event, ...]:
    """Events with what they changed, newest first. NotFound where this workspace has none of that key.

    A decision that was carried over brings its past with it.
    """
    document_id = subject.get(session, workspace_id, key).document_id
    found: list[Event] = []
    before: str | None = key
    while before is not None:
        events = list_events(session, workspace_id, document_id=document_id, subject=before, limit=_MOST)
        found.extend(events)
        before = next(filter(None, map(_earlier, events)), None)
    return tuple(found)


def _earlier(event: Event) -> str | None:
    """The key under which the same thing stood in the reading before."""
    change = event[1]
    return None if change is None or change.before is None else change.before.get("id")
