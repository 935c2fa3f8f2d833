"""Seals and handwriting on a page (印章与手写): coloured ink, where it lies, and the page without it.

A seal laid over black type is printed in one ink. In the channel of its own colour the ink is as light as the paper
and the type stays dark, so only there, where it lies, the page is read in that channel; a heading in colour elsewhere
stays what it is. On a grey or black-and-white scan nothing tells a seal from type: what it hides is then doubtful by
the recognition's own confidence.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.pages.recognition import Picture

_HUE = 45  # of 255: by so much the ink's own channel is above the others
_CHANNELS = (2, 0)  # red and blue, as pictures are held
_SEAL_SIDES = (12.0, 62.0)  # millimetres: private seals to the largest official ones
_SEAL_FORM = 2.6  # of its sides, at most: oval seals of departments among them
_LEAST_INK = 0.04  # of its box
_HAND_SIDES = (4.0, 120.0)  # millimetres
_MOST_FILLED = 0.5  # of its box, for handwriting
_MILLIMETRE = 72 / 25.4  # points
_LARGEST = 1200  # pixels of the long side in which coloured ink is looked for
_ROOM = 0.06  # of a seal's sides, around it


class Ink(StrEnum):
    """What coloured ink on a page is."""

    SEAL = "seal"
    HANDWRITING = "handwriting"


class Stain(NamedTuple):
    """Coloured ink: its box in pixels, and the channel in which it vanishes."""

    ink: Ink
    left: int
    top: int
    right: int
    bottom: int
    channel: int

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies in the box."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def find_stains(picture: Picture, points_per_pixel: float) -> list[Stain]:
    """Seals, and blue writing, of the picture."""
    import cv2  # noqa: PLC0415

    scale = min(_LARGEST / max(picture.shape[:2]), 1.0)
    size = max(round(picture.shape[1] * scale), 1), max(round(picture.shape[0] * scale), 1)
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.int16)
    per_millimetre = scale * _MILLIMETRE / points_per_pixel
    found = []
    for channel in _CHANNELS:
        others = small[:, :, [one for one in range(3) if one != channel]].max(axis=2)
        coloured = (small[:, :, channel] - others > _HUE).astype(np.uint8)
        found += _stains(coloured, channel, per_millimetre, scale)
    return [one for one in found if not any(other is not one and _covers(other, one) for other in found)]


def _covers(larger: Stain, smaller: Stain) -> bool:
    """True where the middle of one lies in the other: the star in a round seal."""
    middle = (smaller.left + smaller.right) / 2, (smaller.top + smaller.bottom) / 2
    wider = larger.right - larger.left > smaller.right - smaller.left
    return wider and larger.channel == smaller.channel and larger.holds(*middle)


def _stains(coloured: npt.NDArray[np.uint8], channel: int, unit: float, scale: float) -> list[Stain]:
    import cv2  # noqa: PLC0415

    reach = max(round(2.5 * unit), 3)  # the strokes and letters of one seal lie so near to each other
    joined = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for left, top, width, height, _ in boxes[1:count].tolist():
        ink = float(coloured[top : top + height, left : left + width].mean())
        kind = _kind(width / unit, height / unit, ink, channel)
        if kind is not None:
            across, down = _ROOM * width, _ROOM * height
            start = max(round((left - across) / scale), 0), max(round((top - down) / scale), 0)
            end = round((left + width + across) / scale), round((top + height + down) / scale)
            found.append(Stain(kind, *start, *end, channel))
    return found


def _kind(width: float, height: float, ink: float, channel: int) -> Ink | None:
    """What ink of that size (millimetres) and density is."""
    shorter, longer = sorted((width, height))
    if _SEAL_SIDES[0] <= shorter and longer <= _SEAL_SIDES[1] and longer <= _SEAL_FORM * shorter:
        return Ink.SEAL if ink >= _LEAST_INK else None
    written = _HAND_SIDES[0] <= shorter and longer <= _HAND_SIDES[1] and ink <= _MOST_FILLED
    return Ink.HANDWRITING if channel == 0 and written and ink >= _LEAST_INK else None


def without_seals(picture: Picture, stains: list[Stain]) -> Picture:
    """The picture with the ink of its seals as light as the paper; where there is no seal, the same picture."""
    seals = [stain for stain in stains if stain.ink is Ink.SEAL]
    if not seals:
        return picture
    cleaned = picture.copy()
    for seal in seals:
        part = cleaned[seal.top : seal.bottom, seal.left : seal.right]
        own = part[:, :, seal.channel].astype(np.int16)
        others = part[:, :, [one for one in range(3) if one != seal.channel]].max(axis=2).astype(np.int16)
        inked = own[own - others > _HUE]
        if not inked.size:
            continue
        # What the ink is in its own channel becomes the white of the paper; type stays as dark as it is.
        lightest = max(float(np.percentile(inked, 25)), 64.0)
        part[:] = np.clip(own * (255.0 / lightest), 0, 255).astype(np.uint8)[:, :, None]
    return cleaned
