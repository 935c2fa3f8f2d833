"""Printed lines to paragraphs (自然段): which line goes on with the one before it, and which is a heading.

A line was broken because the next word had no room. Where it had, the paragraph ended.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.document import LineKind
from extractor.pages.furniture import Sheet
from extractor.pages.printed import Column, Printed, label_end, opens_with_label

_ENDS = "。；！？;!?"
_OPENS_LIST = "：:"
_SENTENCE_ENDS = _ENDS + _OPENS_LIST + "，,、”’）)"
_INNER = re.compile("[，。；：、,;]")
_OPENING = "（(《“‘【〈「『["
_CLOSING = "，。；：、！？）》”’】〉」』],.;:!?)%％‰"

_ALIGNED = 0.6  # of the size: left edges that are one
_SLACK = 0.9  # of the size: room that justification and kerning may leave
_LOOSE_SLACK = 2.2  # the same in running text, where the line does not end as a sentence ends
_NARROWEST = 8.0  # of the size: a column narrower than this tells nothing
_LEADING = 1.25  # of the distance between the paragraph's lines: beyond it the paragraph ends
_LOOSE_LEADING = 1.5  # of the document's usual distance, for a paragraph of one line
_SHORT_BY = 4.0  # of the size
_LARGER = 1.12  # of the body's size
_LONGEST_HEADING = 45
_SET_IN = 2.0  # of the size, on both sides of a centred line
_NOTE_SIZE = 0.93  # of the body's size, at most
_NOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩*※0123456789"

# What a sentence cites a provision with, at the end of a line.
_CITING = re.compile(
    r"(?:第|本(?:保险)?(?:合同|条款|条|款)|[按依]照?|根据|见|上述|前述|所[列述]|符合|违反|至|和|或|及|与)$"
)
_NUMERALS = [*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十"]
_NUMBERED = re.compile(rf"([（(]?)(\d{{1,2}}|{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})([)）、])")


class Extent(NamedTuple):
    """Left and right edge of the text in a column (points)."""

    left: float
    right: float


def mark_headings(sheet: Sheet, body: float) -> Sheet:
    """Lines in larger type, and bold lines set in the middle of their column, are headings."""
    extents = column_extents([sheet])
    lines = [_as_heading(line, body, extents[0].get(line.column)) for line in sheet.lines]
    return sheet._replace(lines=lines)


def _as_heading(line: Printed, body: float, extent: Extent | None) -> Printed:
    if (
        line.kind is not LineKind.BODY
        or len(line.text) > _LONGEST_HEADING
        or line.text[-1] in _ENDS + "，、,"
    ):
        return line
    larger = line.size > _LARGER * body
    if larger or (line.bold and extent is not None and _centred(line, extent)):
        return line._replace(kind=LineKind.HEADING)
    return line


def _centred(line: Printed, extent: Extent) -> bool:
    before, after = line.left - extent.left, extent.right - line.right
    return min(before, after) > _SET_IN * line.size and abs(before - after) <= 2 * line.size


def mark_notes(sheet: Sheet, body: float) -> Sheet:
    """Footnotes (脚注): the smaller lines at the foot of the page, from the first that opens with a mark."""
    lines = list(sheet.lines)
    first = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].kind is LineKind.FURNITURE:
            continue
        if lines[at].kind is not LineKind.BODY or lines[at].size > _NOTE_SIZE * body:
            break
        if lines[at].text[0] in _NOTE_MARKS:
            first = at
    above = [line for line in lines[:first] if line.kind is not LineKind.FURNITURE]
    if not above or not any(_marked(line.text) for line in above):
        return sheet
    for at in range(first, len(lines)):
        if lines[at].kind is LineKind.BODY:
            lines[at] = lines[at]._replace(kind=LineKind.NOTE)
    return sheet._replace(lines=lines)


def _marked(text: str) -> bool:
    """True where the text holds the raised mark of a note."""
    return any(mark in text for mark in "¹²³⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩*※")


# --- columns ----------------------------------------------------------------------------------------------


def column_extents(sheets: Sequence[Sheet]) -> list[dict[Column, Extent]]:
    """For each page, where the text of each of its columns begins and ends.

    A page with few full lines takes what the rest of the document shows for that column. Left and right pages
    may be set differently.
    """
    overall: defaultdict[tuple[int, int, Column], list[Printed]] = defaultdict(list)
    for sheet in sheets:
        for line in _flowing(sheet.lines):
            overall[*_kind(sheet), line.column].append(line)
    usual = {key: _extent(lines) for key, lines in overall.items()}
    found = []
    for sheet in sheets:
        columns: defaultdict[Column, list[Printed]] = defaultdict(list)
        for line in _flowing(sheet.lines):
            columns[line.column].append(line)
        found.append(
            {column: _page_extent(lines, usual[*_kind(sheet), column]) for column, lines in columns.items()}
        )
    return found


def _kind(sheet: Sheet) -> tuple[int, int]:
    """Pages of one width on one side of the sheet."""
    return round(sheet.width), sheet.number % 2


def _flowing(lines: Iterable[Printed]) -> Iterator[Printed]:
    return (line for line in lines if line.kind in (LineKind.BODY, LineKind.NOTE))


def _page_extent(lines: Sequence[Printed], usual: Extent) -> Extent:
    """The usual extent, or the page's own where all of its text is moved aside."""
    here = _extent(lines)
    across = here.left - usual.left
    if abs(across) > 2 and abs(here.right - usual.right - across) <= 2:
        return here
    full = sum(line.right > here.right - lines[0].size for line in lines)
    return Extent(usual.left, here.right) if full >= 3 and here.right >= usual.right - 1 else usual


