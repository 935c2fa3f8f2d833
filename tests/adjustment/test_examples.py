"""Worked examples: what the text says by careful reading, computed by hand beside each example, against the code."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from api.claims.calculators import FORMS, Calculator, DeadlinesIn
from api.claims.form import ClaimIn, read_moment
from api.claims.reckoning import deadlines, reckon
from api.problems import Problem
from extractor.adjustment import check_claim
from extractor.calculators import Plan
from extractor.contradictions import contradictions
from extractor.determination import Calculation, Determination, PeriodStanding, TimelineEntry
from extractor.expressions import Step
from extractor.quotations import Quotation
from extractor.records import Extraction
from tests.adjustment.example_reading import Example, examples

ALL = examples()

_CALCULATORS = {
    "refund": Calculator.REFUND,
    "premium_adjustment": Calculator.PREMIUM_ADJUSTMENT,
    "penalties": Calculator.PENALTIES,
    "waiting": Calculator.WAITING,
    "disability": Calculator.DISABILITY,
    "benefit": Calculator.BY_AGE,
    "allowance": Calculator.ALLOWANCE,
    "instalments": Calculator.INSTALMENTS,
    "periodic": Calculator.PERIODIC,
}


def test_there_are_enough_and_each_has_a_name_of_its_own() -> None:
    assert len(ALL) >= 45
    assert [name for name, count in Counter(one.name for one in ALL).items() if count > 1] == []
    assert len({one.source for one in ALL}) == 24


@pytest.mark.parametrize("example", ALL, ids=[one.name for one in ALL])
def test_worked_example(example: Example) -> None:
    extraction = example.extraction()
    if example.kind == "claim":
        _check_claim(example, extraction)
    elif example.kind == "deadline":
        _check_deadlines(example, extraction)
    else:
        _check_calculator(example, extraction)


# --- claims ---------------------------------------------------------------------------------------------


def _check_claim(example: Example, extraction: Extraction) -> None:
    claim = ClaimIn.model_validate({"document": example.source.name, **example.given}).claim()
    expected = dict(example.expected)
    wrong = [one.field for one in contradictions(claim)]
    assert wrong == expected.pop("contradictions", [])
    if wrong:
        return
    found = check_claim(extraction, claim)
    for asked, told in expected.items():
        _CLAIM[asked](extraction, found, told)


def _verdict(_: Extraction, found: Determination, told: str) -> None:
    assert found.verdict == told, found.why


def _period(_: Extraction, found: Determination, told: str) -> None:
    assert found.period.status == told, found.period.why


def _payout(extraction: Extraction, found: Determination, told: Mapping[str, Any]) -> None:
    _amount(extraction, found.payout, told)


def _coverage(_: Extraction, found: Determination, told: Mapping[str, str]) -> None:
    _standings(((one.source, one.status) for one in found.coverage), told)


def _exclusions(_: Extraction, found: Determination, told: Mapping[str, str]) -> None:
    _standings(((one.source, one.status) for one in found.exclusions), told)


def _duties(_: Extraction, found: Determination, told: Iterable[Mapping[str, str]]) -> None:
    known = {(one.source.path, one.status, one.effect) for one in found.duties}
    for duty in told:
        assert (duty["path"], duty["status"], duty["effect"]) in known, sorted(known)


def _papers(_: Extraction, found: Determination, told: Mapping[str, bool | None]) -> None:
    known = [(one.source.path, one.present) for one in found.papers]
    for path, present in told.items():
        assert (path, present) in known


def _given_as(_: Extraction, found: Determination, told: Mapping[str, str]) -> None:
    known = [(one.source.path, one.given) for one in found.papers]
    for path, given in told.items():
        assert (path, given) in known


def _asks(_: Extraction, found: Determination, told: Iterable[str]) -> None:
    assert set(told) <= {one.about for one in found.questions}


def _standings(known: Iterable[tuple[Quotation, str]], told: Mapping[str, str]) -> None:
    """At least one statement of the provision stands so."""
    by_path: dict[str, set[str]] = {}
    for source, status in known:
        by_path.setdefault(source.path, set()).add(str(status))
    for path, status in told.items():
        assert status in by_path.get(path, set()), f"{path}: {by_path.get(path)}"


_CLAIM: Mapping[str, Callable[[Extraction, Determination, Any], None]] = {
    "verdict": _verdict,
    "period": _period,
    "payout": _payout,
    "coverage": _coverage,
    "exclusions": _exclusions,
    "duties": _duties,
    "papers": _papers,
    "given_as": _given_as,
    "asks": _asks,
}


# --- amounts --------------------------------------------------------------------------------------------


def _amount(extraction: Extraction, found: Calculation, told: Mapping[str, Any]) -> None:
    """``amount``; ``readings`` where the text has several (``favoured``: the law's, or open), else all agree; ``asks``; ``sources``."""
    assert "amount" in told
    assert told.keys() <= {"amount", "readings", "favoured", "asks", "sources"}
    wanted = _figure(told["amount"])
    assert found.amount == wanted, _shown(found)
    readings = {Decimal(str(one)) for one in told.get("readings", [wanted] if wanted is not None else [])}
    if "readings" in told or found.readings:
        assert {one.amount for one in found.readings} == readings, _shown(found)
    if "readings" in told:
        preferred = {one.amount for one in found.readings if one.favoured}
        assert told.get("favoured") == "open" or preferred == {_figure(told.get("favoured", wanted))}, _shown(
            found
        )
    assert set(told.get("asks", ())) <= {one.about for one in found.questions}, _shown(found)
    if wanted is not None:
        _steps(extraction, found.steps, wanted)
        assert set(told.get("sources", ())) <= {one.source.path for one in found.steps if one.source}


def _figure(told: object) -> Decimal | None:
    return None if told is None else Decimal(str(told))


def _steps(extraction: Extraction, steps: tuple[Step, ...], amount: Decimal) -> None:
    """The changes add up, and every quotation is the text's own words."""
    assert sum((step.change for step in steps), Decimal()) == amount
    for step in steps:
        if step.source is not None:
            assert step.source.span.quote(extraction.document.text) == step.source.quote


def _shown(found: Calculation) -> str:
    steps = "\n".join(f"  {step.label}: {step.formula} = {step.value}" for step in found.steps)
    readings = [(str(one.amount), one.favoured) for one in found.readings]
    asked = [(one.about, one.ask) for one in found.questions]
    return f"{found.amount} {found.note}\n{steps}\n{readings}\n{asked}"


# --- calculators ----------------------------------------------------------------------------------------


def _check_calculator(example: Example, extraction: Extraction) -> None:
    asked = FORMS[_CALCULATORS[example.kind]].model_validate(example.given)
    expected = dict(example.expected)
    refused = expected.pop("contradictions", None)
    if refused is not None:
        with pytest.raises(Problem) as problem:
            reckon(extraction, asked)
        assert [one.pointer for one in problem.value.errors] == refused
        return
    found = reckon(extraction, asked)
    if isinstance(found, PeriodStanding):
        assert found.status == expected["status"], found.why
    elif isinstance(found, Plan):
        _plan(found, expected)
    else:
        _amount(extraction, found, expected)


def _plan(found: Plan, told: Mapping[str, Any]) -> None:
    known = [
        (one.amount, None if one.due is None else str(one.due.moment), bool(one.due and one.due.estimated))
        for one in found.instalments
    ]
    assert known == [
        (_figure(one["amount"]), str(one["due"]) if one["due"] else None, one.get("estimated", False))
        for one in told["instalments"]
    ]
    assert set(told.get("asks", ())) <= {one.about for one in found.calculation.questions}
    assert bool(told.get("asks")) == bool(found.calculation.questions)


# --- deadlines ------------------------------------------------------------------------------------------


def _check_deadlines(example: Example, extraction: Extraction) -> None:
    found = deadlines(extraction, DeadlinesIn.model_validate(example.given))
    for told in example.expected["due"]:
        _one_deadline(found, told)


def _one_deadline(found: tuple[TimelineEntry, ...], told: Mapping[str, Any]) -> None:
    """One entry of that provision (and bearer, and starting fact) falls due then."""
    assert told.keys() <= {"path", "bearer", "from", "day", "estimated", "earliest"}
    here = [one for one in found if one.source.path == told["path"]]
    here = [one for one in here if told.get("bearer", one.bearer) == one.bearer]
    here = [one for one in here if told.get("from", one.counted_from) == one.counted_from]
    dated = [one for one in here if one.due is not None]
    assert any(_falls(one, told) for one in dated), [
        (one.bearer, one.action, one.counted_from, one.due, one.open_because) for one in here
    ]


def _falls(entry: TimelineEntry, told: Mapping[str, Any]) -> bool:
    assert entry.due is not None
    if entry.due.estimated != told.get("estimated", False) or entry.earliest != told.get("earliest", False):
        return False
    return "day" not in told or entry.due.moment == read_moment(told["day"])
