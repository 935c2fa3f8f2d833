"""A deadline as a document states it (期限), before any date is known."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Level, Span
from extractor.quantities import Deadline, DeadlineKind
from extractor.quotations import Quotation
from extractor.terms.passages import Passage
from extractor.timeline.triggers import Setting, Trigger

_TIER = re.compile(r"[\d万]元")
_EARLIER = 6  # sentences before this one that it may go on from


@dataclass(frozen=True, slots=True)
class Timed:
    """A deadline as the text states it.

    ``term`` is None where the text only says 及时 (``prompt`` is that word), leaves the length to the schedule, names a
    day (``ends_on``, ISO), or makes it recur (``every``: 每月10日前). ``act`` is False for a period that ends by itself
    and so does not roll over; ``right`` where somebody may act, not must. ``window``: 期满前30日内. ``pauses``: the time
    for papers that are asked for later does not count. ``cover``: the end of cover or contract. ``note`` is told
    beside the date.
    """

    source: Quotation
    bearer: str
    action: str
    trigger: Trigger
    term: Deadline | None
    prompt: str = ""
    act: bool = True
    window: bool = False
    right: bool = False
    pauses: bool = False
    ends_on: str = ""
    note: str = ""
    every: str = ""
    cover: bool = False


def index_of(passage: Passage, offset: int) -> int:
    """Where a place of the document stands in the passage's reading view."""
    return bisect_left(passage.unit.view.offsets, offset)


def setting_of(passage: Passage, span: Span, kind: DeadlineKind) -> Setting:
    """A span of time of the passage's reading view in its sentence."""
    units = passage.paragraph_units()
    before = units[: units.index(passage)] or _paragraph_before(passage)
    earlier = tuple(unit.text for unit in reversed(before[-_EARLIER:]))
    lead = passage.leads[0].text if passage.leads else ""
    return Setting(passage.text, span.start, span.end, kind, earlier, lead)


def _paragraph_before(passage: Passage) -> list[Passage]:
    """The paragraphs before of the same provision, or the items before of its list."""
    before = list(passage.units_before())[:_EARLIER]
    if not before and _TIER.search(passage.text):
        before = list(_items_before(passage))[:_EARLIER]
    return before[::-1]


def _items_before(passage: Passage) -> Iterator[Passage]:
    """The items before this one that say the same for another amount (1万元以下的), nearest first."""
    earlier = passage.previous
    while earlier is not None and earlier.node.parent == passage.node.parent:
        if earlier.node.level is Level.ITEM and _TIER.search(earlier.text):
            yield earlier
        earlier = earlier.previous
