"""The clause tree (条款树): entries nested by their labels.

Nesting follows what a document does, not a fixed order of habits: a label whose family is open goes on
with that list, a new family nests inside the innermost open label. Duplicated labels survive as ``#2``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.document import BlockKind, Level, Node, Span
from extractor.structure.entries import Entry, Style, is_section_heading, numbers_restart
from extractor.structure.headings import Role, role_of
from extractor.structure.numbering import GROUPING, STRUCTURAL, Family, Label

_LOOK_AHEAD = 200  # entries; a list interrupted for longer has ended
_OF_ARTICLE = re.compile(r"本条|(?:上述|以上|前述)(?:各项|各款|责任|约定|情形|保险金|第)")
_LEVELS = {Family.PART: Level.PART, Family.CHAPTER: Level.CHAPTER, Family.SECTION: Level.SECTION}


@dataclass(slots=True)
class _Draft:
    """A node while it grows."""

    path: str
    label: str
    level: Level
    heading: str
    start: int
    end: int
    parent: int
    section: str
    family: Family | None = None
    number: int = 0
    titled: bool = False
    table: int | None = None
    paragraphs: list[Span] = field(default_factory=list)
    children: int = 0


class TreeBuilder:
    """Builds the nodes of one document, in reading order."""

    def __init__(self, text: str, entries: Sequence[Entry], style: Style) -> None:
        self._text, self._entries, self._style = text, entries, style
        self._drafts: list[_Draft] = []
        self._open: list[int] = []  # the article and the items inside it
        self._groups: list[int] = []  # part, chapter, section
        self._section = ""
        self._base = -1  # the node that holds paragraphs outside every article
        self._seen: Counter[str] = Counter()
        self._prefixed = numbers_restart(entries, style.top)

    def build(self) -> tuple[Node, ...]:
        """The tree, flat, parents before children."""
        for at, entry in enumerate(self._entries):
            if entry.kind is BlockKind.NOISE:
                continue
            if entry.kind is BlockKind.SIGNATURE:
                self._sign(entry)
            elif entry.kind is BlockKind.ROW:
                self._row(at, entry)
            elif entry.label is not None:
                self._labelled(at, entry, entry.label)
            elif is_section_heading(self._text, self._entries, at, self._style):
                self._head(entry)
            else:
                self._write(self._owner(at), entry.span)
        return tuple(self._node(draft) for draft in self._drafts)

    def _node(self, draft: _Draft) -> Node:
        return Node(
            draft.path, draft.label, draft.level, draft.heading, Span(draft.start, draft.end),
            tuple(draft.paragraphs), draft.parent, draft.section, draft.table,
        )  # fmt: skip

    def _add(self, entry: Entry, path: str, level: Level, parent: int, label: Label | None = None) -> int:
        self._seen[path] += 1
        if self._seen[path] > 1 and label is not None:
            path = f"{path}#{self._seen[path]}"
        draft = _Draft(
            path, label.text if label else "", level, entry.heading, entry.span.start, entry.span.start + 1, parent,
            self._section, label.family if label else None, label.number if label else 0,
        )  # fmt: skip
        self._drafts.append(draft)
        index = len(self._drafts) - 1
        if parent >= 0:
            self._drafts[parent].children += 1
        self._reach(index, entry.span.end)
        return index

    def _reach(self, index: int, end: int) -> None:
        while index >= 0:
            self._drafts[index].end = max(self._drafts[index].end, end)
            index = self._drafts[index].parent

    def _write(self, index: int, span: Span) -> None:
        self._drafts[index].paragraphs.append(span)
        self._reach(index, span.end)

    # --- headings and groups -------------------------------------------------------------------

    def _head(self, entry: Entry) -> None:
        heading = entry.span.quote(self._text).strip().rstrip("：:")
        self._open.clear()
        self._section = heading
        parent = self._groups[-1] if self._groups else -1
        definitions = role_of(heading) is Role.DEFINITIONS
        self._base = self._add(entry, "释义" if definitions else heading, Level.SECTION, parent)
        self._drafts[self._base].heading = heading

    def _group(self, entry: Entry, label: Label) -> None:
        rank = GROUPING.index(label.family)
        while self._groups and self._rank(self._groups[-1]) >= rank:
            self._groups.pop()
        parent = self._groups[-1] if self._groups else -1
        self._open.clear()
        self._section = entry.heading or (entry.body.quote(self._text).strip() if entry.body else label.text)
        path = (self._drafts[parent].path if parent >= 0 and self._prefixed else "") + label.text
        index = self._add(entry, path, _LEVELS[label.family], parent, label)
        self._groups.append(index)
        self._base = index
        if entry.body is not None:
            self._write(index, entry.body)

    def _rank(self, index: int) -> int:
        family = self._drafts[index].family
        return GROUPING.index(family) if family in GROUPING else -1

    def _appendix(self, entry: Entry, label: Label) -> None:
        self._open.clear()
        self._groups.clear()
        self._section = entry.heading or label.text
        self._base = self._add(entry, label.text, Level.APPENDIX, -1, label)
        self._groups.append(self._base)
        if entry.body is not None:
            self._write(self._base, entry.body)

    # --- labels ----------------------------------------------------------------------------------

    def _labelled(self, at: int, entry: Entry, label: Label) -> None:
        if label.family in GROUPING:
            self._group(entry, label)
        elif label.family is Family.APPENDIX:
            self._appendix(entry, label)
        elif self._is_section_number(at, entry, label):
            self._numbered_section(entry, label)
        elif label.family is self._style.top and (label.family is not Family.BRACKETED or not self._open):
            self._article(entry, label)
        else:
            self._item(entry, label)

    def _is_section_number(self, at: int, entry: Entry, label: Label) -> bool:
        """``一、`` above articles, or ``2.`` above 2.1: the number of a section, not of an item."""
        if not entry.heading:
            return False
        following = next((e.label for e in self._entries[at + 1 :] if e.label is not None), None)
        if self._style.top is Family.ARTICLE and label.family is Family.CHINESE:
            last_of_list = self._counts_on(label) and not self._counts_sections(label)
            return following is not None and following.family is Family.ARTICLE and not last_of_list
        if self._style.top is Family.DECIMAL and label.family in (Family.ARABIC, Family.CHINESE):
            follows = (
                following is not None
                and following.numbers[:1] == (label.number,)
                and not self._inside(label.number)
            )
            if label.family is Family.CHINESE:
                return follows or (
                    following is not None and following.family in (Family.ARABIC, Family.DECIMAL)
                )
            return (
                follows
                or self._runs_on(label)
                or self._opens_sections(at, label)
                or (entry.kind is BlockKind.HEADING and not self._counts_on(label))
            )
        return False

    def _counts_sections(self, label: Label) -> bool:
        """Is the last section of this family the one before ``label``?"""
        last = next(
            (d for d in reversed(self._drafts) if d.level is Level.SECTION and d.family is label.family), None
        )
        return last is not None and last.number + 1 == label.number

    def _opens_sections(self, at: int, label: Label) -> bool:
        """``1.`` outside every list, with a headed ``2.`` to come: the first of the numbers that count sections."""
        if label.number != 1 or self._open:
            return False
        second = next(
            (e for e in self._entries[at + 1 :] if e.label is not None and e.label.family is label.family),
            None,
        )
        return (
            second is not None
            and bool(second.heading)
            and second.label is not None
            and second.label.number == 2
        )

    def _inside(self, number: int) -> bool:
        """Is an article ``number``.x open already? Then ``2.`` between 2.1 and 2.2 is an item of 2.1."""
        return any(self._drafts[i].label.startswith(f"{number}.") for i in self._open)

    def _runs_on(self, label: Label) -> bool:
        """``4.`` after 3.2 or after the article 3.: the next of the numbers that count articles."""
        if self._counts_on(label):
            return False
        last = next(
            (d for d in reversed(self._drafts) if d.family is Family.DECIMAL and d.level is Level.ARTICLE),
            None,
        )
        section = next(
            (
                d.number
                for d in reversed(self._drafts)
                if d.level is Level.SECTION and d.family is Family.ARABIC
            ),
            0,
        )
        decimal = int(last.label.split(".")[0]) if last else 0
        return label.number == max(section, decimal) + 1 and label.number > 1

    def _counts_on(self, label: Label) -> bool:
        return any(
            self._drafts[i].family is label.family and self._drafts[i].number + 1 == label.number
            for i in self._open
        )

    def _numbered_section(self, entry: Entry, label: Label) -> None:
        self._open.clear()
        self._section = entry.heading
        parent = next((i for i in reversed(self._groups) if self._drafts[i].family is not label.family), -1)
        self._base = self._add(entry, label.text, Level.SECTION, parent, label)

    def _article(self, entry: Entry, label: Label) -> None:
        parent = self._base
        if parent >= 0 and self._drafts[parent].level is Level.PREAMBLE:
            parent = self._base = -1
        prefix = ""
        if label.family is Family.DECIMAL:
            while self._open and not self._leads_to(self._open[-1], label):
                self._open.pop()
            parent = self._open[-1] if self._open else parent
        else:
            self._open.clear()
            prefix = self._prefix()
        index = self._add(entry, prefix + label.text, Level.ARTICLE, parent, label)
        self._open.append(index)
        if entry.body is not None:
            self._write(index, entry.body)

    def _leads_to(self, index: int, label: Label) -> bool:
        """Is the open node a decimal number that ``label`` goes on from (2.3 → 2.3.1)? An item 2 is not."""
        draft = self._drafts[index]
        return draft.family is Family.DECIMAL and label.text.startswith(draft.label + ".")

    def _prefix(self) -> str:
        """Part or chapter in front of an article's path, where its numbers start anew there."""
        inside = [i for i in self._groups if self._drafts[i].level is Level.APPENDIX or self._prefixed]
        return self._drafts[inside[-1]].path if inside else ""

    def _item(self, entry: Entry, label: Label) -> None:
        depth = self._sibling_depth(label)
        if depth is not None:
            del self._open[depth:]
        elif label.number > 1 and label.family is not Family.DECIMAL:
            self._resume(label)
        parent = self._open[-1] if self._open else self._base
        base = self._drafts[parent].path if parent >= 0 and self._names_path(parent) else ""
        middle = "·" if base and label.text[0].isdigit() and "." in base.rsplit("）", 1)[-1] else ""
        if label.family is Family.DECIMAL and self._counts_article(label):
            base = middle = ""
        index = self._add(entry, base + middle + label.text, Level.ITEM, parent, label)
        self._drafts[index].titled = bool(entry.heading)
        self._open.append(index)
        if entry.body is not None:
            self._write(index, entry.body)

    def _resume(self, label: Label) -> None:
        """A list that a heading interrupted (columns read in the wrong order) goes on where it stopped."""
        here = self._drafts[self._open[-1]] if self._open else None
        if here is None or here.children or (here.paragraphs and not here.titled):
            return
        for at in range(len(self._drafts) - 1, max(len(self._drafts) - 12, -1), -1):
            draft = self._drafts[at]
            if (
                draft.level is Level.ITEM
                and draft.family is label.family
                and draft.number == label.number - 1
            ):
                self._open = self._lineage(draft.parent)
                return

    def _lineage(self, index: int) -> list[int]:
        line: list[int] = []
        while index >= 0 and self._drafts[index].level in (Level.ARTICLE, Level.ITEM):
            line.insert(0, index)
            index = self._drafts[index].parent
        return line

    def _counts_article(self, label: Label) -> bool:
        """``10.1`` under 第十条: the decimal number names its article already."""
        return bool(self._open) and self._drafts[self._open[0]].number == label.numbers[0]

    def _names_path(self, index: int) -> bool:
        draft = self._drafts[index]
        named = (Level.ARTICLE, Level.ITEM, Level.APPENDIX, Level.PREAMBLE)
        return draft.level in named or draft.path == "释义" or bool(draft.label)

    def _sibling_depth(self, label: Label) -> int | None:
        """Where an open list of this family stands; a list that starts anew inside an item stays inside."""
        for depth in range(len(self._open) - 1, -1, -1):
            draft = self._drafts[self._open[depth]]
            if draft.level is not Level.ITEM or draft.family is not label.family:
                continue
            if label.family is not Family.DECIMAL or not label.text.startswith(draft.label + "."):
                return depth
        return None

    # --- paragraphs and rows -----------------------------------------------------------------------

    def _owner(self, at: int) -> int:
        """The node that an unnumbered paragraph belongs to; closes the lists that have ended."""
        if not self._open:
            return self._outside(self._entries[at])
        floor = max(
            (d for d, i in enumerate(self._open) if self._drafts[i].level is Level.ARTICLE), default=-1
        )
        quote = self._entries[at].span.quote(self._text)
        if len(self._open) > 1 + floor and (_OF_ARTICLE.match(quote) or not self._holds_text()):
            del self._open[self._continuing_depth(at, floor) + 1 :]
        return self._open[-1] if self._open else self._outside(self._entries[at])

    def _holds_text(self) -> bool:
        """The innermost item is a bare title whose sister has text, or ends with a colon: it takes what follows."""
        draft = self._drafts[self._open[-1]]
        if draft.level is Level.ITEM and not draft.paragraphs and not draft.children and not draft.heading:
            return True
        if draft.paragraphs and draft.paragraphs[-1].quote(self._text).rstrip().endswith(("：", ":")):
            return True
        if not draft.titled:
            return False
        sisters = [
            d
            for d in self._drafts[-60:]
            if d.parent == draft.parent and d.family is draft.family and d is not draft
        ]
        titled = [d for d in sisters if d.titled]
        return any(len(d.paragraphs) > 1 or d.children for d in titled) or (not sisters and draft.number == 1)

    def _continuing_depth(self, at: int, floor: int) -> int:
        """Depth of the innermost open label whose list goes on after this paragraph; ``floor`` if none."""
        ended: set[int] = set()  # depths whose list has started anew
        for position in range(at + 1, min(at + _LOOK_AHEAD, len(self._entries))):
            label = self._entries[position].label
            if label is None:
                if is_section_heading(self._text, self._entries, position, self._style):
                    return floor
                continue
            if label.family in STRUCTURAL or label.family is self._style.top:
                return floor
            same = [
                d
                for d in range(len(self._open) - 1, floor, -1)
                if d not in ended and self._family(d) is label.family
            ]
            if same and label.number == self._drafts[self._open[same[0]]].number + 1:
                return same[0]
            if same and label.number == 1:
                ended.update(range(same[0], len(self._open)))
        return floor

    def _family(self, depth: int) -> Family | None:
        return self._drafts[self._open[depth]].family

    def _outside(self, entry: Entry) -> int:
        if self._base < 0:
            self._base = self._add(entry, "前言", Level.PREAMBLE, -1)
            self._drafts[self._base].heading = ""
        return self._base

    def _row(self, at: int, entry: Entry) -> None:
        owner = self._owner(at)
        last = self._drafts[-1]
        if last.level is not Level.TABLE or last.table != entry.table:
            index = self._add(entry, self._drafts[owner].path, Level.TABLE, owner)
            self._drafts[index].table = entry.table
            last = self._drafts[index]
        last.paragraphs.append(entry.span)
        self._reach(len(self._drafts) - 1, entry.span.end)

    def _sign(self, entry: Entry) -> None:
        if not self._drafts or self._drafts[-1].level is not Level.SIGNATURE:
            self._open.clear()
            self._add(entry, "签署页", Level.SIGNATURE, -1)
        self._write(len(self._drafts) - 1, entry.span)
