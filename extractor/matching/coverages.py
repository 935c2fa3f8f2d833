"""Which coverages an event meets (保险责任比对)."""

from extractor.claim import Event
from extractor.determination import CoverageMatch, CoverageStatus, Question
from extractor.matching.asking import answer, ask_cause, ask_concept, ask_unit, some_of
from extractor.matching.clauses import Compiled, Unit, compiled
from extractor.matching.concepts import Kind
from extractor.matching.conditions import definite, open_conditions
from extractor.matching.meaning import by_meaning
from extractor.matching.telling import Polarity, Telling, read_event
from extractor.matching.weighing import SCOPE, Weight, contradicted, weigh
from extractor.records import Extraction

_BANDS = {
    CoverageStatus.MET: (0.7, 0.3),
    CoverageStatus.POSSIBLE: (0.3, 0.4),
    CoverageStatus.NOT_MET: (0.0, 0.3),
}
_UNRELATED = "报案内容未涉及该项保险责任。"
_FAINT = 0.12  # relevance below which an event has nothing to do with a coverage
_SHORT = 0.6  # a part of the trigger is not said
_SHORT_OF_CONDITION = 0.8
_SHORT_OF_THING = 0.3
_SHORT_CLAUSE = 24  # characters; a list item, not a sentence
_TRIGGERS = (Kind.PERIL, Kind.OUTCOME, Kind.CONDUCT)
_ASKED = (*_TRIGGERS, Kind.OBJECT)


def match_coverages(extraction: Extraction, event: Event) -> tuple[CoverageMatch, ...]:
    """Every coverage of the document, the one that fits the event best first.

    ``met`` only where the event says everything that the coverage asks for; ``possible`` with a question where it says
    part of it; a fact named as a question says settles it.
    """
    telling, units = read_event(event), compiled(extraction)
    matches = [_match(unit, telling, event, units) for unit in units.coverages]
    if not telling.distinguishes(Kind.PERIL) and all(match.why == _UNRELATED for match in matches):
        matches = [_unknown(match, unit) for match, unit in zip(matches, units.coverages, strict=True)]
    return by_meaning(event, matches)


def _unknown(match: CoverageMatch, unit: Unit) -> CoverageMatch:
    """Nothing of the event is known to the document: a question, not a no."""
    low, width = _BANDS[CoverageStatus.POSSIBLE]
    why = "报案内容未说明可识别的出险原因，待补充。"
    return CoverageMatch(
        match.source, CoverageStatus.POSSIBLE, round(low + width * match.score, 4), why, (ask_cause(unit),)
    )


def _match(unit: Unit, telling: Telling, event: Event, document: Compiled) -> CoverageMatch:
    weight = weigh(unit, telling, document.rarity_of_coverages)
    status, why, questions = _judged(unit, telling, event, weight, document)
    low, width = _BANDS[status]
    if status is CoverageStatus.POSSIBLE:
        weight = Weight(weight.relevance * _shortfall(unit, telling, document), weight.shared)
    return CoverageMatch(unit.source, status, round(low + width * weight.relevance, 4), why, questions)


def _shortfall(unit: Unit, telling: Telling, document: Compiled) -> float:
    """How much less a coverage fits for what is not said: another vehicle or thing than its own counts most."""
    missing = _missing(unit, telling)
    if any(telling.catalogue.concepts[each].kind is Kind.OBJECT for each in missing):
        return _SHORT_OF_THING
    if missing:
        return _SHORT
    return _SHORT_OF_CONDITION if open_conditions(unit, telling, document) else 1.0


def _judged(
    unit: Unit, telling: Telling, event: Event, weight: Weight, document: Compiled
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
        return CoverageStatus.NOT_MET, _UNRELATED, ()
    named = some_of([each for each in weight.shared if each in unit.own] or weight.shared)
    missing = _missing(unit, telling)
    conditions = open_conditions(unit, telling, document)
    if not missing and not conditions and _may_be_met(unit) and _clear(unit, telling):
        return CoverageStatus.MET, f"报案内容所述{named}符合该项保险责任。", ()
    if missing and all(telling.polarity(each) is Polarity.DENIED for each in missing):
        return CoverageStatus.NOT_MET, f"报案内容否认{some_of(missing)}。", ()
    questions = (ask_unit(unit),)
    if len(missing) == 1 and telling.catalogue.concepts[missing[0]].ask and not unit.conditional:
        questions = (ask_concept(missing[0], unit, telling.catalogue),)
    lacking = dict.fromkeys((*missing, *conditions))
    open_point = f"，但未说明{some_of(lacking)}" if lacking else "，其余条件待核实"
    return CoverageStatus.POSSIBLE, f"报案内容涉及{named}{open_point}。", questions


def _may_be_met(unit: Unit) -> bool:
    """Is the provision a trigger, with nothing in it that a report cannot tell?"""
    return not (unit.conditional or unit.opens or unit.accounting)


def _missing(unit: Unit, telling: Telling) -> tuple[str, ...]:
    """Concepts that the coverage asks for and the event does not say: one of each kind is enough."""
    missing: list[str] = []
    for kind in _ASKED:
        own, meant = _of_kind(unit.own, kind, telling), _of_kind(unit.defined, kind, telling)
        told = own if kind is Kind.OUTCOME else (*own, *meant)
        if (
            own
            and not _goes_without(kind, unit, telling)
            and not any(_said(each, unit, telling) for each in told)
        ):
            missing += own
    led = _of_kind(unit.led, Kind.PERIL, telling)
    causes = _of_kind(unit.own | unit.defined | unit.led, Kind.PERIL, telling)
    if led and not any(_said(each, unit, telling) for each in causes):
        missing += led
    return tuple(missing)


def _goes_without(kind: Kind, unit: Unit, telling: Telling) -> bool:
    """Is one of the outcomes what any claim is about (人身伤亡或者财产损失)?"""
    concepts = telling.catalogue.concepts
    return kind is Kind.OUTCOME and any(
        concepts[each].kind is kind and concepts[each].common for each in unit.own
    )


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
    if not definite(unit, telling):
        return False
    for alternative in unit.alternatives:
        causes = [each for each in (*alternative.concepts, *alternative.shared) if _weighty(each, telling)]
        if causes and len(alternative.residue) <= 2 and all(_said(each, unit, telling) for each in causes):
            return True
    shared = {each for alternative in unit.alternatives for each in alternative.shared}
    if len(unit.text) <= _SHORT_CLAUSE or not all(_said(each, unit, telling) for each in shared):
        return False
    return any(_said(each, unit, telling) for each in _perils(unit, telling))


def _perils(unit: Unit, telling: Telling) -> list[str]:
    """Its causes; a general one counts only where it stands for itself, not beside a list."""
    concepts = telling.catalogue.concepts
    perils = [each for each in sorted(unit.own) if concepts[each].kind is Kind.PERIL]
    named = [each for each in perils if not concepts[each].general]
    return named if len(named) > 1 else perils


def _weighty(concept: str, telling: Telling) -> bool:
    return telling.catalogue.concepts[concept].kind in _TRIGGERS


def _contrary(unit: Unit, telling: Telling) -> str:
    concepts = telling.catalogue.concepts
    firm = {mention.concept for mention in telling.mentions if mention.firm}
    return some_of(
        sorted(
            {
                each
                for own in unit.own | (unit.led & SCOPE)
                for each in concepts[own].contrary
                if each in firm - unit.own
            }
        )
    )
