"""Automatic numbering of Word (自动编号): the labels that are printed and never stand in the text.

ISO/IEC 29500-1 §17.9 with Microsoft's notes on what Word does ([MS-OI29500] 2.1.283 ff., [MS-DOC]
2.4.6.4): lists that share an abstract definition share one count; a ``startOverride`` restarts it once,
at the first paragraph of its list; a level starts anew after any paragraph of a higher level, unless
``lvlRestart`` says otherwise; a level that was skipped counts as used with its starting value.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from extractor.pages.word_markup import MC, VAL, W, child, switch, value, whole
from extractor.pages.word_numerals import numeral
from extractor.pages.word_styles import ParagraphLook, Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MAX_START = 30_000  # Word allows 32,767; a letter format would repeat its letter value/26 times


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list (编号级别, w:lvl). ``restart`` is w:lvlRestart: None where it is not stated."""

    start: int
    style: str  # w:numFmt
    pattern: str  # w:lvlText
    suffix: str  # tab, space, nothing
    legal: bool
    restart: int | None
    hidden: bool
    paragraph_style: str = ""

    @property
    def numbered(self) -> bool:
        """False for bullets: what they print says nothing."""
        return self.style != "bullet"


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs name (w:num) with the levels in force for it."""

    list_id: int
    counter: int  # the abstract definition whose count it shares
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int]  # startOverride by level
    single: bool = False  # singleLevel: every paragraph is on the first level

    def level(self, index: int) -> ListLevel | None:
        """The level's definition, or that of the nearest higher level that has one."""
        return next((self.levels[at] for at in range(index, -1, -1) if at in self.levels), None)


class Lists:
    """Every list of one document; ``root`` is numbering.xml or None."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[int, etree._Element] = {}
        self._nums: dict[int, etree._Element] = {}
        self._lists: dict[int, NumberedList | None] = {}
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                self._abstracts[whole(element.get(W + "abstractNumId")) or 0] = element
            elif element.tag == W + "num":
                self._nums[whole(element.get(W + "numId")) or 0] = element

    def find(self, list_id: int) -> NumberedList | None:
        """The list with this ``w:numId``; None where the document defines none (Word prints no number)."""
        if list_id not in self._lists:
            self._lists[list_id] = self._built(list_id)
        return self._lists[list_id]

    def place(self, look: ParagraphLook) -> tuple[NumberedList, int] | None:
        """The list and level that a paragraph is on, or None where it is not numbered."""
        listed = self.find(look.list_id) if look.list_id else None
        if listed is None:
            return None
        if listed.single:
            return listed, 0
        level = look.level
        if level is None:
            level = _linked_level(listed, look.styles)
        return listed, min(max(level, 0), LEVELS - 1)

    def _built(self, list_id: int) -> NumberedList | None:
        num = self._nums.get(list_id)
        abstract_id = whole(value(num, "abstractNumId"))
        abstract = self._abstracts.get(abstract_id) if abstract_id is not None else None
        if num is None or abstract is None or abstract_id is None:
            return None
        levels: dict[int, ListLevel] = {}
        starts: dict[int, int] = {}
        for source in self._sources(num, abstract):
            _add_levels(source, levels, starts)
        single = value(abstract, "multiLevelType") == "singleLevel"
        return NumberedList(list_id, abstract_id, levels, starts, single)

    def _sources(self, num: etree._Element, abstract: etree._Element) -> list[etree._Element]:
        """Where the levels are stated, weakest first: a linked list style, the definition, the list."""
        link = value(abstract, "numStyleLink")
        linked = self._nums.get(self._styles.list_of_style(link) or 0) if link else None
        linked_abstract = self._abstracts.get(whole(value(linked, "abstractNumId")) or 0)
        if link and linked is None:
            linked_abstract = next(
                (found for found in self._abstracts.values() if value(found, "styleLink") == link), None
            )
        sources = [linked_abstract, linked, abstract, num]
        return [source for source in sources if source is not None]


def _linked_level(listed: NumberedList, styles: tuple[str, ...]) -> int:
    """The level that names one of the paragraph's styles (w:pStyle), else the first."""
    for style in styles:
        for index, level in listed.levels.items():
            if level.paragraph_style == style:
                return index
    return 0


