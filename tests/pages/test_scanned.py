"""Scans, photographs and pages whose text layer is no use (扫描件): small pages of our own words, worn in known ways."""

import io
from functools import cache

import numpy as np
import pikepdf
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extractor.document import LineKind, Page, Reading, Source
from extractor.errors import BrokenDocument, EmptyDocument, OversizedDocument, PageMissing
from extractor.extraction import extract
from extractor.pages import pictures as pictures_module
from extractor.pages import read, recognising
from extractor.pages.isolation import run_isolated
from extractor.pages.pictures import read_image
from extractor.pages.progress import listening
from extractor.pages.recognition import Picture
from extractor.pages.rendering import render_page
from tests.scans.handing_in import as_image, as_pdf, as_photo, as_tiff, together
from tests.scans.printing import font_file, pictures, print_text
from tests.scans.wear import faxed, noisy, photographed, sealed, skewed, turned

pytestmark = pytest.mark.skipif(font_file("zenhei") is None, reason="fonts-wqy-zenhei is not installed")

DPI = 150
CLAUSES = """海棠财产保险股份有限公司
商铺综合保险条款
第一条 本保险合同由保险条款、投保单和保险单组成。
第二条 保险期间内，被保险人的商铺因火灾、爆炸造成的财产损失，保险人按照本合同的约定负责赔偿，但每次事故的赔偿限额为50000元。
第三条 下列损失，保险人不负责赔偿：
（一）战争、罢工和暴动造成的损失；
（二）自然磨损和锈蚀。
第四条 被保险人应当在知道保险事故后48小时内通知保险人，并在30日内提交索赔单证。
第五条 每次事故免赔额为损失金额的10%，且不低于人民币贰仟元整（¥2000元）。
"""
ARTICLES = [line.replace(" ", "") for line in CLAUSES.splitlines()[2:]]
TABLE = CLAUSES + "年度\t保险费\t折扣\n第一年\t1200元\t5%\n第二年\t1150元\t8%\n第三年\t1100元\t10%\n"


@cache
def page(text: str = CLAUSES) -> Picture:
    return pictures(print_text(text, "zenhei"), DPI)[0]


def paragraphs(reading: Reading) -> list[str]:
    """The paragraphs of the body without spaces."""
    found: list[str] = []
    for line in (
        line for page in reading.pages for line in page.lines if line.kind is not LineKind.FURNITURE
    ):
        text = line.text.replace(" ", "")
        if line.joins and found:
            found[-1] += text
        else:
            found.append(text)
    return found


def codes(reading: Reading) -> list[tuple[str, int]]:
    return [(remark.code, remark.page) for remark in reading.remarks]


# --- the words --------------------------------------------------------------------------------------------


def test_a_sealed_skewed_scan_is_read_to_the_letter() -> None:
    worn = noisy(skewed(sealed(page(), 3), 3), 3)
    reading = read(as_image(worn, "PNG", DPI))
    assert reading.source is Source.IMAGE
    assert paragraphs(reading)[-len(ARTICLES) :] == ARTICLES
    assert codes(reading) == [("recognised", 1), ("seal", 1)]
    assert reading.remarks[1].box is not None


def test_a_fax_is_read() -> None:
    reading = read(as_image(faxed(pictures(print_text(CLAUSES, "zenhei"), 200)[0], 1), "TIFF", 200))
    assert paragraphs(reading)[-len(ARTICLES) :] == ARTICLES


def test_a_photograph_is_made_flat_and_turned_as_its_exif_says() -> None:
    photo = photographed(pictures(print_text(CLAUSES, "zenhei"), 200)[0], 2)
    reading = read(as_photo(np.rot90(photo, 1), 6))
    assert paragraphs(reading)[-len(ARTICLES) :] == ARTICLES
    lines = [line for line in reading.pages[0].lines if "第四条" in line.text]
    assert lines[0].box is not None and reading.pages[0].height > lines[0].box.bottom > lines[0].box.top > 0


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_turned(turns: int) -> None:
    reading = read(as_image(np.ascontiguousarray(np.rot90(page(), turns)), "PNG", DPI))
    assert paragraphs(reading)[-len(ARTICLES) :] == ARTICLES
    shown = reading.pages[0]
    assert (shown.width > shown.height) is (turns % 2 == 1)
    assert all(line.box is not None and line.box.right <= shown.width + 1 for line in shown.lines)


