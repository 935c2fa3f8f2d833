"""The pages as markup: everything is in them, escaped, and they load nothing."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from api.export.comparison_page import comparison_page
from api.export.matrix_page import matrix_page
from api.export.review_page import review_page
from extractor.answers import Answer, Entry, Matrix, Standing
from extractor.differences import Comparison, Gain, Likeness, Pair, Place
from tests.documents import document_of
from tests.export.comparing import hand_made
from tests.export.results import FIRST, SECOND, matrix_of, review_of

B = (
    FIRST.replace("5%", "8%").replace("可以", "应当").replace("<script>", "<script >")
    + "第五条 争议提交仲裁。\n"
)
FIRST_DOCUMENT, SECOND_DOCUMENT, B_DOCUMENT = document_of(FIRST), document_of(SECOND), document_of(B)


def compared() -> str:
    return comparison_page(hand_made(FIRST_DOCUMENT, B_DOCUMENT), FIRST_DOCUMENT, B_DOCUMENT)


def matrix() -> str:
    return matrix_page(matrix_of(FIRST_DOCUMENT, SECOND_DOCUMENT))


def review() -> str:
    return review_page(review_of(FIRST_DOCUMENT), FIRST_DOCUMENT)


def texts(page: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(page).css(selector)]


@pytest.mark.parametrize("page", [compared, matrix, review])
def test_a_page_loads_nothing_and_takes_nothing_for_markup(page: Callable[[], str]) -> None:
    written = page()
    assert '<script>alert("战争")' not in written
    assert "<b>（甲款）" not in written
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:|//|javascript:)""", written)
    assert "default-src 'none'" in written and "unsafe-inline" not in written
    assert " style=" not in written and " onclick=" not in written


def test_both_sides_of_a_pair_are_whole_and_show_what_differs() -> None:
    page = LexborHTMLParser(compared())
    (pair,) = [one for one in page.css(".pair.changed") if "8%" in one.text()]
    left, right = (pair.css_first(f".side.{side} .quote") for side in "ab")
    assert left.text() == "保险人承担赔偿责任，每次事故免赔率为5%。"
    assert right.text() == "保险人承担赔偿责任，每次事故免赔率为8%。"
    assert [one.text() for one in left.css("del")] == ["5"]
    assert [one.text() for one in right.css("ins")] == ["8"]
    assert texts(compared(), ".pair.only_b ins")[0] == "争议提交仲裁。"


def test_the_head_counts_and_lists_what_matters_most() -> None:
    written = compared()
    assert texts(written, ".sum dd") == [
        "相同2", "表述不同0", "实质变更3", "仅文本一有0", "仅文本二有1",
        "有利于投保方1", "有利于保险人3", "双方均无增减0", "无法判断0",
    ]  # fmt: skip
    assert len(texts(written, ".important > li")) == 3
    targets = [node.attributes["href"] for node in LexborHTMLParser(written).css(".important a")]
    ids = {node.attributes["id"] for node in LexborHTMLParser(written).css(".change")}
    assert {str(target)[1:] for target in targets} <= ids


def test_what_is_worse_for_the_policyholder_comes_first_and_the_rest_is_folded() -> None:
    text = "".join(f"第{n}条 免赔率为{n}3%。\n" for n in "一二三四五六七八九")
    a, b = document_of(text), document_of(text.replace("3%", "5%"))
    worse, better = hand_made(a, b), hand_made(a, b, Gain.POLICYHOLDER)
    page = comparison_page(Comparison(better.pairs + worse.pairs), a, b)
    told = texts(page, ".important > li .tag")
    assert told == ["保 有利于保险人"] * 9 + ["投 有利于投保方"] * 9
    assert texts(page, ".rest summary") == ["其余 6 处"]


