"""Shares that a table gives by the amount (分档给付比例): its columns are cases, its rows bands of the amount."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.expressions import (
    Difference,
    Expression,
    Lesser,
    Named,
    NotBelowZero,
    Number,
    Product,
    Sum,
    evaluate,
)
from extractor.language.amounts import find_rates
from extractor.language.tiers import find_tiers
from extractor.quantities import MoneyRange, Rate


@dataclass(frozen=True, slots=True)
class Band:
    """The share ``rate`` of an amount above ``lower`` and up to ``upper`` yuan (None: without end); ``upper_in`` says
    whether the end itself belongs to it."""

    lower: Decimal
    upper: Decimal | None
    rate: Decimal
    upper_in: bool = True


Columns = tuple[tuple[str, tuple[Band, ...]], ...]


def columns_of(table: str) -> Columns:
    """The columns of a table of shares under their heads; none where its rows are no bands of money that follow each
    other from nothing."""
    rows = [
        ["".join(cell.split()) for cell in line.split("\t")] for line in table.split("\n") if "\t" in line
    ]
    if len(rows) < 3:
        return ()
    found = []
    for at, head in enumerate(rows[0]):
        bands = [_band(row, at) for row in rows[1:]]
        whole = tuple(band for band in bands if band is not None)
        if at and len(whole) == len(bands) and _follow(whole):
            found.append((head, whole))
    return tuple(found)


def _band(row: Sequence[str], at: int) -> Band | None:
    tiers = find_tiers(row[0])
    rates = find_rates(row[at]) if at < len(row) else []
    if len(tiers) != 1 or len(rates) != 1:
        return None
    tier, rate = tiers[0].value, rates[0].value
    if not isinstance(tier, MoneyRange) or not isinstance(rate, Rate):
        return None
    return Band(tier.lower or Decimal(), tier.upper, rate.value, tier.upper_closed)


def _follow(bands: Sequence[Band]) -> bool:
    ends = [band.upper for band in bands[:-1]]
    return bool(bands) and not bands[0].lower and ends == [band.lower for band in bands[1:]]


def shared_by(bands: Sequence[Band], running: Expression, *, graded: bool) -> Expression:
    """What the bands leave of ``running``: each part at the share of its band, or all of it at the share of the band that
    it falls in."""
    if graded:
        return Sum(tuple(Product((_part(band, running), Number(band.rate))) for band in bands))
    value = evaluate(Named("", running), {}).value or Decimal()
    held = next((band for band in bands if _holds(band, value)), bands[-1])
    return Product((running, Number(held.rate)))


def _holds(band: Band, value: Decimal) -> bool:
    return band.upper is None or value < band.upper or (value == band.upper and band.upper_in)


def _part(band: Band, running: Expression) -> Expression:
    below = running if band.upper is None else Lesser((running, Number(band.upper)))
    return NotBelowZero(Difference(below, Number(band.lower))) if band.lower else below
