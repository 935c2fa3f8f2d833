"""Two documents side by side (双文本比对): aligned, and each pair judged."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.comparison.alignment import Match, align
from extractor.comparison.changes import SameTarget, difference, one_sided
from extractor.comparison.passages import Passage, read_passages
from extractor.comparison.titles import lineage, retitled
from extractor.differences import Comparison, Likeness, Pair, Place
from extractor.records import Extraction

_AGAIN = re.compile(r"#\d+")


def compare(a: Extraction, b: Extraction) -> Comparison:
    """What differs between A (the standard, the earlier version) and B.

    Every paragraph of both stands in exactly one pair; a pair of headings is there where they differ.
    """
    one, another = read_passages(a), read_passages(b)
    matches = align(one, another)
    headings = retitled(one, another, matches)
    same_target = _targets(one, another, matches)
    pairs: list[Pair] = []
    for number, match in enumerate(matches):
        if number in headings:
            title = _pair((headings[number][0],), (headings[number][1],), match.place, same_target)
            pairs += [title] if title.likeness is not Likeness.SAME else []
        sides = tuple(one[at] for at in match.a), tuple(another[at] for at in match.b)
        pairs += [_pair(*sides, match.place, same_target)] if all(sides) else _alone(*sides)
    return Comparison(tuple(pairs))


def _pair(a: tuple[Passage, ...], b: tuple[Passage, ...], place: Place, same_target: SameTarget) -> Pair:
    found = difference(a, b, same_target)
    return Pair(
        found.likeness,
        place,
        tuple(passage.quotation() for passage in a),
        tuple(passage.quotation() for passage in b),
        found.similarity,
        found.changes,
        found.marks,
    )


def _alone(a: Sequence[Passage], b: Sequence[Passage]) -> Iterator[Pair]:
    for passage in a:
        changes = one_sided(passage, Likeness.ONLY_A)
        yield Pair(Likeness.ONLY_A, Place.SAME, (passage.quotation(),), (), 0.0, changes)
    for passage in b:
        changes = one_sided(passage, Likeness.ONLY_B)
        yield Pair(Likeness.ONLY_B, Place.SAME, (), (passage.quotation(),), 0.0, changes)


def _targets(a: Sequence[Passage], b: Sequence[Passage], matches: Sequence[Match]) -> SameTarget:
    """Tells whether a provision of A and one of B, by their paths, are counterparts: most of the passages of either
    that have a counterpart have it in the other."""
    shared: Counter[tuple[str, str]] = Counter()
    for match in matches:
        for at, other in zip(match.a, match.b, strict=False):
            sides = lineage(a[at]), lineage(b[other])
            for one, another in zip(*sides, strict=False):
                shared[_path(a[at], one), _path(b[other], another)] += 1
    most: tuple[dict[str, int], dict[str, int]] = {}, {}
    for paths, count in shared.items():
        for best, path in zip(most, paths, strict=True):
            best[path] = max(best.get(path, 0), count)

    def same_target(one: str, another: str) -> bool:
        count = shared.get((one, another), 0)
        return count > 0 and count == most[0][one] == most[1][another]

    return same_target


def _path(passage: Passage, node: int) -> str:
    """The path as a reference words it: without the mark of a second provision of that number."""
    return _AGAIN.sub("", passage.document.nodes[node].path)
