"""Recognised lines to runs of characters in points (识别结果成行).

The size of type comes from the distance between Chinese characters, which is set evenly, not from the height of the
boxes, which differs with the letters in them. The finder may part one printed line, or see its end twice: characters
of one row are put together first, and parted where the paper shows a wide gap.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from statistics import fmean, median
from typing import NamedTuple

from extractor.pages.calibration import correctness
from extractor.pages.recognition import BOX_PER_SIZE, RecognisedLine
from extractor.pages.runs import Run, doubt_mark

_INK_PER_SIZE, _FIGURE_INK = (
    0.92,
    0.82,
)  # height of the ink by the size; of figures, by that of Chinese characters
_HIGHEST_PITCH = 1.15  # of the box's height: characters further apart are spaced out
_FEWEST_PAIRS, _MANY_PAIRS = 3, 8
_LEAST_FIGURES = 0.85  # of the usual size
_FEW, _FEW_ALIKE = 3, 0.15  # characters, whose size is known less well
_ALIKE = 0.09  # between sizes that are one
_ONE_ROW = 0.14  # between sizes on one row
_SAME_ROW = 0.45  # of the size, between middles
_MIDDLE = 0.38  # of the size, above the baseline
_WIDEST_GAP = 1.2  # of the size; beyond it another cell or column begins
_WORD_SPACE = 0.38  # of the size, between Chinese characters, whose places are known to a quarter of it
_SPACE = 0.7  # of the size: a gap that is a space, whatever was read
_SEEN_TWICE = 0.35  # of the size
_HALF_WIDTH = 0.52
_NARROW = "iljtfrI.,:;'|!-()[]/"
_LEFT_HALF = "，。；：、！？）》”’】〉」』"  # their ink stands at the left of their square
_RIGHT_HALF = "（《“‘【〈「『"


class _Glyph(NamedTuple):
    """A character on the straight page, in points."""

    text: str
    left: float
    right: float
    middle: float
    doubt: int
    spaced: bool


class _Row(NamedTuple):
    glyphs: list[_Glyph]
    height: float  # of its middle, from the top of the page
    size: float


def lettered(lines: Sequence[RecognisedLine], scale: float) -> list[Run]:
    """The runs of a straight page; ``scale`` is points per pixel. ``marks`` tell how doubtful characters are."""
    read = [line for line in lines if line.characters]
    sizes = _sizes(read)
    rows = _rows([_row(line, size, scale) for line, size in zip(read, sizes, strict=True)])
    return [run for row in rows for run in _runs(row)]


def _sizes(lines: Sequence[RecognisedLine]) -> list[float]:
    """The size of each line's type in pixels; lines near the page's usual size have that one."""
    pitches = [_pitch(line) for line in lines]
    # How high the ink of this page's type is: it tells the size where a line is too short for its pitch to.
    known = [
        line.ink / pitch for line, (pitch, pairs) in zip(lines, pitches, strict=True) if pairs >= _MANY_PAIRS
    ]
    high = median(known) if known else _INK_PER_SIZE
    own = [_size(line, *pitch, high) for line, pitch in zip(lines, pitches, strict=True)]
    weights = [size for size, line in zip(own, lines, strict=True) for _ in line.characters]
    usual = median(weights) if weights else 0.0
    alike = [_ALIKE if len(line.characters) > _FEW else _FEW_ALIKE for line in lines]
    # Figures alone are never taken for small type: raised, they would be another value (100 and ¹⁰⁰).
    least = [
        0.0 if any(_is_square(one.text) for one in line.characters) else _LEAST_FIGURES for line in lines
    ]
    return [
        usual if abs(size - usual) <= near * usual else max(size, low * usual)
        for size, near, low in zip(own, alike, least, strict=True)
    ]


def _pitch(line: RecognisedLine) -> tuple[float, int]:
    """The distance between Chinese characters, and between how many of them it was measured."""
    steps = [
        after.middle - before.middle
        for before, after in pairwise(line.characters)
        if _is_square(before.text) and _is_square(after.text)
    ]
    return (_mean_near_median(steps), len(steps)) if steps else (0.0, 0)


def _size(line: RecognisedLine, pitch: float, pairs: int, high: float) -> float:
    height = float(hypot(*(line.quad[3] - line.quad[0])))
    even = 0 < pitch <= _HIGHEST_PITCH * height
    if even and pairs >= _MANY_PAIRS:
        return pitch
    tall = any(_is_square(one.text) for one in line.characters)
    by_ink = line.ink / (high if tall else high * _FIGURE_INK)
    if not by_ink or (even and pairs >= _FEWEST_PAIRS and not 0.75 <= by_ink / pitch <= 1.33):
        return pitch if even else height / BOX_PER_SIZE
    return min(by_ink, height / BOX_PER_SIZE * 1.1)


def _mean_near_median(steps: Sequence[float]) -> float:
    """The mean without gaps between words: single steps are known to a quarter of a character only."""
    middle = median(steps)
    return fmean([step for step in steps if abs(step - middle) <= 0.4 * middle])


def _is_square(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"


def _row(line: RecognisedLine, size: float, scale: float) -> _Row:
    start = (line.quad[0] + line.quad[3]) / 2
    along = (line.quad[1] + line.quad[2]) / 2 - start
    slope = float(along[0]) / max(line.width, 1.0)
    glyphs = []
    for one in line.characters:
        middle = float(start[0]) + one.middle * slope
        before, after = _halves(one.text)
        doubt = doubt_mark(correctness(one.confidence))
        left, right = middle - before * size, middle + after * size
        glyphs.append(_Glyph(one.text, left * scale, right * scale, middle * scale, doubt, one.spaced))
    return _Row(glyphs, float(start[1] + along[1] / 2) * scale, size * scale)


def _halves(text: str) -> tuple[float, float]:
    """Room left and right of the middle of a character's ink, of the size."""
    if text in _LEFT_HALF:
        return 0.25, 0.75
    if text in _RIGHT_HALF:
        return 0.75, 0.25
    if text.isascii():
        half = (0.3 if text in _NARROW else _HALF_WIDTH) / 2
        return half, half
    return 0.5, 0.5


