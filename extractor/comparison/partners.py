"""Who is whose counterpart so far (对应关系), and the gaps that are left between those who have one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

_START, _END = -1, -2


@dataclass(slots=True)
class Partners:
    """One-to-one pairs of passages of A and B while they grow; -1 is no partner."""

    to_b: list[int]
    to_a: list[int]

    @classmethod
    def none(cls, a: int, b: int) -> "Partners":
        """Nobody has a partner yet."""
        return cls([-1] * a, [-1] * b)

    def pair(self, at: int, other: int) -> None:
        """Make them counterparts; both are free."""
        self.to_b[at], self.to_a[other] = other, at

    def part(self, at: int, other: int) -> None:
        """Make both free again."""
        self.to_b[at] = self.to_a[other] = -1

    def free(self, at: int, other: int) -> bool:
        """True where neither has a counterpart."""
        return self.to_b[at] < 0 and self.to_a[other] < 0

    def free_a(self) -> list[int]:
        """Passages of A without a counterpart."""
        return [at for at, other in enumerate(self.to_b) if other < 0]

    def free_b(self) -> list[int]:
        """Passages of B without a counterpart."""
        return [other for other, at in enumerate(self.to_a) if at < 0]

    def pairs(self) -> list[tuple[int, int]]:
        """All pairs, in order of A."""
        return [(at, other) for at, other in enumerate(self.to_b) if other >= 0]


@dataclass(slots=True)
class Gaps:
    """The free passages by the paired ones around them, named on both sides by their number in B."""

    to_b: Sequence[int]
    before: tuple[dict[int, int], dict[int, int]]
    after: tuple[dict[int, int], dict[int, int]]
    crowd_before: dict[int, int] = field(default_factory=dict)
    crowd_after: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, partners: Partners) -> "Gaps":
        """The gaps between the pairs that there are."""
        names_a = partners.to_b
        names_b = [other if at >= 0 else -1 for other, at in enumerate(partners.to_a)]
        before = _nearest(names_a, _START), _nearest(names_b, _START)
        after = (
            _reversed(_nearest(names_a[::-1], _END), len(names_a)),
            _reversed(_nearest(names_b[::-1], _END), len(names_b)),
        )
        return cls(tuple(names_a), before, after, _crowds(before), _crowds(after))

    def crowd(self, at: int, other: int) -> tuple[int, int]:
        """How many free passages share the neighbour before both, and the one after both; 0 where it is not the same."""
        before, after = self.before[0][at], self.after[0][at]
        return (
            self.crowd_before[before] if before == self.before[1][other] else 0,
            self.crowd_after[after] if after == self.after[1][other] else 0,
        )

    def touching(self, at: int, other: int) -> tuple[bool, bool]:
        """True where the passages right before both are counterparts, and those right after."""
        return self._touches(at, other, -1), self._touches(at, other, 1)

    def _touches(self, at: int, other: int, step: int) -> bool:
        return 0 <= at + step < len(self.to_b) and self.to_b[at + step] == other + step

    def cells(self, most: int) -> set[tuple[int, int]]:
        """Free passages of A and B that share a neighbour, where no more than ``most`` pairs would be made of it."""
        cells: set[tuple[int, int]] = set()
        for a, b in (self.before, self.after):
            columns = defaultdict(list)
            for other, name in b.items():
                columns[name].append(other)
            rows = defaultdict(list)
            for at, name in a.items():
                rows[name].append(at)
            for name, ats in rows.items():
                if len(ats) * len(columns[name]) <= most:
                    cells.update((at, other) for at in ats for other in columns[name])
        return cells


def _nearest(names: Sequence[int], edge: int) -> dict[int, int]:
    """For each free passage the name of the nearest paired one before it."""
    found, last = {}, edge
    for at, name in enumerate(names):
        if name >= 0:
            last = name
        else:
            found[at] = last
    return found


def _reversed(found: dict[int, int], length: int) -> dict[int, int]:
    return {length - 1 - at: name for at, name in found.items()}


def _crowds(sides: tuple[dict[int, int], dict[int, int]]) -> dict[int, int]:
    """The larger number of free passages of either side at a neighbour."""
    counts = [defaultdict[int, int](int), defaultdict[int, int](int)]
    for count, side in zip(counts, sides, strict=True):
        for name in side.values():
            count[name] += 1
    return {name: max(counts[0][name], counts[1][name]) for name in {*counts[0], *counts[1]}}
