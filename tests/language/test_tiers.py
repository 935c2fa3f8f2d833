"""Tiers of money and which of their bounds they take in."""

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.tiers import find_tiers, resolve_tiers
from extractor.quantities import MoneyRange, Quantity

Read = tuple[str, str | None, str | None, bool, bool]


def _read(text: str, tiers: list[Quantity]) -> list[Read]:
    return [
        (
            one.span.quote(text),
            None if one.value.lower is None else str(one.value.lower),
            None if one.value.upper is None else str(one.value.upper),
            one.value.lower_closed,
            one.value.upper_closed,
        )
        for one in tiers
        if isinstance(one.value, MoneyRange)
    ]


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("1万元及以下的赔案", ("1万元及以下", None, "10000", False, True)),
        ("1-5 万元（含5万元）的赔案", ("1-5 万元（含5万元）", "10000", "50000", False, True)),
        ("10-20 万元（含 20 万元）以内", ("10-20 万元（含 20 万元）以内", "100000", "200000", False, True)),
        ("5万元以上", ("5万元以上", "50000", None, True, False)),
        ("5万元（不含）以上", ("5万元（不含）以上", "50000", None, False, False)),
        ("超过1000元至5000元部分", ("超过1000元至5000元", "1000", "5000", False, True)),
        ("1万及以下", ("1万及以下", None, "10000", False, True)),
        ("1-5万为", ("1-5万", "10000", "50000", True, True)),
        ("5万以上", ("5万以上", "50000", None, True, False)),
        ("不满1万元的", ("不满1万元", None, "10000", False, False)),
        ("二千元以上二万元以下", ("二千元以上二万元以下", "2000", "20000", True, True)),
        ("1000元以上、不足5000元", ("1000元以上、不足5000元", "1000", "5000", True, False)),
        ("5000元至1万元", ("5000元至1万元", "5000", "10000", True, True)),
        ("不得低于1000元", ("不得低于1000元", "1000", None, True, False)),
        ("不能少于5000元", ("不能少于5000元", "5000", None, True, False)),
        ("不得超过5万元", ("不得超过5万元", None, "50000", False, True)),
        ("1千-5千元", ("1千-5千元", "1000", "5000", True, True)),
        ("3000元至20000元（含）", ("3000元至20000元（含）", "3000", "20000", False, True)),
        ("1万元（含）-5万元", ("1万元（含）-5万元", "10000", "50000", True, False)),
        ("大于1万元且小于等于5万元", ("大于1万元且小于等于5万元", "10000", "50000", False, True)),
    ],
)
def test_one_tier(text: str, tier: Read) -> None:
    assert _read(text, find_tiers(text)) == [tier]


@pytest.mark.parametrize(
    "text",
    ["限额500万元", "5万人以上", "1-5万公里", "50%以上", "超过100美元", "30日以上", "100万元/500万元", ""],
)
def test_no_tier(text: str) -> None:
    assert find_tiers(text) == []


def test_a_bound_goes_to_the_tier_that_names_it() -> None:
    text = "1万及以下为一日，1-5万为二日，5万以上为三日"
    bounds = [tier[1:] for tier in _read(text, resolve_tiers(find_tiers(text), text))]
    assert bounds == [
        (None, "10000", False, True),
        ("10000", "50000", False, False),
        ("50000", None, True, False),
    ]


def test_a_note_goes_before_the_statute_in_any_order() -> None:
    text = "5万元以上的，1-5万元（含5万元）的，1万元以下的"
    bounds = [tier[1:] for tier in _read(text, resolve_tiers(find_tiers(text), text))]
    assert bounds[0] == ("50000", None, False, False)
    assert bounds[1] == ("10000", "50000", False, True)


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6, unique=True).map(sorted))
def test_resolved_tiers_leave_no_sum_to_two(bounds: list[int]) -> None:
    parts = [f"{low}-{high}万元" for low, high in pairwise(bounds)]
    text = "；".join([f"{bounds[0]}万元以下", *parts, f"{bounds[-1]}万元以上"])
    tiers = resolve_tiers(find_tiers(text), text)
    assert len(tiers) == len(bounds) + 1
    for bound in bounds:
        amount = Decimal(bound * 10_000)
        assert sum(_holds(one, amount) for one in tiers) == 1


def _holds(tier: Quantity, amount: Decimal) -> bool:
    value = tier.value
    assert isinstance(value, MoneyRange)
    above = value.lower is None or value.lower < amount or (value.lower == amount and value.lower_closed)
    below = value.upper is None or amount < value.upper or (value.upper == amount and value.upper_closed)
    return above and below


@given(st.text(alphabet="0159万元亿千以上下内至-~（含不）超过满足，。 \n及", max_size=60))
def test_spans_cover_the_tier(text: str) -> None:
    for one in find_tiers(text):
        assert one.value in [again.value for again in find_tiers(one.span.quote(text) + "，")]


@pytest.mark.parametrize("unit", ["1", "万", "1万元", "1-", "超过", "（", " "])
def test_long_text_takes_linear_time(unit: str) -> None:
    begin = time.perf_counter()
    find_tiers(unit * (200_000 // len(unit)))
    assert time.perf_counter() - begin < 8
