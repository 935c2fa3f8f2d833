"""How well papers are told by meaning: ``python -m tests.adjustment.paper_measure`` prints precision and recall.

The pairs of ``pairs.yaml`` were written before the dictionary. ``seen`` was used to mend it; ``unseen`` was not.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from extractor.adjustment.papers.matching import ENOUGH, likeness

_PAIRS = Path(__file__).with_name("pairs.yaml")


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision and recall over ``pairs`` pairs; ``wrong`` are those told wrongly."""

    pairs: int
    precision: float
    recall: float
    wrong: tuple[tuple[str, str, bool], ...]


@lru_cache(maxsize=1)
def read_pairs() -> dict[str, list[tuple[str, str, bool]]]:
    """The pairs by part: paper asked, paper named, same."""
    parts = yaml.safe_load(_PAIRS.read_text("utf-8"))
    return {part: [tuple(pair) for pair in pairs] for part, pairs in parts.items()}


def measured(part: str) -> Measure:
    """The measure over one part."""
    pairs = read_pairs()[part]
    told = [(likeness(asked, named) >= ENOUGH, same) for asked, named, same in pairs]
    right = sum(one and same for one, same in told)
    claimed = sum(one for one, _ in told)
    there = sum(same for _, same in told)
    wrong = tuple(pair for pair, (one, same) in zip(pairs, told, strict=True) if one != same)
    return Measure(len(pairs), right / claimed, right / there, wrong)


def main() -> None:
    """Print the measure of each part."""
    for part in read_pairs():
        measure = measured(part)
        print(
            f"{part}: {measure.pairs} pairs, precision {measure.precision:.3f}, recall {measure.recall:.3f}"
        )
        for asked, named, same in measure.wrong:
            print(f"  {asked} | {named} | {'same' if same else 'not the same'}")


if __name__ == "__main__":
    main()
