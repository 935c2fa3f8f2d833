"""Plain text and Markdown: what becomes a line, a heading, a row."""

import pytest

from extractor.document import Line, LineKind
from extractor.errors import BrokenDocument, UnsupportedFormat
from extractor.pages.plain import read_plain


def lines_of(text: str) -> tuple[Line, ...]:
    return read_plain(text.encode()).pages[0].lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    text = "第一条　本保险合同由保险条款、投保单组成。\r\n第二条　保险金额为10万元。"
    found = read_plain(text.encode(encoding)).pages[0].lines
    assert [line.text for line in found] == text.split("\r\n")


def test_traditional_text_is_read_in_big5() -> None:
    text = "第一條　本保險契約由條款、要保書組成，為契約之一部分。"
    assert [line.text for line in read_plain(text.encode("big5")).pages[0].lines] == [text]


def test_binary_data_is_no_text() -> None:
    with pytest.raises(UnsupportedFormat, match="PDF"):
        read_plain(bytes(range(256)) * 40)


def test_much_lost_text_is_refused_and_little_is_remarked() -> None:
    with pytest.raises(BrokenDocument, match="编码"):
        read_plain(("保险金额\ufffd\ufffd" * 50).encode())
    reading = read_plain(("本合同的保险金额以保险单载明的为准。" * 20 + "\ufffd").encode())
    assert [remark.code for remark in reading.remarks] == ["lost-text"]


def test_a_text_cut_inside_a_character_is_kept() -> None:
    data = ("本合同的保险金额以保险单载明的为准。" * 20).encode()[:-1]
    reading = read_plain(data)
    assert reading.pages[0].lines[0].text.startswith("本合同")
    assert [remark.code for remark in reading.remarks] == ["lost-text"]


def test_a_blank_line_parts_and_a_line_below_is_left_open() -> None:
    found = lines_of("总则\n\n第一条 甲\n乙\n")
    assert [(line.text, line.joins) for line in found] == [
        ("总则", False),
        ("第一条 甲", False),
        ("乙", None),
    ]


def test_invisible_characters_go_and_widths_stay() -> None:
    assert lines_of("\ufeff第\u200b１条　２００\u00ad元\x07")[0].text == "第１条　２００元"


def test_markdown_marks_go_and_labels_stay() -> None:
    found = lines_of("# 释义\n\n#\n\n1. 【**保险人**】指承保人。\n- 甲\n* 乙\n2. 丙\n费用=甲*乙*丙\n---\n")
    assert [(line.text, line.kind) for line in found] == [
        ("释义", LineKind.HEADING),
        ("1. 【保险人】指承保人。", LineKind.BODY),
        ("甲", LineKind.BODY),
        ("乙", LineKind.BODY),
        ("2. 丙", LineKind.BODY),
        ("费用=甲*乙*丙", LineKind.BODY),
    ]
    assert found[2].joins is False
    assert found[4].joins is None


def test_symbols_of_recognised_pages_go_at_the_line_start_only() -> None:
    found = lines_of(r"""$\clubsuit$ 您有退保的权利
$\textcircled{2}$ 现金价值的 $80 \%$
1\. 甲""")
    assert [line.text for line in found] == ["您有退保的权利", r"② 现金价值的 $80 \%$", "1. 甲"]


def test_tabbed_rows_parted_by_dashes_and_blanks_are_one_table() -> None:
    found = lines_of("附录\n\n月数\t1\t2\n----\t--\t--\n\n比例 (%)\t10\t20\n--\t--\t--\n\n注：按月。")
    rows = [line for line in found if line.kind is LineKind.ROW]
    assert [line.text for line in rows] == ["月数\t1\t2", "比例 (%)\t10\t20"]
    assert {line.table for line in rows} == {0}
    assert found[-1].text == "注：按月。"


def test_one_line_with_a_tab_is_no_table() -> None:
    found = lines_of("\t第一条\t本合同由保险条款组成。\n\n\t第二条\t投保人应缴费。")
    assert all(line.kind is LineKind.BODY for line in found)


def test_the_empty_corner_cell_of_a_tabbed_table_is_kept() -> None:
    found = lines_of("\t\t男\t女\n\t0岁\t158\t151\n\t1岁\t163\t155")
    assert [line.text for line in found] == ["\t男\t女", "0岁\t158\t151", "1岁\t163\t155"]


