"""The files of the statutes: what they cite exists, what is wrong in them is named with its line."""

from datetime import date

import pytest

from extractor.elements.declared import DeclarationProblem
from extractor.law.review import JUDGES
from extractor.law.statutes import article_number, citations, read_statute, statutes

# How many articles each statute has, and from when the text cited is in force.
_KNOWN = {
    "insurance-law": (185, date(2015, 4, 24)),
    "spc-insurance-1": (6, date(2009, 10, 1)),
    "spc-insurance-2": (21, date(2021, 1, 1)),
    "spc-insurance-3": (26, date(2021, 1, 1)),
    "spc-insurance-4": (21, date(2021, 1, 1)),
    "civil-code": (1260, date(2021, 1, 1)),
    "spc-contract": (69, date(2023, 12, 5)),
    "maritime-code": (278, date(1993, 7, 1)),
    "spc-marine": (17, date(2021, 1, 1)),
    "compulsory-motor": (46, date(2019, 3, 2)),
    "road-traffic": (124, date(2021, 4, 29)),
    "agriculture": (33, date(2016, 2, 6)),
    "short-health": (13, date(2021, 1, 5)),
    "health": (72, date(2019, 12, 1)),
    "accident": (32, date(2022, 1, 1)),
}

_STATUTE = """
id: some-law
title: 某法
short: 某法
version: 2020-01-01
articles: 9
rules:
  - id: some-rule
    article: 第{article}条
    title: 某规则
    requirement: 这是一条规则的转述。
    force: insured
    weight: low
    lines: [property]
    about: [{{type: sentence, words: 某}}]
    {judged}
"""
_CASES = "cases: [{verdict: agrees, reason: 相同}]"


def test_statutes_are_those_known_with_their_articles_and_versions() -> None:
    assert {id_: (statute.articles, statute.version) for id_, statute in statutes().items()} == _KNOWN


def test_every_citation_names_an_article_that_exists() -> None:
    counts = {statute.short: statute.articles for statute in statutes().values()}
    cited = [
        citation
        for statute in statutes().values()
        for rule in statute.rules
        for citation in citations(statute, rule)
    ]
    assert all(1 <= article_number(each.article) <= counts[each.law] for each in cited)
    assert str(cited[0]).startswith("《保险法》第十五条（2015-04-24版）")


def test_every_function_named_exists_and_is_named() -> None:
    named = {rule.judge for statute in statutes().values() for rule in statute.rules if rule.judge}
    assert named == set(JUDGES)


@pytest.mark.parametrize(
    ("article", "judged", "message"),
    [
        ("十", _CASES, "某法没有第十条"),
        ("三", "", "cases 与 judge 应当只写一个"),
        ("三", "cases: [{reason: 相同}]", "verdict 与 value 应当只写一个"),
        ("三", "cases: [{verdict: agrees}]", "写了 verdict 还应写 reason"),
        ("三", "cases: [{value: '三十日', limit: 30日, name: 期限}]", "value 应有一个括号"),
        ("三", "cases: [{value: '({期})', limit: 很久, name: 期限}]", "不是时间、比例或金额"),
    ],
)
def test_faulty_statute_is_refused_with_what_to_mend(article: str, judged: str, message: str) -> None:
    with pytest.raises(DeclarationProblem, match=message):
        read_statute(_STATUTE.format(article=article, judged=judged), "some-law.yaml")


def test_words_in_braces_stand_for_their_pattern() -> None:
    judged = "cases: [{verdict: agrees, reason: 相同, words: '{保险人}'}]"
    statute = read_statute(_STATUTE.format(article="三", judged=judged), "some-law.yaml")
    assert "承保人" in statute.rules[0].cases[0].words
