"""Claims in tables and lines: each row a claim, or errors that name its columns."""

import csv
import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from api.claims.columns import TEMPLATE, column_of, is_label
from api.claims.rows import MOST_CLAIMS, read_rows
from api.claims.summary import template_csv, template_xlsx
from api.problems import Invalid, TooLarge, UnsupportedFile
from extractor.claim import Bound, Claim, LossKind, Moment

HEADS = [
    "案件号", "条款", "保险起期", "保险止期", "出险时间", "出险原因", "损失1名称", "损失1金额", "损失1性质", "损失3名称",
    "损失3金额", "每次事故限额", "免赔额", "免赔率", "其他保险1限额", "已交单证", "此前已赔付", "事实：reported_to_police",
]  # fmt: skip
ROW = [
    "A-1", "条款.txt", "2025/1/1", "2025年12月31日", "2025年6月1日3时20分", "火灾", "货物", "60,000.50元", "直接损失", "律师费",
    "1.2万元", "1000000", "5000", "10%", "", "保险单、申请书", "0", "是",
]  # fmt: skip


def _csv(*rows: list[str], encoding: str = "utf-8-sig") -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode(encoding)


def _xlsx(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _claim(data: bytes, name: str = "案件.csv", document: str = "") -> Claim:
    (row,) = read_rows(data, name, document)
    assert row.claim is not None, row.errors
    return row.claim


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_row_is_a_claim(encoding: str) -> None:
    claim = _claim(_csv(HEADS, ROW, encoding=encoding))
    assert (claim.schedule.start, claim.schedule.end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert claim.event.occurred == Moment(date(2025, 6, 1), time(3, 20))
    assert [(one.name, one.amount, one.kind) for one in claim.event.losses] == [
        ("货物", Decimal("60000.50"), LossKind.DIRECT),
        ("律师费", Decimal(12000), LossKind.DIRECT),
    ]
    assert claim.schedule.limits == (Bound("per_occurrence", Decimal(1_000_000)),)
    assert claim.schedule.deductibles == (Bound("deductible", Decimal(5000), Decimal("0.1")),)
    assert claim.event.documents == ("保险单", "申请书")
    assert (claim.event.other_insurance, claim.event.paid_before) == (None, Decimal(0))
    assert claim.event.facts == {"reported_to_police": True}


def test_cells_of_excel_are_what_they_show() -> None:
    heads = ["document", "occurred", "notified", "loss1_name", "loss1_amount", "/event/place"]
    row = ["条款.txt", datetime(2025, 6, 1, 3, 20), date(2025, 6, 2), "货", 60000.1, "温岭"]
    claim = _claim(_xlsx(heads, row), "案件.xlsx")
    assert claim.event.occurred == Moment(date(2025, 6, 1), time(3, 20))
    assert claim.event.notified == Moment(date(2025, 6, 2)), "a day without a time of day"
    assert claim.event.losses[0].amount == Decimal("60000.1")
    assert claim.event.place == "温岭"


def test_a_wrong_row_names_its_columns_and_stops_no_other() -> None:
    wrong = [*ROW]
    wrong[4], wrong[6], wrong[7], wrong[10] = "昨天", "", "", "很多"
    rows = read_rows(_csv(HEADS, wrong, ROW), "案件.csv")
    assert rows[1].claim is not None
    told = {one.pointer: one.message for one in rows[0].errors}
    assert told["/event/occurred"].startswith("出险时间：应为日期")
    assert told["/event/losses/1/amount"] == "损失3金额：应为数字", "the first has only its kind"
    assert "/event/losses/0/name" in told


def test_contradictions_are_told_with_their_columns() -> None:
    wrong = [*ROW]
    wrong[3] = "2024-12-31"
    (row,) = read_rows(_csv(HEADS, wrong), "案件.csv")
    assert [one.pointer for one in row.errors] == ["/schedule/period/to"]
    assert row.errors[0].message.startswith("保险止期：")


def test_cells_of_json_and_single_columns_go_together() -> None:
    heads = ["条款", "损失", "损失2名称", "损失2金额", "限额", "每次事故限额", "事实", "事实：x"]
    row = [
        "条款.txt", '[{"name": "甲", "amount": 1.10}]', "乙", "2", '[{"kind": "aggregate", "amount": 9}]', "5", '{"y": 1.5}', "否",
    ]  # fmt: skip
    claim = _claim(_csv(heads, row))
    assert [one.amount for one in claim.event.losses] == [Decimal("1.10"), Decimal(2)]
    assert [one.kind for one in claim.schedule.limits] == ["aggregate", "per_occurrence"]
    assert claim.event.facts == {"y": Decimal("1.5"), "x": False}


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        (["条款", "出险"], "unknown-columns"),
        (["条款", "出险时间", "occurred"], "same-column-twice"),
        (["条款", "", "出险时间"], "unknown-columns"),
        (["条款", "/event/nothing"], "unknown-columns"),
    ],
)
def test_a_column_that_nobody_would_weigh_is_refused(heads: list[str], code: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_rows(_csv(heads, ["x"] * len(heads)), "案件.csv")
    assert caught.value.code == code


def test_a_cell_beyond_the_columns_is_an_error() -> None:
    (row,) = read_rows(_csv(["条款", "出险原因"], ["a.txt", "火灾", "错位"]), "案件.csv")
    assert row.claim is None


def test_lines_of_json_are_claims_one_by_one() -> None:
    text = '{"id": "甲", "event": {"cause": "火灾"}}\n\n{"event": 1}\n{broken\n'
    good, bad, broken = read_rows(text.encode(), "案件.jsonl", "条款.txt")
    assert (good.label, good.claim and good.claim.document) == ("甲", "条款.txt")
    assert [one.pointer for one in bad.errors] == ["/event"]
    assert (broken.number, broken.errors[0].message) == (4, "第 1 行第 2 个字符处有误")
    assert len(read_rows(b'[{"event": {}}, {"event": {}}]', "案件.json", "x")) == 2


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"PK\x03\x04broken", "案件.xlsx", UnsupportedFile),
        (b"", "案件.xlsx", UnsupportedFile),
        (b"x", "案件.pdf", UnsupportedFile),
        (b"\x81\x20\xff", "案件.csv", UnsupportedFile),
        ("条款,出险原因\n".encode(), "案件.csv", Invalid),
        (b"", "案件.csv", Invalid),
        (b"{", "案件.json", Invalid),
        (b'{"event": {}}\n' * (MOST_CLAIMS + 1), "案件.jsonl", TooLarge),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(
    data: bytes, name: str, problem: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(problem):
        read_rows(data, name, "x")


def test_the_template_has_known_columns_only() -> None:
    assert all(is_label(head) or column_of(head) for head in TEMPLATE)
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    assert [cell.value for cell in book["案件"][1]] == list(TEMPLATE)
    (heads,) = csv.reader(io.StringIO(template_csv().removeprefix("\ufeff")))
    assert heads == list(TEMPLATE)
