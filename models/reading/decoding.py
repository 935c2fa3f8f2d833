"""Scores of stretches to parts: the best first, each where it may stand beside those before it (numpy only).

A part is often certain where its ends are not: many stretches then share its likelihood, each too unlikely by itself. So a
stretch is weighed by its support, the likelihood of all stretches of its label that mean the same part, its own included.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.reading.labels import apart

Stretch = tuple[float, int, int, int]  # support, label, first place, last place

_ALIKE = 0.6  # of what both cover, shared by stretches that mean the same part (the measure of the published annotation)
_OWN = 0.5  # what a stretch's own likelihood counts beside its support where several mean one part
_FAINT = -3.9  # score, a likelihood of 0.02, below which a stretch supports none
_MOST = 300  # stretches of a label that are weighed
# What is right with p adds to F1 where p is above half of F1, which is about 0.9.
_LEAST = 0.45


def chosen(scores: NDArray[np.float32], names: Sequence[str]) -> list[Stretch]:
    """The parts among all stretches, the surest first; ``scores`` is (labels, places, places), above 0 where likely."""
    weighed = sorted(
        (one for label in range(len(names)) for one in _supported(scores[label], label)), reverse=True
    )
    kept: list[Stretch] = []
    for _, support, label, first, last in weighed:
        free = all(
            not _shares(first, last, a, b) or not apart(names[label], names[other]) for _, other, a, b in kept
        )
        if free and support >= _LEAST:
            kept.append((support, label, first, last))
    return kept


def _supported(scores: NDArray[np.float32], label: int) -> list[tuple[float, float, int, int, int]]:
    """Stretches of one label with their weight and support, 0-1."""
    firsts, lasts = (scores > _FAINT).nonzero()
    places = np.stack([firsts, lasts], 1)[firsts <= lasts]
    if not len(places):
        return []
    raw = scores[places[:, 0], places[:, 1]]
    most = np.argsort(-raw, kind="stable")[:_MOST]
    places, own = places[most], 1 / (1 + np.exp(-raw[most]))
    begin, end = places[:, 0], places[:, 1] + 1
    shared = np.minimum(end[:, None], end) - np.maximum(begin[:, None], begin)
    covered = np.maximum(end[:, None], end) - np.minimum(begin[:, None], begin)
    support = np.minimum((shared >= _ALIKE * covered) @ own, 1.0)
    return [
        (float(held + _OWN * alone), float(held), label, int(first), int(last))
        for held, alone, (first, last) in zip(support, own, places, strict=True)
    ]


def _shares(first: int, last: int, a: int, b: int) -> bool:
    return max(first, a) <= min(last, b)
