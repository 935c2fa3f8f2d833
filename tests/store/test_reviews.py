"""What a reviewer does to records and findings: the row, its decision, the search and the audit trail together."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from api.problems import Conflict, Invalid, PreconditionFailed
from api.store import decisions
from api.store.decisions import Change
from api.store.engine import Database
from api.store.history import history
from api.store.records import RecordFilter, find_records
from api.store.reviews import effective_findings, effective_records
from api.store.subjects import FINDINGS, RECORDS
from api.store.tables import Reading, RecordRow
from extractor.records import Finding, Record
from tests.store.desk import Desk, extraction, finding, record, span_of, sure, text_of

LIMIT = record("limit", "每次事故赔偿限额为100万元", kind="per_occurrence", amount=Decimal(1_000_000))
WAR = record("exclusion", "战争造成的损失", placement="section")
DANGLING = finding("dangling-reference", "第九十九条", "没有这一条。")


@pytest.fixture
def desk(database: Database) -> Desk:
    desk = Desk(database)
    desk.read(extraction([LIMIT, WAR], [DANGLING]))
    return desk


def add(desk: Desk, said: dict[str, Any], quote: str) -> str:
    """Put in a record at the first occurrence of the quote; its key."""
    span = span_of(quote)
    with desk.database.writing() as session:
        change = Change(said, (span.start, span.end))
        return decisions.add(session, desk.caller, RECORDS, desk.document_id, change).key


def effective(desk: Desk) -> tuple[Record, ...]:
    with desk.database.reading() as session:
        reading = session.get_one(Reading, desk.reading().id)
        return effective_records(session, reading)


def effective_remarks(desk: Desk) -> tuple[Finding, ...]:
    with desk.database.reading() as session:
        return effective_findings(session, session.get_one(Reading, desk.reading().id))


def searched(desk: Desk, q: str) -> list[str]:
    """Quotes that the search finds, whatever their review."""
    every = ("unreviewed", "accepted", "corrected", "rejected", "added")
    with desk.database.reading() as session:
        page = find_records(session, desk.caller.workspace_id, RecordFilter(q=q, reviews=every))
        return [row.quote for row in page.rows]


def trail(desk: Desk, key: str) -> list[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
    """Action, before and after, oldest first."""
    with desk.database.reading() as session:
        events = history(session, desk.caller.workspace_id, RECORDS, key)
        return [
            (event.action, change and change.before, change and change.after) for event, change in events
        ][::-1]


# --- the actions ------------------------------------------------------------------------------------------


def test_accepting_makes_sure(desk: Desk) -> None:
    row = desk.review(decisions.accept, LIMIT.quote)
    assert (row.review, row.revision, row.confidence) == ("accepted", 2, 1.0)
    assert row.machine is not None and row.machine["confidence"] == 0.9
    assert effective(desk) == (sure(LIMIT), WAR)
    (decision,) = desk.standing()
    assert (decision.subject, decision.action, decision.row_key) == ("record", "accepted", row.key)
    assert (decision.version_id, decision.decided_by) == (desk.version_id, "usr_li")


def test_correcting_changes_fields_filters_and_evidence(desk: Desk) -> None:
    said = {"fields": {"kind": "per_occurrence", "amount": 2_000_000.5}}
    row = desk.review(decisions.correct, LIMIT.quote, Change(said))
    assert (row.review, row.revision, row.rule) == ("corrected", 2, LIMIT.rule)
    assert row.amount == Decimal("2000000.5")
    assert set(row.evidence) == {"kind"}
    (changed, _) = effective(desk)
    assert changed.fields == {"kind": "per_occurrence", "amount": Decimal("2000000.5")}
    assert (changed.confidence, changed.quote) == (1.0, LIMIT.quote)


def test_correcting_type_and_span_together(desk: Desk) -> None:
    span = span_of("免赔额为5000元")
    change = Change({"type": "limit", "fields": {"kind": "deductible"}}, (span.start, span.end))
    row = desk.review(decisions.correct, WAR.quote, change)
    assert (row.type, row.quote, row.path, row.kind) == ("limit", "免赔额为5000元", "第二条", "deductible")
    assert row.machine is not None
    assert (row.machine["type"], row.machine["quote"]) == ("exclusion", WAR.quote)
    assert searched(desk, "免赔额") == ["免赔额为5000元"]
    assert searched(desk, "战争") == []


def test_a_type_needs_fields_of_its_own(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        desk.review(decisions.correct, WAR.quote, Change({"type": "limit"}))
    assert caught.value.errors[0].pointer == "/fields/placement"
    assert (
        desk.review(decisions.correct, WAR.quote, Change({"type": "claim_document", "fields": {}})).fields
        == "{}"
    )


def test_a_correction_that_changes_nothing_accepts(desk: Desk) -> None:
    fields = {"kind": "per_occurrence", "amount": 1000000.0}
    assert desk.review(decisions.correct, LIMIT.quote, Change({"fields": fields})).review == "accepted"


def test_the_same_words_elsewhere_are_a_correction(desk: Desk) -> None:
    once = record("claim_document", "书面通知")
    desk.read(extraction([once]))
    again = span_of("书面通知", nth=1)
    row = desk.review(decisions.correct, "书面通知", Change({}, (again.start, again.end)))
    assert (row.review, row.path, row.start) == ("corrected", "第五十条", again.start)


def test_rejecting_takes_it_out_of_every_answer(desk: Desk) -> None:
    row = desk.review(decisions.reject, WAR.quote, note="只是举例")
    assert (row.review, row.revision) == ("rejected", 2)
    assert effective(desk) == (LIMIT,)
    assert searched(desk, "战争") == []
    (decision,) = desk.standing()
    assert decision.value["note"] == "只是举例"
    with desk.database.reading() as session:
        mine = desk.caller.workspace_id
        assert [one.quote for one in find_records(session, mine, RecordFilter()).rows] == [LIMIT.quote]
        rejected = RecordFilter(reviews=("rejected",))
        assert [one.quote for one in find_records(session, mine, rejected).rows] == [WAR.quote]


def test_restoring_gives_back_what_was_read(desk: Desk) -> None:
    desk.review(decisions.correct, WAR.quote, Change({"type": "claim_document", "fields": {}}))
    desk.review(decisions.reject, WAR.quote)
    row = desk.review(decisions.restore, WAR.quote)
    assert (row.review, row.revision, row.machine) == ("unreviewed", 4, None)
    assert effective(desk) == (LIMIT, WAR)
    assert searched(desk, "战争") == [WAR.quote]
    assert desk.standing() == []


def test_accepting_what_was_rejected_brings_it_back(desk: Desk) -> None:
    desk.review(decisions.correct, LIMIT.quote, Change({"fields": {"kind": "aggregate"}}))
    desk.review(decisions.reject, LIMIT.quote)
    row = desk.review(decisions.accept, LIMIT.quote)
    assert (row.review, row.kind) == ("corrected", "aggregate")
    desk.review(decisions.reject, WAR.quote)
    assert desk.review(decisions.accept, WAR.quote).review == "accepted"
    assert searched(desk, "战争") == [WAR.quote]


def test_adding(desk: Desk) -> None:
    key = add(desk, {"type": "limit", "fields": {"kind": "deductible", "amount": 5000}}, "免赔额为5000元")
    row = desk.row("免赔额为5000元")
    assert (row.key, row.review, row.revision, row.machine) == (key, "added", 1, None)
    assert (row.path, row.rule, row.confidence, row.amount) == ("第二条", "reviewer", 1.0, Decimal(5000))
    assert searched(desk, "免赔额") == [row.quote]
    assert [one.quote for one in effective(desk)] == [LIMIT.quote, row.quote, WAR.quote]
    (decision,) = desk.standing()
    assert (decision.action, decision.anchor, decision.row_key) == ("added", None, key)


def test_an_addition_is_corrected_rejected_and_there_again(desk: Desk) -> None:
    add(desk, {"type": "limit", "fields": {}}, "免赔额为5000元")
    with pytest.raises(Conflict, match="没有机器读取的内容"):
        desk.review(decisions.restore, "免赔额为5000元")
    changed = desk.review(decisions.correct, "免赔额为5000元", Change({"fields": {"kind": "deductible"}}))
    assert (changed.review, changed.machine, changed.kind) == ("added", None, "deductible")
    assert desk.review(decisions.reject, "免赔额为5000元").review == "rejected"
    assert desk.review(decisions.restore, "免赔额为5000元").review == "added"
    assert searched(desk, "免赔额") == ["免赔额为5000元"]


def test_nothing_to_restore(desk: Desk) -> None:
    with pytest.raises(Conflict, match="尚未复核") as caught:
        desk.review(decisions.restore, WAR.quote)
    assert caught.value.code == "nothing-to-restore"


def test_findings_are_reviewed_alike(desk: Desk) -> None:
    row = desk.review_finding(decisions.correct, Change({"message": "应为第五十条。"}))
    assert (row.review, row.code, row.message) == ("corrected", "dangling-reference", "应为第五十条。")
    assert row.machine is not None and row.machine["message"] == "没有这一条。"
    assert [one.message for one in effective_remarks(desk)] == ["应为第五十条。"]
    assert desk.review_finding(decisions.reject).review == "rejected"
    assert effective_remarks(desk) == ()
    assert desk.review_finding(decisions.restore).message == "没有这一条。"
    span = span_of("山雀")
    with desk.database.writing() as session:
        change = Change({"code": "blank", "message": "应写全称。"}, (span.start, span.end))
        added = decisions.add(session, desk.caller, FINDINGS, desk.document_id, change)
        assert (added.review, added.quote, added.code) == ("added", "山雀", "blank")
    assert [one.code for one in effective_remarks(desk)] == ["blank", "dangling-reference"]


# --- the trail --------------------------------------------------------------------------------------------


def test_every_change_is_in_the_trail_with_before_and_after(desk: Desk) -> None:
    row = desk.review(decisions.correct, LIMIT.quote, Change({"fields": {"kind": "aggregate"}}), note="误读")
    desk.review(decisions.reject, LIMIT.quote)
    desk.review(decisions.restore, LIMIT.quote)
    told = trail(desk, row.key)
    assert [action for action, _, _ in told] == ["record.corrected", "record.rejected", "record.restored"]
    _, before, after = told[0]
    assert before is not None and after is not None
    assert (before["review"], before["fields"]) == (
        "unreviewed",
        {"amount": 1_000_000, "kind": "per_occurrence"},
    )
    assert (after["review"], after["fields"], after["note"]) == ("corrected", {"kind": "aggregate"}, "误读")
    assert told[1][1] == {name: value for name, value in after.items() if name != "note"}
    assert told[2][2] == before


def test_an_addition_has_no_before(desk: Desk) -> None:
    key = add(desk, {"type": "limit"}, "免赔额为5000元")
    ((action, before, after),) = trail(desk, key)
    assert (action, before) == ("record.added", None)
    assert after is not None and after["quote"] == "免赔额为5000元"


# --- at the same time -------------------------------------------------------------------------------------


def test_of_two_edits_at_once_one_is_told(desk: Desk) -> None:
    key, together = desk.row(LIMIT.quote).key, Barrier(4)

    def edit(number: int) -> str:
        together.wait()
        try:
            with desk.database.writing() as session:
                change = Change({"fields": {"kind": "aggregate", "amount": number}})
                decisions.correct(session, desk.caller, RECORDS, key, change, revision=1)
        except PreconditionFailed as problem:
            return problem.code
        return "done"

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(edit, range(4)))
    assert sorted(outcomes) == ["changed-since"] * 3 + ["done"]
    row = desk.row(LIMIT.quote)
    assert (row.revision, row.amount) == (2, outcomes.index("done"))
    assert len(desk.standing()) == 1
    assert [action for action, _, _ in trail(desk, key)] == ["record.corrected"]


def test_an_edit_and_a_new_reading_at_once_lose_nothing(desk: Desk) -> None:
    for turn in range(4):
        row, together = desk.row(LIMIT.quote), Barrier(2)

        def edit(row: RecordRow = row, together: Barrier = together, turn: int = turn) -> bool:
            together.wait()
            try:
                with desk.database.writing() as session:
                    change = Change({"fields": {"amount": turn}})
                    decisions.correct(session, desk.caller, RECORDS, row.key, change, revision=row.revision)
            except Conflict:
                return False
            return True

        def read(together: Barrier = together) -> None:
            together.wait()
            desk.read(extraction([LIMIT, WAR]))

        with ThreadPoolExecutor(2) as threads:
            edited, done = threads.submit(edit), threads.submit(read)
            done.result()
        now_there = desk.row(LIMIT.quote)
        if edited.result():
            assert (now_there.review, now_there.amount) == ("corrected", turn)
        assert len(desk.standing()) <= 1


def test_quotes_are_cut_from_the_text(desk: Desk) -> None:
    text = text_of().text
    row = desk.review(decisions.correct, WAR.quote, Change({}, (20, 45)))
    assert row.quote == text[20:45] == text[row.start : row.end]
