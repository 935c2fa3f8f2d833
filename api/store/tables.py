"""The tables (表), the same on SQLite and PostgreSQL.

::

    workspace ─┬─ member ── user ── sign_in          people
               ├─ api_key                            programs
               ├─ document ── version ── reading ─┬─ node
               │                 │                ├─ record      ← decisions applied
               │                 │                ├─ citation
               │                 │                └─ finding     ← decisions applied
               │                 └─ decision                     what reviewers said, kept across readings
               ├─ job
               ├─ audit_event ── audit_change
               └─ reply                                          answers to Idempotency-Key

Everything that belongs to a document goes with it, except its audit events (their texts go).
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column, relationship

from api.store.columns import Comparable, Json, Moment, new_id, now
from api.store.naming import LONGEST_KEY, order_key

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=_NAMES)


def _key(prefix: str) -> Mapped[str]:
    return mapped_column(String(40), primary_key=True, default=lambda: new_id(prefix))


def _of(target: str, *, index: bool = True) -> Mapped[str]:
    return mapped_column(String(40), ForeignKey(f"{target}.id", ondelete="CASCADE"), index=index)


def _moment() -> Mapped[datetime]:
    return mapped_column(Moment, default=now)


def _key_of_name(context: DefaultExecutionContext) -> str:
    given: dict[str, str] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return order_key(given["name"])


class Workspace(Base):
    """工作区: whose documents these are. Workspaces never see each other."""

    __tablename__ = "workspace"
    id: Mapped[str] = _key("ws")
    name: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = _moment()


class User(Base):
    """A person who signs in (用户)."""

    __tablename__ = "user_account"
    id: Mapped[str] = _key("usr")
    name: Mapped[str] = mapped_column(String(200), unique=True)
    password_hash: Mapped[str] = mapped_column(Text)
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = _moment()


class Member(Base):
    """What a person may do in a workspace (成员)."""

    __tablename__ = "member"
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    workspace_id: Mapped[str] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    scopes: Mapped[list[str]] = mapped_column(Json)


class SignIn(Base):
    """A person's session (登录). The token itself is nowhere kept."""

    __tablename__ = "sign_in"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = _of("user_account")
    workspace_id: Mapped[str] = _of("workspace")
    created_at: Mapped[datetime] = _moment()
    expires_at: Mapped[datetime] = mapped_column(Moment)


class ApiKey(Base):
    """A program's key (密钥). ``hash`` is SHA-256 of the whole key; ``prefix`` is shown to tell keys apart."""

    __tablename__ = "api_key"
    id: Mapped[str] = _key("key")
    workspace_id: Mapped[str] = _of("workspace")
    name: Mapped[str] = mapped_column(String(200))
    prefix: Mapped[str] = mapped_column(String(20))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(Json)
    created_at: Mapped[datetime] = _moment()
    created_by: Mapped[str] = mapped_column(String(40))
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class Document(Base):
    """A document of a workspace (文档), in one or more versions. ``revision`` counts its edits (ETag).

    ``name_key`` is what the name is sorted by. ``records`` and ``findings`` are those of its current reading but for
    the rejected ones; of both, ``reviewed`` have been decided on, ``pending`` not.
    """

    __tablename__ = "document"
    id: Mapped[str] = _key("doc")
    workspace_id: Mapped[str] = _of("workspace", index=False)
    name: Mapped[str] = mapped_column(String(400))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY), default=_key_of_name)
    created_at: Mapped[datetime] = _moment()
    updated_at: Mapped[datetime] = _moment()
    created_by: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int] = mapped_column(default=1)
    records: Mapped[int] = mapped_column(default=0)
    findings: Mapped[int] = mapped_column(default=0)
    reviewed: Mapped[int] = mapped_column(default=0)
    pending: Mapped[int] = mapped_column(default=0)
    versions: Mapped[list["Version"]] = relationship(
        back_populates="document", order_by="Version.number", passive_deletes=True
    )
    __table_args__ = (
        Index("ix_document_listed", "workspace_id", "created_at", "id"),
        Index("ix_document_named", "workspace_id", "name_key", "id"),
        Index("ix_document_updated", "workspace_id", "updated_at", "id"),
        Index("ix_document_findings", "workspace_id", "findings", "id"),
        Index("ix_document_pending", "workspace_id", "pending", "id"),
    )


class Version(Base):
    """The bytes of a document at one time (版本). ``state`` is queued, reading, ready, failed or cancelled."""

    __tablename__ = "version"
    id: Mapped[str] = _key("ver")
    document_id: Mapped[str] = _of("document", index=False)
    workspace_id: Mapped[str] = _of("workspace", index=False)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(400))
    size: Mapped[int]
    source: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(12), default="queued")
    failure_code: Mapped[str | None] = mapped_column(String(40))
    failure_reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = _moment()
    created_by: Mapped[str] = mapped_column(String(40))
    document: Mapped[Document] = relationship(back_populates="versions")
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        UniqueConstraint("workspace_id", "sha256"),
    )


