"""Jobs as their owners see them (任务): queued, looked at, cancelled. :mod:`api.store.leases` is the workers' side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from api.callers import Caller
from api.problems import Conflict, NotFound, TooMany, Unavailable
from api.settings import Settings
from api.store.announcing import announce
from api.store.audit import record_event
from api.store.columns import now
from api.store.tables import Version
from api.store.tables_analysis import Analysis
from api.store.tables_claims import ClaimBatch
from api.store.tables_work import Job

READ, ANALYSE, CLAIMS = "read", "analyse", "claims"
_WAIT = 30  # seconds after which a full queue may be asked again
_UNKNOWN = "没有这个任务。它可能已随文档删除，或属于其他工作区；请核对编号。"


class JobState(StrEnum):
    """Where a job stands (任务状态)."""

    QUEUED = "queued"  # 排队
    RUNNING = "running"  # 正在处理
    SUCCEEDED = "succeeded"  # 完成
    FAILED = "failed"  # 失败
    CANCELLED = "cancelled"  # 已取消


FINISHED = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})


@dataclass(frozen=True, slots=True)
class JobView:
    """A job at one moment.

    ``stage`` is queued, reading, analysing, checking, saving or done; ``position`` counts from 1 in the queue and is None where the job
    is not queued, or was not asked for.
    """

    id: str
    kind: str
    document_id: str
    version_id: str
    upload_id: str | None
    state: JobState
    stage: str
    attempts: int
    position: int | None
    cancel_asked: bool
    failure_code: str | None
    failure_reason: str | None
    reading_id: str | None
    analysis_id: str | None
    batch_id: str | None
    done: int | None
    total: int | None
    revision: int
    created_at: datetime
    due_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_finished(self) -> bool:
        """True where nothing more will happen to it."""
        return self.state in FINISHED


def enqueue_read(
    session: Session, caller: Caller, version: Version, *, upload_id: str | None, settings: Settings
) -> Job:
    """A new job that reads a version. Unavailable (503) or TooMany (429) where the queue is full.

    The version must be in the session's transaction already. The caller of this function audits.
    """
    version.state, version.failure_code, version.failure_reason = "queued", None, None
    job = Job(kind=READ, document_id=version.document_id, version_id=version.id, upload_id=upload_id)
    return _enqueue(session, caller, job, settings)


def enqueue_analysis(session: Session, caller: Caller, analysis: Analysis, settings: Settings) -> Job:
    """A new job that makes an analysis, which is in the transaction already. Raises as enqueue_read does."""
    first = analysis.subjects[0]
    job = Job(
        kind=ANALYSE,
        document_id=first.document_id,
        version_id=first.reading.version_id,
        analysis_id=analysis.id,
    )
    return _enqueue(session, caller, job, settings)


def enqueue_batch(
    session: Session, caller: Caller, batch: ClaimBatch, settings: Settings, *, done: int, total: int
) -> Job:
    """A new job that checks the claims of a batch, ``done`` of ``total`` being through. Raises as enqueue_read does."""
    job = Job(kind=CLAIMS, document_id="", version_id="", batch_id=batch.id, done=done, total=total)
    return _enqueue(session, caller, job, settings)


def _enqueue(session: Session, caller: Caller, job: Job, settings: Settings) -> Job:
    _check_room(session, caller.workspace_id, settings)
    moment = now()
    job.workspace_id, job.created_by = caller.workspace_id, caller.id
    job.created_at = job.due_at = moment
    session.add(job)
    session.flush()
    announce(session, job)
    return job


def _check_room(session: Session, workspace_id: str, settings: Settings) -> None:
    queued = select(Job.id).where(Job.state == JobState.QUEUED)
    if _reaches(session, queued, settings.queue_limit):
        raise Unavailable(
            "queue-full",
            f"排队的任务已达 {settings.queue_limit} 个的上限。请稍后重新上传。",
            retry_after=_WAIT,
        )
    if _reaches(session, queued.where(Job.workspace_id == workspace_id), settings.workspace_queue_limit):
        raise TooMany(
            "workspace-queue-full",
            f"本工作区排队的任务已达 {settings.workspace_queue_limit} 个的上限。请等部分任务完成后再上传。",
            retry_after=_WAIT,
        )


def _reaches(session: Session, rows: Select[str], limit: int) -> bool:
    counted = select(func.count()).select_from(rows.limit(limit).subquery())
    return (session.scalar(counted) or 0) >= limit


def get(session: Session, workspace_id: str, job_id: str) -> Job:
    """The job. NotFound where this workspace has none of that id."""
    found = session.get(Job, job_id)
    if found is None or found.workspace_id != workspace_id:
        raise NotFound("job-not-found", _UNKNOWN)
    return found


def job_of_analysis(session: Session, analysis: Analysis) -> str | None:
    """The id of the job that makes an analysis, or made it; None where it was made at once."""
    about = Job.document_id == analysis.subjects[0].document_id  # has an index
    query = select(Job.id).where(about, Job.analysis_id == analysis.id)
    return session.scalar(query.order_by(Job.created_at.desc(), Job.id.desc()).limit(1))


def listed(
    session: Session,
    workspace_id: str,
    *,
    state: JobState | None = None,
    upload_id: str | None = None,
    document_id: str | None = None,
    before: tuple[datetime, str] | None = None,
    limit: int = 50,
) -> Sequence[Job]:
    """Newest first; ``before`` is the creation time and id of the last one seen."""
    query = select(Job).where(Job.workspace_id == workspace_id)
    if state is not None:
        query = query.where(Job.state == state)
    if upload_id is not None:
        query = query.where(Job.upload_id == upload_id)
    if document_id is not None:
        query = query.where(Job.document_id == document_id)
    if before is not None:
        query = query.where(tuple_(Job.created_at, Job.id) < before)
    return session.scalars(query.order_by(Job.created_at.desc(), Job.id.desc()).limit(limit)).all()


def tally(session: Session, workspace_id: str, upload_id: str) -> Mapping[JobState, int]:
    """How many jobs of an upload are in each state."""
    counted = session.execute(
        select(Job.state, func.count())
        .where(Job.workspace_id == workspace_id, Job.upload_id == upload_id)
        .group_by(Job.state)
    )
    return {JobState(state): number for state, number in counted}


def position(session: Session, job: Job) -> int | None:
    """The job's place in the queue, from 1; None where it is not queued."""
    if job.state != JobState.QUEUED:
        return None
    ahead = select(func.count()).where(
        Job.state == JobState.QUEUED, tuple_(Job.due_at, Job.id) < (job.due_at, job.id)
    )
    return (session.scalar(ahead) or 0) + 1


