"""Jobs as their workers see them (任务租约): claimed, renewed, ended, given back.

A worker holds a job by a lease, a secret token with an end. Whoever comes with another token changes nothing: all
functions here but ``claim`` raise LeaseLost then, and the transaction is to be given up.
"""

import random
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from api.callers import Caller
from api.settings import Settings
from api.store.announcing import announce
from api.store.audit import SYSTEM, record_event
from api.store.columns import now
from api.store.jobs import ANALYSE, CLAIMS, JobState, end, follow, locked
from api.store.tables_work import Job

_FIRST_WAIT = 5.0  # seconds before the second attempt; doubled for each one after it
_LONGEST_WAIT = 600.0
_STAGES = {ANALYSE: "analysing", CLAIMS: "checking"}
_LOST = (
    "读取进程在处理该文件时多次中断，已停止重试。文件可能已损坏或过于复杂："
    "请重新下载或另存为 PDF 或 .docx 后再上传；若其他文件也如此，请检查服务器内存。"
)


class LeaseLost(Exception):
    """The job is held by another worker now, or by nobody, or is gone."""


def due(moment: datetime) -> ColumnElement[bool]:
    """The condition that a job may be claimed: its time has come, or its worker is lost."""
    return or_(_is_due(moment), _is_lost(moment))


def _is_due(moment: datetime) -> ColumnElement[bool]:
    return (Job.state == JobState.QUEUED) & (Job.due_at <= moment)


def _is_lost(moment: datetime) -> ColumnElement[bool]:
    return (Job.state == JobState.RUNNING) & (Job.lease_until <= moment)


def any_due(session: Session, moment: datetime) -> bool:
    """True where there may be a job to claim: a look that takes no lock."""
    return session.scalar(select(Job.id).where(due(moment)).limit(1)) is not None


def claim(
    session: Session, owner: str, moment: datetime, settings: Settings, job_id: str | None = None
) -> Job | None:
    """The next job, now held by ``owner`` (at most 24 characters) through ``job.lease``; None where none is due.

    A job whose worker was lost is taken over, unless its attempts are used up: then it has failed (it may be what
    killed its workers). With ``job_id``, only that job is looked at.
    """
    while (job := _next(session, moment, job_id)) is not None:
        if job.state == JobState.QUEUED or not _is_over(session, job, settings):
            return _take(session, job, owner, moment, settings)
    return None


def _next(session: Session, moment: datetime, job_id: str | None) -> Job | None:
    """Lost jobs first, then analyses: somebody waits for them, and they are short.

    A job that another transaction is at work on is passed by.
    """
    lost = select(Job).where(_is_lost(moment)).order_by(Job.lease_until, Job.id)
    queued = select(Job).where(_is_due(moment)).order_by(Job.kind != ANALYSE, Job.due_at, Job.id)
    return _first(session, lost, job_id) or _first(session, queued, job_id)


def _first(session: Session, query: Select[Job], job_id: str | None) -> Job | None:
    if job_id is not None:
        query = query.where(Job.id == job_id)
    return session.scalars(query.limit(1).with_for_update(skip_locked=True)).first()


def _is_over(session: Session, job: Job, settings: Settings) -> bool:
    """True where a lost job is ended instead of being taken over."""
    if job.cancel_asked:
        end(session, job, JobState.CANCELLED)
    elif job.attempts >= settings.attempts:
        _fail(session, job, "worker-lost", _LOST)
    else:
        return False
    session.flush()
    return True


def _take(session: Session, job: Job, owner: str, moment: datetime, settings: Settings) -> Job:
    job.state, job.stage = JobState.RUNNING, _STAGES.get(job.kind, "reading")
    job.attempts += 1
    job.lease = f"{owner}.{secrets.token_hex(7)}"
    job.lease_until = moment + timedelta(seconds=settings.lease_seconds)
    job.started_at = moment
    job.failure_code = job.failure_reason = None
    job.revision += 1
    follow(session, job, "reading")
    session.flush()
    return job


def hold(session: Session, job_id: str, lease: str | None) -> Job:
    """The job, kept from everybody else until the transaction ends. LeaseLost where it is not ours."""
    job = locked(session, job_id)
    if job is None or lease is None or job.lease != lease or job.state != JobState.RUNNING:
        raise LeaseLost(job_id)
    return job


