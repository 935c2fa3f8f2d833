"""Limits: four ways to bound a payment, the kind of each, its figures, and what only mentions one."""

from decimal import Decimal

import pytest

from extractor.terms.limits import find_limits
from tests.terms.clauses import records_with_tables


def limits(text: str) -> list[tuple[str, dict[str, object]]]:
    return [(quote, dict(fields)) for quote, fields in records_with_tables(find_limits, text)]


def under(heading: str, sentence: str) -> list[tuple[str, dict[str, object]]]:
    return limits(f"{heading}\n\n第一条 在订立合同时，双方约定了下述事项。\n\n{sentence}\n")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("每次事故赔偿限额为人民币80万元。", "per_occurrence"),
        ("每人伤亡赔偿限额为人民币30万元。", "per_person"),
        ("每辆车赔偿限额为人民币12万元。", "per_item"),
        ("累计赔偿限额为人民币500万元。", "aggregate"),
        ("其中医疗费用赔偿限额为人民币5万元。", "sub_limit"),
        ("每次事故绝对免赔额为人民币2000元。", "deductible"),
        ("存货的保险金额为人民币600万元。", "sum_insured"),
        ("附加险每次事故赔偿限额为人民币3万元。", "sub_limit"),
        ("便携电器的累计赔偿限额为人民币5000元。", "sub_limit"),
        ("现金、首饰的累计赔偿金额以人民币2000元为限。", "sub_limit"),
        ("室内家具每次事故赔偿限额为人民币6000元。", "sub_limit"),
        ("本保险手机的累计赔偿限额为人民币6000元。", "aggregate"),
        ("每台电脑赔偿限额为人民币4000元。", "per_item"),
        ("电器的保险金额为人民币4万元。", "sum_insured"),
        ("其中每人人身伤亡赔偿限额为人民币20万元。", "per_person"),
    ],
)
def test_a_named_limit_has_the_kind_it_names_and_its_amount(sentence: str, kind: str) -> None:
    found = under("赔偿限额与免赔额", sentence)
    assert [fields["kind"] for _, fields in found] == [kind]
    assert isinstance(found[0][1]["amount"], Decimal)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("保险金额由投保人与保险人商定，并在保险单中载明。", "sum_insured"),
        ("各项赔偿限额由双方约定，写入保险单明细表。", "other"),
        ("每次事故免赔率由双方商定，载于保险凭证。", "deductible"),
    ],
)
def test_a_figure_left_to_the_schedule_is_not_invented(sentence: str, kind: str) -> None:
    [(_, fields)] = under("赔偿限额与免赔额", sentence)
    assert fields["kind"] == kind
    assert fields["in_schedule"] is True
    assert "amount" not in fields
    assert "rate" not in fields


def test_a_share_of_the_total_for_one_cost_is_a_part_of_it() -> None:
    [(_, fields)] = under("赔偿限额", "法律费用的累计赔偿限额为累计赔偿限额的20%。")
    assert fields["kind"] == "sub_limit"
    assert fields["rate"] == Decimal("0.2")


def test_a_share_of_the_limit_for_one_event_is_a_part_though_the_costs_are_added_up() -> None:
    sentence = "施救费用和法律费用另行计算，但赔偿金额合计不超过每次事故赔偿限额的10%。"
    assert [fields["kind"] for _, fields in under("赔偿限额", sentence)] == ["sub_limit"]


def test_a_figure_stated_twice_is_one_and_the_words_count() -> None:
    [(_, fields)] = under("赔偿限额", "每次事故赔偿限额为人民币伍万元整（¥80000元）。")
    assert fields["amount"] == Decimal(50000)


def test_two_limits_in_one_sentence_keep_their_own_figures() -> None:
    found = under("赔偿限额", "每次事故赔偿限额为60万元，累计赔偿限额为200万元。")
    assert [(fields["kind"], fields["amount"]) for _, fields in found] == [
        ("per_occurrence", Decimal(600000)),
        ("aggregate", Decimal(2000000)),
    ]


def test_different_figures_of_one_limit_are_left_to_the_quote() -> None:
    [(_, fields)] = under("赔偿限额", "每人每次事故赔偿限额为：驾驶员20万元，乘客每座10万元。")
    assert "amount" not in fields


def test_a_minimum_is_not_read_as_the_limit() -> None:
    [(_, fields)] = under("保险金额", "每一被保险人的保险金额最低为人民币1000元。")
    assert "amount" not in fields


@pytest.mark.parametrize(
    ("sentence", "quote", "kind"),
    [
        (
            "对被保险人支付的施救费用，保险人负责赔偿，但以该批货物的保险金额为限。",
            "但以该批货物的保险金额为限",
            "sub_limit",
        ),
        (
            "保险期间内多次出险的，赔款累计不超过累计赔偿限额。",
            "保险期间内多次出险的，赔款累计不超过累计赔偿限额",
            "aggregate",
        ),
        ("保险人在每次事故赔偿限额内支付赔款。", "保险人在每次事故赔偿限额内支付赔款", "per_occurrence"),
        (
            "不足额投保的，按保险金额与保险价值的比例赔偿。",
            "不足额投保的，按保险金额与保险价值的比例赔偿",
            "other",
        ),
        ("存在重复保险的，保险人按本合同保险金额与各合同保险金额总和的比例赔偿。", "", "contribution"),
        ("被保险人已从第三人取得赔偿的，保险人赔偿时应扣除已取得的金额。", "", "other"),
    ],
)
def test_a_bounded_payment(sentence: str, quote: str, kind: str) -> None:
    [(found, fields)] = under("赔偿处理", sentence)
    assert found == (quote or sentence.rstrip("。"))
    assert fields["kind"] == kind


