"""Figures read a second time (数字复读): where two readings differ, the figure is not called sure.

The reader's probabilities tell of blots and blur, but not of a digit left out of a row of like ones (1000000 read as
100000), of which it is quite sure. Seen alone and at another width, the same figure is another picture to the reader: a
figure that it does not read there again is doubtful. What was read first stays what was read.
"""

import re
from collections.abc import Callable, Sequence

from extractor.pages.transcription import Character

# What is read between two places along the line, drawn out or together to so much of its width.
Look = Callable[[float, float, float], Sequence[Character]]

_DIFFERS = (
    0.5  # confidence, before calibration: of figures that the second reading differed on so many were right
)
_DIGITS = "0-9%‰壹贰叁肆伍陆柒捌玖拾佰仟"
_FIGURE = re.compile(rf"[{_DIGITS}]+(?:[.,:：，．][{_DIGITS}]+)*")
_NARROWER, _WIDER = 0.7, 1.3
_ROW = re.compile(r"(\d)\1\1")  # like digits, of which the reader loses one where they stand close
_AROUND = 1.6  # of the size, before and after the figure
_MOST_LOOKS = 12  # of a line
_ALIKE = str.maketrans(
    {"，": ",", "：": ":", "．": ".", "‰": "%"}
)  # which of % and ‰ it is, is looked at elsewhere


def read_again(characters: Sequence[Character], look: Look, size: float) -> tuple[Character, ...]:
    """The line's characters, those of a figure less sure where a second look at it reads something else."""
    checked = list(characters)
    text = "".join(one.text for one in characters)
    for figure in list(_FIGURE.finditer(text))[:_MOST_LOOKS]:
        first, last = characters[figure.start()], characters[figure.end() - 1]
        width = _WIDER if _ROW.search(figure[0]) else _NARROWER
        part = look(first.middle - _AROUND * size, last.middle + _AROUND * size, width)
        seen = "".join(one.text for one in part)
        if _holds(seen.translate(_ALIKE), figure[0].translate(_ALIKE)):
            continue
        for at in range(figure.start(), figure.end()):
            checked[at] = checked[at]._replace(confidence=min(checked[at].confidence, _DIFFERS))
    return tuple(checked)


def _holds(seen: str, figure: str) -> bool:
    """True where the figure stands in what was seen, and is no part of a longer one."""
    after = "" if figure.endswith("%") else rf"(?![{_DIGITS}])"  # the noughts of ‰ may be seen apart
    return re.search(rf"(?<![{_DIGITS}]){re.escape(figure)}{after}", seen) is not None
