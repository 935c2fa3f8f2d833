"""Counterparts of the passages that are not word for word the same (配对): the surest first, the others by their place.

A pair's score is the likeness of its words and, by a part, what else speaks for it; each round knows the pairs of the
round before, and so what stands between them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.comparison.kinship import Kinship
from extractor.comparison.partners import Gaps, Partners
from extractor.comparison.passages import Passage
from extractor.comparison.rows import is_figures
from extractor.comparison.similarity import Wording, Words

BAR = 0.5  # score from which two passages are counterparts
_ROUNDS = (0.9, 0.75, 0.65, BAR, BAR, BAR, BAR)
_EVIDENCE = 0.45  # the most that all beside the words adds to them
_PLACE = 0.5  # share of the place in the evidence
_TOUCHING = 0.8  # of a side: the two come right after counterparts, or right before
_FAMILY = 0.25  # share of being items of provisions that are counterparts
_WIDTH = 6  # nearest passages looked at
_GAP = 150  # pairs looked at because of their place alone
_LEAST = 0.08  # likeness of words below which nothing is a counterpart

Cell = tuple[int, int]


class Assignment:
    """Finds the counterparts of what is free in ``partners``."""

    def __init__(
        self, a: Sequence[Passage], b: Sequence[Passage], wording: Wording, partners: Partners
    ) -> None:
        self._wording, self._partners = wording, partners
        self._kinship = Kinship(a, b)
        self._mute = _mute(a, wording.a, wording.b), _mute(b, wording.b, wording.a)
        owners = [passage.node for passage in a], [passage.node for passage in b]
        parents = [passage.owner.parent for passage in a], [passage.owner.parent for passage in b]
        self._homes = [(nodes, (Counter(nodes[0]), Counter(nodes[1]))) for nodes in (owners, parents)]
        self._families: set[Cell] = set()
        self._seen: set[Cell] = set()
        # Likeness of the words, and what else but the place speaks for the pair.
        self._weighed: dict[Cell, tuple[float, float]] = {}

    def run(self) -> None:
        """Pair what passes the bar, round by round."""
        rows = (at for at in self._partners.free_a() if at not in self._mute[0])
        columns = [other for other in self._partners.free_b() if other not in self._mute[1]]
        near = self._wording.nearest(rows, columns, _WIDTH)
        for bar in _ROUNDS:
            gaps = Gaps.of(self._partners)
            self._families = self._related()
            self._look_at(near | gaps.cells(_GAP))
            if not self._accept(bar, gaps) and bar == BAR:
                break
            near = set()

    def release(self, crossing: Iterable[Cell]) -> None:
        """Part those of ``crossing`` that only their place has brought together: they lie across the order."""
        for at, other in crossing:
            if _score(self._wording.alike(at, other), self._kinship.between(at, other)) < BAR:
                self._partners.part(at, other)

    def _open(self, cell: Cell) -> bool:
        at, other = cell
        return self._partners.free(at, other) and at not in self._mute[0] and other not in self._mute[1]

    def _look_at(self, cells: Iterable[Cell]) -> None:
        """Weigh the pairs not seen before; those that no place could bring over the bar are not looked at again."""
        for cell in cells:
            if cell in self._seen or not self._open(cell):
                continue
            self._seen.add(cell)
            likeness = self._wording.alike(*cell)
            if likeness >= _LEAST:
                kin = self._kinship.between(*cell)
                if _score(likeness, kin + _PLACE + _FAMILY) >= BAR:
                    self._weighed[cell] = likeness, kin

    def _accept(self, bar: float, gaps: Gaps) -> bool:
        self._weighed = {
            cell: weights for cell, weights in self._weighed.items() if self._partners.free(*cell)
        }
        good = []
        for cell, (likeness, kin) in self._weighed.items():
            if _score(likeness, kin + _PLACE + _FAMILY) >= bar:
                score = _score(
                    likeness, kin + _PLACE * self._place(cell, gaps) + _FAMILY * self._family(cell)
                )
                if score >= bar:
                    good.append((-score, abs(cell[0] - cell[1]), sum(cell), cell))
        for *_, cell in sorted(good):
            if self._partners.free(*cell):
                self._partners.pair(*cell)
        return bool(good)

    def _place(self, cell: Cell, gaps: Gaps) -> float:
        """1 where the two stand alone between the same neighbours."""
        crowds, touching = gaps.crowd(*cell), gaps.touching(*cell)
        sides = zip(crowds, touching, strict=True)
        return (
            sum(max(self._kinship.rarity(crowd) if crowd else 0.0, _TOUCHING * near) for crowd, near in sides)
            / 2
        )

    def _family(self, cell: Cell) -> float:
        """By the provisions that both are in: 1 where each has nothing else."""
        found = 0.0
        for nodes, sizes in self._homes:
            home = nodes[0][cell[0]], nodes[1][cell[1]]
            if home in self._families:
                found = max(found, self._kinship.rarity(max(sizes[0][home[0]], sizes[1][home[1]])))
        return found

    def _related(self) -> set[Cell]:
        """Provisions of A and B that have counterparts in each other, with those that have most."""
        shared: Counter[Cell] = Counter()
        for nodes, _ in self._homes:
            shared.update((nodes[0][at], nodes[1][other]) for at, other in self._partners.pairs())
        most: tuple[dict[int, int], dict[int, int]] = {}, {}
        for home, count in shared.items():
            for best, node in zip(most, home, strict=True):
                best[node] = max(best.get(node, 0), count)
        return {
            home
            for home, count in shared.items()
            if min(home) >= 0 and count == most[0][home[0]] == most[1][home[1]]
        }


def _score(likeness: float, evidence: float) -> float:
    return round(likeness + _EVIDENCE * min(evidence, 1.0), 6)


def _mute(passages: Sequence[Passage], words: Sequence[Words], others: Sequence[Words]) -> set[int]:
    """Figures of a table, and lines that are a heading in the other document: they have no counterpart of their own."""
    headings = {other.heading for other in others}
    return {at for at, passage in enumerate(passages) if is_figures(passage) or words[at].plain in headings}
