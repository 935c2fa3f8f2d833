"""Refunds in other words of the field: one short text each, the amount by hand in a comment."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extractor.calculators import Termination, Terminator, refund
from tests.calculators.reading import text

HEAD = "某财产保险股份有限公司\n财产综合保险条款\n总则\n第一条 本合同由条款、投保单、保险单组成。\n其他事项\n"
MAY = Termination(
    by=Terminator.POLICYHOLDER,
    on=date(2025, 5, 20),
    start=date(2025, 1, 1),
    end=date(2025, 12, 31),
    premium=Decimal(36500),
    paid=Decimal(0),
    barred=False,
    received=date(2025, 1, 1),
)
BEFORE = replace(MAY, on=date(2024, 12, 20), received=date(2024, 12, 1))


@pytest.mark.parametrize(
    ("words", "case", "amount"),
    [
        # 139 of 365 days at 100 a day
        ("投保人中途退保的，保险人按未到期日数占保险期间日数的比例退还保险费；保险人提出解除的，亦同。", MAY, 22600),
        (
            "投保人中途退保的，保险人按未到期日数占保险期间日数的比例退还保险费；保险人提出解除的，亦同。",
            replace(MAY, by=Terminator.INSURER),
            22600,
        ),
        ("经投保人与保险人协商一致，可以解除本合同，保险人按日比例退还未满期保险费。", replace(MAY, by=Terminator.AGREEMENT), 22600),
        # 5 % of 36500 is 1825
        ("投保人解除合同的，如保险责任尚未开始，应向保险人支付相当于应交保险费5%的退保手续费；如保险责任已经开始，"
         "保险人应将已收取的保险费扣除自保险责任开始之日至解除之日期间按日计算的应收部分后退还投保人。", BEFORE, 34675),
        ("投保人解除合同的，如保险责任尚未开始，应向保险人支付相当于应交保险费5%的退保手续费；如保险责任已经开始，"
         "保险人应将已收取的保险费扣除自保险责任开始之日至解除之日期间按日计算的应收部分后退还投保人。", MAY, 22600),
        # 36500 × 0.65 × (1 − 140 ÷ 365) = 23725 × 225 ÷ 365
        ("您可以在收到保险单之日起15日内（犹豫期）退保，我们全额退还保险费。犹豫期后退保的，我们按以下公式退还："
         "退还保险费＝已交保险费×（1－35%）×（1－已保障天数/保险期间天数），不满一天的按一天计算。", MAY, 14625),
        # ten days without the word 犹豫期
        ("投保人于签收保险单后十日内要求解除本合同的，保险人退还已收全部保险费。", replace(MAY, on=date(2025, 1, 11)), 36500),
        ("保险期间开始前，投保人可以解除本合同，但应当承担1%的手续费；保险期间开始后，投保人不得解除合同。", BEFORE, 36135),
        ("若您要求解除本合同，我们将不退还已收保险费。", MAY, 0),
    ],
)  # fmt: skip
def test_amounts(words: str, case: Termination, amount: int) -> None:
    assert refund(text(f"{HEAD}第二条 {words}\n"), case).amount == amount


@pytest.mark.parametrize(
    ("words", "case", "note"),
    [
        ("保险期间开始前，投保人可以解除本合同；保险期间开始后，投保人不得解除合同。", MAY, "不得解除"),
        ("投保人要求解除合同的，保险人退还剩余部分保险费。", MAY, "未载明如何计算"),
        (
            "未发生过给付的，投保人可以要求解除合同，保险人退还未满期保险费。",
            replace(MAY, paid=Decimal(9)),
            "已经赔付后",
        ),
        # a scanner has cut the formula off
        ("投保人可以申请解除合同，保险人退还现金价值。\n现金价值=保险费×75%×（1－", MAY, "未能读出"),
        # another cause is no ordinary termination
        ("投保人因重大过失未履行如实告知义务的，保险人有权解除合同，但应当退还保险费。", MAY, "未载明"),
        ("经投保人与保险人协商一致，可以解除本合同，保险人按日比例退还未满期保险费。", MAY, "未载明此种情形"),
    ],
)
def test_notes(words: str, case: Termination, note: str) -> None:
    result = refund(text(f"{HEAD}第二条 {words}\n"), case)
    assert result.amount is None
    assert note in result.note


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (
            "投保人要求解除合同的，保险人按附表《保险费退还比例表》所列比例退还已收保险费。",
            "/figures/退还比例",
        ),
        ("投保人要求解除合同的，应当按本保险合同的约定支付手续费，保险人退还保险费。", "/fee"),
        ("投保人要求解除合同的，保险人退还未满期净保险费。", "/net_premium"),
        (
            "若已发生本合同约定的保险事故，投保人不得要求解除本合同。投保人解除合同的，退还现金价值。",
            "/barred",
        ),
    ],
)
def test_questions(words: str, about: str) -> None:
    case = replace(MAY, barred=None) if about == "/barred" else MAY
    assert [question.about for question in refund(text(f"{HEAD}第二条 {words}\n"), case).questions] == [about]


def test_a_net_premium_that_the_text_explains() -> None:
    """净保费 is the premium less 35 %: 36500 × 0.65 × (1 − 140 ÷ 365) = 14625."""
    words = (
        "第二条 投保人可以申请解除合同，保险人退还现金价值。\n释义\n"
        "现金价值：现金价值=净保费×（1-m/n），其中m为保险合同经过日数，n为保险期间的日数，经过日数不足一日的按一日计算。\n"
        "净保费：净保费指投保人所支付的保险费扣除每张保险单平均承担的各项费用后的余额，扣除部分占所交保险费的35%。\n"
    )
    assert refund(text(HEAD + words), MAY).amount == Decimal("14625.00")


NOTICE = (
    "第二条 投保人要求解除合同的，自书面通知到达保险人的次日起合同解除，保险人按日比例退还保险费；"
    "保险人要求解除合同的，应当提前十五日书面通知投保人，并按日比例退还保险费。\n"
)


@pytest.mark.parametrize(
    ("by", "ends", "amount"),
    [
        (Terminator.POLICYHOLDER, "2025-05-20", 22600),  # notice on the 19th, ends the day after
        (Terminator.INSURER, "2025-06-03", 21200),  # 15 days after the 19th: 153 days passed
    ],
)
def test_the_day_of_the_end_from_the_notice(by: Terminator, ends: str, amount: int) -> None:
    result = refund(text(HEAD + NOTICE), replace(MAY, by=by, on=None, notified=date(2025, 5, 19)))
    assert result.amount == amount
    assert ends in result.note


def test_a_notice_without_a_rule_asks_for_the_day() -> None:
    words = "第二条 投保人要求解除合同的，保险人按日比例退还保险费。\n"
    result = refund(text(HEAD + words), replace(MAY, on=None, notified=date(2025, 5, 19)))
    assert [question.about for question in result.questions] == ["/on"]
