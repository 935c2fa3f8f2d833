"""Columns, headings, tables and paragraphs of PDF pages."""

import pytest
from pdf_fixtures import HEIGHT, LEFT, PITCH, RIGHT, SIZE, WIDTH, Print, paragraphs, text_lines, wrap

from extractor.document import Line, LineKind
from extractor.pages.pdf import read_pdf

DUTIES = [
    "第十五条 投保人应当在保险合同成立时一次交清保险费，约定分期交付的，应当按照约定的日期交付各期保险费。",
    "投保人未按照约定交付保险费的，保险人按照保险事故发生前实际收取的保险费与应当收取的保险费的比例承担责任。",
    "第十六条 被保险人应当遵守国家有关消防、安全生产操作等方面的规定，维护场所的安全，并接受保险人的检查。",
    "第十七条 保险标的转让的，被保险人或者受让人应当及时通知保险人，但运输合同和另有约定的合同除外。",
]


def texts(lines: list[Line], kind: LineKind) -> list[str]:
    return [line.text for line in lines if line.kind is kind]


# --- columns ----------------------------------------------------------------------------------------------


def twin(left: list[str], right: list[str]) -> bytes:
    with Print() as made:
        made.centred(60, "公众责任保险条款", 15, bold=True)
        for start, contents in ((60.0, left), (310.0, right)):
            down = 100.0
            for content in contents:
                down = made.paragraph(down, content, start, start + 225)
    return made.data


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = text_lines(read_pdf(twin(DUTIES[:2], DUTIES[2:])))
    assert lines[0].kind is LineKind.HEADING and lines[0].text == "公众责任保险条款"
    assert paragraphs(lines[1:]) == DUTIES


def test_a_paragraph_goes_on_from_one_column_to_the_next() -> None:
    pieces = wrap(DUTIES[2], 225, 2 * SIZE)
    with Print() as made:
        for at, piece in enumerate(
            [*wrap(DUTIES[0], 225, 2 * SIZE), *wrap(DUTIES[1], 225, 2 * SIZE), *pieces[:2]]
        ):
            indent = 21 if piece[:2] in ("第十", "投保") else 0
            made.line(60 + indent, 100 + at * PITCH, piece)
        down = 100.0
        for piece in pieces[2:]:
            made.line(310, down, piece)
            down += PITCH
        made.paragraph(made.paragraph(down, DUTIES[3], 310, 535), DUTIES[1], 310, 535)
    assert paragraphs(text_lines(read_pdf(made.data))) == [*DUTIES, DUTIES[1]]


PROVISIONS = [
    ("5.1 您解除合同的手续", "及风险", "您在犹豫期后申请解除本合同的，请填写解除合同申请书并向我们提供保险合同及您的有效身份证件。"
     "自我们收到申请书时起，本合同终止，我们自收到申请书之日起30日内退还保险单的现金价值。"),
    ("5.2 效力中止", "", "在本合同效力中止期间，我们不承担保险责任；中止满二年双方未达成协议的，我们有权解除合同。"),
    ("6.1 明确说明与如实", "告知", "订立本合同时，我们会向您说明本合同的内容，并就您和被保险人的有关情况提出询问，您应当如实告知。"),
    ("6.2 年龄错误", "", "您申报的被保险人年龄不真实的，按照下列方式办理，因此多收或者少收的保险费由双方据实结算退补。"),
]  # fmt: skip


@pytest.mark.parametrize("heads", [0, 34], ids=["number with heading", "number, heading and body"])
def test_headings_in_the_margin_come_before_what_they_head(heads: int) -> None:
    """``heads``: how far right of its number a heading stands where it has a column of its own."""
    with Print() as made:
        down = 100.0
        for first, second, body in PROVISIONS:
            number, heading = first.split(" ")
            made.line(LEFT, down, number if heads else first)
            if heads:
                made.line(LEFT + heads, down, heading)
            made.line(LEFT + heads, down + PITCH, second) if second else None
            down = made.paragraph(down, body, 230, RIGHT, 0) + PITCH / 2
    lines = text_lines(read_pdf(made.data))
    expected = []
    for first, second, body in PROVISIONS:
        expected += [first + second, body]
    assert paragraphs(lines) == expected
    assert texts(lines, LineKind.HEADING) == [first + second for first, second, _ in PROVISIONS]


def test_a_page_with_one_heading_in_the_margin_follows_the_other_pages() -> None:
    with Print() as made:
        for page in (PROVISIONS[:2], PROVISIONS[2:], PROVISIONS[1:2]):
            down = 100.0
            for first, _, body in page:
                made.line(LEFT, down, first)
                down = made.paragraph(down, body, 230, RIGHT, 0)
            made.page()
    assert texts(text_lines(read_pdf(made.data)), LineKind.HEADING)[-1] == "5.2 效力中止"


