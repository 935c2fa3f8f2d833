"""Changes of jobs as they happen (进度): for server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from sqlalchemy import select

from api.problems import NotFound
from api.store import jobs
from api.store.engine import Database
from api.store.jobs import JobView
from api.store.tables_work import Job

_LOOK = 0.3  # seconds between two looks


async def watch(
    database: Database, workspace_id: str, job_id: str, after_revision: int = 0
) -> AsyncIterator[JobView]:
    """The job at each change after ``after_revision``, also of its place in the queue, until it is finished.

    Ends too where the job is deleted with its document. NotFound where there is none at the start.
    """
    seen: JobView | None = None
    while True:
        try:
            found = await asyncio.to_thread(_one, database, workspace_id, job_id)
        except NotFound:
            if seen is None:
                raise
            return
        if found.revision > after_revision and found != seen:
            yield found
        if found.is_finished:
            return
        seen = found
        await asyncio.sleep(_LOOK)


def _one(database: Database, workspace_id: str, job_id: str) -> JobView:
    with database.reading() as session:
        job = jobs.get(session, workspace_id, job_id)
        return jobs.view(job, jobs.position(session, job))


async def watch_upload(database: Database, workspace_id: str, upload_id: str) -> AsyncIterator[JobView]:
    """Every job of an upload as it stands, then each one at each change, until all are finished.

    Places in the queue are not told. NotFound where there is no such upload at the start.
    """
    seen: dict[str, int] = {}
    while True:
        changed, is_over = await asyncio.to_thread(_changed, database, workspace_id, upload_id, seen)
        for one in changed:
            seen[one.id] = one.revision
            yield one
        if not seen:
            raise NotFound(
                "upload-not-found", "没有这次上传。它的文档可能已被删除，或属于其他工作区；请核对编号。"
            )
        if is_over:
            return
        await asyncio.sleep(_LOOK)


def _changed(
    database: Database, workspace_id: str, upload_id: str, seen: dict[str, int]
) -> tuple[Sequence[JobView], bool]:
    """The jobs whose revision is not the one seen, and whether all jobs are finished."""
    with database.reading() as session:
        of_upload = (Job.workspace_id == workspace_id, Job.upload_id == upload_id)
        revisions = session.execute(select(Job.id, Job.state, Job.revision).where(*of_upload)).all()
        news = [row.id for row in revisions if seen.get(row.id) != row.revision]
        found = session.scalars(select(Job).where(Job.id.in_(news)).order_by(Job.created_at, Job.id)).all()
        return [jobs.view(job) for job in found], all(row.state in jobs.FINISHED for row in revisions)
