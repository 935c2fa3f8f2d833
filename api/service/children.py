"""Child processes of the service (子进程): a few, for what is done within a request and must not harm it."""

from contextlib import suppress
from queue import Empty, LifoQueue
from typing import TypeVar

from api.problems import Unavailable
from extractor.pages.isolation import Job, Worker

T = TypeVar("T")
_SECONDS = 20.0
_MEMORY = 2 << 30
_AT_ONCE = 2


class Children:
    """Runs jobs, a few at once; a request waits for a child that is free."""

    def __init__(self) -> None:
        self._idle: LifoQueue[Worker] = LifoQueue()
        for _ in range(_AT_ONCE):
            self._idle.put(Worker(seconds=_SECONDS, memory=_MEMORY))

    def run(self, job: Job[T], data: bytes = b"", name: str = "") -> T:
        """``job(data, name)`` in a child, as Worker.run does it. Unavailable where all children stay busy."""
        try:
            worker = self._idle.get(timeout=_SECONDS)
        except Empty:
            raise Unavailable("children-busy", "同时进行的请求过多。请稍后重试。", retry_after=2) from None
        try:
            return worker.run(job, data, name)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the children."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()
