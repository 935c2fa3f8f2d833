"""Which way up a page is (页面方向): quarter turns that make its lines run from left to right."""

from collections.abc import Sequence

import numpy as np

from extractor.pages.recognition import Picture, Quad, Recogniser

_ASKED = 4  # lines that are read both ways up
_SURE = 0.93  # of a line that stands upright, at least
_CLEARLY = 0.05


def quarter_turns(recogniser: Recogniser, picture: Picture, quads: Sequence[Quad]) -> int:
    """How many quarter turns, clockwise, bring the page upright; 0 where it is, or where nothing tells."""
    if not quads:
        return 0
    along = [_sides(quad) for quad in quads]
    lying = sum(width - height for width, height in along)
    if lying >= 0:
        return 2 if _is_upside_down(recogniser, picture, quads) else 0
    turned = turned_picture(picture, 1)
    return 3 if _is_upside_down(recogniser, turned, recogniser.find(turned)) else 1


def turned_picture(picture: Picture, turns: int) -> Picture:
    """The picture after that many quarter turns, clockwise."""
    return np.ascontiguousarray(np.rot90(picture, -turns)) if turns % 4 else picture


def _sides(quad: Quad) -> tuple[float, float]:
    spread = quad.max(axis=0) - quad.min(axis=0)
    return float(spread[0]), float(spread[1])


def _is_upside_down(recogniser: Recogniser, picture: Picture, quads: Sequence[Quad]) -> bool:
    """True where the longest lines are read with more confidence the other way up."""
    longest = sorted(quads, key=lambda quad: -_sides(quad)[0])[:_ASKED]
    upright = _confidence(recogniser, picture, longest)
    if upright >= _SURE or not longest:
        return False
    turned = [np.roll(quad, 2, axis=0) for quad in longest]  # the corners from the other end
    return _confidence(recogniser, picture, turned) > upright + _CLEARLY


def _confidence(recogniser: Recogniser, picture: Picture, quads: Sequence[Quad]) -> float:
    lines = recogniser.read(picture, quads)
    return sum(line.confidence for line in lines) / max(len(lines), 1)
