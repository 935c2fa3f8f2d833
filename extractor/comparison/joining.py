"""Passages that were split or merged (拆分、合并): what has no counterpart of its own but stands inside another's words."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from rapidfuzz.distance import LCSseq

from extractor.comparison.partners import Gaps, Partners
from extractor.comparison.similarity import Wording, Words
from extractor.comparison.tears import Group, knit

_INSIDE = 0.6  # share of a part's words that its whole must have
_LEFT = 0.35  # share that the whole's counterpart does not have already …
_GAINED = 0.6  # … or share of its characters that the whole has beyond those of its counterpart, in order
_LOOSELY = 0.4  # the same for a part in other words, if it makes up for …
_FILLED = 0.4  # … this share of what the whole's counterpart lacks, which must be …
_LACKING = 0.25  # … this share of the whole
_FAR_INSIDE = 0.85  # the same for a part that does not stand beside the whole's counterpart
_FAR_LENGTH = 15
_SHORTEST = 1  # characters of a part
_COVERED = 0.35  # share of a whole without a counterpart that its parts must make up


@dataclass(frozen=True, slots=True)
class _Side:
    """Both documents seen from the one that has the wholes: ``wholes`` are its words, ``parts`` the other's."""

    wholes: Sequence[Words]
    parts: Sequence[Words]
    partner: Sequence[int]  # of each whole
    loose: Mapping[int, frozenset[int]]  # each part without a partner, and the wholes beside its place


@dataclass(frozen=True, slots=True)
class _Claim:
    score: float
    flipped: bool
    whole: int
    part: int


def group(wording: Wording, partners: Partners) -> list[Group]:
    """The pairs, each with the free passages that are parts of one of its sides; what stays alone is left out."""
    sides = _sides(wording, partners)
    claims = [claim for flipped, side in enumerate(sides) for claim in _claims(side, flipped=bool(flipped))]
    claims.sort(key=lambda claim: (-claim.score, abs(claim.whole - claim.part), claim.whole + claim.part))
    settled = _settled(claims)
    kept = [claim for claim in settled if _makes_up(claim, settled, sides[claim.flipped])]
    return knit(_grouped(partners, kept), wording)


def _sides(wording: Wording, partners: Partners) -> tuple[_Side, _Side]:
    gaps = Gaps.of(partners)
    beside: list[dict[int, frozenset[int]]] = [{}, {}]
    for found, own, other in ((beside[0], 1, 0), (beside[1], 0, 1)):
        alone = _by_neighbours(gaps, other)
        for part in gaps.before[own]:
            names = gaps.before[own][part], gaps.after[own][part]
            wholes = {name if other else partners.to_a[name] for name in names if name >= 0}
            found[part] = frozenset(wholes | alone[names])
    return (
        _Side(wording.a, wording.b, partners.to_b, beside[0]),
        _Side(wording.b, wording.a, partners.to_a, beside[1]),
    )


def _by_neighbours(gaps: Gaps, side: int) -> Mapping[tuple[int, int], set[int]]:
    alone: dict[tuple[int, int], set[int]] = defaultdict(set)
    for free, before in gaps.before[side].items():
        alone[before, gaps.after[side][free]].add(free)
    return alone


def _claims(side: _Side, flipped: bool) -> Iterable[_Claim]:
    parts = {part: near for part, near in side.loose.items() if len(side.parts[part].exact) >= _SHORTEST}
    distant = _holders(side, [part for part in parts if len(side.parts[part].exact) >= _FAR_LENGTH])
    for part, near in parts.items():
        for whole in near | distant.get(part, set()):
            score = _claimed(side, whole, part, near=whole in near)
            if score:
                yield _Claim(score, flipped, whole, part)


def _claimed(side: _Side, whole: int, part: int, *, near: bool) -> float:
    """How surely the part stands inside the whole, 0 where it does not or its counterpart says it already."""
    words, held, partner = side.parts[part], side.wholes[whole], side.partner[whole]
    if partner >= 0 and words.plain in held.heading and words.plain not in side.parts[partner].heading:
        return 1.0
    cut = (
        held.exact.startswith(words.exact)
        or held.exact.endswith(words.exact)
        or held.plain.endswith(words.plain)
    )
    inside = 1.0 if cut else _square(words, held.grams)
    fits = inside >= (_INSIDE if near else _FAR_INSIDE) and len(words.exact) < len(held.exact)
    if partner < 0:
        return inside if fits else 0.0
    left = max(_left(side, whole, part) / _LEFT, _gained(side, whole, part) / _GAINED)
    if fits and left >= 1:
        return round(inside + left, 6)
    return inside if near and inside >= _LOOSELY and _fills(side, whole, part) else 0.0