def view(job: Job, position: int | None = None) -> JobView:
    """The job as it stands in this session."""
    return JobView(
        id=job.id,
        kind=job.kind,
        document_id=job.document_id,
        version_id=job.version_id,
        upload_id=job.upload_id,
        state=JobState(job.state),
        stage=job.stage,
        attempts=job.attempts,
        position=position,
        cancel_asked=job.cancel_asked,
        failure_code=job.failure_code,
        failure_reason=job.failure_reason,
        reading_id=job.reading_id,
        analysis_id=job.analysis_id,
        batch_id=job.batch_id,
        done=job.done,
        total=job.total,
        revision=job.revision,
        created_at=job.created_at,
        due_at=job.due_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )


def cancel(session: Session, caller: Caller, job_id: str) -> Job:
    """Cancel a job: at once where it is queued, as soon as its worker hears of it where it is running.

    Conflict where it is finished. Once accepted, a cancelled job saves nothing any more.
    """
    get(session, caller.workspace_id, job_id)
    job = locked(session, job_id)
    if job is None:
        raise NotFound("job-not-found", _UNKNOWN)
    if job.state in FINISHED:
        raise Conflict("job-finished", "该任务已经结束，不能取消。如不需要结果，可以删除文档。")
    if job.state == JobState.QUEUED:
        end(session, job, JobState.CANCELLED)
    elif not job.cancel_asked:
        job.cancel_asked = True
        job.revision += 1
    record_event(session, caller, "job.cancelled", document_id=job.document_id or None, subject=job.id)
    return job


def locked(session: Session, job_id: str) -> Job | None:
    """The job as it stands now, kept from everybody else until the transaction ends."""
    query = select(Job).where(Job.id == job_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def end(
    session: Session, job: Job, state: JobState, code: str | None = None, reason: str | None = None
) -> None:
    """Bring a job that the transaction holds to its end, and its version, analysis or batch with it."""
    job.state, job.stage, job.finished_at = state, "done", now()
    job.lease = job.lease_until = None
    job.failure_code, job.failure_reason = code, reason
    job.revision += 1
    follow(session, job, "ready" if state is JobState.SUCCEEDED else state.value)


def follow(session: Session, job: Job, state: str) -> None:
    """Let the version, the analysis or the batch of a job be in ``state``, with the job's failure."""
    subject = _subject(session, job)
    if subject is not None:
        subject.state = "running" if job.kind != READ and state == "reading" else state
        subject.failure_code, subject.failure_reason = job.failure_code, job.failure_reason


def _subject(session: Session, job: Job) -> Version | Analysis | ClaimBatch | None:
    if job.kind == ANALYSE:
        return session.get(Analysis, job.analysis_id)
    if job.kind == CLAIMS:
        return session.get(ClaimBatch, job.batch_id)
    return session.get(Version, job.version_id)
