"""The parts of recognition that need no picture: what is chosen, what is told (识别细则)."""

import numpy as np
import pytest

from extractor.document import Box, Doubt, Line, Page, Placement, Reading, Source, Span
from extractor.extraction import read_extraction
from extractor.language.amounts import find_yuan
from extractor.pages.calibration import correctness
from extractor.pages.deskewing import find_sheet, lean, levelled, moved
from extractor.pages.figures import read_again
from extractor.pages.illegible import LOST, with_illegible
from extractor.pages.permille import with_permille
from extractor.pages.ruling import blanks, find_rules
from extractor.pages.runs import Run, doubt_mark, marked_confidence
from extractor.pages.seals import Ink, find_stains, without_seals
from extractor.pages.setting import doubts_of
from extractor.pages.straightening import Straightening
from extractor.pages.transcription import Character, transcribed
from extractor.quantities import Money
from extractor.structure.reading import read_document

CLASSES = ["blank", *"第三条（）(),，。.%％赔50", " "]


def steps(*said: tuple[str, float]) -> np.ndarray:
    """One step for each character, the rest of the probability on none; a step of none between them."""
    made = np.zeros((2 * len(said), len(CLASSES)), np.float32)
    made[1::2, 0] = 1.0
    for at, (text, chance) in enumerate(said):
        made[2 * at, CLASSES.index(text)] = chance
        made[2 * at, 0] = 1 - chance
    return made


def read_text(*said: tuple[str, float]) -> str:
    return "".join(one.text for one in transcribed(steps(*said), CLASSES, 100.0))


def test_marks_take_the_width_of_chinese_type() -> None:
    assert read_text(("(", 0.9), ("三", 1.0), (")", 0.9), ("赔", 1.0)) == "（三）赔"
    assert read_text(("赔", 1.0), (",", 0.9), ("赔", 1.0)) == "赔，赔"
    assert read_text(("赔", 1.0), ("5", 1.0), (",", 0.9), ("0", 1.0), ("％", 1.0)) == "赔5,0%"
    assert read_text(("第", 1.0), (".", 0.9), ("条", 1.0)) in {"第，条", "第。条"}


def test_both_widths_of_a_mark_are_one() -> None:
    made = steps(("赔", 1.0), ("，", 0.4), ("赔", 1.0))
    made[2, CLASSES.index(",")], made[2, 0] = 0.5, 0.1
    found = transcribed(made, CLASSES, 100.0)
    assert [one.text for one in found] == ["赔", "，", "赔"]
    assert found[1].confidence == pytest.approx(0.9)
    assert found[0].middle < found[1].middle < found[2].middle


def line_of(text: str, step: float = 10.0) -> list[Character]:
    return [Character(char, step * (at + 0.5), 0.99) for at, char in enumerate(text)]


def test_per_mille_is_told_from_per_cent() -> None:
    def nothing(_: float, width: float) -> list[Character]:
        return line_of("5%")

    def nought(_: float, width: float) -> list[Character]:
        return line_of("5%0）")

    def sometimes(_: float, width: float) -> list[Character]:
        return line_of("5%o。" if width > 2.2 else "5%。")

    assert "".join(one.text for one in with_permille(line_of("率5%。"), nothing, 20.0)) == "率5%。"
    found = with_permille(line_of("率5%。"), nought, 20.0)
    assert "".join(one.text for one in found) == "率5‰。"
    assert found[2].confidence > 0.95  # every look sees it
    unsure = with_permille(line_of("率5%0。"), nothing, 20.0)
    assert ("".join(one.text for one in unsure), unsure[2].confidence) == ("率5‰。", 0.5)
    differing = with_permille(line_of("率5%。"), sometimes, 20.0)
    assert ("".join(one.text for one in differing), differing[2].confidence) == ("率5%。", 0.5)
    assert "".join(one.text for one in with_permille(line_of("率5%0.8"), nothing, 20.0)) == "率5%0.8"


