"""The lexicon: one entry for a form, whole words, every form findable."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.lexicon import Field, load_lexicon, segment


@pytest.mark.parametrize(
    ("form", "canonical"),
    [
        ("我们", "保险人"),
        ("本公司", "保险人"),
        ("承保人", "保险人"),
        ("您", "投保人"),
        ("要保人", "投保人"),
        ("保额", "保险金额"),
        ("自负额", "免赔额"),
        ("自付额", "免赔额"),
        ("退保金", "现金价值"),
        ("保险金领取人", "受益人"),
        ("观察期", "等待期"),
        ("冷静期", "犹豫期"),
        ("除外责任", "责任免除"),
        ("除外条款", "责任免除"),
        ("交强险", "机动车交通事故责任强制保险"),
        ("癌症", "恶性肿瘤"),
        ("免赔额", "免赔额"),
    ],
)
def test_canonical(form: str, canonical: str) -> None:
    assert load_lexicon().canonical(form) == canonical


def test_unknown_words_have_no_entry() -> None:
    assert load_lexicon().canonical("月亮") is None
    assert load_lexicon().entry("") is None


def test_roles_of_a_contract_stay_apart() -> None:
    lexicon = load_lexicon()
    for word in ("采购人", "供应商", "承包人", "保险金受领人"):
        assert lexicon.canonical(word) == word


def test_breadth_and_shape() -> None:
    entries = load_lexicon().entries
    assert {entry.field for entry in entries} == set(Field)
    assert len(entries) >= 700
    assert all(entry.canonical == entry.canonical.strip() != "" for entry in entries)
    assert all(len(form) > 1 or form == "您" for entry in entries for form in entry.forms)


def test_every_form_is_found_alone() -> None:
    lexicon = load_lexicon()
    for entry in lexicon.entries:
        for form in (entry.canonical, *entry.forms):
            assert lexicon.find(form) == [(0, len(form), entry)]


def test_find_takes_the_longest_and_gives_places() -> None:
    text = "被保险人的第三者责任险由我们承保"
    found = [(text[start:end], entry.canonical) for start, end, entry in load_lexicon().find(text)]
    assert found[:3] == [
        ("被保险人", "被保险人"),
        ("第三者责任险", "机动车第三者责任保险"),
        ("我们", "保险人"),
    ]


def test_short_forms_do_not_bridge_words() -> None:
    assert "定损" not in [entry.canonical for _, _, entry in load_lexicon().find("造成一定损失")]
    assert "定损" in [entry.canonical for _, _, entry in load_lexicon().find("双方协商定损")]


def test_our_terms_stay_whole() -> None:
    cut = []
    for entry in load_lexicon().entries:
        for form in (entry.canonical, *entry.forms):
            if len(form) > 1 and form.isalpha() and form not in segment(f"由{form}和"):
                cut.append(form)
    assert len(cut) <= 5, cut


def test_deductible_is_one_word() -> None:
    words = segment("每次免赔额由投保人与保险人约定，现金价值及免赔率载于保险单")
    assert {"免赔额", "投保人", "保险人", "现金价值", "免赔率", "保险单"} <= set(words)


@given(st.text())
def test_words_join_to_the_text(text: str) -> None:
    assert "".join(segment(text)) == text
    end = 0
    for start, stop, entry in load_lexicon().find(text):
        assert end <= start < stop
        assert load_lexicon().entry(text[start:stop]) is entry
        end = stop


def test_long_text_takes_linear_time() -> None:
    begin = time.perf_counter()
    load_lexicon().find("保险" * 100_000)
    segment("险" * 200_000)
    assert time.perf_counter() - begin < 8