def test_numbers_that_hang_in_the_margin_stay_with_their_items() -> None:
    items = [
        "投保人对被保险人的故意杀害、故意伤害，以及由此引起的一切费用和损失，保险人均不负责给付；",
        "被保险人故意犯罪或者抗拒依法采取的刑事强制措施。",
    ]
    with Print() as made:
        down = 100.0
        for number, item in zip(("（一）", "（二）", "（三）"), [*items, items[0]], strict=True):
            made.line(LEFT, down, number)
            down = made.paragraph(down, item, LEFT + 50, RIGHT, 0)
    assert paragraphs(text_lines(read_pdf(made.data))) == [
        f"（一） {items[0]}", f"（二） {items[1]}", f"（三） {items[0]}",
    ]  # fmt: skip


def test_definitions_set_off_by_a_gap_are_not_columns() -> None:
    with Print() as made:
        down = 100.0
        for term in ("周岁", "毒品", "医院"):
            made.line(LEFT, down, term)
            made.line(LEFT + 40, down, "指按照有效身份证件中记载的出生日期计算的年龄，自出生之日起为零周")
            made.line(
                LEFT,
                down + PITCH,
                "岁，每经过一年增加一岁，不足一年的不计，以下各条所称的年龄都照此计算，另有约",
            )
            made.line(LEFT, down + 2 * PITCH, "定的除外。")
            down += 3 * PITCH
    found = paragraphs(text_lines(read_pdf(made.data)))
    assert [paragraph[:4] for paragraph in found] == ["周岁 指", "毒品 指", "医院 指"]


# --- headings ---------------------------------------------------------------------------------------------


def test_larger_type_and_bold_lines_in_the_middle_are_headings() -> None:
    with Print() as made:
        made.centred(60, "海上货物运输保险条款", 16)
        made.centred(90, "责任免除", bold=True)
        down = made.paragraph(120, DUTIES[0])
        made.line(LEFT, down, "下列损失，保险人不负责赔偿：", bold=True)
        made.paragraph(down + PITCH, DUTIES[1])
    lines = text_lines(read_pdf(made.data))
    assert texts(lines, LineKind.HEADING) == ["海上货物运输保险条款", "责任免除"]


# --- tables -----------------------------------------------------------------------------------------------

COLUMNS, TOPS = (LEFT, 200.0, 350.0, 500.0), (140.0, 165.0, 205.0, 230.0)


def tabled(after: bool = False) -> Print:
    with Print() as made:
        made.paragraph(100, DUTIES[0])
        made.rules(COLUMNS, TOPS)
        for left, content in zip(COLUMNS, ("伤残等级", "给付比例", "备注"), strict=False):
            made.line(left + 5, 155, content, 9)
        made.line(LEFT + 5, 180, "第一级伤残，包括双目", 9)
        made.line(LEFT + 5, 195, "永久失明", 9)
        made.line(205, 188, "100%", 9)
        made.line(LEFT + 5, 222, "第二级", 9)
        made.line(205, 222, "90%", 9)
        made.line(355, 222, "见第九条", 9)
        if not after:
            made.paragraph(250, DUTIES[2])
        else:
            made.page()
            made.rules(COLUMNS, (60, 85, 110))
            made.line(LEFT + 5, 75, "第三级", 9)
            made.line(205, 75, "80%", 9)
            made.line(205, 100, "70%", 9)
            made.paragraph(140, DUTIES[3])
    return made


def test_rows_of_a_ruled_table_stand_at_its_place() -> None:
    lines = text_lines(read_pdf(tabled().data))
    rows = [line for line in lines if line.kind is LineKind.ROW]
    assert [row.text for row in rows] == [
        "伤残等级\t给付比例\t备注",
        "第一级伤残，包括双目永久失明\t100%\t",
        "第二级\t90%\t见第九条",
    ]
    assert {row.table for row in rows} == {0} and not any(row.joins for row in rows)
    at = lines.index(rows[0])
    assert lines[at - 1].text.endswith("各期保险费。") and lines[at + 3].text.startswith("第十六条")
    for row in rows:
        assert len(row.edges) == 2 * len(row.text)
    box = rows[1].box
    assert box is not None
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((LEFT, 165, 500, 205), abs=1)


def test_a_table_that_goes_on_over_the_page_is_one() -> None:
    rows = [line for line in text_lines(read_pdf(tabled(after=True).data)) if line.kind is LineKind.ROW]
    assert [row.text for row in rows[3:]] == ["第三级\t80%\t", "\t70%\t"]
    assert {row.table for row in rows} == {0}


