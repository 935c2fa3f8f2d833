"""Our own clauses with deadlines, and the table of their dates."""

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache

from extractor.claim import Moment
from extractor.determination import TimelineEntry
from extractor.extraction import extract
from extractor.records import Extraction
from extractor.timeline import timetable


def day(text: str) -> Moment:
    """``2025-06-01`` or ``2025-06-01T09:00``."""
    written, _, clock = text.partition("T")
    return Moment(date.fromisoformat(written), time.fromisoformat(clock) if clock else None)


@lru_cache(maxsize=64)
def clauses(*articles: str) -> Extraction:
    """Clauses of a policy of these articles, numbered from 第一条."""
    numbers = "一二三四五六七八九十"
    body = "\n".join(f"第{numbers[at]}条 {text}" for at, text in enumerate(articles))
    return extract(f"松涛财产保险股份有限公司试验保险条款\n总则\n{body}\n".encode(), "试验.txt")


def table(*articles: str, **facts: str) -> list[TimelineEntry]:
    """The dated table of such clauses."""
    return list(timetable(clauses(*articles), {key: day(text) for key, text in facts.items()}))


def entry(sentence: str, facts: Mapping[str, str] | None = None, action: str = "") -> TimelineEntry:
    """The only deadline of one article; of several, the one with that action."""
    found = table(sentence, **(facts or {}))
    if action:
        found = [one for one in found if one.action == action]
    (only,) = found
    return only


def last_day(one: TimelineEntry) -> str:
    """Its date, or why it has none."""
    return str(one.due.moment) if one.due else one.open_because
