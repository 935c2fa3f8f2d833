"""Values that can be put in order (可比量): an amount, a share, a span of time; as records hold and as people write them.

Months and years have no fixed number of days: 30日 and 1个月 are not ordered, 30日 and 3个月 are. Working days are at least
as long as calendar days and are ordered against them only where no calendar could turn it.
"""

from dataclasses import dataclass
from decimal import Decimal

from extractor.answers import Figure
from extractor.language.amounts import find_money, find_rates
from extractor.language.durations import find_durations
from extractor.quantities import UNIT_NAMES, Deadline, Duration, Money, Rate, Unit
from extractor.records import Record

_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60, Unit.DAY: 24 * 60}
_MINUTES_OF_DAY = 24 * 60
# Shortest and longest length of consecutive months (0 to 11 of them), in days; a year has 365 or 366.
_SHORTEST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_LONGEST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)
# Seven days hold five working days; a long holiday may add nine.
_DAYS_OF_WORKING_DAY, _HOLIDAY = Decimal("1.4"), Decimal(9)


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of one dimension: ``yuan``, ``share`` or ``days``. ``least`` and ``most`` bound it; ``shown`` is how a
    person reads it. A span of time keeps its ``count`` of ``unit`` (years as months): spans of one unit are ordered by it."""

    dimension: str
    least: Decimal
    most: Decimal
    shown: str
    count: Decimal = Decimal(0)
    unit: Unit | None = None

    def at_most(self, other: "Measure") -> bool | None:
        """Is it no more than ``other``? None where the calendar decides, or the dimensions differ."""
        if self.dimension != other.dimension:
            return None
        if self.unit is not None and self.unit is other.unit:
            return self.count <= other.count
        if self.most <= other.least:
            return True
        return False if self.least > other.most else None

    def at_least(self, other: "Measure") -> bool | None:
        """Is it no less than ``other``? None where the calendar decides, or the dimensions differ."""
        return other.at_most(self)


def duration_measure(value: Decimal | int, unit: Unit) -> Measure:
    """A span of time in days; years are counted in months."""
    count = Decimal(value)
    shown = f"{count:f}{UNIT_NAMES[unit]}"
    if unit is Unit.YEAR:
        count, unit = count * 12, Unit.MONTH
    least, most = _days(count, unit)
    return Measure("days", least, most, shown, count, unit)


def _days(count: Decimal, unit: Unit) -> tuple[Decimal, Decimal]:
    """Shortest and longest length in days, whatever the calendar."""
    if unit is Unit.WORKING_DAY:
        return count, count * _DAYS_OF_WORKING_DAY + _HOLIDAY
    if unit is Unit.MONTH:
        years, months = divmod(int(count), 12)
        return Decimal(years * 365 + _SHORTEST[months]), Decimal(years * 366 + _LONGEST[months])
    length = count * _MINUTES[unit] / _MINUTES_OF_DAY
    return length, length


def money_measure(amount: Decimal) -> Measure:
    """An amount in yuan."""
    return Measure("yuan", amount, amount, f"{amount:,f}元")


def share_measure(rate: Decimal) -> Measure:
    """A share of one."""
    percent = (rate * 100).normalize()
    return Measure("share", rate, rate, f"{percent:f}%")


def parse_measure(text: str) -> Measure:
    """``30日``, ``3个工作日``, ``2年``, ``5%``, ``10000元``, ``5万元``. Raises ValueError with a Chinese message."""
    compact = "".join(text.split())
    for found in (*find_durations(compact), *find_rates(compact), *find_money(compact)):
        if found.span.start == 0 and found.span.end == len(compact):
            measure = _measure(found.value)
            if measure is not None:
                return measure
    raise ValueError(f"“{text}”不是时间、比例或金额；请写成如 30日、3个工作日、2年、5%、10000元")


def figure_of(record: Record, field: str) -> Figure | None:
    """The number of a field of a record, and its unit, as the document states them."""
    fields = record.fields
    if _is_length(record, field):
        return Figure(Decimal(str(fields["value"])), str(fields["unit"]))
    match fields.get(field):
        case Decimal() as number:
            return Figure(number, "share" if field == "rate" else "yuan")
        case Deadline(count, unit, _):
            return Figure(Decimal(count), unit.value)
    return None


def measure_of(record: Record, field: str) -> Measure | None:
    """The value of a field of a record; ``value`` reads a period's value and unit together."""
    fields = record.fields
    if _is_length(record, field):
        return duration_measure(Decimal(str(fields["value"])), Unit(str(fields["unit"])))
    value = fields.get(field)
    if isinstance(value, Decimal):
        return share_measure(value) if field == "rate" else money_measure(value)
    return _measure(value)


def _is_length(record: Record, field: str) -> bool:
    """The field is the number of a period, whose unit stands beside it."""
    return (
        field == "value" and isinstance(record.fields.get("value"), int | Decimal) and "unit" in record.fields
    )


def _measure(value: object) -> Measure | None:
    match value:
        case Deadline(count, unit, _) | Duration(count, unit):
            return duration_measure(count, unit)
        case Money(amount, "CNY"):
            return money_measure(amount)
        case Rate(share):
            return share_measure(share)
    return None
