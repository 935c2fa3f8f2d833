"""Records as rows and back, found by what they say, page by page."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from api.problems import BadRequest, Invalid, NotFound
from api.store.engine import Database
from api.store.excluding import kept_topics
from api.store.fields import fields_to_json
from api.store.findings import (
    FindingFilter,
    ReferenceFilter,
    count_findings,
    find_findings,
    find_references,
)
from api.store.listing import Page
from api.store.records import (
    RecordFilter,
    RecordSort,
    columns_of,
    count_records,
    find_records,
    plain_fields,
    record_of,
)
from api.store.sourced import get_row
from api.store.tables import CitationRow, FindingRow, RecordRow
from extractor.quantities import Deadline, DeadlineKind, Unit
from extractor.records import Finder, Record, Status, finder_of
from tests.store.desk import Desk, extraction, finding, record, reference

THIRTY = Deadline(30, Unit.DAY, DeadlineKind.WITHIN)
COVERAGE = record("coverage", "保险人负责赔偿", payer="保险人")
LIMIT = record(
    "limit", "每次事故赔偿限额为100万元", kind="per_occurrence", amount=Decimal(1_000_000), confidence=0.7
)
DEDUCTIBLE = record("limit", "免赔额为5000元", kind="deductible", amount=Decimal(5000), confidence=0.95)
WAR = record("exclusion", "战争造成的损失", placement="section")
INTENT = record("exclusion", "投保人、被保险人的故意行为造成的损失", placement="section", confidence=0.5)
INSURED = record(
    "obligation",
    "被保险人应当在三十日内书面通知保险人",
    bearer="被保险人、受益人",
    modality="duty",
    topic="loss_notice",
    deadline=THIRTY,
)
HOLDER = record(
    "obligation", "投保人应当在三十日内书面通知保险人", bearer="投保人", modality="duty", topic="notice",
    deadline=replace(THIRTY, value=90),
)  # fmt: skip
ALL = (COVERAGE, LIMIT, DEDUCTIBLE, WAR, INTENT, INSURED, HOLDER)


@pytest.fixture
def desk(database: Database) -> Desk:
    """A document with every record above, two findings and two references."""
    desk = Desk(database)
    findings = (finding("dangling-reference", "第九十九条", "没有这一条。"), finding("blank", "山雀"))
    references = (reference("第九十九条", Status.DANGLING), reference("第五条", Status.RESOLVED))
    desk.read(extraction(ALL, findings, references))
    return desk


def found(desk: Desk, limit: int = 50, **wanted: Any) -> list[str]:
    """Quotes of the records that a filter finds, on the first page."""
    with desk.database.reading() as session:
        page = find_records(session, desk.caller.workspace_id, RecordFilter(**wanted), limit=limit)
        return [row.quote for row in page.rows]


# --- rows and back ----------------------------------------------------------------------------------------


def test_a_record_comes_back_from_its_row(desk: Desk) -> None:
    assert [record_of(row) for row in desk.rows()] == sorted(ALL, key=lambda one: one.span)


def test_columns_are_what_the_fields_say() -> None:
    def columns(one: Record, **changed: Any) -> dict[str, Any]:
        return columns_of(one.type, one.quote, fields_to_json(changed or one.fields))

    assert columns(INSURED) == {
        "kind": None,
        "party": "被保险人、受益人",
        "topic": "loss_notice",
        "modality": "duty",
        "amount": None,
        "deadline_value": 30,
        "deadline_unit": "day",
        "excluded": None,
    }
    assert columns(WAR)["excluded"] == kept_topics("exclusion", WAR.quote, "{}")
    assert columns(COVERAGE, payer="保险人", role="别人", amount=Decimal("0.01"))["party"] == "保险人"
    assert columns(COVERAGE, role="x" * 300)["party"] == "x" * 200
    assert columns(INSURED, deadline=replace(THIRTY, value=1 << 40))["deadline_value"] == (1 << 31) - 1


def test_kept_fields_are_told_as_the_record_format_writes_them() -> None:
    told = plain_fields('{"amount": 1E+6, "rate": 0.0005, "value": 30E0, "targets": ["第二条"]}')
    assert told == {"amount": 1_000_000, "rate": 0.0005, "value": 30, "targets": ["第二条"]}
    assert [type(told[name]) for name in ("amount", "rate", "value")] == [int, float, int]


# --- filters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ALL),
        ({"types": ("limit",)}, (LIMIT, DEDUCTIBLE)),
        ({"types": ("limit", "coverage")}, (COVERAGE, LIMIT, DEDUCTIBLE)),
        ({"kind": "deductible"}, (DEDUCTIBLE,)),
        ({"party": "保险人"}, (COVERAGE,)),
        ({"party": "受益人"}, (INSURED,)),
        ({"party": "被保险人、受益人"}, (INSURED,)),
        ({"party": "%"}, ()),
        ({"topic": "notice"}, (HOLDER,)),
        ({"modality": "duty"}, (INSURED, HOLDER)),
        ({"amount_min": Decimal(5000)}, (LIMIT, DEDUCTIBLE)),
        ({"amount_min": Decimal("5000.01")}, (LIMIT,)),
        ({"amount_max": Decimal("5000.00")}, (DEDUCTIBLE,)),
        ({"deadline_unit": "day", "deadline_min": 31}, (HOLDER,)),
        ({"deadline_unit": "day", "deadline_max": 30}, (INSURED,)),
        ({"deadline_unit": "month", "deadline_max": 30}, ()),
        ({"confidence_max": 0.7}, (LIMIT, INTENT)),
        ({"confidence_min": 0.95}, (DEDUCTIBLE,)),
        ({"path": "第五条"}, (WAR, INTENT)),
        ({"path": "第五条(二)"}, (INTENT,)),
        ({"path": "第五条（"}, (WAR, INTENT)),
        ({"path": "第五"}, (WAR, INTENT)),
        ({"path": "第十条"}, (INSURED,)),
        ({"path": "%"}, ()),
        ({"q": "三十日"}, (INSURED, HOLDER)),
        ({"q": "故意 损失"}, (INTENT,)),
        ({"q": "损失", "types": ("coverage",)}, ()),
    ],
)
def test_filters(desk: Desk, wanted: dict[str, Any], expected: tuple[Record, ...]) -> None:
    assert found(desk, **wanted) == [one.quote for one in expected]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ((Finder.MODEL,), ("model.exclusion",)),
        ((Finder.BOTH,), ("limit.stated+model",)),
        ((Finder.RULE,), ("limit.stated", "modelling.x")),
        ((Finder.MODEL, Finder.REVIEWER), ("model.exclusion", "reviewer")),
    ],
)
def test_records_by_who_found_them(
    database: Database, wanted: tuple[Finder, ...], expected: tuple[str, ...]
) -> None:
    rules = ("limit.stated", "limit.stated+model", "model.exclusion", "reviewer", "modelling.x")
    desk = Desk(database)
    desk.read(extraction(tuple(replace(one, rule=rule) for one, rule in zip(ALL, rules, strict=False))))
    with database.reading() as session:
        page = find_records(session, desk.caller.workspace_id, RecordFilter(found_by=wanted))
        assert {row.rule for row in page.rows} == set(expected)
        assert {finder_of(row.rule) for row in page.rows} == set(wanted)


@pytest.mark.parametrize(
    ("above", "below", "not_below"),
    [
        ("第三条1", ["第三条1", "第三条1（1）"], ["第三条10", "第三条12（1）"]),
        ("2.3", ["2.3", "2.3.1", "2.3（1）"], ["2.30", "2.31", "12.3"]),
        ("附件二", ["附件二", "附件二1"], ["附件二十", "附件二十1"]),
        ("十", ["十", "十（一）"], ["十一", "十二（三）"]),
        ("第五条", ["第五条", "第五条（三）1"], ["第五条#2", "第五条#2（一）", "第五十条"]),
        ("第五条#2", ["第五条#2", "第五条#2（一）"], ["第五条", "第五条（一）"]),
        ("第五", ["第五条", "第五条（三）1"], ["第五十条", "第五十一条（一）"]),
        ("100%", ["100%", "100%（一）"], ["1000"]),
    ],
)
def test_what_is_below_a_provision(
    database: Database, above: str, below: list[str], not_below: list[str]
) -> None:
    desk = Desk(database)
    records = [replace(WAR, path=path, rule=str(number)) for number, path in enumerate([*below, *not_below])]
    desk.read(extraction(records))
    with database.reading() as session:
        page = find_records(session, desk.caller.workspace_id, RecordFilter(path=above))
        assert sorted(row.path for row in page.rows) == sorted(below)


def test_only_the_current_reading_unless_another_is_asked_for(desk: Desk) -> None:
    first = desk.reading().id
    desk.read(extraction([WAR]))
    assert found(desk) == [WAR.quote]
    assert found(desk, document_id=desk.document_id) == [WAR.quote]
    assert len(found(desk, reading_id=first)) == len(ALL)


def test_counts(desk: Desk) -> None:
    other, version = desk.document()
    desk.read(extraction([LIMIT, WAR]), version)
    with desk.database.reading() as session:
        mine = desk.caller.workspace_id
        all_of_them = {"coverage": 1, "exclusion": 3, "limit": 3, "obligation": 2}
        assert count_records(session, mine).words == all_of_them
        assert count_records(session, mine, other).words == {"exclusion": 1, "limit": 1}
        assert count_findings(session, mine).words == {"blank": 1, "dangling-reference": 1}
        assert count_findings(session, mine, other).words == {}


# --- order and pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "q", "expected"),
    [
        (RecordSort.READING, None, ALL),
        (RecordSort.CONFIDENCE, None, (INTENT, LIMIT, COVERAGE, WAR, INSURED, HOLDER, DEDUCTIBLE)),
        (RecordSort.RELEVANCE, "损失", (WAR, INTENT)),
        (RecordSort.RELEVANCE, "。", ()),
    ],
)
def test_order(desk: Desk, sort: RecordSort, q: str | None, expected: tuple[Record, ...]) -> None:
    assert found(desk, sort=sort, q=q) == [one.quote for one in expected]


def test_by_amount_the_largest_first_and_none_last(desk: Desk) -> None:
    quotes = found(desk, sort=RecordSort.AMOUNT)
    assert quotes[:2] == [LIMIT.quote, DEDUCTIBLE.quote]
    assert len(quotes) == len(ALL)


def test_relevance_needs_words(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        found(desk, sort=RecordSort.RELEVANCE)
    assert (caught.value.code, caught.value.errors[0].pointer) == ("sort-without-q", "?q")


@pytest.mark.parametrize("sort", list(RecordSort))
def test_pages_neither_repeat_nor_skip_while_others_write(desk: Desk, sort: RecordSort) -> None:
    wanted = RecordFilter(sort=sort, q="损失" if sort is RecordSort.RELEVANCE else None)
    before = _walk(desk, wanted, size=50)
    seen: list[str] = []
    after = None
    for turn in range(20):
        page = _page(desk, wanted, after, 2 if sort is not RecordSort.RELEVANCE else 1)
        seen += [row.key for row in page.rows]
        if page.after is None:
            break
        after = page.after
        if turn < 2:
            _, version = desk.document()
            desk.read(extraction(ALL), version)
    assert len(seen) == len(set(seen))
    assert [key for key in seen if key in before] == before


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sort=st.sampled_from(list(RecordSort)), size=st.integers(1, 9))
def test_pages_of_any_size_make_the_whole(desk: Desk, sort: RecordSort, size: int) -> None:
    wanted = RecordFilter(sort=sort, q="保险人")
    assert _walk(desk, wanted, size) == _walk(desk, wanted, 50)


def _walk(desk: Desk, wanted: RecordFilter, size: int) -> list[str]:
    keys: list[str] = []
    after = None
    while True:
        page = _page(desk, wanted, after, size)
        assert len(page.rows) <= size
        keys += [row.key for row in page.rows]
        if page.after is None:
            return keys
        after = page.after


def _page(desk: Desk, wanted: RecordFilter, after: Any, size: int) -> Page[RecordRow]:
    with desk.database.reading() as session:
        page = find_records(session, desk.caller.workspace_id, wanted, after=after, limit=size)
        session.expunge_all()
        return page


@pytest.mark.parametrize(
    "position",
    [(), (1,), ("doc", 1), (1, 2, 3), ("doc", "1", 2), ("doc", True, 2), ("doc", 1, None), ("doc", 1.0, 2),
     ("do\0", 1, 2), ("文", 1, 2), ("doc", 1 << 63, 2), ("doc", 1, 2, 3)],
)  # fmt: skip
def test_a_position_that_is_none_of_the_list(desk: Desk, position: tuple[object, ...]) -> None:
    with pytest.raises(BadRequest) as caught:
        _page(desk, RecordFilter(), position, 5)
    assert caught.value.code == "bad-cursor"


def test_a_position_beyond_every_row(desk: Desk) -> None:
    assert _page(desk, RecordFilter(), ("zzz", (1 << 63) - 1, (1 << 63) - 1), 5) == Page((), None)
    far = RecordFilter(sort=RecordSort.CONFIDENCE)
    assert _page(desk, far, (float("inf"), 1), 5) == Page((), None)


# --- findings and references ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["山雀", "第九十九条"]),
        ({"codes": ("blank",)}, ["山雀"]),
        ({"codes": ("blank", "dangling-reference")}, ["山雀", "第九十九条"]),
        ({"reviews": ("rejected",)}, []),
        ({"path": "第五十一条"}, ["第九十九条"]),
        ({"q": "没有这"}, ["第九十九条"]),
        ({"q": "山"}, ["山雀"]),
        ({"q": "_"}, []),
    ],
)
def test_findings(desk: Desk, wanted: dict[str, Any], expected: list[str]) -> None:
    with desk.database.reading() as session:
        page = find_findings(session, desk.caller.workspace_id, FindingFilter(**wanted))
        assert [row.quote for row in page.rows] == expected


def test_references(desk: Desk) -> None:
    with desk.database.reading() as session:
        mine = desk.caller.workspace_id
        page = find_references(session, mine, ReferenceFilter(), limit=1)
        assert [row.quote for row in page.rows] == ["第五条"]
        rest = find_references(session, mine, ReferenceFilter(), after=page.after, limit=1)
        assert ([row.quote for row in rest.rows], rest.after) == (["第九十九条"], None)
        dangling = ReferenceFilter(statuses=("dangling",), document_id=desk.document_id)
        assert [row.quote for row in find_references(session, mine, dangling).rows] == ["第九十九条"]


# --- isolation --------------------------------------------------------------------------------------------


def test_another_workspace_sees_nothing(desk: Desk) -> None:
    stranger = Desk(desk.database, "乙部")
    stranger.read(extraction([WAR]))
    theirs = stranger.caller.workspace_id
    reading_id = desk.reading().id
    with desk.database.reading() as session:
        assert [row.document_id for row in find_records(session, theirs, RecordFilter()).rows] == [
            stranger.document_id
        ]
        assert find_records(session, theirs, RecordFilter(q="三十日")).rows == ()
        assert count_records(session, theirs).words == {"exclusion": 1}
        for wanted in ({"document_id": desk.document_id}, {"reading_id": reading_id}):
            with pytest.raises(NotFound):
                find_records(session, theirs, RecordFilter(**wanted))
            with pytest.raises(NotFound):
                find_findings(session, theirs, FindingFilter(**wanted))
            with pytest.raises(NotFound):
                find_references(session, theirs, ReferenceFilter(**wanted))
        for count in (count_records, count_findings):
            with pytest.raises(NotFound):
                count(session, theirs, desk.document_id)
        for table in (RecordRow, FindingRow, CitationRow):
            key = session.scalars(select(table.key).where(table.document_id == desk.document_id)).first()
            assert key is not None
            assert get_row(session, table, desk.caller.workspace_id, key).key == key
            with pytest.raises(NotFound) as foreign:
                get_row(session, table, theirs, key)
            with pytest.raises(NotFound) as absent:
                get_row(session, table, theirs, "x")
            assert str(foreign.value) == str(absent.value)


def test_a_reading_of_another_document_is_not_found(desk: Desk) -> None:
    other, _ = desk.document()
    with desk.database.reading() as session, pytest.raises(NotFound) as caught:
        wanted = RecordFilter(document_id=other, reading_id=desk.reading().id)
        find_records(session, desk.caller.workspace_id, wanted)
    assert caught.value.code == "reading-not-found"
