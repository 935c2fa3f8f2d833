"""Whatever is decided, and however the document is read again: every decision is in force or told, none twice."""

from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from api.problems import Problem
from api.store import decisions
from api.store.anchors import Places
from api.store.decisions import Change
from api.store.engine import Database
from api.store.records import RecordFilter, find_records
from api.store.reviews import effective_findings, effective_records
from api.store.subjects import FINDINGS, RECORDS, UNPLACED, Subject, is_on_notice
from api.store.tables import FindingRow, Reading, RecordRow
from extractor.document import Span
from extractor.records import Extraction, Record
from tests.store.desk import TEXT, Desk, extraction, finding, record, span_of, text_of

_TEXTS = (
    TEXT,
    "封面\n" * 5 + TEXT,
    TEXT.replace("（一）战争造成的损失；\n", ""),
    TEXT.replace("第五条 下列损失", "第四条 下列损失"),
    "山雀保险条款\n第一条 因火灾造成的损失，保险人负责赔偿。\n",
)
_RECORDS = (
    record("coverage", "保险人负责赔偿", payer="保险人"),
    record("limit", "每次事故赔偿限额为100万元", kind="per_occurrence", amount=Decimal(1_000_000)),
    record("limit", "每次事故赔偿限额为100万元，免赔额为5000元", kind="other"),
    record("limit", "免赔额为5000元", kind="deductible"),
    record("exclusion", "战争造成的损失", placement="section"),
    record("exclusion", "造成的损失", nth=1),
    record("exclusion", "造成的损失", nth=2),
    record("obligation", "应当在三十日内书面通知保险人", bearer="被保险人"),
    record("obligation", "应当在三十日内书面通知保险人", nth=1, bearer="投保人"),
    record("claim_document", "书面通知"),
)
_FINDINGS = (
    finding("dangling-reference", "第九十九条", "没有这一条。"),
    finding("blank", "山雀"),
    finding("conflict", "战争造成的损失"),
)
_QUOTES = ("因火灾造成的损失", "保险人", "战争", "书面通知", "免赔额为5000元", "造成的损失")
_SAID = (
    {"type": "limit", "fields": {"amount": 7}},
    {"fields": {}},
    {"type": "claim_document", "fields": {}},
    {},
)

_chosen = st.sets(st.sampled_from(range(len(_RECORDS))), max_size=8)
_remarks = st.sets(st.sampled_from(range(len(_FINDINGS))), max_size=3)
_steps = st.lists(
    st.tuples(
        st.sampled_from(["accept", "correct", "move", "reject", "restore", "add"]),
        st.booleans(),
        st.integers(0, 9),
        st.sampled_from(_SAID),
        st.tuples(st.sampled_from(_QUOTES), st.integers(0, 1)),
    ),
    max_size=10,
)
_changes = st.lists(st.sampled_from(["same", "same", "fields", "wider"]), min_size=10, max_size=10)
_later = st.tuples(st.sampled_from(_TEXTS), _chosen, _changes, _remarks)
_names = count()
_on_both = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_on_both
@given(
    first=_chosen,
    remarks=_remarks,
    steps=_steps,
    later=st.lists(st.tuples(_later, _steps), min_size=1, max_size=3),
)
def test_every_decision_is_in_force_or_told(
    database: Database, first: Collection[int], remarks: Collection[int], steps: list[Any], later: list[Any]
) -> None:
    desk = _reviewed(database, first, remarks, steps)
    for what, further in later:
        decided = {decision.id for decision in desk.standing() if not is_on_notice(decision)}
        read = _read_in(*what)
        desk.read(read)
        assert {decision.id for decision in desk.standing() if not is_on_notice(decision)} == decided
        _check_decisions(desk, read.document.text)
        _check_rows(desk, read)
        _check_search(desk)
        for step in further:
            _carry_out(desk, step)


@_on_both
@given(first=_chosen, remarks=_remarks, steps=_steps, between=_later)
def test_what_holds_holds_again_when_the_same_is_read_again(
    database: Database, first: Collection[int], remarks: Collection[int], steps: list[Any], between: Any
) -> None:
    desk = _reviewed(database, first, remarks, steps)
    before = _effective(desk)
    desk.read(_first(first, remarks))
    assert _effective(desk) == before
    assume(not _is_ambiguous(desk))
    _, chosen, changes, found = between
    desk.read(_read_in(TEXT, chosen, changes, found))
    desk.read(_first(first, remarks))
    assert _effective(desk) == before


@_on_both
@given(first=_chosen, steps=_steps, more=_chosen)
def test_what_nobody_decided_on_is_as_it_was_read(
    database: Database, first: Collection[int], steps: list[Any], more: Collection[int]
) -> None:
    desk = _reviewed(database, first, (), steps)
    untouched = _unreviewed(desk)
    again = {number for number in first if (_RECORDS[number].type, _RECORDS[number].span.start) in untouched}
    desk.read(extraction([_RECORDS[number] for number in again.union(more)]))
    assert untouched <= _unreviewed(desk)


# --- what is read and decided -----------------------------------------------------------------------------


def _reviewed(database: Database, first: Collection[int], remarks: Collection[int], steps: list[Any]) -> Desk:
    desk = Desk(database, name=f"第 {next(_names)} 部")
    desk.read(_first(first, remarks))
    for step in steps:
        _carry_out(desk, step)
    return desk


def _first(first: Collection[int], remarks: Collection[int]) -> Extraction:
    return extraction([_RECORDS[number] for number in first], [_FINDINGS[number] for number in remarks])


