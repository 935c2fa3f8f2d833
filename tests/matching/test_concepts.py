"""Concepts: read whole, refused where they do not hang together, found in clauses and in ordinary words."""

import pytest

from extractor.matching.concepts import Kind, load_concepts


def names(text: str) -> set[str]:
    return {hit.concept for hit in load_concepts().in_saying(text)}


def in_clause(text: str) -> set[str]:
    return {hit.concept for hit in load_concepts().in_clause(text)}


def test_several_hundred_of_every_kind() -> None:
    concepts = load_concepts().concepts
    assert len(concepts) >= 400
    assert {concept.kind for concept in concepts.values()} == set(Kind)


def test_every_name_is_known_and_no_concept_stands_above_itself() -> None:
    catalogue = load_concepts()
    for name, concept in catalogue.concepts.items():
        assert {*concept.broader, *concept.contrary} <= {*catalogue.concepts}
        assert name not in catalogue.above[name]


@pytest.mark.parametrize(
    ("said", "concept"),
    [
        ("半夜起火，仓库烧了一半", "火灾"),
        ("服务器被加密，要交赎金", "勒索"),
        ("喝了半斤白酒，开车回家", "酒后驾驶"),
        ("员工把客户账号倒卖给外人", "员工舞弊"),
        ("骑车摔断了腿", "意外伤害"),
        ("得了尿毒症，每周做透析", "肾衰竭"),
    ],
)
def test_ordinary_words(said: str, concept: str) -> None:
    assert concept in names(said)


@pytest.mark.parametrize(
    ("clause", "concept"),
    [
        ("火灾、爆炸造成的损失", "火灾"),
        ("计算机系统遭受病毒攻击", "病毒"),
        ("驾驶无有效行驶证的机动车", "无行驶证"),
        ("被保险人醉酒、斗殴", "斗殴"),
    ],
)
def test_words_of_the_field(clause: str, concept: str) -> None:
    assert concept in in_clause(clause)


def test_a_gap_holds_no_negation_and_no_other_person() -> None:
    assert "酒后驾驶" not in names("喝了酒，没有开车")
    assert "酒后驾驶" not in names("喝了酒叫代驾开车回家")


def test_a_word_inside_a_longer_one_does_not_count() -> None:
    assert "斗殴" not in names("上周动手术")
    assert "驾驶" not in in_clause("无证驾驶")
    assert "挖矿" not in names("服务器中了挖矿程序")


def test_distance_up_to_a_broader_concept() -> None:
    catalogue = load_concepts()
    assert catalogue.distance("台风", "台风") == 0
    assert catalogue.distance("台风", "自然灾害") == 1
    assert catalogue.distance("自然灾害", "台风") is None
