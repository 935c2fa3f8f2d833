"""Printed lines to paragraphs: what joins, what stays apart, and where each stretch was printed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import BlockKind, Box, Line, LineKind, Page
from extractor.structure.paragraphs import compose, printed_width, read_paragraphs


def texts(*lines: Line) -> list[str]:
    return [paragraph.text for paragraph in read_paragraphs((Page(0, lines),))]


def open_lines(*printed: str) -> list[str]:
    """Paragraphs of plain lines of which the source cannot tell whether they join."""
    return texts(*(Line(text) for text in printed))


WRAPPED = [
    "本保险合同由保险条款、投保单、保险单、批单和特",
    "别约定组成，凡涉及本保险合同的约定，均应当采用",
    "书面形式，未经书面确认的口头约定对双方没有约束",
    "力，保险人也不因此承担任何额外的给付义务，投保",
    "人应当在收到保险单之日起十日内核对其内容，如有",
    "出入应当通知保险人更正。",
    "第二条 保险人应当在订立合同时向投保人说明条款",
    "的内容。",
]


def test_a_hard_wrapped_text_is_joined_to_its_sentences() -> None:
    assert open_lines(*WRAPPED) == ["".join(WRAPPED[:6]), "".join(WRAPPED[6:])]


def test_short_lines_are_not_joined() -> None:
    printed = ("总则", "投保范围", "保险责任", "责任免除", "保险期间", "保险费", "释义")
    assert open_lines(*printed) == list(printed)


def test_a_comma_leaves_a_sentence_open() -> None:
    before = "被保险人在运输途中因车辆倾覆造成货物损坏的，"
    assert open_lines(before, "保险人按照本合同的约定负责赔偿。") == [
        before + "保险人按照本合同的约定负责赔偿。"
    ]


@pytest.mark.parametrize("label", ["第三条 ", "（二）", "2．", "①", "3.1 "])
def test_a_label_always_opens_a_paragraph(label: str) -> None:
    before = "保险人对下列原因造成的损失不承担赔偿责任，但另有约定的除外，"
    assert open_lines(before, label + "地震。") == [before, label + "地震。"]


def test_a_figure_at_the_head_of_a_line_opens_none() -> None:
    before = "发生保险事故时，每次事故的绝对免赔率由双方约定，未约定的为损失金额的"
    assert open_lines(before + "，", "3.5%，由被保险人自行承担。") == [
        before + "，3.5%，由被保险人自行承担。"
    ]


def test_a_word_torn_by_a_page_break_is_mended() -> None:
    first = Page(1, (Line("被保险人经治疗后仍留有后遗症，按照评定标准属于残", joins=False),))
    second = Page(2, (Line("疾的，保险人给付残疾保险金。", joins=False),))
    (paragraph,) = read_paragraphs((first, second))
    assert paragraph.text == "被保险人经治疗后仍留有后遗症，按照评定标准属于残疾的，保险人给付残疾保险金。"
    assert [number for number, *_ in paragraph.pieces] == [1, 2]


def test_a_sentence_that_ended_is_left_alone() -> None:
    assert texts(
        Line("保险人应当及时核定，并将核定结果通知被保险人。", joins=False),
        Line("投保人应当配合。", joins=False),
    ) == ["保险人应当及时核定，并将核定结果通知被保险人。", "投保人应当配合。"]


def test_what_the_source_joins_is_joined() -> None:
    assert texts(Line("保险", joins=False), Line("责任", joins=True), Line("免除", joins=False)) == [
        "保险责任",
        "免除",
    ]


def test_words_in_latin_letters_keep_their_space() -> None:
    assert texts(Line("按照 Institute Cargo", joins=False), Line("Clauses 承保", joins=True)) == [
        "按照 Institute Cargo Clauses 承保"
    ]


def test_rows_never_join() -> None:
    rows = (Line("一类\t0.8", LineKind.ROW, table=0), Line("二类\t1.2", LineKind.ROW, joins=True, table=0))
    assert texts(*rows) == ["一类\t0.8", "二类\t1.2"]


def test_furniture_comes_last_and_does_not_part_a_sentence() -> None:
    lines = (
        Line("保险人应当在收到索赔请求后及时核定，", joins=False),
        Line("苍屏保险 第 3 页", LineKind.FURNITURE),
        Line("并通知被保险人。", joins=True),
    )
    assert texts(*lines) == ["保险人应当在收到索赔请求后及时核定，并通知被保险人。", "苍屏保险 第 3 页"]


def test_compose_gives_each_paragraph_its_block_and_place() -> None:
    box = Box(72, 100, 300, 112)
    first = Page(
        1,
        (Line("  责任免除", LineKind.HEADING, box=box, bold=True), Line("一类\t0.8", LineKind.ROW, table=4)),
    )
    second = Page(
        2, (Line("第一条 战争。", box=box, joins=False), Line("第 2 页", LineKind.FURNITURE, box=box))
    )
    text, blocks, placements = compose(read_paragraphs((first, second)))
    assert text == "责任免除\n一类\t0.8\n第一条 战争。\n第 2 页"
    assert [block.kind for block in blocks] == [
        BlockKind.HEADING, BlockKind.ROW, BlockKind.PARAGRAPH, BlockKind.NOISE,
    ]  # fmt: skip
    assert [(block.bold, block.table) for block in blocks] == [
        (True, None),
        (False, 4),
        (False, None),
        (False, None),
    ]
    assert [placed.page for placed in placements] == [1, 1, 2, 2]
    assert all(
        placed.span.quote(text) == placed.line.text[placed.offset :][: placed.span.end - placed.span.start]
        for placed in placements
    )


def test_the_emphasis_of_lines_is_that_of_their_paragraph_in_the_text() -> None:
    lines = (
        Line("总则", joins=False),
        Line("  被保险人应当通知 ", joins=False, emphasis=((0, 3), (6, 11))),
        Line("　保险人，否则不赔。", joins=True, emphasis=((0, 4), (5, 10))),
        Line("一类\t0.8", LineKind.ROW, emphasis=((3, 6),)),
    )
    text, blocks, _ = compose(read_paragraphs((Page(0, lines),)))
    assert text == "总则\n被保险人应当通知保险人，否则不赔。\n一类\t0.8"
    assert [[span.quote(text) for span in block.emphasis] for block in blocks] == [
        [],
        ["被", "应当通知保险人", "否则不赔。"],
        ["0.8"],
    ]


def test_a_text_without_pages_has_no_placements() -> None:
    assert compose(read_paragraphs((Page(0, (Line("第一条 战争。"),)),)))[2] == ()


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("保险", 4), ("第1条，", 7)])
def test_a_chinese_character_is_two_columns_wide(text: str, columns: int) -> None:
    assert printed_width(text) == columns


_LINES = st.builds(
    Line,
    st.text(st.sampled_from("第一二条（）1.．，。；：保险人赔偿责任 a\t"), min_size=1, max_size=40),
    st.sampled_from(LineKind),
    joins=st.sampled_from([True, False, None]),
)


@given(st.lists(_LINES, max_size=12))
def test_nothing_is_lost_and_blocks_stand_in_order(lines: list[Line]) -> None:
    text, blocks, placements = compose(read_paragraphs((Page(1, tuple(lines)),)))
    kept = sorted(
        "".join(line.text for line in lines if line.text.strip()).replace(" ", "").replace("\t", "")
    )
    assert sorted(text.replace("\n", "").replace(" ", "").replace("\t", "")) == kept
    assert all(before.span.end < after.span.start for before, after in itertools.pairwise(blocks))
    for placed in placements:
        length = placed.span.end - placed.span.start
        assert (
            placed.span.quote(text).strip()
            == placed.line.text[placed.offset : placed.offset + length].strip()
        )
