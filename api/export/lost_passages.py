"""Passages that A alone has, put into B's Word file as deleted paragraphs and rows where they stood (整条删除)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lxml import etree

from api.export.provisions import whole_provisions
from api.export.word_file import W
from api.export.word_letters import Letter
from api.export.word_marking import Marking
from extractor.differences import Likeness, Pair
from extractor.document import BlockKind, Document, Span

Placed = tuple[int, tuple[Span, etree._Element]]


class LostPassages:
    """Draws them in the order of the pairs: each after the passage of B before it, the first ones before the first."""

    def __init__(self, marking: Marking, a: Document, b: Document) -> None:
        self._marking, self._a, self._b = marking, a, b
        self._cursor: etree._Element | None = None
        self._in_row = False

    def draw(self, pairs: Sequence[Pair], passages: Sequence[Sequence[Letter]]) -> Iterator[Placed]:
        """The number of the pair, and A's span with the tracked deletion that stands for it."""
        alone = [one.span for pair in pairs if pair.likeness is Likeness.ONLY_A for one in pair.a]
        extents = whole_provisions(self._a, alone)
        waiting: list[tuple[int, Span]] = []
        for at, (pair, letters) in enumerate(zip(pairs, passages, strict=True)):
            if pair.likeness is Likeness.ONLY_A:
                waiting += [(at, extents[one.span]) for one in pair.a]
            elif letters:
                yield from self._place(waiting, letters[0].paragraph)
                waiting = []
                self._cursor = letters[-1].paragraph
                self._in_row = self._is_row(self._b, pair.b[-1].span.start)
        yield from self._place(waiting, None)

    def _place(self, lost: Sequence[tuple[int, Span]], following: etree._Element | None) -> Iterator[Placed]:
        for at, extent in lost:
            for line in _lines(self._a.text, extent):
                made = self._put(line, following)
                if made is None:
                    quote = line.quote(self._a.text)
                    self._marking.miss("文本一被删的条文未能在 Word 文件中找到位置，没有标为删除", quote)
                else:
                    yield at, (line, made)

    def _put(self, line: Span, following: etree._Element | None) -> etree._Element | None:
        text = line.quote(self._a.text)
        if self._cursor is not None:
            return self._put_after(self._cursor, text, row=self._is_row(self._a, line.start))
        if following is None:
            return None
        made = self._marking.revisions.deleted_paragraph(text, following)
        _block_of(following, leave_table=True).addprevious(made)
        return _deletion(made)

    def _put_after(self, cursor: etree._Element, text: str, *, row: bool) -> etree._Element:
        revisions = self._marking.revisions
        held = cursor if cursor.tag == W + "tr" else next(cursor.iterancestors(W + "tr"), None)
        if row and held is not None and self._in_row and len(held.findall(W + "tc")) == text.count("\t") + 1:
            made = revisions.deleted_row(text, held)
            held.addnext(made)
        else:
            like = cursor if cursor.tag == W + "p" else next(cursor.iter(W + "p"))
            made = revisions.deleted_paragraph(text, like)
            _block_of(cursor, leave_table=self._in_row).addnext(made)
            self._in_row = False
        self._cursor = made
        return _deletion(made)

    @staticmethod
    def _is_row(document: Document, offset: int) -> bool:
        at = bisect_right(document.blocks, offset, key=lambda block: block.span.start) - 1
        return at >= 0 and document.blocks[at].kind is BlockKind.ROW


def _block_of(placed: etree._Element, *, leave_table: bool) -> etree._Element:
    """The paragraph itself, or the outermost table around it."""
    tables = list(placed.iterancestors(W + "tbl")) if leave_table else []
    return tables[-1] if tables else placed


def _deletion(made: etree._Element) -> etree._Element:
    """The first deleted words in a new paragraph or row."""
    return next(one for one in made.iter(W + "del") if len(one))


def _lines(text: str, extent: Span) -> Iterator[Span]:
    """The paragraphs of the extent, blank ones left out."""
    start = extent.start
    for line in extent.quote(text).split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1