def _extent(lines: Sequence[Printed]) -> Extent:
    """The left edge that few lines begin before, and the right edge that most full lines end at."""
    size = median(line.size for line in lines)
    lefts = sorted(line.left for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    # Full stops may hang over the edge: the fullest stretch of one size below the widest line is the edge.
    ends = Counter(round(right / 2) for right in rights if right > rights[0] - 2 * size)
    right = max(2 * max(ends, key=lambda place: (ends[place], place)), rights[0] - size)
    return Extent(lefts[len(lefts) // 20], right)


# --- joining ----------------------------------------------------------------------------------------------


def joins(sheets: Sequence[Sheet]) -> list[list[bool]]:
    """For each line of each page, whether it goes on with the paragraph of the text line before it."""
    extents = column_extents(sheets)
    pitch = _pitch(sheets)
    chains: dict[LineKind, _Paragraph] = {}
    found = []
    for page, sheet in enumerate(sheets):
        marks = []
        for line in sheet.lines:
            extent = extents[page].get(line.column)
            paragraph = chains.get(line.kind)
            goes_on = (
                line.kind in (LineKind.BODY, LineKind.NOTE)
                and extent is not None
                and paragraph is not None
                and paragraph.takes(line, page, extent, pitch)
            )
            marks.append(goes_on)
            if goes_on and paragraph is not None and extent is not None:
                paragraph.add(line, page, extent)
            elif line.kind is not LineKind.FURNITURE:
                if line.kind is not LineKind.NOTE:
                    chains = {kind: one for kind, one in chains.items() if kind is LineKind.NOTE}
                if extent is not None:
                    chains[line.kind] = _Paragraph(line, page, extent)
        found.append(marks)
    return found


def _pitch(sheets: Sequence[Sheet]) -> float:
    """The usual distance between the baselines of two lines."""
    steps = [
        after.base - before.base
        for sheet in sheets
        for before, after in pairwise(list(_flowing(sheet.lines)))
        if 0 < after.base - before.base < 4 * after.size
    ]
    return median(steps) if steps else 0.0


class _Paragraph:
    """The lines of a paragraph so far."""

    def __init__(self, line: Printed, page: int, extent: Extent) -> None:
        self._last, self._page, self._extent = line, page, extent
        self._step = 0.0
        self._texts = [line.text]
        # Where its other lines begin, from the column's left edge: known from its second line on.
        self._hang: float | None = None
        self._indent = line.left - extent.left
        self._labelled = label_end(line.text)
        self._text_at = self._after_label(line) - extent.left

    def _after_label(self, line: Printed) -> float:
        return line.edges[2 * self._labelled] if self._labelled < len(line.text) else line.right

    def add(self, line: Printed, page: int, extent: Extent) -> None:
        """Go on with ``line``."""
        self._texts.append(line.text)
        if page == self._page and line.base > self._last.base:
            self._step = line.base - self._last.base
        self._last, self._page, self._extent = line, page, extent
        self._hang = line.left - extent.left

    def takes(self, line: Printed, page: int, extent: Extent, pitch: float) -> bool:
        """True where ``line`` goes on with the paragraph."""
        last = self._last
        if max(line.size, last.size) > _LARGER * min(line.size, last.size):
            return False
        same = page == self._page and line.column is last.column and line.base > last.base
        most = _LEADING * self._step or _LOOSE_LEADING * max(pitch, last.size)
        if same and line.base - last.base > most:
            return False
        if not self._full(line):
            return False
        if not self._in_place(line.left - extent.left, line.size) or self._heads(line, extent):
            return False
        return not opens_with_label(line.text) or self._cites(line.text)

    def _cites(self, text: str) -> bool:
        """True where the number that opens the line belongs to the sentence: 按本合同 / 10.2 …（… / （1）…）."""
        before = "".join(self._texts)
        if _CITING.search(before):
            return True
        if before.count("（") > before.count("）") and text.count("）") > text.count("（"):
            return True
        earlier = _preceding(text)
        return bool(earlier) and before.find(earlier, 1) > 0 and not before.startswith(earlier)

    def _heads(self, line: Printed, extent: Extent) -> bool:
        """True for a short line after a full stop that has none of its own: a heading, no end of a sentence."""
        short = extent.right - line.right > _SHORT_BY * line.size
        return short and self._last.text[-1] in _ENDS and line.text[-1] not in _SENTENCE_ENDS

    def _full(self, following: Printed) -> bool:
        """True where the first word of the following line had no room on the last one."""
        last, extent = self._last, self._extent
        if extent.right - extent.left < _NARROWEST * last.size:
            return False
        running = last.text[-1] not in _ENDS + _OPENS_LIST and _INNER.search("".join(self._texts)) is not None
        slack = _LOOSE_SLACK if running else _SLACK
        return extent.right - last.right <= _first_word(following) + slack * last.size

    def _in_place(self, left: float, size: float) -> bool:
        """True where a further line of the paragraph would begin at ``left``."""
        near = _ALIGNED * size
        ended = self._last.text[-1] in _ENDS + _OPENS_LIST
        if self._hang is not None:
            return abs(left - self._hang) <= near
        if self._text_at > self._indent + 2 * near and abs(left - self._text_at) <= near:
            return True
        if left > self._indent + near:
            # Further in than its first line: hanging lines follow a label, or a sentence that is not over.
            return bool(self._labelled) and not ended
        if left < self._indent - near:
            return left <= near or not ended or bool(self._labelled)
        # Both lines begin alike: one paragraph set in as a whole, or two paragraphs of full lines.
        return left <= near or not ended


def _preceding(text: str) -> str:
    """The label before the one that opens the text, in its style: 4） before 5）, （二） before （三）."""
    match = _NUMBERED.match(text)
    if match is None:
        return ""
    opening, number, closing = match.groups()
    if number.isdigit():
        return f"{opening}{int(number) - 1}{closing}" if int(number) > 1 else ""
    at = _NUMERALS.index(number)
    return f"{opening}{_NUMERALS[at - 1]}{closing}" if at else ""


def _first_word(line: Printed) -> float:
    """Width of what may not be parted at the beginning of a line: a Latin word, a character with its marks."""
    end = 0
    text = line.text
    while end < len(text) and text[end] in _OPENING:
        end += 1
    if end < len(text) and text[end].isascii() and text[end].isalnum():
        while end < len(text) and text[end].isascii() and text[end] != " ":
            end += 1
    else:
        end += 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return line.edges[2 * min(end, len(text)) - 1] - line.edges[0]