def test_a_figure_that_reads_otherwise_by_itself_is_doubtful() -> None:
    line = line_of("额为1000000元，计30日")
    looks: list[tuple[float, float]] = []

    def look(start: float, end: float, width: float) -> list[Character]:
        looks.append((start, width))
        return line_of("为10000000元，" if start < 50 else "计30日")

    found = read_again(line, look, 10.0)
    assert "".join(one.text for one in found) == "额为1000000元，计30日"
    assert {one.confidence for one in found[2:9]} == {0.5}
    assert {one.confidence for one in (*found[:2], *found[9:])} == {0.99}
    assert [(round(start), width) for start, width in looks] == [(9, 1.3), (109, 0.7)]


@pytest.mark.parametrize(
    ("seen", "same"),
    [("收5%0，", True), ("收5‰，", True), ("收15%，", False), ("收5，", False), ("", False)],
)
def test_what_a_second_look_must_hold(seen: str, same: bool) -> None:
    found = read_again(line_of("收5%，"), lambda *_: line_of(seen), 10.0)
    assert (found[1].confidence == 0.99) is same


def test_ink_without_characters_is_told() -> None:
    ink = np.zeros((32, 200), np.uint8)
    ink[6:26, 60:110:2] = 1
    characters = [Character("限", 20.0, 1.0), Character("额", 45.0, 1.0), Character("元", 150.0, 1.0)]
    found = with_illegible(characters, ink, 25.0)
    assert "".join(one.text for one in found) == f"限额{LOST * 2}元"
    assert [one.confidence for one in found if one.text == LOST] == [0.0, 0.0]
    rule = np.zeros((32, 200), np.uint8)
    rule[27:29, 60:125] = 1
    assert with_illegible(characters, rule, 25.0) == tuple(characters)


def test_a_seal_vanishes_and_type_under_it_stays() -> None:
    page = np.full((1170, 827, 3), 255, np.uint8)
    yy, xx = np.mgrid[:1170, :827]
    ring = np.abs(np.hypot(yy - 600, xx - 400) - 66) < 3
    page[ring] = (40, 30, 210)
    page[560:640, 395:405] = 20
    seal, *others = find_stains(page, 72 / 100)
    assert not others and seal.ink is Ink.SEAL and seal.holds(400, 600)
    clean = without_seals(page, [seal])
    assert clean[ring].min() > 200
    assert clean[560:640, 395:405].max() < 40


def test_lean_and_its_mending() -> None:
    quads = [np.array([[0, y], [500, y + 10], [500, y + 30], [0, y + 20]], np.float32) for y in (0, 50, 90)]
    angle = lean(quads)
    assert angle == pytest.approx(1.146, abs=0.01)
    _, back = levelled(np.full((200, 600, 3), 255, np.uint8), angle)
    assert lean(moved(quads, np.linalg.inv(back))) == 0.0


def test_a_page_that_fills_its_picture_is_no_sheet_on_a_table() -> None:
    assert find_sheet(np.full((400, 300, 3), 250, np.uint8)) is None
    table = np.full((400, 300, 3), 60, np.uint8)
    table[40:360, 40:260] = 250
    corners = find_sheet(table)
    assert corners is not None
    assert corners[0] == pytest.approx([40, 40], abs=4) and corners[2] == pytest.approx([260, 360], abs=4)


def test_rules_are_found_and_strokes_of_type_are_not() -> None:
    page = np.full((400, 600, 3), 255, np.uint8)
    for y in (100, 150, 200):
        page[y : y + 2, 50:550] = 0
    for x in (50, 300, 549):
        page[100:202, x : x + 2] = 0
    page[300:302, 60:200] = 0
    run = Run("一一一", (60.0, 100.0, 100.0, 150.0, 150.0, 200.0), bytes(3), 60.0, 200.0, 306.0, 20.0)
    rules = find_rules(page, 1.0, [run])
    assert len([rule for rule in rules if rule[1] == rule[3]]) == 3
    assert len([rule for rule in rules if rule[0] == rule[2]]) == 3


def test_a_line_to_be_written_on_is_underscores() -> None:
    text = Run("日期", (10.0, 20.0, 20.0, 30.0), bytes(2), 10.0, 30.0, 100.0, 10.0)
    (blank,) = blanks([text], [(35.0, 101.0, 75.0, 101.0), (10.0, 150.0, 75.0, 150.0)])
    assert (blank.text, blank.base) == ("_" * 8, 100.0)


