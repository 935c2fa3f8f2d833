"""A worker process at work until it is told to stop (读取进程).

It stops on SIGTERM or SIGINT, and when the server that started it ends: then the other end of ``parent_pipe``
closes. It takes no further job, waits for those at hand for a while, gives back the rest and leaves.
"""

import os
import select
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Thread

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.store import workload
from api.store.columns import new_id
from api.work.chores import CHORES, Chore, tending
from api.work.frames import frames
from api.work.queues import Queue, queue_for
from api.work.reading import Means, Slot

_log = structlog.get_logger(__name__)
GRACE = 8.0  # seconds for the jobs at hand; a container is killed after ten


class WorkerBroken(Exception):
    """The queue ended by itself: the process is of no use any more."""


def attend(means: Means, slots: int, parent_pipe: int | None = None, *, grace: float = GRACE) -> None:
    """Perform jobs in ``slots`` child processes until told to stop. To be called in the main thread.

    ``grace`` is seconds. Raises WorkerBroken.
    """
    owner = new_id("wrk")
    queue = queue_for(means.database)
    places = [Slot(means, owner) for _ in range(slots)]
    with _signals() as asked, tending(_chores(queue, owner, slots, means), means):
        _log.info("worker started", worker=owner, slots=slots)
        stopping, broken = Event(), Event()
        working = Thread(target=_work, args=(queue, places, stopping, broken), name="queue")
        working.start()
        _wait(working, [asked] if parent_pipe is None else [asked, parent_pipe])
        stopping.set()
        working.join(grace)
        for place in places:
            place.leave()
        working.join()
    for place in places:
        place.close()
    _sign_out(means, owner)
    _log.info("worker left", worker=owner)
    if broken.is_set():
        raise WorkerBroken


def _work(queue: Queue, places: Sequence[Slot], stopping: Event, broken: Event) -> None:
    try:
        queue.work(places, stopping)
    except Exception as error:
        _log.error("queue broken", error=type(error).__name__, at=frames(error))
        broken.set()


def _wait(working: Thread, pipes: Sequence[int]) -> None:
    """Until one of the pipes has something to read or is closed, or the thread ends."""
    while working.is_alive():
        ready, _, _ = select.select(pipes, [], [], 1.0)
        if ready:
            return


@contextmanager
def _signals() -> Iterator[int]:
    """A pipe that has something to read once the process is asked to stop.

    A handler that set a threading.Event could block for ever, if the signal came while the event was being waited for.
    """
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(one, _noted) for one in signals]
    woken = signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
    try:
        yield ours
    finally:
        signal.set_wakeup_fd(woken)
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)
        os.close(ours)
        os.close(theirs)


def _noted(_number: int, _frame: object) -> None:
    """The signal has arrived through the pipe already."""


def _chores(queue: Queue, owner: str, slots: int, means: Means) -> list[Chore]:
    def sign_in(_: Means) -> None:
        with means.database.writing() as session:
            workload.sign_in(session, owner, slots)

    lease = means.settings.lease_seconds
    return [
        Chore("sign-in", lease / 3, sign_in),
        Chore("sweep", lease, lambda _: queue.sweep()),
        *CHORES,
    ]


def _sign_out(means: Means, owner: str) -> None:
    with suppress(SQLAlchemyError), means.database.writing() as session:
        workload.sign_out(session, owner)
