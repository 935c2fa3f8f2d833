"""How much an event and a coverage or an exclusion have in common (相关度): shared concepts by rarity, and their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from extractor.matching.clauses import Unit
from extractor.matching.concepts import Catalogue, Kind
from extractor.matching.likeness import likeness
from extractor.matching.telling import Polarity, Telling

_KINDS = {Kind.PERIL: 1.0, Kind.CONDUCT: 1.15, Kind.OUTCOME: 0.85, Kind.OBJECT: 0.6, Kind.PERSON: 0.5}
_OPEN = 0.7  # what the text leaves open
_NARROWER = 0.9  # the event says 起火, the clause 意外事故: by each step up
_BROADER = 0.3  # the event says 癌, the clause 乳腺癌
_CONTRARY = 0.35
_UNSOUND_MIND = "精神疾病"
SCOPE = frozenset({"境内"})  # what a lead-in says of all its items
_LIST_HEAD = 0.5  # what opens a list, or counts payments, says less than the items
_WORDS = 1.6  # weight of the words beside the concepts


@dataclass(frozen=True, slots=True)
class Weight:
    """``relevance`` 0–1; ``shared`` the concepts of the unit that the event speaks of, most telling first."""

    relevance: float
    shared: tuple[str, ...]


def weigh(unit: Unit, telling: Telling, rarity: Mapping[str, float]) -> Weight:
    """What the event and the unit share."""
    shares = {
        concept: share
        for concept, weight in sorted(unit.weights.items())
        if (share := weight * rarity[concept] * strength(concept, unit, telling))
    }
    gain = sum(shares.values()) * (_CONTRARY if contradicted(unit, telling) else 1.0)
    gain *= _LIST_HEAD if unit.opens or unit.accounting else 1.0
    gain += _WORDS * likeness(telling.text, unit.text)
    ordered = tuple(sorted(shares, key=lambda concept: (-shares[concept], concept)))
    return Weight(1 - exp(-gain), ordered)


def strength(concept: str, unit: Unit, telling: Telling) -> float:
    """0–1.2: how far the event speaks of a concept of the unit, by its kind."""
    catalogue = telling.catalogue
    if telling.polarity(concept) is Polarity.DENIED:
        return 0.0
    best = 0.0
    for mention in telling.mentions:
        if mention.polarity is Polarity.DENIED:
            continue
        down = catalogue.distance(mention.concept, concept)
        if down is not None:
            listed = unit.narrowed.get(concept)
            outside = down and listed is not None and mention.concept not in listed
            near = _BROADER if outside else _NARROWER**down
        elif _narrows(concept, mention.concept, catalogue):
            near = _BROADER
        else:
            continue
        best = max(best, near * (_OPEN if mention.polarity is Polarity.OPEN or mention.aside else 1.0))
    return best * _KINDS[catalogue.concepts[concept].kind]


def _narrows(concept: str, told: str, catalogue: Catalogue) -> bool:
    """Is the concept a kind of what is told? Death alone is no hint of suicide."""
    if catalogue.concepts[told].kind is not catalogue.concepts[concept].kind:
        return False
    return catalogue.distance(concept, told) is not None


def contradicted(unit: Unit, telling: Telling) -> bool:
    """Does the event firmly say the contrary of something in the unit, and not the thing itself?"""
    concepts = telling.catalogue.concepts
    if telling.polarity(_UNSOUND_MIND) is Polarity.SAID:
        return False  # what one does in it is no illness that kills
    firm = {mention.concept for mention in telling.mentions if mention.firm}
    return any(
        (firm & {*concepts[own].contrary} - unit.own) and telling.polarity(own) is not Polarity.SAID
        for own in unit.own | (unit.led & SCOPE)
    )
