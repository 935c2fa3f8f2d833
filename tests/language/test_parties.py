"""Parties: surface forms to names, joined parties, and whom a segment begins with."""

import pytest

from extractor.language.parties import find_parties, initial_party, reduce_name


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("我们", "保险人"),
        ("本公司", "保险人"),
        ("承保人", "保险人"),
        ("您", "投保人"),
        ("投保方", "投保人"),
        ("保险方", "保险人"),
        ("身故保险金受益人", "受益人"),
        ("任何一方", "双方"),
        ("甲乙双方", "双方"),
        ("投保人、被保险人", "投保人、被保险人"),
        ("投保人和被保险人", "投保人、被保险人"),
        ("您或被保险人", "投保人、被保险人"),
        ("保险金申请人", "保险金申请人"),
        ("张三", ""),
    ],
)
def test_names_are_reduced(surface: str, name: str) -> None:
    assert reduce_name(surface) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "投保人、被保险人或者受益人应当通知保险人",
            [("投保人、被保险人或者受益人", "投保人、被保险人、受益人"), ("保险人", "保险人")],
        ),
        ("非被保险人驾驶的", []),
        ("拨打客户服务电话", []),
        ("甲方和乙方双方协商", [("甲方和乙方双方", "甲方、乙方")]),
        ("货物受损", []),
    ],
)
def test_mentions_in_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_parties(text)
    assert [(text[m.start : m.end], m.name) for m in found] == expected


@pytest.mark.parametrize(
    ("segment", "name"),
    [
        ("保险人应当赔偿", "保险人"),
        ("但投保人可以解除", "投保人"),
        ("如果被保险人未通知", "被保险人"),
        ("若因您未如实告知", "投保人"),
        ("由甲方承担费用", "甲方"),
        ("发生事故后保险人赔偿", ""),
        ("货物由保险人赔偿", ""),
        ("", ""),
    ],
)
def test_the_party_that_a_segment_begins_with(segment: str, name: str) -> None:
    found = initial_party(segment)
    assert (found.name if found else "") == name
