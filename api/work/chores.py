"""What a worker does from time to time beside its jobs (定期事务)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

import structlog

from api.store.sweeping import sweep
from api.work.frames import frames
from api.work.reading import Means

_log = structlog.get_logger(__name__)
_PATIENCE = 2.0  # seconds for a chore under way when the worker leaves; what it has begun is undone


@dataclass(frozen=True, slots=True)
class Chore:
    """``run`` is called when a worker starts and ``every`` so many seconds after; other workers do the same."""

    name: str
    every: float
    run: Callable[[Means], None]


def _clear(means: Means) -> None:
    sweep(means.database, means.originals, means.settings.cache)


CHORES = (Chore("clear", 60.0, _clear),)


@contextmanager
def tending(chores: Sequence[Chore], means: Means) -> Iterator[None]:
    """While it is open, every chore is done in its time, each in a thread of its own."""
    done = Event()
    threads = [
        Thread(target=_repeat, args=(chore, means, done), name=chore.name, daemon=True) for chore in chores
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join(_PATIENCE)


def _repeat(chore: Chore, means: Means, done: Event) -> None:
    while not done.is_set():
        try:
            chore.run(means)
        except Exception as error:  # a chore that fails is tried again in its time
            _log.warning("chore failed", chore=chore.name, error=type(error).__name__, at=frames(error))
        done.wait(chore.every)
