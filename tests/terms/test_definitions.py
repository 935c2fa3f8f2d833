"""Definitions: entries of the definitions part, numbered entries, and terms explained in running text."""

import pytest

from extractor.records import RecordType
from tests.documents import records_of

TITLE = "松陵财产保险条款\n\n"


def definitions(body: str) -> list[tuple[str, object, str]]:
    return [(r.path, r.fields["term"], r.quote) for r in records_of(TITLE + body, RecordType.DEFINITION)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "第一条 责任。\n第二条 附则。\n释义\n重度残疾：指下列情形之一：\n（1）双手缺失的；\n（2）不能自理，需他人扶助的（注2）。\n注：\n（1）缺失包括截断、坏死或机能丧失。\n（2）不能自理，需他人扶助系指吃饭、穿衣等都不能自己为之。\n所谓永久系指一百八十日后仍不能恢复。",
            [
                (
                    "释义",
                    "重度残疾",
                    "重度残疾：指下列情形之一：\n（1）双手缺失的；\n（2）不能自理，需他人扶助的（注2）",
                ),
                ("释义（1）#2", "缺失", "缺失包括截断、坏死或机能丧失"),
                (
                    "释义（2）#2",
                    "不能自理，需他人扶助",
                    "不能自理，需他人扶助系指吃饭、穿衣等都不能自己为之",
                ),
                ("释义", "永久", "所谓永久系指一百八十日后仍不能恢复"),
            ],
        ),
        (
            "第一条 责任。\n第二条 附则。\n释义\n无证驾驶：指下列情形之一：\n（1）没有驾驶证；\n（2）驾驶证过期。\n战乱：指武装对抗。",
            [
                ("释义", "无证驾驶", "无证驾驶：指下列情形之一：\n（1）没有驾驶证；\n（2）驾驶证过期"),
                ("释义", "战乱", "战乱：指武装对抗"),
            ],
        ),
        (
            "第一条 责任。\n第二条 附则。\n释义\n货物：指运单列明的物品。\n【事故】指外来的意外事件。",
            [("释义", "货物", "货物：指运单列明的物品"), ("释义", "事故", "【事故】指外来的意外事件")],
        ),
        (
            "第一条 责任。\n第二条 附则。\n释义\n1．货物：指运单列明的物品。\n2．事故：指外来的意外事件。",
            [("释义1", "货物", "货物：指运单列明的物品"), ("释义2", "事故", "事故：指外来的意外事件")],
        ),
        (
            "总则\n第一条 责任。\n释义\n第二条 本合同涉及下列术语时，适用下列释义：\n（一）货物：指运单列明的物品。\n（二）事故：指外来的意外事件。",
            [
                ("第二条（一）", "货物", "货物：指运单列明的物品"),
                ("第二条（二）", "事故", "事故：指外来的意外事件"),
            ],
        ),
        (
            "1.1 构成\n由条款组成。\n1.2 生效\n次日生效。\n1.3 期间\n一年。\n7.1 周岁\n指按出生日期计算的年龄。\n7.2 现金价值\n指退保时退还的金额。",
            [("7.1", "周岁", "指按出生日期计算的年龄"), ("7.2", "现金价值", "指退保时退还的金额")],
        ),
        (
            "第一条 本合同所称“团体”，是指依法成立的组织。\n第二条 附则。",
            [("第一条", "团体", "本合同所称“团体”，是指依法成立的组织")],
        ),
        (
            "第一条 本保险合同所称暴雨是指每小时降雨量达十六毫米以上的雨。\n第二条 附则。",
            [("第一条", "暴雨", "本保险合同所称暴雨是指每小时降雨量达十六毫米以上的雨")],
        ),
        (
            "第一条 甲方在平台开立的结算账户（以下简称“账户”）由乙方管理。\n第二条 附则。",
            [("第一条", "账户", "甲方在平台开立的结算账户（以下简称“账户”）")],
        ),
        (
            "第一条 责任。\n第二条 附则。\n释义\n1．医院：指符合下列条件的机构：\n（1）二级以上；\n（2）公立。\n2．事故：指意外。",
            [
                ("释义1", "医院", "医院：指符合下列条件的机构：\n（1）二级以上；\n（2）公立"),
                ("释义2", "事故", "事故：指意外"),
            ],
        ),
    ],
)
def test_terms_and_their_meaning(body: str, expected: list[tuple[str, object, str]]) -> None:
    assert definitions(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "第一条 保险人应当指定专人。\n第二条 附则。",
        "第一条 投保人指导下的操作。\n第二条 附则。",
        "第一条 苍屏公司（以下简称“本公司”）承保。\n第二条 附则。",
        "第一条 下列损失：战争。\n第二条 附则。",
    ],
)
def test_what_defines_nothing(body: str) -> None:
    assert definitions(body) == []


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("本保险合同中的承保车辆是指依法登记的客运车辆。", "承保车辆"),
        ("本保险单所称承保区域是指省内。", "承保区域"),
        ("手指缺失系指近位关节以上切断。", "手指缺失"),
        ("雷电为云层放电的自然现象。", "雷电"),
    ],
)
def test_terms_that_old_and_motor_wordings_define(sentence: str, term: str) -> None:
    assert [found for _, found, _ in definitions(f"释义\n第一条 {sentence}\n第二条 附则。")] == [term]


def test_a_space_divides_a_term_from_its_meaning() -> None:
    body = "第一条 责任。\n第二条 附则。\n释义\n1. 周岁 本合同所指周岁，以证件记载的出生日期计算。\n2. 有效证件 包括身份证和护照。\n"
    assert [(path, term) for path, term, _ in definitions(body)] == [("释义1", "周岁"), ("释义2", "有效证件")]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("营运车辆指领取营运执照并收取费用的车辆。", "营运车辆"),
        ("增值方式指的是增加本合同的基本保险金额。", "增值方式"),
        ("这里的已交保险费指以现行保险金额为基础计算的保险费。", "已交保险费"),
        ("失能人：一种是指十周岁以下的人，另一种是指不能辨认自己行为的人。", "失能人"),
    ],
)
def test_terms_that_running_text_defines(sentence: str, term: str) -> None:
    assert [found for _, found, _ in definitions(f"第一条 责任。\n{sentence}\n第二条 附则。")] == [term]


def test_injured_fingers_define_nothing() -> None:
    assert definitions("第一条 责任。\n一手拇指及食指缺失，或含拇指的三个手指缺失的。\n第二条 附则。") == []


def test_a_note_of_two_sentences_is_one_entry_and_ends_at_the_next_note() -> None:
    body = "第一条 责任。\n3对应日：指每年的同一日。当月无同一日的，为该月最后一日。4周岁：指证件所载出生日期计算的年龄。\n第二条 附则。"
    quotes = [quote for _, _, quote in definitions(body)]
    assert quotes == [
        "3对应日：指每年的同一日。当月无同一日的，为该月最后一日",
        "4周岁：指证件所载出生日期计算的年龄",
    ]


def test_the_term_of_the_next_entry_explains_nothing() -> None:
    body = "1 责任\n我们承担责任。\n7 释义\n7.1 潜水\n跳伞\n7.2 攀岩\n指攀登悬崖、冰山等运动。"
    assert [(term, quote) for _, term, quote in definitions(body)] == [("攀岩", "指攀登悬崖、冰山等运动")]
