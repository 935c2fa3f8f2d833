"""The documents that an overview is about (文档范围): their line and insurer, and whether they could be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, aliased

from api.problems import NotFound
from api.store.tables import Document, Reading, Version
from api.store.tables_work import AuditEvent
from extractor.assessments import LineOfCover
from extractor.elements.wording import UNREAD

MOST = 2000  # documents of one overview, the newest ones


class Readability(StrEnum):
    """Whether a document can be asked at all."""

    READ = "read"
    PARTIAL = "partial"  # part of it could not be read: that it does not say a thing proves nothing
    UNREAD = "unread"  # 未能读取: failed or cancelled
    WAITING = "waiting"  # still to be read


@dataclass(frozen=True, slots=True)
class Subject:
    """A document of the overview. ``lines`` and ``insurer`` are empty where it has not been read or does not say."""

    id: str
    name: str
    standing: Readability
    lines: tuple[LineOfCover, ...] = ()
    insurer: str = ""

    @property
    def is_read(self) -> bool:
        """It has records."""
        return self.standing in {Readability.READ, Readability.PARTIAL}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents are wanted; what is empty asks nothing, several values of one thing are alternatives."""

    document_ids: tuple[str, ...] = ()
    lines: tuple[LineOfCover, ...] = ()
    insurers: tuple[str, ...] = ()

    def takes(self, subject: Subject) -> bool:
        """Is the document one of those wanted?"""
        return (
            (not self.document_ids or subject.id in self.document_ids)
            and (not self.lines or not set(self.lines).isdisjoint(subject.lines))
            and (not self.insurers or subject.insurer in self.insurers)
        )

    def check(self, subjects: Sequence[Subject]) -> None:
        """NotFound for a document that this workspace does not have."""
        if not set(self.document_ids) <= {subject.id for subject in subjects}:
            raise NotFound(
                "document-not-found", "没有这份文档。它可能已被删除，或属于其他工作区；请核对编号。"
            )


@dataclass(frozen=True, slots=True)
class Library:
    """The documents of a workspace, the newest first, and a number that is another after every change to them.

    ``left_out`` is how many older ones there are beyond MOST.
    """

    subjects: tuple[Subject, ...]
    revision: int
    left_out: int


def library(session: Session, workspace_id: str) -> Library:
    """The workspace's documents as they stand now."""
    rows = session.execute(_listed(workspace_id)).all()
    total = session.scalar(
        select(func.count()).select_from(Document).where(Document.workspace_id == workspace_id)
    )
    last = session.scalar(select(func.max(AuditEvent.id)).where(AuditEvent.workspace_id == workspace_id))
    state = repr((last, [(row.id, row.name, row.state, row.reading_id) for row in rows]))
    revision = int(sha256(state.encode()).hexdigest()[:12], 16)
    subjects = tuple(_subject(row) for row in rows)
    return Library(subjects, revision, max((total or 0) - MOST, 0))


def _listed(workspace_id: str) -> Any:
    others = aliased(Version)
    newest = select(func.max(others.number)).where(others.document_id == Document.id).scalar_subquery()
    return (
        select(
            Document.id,
            Document.name,
            Version.state,
            Reading.id.label("reading_id"),
            Reading.lines,
            Reading.insurer,
            Reading.remarks,
        )
        .select_from(Document)
        .join(Version, (Version.document_id == Document.id) & (Version.number == newest))
        .outerjoin(Reading, (Reading.document_id == Document.id) & Reading.is_current)
        .where(Document.workspace_id == workspace_id)
        .order_by(Document.created_at.desc(), Document.id.desc())
        .limit(MOST)
    )


def _subject(row: Row[Any]) -> Subject:
    if row.reading_id is None:
        waits = row.state in {"queued", "reading"}
        return Subject(row.id, row.name, Readability.WAITING if waits else Readability.UNREAD)
    partial = any(remark["code"] in UNREAD for remark in row.remarks)
    lines = tuple(LineOfCover(line) for line in row.lines.split())
    return Subject(row.id, row.name, Readability.PARTIAL if partial else Readability.READ, lines, row.insurer)