def test_pipe_table_loses_its_rule() -> None:
    found = lines_of("| 月 | 比例 |\n|---|:---:|\n| 1 | 10\\|12 |")
    assert [(line.text, line.table) for line in found] == [("月\t比例", 0), ("1\t10|12", 0)]


def test_drawn_table_keeps_cells_without_frames() -> None:
    found = lines_of("┌──┬────┐\n\n│费率│保险费　│\n\n├──┼────┤\n\n│1%　│　　　　│\n\n└──┴────┘\n完")
    assert [line.text for line in found] == ["费率\t保险费", "1%\t", "完"]
    assert [line.table for line in found] == [0, 0, None]


def test_two_tables_have_two_numbers() -> None:
    found = lines_of("a\tb\tc\n1\t2\t3\n\n之间\n\n| x | y |\n| 1 | 2 |")
    assert [line.table for line in found] == [0, 0, None, 1, 1]


def test_dots_of_emphasis_go_and_leaders_stay() -> None:
    found = lines_of(
        "本附加合同．．．．．的内容以条款为准．．．．．。\n\n保险责任．．．．．．3\n\n１．保险费"
    )
    assert [line.text for line in found] == [
        "本附加合同的内容以条款为准。",
        "保险责任．．．．．．3",
        "１．保险费",
    ]


def test_an_html_table_that_lays_out_provisions_becomes_headings_and_text() -> None:
    found = lines_of(
        "<table><tr><td>6.2</td><td>保单质押 贷款</td><td>您可以申请贷款。 每次不超过六个月；到期应还本付息，"
        "逾期的利息 并入本金。</td></tr><tr><td>6.3 减保</td><td>您可以减保： (1)填写申请书； (2)提交保险单。"
        "</td></tr></table>\n第七条 其他"
    )
    assert [(line.text, line.kind) for line in found] == [
        ("6.2 保单质押贷款", LineKind.HEADING),
        ("您可以申请贷款。", LineKind.BODY),
        ("每次不超过六个月；到期应还本付息，逾期的利息并入本金。", LineKind.BODY),
        ("6.3 减保", LineKind.HEADING),
        ("您可以减保：", LineKind.BODY),
        ("(1)填写申请书；", LineKind.BODY),
        ("(2)提交保险单。", LineKind.BODY),
        ("第七条 其他", LineKind.BODY),
    ]


def test_an_html_table_of_figures_becomes_rows_on_its_grid() -> None:
    found = lines_of(
        '<table><tr><td rowspan="2">年龄</td><td colspan=2>男性&amp;女性</td></tr><tr><td>10年</td><td>20年</td>'
        "</tr><tr><td>0</td><td>158</td><td>116</td></tr></table>"
    )
    assert [line.text for line in found] == ["年龄\t男性&女性\t", "\t10年\t20年", "0\t158\t116"]
    assert {line.table for line in found} == {0}


def test_blank_lines_of_a_double_spaced_print_part_only_after_short_lines() -> None:
    full, end = "被保险人在保险期间内因遭受意外伤害事故导致身故的，保险人按保险金额给付身", "故保险金。"
    found = lines_of("\n\n".join([full, end] * 12))
    assert [line.joins for line in found] == [False, *[None, False] * 11, None]


def test_blank_lines_between_paragraphs_part_them() -> None:
    found = lines_of("\n\n".join("第一条　投保人应当如实告知。" * number for number in range(1, 25)))
    assert {line.joins for line in found} == {False}


def test_rows_whose_last_cells_are_empty_belong_to_the_table() -> None:
    rows = lines_of("产品\t费率\t备注\n车险\t15%\t\n家财\t18%\t\n意外\t25%\t一年期")
    assert [(line.text, line.table) for line in rows] == [
        ("产品\t费率\t备注", 0),
        ("车险\t15%", 0),
        ("家财\t18%", 0),
        ("意外\t25%\t一年期", 0),
    ]


def test_figures_in_columns_of_spaces_are_a_table() -> None:
    rows = lines_of("附录\n期间（月）  1   2   3   4\n费率（%）  10  20  30  40\n注：按月计。")
    assert [(line.text, line.table) for line in rows] == [
        ("附录", None),
        ("期间（月）\t1\t2\t3\t4", 0),
        ("费率（%）\t10\t20\t30\t40", 0),
        ("注：按月计。", None),
    ]


def test_words_in_columns_of_spaces_are_none() -> None:
    assert {line.table for line in lines_of("甲方：某公司    乙方：某公司\n日期：    年    月    日")} == {
        None
    }
