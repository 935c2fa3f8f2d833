"""What is not known: asked for, left out with its reason, or noted; never guessed."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from extractor.claim import Bound, Loss, LossKind
from extractor.determination import Calculation
from extractor.payout import payout
from tests.payout.claims import (
    DEDUCTIBLE_FIRST,
    OPEN,
    SILENT,
    accounts,
    claim,
    clauses,
    computed,
    corpus,
    liability,
    limit,
    loss,
    share,
)

LIMITS = (limit("per_occurrence", 60000), limit("aggregate", 1000000))
DEDUCTIBLE = (limit("deductible", 5000),)
DAMAGE = (loss("第三者财产损失", 100000),)


def _asked(calculation: Calculation) -> list[str]:
    return [question.about for question in calculation.questions]


def test_missing_figures_of_the_schedule_are_asked_for_with_their_clause() -> None:
    calculation = payout(liability(DEDUCTIBLE_FIRST), claim(DAMAGE, (limit("aggregate", 1000000),)))
    assert calculation.amount is None
    assert _asked(calculation) == ["/schedule/deductibles", "/schedule/limits"]
    per_occurrence = calculation.questions[1]
    assert "每次事故赔偿限额" in per_occurrence.ask
    assert "per_occurrence" in per_occurrence.ask
    assert [source.path for source in per_occurrence.because] == ["第六条"]


def test_partial_steps_leave_out_what_is_missing_and_say_so() -> None:
    calculation = payout(liability(DEDUCTIBLE_FIRST), claim(DAMAGE, LIMITS))
    assert calculation.amount is None
    assert [step.value for step in calculation.steps] == [100000, 60000, 60000]
    assert "免赔额" in calculation.note


def test_a_limit_that_binds_only_if_agreed_is_noted_not_asked() -> None:
    order = "如保险单约定每人赔偿限额的，保险人对每人的赔偿不超过保险单约定的每人赔偿限额。"
    made = claim([loss("第三者医疗费", 50000, person="张某")], LIMITS, DEDUCTIBLE)
    calculation = computed(liability(order), made)
    assert calculation.amount == 45000
    assert "没有载明每人赔偿限额" in calculation.note


def test_a_limit_of_the_schedule_alone_binds_and_is_labelled() -> None:
    # nothing in the text on persons: min(80000, 30000) = 30000; - 5000 = 25000
    made = claim(
        [loss("第三者医疗费", 80000, person="张某")], (*LIMITS, limit("per_person", 30000)), DEDUCTIBLE
    )
    calculation = computed(liability(DEDUCTIBLE_FIRST), made)
    assert calculation.amount == 25000
    assert "张某：每人赔偿限额（保险单载明）" in [step.label for step in calculation.steps]


def test_a_sub_limit_without_a_name_is_asked_for() -> None:
    made = claim(DAMAGE, (*LIMITS, limit("sub_limit", 1000)), DEDUCTIBLE)
    calculation = payout(liability(DEDUCTIBLE_FIRST), made)
    assert calculation.amount is None
    assert "/schedule/limits" in _asked(calculation)


@pytest.mark.parametrize(
    ("bound", "paid"), [(share("0.1"), 49500), (share("0.9", "赔付比例"), 49500), (share("0.9", "自负比例"), 5500)]
)  # fmt: skip
def test_share_paid_or_borne_by_its_name(bound: Bound, paid: int) -> None:
    # (60000 - 5000) x 90 % or x 10 %
    made = claim(
        [loss("第三者财产损失", 60000)], (limit("per_occurrence", 60000), LIMITS[1]), (*DEDUCTIBLE, bound)
    )
    assert computed(liability(DEDUCTIBLE_FIRST), made).amount == paid


def test_costs_that_the_text_does_not_bear_are_left_out_in_sight() -> None:
    made = claim(
        [loss("资金被盗", 1000, item="账户A"), loss("律师费", 12000, LossKind.COST)],
        (limit("per_item", 5000, "单一账户"), limit("per_occurrence", 9000), limit("aggregate", 9000)),
        (limit("per_item", 0, "单一账户"),),
    )
    calculation = computed(accounts(), made)
    assert calculation.amount == 1000
    left_out = [step for step in calculation.steps if step.label.startswith("未列入：律师费")]
    assert [step.change for step in left_out] == [-12000]
    assert "/event/losses/1/kind" in _asked(calculation)


def test_indirect_losses_that_the_text_excludes_are_left_out_with_its_words() -> None:
    text = (
        "远帆财产保险条款\n\n保险责任\n\n第一条 在保险期间内，因火灾造成保险标的的损失，保险人负责赔偿。\n\n"
        "责任免除\n\n第二条 下列损失，保险人不负责赔偿：\n\n（一）停产、停业等各种间接损失；\n\n（二）自然磨损。\n"
    )
    made = claim([loss("设备损失", 1000), loss("预期利润", 500, LossKind.INDIRECT)])
    calculation = computed(clauses(text), made)
    assert calculation.amount == 1000
    (left_out,) = [step for step in calculation.steps if step.label.startswith("未列入")]
    assert left_out.source is not None
    assert left_out.source.path == "第二条（一）"


def test_a_figure_for_a_case_is_asked_for_where_the_case_is_not_told() -> None:
    losses = [loss("第三者财产损失", 10000)]
    calculation = payout(corpus("motor-commercial"), claim(losses))
    assert calculation.amount is None
    assert "/event/facts/事故责任" in _asked(calculation)


def test_two_figures_for_the_same_thing_are_asked_about() -> None:
    text = (
        "远帆财产保险条款\n\n保险责任\n\n第一条 在保险期间内，因火灾造成保险标的的损失，保险人负责赔偿。\n\n"
        "赔偿限额与免赔额\n\n第二条 每次事故免赔额为1000元。\n\n第三条 每次事故免赔额为3000元。\n"
    )
    calculation = payout(clauses(text), claim([loss("设备损失", 10000)]))
    assert calculation.amount is None
    assert "第二条、第三条" in calculation.questions[0].ask
    scheduled = payout(clauses(text), claim([loss("设备损失", 10000)], (), (limit("deductible", 2000),)))
    assert scheduled.amount == 8000


def test_an_amount_beside_a_rate_without_a_word_on_which_has_two_readings() -> None:
    # 1000 or 10 % of 30000: 29000 or 27000
    text = (
        "远帆财产保险条款\n\n保险责任\n\n第一条 在保险期间内，因火灾造成保险标的的损失，保险人负责赔偿。\n\n"
        "赔偿限额与免赔额\n\n第二条 每次事故免赔额为1000元或损失金额的10%。\n"
    )
    calculation = computed(clauses(text), claim([loss("设备损失", 30000)]))
    assert {reading.amount for reading in calculation.readings} == {Decimal(27000), Decimal(29000)}
    assert calculation.amount == 29000


def test_a_negotiated_contract_favours_no_reading() -> None:
    text = (
        "车辆保险服务合同\n\n甲方：云岫市机关事务中心\n乙方：远帆财产保险股份有限公司\n\n"
        "第一条 乙方承保甲方车辆的第三者责任保险，甲方车辆造成第三者损失的，乙方负责赔偿。\n\n"
        "第二条 乙方在每次事故赔偿限额10万元内扣除每次事故免赔额5000元后赔偿。甲方应当及时通知乙方。\n\n"
        "第三条 甲方、乙方协商解决争议。\n"
    )
    calculation = payout(
        clauses(text), claim([loss("第三者损失", 200000)], (limit("per_occurrence", 100000),))
    )
    assert not [reading for reading in calculation.readings if reading.favoured]


def test_limits_that_cross_are_kept_all() -> None:
    # persons 100000 each: Zhang 80000 + 60000 -> 100000, Li 90000 + 0; medical together 120000
    # the most that keeps all three: medical 120000 + other 60000 = 180000, and Zhang within 100000, Li within 100000
    losses = [
        loss("第三者医疗费", 80000, person="张某"),
        loss("第三者误工费", 60000, person="张某"),
        loss("第三者医疗费", 90000, person="李某"),
    ]
    limits = (
        limit("per_occurrence", 1000000),
        limit("aggregate", 1000000),
        limit("per_person", 100000),
        limit("sub_limit", 120000, "医疗费用"),
    )
    calculation = computed(liability(DEDUCTIBLE_FIRST), claim(losses, limits, (limit("deductible", 0),)))
    assert calculation.amount == 180000


def test_limits_that_cross_twice_do_not_depend_on_the_order() -> None:
    # Zhang on thing A and B, Li on A: persons 100 each, things 100 each; the most is A 100 + B 100
    losses = [
        loss("第三者医疗费", 300, person="张某", item="甲"),
        loss("第三者医疗费", 100, person="张某", item="乙"),
        loss("第三者医疗费", 300, person="李某", item="甲"),
    ]
    limits = (*LIMITS, limit("per_person", 100), limit("per_item", 100))
    for turned in permutations(losses):
        made = claim(turned, limits, (limit("deductible", 0),))
        assert computed(liability(DEDUCTIBLE_FIRST), made).amount == 200


def test_a_deductible_of_the_year_is_used_up_by_degrees() -> None:
    # 80000 - (10000 - 4000) = 74000; x 90% = 66600
    limits, borne = (limit("sum_insured", 1000000),), (share("0.1"),)
    made = claim([loss("住院医疗费", 80000)], limits, borne, facts={"已扣免赔额": Decimal(4000)})
    assert computed(corpus("medical-inpatient"), made).amount == 66600
    unsaid = computed(corpus("medical-inpatient"), claim([loss("住院医疗费", 80000)], limits, borne))
    assert unsaid.amount == 63000
    assert "/event/facts/已扣免赔额" in _asked(unsaid)


def test_special_terms_are_not_passed_over_in_silence() -> None:
    made = claim(DAMAGE, LIMITS, DEDUCTIBLE)
    agreed = replace(made, schedule=replace(made.schedule, agreed=("每次事故免赔额按八折计算",)))
    assert "特别约定" in computed(liability(DEDUCTIBLE_FIRST), agreed).note


def test_other_documents_say_honestly_that_they_pay_nothing() -> None:
    calculation = payout(corpus("brokerage"), claim(DAMAGE))
    assert calculation.amount is None
    assert "不是保险条款" in calculation.note
    assert not calculation.questions


def test_no_losses_no_amount() -> None:
    assert _asked(payout(liability(SILENT), claim([]))) == ["/event/losses"]


def test_benefits_are_paid_as_stated_and_share_with_nobody() -> None:
    made = claim(
        [Loss("身故保险金", Decimal(300000), LossKind.BENEFIT)],
        (limit("sum_insured", 300000),),
        recovered=100000,
        others=(500000,),
    )
    calculation = computed(corpus("life-decimal"), made)
    assert calculation.amount == 300000


def test_bounds_for_other_losses_are_named() -> None:
    calculation = computed(
        corpus("liability-public"),
        claim([loss("第三者财物损坏", 30000)], (limit("per_occurrence", 100000), limit("aggregate", 100000))),
    )
    assert "没有适用" in calculation.note
    assert "第二十九条（二）1" in calculation.note


def test_whose_loss_it_is_is_asked_where_limits_for_each_bind() -> None:
    losses = [loss("资金被盗甲笔", 1000), loss("资金被盗乙笔", 2000)]
    limits = (limit("per_item", 5000, "单一账户"), limit("per_occurrence", 9000), limit("aggregate", 9000))
    calculation = computed(accounts(), claim(losses, limits, (limit("per_item", 0, "单一账户"),)))
    assert calculation.amount == 3000
    assert "/event/losses/0/item" in _asked(calculation)


def test_the_favoured_reading_names_the_law_and_the_words() -> None:
    calculation = computed(liability(OPEN), claim(DAMAGE, LIMITS, DEDUCTIBLE))
    (favoured,) = [reading for reading in calculation.readings if reading.favoured]
    assert favoured.title == "先免赔、后限额"
    assert "第六条" in favoured.why
    assert "第四百九十八条" in favoured.why
