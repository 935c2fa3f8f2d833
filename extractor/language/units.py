"""Sentences and their parts (句、分句): the units that records quote.

A unit is what ``。`` or ``；`` closes outside brackets and quotation marks; its segments are what ``，``
divides. Everything works on a reading view (:mod:`extractor.language.view`).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from extractor.document import Span
from extractor.language.view import View

_OPEN, _CLOSE = "（“《【[〈", "）”》】]〉"
_ENDS = "。；！？"


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or clause (句). ``view`` leaves out the closing punctuation; ``closed`` is that mark or ''."""

    view: View
    closed: str
    bracketed: bool = False

    @property
    def text(self) -> str:
        """What the rules read."""
        return self.view.text

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The document's span of ``text[start:end]``."""
        return self.view.span(start, len(self.view.text) if end is None else end)


def split_units(whole: View) -> list[Unit]:
    """The units of a paragraph in order; a bracketed remark that stands as a sentence loses its brackets."""
    whole = _without_brackets(whole)
    units = []
    for start, end in _cuts(whole.text, _ENDS):
        unit = _unit(whole, start, end)
        if unit is not None:
            units.append(unit)
    return units


def _without_brackets(whole: View) -> View:
    """A paragraph wholly in brackets is read as the sentences inside."""
    text = whole.text.rstrip("。；")
    if text.startswith("（") and _closing(text, 0) == len(text) - 1 and "。" in text:
        return whole.part(1, len(text) - 1)
    return whole


def _unit(whole: View, start: int, end: int) -> Unit | None:
    text = whole.text
    closed = text[end] if end < len(text) else ""
    bracketed = False
    while start < end and text[start] in "。；：，、！？":
        start += 1
    if start < end and text[start] == "（" and text[end - 1] == "）" and _closing(text, start) == end - 1:
        start, end, bracketed = start + 1, end - 1, True
    while start < end and text[end - 1] in "。；：，、！？":
        closed = text[end - 1] if text[end - 1] in "：。；" else closed
        end -= 1
    if start >= end:
        return None
    return Unit(whole.part(start, end), closed, bracketed)


def _closing(text: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(text)):
        if text[at] == "（":
            depth += 1
        elif text[at] == "）":
            depth -= 1
            if depth == 0:
                return at
    return -1


def _cuts(text: str, marks: str) -> list[tuple[int, int]]:
    """Stretches between the marks that stand outside brackets; an unclosed bracket hides nothing."""
    cuts, start, depth = [], 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
            if depth == 0 and char == "）" and at > 0 and text[at - 1] == "。" and text[start] == "（":
                cuts.append((start, at + 1))
                start = at + 1
        elif (
            char in marks
            and (depth == 0 or not _closes_later(text, at))
            and not (char == "；" and _LISTING.search(text, start, at))
        ):
            cuts.append((start, at))
            start, depth = at + 1, 0
    if start < len(text):
        cuts.append((start, len(text)))
    return cuts


_LISTING = re.compile(r"包括(?:但不限于)?[^，。；]{0,8}：")  # what follows is one sentence with its examples
_LATER = 400  # characters within which a bracket must close to hide a full stop


def _closes_later(text: str, at: int) -> bool:
    return any(mark in text[at : at + _LATER] for mark in _CLOSE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A comma segment (分句): ``text[start:end]`` of the unit it was cut from."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def split_segments(text: str) -> tuple[Segment, ...]:
    """Comma segments of a unit, brackets kept whole."""
    return tuple(Segment(start, end, text[start:end]) for start, end in _cuts(text, "，") if start < end)


def segment_index(text: str, at: int) -> int:
    """Index in ``split_segments(text)`` of the segment that holds ``text[at]``, or of the one its comma ends."""
    return max(bisect_right(split_segments(text), at, key=lambda segment: segment.start) - 1, 0)


def segment_at(text: str, at: int) -> Segment:
    """The comma segment that holds ``text[at]``."""
    return split_segments(text)[segment_index(text, at)]


_HEADING = re.compile(r"[^，。；：“”\d]{2,16}：(?=.{8})")


def heading_length(text: str) -> int:
    """Characters of a heading that stands before the sentence (``投保手续：乙方将…`` → 5), or 0."""
    match = _HEADING.match(text)
    if not match or len(text) - match.end() < 2 * match.end():
        return 0
    return match.end()


_INNER = re.compile(r"（([^（）]{10,})）")


def inner_units(unit: Unit) -> list[Unit]:
    """Bracketed remarks inside a unit that may state something of their own."""
    return [Unit(unit.view.part(m.start(1), m.end(1)), "", True) for m in _INNER.finditer(unit.text)]
