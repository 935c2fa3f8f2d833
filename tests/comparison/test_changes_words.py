"""The word lists of the comparison, and the notation that is no difference."""

import tomllib
from pathlib import Path

import pytest

from extractor.comparison import changes
from extractor.comparison.changes.noise import canonical
from extractor.comparison.changes.words import Sort, load_vocabulary

_FOLDER = Path(changes.__file__).parent


def test_the_list_of_equivalents_is_broad_and_each_group_has_two_forms() -> None:
    tables = tomllib.loads((_FOLDER / "equivalents.toml").read_text("utf-8"))
    groups = [line.split("|") for table in tables.values() for line in table["groups"]]
    assert len(groups) >= 250
    assert all(len(set(group)) >= 2 and all(group) for group in groups)


def test_closed_classes_win_over_equivalents() -> None:
    forms = load_vocabulary().forms
    sorts = {
        word: forms[word].sort for word in ("应当", "不得", "保险人", "全部", "书面", "或者", "除外", "按照")
    }
    assert sorts == {
        "应当": Sort.MODAL, "不得": Sort.MODAL, "保险人": Sort.PARTY, "全部": Sort.SCOPE, "书面": Sort.REQUIREMENT,
        "或者": Sort.LINK, "除外": Sort.EXCEPTION, "按照": Sort.LIGHT,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("通知", "告知"), ("支付", "给付"), ("造成", "导致"), ("及时", "立即"), ("退还", "返还"), ("届满", "期满"), ("确诊", "诊断"), ("解除合同", "退保"),
    ],
)  # fmt: skip
def test_synonyms_of_the_field_are_alike(one: str, other: str) -> None:
    assert load_vocabulary().alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("应当", "可以"), ("投保人", "被保险人"), ("全部", "部分"), ("直接", "间接"), ("火灾", "水灾"), ("住院", "出院"), ("有效", "无效"), ("酒后驾驶", "醉酒驾驶"),
        ("重大过失", "过失"), ("退还", "扣除"),
    ],
)  # fmt: skip
def test_what_differs_in_law_is_not_alike(one: str, other: str) -> None:
    assert not load_vocabulary().alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30日", "1个月"), ("24小时", "1日"), ("30日", "30个工作日"), ("1年", "12个月"), ("5%", "5‰"), ("1.5%", "15%"), ("2.5万元", "25万元"), ("1.5万元", "1.05万元"), ("见第十九条", "见第二十条"), ("1万元", "10万元"),
        ("按第五条以外的费用", "按第十一条以外的费用"), ("第五条以外的费用", "第十一条以外的费用"), ("46\t71.2", "46\t712"), ("1\t23", "12\t3"),
    ],
)  # fmt: skip
def test_other_values_and_references_have_another_canonical_form(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第五条 保险人负责赔偿。", "第六条　保险人负责赔偿"), ("（三）火灾；", "（四）火灾。"), ("3 个 工 作 日", "三个工作日"), ("RMB 1,000元", "¥1000"),
        ("五(5)日", "5日"), ("二十四时", "24:00"), ("“本合同”", "「本合同」"), ("90分钟", "九十分钟"),
    ],
)  # fmt: skip
def test_notation_has_one_canonical_form(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


def test_nothing_has_an_empty_canonical_form() -> None:
    assert [canonical(text) for text in ("", " \n", "（一）", "。")] == ["", "", "", ""]
