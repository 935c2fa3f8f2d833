"""Formulas by the unit, shares by bands and by case, several insurances: computed by hand in the comment above each."""

from decimal import Decimal

import pytest

from extractor.claim import LossKind
from extractor.determination import Calculation
from extractor.expressions import Named, Number, evaluate
from extractor.payout.bands import Band, shared_by
from tests.payout.claims import claim, clauses, computed, corpus, limit, loss, share

_COWS = """远帆奶牛养殖保险条款

保险责任

第一条 在保险期间内，由于疫病、雷击直接造成保险奶牛死亡的，保险人按照本合同负责赔偿。

保险金额与免赔

第二条 每头保险金额为人民币捌仟元。

第三条 每次事故绝对免赔率为20%。

赔偿处理

第四条 赔偿比例按下表确定：

月龄	赔偿比例
6至12	50%
13至24	80%
25以上	100%

第五条 损失率达到10%但不足70%的，赔款＝每头保险金额×赔偿比例×损失率×死亡头数×（1－绝对免赔率）；损失率在70%以上的，视为全部损失。
"""
_MEDICAL = """远帆住院医疗保险条款

保险责任

第一条 被保险人因疾病住院治疗的，保险人对其支出的医疗费用，扣除免赔额后按照给付比例给付医疗保险金。

给付比例

第二条 给付比例按下表确定：

医疗费用（扣除免赔额后）	经公费医疗结算	未经公费医疗结算
1万元以下（含1万元）	80%	50%
1-3万元（含3万元）	90%	60%
3万元以上	100%	70%

第三条 年度免赔额为5000元。

保险金额

第四条 本合同各项保险金的累计给付以保险单载明的年度保险金额为限。
"""
_MIXED = """远帆运输综合保险条款

第一章 运输工具损失保险

保险责任

第一条 在保险期间内，因碰撞造成运输工具损失的，保险人负责赔偿。

第二条 驾驶人为减少损失支付的必要、合理的施救费，由保险人承担。

免赔

第三条 负主要责任的，免赔率为10%。

第四条 被保险人选择绝对免赔额的，每次事故再扣除保险单载明的金额。

第二章 第三者责任保险

保险责任

第一条 因事故致使第三者遭受财产损失，依法应由被保险人承担的赔偿责任，保险人负责赔偿。

责任限额

第二条 每次事故责任限额为人民币30万元；其中财产损失限额为人民币5万元。
"""


def _asked(calculation: Calculation) -> list[str]:
    return [question.about for question in calculation.questions]


def _cows(facts: dict[str, bool | Decimal | str], lost: int = 90000) -> Calculation:
    return computed(clauses(_COWS), claim([loss("奶牛死亡损失", lost)], facts=facts))


@pytest.mark.parametrize(
    ("lost", "part", "paid"),
    [
        (90000, "0.5", 25600),  # 8000 x 80% x 50% x 10 x (1 - 20%) = 25600
        (90000, "0.7", 51200),  # from 70% on a whole loss: 8000 x 80% x 1 x 10 x 80% = 51200
        (20000, "0.5", 20000),  # no more than is claimed
    ],
)
def test_formula_by_the_head(lost: int, part: str, paid: int) -> None:
    facts: dict[str, bool | Decimal | str] = {
        "损失率": Decimal(part),
        "死亡头数": Decimal(10),
        "月龄": "13至24",
    }
    found = _cows(facts, lost)
    assert found.amount == paid
    assert "第五条" in {step.source.path for step in found.steps if step.source}


def test_formula_asks_for_each_figure_it_lacks() -> None:
    found = _cows({"死亡头数": Decimal(10)})
    assert found.amount is None
    assert {"/event/facts/损失率", "/event/facts/月龄"} <= set(_asked(found))
    assert "/event/facts/死亡头数" not in _asked(found)


def test_formula_says_nothing_below_its_lowest_share() -> None:
    found = _cows({"损失率": Decimal("0.05"), "死亡头数": Decimal(10), "月龄": "13至24"})
    assert found.amount is None
    assert "/schedule/agreed" in _asked(found)


def test_a_share_of_loss_in_hundreds_is_asked_again() -> None:
    assert _cows({"损失率": Decimal(50), "死亡头数": Decimal(10), "月龄": "13至24"}).amount is None


@pytest.mark.parametrize(
    ("settled", "whole", "graded"),
    [
        # 25000 - 5000 = 20000; 20000 x 90% = 18000, or 10000 x 80% + 10000 x 90% = 17000
        (True, 18000, 17000),
        # 20000 x 60% = 12000, or 10000 x 50% + 10000 x 60% = 11000
        (False, 12000, 11000),
    ],
)
def test_share_by_bands(settled: bool, whole: int, graded: int) -> None:
    made = claim(
        [loss("住院医疗费用", 25000)], (limit("aggregate", 100000),), facts={"经公费医疗结算": settled}
    )
    found = computed(clauses(_MEDICAL), made)
    assert [each.amount for each in found.readings] == [whole, graded]
    assert found.amount == whole


