"""Which coverages an event meets (保险责任比对)."""

from collections.abc import Iterable, Mapping

from extractor.claim import Event
from extractor.determination import CoverageMatch, CoverageStatus, Question
from extractor.matching.asking import answer, ask_cause, ask_concept, ask_unit
from extractor.matching.clauses import Unit, compiled
from extractor.matching.concepts import Kind
from extractor.matching.telling import Polarity, Telling, read_event
from extractor.matching.weighing import SCOPE, Weight, contradicted, weigh
from extractor.records import Extraction

_BANDS = {
    CoverageStatus.MET: (0.7, 0.3),
    CoverageStatus.POSSIBLE: (0.3, 0.4),
    CoverageStatus.NOT_MET: (0.0, 0.3),
}
_FAINT = 0.12  # relevance below which an event has nothing to do with a coverage
_SHORT = 0.6  # a part of the trigger is not said
_TRIGGERS = (Kind.PERIL, Kind.OUTCOME, Kind.CONDUCT)
_ASKED = (*_TRIGGERS, Kind.OBJECT)


def match_coverages(extraction: Extraction, event: Event) -> tuple[CoverageMatch, ...]:
    """Every coverage of the document, the one that fits the event best first.

    ``met`` only where the event says everything that the coverage asks for; ``possible`` with a question where it says
    part of it; a fact named as a question says settles it.
    """
    telling, units = read_event(event), compiled(extraction)
    matches = [_match(unit, telling, event, units.rarity_of_coverages) for unit in units.coverages]
    return tuple(sorted(matches, key=lambda match: (-match.score, match.source.span.start)))


def _match(unit: Unit, telling: Telling, event: Event, rarity: Mapping[str, float]) -> CoverageMatch:
    weight = weigh(unit, telling, rarity)
    status, why, questions = _judged(unit, telling, event, weight)
    low, width = _BANDS[status]
    short = status is CoverageStatus.POSSIBLE and _missing(unit, telling)
    relevance = weight.relevance * (_SHORT if short else 1.0)
    return CoverageMatch(unit.source, status, round(low + width * relevance, 4), why, questions)


def _judged(
    unit: Unit, telling: Telling, event: Event, weight: Weight
) -> tuple[CoverageStatus, str, tuple[Question, ...]]:
    told = answer(unit, event)
    if told is not None:
        said = "符合" if told else "不符合"
        return (CoverageStatus.MET if told else CoverageStatus.NOT_MET), f"已核实{said}该项保险责任。", ()
    if contradicted(unit, telling):
        return CoverageStatus.NOT_MET, f"报案内容与该项责任的条件相反：{_contrary(unit, telling)}。", ()
    if not weight.shared and not telling.speaks_of(Kind.PERIL, Kind.CONDUCT):
        return CoverageStatus.POSSIBLE, "报案内容未说明出险原因，待补充。", (ask_cause(unit),)
    if not weight.shared or weight.relevance < _FAINT:
        return CoverageStatus.NOT_MET, "报案内容未涉及该项保险责任。", ()
    named = _named(weight.shared)
    missing = _missing(unit, telling)
    if not missing and not unit.conditional and not unit.opens and _clear(unit, telling):
        return CoverageStatus.MET, f"报案内容所述{named}符合该项保险责任。", ()
    if missing and all(telling.polarity(each) is Polarity.DENIED for each in missing):
        return CoverageStatus.NOT_MET, f"报案内容否认{_named(missing)}。", ()
    questions = (ask_unit(unit),)
    if len(missing) == 1 and telling.catalogue.concepts[missing[0]].ask and not unit.conditional:
        questions = (ask_concept(missing[0], unit, telling.catalogue),)
    open_point = f"，但未说明{_named(missing)}" if missing else "，其余条件待核实"
    return CoverageStatus.POSSIBLE, f"报案内容涉及{named}{open_point}。", questions


def _missing(unit: Unit, telling: Telling) -> tuple[str, ...]:
    """Concepts that the coverage asks for and the event does not say: one of each kind is enough."""
    missing: list[str] = []
    for kind in _ASKED:
        own, meant = _of_kind(unit.own, kind, telling), _of_kind(unit.defined, kind, telling)
        if own and not any(_said(each, unit, telling) for each in (*own, *meant)):
            missing += own
    led = _of_kind(unit.led, Kind.PERIL, telling)
    causes = _of_kind(unit.own | unit.defined | unit.led, Kind.PERIL, telling)
    if led and not any(_said(each, unit, telling) for each in causes):
        missing += led
    return tuple(missing)


def _of_kind(names: frozenset[str], kind: Kind, telling: Telling) -> list[str]:
    """The concepts of one kind that an event has to say."""
    concepts = telling.catalogue.concepts
    return [each for each in sorted(names) if concepts[each].kind is kind and not concepts[each].common]


def _said(concept: str, unit: Unit, telling: Telling) -> bool:
    """Firmly said, in a way that the document's own definition of it admits."""
    if telling.polarity(concept) is not Polarity.SAID:
        return False
    listed = unit.narrowed.get(concept)
    return any(
        mention.firm and (listed is None or mention.concept == concept or mention.concept in listed)
        for mention in telling.of(concept)
    )


def _clear(unit: Unit, telling: Telling) -> bool:
    """An alternative of a list is said in full, or the sentence names a cause and what comes of it, and both are said."""
    for alternative in unit.alternatives:
        causes = [each for each in (*alternative.concepts, *alternative.shared) if _weighty(each, telling)]
        if causes and len(alternative.residue) <= 2 and all(_said(each, unit, telling) for each in causes):
            return True
    kinds = {telling.catalogue.concepts[each].kind for each in unit.own if _said(each, unit, telling)}
    return Kind.PERIL in kinds and len(kinds & {*_TRIGGERS}) >= 1 and len(unit.text) > 24


def _weighty(concept: str, telling: Telling) -> bool:
    return telling.catalogue.concepts[concept].kind in _TRIGGERS


def _contrary(unit: Unit, telling: Telling) -> str:
    concepts = telling.catalogue.concepts
    firm = {mention.concept for mention in telling.mentions if mention.firm}
    return _named(
        sorted(
            {
                each
                for own in unit.own | (unit.led & SCOPE)
                for each in concepts[own].contrary
                if each in firm - unit.own
            }
        )
    )


def _named(concepts: Iterable[str]) -> str:
    return "、".join([*concepts][:3])
