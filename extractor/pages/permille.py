"""Per cent or per mille (百分号与千分号): a rate read ten times too high is the dearest misreading there is.

The reader takes ‰ for % or for % and a nought. No text sets a figure right after %, so the two together are ‰; and a
mark as wide as a Chinese character is ‰, because % is set narrower in every Chinese font. What was chosen by its width
is never called sure.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.pages.transcription import Character

_WIDE = 0.84  # of the size: ‰ is set on a full square, % on half of one or a little more
_BY_WIDTH = 0.6  # confidence, before calibration, in a mark told by its width
_NOUGHTS = "0oO"
_NEAR = 0.75  # of the size, between % and the nought of ‰
_BETWEEN = 0.05  # of the size, between the parts of one mark
_FIGURE, _SQUARE = 0.3, 0.5  # of the size: half of a figure's width, and of a character's


def with_permille(
    characters: Sequence[Character], dark: npt.NDArray[Any], size: float
) -> tuple[Character, ...]:
    """The line's characters with ‰ where it was printed; ``dark`` is the line's ink, ``size`` that of its type."""
    together: list[Character] = []
    for at, one in enumerate(characters):
        if together and one.text in _NOUGHTS and together[-1].text == "%" and not one.spaced:
            following = characters[at + 1].text if at + 1 < len(characters) else ""
            near = one.middle - together[-1].middle <= _NEAR * size
            if near and not (following.isascii() and (following.isdigit() or following == ".")):
                together[-1] = together[-1]._replace(text="‰", confidence=_BY_WIDTH, rival="%")
                continue
        together.append(one)
    if not any(one.text == "%" for one in together):
        return tuple(together)
    ink = np.asarray(dark.sum(axis=0) >= 2)
    return tuple(_by_width(together, at, ink, size) for at in range(len(together)))


def _by_width(characters: Sequence[Character], at: int, ink: npt.NDArray[np.bool_], size: float) -> Character:
    one = characters[at]
    if one.text != "%":
        return one
    low = characters[at - 1].middle + _half(characters[at - 1].text) * size if at else 0.0
    high = (
        len(ink)
        if at + 1 == len(characters)
        else characters[at + 1].middle - _half(characters[at + 1].text) * size
    )
    wide = _extent(ink, round(one.middle), round(low), round(high), max(round(_BETWEEN * size), 1))
    if wide < _WIDE * size:
        return one
    return one._replace(text="‰", confidence=_BY_WIDTH, rival="%", rival_confidence=1 - _BY_WIDTH)


def _half(text: str) -> float:
    return _FIGURE if text.isascii() else _SQUARE


def _extent(ink: npt.NDArray[np.bool_], middle: int, low: int, high: int, gap: int) -> int:
    """How many columns the ink round ``middle`` takes up, between ``low`` and ``high``, without a wider gap."""
    low, high = max(low, 0), min(high, len(ink))
    return _reach(ink[max(middle, low) : high], gap) + _reach(ink[low : max(middle, low)][::-1], gap)


def _reach(ink: npt.NDArray[np.bool_], gap: int) -> int:
    last = 0
    for at, inked in enumerate(ink.tolist(), 1):
        if inked:
            last = at
        elif at - last > gap + 1:
            break
    return last
