"""Refunds on our own documents and on texts of every layout: each amount is computed by hand in a comment."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extractor.calculators import Termination, Terminator, refund
from tests.calculators.reading import own, shared, text

YEAR = Termination(
    by=Terminator.POLICYHOLDER,
    start=date(2025, 1, 1),
    end=date(2025, 12, 31),
    premium=Decimal(36500),
    paid=Decimal(0),
    barred=False,
)
HEAD = "某财产保险股份有限公司\n财产综合保险条款\n总则\n第一条 本合同由条款、投保单、保险单组成。\n其他事项\n"


def test_month_five_by_the_short_rate_table() -> None:
    """1 Jan to 20 May: four months and a part, so five: 55 %. 36500 − 36500 × 0.55 = 36500 − 20075 = 16425."""
    result = refund(own("property-allrisks"), replace(YEAR, on=date(2025, 5, 20)))
    assert result.amount == Decimal("16425.00")
    assert result.readings == ()
    assert [step.source.path for step in result.steps if step.source] == ["附录", "十（二）"]
    assert "36500 × 0.55" in result.steps[1].formula
    assert sum(step.change for step in result.steps) == result.amount


def test_before_the_start_with_the_fee() -> None:
    """3 %: 36500 − 1095 = 35405."""
    result = refund(own("property-allrisks"), replace(YEAR, on=date(2024, 12, 30)))
    assert result.amount == Decimal("35405.00")
    assert result.steps[-1].source is not None
    assert "3%的手续费" in result.steps[-1].source.quote


def test_exactly_five_months_has_two_readings() -> None:
    """On 1 June five months are over; with the day itself it is six. 36500 × 0.45 = 16425; 36500 × 0.35 = 12775."""
    result = refund(own("property-allrisks"), replace(YEAR, on=date(2025, 6, 1)))
    assert [(one.amount, one.favoured) for one in result.readings] == [
        (Decimal("16425.00"), True),
        (Decimal("12775.00"), False),
    ]
    assert result.amount == Decimal("16425.00")
    assert "第三十条" in result.readings[0].why


def test_pro_rata_by_day_has_two_readings_where_the_last_day_is_open() -> None:
    """1 Jan to 20 May is 139 days, 140 with the day itself: 36500 ÷ 365 = 100 a day: 22600 or 22500."""
    result = refund(own("liability-public"), replace(YEAR, on=date(2025, 5, 20)))
    assert [one.amount for one in result.readings] == [Decimal("22600.00"), Decimal("22500.00")]
    assert result.amount == Decimal("22600.00")


def test_a_part_day_counts_as_one_by_the_text() -> None:
    """36500 × 0.75 × (1 − 140 ÷ 365) = 27375 × 225 ÷ 365 = 16875: the text says 不足一日的按一日计算."""
    result = refund(own("accident-group"), replace(YEAR, on=date(2025, 5, 20)))
    assert result.amount == Decimal("16875.00")
    assert result.readings == ()
    assert "(1 - (140 ÷ 365))" in result.steps[0].formula


def test_hesitation_gives_all_back_less_the_cost() -> None:
    """15 days from 1 January: the 16th is the last. 36500 − 10 = 36490; the day after, cash value by the formula."""
    case = replace(YEAR, received=date(2025, 1, 1))
    inside = refund(own("life-decimal"), replace(case, on=date(2025, 1, 16)))
    # 36500 × 0.6 × (1 − 17 ÷ 365) = 21900 × 348 ÷ 365 = 20880
    outside = refund(own("life-decimal"), replace(case, on=date(2025, 1, 17)))
    assert (inside.amount, outside.amount) == (Decimal("36490.00"), Decimal("20880.00"))


def test_hesitation_asks_for_the_day_of_receipt() -> None:
    result = refund(own("life-decimal"), replace(YEAR, on=date(2025, 1, 16)))
    assert result.amount is None
    assert [question.about for question in result.questions] == ["/received"]


def test_only_a_bound_on_the_fee_is_said() -> None:
    """不超过10元: 36500 − 10 at least, and the note says that it is a bound."""
    case = replace(YEAR, on=date(2025, 1, 5), received=date(2025, 1, 1))
    result = refund(own("critical-illness"), case)
    assert result.amount == Decimal("36490.00")
    assert "上限" in result.note


def test_cash_value_without_a_formula_is_asked_for() -> None:
    case = replace(YEAR, on=date(2025, 5, 20), received=date(2025, 1, 1))
    asked = refund(own("critical-illness"), case)
    assert [question.about for question in asked.questions] == ["/cash_value"]
    assert refund(own("critical-illness"), replace(case, cash_value=Decimal(800))).amount == Decimal("800.00")


def test_fee_off_the_unexpired_part_or_off_the_whole() -> None:
    """Left by day: 22600 (or 22500). Fee 25 % of it: 16950 (16875); of the whole 9125: 13475 (13375)."""
    case = replace(YEAR, on=date(2025, 5, 20), received=date(2025, 1, 1))
    result = refund(own("medical-inpatient"), case)
    amounts = [one.amount for one in result.readings]
    assert amounts == [Decimal(n) for n in ("16950.00", "16875.00", "13475.00", "13375.00")]
    assert "未载明" in result.note


def test_after_a_paid_claim_the_contract_cannot_be_ended() -> None:
    result = refund(own("accident-group"), replace(YEAR, on=date(2025, 5, 20), paid=Decimal(5000)))
    assert result.amount is None
    assert "不得解除" in result.note
    asked = refund(own("accident-group"), replace(YEAR, on=date(2025, 5, 20), paid=None))
    assert [question.about for question in asked.questions] == ["/paid"]


def test_a_barring_event_is_asked_for() -> None:
    """灾害发生后，农户不得退保."""
    case = replace(YEAR, on=date(2025, 5, 20))
    assert [q.about for q in refund(own("agriculture-rice"), replace(case, barred=None)).questions] == [
        "/barred"
    ]
    assert "不得解除" in refund(own("agriculture-rice"), replace(case, barred=True)).note
    assert refund(own("agriculture-rice"), case).amount == Decimal("36500.00")


def test_nobody_may_end_it_after_the_start() -> None:
    result = refund(own("cargo-inland"), replace(YEAR, on=date(2025, 5, 20), by=Terminator.INSURER))
    assert result.amount is None
    assert "双方均不得解除" in result.note


def test_insurer_ends_it_and_the_text_does_not_say() -> None:
    result = refund(own("property-allrisks"), replace(YEAR, on=date(2025, 5, 20), by=Terminator.INSURER))
    assert (result.amount, result.questions) == (None, ())
    assert "文本未载明" in result.note


def test_a_contract_without_such_terms_says_so() -> None:
    assert "未载明" in refund(own("brokerage"), replace(YEAR, on=date(2025, 5, 20))).note


def test_what_is_not_said_is_asked() -> None:
    abouts = [question.about for question in refund(own("property-allrisks"), Termination()).questions]
    assert abouts == ["/by", "/on", "/start"]
    later = refund(own("property-allrisks"), replace(YEAR, on=date(2025, 5, 20), premium=None))
    assert [question.about for question in later.questions] == ["/premium", "/annual_premium"]


def test_a_half_year_policy_needs_the_annual_premium() -> None:
    """Half a year of 23725 at 65 % of 36500. Third month: 35 % of 36500 = 12775. 23725 − 12775 = 10950."""
    half = replace(YEAR, end=date(2025, 6, 30), premium=Decimal(23725), on=date(2025, 3, 10))
    assert [q.about for q in refund(own("property-allrisks"), half).questions] == ["/annual_premium"]
    known = refund(own("property-allrisks"), replace(half, annual_premium=Decimal(36500)))
    assert known.amount == Decimal("10950.00")


def test_contradictions_name_the_field() -> None:
    wrong = replace(YEAR, on=date(2026, 2, 1), premium=Decimal(-1), end=date(2024, 1, 1))
    result = refund(own("property-allrisks"), wrong)
    assert result.amount is None
    assert {question.about for question in result.questions} == {"/premium", "/end", "/on"}


# --- the short-rate table in other layouts ------------------------------------------------------------------

CLAUSE = (
    "第二条 保险责任开始后，投保人要求解除保险合同的，保险人按短期费率表计收保险费，并退还剩余部分保险费。\n"
)
PIPES = (
    "附录 短期费率表\n| 保险期间（月） | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    "| 年费率的百分比 | 10 | 20 | 30 | 40 | 50 | 60 | 70 | 80 | 85 | 90 | 95 | 100 |\n注：不足一个月的按一个月计算。\n"
)
WRAPPED = (
    "附录 短期费率表\n保险期间（个月）\t1\t2\t3\t4\t5\t6\n年费率的百分比（%）\t10\t20\t30\t40\t50\t60\n"
    "保险期间（个月）\t7\t8\t9\t10\t11\t12\n年费率的百分比（%）\t70\t80\t85\t90\t95\t100\n注：不足一个月的按一个月计算。\n"
)
ONE_LINE = (
    "附录 短期费率表\n保险期间已经过月数（个月） 1 2 3 4 5 6 7 8 9 10 11 12 年费率的比例（％） "
    "10 20 30 40 50 60 70 80 85 90 95 100\n（注：保险期间已经过月数不足一月的按一月计算）。\n"
)
COLUMNS = "附录 短期费率表\n承保月数\t占年费率的百分比\n" + "".join(
    f"{month}个月\t{rate}%\n"
    for month, rate in zip(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"],
        (10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95, 100),
        strict=True,
    )
)


@pytest.mark.parametrize(
    "table",
    [PIPES, WRAPPED, ONE_LINE, COLUMNS + "不满一个月的，按一个月计收。\n"],
    ids=["pipes", "bands", "line", "columns"],
)
def test_every_layout_of_the_table(table: str) -> None:
    """Month eight: 80 %. 36500 × 0.2 = 7300."""
    result = refund(text(HEAD + CLAUSE + table), replace(YEAR, on=date(2025, 8, 20)))
    assert result.amount == Decimal("7300.00")


def test_part_months_are_two_readings_where_the_text_does_not_say() -> None:
    """Without a note: 8 months (80 %, 7300) or 7 (70 %, 10950); the milder is favoured."""
    result = refund(text(HEAD + CLAUSE + COLUMNS), replace(YEAR, on=date(2025, 8, 20)))
    assert [(one.amount, one.favoured) for one in result.readings] == [
        (Decimal("10950.00"), True),
        (Decimal("7300.00"), False),
    ]
    assert "不足一个月不计" in result.readings[0].title


def test_the_table_is_named_but_not_there() -> None:
    result = refund(text(HEAD + CLAUSE), replace(YEAR, on=date(2025, 8, 20)))
    assert [question.about for question in result.questions] == ["/figures/短期费率"]
    given = replace(YEAR, on=date(2025, 8, 20), figures={"短期费率": Decimal("0.8")})
    assert refund(text(HEAD + CLAUSE), given).amount == Decimal("7300.00")


def test_a_formula_with_letters() -> None:
    """36500 × 0.75 × (1 − 139 ÷ 365) = 27375 × 226 ÷ 365 = 16950: 不足一天的不计."""
    words = (
        "第二条 投保人可以申请解除本合同，保险人在30日内退还现金价值。\n释义\n"
        "现金价值：现金价值＝保险费×75%×（1－n/m），其中n为已经过的天数，m为保险期间的天数。已经过的天数不足一天的不计。\n"
    )
    result = refund(text(HEAD + words), replace(YEAR, on=date(2025, 5, 20)))
    assert result.amount == Decimal("16950.00")


def test_a_formula_in_months() -> None:
    """(12 − 5) ÷ 12 × 36500 × 0.65 = 13839.58, five months with the part one."""
    words = (
        "第二条 投保人可以申请解除本合同，保险人退还现金价值。\n释义\n"
        "现金价值：现金价值=保险费×(12－保险期间已经过月数)÷12×0.65，不足月的按一个月计算。\n"
    )
    result = refund(text(HEAD + words), replace(YEAR, on=date(2025, 5, 20)))
    assert result.amount == Decimal("13839.58")


def test_a_figure_that_only_the_text_knows_is_asked_for() -> None:
    """退保保费=实缴保险费×退保系数: 36500 × 0.4 = 14600."""
    words = "第二条 投保人可以申请退保。保险人按以下公式计算应退还的保险费。\n退保保费=实缴保险费×退保系数\n"
    asked = refund(text(HEAD + words), replace(YEAR, on=date(2025, 5, 20)))
    assert [question.about for question in asked.questions] == ["/figures/退保系数"]
    known = replace(YEAR, on=date(2025, 5, 20), figures={"退保系数": Decimal("0.4")})
    assert refund(text(HEAD + words), known).amount == Decimal("14600.00")


REMAINDER = CLAUSE + (
    "第三条 自保险人赔付之日起三十日内，投保人可以解除合同。\n"
    "依据前款解除的，保险人把累计赔偿限额扣除已赔金额后剩余部分的保险费，减去已承保期间应收的部分，退还投保人。\n"
)


def test_the_rest_of_the_aggregate_limit() -> None:
    """1 000 000 less 200 000 leaves 80 %: 29200. Month five, 50 %: of 29200 leaves 14600, of 36500 leaves 10950."""
    case = replace(
        YEAR, on=date(2025, 5, 20), paid=Decimal(200000), limit=Decimal(1000000), paid_on=date(2025, 5, 1)
    )
    result = refund(text(HEAD + REMAINDER + PIPES), case)
    assert [(one.amount, one.favoured) for one in result.readings] == [
        (Decimal("14600.00"), True),
        (Decimal("10950.00"), False),
    ]
    # 31 days after the payment the ordinary rule holds: 36500 × 0.5
    late = refund(text(HEAD + REMAINDER + PIPES), replace(case, paid_on=date(2025, 4, 19)))
    assert late.amount == Decimal("18250.00")
    unknown = refund(text(HEAD + REMAINDER + PIPES), replace(case, paid_on=None))
    assert [question.about for question in unknown.questions] == ["/paid_on"]


# --- real documents, by their figures ---------------------------------------------------------------------


def test_account_funds_by_case() -> None:
    """3 % before; month five 50 %; the insurer by day: 22600 or 22500."""
    document = shared("tianan-account-funds")
    assert refund(document, replace(YEAR, on=date(2024, 12, 20))).amount == Decimal("35405.00")
    assert refund(document, replace(YEAR, on=date(2025, 5, 20))).amount == Decimal("18250.00")
    insurer = refund(document, replace(YEAR, on=date(2025, 5, 20), by=Terminator.INSURER))
    assert [one.amount for one in insurer.readings] == [Decimal("22600.00"), Decimal("22500.00")]
    before = refund(document, replace(YEAR, on=date(2024, 12, 20), by=Terminator.INSURER))
    assert before.amount == Decimal("36500.00")


def test_cyber_by_case() -> None:
    """5 % before: 34675. Month nine: 85 %: 5475. After a claim: see the remainder above."""
    document = shared("zhonghua-cyber")
    assert refund(document, replace(YEAR, on=date(2024, 12, 20))).amount == Decimal("34675.00")
    assert refund(document, replace(YEAR, on=date(2025, 9, 20))).amount == Decimal("5475.00")
    claim = replace(
        YEAR, on=date(2025, 5, 20), paid=Decimal(200000), limit=Decimal(1000000), paid_on=date(2025, 5, 1)
    )
    assert [one.amount for one in refund(document, claim).readings] == [
        Decimal("14600.00"),
        Decimal("10950.00"),
    ]


def test_term_life_formula_out_of_a_scan() -> None:
    """36500 × 0.7 × (1 − 139 ÷ 365) = 25550 × 226 ÷ 365 = 15820."""
    result = refund(shared("lian-term-life"), replace(YEAR, on=date(2025, 5, 20)))
    assert result.amount == Decimal("15820.00")
