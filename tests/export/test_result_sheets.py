"""The workbooks, opened again: every change, element and check is a row; no cell is a formula."""

import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from api.export.comparison_sheet import comparison_sheet
from api.export.matrix_sheet import matrix_sheet
from api.export.review_sheet import review_sheet
from tests.documents import document_of
from tests.export.comparing import hand_made
from tests.export.results import FIRST, SECOND, matrix_of, review_of

A = "山雀财产保险条款\n第一条 保险人承担赔偿责任，免赔率为3%。\n第二条 投保人应当如实告知。\n"
FIRST_DOCUMENT, SECOND_DOCUMENT = document_of(FIRST), document_of(SECOND)


def opened(written: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written))


def compared() -> bytes:
    a = document_of(A)
    b = document_of(A.replace("3%", "=5%") + "第三条 \t@SUM(A1)的争议提交仲裁。\n")
    return comparison_sheet(hand_made(a, b), a, b)


def rows_of(book: Workbook, name: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_changes_and_pairs_each_have_a_row() -> None:
    book = opened(compared())
    assert book.sheetnames == ["差异", "全部条款", "概况"]
    changes = rows_of(book, "差异")
    assert changes[0] == [
        "序号", "变化", "重要程度", "有利于", "事项", "说明", "文本一条号", "文本一原文", "文本二条号", "文本二原文",
    ]  # fmt: skip
    assert changes[1] == [
        1,
        "比例",
        "重要",
        "有利于保险人",
        "免赔率",
        "数值变了。",
        "第一条",
        "3",
        "第一条",
        "=5",
    ]
    assert changes[2][1:5] == ["内容增加", "一般", "有利于投保方", "整条"]
    pairs = rows_of(book, "全部条款")
    assert [row[1] for row in pairs[1:]] == ["相同", "实质变更", "相同", "仅文本二有"]
    assert ["SHA" in str(row[0]) for row in rows_of(book, "概况")].count(True) == 1


def test_the_most_important_changes_come_first() -> None:
    weights = [row[2] for row in rows_of(opened(compared()), "差异")[1:]]
    assert weights == sorted(weights, key=["重要", "一般", "次要"].index)


def test_a_matrix_tells_the_three_kinds_of_empty_apart_and_notes_its_sources() -> None:
    book = opened(matrix_sheet(matrix_of(FIRST_DOCUMENT, SECOND_DOCUMENT)))
    sheet = book["要素对照"]
    assert [cell.value for cell in sheet[1]] == ["要素", "差异", FIRST_DOCUMENT.title, SECOND_DOCUMENT.title]
    assert [cell.value for cell in sheet[2]] == ["限额与免赔", None, None, None]
    assert [cell.value for cell in sheet[3]] == ["免赔", "有差异", "5%", "以保险单载明为准"]
    silent, unreadable = sheet["C7"], sheet["D7"]
    assert (silent.value, unreadable.value) == ("文本未载明", "未能读取")
    grounds = {cell.fill.fgColor.rgb for cell in (sheet["C3"], sheet["D3"], silent, unreadable)}
    assert len(grounds) == 4
    assert sheet["C3"].comment.text == "第一条：每次事故免赔率为5%"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:D8"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"


def test_every_source_of_a_matrix_has_a_row_and_what_is_silent_too() -> None:
    sources = rows_of(opened(matrix_sheet(matrix_of(FIRST_DOCUMENT, SECOND_DOCUMENT))), "出处")
    assert len(sources) == 1 + 8
    assert sources[1] == [
        "限额与免赔",
        "免赔",
        FIRST_DOCUMENT.title,
        "已载明",
        "5%",
        "第一条",
        "每次事故免赔率为5%",
    ]
    assert sources[6][3:] == ["未能读取", None, None, None]


def test_checks_stand_in_the_order_in_which_they_are_told() -> None:
    book = opened(review_sheet(review_of(FIRST_DOCUMENT), FIRST_DOCUMENT))
    rows = rows_of(book, "审查结果")[1:]
    assert [row[2] for row in rows] == [
        "低于要求",
        "应有而未载明",
        "需人工判断",
        "符合",
        "优于要求",
        "不涉及",
    ]
    assert rows[0][4:12] == [
        "赔付期限", "赔付期限应当合规。", "赔付期限的理由。", "改为“应当”。", "三十日内核定，十日内赔付",
        "《保险法》第二十三条第一款（2015-04-24版）", "第二条", "保险人可以在三十日内赔付",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        compared(),
        matrix_sheet(matrix_of(FIRST_DOCUMENT, SECOND_DOCUMENT)),
        review_sheet(review_of(FIRST_DOCUMENT), FIRST_DOCUMENT),
    ],
)
def test_no_cell_is_a_formula_and_what_looks_like_one_is_quoted(written: bytes) -> None:
    looks = 0
    for sheet in opened(written):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith(("=", "@", "\t")):
                    assert cell.quotePrefix
                    looks += 1
    assert looks > 0


def test_the_same_result_gives_the_same_bytes() -> None:
    assert compared() == compared()
