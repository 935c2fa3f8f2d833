"""Penalties under our own contracts and a real one: amounts by hand in a comment."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.calculators import Breach, Breaches, penalties
from tests.calculators.reading import own, shared, text


def _abouts(breaches: Breaches, document: str = "fleet-procurement") -> list[str]:
    return [question.about for question in penalties(own(document), breaches).questions]


def test_three_breaches_under_the_fleet_contract() -> None:
    """Two late entries of vehicles at 500, one late assessment at 2000, 80000 paid ten days late at 1 ‰ a day:
    1000 + 2000 + 800 = 3800."""
    breaches = Breaches(
        (
            Breach(what="新增车辆出单超时", path="第一条（二）3", count=2, on=date(2025, 5, 6)),
            Breach(path="第一条(三)2"),
            Breach(path="第一条（三）3", days=10, base=Decimal(80000)),
        )
    )
    result = penalties(own("fleet-procurement"), breaches)
    assert result.amount == Decimal("3800.00")
    assert [step.value for step in result.steps] == [
        Decimal(n) for n in ("1000.00", "2000.00", "800.00", "3800.00")
    ]
    assert [step.source.path for step in result.steps[:3] if step.source] == ["第七条1", "第七条2", "第七条3"]
    assert sum(step.change for step in result.steps) == result.amount
    assert "50%" in result.note  # 违约金累计达到履约保证金的50%的，甲方有权解除合同


def test_ways_to_name_a_clause() -> None:
    """2000 + 2000 + 10 % of 658000 = 69800."""
    breaches = Breaches(
        (
            Breach(path="第一条（三）理赔服务中的第1项"),
            Breach(path="第一条第（三）款第4项"),
            Breach(path="第五条（二）2"),
        ),
        price=Decimal(658000),
    )
    assert penalties(own("fleet-procurement"), breaches).amount == Decimal("69800.00")


def test_a_penalty_named_by_its_own_number() -> None:
    """第三条3 is the daily penalty itself: 100000 × 0.05 % × 10 = 500. An article of several penalties is asked about."""
    late = Breach(path="第三条3", days=10, base=Decimal(100000))
    assert penalties(own("fleet-procurement"), Breaches((late,))).amount == Decimal("500.00")
    several = penalties(own("fleet-procurement"), Breaches((Breach(path="第七条"),)))
    assert several.amount is None
    assert [one.path for one in several.questions[0].because] == ["第七条1", "第七条2", "第七条3", "第七条4"]


def test_a_cap_on_the_daily_rate() -> None:
    """100000 × 0.05 % × 200 days = 10000, but 5 % of 100000 at most: 5000."""
    late = Breach(what="甲方逾期付款", days=200, base=Decimal(100000))
    result = penalties(own("fleet-procurement"), Breaches((late,)))
    assert result.amount == Decimal("5000.00")
    assert [step.label for step in result.steps][1] == "违约金上限"


@pytest.mark.parametrize(
    ("what", "amount"),
    [
        ("更换专人没有提前通知甲方", 500),  # 第一条（二）1
        ("没有组织驾驶员安全培训", 500),  # 第一条（二）4
        ("续保清单没提交", 2000),  # 第一条（二）2
        ("现场查勘迟到，城区50分钟才到", 2000),  # 第一条（三）1
    ],
)
def test_a_breach_told_in_words(what: str, amount: int) -> None:
    assert penalties(own("fleet-procurement"), Breaches((Breach(what=what),))).amount == amount


def test_what_cannot_be_told_is_asked() -> None:
    assert _abouts(Breaches((Breach(what="天气不好"),))) == ["/breaches/0/path"]
    assert _abouts(Breaches((Breach(path="第一条（二）1"), Breach(path="第一条（三）")))) == [
        "/breaches/1/path"
    ]
    assert _abouts(Breaches((Breach(path="第五条（一）1"),))) == ["/breaches/0/path"]  # no penalty for it
    assert _abouts(Breaches((Breach(path="第一条（三）3"),))) == ["/breaches/0/base", "/breaches/0/days"]
    assert _abouts(Breaches((Breach(path="第五条（二）2"),))) == ["/price"]


def test_a_sum_once_is_not_multiplied_unasked() -> None:
    """任何一方违反…支付违约金100000元: the text does not say for each time."""
    assert _abouts(Breaches((Breach(path="6.1", count=2),)), "brokerage") == ["/breaches/0/count"]
    assert penalties(own("brokerage"), Breaches((Breach(path="6.1"),))).amount == Decimal("100000.00")


def test_an_amount_a_day() -> None:
    """500 a day for 7 days."""
    late = Breach(path="9.3", days=7)
    assert penalties(own("brokerage"), Breaches((late,))).amount == Decimal("3500.00")


def test_an_amount_a_day_and_acre() -> None:
    """2 yuan for each of 120 mu, 3 days late: 720."""
    late = Breach(path="第十六条", days=3, units=Decimal(120))
    assert penalties(own("agriculture-rice"), Breaches((late,))).amount == Decimal("720.00")
    assert _abouts(Breaches((Breach(path="第十六条", days=3),)), "agriculture-rice") == ["/breaches/0/units"]


def test_a_yearly_rate() -> None:
    """200000 at 4.5 % a year for 73 days: 200000 × 0.045 ÷ 5 = 1800."""
    late = Breach(path="3.4", days=73, base=Decimal(200000))
    assert penalties(own("life-decimal"), Breaches((late,))).amount == Decimal("1800.00")


TIERS = (
    "某保险经纪服务合同\n甲方：某制造有限公司\n乙方：某保险经纪有限公司\n第一条 服务内容\n"
    "1.乙方应当每季度向甲方提交服务报告。\n2.乙方应当在2小时内响应甲方的咨询。\n第二条 违约责任\n"
    "1.乙方违反第一条2的，第一次支付违约金500元，第二次支付违约金1000元，第三次及以上每次支付违约金2000元。\n"
)


def test_tiers_by_the_time() -> None:
    """Four times: 500 + 1000 + 2000 + 2000 = 5500."""
    result = penalties(text(TIERS), Breaches((Breach(path="第一条2", count=4),)))
    assert result.amount == Decimal("5500.00")


def test_a_document_without_penalties() -> None:
    assert "未载明" in penalties(own("liability-public"), Breaches((Breach(path="第一条"),))).note


def test_contradictions_name_the_field() -> None:
    wrong = Breaches((Breach(path="第一条（二）1", count=0), Breach(days=-1)), price=Decimal(-5))
    result = penalties(own("fleet-procurement"), wrong)
    assert result.amount is None
    assert [q.about for q in result.questions] == [
        "/price",
        "/breaches/0/count",
        "/breaches/1/days",
        "/breaches/1/what",
    ]


def test_three_breaches_under_the_real_fleet_contract() -> None:
    """Two at 300, one at 3000, one at 10000: 600 + 3000 + 10000 = 13600."""
    breaches = Breaches(
        (Breach(path="第一条（二）6", count=2), Breach(path="第一条（三）8"), Breach(path="第一条（三）5"))
    )
    result = penalties(shared("wenling-bus-contract"), breaches)
    assert result.amount == Decimal("13600.00")


PATHS = ("第一条（二）1", "第一条（二）2", "第一条（二）3", "第一条（三）1", "第一条（三）4")
SOME = st.lists(
    st.builds(Breach, path=st.sampled_from(PATHS), count=st.integers(1, 20)), min_size=1, max_size=5
)


@settings(max_examples=40, deadline=None)
@given(SOME, SOME)
def test_penalties_add_up(some: list[Breach], more: list[Breach]) -> None:
    """What two lists cost together is what each costs, and never less than one of them."""
    fleet = own("fleet-procurement")
    one, other = (
        penalties(fleet, Breaches(tuple(some))).amount,
        penalties(fleet, Breaches(tuple(more))).amount,
    )
    both = penalties(fleet, Breaches((*some, *more))).amount
    assert one is not None and other is not None and both == one + other
