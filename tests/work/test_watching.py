"""The changes of a job and of an upload, as a watcher sees them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete

from api.problems import NotFound
from api.store import jobs, leases
from api.store.jobs import JobView
from api.store.tables_work import Job
from api.work import watching
from api.work.watching import watch, watch_upload
from tests.work.workshop import Workshop


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_LOOK", 0.02)


def seen(changes: AsyncIterator[JobView]) -> list[JobView]:
    """All changes, to the end."""

    async def all_of() -> list[JobView]:
        return [change async for change in changes]

    return asyncio.run(asyncio.wait_for(all_of(), 20))


def finished(workshop: Workshop) -> Job:
    job = workshop.running()
    with workshop.database.writing() as session:
        leases.finish(session, job.id, job.lease, "rdg_1")
    return job


def test_a_job_is_watched_from_the_queue_to_its_end(workshop: Workshop) -> None:
    ahead = workshop.queued()
    job = workshop.queued()

    async def follow() -> list[tuple[str, str, int | None, int]]:
        told = []
        async for change in watch(workshop.database, "ws_own", job.id):
            told.append((change.state.value, change.stage, change.position, change.revision))
            step(len(told))
        return told

    def step(count: int) -> None:
        nonlocal held
        if count == 1:
            workshop.claimed(ahead.id)
        elif count == 2:
            held = workshop.claimed(job.id)
        elif count == 3:
            with workshop.database.writing() as session:
                leases.renew(session, job.id, held.lease, workshop.settings, stage="saving")
        elif count == 4:
            with workshop.database.writing() as session:
                leases.finish(session, job.id, held.lease, "rdg_1")

    held: Job = job
    told = asyncio.run(asyncio.wait_for(follow(), 20))
    assert told == [
        ("queued", "queued", 2, 1),
        ("queued", "queued", 1, 1),
        ("running", "reading", None, 2),
        ("running", "saving", None, 3),
        ("succeeded", "done", None, 4),
    ]


def test_a_watcher_that_comes_back_is_told_only_what_is_new(workshop: Workshop) -> None:
    job = finished(workshop)
    database = workshop.database
    assert [change.revision for change in seen(watch(database, "ws_own", job.id, 2))] == [3]
    assert seen(watch(database, "ws_own", job.id, 3)) == []


def test_a_failure_is_told_with_its_reason(workshop: Workshop) -> None:
    job = workshop.running()
    with workshop.database.writing() as session:
        leases.fail(session, job.id, job.lease, "broken", "文件已损坏")
    (last,) = seen(watch(workshop.database, "ws_own", job.id))
    assert (last.is_finished, last.failure_code, last.failure_reason) == (True, "broken", "文件已损坏")


def test_a_job_of_another_workspace_is_not_watched(workshop: Workshop) -> None:
    job = workshop.queued(upload_id="upl_1")
    with pytest.raises(NotFound) as refused:
        seen(watch(workshop.database, "ws_other", job.id))
    assert refused.value.code == "job-not-found"
    with pytest.raises(NotFound) as refused:
        seen(watch_upload(workshop.database, "ws_other", "upl_1"))
    assert refused.value.code == "upload-not-found"


@pytest.mark.parametrize("whole", [False, True])
def test_watching_ends_when_the_job_is_deleted(workshop: Workshop, whole: bool) -> None:
    job = workshop.queued(upload_id="upl_1")

    async def follow() -> int:
        count = 0
        changes = (
            watch_upload(workshop.database, "ws_own", "upl_1")
            if whole
            else watch(workshop.database, "ws_own", job.id)
        )
        async for _ in changes:
            count += 1
            with workshop.database.writing() as session:
                session.execute(delete(Job))
        return count

    assert asyncio.run(asyncio.wait_for(follow(), 20)) == 1


def test_an_upload_is_watched_until_all_its_jobs_are_finished(workshop: Workshop) -> None:
    first, second = (workshop.queued(upload_id="upl_1").id for _ in range(2))
    other = workshop.queued(upload_id="upl_2").id

    async def follow() -> list[tuple[str, str]]:
        told = []
        async for change in watch_upload(workshop.database, "ws_own", "upl_1"):
            told.append((change.id, change.state.value))
            if len(told) == 2:
                held = workshop.claimed(first)
                assert held is not None
                with workshop.database.writing() as session:
                    leases.finish(session, first, held.lease, "rdg_1")
            if len(told) == 3:
                with workshop.database.writing() as session:
                    jobs.cancel(session, workshop.caller, second)
        return told

    told = asyncio.run(asyncio.wait_for(follow(), 20))
    assert told == [
        (first, "queued"),
        (second, "queued"),
        (first, "succeeded"),
        (second, "cancelled"),
    ]
    assert workshop.job(other).state == "queued"
