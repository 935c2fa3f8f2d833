"""A job carried out (任务执行): claimed, its work done in a child process, what came of it saved once.

What is saved and the job's end are one transaction under the lease, so that a worker that dies or is replaced at
any moment leaves either nothing or everything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.settings import Settings
from api.store import analyses, leases
from api.store.columns import now
from api.store.engine import Database, serialise
from api.store.jobs import ANALYSE, CLAIMS
from api.store.leases import LeaseLost
from api.store.originals import Originals
from api.store.tables import Reading, Version
from api.store.tables_analysis import Analysis
from api.store.tables_work import Job
from api.work.analysing import analyse
from api.work.claiming import Checkout
from api.work.extracting import extract_within
from api.work.frames import frames
from api.work.heartbeat import Heartbeat, Reason
from extractor.errors import ReadingCancelled, ReadingStopped, TiaokuanError
from extractor.pages.isolation import Worker
from extractor.records import Extraction

_log = structlog.get_logger(__name__)
_MISSING = "服务器上找不到该文件的原件。请重新上传；若多份文件如此，请管理员检查数据目录或从备份恢复。"
_DATABASE = "数据库暂时不能使用，读取结果未能写入。请管理员检查数据库与磁盘空间，然后重新读取。"
_INTERNAL = "读取时发生内部错误（{}）。请稍后重新读取；若仍失败，请把任务编号告诉管理员。"


Ending = Callable[[Session, str, str | None], None]  # given a job's id and the lease
_GIVEN_UP: dict[Reason | None, Ending] = {
    Reason.CANCELLED: leases.stop,
    Reason.LEAVING: leases.give_back,
}


class Extract(Protocol):
    """Bytes to an extraction, in the child process; it can be pickled."""

    def __call__(self, data: bytes, name: str, *, pages: int) -> Extraction:
        """The extraction of a file of at most ``pages`` pages."""


class Save(Protocol):
    """Keeps an extraction within the session."""

    def __call__(self, session: Session, version: Version, extraction: Extraction) -> Reading:
        """The new reading of the version."""


@dataclass(frozen=True)
class Means:
    """What a worker works with."""

    settings: Settings
    database: Database
    originals: Originals
    save: Save
    extract: Extract = extract_within


class Slot:
    """Carries out one job at a time, with a child process of its own. Not for several threads at once."""

    def __init__(self, means: Means, owner: str) -> None:
        self._means = means
        self._owner = owner
        self._leaving = Event()
        limits = means.settings
        self._worker = Worker(
            seconds=limits.read_seconds, memory=limits.read_memory, page_seconds=limits.page_seconds
        )

    def perform(self, job_id: str | None = None) -> bool:
        """Carry out the next job that is due, or the one named. True where there was one.

        Never raises for a document, an original or a database that fails: the job tells, or is taken over later.
        """
        job = None if self._leaving.is_set() else self._claim(job_id)
        if job is None:
            return False
        _log.info("job started", job=job.id, document=job.document_id, attempt=job.attempts)
        ending = self._attempt(job)
        if ending is not None and not self._write(job, ending):
            self._write(job, self._retry("database-trouble", _DATABASE))
        _log.info("job left", job=job.id, document=job.document_id, ending=_name(ending))
        return True

    def leave(self) -> None:
        """Give back the job at hand, and take no other."""
        self._leaving.set()

    def close(self) -> None:
        """End the child process."""
        self._worker.close()

    def _claim(self, job_id: str | None) -> Job | None:
        means = self._means
        try:
            with means.database.reading() as session:
                if job_id is None and not leases.any_due(session, now()):
                    return None
            with means.database.writing() as session:
                return leases.claim(session, self._owner, now(), means.settings, job_id)
        except SQLAlchemyError as error:
            _log.warning("no job claimed", error=type(error).__name__, at=frames(error))
            return None

    def _attempt(self, job: Job) -> Ending | None:
        """How the job is to end; None where it is no longer ours."""
        beat = Heartbeat(self._means.database, self._means.settings, job, self._leaving, self._worker.stop)
        try:
            return self._begun(job, beat)
        except LeaseLost:
            return None
        except ReadingCancelled:
            return _GIVEN_UP.get(beat.reason)
        except ReadingStopped as error:
            _log.warning("reading stopped", job=job.id, at=frames(error.__cause__))
            if job.kind == ANALYSE:
                return partial(leases.fail, code="analysis-stopped", reason=analyses.why_stopped(error))
            return self._retry(error.code, str(error))
        except TiaokuanError as error:
            return partial(leases.fail, code=error.code, reason=str(error))
        except FileNotFoundError:
            return self._retry("original-missing", _MISSING)
        except SQLAlchemyError as error:
            _log.warning("database trouble", job=job.id, error=type(error).__name__, at=frames(error))
            return self._retry("database-trouble", _DATABASE)
        except Exception as error:
            _log.error("job failed", job=job.id, error=type(error).__name__, at=frames(error))
            return self._retry("internal", _INTERNAL.format(type(error).__name__))

    def _begun(self, job: Job, beat: Heartbeat) -> Ending:
        if job.kind == ANALYSE:
            return self._analyse(job, beat)
        return self._check(job, beat) if job.kind == CLAIMS else self._read(job, beat)

    def _check(self, job: Job, beat: Heartbeat) -> Ending:
        checkout = Checkout(self._means.database, self._means.settings, self._worker, job)
        with beat:
            is_through = checkout.run(lambda: beat.reason is not None)
        if checkout.is_gone():
            return leases.stop
        return leases.finish if is_through else leases.give_back

    def _read(self, job: Job, beat: Heartbeat) -> Ending:
        means = self._means
        found = self._original(job)
        if found is None:
            return leases.stop
        data, filename = found
        extract = partial(means.extract, pages=means.settings.pages)
        with beat:
            extraction = self._worker.run(extract, data, filename, partial(self._tell, job))
        with means.database.writing() as session:
            leases.renew(session, job.id, job.lease, means.settings, stage="saving")
        return partial(self._save, job.document_id, extraction)

    def _tell(self, job: Job, done: int, total: int) -> None:
        """So many scanned pages are recognised: news for watchers. A database in trouble is told of at the end."""
        try:
            with self._means.database.writing() as session:
                leases.advance(session, job.id, job.lease, done, self._means.settings, total=total)
        except (LeaseLost, SQLAlchemyError) as error:
            _log.warning("progress not told", job=job.id, error=type(error).__name__)

    def _analyse(self, job: Job, beat: Heartbeat) -> Ending:
        with beat:
            told = analyse(self._means.database, self._worker, job.analysis_id or "")
        return leases.stop if told is None else partial(self._keep, told)

    def _keep(self, told: str, session: Session, job_id: str, lease: str | None) -> None:
        job = leases.hold(session, job_id, lease)
        analysis = session.get(Analysis, job.analysis_id)
        if job.cancel_asked or analysis is None:
            leases.stop(session, job_id, lease)
            return
        analyses.keep_result(session, analysis, told)
        leases.finish(session, job_id, lease)

    def _original(self, job: Job) -> tuple[bytes, str] | None:
        """Content and name of the file; None where the version is deleted. FileNotFoundError."""
        with self._means.database.reading() as session:
            version = session.get(Version, job.version_id)
            if version is None:
                return None
            place, filename = (version.workspace_id, version.sha256), version.filename
        return self._means.originals.read(*place), filename

    def _save(
        self, document_id: str, extraction: Extraction, session: Session, job_id: str, lease: str | None
    ) -> None:
        serialise(session, document_id)
        job = leases.hold(session, job_id, lease)
        version = session.get(Version, job.version_id)
        if job.cancel_asked or version is None:
            leases.stop(session, job_id, lease)
            return
        reading = self._means.save(session, version, extraction)
        leases.finish(session, job_id, lease, reading.id)

    def _retry(self, code: str, reason: str) -> Ending:
        return partial(leases.retry, settings=self._means.settings, code=code, reason=reason)

    def _write(self, job: Job, ending: Ending) -> bool:
        """False where the ending could not be written; then the lease runs out, unless something else is."""
        try:
            with self._means.database.writing() as session:
                ending(session, job.id, job.lease)
        except LeaseLost:
            _log.warning("lease lost", job=job.id)
        except Exception as error:
            _log.error("ending not written", job=job.id, error=type(error).__name__, at=frames(error))
            return False
        return True


def _name(ending: Ending | None) -> str:
    """The ending's name for the log."""
    if ending is None:
        return "lost"
    plain = ending.func if isinstance(ending, partial) else ending
    return str(plain.__name__).strip("_")
