"""PDF files: what they say becomes lines with boxes; what cannot be read is named."""

import re
import unicodedata
from collections import Counter
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from pdf_fixtures import FONT, HEIGHT, LEFT, PITCH, WIDTH, Print, edited, paragraphs, text_lines
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from extractor.document import LineKind, Reading, Source
from extractor.errors import BrokenDocument, EmptyDocument, EncryptedDocument, OversizedDocument
from extractor.pages.pdf import read_pdf

POOL = Path(__file__).parents[3] / "shared" / "pool"
CLAUSE = "第一条 本合同由保险单、投保单、批单和双方书面认可的其他文件组成，与本合同有关的约定都应当以书面形式作出。"


def one_page(*contents: str) -> bytes:
    with Print() as made:
        down = 100.0
        for content in contents:
            down = made.paragraph(down, content)
    return made.data


def pixel() -> ImageReader:
    return ImageReader(BytesIO(b"P6 2 2 255\n" + b"\x20" * 12))


# --- lines and boxes --------------------------------------------------------------------------------------


def test_lines_have_text_boxes_and_edges() -> None:
    reading = read_pdf(one_page(CLAUSE))
    assert reading.source is Source.PDF
    page = reading.pages[0]
    assert (page.number, page.width, page.height) == (1, WIDTH, HEIGHT)
    assert "".join(line.text for line in page.lines) == CLAUSE
    first, second = page.lines
    assert first.box is not None and second.box is not None
    assert first.box.left == pytest.approx(LEFT + 21, abs=0.5)
    assert first.box.top < 100 < first.box.bottom
    assert second.box.top - first.box.top == pytest.approx(PITCH, abs=0.1)
    assert first.size == 10.5 and not first.bold
    for line in page.lines:
        assert len(line.edges) == 2 * len(line.text)
        assert list(line.edges[::2]) == sorted(line.edges[::2])


def test_edges_are_those_of_the_characters() -> None:
    data = one_page(CLAUSE)
    line = read_pdf(data).pages[0].lines[0]
    with pdfplumber.open(BytesIO(data)) as pdf:
        chars = [char for char in pdf.pages[0].chars if char["text"] != " " and char["top"] < 105]
    places = [at for at, char in enumerate(line.text) if char != " "]
    assert [line.text[at] for at in places] == [char["text"] for char in chars]
    assert [line.edges[2 * at] for at in places] == pytest.approx([char["x0"] for char in chars], abs=0.3)
    assert [line.edges[2 * at + 1] for at in places] == pytest.approx([char["x1"] for char in chars], abs=0.3)


def test_bold_print_is_told() -> None:
    with Print() as made:
        made.line(LEFT, 100, "被保险人故意自伤的，保险人不给付。", bold=True)
        made.line(LEFT, 120, "被保险人应当及时通知保险人。")
    assert [line.bold for line in read_pdf(made.data).pages[0].lines] == [True, False]


def test_print_over_itself_is_read_once() -> None:
    with Print() as made:
        for shift in (0.0, 0.3, 0.6):
            made.line(LEFT + shift, 100, "责任免除一一列明")
    assert [line.text for line in read_pdf(made.data).pages[0].lines] == ["责任免除一一列明"]


def test_gaps_of_a_word_are_spaces_and_typographic_gaps_are_not() -> None:
    with Print() as made:
        made.line(LEFT, 100, "现金价值")
        made.line(LEFT + 47, 100, "指退还的部分")  # half an em further than the characters need
        made.line(LEFT, 120, "自签收之日起满")
        made.line(LEFT + 7 * 10.5 + 2.6, 120, "30")  # a quarter of an em
        made.line(LEFT + 8 * 10.5 + 5.2, 120, "日后")
    assert [line.text for line in read_pdf(made.data).pages[0].lines] == [
        "现金价值 指退还的部分",
        "自签收之日起满30日后",
    ]


def test_raised_digits_stay_raised() -> None:
    with Print() as made:
        made.line(LEFT, 100, "经医院")
        made.line(LEFT + 31.5, 96, "12", 6)
        made.line(LEFT + 40, 100, "确诊后给付3次")
    assert [line.text for line in read_pdf(made.data).pages[0].lines] == ["经医院¹²确诊后给付3次"]


