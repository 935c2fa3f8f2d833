"""What a file is, told by its bytes."""

import io
import zipfile

import pytest

from extractor.document import Source
from extractor.errors import (
    BrokenDocument,
    EmptyDocument,
    EncryptedDocument,
    OversizedDocument,
    TiaokuanError,
    UnsupportedFormat,
)
from extractor.pages import MAX_BYTES, read
from extractor.pages.sniffing import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def stream(name: str) -> bytes:
    return OLE + (name + "\0").encode("utf-16-le")


MOVED_MAIN = (
    '<Override PartName="/w/doc.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
)


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (b"%PDF-1.7\n", Source.PDF),
        (b"\r\n junk before " + b"%PDF-1.4", Source.PDF),
        (zipped({"word/document.xml": "<w/>"}), Source.DOCX),
        (zipped({"[Content_Types].xml": MOVED_MAIN, "w/doc.xml": "<w/>"}), Source.DOCX),
        (stream("WordDocument"), Source.DOC),
        (b"<!DOCTYPE html><p>x", Source.HTML),
        ("\ufeff<!-- saved --><!-- from --><html><body>条款".encode(), Source.HTML),
        ("<html><body>条款".encode("utf-16"), Source.HTML),
        ("<p>第一条 本合同</p>".encode("gb18030"), Source.HTML),
        ("第一条 本合同".encode("gb18030"), Source.TEXT),
        ("# 费率表\n\n<table><tr><td>1</td></tr></table>".encode(), Source.TEXT),
        ("<table><tr><td>1.1</td></tr></table>\n# 保险责任".encode(), Source.TEXT),
        ("BMW 车辆保险合同".encode(), Source.TEXT),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Source.IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(50), Source.IMAGE),
        (b"II*\0" + bytes(50), Source.IMAGE),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(50), Source.IMAGE),
        (b"BM" + bytes(50), Source.IMAGE),
    ],
)
def test_the_content_decides(data: bytes, source: Source) -> None:
    assert sniff(data, "misleading.png") is source


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyDocument, "空文件"),
        (b"\xef\xbb\xbf \r\n", EmptyDocument, "空文件"),
        (b"GIF89a" + bytes(50), UnsupportedFormat, "不支持的图片格式.*JPEG"),
        (b"\0\0\0\x18ftypheic" + bytes(50), UnsupportedFormat, "图片.*兼容性最佳"),
        (zipped({"xl/workbook.xml": ""}), UnsupportedFormat, "Excel"),
        (zipped({"ppt/presentation.xml": ""}), UnsupportedFormat, "PowerPoint"),
        (zipped({"OFD.xml": ""}), UnsupportedFormat, "OFD.*PDF"),
        (zipped({"a.txt": ""}), UnsupportedFormat, "压缩包.*解压"),
        (b"Rar!\x1a\x07\x00", UnsupportedFormat, "压缩包"),
        (b"{\\rtf1\\ansi", UnsupportedFormat, "RTF.*docx"),
        (stream("EncryptedPackage"), EncryptedDocument, "密码"),
        (stream("Workbook"), UnsupportedFormat, "Excel"),
        (b'<?xml version="1.0"?><data/>', UnsupportedFormat, "XML"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", UnsupportedFormat, "MHTML"),
        (zipped({"word/document.xml": "<w/>"})[:-30], BrokenDocument, "损坏"),
        (bytes(range(1, 256)) * 40, UnsupportedFormat, "不是可识别"),
    ],
)
def test_what_is_not_read_is_named_with_a_way_out(data: bytes, error: type[TiaokuanError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        sniff(data, "条款.pdf")
    assert "条款.pdf" in str(caught.value)


def test_an_archive_of_very_many_parts_is_refused() -> None:
    with pytest.raises(OversizedDocument):
        sniff(zipped({f"word/{number}.xml": "" for number in range(10_001)}))


def test_read_dispatches_by_content() -> None:
    assert read("第一条 本合同".encode(), "a.pdf").source is Source.TEXT
    assert read("<html><body><p>第一条 本合同".encode(), "a.txt").source is Source.HTML


def test_read_refuses_what_is_too_large_or_says_nothing() -> None:
    with pytest.raises(OversizedDocument, match="100 MiB"):
        read(bytes(MAX_BYTES + 1))
    with pytest.raises(EmptyDocument, match="正文"):
        read(b"<html><body><script>1</script></body></html>")
