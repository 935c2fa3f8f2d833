"""Passages (段句): every unit of the document in its place in the tree, with what it inherits.

A passage knows its node, the role of its section, the lead-ins above it (``下列原因造成的损失，保险人不负责赔偿：``)
and its neighbours; the readers of terms see nothing else of the document.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extractor.document import Document, Level, Node, Span
from extractor.language.pipeline import read_units
from extractor.language.units import Unit
from extractor.language.view import view
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role, role_of


@dataclass(slots=True, eq=False)
class Passage:
    """One unit in its place. ``leads`` are the lead-ins above it, nearest first."""

    document: Document
    node: Node
    index: int
    unit: Unit
    paragraph: int
    role: Role
    leads: tuple["Passage", ...] = ()
    previous: "Passage | None" = None
    next: "Passage | None" = None
    headings: tuple[str, ...] = ()
    leaf: bool = True

    @property
    def text(self) -> str:
        """What the rules read."""
        return self.unit.text

    @property
    def is_lead(self) -> bool:
        """The unit opens a list: it ends with a colon, or says 下列 before the items of its node."""
        return self.unit.closed == "：" or (not self.leaf and bool(_LIST.search(self.text)))

    def record(
        self,
        kind: RecordType,
        rule: str,
        confidence: float,
        fields: Mapping[str, FieldValue] | None = None,
        *,
        start: int = 0,
        end: int | None = None,
        evidence: Mapping[str, Span] | None = None,
    ) -> Record:
        """A record that quotes ``text[start:end]`` of this unit."""
        span = self.unit.span(start, end)
        return Record(
            kind,
            self.node.path,
            span,
            span.quote(self.document.text),
            dict(fields or {}),
            confidence,
            rule,
            dict(evidence or {}),
        )

    def paragraph_units(self) -> list["Passage"]:
        """The passages of the same paragraph, this one among them, in order."""
        first = self
        while (
            (before := first.previous) is not None
            and before.node is self.node
            and before.paragraph == self.paragraph
        ):
            first = before
        units = [first]
        while (
            (after := units[-1].next) is not None
            and after.node is self.node
            and after.paragraph == self.paragraph
        ):
            units.append(after)
        return units

    def siblings_after(self) -> Iterator["Passage"]:
        """The passages that follow in the same article."""
        following = self.next
        while following is not None and following.article == self.article:
            yield following
            following = following.next

    def units_before(self) -> Iterator["Passage"]:
        """The passages that stand before in the same node, nearest first."""
        earlier = self.previous
        while earlier is not None and earlier.node is self.node:
            yield earlier
            earlier = earlier.previous

    @property
    def article(self) -> str:
        """Path of the article that holds the passage."""
        return _article_path(self.node.path)


def extended(record: Record, last: Passage) -> Record:
    """The record, quoting on to the end of a later unit."""
    span = Span(record.span.start, last.unit.span().end)
    return replace(record, span=span, quote=span.quote(last.document.text))


_LIST = re.compile(r"下列|以下|如下|之一的?$|包括但不限于$|按(?:照)?以下")
_READ = (
    Level.PREAMBLE,
    Level.PART,
    Level.CHAPTER,
    Level.SECTION,
    Level.ARTICLE,
    Level.ITEM,
    Level.APPENDIX,
    Level.DEFINITION,
)


def _article_path(path: str) -> str:
    return re.split(r"[（·]", re.sub(r"(条(?:#\d+)?)\d.*$", r"\1", path))[0]


def read_passages(document: Document) -> list[Passage]:
    """All passages in reading order."""
    passages: list[Passage] = []
    with_children = {node.parent for node in document.nodes if node.level is Level.ITEM}
    leads: dict[int, list[Passage]] = {}
    roles: dict[int, Role] = {}
    for index, node in enumerate(document.nodes):
        roles[index] = _role(document, node, roles)
        if node.level not in _READ:
            continue
        inherited = _inherited(document, index, leads, node.span.start)
        for number, span in enumerate(node.paragraphs):
            leaf = index not in with_children
            for unit in read_units(view(document.text, span))[1]:
                passage = Passage(
                    document, node, index, unit, number, roles[index], inherited,
                    headings=_headings(document, index), leaf=leaf,
                )  # fmt: skip
                passages.append(passage)
                if passage.is_lead:
                    leads.setdefault(index, []).append(passage)
    _chain(passages)
    return passages


def _role(document: Document, node: Node, roles: Mapping[int, Role]) -> Role:
    """The role of the node's own heading, or else of what encloses it, or of its section heading."""
    own = role_of(node.heading) if node.heading and node.level is not Level.ITEM else Role.OTHER
    if own is not Role.OTHER:
        return own
    if node.parent >= 0 and roles[node.parent] is not Role.OTHER:
        return roles[node.parent]
    return role_of(node.section) if node.section else Role.OTHER


def _inherited(
    document: Document, index: int, leads: Mapping[int, list[Passage]], before: int
) -> tuple[Passage, ...]:
    """The lead-ins of the ancestors that stand before the node, nearest first."""
    found: list[Passage] = []
    at = document.nodes[index].parent if document.nodes[index].level is Level.ITEM else -1
    while at >= 0:
        above = [lead for lead in leads.get(at, []) if lead.unit.span().end <= before]
        found.extend(reversed(above[-2:]))
        at = document.nodes[at].parent if document.nodes[at].level is Level.ITEM else -1
    return tuple(found)


def _headings(document: Document, index: int) -> tuple[str, ...]:
    """Headings from the node outwards, its section last."""
    found = []
    at = index
    while at >= 0:
        if document.nodes[at].heading:
            found.append(document.nodes[at].heading)
        at = document.nodes[at].parent
    section = document.nodes[index].section
    return tuple(found) if section in found else (*found, section)


def _chain(passages: list[Passage]) -> None:
    for before, after in itertools.pairwise(passages):
        before.next, after.previous = after, before
