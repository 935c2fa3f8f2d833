"""Provisions that one document alone has, with their numbers and headings (整条增删)."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from extractor.document import Document, Span


def whole_provisions(document: Document, alone: Iterable[Span]) -> Mapping[Span, Span]:
    """For each passage that the document alone has, the span that is new with it.

    A comparison pairs paragraphs without their number and heading. Where every paragraph of a provision is new, its
    number and heading are too: they are added in front of its first paragraph.
    """
    fresh = {span.start: span for span in alone}
    passages = sorted(span for node in document.nodes for span in node.paragraphs if _filled(document, span))
    starts = [span.start for span in passages]
    reaches = dict.fromkeys(fresh, len(document.text))
    for node in document.nodes:
        own = [span.start for span in node.paragraphs if _filled(document, span)]
        first, last = bisect_left(starts, node.span.start), bisect_left(starts, node.span.end)
        inside = own or starts[first:last]
        if inside and all(start in fresh for start in inside):
            reaches[inside[0]] = min(reaches[inside[0]], node.span.start)
    return {span: Span(min(start, reaches[start]), span.end) for start, span in fresh.items()}


def _filled(document: Document, span: Span) -> bool:
    return bool(span.quote(document.text).strip())
