"""Documents and their versions (文档、版本): taken in, listed, renamed, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import delete, distinct, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.callers import Caller
from api.problems import BadRequest, Conflict, NotFound, PreconditionFailed
from api.settings import Settings
from api.store import jobs
from api.store.audit import record_event
from api.store.columns import new_id, now
from api.store.engine import serialise
from api.store.naming import order_key
from api.store.originals import Originals, Received
from api.store.readings import forget_search
from api.store.tables import Decision, Document, Reading, Version
from api.store.tables_analysis import Analysis, AnalysisSubject
from api.store.tables_claims import ClaimBatch, ClaimItem
from api.store.tables_work import AuditChange, Discarded, Job, Reply
from extractor.document import Source

_NAME = 400


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of a file. ``job`` is None where the workspace already had these very bytes."""

    document: Document
    version: Version
    job: Job | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file received: its name as the sender gave it, and what its bytes are."""

    received: Received
    filename: str
    source: Source


class Intake:
    """Takes files into a workspace, within one write transaction."""

    def __init__(self, session: Session, caller: Caller, originals: Originals, settings: Settings) -> None:
        self._session = session
        self._caller = caller
        self._originals = originals
        self._settings = settings

    def add(self, arrival: Arrival, upload_id: str | None = None) -> Uploaded:
        """A new document with its job; the one there is where the workspace has these bytes already."""
        known = self._known(arrival.received.sha256)
        if known is not None:
            return Uploaded(known.document, known, None)
        name = PurePath(arrival.filename).stem[:_NAME] or "未命名"
        document = Document(
            id=new_id("doc"), workspace_id=self._caller.workspace_id, name=name, created_by=self._caller.id
        )
        self._session.add(document)
        return self._add_version(document, arrival, 1, upload_id)

    def add_version(self, document_id: str, arrival: Arrival) -> Uploaded:
        """A further version of a document. Conflict where some document of the workspace has these bytes."""
        document = get_document(self._session, self._caller.workspace_id, document_id)
        serialise(self._session, document.id)
        known = self._known(arrival.received.sha256)
        if known is not None and known.document_id == document_id:
            return Uploaded(document, known, None)
        if known is not None:
            raise Conflict(
                "file-in-other-document",
                f"工作区内的文档“{known.document.name}”（{known.document_id}）已是这份文件，不能再作为另一文档的版本。",
            )
        newest = self._session.scalar(
            select(func.max(Version.number)).where(Version.document_id == document_id)
        )
        document.revision += 1
        document.updated_at = now()
        return self._add_version(document, arrival, (newest or 0) + 1, None)

    def _known(self, digest: str) -> Version | None:
        workspace = self._caller.workspace_id
        serialise(self._session, f"{workspace}/{digest}")
        return self._session.scalar(
            select(Version).where(Version.workspace_id == workspace, Version.sha256 == digest)
        )

    def _add_version(
        self, document: Document, arrival: Arrival, number: int, upload_id: str | None
    ) -> Uploaded:
        received = arrival.received
        self._originals.keep(received, self._caller.workspace_id)
        version = Version(
            id=new_id("ver"),
            document=document,
            workspace_id=self._caller.workspace_id,
            number=number,
            sha256=received.sha256,
            filename=arrival.filename[-_NAME:],
            size=received.size,
            source=arrival.source.value,
            state="queued",
            created_by=self._caller.id,
        )
        self._session.add(version)
        self._session.flush()
        job = jobs.enqueue_read(
            self._session, self._caller, version, upload_id=upload_id, settings=self._settings
        )
        record_event(
            self._session,
            self._caller,
            "document.uploaded" if number == 1 else "document.version-uploaded",
            document_id=document.id,
            subject=version.id,
            after={"filename": version.filename, "sha256": version.sha256, "size": version.size},
        )
        return Uploaded(document, version, job)


def read_again(session: Session, caller: Caller, document_id: str, settings: Settings) -> Job:
    """A job that reads the newest version once more. Conflict while it is being read."""
    document = get_document(session, caller.workspace_id, document_id)
    serialise(session, document.id)
    version = newest_version(document)
    if version.state in {"queued", "reading"}:
        raise Conflict("being-read", "该文档正在读取。请等任务结束，或先取消任务，再重新读取。")
    job = jobs.enqueue_read(session, caller, version, upload_id=None, settings=settings)
    record_event(session, caller, "document.read-again", document_id=document_id, subject=version.id)
    return job


def get_document(session: Session, workspace_id: str, document_id: str) -> Document:
    """The document. NotFound where this workspace has none of that id."""
    found = session.get(Document, document_id)
    if found is None or found.workspace_id != workspace_id:
        raise NotFound("document-not-found", "没有这份文档。它可能已被删除，或属于其他工作区；请核对编号。")
    return found


def newest_version(document: Document) -> Version:
    """The version uploaded last."""
    return document.versions[-1]


def get_version(document: Document, number: int) -> Version:
    """The version of that number. NotFound where there is none."""
    for version in document.versions:
        if version.number == number:
            return version
    raise NotFound("version-not-found", f"该文档没有第 {number} 版，共有 {len(document.versions)} 版。")


def choose_version(document: Document, number: int | None) -> Version:
    """The version of that number, or the newest."""
    return newest_version(document) if number is None else get_version(document, number)


def current_readings(session: Session, document_ids: Sequence[str]) -> dict[str, Reading]:
    """The reading in force of each document that has one."""
    found = session.scalars(select(Reading).where(Reading.document_id.in_(document_ids), Reading.is_current))
    return {reading.document_id: reading for reading in found}


def position(cursor: Sequence[object]) -> tuple[datetime, str]:
    """What the cursor of a list by time holds. BadRequest where it holds something else."""
    try:
        at, identifier = cursor
        return datetime.fromisoformat(str(at)), str(identifier)
    except ValueError:
        raise BadRequest("bad-cursor", "cursor 不是这个列表给出的。请从第一页重新取。") from None


def open_jobs(session: Session, document_ids: Sequence[str]) -> dict[str, str]:
    """The job by which each document is being read, or waits to be; of several the latest."""
    query = select(Job.document_id, Job.id).where(
        Job.document_id.in_(document_ids),
        Job.kind == jobs.READ,
        Job.state.in_((jobs.JobState.QUEUED, jobs.JobState.RUNNING)),
    )
    return dict(session.execute(query.order_by(Job.created_at, Job.id)).all())


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much is deleted together with a document. Records and findings are those of the current reading."""

    versions: int
    readings: int
    records: int
    findings: int
    decisions: int
    analyses: int
    claims: int


