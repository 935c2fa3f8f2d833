"""Files of the published annotation (ETIP): words of a sentence and its elements."""

from pathlib import Path

Marked = tuple[list[str], list[tuple[int, int, str]]]


def read_marked(path: Path) -> list[Marked]:
    """Sentences of a file of the published annotation: words, and (first word, after the last, label)."""
    found: list[Marked] = []
    for line in path.read_text("utf-8").splitlines():
        if "G#" in line and found:
            for mark in line.split("|"):
                place, label = mark.split("G#")
                first, last = place.split(",")
                found[-1][1].append((int(first), int(last), label.strip()))
        elif line.strip():
            found.append((line.split(), []))
    return found
