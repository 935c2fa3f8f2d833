"""Expressions: values, steps whose changes add up, what is missing, rounding and the written formulas."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.expressions import (
    Difference,
    Expression,
    Given,
    Greater,
    Lesser,
    Named,
    NotBelowZero,
    Number,
    Product,
    Quotient,
    Sum,
    evaluate,
    shown,
    to_cents,
)


def _number(value: str) -> Number:
    return Number(Decimal(value))


@pytest.mark.parametrize(
    ("expression", "value", "formula"),
    [
        (Sum((_number("1.5"), _number("2"))), "3.50", "1.5 + 2"),
        (Sum(()), "0.00", "0"),
        (Difference(_number("2"), _number("5")), "-3.00", "2 - 5"),
        (NotBelowZero(Difference(_number("2"), _number("5"))), "0.00", "max(0, 2 - 5)"),
        (Product((Sum((_number("1"), _number("2"))), _number("0.5"))), "1.50", "(1 + 2) × 0.5"),
        (Quotient(_number("1"), _number("3")), "0.33", "1 ÷ 3"),
        (Lesser((_number("60000"), _number("50000"))), "50000.00", "min(60000, 50000)"),
        (Greater((_number("2000"), Product((_number("30000"), _number("0.1"))))), "3000.00", "max(2000, 30000 × 0.1)"),
    ],
)  # fmt: skip
def test_value_and_formula(expression: Expression, value: str, formula: str) -> None:
    result = evaluate(Named("步骤", expression), {})
    assert result.value == Decimal(value)
    assert [step.formula for step in result.steps] == [formula]


def test_steps_stand_in_order_and_their_changes_add_up() -> None:
    lost = Named("损失", Given("loss", "损失"))
    bound = Named("限额", Lesser((lost, _number("50000"))), (lost,))
    paid = Named("免赔", Difference(bound, _number("5000")), (bound,))
    result = evaluate(paid, {"loss": Decimal(60000)})
    assert [(step.label, step.value, step.change) for step in result.steps] == [
        ("损失", 60000, 60000),
        ("限额", 50000, -10000),
        ("免赔", 45000, -5000),
    ]


def test_a_step_that_stands_twice_is_computed_once() -> None:
    lost = Named("损失", _number("100"))
    less = Named("免赔", Difference(lost, Product((lost, _number("0.1")))), (lost,))
    assert [step.label for step in evaluate(less, {}).steps] == ["损失", "免赔"]


def test_missing_figures_are_named_in_the_order_met() -> None:
    whole = Named("赔款", Sum((Given("b", "乙"), Given("a", "甲"), Given("b", "乙"))))
    result = evaluate(whole, {})
    assert result.value is None
    assert [missing.label for missing in result.missing] == ["乙", "甲"]
    assert not result.steps


def test_division_by_zero_gives_no_value() -> None:
    assert evaluate(Named("比例", Quotient(_number("1"), _number("0"))), {}).value is None


def test_rounding_is_half_up_at_every_step() -> None:
    half = Named("一", _number("0.005"))
    assert evaluate(Named("二", Product((half, _number("0.5"))), (half,)), {}).value == Decimal("0.01")
    assert to_cents(Decimal("-0.005")) == Decimal("-0.01")


def test_numbers_are_shown_plainly() -> None:
    assert [shown(Decimal(text)) for text in ("1E+3", "0.10", "100", "0")] == ["1000", "0.1", "100", "0"]


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=6), st.decimals(0, 10**9, places=2))
def test_changes_add_up_to_the_value(losses: list[Decimal], limit: Decimal) -> None:
    parts = tuple(Named(f"损失{at}", Number(loss)) for at, loss in enumerate(losses))
    bound = Named("限额", Lesser((Sum(parts), Number(limit))), parts)
    result = evaluate(bound, {})
    assert result.value == min(sum(losses), limit)
    assert sum((step.change for step in result.steps), Decimal()) == result.value
