"""The notice of exemptions (免责事项说明书) as a Word document and as a page, ready to be handed over and signed.

The words of the document stand to the letter, each once; nothing depends on the clock or the machine.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx.document import Document as WordDocument

from api.export import exemption_wording as wording
from api.export.exemption_entries import Entry, Part, counts_of, parts_of
from api.export.page_template import render
from api.export.printable import printable
from api.export.word_report import written
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
from extractor.assessments import ExemptionMap
from extractor.document import Document

_TITLE = "免责事项说明书"
_EPOCH = datetime(2000, 1, 1)  # core properties have no zone
_HEAD = 40  # characters of the title at the head of each page, which is one line
_PROPERTY = 240  # characters of it in the file's properties
_WIDTHS = (1.1, 2.7, 6.4, 4.2, TEXT_WIDTH - 14.4)
_BLANK = "_" * 60
_CHECKS = "附：编制核对事项（供保险人编制时核对，交付投保人前请删除）"


def to_notice_html(found: ExemptionMap, document: Document, name: str) -> str:
    """The notice as one HTML page that loads nothing. ``name`` is the file's name; nothing in it is trusted."""
    return render(
        "exemption_notice.html",
        styles=("page_frame.css", "exemption_notice.css"),
        heading=_TITLE,
        file=printable(name),
        document=printable(document.title or name),
        basis=(wording.BASIS, wording.CAUTION),
        counts=counts_of(found),
        columns=wording.COLUMNS,
        parts=parts_of(found, document),
        notes=found.notes,
        checks=_CHECKS,
        declaration=wording.DECLARATION,
        copied=wording.COPIED,
        signed=wording.SIGNED,
        clean=printable,
    )


def to_notice_docx(found: ExemptionMap, document: Document, name: str) -> bytes:
    """The notice as a DOCX file. Characters that Word cannot hold are shown as ``�``."""
    notice = new_report()
    _identify(notice, document, name)
    for words in (wording.BASIS, wording.CAUTION):
        notice.add_paragraph(words)
    _add_counts(notice, found)
    extent = ""
    for part in parts_of(found, document):
        if part.extent != extent:
            notice.add_heading(part.extent, 1)
            extent = part.extent
        _add_part(notice, part)
    _add_declaration(notice)
    _add_checks(notice, found.notes)
    return written(notice)


def _identify(notice: WordDocument, document: Document, name: str) -> None:
    """The title, the document that it is about, and both at the head of every page and in the properties."""
    title = printable(document.title or name).replace("\n", " ")
    properties = notice.core_properties
    properties.title = f"{title[:_PROPERTY]} {_TITLE}"
    properties.author = properties.last_modified_by = "tiaokuan"
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = _EPOCH
    notice.add_paragraph(_TITLE, "Title")
    notice.add_paragraph(f"保险条款：{title}", "Subtitle")
    head = title if len(title) <= _HEAD else f"{title[:_HEAD]}…"
    add_page_numbers(notice, f"{head} · {_TITLE}")


def _add_counts(notice: WordDocument, found: ExemptionMap) -> None:
    table = add_table(notice, (6.0, TEXT_WIDTH - 6.0))
    for label, number in counts_of(found):
        named, told = add_row(table)
        fill_head(named, label)
        _write(told, number)


def _add_part(notice: WordDocument, part: Part) -> None:
    notice.add_heading(f"{part.section}（{len(part.entries)} 项）", 2)
    table = add_table(notice, _WIDTHS, wording.COLUMNS)
    for entry in part.entries:
        if entry.lead:
            _add_lead(table, entry)
        number, place, quote, meaning, remarks = add_row(table)
        _write(number, str(entry.number))
        _write(place, entry.place, *([entry.heading] if entry.heading else []))
        _write(quote, entry.quote, bold=True)
        _write(meaning, entry.meaning)
        _write(remarks, *(entry.remarks or ("",)))


def _add_lead(table: Any, entry: Entry) -> None:
    """A row across the table with the words that the entries below lean on."""
    cells = add_row(table)
    merged = cells[0].merge(cells[-1])
    set_style(merged.paragraphs[0], TABLE_TEXT)
    add_label(merged.paragraphs[0], "前文：")
    merged.paragraphs[0].add_run(printable(entry.lead)).bold = True


def _write(cell: Any, *lines: str, bold: bool = False) -> None:
    """Each line as a paragraph of the cell."""
    for place, line in enumerate(lines):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        set_style(paragraph, TABLE_TEXT)
        paragraph.add_run(printable(line)).bold = bold


def _add_declaration(notice: WordDocument) -> None:
    """What the policyholder declares, copies by hand and signs, all on one page."""
    notice.add_heading("投保人声明", 1)
    lines = (wording.DECLARATION, wording.COPIED, _BLANK, _BLANK, *wording.SIGNED)
    for place, line in enumerate(lines, 1):
        notice.add_paragraph(line).paragraph_format.keep_with_next = place < len(lines)


def _add_checks(notice: WordDocument, notes: Sequence[str]) -> None:
    """On a page of its own: what whoever prepares the notice must know."""
    if notes:
        notice.add_heading(_CHECKS, 1).paragraph_format.page_break_before = True
    for note in notes:
        set_style(notice.add_paragraph(printable(f"· {note}")), NOTE)