def test_a_share_with_the_deductible_taken_first_states_both() -> None:
    found = under(
        "保险责任", "对合理的医疗费用，保险人扣除每次事故免赔额200元后，按75%的比例给付医疗保险金。"
    )
    assert [(fields["kind"], fields.get("amount"), fields.get("rate")) for _, fields in found] == [
        ("copay", None, Decimal("0.75")),
        ("deductible", Decimal(200), None),
    ]


def test_a_share_of_the_sum_insured_is_the_benefit_and_no_limit() -> None:
    assert under("保险责任", "被保险人身故的，我们按基本保险金额的120%给付身故保险金。") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "投保人要求增加保险金额的，应当书面申请。",
        "保险费按照保险金额和费率计算。",
        "每次贷款期限最长不超过六个月。",
        "保险期间最长不超过一年。",
        "投保年龄不超过65周岁。",
        "例如，保险金额为10万元的，减少后为6万元。",
        "我们给付保险金时扣除您欠交的保险费及利息。",
    ],
)
def test_a_limit_only_mentioned_gives_no_record(sentence: str) -> None:
    assert under("其他事项", sentence) == []


def test_a_table_of_shares_is_a_limit_and_an_illustration_is_not() -> None:
    shares = "附件一 伤残等级与给付比例表\n\n伤残等级\t给付比例\n一级\t100%\n二级\t90%\n三级\t80%\n"
    found = limits(f"第一条 保险责任见附件一。\n\n{shares}")
    assert [fields["kind"] for _, fields in found] == ["copay"]
    shown = "附件一 利益演示\n\n保单年度\t累计保险费\t现金价值\n1\t1000\t300\n2\t2000\t900\n3\t3000\t1800\n"
    assert limits(f"第一条 保险责任见附件一。\n\n{shown}") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("驾驶人负主要责任的，实行12%的事故责任免赔率。", [("deductible", Decimal("0.12"))]),
        ("负同等责任的，事故责任比例为55%。", [("copay", Decimal("0.55"))]),
        ("保额不足的，我们按保险金额与货值（货物价值）的比例赔付。", [("other", None)]),
        ("投保人数少于实有人数的，保险人按投保人数与实有人数的比例承担赔偿责任。", [("other", None)]),
        ("由主船保险人和驳船保险人按照各自限额的比例，在限额内承担赔偿责任。", [("contribution", None)]),
        (
            "被保险人住院的，保险人给付住院津贴，每次住院给付天数不超过60天，全年累计给付天数不超过150天。",
            [("sub_limit", None), ("aggregate", None)],
        ),
        ("死亡的，按每人责任限额全额赔偿。", [("per_person", None)]),
        ("未成年人身故的，保险金的给付按监管机构规定的限额执行。", [("other", None)]),
        ("对上述损失，我们在保额限度内赔付。", [("sum_insured", None)]),
        ("残余部分应当充分利用，经双方商定作价归被保险人，并在赔款中扣除。", [("other", None)]),
        ("保险标的部分损失赔付后，保险金额自损失发生之日起相应减少。", [("sum_insured", None)]),
        ("年免赔额2万，由被保险人自行承担。", [("deductible", Decimal(20000))]),
        ("每人责任限额为25万元，不设免赔额。", [("per_person", Decimal(250000))]),
    ],
)
def test_bounds_of_other_lines(sentence: str, expected: list[tuple[str, Decimal | None]]) -> None:
    found = [
        (fields["kind"], fields.get("amount", fields.get("rate")))
        for _, fields in under("赔偿处理", sentence)
    ]
    assert found == expected


def test_a_rate_off_the_claim_stands_in_the_section_of_exclusions_too() -> None:
    [(_, fields)] = under("责任免除", "违反装载规定的，实行10%的绝对免赔率。")
    assert (fields["kind"], fields["rate"]) == ("deductible", Decimal("0.1"))


def test_a_sum_that_may_not_change_bounds_nothing() -> None:
    assert under("保险金额", "保险金额一经确定，中途不得变更。") == []


def test_an_instalment_of_the_price_is_no_share_of_a_loss() -> None:
    assert under("结算", "验收合格后，甲方支付合同总价的40%。") == []


def test_two_shares_in_one_sentence_keep_their_own_rates() -> None:
    found = under("赔偿比例", "买方破产的赔偿比例为85%，买方拖欠的赔偿比例为75%。")
    assert [fields["rate"] for _, fields in found] == [Decimal("0.85"), Decimal("0.75")]


def test_each_item_taken_off_bounds_the_claim() -> None:
    found = limits(
        "赔偿处理\n\n第一条 损失金额应当扣除下列各项：\n（一）买方已付的款项；\n（二）取回货物所得的价款。\n"
    )
    assert [(quote, fields["kind"]) for quote, fields in found] == [
        ("买方已付的款项", "other"),
        ("取回货物所得的价款", "other"),
    ]
