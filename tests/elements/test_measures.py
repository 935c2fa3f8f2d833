"""Values that can be put in order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.elements.measures import (
    Measure,
    duration_measure,
    money_measure,
    parse_measure,
    share_measure,
)
from extractor.quantities import Unit

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
spans = st.builds(duration_measure, st.integers(min_value=0, max_value=400), st.sampled_from(Unit))
measures = st.one_of(spans, amounts.map(money_measure), amounts.map(share_measure))


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("30日", "3个月"),
        ("88日", "3个月"),
        ("3个工作日", "5个工作日"),
        ("2日", "3个工作日"),
        ("5个工作日", "20日"),
        ("10个月", "11个月"),
        ("1年", "13个月"),
        ("23小时", "1日"),
        ("5%", "10%"),
        ("9,999元", "1万元"),
    ],
)
def test_the_smaller_comes_first(smaller: str, larger: str) -> None:
    low, high = parse_measure(smaller), parse_measure(larger)
    assert (low.at_most(high), high.at_most(low)) == (True, False)
    assert (low.at_least(high), high.at_least(low)) == (False, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1年", "12个月"), ("二年", "24个月"), ("24小时", "1日"), ("1万元", "10000元"), ("5%", "百分之五")],
)
def test_the_same_is_at_most_and_at_least(one: str, other: str) -> None:
    left, right = parse_measure(one), parse_measure(other)
    assert left.at_most(right) is right.at_most(left) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30日", "1个月"),
        ("89日", "3个月"),
        ("90日", "3个月"),
        ("3日", "3个工作日"),
        ("365日", "12个月"),
        ("10日", "8个工作日"),
        ("1个月", "20个工作日"),
    ],
)
def test_the_calendar_decides(one: str, other: str) -> None:
    """Neither is surely the longer one; 365日 is at most a year, but not surely a year."""
    left, right = parse_measure(one), parse_measure(other)
    assert None in (left.at_most(right), right.at_most(left))


def test_another_dimension_is_not_compared() -> None:
    assert parse_measure("30日").at_most(parse_measure("30%")) is None
    assert parse_measure("30元").at_least(parse_measure("30日")) is None


@given(measures)
def test_everything_is_at_most_itself(measure: Measure) -> None:
    assert measure.at_most(measure) is True


@given(measures, measures)
def test_the_order_goes_one_way(one: Measure, other: Measure) -> None:
    if one.at_most(other) is False:
        assert other.at_most(one) is True
    if one.at_most(other) and other.at_most(one):
        assert (one.least, one.most) == (other.least, other.most)


@given(spans, spans, spans)
def test_the_order_goes_on(first: Measure, second: Measure, third: Measure) -> None:
    if first.at_most(second) and second.at_most(third):
        assert first.at_most(third) is True


@given(spans)
def test_a_span_has_bounds(span: Measure) -> None:
    assert Decimal(0) <= span.least <= span.most


@pytest.mark.parametrize("text", ["", "很快", "30", "0.05", "三十日内", "30日或者1个月"])
def test_what_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是时间、比例或金额"):
        parse_measure(text)


def test_shown_as_people_write_it() -> None:
    assert [parse_measure(text).shown for text in ("三十天", "3个工作日", "5％", "5万元", "12个月")] == [
        "30日",
        "3个工作日",
        "5%",
        "50,000元",
        "12个月",
    ]