def test_a_cropped_page_counts_from_its_crop_box() -> None:
    whole = read_pdf(one_page(CLAUSE)).pages[0].lines[0]
    page = read_pdf(edited(one_page(CLAUSE), CropBox=[40, 50, 575, 822])).pages[0]
    assert (page.width, page.height) == (535, 772)
    assert whole.box is not None and page.lines[0].box is not None
    assert page.lines[0].text == whole.text
    assert page.lines[0].box.left == pytest.approx(whole.box.left - 40)
    assert page.lines[0].box.top == pytest.approx(whole.box.top - 20)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_whose_text_is_turned_is_read_upright(turn: int) -> None:
    with Print() as made:
        made.canvas.translate(WIDTH / 2, HEIGHT / 2)
        made.canvas.rotate(turn)
        made.canvas.translate(-200, 0)
        made.height = 0
        for at, content in enumerate(("（一）身故保险金；", "（二）残疾保险金。")):
            made.line(0, at * PITCH, content)
    shown = read_pdf(edited(made.data, Rotate=turn)).pages[0]  # the page is turned to be upright
    lying = read_pdf(made.data).pages[0]  # the page lies on its side
    for page in (shown, lying):
        assert [line.text for line in page.lines] == ["（一）身故保险金；", "（二）残疾保险金。"]
    assert (shown.width > shown.height) == (turn in (90, 270))
    first, second = (line.box for line in shown.lines)
    assert first is not None and second is not None and first.top < second.top and first.left == second.left
    with pdfplumber.open(BytesIO(made.data)) as pdf:
        chars = [char for char in pdf.pages[0].chars if char["text"] == "身"]
    box = lying.lines[0].box
    assert box is not None
    middle = (chars[0]["x0"] + chars[0]["x1"]) / 2, (chars[0]["top"] + chars[0]["bottom"]) / 2
    assert box.left < middle[0] < box.right and box.top < middle[1] < box.bottom


def test_text_off_the_page_is_not_read() -> None:
    with Print() as made:
        made.line(LEFT, 100, "保险期间为一年。")
        made.line(LEFT, -300, "印刷标记")
        made.line(LEFT + 2000, 100, "印刷标记")
    assert [line.text for line in read_pdf(made.data).pages[0].lines] == ["保险期间为一年。"]


# --- what cannot be read ----------------------------------------------------------------------------------


def test_a_scanned_page_is_remarked_on() -> None:
    with Print() as made:
        made.paragraph(100, CLAUSE)
        made.page()
        made.canvas.drawImage(pixel(), 0, 0, WIDTH, HEIGHT)
    reading = read_pdf(made.data)
    assert [(remark.code, remark.page) for remark in reading.remarks] == [("no-text-layer", 2)]
    assert reading.remarks[0].message == "第2页没有文字层，图像中也没有识别出文字"
    assert reading.pages[1].lines == ()


def test_a_scan_without_words_is_refused() -> None:
    with Print() as made:
        made.canvas.drawImage(pixel(), 0, 0, WIDTH, HEIGHT)
    with pytest.raises(EmptyDocument, match="没有文字层，图像中也没有识别出文字"):
        read_pdf(made.data)


def garbled(data: bytes) -> bytes:
    """The file with a font that names its glyphs from the private use area."""
    out = BytesIO()
    ranges = b"1 beginbfrange <00> <ff> <e100> endbfrange"
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    )
    with pikepdf.open(BytesIO(data)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(table + ranges + b" endcmap end")
        pdf.save(out)
    return out.getvalue()


def latin(*pages: str) -> bytes:
    with Print() as made:
        for at, content in enumerate(pages):
            made.canvas.setFont("Helvetica" if at == 0 else FONT, 12)
            made.canvas.drawString(LEFT, 700, content)
            made.page()
    return made.data


def test_a_page_whose_text_layer_has_no_meaning_is_recognised() -> None:
    reading = read_pdf(garbled(latin("The insurer pays.", "保险人给付")))
    assert [(remark.code, remark.page) for remark in reading.remarks] == [("recognised", 1)]
    assert "乱码" in reading.remarks[0].message
    assert reading.pages[0].lines[0].text.replace(" ", "") == "Theinsurerpays."


def encrypted(user: str) -> bytes:
    with Print(encrypt=StandardEncryption(user, ownerPassword="owner", canPrint=0)) as made:
        made.paragraph(100, CLAUSE)
    return made.data


def test_a_password_is_asked_for_and_an_owner_password_is_not() -> None:
    with pytest.raises(EncryptedDocument, match="密码"):
        read_pdf(encrypted("secret"))
    assert "".join(line.text for line in read_pdf(encrypted("")).pages[0].lines) == CLAUSE


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_a_file_cut_off_is_refused(share: float) -> None:
    # What is left may open all the same, with pages or the fonts' tables missing.
    with Print() as made:
        for _ in range(30):
            made.paragraph(100, CLAUSE * 3)
            made.page()
    with pytest.raises(BrokenDocument, match="不完整"):
        read_pdf(made.data[: int(len(made.data) * share)])


def test_bytes_after_the_end_do_no_harm() -> None:
    reading = read_pdf(one_page(CLAUSE) + b"\n<!-- sent by a web server -->" * 200)
    assert "".join(line.text for line in reading.pages[0].lines) == CLAUSE


def test_a_damaged_file_is_repaired_with_a_remark() -> None:
    damaged = one_page(CLAUSE).replace(b"trailer\n", b"tralier\n")
    reading = read_pdf(damaged)
    assert "".join(line.text for line in reading.pages[0].lines) == CLAUSE
    assert [remark.code for remark in reading.remarks] == ["repaired"]


def test_an_unknown_way_of_encryption_is_said() -> None:
    locked = one_page(CLAUSE).replace(b"/Info", b"/Encrypt << /Filter /Vendor /V 4 >> /Info")
    with pytest.raises(EncryptedDocument, match="不支持"):
        read_pdf(locked)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 4000 + b"\n%%EOF", b""])
