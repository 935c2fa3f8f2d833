"""PDF with a text layer to pages of printed lines (PDF 文本层).

Characters and ruling lines come from pdfium, which is not safe under threads: call this from one thread of a
process. Files of unknown origin belong in a child process (:mod:`extractor.pages.isolation`).
"""

import io
import re
from collections.abc import Sequence
from contextlib import suppress

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from extractor.document import Box, Line, LineKind, Page, Reading, Remark, Source
from extractor.errors import BrokenDocument, EmptyDocument, EncryptedDocument, OversizedDocument
from extractor.pages.columns import arrange, find_gutters
from extractor.pages.emphasis import stretches
from extractor.pages.furniture import Sheet, body_size, mark_furniture, watermarks, without_emphasis
from extractor.pages.glyphs import Frame, Glyphs, read_glyphs
from extractor.pages.paragraphing import joins, mark_headings, mark_notes
from extractor.pages.printed import Printed, printed
from extractor.pages.ruled import read_tables
from extractor.pages.runs import Run

MAX_SIDE = 14_400.0  # points; ISO 32000-1, annex C
_MIN_SIDE = 20.0
_GARBLED = 0.3  # of a page's characters
_LARGER = 1.1  # times the body's size
_TOLERANCE = 3.0  # points between edges of one table on two pages
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")

_NO_TEXT = "整份 PDF 没有文字层（可能是扫描件或图片）。请先用文字识别（OCR）软件转成可选中文字的 PDF 再提交。"
_GARBLED_TEXT = (
    "PDF 的文字层无法还原成汉字（字体缺少编码表）。请向出具方索取 Word 原件，或先做文字识别（OCR）。"
)
_CUT_OFF = "PDF 文件不完整，结尾缺失（多为下载或上传中断）。请重新下载或重新上传完整的文件。"
_BROKEN = "PDF 文件已损坏，无法打开，也无法修复。请重新下载，或用 PDF 阅读器另存后再试。"
_PASSWORD = "PDF 文件设有打开密码。请先用密码打开并另存为不加密的 PDF，再提交。"
_SCHEME = "PDF 文件使用了不支持的加密或版权保护方式。请打印或另存为不加密的 PDF，再提交。"


def read_pdf(data: bytes, max_pages: int = 3000) -> Reading:
    """Read the text layer of a PDF; boxes are points from the top left corner of the page as it is shown.

    Rows of ruled tables are ROW lines with tabs between cells, heads, feet, contents and watermarks FURNITURE,
    footnotes NOTE. Raised digits are given as superscripts (¹). Remarks: ``no-text-layer`` and
    ``garbled-text-layer`` for a page, ``repaired`` for a file that was damaged.

    Raises EncryptedDocument, BrokenDocument, OversizedDocument (more than ``max_pages`` pages, or a page beyond
    MAX_SIDE points), and EmptyDocument where no page has a text layer.
    """
    document, remarks = open_pdf(data)
    try:
        count = len(document)
        if count > max_pages:
            raise OversizedDocument(f"PDF 共 {count} 页，超过 {max_pages} 页的上限。请拆分后分别提交。")
        title = _title(document)
        pages, rows = _read_pages(document)
    finally:
        document.close()
    remarks += _layer_remarks(pages)
    return Reading(Source.PDF, _set(pages, rows), tuple(remarks), title)


# --- opening ----------------------------------------------------------------------------------------------


def open_pdf(data: bytes) -> tuple[pypdfium2.PdfDocument, list[Remark]]:
    """The file as pdfium opens it, rebuilt where it is damaged, and what must be remarked of that.

    The caller closes it. Raises EncryptedDocument, BrokenDocument, and EmptyDocument where there are no pages.
    """
    if _cut_off(data):
        # What is left of a file may open, with pages missing and fonts without their tables: wrong characters.
        raise BrokenDocument(_CUT_OFF)
    try:
        return pypdfium2.PdfDocument(data), []
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedDocument(_PASSWORD) from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise EncryptedDocument(_SCHEME) from error
    return _repaired(data), [Remark("repaired", "PDF 文件结构有损坏，已修复后读取，请核对页数与内容是否完整")]


def _cut_off(data: bytes) -> bool:
    """True where objects come after the last end mark, or there is none (ISO 32000-1, 7.5.5)."""
    end = max(data.rfind(b"%%EOF"), data.rfind(b"startxref"))
    return end < 0 or _OBJECT.search(data, end) is not None


def _repaired(data: bytes) -> pypdfium2.PdfDocument:
    """The file as qpdf rebuilds it."""
    rebuilt = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not pdf.pages and not pdf.get_warnings():
                raise EmptyDocument("PDF 文件里没有页面。请重新导出后再提交。")
            pdf.save(rebuilt)
        return pypdfium2.PdfDocument(rebuilt.getvalue())
    except pikepdf.PasswordError as error:
        raise EncryptedDocument(_PASSWORD) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RuntimeError) as error:
        raise BrokenDocument(_BROKEN) from error


def _title(document: pypdfium2.PdfDocument) -> str:
    with suppress(pypdfium2.PdfiumError, UnicodeError):
        return str(document.get_metadata_value("Title")).strip()
    return ""


# --- pages ------------------------------------------------------------------------------------------------


