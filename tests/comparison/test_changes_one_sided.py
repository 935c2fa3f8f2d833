"""A passage that one document alone has: what it is, whom it helps, how much it matters."""

import pytest

from extractor.comparison.changes import difference, one_sided
from extractor.differences import ChangeKind, Gain, Likeness
from tests.comparison.provisions import provision

# section, sentence, who gains where B adds it, weight
ADDED = (
    ("免", "恐怖活动造成的损失，保险人不承担赔偿责任。", "insurer", "high"),
    ("免", "下列原因造成的损失，保险人不负责赔偿：战争、军事行动。", "insurer", "high"),
    ("保", "保险期间内因火灾造成的损失，保险人负责赔偿。", "policyholder", "high"),
    ("保", "被保险人因意外伤害住院的，保险人给付住院津贴。", "policyholder", "high"),
    ("投", "投保人应当在三日内书面通知保险人。", "insurer", "medium"),
    ("投", "被保险人应当保护事故现场。", "insurer", "medium"),
    ("投", "投保人不得转让本保险合同。", "insurer", "medium"),
    ("险", "保险人应当为投保人的商业秘密保密。", "policyholder", "medium"),
    ("险", "保险人应当在三十日内作出核定。", "policyholder", "medium"),
    ("解", "投保人可以随时解除本合同。", "policyholder", "medium"),
    ("解", "保险人有权解除本合同。", "insurer", "medium"),
    ("解", "参保人数不足的，保险人有权解除本合同，并退还未满期保险费。", "insurer", "medium"),
    ("解", "投保人解除合同的，保险人退还未满期保险费。", "policyholder", "medium"),
    ("限", "每次事故免赔额为500元。", "insurer", "high"),
    ("期", "本合同的等待期为90日。", "insurer", "high"),
)


@pytest.mark.parametrize(("section", "sentence", "gain", "weight"), ADDED)
def test_what_only_b_has_is_added(section: str, sentence: str, gain: str, weight: str) -> None:
    (passage,) = provision(section, sentence)
    (change,) = one_sided(passage, Likeness.ONLY_B)
    assert (change.kind, change.gain, change.weight) == (ChangeKind.ITEM_ADDED, gain, weight)
    assert change.before is None
    assert change.after == passage.quotation()


@pytest.mark.parametrize(("section", "sentence", "gain", "weight"), ADDED)
def test_what_only_a_has_is_dropped_to_the_other_side(
    section: str, sentence: str, gain: str, weight: str
) -> None:
    (passage,) = provision(section, sentence)
    (change,) = one_sided(passage, Likeness.ONLY_A)
    helped = Gain.POLICYHOLDER if gain == "insurer" else Gain.INSURER
    assert (change.kind, change.gain, change.weight) == (ChangeKind.ITEM_DROPPED, helped, weight)
    assert change.after is None


def test_a_general_remark_is_a_formality() -> None:
    (passage,) = provision("总", "本条款的标题仅为阅读方便而设。")
    (change,) = one_sided(passage, Likeness.ONLY_B)
    assert (change.gain, change.weight) == (Gain.NEITHER, "low")


def test_a_likeness_of_two_sides_is_refused() -> None:
    (passage,) = provision("保", "保险人负责赔偿。")
    with pytest.raises(ValueError, match="one-sided"):
        one_sided(passage, Likeness.CHANGED)


FRAGMENTS = (
    ("免", "保险事故通知", "unknown"),
    ("保", "保险责任", "unknown"),
    ("保", "意外伤害住院津贴保险金", "unknown"),
    ("保", "岁”）。", "unknown"),
    ("免", "示，详见本合同中背景突出显示的内容。", "neither"),
)


@pytest.mark.parametrize(("section", "text", "gain"), FRAGMENTS)
def test_a_fragment_that_states_nothing_helps_nobody(section: str, text: str, gain: str) -> None:
    (passage,) = provision(section, text)
    for only in (Likeness.ONLY_A, Likeness.ONLY_B):
        (change,) = one_sided(passage, only)
        assert (change.gain, change.weight) == (gain, "low")


@pytest.mark.parametrize("text", ["核辐射；", "（三）核辐射", "免赔额500元", "保险人不赔"])
def test_few_words_that_state_something_are_no_fragment(text: str) -> None:
    (passage,) = provision("免", text)
    (change,) = one_sided(passage, Likeness.ONLY_B)
    assert change.weight == "high"


def test_a_torn_heading_inside_a_pair_helps_nobody() -> None:
    (sentence,) = provision("免", "战争造成的损失，保险人不负责赔偿。")
    (heading,) = provision("免", "保险事故通知")
    (change,) = difference((sentence, heading), (sentence,)).changes
    assert (change.gain, change.weight) == (Gain.UNKNOWN, "low")
    assert "文本二" in change.why


def test_a_blank_to_fill_in_says_nothing() -> None:
    (passage,) = provision("总", "______")
    assert one_sided(passage, Likeness.ONLY_B) == ()
