"""Pieces of text as a PDF draws them to runs of characters (连续字符).

A piece is what one drawing operator prints: a sentence, a word, or a single character. A run is what a reader
sees as one: characters in one size on one baseline without a wide gap.
"""

from collections.abc import Iterable
from math import hypot
from typing import NamedTuple

_SAME_SIZE = 0.12
_SAME_BASE = 0.15  # of the size
_LEAST_SPACE = 0.2  # of the size, between Latin letters
_NARROW_SPACE = 0.22  # of the size, between two Chinese characters: a quarter of an em is a Latin space
_STOP_SPACE = 0.4  # of the size, beside a stop or bracket, whose empty half may be set anywhere
_WIDE_SPACE = 0.55  # of the size, between Chinese and Latin, which are set a quarter of an em apart anyway
_WIDEST_GAP = 1.2  # of the size; beyond it another cell, column or tab stop begins
_CLOSING = "，。；：、！？）》”’】％"  # no space stands before these
_OVERLAP = 0.6  # of the size


class Style(NamedTuple):
    """How a piece is drawn. ``turn`` counts quarter turns; ``slanted`` text stands between them."""

    angle: float
    turn: int
    slanted: bool
    size: float
    bold: bool
    faint: bool
    coloured: bool  # neither black nor grey
    hidden: bool = False  # not printed, only there to be searched


class Piece(NamedTuple):
    """Characters with the left and right edge of each, on one baseline (points)."""

    text: str
    edges: list[float]
    base: float
    style: Style


class Run(NamedTuple):
    """Characters in one size on one baseline without a wide gap. ``edges``: left and right of each.

    ``marks``: one byte for each. Its lowest bit is set where its type stands out (bold, coloured, larger than the
    body, dotted); the others say how doubtful a recognised character is (doubt_mark).
    """

    text: str
    edges: tuple[float, ...]
    marks: bytes
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    faint: bool = False

    def part(self, start: int, end: int) -> "Run":
        """Characters ``start`` to ``end`` without the spaces at their ends."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        edges = self.edges[2 * start : 2 * end]
        left, right = (edges[0], edges[-1]) if edges else (self.left, self.left)
        marks = self.marks[start:end]
        return self._replace(text=self.text[start:end], edges=edges, marks=marks, left=left, right=right)


_DOUBTS = 127  # the most that a mark can tell
_POWER = 3  # its steps are the finer the surer a character is
_LEAST_DOUBT = 0.001  # what is less doubtful is not doubtful


def doubt_mark(correct: float) -> int:
    """The mark of a character that is right with this probability."""
    doubt = 1 - min(max(correct, 0.0), 1.0)
    return 0 if doubt < _LEAST_DOUBT else round(doubt ** (1 / _POWER) * _DOUBTS) << 1


def marked_confidence(mark: int) -> float:
    """The probability that a character with this mark is right."""
    return 1 - ((mark >> 1) / _DOUBTS) ** _POWER


def standing_out(marks: bytes) -> bytes:
    """The marks with all the characters standing out."""
    return bytes(mark | 1 for mark in marks)


class Gatherer:
    """Puts pieces that follow each other into runs."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._chars: list[str] = []
        self._edges: list[float] = []
        self._marks = bytearray()
        self._bolds = self._faints = 0
        self._base = self._size = 0.0
        self._space = False

    def add(self, piece: Piece) -> None:
        """Add the next piece of the page."""
        text, edges, base, style = piece
        widest = _WIDEST_GAP * style.size
        lefts, rights = edges[2::2], edges[1:-1:2]
        plain = " " not in text and all(
            -_OVERLAP * style.size <= left - right <= widest
            for left, right in zip(lefts, rights, strict=True)
        )
        if plain:
            self._append(text, edges, base, style)
            return
        for at, char in enumerate(text):
            if char == " ":
                self._space = bool(self._chars)
            else:
                self._append(char, edges[2 * at : 2 * at + 2], base, style)

    def _append(self, text: str, edges: list[float], base: float, style: Style) -> None:
        """Add characters that stand close together."""
        left = edges[0]
        marks = bytes([style.bold or style.coloured]) * len(text)
        if not self._follows(left, base, style.size):
            self._close()
            self._base, self._size = base, style.size
        elif text[0] == self._chars[-1] and left < (self._edges[-2] + self._edges[-1]) / 2:
            return  # printed twice to look bold
        elif self._space:
            self._chars.append(" ")
            self._edges += [self._edges[-1], max(left, self._edges[-1])]
            self._marks.append(self._marks[-1] & marks[0])
        self._space = False
        self._chars += text
        self._edges += edges
        self._marks += marks
        self._bolds += style.bold * len(text)
        self._faints += style.faint * len(text)

    def _follows(self, left: float, base: float, size: float) -> bool:
        if not self._chars:
            return False
        gap = left - self._edges[-1]
        return (
            abs(base - self._base) <= _SAME_BASE * size
            and abs(size - self._size) <= _SAME_SIZE * self._size
            and -_OVERLAP * size <= gap <= _WIDEST_GAP * size
        )

    def _close(self) -> None:
        if not self._chars:
            return
        half = len(self._chars) / 2
        bold, faint = self._bolds >= half, self._faints >= half
        text, edges, marks = _with_spaces(self._chars, self._edges, self._marks, self._size)
        self._runs.append(Run(text, edges, marks, edges[0], edges[-1], self._base, self._size, bold, faint))
        self._chars, self._edges, self._marks, self._space = [], [], bytearray(), False
        self._bolds = self._faints = 0

    def runs(self) -> list[Run]:
        """The runs, less those printed over themselves."""
        self._close()
        kept: dict[tuple[str, int, int], Run] = {}
        for run in self._runs:
            if not any(key in kept for key in _places(run)):
                kept[run.text, round(run.left / 2), round(run.base / 2)] = run
        return list(kept.values())


