"""Payments: premiums, fees, prices and refunds, their figures, rate tables, and duties that set no price."""

from decimal import Decimal

import pytest

from extractor.terms.payments import find_payments
from tests.terms.clauses import records_with_tables


def payments(sentence: str, heading: str = "保险费") -> list[tuple[str, dict[str, object]]]:
    text = f"{heading}\n\n第一条 在订立合同时，双方约定了下述事项。\n\n{sentence}\n"
    return [(quote, dict(fields)) for quote, fields in records_with_tables(find_payments, text)]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        (
            "保险费率为6%，每亩保险费60元。",
            {"kind": "premium", "rate": Decimal("0.06"), "amount": Decimal(60)},
        ),
        ("保险费由保险人按照风险等级确定，并在保险单中载明。", {"kind": "premium", "in_schedule": True}),
        ("信用等级为C级的，费率上浮20%。", {"kind": "premium", "rate": Decimal("0.2")}),
        ("第一期50%在合同成立时付清。", {"kind": "premium", "rate": Decimal("0.5")}),
        ("自主定价系数为0.65。", {"kind": "premium", "rate": Decimal("0.65")}),
        ("合同总价为人民币大写陆万元整（¥60000元）。", {"kind": "contract_price", "amount": Decimal(60000)}),
        ("超出部分的救援，保险人按每次200元收取服务费。", {"kind": "service_fee", "amount": Decimal(200)}),
        ("履约保证金为合同总价的5%。", {"kind": "bond", "rate": Decimal("0.05")}),
        ("贷款利率由我们每半年公布一次。", {"kind": "other"}),
    ],
)
def test_a_payment_has_its_kind_and_figures(sentence: str, fields: dict[str, object]) -> None:
    [(_, found)] = payments(sentence)
    assert {name: value for name, value in found.items() if name != "per"} == fields


def test_the_premium_is_told_from_the_sum_it_is_counted_on() -> None:
    [(_, fields)] = payments("本批货物保险金额人民币300万元，按1‰计收，保险费人民币3000元。")
    assert (fields["amount"], fields["rate"]) == (Decimal(3000), Decimal("0.001"))


def test_tiers_of_a_commission_are_left_to_the_quote() -> None:
    found = payments("佣金比例按照当月保费分档计算：10万元以下（含10万元）的为12%。", "结算")
    assert [fields for _, fields in found] == [{"kind": "service_fee"}]


def test_a_fee_paid_first_and_the_refund_after_it() -> None:
    found = payments(
        "保险责任开始前，投保人要求退保的，应当支付保险费5%的手续费，保险人退还其余保险费。", "合同解除"
    )
    assert [(quote[:4], fields) for quote, fields in found] == [
        ("保险责任", {"kind": "refund_fee", "rate": Decimal("0.05")}),
        ("保险人退", {"kind": "refund"}),
    ]


def test_a_fee_kept_from_a_refund_is_quoted_alone() -> None:
    found = payments("我们在扣除10元工本费后退还您已交的全部保险费。", "合同解除")
    assert [(quote, fields) for quote, fields in found] == [
        ("我们在扣除10元工本费后退还您已交的全部保险费", {"kind": "refund"}),
        ("在扣除10元工本费后", {"kind": "refund_fee", "amount": Decimal(10)}),
    ]


@pytest.mark.parametrize(
    ("formula", "rate"),
    [
        ("现金价值＝当期保险费×60%×（1－已过天数÷365）。", Decimal("0.6")),
        ("未满期净保险费=年保险费×（1-25%）×（1-n/m）。", None),
    ],
)
def test_a_refund_formula(formula: str, rate: Decimal | None) -> None:
    [(_, fields)] = payments(formula, "合同解除")
    assert fields["kind"] == "refund"
    assert fields.get("rate") == rate


@pytest.mark.parametrize(
    "sentence",
    [
        "投保人应当在合同成立时一次性交清保险费。",
        "保险费未交清前，保险人不承担保险责任。",
        "保险人有权要求增加保险费或者解除合同。",
        "您补交欠缴的保险费及利息之日，合同效力恢复。",
        "我们在退还现金价值时，先扣除您的欠款。",
        "故意不履行告知义务的，保险人不退还保险费。",
        "受益人应当将已领取的保险金退还保险人。",
        "满期保险金等于所交保险费的110%。",
        "乙方逾期支付服务费的，按每日0.05%支付违约金。",
    ],
)
def test_what_sets_no_payment_gives_no_record(sentence: str) -> None:
    assert payments(sentence, "其他约定") == []


def test_tables_by_the_words_of_their_heads() -> None:
    rates = "附录 短期费率表\n\n保险期间（月）\t1\t2\t3\t4\n占年费率的百分比（%）\t10\t20\t30\t40\n"
    assert [fields["kind"] for _, fields in payments(f"保险费按费率表计收。\n\n{rates}")] == [
        "premium",
        "premium",
    ]
    commissions = "附件一 佣金表\n\n产品\t佣金比例\t单份佣金（元）\n家财险\t15%\t30\n意外险\t20%\t36\n"
    found = [fields["kind"] for _, fields in payments(f"乙方应当妥善保管单证。\n\n{commissions}", "其他约定")]
    assert found == ["service_fee"]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("验收合格后15日内，甲方支付合同总价的40%。", {"kind": "contract_price", "rate": Decimal("0.4")}),
        (
            "每年三月底前，甲方将当年保费总额的45%拨付至乙方账户。",
            {"kind": "premium", "rate": Decimal("0.45"), "per": "每年"},
        ),
        ("代理手续费按月结算，以实收保险费为基数。", {"kind": "service_fee", "per": "月"}),
        ("本合同暂定总金额为人民币36万元，据实结算。", {"kind": "contract_price", "amount": Decimal(360000)}),
        ("乙方应当在签约后缴纳履约保证金人民币2万元。", {"kind": "bond", "amount": Decimal(20000)}),
        ("保险费率根据行业和工种分别订定。", {"kind": "premium"}),
    ],
)
def test_prices_of_contracts_and_old_tariffs(sentence: str, fields: dict[str, object]) -> None:
    assert [found for _, found in payments(sentence, "费用结算")] == [fields]


def test_a_duty_to_pay_as_agreed_sets_no_price() -> None:
    assert payments("乙方有权按照本合同约定收取保险费。", "权利义务") == []


def test_the_premium_by_days_is_quoted_alone() -> None:
    [(quote, fields)] = payments("投保人可以随时书面解除合同，保险费按日比例计收。", "合同解除")
    assert (quote, fields["kind"]) == ("保险费按日比例计收", "premium")


def test_tax_and_comparisons_are_no_rate() -> None:
    [(_, fee)] = payments("甲方每年支付咨询服务费人民币36万元（含6%增值税），按年结算。", "服务费")
    assert "rate" not in fee
    [(_, premium)] = payments("人数净增加超过投保时5%的，投保人应补交相应的保险费。")
    assert "rate" not in premium
