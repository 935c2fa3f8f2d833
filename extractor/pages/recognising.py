"""Many scanned pages, recognised in parallel processes (并行识别).

Pictures are handed over one by one and no more are held than there are processes, so that two hundred pages take the
memory of a few. Each process is a child with limits of its own: a page that brings it down is told of, and the
others are read.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import NamedTuple

from extractor.errors import ReadingStopped
from extractor.pages.isolation import GIB, PAGE_SECONDS, PROCESSES, Worker
from extractor.pages.progress import tell
from extractor.pages.recognition import Picture, is_available
from extractor.pages.scanned import Scan, read_picture, read_raw

_PAGE_MEMORY = 2 * GIB
_MOST_PROCESSES = 8

NOT_INSTALLED = "未安装文字识别组件（rapidocr），图像中的文字未读取。请重新安装本程序后再试。"


class Sight(NamedTuple):
    """A page to be recognised, as it is shown."""

    picture: Picture
    width: float  # points


class Unrecognised(NamedTuple):
    """Why a page could not be recognised, in Chinese."""

    reason: str


def recognise(numbers: Sequence[int], look: Callable[[int], Sight]) -> dict[int, Scan | Unrecognised]:
    """What each of the pages holds. ``look`` draws one; it is called in this thread, one page after the other."""
    if not numbers:
        return {}
    if not is_available():
        return {number: Unrecognised(NOT_INSTALLED) for number in numbers}
    tell(0, len(numbers))
    if len(numbers) == 1:
        sight = look(numbers[0])
        scan = read_picture(sight.picture, width=sight.width)
        tell(1, 1)
        return {numbers[0]: scan}
    return dict(_in_parallel(numbers, look))


def processes() -> int:
    """How many pages are recognised at a time: as the environment says, else one for each processor."""
    said = os.environ.get(PROCESSES, "")
    wanted = int(said) if said.isdigit() else 0
    return min(wanted or len(os.sched_getaffinity(0)), _MOST_PROCESSES)


def _in_parallel(
    numbers: Sequence[int], look: Callable[[int], Sight]
) -> Iterator[tuple[int, Scan | Unrecognised]]:
    count = min(processes(), len(numbers))
    workers = [Worker(seconds=PAGE_SECONDS, memory=_PAGE_MEMORY) for _ in range(count)]
    free: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        free.put(worker)
    running: dict[int, Future[Scan | Unrecognised]] = {}
    done = 0
    with ThreadPoolExecutor(count) as pool:
        try:
            for number in numbers:
                worker = free.get()  # waits until one has ended, so that only a few pictures are held
                for finished in _taken(running):
                    done += 1
                    tell(done, len(numbers))
                    yield finished
                running[number] = pool.submit(_read_in, worker, look(number), free)
            for number, future in sorted(running.items()):
                result = future.result()
                done += 1
                tell(done, len(numbers))
                yield number, result
        finally:
            for worker in workers:
                worker.stop()
            pool.shutdown(cancel_futures=True)
            for worker in workers:
                worker.close()


def _taken(
    running: dict[int, Future[Scan | Unrecognised]],
) -> Iterable[tuple[int, Scan | Unrecognised]]:
    """Those that have ended, taken out."""
    ended = [number for number, future in running.items() if future.done()]
    return [(number, running.pop(number).result()) for number in ended]


def _read_in(worker: Worker, sight: Sight, free: "SimpleQueue[Worker]") -> Scan | Unrecognised:
    height, width = sight.picture.shape[:2]
    job = partial(read_raw, shape=(height, width), width=sight.width)
    try:
        return worker.run(job, sight.picture.tobytes())
    except ReadingStopped as stopped:
        return Unrecognised(str(stopped))
    finally:
        free.put(worker)
