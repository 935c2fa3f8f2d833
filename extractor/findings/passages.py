"""The passages of a document that a finding can point at (段落), and the finding itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.document import Document, Level, Node, Span
from extractor.language.units import Unit, split_units
from extractor.language.view import View, view
from extractor.records import Finding


@dataclass(frozen=True)
class Passage:
    """One paragraph of one provision, or one row of its table. ``node`` is an index into the nodes."""

    document: Document
    node: int
    span: Span
    position: int

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
        """The paragraph as rules read it."""
        return view(self.document.text, self.span)

    @cached_property
    def units(self) -> list[Unit]:
        """Its sentences and their parts."""
        return split_units(self.view)


def read_passages(document: Document) -> tuple[Passage, ...]:
    """All paragraphs of the provisions in order; the signature block is no provision."""
    return tuple(
        Passage(document, at, span, position)
        for at, node in enumerate(document.nodes)
        if node.level is not Level.SIGNATURE
        for position, span in enumerate(node.paragraphs)
        if span.quote(document.text).strip()
    )


def finding(document: Document, code: str, path: str, span: Span, message: str) -> Finding:
    """A finding whose quote is the text at ``span``."""
    return Finding(code, path, span, span.quote(document.text), message)


def opening(document: Document, node: Node, longest: int = 60) -> Span:
    """The first words of a provision: what a finding about its number quotes."""
    start = node.span.start
    text = document.text[start : node.span.end]
    line = text.split("\n", 1)[0].rstrip()[:longest]
    return Span(start, start + max(len(line), 1))


def article_path(document: Document, at: int) -> str:
    """Path of the article that holds a node; the node's own where there is none."""
    line = at
    while line >= 0:
        if document.nodes[line].level in (Level.ARTICLE, Level.PREAMBLE):
            return document.nodes[line].path
        line = document.nodes[line].parent
    return document.nodes[at].path


def holder(document: Document, offset: int) -> int:
    """The node in or after whose start a character stands; -1 before the first one."""
    found = -1
    for at, node in enumerate(document.nodes):
        if node.span.start <= offset:
            found = at
    return found


def once_per_article(document: Document, found: Sequence[tuple[int, Finding]]) -> list[Finding]:
    """The first finding of each article: ``found`` pairs the node with the finding, in order."""
    seen: dict[str, Finding] = {}
    for at, one in found:
        seen.setdefault(article_path(document, at), one)
    return list(seen.values())
