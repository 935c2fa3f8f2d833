"""Per cent or per mille (百分号与千分号): a rate read ten times too high is the dearest misreading there is.

In a whole line the reader takes ‰ for % or for % and a nought; seen close by it always sees the nought. No text sets a
figure right after %, so the two together are ‰. Every % is therefore looked at a second time. A ‰ found so is not
called sure: its figure is a finding.
"""

from collections.abc import Callable, Sequence

from extractor.pages.transcription import Character

Look = Callable[[float], Sequence[Character]]  # what is read close round a place along the line

_FOUND = 0.95  # confidence, before calibration
_NOUGHTS = "0oO"
_NEAR = 0.75  # of the size, between % and the nought of ‰
_MOST_LOOKS = 30  # of a line


def with_permille(characters: Sequence[Character], look: Look, size: float) -> tuple[Character, ...]:
    """The line's characters with ‰ where it was printed; ``size`` is that of the line's type in pixels."""
    together = _joined(characters, size)
    places = [at for at, one in enumerate(together) if one.text == "%"]
    for at in places[:_MOST_LOOKS]:
        if any(one.text == "‰" for one in _joined(look(together[at].middle), size)):
            together[at] = _permille(together[at])
    return tuple(together)


def _joined(characters: Sequence[Character], size: float) -> list[Character]:
    """The characters with each % that a nought follows closely, and no other figure, as ‰."""
    joined: list[Character] = []
    for at, one in enumerate(characters):
        after = characters[at + 1].text if at + 1 < len(characters) else ""
        stands_alone = not (after.isascii() and (after.isdigit() or after == "."))
        nought = one.text in _NOUGHTS and stands_alone and not one.spaced
        if nought and joined and joined[-1].text == "%" and one.middle - joined[-1].middle <= _NEAR * size:
            joined[-1] = _permille(joined[-1])
            continue
        joined.append(one)
    return joined


def _permille(one: Character) -> Character:
    return one._replace(text="‰", confidence=min(one.confidence, _FOUND), rival="%")
