"""What a reviewer cannot do: it is refused with what to do instead, and changes nothing."""

from decimal import Decimal
from typing import Any

import pytest

from api.problems import Conflict, Invalid, NotFound, PreconditionFailed
from api.store import decisions
from api.store.decisions import Change
from api.store.engine import Database
from api.store.history import history
from api.store.subjects import FINDINGS, RECORDS
from tests.store.desk import TEXT, Desk, extraction, finding, record

LIMIT = record("limit", "每次事故赔偿限额为100万元", kind="per_occurrence", amount=Decimal(1_000_000))
WAR = record("exclusion", "战争造成的损失", placement="section")
DANGLING = finding("dangling-reference", "第九十九条", "没有这一条。")


@pytest.fixture
def desk(database: Database) -> Desk:
    desk = Desk(database)
    desk.read(extraction([LIMIT, WAR], [DANGLING]))
    return desk


@pytest.mark.parametrize(
    ("span", "pointer"),
    [
        ((-1, 3), "/start"),
        ((len(TEXT) + 5, len(TEXT) + 6), "/start"),
        ((3, 3), "/end"),
        ((5, 2), "/end"),
        ((3, len(TEXT) + 9), "/end"),
        ((TEXT.index("\n"), TEXT.index("\n") + 1), "/start"),
    ],
)
def test_a_span_that_is_none(desk: Desk, span: tuple[int, int], pointer: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.review(decisions.correct, WAR.quote, Change({}, span))
    assert (caught.value.code, caught.value.errors[0].pointer) == ("bad-span", pointer)
    assert desk.row(WAR.quote).revision == 1


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"type": "novel"}, "/type"),
        ({"fields": {"amount": -1}}, "/fields/amount"),
        ({"fields": {"novel/one": 1}}, "/fields/novel~1one"),
        ({"fields": {"kind": "novel"}}, "/fields/kind"),
    ],
)
def test_fields_that_cannot_be(desk: Desk, said: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.review(decisions.correct, LIMIT.quote, Change(said))
    assert caught.value.errors[0].pointer == pointer


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"code": "Blank"}, "/code"),
        ({"code": "x" * 41}, "/code"),
        ({"code": "review-unplaced"}, "/code"),
        ({"message": " "}, "/message"),
        ({"message": "x\0"}, "/message"),
    ],
)
def test_findings_that_cannot_be(desk: Desk, said: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.review_finding(decisions.correct, Change(said))
    assert caught.value.errors[0].pointer == pointer


def test_an_addition_needs_a_place_a_type_and_a_reading(desk: Desk) -> None:
    unread, _ = desk.document()
    for document_id, change, problem in (
        (desk.document_id, Change({"type": "limit"}), Invalid),
        (desk.document_id, Change({}, (0, 2)), Invalid),
        (unread, Change({"type": "limit"}, (0, 2)), Conflict),
        ("doc_none", Change({"type": "limit"}, (0, 2)), NotFound),
    ):
        with desk.database.writing() as session, pytest.raises(problem):
            decisions.add(session, desk.caller, RECORDS, document_id, change)
    assert desk.standing() == []


def test_what_was_seen_must_still_be_so(desk: Desk) -> None:
    row = desk.row(WAR.quote)
    desk.review(decisions.accept, WAR.quote)
    for action, given in (
        (decisions.accept, ()),
        (decisions.reject, ()),
        (decisions.correct, (Change({"fields": {}}),)),
        (decisions.restore, ()),
    ):
        with desk.database.writing() as session, pytest.raises(PreconditionFailed) as caught:
            action(session, desk.caller, RECORDS, row.key, *given, revision=1)
        assert caught.value.code == "changed-since"


def test_only_the_current_reading_is_edited(desk: Desk) -> None:
    row = desk.row(WAR.quote)
    desk.read(extraction([LIMIT, WAR]))
    with desk.database.writing() as session, pytest.raises(Conflict, match="重新载入") as caught:
        decisions.accept(session, desk.caller, RECORDS, row.key, revision=1)
    assert caught.value.code == "superseded"


def test_another_workspace_changes_nothing(desk: Desk) -> None:
    stranger = Desk(desk.database, "乙部").caller
    (remark,) = desk.findings()
    for subject, key in ((RECORDS, desk.row(WAR.quote).key), (FINDINGS, remark.key)):
        for action, given in (
            (decisions.accept, ()),
            (decisions.reject, ()),
            (decisions.correct, (Change({}, (0, 2)),)),
            (decisions.restore, ()),
        ):
            with desk.database.writing() as session, pytest.raises(NotFound):
                action(session, stranger, subject, key, *given, revision=1)
        with desk.database.reading() as session, pytest.raises(NotFound):
            history(session, stranger.workspace_id, subject, key)
        with desk.database.writing() as session, pytest.raises(NotFound):
            decisions.add(session, stranger, subject, desk.document_id, Change({}, (0, 2)))
    assert {row.revision for row in (*desk.rows(), *desk.findings())} == {1}
