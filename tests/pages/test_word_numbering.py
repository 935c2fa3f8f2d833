"""Labels that Word prints and never stores: counted as Word counts them."""

import pytest
from word_fixtures import abstract, docx, level, listing, paragraph, restart, row, table

from extractor.pages.word import read_docx
from extractor.pages.word_numerals import numeral

_NOTHING = '<w:suff w:val="nothing"/>'
_CONTRACT = (
    level(0, "chineseCountingThousand", "第%1条")
    + level(1, "chineseCounting", "（%2）", extra=_NOTHING)
    + level(2, "decimal", "%3.", extra=_NOTHING)
    + level(3, "decimalEnclosedCircleChinese", "%4", extra=_NOTHING)
)


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_docx(data).pages[0].lines]


def numbered(
    *levels_and_texts: tuple[int, str], levels: str = _CONTRACT, overrides: dict[int, str] | None = None
) -> list[str]:
    """The lines of paragraphs ``(list * 10 + level, text)``, all lists on one definition."""
    lists = {1: "", **(overrides or {})}
    body = "".join(paragraph(text, number=divmod(place, 10)) for place, text in levels_and_texts)
    numbering = abstract(0, levels) + "".join(listing(key, 0, own) for key, own in lists.items())
    return texts(docx(body, numbering=numbering))


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("decimal", {1: "1", 10: "10", 101: "101"}),
        ("decimalZero", {1: "01", 9: "09", 10: "10", 100: "100"}),
        ("decimalFullWidth", {1: "１", 10: "１０"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一"}),
        (
            "chineseCountingThousand",
            {
                10: "十",
                12: "十二",
                30: "三十",
                100: "一百",
                101: "一百零一",
                110: "一百一十",
                1010: "一千零一十",
            },
        ),
        ("japaneseCounting", {10: "十", 21: "二十一", 100: "百", 101: "百一", 110: "百十", 2000: "二千"}),
        ("ideographDigital", {1: "一", 10: "一〇", 12: "一二", 105: "一〇五"}),
        ("chineseLegalSimplified", {1: "壹", 2: "贰", 10: "壹拾", 23: "贰拾叁", 105: "壹佰零伍"}),
        ("taiwaneseCountingThousand", {21: "二十一", 10_000: "一萬"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {2: "②", 10: "⑩"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperLetter", {3: "C", 28: "BB"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv", 40: "xl"}),
        ("upperRoman", {1: "I", 6: "VI", 1999: "MCMXCIX"}),
        ("custom:001", {7: "007", 1234: "1234"}),
        ("none", {5: ""}),
    ],
)
def test_number_styles_print_as_word_prints_them(style: str, printed: dict[int, str]) -> None:
    assert {number: numeral(number, style) for number in printed} == printed


def test_an_unknown_style_is_no_silent_guess() -> None:
    assert numeral(3, "thaiLetters") is None
    data = docx(
        paragraph("甲方应当付款。", number=(1, 0)),
        numbering=abstract(0, level(0, "thaiLetters", "%1.")) + listing(1, 0),
    )
    reading = read_docx(data)
    assert [remark.code for remark in reading.remarks] == ["numbering"]
    assert reading.pages[0].lines[0].text == "1. 甲方应当付款。"


def test_levels_count_and_start_anew_below_a_new_article() -> None:
    assert numbered(
        (10, "承保范围"), (11, "火灾；"), (11, "爆炸；"), (12, "锅炉爆炸"), (12, "管道爆炸"), (13, "蒸汽管道"),
        (10, "责任免除"), (11, "地震；"), (12, "余震"),
    ) == [
        "第一条 承保范围", "（一）火灾；", "（二）爆炸；", "1.锅炉爆炸", "2.管道爆炸", "①蒸汽管道",
        "第二条 责任免除", "（一）地震；", "1.余震",
    ]  # fmt: skip


def test_automatic_and_typed_numbers_give_the_same_lines() -> None:
    contract = [
        (0, "第一条", " 服务内容"), (1, "（一）", "乙方为甲方提供承保服务；"), (1, "（二）", "乙方为甲方提供理赔服务。"),
        (0, "第二条", " 服务费"), (2, "1.", "首期服务费人民币5000元；"), (2, "2.", "尾款人民币3000元。"),
        (3, "①", "尾款在验收后十日内支付"),
    ]  # fmt: skip
    automatic = numbered(*((10 + at, text.strip()) for at, _, text in contract))
    typed = texts(docx("".join(paragraph(label + text) for _, label, text in contract)))
    assert automatic == typed


def test_paragraphs_between_do_not_break_a_list() -> None:
    body = (
        paragraph("甲", number=(1, 0)) + paragraph("说明文字。") + table(row("项目", "金额"))
        + paragraph("乙", number=(1, 0))
    )  # fmt: skip
    lines = texts(docx(body, numbering=abstract(0, _CONTRACT) + listing(1, 0)))
    assert lines == ["第一条 甲", "说明文字。", "项目\t金额", "第二条 乙"]


def test_a_start_override_restarts_once_and_lists_share_their_definition() -> None:
    lines = numbered(
        (10, "甲"), (10, "乙"), (20, "丙"), (20, "丁"), (10, "戊"), (20, "己"), overrides={2: restart(0)}
    )
    assert lines == ["第一条 甲", "第二条 乙", "第一条 丙", "第二条 丁", "第三条 戊", "第四条 己"]


def test_a_second_list_without_override_continues() -> None:
    assert numbered((10, "甲"), (20, "乙"), overrides={2: ""}) == ["第一条 甲", "第二条 乙"]


def test_lists_of_different_definitions_count_by_themselves() -> None:
    numbering = (
        abstract(0, level(0, "decimal", "%1.")) + abstract(1, level(0, "decimal", "%1)")) + listing(1, 0)
        + listing(2, 1)
    )  # fmt: skip
    body = "".join(
        paragraph(text, number=(key, 0)) for key, text in [(1, "甲"), (2, "乙"), (1, "丙"), (2, "丁")]
    )
    assert texts(docx(body, numbering=numbering)) == ["1. 甲", "1) 乙", "2. 丙", "2) 丁"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ["1.1.1", "1.2.1", "2.1.1"]),  # by default any higher level restarts
        ('<w:lvlRestart w:val="0"/>', ["1.1.1", "1.2.2", "2.1.3"]),  # never
        ('<w:lvlRestart w:val="1"/>', ["1.1.1", "1.2.2", "2.1.1"]),  # only the first level does
    ],
)
def test_level_restart(value: str, expected: list[str]) -> None:
    levels = (
        level(0, "decimal", "%1")
        + level(1, "decimal", "%1.%2")
        + level(2, "decimal", "%1.%2.%3", extra=value)
    )
    places = [10, 11, 12, 11, 12, 10, 11, 12]
    lines = numbered(*((place, "款") for place in places), levels=levels)
    assert [line.split()[0] for line in lines if line.count(".") == 2] == expected


