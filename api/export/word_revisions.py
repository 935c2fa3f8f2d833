"""Tracked changes of Word (修订): w:ins around words that are there, w:del for words that are not (ISO/IEC 29500-1 §17.13.5)."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from api.export.word_cuts import Numbers, outside
from api.export.word_file import W, element, text_element

AUTHOR, INITIALS = "条款比对", "比"
_FIELD_PARTS = (W + "fldChar", W + "instrText")
_INSERTED = frozenset({W + "ins", W + "moveTo"})
# What a paragraph that was deleted does not take over from its neighbour.
_OWN = tuple(W + name for name in ("numPr", "sectPr", "pPrChange", "rPr", "framePr", "outlineLvl"))
_BEFORE_NUMBER = frozenset(
    W + name for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl")
)
# What a cell that was deleted does not take over: merging, and the changes that others have tracked.
_CELL_OWN = tuple(
    W + name for name in ("vMerge", "hMerge", "gridSpan", "cellIns", "cellDel", "cellMerge", "tcPrChange")
)
_BREAKS = re.compile("([\t\n])")


@dataclass(frozen=True, slots=True)
class Revisions:
    """Makes tracked changes of one author and one moment."""

    numbers: Numbers
    made: datetime

    def stamp(self, name: str) -> etree._Element:
        """An empty element of a tracked change."""
        return element(name, id=self.numbers.take(), author=AUTHOR, date=stamped(self.made))

    def insert(self, runs: Sequence[etree._Element]) -> None:
        """Mark runs that stand in the file as inserted; those that someone has marked so already stay as they are."""
        group: list[etree._Element] = []
        for run in _with_layout(runs):
            parent = run.getparent()
            if parent is not None and parent.tag in _INSERTED:
                continue
            if group and group[-1].getnext() is not run:
                self._wrap(group)
                group = []
            group.append(run)
        if group:
            self._wrap(group)

    def _wrap(self, runs: Sequence[etree._Element]) -> None:
        wrapper = self.stamp("ins")
        runs[0].addprevious(wrapper)
        wrapper.extend(runs)

    def deleted(self, text: str, like: etree._Element | None) -> etree._Element:
        """``w:del`` with words that the file does not have, set like the run ``like``."""
        run = element("r")
        properties = like.find(W + "rPr") if like is not None else None
        if properties is not None:
            copied = deepcopy(properties)
            for change in copied.findall(W + "rPrChange"):
                copied.remove(change)
            run.append(copied)
        for part in _BREAKS.split(text):
            if part in ("\t", "\n"):
                run.append(element("tab" if part == "\t" else "br"))
            elif part:
                run.append(text_element("delText", part))
        wrapper = self.stamp("del")
        wrapper.append(run)
        return wrapper

    def beside(self, placed: etree._Element, change: etree._Element, *, after: bool) -> None:
        """Put a change beside a run or another change, in none of the tracked changes around it."""
        neighbour = outside(placed, self.numbers, after=after)
        if after:
            neighbour.addnext(change)
        else:
            neighbour.addprevious(change)

    def deleted_paragraph(self, text: str, like: etree._Element) -> etree._Element:
        """A paragraph that the file does not have, set like the paragraph ``like``, without a number of its own."""
        made = element("p")
        given = like.find(W + "pPr")
        properties = element("pPr") if given is None else deepcopy(given)
        for own in [one for one in properties if one.tag in _OWN]:
            properties.remove(own)
        properties.insert(sum(one.tag in _BEFORE_NUMBER for one in properties), _unnumbered())
        mark = element("rPr")
        mark.append(self.stamp("del"))
        properties.append(mark)
        made.append(properties)
        made.append(self.deleted(text, next(like.iter(W + "r"), None)))
        return made

    def deleted_row(self, text: str, like: etree._Element) -> etree._Element:
        """A table row that the file does not have, its cells set like those of the row ``like``."""
        made = element("tr")
        properties = element("trPr")
        properties.append(self.stamp("del"))
        made.append(properties)
        models = like.findall(W + "tc")
        for at, words in enumerate(text.split("\t")):
            model = models[min(at, len(models) - 1)] if models else None
            made.append(self._deleted_cell(words, model))
        return made

    def _deleted_cell(self, text: str, like: etree._Element | None) -> etree._Element:
        cell = element("tc")
        given = like.find(W + "tcPr") if like is not None else None
        if given is not None:
            properties = deepcopy(given)
            for own in [one for one in properties if one.tag in _CELL_OWN]:
                properties.remove(own)
            cell.append(properties)
        paragraph = next(like.iter(W + "p"), None) if like is not None else None
        filled = self.deleted_paragraph(text, element("p") if paragraph is None else paragraph)
        if not text:
            for empty in filled.findall(W + "del"):
                filled.remove(empty)
        cell.append(filled)
        return cell

    def insert_paragraph_mark(self, paragraph: etree._Element) -> None:
        """Mark the end of a paragraph as inserted: rejecting takes the whole paragraph away."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = element("pPr")
            paragraph.insert(0, properties)
        mark = properties.find(W + "rPr")
        if mark is None:
            mark = element("rPr")
            place = next((one for one in properties if one.tag in (W + "sectPr", W + "pPrChange")), None)
            if place is None:
                properties.append(mark)
            else:
                place.addprevious(mark)
        if mark.find(W + "ins") is None:
            mark.insert(0, self.stamp("ins"))

    def insert_row_mark(self, row: etree._Element) -> None:
        """Mark a table row as inserted."""
        properties = row.find(W + "trPr")
        if properties is None:
            properties = element("trPr")
            place = sum(one.tag in (W + "tblPrEx",) for one in row)
            row.insert(place, properties)
        if properties.find(W + "ins") is None:
            earlier = sum(one.tag != W + "trPrChange" for one in properties)
            properties.insert(earlier, self.stamp("ins"))


def stamped(made: datetime) -> str:
    """The moment as Word writes it, in UTC."""
    return made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _unnumbered() -> etree._Element:
    number = element("numPr")
    number.append(element("ilvl", val="0"))
    number.append(element("numId", val="0"))
    return number


def _with_layout(runs: Sequence[etree._Element]) -> list[etree._Element]:
    """The runs and those between them that print no letters (tabs, spaces); the parts of fields stay outside."""
    found: list[etree._Element] = []
    for run in runs:
        if found and found[-1].getparent() is run.getparent():
            between: list[etree._Element] = []
            for sibling in found[-1].itersiblings():
                if sibling is run:
                    found += between
                    break
                if sibling.tag != W + "r" or any(part.tag in _FIELD_PARTS for part in sibling):
                    break
                between.append(sibling)
        found.append(run)
    return found
