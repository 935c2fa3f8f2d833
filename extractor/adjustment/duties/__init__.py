"""Duties and conditions of the insured's side in one claim (义务履行): kept or broken, and what a breach costs."""

from extractor.adjustment.duties.kinds import FactName, fact_vocabulary
from extractor.adjustment.duties.listing import Listed, list_duties
from extractor.adjustment.duties.standings import standing_of
from extractor.claim import Claim
from extractor.determination import DutyStanding, TimelineEntry
from extractor.records import Extraction

__all__ = ["FactName", "Listed", "duties", "fact_vocabulary", "list_duties"]


def duties(
    extraction: Extraction, claim: Claim, timeline: tuple[TimelineEntry, ...]
) -> tuple[DutyStanding, ...]:
    """Each duty and condition that bears on a claim, in the order of the text.

    ``timeline`` is the document's own (``extractor.timeline.timetable``). A duty is broken only by a stated fact: a
    fact of ``fact_vocabulary``, a date, or words of the description, which ``why`` quotes.
    """
    return tuple(standing_of(listed, extraction, claim, timeline) for listed in list_duties(extraction))
