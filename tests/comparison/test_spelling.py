"""Characters misread, variant characters and formulas in TeX: told for what they are, or no difference."""

import pytest

from extractor.comparison.changes import difference
from extractor.comparison.changes.noise import canonical
from extractor.comparison.changes.typesetting import plainly
from extractor.differences import ChangeKind, Gain, Likeness, Weight
from extractor.document import Span
from extractor.language.view import view
from tests.comparison.provisions import provision

SLIPS = (
    ("免", "被保险人从事潜水、摔跤、攀岩等运动的，保险人不承担责任。", "摔跤", "摔跡"),
    ("解", "本合同解除后，保险人退还现金价值。", "合同", "舍同"),
    ("理", "材料不全足以影响核定的，保险人应当通知投保人补充。", "影响", "影哈"),
    ("免", "楼宇外墙脱落造成的损失，保险人不负责赔偿。", "脱落", "脱洛"),
    ("保", "保险人承担施救费用。", "费用", "费甩"),
)


@pytest.mark.parametrize(("section", "sentence", "right", "wrong"), SLIPS)
def test_a_character_misread_is_one_change_of_wording(
    section: str, sentence: str, right: str, wrong: str
) -> None:
    a, b = provision(section, sentence), provision(section, sentence.replace(right, wrong))
    for one, other, quotes in ((a, b, (right, wrong)), (b, a, (wrong, right))):
        (change,) = difference(one, other).changes
        assert (change.kind, change.gain) == (ChangeKind.WORDING, Gain.UNKNOWN)
        assert change.weight is not Weight.HIGH
        assert change.before and change.after and "错字" in change.why
        assert quotes[0] in change.before.quote and quotes[1] in change.after.quote


@pytest.mark.parametrize(
    ("section", "a", "b"),
    [
        ("保", "保险人赔偿车上人员的损失。", "保险人赔偿车下人员的损失。"),
        ("保", "保险人赔偿人身损失。", "保险人赔偿人生损失。"),
        ("免", "火灾造成的损失，保险人不负责赔偿。", "水灾造成的损失，保险人不负责赔偿。"),
        ("保", "被保险人患一级疾病的，保险人给付保险金。", "被保险人患二级疾病的，保险人给付保险金。"),
        ("保", "保险人承担该费用。", "保险人不担该费用。"),
        ("保", "保险人赔偿左眼失明的损失。", "保险人赔偿右眼失明的损失。"),
        ("解", "保险人可以解除本合同。", "保险人不以解除本合同。"),
    ],
)
def test_two_real_words_and_what_turns_or_counts_are_no_slip(section: str, a: str, b: str) -> None:
    found = difference(provision(section, a), provision(section, b))
    assert found.likeness is Likeness.CHANGED
    assert all("错字" not in change.why for change in found.changes)


def test_the_redline_shows_the_slip() -> None:
    a, b = provision("解", "本合同解除后退还保险费。"), provision("解", "本舍同解除后退还保险费。")
    marks = difference(a, b).marks
    struck = [mark.a.quote(a[0].document.text) for mark in marks if mark.a and not mark.b]
    written = [mark.b.quote(b[0].document.text) for mark in marks if mark.b and not mark.a]
    assert any("合" in words for words in struck) and any("舍" in words for words in written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("攀登楼宇外墙。", "攀登楼宇外墻。"),
        ("保险人为被保险人支付医疗费。", "保險人為被保險人支付醫療費。"),
        (
            "现金价值=保险费×75%×（1-n/m）",
            r"现金价值 $=$ 保险费 $\times 7 5 \% \times$ （ $1 - \mathrm { n / m }$ ）",
        ),
        ("其中n为天数，m为期间", r"其中 $\boldsymbol { \mathrm n }$ 为天数， $m$ 为期间"),
        ("保险费×n/m", r"保险费 $\times \frac { n } { m }$"),
    ],
)
def test_variants_and_tex_are_no_difference(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)
    assert difference(provision("费", one), provision("费", other)).likeness is Likeness.SAME


def test_a_rate_that_changed_inside_a_formula_is_one_change_of_rate() -> None:
    a = provision("解", "保险人退还保险费×75%×（1-n/m）。")
    b = provision("解", r"保险人退还保险费 $\times 6 5 \% \times$ （1-n/m）。")
    (change,) = difference(a, b).changes
    assert change.kind is ChangeKind.RATE
    assert change.before and change.before.quote == "75%"
    assert change.after and change.after.quote.startswith("6 5")


@pytest.mark.parametrize("text", ["US$1000", r"\%", "$", r"$\frac { a } { b }$\mathrm", "外墻", "a}{b"])
def test_every_character_of_the_plain_view_is_traceable(text: str) -> None:
    shown = view(text, Span(0, len(text)))
    plain = plainly(shown)
    assert len(plain.text) == len(plain.offsets)
    assert list(plain.offsets) == sorted(plain.offsets)
    assert set(plain.offsets) <= set(shown.offsets)