def test_merged_cells_are_given_where_they_begin() -> None:
    with Print() as made:
        made.rules((LEFT, 500), (140, 215))
        made.rules((200, 350, 500), (140, 165))
        made.rules((200, 500), (165, 190, 215))
        for left, down, content in (
            (85, 180, "等级"),
            (205, 155, "甲"),
            (355, 155, "乙"),
            (205, 180, "丙至丁"),
            (205, 205, "戊"),
        ):
            made.line(left, down, content, 9)
    lines = text_lines(read_pdf(made.data))
    assert [line.text for line in lines] == ["等级\t甲\t乙", "\t丙至丁\t", "\t戊\t"]


def test_tables_are_numbered_through_the_document() -> None:
    with Print() as made:
        for _ in range(2):
            made.rules((LEFT, 200, 300), (100, 125, 150))
            made.line(LEFT + 5, 115, "档次", 9)
            made.line(205, 115, "保险金额", 9)
            made.line(LEFT + 5, 140, "一", 9)
            made.line(205, 140, "10万元", 9)
            made.paragraph(200, DUTIES[0])
            made.page()
    rows = [line for line in text_lines(read_pdf(made.data)) if line.kind is LineKind.ROW]
    assert [row.table for row in rows] == [0, 0, 1, 1]


def test_a_table_of_three_lines_has_the_columns_of_its_header() -> None:
    with Print() as made:
        down = made.paragraph(100, DUTIES[0]) + 5
        for place in (down, down + 20, down + 85):
            made.canvas.line(LEFT, HEIGHT - place, RIGHT, HEIGHT - place)
        rows = [
            ("保险期间", "年费率", "说明"),
            ("不满一个月", "10%", "按整月计"),
            ("一至三个月，首尾两日均计算在内", "30%", "不足一月的"),
            ("", "", "按一月计"),
            ("满一年", "100%", ""),
        ]
        for at, row in enumerate(rows):
            for left, content in zip((LEFT + 5, 260, 400), row, strict=True):
                made.line(left, down + 14 + at * 16.5, content, 9) if content else None
        made.paragraph(down + 110, DUTIES[2])
    lines = text_lines(read_pdf(made.data))
    assert [line.text for line in lines if line.kind is LineKind.ROW] == [
        "保险期间\t年费率\t说明", "不满一个月\t10%\t按整月计", "一至三个月，首尾两日均计算在内\t30%\t不足一月的按一月计", "满一年\t100%\t",
    ]  # fmt: skip
    assert paragraphs(line for line in lines if line.kind is LineKind.BODY) == [DUTIES[0], DUTIES[2]]


def test_lines_between_paragraphs_make_no_table() -> None:
    with Print() as made:
        down = 100.0
        for content in (*DUTIES[:2], "签章：          日期：", *DUTIES[2:]):
            made.canvas.line(LEFT, HEIGHT - down + 14, RIGHT, HEIGHT - down + 14)
            down = made.paragraph(down, content) + PITCH
    assert all(line.kind is LineKind.BODY for line in text_lines(read_pdf(made.data)))


def test_a_frame_round_the_page_and_a_line_under_the_head_are_no_table() -> None:
    with Print() as made:
        made.rules((40, 555), (30, 60, 810))
        made.paragraph(made.paragraph(100, DUTIES[0]), DUTIES[1])
    lines = text_lines(read_pdf(made.data))
    assert all(line.kind is LineKind.BODY for line in lines)
    assert paragraphs(lines) == DUTIES[:2]


# --- paragraphs -------------------------------------------------------------------------------------------


def test_wrapped_lines_join_and_paragraphs_do_not() -> None:
    with Print() as made:
        down = 100.0
        for content in DUTIES:
            down = made.paragraph(down, content)
    lines = text_lines(read_pdf(made.data))
    assert len(lines) > len(DUTIES)
    assert paragraphs(lines) == DUTIES


def test_a_paragraph_goes_on_over_the_page() -> None:
    pieces = wrap(DUTIES[0], RIGHT - LEFT, 2 * SIZE)
    with Print() as made:
        down = made.paragraph(100, DUTIES[1])
        made.paragraph(down, DUTIES[3])
        made.line(LEFT + 21, 760, pieces[0])
        made.line(WIDTH / 2 - 20, 800, "第1页 共2页", 8)
        made.page()
        for at, piece in enumerate(pieces[1:]):
            made.line(LEFT, 100 + at * PITCH, piece)
        made.paragraph(100 + len(pieces) * PITCH, DUTIES[2])
        made.line(WIDTH / 2 - 20, 800, "第2页 共2页", 8)
    assert paragraphs(text_lines(read_pdf(made.data))) == [DUTIES[1], DUTIES[3], DUTIES[0], DUTIES[2]]


