"""A page of a PDF as a picture (页面图像), to be shown behind the boxes of its records.

pdfium is not safe under threads, and the file may be hostile: run PageImage in a child process
(:mod:`extractor.pages.isolation`).
"""

import io
from dataclasses import dataclass
from math import sqrt

import pypdfium2
from PIL import Image

from extractor.document import Source
from extractor.errors import BrokenDocument, PageMissing, UnsupportedFormat
from extractor.pages.pdf import open_pdf
from extractor.pages.sniffing import sniff

MAX_PIXELS = 20_000_000  # of one picture; an A4 page at 300 dpi has 8.7 million
_POINTS = 72  # per inch


@dataclass(frozen=True, slots=True)
class PageImage:
    """The job of a child process (Worker.run) that renders one page; see render_page."""

    page: int
    dpi: int

    def __call__(self, data: bytes, name: str) -> bytes:
        """The page as PNG."""
        return render_page(data, name, page=self.page, dpi=self.dpi)


def render_page(data: bytes, name: str = "", *, page: int, dpi: int) -> bytes:
    """One page of a PDF or a picture as PNG, as a viewer shows it: turned, cut to its crop box, on white, forms filled in.

    ``page`` counts from 1, ``dpi`` is positive. A box of a record covers its words at box × dpi / 72 pixels; where
    that would make more than MAX_PIXELS the picture is smaller, so a caller scales boxes by its width. The same
    bytes give the same picture. ``name`` only appears in messages.

    Raises UnsupportedFormat where ``data`` is neither, PageMissing, and what opening a PDF raises: EncryptedDocument,
    BrokenDocument, EmptyDocument.
    """
    source = sniff(data, name)
    if source is Source.IMAGE:
        return _picture(data, page, dpi)
    if source is not Source.PDF:
        raise UnsupportedFormat("只有 PDF 文件和图片有页面图像，其他格式请直接查看文本。")
    document, _ = open_pdf(data)
    try:
        return _png(_bitmap(document, page, dpi))
    finally:
        document.close()


def _picture(data: bytes, number: int, dpi: int) -> bytes:
    """A page of a picture at that resolution, by the width that it was read with."""
    # Brings numpy, which pages of a PDF do not need.
    from extractor.pages.pictures import image_page  # noqa: PLC0415

    sight = image_page(data, number)
    image = Image.fromarray(sight.picture[:, :, ::-1])
    width = sight.width
    height = width * image.height / image.width
    scale = _scale(width, height, dpi)
    shown = image.resize(
        (max(round(width * scale), 1), max(round(height * scale), 1)), Image.Resampling.LANCZOS
    )
    stream = io.BytesIO()
    shown.save(stream, "PNG")
    return stream.getvalue()


def _bitmap(document: pypdfium2.PdfDocument, number: int, dpi: int) -> pypdfium2.PdfBitmap:
    if not 1 <= number <= len(document):
        raise PageMissing(
            f"文件共 {len(document)} 页，没有第{number}页。请指定 1 至 {len(document)} 之间的页码。"
        )
    document.init_forms()
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise BrokenDocument(
            f"第{number}页已损坏，无法显示。请重新下载，或用 PDF 阅读器另存后再试。"
        ) from error
    try:
        width, height = page.get_size()
        return page.render(scale=_scale(width, height, dpi))
    finally:
        page.close()


def _scale(width: float, height: float, dpi: int) -> float:
    """Pixels per point: those of ``dpi``, or as many as MAX_PIXELS allow when both sides are rounded up."""
    area, sides = width * height, width + height
    most = (sqrt(sides * sides + 4 * area * (MAX_PIXELS - 1)) - sides) / (2 * area)
    return min(dpi / _POINTS, most)


def _png(bitmap: pypdfium2.PdfBitmap) -> bytes:
    picture = io.BytesIO()
    bitmap.to_pil().save(picture, "PNG")
    return picture.getvalue()