# --- places -----------------------------------------------------------------------------------------------


def inked(picture: Picture, shown: Page, quote: str) -> tuple[float, float]:
    """The share of dark pixels inside the box of the line that holds ``quote``, and all round it."""
    box = next(line.box for line in shown.lines if quote in line.text.replace(" ", ""))
    assert box is not None
    scale = picture.shape[1] / shown.width
    left, top, right, bottom = (round(edge * scale) for edge in (box.left, box.top, box.right, box.bottom))
    dark = picture.min(axis=2) < 110
    around = dark[max(top - 6, 0) : bottom + 6, max(left - 6, 0) : right + 6].sum()
    inside = dark[top - 2 : bottom + 2, left - 3 : right + 3].sum()
    return float(dark[top:bottom, left:right].mean()), float(inside) / float(around)


@pytest.mark.parametrize("angle", [0.0, 1.5, -3.0])
def test_boxes_lie_on_the_words_of_the_page_as_it_is_shown(angle: float) -> None:
    picture = turned(page(), angle)
    shown = read(as_image(picture, "PNG", DPI)).pages[0]
    density, held = inked(picture, shown, "（二）自然磨损和锈蚀。")
    assert density > 0.08
    assert held > 0.9
    assert shown.width == pytest.approx(595, abs=2)


def test_a_ruled_table_is_rows_and_columns() -> None:
    reading = read(as_image(noisy(skewed(page(TABLE), 1), 1), "PNG", DPI))
    rows = [line.text.replace(" ", "") for line in reading.pages[0].lines if line.kind is LineKind.ROW]
    assert rows == ["年度\t保险费\t折扣", "第一年\t1200元\t5%", "第二年\t1150元\t8%", "第三年\t1100元\t10%"]


def test_a_blank_to_be_filled_in_stays() -> None:
    text = CLAUSES + "第六条 保险期间自________年____月起计算，由双方另行约定并写入保险单。\n"
    found = extract(as_image(page(text), "PNG", DPI))
    assert "blank" in {finding.code for finding in found.findings}
    assert "__年" in found.document.text and "__月" in found.document.text


def test_two_columns_are_read_one_after_the_other() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    assert (place := font_file("zenhei")) is not None
    print_text("登记字体", "zenhei")
    assert place and "zenhei" in pdfmetrics.getRegisteredFontNames()
    canvas.setFont("zenhei", 10)
    for column, left in (("左", 60), ("右", 315)):
        for row in range(14):
            canvas.drawString(
                left, 740 - 17 * row, f"{column}栏第{row + 1}行讲的是保险合同约定的事项内容很长"
            )
    canvas.save()
    reading = read(as_image(pictures(stream.getvalue(), DPI)[0], "PNG", DPI))
    sides = [line.text[0] for line in reading.pages[0].lines]
    assert sides == ["左"] * 14 + ["右"] * 14


# --- doubts -----------------------------------------------------------------------------------------------


def test_a_figure_that_is_not_surely_read_is_a_finding_and_its_record_says_so() -> None:
    hurt = page().copy()
    whole = read(as_image(hurt, "PNG", DPI)).pages[0]
    line = next(line for line in whole.lines if "50000" in line.text)
    assert line.box is not None
    at = line.text.index("50000")
    scale = hurt.shape[1] / whole.width
    left, right = (round(line.edges[2 * place] * scale) for place in (at, at + 2))
    top, bottom = round(line.box.top * scale), round(line.box.bottom * scale)
    rng = np.random.default_rng(5)
    spots = rng.random((bottom - top, right - left)) < 0.55
    hurt[top:bottom, left:right][spots] = rng.integers(90, 255, (int(spots.sum()), 1), np.uint8)
    found = extract(as_image(hurt, "PNG", DPI))
    doubtful = [finding for finding in found.findings if finding.code == "doubtful-figure"]
    assert any("图像" in finding.message and finding.quote.endswith("000元") for finding in doubtful)
    assert "限额为000元" not in found.document.text.replace(" ", "")
    limits = [record for record in found.records if found.document.doubts(record.span)]
    assert limits and min(record.confidence for record in limits) < 0.9


