"""Where a counterpart stands (位置): in the same place, under another number, or moved.

What keeps its order is the heaviest chain of pairs that rise in both documents; each article weighs the same however
many passages it has. A provision that moves with its article has not moved itself.
"""

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

from extractor.comparison.passages import Passage
from extractor.comparison.tears import Group
from extractor.differences import Place
from extractor.document import GROUPING

_TIE = 1e-3  # of the weight of an article: decides between equals, the same both ways round

Head = tuple[int, int]


def places(
    a: Sequence[Passage], b: Sequence[Passage], groups: Sequence[Group]
) -> tuple[list[Place], set[int]]:
    """The place of each group, and the groups that keep their order (all others lie across them)."""
    heads = [(ats[0], others[0]) for ats, others in groups]
    chain = _chain(heads, _weights(a, b, heads))
    leaders = _leaders(a, b, heads)
    placed = []
    for index, (ats, others) in enumerate(groups):
        first, another = a[ats[0]], b[others[0]]
        if len(ats) != len(others) and 1 in {len(ats), len(others)}:
            placed.append(Place.SPLIT if len(ats) == 1 else Place.MERGED)
        elif index not in chain and not _follows(first, another, leaders, chain, index):
            placed.append(Place.MOVED)
        else:
            placed.append(Place.SAME if first.path == another.path else Place.RENUMBERED)
    return placed, chain


def crossing(a: Sequence[Passage], b: Sequence[Passage], pairs: Sequence[Head]) -> list[Head]:
    """The pairs that do not keep the order."""
    chain = _chain(pairs, _weights(a, b, pairs))
    return [pair for index, pair in enumerate(pairs) if index not in chain]


def _leaders(a: Sequence[Passage], b: Sequence[Passage], heads: Sequence[Head]) -> dict[Head, int]:
    """The first pair of each two provisions."""
    leaders: dict[Head, int] = {}
    for index in sorted(range(len(heads)), key=lambda index: (sum(heads[index]), heads[index])):
        at, other = heads[index]
        leaders.setdefault((a[at].node, b[other].node), index)
    return leaders


def _follows(a: Passage, b: Passage, leaders: dict[Head, int], chain: set[int], index: int) -> bool:
    """True where the provision, or the one that it belongs to, has moved before it."""
    one, another = a.node, b.node
    while one >= 0 and another >= 0:
        leader = leaders.get((one, another), index)
        if leader != index:
            return leader not in chain
        one, another = a.document.nodes[one].parent, b.document.nodes[another].parent
    return False


def _weights(a: Sequence[Passage], b: Sequence[Passage], heads: Sequence[Head]) -> list[float]:
    articles = _articles(a), _articles(b)
    owners = [(articles[0][a[at].node], articles[1][b[other].node]) for at, other in heads]
    sizes = Counter(one for one, _ in owners), Counter(another for _, another in owners)
    weights = []
    for (at, other), (one, another) in zip(heads, owners, strict=True):
        texts = a[at].view.text, b[other].view.text
        tie = min(sum(map(len, texts)), 2000) / 2000 + sum(crc32(text.encode()) for text in texts) / 2**43
        weights.append((1 + _TIE * tie) / max(sizes[0][one], sizes[1][another]))
    return weights


def _articles(passages: Sequence[Passage]) -> list[int]:
    """For each node the outermost provision that it stands in."""
    nodes = passages[0].document.nodes if passages else ()
    articles: list[int] = []
    for at, node in enumerate(nodes):
        inner = node.parent >= 0 and nodes[node.parent].level not in GROUPING
        articles.append(articles[node.parent] if inner else at)
    return articles


def _chain(heads: Sequence[Head], weights: Sequence[float]) -> set[int]:
    """The indexes of the heaviest chain that rises on both sides; each side's numbers occur once."""
    ends = _Ends(max((other for _, other in heads), default=0) + 1)
    before = [-1] * len(heads)
    last, most = -1, 0.0
    for index in sorted(range(len(heads)), key=lambda index: heads[index]):
        weight, before[index] = ends.best(heads[index][1])
        weight += weights[index]
        ends.add(heads[index][1], weight, index)
        if weight > most:
            last, most = index, weight
    chain = set()
    while last >= 0:
        chain.add(last)
        last = before[last]
    return chain


class _Ends:
    """The heaviest chain that ends before a place of B (a Fenwick tree of maxima)."""

    def __init__(self, length: int) -> None:
        self._best = [(0.0, -1)] * (length + 1)

    def best(self, below: int) -> tuple[float, int]:
        """Weight of the heaviest chain that ends before ``below``, and its last pair."""
        found, at = (0.0, -1), below
        while at > 0:
            found = max(found, self._best[at])
            at -= at & -at
        return found

    def add(self, place: int, weight: float, index: int) -> None:
        """A chain of that weight ends at ``place``."""
        at = place + 1
        while at < len(self._best):
            self._best[at] = max(self._best[at], (weight, index))
            at += at & -at
