"""Sentences of the published annotation in windows (上下文窗口): each is read among its neighbours (needs torch, extra ``train``).

The annotation cuts a clause into phrases, its condition, what is paid and how it ends, in the order of the document;
what a phrase is, its neighbours tell. No part goes over the end of a phrase.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.reading.annotation import Marked
from models.reading.lessons import ELEMENT_OF, ROLE_OF_COVERAGE, Lesson
from models.reading.pieces import BEGIN, END, TEXT, Pieces, word_pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence as the pieces of its words, and its elements."""

    words: list[list[int]]
    marks: list[tuple[int, int, str]]

    @property
    def length(self) -> int:
        """Pieces, with the one that parts it from the next."""
        return sum(map(len, self.words)) + 1


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences in one lesson; the places of the sentence ``numbers[n]`` begin at ``starts[n]``."""

    numbers: range
    starts: list[int]
    lesson: Lesson


def cut_sentences(tokenizer: "Tokenizer", sentences: Sequence[Marked]) -> list[Cut]:
    """The sentences in pieces."""
    return [Cut(word_pieces(tokenizer, words), marks) for words, marks in sentences]


def window(cuts: Sequence[Cut], numbers: range) -> Window:
    """Some sentences as one lesson; its places are their words."""
    ids, begins, ends, groups, starts = [BEGIN], list[int](), list[int](), list[int](), list[int]()
    parts = []
    for number in numbers:
        starts.append(len(begins))
        for word in cuts[number].words:
            begins.append(len(ids))
            ids += word
            ends.append(len(ids) - 1)
            groups.append(number)
        parts += [
            (ELEMENT_OF[label], starts[-1] + a, starts[-1] + b - 1) for a, b, label in cuts[number].marks
        ]
        ids.append(END)
    pieces = Pieces(ids, 1, [(0, 0)] * (len(ids) - 2))  # no text: the places are words
    return Window(numbers, starts, Lesson(pieces, ROLE_OF_COVERAGE, begins, ends, parts, groups=groups))


def alone(cuts: Sequence[Cut]) -> list[Window]:
    """Each sentence by itself."""
    return [window(cuts, range(number, number + 1)) for number in range(len(cuts))]


def in_turn(cuts: Sequence[Cut], offset: int) -> list[Window]:
    """All sentences once, in windows of no more than TEXT pieces; the first is short by ``offset`` pieces."""
    windows = []
    first, length = 0, offset
    for number, one in enumerate(cuts):
        if number > first and length + one.length > TEXT:
            windows.append(window(cuts, range(first, number)))
            first, length = number, 0
        length += one.length
    return [*windows, window(cuts, range(first, len(cuts)))]