def _fills(side: _Side, whole: int, part: int) -> bool:
    """True where the part, in its own words, says much of what the whole's counterpart does not."""
    said = side.parts[side.partner[whole]].grams
    missing = {
        gram: weight * weight for gram, weight in side.wholes[whole].weights.items() if gram not in said
    }
    filled = fsum(share for gram, share in missing.items() if gram in side.parts[part].grams)
    lacking = fsum(missing.values())
    return lacking >= _LACKING and filled >= _FILLED * lacking


def _left(side: _Side, whole: int, part: int) -> float:
    said = side.parts[side.partner[whole]].grams
    return _square(side.parts[part], {gram for gram in side.wholes[whole].grams if gram not in said})


def _gained(side: _Side, whole: int, part: int) -> float:
    """Share of the part's characters that find a place in the whole beside those of its counterpart."""
    order = sorted((side.partner[whole], part))
    joined = "".join(side.parts[each].plain for each in order)
    held, said = side.wholes[whole].plain, side.parts[side.partner[whole]].plain
    gained = LCSseq.similarity(held, joined) - LCSseq.similarity(held, said)
    return gained / max(len(side.parts[part].plain), 1)


def _square(words: Words, held: Container[str]) -> float:
    return round(fsum(weight * weight for gram, weight in words.weights.items() if gram in held), 6)


def _holders(side: _Side, parts: Sequence[int]) -> dict[int, set[int]]:
    """For each part the wholes that may have most of its words, wherever they stand: those with one of its rarest."""
    telling = {part: _rarest(side.parts[part]) for part in parts}
    postings: dict[str, list[int]] = {gram: [] for grams in telling.values() for gram in grams}
    for whole, words in enumerate(side.wholes):
        for gram in words.grams.keys() & postings.keys():
            postings[gram].append(whole)
    return {part: {whole for gram in grams for whole in postings[gram]} for part, grams in telling.items()}


def _rarest(words: Words) -> list[str]:
    """So many of its rarest words that what has none of them cannot have most."""
    rarest, missed = [], 0.0
    for gram, weight in sorted(words.weights.items(), key=lambda item: (-item[1], item[0])):
        rarest.append(gram)
        missed += weight * weight
        if missed > 1 - _FAR_INSIDE:
            break
    return rarest


def _settled(claims: Sequence[_Claim]) -> list[_Claim]:
    """The best claim for each part; what is a part has none itself, and what has parts is none."""
    parts: tuple[set[int], set[int]] = set(), set()
    wholes: tuple[set[int], set[int]] = set(), set()
    kept = []
    for claim in claims:
        of_parts, of_wholes = not claim.flipped, claim.flipped
        if claim.part in parts[of_parts] or claim.part in wholes[of_parts] or claim.whole in parts[of_wholes]:
            continue
        parts[of_parts].add(claim.part)
        wholes[of_wholes].add(claim.whole)
        kept.append(claim)
    return kept


def _makes_up(claim: _Claim, settled: Sequence[_Claim], side: _Side) -> bool:
    """A whole with a counterpart keeps all its parts; one without must be made up of them to some extent."""
    if side.partner[claim.whole] >= 0:
        return True
    parts = [each.part for each in settled if (each.flipped, each.whole) == (claim.flipped, claim.whole)]
    held = {gram for part in parts for gram in side.parts[part].grams}
    return _square(side.wholes[claim.whole], held) >= _COVERED


def _grouped(partners: Partners, claims: Sequence[_Claim]) -> list[Group]:
    roots: dict[tuple[int, int], list[set[int]]] = {}
    for at, other in partners.pairs():
        roots[0, at] = roots[1, other] = [{at}, {other}]
    for claim in claims:
        own = int(claim.flipped)
        if (own, claim.whole) not in roots:
            roots[own, claim.whole] = [{claim.whole} if side == own else set() for side in (0, 1)]
        roots[own, claim.whole][1 - own].add(claim.part)
    unique = {id(sides): sides for sides in roots.values()}
    return sorted((tuple(sorted(a)), tuple(sorted(b))) for a, b in unique.values())
