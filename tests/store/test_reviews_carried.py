"""What was decided holds in later readings of the same bytes: in force at its place, or told in a finding."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from api.problems import Conflict
from api.store import decisions
from api.store.decisions import Change
from api.store.engine import Database
from api.store.history import history
from api.store.records import RecordFilter, find_records, record_of
from api.store.reviews import effective_records
from api.store.subjects import FINDINGS, RECORDS, UNPLACED
from api.store.tables import Decision, FindingRow, Reading, RecordRow
from extractor.records import Record, RecordType
from tests.store.desk import TEXT, Desk, extraction, finding, record, span_of, sure, text_of

LIMIT = record("limit", "每次事故赔偿限额为100万元", kind="per_occurrence", amount=Decimal(1_000_000))
DEDUCTIBLE = record("limit", "免赔额为5000元", kind="deductible")
WAR = record("exclusion", "战争造成的损失", placement="section")
INTENT = record("exclusion", "投保人、被保险人的故意行为造成的损失", placement="section")
NOTICE = record("obligation", "应当在三十日内书面通知保险人", bearer="被保险人")
NOTICE_2 = record("obligation", "应当在三十日内书面通知保险人", nth=1, bearer="投保人")
DANGLING = finding("dangling-reference", "第九十九条", "没有这一条。")
# Another extractor may make another text of the same bytes: a line lost, another gained, a sentence worded anew.
LONGER = "封面\n" * 5 + TEXT
WITHOUT_WAR = TEXT.replace("（一）战争造成的损失；\n", "")


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def decide(desk: Desk, action: Any, row: RecordRow | FindingRow, *given: Any) -> None:
    subject: Any = RECORDS if isinstance(row, RecordRow) else FINDINGS
    with desk.database.writing() as session:
        action(session, desk.caller, subject, row.key, *given, revision=row.revision)


def correct(
    desk: Desk, row: RecordRow | FindingRow, span: tuple[int, int] | None = None, **said: Any
) -> None:
    decide(desk, decisions.correct, row, Change(said, span))


def add(desk: Desk, quote: str, *, nth: int = 0, **said: Any) -> None:
    span = span_of(quote, nth=nth)
    with desk.database.writing() as session:
        decisions.add(session, desk.caller, RECORDS, desk.document_id, Change(said, (span.start, span.end)))


def at(what: Record, of: str, **changed: Any) -> Record:
    """The record as it is read in another text."""
    nth = text_of().text[: what.span.start].count(what.quote)
    fields = {**what.fields, **changed}
    return record(what.type, what.quote, of=of, nth=nth, **fields)


def effective(desk: Desk) -> list[tuple[RecordType, str, str, dict[str, Any]]]:
    """Type, path, quote and fields of what holds; every quote is the text at its place."""
    with desk.database.reading() as session:
        reading = session.get_one(Reading, desk.reading().id)
        records = effective_records(session, reading)
        assert all(one.span.quote(reading.text) == one.quote for one in records)
        return [(one.type, one.path, one.quote, dict(one.fields)) for one in records]


def reviews(desk: Desk) -> list[tuple[str, str]]:
    return [(row.quote, row.review) for row in desk.rows()]


def test_the_same_reading_again_changes_nothing(desk: Desk) -> None:
    desk.read(extraction([LIMIT, WAR, INTENT, DEDUCTIBLE], [DANGLING]))
    decide(desk, decisions.accept, desk.row(LIMIT.quote))
    correct(desk, desk.row(WAR.quote), type="claim_document", fields={})
    decide(desk, decisions.reject, desk.row(INTENT.quote))
    add(desk, "因火灾造成的损失", type="coverage", fields={"payer": "保险人"})
    decide(desk, decisions.reject, desk.findings()[0])
    before, rows = effective(desk), reviews(desk)
    keys = {row.key for row in desk.rows()}
    for _ in range(2):
        desk.read(extraction([LIMIT, WAR, INTENT, DEDUCTIBLE], [DANGLING]))
        assert effective(desk) == before
        assert reviews(desk) == rows
    assert rows == [
        ("因火灾造成的损失", "added"),
        (LIMIT.quote, "accepted"),
        (DEDUCTIBLE.quote, "unreviewed"),
        (WAR.quote, "corrected"),
        (INTENT.quote, "rejected"),
    ]
    assert [row.review for row in desk.findings()] == ["rejected"]
    assert not keys & {row.key for row in desk.rows()}


def test_reviewed_values_win_over_what_is_read_now(desk: Desk) -> None:
    desk.read(extraction([LIMIT, WAR]))
    decide(desk, decisions.accept, desk.row(LIMIT.quote))
    desk.read(extraction([at(LIMIT, TEXT, amount=Decimal(1)), WAR]))
    row = desk.row(LIMIT.quote)
    assert record_of(row) == sure(LIMIT)
    assert row.machine is not None and '"amount": 1' in row.machine["fields"]
    decide(desk, decisions.restore, row)
    assert desk.row(LIMIT.quote).amount == 1


def test_the_extractor_drops_what_was_accepted(desk: Desk) -> None:
    desk.read(extraction([LIMIT, WAR], [DANGLING]))
    decide(desk, decisions.accept, desk.row(LIMIT.quote))
    decide(desk, decisions.reject, desk.row(WAR.quote))
    decide(desk, decisions.accept, desk.findings()[0])
    desk.read(extraction([]))
    assert reviews(desk) == [(LIMIT.quote, "accepted"), (WAR.quote, "rejected")]
    assert {row.machine for row in desk.rows()} == {None}
    assert [(row.code, row.review) for row in desk.findings()] == [("dangling-reference", "accepted")]
    assert [quote for _, _, quote, _ in effective(desk)] == [LIMIT.quote]
    with pytest.raises(Conflict, match="没有机器读取的内容"):
        decide(desk, decisions.restore, desk.row(LIMIT.quote))
    desk.read(extraction([LIMIT, WAR]))
    assert all(row.machine is not None for row in desk.rows())
    decide(desk, decisions.restore, desk.row(WAR.quote))
    assert reviews(desk) == [(LIMIT.quote, "accepted"), (WAR.quote, "unreviewed")]


def test_the_extractor_reads_it_in_other_bounds(desk: Desk) -> None:
    desk.read(extraction([LIMIT, WAR]))
    correct(desk, desk.row(LIMIT.quote), fields={"kind": "aggregate"})
    wider = record("limit", "每次事故赔偿限额为100万元，免赔额为5000元", kind="other")
    desk.read(extraction([wider, WAR]))
    assert reviews(desk) == [(LIMIT.quote, "corrected"), (WAR.quote, "unreviewed")]
    row = desk.row(LIMIT.quote)
    assert row.kind == "aggregate" and row.machine is not None and row.machine["quote"] == wider.quote
    decide(desk, decisions.restore, row)
    assert reviews(desk) == [(wider.quote, "unreviewed"), (WAR.quote, "unreviewed")]


def test_the_extractor_now_reads_what_the_reviewer_had_said(desk: Desk) -> None:
    desk.read(extraction([WAR]))
    correct(desk, desk.row(WAR.quote), type="claim_document", fields={})
    add(desk, DEDUCTIBLE.quote, type="limit", fields={"kind": "deductible"})
    said = record("claim_document", WAR.quote)
    desk.read(extraction([said, DEDUCTIBLE]))
    assert reviews(desk) == [(DEDUCTIBLE.quote, "added"), (WAR.quote, "corrected")]
    assert all(row.machine is not None for row in desk.rows())
    desk.read(extraction([WAR]))
    assert reviews(desk) == [(DEDUCTIBLE.quote, "added"), (WAR.quote, "corrected")]
    assert desk.row(WAR.quote).type == "claim_document"


def test_an_addition_beside_what_was_read_takes_nothing_from_it(desk: Desk) -> None:
    desk.read(extraction([LIMIT]))
    add(desk, LIMIT.quote, type="limit", fields={"kind": "aggregate"})
    before = effective(desk)
    desk.read(extraction([LIMIT]))
    assert effective(desk) == before
    assert sorted(review for _, review in reviews(desk)) == ["added", "unreviewed"]


def test_what_nobody_decided_on_is_left_alone(desk: Desk) -> None:
    """The decision was on one of two that overlap; that one is no longer read."""
    whole = record("limit", "每次事故赔偿限额为100万元，免赔额为5000元", kind="other")
    desk.read(extraction([whole, DEDUCTIBLE]))
    decide(desk, decisions.reject, desk.row(DEDUCTIBLE.quote))
    desk.read(extraction([whole]))
    assert reviews(desk) == [(whole.quote, "unreviewed"), (DEDUCTIBLE.quote, "rejected")]


def test_of_equal_words_each_keeps_its_own(desk: Desk) -> None:
    desk.read(extraction([NOTICE, NOTICE_2]))
    first, second = desk.rows()
    decide(desk, decisions.reject, first)
    correct(desk, second, fields={"bearer": "投保人", "modality": "duty"})
    for text in (TEXT, LONGER, TEXT):
        desk.read(extraction([at(NOTICE, text), at(NOTICE_2, text)], of=text))
        assert [(row.path, row.review) for row in desk.rows()] == [
            ("第十条", "rejected"),
            ("第五十条", "corrected"),
        ]
    desk.read(extraction([NOTICE_2]))
    assert [(row.path, row.review) for row in desk.rows()] == [
        ("第十条", "rejected"),
        ("第五十条", "corrected"),
    ]


def test_another_text_of_the_same_bytes(desk: Desk) -> None:
    desk.read(extraction([LIMIT, WAR]))
    correct(desk, desk.row(LIMIT.quote), fields={"amount": 1_000_000})
    span = span_of("投保人、被保险人的故意行为")
    correct(desk, desk.row(WAR.quote), (span.start, span.end))
    add(desk, "因火灾造成的损失", type="coverage")
    before = effective(desk)
    desk.read(extraction([at(LIMIT, LONGER), at(WAR, LONGER)], of=LONGER))
    assert effective(desk) == before
    evidence = desk.row(LIMIT.quote).evidence
    found = {text_of(LONGER).text[place["start"] : place["end"]] for place in evidence.values()}
    assert found == {LIMIT.quote}
    desk.read(extraction([], of=LONGER))
    assert effective(desk) == before
    desk.read(extraction([LIMIT, WAR]))
    assert effective(desk) == before


def test_a_decision_without_a_place_is_told(desk: Desk) -> None:
    desk.read(extraction([LIMIT, WAR]))
    correct(desk, desk.row(WAR.quote), fields={})
    desk.read(extraction([at(LIMIT, WITHOUT_WAR)], of=WITHOUT_WAR))
    assert reviews(desk) == [(LIMIT.quote, "unreviewed")]
    (notice,) = desk.findings()
    assert (notice.code, notice.path, notice.review) == (UNPLACED, "第五条", "unreviewed")
    assert text_of(WITHOUT_WAR).text[notice.start : notice.end] == notice.quote
    assert "责任免除" in notice.message and "更正" in notice.message
    assert "战争" not in notice.message and "原在" not in notice.message
    desk.read(extraction([LIMIT, WAR]))
    assert reviews(desk) == [(LIMIT.quote, "unreviewed"), (WAR.quote, "corrected")]
    assert desk.findings() == []


def test_a_notice_stands_at_the_beginning_where_its_provision_is_gone(desk: Desk) -> None:
    desk.read(extraction([WAR]))
    decide(desk, decisions.accept, desk.row(WAR.quote))
    short = "\n\n火灾保险条款，本条款由保险人制定。\n第一条 保险人负责赔偿。\n"
    desk.read(extraction([], of=short))
    (notice,) = desk.findings()
    assert notice.quote.startswith("火灾保险条款") and "\n" not in notice.quote
    assert "原在" not in notice.message


def test_a_notice_that_was_dismissed_stays_so_until_it_is_settled(desk: Desk) -> None:
    desk.read(extraction([WAR]))
    decide(desk, decisions.accept, desk.row(WAR.quote))
    desk.read(extraction([], of=WITHOUT_WAR))
    with pytest.raises(Conflict) as caught:
        correct(desk, desk.findings()[0], message="没关系。")
    assert caught.value.code == "not-correctable"
    decide(desk, decisions.reject, desk.findings()[0])
    desk.read(extraction([], of=WITHOUT_WAR))
    (notice,) = desk.findings()
    assert (notice.code, notice.review) == (UNPLACED, "rejected")
    decide(desk, decisions.restore, notice)
    decide(desk, decisions.reject, desk.findings()[0])
    desk.read(extraction([WAR]))
    assert (reviews(desk), desk.findings()) == ([(WAR.quote, "accepted")], [])
    desk.read(extraction([], of=WITHOUT_WAR))
    assert [(row.code, row.review) for row in desk.findings()] == [(UNPLACED, "unreviewed")]


def test_a_notice_of_a_finding_is_dismissed_without_touching_the_finding(desk: Desk) -> None:
    """The decision on the finding, and the one on the notice that it has no place, stand in the same row."""
    blank = finding("blank", "战争造成的损失", "应写明。")
    desk.read(extraction([], [blank]))
    correct(desk, desk.findings()[0], message="应写明范围。")
    desk.read(extraction([], of=WITHOUT_WAR))
    decide(desk, decisions.reject, desk.findings()[0])
    desk.read(extraction([], of=WITHOUT_WAR))
    assert [(row.code, row.review) for row in desk.findings()] == [(UNPLACED, "rejected")]
    desk.read(extraction([], [blank]))
    (row,) = desk.findings()
    assert (row.code, row.review, row.message) == ("blank", "corrected", "应写明范围。")
    decide(desk, decisions.restore, row)
    assert desk.findings()[0].message == "应写明。"


def test_a_notice_names_the_provision_that_is_still_there(desk: Desk) -> None:
    desk.read(extraction([LIMIT]))
    decide(desk, decisions.reject, desk.row(LIMIT.quote))
    reworded = TEXT.replace("赔偿限额为100万元", "限额壹佰万元")
    desk.read(extraction([], of=reworded))
    (notice,) = desk.findings()
    assert (notice.path, notice.quote) == ("第二条", "第二条 每次事故限额壹佰万元，免赔额为5000元。")
    assert "（原在第二条）" in notice.message and "驳回" in notice.message


def test_a_correction_elsewhere_among_equal_words_stays_there(desk: Desk) -> None:
    asked = record("claim_document", "书面通知")
    desk.read(extraction([asked]))
    second = span_of("书面通知", nth=1)
    correct(desk, desk.row("书面通知"), (second.start, second.end))
    for text, read in ((TEXT, [asked]), (LONGER, [at(asked, LONGER)]), (LONGER, []), (TEXT, [asked])):
        desk.read(extraction(read, of=text))
        assert [(row.path, row.review) for row in desk.rows()] == [("第五十条", "corrected")]


def test_a_decision_does_not_move_to_equal_words(desk: Desk) -> None:
    desk.read(extraction([NOTICE]))
    decide(desk, decisions.reject, desk.rows()[0])
    desk.read(extraction([NOTICE_2]))
    assert [(row.path, row.review) for row in desk.rows()] == [
        ("第十条", "rejected"),
        ("第五十条", "unreviewed"),
    ]


def test_another_version_begins_without_decisions(desk: Desk) -> None:
    desk.read(extraction([LIMIT, WAR]))
    decide(desk, decisions.reject, desk.row(WAR.quote))
    desk.new_version()
    desk.read(extraction([LIMIT, WAR]))
    assert {review for _, review in reviews(desk)} == {"unreviewed"}
    assert desk.findings() == []
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Decision)) == 1


def test_history_goes_back_over_readings(desk: Desk) -> None:
    desk.read(extraction([WAR]))
    decide(desk, decisions.reject, desk.row(WAR.quote))
    desk.read(extraction([], of=WITHOUT_WAR))
    desk.read(extraction([WAR]))
    decide(desk, decisions.accept, desk.row(WAR.quote))
    with desk.database.reading() as session:
        events = history(session, desk.caller.workspace_id, RECORDS, desk.row(WAR.quote).key)
        assert [(event.action, event.actor_name) for event, _ in events] == [
            ("record.accepted", "李梅"),
            ("record.carried", "系统"),
            ("record.unplaced", "系统"),
            ("record.rejected", "李梅"),
        ]


def test_the_search_follows(desk: Desk) -> None:
    desk.read(extraction([WAR, INTENT]))
    decide(desk, decisions.reject, desk.row(WAR.quote))
    span = span_of("投保人、被保险人的故意行为")
    correct(desk, desk.row(INTENT.quote), (span.start, span.end))
    desk.read(extraction([WAR, INTENT]))
    with desk.database.reading() as session:
        for q, expected in (("战争", []), ("故意行为", ["投保人、被保险人的故意行为"]), ("损失", [])):
            every = RecordFilter(q=q, reviews=("unreviewed", "corrected", "rejected"))
            page = find_records(session, desk.caller.workspace_id, every)
            assert [row.quote for row in page.rows] == expected


def test_a_path_of_its_own_for_what_the_tree_says_now(desk: Desk) -> None:
    desk.read(extraction([WAR]))
    decide(desk, decisions.accept, desk.row(WAR.quote))
    renumbered = TEXT.replace("第五条 下列", "第四条 下列")
    desk.read(extraction([], of=renumbered))
    assert [row.path for row in desk.rows()] == ["第四条（一）"]
    moved = replace(at(WAR, renumbered), path="第四条（一）")
    desk.read(extraction([moved], of=renumbered))
    assert [(row.path, row.review) for row in desk.rows()] == [("第四条（一）", "accepted")]
