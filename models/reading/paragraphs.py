"""Phrases of the published annotation joined to units (合并成句), as documents hold them (needs torch, extra ``train``).

The annotation cuts a clause at its commas into a condition, what is paid, how it ends. A unit of a document is the whole
clause, so the reader is taught on clauses: consecutive phrases with their commas again. Elements of one label that only a
comma parts are one.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.reading.annotation import Marked
from models.reading.lessons import ELEMENT_OF, ROLE_OF_COVERAGE, Lesson
from models.reading.pieces import cut
from models.reading.pupils import touched_places

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_MOST = 8  # phrases of a unit
_COMMA = "，"
_CLOSES = ("IA", "T")  # after these a clause may end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text and its elements, (start, end, label) in characters."""

    text: str
    marks: list[tuple[int, int, str]]


def paragraphs(sentences: Sequence[Marked], chance: random.Random) -> Iterator[Paragraph]:
    """All sentences once, in units: most end where the clause does, a third after a number of phrases by chance."""
    at = 0
    while at < len(sentences):
        stop = at + 1
        by_chance = chance.random() < 1 / 3
        most = chance.randint(1, 5) if by_chance else _MOST
        while stop < min(len(sentences), at + most) and (by_chance or not _ends(sentences, stop)):
            stop += 1
        yield joined(sentences[at:stop])
        at = stop


def _ends(sentences: Sequence[Marked], stop: int) -> bool:
    """Does the clause end before the phrase ``stop``?"""
    before, after = ({label for *_, label in sentences[at][1]} for at in (stop - 1, stop))
    return not before.isdisjoint(_CLOSES) and after.isdisjoint(_CLOSES)


def joined(sentences: Sequence[Marked]) -> Paragraph:
    """The phrases with commas between them."""
    text, marks = "", list[tuple[int, int, str]]()
    for words, elements in sentences:
        text += _COMMA if text else ""
        stops = [len(text)]
        for word in words:
            stops.append(stops[-1] + len(word))
        text += "".join(words)
        for first, last, label in sorted(elements):
            _put(marks, (stops[first], stops[last], label))
    return Paragraph(text, marks)


def _put(marks: list[tuple[int, int, str]], mark: tuple[int, int, str]) -> None:
    """Adds the mark, to one of its label that ends at the comma before it where there is one."""
    start, end, label = mark
    for at, (begun, ended, named) in enumerate(marks):
        if named == label and ended + len(_COMMA) == start:
            marks[at] = (begun, end, label)
            return
    marks.append(mark)


def paragraph_lesson(tokenizer: "Tokenizer", paragraph: Paragraph) -> Lesson:
    """A unit of a coverage, cut as one of a document; its places are its pieces."""
    pieces = cut(tokenizer, paragraph.text)
    places = [pieces.first + at for at in range(len(pieces.places))]
    parts = [
        (ELEMENT_OF[label], *found)
        for start, end, label in paragraph.marks
        if (found := touched_places(pieces, start, end))
    ]
    return Lesson(pieces, ROLE_OF_COVERAGE, places, places, parts)
