"""Heads, feet, watermarks, emphasis dots and contents of PDF pages: set apart, and no clause with them."""

import pytest
from pdf_fixtures import HEIGHT, LEFT, PITCH, SIZE, WIDTH, Print, furniture, paragraphs, text_lines
from reportlab.lib.colors import Color, lightgrey

from extractor.pages.pdf import read_pdf

BODY = [
    "第三条 保险期间内，被保险人在列明场所内从事经营活动时，因疏忽或者过失造成第三者人身伤亡或者财产损失的，保险人负责赔偿。",
    "第四条 下列费用，保险人也负责赔偿：仲裁费、诉讼费以及事先经保险人书面同意支付的其他必要、合理的费用。",
]


def book(pages: int, mark: str, head: str = "", place: float = 800) -> bytes:
    with Print() as made:
        for number in range(1, pages + 1):
            if head:
                made.line(LEFT, 40, head, 8)
            if number == 1:
                made.centred(80, "雇主责任保险条款", 16, bold=True)
            made.paragraph(made.paragraph(110, BODY[0]), BODY[1])
            made.line(WIDTH / 2, place, mark.format(number=number, pages=pages, roman="iiiiii"[:number]), 8)
            made.page()
    return made.data


@pytest.mark.parametrize(
    "mark",
    [
        "第 {number} 页 共 {pages} 页",
        "第{number}页",
        "- {number} -",
        "{number}/{pages}",
        "{number}",
        "{roman}",
        "Page {number} of {pages}",
    ],
)
@pytest.mark.parametrize("place", [30, 800])
def test_page_numbers_are_furniture(mark: str, place: float) -> None:
    reading = read_pdf(book(3, mark, place=place))
    assert all(len(furniture(page)) == 1 for page in reading.pages)
    assert paragraphs(text_lines(reading)) == ["雇主责任保险条款", *BODY, *BODY, *BODY]


def test_running_heads_are_furniture_and_the_title_is_not() -> None:
    reading = read_pdf(book(4, "{number}", head="雇主责任保险条款"))
    assert [furniture(page)[0] for page in reading.pages] == ["雇主责任保险条款"] * 4
    assert paragraphs(text_lines(reading))[0] == "雇主责任保险条款"


def test_lines_that_come_again_in_the_text_stay() -> None:
    with Print() as made:
        for _ in range(4):
            made.paragraph(made.paragraph(300, BODY[0]), BODY[1])
            made.page()
    assert paragraphs(text_lines(read_pdf(made.data))) == BODY * 4


def test_a_number_at_the_foot_that_counts_nothing_stays() -> None:
    with Print() as made:
        for number in (30, 7, 45):
            made.paragraph(110, BODY[0])
            made.line(LEFT, 790, f"{number}")
            made.page()
    assert [furniture(page) for page in read_pdf(made.data).pages] == [[], [], []]


def test_a_watermark_across_the_page_is_furniture() -> None:
    with Print() as made:
        for _ in range(2):
            made.canvas.saveState()
            made.canvas.setFillColor(Color(0.8, 0.8, 0.8))
            made.canvas.translate(WIDTH / 2, HEIGHT / 2)
            made.canvas.rotate(45)
            made.canvas.setFont("STSong-Light", 48)
            made.canvas.drawCentredString(0, 0, "样本仅供参考")
            made.canvas.restoreState()
            made.paragraph(made.paragraph(300, BODY[0]), BODY[1])
            made.page()
    reading = read_pdf(made.data)
    assert [furniture(page) for page in reading.pages] == [["样本仅供参考"]] * 2
    assert paragraphs(text_lines(reading)) == BODY * 2


@pytest.mark.parametrize("size", [22, 60])
def test_a_pale_watermark_between_the_lines_is_furniture(size: float) -> None:
    with Print() as made:
        for _ in range(3):
            made.canvas.setFillColor(lightgrey)
            made.line(150, 310, "仅供备案使用", size)
            made.canvas.setFillColorRGB(0, 0, 0)
            made.paragraph(made.paragraph(300, BODY[0]), BODY[1])
            made.page()
    reading = read_pdf(made.data)
    assert [furniture(page) for page in reading.pages] == [["仅供备案使用"]] * 3
    assert paragraphs(text_lines(reading)) == BODY * 3


@pytest.mark.parametrize("dot", ["．", ".", "·", "•"])
@pytest.mark.parametrize("woven", [False, True], ids=["below in one run", "after each character"])
def test_emphasis_dots_are_dropped(dot: str, woven: bool) -> None:
    words = "本附加合同与主合同不一致的，以本附加合同为准。"
    with Print() as made:
        made.paragraph(100, BODY[0])
        down = 100 + 4 * PITCH
        for at, char in enumerate(words):
            made.line(LEFT + at * SIZE, down, char)
            if woven:
                made.line(LEFT + at * SIZE + (0 if dot == "．" else 4), down + 3, dot, 8)
        if not woven:
            for at in range(len(words)):
                made.line(LEFT + at * SIZE + (0 if dot == "．" else 4), down + 5, dot, 8)
        made.line(LEFT, down + 2 * PITCH, "年利率为4.5%，即0.045；详见www.example.com。")
    found = paragraphs(text_lines(read_pdf(made.data)))
    assert found[1:] == [words, "年利率为4.5%，即0.045；详见www.example.com。"]


def test_contents_and_reading_guide_are_furniture() -> None:
    with Print() as made:
        made.centred(60, "终身寿险条款阅读指引", 14)
        made.line(LEFT, 90, "本阅读指引有助于您理解条款，对本合同内容的解释以条款为准。")
        made.line(LEFT, 107, "❖您拥有的重要权益")
        made.line(
            LEFT, 124, "签收本合同后15日内您可以要求全额退还保险费......................................1.4"
        )
        made.centred(150, "条款目录", 14)
        for at, entry in enumerate(("1.1 合同构成", "1.2 投保范围", "2.1 保险责任", "2.2 责任免除")):
            made.line(LEFT, 180 + at * PITCH, entry + "." * 60 + str(at + 2))
        made.page()
        made.centred(60, "终身寿险条款", 16, bold=True)
        down = 100.0
        for heading in ("1.1 合同构成", "1.2 投保范围", "2.1 保险责任", "2.2 责任免除"):
            made.line(LEFT, down, heading)
            down = made.paragraph(down + PITCH, BODY[1][4:])
    reading = read_pdf(made.data)
    assert text_lines(reading)[0].text == "终身寿险条款"
    assert [line.text for line in text_lines(reading) if line.text[0].isdigit()] == [
        "1.1 合同构成", "1.2 投保范围", "2.1 保险责任", "2.2 责任免除",
    ]  # fmt: skip
    assert len(furniture(reading.pages[0])) == 9


def test_a_clause_at_the_edge_of_the_page_is_no_furniture() -> None:
    """The first and the last line of every page open a clause; only the digits of the lines differ."""
    with Print() as made:
        for number in range(1, 5):
            made.line(LEFT, 60, f"{number}. 保险人负责赔偿。")
            made.paragraph(110, BODY[0])
            made.page()
    found = [line.text for line in text_lines(read_pdf(made.data)) if line.text.endswith("负责赔偿。")]
    assert found[::2] == [f"{number}. 保险人负责赔偿。" for number in range(1, 5)]