def is_cancelled(session: Session, job_id: str, lease: str | None) -> bool:
    """Whether the end of the job was asked for: a look that takes no lock. LeaseLost where it is not ours."""
    found = session.execute(select(Job.lease, Job.cancel_asked).where(Job.id == job_id)).one_or_none()
    if found is None or lease is None or found.lease != lease:
        raise LeaseLost(job_id)
    return bool(found.cancel_asked)


def renew(
    session: Session, job_id: str, lease: str | None, settings: Settings, *, stage: str | None = None
) -> bool:
    """Hold the job for another while, at a new ``stage`` if one is given. True where its end was asked for.

    A renewal alone is no news to a watcher: ``revision`` stays.
    """
    job = hold(session, job_id, lease)
    job.lease_until = now() + timedelta(seconds=settings.lease_seconds)
    if stage is not None and stage != job.stage:
        job.stage = stage
        job.revision += 1
    return job.cancel_asked


def advance(
    session: Session,
    job_id: str,
    lease: str | None,
    done: int,
    settings: Settings,
    *,
    total: int | None = None,
) -> None:
    """Hold the job for another while: ``done`` of its things (``total``) are through. Its watchers are told."""
    job = hold(session, job_id, lease)
    job.lease_until = now() + timedelta(seconds=settings.lease_seconds)
    job.done = done
    if total is not None:
        job.total = total
    job.revision += 1


def finish(session: Session, job_id: str, lease: str | None, reading_id: str | None = None) -> None:
    """The job has succeeded; its version or analysis is ready."""
    job = hold(session, job_id, lease)
    job.reading_id = reading_id
    end(session, job, JobState.SUCCEEDED)
    record_event(session, _system(job), "job.succeeded", document_id=job.document_id or None, subject=job.id)


def fail(session: Session, job_id: str, lease: str | None, code: str, reason: str) -> None:
    """The job has failed for good: ``reason`` is Chinese and says what to do."""
    _fail(session, hold(session, job_id, lease), code, reason)


def _fail(session: Session, job: Job, code: str, reason: str) -> None:
    end(session, job, JobState.FAILED, code, reason)
    told = {"code": code, "reason": reason}
    about = job.document_id or None
    record_event(session, _system(job), "job.failed", document_id=about, subject=job.id, after=told)


def stop(session: Session, job_id: str, lease: str | None) -> None:
    """The job ends as its owner asked: cancelled."""
    end(session, hold(session, job_id, lease), JobState.CANCELLED)


def retry(
    session: Session, job_id: str, lease: str | None, settings: Settings, *, code: str, reason: str
) -> None:
    """Try again after a while, twice as long each time; failed for good where the attempts are used up.

    Cancelled where that was asked for meanwhile. Until the next attempt the job tells why it waits.
    """
    job = hold(session, job_id, lease)
    if job.cancel_asked:
        end(session, job, JobState.CANCELLED)
    elif job.attempts >= settings.attempts:
        _fail(session, job, code, reason)
    else:
        job.failure_code, job.failure_reason = code, reason
        _queue_again(session, job, now() + timedelta(seconds=_wait(job.attempts)))


def _wait(attempts: int) -> float:
    """Seconds, up to a quarter more by chance so that what failed together does not come back together."""
    doubled = _FIRST_WAIT * 2.0 ** min(attempts - 1, 16)
    return float(min(doubled, _LONGEST_WAIT) * random.uniform(1.0, 1.25))


def give_back(session: Session, job_id: str, lease: str | None) -> None:
    """Queue the job again at once, the attempt not counted: its worker leaves."""
    job = hold(session, job_id, lease)
    if job.cancel_asked:
        end(session, job, JobState.CANCELLED)
        return
    job.attempts -= 1
    _queue_again(session, job, now())


def _queue_again(session: Session, job: Job, due_at: datetime) -> None:
    job.state, job.stage = JobState.QUEUED, "queued"
    job.due_at = due_at
    job.lease = job.lease_until = None
    job.revision += 1
    follow(session, job, "queued")
    session.flush()
    announce(session, job)


def _system(job: Job) -> Caller:
    return Caller(SYSTEM, "系统", job.workspace_id, frozenset())
