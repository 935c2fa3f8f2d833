"""Where a decision belongs in another reading (对应): among its rows, and in its text.

Values are what :mod:`api.store.subjects` makes of rows: JSON objects with ``path``, ``start``, ``end`` and ``quote``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from extractor.document import Document, Span

Value = Mapping[str, Any]
_NEAR = 20  # occurrences that are looked at
_Cost = tuple[int, int, int]


class Likeness(Protocol):
    """How two values of one subject compare."""

    def word(self, value: Value) -> str:
        """What it is: the type of a record, the code of a finding."""

    def content(self, value: Value) -> tuple[object, ...]:
        """What it says, beside where it stands."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What looks for its row: ``anchor`` is what the extractor had read, ``value`` what a reviewer made of it.

    A claim without a value is what nobody has decided on: it keeps the row that is its very like for itself.
    """

    anchor: Value | None
    value: Value | None


class Places:
    """The text of a reading and its tree, to find places in."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def path_of(self, span: Span) -> str:
        """Path of the innermost provision that holds the span; nothing where none does."""
        holding = [
            (node.span.end - node.span.start, -at) for at, node in self._nodes if node.span.covers(span)
        ]
        return self.document.nodes[-min(holding)[1]].path if holding else ""

    def stands(self, value: Value) -> bool:
        """Are these words where they were?"""
        return self.document.text.startswith(str(value["quote"]), int(value["start"]))

    def nearest(self, value: Value) -> Span | None:
        """Where the quote stands in this text: rather in the same provision, then nearest to where it stood."""
        quote, start = str(value["quote"]), int(value["start"])
        length = len(quote)
        if self.stands(value):
            return Span(start, start + length)
        near = sorted(self._occurrences(quote), key=lambda at: (abs(at - start), at))[:_NEAR]
        spans = [Span(at, at + length) for at in near]
        at_home = [span for span in spans if self.path_of(span) == value["path"]]
        return next(iter(at_home or spans), None)

    def _occurrences(self, quote: str) -> Iterator[int]:
        at = self.document.text.find(quote)
        while at >= 0:
            yield at
            at = self.document.text.find(quote, at + 1)

    @cached_property
    def _nodes(self) -> list[tuple[int, Any]]:
        return [(at, node) for at, node in enumerate(self.document.nodes) if node.path]


def match(
    claims: Sequence[Claim], rows: Sequence[Value], places: Places, likeness: Likeness
) -> dict[int, int]:
    """Index of the row for each claim that finds one; a row goes to one claim, the best matches first."""
    by_word: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        by_word.setdefault(likeness.word(row), []).append(at)
    pairs = []
    for number, claim in enumerate(claims):
        suitor = _Suitor(claim, places, likeness)
        for word in suitor.words:
            for at in by_word.get(word, ()):
                cost = suitor.cost(rows[at])
                if cost is not None:
                    pairs.append((cost, number, at))
    return _paired(sorted(pairs))


def _paired(pairs: Sequence[tuple[_Cost, int, int]]) -> dict[int, int]:
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, at in pairs:
        if number not in matched and at not in taken:
            matched[number] = at
            taken.add(at)
    return matched


class _Suitor:
    """A claim that is compared with rows."""

    def __init__(self, claim: Claim, places: Places, likeness: Likeness) -> None:
        self._claim, self._likeness = claim, likeness
        said = [value for value in (claim.anchor, claim.value) if value is not None]
        self.words = {likeness.word(value) for value in said}
        self._anchor = None if claim.anchor is None else places.nearest(claim.anchor)
        self._stands = claim.anchor is not None and places.stands(claim.anchor)
        self._value = None if claim.value is None else places.nearest(claim.value)

    def cost(self, row: Value) -> _Cost | None:
        """Rank of the match, less its overlap, distance: the smaller, the better. None where they do not match."""
        anchor = self._claim.anchor
        if anchor is not None and self._likeness.word(anchor) == self._likeness.word(row):
            like = self._like(anchor, row)
            if like is not None:
                return like
        if self._is_value(row):
            return 3, 0, 0
        return None if anchor is None else self._overlap(anchor, row)

    def _like(self, anchor: Value, row: Value) -> _Cost | None:
        if anchor["quote"] != row["quote"] or (self._stands and anchor["start"] != row["start"]):
            return None
        distance = abs(row["start"] - (self._anchor.start if self._anchor else anchor["start"]))
        at_home = anchor["path"] == row["path"]
        if at_home and self._likeness.content(anchor) == self._likeness.content(row):
            return 0, 0, distance
        if self._claim.value is None:
            return None
        return (1 if at_home else 2), 0, distance

    def _is_value(self, row: Value) -> bool:
        """The extractor now reads what the reviewer had put there."""
        value, span = self._claim.value, self._value
        if value is None or span is None or self._likeness.word(value) != self._likeness.word(row):
            return False
        return bool(row["quote"] == value["quote"] and row["start"] == span.start)

    def _overlap(self, anchor: Value, row: Value) -> _Cost | None:
        span = self._anchor
        if self._claim.value is None or span is None:
            return None
        if self._likeness.word(anchor) != self._likeness.word(row):
            return None
        shared = min(span.end, row["end"]) - max(span.start, row["start"])
        return (4, -shared, abs(row["start"] - span.start)) if shared > 0 else None
