"""Pictures of pages: the boxes of the text lie on its print, however the page is turned and cut.

The words are Latin, in a font that pdfium brings along, so that the machine's fonts do not matter.
"""

import io
import re
from collections.abc import Sequence
from math import ceil

import pytest
from pdf_fixtures import HEIGHT, WIDTH, Print, edited
from PIL import Image
from PIL.Image import Image as Picture
from reportlab.lib.pdfencrypt import StandardEncryption

from extractor.document import Box, Document, Source, Span
from extractor.errors import (
    BrokenDocument,
    EncryptedDocument,
    PageMissing,
    UnsupportedFormat,
)
from extractor.extraction import read
from extractor.pages.isolation import Worker
from extractor.pages.rendering import MAX_PIXELS, PageImage, render_page

DPI = 144
LINES = (
    (90.0, 120.0, "ARTICLE 1 THE INSURER PAYS"),
    (140.0, 300.0, "WITHIN 30 DAYS"),
    (300.0, 305.0, "MARK 7"),
)
DARK = 160  # of 255


def printed(turn: int = 0, width: float = WIDTH, height: float = HEIGHT) -> bytes:
    """One page with three lines, nowhere the same from two sides, set ``turn`` degrees counterclockwise."""
    origin = {0: (0.0, 0.0), 90: (width, 0.0), 180: (width, height), 270: (0.0, height)}[turn]
    top = width if turn % 180 else height
    with Print(width, height) as made:
        made.canvas.translate(*origin)
        made.canvas.rotate(turn)
        made.canvas.setFont("Helvetica", 12)
        for left, down, words in LINES:
            made.canvas.drawString(left, top - down, words)
    return made.data


def opened(data: bytes, page: int = 1, dpi: int = DPI) -> Picture:
    return Image.open(io.BytesIO(render_page(data, page=page, dpi=dpi)))


def on_picture(box: Box, dpi: int = DPI, around: float = 0.0) -> tuple[int, int, int, int]:
    """The box in pixels, ``around`` points larger."""
    scale = dpi / 72
    edges = (box.left - around, box.top - around, box.right + around, box.bottom + around)
    left, top, right, bottom = (round(edge * scale) for edge in edges)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def is_dark(picture: Picture, box: Box) -> bool:
    """Is there print in the box?"""
    darkest, _ = picture.convert("L").crop(on_picture(box)).getextrema()
    return float(darkest) < DARK  # type: ignore[arg-type]


def is_blank_beside(picture: Picture, boxes: Sequence[Box]) -> bool:
    """Is there nothing but white apart from the boxes and two points around them?"""
    rest = picture.convert("L")
    for box in boxes:
        rest.paste(255, on_picture(box, around=2.0))
    return rest.getextrema() == (255, 255)


def boxes_of(document: Document, words: str) -> list[Box]:
    start = document.text.index(words)
    return [box for _, box in document.boxes(Span(start, start + len(words)))]


# --- sizes, boxes and picture agree -----------------------------------------------------------------------


UPRIGHT = {
    "as it is": (printed(), (WIDTH, HEIGHT)),
    "wide": (printed(0, 900, 500), (900, 500)),
    "cropped": (edited(printed(), CropBox=[40, 50, 575, 822]), (535, 772)),
    "crop box beyond the sheet": (edited(printed(), CropBox=[-40, -50, 575, 900]), (575, HEIGHT)),
    "origin elsewhere": (edited(printed(), MediaBox=[20, 30, 595, 842]), (575, 812)),
    "turned to be upright": (edited(printed(90), Rotate=90), (HEIGHT, WIDTH)),
    "turned about": (edited(printed(180), Rotate=180), (WIDTH, HEIGHT)),
    "turned back": (edited(printed(270), Rotate=-90), (HEIGHT, WIDTH)),
    "turned and cropped": (edited(printed(90), Rotate=90, CropBox=[40, 30, 575, 822]), (792, 535)),
}
LYING = {
    "on its side": (edited(printed(), Rotate=90), (HEIGHT, WIDTH)),
    "on its head": (edited(printed(), Rotate=180), (WIDTH, HEIGHT)),
    "text set upwards": (printed(90), (WIDTH, HEIGHT)),
    "on its side and cropped": (edited(printed(), Rotate=270, CropBox=[40, 50, 575, 822]), (772, 535)),
}
PAGES = UPRIGHT | LYING


@pytest.mark.parametrize("how", PAGES)
def test_a_line_has_its_print_and_there_is_none_beside_the_lines(how: str) -> None:
    data, size = PAGES[how]
    document, picture = read(data), opened(data)
    assert document.sizes == (size,)
    assert picture.size == tuple(ceil(side * DPI / 72) for side in size)
    boxes = [boxes_of(document, words) for _, _, words in LINES]
    assert [len(found) for found in boxes] == [1, 1, 1]
    assert all(is_dark(picture, found[0]) for found in boxes)
    assert is_blank_beside(picture, [found[0] for found in boxes])
    for at in range(3):
        others = [found[0] for found in boxes if found is not boxes[at]]
        assert not is_blank_beside(picture, others)