def _places(run: Run) -> list[tuple[str, int, int]]:
    across, down = round(run.left / 2), round(run.base / 2)
    return [(run.text, across + x, down + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def slanted_runs(pieces: Iterable[Piece]) -> list[Run]:
    """Pieces that do not run from left to right: those that follow each other at one angle in one size."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        last = groups[-1][-1] if groups else None
        if last is not None and (last.style.angle, last.style.size) == (piece.style.angle, piece.style.size):
            near = hypot(piece.edges[0] - last.edges[-2], piece.base - last.base) < 2 * piece.style.size
            if near or not piece.text.strip():
                groups[-1].append(piece)
                continue
        groups.append([piece])
    return [_slanted(group) for group in groups if any(piece.text.strip() for piece in group)]


def _slanted(group: list[Piece]) -> Run:
    edges = tuple(edge for piece in group for edge in piece.edges)
    style = group[0].style
    base = max(piece.base for piece in group)
    text = "".join(piece.text for piece in group)
    marks = b"".join(bytes([one.style.bold or one.style.coloured]) * len(one.text) for one in group)
    run = Run(text, edges, marks, min(edges), max(edges), base, style.size, style.bold, style.faint)
    return run.part(0, len(text))._replace(left=run.left, right=run.right)


def _with_spaces(
    chars: list[str], edges: list[float], marks: bytearray, size: float
) -> tuple[str, tuple[float, ...], bytes]:
    """The characters with a space where a gap reads as one: pdfium drops many spaces that were typed."""
    gaps = [after - before for before, after in zip(edges[1:-1:2], edges[2::2], strict=True)]
    if not gaps or max(gaps) <= _LEAST_SPACE * size:
        return "".join(chars), tuple(edges), bytes(marks)
    usual = max(sorted(gaps)[len(gaps) // 2], 0.0)  # justified lines are spread evenly
    text, spread, spread_marks = chars[0], edges[:2], marks[:1]
    for at, (char, gap) in enumerate(zip(chars[1:], gaps, strict=True), 1):
        if " " not in (text[-1], char) and spaced(text[-1], char, gap - usual, size):
            text += " "
            spread += [edges[2 * at - 1], edges[2 * at]]
            spread_marks.append(marks[at - 1] & marks[at])
        text += char
        spread += edges[2 * at : 2 * at + 2]
        spread_marks.append(marks[at])
    return text, tuple(spread), bytes(spread_marks)


def spaced(before: str, after: str, gap: float, size: float) -> bool:
    """True where the gap between two characters, beyond that of the whole line, reads as a space (points).

    Chinese and Latin are set a quarter of an em apart without a space between them.
    """
    if before.isascii() and after.isascii():
        return gap > _LEAST_SPACE * size
    if after in _CLOSING:
        return False
    if before.isascii() or after.isascii():
        return gap > _WIDE_SPACE * size
    written = "\u4e00" <= before <= "\u9fff" and "\u4e00" <= after <= "\u9fff"
    return gap > (_NARROW_SPACE if written else _STOP_SPACE) * size
