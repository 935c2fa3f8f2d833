"""Deadlines for a calendar program (日历文件): iCalendar (RFC 5545), one event for each deadline that has a date."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from extractor.claim import Moment
from extractor.determination import Due, TimelineEntry

_ZONE = ZoneInfo("Asia/Shanghai")
_PRODUCT = "-//tiaokuan//期限//ZH"
_AHEAD = timedelta(days=1)  # when the alarm rings
_LINE_ENDS = re.compile(r"\r\n|[\r\n\u0085\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff]")
_NOTICE = "按所提供的事实由条款文本推算，供人员复核，不是法律意见。"


def calendar_file(title: str, entries: Sequence[TimelineEntry], made: datetime | None = None) -> bytes:
    """The entries that have a date, as an .ics file in UTF-8. ``title`` names the calendar.

    Days are all-day events, minutes stand in Asia/Shanghai; an alarm rings a day before. The UID of a deadline stays
    the same when its date moves, so that a second import corrects the first. ``made`` is the time of making, with its
    zone (now). Entries without a date are counted in the calendar's description.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _safe(title))
    calendar.add("x-wr-timezone", _ZONE.key)
    calendar.add("x-wr-caldesc", _described(entries))
    stamp = made or datetime.now(UTC)
    seen: Counter[str] = Counter()
    for entry in entries:
        key = _key(title, entry)
        seen[key] += 1
        if entry.due is not None:
            calendar.add_component(_event(entry, entry.due, f"{key}-{seen[key]}@tiaokuan", stamp))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _described(entries: Sequence[TimelineEntry]) -> str:
    undated = sum(entry.due is None for entry in entries)
    open_yet = (
        f"另有{undated}项期限因起算事实未知或者文本未载明期限，尚无日期，不在本日历中。" if undated else ""
    )
    return _NOTICE + open_yet


def _key(title: str, entry: TimelineEntry) -> str:
    """What makes a deadline the same one: its document, its words, and who must do what."""
    span = entry.source.span
    named = "\x1f".join(
        (title, entry.source.path, f"{span.start}-{span.end}", entry.source.quote, entry.bearer, entry.action)
    )
    return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:32]


def _event(entry: TimelineEntry, due: Due, uid: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("summary", _summary(entry, due))
    event.add("description", _description(entry, due))
    _put_time(event, due.moment)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -_AHEAD)
    alarm.add("description", _summary(entry, due))
    event.add_component(alarm)
    return event


def _put_time(event: Event, moment: Moment) -> None:
    if moment.clock is not None:
        event.add("dtstart", datetime.combine(moment.day, moment.clock, _ZONE))
        return
    event.add("dtstart", moment.day)
    if moment.day < date.max:
        event.add("dtend", moment.day + timedelta(days=1))


def _summary(entry: TimelineEntry, due: Due) -> str:
    who = f"{entry.bearer}：" if entry.bearer else ""
    first = "最早可" if entry.earliest else ""
    return _safe(f"{first}{who}{entry.action}（{entry.source.path}）{'（推算）' if due.estimated else ''}")


def _description(entry: TimelineEntry, due: Due) -> str:
    lines = [
        f"条款：{entry.source.path}",
        f"原文：{entry.source.quote}",
        f"推算：{due.counting}",
        "该日是最早之日，不是最迟之日。" if entry.earliest else "",
        "该年节假日安排尚未公布，日期为推算，公布后请复核。" if due.estimated else "",
        _NOTICE,
    ]
    return _safe("\n".join(line for line in lines if line))


def _safe(text: str) -> str:
    """Text without what could end a content line; line ends become those that the format escapes."""
    return _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", text))
