"""Per cent or per mille (百分号与千分号): a rate read ten times too high is the dearest misreading there is.

In a whole line the reader takes ‰ for %, or for % and a nought, and is sure of it; seen close by, and drawn out, it sees
the nought. No text sets a figure right after %, so the two together are ‰. Every % is therefore looked at again, at
three widths. What most of them see it is; where they do not all see the same, it is doubtful.
"""

import re
from collections.abc import Callable, Sequence

from extractor.pages.transcription import Character

Look = Callable[[float, float], Sequence[Character]]  # what is read close round a place, drawn out so far

_WIDTHS = (1.5, 2.0, 2.5)
_AGREED, _DIFFER = 0.998, 0.5  # confidence, before calibration
_NOUGHTS = "0oO₀"
_NEAR = 0.75  # of the size, between % and the nought of ‰
_PERMILLE = re.compile(rf"%[{_NOUGHTS}]{{1,2}}(?![\d.])|‰")
_MOST_LOOKS = 30  # of a line


def with_permille(characters: Sequence[Character], look: Look, size: float) -> tuple[Character, ...]:
    """The line's characters with ‰ where it was printed; ``size`` is that of the line's type in pixels."""
    together = _joined(characters, size)
    places = [at for at, one in enumerate(together) if one.text in "%‰"]
    for at in places[:_MOST_LOOKS]:
        one = together[at]
        seen = sum(_is_permille(look(one.middle, width)) for width in _WIDTHS)
        if seen > 1:
            one = one._replace(text="‰", rival="%")
        agreed = seen == (len(_WIDTHS) if one.text == "‰" else 0)
        together[at] = one._replace(confidence=min(one.confidence, _AGREED if agreed else _DIFFER))
    return tuple(together)


def _is_permille(seen: Sequence[Character]) -> bool:
    return _PERMILLE.search("".join(one.text for one in seen)) is not None


def _joined(characters: Sequence[Character], size: float) -> list[Character]:
    """The characters with each % that a nought follows closely, and no other figure, as ‰."""
    joined: list[Character] = []
    for at, one in enumerate(characters):
        after = characters[at + 1].text if at + 1 < len(characters) else ""
        stands_alone = not (after.isascii() and (after.isdigit() or after == "."))
        nought = one.text in _NOUGHTS and stands_alone and not one.spaced
        if nought and joined and joined[-1].text in "%‰" and one.middle - joined[-1].middle <= _NEAR * size:
            joined[-1] = joined[-1]._replace(text="‰", rival="%")
            continue
        joined.append(one)
    return joined
