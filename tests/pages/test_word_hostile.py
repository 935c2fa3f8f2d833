"""Word files that are damaged, locked, or built to exhaust the reader: refused by name, and cheaply."""

import random
import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from word_fixtures import (
    abstract,
    cell,
    docx,
    level,
    listing,
    paragraph,
    part,
    parts_of,
    relationships,
    row,
    run,
    table,
    zipped,
)

from extractor.errors import (
    BrokenDocument,
    EmptyDocument,
    EncryptedDocument,
    OversizedDocument,
    UnreadableDocument,
    UnsupportedFormat,
)
from extractor.pages.package import open_package
from extractor.pages.word import read_docx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_document(document: str | bytes) -> bytes:
    return zipped(parts_of("") | {"word/document.xml": document})


def test_a_million_paragraphs_are_refused_in_little_memory() -> None:
    body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_500_000
    data = with_document(part("document", f"<w:body>{body}</w:body>"))
    assert len(data) < 300_000
    del body
    tracemalloc.start()
    try:
        with pytest.raises(OversizedDocument, match="段落数"):
            read_docx(data)
        assert tracemalloc.get_traced_memory()[1] < 40 * 2**20
    finally:
        tracemalloc.stop()


def test_paragraphs_are_counted_under_any_prefix_and_encoding() -> None:
    uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<document xmlns="{uri}"><body>{"<p/>" * 200_001}</body></document>'
    for document in (text, ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")):
        with pytest.raises(OversizedDocument, match="段落数"):
            read_docx(with_document(document))


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(OversizedDocument, match="标记数"):
        read_docx(
            with_document(
                part("document", "<w:body>" + "".join(f"<w:r/>{at}" for at in range(2_000_001)) + "</w:body>")
            )
        )


def test_a_bomb_is_refused_by_its_declared_size_and_left_alone_where_it_is_not_read() -> None:
    parts = parts_of(paragraph("正文"))
    with pytest.raises(OversizedDocument, match="64 MiB"):
        read_docx(zipped(parts | {"word/media/image1.png": bytes(65 * 2**20)}))
    small = zipped(parts | {"word/media/image1.png": bytes(60 * 2**20)})
    tracemalloc.start()
    try:
        assert read_docx(small).pages[0].lines[0].text == "正文"
        assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    finally:
        tracemalloc.stop()
    with pytest.raises(OversizedDocument, match="256 MiB"):
        read_docx(zipped(parts | {f"word/media/{at}.png": bytes(60 * 2**20) for at in range(5)}))


def test_a_part_that_unpacks_beyond_its_ratio_is_refused() -> None:
    with pytest.raises(OversizedDocument, match="压缩比"):
        read_docx(with_document(part("document", " " * (40 * 2**20) + "<w:body/>")))


def test_a_directory_that_lies_about_a_size_is_refused() -> None:
    data = bytearray(docx(paragraph("保险" * 5_000)))
    at = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    with pytest.raises(BrokenDocument):
        read_docx(bytes(data))


def test_too_many_entries_are_refused_before_the_directory_is_read() -> None:
    with pytest.raises(OversizedDocument, match="内部文件数"):
        open_package(zipped({f"x/{at}": "" for at in range(5_001)}))


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused_in_every_part(dtd: str, encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding.upper()}"?>'
    inner = part("document", f"<w:body>{paragraph('正文')}</w:body>").partition("?>")[2]
    with pytest.raises(BrokenDocument, match="DTD"):
        read_docx(with_document((head + dtd + inner).encode(encoding)))
    parts = parts_of(paragraph("正文"), styles="")
    parts["word/styles.xml"] = (head + dtd + part("styles", "").partition("?>")[2]).encode(encoding)
    with pytest.raises(BrokenDocument, match="DTD"):
        read_docx(zipped(parts))


def test_other_encodings_are_refused() -> None:
    document = part("document", f"<w:body>{paragraph('正文')}</w:body>")
    with pytest.raises(BrokenDocument, match="编码"):
        read_docx(with_document(document.replace("UTF-8", "GBK").encode("gbk")))
    with pytest.raises(BrokenDocument, match="编码"):
        read_docx(with_document(document.encode("utf-16-le").replace(b"<", b"+ADw-")))


def test_deep_nesting_is_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000
    with pytest.raises(OversizedDocument, match="嵌套"):
        read_docx(docx(deep))


def test_nesting_below_the_limit_is_read_or_refused() -> None:
    nested = paragraph("底")
    for _ in range(80):
        nested = table(row(cell(nested), "边"))
    try:
        assert "底" in read_docx(docx(nested)).pages[0].lines[0].text
    except OversizedDocument as error:
        assert "嵌套" in str(error)


def test_a_file_cut_off_anywhere_is_refused() -> None:
    data = docx(paragraph("保险标的") * 50, numbering=abstract(0, level(0, "decimal", "%1.")) + listing(1, 0))
    for length in range(8, len(data) - 1, 97):
        with pytest.raises(BrokenDocument):
            read_docx(data[:length])


def test_damaged_bytes_never_escape_as_another_error() -> None:
    data = docx(
        paragraph(run("保险标的"), number=(1, 0)) + table(row("甲", "乙")),
        numbering=abstract(0, level(0, "decimal", "%1.")) + listing(1, 0),
    )
    refused = 0
    for seed in range(300):
        damaged = bytearray(data)
        rng = random.Random(seed)
        for _ in range(rng.randint(1, 8)):
            damaged[rng.randrange(4, len(damaged))] = rng.randrange(256)
        try:
            read_docx(bytes(damaged))
        except UnreadableDocument:
            refused += 1
    assert refused > 100


def test_damaged_markup_never_escapes_as_another_error() -> None:
    parts = parts_of(
        paragraph(run("保险标的"), number=(1, 0)) + table(row("甲", "乙")),
        numbering=abstract(0, level(0, "decimal", "%1.")) + listing(1, 0),
        styles='<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:name w:val="Normal"/></w:style>',
    )
    read = 0
    for seed in range(400):
        rng = random.Random(seed)
        name = rng.choice(sorted(parts))
        damaged = bytearray(str(parts[name]).encode())
        for _ in range(rng.randint(1, 3)):
            damaged[rng.randrange(len(damaged))] = rng.choice(b'09 -%"w<>/A')
        try:
            read_docx(zipped(parts | {name: bytes(damaged)}))
            read += 1
        except UnreadableDocument:
            pass
    assert read > 30


def test_locked_files_are_named_as_such() -> None:
    container = _OLE + bytes(1_000) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    with pytest.raises(EncryptedDocument, match="密码"):
        read_docx(container)
    data = bytearray(docx(paragraph("正文")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedDocument, match="密码"):
        read_docx(bytes(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        _OLE + bytes(2_000),
        zipped({"a.txt": "x"}),
        zipped({
            "_rels/.rels": relationships({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": "<workbook/>",
        }),
    ],
)  # fmt: skip
def test_other_formats_are_named_as_such(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        read_docx(data)


def test_files_without_text_say_why() -> None:
    with pytest.raises(EmptyDocument, match="没有文字"):
        read_docx(docx(paragraph("") + table(row("", ""))))
    picture = '<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>'
    with pytest.raises(EmptyDocument, match="扫描"):
        read_docx(docx(paragraph(picture)))


def test_links_out_of_the_package_are_never_followed() -> None:
    parts = parts_of(paragraph("正文"))
    link = relationships({"r1": ("styles", "file:///etc/passwd")}).replace("/>", ' TargetMode="External"/>')
    parts["word/_rels/document.xml.rels"] = link
    assert read_docx(zipped(parts)).pages[0].lines[0].text == "正文"
    parts["word/_rels/document.xml.rels"] = relationships({"r1": ("styles", "../../../../etc/passwd")})
    assert read_docx(zipped(parts)).pages[0].lines[0].text == "正文"


def test_circles_and_nonsense_in_styles_and_lists_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:sz w:val="大"/></w:rPr></w:style>'
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(0, extra='<w:numStyleLink w:val="L"/>') + listing(1, 0) + '<w:num w:numId="x"/>'
    body = (
        paragraph("甲", style="A")
        + paragraph("乙", number=(1, 99_999_999_999))
        + paragraph("丙", number=(1, -5))
        + table(row(cell("宽", properties='<w:gridSpan w:val="999999999"/>'), "窄"))
    )
    found = read_docx(docx(body, styles=styles, numbering=numbering)).pages[0].lines
    assert [line.text.rstrip("\t")[:1] for line in found] == ["甲", "乙", "丙", "宽"]
    assert len(found[-1].text) < 200


def test_names_are_compared_without_case_and_backslashes_are_folders() -> None:
    parts = parts_of(paragraph("正文"))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("word/document.xml", "Word\\Document.xml"), content)
    assert read_docx(buffer.getvalue()).pages[0].lines[0].text == "正文"
