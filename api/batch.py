"""Many files through the extractor, each read in a child process (批量提取).

A file of unknown origin may stop or kill its reader; the child bears that, and the batch goes on.
pdfium is not safe under threads either: the threads here only wait, each for a process of its own.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from stat import S_ISREG
from typing import Self

from api.files import reason, shown
from extractor.errors import OversizedDocument, TiaokuanError, UnsupportedFormat
from extractor.pages import MAX_BYTES
from extractor.pages.isolation import PROCESSES, Job, Worker
from extractor.records import Extraction

_AHEAD = 2  # results that may wait for each process, so that one slow file does not pile up the rest


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its extraction, or the reason in Chinese why there is none."""

    path: Path
    extraction: Extraction | None
    reason: str = ""


class Crew:
    """Up to ``size`` child processes (工作进程组) for the jobs of as many threads; each starts with its first job."""

    def __init__(self, size: int) -> None:
        self.size = max(size, 1)
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._ending = ExitStack()

    def __enter__(self) -> Self:
        for _ in range(self.size):
            self._idle.put(self._ending.enter_context(Worker()))
        return self

    def __exit__(self, *raised: object) -> None:
        self._ending.close()

    @contextmanager
    def lent(self) -> Iterator[Worker]:
        """One that nobody else uses meanwhile; waits until there is one."""
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)


def read_files(paths: Sequence[Path], *, jobs: int, learned: bool = False) -> Iterator[Outcome]:
    """The outcome of each path, in order, ``jobs`` files at a time. Never raises for a bad file.

    ``learned`` asks for the learned reader beside the rules.
    """
    with Crew(min(jobs, len(paths))) as crew:
        yield from read_with(crew, paths, learned=learned)


def read_with(crew: Crew, paths: Sequence[Path], *, learned: bool = False) -> Iterator[Outcome]:
    """The outcome of each path, in order, as many at a time as the crew has. Never raises for a bad file."""
    job = partial(_extract, learned=learned)
    # Files are read side by side already: each has its share of the processors for scanned pages.
    os.environ.setdefault(PROCESSES, str(max(1, (os.cpu_count() or 1) // crew.size)))
    with ThreadPoolExecutor(max_workers=crew.size) as threads:
        waiting: deque[Future[Outcome]] = deque()
        for path in paths:
            waiting.append(threads.submit(_read, crew, job, path))
            if len(waiting) > crew.size * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(crew: Crew, job: Job[Extraction], path: Path) -> Outcome:
    try:
        with crew.lent() as worker:
            return Outcome(path, worker.run(job, _bytes(path), shown(Path(path.name))))
    except TiaokuanError as error:
        return Outcome(path, None, str(error))
    except OSError as error:
        return Outcome(path, None, f"无法打开：{reason(error)}。请检查路径和权限")


def _extract(data: bytes, name: str, *, learned: bool) -> Extraction:
    """The job of the child. It alone pays for loading the language layer (spaCy, a second)."""
    from extractor.extraction import extract  # noqa: PLC0415

    return extract(data, name, learned=learned)


def _bytes(path: Path) -> bytes:
    """The file's content. A device or a pipe might never end, and a huge file would fill the memory."""
    status = path.stat()
    if not S_ISREG(status.st_mode):
        raise UnsupportedFormat("不是普通文件。请指定 txt、md、html、docx、doc、pdf 或图片文件")
    if status.st_size > MAX_BYTES:
        sizes = f"{MAX_BYTES >> 20} MiB 的上限（{status.st_size >> 20} MiB）"
        raise OversizedDocument(f"文件超过 {sizes}。请拆分后分别处理。")
    return path.read_bytes()
