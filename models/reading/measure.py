"""What reading costs: ``OPENBLAS_NUM_THREADS=1 python -m models.reading.measure``, on one core.

Seconds of the processor for 20,000 characters of our own documents, cut into units at 。 and ； (the lead-in of a list is
left out, which costs a tenth more), and the memory of the process.
"""

import re
import resource
import time
from pathlib import Path

from models.reading import Reader, Unit

_DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
_CHARACTERS = 20_000
_TURNS = 5


def some_units() -> list[Unit]:
    """Units of our own documents, 20,000 characters in all."""
    units: list[Unit] = []
    left = _CHARACTERS
    for file in sorted(_DOCUMENTS.glob("*.txt")):
        for text in re.split(r"[。；\n]", file.read_text("utf-8")):
            words = "".join(text.split())[:left]
            if words:
                units.append(Unit(words))
                left -= len(words)
    return units


def main() -> None:
    """Print seconds and memory."""
    units, reader = some_units(), Reader()
    begun = time.process_time()
    reader.read(units[:1])
    print(f"start {time.process_time() - begun:.2f} s")
    turns = []
    for _ in range(_TURNS):
        begun = time.process_time()
        reader.read(units)
        turns.append(time.process_time() - begun)
    print(
        f"{len(units)} units, {_CHARACTERS} characters: {min(turns):.2f} s at best, {sorted(turns)[_TURNS // 2]:.2f} s mostly"
    )
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")


if __name__ == "__main__":
    main()
