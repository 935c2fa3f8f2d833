"""Calculators carried out (执行计算): what a child process does. It loads the language layer, so nothing else imports it."""

from collections.abc import Iterable
from typing import Any

from api.claims.calculators import (
    AgedIn,
    Asked,
    BreachIn,
    DeadlinesIn,
    DisabilityIn,
    PenaltiesIn,
    PeriodicIn,
    PremiumAdjustmentIn,
    PriceIn,
    RefundIn,
    StayIn,
    SurvivalIn,
    WaitingIn,
)
from api.claims.reading import invalid
from api.problems import FieldError, Invalid
from extractor import calculators
from extractor.calculators import Input, Plan
from extractor.determination import Calculation, PeriodStanding, TimelineEntry
from extractor.facts import FACT_NAMES
from extractor.records import Extraction
from extractor.timeline import timetable


def reckon(extraction: Extraction, asked: Asked) -> Calculation | PeriodStanding | Plan:
    """What the terms come to. Invalid where the input contradicts itself, with the fields."""
    if isinstance(asked, PriceIn):
        _refuse_unknown(asked.facts)
    given = _input(asked)
    wrong = [FieldError(one.field, one.message) for one in calculators.contradictions(given)]
    if wrong:
        raise invalid("contradictory-input", "所给的数据自相矛盾或不可能", wrong)
    return _reckoned(extraction, given)


def deadlines(extraction: Extraction, asked: DeadlinesIn) -> tuple[TimelineEntry, ...]:
    """Every deadline, dated where the facts allow. Invalid for facts that are none."""
    _refuse_unknown(asked.facts)
    return timetable(extraction, asked.facts)


def _refuse_unknown(facts: Iterable[str]) -> None:
    unknown = [name for name in facts if name not in FACT_NAMES]
    if unknown:
        known = "、".join(f"{key}（{name}）" for key, name in FACT_NAMES.items())
        errors = [FieldError(f"/facts/{name}", "不认识这一事实") for name in unknown]
        raise Invalid("unknown-fact", f"不认识这些事实：{'、'.join(unknown)}。可用：{known}。", errors=errors)


def _input(asked: Asked) -> Input:
    """The form as the domain has it."""
    given = _given(asked)
    match asked:
        case RefundIn():
            by = calculators.Terminator(asked.by) if asked.by else None
            return calculators.Termination(**{**given, "by": by})
        case PremiumAdjustmentIn():
            return calculators.Turnover(**given)
        case PenaltiesIn():
            return calculators.Breaches(
                tuple(calculators.Breach(**_given(one)) for one in asked.breaches), asked.price
            )
        case WaitingIn():
            return calculators.Onset(**given)
        case SurvivalIn():
            return calculators.Survival(**given)
        case DisabilityIn():
            return calculators.Disability(**{**given, "grades": tuple(asked.grades)})
        case AgedIn():
            return calculators.Aged(**given)
        case StayIn():
            return calculators.Stay(**given)
        case PriceIn():
            return calculators.Price(**given)
        case PeriodicIn():
            often = calculators.Frequency(asked.frequency) if asked.frequency else None
            return calculators.Periodic(**{**given, "frequency": often})


def _given(asked: Asked | BreachIn) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in type(asked).model_fields}


def _reckoned(extraction: Extraction, given: Input) -> Calculation | PeriodStanding | Plan:
    match given:
        case calculators.Termination():
            return calculators.refund(extraction, given)
        case calculators.Turnover():
            return calculators.premium_adjustment(extraction, given)
        case calculators.Breaches():
            return calculators.penalties(extraction, given)
        case calculators.Onset():
            return calculators.waiting(extraction, given)
        case calculators.Survival():
            return calculators.survival(extraction, given)
        case calculators.Disability():
            return calculators.disability(extraction, given)
        case calculators.Aged():
            return calculators.benefit_by_age(extraction, given)
        case calculators.Stay():
            return calculators.allowance(extraction, given)
        case calculators.Price():
            return calculators.instalments(extraction, given)
        case calculators.Periodic():
            return calculators.periodic_instalments(extraction, given)