@pytest.mark.parametrize("how", UPRIGHT)
def test_every_character_has_its_own_print(how: str) -> None:
    data, _ = UPRIGHT[how]
    document, picture = read(data), opened(data)
    places = [at for at, char in enumerate(document.text) if not char.isspace()]
    boxes = [box for at in places for _, box in document.boxes(Span(at, at + 1))]
    assert len(boxes) == len(places) == sum(len(words.replace(" ", "")) for _, _, words in LINES)
    assert all(is_dark(picture, box) for box in boxes)
    assert is_blank_beside(picture, boxes)
    (first,) = boxes_of(document, "THE INSURER")
    assert not is_blank_beside(picture, [first, *boxes[: len("ARTICLE1")], *boxes[-20:]])  # PAYS is left


def test_every_page_has_its_size_though_it_has_no_text() -> None:
    with Print() as made:
        made.canvas.setFont("Helvetica", 12)
        made.canvas.drawString(90, 700, "ARTICLE 1 THE INSURER PAYS")
        made.page()
        made.canvas.rect(100, 100, 50, 50, fill=1)
        made.page()
        made.canvas.setPageSize((400, 300))
        made.canvas.drawString(90, 200, "ARTICLE 2 THE INSURED ASKS")
    document = read(made.data)
    assert document.sizes == ((WIDTH, HEIGHT), (WIDTH, HEIGHT), (400, 300))
    assert [opened(made.data, page, 72).size for page in (1, 2, 3)] == [(595, 842), (595, 842), (400, 300)]
    assert is_dark(opened(made.data, 2), Box(100, HEIGHT - 150, 150, HEIGHT - 100))


def test_a_text_has_no_sizes() -> None:
    document = read("第一条 保险人应当在三十日内赔付。".encode())
    assert (document.source, document.sizes) == (Source.TEXT, ())


# --- the picture ------------------------------------------------------------------------------------------


def test_the_same_page_gives_the_same_bytes() -> None:
    pictures = {render_page(printed(), page=1, dpi=DPI) for _ in range(3)}
    assert len(pictures) == 1 and pictures.pop().startswith(b"\x89PNG\r\n")


def test_the_fields_of_a_form_are_shown_as_they_are_filled_in() -> None:
    with Print() as made:
        made.canvas.drawString(90, 700, "NAME")
        made.canvas.acroForm.textfield(name="name", value="WREN", x=100, y=400, width=200, height=40)
    assert is_dark(opened(made.data), Box(110, HEIGHT - 432, 150, HEIGHT - 408))


@pytest.mark.parametrize(
    ("size", "dpi"),
    [((WIDTH, HEIGHT), 100_000), ((14_400, 14_400), 300), ((14_400, 3), 2400), ((3, 3), 10**9)],
)
def test_a_picture_has_no_more_pixels_than_may_be(size: tuple[float, float], dpi: int) -> None:
    picture = opened(edited(printed(), MediaBox=[0, 0, *size]), dpi=dpi)
    assert 0.9 * MAX_PIXELS < picture.width * picture.height <= MAX_PIXELS
    assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.02)


def test_a_page_of_almost_no_size_has_a_pixel() -> None:
    assert opened(edited(printed(), MediaBox=[0, 0, 0.01, 0.01]), dpi=72).size == (1, 1)


# --- what gives no picture --------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [0, -1, 2, 10**9])
def test_a_page_that_is_not_there(page: int) -> None:
    with pytest.raises(PageMissing, match=rf"^文件共 1 页，没有第{page}页。") as caught:
        render_page(printed(), page=page, dpi=DPI)
    assert caught.value.code == "page-missing"


@pytest.mark.parametrize("data", ["第一条 保险责任".encode(), b"<!doctype html><p>\xe6\x9d\xa1</p>"])
def test_a_file_that_is_no_pdf(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match="只有 PDF 文件和图片有页面图像"):
        render_page(data, page=1, dpi=DPI)


def test_a_file_that_does_not_open() -> None:
    with pytest.raises(BrokenDocument):
        render_page(b"%PDF-1.7\n" + b"\x00" * 500, page=1, dpi=DPI)
    with Print(encrypt=StandardEncryption("open")) as made:
        made.line(80, 100, "ARTICLE 1")
    with pytest.raises(EncryptedDocument):
        render_page(made.data, page=1, dpi=DPI)


def test_a_page_that_does_not_open() -> None:
    with Print() as made:
        for words in ("ARTICLE 1", "ARTICLE 2"):
            made.line(80, 100, words)
            made.page()
    broken = re.sub(rb"(/Kids \[ \d+ 0 R )\d+ 0 R", rb"\g<1>99 0 R", made.data)
    assert read(broken).sizes == ((WIDTH, HEIGHT), (0.0, 0.0))
    with pytest.raises(BrokenDocument, match=r"^第2页已损坏"):
        render_page(broken, page=2, dpi=DPI)


# --- as the job of a child process ------------------------------------------------------------------------


def test_the_child_gives_the_picture_and_what_is_wrong() -> None:
    with Worker() as worker:
        assert worker.run(PageImage(1, 96), printed()) == render_page(printed(), page=1, dpi=96)
        with pytest.raises(PageMissing, match="没有第3页"):
            worker.run(PageImage(3, 96), printed())
        assert worker.run(PageImage(1, 100_000), printed()) == render_page(printed(), page=1, dpi=100_000)
