"""Ruling lines in the picture of a page (图像中的框线): long straight strokes, as tables are drawn with."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.pages.recognition import Picture
from extractor.pages.underlines import Rule

_ACROSS = 36.0  # points: longer than the longest stroke of a character
_DOWN = 15.0
_THICKEST = 5.0
_MEETING = 4.0  # points between the end of a vertical line and a horizontal one
_GAP = 5.0  # points that a worn line may lack
_MOST = 800  # more are a drawing or a shaded ground
_BLOCK = 41  # pixels, of the ground that a stroke is compared with; odd
_DARKER = 18  # of 255


class Rules(NamedTuple):
    """Lines in points, as :mod:`extractor.pages.ruled` takes them."""

    across: list[Rule]
    down: list[Rule]


def find_rules(picture: Picture, scale: float) -> list[Rule]:
    """Horizontal and vertical lines of a straight page; ``scale`` is points per pixel."""
    import cv2  # noqa: PLC0415

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _DARKER
    )
    across = _strokes(dark, scale, _ACROSS, lying=True)
    if not across or len(across) > _MOST:
        return []
    # What stands between no two lines is a stroke of a character, or the fold of the paper.
    down = [rule for rule in _strokes(dark, scale, _DOWN, lying=False) if _meets(rule, across)]
    return [*across, *down] if len(down) <= _MOST else across


def _strokes(dark: npt.NDArray[np.uint8], scale: float, least: float, *, lying: bool) -> list[Rule]:
    import cv2  # noqa: PLC0415

    length, gap = max(round(least / scale), 3), max(round(_GAP / scale), 1)
    closing = (gap, 1) if lying else (1, gap)
    opening = (length, 1) if lying else (1, length)
    # A line of a scan is a staircase: thickened across, it is one stroke.
    thick = cv2.dilate(dark, np.ones((3, 1) if lying else (1, 3), np.uint8))
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones(closing[::-1], np.uint8))
    found = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(opening[::-1], np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(found)
    rules = []
    for left, top, width, height, _ in boxes[1:count].tolist():
        thickness = (height if lying else width) * scale
        if thickness > _THICKEST:
            continue
        if lying:
            y = (top + height / 2) * scale
            rules.append((left * scale, y, (left + width) * scale, y))
        else:
            x = (left + width / 2) * scale
            rules.append((x, top * scale, x, (top + height) * scale))
    return rules


def _meets(rule: Rule, across: list[Rule]) -> bool:
    """True where a vertical line begins or ends at horizontal ones."""
    x, top, _, bottom = rule
    crossed = [line for line in across if line[0] - _MEETING <= x <= line[2] + _MEETING]
    return sum(top - _MEETING <= line[1] <= bottom + _MEETING for line in crossed) >= 2
