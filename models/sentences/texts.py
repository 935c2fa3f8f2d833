"""Our own texts over which the means are taken. Used by the build and the measurements only."""

from pathlib import Path

ORDINARY = Path(__file__).parent / "ordinary.txt"
DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
_SHORTEST = 8  # characters of a line of a document that says something


def ordinary_sentences() -> list[str]:
    """What people report and ask, written for this, one a line."""
    return ORDINARY.read_text("utf-8").splitlines()


def clauses() -> list[str]:
    """Every line of our own documents that is long enough to say something, without repeats, in order."""
    lines = [line.strip() for path in sorted(DOCUMENTS.glob("*.txt")) for line in path.open(encoding="utf-8")]
    return list(dict.fromkeys(line for line in lines if len(line) >= _SHORTEST))