def _add_levels(source: etree._Element, levels: dict[int, ListLevel], starts: dict[int, int]) -> None:
    for element in source:
        index = whole(element.get(W + "ilvl"))
        if index is None or not 0 <= index < LEVELS:
            continue
        if element.tag == W + "lvl":
            levels[index] = _read_level(element)
        elif element.tag == W + "lvlOverride":
            own = child(element, "lvl")
            if own is not None:
                levels[index] = _read_level(own)
            start = whole(value(element, "startOverride"))
            if start is not None:
                starts[index] = min(max(start, 0), _MAX_START)


def _read_level(element: etree._Element) -> ListLevel:
    text = child(element, "lvlText")
    return ListLevel(
        start=min(max(whole(value(element, "start")) or 0, 0), _MAX_START),
        style=_number_style(element),
        pattern=text.get(VAL, "") if text is not None else "",
        suffix=value(element, "suff") or "tab",
        legal=bool(switch(element, "isLgl")),
        restart=whole(value(element, "lvlRestart")),
        hidden=bool(switch(element, "rPr", "vanish")),
        paragraph_style=value(element, "pStyle") or "",
    )


def _number_style(element: etree._Element) -> str:
    """w:numFmt; ``custom:0001`` where Word 2010 wrote its own pattern (§17.9.17 format)."""
    stated = child(element, "numFmt")
    if stated is None:
        stated = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if stated is None:
        return "decimal"
    if stated.get(VAL) == "custom":
        return "custom:" + stated.get(W + "format", "").partition(",")[0].strip()
    return stated.get(VAL, "decimal")


@dataclass(slots=True)
class Numberer:
    """The counts of one story (正文、脚注、文本框各自编号), advanced paragraph by paragraph."""

    lists: Lists
    unknown_styles: set[str] = field(default_factory=set)
    _counts: dict[int, list[int | None]] = field(default_factory=dict)
    _restarted: set[int] = field(default_factory=set)

    def label(self, look: ParagraphLook) -> str:
        """The label of the next paragraph with what parts it from the text: ``第一条 `` or nothing."""
        place = self.lists.place(look)
        if place is None:
            return ""
        listed, index = place
        level = listed.level(index)
        if level is None:
            return ""
        counts = self._advance(listed, index)
        if level.hidden or not level.numbered:
            return ""
        text = self._text(listed, level, index, counts)
        return text + ("" if level.suffix == "nothing" or not text else " ")

    def _advance(self, listed: NumberedList, index: int) -> list[int | None]:
        counts = self._counts.setdefault(listed.counter, [None] * LEVELS)
        for upper in range(index):
            if counts[upper] is None:
                counts[upper] = _start(listed, upper, overridden=False)
        count = counts[index]
        restarts = index in listed.starts and listed.list_id not in self._restarted
        if restarts:
            self._restarted.add(listed.list_id)
        if restarts or count is None:
            counts[index] = _start(listed, index, overridden=True)
        else:
            counts[index] = count + 1
        for lower in range(index + 1, LEVELS):
            if _starts_anew(listed, lower, index):
                counts[lower] = None
        return counts

    def _text(self, listed: NumberedList, level: ListLevel, index: int, counts: list[int | None]) -> str:
        if any(int(place) - 1 > index for place in _PLACE.findall(level.pattern)):
            return ""  # Word drops the whole text where it names a lower level ([MS-OI29500] 2.1.283 c)

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            stated = listed.level(at)
            style = stated.style if stated is not None else "decimal"
            if level.legal and style not in {"none", "bullet", "decimalZero"}:
                style = "decimal"  # isLgl (§17.9.4): 1.1 under 第一条
            printed = numeral(counts[at] or 0, style)
            if printed is None:
                self.unknown_styles.add(style)
                printed = str(counts[at] or 0)
            return printed

        return _PLACE.sub(number, level.pattern).strip()


def _start(listed: NumberedList, index: int, *, overridden: bool) -> int:
    if overridden and index in listed.starts:
        return listed.starts[index]
    level = listed.level(index)
    return level.start if level is not None else 1


def _starts_anew(listed: NumberedList, lower: int, used: int) -> bool:
    """True where a paragraph on level ``used`` makes the count of level ``lower`` start anew."""
    level = listed.levels.get(lower)
    limit = lower if level is None or level.restart is None else min(level.restart, lower)
    return used < limit
