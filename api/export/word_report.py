"""The review report as a Word document (审阅报告, DOCX): findings first, then the records by type.

Nothing depends on the clock or the machine, so the same extraction gives the same bytes. The words of the
document stand as literal text: no field, link or formula is made of them.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.table import _Cell

from api.export import wording
from api.export.notes import page_of
from api.export.printable import printable
from api.export.word_styles import (
    NOTE,
    TABLE_TEXT,
    TEXT_WIDTH,
    add_label,
    add_page_numbers,
    add_row,
    add_table,
    fill_head,
    new_report,
    set_style,
)
from extractor.document import Document, Remark
from extractor.quotations import Quotation
from extractor.records import Extraction, Finding, Record, RecordType, Reference, Status

_EPOCH = datetime(2000, 1, 1)  # core properties have no zone
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTY = 255  # characters that a core property may have
_HEAD = 40  # characters of the title at the head of each page, which is one line
_UNRESOLVED = (Status.DANGLING, Status.AMBIGUOUS)
_DETAILS_WIDTH = 15  # characters, the space between two fields counted
_CLOSING = "“把握”是读取规则自身的估计。本报告供审阅参考，内容以文件原件为准。"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a cell: a pale label, then words of the document; ``goes_on`` with the one before."""

    text: str = ""
    label: str = ""
    goes_on: bool = False


def quoted_line(source: Quotation, document: Document) -> Line:
    """The words of a source under its path, with its page where the document has pages."""
    page = page_of(document, source.span)
    return Line(source.quote, f"{source.path}{f'（第 {page} 页）' if page else ''}：")


def to_docx(extraction: Extraction, name: str, *, records_only: bool = False) -> bytes:
    """The report as a DOCX file. ``name`` is the file as readers know it; nothing in it is trusted.

    Characters that Word cannot hold (controls, halves of a pair) are shown as ``�``.
    """
    report = new_report()
    document = extraction.document
    subtitle = f"{wording.DOCUMENT_KINDS[document.kind]}审阅报告"
    identify(report, document.title or name, subtitle, "审阅报告")
    _add_facts(report, extraction, name, records_only=records_only)
    if not records_only:
        _add_findings(report, extraction)
    _add_records(report, extraction)
    if not records_only:
        _add_unresolved(report, extraction)
    set_style(report.add_paragraph(_CLOSING), NOTE)
    return written(report)


def identify(report: WordDocument, title: str, subtitle: str, brief: str) -> None:
    """The title on the page, at the head of every page (with ``brief``) and in the file's properties."""
    title = printable(title).replace("\n", " ")
    properties = report.core_properties
    properties.title = f"{title[: _PROPERTY - len(subtitle) - 1]} {subtitle}"
    properties.author = properties.last_modified_by = "tiaokuan"
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = _EPOCH
    report.add_paragraph(title, "Title")
    report.add_paragraph(subtitle, "Subtitle")
    head = title if len(title) <= _HEAD else f"{title[:_HEAD]}…"
    add_page_numbers(report, f"{head} · {brief}")


def _add_facts(report: WordDocument, extraction: Extraction, name: str, *, records_only: bool) -> None:
    document = extraction.document
    pages = f"，{document.pages} 页" if document.pages else ""
    facts = [
        ("文件", [Line(name)]),
        ("格式", [Line(wording.SOURCES[document.source] + pages)]),
        ("校验值（SHA-256）", [Line(document.sha256)]),
        ("读取程序", [Line(f"tiaokuan {version('tiaokuan')}")]),
        ("读出内容", list(_counts(extraction, records_only=records_only))),
    ]
    if document.remarks:
        facts.append(("阅读说明", [_remark(remark) for remark in document.remarks]))
    report.add_heading("文件概况", 1)
    table = add_table(report, (3.8, TEXT_WIDTH - 3.8))
    for label, lines in facts:
        named, told = add_row(table)
        fill_head(named, label)
        fill(told, lines)


def _remark(remark: Remark) -> Line:
    """With its page, where the message does not itself begin with it."""
    told = remark.message.replace(" ", "").startswith(f"第{remark.page}页")
    return Line(remark.message, f"第 {remark.page} 页：" if remark.page and not told else "")


def _counts(extraction: Extraction, *, records_only: bool) -> Iterator[Line]:
    types = Counter(record.type for record in extraction.records)
    yield Line(_count("记录", "条", types, wording.TYPES))
    if not records_only:
        yield Line(f"发现 {len(extraction.findings)} 处")
        statuses = Counter(reference.status for reference in extraction.references)
        yield Line(_count("引用", "处", statuses, wording.STATUSES))


