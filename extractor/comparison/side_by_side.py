"""Two documents side by side (双文本比对): aligned, and each pair judged."""

from collections.abc import Iterator, Sequence

from extractor.comparison.alignment import align
from extractor.comparison.changes import difference, one_sided
from extractor.comparison.passages import Passage, read_passages
from extractor.comparison.targets import Targets
from extractor.comparison.titles import retitled
from extractor.differences import Comparison, Likeness, Pair, Place
from extractor.records import Extraction


def compare(a: Extraction, b: Extraction) -> Comparison:
    """What differs between A (the standard, the earlier version) and B.

    Every paragraph of both stands in exactly one pair; a pair of headings is there where they differ.
    """
    one, another = read_passages(a), read_passages(b)
    matches = align(one, another)
    headings = retitled(one, another, matches)
    targets = Targets((a, b), (one, another), matches)
    pairs: list[Pair] = []
    for number, match in enumerate(matches):
        if number in headings:
            title = _pair((headings[number][0],), (headings[number][1],), match.place, targets)
            pairs += [title] if title.likeness is not Likeness.SAME else []
        sides = tuple(one[at] for at in match.a), tuple(another[at] for at in match.b)
        pairs += [_pair(*sides, match.place, targets)] if all(sides) else _alone(*sides, targets)
    return Comparison(tuple(pairs))


def _pair(a: tuple[Passage, ...], b: tuple[Passage, ...], place: Place, targets: Targets) -> Pair:
    found = difference(a, b, targets.same, targets.retargeted(a, b))
    return Pair(
        found.likeness,
        place,
        tuple(passage.quotation() for passage in a),
        tuple(passage.quotation() for passage in b),
        found.similarity,
        found.changes,
        found.marks,
    )


def _alone(a: Sequence[Passage], b: Sequence[Passage], targets: Targets) -> Iterator[Pair]:
    for passage in a:
        changes = one_sided(passage, Likeness.ONLY_A, kin=targets.has_kin(passage, 0))
        yield Pair(Likeness.ONLY_A, Place.SAME, (passage.quotation(),), (), 0.0, changes)
    for passage in b:
        changes = one_sided(passage, Likeness.ONLY_B, kin=targets.has_kin(passage, 1))
        yield Pair(Likeness.ONLY_B, Place.SAME, (), (passage.quotation(),), 0.0, changes)
