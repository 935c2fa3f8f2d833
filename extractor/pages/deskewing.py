"""A page made flat and straight (校正): the sheet in a photograph, and the lean of its lines.

Everything is one perspective map, kept so that what was read on the straight page can be shown on the page as it is.
"""

from collections.abc import Sequence
from math import atan2, degrees, hypot

import numpy as np
import numpy.typing as npt

from extractor.pages.recognition import Picture, Quad

_SMALL = 800  # pixels of the long side in which the sheet is looked for
_LEAST_SHEET = 0.3  # of the picture
_WHOLE = 0.96  # of the picture: a sheet so large is the picture
_AGAINST = 30  # of 255: by so much the sheet is lighter than what lies round it
_STEEPEST = 15.0  # degrees
_LONG = 6.0  # times its height, of a line whose lean counts
_STRAIGHT = 0.1  # degrees

Matrix = npt.NDArray[np.floating]  # 3 × 3


def find_sheet(picture: Picture) -> Quad | None:
    """The corners of a light sheet of paper that lies on something darker; None where the picture is the sheet."""
    import cv2  # noqa: PLC0415

    scale = min(_SMALL / max(picture.shape[:2]), 1.0)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    level, light = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if not grey[grey > level].size or not grey[grey <= level].size:
        return None
    light = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    share = cv2.contourArea(outline) / (small.shape[0] * small.shape[1])
    corners = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, True), True)
    if len(corners) != 4 or not _LEAST_SHEET <= share <= _WHOLE or not _lies_on_dark(grey, outline):
        return None
    return _clockwise(corners.reshape(4, 2).astype(np.float32) / scale)


def _lies_on_dark(grey: npt.NDArray[np.uint8], outline: npt.NDArray[np.int32]) -> bool:
    import cv2  # noqa: PLC0415

    inside = cv2.drawContours(np.zeros_like(grey), [outline], -1, 255, -1) > 0
    around = ~inside
    return bool(around.any()) and float(np.median(grey[inside])) - float(np.median(grey[around])) >= _AGAINST


def _clockwise(corners: Quad) -> Quad:
    """Corners from the top left one."""
    middle = corners.mean(axis=0)
    turned = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    return np.roll(turned, -int(turned.sum(axis=1).argmin()), axis=0)


def flattened(picture: Picture, sheet: Quad) -> tuple[Picture, Matrix]:
    """The sheet as a picture of its own, and the map from it back to ``picture`` (pixels)."""
    import cv2  # noqa: PLC0415

    def side(one: int, other: int) -> float:
        return hypot(*(sheet[one] - sheet[other]))

    width = max(round(max(side(0, 1), side(3, 2))), 1)
    height = max(round(max(side(0, 3), side(1, 2))), 1)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    back = cv2.getPerspectiveTransform(corners, sheet)
    flat = cv2.warpPerspective(picture, np.linalg.inv(back), (width, height), borderValue=(255, 255, 255))
    return flat, back


def lean(quads: Sequence[Quad]) -> float:
    """By how many degrees the lines of a page fall to the right; 0 where no line is long enough to tell."""
    angles, weights = [], []
    for quad in quads:
        along = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
        width, height = hypot(*along), hypot(*(quad[3] - quad[0]))
        angle = degrees(atan2(float(along[1]), float(along[0])))
        if width >= _LONG * height and abs(angle) <= _STEEPEST:
            angles.append(angle)
            weights.append(width)
    if not angles:
        return 0.0
    order = np.argsort(angles)
    reached = np.cumsum(np.array(weights)[order])
    found = float(np.array(angles)[order][np.searchsorted(reached, reached[-1] / 2)])
    return found if abs(found) >= _STRAIGHT else 0.0


def levelled(picture: Picture, angle: float) -> tuple[Picture, Matrix]:
    """The picture with lines that fall by ``angle`` degrees made level, and the map back (pixels)."""
    import cv2  # noqa: PLC0415

    height, width = picture.shape[:2]
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])
    level = cv2.warpPerspective(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return level, np.linalg.inv(turn)


def turning_back(turns: int, width: int, height: int) -> Matrix:
    """The map from a picture after ``turns`` quarter turns clockwise back to the one of that width and height."""
    if turns % 4 == 1:
        return np.array([[0, 1, 0], [-1, 0, height], [0, 0, 1]], float)
    if turns % 4 == 2:
        return np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], float)
    if turns % 4 == 3:
        return np.array([[0, -1, width], [1, 0, 0], [0, 0, 1]], float)
    return np.eye(3)


def moved(quads: Sequence[Quad], matrix: Matrix) -> list[Quad]:
    """The quads after a map."""
    import cv2  # noqa: PLC0415

    return [
        cv2.perspectiveTransform(quad[None].astype(np.float64), matrix)[0].astype(np.float32)
        for quad in quads
    ]
