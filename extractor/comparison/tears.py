"""Neighbouring pairs whose border stands elsewhere (段落边界不同): the end of one paragraph begins the next one in the
other document, torn by a line break or moved over."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from extractor.comparison.similarity import Wording, Words

_SEAM = 6  # characters by which the end of the one is looked for in the next
_TRUE = 85.0  # of 100: likeness of the end and of the beginning

Group = tuple[tuple[int, ...], tuple[int, ...]]


def knit(groups: Sequence[Group], wording: Wording) -> list[Group]:
    """The groups, those put together that follow each other in both documents and
    between which words went over the border. In order of A."""
    slight = {each for each in groups if _slight(each, wording)}
    telling = [each for each in groups if each not in slight]
    ranks = {each: rank for rank, each in enumerate(sorted(telling, key=lambda group: group[1]))}
    knitted: list[Group] = []
    last: Group | None = None
    for each in telling:
        if last and ranks[each] == ranks[last] + 1 and _torn(knitted[-1], each, wording):
            knitted[-1] = (*knitted[-1][0], *each[0]), (*knitted[-1][1], *each[1])
        else:
            knitted.append(each)
        last = each
    return sorted([*knitted, *slight])


def _slight(group: Group, wording: Wording) -> bool:
    """A word that both have in its place, such as the rest of a heading in a narrow column: it divides nothing."""
    one, another = _text(group[0], wording.a), _text(group[1], wording.b)
    return one == another and len(one) < _SEAM


def _torn(one: Group, next_one: Group, wording: Wording) -> bool:
    first = _text(one[0], wording.a), _text(one[1], wording.b)
    second = _text(next_one[0], wording.a), _text(next_one[1], wording.b)
    if first[0] == first[1] or second[0] == second[1]:
        return False
    return _went_over(first[0], first[1], second[1], second[0]) or _went_over(
        first[1], first[0], second[0], second[1]
    )


def _text(numbers: Sequence[int], words: Sequence[Words]) -> str:
    return "".join(words[number].exact for number in numbers)


def _went_over(whole: str, counterpart: str, following: str, before: str) -> bool:
    """True where the end of ``whole`` stands in ``following``, the counterpart of ``before``, and in neither of theirs."""
    begins, ends = following[:_SEAM], whole[-_SEAM:]
    if len(begins) < _SEAM or len(ends) < _SEAM:
        return False
    at = whole.find(begins)
    if at >= 0 and begins not in counterpart and not before.startswith(begins):
        end = whole[at:]
        return fuzz.ratio(end, following[: len(end)]) >= _TRUE
    return ends in following and ends not in counterpart and ends not in before
