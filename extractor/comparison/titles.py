"""Headings of provisions that are counterparts (条款标题): a heading is no paragraph, but a change of it is seen."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.comparison.alignment import Match
from extractor.comparison.changes.noise import canonical
from extractor.comparison.passages import Passage
from extractor.document import Document, Span
from extractor.language.view import view
from extractor.structure.headings import role_of

_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_SHARED = 0.5  # share of both provisions' passages that must be counterparts
_ROOM = 40  # characters that the label and white space may take before and inside a heading


def retitled(
    a: Sequence[Passage], b: Sequence[Passage], matches: Sequence[Match]
) -> dict[int, tuple[Passage, Passage]]:
    """The headings that differ, as passages, by the number of the first match of their provisions."""
    found = {}
    for (one, another), first in _provisions(a, b, matches).items():
        headings = heading_of(a[0].document, one), heading_of(b[0].document, another)
        if headings[0] and headings[1] and _differ(headings[0].view.text, headings[1].view.text):
            found[first] = headings[0], headings[1]
    return found


def _differ(one: str, another: str) -> bool:
    return canonical(one) != canonical(another) and all(map(_WORD.search, (one, another)))


def heading_of(document: Document, node: int) -> Passage | None:
    """The heading of a provision as a passage; None where it has none, or where it is one of its paragraphs."""
    owner = document.nodes[node]
    wanted = view(owner.heading, Span(0, len(owner.heading))).text if owner.heading else ""
    if not wanted:
        return None
    reach = min(owner.span.end, owner.span.start + 2 * len(wanted) + _ROOM)
    printed = view(document.text, Span(owner.span.start, reach))
    at = printed.text.find(wanted)
    if at < 0:
        return None
    span = printed.span(at, at + len(wanted))
    if any(paragraph.start < span.end and span.start < paragraph.end for paragraph in owner.paragraphs):
        return None
    return Passage(document, node, span, (owner.heading,), role_of(owner.heading), ())


def _provisions(
    a: Sequence[Passage], b: Sequence[Passage], matches: Sequence[Match]
) -> dict[tuple[int, int], int]:
    """Provisions of A and B that have most of their passages in common, with the first match they have."""
    shared: Counter[tuple[int, int]] = Counter()
    first: dict[tuple[int, int], int] = {}
    for number, match in enumerate(matches):
        if match.a and match.b:
            for nodes in zip(lineage(a[match.a[0]]), lineage(b[match.b[0]]), strict=False):
                shared[nodes] += 1
                first.setdefault(nodes, number)
    sizes = _sizes(a), _sizes(b)
    return {
        (one, another): first[one, another]
        for (one, another), count in shared.items()
        if count > _SHARED * sizes[0][one] and count > _SHARED * sizes[1][another]
    }


def _sizes(passages: Sequence[Passage]) -> Counter[int]:
    return Counter(node for passage in passages for node in lineage(passage))


def lineage(passage: Passage) -> Iterator[int]:
    """The provision, and those around it."""
    node = passage.node
    while node >= 0:
        yield node
        node = passage.document.nodes[node].parent
