"""Tables of analyses (比对与审查): what was asked of which readings, and what it came to; own playbooks; profiles."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from api.store.columns import Json, Moment, new_id, now
from api.store.tables import Base, Document, Reading


class Analysis(Base):
    """A comparison or a check that a workspace keeps (分析).

    ``state`` is queued, running, ready, failed or cancelled. ``result`` is the JSON of the domain value; ``tally`` is
    what a list shows of it. It quotes its documents, and goes with any of them. ``revision`` counts edits (ETag).
    """

    __tablename__ = "analysis"
    id: Mapped[str] = mapped_column(String(40), primary_key=True, default=lambda: new_id("ana"))
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(400))
    parameters: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(12), default="queued")
    failure_code: Mapped[str | None] = mapped_column(String(40))
    failure_reason: Mapped[str | None] = mapped_column(Text)
    tally: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    result: Mapped[str | None] = deferred(mapped_column(Text))
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_by: Mapped[str] = mapped_column(String(40))
    subjects: Mapped[list["AnalysisSubject"]] = relationship(
        order_by="AnalysisSubject.position", passive_deletes=True, lazy="selectin"
    )
    __table_args__ = (Index("ix_analysis_listed", "workspace_id", "created_at", "id"),)


class AnalysisSubject(Base):
    """A reading that an analysis is about, in the order asked (所涉文档)."""

    __tablename__ = "analysis_subject"
    analysis_id: Mapped[str] = mapped_column(ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    reading_id: Mapped[str] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"), index=True)
    reading: Mapped[Reading] = relationship(lazy="selectin")
    document: Mapped[Document] = relationship(lazy="selectin")


class PlaybookRow(Base):
    """A workspace's own playbook (自有审查标准): its YAML to the letter."""

    __tablename__ = "playbook"
    id: Mapped[str] = mapped_column(String(40), primary_key=True, default=lambda: new_id("pbk"))
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    stance: Mapped[str] = mapped_column(String(12))
    checks: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_by: Mapped[str] = mapped_column(String(40))
    __table_args__ = (UniqueConstraint("workspace_id", "title"),)


class ProfileRow(Base):
    """What a library search needs of a reading (条款指纹), made when it is first asked for."""

    __tablename__ = "profile"
    reading_id: Mapped[str] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