def test_passages_that_are_the_same_are_folded_unless_they_moved() -> None:
    page = compared()
    assert texts(page, ".folded summary")[0] == "前言 相同，1 段"
    pair = hand_made(FIRST_DOCUMENT, FIRST_DOCUMENT).pairs[1]
    moved = Pair(Likeness.SAME, Place.MOVED, pair.a, pair.b)
    renumbered = Pair(Likeness.SAME, Place.RENUMBERED, pair.a, pair.b)
    page = comparison_page(Comparison((moved, renumbered)), FIRST_DOCUMENT, FIRST_DOCUMENT)
    assert texts(page, ".pair .moved") == ["移动：第一条 → 第一条", "编号变化：第一条 → 第一条"]
    assert len(LexborHTMLParser(page).css(".folded .pair")) == 1


def test_a_split_passage_shows_both_of_its_parts_with_their_own_redline() -> None:
    pairs = hand_made(FIRST_DOCUMENT, B_DOCUMENT).pairs
    first, second = pairs[1], pairs[2]
    merged = Pair(
        Likeness.CHANGED, Place.MERGED, first.a + second.a, first.b + second.b, 0.9, first.changes, first.marks + second.marks
    )  # fmt: skip
    page = LexborHTMLParser(comparison_page(Comparison((merged,)), FIRST_DOCUMENT, B_DOCUMENT))
    assert [one.text() for one in page.css(".side.a .quote")] == [quoted.quote for quoted in merged.a]
    assert [one.text() for one in page.css(".side.b .quote ins")] == ["8", "应当"]


WORDS = st.text("保险人赔付应当可以三五十日内％%，<&>\"'", min_size=1, max_size=15).filter(str.strip)


@settings(max_examples=30, deadline=None)
@given(WORDS, WORDS)
def test_both_sides_are_shown_to_the_letter_whatever_differs(left: str, right: str) -> None:
    a, b = (document_of(f"第一条 发生保险事故后，{words}，由保险人赔付。\n") for words in (left, right))
    comparison = hand_made(a, b)
    page = LexborHTMLParser(comparison_page(comparison, a, b))
    for side, told in (
        ("a", [pair.a for pair in comparison.pairs]),
        ("b", [pair.b for pair in comparison.pairs]),
    ):
        quotes = [quoted.quote for quotations in told for quoted in quotations]
        assert [one.text() for one in page.css(f".side.{side} .quote")] == quotes


def test_two_empty_documents_give_a_page_that_says_so() -> None:
    empty = document_of("。")
    assert "没有读出条文" in comparison_page(Comparison(()), empty, empty)


def test_a_matrix_page_tells_standings_apart_and_shows_sources() -> None:
    page = LexborHTMLParser(matrix())
    classes = [cell.attributes["class"] for cell in page.css("td.cell")]
    assert classes == [
        "cell stated", "cell schedule", "cell stated", "cell stated", "cell silent", "cell unreadable",
        "cell stated", "cell silent",
    ]  # fmt: skip
    assert texts(matrix(), "td.schedule summary") == ["以保险单载明为准"]
    assert texts(matrix(), "td.stated .quote")[0] == "第一条 每次事故免赔率为5%"


def test_a_cell_with_many_values_is_cut_and_keeps_all_its_sources() -> None:
    (row, *others) = matrix_of(FIRST_DOCUMENT, SECOND_DOCUMENT).rows
    (entry,) = row.answers[0].entries
    many = Answer(Standing.STATED, tuple(Entry(entry.quotation, f"{share}%") for share in range(1, 9)))
    page = matrix_page(Matrix(("甲", "乙"), (replace(row, answers=(many, row.answers[1])), *others)))
    cell = LexborHTMLParser(page).css("td.stated")[0]
    assert [line.text() for line in cell.css("summary .line")] == ["1%", "2%", "3%", "4%", "……共 8 处"]
    assert len(cell.css(".quote")) == 8


def test_a_review_page_lists_failed_first_and_what_is_fine() -> None:
    assert texts(review(), ".part h2") == [
        "不符合要求（2）",
        "需人工判断（1）",
        "已检查并符合（2）",
        "不涉及（1）",
    ]
    assert texts(review(), ".check .what b") == ["赔付期限", "先行赔付", "链接", "损失承担", "<b>战争</b>"]
    assert texts(review(), ".brief li b") == ["人身事项"]
    assert "《保险法》第二十三条第一款（2015-04-24版）" in texts(review(), ".check")[0]
