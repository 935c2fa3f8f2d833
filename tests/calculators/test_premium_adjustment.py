"""Prepaid premiums settled by the real turnover."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.calculators import Turnover, premium_adjustment
from tests.calculators.reading import own, shared, text

HEAD = (
    "某财产保险股份有限公司\n账户资金损失保险条款\n总则\n第一条 本合同由条款、投保单、保险单组成。\n保险费\n"
)
BOTH_WAYS = HEAD + (
    "第二条 投保时，保险人按照预计营业额计收预付保险费。保险期间届满后，投保人应当将实际营业额书面通知保险人，"
    "作为计算实际保险费的依据。实际保险费高于预付保险费的，投保人应当补交差额；预付保险费高于实际保险费的，"
    "保险人退还差额，但实际保险费不得低于保险单载明的最低保险费。\n"
)
ONE_WAY = HEAD + (
    "第二条 投保时，保险人按照预计营业额计收预付保险费。保险期间届满后按实际营业额计算保险费，实际保险费高于预付保险费的，"
    "投保人应当补足差额。\n"
)
SHARE = HEAD + (
    "第二条 保险人按预计营业额收取预付保险费，期满后按实际营业额多退少补，但最低保险费为预付保险费的80%。\n"
)


def test_minimum_premium_bounds_the_refund() -> None:
    """Half the turnover: 100000 × 25 ÷ 50 = 50000, but 80000 at least. Given back: 20000."""
    case = Turnover(Decimal(100000), Decimal(50_000_000), Decimal(25_000_000), minimum=Decimal(80000))
    result = premium_adjustment(text(BOTH_WAYS), case)
    assert result.amount == Decimal("-20000.00")
    assert result.note == "应退还保险费 20000 元"
    assert [step.value for step in result.steps] == [
        Decimal("50000.00"),
        Decimal("80000.00"),
        Decimal("-20000.00"),
    ]
    assert result.steps[1].source is not None and "最低保险费" in result.steps[1].source.quote


def test_more_turnover_is_paid_up() -> None:
    """60 million at 0.2 % is 120000; 100000 was paid: 20000 more."""
    case = Turnover(Decimal(100000), None, Decimal(60_000_000), Decimal("0.002"), Decimal(80000))
    assert premium_adjustment(text(BOTH_WAYS), case).amount == Decimal("20000.00")


def test_a_minimum_as_a_share_of_the_text() -> None:
    """100000 × 30 ÷ 50 = 60000, at least 80 % of 100000: 20000 back."""
    case = Turnover(Decimal(100000), Decimal(50), Decimal(30))
    assert premium_adjustment(text(SHARE), case).amount == Decimal("-20000.00")


def test_a_text_that_only_asks_for_more() -> None:
    result = premium_adjustment(text(ONE_WAY), Turnover(Decimal(100), Decimal(50), Decimal(25)))
    assert result.amount is None
    assert "未载明应当退还" in result.note


def test_what_is_missing_is_asked() -> None:
    asked = [question.about for question in premium_adjustment(text(BOTH_WAYS), Turnover()).questions]
    assert asked == ["/prepaid", "/actual", "/rate", "/minimum"]


def test_no_such_terms_and_contradictions() -> None:
    assert (
        "未载明" in premium_adjustment(own("life-decimal"), Turnover(Decimal(1), Decimal(1), Decimal(1))).note
    )
    wrong = premium_adjustment(text(BOTH_WAYS), Turnover(Decimal(-1), Decimal(0), Decimal(5)))
    assert [question.about for question in wrong.questions] == ["/prepaid", "/expected"]


def test_the_real_clause() -> None:
    """As above, by the account funds clause: 60000 at least 80000, 20000 back."""
    case = Turnover(Decimal(100000), Decimal(50_000_000), Decimal(30_000_000), minimum=Decimal(80000))
    assert premium_adjustment(shared("tianan-account-funds"), case).amount == Decimal("-20000.00")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**6))
def test_more_turnover_never_costs_less(one: int, other: int, minimum: int) -> None:
    low, high = sorted((one, other))
    less, more = (
        premium_adjustment(
            text(BOTH_WAYS), Turnover(Decimal(10**5), None, Decimal(n), Decimal("0.001"), Decimal(minimum))
        ).amount
        for n in (low, high)
    )
    assert less is not None and more is not None
    assert minimum - 10**5 <= less <= more
