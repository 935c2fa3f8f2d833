"""Deadlines for a calendar program: what the file says, and that no text gets out of its line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from api.export.calendar_file import calendar_file
from extractor.claim import Moment
from extractor.determination import Due, TimelineEntry
from extractor.document import Span
from extractor.quotations import Quotation
from tests.timeline.clauses import day

MADE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
QUOTE = "保险人应当在三十日内作出核定，并通知被保险人；逾期的，承担违约责任。" * 3
DUE = Due(day("2026-04-13"), False, "自2026-03-02次日起第30日为2026-04-01")
ENTRY = TimelineEntry(
    Quotation("第二十六条", Span(10, 10 + len(QUOTE)), QUOTE), "保险人", "核定", "claimed", DUE
)


def events(data: bytes) -> list[Event]:
    """The events that a program reads from the file."""
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_day() -> None:
    (event,) = events(calendar_file("试验条款", [ENTRY], MADE))
    assert event["summary"] == "保险人：核定（第二十六条）"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 4, 13), date(2026, 4, 14))
    described = str(event["description"])
    assert f"原文：{QUOTE}" in described
    assert "推算：自2026-03-02次日起第30日为2026-04-01" in described
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1)
    assert alarm["action"] == "DISPLAY"


def test_a_minute_stands_in_beijing_time() -> None:
    data = calendar_file("试验条款", [replace(ENTRY, due=replace(DUE, moment=day("2026-06-02T22:30")))], MADE)
    (event,) = events(data)
    start = event.decoded("dtstart")
    assert start.astimezone(UTC) == datetime(2026, 6, 2, 14, 30, tzinfo=UTC)
    assert b"DTSTART;TZID=Asia/Shanghai:20260602T223000" in data
    assert b"BEGIN:VTIMEZONE" in data


def test_estimates_and_first_days_are_marked() -> None:
    (event,) = events(calendar_file("试验条款", [replace(ENTRY, due=replace(DUE, estimated=True))], MADE))
    assert str(event["summary"]).endswith("（推算）")
    assert "尚未公布" in event["description"]
    (event,) = events(calendar_file("试验条款", [replace(ENTRY, earliest=True)], MADE))
    assert str(event["summary"]).startswith("最早可")
    assert "不是最迟之日" in event["description"]


def test_what_has_no_date_is_counted_not_lost() -> None:
    data = calendar_file("试验条款", [ENTRY, replace(ENTRY, due=None, open_because="未告知")], MADE)
    assert len(events(data)) == 1
    assert "另有1项期限" in str(Calendar.from_ical(data)["x-wr-caldesc"])


def test_a_deadline_keeps_its_uid_when_its_date_moves() -> None:
    later = replace(ENTRY, due=replace(DUE, moment=day("2026-05-06")))
    other = replace(ENTRY, action="赔付")
    uids = [str(events(calendar_file("试验条款", [one], MADE))[0]["uid"]) for one in (ENTRY, later, other)]
    assert uids[0] == uids[1] != uids[2]
    twice = [str(event["uid"]) for event in events(calendar_file("试验条款", [ENTRY, ENTRY], MADE))]
    assert len(set(twice)) == 2
    assert calendar_file("试验条款", [ENTRY], MADE) == calendar_file("试验条款", [ENTRY], MADE)


def test_text_cannot_end_its_line() -> None:
    evil = "核定\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x\rATTACH:file:///etc/passwd\u2028X:1\u0085Y:2\x00\x0b"
    source = Quotation(f"第一条{evil}", Span(0, len(evil)), evil)
    entry = TimelineEntry(source, f"甲方{evil}", evil, "claimed", replace(DUE, counting=evil))
    data = calendar_file(f"名称{evil}", [entry], MADE)
    (event,) = events(data)
    assert set(event) == {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "TRANSP"}
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert not [line for line in lines if line.startswith(("ATTACH", "X:1", "Y:2"))]
    assert lines.count("BEGIN:VEVENT") == 1
    assert not any(char in line for line in lines for char in "\r\n\x00\x0b\u2028\u0085")


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.dates(date(2004, 1, 1), date(2099, 12, 30)))
def test_any_text_gives_one_event(action: str, title: str, last: date) -> None:
    entry = replace(ENTRY, action=action, due=replace(DUE, moment=Moment(last)))
    (event,) = events(calendar_file(title, [entry], MADE))
    assert event.decoded("dtstart") == last
    assert all(
        len(line.encode()) <= 75 for line in calendar_file(title, [entry], MADE).decode().split("\r\n")
    )
