"""Worked examples: every amount computed by hand, in the comment above it."""

from decimal import Decimal

import pytest

from extractor.claim import Claim, Event, LossKind, OtherInsurance, Schedule
from extractor.extraction import extract
from extractor.payout import payout
from tests.payout.claims import (
    DEDUCTIBLE_FIRST,
    LIMIT_FIRST,
    OPEN,
    SHARED,
    SILENT,
    accounts,
    claim,
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


def test_limit_then_deductible() -> None:
    # min(100000, 60000) = 60000; 60000 - 5000 = 55000
    calculation = computed(liability(LIMIT_FIRST), claim(DAMAGE, LIMITS, DEDUCTIBLE))
    assert calculation.amount == 55000
    assert not calculation.readings
    assert [step.value for step in calculation.steps] == [100000, 60000, 55000, 55000]


def test_deductible_then_limit_on_the_same_loss() -> None:
    # 100000 - 5000 = 95000; min(95000, 60000) = 60000
    calculation = computed(liability(DEDUCTIBLE_FIRST), claim(DAMAGE, LIMITS, DEDUCTIBLE))
    assert calculation.amount == 60000
    assert not calculation.readings
    assert [step.change for step in calculation.steps] == [100000, -5000, -35000, 0]


def test_open_words_give_both_readings_and_the_insureds_is_favoured() -> None:
    # limit first, as the words stand: 60000 - 5000 = 55000; deductible first 60000, which 保险法第三十条 prefers
    calculation = computed(liability(OPEN), claim(DAMAGE, LIMITS, DEDUCTIBLE))
    assert calculation.amount == 55000
    assert "60000元" in calculation.note
    assert [(each.amount, each.favoured) for each in calculation.readings] == [(55000, False), (60000, True)]
    assert "第三十条" in calculation.readings[1].why
    assert calculation.steps == calculation.readings[0].steps


def test_silence_on_the_order_gives_both_readings() -> None:
    calculation = computed(liability(SILENT), claim(DAMAGE, LIMITS, DEDUCTIBLE))
    assert calculation.amount == 60000
    assert {each.amount for each in calculation.readings} == {Decimal(55000), Decimal(60000)}
    assert "没有写明" in calculation.readings[0].why


def test_open_words_that_come_to_the_same_favour_none() -> None:
    # the loss is below the limit: 50000 - 5000 = 45000 either way
    calculation = computed(liability(OPEN), claim([loss("第三者财产损失", 50000)], LIMITS, DEDUCTIBLE))
    assert [(each.amount, each.favoured) for each in calculation.readings] == [(45000, False), (45000, False)]


def test_accounts_inside_an_occurrence() -> None:
    # A: min(60000 - 200, 50000) = 50000; B: 30000 - 200 = 29800; C: 45000 - 200 = 44800
    # sum 124600, per occurrence 100000
    losses = [
        loss("资金被盗", 60000, item="账户A"),
        loss("资金被盗", 30000, item="账户B"),
        loss("资金被盗", 45000, item="账户C"),
    ]
    limits = (
        limit("per_item", 50000, "单一账户"),
        limit("per_occurrence", 100000),
        limit("aggregate", 500000),
    )
    calculation = computed(accounts(), claim(losses, limits, (limit("per_item", 200, "单一账户"),)))
    assert calculation.amount == 100000
    values = {step.label: step.value for step in calculation.steps}
    assert values["账户A：单一账户每次事故赔偿限额（保险单载明）"] == 50000
    assert values["账户B：单一账户免赔（保险单载明）"] == 29800


def test_two_events_against_an_aggregate_less_what_was_paid() -> None:
    # first 80000 -> 70000 (per occurrence), second 60000; 130000; aggregate 200000 - 90000 paid = 110000
    losses = [
        loss("资金被盗", 80000, item="账户A", occurrence="其一"),
        loss("资金被盗", 60000, item="账户A", occurrence="其二"),
    ]
    limits = (
        limit("per_item", 90000, "单一账户"),
        limit("per_occurrence", 70000),
        limit("aggregate", 200000),
    )
    made = claim(losses, limits, (limit("per_item", 0, "单一账户"),), paid_before=90000)
    calculation = computed(accounts(), made)
    assert calculation.amount == 110000
    assert calculation.steps[-1].formula == "min(70000 + 60000, max(0, 200000 - 90000))"


def test_recovery_from_the_payment_and_share_with_other_insurance() -> None:
    # min(50000 - 0, 40000) = 40000; less 10000 recovered = 30000; own 100000 of 100000 + 300000: 7500
    losses = [loss("资金被盗", 50000, item="账户A")]
    limits = (
        limit("per_item", 40000, "单一账户"),
        limit("per_occurrence", 100000),
        limit("aggregate", 500000),
    )
    made = claim(losses, limits, (limit("per_item", 0, "单一账户"),), recovered=10000, others=(300000,))
    calculation = computed(accounts(), made)
    assert calculation.amount == 7500
    assert calculation.steps[-1].formula == "30000 × (100000 ÷ 400000)"
    assert calculation.steps[-1].source is not None
    assert calculation.steps[-1].source.path == "第七条"


def test_mitigation_on_top_up_to_its_own_limit() -> None:
    # damage: 100000 - 5000 = 95000 -> 60000; mitigation: min(20000, 60000 x 20%) = 12000, beside it: 72000
    losses = [*DAMAGE, loss("施救费用", 20000, LossKind.MITIGATION)]
    calculation = computed(liability(DEDUCTIBLE_FIRST), claim(losses, LIMITS, DEDUCTIBLE))
    assert calculation.amount == 72000


def test_legal_costs_inside_the_limit_where_the_text_says_so() -> None:
    # 40000 + 30000 = 70000; - 5000 = 65000; min(65000, 60000) = 60000
    losses = [loss("第三者财产损失", 40000), loss("律师费", 30000, LossKind.COST)]
    assert computed(liability(DEDUCTIBLE_FIRST), claim(losses, LIMITS, DEDUCTIBLE)).amount == 60000


def test_persons_deductible_share_and_costs() -> None:
    # the limits bound what is paid, so 80% of each loss first: medical 64000, wages 16000 for the person
    # medical within 50000 in words or 80000 in digits, which disagree: 50000 + 16000 = 66000 or 64000 + 16000 = 80000
    # damage: 30000 - max(2000, 10%) = 27000, 80%: 21600; legal costs min(60000 x 80%, 50000) = 48000
    # mitigation on top, within 30% of 1000000: 20000. Together 155600 or 169600
    losses = [
        loss("第三者医疗费", 80000, person="张某"),
        loss("第三者误工费", 20000, person="张某"),
        loss("第三者财物损坏", 30000),
        loss("施救费用", 20000, LossKind.MITIGATION),
        loss("律师费", 60000, LossKind.COST),
    ]
    limits = (
        limit("per_occurrence", 1000000),
        limit("aggregate", 2000000),
        limit("sub_limit", 50000, "法律费用"),
    )
    found = computed(corpus("liability-public"), claim(losses, limits))
    assert [(each.amount, each.favoured) for each in found.readings] == [
        (Decimal(155600), False),
        (Decimal(169600), True),
    ]
    assert found.amount == Decimal(169600)


def test_a_deductible_for_one_kind_of_loss_comes_before_the_share_of_it() -> None:
    # damage: (12000 - 2000) x 80% = 8000; medical 10000 x 80% = 8000
    losses = [loss("第三者财物损坏", 12000), loss("第三者医疗费", 10000, person="张某")]
    limits = (limit("per_occurrence", 1000000), limit("aggregate", 2000000))
    assert computed(corpus("liability-public"), claim(losses, limits)).amount == 16000


@pytest.mark.parametrize(("lost", "paid"), [(60000, 55000), (300000, 285000)])
def test_higher_of_amount_and_rate(lost: int, paid: int) -> None:
    # 5000 or 5 %: 60000 - max(5000, 3000) = 55000; 300000 - max(5000, 15000) = 285000
    made = claim([loss("存货火灾损失", lost)], (limit("sum_insured", 20000000),), cause="火灾")
    assert computed(corpus("property-allrisks"), made).amount == paid


def test_special_deductible_for_a_peril() -> None:
    # rainstorm: 15 % in the place of 5000 or 5 %: 300000 x 85% = 255000
    made = claim([loss("存货水损", 300000)], (limit("sum_insured", 20000000),), cause="暴雨")
    assert computed(corpus("property-allrisks"), made).amount == 255000


def test_under_insurance_then_deductible() -> None:
    # stock is insured for 12000000: 300000 x 12000000 / 15000000 = 240000; - max(5000, 12000) = 228000
    made = claim(
        [loss("存货火灾损失", 300000)],
        (limit("sum_insured", 20000000),),
        cause="火灾",
        facts={"保险价值": Decimal(15000000)},
    )
    assert computed(corpus("property-allrisks"), made).amount == 228000


def test_accident_medical_costs_and_a_fixed_benefit() -> None:
    # (10000 - 100) x 80% = 7920, within 20000; disability as stated 60000, within 100% of 100000
    losses = [
        loss("意外医疗费用", 10000, person="甲"),
        loss("残疾保险金", 60000, LossKind.BENEFIT, person="甲"),
    ]
    limits = (limit("sum_insured", 20000, "意外医疗"), limit("sum_insured", 100000, "意外伤害"))
    assert computed(corpus("accident-group"), claim(losses, limits)).amount == 67920


def test_formula_of_a_guarantee_takes_recoveries_last() -> None:
    # (500000 + 20000) x 90% - 50000 = 418000
    losses = [loss("尚欠本金", 500000, item="贷款甲"), loss("应付利息", 20000, item="贷款甲")]
    limits = (limit("sum_insured", 600000), limit("aggregate", 9000000))
    calculation = computed(corpus("guarantee-loan"), claim(losses, limits, recovered=50000))
    assert calculation.amount == 418000
    assert not [each for each in calculation.readings if each.favoured]


def test_parts_of_a_cover_with_their_own_deductible_and_share() -> None:
    # response costs: consultants min(250000, 200000) = 200000, forensics 100000; - 30000 = 270000
    # interruption of 30 hours: 100000 x 85% = 85000; 355000, per occurrence 300000
    losses = [
        loss("取证费用", 100000),
        loss("公关顾问费用", 250000),
        loss("营业中断损失", 100000, LossKind.INDIRECT),
    ]
    limits = (limit("per_occurrence", 300000), limit("aggregate", 1000000))
    made = claim(losses, limits, facts={"停机小时": Decimal(30)})
    calculation = computed(corpus("cyber-response"), made)
    assert calculation.amount == 300000
    assert 270000 in [step.value for step in calculation.steps]
    assert 85000 in [step.value for step in calculation.steps]


def test_motor_liability_by_fault() -> None:
    # main fault 70%: damage 210000 -> 200000 (its own limit), injury 70000; 270000, per occurrence 1000000
    losses = [loss("第三者车辆修理费", 300000), loss("第三者医疗费", 100000, person="路人")]
    calculation = computed(corpus("motor-commercial"), claim(losses, facts={"事故责任": "主要"}))
    assert calculation.amount == 270000


def test_yearly_deductible_then_share() -> None:
    # 80000 - 20000 compensated = 60000; - 10000 = 50000; 90% of it = 45000
    made = claim(
        [loss("住院医疗费", 80000)], (limit("sum_insured", 1000000),), (share("0.1"),), recovered=20000
    )
    assert computed(corpus("medical-inpatient"), made).amount == 45000


def test_persons_and_things_under_one_contract() -> None:
    # passenger min(150000, 100000); device min(8000, 5000); damage 50000 within 3000000: 155000
    losses = [
        loss("乘客受伤医疗费", 150000, person="乘客甲"),
        loss("执法装备损失", 8000, item="执法仪"),
        loss("第三者财产损失", 50000),
    ]
    assert computed(corpus("fleet-procurement"), claim(losses)).amount == 155000


def test_cargo_under_insurance_salvage_and_mitigation() -> None:
    # 100000 x 400000/500000 = 80000; - 0.5% of 400000 = 78000; - 5000 salvage = 73000; mitigation 30000 beside
    losses = [loss("布匹水湿损失", 100000), loss("施救费用", 30000, LossKind.MITIGATION)]
    facts = {"保险价值": Decimal(500000), "残值": Decimal(5000), "集装箱运输的货物": False}
    made = claim(losses, (limit("sum_insured", 400000),), facts=facts)
    assert computed(corpus("cargo-inland"), made).amount == 103000


def _shared(name: str, made: Claim) -> list[Decimal]:
    path = SHARED / f"{name}.txt"
    if not path.exists():
        pytest.skip("no shared documents here")
    calculation = payout(extract(path.read_bytes(), name), made)
    assert calculation.amount is not None
    return [calculation.amount, *(each.amount for each in calculation.readings)]


def test_shared_account_funds() -> None:
    # deductible first, which 保险法第三十条 prefers: min(60000 - 200, 50000) = 50000; - 5000 = 45000
    # limit first, as the words stand: min(60000, 50000) - 200 = 49800; - 5000 = 44800
    made = claim(
        [loss("账户A被盗转资金", 60000, item="账户A")],
        (limit("per_occurrence", 1000000), limit("aggregate", 5000000), limit("per_item", 50000, "单一账户")),
        (limit("deductible", 5000), limit("per_item", 200, "单一账户")),
    )
    assert _shared("tianan-account-funds", made) == [44800, 44800, 45000]


def test_shared_account_funds_two_events() -> None:
    # each event: accounts min(50000, 50000), min(70000, 50000): 100000 -> 80000; two of them 160000 -> 150000
    losses = [
        loss("被盗转资金", amount, item=f"账户{item}", occurrence=event)
        for event in ("其一", "其二")
        for item, amount in (("A", 50000), ("B", 70000))
    ]
    limits = (
        limit("per_occurrence", 80000),
        limit("aggregate", 150000),
        limit("per_item", 50000, "单一账户"),
    )
    assert _shared("tianan-account-funds", claim(losses, limits, (limit("deductible", 0),)))[0] == 150000


def test_shared_cyber() -> None:
    # 600000 - 50000 = 550000 -> 500000: the text has one order
    made = claim(
        [loss("数据恢复费用", 600000)],
        (limit("per_occurrence", 500000), limit("aggregate", 1000000)),
        (limit("deductible", 50000),),
    )
    assert _shared("zhonghua-cyber", made) == [500000]


def test_shared_guarantee_with_other_insurance() -> None:
    # 300000 x 400000 / (400000 + 100000) = 240000, within the sum insured
    made = claim([loss("尚欠贷款本息", 300000)], (limit("sum_insured", 400000),), others=(100000,))
    assert _shared("huanong-guarantee", made) == [240000]


def test_what_was_not_said_is_asked_beside_the_amount() -> None:
    event = Event(losses=DAMAGE, other_insurance=None, recovered=None)
    made = Claim("clauses", event, Schedule(limits=LIMITS, deductibles=DEDUCTIBLE))
    calculation = payout(liability(DEDUCTIBLE_FIRST), made)
    assert calculation.amount == 60000
    assert "/event/paid_before" in [each.about for each in calculation.questions]


def test_unknown_limit_of_another_insurer_is_asked_for() -> None:
    event = Event(
        losses=DAMAGE, other_insurance=(OtherInsurance(),), recovered=Decimal(), paid_before=Decimal()
    )
    made = Claim("clauses", event, Schedule(limits=LIMITS, deductibles=DEDUCTIBLE))
    calculation = payout(liability(DEDUCTIBLE_FIRST), made)
    assert calculation.amount is None
    assert "/event/other_insurance/0/limit" in [each.about for each in calculation.questions]