def _rows(rows: Sequence[_Row]) -> list[_Row]:
    """Rows of one height and size put together, from left to right."""
    found: list[_Row] = []
    for row in sorted(rows, key=lambda one: one.height):
        near = [
            other
            for other in found[-6:]
            if abs(other.height - row.height) <= _SAME_ROW * min(row.size, other.size)
            and abs(other.size - row.size) <= _ONE_ROW * row.size
        ]
        if near:
            near[-1].glyphs.extend(row.glyphs)
        else:
            found.append(_Row(list(row.glyphs), row.height, row.size))
    return [row._replace(glyphs=_once(row)) for row in found]


def _once(row: _Row) -> list[_Glyph]:
    """The characters of a row in order, those at the end of one box and the beginning of the next only once."""
    kept: list[_Glyph] = []
    for glyph in sorted(row.glyphs, key=lambda one: one.middle):
        if kept and glyph.middle - kept[-1].middle < _SEEN_TWICE * row.size and glyph.text == kept[-1].text:
            if glyph.doubt < kept[-1].doubt:
                kept[-1] = glyph
            continue
        kept.append(glyph)
    return kept


def _runs(row: _Row) -> Iterator[Run]:
    parts: list[list[_Glyph]] = []
    for glyph in row.glyphs:
        if not parts or glyph.left - parts[-1][-1].right > _WIDEST_GAP * row.size:
            parts.append([])
        parts[-1].append(glyph)
    for part in parts:
        yield _run(part, row)


def _run(part: Sequence[_Glyph], row: _Row) -> Run:
    text, edges, marks = "", list[float](), bytearray()
    for before, glyph in zip([None, *part], part, strict=False):
        left = glyph.left
        if before is not None:
            if _apart(before, glyph, row.size):
                text += " "
                edges += [edges[-1], max(left, edges[-1])]
                marks.append(0)
            elif left < edges[-1]:  # characters set closely share the room between them
                left = (left + edges[-1]) / 2
                edges[-1] = left
            left = max(left, edges[-1])
        text += glyph.text
        edges += [left, max(glyph.right, left)]
        marks.append(glyph.doubt)
    base = row.height + _MIDDLE * row.size
    return Run(text, tuple(edges), bytes(marks), edges[0], edges[-1], base, row.size)


def _apart(before: _Glyph, after: _Glyph, size: float) -> bool:
    gap = after.left - before.right
    if before.text.isascii() and after.text.isascii():
        return after.spaced or gap > _SPACE * size
    words = _is_square(before.text) and _is_square(after.text)
    return gap > (_WORD_SPACE if words else _SPACE) * size
