"""Two documents side by side: what is the same, what is one-sided, which headings differ, in which order."""

import random
from pathlib import Path

import pytest

from extractor.comparison import compare
from extractor.comparison.passages import read_passages
from extractor.differences import ChangeKind, Comparison, Likeness, Pair, Place
from extractor.extraction import extract
from tests.comparison.test_symmetry import disturbed
from tests.comparison.wordings import BASE, edited, extraction_of

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpora" / "documents").glob("*.txt"))
SWAPPED = {Likeness.ONLY_A: Likeness.ONLY_B, Likeness.ONLY_B: Likeness.ONLY_A}


def compared(*changes: tuple[str, str]) -> Comparison:
    return compare(extraction_of(BASE), extraction_of(edited(*changes)))


def differing(comparison: Comparison) -> list[Pair]:
    return [pair for pair in comparison.pairs if pair.likeness is not Likeness.SAME]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_nothing_differs_in_a_document_from_itself(path: Path) -> None:
    extraction = extract(path.read_bytes(), path.name)
    pairs = compare(extraction, extraction).pairs
    assert len(pairs) == len(read_passages(extraction))
    assert {(pair.likeness, pair.place, pair.changes, pair.marks) for pair in pairs} == {
        (Likeness.SAME, Place.SAME, (), ())
    }


@pytest.mark.parametrize("seed", range(6))
def test_both_ways_round_tell_the_same(seed: int) -> None:
    chance = random.Random(seed)
    a, b = (extraction_of(disturbed(BASE, chance)) for _ in range(2))
    forth, back = compare(a, b), compare(b, a)
    assert {(pair.a, pair.b, pair.likeness) for pair in forth.pairs} == {
        (pair.b, pair.a, SWAPPED.get(pair.likeness, pair.likeness)) for pair in back.pairs
    }


def test_every_paragraph_is_quoted_once() -> None:
    chance = random.Random(7)
    a, b = (extraction_of(disturbed(BASE, chance)) for _ in range(2))
    pairs = compare(a, b).pairs
    own, other = ([passage.span for passage in read_passages(each)] for each in (a, b))
    assert [span for span in own for pair in pairs for quotation in pair.a if quotation.span == span] == own
    quoted = [quotation.span for pair in pairs for quotation in pair.b if quotation.span in other]
    assert quoted == other


def test_noise_and_new_numbers_are_no_difference() -> None:
    comparison = compared(
        ("四十八小时", "48小时"),
        ("200万元，累计赔偿限额为1000万元", "人民币2,000,000元, 累计赔偿限额为10,000,000元"),
        ("（二）战争、敌对行动", "(2) 战争、敌对行动"),
        ("（一）保险单；", "1. 保险单"),
    )
    assert differing(comparison) == []


def test_a_reference_that_follows_its_article_is_no_change() -> None:
    shifted = (
        BASE.replace("第十二条", "第十三条").replace("第十一条", "第十二条").replace("第十条", "第十一条")
    )
    for old, new in (("九", "十"), ("八", "九"), ("七", "八")):
        shifted = shifted.replace(f"第{old}条", f"第{new}条")
    shifted = shifted.replace("\n赔偿限额与免赔额", "第七条 间接损失，保险人不负责赔偿。\n\n赔偿限额与免赔额")
    cited = extraction_of(BASE + "\n第十三条 第七条约定的限额每年核定一次。\n")
    followed, wrong = (
        compare(cited, extraction_of(f"{shifted}\n第十四条 第{article}条约定的限额每年核定一次。\n"))
        for article in "八九"
    )
    assert [change.kind for pair in followed.pairs for change in pair.changes] == [ChangeKind.ITEM_ADDED]
    assert ChangeKind.REFERENCE in [change.kind for pair in wrong.pairs for change in pair.changes]


def test_each_passage_of_an_article_that_is_new_is_judged_by_itself() -> None:
    added = "第十二条 保险人行使代位求偿权时，被保险人应当提供下列协助：\n（一）交付转让书；\n（二）出庭作证。\n\n争议处理"
    pairs = differing(compared(("\n争议处理", added), ("第十二条 因履行", "第十三条 因履行")))
    assert [(pair.likeness, [change.kind for change in pair.changes]) for pair in pairs] == [
        (Likeness.ONLY_B, [ChangeKind.ITEM_ADDED])
    ] * 3
    assert [pair.b[0].quote for pair in pairs] == [
        "保险人行使代位求偿权时，被保险人应当提供下列协助：", "交付转让书；", "出庭作证。",
    ]  # fmt: skip


def test_a_heading_that_differs_stands_before_its_provision() -> None:
    titled = "江湾意外伤害保险条款\n\n1.1 保险责任\n被保险人因意外伤害身故的，我们给付身故保险金。\n1.2 {}\n您应当在10日内通知我们。\n"
    a, b = (extraction_of(titled.format(heading)) for heading in ("保险事故通知", "出险报案"))
    headings = [pair for pair in compare(a, b).pairs if pair.a[0].quote == "保险事故通知"]
    assert [pair.b[0].quote for pair in headings] == ["出险报案"]
    assert headings[0].likeness is not Likeness.SAME
    assert {pair.likeness for pair in compare(a, b).pairs if pair not in headings} == {Likeness.SAME}


def test_what_is_gone_stands_where_it_stood() -> None:
    comparison = compared(("第六条 罚款、罚金和惩罚性赔偿，保险人不负责赔偿。\n", ""))
    (gone,) = differing(comparison)
    before = comparison.pairs[comparison.pairs.index(gone) - 1]
    assert (gone.likeness, gone.b, before.a[0].path) == (Likeness.ONLY_A, (), "第五条（四）")