def test_share_by_bands_asks_which_column() -> None:
    found = computed(clauses(_MEDICAL), claim([loss("住院医疗费用", 25000)], (limit("aggregate", 100000),)))
    assert found.amount is None
    assert "/event/facts/经公费医疗结算" in _asked(found)


def test_share_of_the_schedule_goes_before_the_table() -> None:
    # (25000 - 5000) x 70% = 14000
    made = claim([loss("住院医疗费用", 25000)], (limit("aggregate", 100000),), (share("0.3"),))
    assert computed(clauses(_MEDICAL), made).amount == 14000


@pytest.mark.parametrize(("amount", "whole"), [(10000, 8000), (30000, 27000), (30001, 30001)])
def test_the_end_of_a_band_belongs_to_it(amount: int, whole: int) -> None:
    bands = (
        Band(Decimal(), Decimal(10000), Decimal("0.8")),
        Band(Decimal(10000), Decimal(30000), Decimal("0.9")),
        Band(Decimal(30000), None, Decimal(1)),
    )
    running = Named("", Number(Decimal(amount)))
    assert evaluate(Named("", shared_by(bands, running, graded=False)), {}).value == whole


def test_own_damage_by_fault_then_the_chosen_deductible_and_rescue() -> None:
    # 80000 x (1 - 10%) = 72000, - 2000 as chosen = 70000; rescue 3000 apart; the 50000 are for third parties only
    made = claim(
        [
            loss("运输工具损失保险：车辆修理费", 80000),
            loss("运输工具损失保险：施救费", 3000, LossKind.MITIGATION),
        ],
        (),
        (limit("deductible", 2000),),
        facts={"事故责任": "主要"},
    )
    assert computed(clauses(_MIXED), made).amount == 73000


def test_third_party_damage_within_its_own_limit() -> None:
    # 50000 of 300000 are for damage
    made = claim([loss("第三者财产损失", 80000)], facts={"事故责任": "主要"})
    assert computed(clauses(_MIXED), made).amount == 50000


@pytest.mark.parametrize(("mortgage", "paid"), [(True, 95000), (False, 90000)])
def test_a_rate_for_a_case_stands_in_the_place_of_the_general_one(mortgage: bool, paid: int) -> None:
    # 100000 x (1 - 5%) = 95000; 100000 x (1 - 10%) = 90000
    made = claim(
        [loss("尚欠本金", 100000, item="贷款甲")],
        (limit("sum_insured", 400000), limit("aggregate", 9000000)),
        facts={"贷款合同项下有抵押担保": mortgage},
    )
    assert computed(corpus("guarantee-loan"), made).amount == paid


def test_a_case_that_is_not_told_is_asked_beside_the_general_figure() -> None:
    made = claim(
        [loss("尚欠本金", 100000, item="贷款甲")],
        (limit("sum_insured", 400000), limit("aggregate", 9000000)),
    )
    found = computed(corpus("guarantee-loan"), made)
    assert found.amount == 90000
    assert "/event/facts/贷款合同项下有抵押担保" in _asked(found)


def test_a_milder_illness_is_not_bounded_as_a_grave_one() -> None:
    # 30% of 500000 = 150000 for the milder one, the whole for the grave one
    limits = (limit("sum_insured", 500000),)
    paid = [
        computed(corpus("critical-illness"), claim([loss(name, 500000, LossKind.BENEFIT)], limits)).amount
        for name in ("轻症疾病保险金", "重大疾病保险金")
    ]
    assert paid == [150000, 500000]


def test_a_customer_named_by_the_account_has_two_readings() -> None:
    # 70000 - 200 = 69800 within 50000; or 50000 - 200 = 49800
    found = computed(corpus("platform-agency"), claim([loss("账户资金被盗", 70000, item="账户B")]))
    assert [(each.amount, each.favoured) for each in found.readings] == [
        (Decimal(50000), True),
        (Decimal(49800), False),
    ]


def test_under_insurance_and_a_rate_of_the_loss() -> None:
    # 400000 x 12 / 16 = 300000; - max(5000, 5% of 300000) = 285000, or - max(5000, 5% of 400000) = 280000
    made = claim(
        [loss("存货火灾损失", 400000)],
        (limit("sum_insured", 12000000, "存货"),),
        cause="火灾",
        facts={"保险价值": Decimal(16000000)},
    )
    found = computed(corpus("property-allrisks"), made)
    assert [each.amount for each in found.readings] == [285000, 280000]
    assert found.amount == 285000
