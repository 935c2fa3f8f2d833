"""Hostile files through the isolated reader: each is refused, or read, in bounded time and memory."""

import io
import resource
import time
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.document import LineKind, Reading
from extractor.errors import TiaokuanError, UnreadableDocument
from extractor.pages import read
from extractor.pages.isolation import GIB, Worker

SECONDS = 60.0
MEMORY = 2 * GIB


def read_and_weigh(data: bytes, name: str) -> tuple[str, int, int]:
    """What came of it (``ok`` or the error's code), how many lines, and the child's peak memory in bytes."""
    try:
        reading = read(data, name)
    except TiaokuanError as error:
        return error.code, 0, _peak()
    return "ok", sum(len(page.lines) for page in reading.pages), _peak()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(seconds=SECONDS, memory=MEMORY) as one:
        yield one


def outcome(data: bytes) -> str:
    """The error's code, or ``ok``; never more than the limits, whatever happens."""
    began = time.monotonic()
    with Worker(seconds=SECONDS, memory=MEMORY) as fresh:
        try:
            code, _, peak = fresh.run(read_and_weigh, data, "hostile")
        except UnreadableDocument as error:
            code, peak = error.code, 0
    assert time.monotonic() - began < SECONDS + 10
    assert peak < MEMORY
    return code


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first of them the catalogue, with its cross-reference table."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))
    return out.getvalue()


def stream(content: bytes) -> bytes:
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content) + content + b"\nendstream"


def pdf_pages(count: int, content: bytes) -> bytes:
    """``count`` pages that share one content stream."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
    page += b" /Resources << /Font << /F1 4 0 R >> >> >>"
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
            stream(content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *[page] * count,
        ]
    )


def deflated(pattern: bytes, size: int) -> bytes:
    """``size`` bytes of ``pattern`` again and again, packed without holding them."""
    packer = zlib.compressobj(9)
    block = pattern * ((1 << 20) // len(pattern))
    parts = [packer.compress(block) for _ in range(size // len(block))]
    return b"".join(parts) + packer.flush()


def docx_of(document: bytes, **others: bytes) -> bytes:
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        b' Target="word/document.xml"/></Relationships>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", links)
        archive.writestr("word/document.xml", document)
        for name, content in others.items():
            archive.writestr(f"word/{name}", content)
    return buffer.getvalue()


def document_xml(body: bytes, before: bytes = b"") -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return before + b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, body)


def test_a_pdf_bomb_is_stopped() -> None:
    bomb = pdf_pages(1, deflated(b"BT /F1 9 Tf 10 10 Td (insured) Tj ET\n", 2 * GIB))
    assert len(bomb) < 16 << 20
    assert outcome(bomb) in {"oversized", "stopped", "broken"}


def test_a_pdf_of_ten_thousand_pages_is_bounded() -> None:
    book = pdf_pages(10_000, zlib.compress(b"BT /F1 12 Tf 72 700 Td (The insurer pays.) Tj ET"))
    assert outcome(book) in {"ok", "oversized", "stopped"}


def test_a_page_of_a_kilometre_is_bounded() -> None:
    page = pdf_pages(1, zlib.compress(b"BT /F1 12 Tf 72 700 Td (The insurer pays.) Tj ET"))
    assert outcome(page.replace(b"[0 0 595 842]", b"[0 0 3e6 3e6]")) in {
        "ok",
        "oversized",
        "stopped",
        "broken",
    }


def test_a_pdf_cut_in_half_is_refused() -> None:
    whole = pdf_pages(3, zlib.compress(b"BT /F1 12 Tf 72 700 Td (The insurer pays.) Tj ET"))
    assert outcome(whole[: len(whole) // 2]) in {"broken", "empty", "ok"}


def test_a_zip_bomb_is_refused() -> None:
    bomb = docx_of(document_xml(b"<w:p/>" + b" " * (400 << 20)))
    assert len(bomb) < 1 << 20
    assert outcome(bomb) in {"oversized", "broken"}


def test_an_entity_bomb_is_refused() -> None:
    entities = b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10 if level else b"x" * 100)
        for level in range(10)
    )
    bomb = document_xml(b"<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", b"<!DOCTYPE d [" + entities + b"]>")
    assert outcome(docx_of(bomb)) in {"broken", "oversized", "unsupported"}


def test_an_external_entity_is_refused() -> None:
    body = document_xml(
        b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    )
    assert outcome(docx_of(body)) in {"broken", "unsupported"}


def test_a_docx_of_a_million_paragraphs_is_bounded() -> None:
    crowd = docx_of(document_xml(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_500_000))
    assert outcome(crowd) in {"oversized", "stopped"}


def test_a_page_nested_a_hundred_thousand_deep_is_refused() -> None:
    assert outcome(b"<html><body>" + b"<div>" * 100_000 + "保险责任".encode()) == "oversized"


@pytest.mark.parametrize(
    "text",
    [
        "目录\n" * 50_000,
        "阅读指引\n您的权益\n" * 25_000,
        "保险责任......3\n" * 50_000,
        "[" * 500_000,
        "**a" * 200_000,
        "a\tb\tc\n\n" * 50_000,
        "<table>" * 20_000,
        "．" * 500_000 + "x",
        "目录\n" + "".join(f"{number}.1 甲{number}\n" for number in range(20_000)),
        "<!---->" * 200_000 + "x",
    ],
    ids=[
        "contents",
        "guides",
        "leaders",
        "links",
        "bold",
        "tabs",
        "tables",
        "dots",
        "long-contents",
        "comments",
    ],
)
def test_text_made_to_be_slow_is_read_in_time(text: str) -> None:
    assert outcome(text.encode()) in {"ok", "empty", "unsupported", "oversized"}


STARTS = [
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<!DOCTYPE html><table>", b"\xff\xfe",
    b"\xef\xbb\xbf# ", "第一条 本合同".encode("gb18030"), b"<p>&#x1F600;<ol start='-1'><li value='9999999'>",
]  # fmt: skip
STARTS += [b"%PDF-1.7\n"]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
def test_any_bytes_give_a_reading_or_a_deliberate_error(worker: Worker, start: bytes, rest: bytes) -> None:
    # The isolated reader turns what is not deliberate into ReadingStopped: that must not happen here.
    assert worker.run(read_and_weigh, start + rest, "bytes")[0] != "stopped"


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(
        st.sampled_from("第一条目录阅读指引12.．、（）…|│┌─\t\n #*`-<>$\\[]!tabletrd/\u3000\ufeff"),
        max_size=200,
    )
)
def test_any_text_gives_a_reading_or_a_deliberate_error(text: str) -> None:
    try:
        reading = read(text.encode())
    except TiaokuanError:
        return
    assert isinstance(reading, Reading)
    for line in reading.pages[0].lines:
        assert line.text and "\n" not in line.text
        assert line.kind is LineKind.ROW or line.text == line.text.strip()
