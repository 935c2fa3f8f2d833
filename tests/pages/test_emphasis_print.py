"""What stands out in a PDF: bold, coloured, larger, underlined and dotted characters of a line, and no others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_fixtures import FONT, LEFT, PITCH, SIZE, Print, text_lines
from reportlab.lib.colors import Color, black, blue, darkgrey, red, white, yellow
from reportlab.pdfbase import pdfmetrics

from extractor.document import Line
from extractor.pages.pdf import read_pdf
from extractor.structure.reading import read_document

BODY = "第一条 保险期间内，被保险人因过失造成第三者人身伤亡或者财产损失的，保险人按照约定负责赔偿。"
CLAUSE, SANCTION = "被保险人应当及时通知保险人，", "否则保险人不承担赔偿责任。"


def width(text: str, size: float = SIZE) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def emphasised(line: Line) -> list[str]:
    return [line.text[start:end] for start, end in line.emphasis]


def row(made: Print, down: float, *runs: tuple[str, bool]) -> None:
    """A line of runs, one drawing operator each, bold or not."""
    left = LEFT
    for text, bold in runs:
        made.line(left, down, text, bold=bold)
        left += width(text)


def lines(made: Print) -> list[tuple[str, list[str]]]:
    return [(line.text, emphasised(line)) for line in text_lines(read_pdf(made.data))]


def test_a_bold_run_inside_a_line_is_told_and_the_line_is_not_bold() -> None:
    with Print() as made:
        made.paragraph(100, BODY)
        row(made, 160, (CLAUSE, False), (SANCTION[:6], True), (SANCTION[6:], False))
    last = text_lines(read_pdf(made.data))[-1]
    assert (last.text, emphasised(last), last.bold) == (CLAUSE + SANCTION, [SANCTION[:6]], False)


@pytest.mark.parametrize(
    ("colour", "told"),
    [(black, []), (darkgrey, []), (Color(0, 0, 0.03), []), (red, [SANCTION]), (blue, [SANCTION])],
)
def test_colours_stand_out_and_greys_do_not(colour: Color, told: list[str]) -> None:
    with Print() as made:
        made.line(LEFT, 100, CLAUSE)
        made.canvas.setFillColor(colour)
        made.line(LEFT + width(CLAUSE), 100, SANCTION)
    assert lines(made) == [(CLAUSE + SANCTION, told)]


def test_larger_type_stands_out_beside_the_body() -> None:
    with Print() as made:
        down = made.paragraph(100, BODY)
        made.line(LEFT, down, CLAUSE)
        made.line(LEFT + width(CLAUSE), down, SANCTION, 14)
    assert lines(made)[-1] == (CLAUSE + SANCTION, [SANCTION])


def test_an_underlined_stretch_stands_out_and_a_rule_further_down_does_not() -> None:
    with Print() as made:
        made.line(LEFT, 100, CLAUSE + SANCTION)
        start, end = LEFT + width(CLAUSE), LEFT + width(CLAUSE + SANCTION)
        made.canvas.line(start, made.height - 101.5, end, made.height - 101.5)
        made.line(LEFT, 100 + PITCH, CLAUSE)
        made.canvas.line(LEFT, made.height - 106 - PITCH, 515, made.height - 106 - PITCH)
    assert lines(made) == [(CLAUSE + SANCTION, [SANCTION]), (CLAUSE, [])]


def box(made: Print, colour: Color, corners: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = corners
    made.canvas.setFillColor(colour)
    made.canvas.rect(left, made.height - bottom, right - left, bottom - top, stroke=0, fill=1)
    made.canvas.setFillColor(black)


def test_a_stretch_on_a_shaded_ground_stands_out() -> None:
    start, end = LEFT + width(CLAUSE), LEFT + width(CLAUSE + SANCTION)
    with Print() as made:
        box(made, Color(0.85, 0.85, 0.85), (start, 89, end, 104))
        made.line(LEFT, 100, CLAUSE + SANCTION)
        box(made, white, (LEFT - 5, 120, 515, 140))
        made.line(LEFT, 135, SANCTION)
        box(made, yellow, (LEFT - 5, 200, 515, 280))
        box(made, white, (LEFT - 5, 240, 515, 260))
        made.line(LEFT, 220, CLAUSE)
        made.line(LEFT, 252, SANCTION)
    assert lines(made) == [
        (CLAUSE + SANCTION, [SANCTION]),
        (SANCTION, []),
        (CLAUSE, [CLAUSE]),
        (SANCTION, []),
    ]


def test_the_background_of_a_page_is_no_shading() -> None:
    with Print() as made:
        box(made, Color(0.9, 0.95, 1), (0, 0, 595, 842))
        made.line(LEFT, 100, CLAUSE)
    assert lines(made) == [(CLAUSE, [])]


@pytest.mark.parametrize("woven", [False, True])
def test_dots_under_characters_mark_them(woven: bool) -> None:
    at = len(CLAUSE)
    with Print() as made:
        down = made.paragraph(100, BODY) + PITCH
        for place, char in enumerate(CLAUSE + SANCTION):
            made.line(LEFT + place * SIZE, down, char)
            if woven and place >= at:
                made.line(LEFT + place * SIZE + 4, down + 3, "·", 8)
        for place in () if woven else range(at, len(CLAUSE + SANCTION)):
            made.line(LEFT + place * SIZE + 4, down + 5, "·", 8)
    assert lines(made)[-1] == (CLAUSE + SANCTION, [SANCTION])


def test_cells_of_a_ruled_table_keep_their_emphasis() -> None:
    with Print() as made:
        made.rules((80, 200, 400), (100, 125, 150))
        made.line(90, 117, "项目", bold=True)
        made.line(210, 117, "限额")
        made.line(90, 142, "医疗")
        made.line(210, 142, "每次")
        made.line(210 + width("每次"), 142, "五百元", bold=True)
    assert lines(made) == [("项目\t限额", ["项目"]), ("医疗\t每次五百元", ["五百元"])]


def test_a_run_that_is_cut_at_the_edge_of_a_cell_keeps_its_emphasis() -> None:
    with Print() as made:
        made.rules((78, 101, 240), (100, 125, 150))
        row_at = 80.0
        for text, bold in (("子丑", False), ("五百元", True)):
            made.line(row_at, 117, text, bold=bold)
            row_at += width(text)
        made.line(80, 142, "丁")
        made.line(110, 142, "一万元")
    assert lines(made) == [("子丑\t五百元", ["五百元"]), ("丁\t一万元", [])]


def test_the_space_before_a_stretch_does_not_stand_out() -> None:
    with Print() as made:
        made.line(LEFT, 100, "Plan A")
        made.line(LEFT + width("Plan A") + 15, 100, "Bold", bold=True)
    assert lines(made) == [("Plan A Bold", ["Bold"])]


def test_emphasis_that_goes_on_over_lines_is_one_stretch_of_the_paragraph() -> None:
    with Print() as made:
        row(made, 100, (BODY[:24], False), (BODY[24:41], True))
        row(made, 100 + PITCH, (BODY[41:], True), (SANCTION, False))
    document = read_document(read_pdf(made.data), made.data)
    (block,) = document.blocks
    assert [span.quote(document.text) for span in block.emphasis] == [BODY[24:]]


LOUD, QUIET = "甲乙丙丁", "子丑寅卯"
_run = st.booleans().flatmap(
    lambda loud: st.tuples(st.text((LOUD if loud else QUIET) + "A ", min_size=1, max_size=6), st.just(loud))
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_run, min_size=1, max_size=6))
def test_any_runs_of_a_line(runs: list[tuple[str, bool]]) -> None:
    with Print() as made:
        row(made, 100, *runs)
        made.line(LEFT, 200, "子丑")
    for line in text_lines(read_pdf(made.data)):
        inside = {at for start, end in line.emphasis for at in range(start, end)}
        assert {at for at, char in enumerate(line.text) if char in LOUD} <= inside
        assert not {at for at in inside if line.text[at] in QUIET}
        assert all(0 <= start < end <= len(line.text) for start, end in line.emphasis)