def belongings(session: Session, workspace_id: str, document_id: str) -> Belongings:
    """What :func:`remove` would take along. NotFound where this workspace has no such document."""
    document = get_document(session, workspace_id, document_id)

    def count(column: InstrumentedAttribute[Any], owner: InstrumentedAttribute[Any]) -> int:
        return session.scalar(select(func.count(distinct(column))).where(owner == document_id)) or 0

    return Belongings(
        versions=len(document.versions),
        readings=count(Reading.id, Reading.document_id),
        records=document.records,
        findings=document.findings,
        decisions=count(Decision.id, Decision.document_id),
        analyses=count(AnalysisSubject.analysis_id, AnalysisSubject.document_id),
        claims=count(ClaimItem.id, ClaimItem.document_id),
    )


def rename(session: Session, caller: Caller, document_id: str, name: str, revision: int) -> Document:
    """Give the document another name. PreconditionFailed unless ``revision`` is the one in force."""
    document = get_document(session, caller.workspace_id, document_id)
    before = document.name
    changed = session.execute(
        update(Document)
        .where(Document.id == document_id, Document.revision == revision)
        .values(name=name, name_key=order_key(name), revision=revision + 1, updated_at=now())
        .returning(Document.id)
    ).all()
    if not changed:
        raise PreconditionFailed("changed-since", "该文档已被他人更改。请重新取得后，再作修改。")
    session.refresh(document)
    record_event(
        session,
        caller,
        "document.renamed",
        document_id=document_id,
        before={"name": before},
        after={"name": name},
    )
    return document


def remove(session: Session, caller: Caller, document_id: str) -> None:
    """Delete a document with all that was made from it, analyses that quote it among them; the audit trail keeps that it was there, not its text.

    The originals go when :func:`api.store.sweeping.sweep` finds that nothing needs them.
    """
    document = get_document(session, caller.workspace_id, document_id)
    serialise(session, document.id)
    for version in document.versions:
        session.merge(Discarded(workspace_id=document.workspace_id, sha256=version.sha256, file_gone=False))
    forget_search(session, document_id)
    analyses = select(AnalysisSubject.analysis_id).where(AnalysisSubject.document_id == document_id)
    session.execute(delete(Job).where((Job.document_id == document_id) | Job.analysis_id.in_(analyses)))
    session.execute(delete(Analysis).where(Analysis.id.in_(analyses)))
    _remove_claims(session, document_id)
    session.execute(delete(Reply).where(Reply.body.contains(document_id, autoescape=True)))
    session.execute(delete(Document).where(Document.id == document_id))
    session.execute(delete(AuditChange).where(AuditChange.document_id == document_id))
    record_event(session, caller, "document.deleted", document_id=document_id)


def _remove_claims(session: Session, document_id: str) -> None:
    """Claims under a document go with it; a batch of which nothing is left goes too."""
    about = select(ClaimItem.batch_id).where(ClaimItem.document_id == document_id).distinct()
    touched = session.scalars(about).all()
    session.execute(delete(ClaimItem).where(ClaimItem.document_id == document_id))
    left = select(ClaimItem.batch_id).where(ClaimItem.batch_id.in_(touched))
    empty = ClaimBatch.id.in_(touched) & ClaimBatch.id.not_in(left)
    gone = session.scalars(select(ClaimBatch.id).where(empty)).all()
    session.execute(delete(Job).where(Job.batch_id.in_(gone)))
    session.execute(delete(ClaimBatch).where(ClaimBatch.id.in_(gone)))
