"""What recognition was not sure of goes with records and findings, into the database and through a review."""

import pytest

from api.store import decisions
from api.store.decisions import Change
from api.store.engine import Database
from api.store.subjects import FINDINGS, RECORDS
from extractor.document import Box, Doubt, Line, Page, Reading, Remark, Source
from extractor.extraction import read_extraction
from extractor.structure.reading import read_document
from tests.store.desk import Desk

CLAUSE = "第二条 每次事故免赔额为人民币2000元。"
AT = CLAUSE.index("2000")


@pytest.fixture
def desk(database: Database) -> Desk:
    """A recognised page with a figure whose first digit is hard to read, and a seal."""
    lines = (
        Line("海棠财产保险股份有限公司商铺综合保险条款", box=Box(0, 0, 100, 10)),
        Line("第一条 因火灾造成的损失，保险人负责赔偿。", box=Box(0, 20, 100, 30)),
        Line(CLAUSE, box=Box(0, 40, 100, 50), doubts=(Doubt(AT, AT + 1, 0.62),)),
    )
    seal = Remark("seal", "第1页盖有印章", 1, Box(10.004, 20, 60, 70))
    reading = Reading(Source.IMAGE, (Page(1, lines, 595, 842),), (seal,))
    desk = Desk(database)
    desk.read(read_extraction(read_document(reading, b"")))
    return desk


def words(desk: Desk, doubtful: list[dict[str, float]] | None) -> list[tuple[str, float]]:
    text = desk.reading().text
    return [(text[int(one["start"]) : int(one["end"])], one["confidence"]) for one in doubtful or []]


def test_records_and_findings_keep_their_doubts_and_remarks_their_place(desk: Desk) -> None:
    limits = [row for row in desk.rows() if row.type == "limit"]
    assert limits and all(words(desk, row.doubtful) == [("2", 0.62)] for row in limits)
    assert all(row.doubtful is None for row in desk.rows() if "火灾" in row.quote)
    (finding,) = [row for row in desk.findings() if row.code == "doubtful-figure"]
    assert words(desk, finding.doubtful) == [("2", 0.62)]
    assert [remark.get("box") for remark in desk.reading().remarks] == [[10.0, 20, 60, 70]]


def test_a_correction_elsewhere_leaves_the_doubt_behind_and_restoring_brings_it_back(desk: Desk) -> None:
    row = next(row for row in desk.rows() if row.type == "limit")
    start = desk.reading().text.index("每次事故免赔额")
    corrected = desk.review(decisions.correct, row.quote, Change({}, (start, start + 7)))
    assert (corrected.quote, corrected.doubtful) == ("每次事故免赔额", None)
    with desk.database.writing() as session:
        decisions.restore(session, desk.caller, RECORDS, row.key, revision=corrected.revision)
    again = next(one for one in desk.rows() if one.key == row.key)
    assert words(desk, again.doubtful) == [("2", 0.62)]


def test_values_kept_before_there_was_recognition_are_still_written(desk: Desk) -> None:
    row = next(row for row in desk.findings() if row.code == "doubtful-figure")
    old = {name: said for name, said in FINDINGS.value(row).items() if name != "doubtful"}
    FINDINGS.write(row, old)
    assert row.doubtful is None
    assert FINDINGS.placed(old, old, None)["doubtful"] is None
