"""Text to pieces of the vocabulary, each with its place in the text. Training and reading cut alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BEGIN, FILLING, END, UNKNOWN, BLANK = 0, 1, 2, 3, 6  # the last stands for a space
LEAD, TEXT = 12, 230  # pieces of the lead-in (its last) and of the text (its first) that are read


@dataclass(frozen=True, slots=True)
class Pieces:
    """``ids`` of a whole input; the text's own are ``ids[first:first + len(places)]``, each with its place."""

    ids: list[int]
    first: int
    places: list[tuple[int, int]]


def cut(tokenizer: "Tokenizer", text: str, lead: str = "") -> Pieces:
    """The input for one unit: begin, lead-in, end, text, end; without a lead-in begin, text, end."""
    before = [BEGIN]
    if lead:
        before += [*(one for one, _ in _pieces(tokenizer, lead)[-LEAD:]), END]
    own = _pieces(tokenizer, text)[:TEXT] or [(UNKNOWN, (0, len(text)))]
    return Pieces([*before, *(one for one, _ in own), END], len(before), [place for _, place in own])


def word_pieces(tokenizer: "Tokenizer", words: Sequence[str]) -> list[list[int]]:
    """The pieces of each word of a text that is cut into words already; none goes over the end of a word."""
    return [[one for one, _ in _pieces(tokenizer, word)] or [UNKNOWN] for word in words]


def _pieces(tokenizer: "Tokenizer", text: str) -> list[tuple[int, tuple[int, int]]]:
    cut = tokenizer.encode(text, add_special_tokens=False)
    return [(one, place) for one, place in zip(cut.ids, cut.offsets, strict=True) if one != BLANK]
