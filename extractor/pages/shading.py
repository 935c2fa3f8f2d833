"""Characters of a PDF on a shaded ground (底纹、背景突出显示): a filled rectangle behind them that is not white."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.pages.glyphs import Frame
from extractor.pages.runs import Run

_MOST_OBJECTS = 50_000
_MOST_GROUNDS = 2_000  # more are a drawing
_LOWEST = 5.0  # points: less is a line
_LARGEST = 0.5  # of the page: more is its background
_MOST_CORNERS = 10
_NEARLY_WHITE = 250  # of 255, the darkest of the three colours
_CLEAR = 16  # of 255, below it the ground is not seen
_MIDDLE = 0.35  # of the size: the middle of a character above its baseline


class _Ground(NamedTuple):
    """A filled rectangle: points from the top left corner of the page as it is read."""

    left: float
    top: float
    right: float
    bottom: float
    shaded: bool


def shaded(runs: Sequence[Run], page: Any, frame: Frame) -> list[Run]:
    """The runs with the characters marked whose topmost ground on ``page`` (pdfium's) is shaded."""
    grounds = list(_grounds(page, frame))
    if len(grounds) > _MOST_GROUNDS or not any(ground.shaded for ground in grounds):
        return list(runs)
    return [_marked(run, grounds) for run in runs]


def _marked(run: Run, grounds: Sequence[_Ground]) -> Run:
    height = run.base - _MIDDLE * run.size
    behind = [
        ground
        for ground in grounds
        if ground.top <= height <= ground.bottom and ground.left < run.right and ground.right > run.left
    ]
    if not behind:
        return run
    marks = bytearray(run.marks)
    for at, (left, right) in enumerate(zip(run.edges[::2], run.edges[1::2], strict=True)):
        under = [ground.shaded for ground in behind if ground.left <= (left + right) / 2 <= ground.right]
        marks[at] |= bool(under) and under[-1]
    return run._replace(marks=bytes(marks))


def _grounds(page: Any, frame: Frame) -> Iterator[_Ground]:
    """The filled rectangles of the page in the order in which they are drawn; those inside forms are left out."""
    across, along = frame.size
    for at in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        shape = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH or not _is_filled(shape):
            continue
        left, top, right, bottom = _bounds(shape, frame)
        if bottom - top >= _LOWEST and (right - left) * (bottom - top) <= _LARGEST * across * along:
            yield _Ground(left, top, right, bottom, _is_shaded(shape))


def _is_filled(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value) and pdfium.FPDFPath_CountSegments(path) <= _MOST_CORNERS


def _bounds(path: Any, frame: Frame) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    x0, y0 = frame.placed(left.value, bottom.value)
    x1, y1 = frame.placed(right.value, top.value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_shaded(path: Any) -> bool:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, opacity):
        return False
    return min(red.value, green.value, blue.value) < _NEARLY_WHITE and opacity.value >= _CLEAR
