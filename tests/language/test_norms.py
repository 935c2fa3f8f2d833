"""Norms: the modal word, whom it binds, and what only looks like a norm."""

import pytest

from extractor.language.norms import Modality, counterpart, find_norm


@pytest.mark.parametrize(
    ("text", "modality", "word"),
    [
        ("保险人应当及时核定", Modality.DUTY, "应当"),
        ("投保人应于每月五日前交费", Modality.DUTY, "应"),
        ("乙方须提供发票", Modality.DUTY, "须"),
        ("被保险人必须保护现场", Modality.DUTY, "必须"),
        ("乙方有义务保守秘密", Modality.DUTY, "有义务"),
        ("乙方承诺按期交货", Modality.DUTY, "承诺"),
        ("乙方负责车辆的年检", Modality.DUTY, "负责"),
        ("乙方将安排专人对接", Modality.DUTY, "将"),
        ("请及时通知我们", Modality.DUTY, "请"),
        ("投保人不得转让保险单", Modality.PROHIBITION, "不得"),
        ("乙方严禁转包", Modality.PROHIBITION, "严禁"),
        ("乙方无权变更价格", Modality.PROHIBITION, "无权"),
        ("投保人可以解除合同", Modality.RIGHT, "可以"),
        ("保险人有权进行检查", Modality.RIGHT, "有权"),
        ("甲方可要求乙方整改", Modality.RIGHT, "可"),
        ("被保险人不需要另行交费", Modality.RIGHT, "不需要"),
    ],
)
def test_modal_words(text: str, modality: Modality, word: str) -> None:
    norm = find_norm(text)
    assert norm is not None
    assert (norm.modality, norm.word) == (modality, word)
    assert text[norm.start : norm.end] == word


@pytest.mark.parametrize(
    "text",
    [
        "因不可抗力造成的损失",
        "可能发生的损失",
        "应收保险费",
        "必需品",
        "每次事故赔偿金额不得超过责任限额",
        "保险人应承担的赔偿责任",
        "按惯例应当分摊的共同海损费用",
        "按规定应自费购买的药品",
        "由被保险人承担的费用",
        "可以享受的优惠",
        "投保须知",
        "货物的损失",
        "供应商名单",
        "",
    ],
)
def test_what_only_looks_like_a_norm(text: str) -> None:
    assert find_norm(text) is None


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("保险人应当及时核定", "保险人"),
        ("投保人、被保险人应当如实告知", "投保人、被保险人"),
        ("发生保险事故后，被保险人应当立即通知保险人", "被保险人"),
        ("被保险人收到起诉状后，应当及时通知保险人", "被保险人"),
        ("诉讼费用应由保险人承担", "保险人"),
        ("我们应当自收到申请之日起十日内核定", "保险人"),
        ("您不得转让本合同", "投保人"),
        ("任何一方不得泄露秘密", "双方"),
        ("受让人应当承继权利", "受让人"),
        ("被保险人为数人时，保险人可以分别给付", "保险人"),
        ("未经甲方同意，乙方不得转包", "乙方"),
        ("在保险期间开始前，投保人可以解除合同", "投保人"),
        ("应当妥善保管单证", ""),
    ],
)
def test_who_is_bound(text: str, bearer: str) -> None:
    norm = find_norm(text)
    assert norm is not None
    assert norm.bearer == bearer


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("保险人应当提示的，未提示的条款不产生效力，投保人可以解除合同", "可以"),
        ("保险人认为应当补充资料的，应当一次性通知", "应当"),
        ("需要延期的，乙方不得自行决定", "不得"),
    ],
)
def test_a_modal_word_in_a_condition_states_no_norm(text: str, act: str) -> None:
    norm = find_norm(text)
    assert norm is not None
    assert norm.word == act
    assert norm.start > text.index("，")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("每月五日前向甲方提交清单", "乙方"),
        ("提前三日通知乙方", "甲方"),
        ("向甲方提交清单并通知乙方", ""),
        ("向保险人提交清单", ""),
        ("提交清单", ""),
    ],
)
def test_in_a_contract_of_two_the_other_party_acts(text: str, name: str) -> None:
    assert counterpart(text) == name
