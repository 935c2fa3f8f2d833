"""Scores of stretches to parts: the best of those of one label that overlap (numpy only)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_OVERLAP = 0.3  # two parts of a label may share this much of the stretch that both cover


def stretches(
    scores: NDArray[np.float32], thresholds: Sequence[float] | NDArray[np.float32]
) -> list[tuple[int, int, int, float]]:
    """(label, first place, last place, score) of each part; ``scores`` is (labels, places, places), best first."""
    found = []
    for label, above in enumerate(thresholds):
        firsts, lasts = np.nonzero(np.triu(scores[label] > above))
        likely = sorted(zip(scores[label][firsts, lasts], firsts, lasts, strict=True), reverse=True)
        kept: list[tuple[int, int, int, float]] = []
        for score, begin, end in likely[:64]:
            first, last = int(begin), int(end)
            if all(_shared(first, last, a, b) < _OVERLAP for _, a, b, _ in kept):
                kept.append((label, first, last, float(score)))
        found.extend(kept)
    return found


def _shared(first: int, last: int, a: int, b: int) -> float:
    return max(0, min(last, b) - max(first, a) + 1) / (max(last, b) - min(first, a) + 1)
