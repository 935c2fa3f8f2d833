"""Where the pages and the emphasis of a document stand in its text (页面起止、突出显示)."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.document import Document, Span


class Extent(NamedTuple):
    """A stretch of the text, in code points; it may be empty."""

    start: int
    end: int


def page_extents(document: Document) -> list[Extent]:
    """The stretch of the text that each page shows, from its first character to its last one.

    A page without text stands, empty, where the page before ends.
    """
    ends: dict[int, Extent] = {}
    for placed in document.placements:
        here = placed.span
        known = ends.get(placed.page, Extent(here.start, here.end))
        ends[placed.page] = Extent(min(known.start, here.start), max(known.end, here.end))
    extents: list[Extent] = []
    for number in range(1, len(document.sizes) + 1):
        behind = extents[-1].end if extents else 0
        extents.append(ends.get(number, Extent(behind, behind)))
    return extents


def emphasis_within(document: Document, start: int, end: int) -> Iterator[Span]:
    """The stretches between the two places whose type stands out, in order; neighbours are one."""
    held: Span | None = None
    for block in document.blocks:
        for span in block.emphasis:
            first, last = max(span.start, start), min(span.end, end)
            if first >= last:
                continue
            if held is not None and held.end == first:
                held = Span(held.start, last)
                continue
            if held is not None:
                yield held
            held = Span(first, last)
    if held is not None:
        yield held
