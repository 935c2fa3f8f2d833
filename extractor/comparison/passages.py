"""The passages that are aligned (比对段): the paragraphs of a document's provisions, each with what it inherits."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.document import Document, Level, Node, Span
from extractor.language.view import View, view
from extractor.quotations import Quotation, quoted
from extractor.records import Extraction, Record
from extractor.structure.headings import Role, role_of


@dataclass(frozen=True, eq=False)
class Passage:
    """One paragraph of one provision. ``headings`` are those above it, nearest first (its own included); ``role`` is
    the nearest role they announce; ``records`` are those whose quote begins inside the paragraph."""

    document: Document
    node: int
    span: Span
    headings: tuple[str, ...]
    role: Role
    records: tuple[Record, ...]

    @property
    def owner(self) -> Node:
        """The provision."""
        return self.document.nodes[self.node]

    @property
    def path(self) -> str:
        """Path of the provision."""
        return self.owner.path

    @cached_property
    def view(self) -> View:
        """The paragraph as rules read it: no white space, one width."""
        return view(self.document.text, self.span)

    def quotation(self, span: Span | None = None) -> Quotation:
        """The words of the paragraph, or those at ``span`` of the document's text."""
        return quoted(self.document, self.path, span or self.span)


def read_passages(extraction: Extraction) -> tuple[Passage, ...]:
    """Every paragraph of every provision, in document order."""
    return tuple(sorted(_passages(extraction), key=lambda passage: passage.span))


def _passages(extraction: Extraction) -> Iterator[Passage]:
    document = extraction.document
    records = sorted(extraction.records, key=lambda record: record.span)
    starts = [record.span.start for record in records]
    for at, node in enumerate(document.nodes):
        if node.level is Level.SIGNATURE:
            continue
        headings = _headings(document, at)
        role = _role(headings)
        for span in node.paragraphs:
            if span.quote(document.text).strip():
                first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
                yield Passage(document, at, span, headings, role, tuple(records[first:last]))


def role_at(document: Document, node: int) -> Role:
    """The nearest role that the headings above a provision announce, its own included."""
    return _role(_headings(document, node))


def _role(headings: tuple[str, ...]) -> Role:
    return next((role for heading in headings if (role := role_of(heading)) is not Role.OTHER), Role.OTHER)


def _headings(document: Document, at: int) -> tuple[str, ...]:
    found = []
    nearest = document.nodes[at].section
    while at >= 0:
        node = document.nodes[at]
        found.append(node.heading)
        at = node.parent
    return tuple(heading for heading in (*found, nearest) if heading)
