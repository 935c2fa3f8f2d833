"""The notice of exemptions, opened again: every quote is in it once, bold, explained and marked; nothing in it acts."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from api.export import exemption_wording as wording
from api.export.exemption_notice import to_notice_docx, to_notice_html
from api.export.printable import printable
from extractor.assessments import Exemption, ExemptionMap, Extent, Prompt
from extractor.document import Document, Span
from extractor.exemptions import map_exemptions
from extractor.extraction import extract
from extractor.quotations import Quotation
from tests.exemptions.clauses import TITLE, read

FOLDER = Path(__file__).parents[2] / "corpora" / "documents"
CLAUSES = """\
第一章 责任免除
第一条 下列原因造成的损失，保险人不负责赔偿：
（一）战争；
（二）被保险人的故意行为，但未成年雇员的行为除外。
第二章 赔偿处理
第二条 被保险人应当及时通知保险人，否则，对因此扩大的损失，保险人不承担赔偿责任。
第三条 保险费交清前发生的保险事故，保险人不承担赔偿责任。
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return read(CLAUSES).document


@pytest.fixture(scope="module")
def found() -> ExemptionMap:
    return map_exemptions(read(CLAUSES))


def opened(found: ExemptionMap, document: Document, name: str = "条款.txt") -> Any:
    return docx.Document(io.BytesIO(to_notice_docx(found, document, name)))


def rows_of(notice: Any) -> list[list[Any]]:
    """Cells of the rows that hold an exemption."""
    rows = [list(row.cells) for table in notice.tables for row in table.rows if len(row.cells) == 5]
    return [cells for cells in rows if cells[0].text.isdigit()]


def test_the_word_notice_holds_every_quote_once_and_bold(found: ExemptionMap, document: Document) -> None:
    quoted = [cells[2] for cells in rows_of(opened(found, document))]
    assert sorted(cell.text for cell in quoted) == sorted(one.quotation.quote for one in found.exemptions)
    assert all(run.bold for cell in quoted for run in cell.paragraphs[0].runs)


def test_entries_are_numbered_through_and_grouped_by_extent_and_section(
    found: ExemptionMap, document: Document
) -> None:
    notice = opened(found, document)
    assert [cells[0].text for cells in rows_of(notice)] == ["1", "2", "3", "4"]
    headings = [part.text for part in notice.paragraphs if part.style.name.startswith("Heading")]
    assert headings == [
        "不承担责任的情形",
        "责任免除部分之内（2 项）",
        "一定期间内不承担责任的约定（等待期、效力中止等）",
        "责任免除部分之外（1 项）",
        "因投保方行为不赔、少赔或者不退费的约定",
        "责任免除部分之外（1 项）",
        "投保人声明",
        "附：编制核对事项（供保险人编制时核对，交付投保人前请删除）",
    ]


def test_lead_ins_exceptions_and_marks_stand_beside_the_quotes(
    found: ExemptionMap, document: Document
) -> None:
    notice = opened(found, document)
    text = "\n".join(cell.text for table in notice.tables for row in table.rows for cell in row.cells[:1])
    assert text.count("前文：下列原因造成的损失，保险人不负责赔偿") == 1
    assert "前文：被保险人应当及时通知保险人" in text
    remarks = [cells[4].text for cells in rows_of(notice)]
    assert remarks[1] == "例外：但未成年雇员的行为除外"
    assert remarks[2] == "△ 原文有无显著提示未能判断"


def test_the_declaration_has_lines_to_copy_sign_and_date(found: ExemptionMap, document: Document) -> None:
    text = "\n".join(part.text for part in opened(found, document).paragraphs)
    for words in (wording.BASIS, wording.CAUTION, wording.DECLARATION, wording.COPIED, *wording.SIGNED):
        assert words in text
    assert "《中华人民共和国保险法》第十七条第二款" in text


def test_the_page_holds_the_same_and_loads_nothing(found: ExemptionMap, document: Document) -> None:
    page = to_notice_html(found, document, "条款.txt")
    tree = LexborHTMLParser(page)
    quotes = [node.text() for node in tree.css("td strong.words")]
    assert sorted(quotes) == sorted(one.quotation.quote for one in found.exemptions)
    assert tree.css("link, img, iframe, script[src]") == []
    assert "default-src 'none'" in page
    assert wording.COPIED in tree.css_first(".declaration").text()


def test_names_titles_and_quotes_are_text_whatever_they_hold(found: ExemptionMap, document: Document) -> None:
    hostile = "=cmd|'/c calc'!A1<script>alert(1)</script>\x00\x1b\u202e{{ 7*7 }}"
    marked = replace(document, title=hostile)
    page = to_notice_html(found, marked, hostile)
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
    assert not re.search("[\x00\x1b\u202e]", page)
    notice = opened(found, marked, hostile)
    assert any("=cmd|" in part.text for part in notice.paragraphs)
    assert not notice.element.xpath("//w:hyperlink | //w:fldSimple")


@settings(max_examples=25, deadline=None)
@given(quote=st.text(min_size=1, max_size=60), exception=st.text(max_size=10))
def test_any_words_come_through_as_far_as_word_can_hold_them(quote: str, exception: str) -> None:
    one = Exemption(
        Quotation("第一条", Span(0, len(quote)), quote), "责任免除", Extent.FULL, True, Prompt.NOT_SHOWN, "战争", "",
        exception,
    )  # fmt: skip
    notice = opened(ExemptionMap((one,)), read(CLAUSES).document)
    (cells,) = rows_of(notice)
    assert cells[2].text == printable(quote).replace("\r\n", "\n").replace("\r", "\n")
    assert cells[4].text.startswith("▲ 原文未作显著提示")


def test_the_same_map_gives_the_same_bytes(found: ExemptionMap, document: Document) -> None:
    assert to_notice_docx(found, document, "甲") == to_notice_docx(found, document, "甲")


def test_a_map_without_exemptions_still_says_so(document: Document) -> None:
    page = to_notice_html(ExemptionMap((), ("没有读出。",)), document, "条款.txt")
    assert "没有读出免除或者减轻保险人责任的约定" in page
    assert opened(ExemptionMap(()), document).paragraphs[0].text == "免责事项说明书"


@pytest.mark.parametrize(
    "name", ["property-allrisks.txt", "liability-public.pdf", "accident-group.numbered.docx"]
)
def test_the_notice_of_a_whole_document_is_complete(name: str) -> None:
    path = FOLDER / name
    extraction = extract(path.read_bytes(), name)
    found = map_exemptions(extraction)
    notice = opened(found, extraction.document, name)
    assert sorted(cells[2].text for cells in rows_of(notice)) == sorted(
        one.quotation.quote for one in found.exemptions
    )
    paged = any("（第1页）" in cells[1].text for cells in rows_of(notice))
    assert paged is name.endswith(".pdf")


@pytest.mark.parametrize("extent", list(Extent))
@pytest.mark.parametrize("exception", ["", "但另有约定的除外"])
def test_every_extent_has_an_explanation_that_names_its_subject(extent: Extent, exception: str) -> None:
    one = Exemption(
        Quotation("第一条", Span(0, 2), "战争"), "", extent, False, Prompt.UNKNOWN, "战争", "", exception
    )
    told = wording.meaning(one)
    assert "“战争”" in told
    assert ("见备注" in told) is bool(exception)
    assert TITLE not in told
