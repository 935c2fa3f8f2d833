"""How the figures of one series are spread (分布): least, median and most with the record that states each, and outliers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.store.portfolio.gathering import Member

_FEWEST = 5  # figures below which none is called an outlier
_FENCE = Decimal("1.5")  # interquartile ranges beyond the quartiles (Tukey)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure that is stated: as persons read it, by how many records of how many documents; ``far`` from the rest."""

    value: Decimal
    shown: str
    records: int
    documents: int
    far: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """The ends and the middle, each a record that says so. Of an even number the median is the lower of the two."""

    least: Member
    median: Member
    most: Member


def spread_of(members: Sequence[Member]) -> Spread | None:
    """The spread of the members that have a value; None where none has."""
    ranked = _ranked(members)
    return Spread(ranked[0], ranked[(len(ranked) - 1) // 2], ranked[-1]) if ranked else None


def values_of(members: Sequence[Member]) -> tuple[Value, ...]:
    """The different values in order. One figure may be written in two ways (24个月、2年): both are shown."""
    ranked = _ranked(members)
    low, high = _fences([_value(one) for one in ranked])
    groups: dict[Decimal, list[Member]] = defaultdict(list)
    for one in ranked:
        groups[_value(one)].append(one)
    return tuple(
        Value(
            value,
            "、".join(dict.fromkeys(one.shown for one in group)),
            len({one.row for one in group}),
            len({one.document for one in group}),
            not low <= value <= high,
        )
        for value, group in groups.items()
    )


def _ranked(members: Sequence[Member]) -> list[Member]:
    return sorted((one for one in members if one.value is not None), key=_value)


def _value(member: Member) -> Decimal:
    return member.value or Decimal(0)


def _fences(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Beyond these a value is far from the rest."""
    if len(values) < _FEWEST:
        return (values[0], values[-1]) if values else (Decimal(0), Decimal(0))
    first, third = values[len(values) // 4], values[(3 * len(values)) // 4]
    return first - _FENCE * (third - first), third + _FENCE * (third - first)
