"""What an overview asks of the records (总览的项目): limits, deductibles, periods; and how a record's figure is read.

Figures are put side by side only where they are of one unit: yuan, shares, days, working days, months. What is stated
per unit (每次、每日…元), left to the schedule, or told in words alone is counted apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from api.export import wording
from extractor.quantities import Deadline, DeadlineKind, Unit
from extractor.records import FieldValue, RecordType


class Group(StrEnum):
    """A chapter of the overview."""

    LIMITS = "limits"
    DEDUCTIBLES = "deductibles"
    PERIODS = "periods"
    EXCLUSIONS = "exclusions"
    TYPES = "types"
    FINDINGS = "findings"


class Series(StrEnum):
    """What the figures of one point are counted in; the last four hold none that could be put in order."""

    YUAN = "yuan"
    SHARE = "share"
    DAY = "day"  # minutes and hours as parts of a day
    WORKING_DAY = "working_day"
    MONTH = "month"  # years as twelve months
    PER = "per"  # 按单位计: per day, per item
    SCHEDULE = "schedule"  # 以保险单载明为准
    WORDS = "words"  # no figure
    COUNT = "count"  # records that are only counted


ORDERED = (Series.YUAN, Series.SHARE, Series.DAY, Series.WORKING_DAY, Series.MONTH)


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of a record: in what series, its value there, and as a person reads it."""

    series: Series
    value: Decimal | None = None
    shown: str = ""


_LIMITS = ("sum_insured", "per_occurrence", "aggregate", "per_person", "per_item", "sub_limit", "other")
_PERIODS = ("waiting", "hesitation", "grace", "retroactive", "insurance", "limitation")
_OCCURRENCE = frozenset({"每次事故", "每次事件"})
# Units that the kind of limit means anyway: an amount 每次事故 is a limit per occurrence like any other.
_OWN: Mapping[str, frozenset[str]] = {
    "per_occurrence": _OCCURRENCE,
    "deductible": _OCCURRENCE,
    "copay": _OCCURRENCE,
    "aggregate": frozenset({"全年", "年度"}),
    "per_person": frozenset({"每人", "每一被保险人"}),
}
# Duties with a time limit, by topic.
DEADLINES = {
    "loss_notice": "报案（出险通知）期限",
    "claim_documents": "提供索赔单证期限",
    "settlement": "核定、赔付期限",
}
POINTS: Mapping[str, tuple[Group, str]] = {
    **{f"limit.{kind}": (Group.LIMITS, wording.KINDS[RecordType.LIMIT][kind]) for kind in _LIMITS},
    **{
        f"limit.{kind}": (Group.DEDUCTIBLES, wording.KINDS[RecordType.LIMIT][kind])
        for kind in ("deductible", "copay")
    },
    **{f"period.{kind}": (Group.PERIODS, wording.KINDS[RecordType.PERIOD][kind]) for kind in _PERIODS},
    **{f"deadline.{topic}": (Group.PERIODS, title) for topic, title in DEADLINES.items()},
}


def limit_figures(fields: Mapping[str, FieldValue]) -> Iterator[Told]:
    """The figures of a limit, a deductible, a share to be borne."""
    amount, rate, per = (fields.get(name) for name in ("amount", "rate", "per"))
    own = _OWN.get(str(fields.get("kind")), frozenset())
    if per is not None and per not in own and (isinstance(amount, Decimal) or isinstance(rate, Decimal)):
        yield Told(Series.PER)
        return
    if isinstance(amount, Decimal):
        yield Told(Series.YUAN, amount, wording.money(amount))
    if isinstance(rate, Decimal):
        yield Told(Series.SHARE, rate, wording.percent(rate))
    if not isinstance(amount, Decimal) and not isinstance(rate, Decimal):
        yield Told(Series.SCHEDULE if fields.get("in_schedule") is True else Series.WORDS)


def period_figures(fields: Mapping[str, FieldValue]) -> Iterator[Told]:
    """The length of a period."""
    value, unit = fields.get("value"), fields.get("unit")
    yield length(value, str(unit)) if isinstance(value, int) and unit in set(Unit) else Told(Series.WORDS)


def deadline_figures(fields: Mapping[str, FieldValue]) -> Iterator[Told]:
    """The time limits of a duty, within which it is to be done."""
    others = fields.get("other_deadlines")
    for due in (fields.get("deadline"), *(others if isinstance(others, tuple) else ())):
        if isinstance(due, Deadline) and due.kind is DeadlineKind.WITHIN:
            yield length(due.value, due.unit)


def length(count: int, unit: str) -> Told:
    """A span of time in the series of its unit; shown as the text has it."""
    shown, value = wording.length(count, unit), Decimal(count)
    match Unit(unit):
        case Unit.MINUTE:
            return Told(Series.DAY, value / (24 * 60), shown)
        case Unit.HOUR:
            return Told(Series.DAY, value / 24, shown)
        case Unit.DAY:
            return Told(Series.DAY, value, shown)
        case Unit.WORKING_DAY:
            return Told(Series.WORKING_DAY, value, shown)
        case Unit.MONTH:
            return Told(Series.MONTH, value, shown)
        case Unit.YEAR:
            return Told(Series.MONTH, value * 12, shown)
