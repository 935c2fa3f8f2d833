"""Bytes → pages of printed lines (读取).

``read`` tells the format by content and hands the bytes to its reader. The readers are imported only when
a document needs them: each brings a library that takes longer to load than a short text takes to read.
"""

from extractor.document import LineKind, Reading, Source
from extractor.errors import EmptyDocument, OversizedDocument
from extractor.pages.sniffing import sniff

MAX_BYTES = 100 << 20

_NO_TEXT = "文件可以打开，但没有可读的正文。请确认文件内容；如为扫描件，请先做文字识别（OCR）。"


def read(data: bytes, name: str = "") -> Reading:
    """Read a document of any supported format; ``name`` only appears in messages.

    Raises a kind of UnreadableDocument. A document without text is EmptyDocument, unless a remark of the
    reader says why there is none.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES >> 20
        raise OversizedDocument(f"文件超过 {limit} MiB 的上限（{len(data) >> 20} MiB）。请拆分后分别处理。")
    reading = _read_as(sniff(data, name), data)
    if not reading.remarks and not _has_text(reading):
        raise EmptyDocument(_NO_TEXT)
    return reading


def _read_as(source: Source, data: bytes) -> Reading:
    match source:
        case Source.TEXT:
            from extractor.pages.plain import read_plain  # noqa: PLC0415

            return read_plain(data)
        case Source.HTML:
            from extractor.pages.webpage import read_html  # noqa: PLC0415

            return read_html(data)
        case Source.PDF:
            from extractor.pages.pdf import read_pdf  # noqa: PLC0415

            return read_pdf(data)
        case Source.IMAGE:
            from extractor.pages.pictures import read_image  # noqa: PLC0415

            return read_image(data)
        case Source.DOCX:
            from extractor.pages.word import read_docx  # noqa: PLC0415

            return read_docx(data)
        case Source.DOC:
            from extractor.pages.legacy_word import read_doc  # noqa: PLC0415

            return read_doc(data)


def _has_text(reading: Reading) -> bool:
    return any(
        line.kind is not LineKind.FURNITURE and line.text.strip()
        for page in reading.pages
        for line in page.lines
    )
