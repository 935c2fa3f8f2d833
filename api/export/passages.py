"""A document's text cut where its records begin and end, for typesetting (段落与标记).

Marks may overlap and nest: a sentence can be a duty, a period and an exclusion at once. Each passage is
cut into pieces that lie wholly inside or outside every mark, so that flat elements can carry them.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.document import BlockKind, Document, Span

_DEEPEST = 6
_LOOSE = 2  # a space or a stop between label and heading, a colon after it


@dataclass(frozen=True, slots=True)
class Mark:
    """A sourced thing in the text. ``id`` is unique in the report; ``style`` says how it is drawn."""

    id: str
    span: Span
    style: str
    tag: str
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under one set of marks, the shortest first; ``opens`` show their tag here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a table row. ``cells`` holds one run of pieces, or one for each cell of a row.

    ``depth`` counts the nodes around it; ``page`` is set on the first passage of a page (else 0).
    """

    kind: BlockKind
    cells: tuple[tuple[Piece, ...], ...]
    depth: int = 0
    page: int = 0
    table: int | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    span: Span
    kind: BlockKind
    table: int | None = None


def passages(document: Document, marks: Iterable[Mark]) -> list[Passage]:
    """The whole text in order, nothing left out but white space between paragraphs."""
    stretches = list(_stretches(document))
    depths = _depths(document, [stretch.span for stretch in stretches])
    cells = [_cells(document.text, stretch) for stretch in stretches]
    pieces = _Cutter(document.text, marks)
    pages = _first_of_pages(document, [stretch.span.start for stretch in stretches])
    return [
        Passage(
            stretch.kind,
            tuple(pieces.cut(cell) if cell else () for cell in row),
            depth,
            page,
            stretch.table,
        )
        for stretch, row, depth, page in zip(stretches, cells, depths, pages, strict=True)
    ]


def passage_starts(document: Document) -> list[int]:
    """Where each passage begins, in order: passage ``i`` holds offset ``o`` for the last start ≤ ``o``."""
    return [stretch.span.start for stretch in _stretches(document)]


class _Cutter:
    """Cuts spans that come in reading order; a sweep, so linear in text and marks together."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self._text = text
        self._coming = deque(sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)))
        self._open: list[Mark] = []
        self._tagged: set[str] = set()

    def cut(self, span: Span) -> tuple[Piece, ...]:
        while self._coming and self._coming[0].span.start < span.end:
            self._open.append(self._coming.popleft())
        self._open = [mark for mark in self._open if mark.span.end > span.start]
        edges = {span.start, span.end}
        for mark in self._open:
            edges |= {edge for edge in (mark.span.start, mark.span.end) if span.start < edge < span.end}
        ordered = sorted(edges)
        return tuple(self._piece(Span(start, end)) for start, end in pairwise(ordered))

    def _piece(self, span: Span) -> Piece:
        covering = [mark for mark in self._open if mark.span.covers(span)]
        opens = tuple(mark for mark in covering if mark.id not in self._tagged)
        self._tagged.update(mark.id for mark in opens)
        covering.sort(key=lambda mark: mark.span.end - mark.span.start)
        return Piece(span.quote(self._text), tuple(covering), opens)


def _stretches(document: Document) -> Iterator[_Stretch]:
    """The blocks, and any text between them that a block list left out.

    A paragraph that holds no more than a provision's label and heading (第六条 履约保证金) is a heading.
    """
    titles = {node.span.start: len(node.label) + len(node.heading) for node in document.nodes if node.heading}
    reached = 0
    for block in document.blocks:
        if block.span.start < reached:
            continue
        yield from _loose(document.text, reached, block.span.start)
        length = block.span.end - block.span.start
        titled = (
            block.kind is BlockKind.PARAGRAPH and length <= titles.get(block.span.start, -_LOOSE) + _LOOSE
        )
        yield _Stretch(block.span, BlockKind.HEADING if titled else block.kind, block.table)
        reached = block.span.end
    yield from _loose(document.text, reached, len(document.text))


def _loose(text: str, start: int, end: int) -> Iterator[_Stretch]:
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield _Stretch(Span(start, start + len(line.rstrip("\n"))), BlockKind.PARAGRAPH)
        start += len(line)


def _cells(text: str, stretch: _Stretch) -> list[Span | None]:
    if stretch.kind is not BlockKind.ROW:
        return [stretch.span]
    cells: list[Span | None] = []
    start = stretch.span.start
    for cell in stretch.span.quote(text).split("\t"):
        cells.append(Span(start, start + len(cell)) if cell else None)
        start += len(cell) + 1
    return cells


def _depths(document: Document, spans: Sequence[Span]) -> list[int]:
    """For each span the number of nodes above the innermost one that holds its start."""
    # A parent comes before its children; anything else would be walked for ever below.
    parents = [node.parent if node.parent < at else -1 for at, node in enumerate(document.nodes)]
    above: list[int] = []
    for parent in parents:
        above.append(above[parent] + 1 if parent >= 0 else 0)
    starts = [node.span.start for node in document.nodes]
    depths = []
    for span in spans:
        inner = bisect_right(starts, span.start) - 1
        while inner >= 0 and document.nodes[inner].span.end <= span.start:
            inner = parents[inner]
        depths.append(min(above[inner], _DEEPEST) if inner >= 0 else 0)
    return depths


def _first_of_pages(document: Document, starts: Sequence[int]) -> list[int]:
    """The page number at the first start on that page, 0 at the others."""
    placed = [placement.span.start for placement in document.placements]
    numbers, shown = [], 0
    for start in starts:
        index = bisect_right(placed, start) - 1
        page = document.placements[index].page if index >= 0 else 0
        numbers.append(page if page != shown else 0)
        shown = page
    return numbers
