"""Tables of batches of claims (批量核定): the claims of a file, each with what it came to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from api.store.columns import Json, Moment, new_id, now
from api.store.tables import Base


class ClaimBatch(Base):
    """Claims that were handed in together (批次). ``state`` is queued, running, ready, failed or cancelled."""

    __tablename__ = "claim_batch"
    id: Mapped[str] = mapped_column(String(40), primary_key=True, default=lambda: new_id("clb"))
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(400))
    state: Mapped[str] = mapped_column(String(12), default="queued")
    failure_code: Mapped[str | None] = mapped_column(String(40))
    failure_reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_by: Mapped[str] = mapped_column(String(40))


class ClaimItem(Base):
    """One claim of a batch (案件). It quotes its document, and goes with it.

    ``claim`` is the case as JSON; nothing where the row made no sense. ``result`` is the determination as JSON,
    compressed (zlib). A row with neither result nor code is still to be checked.
    """

    __tablename__ = "claim_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[str] = mapped_column(ForeignKey("claim_batch.id", ondelete="CASCADE"))
    number: Mapped[int]
    label: Mapped[str] = mapped_column(String(200))
    named: Mapped[str] = mapped_column(String(400))  # the document, as the claim names it
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    reading_id: Mapped[str | None] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"), index=True)
    claim: Mapped[str | None] = deferred(mapped_column(Text))
    code: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(Text)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    verdict: Mapped[str | None] = mapped_column(String(20))
    result: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    __table_args__ = (UniqueConstraint("batch_id", "number"),)