def test_full_lines_that_end_a_paragraph_do_not_swallow_the_next() -> None:
    room = int((RIGHT - LEFT) / SIZE)
    full = "被" * (room - 3) + "。"
    with Print() as made:
        made.paragraph(100, full)
        made.paragraph(100 + PITCH, full)
        made.paragraph(100 + 2 * PITCH, DUTIES[0])
    assert paragraphs(text_lines(read_pdf(made.data))) == [full, full, DUTIES[0]]


def test_hanging_items_join_and_the_next_number_does_not() -> None:
    items = [
        "（1）您申报的被保险人年龄不真实，并且其真实年龄不符合本合同约定投保年龄限制的，我们有权解除本合同，并退还现金价值；",
        "（2）您申报的被保险人年龄不真实，致使您实付保险费少于应付保险费的，我们有权更正并要求您补付。",
    ]
    with Print() as made:
        down = 100.0
        for item in items:
            for at, line in enumerate(wrap(item, 404, -31.5)):
                made.line(LEFT if at == 0 else LEFT + 31.5, down, line)
                down += PITCH
    assert paragraphs(text_lines(read_pdf(made.data))) == items


@pytest.mark.parametrize(
    "parts",
    [
        ("投保人未履行如实告知义务的，保险人有权解除合同，并按照本合同", "第十二条第二款的约定处理。"),
        ("被保险人有前款所列情形的，自保险人知道之日起，按本合同", "2.4的约定办理退费手续。"),
        ("六项日常活动是指：1）穿衣；2）移动；3）行动；4）如厕；", "5）进食；6）洗澡。"),
    ],
)
def test_a_number_that_belongs_to_its_sentence_opens_no_paragraph(parts: tuple[str, str]) -> None:
    opening = "发生保险事故时，"
    room = int((RIGHT - LEFT - 2 * SIZE) / SIZE)
    first = (opening * 9)[: max(0, room - len(parts[0]))] + parts[0]
    with Print() as made:
        down = made.paragraph(100, DUTIES[0])
        down = made.paragraph(down, DUTIES[1])
        if parts[1].startswith("5"):  # an item of a list that runs on is known by the item before it
            made.line(LEFT + 21, down, "乙" * (room - 1) + "，")
            made.line(LEFT, down + PITCH, ("乙" * 9 + first)[-room - 2 :])
            made.line(LEFT, down + 2 * PITCH, parts[1])
        else:
            made.line(LEFT + 21, down, first[-room:])
            made.line(LEFT, down + PITCH, parts[1])
    assert text_lines(read_pdf(made.data))[-1].joins


def test_a_short_line_ends_its_paragraph_without_a_full_stop() -> None:
    with Print() as made:
        down = made.paragraph(100, DUTIES[0])
        made.line(LEFT, down, "附加条款一览表")
        made.line(LEFT, down + PITCH, "各附加条款须与主险一并投保，其保险期间与主险保险期间一致。")
    assert [line.joins for line in text_lines(read_pdf(made.data))][-2:] == [False, False]


def test_footnotes_are_notes_and_leave_the_paragraph_whole() -> None:
    body = wrap(DUTIES[1], RIGHT - LEFT, 2 * SIZE)
    with Print() as made:
        down = made.paragraph(100, DUTIES[0])
        made.line(LEFT + 21, down, "在本合同有效期内经医院")
        made.line(LEFT + 21 + 11 * SIZE, down - 4, "1", 6)
        made.line(LEFT + 21 + 11 * SIZE + 5, down, "确诊的，保险人给付保险金。")
        made.line(LEFT + 21, 720, body[0])
        made.line(LEFT, 750, "1", 5)
        made.line(LEFT + 6, 753, "医院：指二级以上的公立医院。", 8)
        made.page()
        for at, line in enumerate(body[1:]):
            made.line(LEFT, 100 + at * PITCH, line)
        made.paragraph(100 + PITCH * len(body), DUTIES[2])
    lines = text_lines(read_pdf(made.data))
    assert [line.text for line in lines if line.kind is LineKind.NOTE] == ["¹ 医院：指二级以上的公立医院。"]
    assert DUTIES[1] in paragraphs(line for line in lines if line.kind is LineKind.BODY)


def test_a_page_is_as_high_as_its_box() -> None:
    assert read_pdf(tabled().data).pages[0].height == HEIGHT
