"""Passages that are word for word the same (相同段落): paired first, the others find their place between them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from extractor.comparison.partners import Partners
from extractor.comparison.passages import Passage
from extractor.comparison.rows import is_figures
from extractor.comparison.similarity import Words, meaning

_TELLING = 12  # characters from which the same words in another place are the same provision


@dataclass(frozen=True, slots=True)
class _Place:
    """The words of a passage with what stands around it."""

    own: str
    before: str
    after: str
    heading: str
    row: bool

    @property
    def telling(self) -> bool:
        return len(self.own) >= _TELLING


_Key = Callable[[_Place], Hashable]
# From the surest to the least sure; None takes part in nothing.
_KEYS: tuple[_Key, ...] = (
    lambda place: (place.own, place.before, place.after, place.heading),
    lambda place: (place.own, place.before, place.heading),
    lambda place: (place.own, place.after, place.heading),
    lambda place: (place.own, place.before) if place.telling else None,
    lambda place: (place.own, place.after) if place.telling else None,
    lambda place: (place.own, place.heading) if place.telling or place.row else None,
    lambda place: place.own if place.telling else None,
)


def pair_identical(
    a: Sequence[Passage], b: Sequence[Passage], words: tuple[Sequence[Words], ...], partners: Partners
) -> None:
    """Pair the passages of the same words; of several, those that agree in most of what is around them."""
    places = _places(a, words[0]), _places(b, words[1])
    for key in _KEYS:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for other in partners.free_b():
            waiting[key(places[1][other])].append(other)
        for others in waiting.values():
            others.reverse()
        for at in partners.free_a():
            wanted = key(places[0][at]) if places[0][at].own else None
            if wanted is not None and waiting.get(wanted):
                partners.pair(at, waiting[wanted].pop())


def uncross(a: Sequence[Passage], b: Sequence[Passage], words: Sequence[Words], partners: Partners) -> None:
    """Put pairs of the same words between the same two lists in order: repeated items have no other identity.
    ``words`` are A's."""
    repeated: dict[Hashable, list[int]] = defaultdict(list)
    for at, other in partners.pairs():
        repeated[words[at].exact, a[at].owner.parent, b[other].owner.parent].append(at)
    for ats in repeated.values():
        if len(ats) > 1:
            for at, other in zip(ats, sorted(partners.to_b[at] for at in ats), strict=True):
                partners.pair(at, other)


def _places(passages: Sequence[Passage], words: Sequence[Words]) -> list[_Place]:
    exact = ["", *(each.exact for each in words), ""]
    return [
        _Place(
            own=exact[at + 1],
            before=exact[at],
            after=exact[at + 2],
            heading=meaning(passage.headings[0]) if passage.headings else "",
            row=is_figures(passage),
        )
        for at, passage in enumerate(passages)
    ]
