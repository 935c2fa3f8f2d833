"""Numbering labels: every habit in its normal form, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.structure.numbering import Family, inline_labels, read_label


@pytest.mark.parametrize(
    ("line", "family", "number", "text"),
    [
        ("第一条 合同构成", Family.ARTICLE, 1, "第一条"),
        ("第十条保险人应当说明", Family.ARTICLE, 10, "第十条"),
        ("第 十 二 条　赔偿处理", Family.ARTICLE, 12, "第十二条"),
        ("第一百零三条：附则", Family.ARTICLE, 103, "第一百零三条"),
        ("第１３条 释义", Family.ARTICLE, 13, "第13条"),
        ("第三章 赔偿处理", Family.CHAPTER, 3, "第三章"),
        ("第二节 免赔额", Family.SECTION, 2, "第二节"),
        ("第二部分 通用条款", Family.PART, 2, "第二部分"),
        ("第一编 财产损失", Family.PART, 1, "第一编"),
        ("标段一：车辆保险", Family.PART, 1, "标段一"),
        ("附录：短期费率表", Family.APPENDIX, 0, "附录"),
        ("附件一 残疾比例表", Family.APPENDIX, 1, "附件一"),
        ("附表2 年费率", Family.APPENDIX, 2, "附表2"),
        ("【附件三】投保单", Family.APPENDIX, 3, "附件三"),
        ("2.3 等待期", Family.DECIMAL, 3, "2.3"),
        ("２．３．１ 住院", Family.DECIMAL, 1, "2.3.1"),
        ("10.12 现金价值", Family.DECIMAL, 12, "10.12"),
        ("7.4年度保险费", Family.DECIMAL, 4, "7.4"),
        ("8.3 年龄错误", Family.DECIMAL, 3, "8.3"),
        ("2.1日住院津贴", Family.DECIMAL, 1, "2.1"),
        ("10.5 年生效对应日", Family.DECIMAL, 5, "10.5"),
        ("3.7 万能保险账户", Family.DECIMAL, 7, "3.7"),
        ("一、投保范围", Family.CHINESE, 1, "一"),
        ("十二．其他约定", Family.CHINESE, 12, "十二"),
        ("（三）罢工、暴动；", Family.BRACKETED, 3, "（三）"),
        ("(四) 地震；", Family.BRACKETED, 4, "（四）"),
        ("〔五〕海啸；", Family.BRACKETED, 5, "（五）"),
        ("（ 十一 ）核辐射；", Family.BRACKETED, 11, "（十一）"),
        ("1. 身份证明；", Family.ARABIC, 1, "1"),
        ("12、检验报告；", Family.ARABIC, 12, "12"),
        ("３．发票；", Family.ARABIC, 3, "3"),
        ("（2）诊断证明；", Family.PAREN, 2, "（2）"),
        ("(７) 病历；", Family.PAREN, 7, "（7）"),
        ("2）清单；", Family.HALF_PAREN, 2, "2"),
        ("③ 罚款；", Family.CIRCLED, 3, "③"),
        ("a、提单；", Family.LETTER, 1, "a"),
        ("（B）装箱单；", Family.LETTER, 2, "B"),
    ],
)
def test_a_label_is_read_in_its_normal_form(line: str, family: Family, number: int, text: str) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.family, label.text) == (family, text)
    if family is not Family.LETTER:
        assert label.number == number


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("第一条　保险责任", "保险责任"),
        ("第二条：本合同自签字之日起生效。", "本合同自签字之日起生效。"),
        ("（一） 、战争；", "战争；"),
        ("2.1. 保险责任", "保险责任"),
        ("注：1. 本表单位为元。", "本表单位为元。"),
        ("1．6月30日前交清保险费；", "6月30日前交清保险费；"),
        ("2.30日内补交；", "30日内补交；"),
    ],
)
def test_what_follows_the_label_is_left_whole(line: str, rest: str) -> None:
    label = read_label(line)
    assert label is not None
    assert line[label.length :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "第五条规定的情形发生时，保险人不负责赔偿。",
        "第三条的约定不适用于本附加险。",
        "第八条第二款所列费用由投保人承担。",
        "第二条、第三条约定的责任合并计算。",
        "第四条至第六条同样适用。",
        "第九条所列损失不再计算。",
        "第三章规定的程序不变。",
        "第二部分的约定优先。",
        "附件所列车辆均在保险范围内。",
        "附加险条款与主险条款相抵触的，以附加险条款为准。",
        "附表二所列比例乘以保险金额。",
        "3.5%的部分由被保险人承担。",
        "2.5万元以下的损失不赔。",
        "12.50元每吨。",
        "1.5倍以内。",
        "0.8 折优惠。",
        "1.5年内未发生事故的，费率下浮。",
        "2.5 个月后缴清。",
        "2024年1月1日零时起。",
        "2024.1.1起生效。",
        "30日内通知保险人。",
        "一百二十元",
        "三十日内",
        "（保险人签章）",
        "（2024版）",
        "A型流感除外。",
        "",
    ],
)
def test_references_figures_and_dates_are_no_labels(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("line", "first", "following", "expected"),
    [
        ("保险人负责赔偿：（一）火灾；（二）爆炸；（三）雷击。", "", "", ["（一）", "（二）", "（三）"]),
        ("（二）台风、暴雨；（三）冰雹；（四）雪灾。", "（二）台风", "", ["（三）", "（四）"]),
        ("下列费用由甲方承担：1．检验费；2．公证费。", "", "", ["1", "2"]),
        ("包括：①搬运费；②仓储费。", "", "", ["①", "②"]),
        ("下列损失不赔：（一）战争；", "", "（二）罢工；", ["（一）"]),
    ],
)
def test_a_paragraph_that_counts_on_is_divided(
    line: str, first: str, following: str, expected: list[str]
) -> None:
    found = inline_labels(line, read_label(first), read_label(following))
    assert [label.text for _, label in found] == expected


@pytest.mark.parametrize(
    "line",
    [
        "保险人按下列方式处理；（二）项所列损失除外。",
        "赔款按前述公式计算；按（二）处理的除外。",
        "赔偿下列损失：（一）火灾造成的损失。",
        "本合同于上午签字；（3）号文件作废。",
    ],
)
def test_a_number_that_does_not_count_on_is_running_text(line: str) -> None:
    assert inline_labels(line, None) == []


def test_a_paragraph_without_a_label_counts_on_from_the_item_above() -> None:
    line = "无证驾驶的车辆；（6）战争；（7）核辐射。"
    assert [label.text for _, label in inline_labels(line, None, None, read_label("（5）酒后"))] == [
        "（6）",
        "（7）",
    ]
    assert inline_labels(line, None, None, read_label("（3）酒后")) == []
    anew = "分为两级：（1）轻度；（2）重度。"
    assert [label.text for _, label in inline_labels(anew, None, None, read_label("（5）酒后"))] == [
        "（1）",
        "（2）",
    ]


def test_a_list_that_skips_a_number_is_not_divided_there() -> None:
    found = inline_labels("责任包括：（一）火灾；（二）爆炸；（四）雷击。", None)
    assert [label.text for _, label in found] == ["（一）", "（二）"]


_LABELS = st.sampled_from(["（一）", "（二）", "（三）", "1．", "2．", "①", "②", "第五条", "3、"])
_WORDS = st.sampled_from(["火灾", "保险人赔偿", "损失：", "；", "。", "，", "按", "10日", " "])


@given(st.lists(st.one_of(_LABELS, _WORDS), max_size=20).map("".join))
def test_labels_found_inside_stand_in_order_and_read_as_labels(line: str) -> None:
    first = read_label(line)
    found = inline_labels(line, first)
    places = [at for at, _ in found]
    assert places == sorted(set(places))
    assert all(at >= (first.length if first else 1) for at in places)
    assert all(line[at:].startswith(label.text[0]) or label.text[0] in "（" for at, label in found)


@given(st.text(max_size=60))
def test_a_label_never_takes_more_than_there_is(line: str) -> None:
    label = read_label(line)
    assert label is None or 0 < label.length <= len(line)
