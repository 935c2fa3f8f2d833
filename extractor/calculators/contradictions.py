"""Figures and dates that cannot be so together (矛盾), told by the field that holds them. Standard library only."""

from datetime import date
from decimal import Decimal

from extractor.claim import Contradiction
from extractor.determination import Calculation, Question


def negative(field: str, name: str, value: Decimal | int | None) -> tuple[Contradiction, ...]:
    """A figure below zero where none can be; ``name`` is its Chinese name."""
    if value is None or value >= 0:
        return ()
    return (Contradiction(field, f"{name}不能是负数，请改为 0 或正数"),)


def reversed_dates(
    field: str, name: str, day: date | None, earlier_name: str, earlier: date | None
) -> tuple[Contradiction, ...]:
    """``day`` stands before the day that must come first."""
    if day is None or earlier is None or day >= earlier:
        return ()
    return (
        Contradiction(
            field, f"{name}（{day.isoformat()}）早于{earlier_name}（{earlier.isoformat()}），请核对"
        ),
    )


def refused(found: tuple[Contradiction, ...]) -> Calculation:
    """No amount, and a question for each contradictory field."""
    return Calculation(
        None,
        questions=tuple(Question(one.message, one.field) for one in found),
        note="输入的数据互相矛盾，改正后再计算",
    )
