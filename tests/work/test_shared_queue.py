"""The queue on PostgreSQL: entries made with their jobs, workers called, what is forgotten found again."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import pytest
from sqlalchemy import text

from api.store import leases
from api.store.announcing import QUEUE, announce, apply_schema
from api.store.tables_work import Job
from api.work import shared_queue
from api.work.shared_queue import SharedQueue
from tests.work import extracts
from tests.work.workshop import Workshop, until


def entries(workshop: Workshop) -> list[tuple[str, str]]:
    """Job and status of every entry, the oldest first."""
    with workshop.database.reading() as session:
        found = session.execute(text("SELECT queueing_lock, status FROM procrastinate_jobs ORDER BY id"))
        return [(row[0], row[1]) for row in found]


def forget(workshop: Workshop) -> None:
    """No entry is left, as after a backup of our own tables is restored."""
    with workshop.database.writing() as session:
        session.execute(text("DELETE FROM procrastinate_jobs"))


@contextmanager
def at_work(workshop: Workshop, slots: int = 1) -> Iterator[SharedQueue]:
    """A worker called by the queue, until the end of the block."""
    queue, stopping = SharedQueue(workshop.database), Event()
    with ExitStack() as stack:
        places = [stack.enter_context(workshop.slot(extracts.plain)) for _ in range(slots)]
        thread = Thread(target=queue.work, args=(places, stopping))
        thread.start()
        try:
            yield queue
        finally:
            stopping.set()
            thread.join(20)
        assert not thread.is_alive()


def test_the_schema_is_made_once(shared: Workshop) -> None:
    job = shared.queued()
    with shared.database.writing() as session:
        apply_schema(session.connection())
    assert entries(shared) == [(job.id, "todo")]


def test_an_entry_is_made_with_its_job_or_not_at_all(shared: Workshop) -> None:
    with pytest.raises(KeyError), shared.database.writing() as session:
        shared.add(session)
        raise KeyError
    assert entries(shared) == []
    job = shared.queued()
    assert entries(shared) == [(job.id, "todo")]


def test_a_job_announced_again_has_one_entry(shared: Workshop) -> None:
    job = shared.queued()
    with shared.database.writing() as session:
        announce(session, session.get_one(Job, job.id))
        session.get_one(Job, job.id).stage = "kept"
    assert entries(shared) == [(job.id, "todo")]
    assert shared.job(job.id).stage == "kept"


def test_a_later_attempt_is_announced_for_its_time(shared: Workshop) -> None:
    job = shared.running()
    forget(shared)
    with shared.database.writing() as session:
        leases.retry(session, job.id, job.lease, shared.settings, code="stopped", reason="超时")
    with shared.database.reading() as session:
        due_at = session.scalar(text("SELECT scheduled_at FROM procrastinate_jobs"))
    assert due_at == shared.job(job.id).due_at


def is_heard(shared: Workshop) -> bool:
    """True where a worker listens: what was announced before that is found by looking only."""
    listening = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    with shared.database.reading() as session:
        return bool(session.scalar(text(listening)))


def test_a_worker_is_called_at_once(shared: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_queue, "_POLL", 60.0)
    with at_work(shared):
        until(lambda: is_heard(shared))
        first = shared.queued()
        until(lambda: shared.job(first.id).state == "succeeded")
        time.sleep(0.2)
        began = time.monotonic()
        second = shared.queued()
        until(lambda: shared.job(second.id).state == "succeeded")
        assert time.monotonic() - began < 10
        until(lambda: entries(shared) == [])


def test_two_workers_share_the_queue(shared: Workshop) -> None:
    made = [shared.queued() for _ in range(12)]
    with at_work(shared, 2), at_work(shared):
        until(lambda: all(shared.job(job.id).state == "succeeded" for job in made))
    assert shared.readings() == {job.version_id: 1 for job in made}
    assert {shared.job(job.id).attempts for job in made} == {1}
    assert entries(shared) == []


def test_the_sweep_finds_jobs_that_have_no_entry(shared: Workshop) -> None:
    queued, lost, held, waiting = (shared.queued() for _ in range(4))
    quick = shared.having(lease_seconds=600)
    assert quick.claimed(lost.id) and quick.claimed(held.id)
    retried = quick.claimed(waiting.id)
    assert retried is not None
    with shared.database.writing() as session:
        session.get_one(Job, lost.id).lease_until = lost.created_at
        leases.retry(session, waiting.id, retried.lease, quick.settings, code="stopped", reason="超时")
    forget(shared)
    queue = SharedQueue(shared.database)
    queue.sweep()
    queue.sweep()
    assert sorted(entries(shared)) == sorted([(queued.id, "todo"), (lost.id, "todo")])


def test_the_sweep_removes_what_dead_workers_left(shared: Workshop) -> None:
    shared.queued()
    with shared.database.writing() as session:
        session.execute(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
        )
        fetched = "SELECT id FROM procrastinate_fetch_job_v2(ARRAY[:queue], (SELECT max(id) FROM procrastinate_workers))"
        assert session.scalar(text(fetched), {"queue": QUEUE})
    job = shared.claimed()
    assert job is not None and entries(shared) == [(job.id, "doing")]
    SharedQueue(shared.database).sweep()
    assert entries(shared) == []
    shared.make_due()
    SharedQueue(shared.database).sweep()
    assert entries(shared) == [(job.id, "todo")]


def test_the_queue_goes_on_after_the_database_was_away(
    shared: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_queue, "_RESTART", 0.1)
    with at_work(shared):
        first = shared.queued()
        until(lambda: shared.job(first.id).state == "succeeded")
        with shared.database.writing() as session:
            session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        second = shared.queued()
        until(lambda: shared.job(second.id).state == "succeeded")
