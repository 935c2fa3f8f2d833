"""A scan of two hundred pages (长扫描件评测): seconds a page, memory of all its processes, progress, and cancelling.

``python -m tests.bench.long_scan [--pages 200] [--font zenhei]``. Twenty pages of our documents, sealed, skewed and
noisy at 150 dpi, again and again in one PDF without a text layer.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import islice, pairwise
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from extractor.errors import ReadingCancelled
from extractor.extraction import extract
from extractor.pages.isolation import GIB, Worker
from tests.scans.handing_in import as_pdf, together
from tests.scans.printing import DOCUMENTS, pictures, print_document
from tests.scans.wear import noisy, sealed, skewed

_DPI, _DISTINCT = 150, 20
_CANCELLED_AFTER = 6  # pages
_MIB = 1 << 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Read it all, then begin again and cancel."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--font", default="zenhei")
    given = parser.parse_args(arguments)
    data = document(given.pages, given.font)
    print(f"{given.pages} pages, {len(data) / _MIB:.0f} MiB", flush=True)
    read_whole(data)
    cancel(data)
    return 0


def document(pages: int, font: str) -> bytes:
    """The PDF."""
    printed = (
        picture
        for file in sorted(DOCUMENTS.glob("*.txt"))
        for picture in pictures(print_document(file.stem, font), _DPI)
    )
    worn = [
        noisy(skewed(sealed(picture, seed), seed), seed)
        for seed, picture in enumerate(islice(printed, _DISTINCT))
    ]
    again, rest = divmod(pages, _DISTINCT)
    parts = [as_pdf(worn, _DPI)] * again + ([as_pdf(worn[:rest], _DPI)] if rest else [])
    return together(*parts)


def read_whole(data: bytes) -> None:
    """Read it in a child, as the service does, and print what that took."""
    told: list[tuple[int, float]] = []
    began = perf_counter()

    def hear(done: int, total: int) -> None:
        told.append((done, perf_counter() - began))
        if done % 50 == 0:
            print(f"{done}/{total}: {perf_counter() - began:.0f} s", flush=True)

    with Worker(memory=2 * GIB) as worker, Watch() as watch:
        found = worker.run(extract, data, "scan.pdf", hear)
    seconds = perf_counter() - began
    longest = max(later - before for (_, before), (_, later) in pairwise(told[1:]))
    print(
        f"{found.document.pages} pages in {seconds:.0f} s ({seconds / found.document.pages:.1f} s a page), told of "
        f"{len(told) - 1} pages one by one, at most {longest:.0f} s apart; {len(found.records)} records"
    )
    print(
        f"memory at most {watch.most / _MIB:.0f} MiB in {watch.processes} processes, "
        f"after 20 pages {watch.early(told) / _MIB:.0f} MiB"
    )


def cancel(data: bytes) -> None:
    """Stop it after a few pages, from another thread."""
    enough = Event()
    with Worker(memory=2 * GIB) as worker:
        began = 0.0

        def stop() -> None:
            nonlocal began
            enough.wait()
            began = perf_counter()
            worker.stop()

        Thread(target=stop, daemon=True).start()
        try:
            worker.run(
                extract, data, "scan.pdf", lambda done, _: enough.set() if done >= _CANCELLED_AFTER else None
            )
        except ReadingCancelled:
            left = len(family(os.getpid()))
            print(f"cancelled {perf_counter() - began:.2f} s after it was asked; {left} processes left")


class Watch:
    """The memory of all the children of this process, looked at twice a second."""

    def __init__(self) -> None:
        self.most = self.processes = 0
        self._seen: list[tuple[float, int]] = []
        self._began = perf_counter()
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def early(self, told: Sequence[tuple[int, float]]) -> int:
        """The most until twenty pages were read."""
        until = next((at for done, at in told if done >= _DISTINCT), 0.0)
        return max((held for at, held in self._seen if at <= until), default=0)

    def _look(self) -> None:
        while not self._over.wait(0.5):
            children = family(os.getpid())
            held = sum(map(resident, children))
            self._seen.append((perf_counter() - self._began, held))
            self.most, self.processes = max(self.most, held), max(self.processes, len(children))


def family(parent: int) -> list[int]:
    """The children of a process, and theirs."""
    found = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            children = [int(one) for one in task.read_text("ascii").split()]
        except OSError:
            continue
        found += [one for child in children for one in (child, *family(child))]
    return found


def resident(process: int) -> int:
    """Bytes of its own that a process holds in memory; nothing where it has ended."""
    try:
        _, held, shared, *_ = Path(f"/proc/{process}/statm").read_text("ascii").split()
    except OSError:
        return 0
    return (int(held) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
