"""How long two documents take side by side, and one document among a thousand: ``python -m tests.bench.comparing``.

The documents are read beforehand. A is our own documents one after another; its version has one line in twenty
gone, one in ten with other figures, one in twenty shortened, and some moved; the stranger is as long and has
other figures in another order of documents.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from rich.console import Console
from rich.table import Table

from extractor.comparison import compare
from extractor.comparison.alignment import align
from extractor.comparison.changes.noise import canonical
from extractor.comparison.library import Profile, nearest, profile
from extractor.comparison.passages import read_passages
from extractor.extraction import extract
from extractor.records import Extraction
from tests.bench.__main__ import DOCUMENTS, TURNS, best, long_text

LENGTHS = (5_000, 20_000, 80_000)
SIZES = (10, 100, 1_000)


def main() -> None:
    """Measure both and print a table for each."""
    console = Console(width=110)
    console.print(pairs())
    console.print(searched())


def pairs() -> Table:
    """Seconds for two documents, of which alignment; a version of the same and a stranger."""
    table = Table(
        "characters", "passages", "version", "of it aligned", "per character", "stranger", "of it aligned", "per character",
        title="two documents side by side (seconds)",
    )  # fmt: skip
    base: list[float] = []
    for length in LENGTHS:
        text = long_text(2 * length)
        own = extract(text[:length].encode())
        others = [extract(version(text[:length]).encode()), extract(text[length:].encode())]
        jobs = [
            job for other in others for job in (partial(compare, own, other), partial(aligned, own, other))
        ]
        seconds = best([partial(forgetful, job) for job in jobs], TURNS)
        base = base or [seconds[0] / length, seconds[2] / length]
        cells = [
            f"{value:.3f}" if at % 3 < 2 else f"{value:.2f}×"
            for at, value in enumerate(
                [*seconds[:2], seconds[0] / length / base[0], *seconds[2:], seconds[2] / length / base[1]]
            )
        ]
        table.add_row(f"{length:,}", f"{len(read_passages(own)):,}", *cells)
    return table


def version(text: str) -> str:
    """The text as a later version might have it."""
    chance, lines = random.Random(1), []
    for line in text.split("\n"):
        kind, half = chance.random(), len(line) // 2
        figures = re.sub(r"\d", lambda _: str(chance.randrange(1, 10)), line)
        later = figures if kind < 0.15 else line[:half] + line[half + 6 :] if kind < 0.2 else line
        if kind >= 0.05:
            lines.insert(len(lines) if kind < 0.98 else max(len(lines) - 20, 0), later)
    return "\n".join(lines)


def aligned(a: Extraction, b: Extraction) -> object:
    """The alignment alone."""
    return align(read_passages(a), read_passages(b))


def forgetful(job: Callable[[], object]) -> object:
    """Done with nothing remembered of the texts."""
    canonical.cache_clear()
    return job()


def searched() -> Table:
    """Seconds to find a document's place in libraries of growing size."""
    table = Table(
        "wordings",
        "passages",
        "seconds",
        "beside the smallest",
        "a profile (bytes)",
        title="one document against a library",
    )
    extractions = [extract(path.read_bytes()) for path in sorted(DOCUMENTS.glob("*.txt"))]
    library = shelf(extractions, SIZES[-1])
    own = profile(extractions[0])
    keys = list(library)
    jobs = [partial(nearest, own, {key: library[key] for key in keys[:size]}) for size in SIZES]
    seconds = best(jobs, TURNS)
    for size, spent in zip(SIZES, seconds, strict=True):
        held = [library[key] for key in keys[:size]]
        kept = sum(len(each.exact) + len(each.sketches) for each in held) // size
        passages = sum(len(each.paths) for each in held)
        table.add_row(f"{size:,}", f"{passages:,}", f"{spent:.3f}", f"{spent / seconds[0]:.1f}×", f"{kept:,}")
    return table


def shelf(extractions: Sequence[Extraction], count: int) -> dict[str, Profile]:
    """Profiles of ``count`` wordings, each one of the documents without a third of its paragraphs."""
    chance = random.Random(2)
    return {
        f"wording {number}": profile(_thinned(chance.choice(extractions), chance)) for number in range(count)
    }


def _thinned(extraction: Extraction, chance: random.Random) -> Extraction:
    nodes = tuple(
        replace(node, paragraphs=tuple(span for span in node.paragraphs if chance.random() > 1 / 3))
        for node in extraction.document.nodes
    )
    return replace(extraction, document=replace(extraction.document, nodes=nodes))


if __name__ == "__main__":
    main()