def _count(what: str, unit: str, counted: Counter[Any], names: dict[str, str]) -> str:
    parts = "、".join(f"{name} {counted[key]}" for key, name in names.items() if counted[key])
    return f"{what} {counted.total()} {unit}" + (f"：{parts}" if parts else "")


def _add_findings(report: WordDocument, extraction: Extraction) -> None:
    findings = extraction.findings
    report.add_heading(f"发现（{len(findings)}）", 1)
    if not findings:
        report.add_paragraph("没有发现编号、引用、金额、空白等方面的问题。")
        return
    table = _Sources(report, extraction.document, ("问题", 2.0), ("说明", 5.4))
    for finding in findings:
        problem = wording.FINDINGS.get(finding.code, finding.code)
        table.add(finding, [Line(problem)], [Line(finding.message)])


def _add_records(report: WordDocument, extraction: Extraction) -> None:
    report.add_heading(f"记录（{len(extraction.records)}）", 1)
    if not extraction.records:
        report.add_paragraph("没有读出记录。")
    for kind in RecordType:
        records = [record for record in extraction.records if record.type is kind]
        if records:
            report.add_heading(f"{wording.TYPES[kind]}（{len(records)}）", 2)
            table = _Sources(report, extraction.document, ("要素", 5.0), ("把握", 1.3))
            for record in records:
                table.add(record, list(_details(record)), [Line(f"{record.confidence:.0%}")])


def _details(record: Record) -> Iterator[Line]:
    """The fields, short ones side by side as far as the column is wide."""
    reached = _DETAILS_WIDTH
    for name, value in wording.details(record):
        length = len(name) + len(value) + 2
        goes_on = reached + length <= _DETAILS_WIDTH
        yield Line(value, f"{name}：", goes_on=goes_on)
        reached = reached + length if goes_on else length


def _add_unresolved(report: WordDocument, extraction: Extraction) -> None:
    """References that lead nowhere or to two places; those to other laws and documents are only counted."""
    unresolved = [reference for reference in extraction.references if reference.status in _UNRESOLVED]
    report.add_heading(f"未落实的引用（{len(unresolved)}）", 1)
    if not unresolved:
        report.add_paragraph("没有落空或有歧义的引用。")
        return
    table = _Sources(report, extraction.document, ("结果", 6.0))
    for reference in unresolved:
        table.add(reference, [Line(wording.whereto(reference))])


class _Sources:
    """A table of sourced things: 条号, 页 where the document has pages, 原文, then columns of their own.

    A column is its head and its width in cm; 原文 is as wide as the others leave it.
    """

    def __init__(self, report: WordDocument, document: Document, *columns: tuple[str, float]) -> None:
        self._document = document
        place = [("条号", 2.7), *([("页", 1.0)] if document.pages else [])]
        quote = ("原文", TEXT_WIDTH - sum(width for _, width in (*place, *columns)))
        heads, widths = zip(*place, quote, *columns, strict=True)
        self._table = add_table(report, widths, heads)

    def add(self, sourced: Record | Finding | Reference, *cells: Sequence[Line]) -> None:
        """One row: place and quote, then a cell for each column of its own."""
        boxes = self._document.boxes(sourced.span)
        page = [[Line(str(boxes[0][0]) if boxes else "")]] if self._document.pages else []
        lines = ([Line(sourced.path)], *page, [Line(sourced.quote)], *cells)
        for cell, told in zip(add_row(self._table), lines, strict=True):
            fill(cell, told)


def fill(cell: _Cell, lines: Sequence[Line]) -> None:
    """One paragraph for each line that does not go on with another; a cell has one at the least."""
    paragraph = cell.paragraphs[0]
    for place, line in enumerate(lines):
        if line.goes_on:
            paragraph.add_run("　")
        elif place:
            paragraph = cell.add_paragraph()
        set_style(paragraph, TABLE_TEXT)
        if line.label:
            add_label(paragraph, line.label)
        paragraph.add_run(printable(line.text))


def written(report: WordDocument) -> bytes:
    """The report as a file."""
    saved = io.BytesIO()
    report.save(saved)
    return undated(saved)


def undated(saved: io.BytesIO) -> bytes:
    """The package with every part dated alike: a ZIP file keeps the time of writing."""
    package = io.BytesIO()
    with ZipFile(saved) as parts, ZipFile(package, "w", ZIP_DEFLATED) as dated:
        for name in parts.namelist():
            dated.writestr(ZipInfo(name, _ZIP_EPOCH), parts.read(name), ZIP_DEFLATED)
    return package.getvalue()