def test_a_clean_page_has_no_doubtful_figures() -> None:
    found = extract(as_image(page(), "PNG", DPI))
    assert not [finding for finding in found.findings if finding.code.startswith("doubtful")]


# --- files ------------------------------------------------------------------------------------------------


def test_pages_are_read_in_processes_of_their_own_and_told_of() -> None:
    told: list[tuple[int, int]] = []
    with listening(lambda done, total: told.append((done, total))):
        reading = read_image(as_tiff([page()] * 3, DPI))
    assert [len(one.lines) for one in reading.pages] == [len(reading.pages[0].lines)] * 3
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [remark.message for remark in reading.remarks] == [
        "第1至3页是图片，文字由图像识别得到，请以图像为准"
    ]


def test_only_the_scanned_page_of_a_mixed_pdf_is_recognised() -> None:
    text = print_text(
        "商铺保险\n说明书\n" + "第一条 本合同的文字层完整，可以直接读取，不需要识别。\n" * 8, "zenhei"
    )
    reading = read(together(text, as_pdf([page()], DPI)))
    assert codes(reading) == [("recognised", 2)]
    assert reading.remarks[0].message == "第2页没有文字层，文字由图像识别得到，请以图像为准"
    assert "可以直接读取" in reading.pages[0].lines[3].text
    assert any("第四条" in line.text for line in reading.pages[1].lines)
    assert all(line.doubts == () for line in reading.pages[0].lines)


def laid_under(scan: bytes, words: str) -> bytes:
    """The scan with ``words`` laid unseen under its picture, as scanning programs do."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    print_text("登记字体", "zenhei")
    text = canvas.beginText(80, 700)
    text.setFont("zenhei", 10)
    text.setTextRenderMode(3)
    text.textLines(words)
    canvas.drawText(text)
    canvas.save()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan)) as pdf, pikepdf.open(io.BytesIO(stream.getvalue())) as under:
        pdf.pages[0].add_overlay(under.pages[0])
        pdf.save(out)
    return out.getvalue()


def test_a_hidden_layer_of_unknown_origin_is_not_taken_for_the_print() -> None:
    reading = read(
        laid_under(as_pdf([page()], DPI), "苐一條本保睑台同由保睑条欵組咸\n苐四条應当茬四捌小时內通知")
    )
    assert paragraphs(reading)[-len(ARTICLES) :] == ARTICLES
    assert "来源不明" in reading.remarks[0].message


def test_the_picture_of_a_page_fits_its_boxes() -> None:
    data = as_image(page(), "JPEG")
    shown = read(data).pages[0]
    image = Image.open(io.BytesIO(render_page(data, page=1, dpi=72)))
    assert image.size == pytest.approx((shown.width, shown.height), abs=1)
    with pytest.raises(PageMissing, match="共 1 页"):
        render_page(data, page=2, dpi=72)


# --- what is refused --------------------------------------------------------------------------------------


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(EmptyDocument, match="没有识别出文字"):
        read(as_image(np.full((600, 400, 3), 255, np.uint8), "PNG"))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
def test_half_a_picture_is_refused(form: str) -> None:
    data = as_image(np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8), form)
    with pytest.raises(BrokenDocument, match="图片已损坏"):
        read(data[: len(data) // 2])


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(stream, "PNG")
    with pytest.raises(OversizedDocument, match=r"400,000,000.*100,000,000.*300 dpi"):
        run_isolated(read, stream.getvalue())
    assert len(stream.getvalue()) < 200_000


def test_a_picture_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures_module, "MAX_FRAMES", 2)
    with pytest.raises(OversizedDocument, match="共 3 页"):
        read(as_tiff([np.full((60, 60, 3), 255, np.uint8)] * 3, DPI))


def test_without_the_runtime_the_remark_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "is_available", lambda: False)
    text = print_text(
        "商铺保险\n说明书\n" + "第一条 本合同的文字层完整，可以直接读取，不需要识别。\n" * 8, "zenhei"
    )
    reading = read(together(text, as_pdf([page()], DPI)))
    assert codes(reading) == [("no-text-layer", 2)]
    assert "未安装文字识别组件" in reading.remarks[0].message
    with pytest.raises(EmptyDocument, match="未安装文字识别组件"):
        read(as_image(page(), "PNG"))
