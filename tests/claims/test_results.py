"""Determinations told: JSON, pages, tables, Word; masked; guarded against formulas."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

import docx
import openpyxl
import pytest

from api.claims.checking import Checked
from api.claims.form import CaseIn
from api.claims.masking import mask_determination
from api.claims.summary import Answered, json_line, written_as
from api.claims.writing import determination_form, determination_json
from api.export import claim_wording as wording
from api.export.claim_page import claim_page
from api.export.claim_sheet import claim_sheet, timeline_sheet
from api.export.claim_word import claim_word
from api.problems import FieldError
from extractor.adjustment.checking import check_claim
from extractor.claim import Claim
from extractor.determination import (
    ClaimVerdict,
    CoverageStatus,
    Determination,
    DutyStatus,
    Effect,
    ExclusionStatus,
    PeriodStatus,
)
from extractor.extraction import extract
from extractor.facts import FACT_NAMES
from extractor.records import Extraction
from tests.claims.cases import CLAUSES, EVENT, SCHEDULE

MARKUP = "<script>alert(1)</script>"


@pytest.fixture(name="extraction", scope="module")
def _extraction() -> Extraction:
    return extract(CLAUSES.replace("损失清单", f"损失清单{MARKUP}").encode(), "条款.txt")


@pytest.fixture(name="claim", scope="module")
def _claim() -> Claim:
    return CaseIn.model_validate({"event": EVENT, "schedule": SCHEDULE}).under("条款.txt")


@pytest.fixture(name="found", scope="module")
def _found(extraction: Extraction, claim: Claim) -> Determination:
    return check_claim(extraction, claim)


def test_every_line_of_the_json_has_its_path_and_quote(found: Determination, extraction: Extraction) -> None:
    told = json.loads(determination_json(found, extraction.document))
    assert told["document"] == {"title": "山雀财产保险条款", "sha256": extraction.document.sha256}
    lines = [
        line for part in ("coverage", "exclusions", "duties", "documents", "timeline") for line in told[part]
    ]
    assert len(lines) > 5
    for line in lines:
        assert line["path"] and line["quote"] == extraction.document.text[line["start"] : line["end"]]
    assert told["payout"]["amount"] == 50000
    assert {"label", "path", "formula", "value"} <= set(told["payout"]["steps"][-1])
    assert all(one["ask"] and one["about"].startswith("/") for one in told["questions"])
    assert determination_form(found)["verdict"] == found.verdict.value


def test_a_page_shows_everything_and_runs_nothing(
    found: Determination, extraction: Extraction, claim: Claim
) -> None:
    page = claim_page(found, extraction.document, FACT_NAMES, claim)
    assert "库存货物（李小龙） 60,000.55 元" in page
    for shown in ("赔款计算", "50,000.00 元", "第三条", "待查问题", "损失清单", "不是理赔决定", "2025-08-19"):
        assert shown in page
    assert MARKUP not in page
    assert "<script" not in page


def test_a_word_file_and_a_workbook_hold_the_same(found: Determination, extraction: Extraction) -> None:
    document = docx.Document(io.BytesIO(claim_word(found, extraction.document, FACT_NAMES)))
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "50,000.00 元" in cells and "损失清单" in cells
    book = openpyxl.load_workbook(io.BytesIO(claim_sheet(found, extraction.document, FACT_NAMES)))
    assert book.sheetnames == ["概况", "赔款计算", "核定明细"]
    values = [cell.value for row in book["赔款计算"].iter_rows() for cell in row]
    assert 50000 in values
    assert timeline_sheet(found.timeline, "期限", FACT_NAMES).startswith(b"PK")


def test_many_are_one_row_each_with_their_errors(
    found: Determination, extraction: Extraction, claim: Claim
) -> None:
    wrong = Checked(None, "invalid-claim", "案件不合要求", (FieldError("/event/occurred", "应为日期"),))
    answered = [
        Answered(2, "=HYPERLINK(1)", "条款.txt", claim, Checked(found), extraction.document),
        Answered(3, "B", "", None, wrong),
    ]
    lines = [json.loads(one) for one in map(json_line, answered)]
    assert (lines[0]["row"], lines[0]["payout"]["amount"]) == (2, 50000)
    assert lines[1]["error"]["errors"] == [{"pointer": "/event/occurred", "message": "应为日期"}]
    table = list(csv.DictReader(io.StringIO(written_as(answered, ".csv").decode("utf-8-sig"))))
    assert table[0]["案件号"] == "'=HYPERLINK(1)", "no formula"
    assert "损失清单" in table[0]["缺少的单证"]
    assert "2025-08-19" in table[0]["接下来的期限"]
    assert (table[1]["结论"], "应为日期" in table[1]["错误"]) == ("未核定", True)
    sheet = openpyxl.load_workbook(io.BytesIO(written_as(answered, ".xlsx"))).worksheets[0]
    assert sheet.cell(2, 2).value == "=HYPERLINK(1)"
    assert sheet.cell(2, 2).data_type == "s"
    assert len(written_as(answered, ".jsonl").splitlines()) == 2


def test_masked_quotes_are_still_the_text_at_their_spans(
    found: Determination, extraction: Extraction, claim: Claim
) -> None:
    telling = replace(found, why="联系人：张三丰，伤者李小龙")
    masked = mask_determination(telling, extraction.document, claim)
    hidden, document = masked.found, masked.document
    assert masked.claim.event.losses[0].person == "李**"
    assert masked.claim.event.losses[0].amount == claim.event.losses[0].amount
    assert hidden.why == "联系人：张**，伤者李**"
    assert "13800138000" not in document.text
    for line in (*hidden.coverage, *hidden.exclusions, *hidden.timeline):
        assert line.source.span.quote(document.text) == line.source.quote
    assert hidden.payout.amount == Decimal(50000)
    assert [one.formula for one in hidden.payout.steps] == [one.formula for one in found.payout.steps]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (wording.VERDICTS, ClaimVerdict),
        (wording.PERIODS, PeriodStatus),
        (wording.COVERAGE, CoverageStatus),
        (wording.EXCLUSIONS, ExclusionStatus),
        (wording.DUTIES, DutyStatus),
        (wording.EFFECTS, Effect),
    ],
)
def test_every_word_has_a_chinese_name(table: Mapping[str, str], words: type[StrEnum]) -> None:
    assert set(table) == set(words)
    assert len(set(table.values())) == len(table)
    assert set(ClaimVerdict) | set(PeriodStatus) | set(ExclusionStatus) <= set(wording.TONES)
