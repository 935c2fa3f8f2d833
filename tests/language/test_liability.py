"""Sentences about liability: refusals, promises, and neither."""

import pytest

from extractor.language.liability import find_promise, find_refusal

REFUSALS = [
    "下列损失，保险人不负责赔偿",
    "保险人不承担赔偿责任",
    "我们不承担给付保险金的责任",
    "保险人不予给付",
    "保险人不再承担保险责任",
    "对因此扩大的损失，保险人不承担责任",
    "保险人有权拒绝赔偿",
    "保险人可以相应扣减保险金",
    "由此产生的费用，保险人概不负责",
    "停驶期间保险责任中止",
    "不属于本保险赔偿范围",
    "保险人不受其约束",
    "保险人不退还保险费",
    "逾期未交的，本公司拒赔",
    "保险人可以相应减少保险金",
    "上述情形均可使保险人免除赔偿责任",
    "本公司不向第三者赔偿",
]
PROMISES = [
    "保险人负责赔偿",
    "保险人按照本合同的约定承担赔偿责任",
    "保险人按保险金额给付身故保险金",
    "我们按照约定给付住院津贴",
    "保险人对施救费用予以赔偿",
    "我们豁免其后各期保险费",
    "承运人依法免除责任的货物灭失，由保险人负责赔偿",
]
NEITHER = [
    "保险人应当及时核定",
    "赔偿限额由双方约定",
    "请求赔偿的时效为二年",
    "乙方不承担违约责任",
    "您可以申请减少本合同的基本保险金额",
    "投保人申请减保的，减少后的保险金额不得低于一万元",
    "我们向您给付基本保险金额减少部分的现金价值",
    "您可减少基本保险金额",
    "其他免除、减轻我们责任的条款，详见加粗的内容",
    "超过一百八十天不向保险人申请赔偿，视为自愿放弃权益",
    "承运人依法免除责任时，应当出具证明",
    "",
]


@pytest.mark.parametrize("text", REFUSALS)
def test_refusals(text: str) -> None:
    assert find_refusal(text) is not None


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_no_promise(text: str) -> None:
    assert find_promise(text) is None


@pytest.mark.parametrize("text", PROMISES)
def test_promises(text: str) -> None:
    assert find_promise(text) is not None
    assert find_refusal(text) is None


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    assert find_refusal(text) is None
    assert find_promise(text) is None


@pytest.mark.parametrize(
    "text", ["保险人不承担赔偿责任的，应当书面说明理由", "保险人不得以此为由拒绝赔偿", "乙方不承担连带责任"]
)
def test_a_refusal_supposed_forbidden_or_of_another_kind_is_none(text: str) -> None:
    assert find_refusal(text) is None


def test_the_words_found_are_those_of_the_refusal() -> None:
    text = "投保人未及时通知的，保险人对无法确定的部分不承担赔偿责任"
    found = find_refusal(text)
    assert found is not None
    assert found[0] == "不承担赔偿责任"
