"""Speed as ratios measured in one run: ``make bench``.

Two machines, or two moments of one, are not comparable; two rows of one table are. Each figure is the
best of a few turns, and rows that are compared take turns. Work in this process is told in seconds of
the processor, so that a busy machine does not bend it; whole processes in seconds of the clock.
"""

import io
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import docx
import pdfplumber
from rich.console import Console
from rich.table import Table

from extractor.extraction import extract

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "corpora" / "documents"
LENGTHS = (10_000, 100_000, 1_000_000)
TURNS = 3


def main() -> None:
    """Measure everything and print one table for each question."""
    console = Console(width=100)
    console.print(lengths())
    for suffix, rival, name in (
        (".pdf", _pdfplumber_words, "pdfplumber extract_words"),
        (".docx", _docx_paragraphs, "python-docx paragraphs"),
    ):
        files = sorted(DOCUMENTS.glob(f"*{suffix}"))
        if files:
            console.print(beside(files, rival, name))
    console.print(start_up())


def lengths() -> Table:
    """Characters per second, text to records: the same rate at every length means linear time."""
    table = Table("characters", "seconds", "characters/s", "rate beside the shortest", title="text → records")
    base = 0.0
    for length in LENGTHS:
        data = long_text(length).encode()
        seconds = best([partial(extract, data)], 1 if length > 100_000 else TURNS)[0]
        rate = length / seconds
        base = base or rate
        table.add_row(f"{length:,}", f"{seconds:.2f}", f"{rate:,.0f}", f"{rate / base:.2f}×")
    return table


def long_text(length: int) -> str:
    """Our own documents one after another, again and again, each time with other figures."""
    texts = [path.read_text("utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))]
    parts: list[str] = []
    turn, total = 0, 0
    while total < length:
        shifted = str.maketrans("123456789", "".join(str((digit + turn) % 9 + 1) for digit in range(9)))
        parts += [text.translate(shifted) for text in texts]
        total = sum(map(len, parts))
        turn += 1
    return "\n".join(parts)[:length]


def beside(files: Sequence[Path], rival: Callable[[bytes], int], name: str) -> Table:
    """Whole files to records beside another library's bare reading of the same bytes."""
    table = Table("file", "size", "→ records", name, "ours / theirs", title=f"{files[0].suffix} → records")
    for path in files:
        data = path.read_bytes()
        size = rival(data)
        ours, theirs = best([partial(extract, data), partial(rival, data)], TURNS)
        unit = "pages" if path.suffix == ".pdf" else "paragraphs"
        table.add_row(
            path.name,
            f"{size} {unit}",
            f"{size / ours:,.1f} {unit}/s",
            f"{size / theirs:,.1f} {unit}/s",
            f"{theirs / ours:.2f}×",
        )
    return table


def _pdfplumber_words(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            page.extract_words()
        return len(opened.pages)


def _docx_paragraphs(data: bytes) -> int:
    return len([paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs])


def start_up() -> Table:
    """Wall time of whole processes, beside an empty interpreter's."""
    small = DOCUMENTS / "fleet-procurement.txt"
    command = [sys.executable, "-c", "from api.cli import main; main()"]
    runs = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "tiaokuan --help": [*command, "--help"],
        f"tiaokuan extract {small.name}": [*command, "extract", str(small)],
    }
    jobs = [partial(subprocess.run, run, capture_output=True, check=True) for run in runs.values()]
    table = Table("command", "seconds", title="start-up")
    for name, seconds in zip(runs, best(jobs, TURNS, time.perf_counter), strict=True):
        table.add_row(name, f"{seconds:.2f}")
    return table


def best(
    jobs: Sequence[Callable[[], object]], turns: int, clock: Callable[[], float] = time.process_time
) -> list[float]:
    """The shortest time of each job in seconds; the jobs take turns."""
    shortest = [float("inf")] * len(jobs)
    for _ in range(turns):
        for at, job in enumerate(jobs):
            start = clock()
            job()
            shortest[at] = min(shortest[at], clock() - start)
    return shortest


if __name__ == "__main__":
    main()
