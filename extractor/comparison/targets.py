"""What references point at on both sides (引用所指): the words may stay while the provision behind them is another."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from extractor.comparison.alignment import Match
from extractor.comparison.changes.noise import canonical
from extractor.comparison.passages import Passage
from extractor.comparison.titles import lineage
from extractor.differences import Change, ChangeKind, Gain, Weight
from extractor.quotations import quotation_of
from extractor.records import Extraction, Reference, Status
from extractor.structure.headings import Role

_AGAIN = re.compile(r"#\d+")
_NUMBERED = re.compile(r"[\d一二三四五六七八九十百]")
_RELATIVE = re.compile(r"^[前上][一二两三]?[款项条]")  # 前款 goes with its own provision
_PAID = frozenset({Role.COVERAGE, Role.EXCLUSION, Role.LIMIT})
_FORMAL = frozenset({Role.GENERAL, Role.DISPUTE, Role.DEFINITIONS, Role.OTHER})
_MOSTLY = 0.5  # share of a provision's passages whose counterparts tell where it is now
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAD = 4  # letters before a reference that must be the same
_LONGEST = 20  # characters that name a provision without a heading


_Cited = tuple[str, Reference]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One document: its references in order, its passages, and for each path the passages and the matches under it."""

    references: Sequence[Reference]
    starts: Sequence[int]
    passages: Mapping[str, Sequence[Passage]]
    matches: Mapping[str, Sequence[int]]

    def cited(self, passages: Sequence[Passage]) -> list[_Cited]:
        """The references in some passages that name a provision by its number and find it, with what leads to each."""
        found = []
        for passage in passages:
            first = bisect_left(self.starts, passage.span.start)
            last = bisect_left(self.starts, passage.span.end)
            for each in filter(_is_firm, self.references[first:last]):
                before = passage.document.text[passage.span.start : each.span.start]
                found.append(("".join(_HAN.findall(before))[-_LEAD:], each))
        return found

    def name(self, reference: Reference) -> str:
        """What the target is called: its heading, or the words it begins with."""
        passage = self.passages[reference.targets[0]][0]
        heading = "".join(passage.owner.heading.split())
        words = heading or passage.view.text
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"

    def roles(self, reference: Reference) -> set[Role]:
        """The roles of what it refers to."""
        return {passage.role for target in reference.targets for passage in self.passages[target]}


def _is_firm(reference: Reference) -> bool:
    return (
        reference.status is Status.RESOLVED
        and _NUMBERED.search(reference.quote) is not None
        and _RELATIVE.match(reference.quote) is None
    )


