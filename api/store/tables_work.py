"""Tables of work and traces: jobs, audit, answers kept for repeated requests (任务、审计)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.store.columns import Json, Moment, new_id, now
from api.store.tables import Base


class Job(Base):
    """Something to be done once (任务).

    ``state`` is queued, running, succeeded, failed or cancelled. A running job belongs to whoever holds
    ``lease``, until ``lease_until``; after that it is anybody's again. ``revision`` counts every change, so that a
    watcher knows what it has seen.
    """

    __tablename__ = "job"
    id: Mapped[str] = mapped_column(String(40), primary_key=True, default=lambda: new_id("job"))
    workspace_id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(
        String(20)
    )  # read: a version is read; analyse: an analysis is made; claims: a batch
    document_id: Mapped[str] = mapped_column(String(40), index=True)  # empty for a batch, as the version
    version_id: Mapped[str] = mapped_column(String(40))
    upload_id: Mapped[str | None] = mapped_column(String(40), index=True)
    state: Mapped[str] = mapped_column(String(12), default="queued")
    stage: Mapped[str] = mapped_column(String(20), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)
    lease: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    failure_code: Mapped[str | None] = mapped_column(String(40))
    failure_reason: Mapped[str | None] = mapped_column(Text)
    reading_id: Mapped[str | None] = mapped_column(String(40))
    analysis_id: Mapped[str | None] = mapped_column(String(40))
    batch_id: Mapped[str | None] = mapped_column(String(40))
    done: Mapped[int | None]  # of so many things, where there are several
    total: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_by: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_job_claimed", "state", "due_at"),
        Index("ix_job_listed", "workspace_id", "created_at", "id"),
    )


class WorkerRow(Base):
    """A worker process that was at work at ``seen_at`` (读取进程)."""

    __tablename__ = "worker"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    host: Mapped[str] = mapped_column(String(255))
    pid: Mapped[int]
    slots: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)


class AuditEvent(Base):
    """Who did what, when (审计). Append-only: the database itself refuses change and removal."""

    __tablename__ = "audit_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    actor: Mapped[str] = mapped_column(String(40))  # id of a user or a key, or "system"
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(40))  # document.uploaded, record.corrected …
    document_id: Mapped[str | None] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(String(40))
    request_id: Mapped[str | None] = mapped_column(String(64))
    __table_args__ = (
        Index("ix_audit_event_listed", "workspace_id", "id"),
        Index("ix_audit_event_document", "document_id", "id"),
    )


class AuditChange(Base):
    """What an event changed, before and after. What is about a document may quote it, and is kept as long as it.

    The database refuses change always, and removal but for a document that is gone.
    """

    __tablename__ = "audit_change"
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[str | None] = mapped_column(String(40), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)


class Reply(Base):
    """The answer once given to an Idempotency-Key, to be given again (幂等应答)."""

    __tablename__ = "reply"
    id: Mapped[int] = mapped_column(primary_key=True)
    caller: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(255))
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    headers: Mapped[dict[str, str]] = mapped_column(Json)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    __table_args__ = (UniqueConstraint("caller", "key"),)


class Discarded(Base):
    """An original that may no longer be needed (待清除原件): looked at again, then removed for good.

    The row goes when the search index has forgotten the text too.
    """

    __tablename__ = "discarded"
    workspace_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    file_gone: Mapped[bool] = mapped_column(default=False)


class Hold(Base):
    """While a backup copies originals, none is removed (备份占用)."""

    __tablename__ = "hold"
    id: Mapped[str] = mapped_column(String(40), primary_key=True, default=lambda: new_id("hold"))
    until: Mapped[datetime] = mapped_column(Moment)
