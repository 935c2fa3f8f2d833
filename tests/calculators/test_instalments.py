"""Instalments: amounts add up to the cent, days by the law's counting."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractor.calculators import Frequency, Periodic, Price, instalments, periodic_instalments
from extractor.calculators.instalments import split_evenly
from extractor.claim import Moment
from tests.calculators.reading import own, text

SERVICE = (
    "某保险经纪服务合同\n甲方：某制造有限公司\n乙方：某保险经纪有限公司\n第一条 付款方式\n"
    "服务费分三期支付：合同签订后10日内支付合同总价的50%，成果交付后5个工作日内支付合同总价的30%，余款在验收合格后一个月内付清。\n"
)
MADE = {"contract_made": Moment(date(2025, 8, 31))}


def test_two_halves_and_the_end_of_february() -> None:
    """65000.01: 32500.01 (half up) at once, 32500.00 within six months of 31 August: 28 February."""
    plan = instalments(own("cyber-response"), Price(Decimal("65000.01"), MADE))
    assert [one.amount for one in plan.instalments] == [Decimal("32500.01"), Decimal("32500.00")]
    days = [one.due.moment.day for one in plan.instalments if one.due]
    assert days == [date(2025, 8, 31), date(2026, 2, 28)]
    assert plan.calculation.amount == Decimal("65000.01")


def test_three_parts_with_a_rest() -> None:
    """50 %, 30 % and what is left of 100000.01; ten days after 1 July is the 11th; the others lack their day."""
    facts = {"contract_made": Moment(date(2025, 7, 1))}
    plan = instalments(text(SERVICE), Price(Decimal("100000.01"), facts))
    assert [one.amount for one in plan.instalments] == [
        Decimal(n) for n in ("50000.01", "30000.00", "20000.00")
    ]
    first, second, third = plan.instalments
    assert first.due is not None and first.due.moment.day == date(2025, 7, 11)
    assert (second.due, third.due) == (None, None)
    assert "需要" in second.open_because


def test_share_and_amount_disagree() -> None:
    """其中30%即人民币25000元 of 85000 is 25500."""
    plan = instalments(own("brokerage"), Price(Decimal(85000)))
    assert plan.calculation.amount is None
    assert "25500" in plan.calculation.questions[0].ask


def test_named_by_words_before_the_first_part() -> None:
    """The fee is named in the head of the sentence; its days do not wait for the amounts: five working days after Wednesday 18 June."""
    price = Price(Decimal(85000), {"contract_made": Moment(date(2025, 6, 18))}, name="咨询费")
    first, second = instalments(own("brokerage"), price).instalments
    assert (first.amount, first.due and first.due.moment.day) == (None, date(2025, 6, 25))
    assert (second.amount, second.due) == (None, None)
    other = instalments(own("brokerage"), Price(Decimal(85000), name="租金")).calculation
    assert (other.amount, "没有约定“租金”" in other.note) == (None, True)


def test_none_and_negative() -> None:
    assert "未载明" in instalments(own("liability-public"), Price(Decimal(1))).calculation.note
    assert [
        q.about for q in instalments(own("cyber-response"), Price(Decimal(-1))).calculation.questions
    ] == ["/total"]
    assert [q.about for q in instalments(own("cyber-response"), Price()).calculation.questions] == ["/total"]


def test_months_without_the_day_take_their_last() -> None:
    """1000 in three months from 31 January 2024: 333.33, 333.33, 333.34 on 31 Jan, 29 Feb, 31 March."""
    plan = periodic_instalments(
        own("life-decimal"),
        Periodic(Decimal(1000), first=date(2024, 1, 31), count=3, frequency=Frequency.MONTHLY),
    )
    assert [one.amount for one in plan.instalments] == [Decimal(n) for n in ("333.33", "333.33", "333.34")]
    days = [one.due.moment.day for one in plan.instalments if one.due]
    assert days == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]


def test_yearly_premiums_of_the_same_sum() -> None:
    """29 February 2024 yearly: 28 February in the years between."""
    given_ = Periodic(each=Decimal(5880), first=date(2024, 2, 29), count=5, frequency=Frequency.YEARLY)
    plan = periodic_instalments(own("critical-illness"), given_)
    assert plan.calculation.amount == Decimal("29400.00")
    days = [one.due.moment.day for one in plan.instalments if one.due]
    assert days[1:] == [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


def test_periodic_asks_and_refuses() -> None:
    asked = periodic_instalments(own("life-decimal"), Periodic()).calculation.questions
    assert [question.about for question in asked] == ["/first", "/count", "/frequency", "/each"]
    wrong = Periodic(Decimal(100), Decimal(30), date(2025, 1, 1), 3, Frequency.MONTHLY)
    refused = periodic_instalments(own("life-decimal"), wrong).calculation.questions
    assert [question.about for question in refused] == ["/total"]


@given(st.decimals(0, 10**9, places=2), st.integers(1, 360))
def test_equal_parts_add_up(total: Decimal, count: int) -> None:
    parts = split_evenly(total, count)
    assert sum(parts) == total
    assert len(parts) == count
    assert all(part >= 0 for part in parts)
    assert max(parts) - min(parts) < Decimal("0.01") * count


@given(st.decimals(0, 10**9, places=2))
def test_the_text_s_parts_add_up(total: Decimal) -> None:
    plan = instalments(text(SERVICE), Price(total))
    assert sum(one.amount for one in plan.instalments if one.amount is not None) == total
    assert plan.calculation.amount == total
