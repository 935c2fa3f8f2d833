"""Which exclusions may bite (责任免除比对)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from extractor.claim import Event
from extractor.determination import ExclusionMatch, ExclusionStatus, Question
from extractor.matching.asking import answer, ask_cause, ask_concept, ask_unit, some_of
from extractor.matching.clauses import Alternative, Compiled, Unit, compiled
from extractor.matching.concepts import Kind, load_concepts
from extractor.matching.meaning import by_meaning
from extractor.matching.telling import Mention, Polarity, Telling, Who, answered, read_event
from extractor.matching.weighing import Weight, weigh
from extractor.records import Extraction

_BANDS = {
    ExclusionStatus.APPLIES: (0.7, 0.3),
    ExclusionStatus.POSSIBLE: (0.25, 0.45),
    ExclusionStatus.RULED_OUT: (0.0, 0.25),
}
_UNRELATED = "报案内容未涉及该项责任免除。"
_BEHIND = 0.0001  # of a score: a reference stands behind what it refers to
_FAINT = 0.2  # relevance below which an event has nothing to do with an exclusion
_TRIGGERS = {Kind.PERIL, Kind.OUTCOME, Kind.CONDUCT}
_INSURED = re.compile(r"投保人|被保险人|您|驾驶人|车主|持有人|借款人")
_EMPLOYED = re.compile(r"雇员|员工|工作人员|代表")
_DRIVES = re.compile(r"驾驶人|驾驶员|司机")
_OUTSIDER = re.compile(r"第三方|他人|第三者|发货人|托运人")


def match_exclusions(extraction: Extraction, event: Event) -> tuple[ExclusionMatch, ...]:
    """Every exclusion of the document, the one that most likely bites first.

    ``applies`` only where the event says the very cause, of the very person, without reserve, and nothing of the
    exclusion is left open; ``possible`` with a question otherwise; ``ruled_out`` where the event denies it, its exception
    is met, or the two have nothing in common.
    """
    telling, document = read_event(event), compiled(extraction)
    matches = [_match(unit, telling, event, document) for unit in document.exclusions]
    matches = [
        _referring(unit, match, matches, document)
        for unit, match in zip(document.exclusions, matches, strict=True)
    ]
    if (
        not telling.distinguishes(Kind.PERIL, Kind.CONDUCT)
        and all(match.why == _UNRELATED for match in matches)
        and not _covered(telling, document)
    ):
        matches = [_unknown(match, unit) for match, unit in zip(matches, document.exclusions, strict=True)]
    return by_meaning(event, matches)


def _covered(telling: Telling, document: Compiled) -> bool:
    """Has the event to do with any coverage?"""
    rarity = document.rarity_of_coverages
    return any(weigh(unit, telling, rarity).relevance >= _FAINT for unit in document.coverages)


def _unknown(match: ExclusionMatch, unit: Unit) -> ExclusionMatch:
    """Nothing of the event is known to the document: a question, not a no."""
    low, width = _BANDS[ExclusionStatus.POSSIBLE]
    why = "报案内容未说明可识别的出险原因，待补充。"
    score = round(low + width * match.score, 4)
    return ExclusionMatch(match.source, ExclusionStatus.POSSIBLE, score, why, (ask_cause(unit),))


_REFERS = re.compile(
    r"(?P<part>第[一二三四五六七八九十百\d]+(?:章|部分))?(?P<article>第[一二三四五六七八九十百\d]+条)"
    r"(?P<item>（[一二三四五六七八九十\d]+）)?[^，。；]{0,4}(?:所列|列明|规定|约定|载明)[^，。；]{0,6}(?:情形|原因|事由|行为|责任免除)"
)


def _referring(
    unit: Unit, match: ExclusionMatch, matches: list[ExclusionMatch], document: Compiled
) -> ExclusionMatch:
    """A provision that takes over others (第二章第三条所列各种情形) is as open as the likeliest of them."""
    found = _REFERS.search(unit.text)
    if found is None or match.status is not ExclusionStatus.RULED_OUT or unit.catch_all:
        return match
    own_part = re.match(r"第[^第条]+?(?:章|部分)", unit.source.path)
    path = (found["part"] or (own_part[0] if own_part else "")) + found["article"] + (found["item"] or "")
    meant = [
        other
        for each, other in zip(document.exclusions, matches, strict=True)
        if each is not unit
        and each.source.path.startswith(path)
        and other.status is not ExclusionStatus.RULED_OUT
    ]
    if not meant:
        return match
    best = max(meant, key=lambda other: other.score)
    low, width = _BANDS[ExclusionStatus.POSSIBLE]
    why = f"所引用的{best.source.path}：{best.why}"
    score = round(min(best.score, low + width) - _BEHIND, 4)
    return ExclusionMatch(match.source, ExclusionStatus.POSSIBLE, score, why, (ask_unit(unit),))


def _match(unit: Unit, telling: Telling, event: Event, document: Compiled) -> ExclusionMatch:
    weight = weigh(unit, telling, document.rarity_of_exclusions)
    status, why, questions = _judged(unit, telling, event, weight, document)
    low, width = _BANDS[status]
    return ExclusionMatch(unit.source, status, round(low + width * weight.relevance, 4), why, questions)


_Judgement = tuple[ExclusionStatus, str, tuple[Question, ...]]


def _judged(unit: Unit, telling: Telling, event: Event, weight: Weight, document: Compiled) -> _Judgement:
    elsewhere = document.excluded
    told = answer(unit, event)
    if told is not None:
        said = "属于" if told else "不属于"
        return (
            (ExclusionStatus.APPLIES if told else ExclusionStatus.RULED_OUT),
            f"已核实{said}该项责任免除。",
            (),
        )
    if not telling.speaks_of(*_TRIGGERS):
        return ExclusionStatus.POSSIBLE, "报案内容未说明出险原因，待补充。", (ask_cause(unit),)
    if unit.catch_all:
        why = "该项为兜底或者免赔约定，取决于是否属于保险责任，不单独判断。"
        return ExclusionStatus.RULED_OUT, why, ()
    if (met := _exception_met(unit, telling)) and weight.shared:
        return ExclusionStatus.RULED_OUT, f"属于该项责任免除所除外的情形（{met}）。", ()
    stated = next((each for each in unit.alternatives if _stated(each, unit, telling, elsewhere)), None)
    if stated is not None:
        return _on_its_words(stated, unit, telling, document)
    denied = [each for each in sorted(unit.own) if telling.polarity(each) is Polarity.DENIED]
    outsiders = [each for each in sorted(unit.own) if _of_outsider(each, unit, telling)]
    shared = [each for each in weight.shared if each in unit.own and _weighty(each)]
    spoken = [each for each in shared if each not in outsiders]
    if outsiders and not spoken:
        return ExclusionStatus.RULED_OUT, f"报案内容所述{some_of(outsiders)}为他人所为。", ()
    if denied and not spoken:
        return ExclusionStatus.RULED_OUT, f"报案内容否认{some_of(denied)}。", ()
    return _left_open(unit, telling, weight, spoken, elsewhere)


def _on_its_words(stated: Alternative, unit: Unit, telling: Telling, document: Compiled) -> _Judgement:
    named = some_of(stated.concepts)
    if unit.exception:
        why = f"报案内容所述{named}属于该项责任免除，是否属于其中除外的情形待核实。"
        return ExclusionStatus.POSSIBLE, why, (ask_unit(unit),)
    if unit.duty or unit.conditional:
        return ExclusionStatus.POSSIBLE, f"报案内容涉及{named}，其余条件待核实。", (ask_unit(unit),)
    perils = {each for each in stated.concepts if telling.catalogue.concepts[each].kind is Kind.PERIL}
    if perils and perils <= document.covered and not _answered(perils, telling):
        why = f"{named}在本文件另一处列为保险责任，本项是否适用于所涉的责任部分待核实。"
        return ExclusionStatus.POSSIBLE, why, (ask_unit(unit),)
    return ExclusionStatus.APPLIES, f"报案内容明确说明{named}。", ()


def _answered(names: set[str], telling: Telling) -> bool:
    """Was one of them settled by the answer to a question?"""
    return any(not each.words for name in names for each in telling.of(name))


def _left_open(
    unit: Unit, telling: Telling, weight: Weight, spoken: list[str], elsewhere: frozenset[str]
) -> _Judgement:
    setting = _asked_in_its_setting(unit, telling)
    said = [each for each in spoken if telling.polarity(each) is not None]
    if spoken and weight.relevance >= _FAINT and (said or not setting):
        why = f"报案内容涉及{some_of(spoken)}，是否符合该项责任免除待核实。"
        return ExclusionStatus.POSSIBLE, why, _question(unit, telling, spoken[:1], elsewhere)
    if setting:
        why = f"报案内容未说明{some_of(setting)}。"
        return ExclusionStatus.POSSIBLE, why, _question(unit, telling, setting, elsewhere)
    if weight.relevance >= _FAINT and _touched(unit, weight):
        why = f"报案内容与该项责任免除有共同之处（{some_of(weight.shared) or '用语相近'}），待核实。"
        return ExclusionStatus.POSSIBLE, why, (ask_unit(unit),)
    return ExclusionStatus.RULED_OUT, _UNRELATED, ()


def _question(
    unit: Unit, telling: Telling, asked: Iterable[str], elsewhere: frozenset[str]
) -> tuple[Question, ...]:
    """About each concept whose yes settles the exclusion; about the exclusion itself where there is none."""
    settling = [
        each
        for each in asked
        if telling.catalogue.concepts[each].ask and _settles(each, unit, telling, elsewhere)
    ]
    return tuple(ask_concept(each, unit, telling.catalogue) for each in settling) or (ask_unit(unit),)


def _settles(concept: str, unit: Unit, telling: Telling, elsewhere: frozenset[str]) -> bool:
    """Would the exclusion apply, were the concept answered with yes?"""
    if unit.exception or unit.duty or unit.conditional:
        return False
    told = replace(telling, mentions=(*_without(concept, telling), answered(concept, yes=True)))
    return any(_stated(each, unit, told, elsewhere) for each in unit.alternatives)


def _without(concept: str, telling: Telling) -> Iterator[Mention]:
    return (each for each in telling.mentions if each.concept != concept)


def _touched(unit: Unit, weight: Weight) -> bool:
    """Something of its own is shared, or no concept of it is known and the words alone are alike."""
    return any(each in unit.own for each in weight.shared) or not unit.own


def _asked_in_its_setting(unit: Unit, telling: Telling) -> list[str]:
    """Conducts that a claims handler asks for in the setting of the event, of which it says nothing."""
    concepts = telling.catalogue.concepts
    return [
        each
        for each in sorted(unit.own)
        if concepts[each].setting
        and telling.polarity(each) is None
        and telling.polarity(concepts[each].setting) is Polarity.SAID
    ]


def _exception_met(unit: Unit, telling: Telling) -> str:
    """The concept by which the event falls under the exception, empty where it does not."""
    hits = telling.catalogue.in_clause(unit.exception)
    met = (hit.concept for hit in hits if hit.concept not in unit.own and _weighty(hit.concept))
    return next((each for each in met if telling.polarity(each) is Polarity.SAID), "")


def _stated(alternative: Alternative, unit: Unit, telling: Telling, elsewhere: frozenset[str]) -> bool:
    """Does the event say all of it, without reserve and of the one whom the clause means?"""
    concepts = telling.catalogue.concepts
    needed = [each for each in (*alternative.concepts, *alternative.shared) if not concepts[each].common]
    causes = [each for each in needed if _weighty(each)]
    things = [each for each in needed if concepts[each].kind is Kind.OBJECT]
    if not causes or not _simple(alternative, unit):
        return False
    meant = [
        each for each in sorted(unit.own) if concepts[each].kind is Kind.OBJECT and not concepts[each].common
    ]
    if (
        meant
        and "其" in alternative.text
        and not any(telling.polarity(each) is Polarity.SAID for each in meant)
    ):
        return False
    return all(_said(each, unit, telling, elsewhere) for each in causes) and all(
        telling.polarity(each) is Polarity.SAID for each in things
    )


def _simple(alternative: Alternative, unit: Unit) -> bool:
    return len(alternative.residue) <= 1 and bool(alternative.concepts)


def _said(name: str, unit: Unit, telling: Telling, elsewhere: frozenset[str]) -> bool:
    """Firmly said in words that mean just this; what a clause of its own excludes (空调故障) is not its broader kin."""
    concepts = telling.catalogue.concepts
    if telling.polarity(name) is not Polarity.SAID:
        return False
    if any(telling.polarity(each) is Polarity.SAID for each in concepts[name].contrary):
        return False
    return any(
        each.firm
        and (concepts[each.concept].sure or not each.words)
        and (each.concept == name or each.concept not in elsewhere)
        and _fits(each, name, unit, telling)
        for each in telling.of(name)
    )


def _fits(mention: Mention, name: str, unit: Unit, telling: Telling) -> bool:
    """Is the mention of the one whom the clause means, and a loss claimed where the clause names a loss?"""
    concept = telling.catalogue.concepts[name]
    if not mention.words:
        return True
    if concept.loss:
        return mention.claimed
    if concept.kind is not Kind.CONDUCT:
        return True
    if mention.who is Who.OTHER:
        return bool(_OUTSIDER.search(unit.text))
    if mention.who is Who.EMPLOYEE:
        return concept.own or bool(_EMPLOYED.search(unit.text)) or not _INSURED.search(unit.text)
    if mention.who is Who.DRIVER:
        return bool(_DRIVES.search(unit.text)) or not _INSURED.search(unit.text)
    if concept.who and mention.who is Who.UNSAID:
        return False
    return mention.who is Who.INSURED or concept.own or not _INSURED.search(unit.text)


def _of_outsider(name: str, unit: Unit, telling: Telling) -> bool:
    """Is the personal conduct told of others only, in so many words, and the clause one on the insured's side?"""
    if not _personal(name) or _OUTSIDER.search(unit.text):
        return False
    told = [each for each in telling.of(name) if each.polarity is not Polarity.DENIED]
    return bool(told) and all(each.outside for each in told)


@lru_cache(maxsize=1024)
def _personal(name: str) -> bool:
    """Conduct of a person (醉酒), and what is kin to it; not what is done to things."""
    catalogue = load_concepts()
    concept = catalogue.concepts[name]
    if concept.kind is not Kind.CONDUCT and not concept.own:
        return False
    kin = {name, *catalogue.above[name]}
    return (concept.who and not concept.sure) or any(
        each.own for each in catalogue.concepts.values() if kin & {each.name, *each.broader}
    )


def _weighty(concept: str) -> bool:
    return load_concepts().concepts[concept].kind in _TRIGGERS
