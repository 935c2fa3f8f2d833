"""Worker processes: at work, killed, stopped, orphaned, restarted. Real processes on both databases."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from api.settings import Settings
from api.store import workload
from api.store.tables_work import WorkerRow
from api.work.supervision import Supervisor, environment
from tests.work.workshop import Workshop, until

HAND = (sys.executable, "-m", "tests.work.hand")


@contextmanager
def hand(
    workshop: Workshop, extract: str, *options: str, pipe: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process; killed at the end if it is still there."""
    given = [] if pipe is None else ["--parent-pipe", str(pipe)]
    process = subprocess.Popen(
        [*HAND, extract, *options, *given],
        env=environment(workshop.settings),
        pass_fds=[] if pipe is None else [pipe],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def is_running(workshop: Workshop, job_id: str) -> bool:
    return workshop.job(job_id).state == "running"


def has_succeeded(workshop: Workshop, job_id: str) -> bool:
    return workshop.job(job_id).state == "succeeded"


def test_a_worker_reads_what_is_queued_before_and_after_it_starts(workshop: Workshop) -> None:
    made = [workshop.queued() for _ in range(3)]
    with hand(workshop, "plain", "--slots", "2") as process:
        until(lambda: all(has_succeeded(workshop, job.id) for job in made))
        with workshop.database.reading() as session:
            (worker,) = workload.workers(session, workshop.settings.lease_seconds)
            assert (worker.pid, worker.slots) == (process.pid, 2)
        later = workshop.queued()
        until(lambda: has_succeeded(workshop, later.id))
        process.terminate()
        assert process.wait(10) == 0
    with workshop.database.reading() as session:
        assert session.scalars(select(WorkerRow)).all() == []
    assert set(workshop.readings().values()) == {1}


def test_another_worker_finishes_what_a_killed_one_held(workshop: Workshop) -> None:
    job = workshop.queued()
    with hand(workshop, "slow") as process:
        until(lambda: is_running(workshop, job.id))
        process.kill()
    with hand(workshop, "plain"):
        until(lambda: has_succeeded(workshop, job.id))
    assert workshop.job(job.id).attempts == 2
    assert workshop.readings() == {job.version_id: 1}


def test_a_file_that_kills_its_worker_three_times_has_failed(workshop: Workshop) -> None:
    job = workshop.queued()
    supervisor = Supervisor(workshop.settings, (*HAND, "fatal"))
    supervisor.start()
    try:
        until(lambda: workshop.job(job.id).state == "failed", 60)
    finally:
        supervisor.stop()
    after = workshop.job(job.id)
    assert (after.failure_code, after.attempts) == ("worker-lost", 3)
    assert workshop.version(job.id).failure_code == "worker-lost"
    assert workshop.readings() == {}


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_stop_gives_back_what_takes_too_long(
    workshop: Workshop, asked: signal.Signals
) -> None:
    job = workshop.queued()
    with hand(workshop, "slow", "--grace", "0.2") as process:
        until(lambda: is_running(workshop, job.id))
        process.send_signal(asked)
        assert process.wait(10) == 0
    after = workshop.job(job.id)
    assert (after.state, after.attempts) == ("queued", 0)


def test_a_worker_asked_to_stop_ends_what_it_has_begun_and_begins_nothing(workshop: Workshop) -> None:
    first, second = workshop.queued(), workshop.queued()
    with hand(workshop, "brief") as process:
        until(lambda: is_running(workshop, first.id))
        process.terminate()
        assert process.wait(10) == 0
    assert has_succeeded(workshop, first.id)
    assert workshop.job(second.id).state == "queued"


def test_a_worker_ends_when_its_server_does(workshop: Workshop) -> None:
    ours, theirs = os.pipe()
    with hand(workshop, "plain", pipe=ours) as process:
        os.close(ours)
        job = workshop.queued()
        until(lambda: has_succeeded(workshop, job.id))
        os.close(theirs)
        assert process.wait(10) == 0


def test_a_worker_that_dies_is_started_again(workshop: Workshop) -> None:
    supervisor = Supervisor(workshop.settings, (*HAND, "plain"))
    supervisor.start()
    try:
        until(lambda: supervisor.pid)
        first = supervisor.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        until(lambda: supervisor.pid not in {None, first})
        job = workshop.queued()
        until(lambda: has_succeeded(workshop, job.id))
        last = supervisor.pid
    finally:
        supervisor.stop()
    assert last is not None and supervisor.pid is None
    assert not Path(f"/proc/{last}").exists()


def test_without_slots_no_worker_is_started(tmp_path: Path) -> None:
    supervisor = Supervisor(Settings(data=tmp_path, workers=0), (*HAND, "plain"))
    supervisor.start()
    time.sleep(0.2)
    assert supervisor.pid is None
    supervisor.stop()
