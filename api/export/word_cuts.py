"""Runs of a Word file cut at the edges of what is to be marked (切分): every run keeps its properties.

All edges are collected first and cut at once, so that letters found before stay good afterwards.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from lxml import etree

from api.export.word_file import W
from api.export.word_letters import Letter

_TRACKED = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo"))


class Numbers:
    """Ids for new annotations (w:id): none that the file has already."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        used = {found.get(W + "id") for root in roots for found in root.iter() if found.get(W + "id")}
        self._used = {int(number) for number in used if number and number.lstrip("-").isdigit()}
        self._last = 0

    def take(self) -> str:
        """The next free number."""
        self._last += 1
        while self._last in self._used:
            self._last += 1
        return str(self._last)

    def renumber(self, copied: etree._Element) -> None:
        """New ids for the annotations of a copy, or the file would have them twice."""
        for found in copied.iter():
            if found.get(W + "id") is not None and found.tag != W + "footnoteReference":
                found.set(W + "id", self.take())


class Cuts:
    """Edges to cut at, then the runs that lie between them."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._edges: dict[etree._Element, set[int]] = defaultdict(set)
        self._pieces: dict[etree._Element, list[tuple[int, etree._Element]]] = {}

    def around(self, letters: Sequence[Letter]) -> None:
        """Cut before the first and after the last letter of every unbroken chain."""
        for chain in chains(letters):
            self._edges[chain[0].holder].add(chain[0].at)
            self._edges[chain[-1].holder].add(chain[-1].at + 1)

    def make(self) -> None:
        """Cut everywhere."""
        for holder, edges in self._edges.items():
            pieces = [(0, holder)]
            for edge in sorted(edges, reverse=True):
                tail = self._split(holder, edge)
                if tail is not None:
                    pieces.append((edge, tail))
            self._pieces[holder] = sorted(pieces, key=lambda piece: piece[0])

    def run_of(self, letter: Letter) -> etree._Element:
        """The run that holds a letter now."""
        pieces = self._pieces.get(letter.holder, [(0, letter.holder)])
        piece = pieces[bisect_right(pieces, letter.at, key=lambda one: one[0]) - 1][1]
        run = piece.getparent()
        assert run is not None
        return run

    def runs_of(self, letters: Iterable[Letter]) -> list[etree._Element]:
        """The runs that hold the letters, each once."""
        return list(dict.fromkeys(map(self.run_of, letters)))

    def _split(self, holder: etree._Element, edge: int) -> etree._Element | None:
        """Part a run inside ``holder``, before or after it; the new ``w:t`` where it was cut inside."""
        text = holder.text or ""
        run = holder.getparent()
        assert run is not None
        following = list(holder.itersiblings())
        if 0 < edge < len(text):
            tail = deepcopy(holder)
            holder.text, tail.text = text[:edge], text[edge:]
            self._move(run, [tail, *following])
            return tail
        moved = following if edge else [holder, *following]
        before = [one for one in run if one not in moved and one.tag != W + "rPr"]
        if moved and before:
            self._move(run, moved)
        return None

    def _move(self, run: etree._Element, contents: Sequence[etree._Element]) -> None:
        """Into a new run after ``run`` with the same properties."""
        made = twin(run)
        properties = run.find(W + "rPr")
        if properties is not None:
            copied = deepcopy(properties)
            self._numbers.renumber(copied)
            made.append(copied)
        made.extend(contents)
        run.addnext(made)


def twin(original: etree._Element) -> etree._Element:
    """An empty element of the same name with the same attributes."""
    made = etree.Element(original.tag)
    for key, value in original.items():
        made.set(key, value)
    return made


def chains(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters in unbroken stretches of the file, each in one paragraph."""
    chain: list[Letter] = []
    for letter in letters:
        if chain and (letter.order != chain[-1].order + 1 or letter.paragraph is not chain[-1].paragraph):
            yield chain
            chain = []
        chain.append(letter)
    if chain:
        yield chain


def outside(placed: etree._Element, numbers: Numbers, *, after: bool) -> etree._Element:
    """What to put a sibling after (or before) so that it stands beside ``placed`` and in no tracked change.

    A tracked change around it is parted in two where the sibling has to stand in its midst.
    """
    wrapper = placed.getparent()
    while wrapper is not None and wrapper.tag in _TRACKED:
        beyond = list(placed.itersiblings(preceding=not after))
        if beyond:
            part = twin(wrapper)
            part.set(W + "id", numbers.take())
            part.extend(beyond if after else reversed(beyond))
            if after:
                wrapper.addnext(part)
            else:
                wrapper.addprevious(part)
        placed, wrapper = wrapper, wrapper.getparent()
    return placed