class Reading(Base):
    """What one version of the extractor read in one version of a document (读取结果). Never changed.

    ``lines`` are the lines of insurance (险种) between spaces, `` health accident ``; empty where they are not known.
    """

    __tablename__ = "reading"
    id: Mapped[str] = _key("rdg")
    version_id: Mapped[str] = _of("version")
    document_id: Mapped[str] = _of("document", index=False)
    workspace_id: Mapped[str] = _of("workspace")
    extractor: Mapped[str] = mapped_column(String(60))
    is_current: Mapped[bool]
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(12))
    lines: Mapped[str] = mapped_column(String(120), default="")
    insurer: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(10))
    pages: Mapped[int]
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    text: Mapped[str] = deferred(mapped_column(Text))
    archive: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    created_at: Mapped[datetime] = _moment()
    __table_args__ = (
        Index(
            "uq_reading_current",
            "document_id",
            unique=True,
            sqlite_where=sql("is_current"),
            postgresql_where=sql("is_current"),
        ),
        Index("ix_reading_document", "document_id", "created_at"),
        Index("ix_reading_listed", "workspace_id", "is_current", "kind", "lines", "insurer", "document_id"),
    )


class NodeRow(Base):
    """A provision of a reading (条款节点), in reading order. ``parent`` is a position, -1 at the top."""

    __tablename__ = "node"
    reading_id: Mapped[str] = mapped_column(
        String(40), ForeignKey("reading.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    parent: Mapped[int]
    path: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(12))
    heading: Mapped[str] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    page: Mapped[int]  # where it starts; 0 where the source has no pages


class PassageRow(Base):
    """A paragraph of the current reading, to be searched (自然段)."""

    __tablename__ = "passage"
    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[str] = _of("reading")
    document_id: Mapped[str] = _of("document")
    path: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    page: Mapped[int]


class _Sourced:
    """What records, citations and findings share: where they stand.

    ``doubtful`` are the characters that recognition is not sure of, each with its place and confidence; None where
    there are none.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    workspace_id: Mapped[str] = mapped_column(String(40))
    document_id: Mapped[str] = _of("document")
    reading_id: Mapped[str] = _of("reading")
    is_current: Mapped[bool]
    path: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    page: Mapped[int]
    boxes: Mapped[list[Any]] = mapped_column(Json)
    doubtful: Mapped[list[Any] | None] = mapped_column(Json)


class RecordRow(_Sourced, Base):
    """A record as it stands after review (记录).

    ``review`` is unreviewed, accepted, corrected, rejected or added; ``machine`` is what the extractor
    read where a reviewer changed it. ``revision`` counts edits (ETag). ``rule`` names who found it.
    """

    __tablename__ = "record"
    type: Mapped[str] = mapped_column(String(20))
    fields: Mapped[str] = mapped_column(Text)
    evidence: Mapped[dict[str, Any]] = mapped_column(Json)
    confidence: Mapped[float]
    rule: Mapped[str] = mapped_column(String(80))
    review: Mapped[str] = mapped_column(String(12), default="unreviewed")
    machine: Mapped[dict[str, Any] | None] = mapped_column(Json)
    revision: Mapped[int] = mapped_column(default=1)
    # What the fields say, to filter by.
    kind: Mapped[str | None] = mapped_column(String(20))
    party: Mapped[str | None] = mapped_column(String(200))
    topic: Mapped[str | None] = mapped_column(String(30))
    modality: Mapped[str | None] = mapped_column(String(12))
    amount: Mapped[Decimal | None] = mapped_column(Comparable)
    deadline_value: Mapped[int | None]
    deadline_unit: Mapped[str | None] = mapped_column(String(12))
    excluded: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        Index("ix_record_listed", "workspace_id", "is_current", "document_id", "start", "id"),
        Index("ix_record_typed", "workspace_id", "is_current", "type", "document_id", "start", "id"),
        Index("ix_record_queued", "workspace_id", "is_current", "review", "confidence", "id"),
    )


class CitationRow(_Sourced, Base):
    """A reference to another provision (引用)."""

    __tablename__ = "citation"
    status: Mapped[str] = mapped_column(String(12))
    targets: Mapped[list[str]] = mapped_column(Json)
    __table_args__ = (
        Index("ix_citation_listed", "workspace_id", "is_current", "document_id", "start", "id"),
    )


class FindingRow(_Sourced, Base):
    """Something wrong or risky, as it stands after review (发现)."""

    __tablename__ = "finding"
    code: Mapped[str] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(Text)
    review: Mapped[str] = mapped_column(String(12), default="unreviewed")
    machine: Mapped[dict[str, Any] | None] = mapped_column(Json)
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        Index("ix_finding_listed", "workspace_id", "is_current", "document_id", "start", "id"),
        Index("ix_finding_coded", "workspace_id", "is_current", "code", "document_id", "review"),
    )


class Decision(Base):
    """What a reviewer decided (复核决定), the latest for its subject; it survives a new reading.

    ``subject`` is record or finding; ``action`` accepted, corrected, rejected or added. ``anchor`` is what
    the extractor had read there (nothing for an addition), ``value`` what holds now.
    """

    __tablename__ = "decision"
    id: Mapped[str] = _key("dcn")
    document_id: Mapped[str] = _of("document", index=False)
    version_id: Mapped[str] = _of("version")
    subject: Mapped[str] = mapped_column(String(10))
    action: Mapped[str] = mapped_column(String(12))
    anchor: Mapped[dict[str, Any] | None] = mapped_column(Json)
    value: Mapped[dict[str, Any]] = mapped_column(Json)
    row_key: Mapped[str] = mapped_column(String(40))  # the record or finding it now stands in
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime] = _moment()
    __table_args__ = (Index("ix_decision_document", "document_id", "row_key"),)