def test_legal_levels_write_decimals_under_chinese_numerals() -> None:
    levels = level(0, "chineseCounting", "第%1条") + level(1, "decimal", "%1.%2", extra="<w:isLgl/>")
    assert numbered((10, "甲"), (10, "乙"), (11, "丙"), levels=levels) == ["第一条 甲", "第二条 乙", "2.1 丙"]
    plain = level(0, "chineseCounting", "第%1条") + level(1, "decimal", "%1.%2")
    assert numbered((10, "甲"), (11, "丙"), levels=plain) == ["第一条 甲", "一.1 丙"]


def test_bullets_print_nothing_and_still_pass_over_numbers() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "bullet", "\uf06c")
    assert numbered((10, "甲"), (11, "乙"), (10, "丙"), levels=levels) == ["1. 甲", "乙", "2. 丙"]


def test_a_skipped_level_counts_as_used() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    assert numbered((11, "甲"), (11, "乙"), (10, "丙"), levels=levels) == ["1.1 甲", "1.2 乙", "2. 丙"]


def test_the_pattern_can_begin_above_one_and_hold_no_number() -> None:
    levels = level(0, "decimal", "附件%1：", start=3, extra=_NOTHING) + level(
        1, "none", "说明：", extra=_NOTHING
    )
    assert numbered((10, "清单"), (11, "略"), (10, "图纸"), levels=levels) == [
        "附件3：清单",
        "说明：略",
        "附件4：图纸",
    ]


