"""The consequence of one duty in one claim (后果): which sentence follows, and on what it still depends."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.adjustment.duties.answers import FACTS
from extractor.adjustment.duties.kinds import CAUSED, FAULT, DutyKind, cause_question, fault_question
from extractor.adjustment.duties.sanctions import (
    Sanction,
    cause_needed,
    degrees_of,
    doubt_needed,
    fault_needed,
)
from extractor.adjustment.papers.cases import truth
from extractor.claim import Event
from extractor.determination import Effect, Question

_DEGREES = {
    "故意": "故意", "intentional": "故意", "重大过失": "重大过失", "gross_negligence": "重大过失", "gross": "重大过失",
    "一般过失": "一般过失", "轻微过失": "一般过失", "过失": "一般过失", "ordinary": "一般过失",
    "无过错": "无过错", "没有过错": "无过错", "无": "无过错", "none": "无过错",
}  # fmt: skip
_VERIFIABLE = "loss_verifiable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sanction and this claim: ``open`` are its conditions that the claim leaves open, to the letter, with questions;
    ``refuted`` where the claim rules one of them out."""

    sanction: Sanction
    open: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    refuted: str = ""

    @property
    def effect(self) -> Effect:
        """The effect; none where a condition of it is ruled out."""
        return Effect.NONE if self.refuted else self.sanction.effect


def outcomes(key: str, kind: DutyKind, sanctions: Sequence[Sanction], event: Event) -> list[Outcome]:
    """Each sanction weighed, the one that bites first: not ruled out, then what the claim has answers for, then the
    nearest to the duty; for mitigation what was enlarged before the whole."""
    weighed = [_weighed(key, kind, sanction, event) for sanction in sanctions]
    answered = any(f"{key}{suffix}" in event.facts for suffix in (FAULT, CAUSED))

    def order(each: Outcome) -> tuple[bool, bool, bool]:
        wider = key == "mitigation" and each.sanction.effect is not Effect.ENLARGED
        return bool(each.refuted), answered and bool(each.open), wider

    return sorted(weighed, key=order)


def _weighed(key: str, kind: DutyKind, sanction: Sanction, event: Event) -> Outcome:
    open_words: list[str] = []
    questions: list[Question] = []
    refuted = ""
    because = (sanction.source,)
    for words, held, question in (
        (
            fault_needed(sanction.text),
            _at_fault(key, sanction, event),
            Question(fault_question(kind), f"{FACTS}{key}{FAULT}", because),
        ),
        (
            cause_needed(sanction),
            truth(event.facts.get(f"{key}{CAUSED}")),
            Question(cause_question(kind), f"{FACTS}{key}{CAUSED}", because),
        ),
        (
            doubt_needed(sanction),
            _in_doubt(event),
            Question("损失的原因、程度是否能够核实？", f"{FACTS}{_VERIFIABLE}", because),
        ),
    ):
        if words and held is None:
            open_words.append(words)
            questions.append(question)
        elif words and held is False:
            refuted = refuted or words
    return Outcome(sanction, tuple(open_words), tuple(questions), refuted)


def _at_fault(key: str, sanction: Sanction, event: Event) -> bool | None:
    """Is the degree of fault that the sanction asks for (故意, 重大过失, either) the one that the claim states?"""
    stated = event.facts.get(f"{key}{FAULT}")
    if not isinstance(stated, str) or not stated.strip():
        return None
    degree = _DEGREES.get(stated.strip().lower())
    return None if degree is None else degree in degrees_of(sanction.text)


def _in_doubt(event: Event) -> bool | None:
    verifiable = truth(event.facts.get(_VERIFIABLE))
    return None if verifiable is None else not verifiable