def test_doubts_go_through_the_marks() -> None:
    assert marked_confidence(doubt_mark(0.5)) == pytest.approx(0.5, abs=0.01)
    assert doubt_mark(1.0) == 0
    mark = doubt_mark(0.5)
    (doubt,) = doubts_of(bytes([0, mark | 1, mark, 1]))
    assert (doubt.start, doubt.end) == (1, 3) and doubt.confidence == pytest.approx(0.5, abs=0.01)
    # Where figures are judged, the steps are fine.
    assert marked_confidence(doubt_mark(0.9984)) == pytest.approx(0.9984, abs=0.0002)
    assert doubt_mark(0.9995) == 0


def test_confidence_is_calibrated_steadily() -> None:
    table = [correctness(at / 1000) for at in range(1001)]
    assert table == sorted(table) and 0 < table[0] < 0.3 and table[-1] > 0.999


def test_a_straightened_box_comes_back_to_the_shown_page() -> None:
    turned = Straightening((0.0, -1.0, 595.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0), 595.0, 842.0)
    box = turned.box(Box(100, 50, 200, 60))
    assert (box.left, box.top, box.right, box.bottom) == (535, 100, 545, 200)
    assert turned.edges((100.0, 110.0), 55.0) == ()
    same = Straightening((1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0), 595.0, 842.0)
    assert same.edges((100.0, 110.0), 55.0) == (100.0, 110.0)


def test_a_doubtful_figure_lowers_its_record_and_is_a_finding() -> None:
    text = "第五条 每次事故免赔额为人民币2000元。"
    at = text.index("2")
    lines = (
        Line("海棠财产保险股份有限公司商铺综合保险条款", box=Box(0, 0, 100, 10)),
        Line(text, box=Box(0, 20, 100, 30), doubts=(Doubt(at, at + 1, 0.6),)),
    )
    reading = Reading(Source.IMAGE, (Page(1, lines, 595, 842),))
    document = read_document(reading, b"")
    assert all(isinstance(placed, Placement) for placed in document.placements)
    found = read_extraction(document)
    (finding,) = [one for one in found.findings if one.code == "doubtful-figure"]
    assert (finding.quote, finding.path) == ("2000元", "第五条")
    assert "“2”的把握约60%" in finding.message
    record = next(one for one in found.records if one.type.value == "limit")
    assert record.confidence < 0.6
    place = document.text.index("2000")
    assert document.doubts(record.span) == ((Span(place, place + 1), 0.6),)


@pytest.mark.parametrize(
    ("figure", "unsure", "confidence", "told"),
    [
        ("2000元", 0, 0.99, True),
        ("2000元", 4, 0.97, False),
        ("2,000元", 1, 0.6, False),
        ("28.000元", 0, 0.9988, True),
        ("75,823,969,65元", 0, 0.9988, True),
        ("75,823,969.65元", 0, 0.9988, False),
        ("0000元", 0, 0.9988, True),
        ("0.5元", 0, 0.9988, False),
        ("壹佰玫元", 2, 0.9975, True),
        ("壹佰玖元", 2, 0.9975, False),
        ("30日", 2, 0.98, True),
    ],
)
def test_which_figures_are_told(figure: str, unsure: int, confidence: float, told: bool) -> None:
    text = f"第五条 每次事故免赔额为{figure}。"
    at = text.index(figure) + unsure
    lines = (
        Line("海棠财产保险股份有限公司商铺综合保险条款", box=Box(0, 0, 100, 10)),
        Line(text, box=Box(0, 20, 100, 30), doubts=(Doubt(at, at + 1, confidence),)),
    )
    found = read_extraction(read_document(Reading(Source.IMAGE, (Page(1, lines, 595, 842),)), b""))
    assert any(one.code == "doubtful-figure" for one in found.findings) is told


def test_what_is_left_of_a_blotted_number_is_no_number() -> None:
    assert find_yuan(f"赔偿限额为{LOST}000元") == []
    assert find_yuan(f"赔偿限额为5{LOST}00元") == []
    assert [one.value.amount for one in find_yuan("赔偿限额为5000元") if isinstance(one.value, Money)] == [
        5000
    ]
