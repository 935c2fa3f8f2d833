"""Values of a document against the bounds of a check (数值界限)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from extractor.assessments import Verdict
from extractor.elements.measures import Measure, duration_measure, measure_of, parse_measure
from extractor.elements.wording import Statement
from extractor.playbooks.declared import Check, IfSilent
from extractor.playbooks.outcomes import Outcome, deferred, on
from extractor.quantities import Deadline

_WORDS = {"days": ("不少于", "不超过"), "yuan": ("不低于", "不高于"), "share": ("不低于", "不高于")}


@dataclass(frozen=True, slots=True)
class _Valued:
    statement: Statement
    measure: Measure
    within: bool | None  # None: the calendar decides


def judge_values(check: Check, statements: tuple[Statement, ...]) -> Outcome:
    """The verdict on what the statements (at least one) say against the bounds."""
    asked = asked_for(check)
    valued = [
        _Valued(statement, measure, _within(check, measure))
        for statement in statements
        for measure in _measures(check, statement)
    ]
    outside = [each for each in valued if each.within is False]
    if outside:
        return Outcome(Verdict.WORSE, f"{_told(outside)}，要求{asked}", _statements(outside))
    unsure = [each for each in valued if each.within is None]
    if unsure:
        reason = f"{_told(unsure)}，要求{asked}；两者孰长取决于日历（月、年、工作日的天数不定），由人工判断"
        return Outcome(Verdict.PERSON, reason, _statements(unsure))
    if valued:
        return Outcome(Verdict.AGREES, f"{_told(valued)}，符合{asked}的要求", _statements(valued))
    return _unvalued(check, statements, asked)


def asked_for(check: Check) -> str:
    """What is asked, for a person: ``不超过30日``."""
    least, most = check.bounds
    if least and most:
        return f"在{least.shown}至{most.shown}之间"
    if least:
        return f"{_WORDS[least.dimension][0]}{least.shown}"
    return f"{_WORDS[most.dimension][1]}{most.shown}" if most else ""


def _unvalued(check: Check, statements: tuple[Statement, ...], asked: str) -> Outcome:
    """They speak of the point and give no value that can be compared."""
    if deferred(check, statements):
        return Outcome(
            Verdict.PERSON, f"{on(statements)}以保险单载明为准，要求{asked}，请核对保险单", statements
        )
    if check.if_silent is IfSilent.FINE:
        return Outcome(Verdict.AGREES, f"{on(statements)}没有限定具体数值，可以接受", statements)
    if check.if_silent is IfSilent.PERSON:
        return Outcome(Verdict.PERSON, f"{on(statements)}没有写明具体数值，要求{asked}", statements)
    return Outcome(Verdict.WORSE, f"{on(statements)}没有写明具体数值，要求{asked}", statements)


def _measures(check: Check, statement: Statement) -> Iterator[Measure]:
    """The values of a statement that are of the kind the bounds are."""
    bound = next(bound for bound in check.bounds if bound)
    found = _read(check.read, statement.text) if check.read else _recorded(check.field, statement)
    return (measure for measure in found if measure.dimension == bound.dimension)


def _read(patterns: Iterable[str], text: str) -> Iterator[Measure]:
    for match in chain.from_iterable(re.finditer(pattern, text) for pattern in patterns):
        try:
            yield parse_measure(match["value"] or "")
        except ValueError:
            continue


def _recorded(field: str, statement: Statement) -> Iterator[Measure]:
    record = statement.record
    if record is None:
        return
    main = measure_of(record, field)
    if main is not None:
        yield main
    deadline, others = record.fields.get("deadline"), record.fields.get("other_deadlines")
    if field == "deadline" and isinstance(deadline, Deadline) and isinstance(others, tuple):
        for other in others:
            if isinstance(other, Deadline) and other.kind is deadline.kind:
                yield duration_measure(other.value, other.unit)


def _within(check: Check, measure: Measure) -> bool | None:
    least, most = check.bounds
    answers = {
        measure.at_least(least) if least else True,
        measure.at_most(most) if most else True,
    }
    if False in answers:
        return False
    return None if None in answers else True


def _told(valued: Iterable[_Valued]) -> str:
    """``第十六条为60日、第十七条为90日``."""
    told = dict.fromkeys(f"{each.statement.quotation.path}为{each.measure.shown}" for each in valued)
    return "、".join(told)


def _statements(valued: Iterable[_Valued]) -> tuple[Statement, ...]:
    return tuple(dict.fromkeys(each.statement for each in valued))
