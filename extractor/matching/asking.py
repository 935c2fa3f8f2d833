"""Questions that settle a match (待查问题), each with the place of the claim that answers it."""

from collections.abc import Iterable

from extractor.claim import Event
from extractor.determination import Question
from extractor.matching.clauses import Unit
from extractor.matching.concepts import Catalogue

_LONGEST = 60  # characters of the clause that a question repeats


def some_of(concepts: Iterable[str]) -> str:
    """The first three, as a reason names them."""
    return "、".join([*concepts][:3])


def pointer(name: str) -> str:
    """JSON pointer of a fact of the event."""
    return "/event/facts/" + name.replace("~", "~0").replace("/", "~1")


def ask_concept(concept: str, unit: Unit, catalogue: Catalogue) -> Question:
    """Is it so? Yes means that the concept is part of the event."""
    ask = catalogue.concepts[concept].ask or f"事故是否涉及“{concept}”？"
    return Question(ask, pointer(concept), (unit.source,))


def ask_unit(unit: Unit) -> Question:
    """Does the provision as a whole fit? Yes means that all of it is so, and its exception is not."""
    said = (
        unit.source.quote if len(unit.source.quote) <= _LONGEST else unit.source.quote[: _LONGEST - 1] + "…"
    )
    ending = "，且不属于其中除外的情形？" if unit.exception else "？"
    return Question(f"本次事故是否符合{unit.source.path}“{said}”{ending}", pointer(unit.key), (unit.source,))


def ask_cause(unit: Unit) -> Question:
    """The same question for every provision: what happened?"""
    return Question("出险的原因和经过是什么？请补充说明。", "/event/description", (unit.source,))


def answer(unit: Unit, event: Event) -> bool | None:
    """What the facts say of the provision as a whole."""
    value = event.facts.get(unit.key)
    return value if isinstance(value, bool) else None
