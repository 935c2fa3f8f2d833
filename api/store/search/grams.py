"""What is compared when searching: runs of characters (字串) and the short pieces of them that an index holds.

Text is taken in Unicode's compatible form without regard to case (NFKC, casefold), and white space and
invisible marks are left out. Punctuation divides it into runs; ``%`` and ``‰`` stay, and so do ``.`` and ``,``
between two digits. A run is found by its characters and by its pairs of neighbours (bigrams).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

_MOST_WORDS = 100  # of a query; the longest ones count
_MOST_GRAMS = 24  # asked of an index for one query; what it gives is then compared with the words themselves
_OUTSIDE_NUMBERS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)")


class _Replacements(dict[int, str]):
    """What becomes of a character: itself, nothing, or a blank where it divides; filled as they come."""

    def __init__(self, space: str) -> None:
        super().__init__()
        self._space = space

    def __missing__(self, code: int) -> str:
        self[code] = found = self._replacement(chr(code))
        return found

    def _replacement(self, character: str) -> str:
        category = unicodedata.category(character)
        if character.isspace():
            return self._space
        if category in ("Cc", "Cf"):
            return ""
        if character in "%‰.,":
            return character
        return " " if category[0] in "PZ" or category in ("Sk", "Cs") else character


_OF_TEXT = _Replacements("")
_OF_QUERY = _Replacements(" ")


def runs_of(text: str) -> tuple[str, ...]:
    """The runs of a text in order, none of them empty; white space does not divide them."""
    return tuple(_divided(text, _OF_TEXT))


def words_of(query: str) -> tuple[str, ...]:
    """What must occur in a text for the query to find it, longest first; white space divides words.

    A word that is part of another is left out, and so are those beyond the hundred longest. Nothing where
    the query has only punctuation.
    """
    words: list[str] = []
    for word in sorted(set(_divided(query, _OF_QUERY)), key=lambda word: (-len(word), word)):
        if len(words) < _MOST_WORDS and not any(word in longer for longer in words):
            words.append(word)
    return tuple(words)


def _divided(text: str, replacements: _Replacements) -> list[str]:
    for _ in range(2):  # folding may undo the normal form
        text = unicodedata.normalize("NFKC", text.casefold())
    return _OUTSIDE_NUMBERS.sub(" ", text.translate(replacements)).split()


def grams_of(runs: Iterable[str]) -> set[str]:
    """Every character and every pair of neighbours in the runs."""
    grams: set[str] = set()
    for run in runs:
        grams.update(run)
        grams.update(map("".join, pairwise(run)))
    return grams


def asked_of(words: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The grams that a text with these words must have, and whether having them is already enough."""
    pairs = (gram for word in words for gram in (map("".join, pairwise(word)) if len(word) > 1 else (word,)))
    grams = tuple(dict.fromkeys(pairs))
    enough = len(grams) <= _MOST_GRAMS and all(len(word) <= 2 for word in words)
    return grams[:_MOST_GRAMS], enough