def test_bytes_that_hold_no_pages_are_broken(data: bytes) -> None:
    with pytest.raises(BrokenDocument):
        read_pdf(data)


def test_no_pages_at_all_is_said() -> None:
    out = BytesIO()
    pikepdf.new().save(out)
    with pytest.raises(EmptyDocument, match="没有页面"):
        read_pdf(out.getvalue())


def test_too_many_pages_are_refused_with_the_limit() -> None:
    with Print() as made:
        for _ in range(4):
            made.paragraph(100, CLAUSE)
            made.page()
    assert len(read_pdf(made.data, max_pages=4).pages) == 4
    with pytest.raises(OversizedDocument, match=r"4 页.*3 页"):
        read_pdf(made.data, max_pages=3)


@pytest.mark.parametrize(
    ("box", "error"), [([0, 0, 30_000, 842], OversizedDocument), ([0, 0, 2, 2], EmptyDocument)]
)
def test_pages_of_impossible_size_are_refused(box: list[int], error: type[Exception]) -> None:
    with pytest.raises(error):
        read_pdf(edited(one_page(CLAUSE), MediaBox=box))


# --- real files -------------------------------------------------------------------------------------------


def characters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def read_text(reading: Reading) -> str:
    return "\n".join(line.text for page in reading.pages for line in page.lines)


@pytest.mark.skipif(not POOL.exists(), reason="the pool of real documents is not here")
@pytest.mark.parametrize("name", ["001", "RUIXANKANG", "RUIXIANGJS", "WENJIABAO"])
def test_nothing_of_a_real_file_is_lost(name: str) -> None:
    reading = read_pdf((POOL / "pdf" / f"ia-{name}.pdf").read_bytes())
    dump = next((POOL / "clauses").glob(f"*-pdftext-ia-{name}.txt")).read_text("utf-8")
    assert characters(read_text(reading)) == characters(dump)
    rows = [line for line in text_lines(reading) if line.kind is LineKind.ROW]
    assert all(line.table is not None and "\t" in line.text for line in rows)
    assert len(paragraphs(text_lines(reading))) < 0.8 * len(text_lines(reading))


# --- our own documents ------------------------------------------------------------------------------------

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"


def squeezed(contents: list[str]) -> list[str]:
    return [re.sub(r"\s", "", content) for content in contents]


@pytest.mark.parametrize("name", ["accident-group", "liability-public"])
def test_a_printed_document_has_the_paragraphs_and_rows_of_its_text(name: str) -> None:
    printed = [
        line.strip() for line in (DOCUMENTS / f"{name}.txt").read_text("utf-8").splitlines() if line.strip()
    ]
    lines = text_lines(read_pdf((DOCUMENTS / f"{name}.pdf").read_bytes()))
    assert squeezed(paragraphs(lines)) == squeezed(printed)
    assert [line.text for line in lines if line.kind is LineKind.ROW] == [
        line for line in printed if "\t" in line
    ]


def test_headings_in_the_margin_of_a_whole_policy() -> None:
    lines = text_lines(read_pdf((DOCUMENTS / "life-decimal.columns.pdf").read_bytes()))
    body = (DOCUMENTS / "life-decimal.txt").read_text("utf-8").splitlines()
    body = body[len(body) - body[::-1].index(body[0]) - 1 :]  # the title stands again after the contents
    expected = [line.removeprefix("# ").strip() for line in body if line.strip()]
    assert squeezed(paragraphs(lines))[1:] == squeezed(expected)
