"""The provisions of a document by number, heading and place (条款索引), for looking up what a phrase cites."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from extractor.document import BlockKind, Document, Level, Node, Span
from extractor.structure.headings import Role, role_of
from extractor.structure.numbering import Family, Label, read_label

_GROUPS = (Level.PART, Level.CHAPTER, Level.SECTION)
_NUMERALS = r"[零〇一二三四五六七八九十百\d]"
_CITING = r"[的、和至到及或中]|[规约]定|所|要求|以外|另"
_PRINTED = re.compile(
    rf"(?<![^\n\t。；])[ \u3000#*【]*"
    rf"(第\s*{_NUMERALS}{{1,5}}\s*条|\d{{1,2}}(?:\.\d{{1,3}}){{1,3}}(?![.\d])|附[录件表]\s*{_NUMERALS}{{0,3}})(?:(?=\s)|(?!{_CITING}))"
)
_NAMED = (Level.ARTICLE, Level.ITEM, Level.SECTION, Level.APPENDIX)


class Provisions:
    """Look-ups over ``document.nodes``; provisions are indexes into it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.nodes: Sequence[Node] = document.nodes
        self.labels: list[Label | None] = [_label_of(node) for node in self.nodes]
        self.by_path = {node.path: at for at, node in reversed(tuple(enumerate(self.nodes)))}
        self.children: dict[int, list[int]] = {}
        for at, node in enumerate(self.nodes):
            self.children.setdefault(node.parent, []).append(at)
        self.headings = frozenset(name for node in self.nodes for name in self._names(node) if len(name) > 1)
        self._articles = self._numbered(self._article_like())
        self._parts = self._numbered(self._part_like())
        self._decimals: dict[tuple[int, ...], list[int]] = {}
        for at, label in enumerate(self.labels):
            if label is not None and label.numbers:
                self._decimals.setdefault(label.numbers, []).append(at)

    def _numbered(self, places: Iterable[int]) -> dict[int, list[int]]:
        by_number: dict[int, list[int]] = {}
        for at in places:
            by_number.setdefault(self.number(at), []).append(at)
        return by_number

    def _article_like(self) -> list[int]:
        """Articles; 一、 or section 2. where no 条 is counted."""
        tops = [at for at, node in enumerate(self.nodes) if node.level is Level.ARTICLE]
        counted = [at for at in tops if self.family(at) is Family.ARTICLE]
        if counted:
            return counted
        found = [at for at in tops if self.family(at) in (Family.CHINESE, Family.ARABIC)]
        return found + [at for at, node in enumerate(self.nodes) if node.level is Level.SECTION]

    def _part_like(self) -> list[int]:
        divided = (Family.PART, Family.CHAPTER, Family.SECTION, Family.CHINESE, Family.ARABIC)
        return [
            at
            for at, node in enumerate(self.nodes)
            if (node.level in _GROUPS and self.family(at) in divided)
            or (node.level is Level.ARTICLE and self.family(at) in (Family.CHINESE, Family.ARABIC))
        ]

    def _names(self, node: Node) -> tuple[str, ...]:
        """What a citation may call a provision: its heading, and the words before its first colon."""
        first = squeezed(node.paragraphs[0].quote(self.document.text)[:30]) if node.paragraphs else ""
        before, colon, _ = first.replace(":", "：").partition("：")
        return (squeezed(node.heading).rstrip("：:"), before if colon and len(before) <= 16 else "")

    def family(self, at: int) -> Family | None:
        """The habit of numbering of a provision."""
        label = self.labels[at]
        return label.family if label else None

    def number(self, at: int) -> int:
        """The number of a provision, 0 where it has none."""
        label = self.labels[at]
        return label.number if label else 0

    def lineage(self, at: int) -> list[int]:
        """The provision and everything that holds it, innermost first."""
        line = []
        while at >= 0:
            line.append(at)
            at = self.nodes[at].parent
        return line

    def article(self, at: int) -> int:
        """The article that holds a provision; else the outermost numbered node, or itself."""
        return next((up for up in self.lineage(at) if self.nodes[up].level is Level.ARTICLE), at)

    def articles(self, number: int, near: int) -> list[int]:
        """Articles of that number: those of the same part first; 一、 or section 2. where no 条 is counted."""
        found = self._articles.get(number, [])
        if not found or self.family(found[0]) is not Family.ARTICLE:
            return list(found)
        here = self._prefix(self.article(near))
        same = [at for at in found if self._prefix(at) == here]
        return same or [at for at in found if not self._in_appendix(at)] or found

    def _prefix(self, at: int) -> str:
        return self.nodes[at].path.split(self.nodes[at].label)[0] if self.nodes[at].label else ""

    def _in_appendix(self, at: int) -> bool:
        return any(self.nodes[up].level is Level.APPENDIX for up in self.lineage(at))

    def numbered_articles(self, number: int) -> list[int]:
        """All articles of that number, whatever counts them."""
        return list(self._numbered_articles.get(number, []))

    @cached_property
    def _numbered_articles(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for at, node in enumerate(self.nodes):
            if node.level is Level.ARTICLE:
                found.setdefault(self.number(at), []).append(at)
        return found

    def parts(self, number: int) -> list[int]:
        """Parts, chapters and sections of that number; 一、 where a document is divided so."""
        return list(self._parts.get(number, []))

    def within(self, found: Iterable[int], parts: Iterable[int]) -> list[int]:
        """Those of ``found`` that one of ``parts`` holds."""
        wanted = set(parts)
        return [at for at in found if wanted.intersection(self.lineage(at))]

    def decimals(self, numbers: tuple[int, ...]) -> list[int]:
        """Provisions with that decimal number, articles before items."""
        found = self._decimals.get(numbers, [])
        return [at for at in found if self.nodes[at].level is Level.ARTICLE] or found

    def is_printed(self, label: str, but: int = -1) -> bool:
        """Does the body print this label before a provision that the tree lacks?

        Then a phrase that cites it is not dangling; the page hid the provision. The phrase itself, at
        offset ``but``, counts only where white space sets it off from what follows.
        """
        return any(at != but or apart for at, apart in self._printed.get(label, ()))

    def is_printed_in(self, label: str, span: Span) -> bool:
        """As :meth:`is_printed`, within a part whose numbers start anew."""
        return any(span.start <= at < span.end for at, _ in self._printed.get(label, ()))

    @cached_property
    def _printed(self) -> dict[str, list[tuple[int, bool]]]:
        """Labels at the head of a line or a sentence: where each stands, and whether white space follows it."""
        found: dict[str, list[tuple[int, bool]]] = {}
        for match in _PRINTED.finditer(self.document.text):
            if not self._is_noise(match.start(1)):
                apart = self.document.text[match.end() : match.end() + 1].isspace()
                found.setdefault(squeezed(match[1]), []).append((match.start(1), apart))
        return found

    def prints_item(self, label: str, within: Span) -> bool:
        """Does a part of the text print the label of an item at the head of a line or a clause?"""
        spaced = r"\s*".join(re.escape(char) for char in label)
        pattern = re.compile(rf"(?<![^\n\t。；])[ \u3000]*{spaced}(?!{_CITING})")
        return pattern.search(self.document.text, within.start, within.end) is not None

    def _is_noise(self, at: int) -> bool:
        blocks = self.document.blocks
        found = bisect_right(blocks, at, key=lambda block: block.span.start) - 1
        return found >= 0 and blocks[found].kind is BlockKind.NOISE

    @cached_property
    def has_decimals(self) -> bool:
        """Does the document number its provisions 2.3?"""
        return any(label is not None and label.family is Family.DECIMAL for label in self.labels)

    def items(self, parent: int, number: int, family: Family | None) -> list[int]:
        """Items of that number under a provision, nearest level first, of the family where one is told."""
        level = [parent]
        while level:
            level = [child for at in level for child in self.children.get(at, ())]
            listed = [at for at in level if self.nodes[at].level is Level.ITEM]
            fit = [at for at in listed if self.number(at) == number and family in (None, self.family(at))]
            if fit:  # of several lists the outer one: （二） before 2、 inside it
                return [at for at in fit if self.family(at) is self.family(fit[0])]
        return []

    def counted(self, parent: int, family: Family | None) -> int:
        """How many items a provision counts without a gap (of the family); 0 where it does not count so."""
        for level in (self.children.get(parent, []), self._below(parent)):
            numbers = {
                self.number(at)
                for at in level
                if self.nodes[at].level is Level.ITEM and family in (None, self.family(at))
            }
            if len(numbers) > 1:
                return len(numbers) if numbers == set(range(1, len(numbers) + 1)) else 0
        return 0

    def divides(self, number: int) -> bool:
        """Are there decimals under a number (8.1, 8.2), so that 第8条 means all of them?"""
        return any(label is not None and label.numbers[:1] == (number,) for label in self.labels)

    def _below(self, parent: int) -> list[int]:
        found, level = [], [parent]
        while level:
            level = [child for at in level for child in self.children.get(at, ())]
            found += level
        return found

    def sisters_before(self, at: int, count: int) -> list[int]:
        """The ``count`` provisions of the same kind just before this one under the same parent."""
        before = [
            one
            for one in self.children.get(self.nodes[at].parent, ())
            if one < at and self.nodes[one].level is self.nodes[at].level
        ]
        return before[-count:]

    def article_before(self, at: int) -> int | None:
        """The article before the one that holds ``at``."""
        here = self.article(at)
        return next((one for one in range(here - 1, -1, -1) if self.nodes[one].level is Level.ARTICLE), None)

    @cached_property
    def _appendices(self) -> list[int]:
        return [at for at, node in enumerate(self.nodes) if node.level is Level.APPENDIX]

    def appendices(self, kind: str, number: int | None) -> list[int]:
        """Appendices by kind (附件) and number; without a number all of that kind."""
        same = [at for at in self._appendices if self.nodes[at].label.startswith(kind)]
        if number is None:
            return same
        exact = [at for at in same if self.number(at) == number]
        lone = [at for at in same if self.number(at) == 0]
        return exact or (lone if len(same) == 1 and number == 1 else [])

    def titled(self, title: str) -> list[int]:
        """Appendices that bear a title (《短期费率表》)."""
        wanted = squeezed(title)
        found = []
        for at in self._appendices:
            node = self.nodes[at]
            first = node.paragraphs[0].quote(self.document.text)[:60] if node.paragraphs else ""
            if wanted in squeezed(node.heading) or wanted in squeezed(first):
                found.append(at)
        return found

    def headed(self, heading: str) -> list[int]:
        """Provisions with that heading, articles before items."""
        found = self._headed.get(squeezed(heading), [])
        top = [at for at in found if self.nodes[at].level in (Level.ARTICLE, Level.SECTION)]
        return top or found

    @cached_property
    def _headed(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, node in enumerate(self.nodes):
            if node.level in _NAMED and node.heading:
                found.setdefault(squeezed(node.heading), []).append(at)
        return found

    @cached_property
    def definitions(self) -> list[int]:
        """Where the definitions (释义) stand: an article of that heading, the articles under it, or the section."""
        for at, node in enumerate(self.nodes):
            if node.path.startswith("释义") or role_of(node.heading) is Role.DEFINITIONS:
                inside = [
                    one for one in self._below(at) if self.nodes[one].level is Level.ARTICLE
                ] if node.level is not Level.ARTICLE else []  # fmt: skip
                counted = [one for one in inside if self.family(one) is Family.ARTICLE]
                return counted or [at]
        return []


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def _label_of(node: Node) -> Label | None:
    """The label in its normal form read back; a bare numeral needs its mark (1、) to be one."""
    return (read_label(node.label) or read_label(node.label + "、")) if node.label else None
