"""The audit trail (审计): every change, who made it and when; nothing in it is ever changed."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from api.callers import Caller
from api.store.tables_work import AuditChange, AuditEvent

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
SYSTEM = "system"


def record_event(
    session: Session,
    caller: Caller,
    action: str,
    *,
    document_id: str | None = None,
    subject: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an event. Where ``before`` or ``after`` may quote a document, its ``document_id`` must be given."""
    happened = AuditEvent(
        workspace_id=caller.workspace_id,
        actor=caller.id,
        actor_name=caller.name,
        action=action,
        document_id=document_id,
        subject=subject,
        request_id=request_id.get(),
    )
    session.add(happened)
    if before is None and after is None:
        return
    session.flush()
    session.add(
        AuditChange(
            event_id=happened.id,
            document_id=document_id,
            before=None if before is None else dict(before),
            after=None if after is None else dict(after),
        )
    )


_SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when}
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
)
_SQLITE_WHEN = "WHEN OLD.document_id IS NULL OR EXISTS (SELECT 1 FROM document WHERE id = OLD.document_id)"

_POSTGRES = (
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$""",
    """CREATE FUNCTION audit_refuse_while_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF OLD.document_id IS NULL OR EXISTS (SELECT 1 FROM document WHERE id = OLD.document_id) THEN
        RAISE EXCEPTION 'the audit trail is append-only';
      END IF;
      RETURN OLD;
    END $$""",
    "CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE ON audit_event"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_change_no_update BEFORE UPDATE ON audit_change"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_change_no_delete BEFORE DELETE ON audit_change"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse_while_kept()",
)


def make_append_only(connection: Connection) -> None:
    """Let the database refuse changes to the trail: it is part of the schema."""
    if connection.dialect.name == "sqlite":
        statements = [
            statement.format(table=table, when=when)
            for table, when in (("audit_event", ""), ("audit_change", _SQLITE_WHEN))
            for statement in _SQLITE
        ]
    else:
        statements = list(_POSTGRES)
    for statement in statements:
        connection.exec_driver_sql(statement)


def list_events(
    session: Session,
    workspace_id: str,
    *,
    document_id: str | None = None,
    subject: str | None = None,
    actor: str | None = None,
    action: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> Sequence[tuple[AuditEvent, AuditChange | None]]:
    """Events of a workspace with what they changed, newest first; ``before`` is the id of the last one seen."""
    query = (
        select(AuditEvent, AuditChange)
        .outerjoin(AuditChange, AuditChange.event_id == AuditEvent.id)
        .where(AuditEvent.workspace_id == workspace_id)
    )
    wanted = {
        AuditEvent.document_id: document_id,
        AuditEvent.subject: subject,
        AuditEvent.actor: actor,
        AuditEvent.action: action,
    }
    for column, value in wanted.items():
        if value is not None:
            query = query.where(column == value)
    if before is not None:
        query = query.where(AuditEvent.id < before)
    rows = session.execute(query.order_by(AuditEvent.id.desc()).limit(limit))
    return [(event, change) for event, change in rows]