def _carry_out(desk: Desk, step: Any) -> None:
    """One step of a reviewer. What cannot be done is refused, and changes nothing."""
    action, on_record, number, said, place = step
    subject: Any = RECORDS if on_record else FINDINGS
    rows: Any = desk.rows() if on_record else desk.findings()
    says = said if on_record else {"code": "conflict", "message": f"有 {len(said)} 处出入。"}
    span = _span(*place)
    given: dict[str, tuple[Change, ...]] = {
        "correct": (Change(says),),
        "move": (Change({}, (span.start, span.end)),),
    }
    if action == "add":
        new = Change({"type": "limit", **says}, (span.start, span.end))
        _try(desk, decisions.add, subject, desk.document_id, new)
    elif rows:
        row = rows[number % len(rows)]
        doing: Callable[..., Any] = getattr(decisions, "correct" if action == "move" else action)
        _try(desk, doing, subject, row.key, *given.get(action, ()), revision=row.revision)


def _try(desk: Desk, doing: Callable[..., Any], *given: Any, **named: Any) -> None:
    with suppress(Problem), desk.database.writing() as session:
        subject, *rest = given
        doing(session, desk.caller, subject, *rest, **named)


def _span(quote: str, nth: int) -> Span:
    return span_of(quote, nth=min(nth, TEXT.count(quote) - 1))


def _read_in(text: str, chosen: Collection[int], changes: list[str], remarks: Collection[int]) -> Extraction:
    """What another extractor reads in what may be another text: the chosen that are there, some of them changed."""
    places = Places(text_of(text))
    records = {}
    for number, change in zip(sorted(chosen), changes, strict=False):
        one = _there(_RECORDS[number], places)
        if one is not None:
            changed = _changed(one, change, places)
            records[changed.type, changed.span] = changed
    findings = [_there(_FINDINGS[number], places) for number in remarks]
    return extraction(records.values(), [one for one in findings if one is not None], of=text)


def _there(one: Any, places: Places) -> Any:
    text = places.document.text
    nth, start = text_of().text[: one.span.start].count(one.quote), -1
    for _ in range(nth + 1):
        start = text.find(one.quote, start + 1)
        if start < 0:
            return None
    span = Span(start, start + len(one.quote))
    moved = replace(one, span=span, path=places.path_of(span))
    return replace(moved, evidence={}) if isinstance(one, Record) else moved


def _changed(one: Record, change: str, places: Places) -> Record:
    if change == "fields":
        return replace(one, fields={**one.fields, "per": "每次"})
    if change == "wider":
        span = Span(one.span.start, one.span.end + 1)
        return replace(one, span=span, quote=span.quote(places.document.text))
    return one


# --- what is then there -----------------------------------------------------------------------------------


def _check_decisions(desk: Desk, text: str) -> None:
    """Each decision is on a row of its own that says what was decided, or on a notice, its words being gone."""
    rows: dict[str, Any] = {row.key: row for row in (*desk.rows(), *desk.findings())}
    places = Counter(decision.row_key for decision in desk.standing() if not is_on_notice(decision))
    assert set(places.values()) <= {1}
    reviewed = {
        key for key, row in rows.items() if row.review != "unreviewed" or getattr(row, "code", "") == UNPLACED
    }
    assert reviewed == set(places)
    for decision in desk.standing():
        row = rows[decision.row_key]
        if is_on_notice(decision):
            assert (row.code, row.review) == (UNPLACED, decision.action)
            continue
        if isinstance(row, FindingRow) and row.code == UNPLACED:
            assert decision.value["quote"] not in text
            continue
        subject: Subject[Any] = RECORDS if isinstance(row, RecordRow) else FINDINGS
        assert (subject.name, row.review) == (decision.subject, decision.action)
        assert subject.content(subject.value(row)) == subject.content(decision.value)
        assert row.quote == decision.value["quote"]


def _check_rows(desk: Desk, read: Extraction) -> None:
    """Rows quote the text, and everything that was read now is in one of them."""
    rows = desk.rows()
    text = read.document.text
    assert all(text[row.start : row.end] == row.quote for row in (*rows, *desk.findings()))
    kept = [RECORDS.value(row) if row.review == "unreviewed" else row.machine for row in rows]
    found = Counter((value["type"], value["start"], value["quote"]) for value in kept if value is not None)
    assert found == Counter((one.type.value, one.span.start, one.quote) for one in read.records)


def _check_search(desk: Desk) -> None:
    every = ("unreviewed", "accepted", "corrected", "rejected", "added")
    with desk.database.reading() as session:
        wanted = RecordFilter(q="损失", reviews=every)
        page = find_records(session, desk.caller.workspace_id, wanted)
        searched = {row.key for row in page.rows}
    assert searched == {row.key for row in desk.rows() if "损失" in row.quote and row.review != "rejected"}


def _effective(desk: Desk) -> tuple[Any, ...]:
    with desk.database.reading() as session:
        reading = session.get_one(Reading, desk.reading().id)
        records = effective_records(session, reading)
        findings = effective_findings(session, reading)
        told = [
            (one.type, one.path, one.span, one.quote, dict(one.fields), one.confidence) for one in records
        ]
        return sorted(told, key=repr), sorted(findings, key=repr)


def _is_ambiguous(desk: Desk) -> bool:
    """A reviewer put something on the very words of an undecided record of that type: which of them is read later?"""
    said = {
        (decision.value.get("type"), decision.value["start"], decision.value["quote"])
        for decision in desk.standing()
    }
    return any((row.type, row.start, row.quote) in said for row in desk.rows() if row.review == "unreviewed")


def _unreviewed(desk: Desk) -> set[tuple[str, int]]:
    return {(row.type, row.start) for row in desk.rows() if row.review == "unreviewed"}
