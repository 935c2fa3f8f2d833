"""PDF to pages of printed lines (PDF): by its text layer, or where that is no use by the picture of the page.

Characters and ruling lines come from pdfium, which is not safe under threads: call this from one thread of a
process. Files of unknown origin belong in a child process (:mod:`extractor.pages.isolation`).
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from extractor.document import Reading, Remark, Source
from extractor.errors import BrokenDocument, EmptyDocument, EncryptedDocument, OversizedDocument
from extractor.pages.furniture import without_emphasis
from extractor.pages.glyphs import Frame, Glyphs, read_glyphs
from extractor.pages.layers import Layer, judge
from extractor.pages.recognising import Sight, Unrecognised, recognise
from extractor.pages.ruled import read_tables
from extractor.pages.scanned import Scan
from extractor.pages.scans import Rows, glyphs_of, scan_remarks
from extractor.pages.setting import set_pages

MAX_SIDE = 14_400.0  # points; ISO 32000-1, annex C
_MIN_SIDE = 20.0
_DPI = 200  # that scanned pages are drawn at
_LONGEST = 4000  # pixels
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")

_NO_TEXT = "整份 PDF 没有文字层，图像中也没有识别出文字。请确认文件内容，并提供清晰的扫描件。"
_REASONS = {
    Layer.MISSING: "没有文字层",
    Layer.GARBLED: "的文字层是乱码（字体缺少编码表）",
    Layer.HIDDEN: "的文字层是扫描软件识别的，来源不明",
    Layer.STAMPED: "是扫描图像",
}
_CUT_OFF = "PDF 文件不完整，结尾缺失（多为下载或上传中断）。请重新下载或重新上传完整的文件。"
_BROKEN = "PDF 文件已损坏，无法打开，也无法修复。请重新下载，或用 PDF 阅读器另存后再试。"
_PASSWORD = "PDF 文件设有打开密码。请先用密码打开并另存为不加密的 PDF，再提交。"
_SCHEME = "PDF 文件使用了不支持的加密或版权保护方式。请打印或另存为不加密的 PDF，再提交。"


def read_pdf(data: bytes, max_pages: int = 3000) -> Reading:
    """Read a PDF; boxes are points from the top left corner of the page as it is shown.

    Rows of ruled tables are ROW lines with tabs between cells, heads, feet, contents and watermarks FURNITURE,
    footnotes NOTE. Raised digits are given as superscripts (¹). Pages whose text layer is missing or is not what
    is printed are recognised from their picture. Remarks: ``recognised`` for pages read so, ``seal``,
    ``handwriting`` and ``unread-region`` with their box, ``no-text-layer`` and ``garbled-text-layer`` for a page that
    could not be recognised, ``repaired`` for a file that was damaged.

    Raises EncryptedDocument, BrokenDocument, OversizedDocument (more than ``max_pages`` pages, or a page beyond
    MAX_SIDE points), and EmptyDocument where no page has any text.
    """
    document, remarks = open_pdf(data)
    try:
        count = len(document)
        if count > max_pages:
            raise OversizedDocument(f"PDF 共 {count} 页，超过 {max_pages} 页的上限。请拆分后分别提交。")
        title = _title(document)
        pages, rows, found = _read_pages(document)
    finally:
        document.close()
    return Reading(Source.PDF, set_pages(pages, rows), (*remarks, *found), title)


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


def _read_pages(document: pypdfium2.PdfDocument) -> tuple[list[Glyphs], list[Rows], list[Remark]]:
    """The characters of each page, and the rows of its ruled tables, whose characters are taken out."""
    pages: list[Glyphs] = []
    tables: list[Rows] = []
    layers: dict[int, Layer] = {}
    for number in range(1, len(document) + 1):
        glyphs, rows, layer = _read_page(document, number)
        pages.append(glyphs)
        tables.append(rows)
        if layer is not Layer.SOUND:
            layers[number] = layer
    found = recognise(sorted(_readable(layers, pages)), lambda number: _drawn(document, number))
    for number, scan in found.items():
        if isinstance(scan, Scan) and scan.runs:
            pages[number - 1], tables[number - 1] = glyphs_of(scan)
    return pages, tables, _remarks(layers, pages, found)


def _read_page(document: pypdfium2.PdfDocument, number: int) -> tuple[Glyphs, Rows, Layer]:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return _NOTHING, [], Layer.MISSING
    try:
        _check_size(page, number)
        glyphs = read_glyphs(page)
        found = read_tables(page, glyphs.frame, without_emphasis(glyphs.runs))
        layer = judge(page, glyphs)
    finally:
        page.close()
    rows = [[row._replace(table=at) for row in rows] for at, rows in enumerate(found.tables)]
    return glyphs._replace(runs=found.others), rows, layer


_NOTHING = Glyphs(Frame(0, 0, 0.0, 0.0, 0.0, 0.0), [], [], 0, 0)


def _check_size(page: pypdfium2.PdfPage, number: int) -> None:
    width, height = page.get_size()
    if max(width, height) > MAX_SIDE:
        raise OversizedDocument(
            f"第{number}页的页面尺寸为 {width:.0f}×{height:.0f} 点，超过 {MAX_SIDE:.0f} 点的上限。请重新导出 PDF。"
        )


# --- pages that are pictures ------------------------------------------------------------------------------


def _readable(layers: Iterable[int], pages: Sequence[Glyphs]) -> Iterator[int]:
    """The pages that are large enough to hold a picture of text."""
    return (number for number in layers if min(pages[number - 1].frame.shown_size) >= _MIN_SIDE)


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Sight:
    """The page as a viewer shows it, at the resolution that recognition asks for."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(_DPI / 72, _LONGEST / max(width, height))
        picture = page.render(scale=scale, rev_byteorder=False).to_numpy()
    finally:
        page.close()
    colours = picture[:, :, :3] if picture.shape[2] >= 3 else np.repeat(picture[:, :, :1], 3, axis=2)
    return Sight(np.ascontiguousarray(colours), width)


def _remarks(
    layers: Mapping[int, Layer], pages: Sequence[Glyphs], found: Mapping[int, Scan | Unrecognised]
) -> list[Remark]:
    """What a reader must know of pages without a sound text layer; EmptyDocument where no page has any text."""
    reasons = {number: _REASONS[layer] for number, layer in layers.items()}
    remarks = scan_remarks(found, reasons)
    for number in layers.keys() - found.keys():
        width, height = pages[number - 1].frame.shown_size
        message = f"第{number}页的页面尺寸异常（{width:.0f}×{height:.0f} 点），没有可读的文字"
        remarks.append(Remark("no-text-layer", message, number))
    remarks = [_as_garbled(remark, layers) for remark in remarks]
    if not any(page.characters for page in pages):
        failed = [scan.reason for scan in found.values() if isinstance(scan, Unrecognised)]
        raise EmptyDocument(f"{_NO_TEXT}{failed[0] if failed else ''}")
    return sorted(remarks, key=lambda remark: remark.page)


def _as_garbled(remark: Remark, layers: Mapping[int, Layer]) -> Remark:
    """A page that was not recognised keeps its text layer, such as it is."""
    if remark.code == "no-text-layer" and layers.get(remark.page) is Layer.GARBLED:
        return replace(
            remark, code="garbled-text-layer", message=f"{remark.message}；本页文字不可信，请对照原件"
        )
    return remark
