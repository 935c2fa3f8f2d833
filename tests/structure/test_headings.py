"""Headings: what they announce, what can be one, and one glued to its text."""

import pytest

from extractor.structure.headings import (
    DRAFTING_NOTE,
    SIGNATURE,
    Role,
    announces_section,
    glued_heading,
    is_title_like,
    role_of,
)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("总则", Role.GENERAL),
        ("合同的构成", Role.GENERAL),
        ("保险责任", Role.COVERAGE),
        ("保障范围", Role.COVERAGE),
        ("我们提供的保障", Role.COVERAGE),
        ("盗抢险责任", Role.COVERAGE),
        ("责任免除", Role.EXCLUSION),
        ("除外责任", Role.EXCLUSION),
        ("不保事项", Role.EXCLUSION),
        ("赔偿限额与免赔额", Role.LIMIT),
        ("保险金额", Role.LIMIT),
        ("保险期间", Role.PERIOD),
        ("等待期", Role.PERIOD),
        ("诉讼时效", Role.PERIOD),
        ("保险费", Role.PREMIUM),
        ("保险人义务", Role.INSURER_DUTIES),
        ("保险人的义务", Role.INSURER_DUTIES),
        ("投保人、被保险人的义务", Role.INSURED_DUTIES),
        ("如实告知", Role.INSURED_DUTIES),
        ("赔偿处理", Role.CLAIMS),
        ("保险金的申请与给付", Role.CLAIMS),
        ("合同的变更和解除", Role.TERMINATION),
        ("争议处理", Role.DISPUTE),
        ("释义", Role.DEFINITIONS),
        ("名词解释", Role.DEFINITIONS),
        ("重要术语释义", Role.DEFINITIONS),
        ("短期费率表", Role.APPENDIX),
        ("其他事项", Role.OTHER),
        ("", Role.OTHER),
        ("责 任 免 除", Role.EXCLUSION),
        ("【责任免除】", Role.EXCLUSION),
        ("3 释义", Role.DEFINITIONS),
        ("7．释义", Role.DEFINITIONS),
    ],
)
def test_a_heading_announces_its_role(heading: str, role: Role) -> None:
    assert role_of(heading) is role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("责任免除", True),
        ("投保人、被保险人的义务", True),
        ("保险人应当赔偿。", False),
        ("下列损失，保险人不负责赔偿", False),
        ("保险责任：", False),
        ("甲方：青屿公司", False),
        ("一类\t0.8", False),
        ("免", False),
        ("", False),
        ("免" * 27, False),
    ],
)
def test_a_title_is_short_and_holds_no_sentence(text: str, expected: bool) -> None:
    assert is_title_like(text) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("责任免除", True),
        ("其他事项", True),
        ("特别约定", True),
        ("青屿物流公司", False),
        ("一级残疾", False),
    ],
)
def test_words_of_sections_announce_one(line: str, expected: bool) -> None:
    assert announces_section(line) is expected


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("保密义务双方应当保守秘密。", "保密义务"),
        ("合同生效本合同自签字之日起生效。", "合同生效"),
        ("退保您可以申请退保。", "退保"),
        ("双方应当保守秘密。", ""),
        ("保险责任如下：", ""),
        ("保险费交清前发生的保险事故，保险人不赔。", ""),
        ("赔款应当由保险人支付。", ""),
        ("被保险人发生事故时，保险人赔偿。", ""),
        ("合同解除双方可以协商解除本合同。", "合同解除"),
        ("责任免除因下列原因造成的损失，保险人不赔。", "责任免除"),
        ("保险金受益人您可以指定一人或者数人。", "保险金受益人"),
        ("保险费自动垫交您可以选择自动垫交。", "保险费自动垫交"),
        ("基本保险金额本附加合同的基本保险金额由您选择。", "基本保险金额"),
        ("未还款项我们给付时扣除欠交的保险费。", "未还款项"),
        ("每次事故绝对免赔额为二百元。", ""),
        ("保险事故发生后，被保险人应当通知保险人。", ""),
        ("未经保险人书面同意，合同不得转让。", ""),
        ("保险费按保险金额的千分之三计收。", ""),
        ("承运人在运输途中丢失货物的，负赔偿责任。", ""),
        ("有下列情形之一的，合同终止。", ""),
        ("本条款（以下简称条款）一式两份。", ""),
        ("不可抗力任何一方均不负责。", "不可抗力"),
    ],
)
def test_a_heading_ends_where_a_subject_begins(text: str, heading: str) -> None:
    assert text[: glued_heading(text)] == heading


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("风险提示：", True),
        ("温馨提示： 建议写明。", True),
        ("再次风险提示：", True),
        ("风险提示义务", False),
    ],
)
def test_notes_to_the_drafter_are_marked(line: str, expected: bool) -> None:
    assert (DRAFTING_NOTE.search(line) is not None) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（以下无正文）", True),
        ("甲方（盖章）：", True),
        ("乙方签字：", True),
        ("开户银行：青屿银行", True),
        ("法定代表人：", True),
        ("甲方应当支付保险费。", False),
        ("乙方：苍屏公司", False),
    ],
)
def test_signature_lines(line: str, expected: bool) -> None:
    assert (SIGNATURE.search(line) is not None) is expected
