"""A workspace with documents to read, for tests of the jobs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Self

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.callers import Caller, Scope
from api.settings import Settings
from api.store import jobs, leases
from api.store.columns import now
from api.store.engine import Database
from api.store.originals import Originals
from api.store.tables import Document, Reading, Version, Workspace
from api.store.tables_work import Job
from api.work.reading import Extract, Means, Slot
from extractor.records import Extraction

TEXT = "第一条 投保人应在保险单载明的期限内交纳保险费。\n第二条 本合同的保险期间为一年。\n"


def keep(session: Session, version: Version, extraction: Extraction) -> Reading:
    """A reading without its rows: jobs are what is tested here."""
    session.execute(
        update(Reading).where(Reading.document_id == version.document_id).values(is_current=False)
    )
    document = extraction.document
    reading = Reading(
        version_id=version.id,
        document_id=version.document_id,
        workspace_id=version.workspace_id,
        extractor="test",
        is_current=True,
        title=document.title,
        kind=document.kind.value,
        source=document.source.value,
        pages=document.pages,
        remarks=[],
        text=document.text,
        archive=b"",
    )
    session.add(reading)
    session.flush()
    return reading


@dataclass(frozen=True)
class Workshop:
    """A database, originals, settings with short times, and someone who may do everything."""

    database: Database
    originals: Originals
    settings: Settings
    caller: Caller

    @classmethod
    @contextmanager
    def at(cls, url: str, folder: Path, **settings: object) -> Iterator[Self]:
        """A new workspace in the database; originals under ``folder``."""
        given = {"lease_seconds": 2, "read_seconds": 60, **settings}
        known = Settings(data=folder, database=url, **given)  # type: ignore[arg-type]
        database = Database(url)
        with database.writing() as session:
            session.add(Workspace(id="ws_own", name="本部"))
            session.add(Workspace(id="ws_other", name="他部"))
        caller = Caller("usr_ling", "凌云", "ws_own", frozenset(Scope))
        try:
            yield cls(database, Originals(known.originals), known, caller)
        finally:
            database.dispose()

    def having(self, **settings: object) -> "Workshop":
        """The same with other settings."""
        return replace(self, settings=self.settings.model_copy(update=settings))

    def add(self, session: Session, text: str = TEXT, upload_id: str | None = None) -> Job:
        """A document of its own with a job that reads it."""
        number = session.scalar(select(func.count()).select_from(Document)) or 0
        return self.add_bytes(session, f"{text}附：编号{number}\n".encode(), f"条款{number}.txt", upload_id)

    def add_bytes(self, session: Session, data: bytes, filename: str, upload_id: str | None = None) -> Job:
        """The same with the content of a file."""
        version = self._version(session, data, filename)
        return jobs.enqueue_read(session, self.caller, version, upload_id=upload_id, settings=self.settings)

    def _version(self, session: Session, data: bytes, filename: str) -> Version:
        digest = sha256(data).hexdigest()
        place = self.originals.place(self.caller.workspace_id, digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        document = Document(workspace_id=self.caller.workspace_id, name=filename, created_by=self.caller.id)
        version = Version(
            document=document,
            workspace_id=self.caller.workspace_id,
            number=1,
            sha256=digest,
            filename=filename,
            size=len(data),
            source="text",
            created_by=self.caller.id,
        )
        session.add(document)
        session.flush()
        return version

    def queued(self, text: str = TEXT, upload_id: str | None = None) -> Job:
        """A document with a job, kept."""
        with self.database.writing() as session:
            return self.add(session, text, upload_id)

    def claimed(self, job_id: str | None = None, moment: datetime | None = None) -> Job | None:
        """A job claimed in a transaction of its own."""
        with self.database.writing() as session:
            return leases.claim(session, "wrk_test", moment or now(), self.settings, job_id)

    def running(self) -> Job:
        """A document with a job that is claimed."""
        job = self.claimed(self.queued().id)
        assert job is not None
        return job

    def job(self, job_id: str) -> Job:
        """The job as it stands."""
        with self.database.reading() as session:
            job = jobs.get(session, self.caller.workspace_id, job_id)
            session.expunge(job)
            return job

    def version(self, job_id: str) -> Version:
        """The version of a job as it stands."""
        with self.database.reading() as session:
            version = session.get_one(Version, session.get_one(Job, job_id).version_id)
            session.expunge(version)
            return version

    def readings(self) -> dict[str, int]:
        """How many readings each version has."""
        with self.database.reading() as session:
            counted = session.execute(select(Reading.version_id, func.count()).group_by(Reading.version_id))
            return dict(counted.all())  # type: ignore[arg-type]

    def make_due(self) -> None:
        """Let what waits for a later attempt be due, and leases be over."""
        with self.database.writing() as session:
            session.execute(update(Job).where(Job.state == "queued").values(due_at=now()))
            session.execute(update(Job).where(Job.state == "running").values(lease_until=now()))

    def means(self, extract: Extract, save: Callable[..., Reading] | None = None) -> Means:
        """What a worker works with, with another way to read."""
        return Means(self.settings, self.database, self.originals, save or keep, extract)

    @contextmanager
    def slot(self, extract: Extract, save: Callable[..., Reading] | None = None) -> Iterator[Slot]:
        """A place where jobs are carried out."""
        slot = Slot(self.means(extract, save), "wrk_test")
        try:
            yield slot
        finally:
            slot.close()


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until the condition holds; AssertionError where it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.05)
