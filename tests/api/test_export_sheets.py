import csv
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from api.export import rows
from api.export.sheets import Workbook, csv_header, guarded, to_csv
from extractor.records import Extraction

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠SUM(A1)"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_begins_like_a_formula_is_kept_as_text(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("cell", ["免赔额=500元", "第一条", "", -5, 0.03])
def test_other_cells_stay_as_they_are(cell: str | int | float) -> None:
    assert guarded(cell) == cell


def _csv_rows(extraction: Extraction) -> list[dict[str, str]]:
    written = csv_header() + to_csv(extraction, "=甲.txt")
    assert written.encode().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))


def test_csv_holds_every_record_and_no_formula(extraction: Extraction) -> None:
    table = _csv_rows(extraction)
    assert len(table) == len(extraction.records)
    assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert table[2]["原文"] == '\'=HYPERLINK("http://x")所列的损失，但火灾除外'
    assert table[0]["文件"] == "'=甲.txt"


def test_csv_tells_fields_in_chinese_and_figures_as_numbers(extraction: Extraction) -> None:
    duty, limit = _csv_rows(extraction)[3:5]
    assert (duty["情态"], duty["主题"], duty["期限"]) == ("应当", "核定赔付", "30日内")
    assert (duty["期限时长"], duty["期限单位"], duty["期限方式"]) == ("30", "day", "within")
    assert (limit["种类"], limit["金额"], limit["页"]) == ("每次事故限额", "1000000", "2")


def _workbook(extraction: Extraction, *, records_only: bool = False) -> io.BytesIO:
    stream = io.BytesIO()
    book = Workbook(stream, records_only=records_only)
    book.add(extraction, "甲.txt")
    book.close()
    return stream


def test_xlsx_has_a_filtered_frozen_sheet_for_each_part(extraction: Extraction) -> None:
    book = openpyxl.load_workbook(_workbook(extraction))
    assert book.sheetnames == ["记录", "引用", "发现", "目录树"]
    assert [sheet.max_row - 1 for sheet in book] == [6, 1, 1, 5]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None


def test_xlsx_keeps_text_to_the_letter_and_never_as_a_formula(extraction: Extraction) -> None:
    sheet = openpyxl.load_workbook(_workbook(extraction))["记录"]
    quote = sheet.cell(4, rows.RECORD_COLUMNS.index("原文") + 1)
    assert quote.value == extraction.records[2].quote
    assert (quote.data_type, quote.quotePrefix, quote.alignment.wrap_text) == ("s", True, True)
    amount = sheet.cell(6, rows.RECORD_COLUMNS.index("金额") + 1)
    assert (amount.value, amount.data_type) == (1_000_000, "n")
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_xlsx_is_the_same_to_the_byte_each_time(extraction: Extraction) -> None:
    assert _workbook(extraction).getvalue() == _workbook(extraction).getvalue()


def test_xlsx_of_records_only(extraction: Extraction) -> None:
    assert openpyxl.load_workbook(_workbook(extraction, records_only=True)).sheetnames == ["记录"]


def test_text_longer_than_a_cell_says_that_it_is_cut(extraction: Extraction) -> None:
    long = replace(extraction.findings[0], message="很长" * 20_000)
    sheet = openpyxl.load_workbook(_workbook(replace(extraction, findings=(long,))))["发现"]
    cell = sheet.cell(2, rows.FINDING_COLUMNS.index("说明") + 1).value
    assert isinstance(cell, str)
    assert cell.endswith("全文见 JSON 输出）")
    assert len(cell) <= 32_767


def test_a_field_without_a_column_is_not_lost(extraction: Extraction) -> None:
    record = replace(extraction.records[4], fields={"novel": Decimal(3)})
    row = _csv_rows(replace(extraction, records=(record,)))[0]
    assert row["其他字段"] == "novel：3"
