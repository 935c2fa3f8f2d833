"""Amounts, rates and spans of time as values (量). Standard library only.

Money and rates are exact decimals: yuan, and fractions of one (3% is 0.03).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extractor.document import Span


class Unit(StrEnum):
    """Unit of a span of time."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"  # 工作日、交易日
    MONTH = "month"
    YEAR = "year"


# What a person reads after the number.
UNIT_NAMES: dict[str, str] = {
    Unit.MINUTE: "分钟",
    Unit.HOUR: "小时",
    Unit.DAY: "日",
    Unit.WORKING_DAY: "个工作日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
}


class DeadlineKind(StrEnum):
    """How a deadline binds: 三十日内, 提前十五日, 满二年后."""

    WITHIN = "within"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money (金额) in yuan unless ``currency`` says otherwise (ISO 4217)."""

    amount: Decimal
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share (比例): 0.03 for 3%."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time (期间): 二年, 三个工作日, 24小时, 一周 (7 days), 半年 (6 months)."""

    value: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something is due (期限)."""

    value: int
    unit: Unit
    kind: DeadlineKind


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """A tier (档次) such as 1-5万元（含5万元）: None is an open side without bound."""

    lower: Decimal | None
    upper: Decimal | None
    lower_closed: bool
    upper_closed: bool


Value = Money | Rate | Duration | Deadline | MoneyRange | date


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value and the characters that state it; ``span`` counts from the start of the text searched."""

    span: Span
    value: Value
