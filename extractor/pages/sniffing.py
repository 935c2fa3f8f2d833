"""What the bytes are (格式识别): by content, never by the file's name."""

import io
import re
import zipfile

from extractor.document import Source
from extractor.errors import (
    BrokenDocument,
    EmptyDocument,
    EncryptedDocument,
    OversizedDocument,
    TiaokuanError,
    UnsupportedFormat,
)
from extractor.pages.decoding import is_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_OTHER_IMAGES = (b"GIF87a", b"GIF89a", b"\0\0\1\0", b"8BPS")
_ARCHIVES = (
    b"Rar!\x1a",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
)
_MEDIA = (b"ID3\2", b"ID3\3", b"ID3\4", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"RIFF")

# Tags that open a page or a fragment of one. A text that begins with a table alone is left to the text
# reader: page recognisers write tables so inside Markdown.
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}+-->\s*)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|p|span|article|section|main|h[1-6]|center"
    r"|font|ul|ol)\b[^<]*>|.{0,4000}?<(?:!doctype\s+html|html)\b[^<>]{0,300}>",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(r"progid=\"Word\.Document\"|<w:wordDocument\b|<pkg:package\b")
_WORD_MAIN = re.compile(
    rb"application/vnd\.[\w.\-]*word[\w.\-]*\.(?:main|template\.main)\+xml", re.IGNORECASE
)
_HEAD = 4096
_PDF_HEAD = 1024  # ISO 32000 readers look for the header this far
_MOST_ENTRIES = 10_000
_LARGEST_TYPES = 1 << 20

_CONVERT = "请另存为 JPEG、PNG 或 TIFF（苹果手机可在设置中改用“兼容性最佳”格式）后再试。"
_RESAVE = "请用 Word 或 WPS 打开并另存为 .docx，或导出为 PDF 后重试。"


def sniff(data: bytes, name: str = "") -> Source:
    """The format of ``data``; ``name`` only appears in messages.

    Raises EmptyDocument for no bytes, EncryptedDocument for a protected Office file, BrokenDocument for a
    damaged container and UnsupportedFormat, saying what it is, for everything that is not read.
    """
    called = f"“{name}”" if name else "该文件"
    if not data.strip(b" \t\r\n\f\0\xef\xbb\xbf\xfe\xff"):
        raise EmptyDocument(f"{called}是空文件。请确认文件已完整下载后重试。")
    if b"%PDF-" in data[:_PDF_HEAD]:
        return Source.PDF
    if data.startswith(_ZIP):
        return _zipped(data, called)
    if data.startswith(_OLE):
        return _compound(data, called)
    if _is_picture(data):
        return Source.IMAGE
    refused = _refused(data, called)
    if refused is not None:
        raise refused
    return _written(data, called)


def _written(data: bytes, called: str) -> Source:
    """Something made of characters."""
    head = _head(data)
    if head.lstrip().startswith("{\\rtf"):
        raise UnsupportedFormat(f"{called}是 RTF 文档，暂不支持。{_RESAVE}")
    if _WORD_XML.search(head):
        raise UnsupportedFormat(f"{called}是 Word 2003 XML 文档，暂不支持。{_RESAVE}")
    if re.match(r"(?:.*\n){0,20}?MIME-Version:", head, re.IGNORECASE) and "multipart/related" in head:
        raise UnsupportedFormat(f"{called}是单个文件网页（MHTML），暂不支持。{_RESAVE}")
    if _HTML.match(head):
        return Source.HTML
    if head.lstrip().startswith("<?xml"):
        raise UnsupportedFormat(f"{called}是 XML 数据，不是条款文档。请提供 PDF、Word、网页或纯文本。")
    if not is_text(data[: 16 * _HEAD]):
        raise UnsupportedFormat(
            f"{called}不是可识别的文档格式。请提供 PDF、Word（.docx/.doc）、网页或纯文本。"
        )
    return Source.TEXT


def _head(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"
    return data[: _HEAD * 2].decode(encoding, "replace").lstrip("\ufeff\u00ef\u00bb\u00bf")


def _is_picture(data: bytes) -> bool:
    """True for the pictures that are recognised: PNG, JPEG, TIFF, WebP, BMP."""
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    bitmap = data[:2] == b"BM" and data[6:10] == bytes(4)
    return webp or bitmap or data.startswith(_IMAGES)


def _refused(data: bytes, called: str) -> TiaokuanError | None:
    kind = data[4:12]
    if data.startswith(_OTHER_IMAGES) or kind in {b"ftypheic", b"ftypheix", b"ftypavif", b"ftypmif1"}:
        return UnsupportedFormat(f"{called}是不支持的图片格式，{_CONVERT}")
    if data.startswith(_ARCHIVES):
        return UnsupportedFormat(f"{called}是压缩包。请先解压，再逐个提供其中的文件。")
    if data.startswith(_MEDIA) or kind.startswith(b"ftyp"):
        return UnsupportedFormat(f"{called}是音频或视频。请提供 PDF、Word、网页或纯文本。")
    return None


def _zipped(data: bytes, called: str) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _content_types(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, RuntimeError) as error:
        raise BrokenDocument(f"{called}的压缩结构已损坏或不完整。请重新下载或重新保存后再试。") from error
    if len(names) > _MOST_ENTRIES:
        raise OversizedDocument(f"{called}内含的部件超过 {_MOST_ENTRIES} 个，疑似异常文件，未予读取。")
    if "word/document.xml" in names or _WORD_MAIN.search(types):
        return Source.DOCX
    raise UnsupportedFormat(called + _inside(names))


def _content_types(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    if "[Content_Types].xml" not in names:
        return b""
    with archive.open("[Content_Types].xml") as part:
        try:
            return part.read(_LARGEST_TYPES)
        except zipfile.zlib.error as error:  # type: ignore[attr-defined]
            raise zipfile.BadZipFile(str(error)) from error


def _inside(names: set[str]) -> str:
    """What a zip container holds, and what to do."""
    tops = {name.split("/", 1)[0] for name in names}
    if "xl" in tops:
        return "是 Excel 表格，不是条款文档。请将条款另存为 PDF 或 .docx。"
    if "ppt" in tops:
        return "是 PowerPoint 演示文稿。请将其导出为 PDF 后重试。"
    if "OFD.xml" in names:
        return "是 OFD 版式文件，暂不支持。请用阅读器另存为 PDF 后重试。"
    if {"mimetype", "content.xml"} <= names:
        return f"是 OpenDocument 文档，暂不支持。{_RESAVE}"
    return "是压缩包。请先解压，再逐个提供其中的文件。"


def _compound(data: bytes, called: str) -> Source:
    """An OLE compound file (复合文档): the names of its streams tell what it is."""
    if _stream("EncryptedPackage") in data:
        raise EncryptedDocument(f"{called}已加密。请用密码打开后，另存为不加密的文件再试。")
    if _stream("WordDocument") in data:
        return Source.DOC
    if _stream("Workbook") in data or _stream("Book") in data:
        raise UnsupportedFormat(f"{called}是 Excel 表格，不是条款文档。请将条款另存为 PDF 或 .docx。")
    if _stream("PowerPoint Document") in data:
        raise UnsupportedFormat(f"{called}是 PowerPoint 演示文稿。请将其导出为 PDF 后重试。")
    raise UnsupportedFormat(f"{called}不是可识别的 Office 文档。{_RESAVE}")


def _stream(name: str) -> bytes:
    return (name + "\0").encode("utf-16-le")
