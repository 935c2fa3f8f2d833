"""Ruling lines in the picture of a page (图像中的框线): long straight strokes, as tables and blanks are drawn with.

Where characters were read there are no lines: their strokes are taken out first.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extractor.pages.recognition import Picture
from extractor.pages.runs import Run
from extractor.pages.underlines import Rule

_ACROSS, _DOWN = 12.0, 14.0  # points, at least
_THICKEST = 4.0
_MEETING = 4.0  # points between the end of a vertical line and a horizontal one
_GAP = 2.0  # points that a worn line may lack
_MOST = 800  # more are a drawing or a shaded ground
_SMOOTHED = 7  # pixels
_BLOCK = 41  # pixels, of the ground that a stroke is compared with; odd
_DARKER = 22  # of 255
_SOLID = 0.8  # of a line that must be dark
_BODY = (0.86, 0.1)  # of the size, above and below the baseline: where characters stand
_BLANK_ABOVE, _BLANK_BELOW = 0.15, 0.35  # of the size, from the baseline to the line that is to be written on
_LONGEST_BLANK = 220.0  # points
_UNDERSCORE = 0.5  # of the size
_OVER = 0.5  # of the size, that a character may seem to stand over the end of a blank

_Dark = npt.NDArray[np.uint8]


def find_rules(picture: Picture, scale: float, runs: Sequence[Run]) -> list[Rule]:
    """Horizontal and vertical lines of a straight page that holds ``runs``; ``scale`` is points per pixel."""
    import cv2  # noqa: PLC0415

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    across = list(_strokes(_dark(grey, scale, runs, lying=True), scale, _ACROSS, lying=True))
    if not across or len(across) > _MOST:
        return []
    # What reaches from no line to another is the fold of the paper, or its edge.
    dark = _dark(grey, scale, runs, lying=False)
    down = [rule for rule in _strokes(dark, scale, _DOWN, lying=False) if _meets(rule, across)]
    return [*across, *down] if len(down) <= _MOST else across


def _dark(grey: npt.NDArray[np.uint8], scale: float, runs: Sequence[Run], *, lying: bool) -> _Dark:
    """1 where there is ink and no character, the noise smoothed along the strokes and not across."""
    import cv2  # noqa: PLC0415

    smooth = cv2.blur(grey, (_SMOOTHED, 1) if lying else (1, _SMOOTHED))
    mean, inverse = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    dark = np.asarray(cv2.adaptiveThreshold(smooth, 1, mean, inverse, _BLOCK, _DARKER), np.uint8)
    for run in runs:
        top, bottom = run.base - _BODY[0] * run.size, run.base + _BODY[1] * run.size
        edges = (max(round(edge / scale), 0) for edge in (run.left, top, run.right, bottom))
        left, above, right, below = edges
        dark[above:below, left:right] = 0
    return dark


def _strokes(dark: _Dark, scale: float, least: float, *, lying: bool) -> Iterator[Rule]:
    import cv2  # noqa: PLC0415

    length, gap = max(round(least / scale), 3), max(round(_GAP / scale), 1)
    # A line of a scan is a staircase: thickened across, it is one stroke.
    thick = cv2.dilate(dark, _across(3, not lying))
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _across(gap, lying))
    found = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _across(length, lying))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(found)
    for left, top, width, height, _ in boxes[1:count].tolist():
        part = thick[top : top + height, left : left + width]
        solid = float(part.max(axis=0 if lying else 1).mean())
        if (height if lying else width) * scale > _THICKEST or solid < _SOLID:
            continue
        if lying:
            y = (top + height / 2) * scale
            yield left * scale, y, (left + width) * scale, y
        else:
            x = (left + width / 2) * scale
            yield x, top * scale, x, (top + height) * scale


def _across(length: int, lying: bool) -> _Dark:
    """A kernel of one pixel by ``length``."""
    return np.ones((1, length) if lying else (length, 1), np.uint8)


def _meets(rule: Rule, across: Sequence[Rule]) -> bool:
    """True where a vertical line reaches two horizontal ones."""
    x, top, _, bottom = rule
    crossed = [line for line in across if line[0] - _MEETING <= x <= line[2] + _MEETING]
    return sum(top - _MEETING <= line[1] <= bottom + _MEETING for line in crossed) >= 2


def blanks(runs: Sequence[Run], rules: Sequence[Rule]) -> list[Run]:
    """Lines to be written on (空白待填), as the underscores that they are printed with.

    Such a line stands on the baseline of a row with no character above it, and is part of no table.
    """
    down = [rule for rule in rules if rule[0] == rule[2]]
    found = []
    for rule in rules:
        left, y, right, bottom = rule
        if y != bottom or right - left > _LONGEST_BLANK or any(_touches(rule, other) for other in down):
            continue
        row = [run for run in runs if -_BLANK_ABOVE * run.size <= y - run.base <= _BLANK_BELOW * run.size]
        if row and not any(
            run.left < right - _OVER * run.size and run.right > left + _OVER * run.size for run in row
        ):
            found.append(_underscores(left, right, row[0]))
    return found


def _touches(rule: Rule, down: Rule) -> bool:
    left, y, right, _ = rule
    return left - _MEETING <= down[0] <= right + _MEETING and down[1] - _MEETING <= y <= down[3] + _MEETING


def _underscores(left: float, right: float, beside: Run) -> Run:
    count = max(round((right - left) / (_UNDERSCORE * beside.size)), 2)
    places = np.linspace(left, right, count + 1).tolist()
    edges = tuple(edge for at in range(count) for edge in places[at : at + 2])
    return Run("_" * count, edges, bytes(count), left, right, beside.base, beside.size)
