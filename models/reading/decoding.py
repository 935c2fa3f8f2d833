"""Scores of stretches to parts: the best first, each where it may stand beside those before it (numpy only)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.reading.labels import apart

Stretch = tuple[float, int, int, int]  # score, label, first place, last place


def likely(scores: NDArray[np.float32], least: float) -> list[Stretch]:
    """Stretches of more than ``least``, best first; ``scores`` is (labels, places, places)."""
    labels, firsts, lasts = np.nonzero(np.triu(scores > least))
    found = [
        (float(scores[label, first, last]), int(label), int(first), int(last))
        for label, first, last in zip(labels, firsts, lasts, strict=True)
    ]
    return sorted(found, reverse=True)


def chosen(
    found: Sequence[Stretch], names: Sequence[str], thresholds: Sequence[float] | NDArray[np.float32]
) -> list[Stretch]:
    """Of stretches those above the threshold of their label that may stand together, the surest first."""
    over = sorted(((one[0] - float(thresholds[one[1]]), one) for one in found), reverse=True)
    kept: list[Stretch] = []
    for above, (score, label, first, last) in over:
        if above <= 0:
            break
        if all(
            not _shares(first, last, a, b) or not apart(names[label], names[other]) for _, other, a, b in kept
        ):
            kept.append((score, label, first, last))
    return kept


def _shares(first: float, last: float, a: int, b: int) -> bool:
    return max(first, a) <= min(last, b)
