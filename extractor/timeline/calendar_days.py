"""Duties that are due on a day of the calendar (2025年6月30日前), or once in every month or year (每月10日前)."""

import re
from datetime import date

from extractor.document import Span
from extractor.language.timing import find_dates
from extractor.quantities import DeadlineKind
from extractor.quotations import quotation_of
from extractor.records import Record
from extractor.terms.passages import Passage
from extractor.timeline.actions import prompt_action
from extractor.timeline.stated import Timed, index_of, setting_of
from extractor.timeline.triggers import Trigger

_BY = re.compile(r"^(?:之|以)?前(?![述款项])")
_EVERY = re.compile(
    r"每(?:个)?(?:自然|日历|保单|保险|会计)?(?:年度?|季度?|月度?|周|星期|半年)(?:度)?[^，。；]{0,10}?(?:(?:前|内|后|末|底|初)(?![述款项])|[日号](?:(?:之|以)?[前内])?)"
)


def on_calendar_days(record: Record, passage: Passage) -> list[tuple[int, Timed]]:
    """The days by which a duty without a span of time is due, and the words where it recurs; with their place."""
    if record.fields.get("modality") != "duty":
        return []
    start, end = index_of(passage, record.span.start), index_of(passage, record.span.end)
    found = [
        (hit.span.start, _timed(record, passage, hit.span, day=hit.value))
        for hit in find_dates(passage.text)
        if isinstance(hit.value, date)
        and start <= hit.span.start < end
        and _BY.match(passage.text[hit.span.end :])
    ]
    every = _EVERY.search(passage.text, start, end)
    if every is not None:
        span = Span(every.start(), every.end())
        found.append((every.start(), _timed(record, passage, span, every=every[0])))
    return found


def _timed(
    record: Record, passage: Passage, span: Span, *, day: date | None = None, every: str = ""
) -> Timed:
    setting = setting_of(passage, span, DeadlineKind.WITHIN)
    return Timed(
        source=quotation_of(record),
        bearer=str(record.fields.get("bearer", "")),
        action=prompt_action(setting),
        trigger=Trigger(None, ""),
        term=None,
        ends_on=day.isoformat() if day else "",
        every=every,
    )