def _read_pages(document: pypdfium2.PdfDocument) -> tuple[list[Glyphs], list[list[list[Printed]]]]:
    """The characters of each page, and the rows of its ruled tables, whose characters are taken out."""
    pages: list[Glyphs] = []
    tables: list[list[list[Printed]]] = []
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            pages.append(_NOTHING)
            tables.append([])
            continue
        try:
            _check_size(page, number + 1)
            glyphs = read_glyphs(page)
            found = read_tables(page, glyphs.frame, without_emphasis(glyphs.runs))
        finally:
            page.close()
        pages.append(glyphs._replace(runs=found.others))
        tables.append([[row._replace(table=at) for row in rows] for at, rows in enumerate(found.tables)])
    return pages, tables


_NOTHING = Glyphs(Frame(0, 0, 0.0, 0.0, 0.0, 0.0), [], [], 0, 0)


def _check_size(page: pypdfium2.PdfPage, number: int) -> None:
    width, height = page.get_size()
    if max(width, height) > MAX_SIDE:
        raise OversizedDocument(
            f"第{number}页的页面尺寸为 {width:.0f}×{height:.0f} 点，超过 {MAX_SIDE:.0f} 点的上限。请重新导出 PDF。"
        )


def _layer_remarks(pages: Sequence[Glyphs]) -> list[Remark]:
    remarks = []
    garbled = 0
    for number, page in enumerate(pages, 1):
        width, height = page.frame.shown_size
        if not page.characters and min(width, height) < _MIN_SIDE:
            message = f"第{number}页的页面尺寸异常（{width:.0f}×{height:.0f} 点），没有可读的文字"
            remarks.append(Remark("no-text-layer", message, number))
        elif not page.characters:
            message = f"第{number}页没有文字层（可能是扫描件），本页未读取"
            remarks.append(Remark("no-text-layer", message, number))
        elif page.unreadable >= _GARBLED * page.characters:
            garbled += 1
            message = f"第{number}页的文字层是乱码（字体缺少编码表），本页文字不可信，请对照原件"
            remarks.append(Remark("garbled-text-layer", message, number))
    if len(remarks) == len(pages):
        raise EmptyDocument(_GARBLED_TEXT if garbled else _NO_TEXT)
    return remarks


# --- lines ------------------------------------------------------------------------------------------------


def _set(pages: Sequence[Glyphs], tables: Sequence[list[list[Printed]]]) -> tuple[Page, ...]:
    body = body_size(pages)
    aside = watermarks(pages, body)
    texts = [
        [_larger_marked(run, body) for at, run in enumerate(page.runs) if at not in marks]
        for page, marks in zip(pages, aside, strict=True)
    ]
    gutters = find_gutters(texts, [page.frame.size[0] for page in pages])
    sheets = []
    for number, (page, runs, rows, gutter) in enumerate(zip(pages, texts, tables, gutters, strict=True), 1):
        sheets.append(Sheet(number, *page.frame.size, arrange(runs, rows, gutter)))
    sheets = [mark_notes(mark_headings(sheet, body), body) for sheet in _numbered(mark_furniture(sheets))]
    watermarked = [
        [*page.slanted, *(page.runs[at] for at in sorted(marks))]
        for page, marks in zip(pages, aside, strict=True)
    ]
    return tuple(
        _page(sheet, goes_on, page.frame, marks)
        for sheet, goes_on, page, marks in zip(sheets, joins(sheets), pages, watermarked, strict=True)
    )


def _larger_marked(run: Run, body: float) -> Run:
    """Type larger than the body's stands out."""
    return run._replace(marks=b"\x01" * len(run.text)) if run.size >= _LARGER * body > 0 else run


def _numbered(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Tables numbered through the document; one that goes on at the top of the next page keeps its number."""
    numbered: list[Sheet] = []
    last: Printed | None = None
    number = -1
    for sheet in sheets:
        lines: list[Printed] = []
        known: dict[int | None, int] = {}
        for line in sheet.lines:
            if line.kind is LineKind.ROW and line.table not in known:
                number += not (last is not None and not known and _same_columns(last, line))
                known[line.table] = number
            if line.kind is not LineKind.FURNITURE:
                last = line
            lines.append(line._replace(table=known[line.table]) if line.kind is LineKind.ROW else line)
        numbered.append(sheet._replace(lines=lines))
    return numbered


def _same_columns(above: Printed, below: Printed) -> bool:
    return (
        above.kind is LineKind.ROW
        and above.text.count("\t") == below.text.count("\t")
        and max(abs(above.left - below.left), abs(above.right - below.right)) <= _TOLERANCE
    )


def _page(sheet: Sheet, goes_on: Sequence[bool], frame: Frame, marks: Sequence[Run]) -> Page:
    lines = [_line(line, follows, frame) for line, follows in zip(sheet.lines, goes_on, strict=True)]
    lines += [_line(printed([run])._replace(kind=LineKind.FURNITURE), False, frame) for run in marks]
    return Page(sheet.number, tuple(lines), *frame.shown_size)


def _line(line: Printed, follows: bool, frame: Frame) -> Line:
    box = Box(line.left, line.top, line.right, line.bottom)
    upright = frame.turn == frame.shown
    return Line(
        line.text,
        line.kind,
        box if upright else frame.as_shown(box),
        line.edges if upright else (),
        follows,
        line.bold,
        round(line.size, 2),
        line.table,
        stretches(line.marks),
    )
