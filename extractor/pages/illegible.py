"""Ink that no character was read from (无法辨认): a figure whose first digits are blotted must not pass for a smaller one.

The reader leaves out what it cannot make anything of. Where the paper shows ink as high as type between two characters, or
before the first and after the last, the text gets U+FFFD for each character that has room there.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.pages.transcription import Character

LOST = "\ufffd"

_ROOM = 0.6  # of the size: gaps that are narrower hold no character
_INKED = 0.35  # of the size, in columns
_HIGH = 0.35  # of the size: less is a line to be written on, or leader dots
_SOLID = 0.12  # of the gap's area within the height of type
_FIGURE, _SQUARE = 0.3, 0.5  # of the size: half of a figure's width, and of a character's
_MARGIN = 0.4  # of the size, at the ends of the line, where its neighbours may be seen


def with_illegible(
    characters: Sequence[Character], dark: npt.NDArray[Any], size: float
) -> tuple[Character, ...]:
    """The characters of a line with LOST where there is ink between them; ``dark`` is the line's ink."""
    if not characters:
        return ()
    width = float(dark.shape[1])
    starts = [_MARGIN * size, *(one.middle + _half(one.text) * size for one in characters)]
    ends = [*(one.middle - _half(one.text) * size for one in characters), width - _MARGIN * size]
    found: list[Character] = []
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        found += _lost(dark, start, end, size)
        if at < len(characters):
            found.append(characters[at])
    return tuple(found)


def _half(text: str) -> float:
    return _FIGURE if text.isascii() else _SQUARE


def _lost(dark: npt.NDArray[Any], start: float, end: float, size: float) -> Iterator[Character]:
    if end - start < _ROOM * size:
        return
    part = dark[:, round(start) : round(end)]
    columns = np.flatnonzero(part.sum(axis=0) >= 2)
    rows = np.flatnonzero(part.sum(axis=1) >= 2)
    if columns.size < _INKED * size or not rows.size:
        return
    high = rows[-1] - rows[0] + 1
    if high < _HIGH * size or part.sum() < _SOLID * columns.size * size or _is_ruled(part):
        return
    left, right = start + float(columns[0]), start + float(columns[-1]) + 1
    count = max(round((right - left) / size), 1)
    for at in range(count):
        yield Character(LOST, left + (at + 0.5) * (right - left) / count, 0.0)


def _is_ruled(part: npt.NDArray[Any]) -> bool:
    """True where all the ink is long level strokes: the line of a blank, the rule of a table."""
    rows = part.mean(axis=1)
    return float(part[rows > 0.7].sum()) >= 0.7 * float(part.sum())