def test_a_pattern_that_names_a_lower_level_is_dropped() -> None:
    assert numbered((10, "甲"), levels=level(0, "decimal", "%1.%2")) == ["甲"]


def test_numbering_comes_with_the_style_and_its_bases() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Tiao"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Xiang"><w:name w:val="项"/><w:basedOn w:val="Tiao"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mu"><w:name w:val="目"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Nested"><w:name w:val="加粗项"/><w:basedOn w:val="Xiang"/></w:style>'
    )
    levels = (
        level(0, "chineseCounting", "第%1条") + level(1, "chineseCounting", "（%2）", extra=_NOTHING)
        + level(2, "decimal", "%3.", extra='<w:pStyle w:val="Mu"/>')
    )  # fmt: skip
    body = (
        paragraph("定义", style="Tiao") + paragraph("火灾", style="Xiang") + paragraph("爆炸", style="Nested")
        + paragraph("锅炉", style="Mu") + paragraph("无号", style="Tiao", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("期间", style="Tiao")
    )  # fmt: skip
    lines = texts(docx(body, styles=styles, numbering=abstract(0, levels) + listing(1, 0)))
    assert lines == ["第一条 定义", "（一）火灾", "（二）爆炸", "1. 锅炉", "无号", "第二条 期间"]


def test_a_list_style_lends_its_levels() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Hetong"><w:name w:val="合同编号"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    numbering = (
        abstract(0, _CONTRACT, extra='<w:styleLink w:val="Hetong"/>')
        + abstract(1, extra='<w:numStyleLink w:val="Hetong"/>') + listing(1, 0) + listing(2, 1)
    )  # fmt: skip
    body = paragraph("甲", number=(2, 0)) + paragraph("乙", number=(2, 1))
    assert texts(docx(body, styles=styles, numbering=numbering)) == ["第一条 甲", "（一）乙"]


def test_an_overriding_level_replaces_the_definition_of_that_list_only() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1、", extra=_NOTHING)}</w:lvlOverride>'
    assert numbered((10, "甲"), (20, "乙"), (10, "丙"), overrides={2: own}) == [
        "第一条 甲",
        "B、乙",
        "第三条 丙",
    ]


def test_a_reference_to_no_list_prints_no_number() -> None:
    assert texts(docx(paragraph("甲", number=(9, 0)))) == ["甲"]
    assert numbered((90, "乙")) == ["乙"]


def test_cells_are_numbered_row_by_row() -> None:
    numbering = abstract(0, level(0, "decimal", "%1")) + listing(1, 0)
    serial = f"<w:tc><w:tcPr/>{paragraph('', number=(1, 0))}</w:tc>"
    lines = texts(docx(table(row(serial, "火灾"), row(serial, "爆炸")), numbering=numbering))
    assert lines == ["1\t火灾", "2\t爆炸"]


def test_an_empty_section_break_paragraph_is_not_counted() -> None:
    body = (
        paragraph("甲", number=(1, 0)) + paragraph("", number=(1, 0), properties="<w:sectPr/>")
        + paragraph("乙", number=(1, 0))
    )  # fmt: skip
    lines = texts(docx(body, numbering=abstract(0, _CONTRACT) + listing(1, 0)))
    assert lines == ["第一条 甲", "第二条 乙"]


def test_a_level_far_beyond_the_alphabet_stays_short() -> None:
    levels = level(0, "lowerLetter", "%1)", start=30_000)
    assert numbered((10, "甲"), levels=levels) == ["30000) 甲"]
