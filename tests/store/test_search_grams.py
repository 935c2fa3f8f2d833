"""What is compared when searching: runs, words, grams."""

import sys
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store.search.grams import asked_of, grams_of, runs_of, words_of


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("免赔额为500元。", ("免赔额为500元",)),
        ("赔偿，但不赔偿（利息）", ("赔偿", "但不赔偿", "利息")),
        ("自收到 之日起\n30 日\u3000内", ("自收到之日起30日内",)),
        ("免\u200b赔\ufeff额", ("免赔额",)),
        ("ＡＢＳ系统与abs", ("abs系统与abs",)),
        ("STRASSE与straße", ("strasse与strasse",)),
        ("比例为２.５％，即0.5‰", ("比例为2.5%", "即0.5‰")),
        ("1,000.50元，2,但.", ("1,000.50元", "2", "但")),
        ("保额≥100万，A+B", ("保额≥100万", "a+b")),
        ("𠮷野家①", ("𠮷野家1",)),
        ("。，、“”……——", ()),
        ("", ()),
        ("坏\ud800字", ("坏", "字")),
    ],
)
def test_a_text_is_divided_by_punctuation_only(text: str, runs: tuple[str, ...]) -> None:
    assert runs_of(text) == runs


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("免赔额", ("免赔额",)),
        ("告知 30日", ("30日", "告知")),
        ("赔偿，但", ("赔偿", "但")),
        ("保险 被保险人 险", ("被保险人",)),
        ('"免赔" AND (NOT *) ^ NEAR: a', ("near", "and", "not", "免赔")),
        ("\" * ^ : '; --", ()),
        ("\x00\u200b \t", ()),
    ],
)
def test_a_query_is_words_and_has_no_syntax(query: str, words: tuple[str, ...]) -> None:
    assert words_of(query) == words


def test_the_longest_hundred_words_of_a_query_count() -> None:
    words = words_of(" ".join(f"甲{number}乙" for number in range(10, 300)))
    assert len(words) == 100
    assert all(len(word) == 5 for word in words)


@given(st.text(alphabet=st.characters(), max_size=40), st.data())
def test_any_part_of_a_run_finds_the_text(text: str, data: st.DataObject) -> None:
    for run in runs_of(text):
        start = data.draw(st.integers(0, len(run) - 1))
        part = run[start : data.draw(st.integers(start + 1, len(run)))]
        assert all(word in run for word in words_of(part))


def test_taking_the_normal_form_twice_changes_nothing() -> None:
    changed = (one for one in map(chr, range(sys.maxunicode + 1)) if normalize("NFKC", one.casefold()) != one)
    runs = [run for one in changed for run in runs_of(one)]
    assert len(runs) > 5_000
    assert [(f"{ord(run[0]):x}", run) for run in runs if runs_of(run) != (run,)] == []


def test_grams_are_characters_and_pairs_within_a_run() -> None:
    assert grams_of(("免赔额", "甲")) == {"免", "赔", "额", "免赔", "赔额", "甲"}


@pytest.mark.parametrize(
    ("words", "grams", "enough"),
    [
        (("险",), ("险",), True),
        (("免赔", "险"), ("免赔", "险"), True),
        (("免赔额",), ("免赔", "赔额"), False),
    ],
)
def test_what_an_index_is_asked(words: tuple[str, ...], grams: tuple[str, ...], enough: bool) -> None:
    assert asked_of(words) == (grams, enough)


def test_an_index_is_asked_for_a_few_grams_only() -> None:
    grams, enough = asked_of(("".join(map(chr, range(0x4E00, 0x4F00))),))
    assert len(grams) == 24
    assert not enough
