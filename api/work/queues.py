"""How workers come to their jobs (队列): by looking, or by being called."""

from collections.abc import Sequence
from threading import Event
from typing import Protocol

from api.store.engine import Database
from api.work.polling import PollingQueue
from api.work.reading import Slot
from api.work.shared_queue import SharedQueue


class Queue(Protocol):
    """Brings due jobs to slots. The table ``job`` is the truth; a queue only tells when to look."""

    def work(self, slots: Sequence[Slot], stopping: Event) -> None:
        """Let every slot perform jobs until ``stopping`` is set and the jobs at hand have ended."""

    def sweep(self) -> None:
        """Find the jobs that nobody was told of. To be repeated."""


def queue_for(database: Database) -> Queue:
    """The queue that suits the database."""
    return PollingQueue() if database.is_sqlite else SharedQueue(database)
