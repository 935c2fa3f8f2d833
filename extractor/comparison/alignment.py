"""Two documents' passages brought together (对齐): what is the same, what corresponds, what was split or moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.comparison.assignment import Assignment
from extractor.comparison.identical import pair_identical, uncross
from extractor.comparison.joining import group
from extractor.comparison.moves import crossing, places
from extractor.comparison.partners import Partners
from extractor.comparison.passages import Passage
from extractor.comparison.rows import pair_rows
from extractor.comparison.similarity import Wording
from extractor.comparison.tears import Group
from extractor.differences import Place


@dataclass(frozen=True, slots=True)
class Match:
    """Numbers of the passages of A and of B that are counterparts; one side is empty where the other stands alone."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    place: Place = Place.SAME


def align(a: Sequence[Passage], b: Sequence[Passage]) -> list[Match]:
    """Every passage of both in exactly one match; in the order of B, what only A has where it stood in A."""
    wording, partners = Wording(a, b), Partners.none(len(a), len(b))
    pair_identical(a, b, (wording.a, wording.b), partners)
    pair_rows(a, b, partners)
    assignment = Assignment(a, b, wording, partners)
    assignment.run()
    assignment.release(crossing(a, b, partners.pairs()))
    uncross(a, b, wording.a, partners)
    groups = group(wording, partners)
    placed, chain = places(a, b, groups)
    matches = [Match(*each, place) for each, place in zip(groups, placed, strict=True)]
    return _ordered(matches, [groups[index] for index in chain], len(a), len(b))


def _ordered(matches: Sequence[Match], chain: Sequence[Group], a: int, b: int) -> list[Match]:
    by_first = {match.b[0]: match for match in matches}
    taken_a = {at for match in matches for at in match.a}
    taken_b = {other for match in matches for other in match.b}
    waiting = _where_it_stood(chain, [at for at in range(a) if at not in taken_a])
    ordered = [Match((at,), ()) for at in waiting.get(-1, ())]
    for other in range(b):
        if other in by_first:
            ordered.append(by_first[other])
        elif other not in taken_b:
            ordered.append(Match((), (other,)))
        ordered += [Match((at,), ()) for at in waiting.get(other, ())]
    return ordered


def _where_it_stood(chain: Sequence[Group], alone: Sequence[int]) -> dict[int, list[int]]:
    """What only A has, by the passage of B after which it comes; -1 is the beginning."""
    after = {at: others[-1] for ats, others in chain for at in ats}
    waiting: dict[int, list[int]] = {}
    pending, last = set(alone), -1
    for at in range(max([*after, *alone], default=-1) + 1):
        if at in pending:
            waiting.setdefault(last, []).append(at)
        else:
            last = max(last, after.get(at, last))
    return waiting
