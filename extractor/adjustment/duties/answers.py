"""Whether one duty was kept (是否履行), from the facts of the claim and from what it tells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from extractor.adjustment.duties.kinds import DutyKind, Gate
from extractor.adjustment.duties.telling import Telling, happened, told_of
from extractor.adjustment.papers.cases import story_of, truth
from extractor.claim import Event
from extractor.determination import DutyStatus, Question
from extractor.quotations import Quotation

FACTS = "/event/facts/"
_SHORT = 60  # characters of a duty that its question quotes
_SOON = re.compile(r"及时|立即|马上|立刻|迅速|尽快|即|之?内")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a duty was kept, why (Chinese), and what would settle it where that is open."""

    status: DutyStatus
    why: str
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty as the check sees it: its words in reading view, its place, and its ``label``: empty where it is the only
    one of its kind, else its path (and number) by which facts tell it from the others."""

    text: str
    source: Quotation
    label: str = ""


def answer(kind: DutyKind, duty: Duty, event: Event) -> Answer:
    """The duty of ``kind``: by fact, by whether it arose at all, by what is told; open otherwise."""
    told = told_of(kind, f"{event.cause}\n{event.description}")
    said = _fact(kind, duty, event)
    stated = (
        _by_fact(kind, said, told)
        if said is not None
        else _by_date(kind, event) or _by_telling(kind, duty, told)
    )
    gated = _gated(kind.gate, duty, event) if kind.gate else None
    if gated is None or (stated and stated.status is DutyStatus.KEPT):
        return stated or _open(kind, duty, "")
    if stated is None or gated.status is DutyStatus.KEPT:
        return gated
    return Answer(DutyStatus.UNKNOWN, f"{stated.why}；但{gated.why}", gated.questions)


def fact_name(kind: DutyKind, duty: Duty) -> str:
    """The fact that answers for this duty; duties that each have their own answer carry their path in it."""
    return f"{kind.fact}@{duty.label}" if kind.particular and duty.label else kind.fact


def _fact(kind: DutyKind, duty: Duty, event: Event) -> bool | None:
    own = truth(event.facts.get(fact_name(kind, duty)))
    if own is not None:
        return own
    general = truth(event.facts.get(kind.fact))
    return None if general is False and kind.particular and duty.label else general


def _by_fact(kind: DutyKind, said: bool, told: Telling) -> Answer:
    against = (*told.undone, *told.late) if said else told.done
    if against:
        why = f"案情事实（{kind.fact}：{'是' if said else '否'}）与案情陈述{_quoting(against)}不一致"
        return Answer(
            DutyStatus.UNKNOWN,
            why,
            (Question(f"{kind.ask}（事实与陈述不一致，请核实）", f"{FACTS}{kind.fact}"),),
        )
    status = DutyStatus.KEPT if said else DutyStatus.BROKEN
    also = "".join(_quoting(told.done if said else told.undone))
    return Answer(status, f"案情事实表明{'已履行' if said else '未履行'}“{kind.name}”义务{also}")


def _gated(gate: Gate, duty: Duty, event: Event) -> Answer | None:
    """KEPT where what the duty waits for did not happen; None where it did; open otherwise."""
    if gate.when and not re.search(gate.when, duty.text):
        return None
    said, words = truth(event.facts.get(gate.fact)), ""
    if gate.fact == "other_insurance" and event.other_insurance is not None:
        said = bool(event.other_insurance)
    if said is None:
        said, words = happened(gate.told, story_of(event))
    if said is True:
        return None
    if said is False:
        reason = f"案情称“{words}”" if words else "案情事实表明没有发生须履行该义务的情形"
        return Answer(DutyStatus.KEPT, f"{reason}，该义务未触发")
    return Answer(
        DutyStatus.UNKNOWN, "案情未说明是否发生须履行该义务的情形",
        (Question(gate.ask, f"{FACTS}{gate.fact}", (duty.source,)),),
    )  # fmt: skip


def _by_date(kind: DutyKind, event: Event) -> Answer | None:
    """``premium_paid_on``: on the day of the event or before it is in time."""
    stated = event.facts.get(kind.date) if kind.date else None
    if not isinstance(stated, str) or event.occurred is None:
        return None
    try:
        day = date.fromisoformat(stated.strip())
    except ValueError:
        return None
    kept = day < event.occurred.day
    if day == event.occurred.day:
        return Answer(DutyStatus.UNKNOWN, f"保险费于{day}交付，与事故同日，先后不明", (_same_day(kind),))
    status = DutyStatus.KEPT if kept else DutyStatus.BROKEN
    return Answer(
        status, f"保险费于{day}交付，事故发生于{event.occurred}，{'交费在先' if kept else '交费在后'}"
    )


def _same_day(kind: DutyKind) -> Question:
    return Question("保险费与事故同日，交费是在事故之前还是之后？", f"{FACTS}{kind.fact}")


def _by_telling(kind: DutyKind, duty: Duty, told: Telling) -> Answer | None:
    positive, negative = told.done, told.undone
    if positive and (negative or told.late):
        return _open(kind, duty, f"案情陈述前后不一{_quoting((*negative, *told.late, *positive))}")
    if negative:
        return Answer(DutyStatus.BROKEN, f"案情称{_quoting(negative)}，未履行“{kind.name}”义务")
    if told.late:
        return _late(kind, duty, told)
    if positive and not kind.timely:
        return Answer(DutyStatus.KEPT, f"案情称{_quoting(positive)}")
    if told.prompt:
        return Answer(DutyStatus.KEPT, f"案情称{_quoting(told.prompt)}")
    if positive or told.unclear:
        reason = "没有写明是否及时" if positive else "没有写明向谁报案"
        return _open(kind, duty, f"案情称{_quoting(positive or told.unclear)}，{reason}")
    return None


def _late(kind: DutyKind, duty: Duty, told: Telling) -> Answer:
    if _SOON.search(duty.text):
        return Answer(
            DutyStatus.BROKEN, f"案情称{_quoting(told.late)}，没有按约定的时间履行“{kind.name}”义务"
        )
    return _open(kind, duty, f"案情称{_quoting(told.late)}，文本没有约定时间")


def _open(kind: DutyKind, duty: Duty, why: str) -> Answer:
    question = Question(_asked(kind, duty), f"{FACTS}{fact_name(kind, duty)}", (duty.source,))
    return Answer(DutyStatus.UNKNOWN, why or f"案情未说明是否履行“{kind.name}”义务", (question,))


def _asked(kind: DutyKind, duty: Duty) -> str:
    if not kind.particular or not duty.label:
        return kind.ask
    words = duty.text if len(duty.text) <= _SHORT else f"{duty.text[:_SHORT]}…"
    return f"{duty.label}“{words}”：{kind.ask}"


def _quoting(clauses: Iterable[str]) -> str:
    return "".join(f"“{clause}”" for clause in clauses)


def combined(answers: list[Answer]) -> Answer:
    """Of a duty with several acts: broken where one is, kept where all are. Raises ValueError for no answers."""
    for status in (DutyStatus.BROKEN, DutyStatus.UNKNOWN, DutyStatus.KEPT):
        if chosen := [each for each in answers if each.status is status]:
            told = chosen if status is DutyStatus.BROKEN else answers
            why = "；".join(dict.fromkeys(each.why for each in told))
            return Answer(status, why, tuple(question for each in chosen for question in each.questions))
    raise ValueError("a duty has at least one act")
