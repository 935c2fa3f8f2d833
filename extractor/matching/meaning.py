"""Order by meaning (语义相近): among matches that are open, those whose clause means what the event tells come first.

Sentence vectors (``models.sentences``) know words that no lexicon has, and cannot tell 负责 from 不负责: they move a match
within what is possible, and never make or take a verdict. Where they are not installed the order is the lexicon's.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

import numpy as np

from extractor.claim import Event
from extractor.determination import CoverageMatch, CoverageStatus, ExclusionMatch, ExclusionStatus
from models.sentences import Encoder, available

_Match = TypeVar("_Match", CoverageMatch, ExclusionMatch)

_SHARE = 0.2  # of the likeness (-1 to 1) in a score; more makes the order worse (measured)
_MOST = 24  # open matches whose clauses are read
_BOUNDS = (0.3, 0.69)  # scores of what is possible
_OPEN = (CoverageStatus.POSSIBLE, ExclusionStatus.POSSIBLE)


def by_meaning(event: Event, matches: Sequence[_Match]) -> tuple[_Match, ...]:
    """``matches``, best first, with the open ones ordered by the lexicon and the vectors together."""
    ordered = sorted(matches, key=_rank)
    told = "，".join(part for part in (event.cause, event.description) if part)
    read = [match for match in ordered if match.status in _OPEN][:_MOST]
    if not told or len(read) < 2 or not available():
        return tuple(ordered)
    likeness = (
        _vectors((told,), "query")[0] @ _vectors(tuple(match.source.quote for match in read), "passage").T
    )
    moved = {id(match): _moved(match, float(alike)) for match, alike in zip(read, likeness, strict=True)}
    return tuple(sorted((moved.get(id(match), match) for match in ordered), key=_rank))


def _moved(match: _Match, likeness: float) -> _Match:
    low, high = _BOUNDS
    return replace(match, score=round(min(max(match.score + _SHARE * likeness, low), high), 4))


def _rank(match: _Match) -> tuple[float, int]:
    return -match.score, match.source.span.start


def _vectors(texts: tuple[str, ...], kind: str) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return np.stack([_vector(text, kind) for text in texts])


@lru_cache(maxsize=4096)
def _vector(text: str, kind: str) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """One text at a time: the same vector in any batch, and a clause is read once for many claims."""
    vector: np.ndarray[tuple[int], np.dtype[np.float32]] = Encoder().vectors(
        [text], kind="query" if kind == "query" else "passage"
    )[0]
    return vector
