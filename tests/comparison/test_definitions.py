"""Definitions that became wider or narrower: whom it helps follows from where the term is used."""

from itertools import pairwise

import pytest

from extractor.comparison import compare
from extractor.differences import Change, ChangeKind, Gain, Weight
from tests.comparison.wordings import extraction_of

POLICY = """澄湖意外伤害保险条款

保险责任
第一条 被保险人因意外伤害住院治疗的，保险人按日给付住院津贴。

责任免除
第二条 下列情形之一导致被保险人意外伤害的，保险人不承担给付保险金的责任：
（一）被保险人酒后驾驶；
（二）被保险人从事高风险运动，但观赏性表演除外；
（三）既往症。

释义
第三条 意外伤害指外来的、突发的、非本意的客观事件使身体受到的伤害。{accident}
第四条 酒后驾驶指血液中的酒精含量达到规定标准后驾驶机动车。{driving}
第五条 既往症指被保险人在合同生效前已患有的{known}疾病。
第六条 高风险运动指下列情形之一：
（一）潜水；
（二）攀岩{sport}
第七条 观赏性表演指在固定场所进行的表演。{show}
第八条 城乡居民指常住人口。{other}
"""
_BLANK = {"accident": "", "driving": "", "known": "", "sport": "。", "show": "", "other": ""}


def change_of(place: str, words: str) -> Change:
    """What it is that the words are added at the place."""
    a, b = (extraction_of(POLICY.format(**{**_BLANK, **more})) for more in ({}, {place: words}))
    (change,) = [change for pair in compare(a, b).pairs for change in pair.changes]
    return change


CASES = (
    ("accident", "意外伤害不包括猝死。", Gain.INSURER),
    ("accident", "本合同所称意外伤害仅指由交通事故造成的伤害。", Gain.INSURER),
    ("accident", "意外伤害也包括食物中毒。", Gain.POLICYHOLDER),
    ("driving", "酒后驾驶不包括在非公共道路上的驾驶。", Gain.POLICYHOLDER),
    ("driving", "酒后驾驶还包括服用含酒精药物后的驾驶。", Gain.INSURER),
    ("known", "且已知晓的", Gain.POLICYHOLDER),
    ("sport", "；\n（三）滑翔。", Gain.INSURER),
    ("show", "观赏性表演不包括有偿演出。", Gain.INSURER),
)


@pytest.mark.parametrize(("place", "words", "gain"), CASES)
def test_what_a_term_serves_tells_whom_its_reach_helps(place: str, words: str, gain: Gain) -> None:
    change = change_of(place, words)
    assert (change.gain, change.weight) == (gain, Weight.HIGH)


@pytest.mark.parametrize(("place", "words", "gain"), CASES[:-2])
def test_taken_back_it_helps_the_other_side(place: str, words: str, gain: Gain) -> None:
    a, b = (extraction_of(POLICY.format(**{**_BLANK, **more})) for more in ({place: words}, {}))
    (change,) = [change for pair in compare(a, b).pairs for change in pair.changes]
    assert {change.gain, gain} == {Gain.INSURER, Gain.POLICYHOLDER}


@pytest.mark.parametrize(
    ("place", "words"),
    [("other", "城乡居民不包括暂住人员。"), ("accident", "伤害程度以医院的诊断为准。")],
)
def test_a_term_used_nowhere_and_a_sentence_that_bounds_nothing_tell_nothing(place: str, words: str) -> None:
    change = change_of(place, words)
    assert change.gain is Gain.UNKNOWN


def test_what_a_promise_does_not_comprise_is_taken_from_the_policyholder() -> None:
    promise = "给付住院津贴。"
    plain = POLICY.format(**_BLANK)
    bounded = plain.replace(promise, "给付住院津贴，不包括家庭病床的天数。")
    more = plain.replace(promise, "给付住院津贴，不包括家庭病床、挂床的天数。")
    texts = [extraction_of(text) for text in (plain, bounded, more)]
    for a, b in pairwise(texts):
        (change,) = [change for pair in compare(a, b).pairs for change in pair.changes]
        assert (change.kind, change.gain) == (ChangeKind.ITEM_ADDED, Gain.INSURER)
