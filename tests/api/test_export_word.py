"""The Word report, opened again: everything is in it, to the letter, and nothing of it does anything."""

import io
import os
import pty
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from api.destinations import Order, UsageError, destination_of
from api.export.formats import Format
from api.export.word_report import to_docx
from api.export.writing import begin
from api.files import Selection
from extractor.document import Document, DocumentKind, Remark, Source, Span
from extractor.records import Extraction, Finding, Record, RecordType, Status


def opened(extraction: Extraction, name: str = "甲.pdf", *, records_only: bool = False) -> Any:
    return opened_bytes(to_docx(extraction, name, records_only=records_only))


def opened_bytes(written: bytes) -> Any:
    return docx.Document(io.BytesIO(written))


def tables(report: Any) -> dict[str, list[list[str]]]:
    """The rows of each table by the heading above it."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for part in report.iter_inner_content():
        if hasattr(part, "rows"):
            found[heading] = [[cell.text for cell in row.cells] for row in part.rows]
        elif part.style.name.startswith("Heading"):
            heading = part.text
    return found


def test_headings_lead_from_facts_over_findings_to_the_records_by_type(extraction: Extraction) -> None:
    headings = [
        (part.style.name, part.text) for part in opened(extraction).paragraphs if "Heading" in part.style.name
    ]
    assert headings == [
        ("Heading 1", "文件概况"),
        ("Heading 1", "发现（1）"),
        ("Heading 1", "记录（6）"),
        ("Heading 2", "责任免除（2）"),
        ("Heading 2", "限额与免赔（1）"),
        ("Heading 2", "义务与权利（1）"),
        ("Heading 2", "违约金（1）"),
        ("Heading 2", "当事人（1）"),
        ("Heading 1", "未落实的引用（1）"),
    ]


def test_title_facts_and_remarks_are_told(extraction: Extraction) -> None:
    remarks = (*extraction.document.remarks, Remark("lost-text", "有文字未能读出", 2))
    report = opened(replace(extraction, document=replace(extraction.document, remarks=remarks)))
    assert [part.text for part in report.paragraphs[:2]] == [
        "山雀财产保险条款<b>（甲款）</b>",
        "保险条款审阅报告",
    ]
    facts = dict(tables(report)["文件概况"])
    assert facts["文件"] == "甲.pdf"
    assert facts["格式"] == "PDF，2 页"
    assert facts["校验值（SHA-256）"] == extraction.document.sha256
    assert facts["读出内容"].splitlines() == [
        "记录 6 条：责任免除 2、限额与免赔 1、义务与权利 1、违约金 1、当事人 1",
        "发现 1 处",
        "引用 1 处：找不到 1",
    ]
    assert facts["阅读说明"] == "第 3 页没有文字层\n第 2 页：有文字未能读出"


def test_every_record_stands_under_its_type_with_place_quote_fields_and_confidence(
    extraction: Extraction,
) -> None:
    shown = tables(opened(extraction))
    assert shown["限额与免赔（1）"] == [
        ["条号", "页", "原文", "要素", "把握"],
        ["第二条", "2", "每次事故赔偿限额为100万元", "种类：每次事故限额\n金额：100万元", "90%"],
    ]
    assert (
        shown["义务与权利（1）"][1][3] == "义务（权利）人：保险人\n情态：应当　主题：核定赔付\n期限：30日内"
    )
    quotes = [
        row[2] for name, rows in shown.items() if name not in ("文件概况", "发现（1）") for row in rows[1:]
    ]
    sourced = (*extraction.records, *extraction.references)
    assert sorted(quotes) == sorted(each.quote for each in sourced)


def test_findings_have_path_quote_and_message(extraction: Extraction) -> None:
    assert tables(opened(extraction))["发现（1）"] == [
        ["条号", "页", "原文", "问题", "说明"],
        ["第二条", "2", "第九条", "引用落空", "本条款没有第九条。"],
    ]


def test_only_references_that_lead_nowhere_or_to_two_places_are_listed(extraction: Extraction) -> None:
    (dangling,) = extraction.references
    others = [
        replace(dangling, status=Status.RESOLVED, targets=("第一条",)),
        replace(dangling, status=Status.EXTERNAL),
        replace(dangling, status=Status.AMBIGUOUS, targets=("第一条", "第一条#2")),
    ]
    rows = tables(opened(replace(extraction, references=(dangling, *others))))["未落实的引用（2）"]
    assert [row[3] for row in rows[1:]] == ["找不到", "有歧义：第一条、第一条#2"]


def test_a_document_without_pages_has_no_column_for_them(extraction: Extraction) -> None:
    document = replace(extraction.document, pages=0, placements=(), remarks=())
    shown = tables(opened(replace(extraction, document=document)))
    assert shown["发现（1）"][0] == ["条号", "原文", "问题", "说明"]
    assert "阅读说明" not in dict(shown["文件概况"])


def test_where_nothing_was_found_the_report_says_so(extraction: Extraction) -> None:
    told = [
        part.text for part in opened(replace(extraction, records=(), references=(), findings=())).paragraphs
    ]
    assert "没有发现编号、引用、金额、空白等方面的问题。" in told
    assert "没有读出记录。" in told
    assert "没有落空或有歧义的引用。" in told


def test_records_only_leaves_findings_and_references_out(extraction: Extraction) -> None:
    shown = tables(opened(extraction, records_only=True))
    assert not [name for name in shown if name.startswith(("发现", "未落实"))]
    assert dict(shown["文件概况"])["读出内容"].startswith("记录 6 条")
    assert "发现" not in dict(shown["文件概况"])["读出内容"]


def test_the_same_extraction_gives_the_same_bytes(extraction: Extraction) -> None:
    written = to_docx(extraction, "甲.pdf")
    assert written == to_docx(extraction, "甲.pdf")
    with ZipFile(io.BytesIO(written)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]
    properties = docx.Document(io.BytesIO(written)).core_properties
    assert properties.created == properties.modified
    assert (properties.created.year, properties.author, properties.comments) == (2000, "tiaokuan", "")


def test_words_of_the_document_become_no_field_link_or_control(extraction: Extraction) -> None:
    hostile = "=1+1\x00\x1b[31m{ HYPERLINK http://x }\u202e反\ud800\ufffe\x0b<w:p/>&amp;"
    text = hostile + "\n后"
    record = Record(RecordType.PARTY, hostile, Span(0, len(text)), text, {"name": hostile}, 0.5, "test", {})
    document = Document(text, hostile, DocumentKind.CONTRACT, Source.TEXT, "0" * 64, (), ())
    finding = Finding(hostile, hostile, Span(0, 4), "=1+1", hostile)
    report = opened(Extraction(document, (record,), (), (finding,)), hostile)
    shown = "=1+1��[31m{ HYPERLINK http://x }�反���<w:p/>&amp;"
    assert report.paragraphs[0].text == report.core_properties.title.removesuffix(" 合同审阅报告") == shown
    assert tables(report)["当事人（1）"][1][:2] == [shown, shown + "\n后"]
    assert tables(report)["发现（1）"][1][2:] == [shown, shown]
    fields = [
        field.get(qn("w:instr")) for field in report.sections[0].footer._element.iter(qn("w:fldSimple"))
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    for part in (report.element, report.sections[0].header._element, report.sections[0].footer._element):
        assert not list(part.iter(qn("w:hyperlink"), qn("w:instrText"), qn("w:fldChar"), qn("w:object")))
    assert not list(report.element.iter(qn("w:fldSimple")))


@settings(deadline=None, max_examples=30)
@given(st.text(min_size=1, max_size=40), st.text(max_size=300))
def test_any_text_gives_a_file_that_opens(text: str, name: str) -> None:
    record = Record(RecordType.DEFINITION, name, Span(0, len(text)), text, {"term": text}, 1.0, "test", {})
    document = Document(text, name, DocumentKind.CLAUSES, Source.TEXT, "0" * 64, (), ())
    report = opened(Extraction(document, (record,), (), ()), name)
    assert len(tables(report)["释义（1）"][1][1]) == len(text)


def test_chinese_and_latin_have_fonts_of_their_own(extraction: Extraction) -> None:
    report = opened(extraction)
    used = {part.style.name for part in report.paragraphs} | {
        "Normal",
        "Header",
        "Footer",
        "表格文字",
        "表头",
    }
    for name in used:
        fonts = report.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("宋体", "黑体"), name
        assert not [key for key in fonts.attrib if key.endswith("Theme")], name


def test_tables_repeat_their_head_and_fit_between_the_margins(extraction: Extraction) -> None:
    report = opened(extraction)
    (section,) = report.sections
    room = section.page_width - section.left_margin - section.right_margin
    assert report.tables
    for table in report.tables:
        assert abs(sum(column.width for column in table.columns) - room) < 2000
    for table in report.tables[1:]:
        heads = [row._tr.xpath("w:trPr/w:tblHeader") for row in table.rows]
        assert [bool(head) for head in heads] == [True] + [False] * (len(heads) - 1)


def test_the_export_writes_the_file(extraction: Extraction) -> None:
    stream = io.BytesIO()
    export = begin(Format.DOCX, stream, records_only=False)
    export.add(extraction, "甲.pdf")
    export.close()
    assert stream.getvalue() == to_docx(extraction, "甲.pdf")


CLAUSES = "山雀雇主责任保险条款\n第一条 战争造成的损失，保险人不负责赔偿。\n第二条 按照第九条赔付。\n"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from api.cli import main; main()", "extract", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


def test_the_command_writes_a_word_report(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(CLAUSES, "utf-8")
    told = run(tmp_path / "甲.txt", "--format", "docx", "--output", tmp_path / "甲.docx")
    assert told.returncode == 0, told.stderr.decode()
    report = docx.Document(str(tmp_path / "甲.docx"))
    assert report.paragraphs[0].text == "山雀雇主责任保险条款"
    piped = run(tmp_path / "甲.txt", "--format", "docx")
    assert opened_bytes(piped.stdout).paragraphs[0].text == "山雀雇主责任保险条款"


def test_a_word_report_is_not_poured_into_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    master, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as screen, os.fdopen(master, "rb"):
        monkeypatch.setattr(sys, "stdout", screen)
        order = Order(
            (tmp_path / "甲.txt",), Format.DOCX, None, jobs=1, records_only=False, learned=False, quiet=True
        )
        with pytest.raises(UsageError, match="docx 不能显示在终端"):
            destination_of(order, Selection((tmp_path / "甲.txt",), several=False), ExitStack())


def test_reports_do_not_go_among_the_documents_they_are_about(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(CLAUSES, "utf-8")
    told = run(tmp_path, "--format", "docx", "--output", tmp_path)
    assert told.returncode == 2
    assert "请另选输出文件夹" in told.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["甲.txt"]
