"""What holds of every refund: between nothing and the premium, never more later, steps that add up."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.calculators import Termination, Terminator, contradictions, refund
from extractor.determination import Calculation
from tests.calculators.reading import own

START = date(2025, 1, 1)
DOCUMENTS = (
    "property-allrisks",
    "liability-public",
    "accident-group",
    "motor-commercial",
    "life-decimal",
    "cyber-response",
)


def _refund(
    document: str, day: int, premium: Decimal, by: Terminator = Terminator.POLICYHOLDER
) -> Calculation:
    case = Termination(
        by=by,
        on=START + timedelta(days=day),
        start=START,
        end=date(2025, 12, 31),
        premium=premium,
        paid=Decimal(0),
        barred=False,
        received=date(2024, 10, 1),
    )
    return refund(own(document), case)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.integers(-60, 364), st.decimals(0, 10**7, places=2))
def test_between_nothing_and_the_premium(document: str, day: int, premium: Decimal) -> None:
    result = _refund(document, day, premium)
    assert result.amount is not None
    assert 0 <= result.amount <= premium
    assert sum(step.change for step in result.steps) == result.amount
    assert all(0 <= one.amount <= premium for one in result.readings)
    assert all((one.amount == result.amount) == one.favoured for one in result.readings)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.integers(0, 364), st.integers(0, 364))
def test_later_is_never_more(document: str, one: int, other: int) -> None:
    early, late = sorted((one, other))
    sooner, later = (_refund(document, day, Decimal(36500)).amount for day in (early, late))
    assert sooner is not None and later is not None
    assert later <= sooner


def test_a_year_up_to_its_anniversary_is_one_year() -> None:
    """1 Jan 2025 to 1 Jan 2026, zero hours: 365 days; 36500 − 139 × 100 = 22600."""
    case = Termination(
        by=Terminator.INSURER,
        on=date(2025, 5, 20),
        start=START,
        end=date(2026, 1, 1),
        premium=Decimal(36500),
        paid=Decimal(0),
    )
    assert refund(own("liability-public"), case).amount == Decimal("22600.00")


def test_every_input_is_checked_in_one_place() -> None:
    found = contradictions(Termination(premium=Decimal(-1), paid=Decimal(5), limit=Decimal(3)))
    assert [(one.field, "负数" in one.message) for one in found] == [("/premium", True), ("/paid", False)]