class Targets:
    """The provisions of both documents by their paths, and which of them are counterparts."""

    def __init__(
        self,
        documents: tuple[Extraction, Extraction],
        passages: tuple[Sequence[Passage], Sequence[Passage]],
        matches: Sequence[Match],
    ) -> None:
        self._paired = [bool(match.a and match.b) for match in matches]
        numbers = [match.a for match in matches], [match.b for match in matches]
        self._sides = tuple(map(_side, documents, passages, numbers))
        self._shared = _shared(passages, matches)
        self._most: tuple[dict[str, int], dict[str, int]] = {}, {}
        for paths, count in self._shared.items():
            for best, path in zip(self._most, paths, strict=True):
                best[path] = max(best.get(path, 0), count)

    def same(self, one: str, other: str) -> bool:
        """Whether a provision of A and one of B, by their paths as a reference words them, are counterparts: most of
        the passages of either that have a counterpart have it in the other."""
        count = self._shared.get((one, other), 0)
        return count > 0 and count == self._most[0][one] == self._most[1][other]

    def has_kin(self, passage: Passage, side: int) -> bool:
        """Whether anything else of the provision above a passage of A (``side`` 0) or B (1) has a counterpart."""
        parent = passage.owner.parent
        under = self._sides[side].matches.get(passage.document.nodes[parent].path, ()) if parent >= 0 else ()
        return any(self._paired[at] for at in under)

    def retargeted(self, a: Sequence[Passage], b: Sequence[Passage]) -> tuple[Change, ...]:
        """The references that both sides of a pair have in the same words and that find another provision in B."""
        cited = self._sides[0].cited(a), self._sides[1].cited(b)
        return tuple(
            self._change(one, other) for one, other in _in_the_same_words(*cited) if self._apart(one, other)
        )

    def _apart(self, one: Reference, other: Reference) -> bool:
        """Whether both find their target and a target of the one is known not to be that of the other."""
        known = all(
            target in side.passages
            for side, reference in zip(self._sides, (one, other), strict=True)
            for target in reference.targets
        )
        if not known or not one.targets or len(one.targets) != len(other.targets):
            return False
        return any(map(self._differ, one.targets, other.targets))

    def _differ(self, one: str, other: str) -> bool:
        """Whether two provisions share nothing, and one of them is known to stand elsewhere now."""
        matches = self._sides[0].matches[one], self._sides[1].matches[other]
        if not set(matches[0]).isdisjoint(matches[1]):
            return False
        headings = [
            canonical(side.passages[path][0].owner.heading)
            for side, path in zip(self._sides, (one, other), strict=True)
        ]
        if headings[0] and headings[0] == headings[1]:
            return False
        return any(sum(self._paired[at] for at in each) > _MOSTLY * len(each) for each in matches)

    def _change(self, one: Reference, other: Reference) -> Change:
        before, after = quotation_of(one), quotation_of(other)
        names = [side.name(each) for side, each in zip(self._sides, (one, other), strict=True)]
        why = (
            f"引用：“{''.join(one.quote.split())}”字样未变，但所指条款不同：文本一指“{names[0]}”，文本二指“{names[1]}”，"
            "对哪一方有利须由人判断。"
        )
        weight = _weight(self._sides[0].roles(one) | self._sides[1].roles(other))
        return Change(ChangeKind.REFERENCE, Gain.UNKNOWN, weight, "所引条款", why, before, after)


def _weight(roles: set[Role]) -> Weight:
    """As much as what is referred to."""
    if roles & _PAID:
        return Weight.HIGH
    return Weight.LOW if roles <= _FORMAL else Weight.MEDIUM


def _side(extraction: Extraction, passages: Sequence[Passage], numbers: Sequence[tuple[int, ...]]) -> _Side:
    references = sorted(extraction.references, key=lambda reference: reference.span)
    under: dict[str, list[Passage]] = defaultdict(list)
    matches: dict[str, list[int]] = defaultdict(list)
    nodes = extraction.document.nodes
    for match, ats in enumerate(numbers):
        for at in ats:
            for node in lineage(passages[at]):
                under[nodes[node].path].append(passages[at])
                matches[nodes[node].path].append(match)
    return _Side(references, [reference.span.start for reference in references], under, matches)


def _in_the_same_words(a: Sequence[_Cited], b: Sequence[_Cited]) -> Iterator[tuple[Reference, Reference]]:
    """References of the same words after the same words, in their order, where both sides have them equally often."""
    spoken: dict[str, tuple[list[Reference], list[Reference]]] = defaultdict(lambda: ([], []))
    for side, cited in enumerate((a, b)):
        for before, reference in cited:
            spoken[before + "".join(reference.quote.split())][side].append(reference)
    return chain.from_iterable(
        zip(*sides, strict=True) for sides in spoken.values() if len(sides[0]) == len(sides[1])
    )


def _shared(
    passages: tuple[Sequence[Passage], Sequence[Passage]], matches: Sequence[Match]
) -> Counter[tuple[str, str]]:
    """How many passages each two provisions, one of each document, have in common."""
    shared: Counter[tuple[str, str]] = Counter()
    for match in matches:
        for at, other in zip(match.a, match.b, strict=False):
            a, b = passages[0][at], passages[1][other]
            for one, another in zip(lineage(a), lineage(b), strict=False):
                shared[_path(a, one), _path(b, another)] += 1
    return shared


def _path(passage: Passage, node: int) -> str:
    """The path as a reference words it: without the mark of a second provision of that number."""
    return _AGAIN.sub("", passage.document.nodes[node].path)
