"""How much each kind of finding weighs (轻重): what changes rights and money comes first."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement, case

from api.store.tables import FindingRow

GRAVE, MIDDLING, SLIGHT = 3, 2, 1
GRAVITIES: Mapping[int, str] = MappingProxyType({GRAVE: "严重", MIDDLING: "一般", SLIGHT: "轻微"})
_GRAVE = (
    "statute",
    "conflict",
    "amount-mismatch",
    "doubtful-figure",
    "dangling-reference",
    "impossible-deadline",
    "missing-limit",
    "review-unplaced",
    "truncated",
)
_SLIGHT = (
    "duty-without-consequence",
    "out-of-order-number",
    "duplicated-text",
    "blank",
    "drafting-note",
    "unused-definition",
)


def gravity_of(code: str) -> int:
    """From 1, slight, to 3, grave; a reviewer's own code lies between."""
    if code in _GRAVE:
        return GRAVE
    return SLIGHT if code in _SLIGHT else MIDDLING


def gravest_first() -> ColumnElement[int]:
    """What rises as the gravity of a finding falls, to sort by."""
    return case((FindingRow.code.in_(_GRAVE), 0), (FindingRow.code.in_(_SLIGHT), 2), else_=1)
