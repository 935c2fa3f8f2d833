"""Worked examples on forms that many clauses share, in our own words; computed by hand in the comments."""

from decimal import Decimal

from extractor.claim import LossKind
from tests.payout.claims import claim, clauses, computed, limit, loss

_PREMISES = """远帆营业场所责任保险条款

保险责任

第一条 在保险期间内，被保险人在承保场所经营时因过失造成第三者人身伤亡或者财产损失，依法应由其承担的经济赔偿责任，保险人负责赔偿。

第二条 被保险人因保险事故被起诉，经保险人书面同意支付的诉讼费、律师费（以下称“法律费用”），保险人也负责赔偿。

责任限额与免赔额

第三条 责任限额分为每次事故责任限额、每人人身伤亡责任限额和累计责任限额，由双方协商确定并在保险单中载明。

第四条 每次事故免赔额由双方协商确定，并在保险单中载明。

赔偿处理

第五条 保险人按下列方式计算赔偿：

（一）每次事故的损失，在每次事故责任限额内计算赔偿，其中每人人身伤亡的赔偿不得超过每人人身伤亡责任限额；

（二）在按本条（一）计算的基础上，保险人扣除每次事故免赔额后赔偿，但人身伤亡的赔偿不扣除免赔额；

（三）多次事故的累计赔偿金额不超过累计责任限额。

第六条 法律费用的赔偿在前条计算的赔偿金额以外另行计算。
"""
_PLANT = """远帆企业财产保险条款

保险责任

第一条 在保险期间内，因火灾、爆炸造成保险标的的损失，保险人负责赔偿。

第二条 为防止或者减少保险标的的损失支付的必要、合理的费用，保险人也负责赔偿。

保险金额与免赔额

第三条 保险金额由投保人确定，并在保险单中载明。

第四条 每次事故免赔额由双方协商确定，并在保险单中载明。

赔偿处理

第五条 保险标的受损的，保险人按下列方式计算：

（一）保险金额不低于保险价值的，按实际损失计算，最高不超过保险价值；

（二）保险金额低于保险价值的，按保险金额与保险价值的比例乘以实际损失计算赔偿，最高不超过保险金额。

第六条 施救费用在损失赔偿金额之外另行计算；保险金额低于保险价值的，上述费用按保险金额与保险价值的比例赔偿。

第七条 每次事故的赔偿金额为按照第五条计算的金额扣除每次事故免赔额后的金额。
"""
_WORKERS = """远帆雇主责任保险条款

保险责任

第一条 在保险期间内，被保险人的雇员因工作受到伤害，依法应由被保险人承担的经济赔偿责任，保险人负责赔偿。

责任限额

第二条 责任限额分为每人伤亡责任限额、每人医疗费用责任限额和累计责任限额，由双方协商确定并在保险单中载明。

第三条 每人医疗费用免赔额由双方协商确定，并在保险单中载明。

赔偿处理

第四条 医疗费用，保险人扣除每人医疗费用免赔额后，在每人医疗费用责任限额内赔偿。

第五条 累计赔偿金额不超过累计责任限额。
"""
_HOSPITAL = """远帆住院医疗保险条款

保险责任

第一条 在保险期间内，被保险人因疾病住院的，保险人对其支出的合理医疗费用扣除每次住院免赔额300元后，按下列比例给付医疗保险金：

（一）已从基本医疗保险取得补偿的，按90%给付；

（二）未从基本医疗保险取得补偿的，按60%给付。

第二条 累计给付的医疗保险金以保险单载明的保险金额为限。

第三条 被保险人已从其他途径取得医疗费用补偿的，保险人对扣除补偿后的剩余部分承担给付责任。
"""


def test_injuries_without_deductible_and_legal_costs_beside() -> None:
    # Zhang: min(30000 + 600000, 400000) = 400000; damage 80000 - 1000 = 79000; 479000 within 500000
    # legal costs 20000 beside: 499000
    losses = [
        loss("第三者财产损失", 80000),
        loss("张某医疗费", 30000, person="张某"),
        loss("张某死亡赔偿金", 600000, person="张某"),
        loss("律师费", 20000, LossKind.COST),
    ]
    limits = (limit("per_occurrence", 500000), limit("aggregate", 1000000), limit("per_person", 400000))
    calculation = computed(clauses(_PREMISES), claim(losses, limits, (limit("deductible", 1000),)))
    assert calculation.amount == 499000


def test_one_kind_of_loss_alone_is_limited_first() -> None:
    # min(800000, 500000) - 1000 = 499000: the words put the limit first
    limits = (limit("per_occurrence", 500000), limit("aggregate", 1000000), limit("per_person", 400000))
    made = claim([loss("第三者财产损失", 800000)], limits, (limit("deductible", 1000),))
    assert computed(clauses(_PREMISES), made).amount == 499000


def test_sum_insured_first_then_the_deductible() -> None:
    # full cover: min(1200000, value 1000000) = 1000000; - 2000 = 998000
    made = claim(
        [loss("厂房火灾损失", 1200000)],
        (limit("sum_insured", 1000000),),
        (limit("deductible", 2000),),
        facts={"保险价值": Decimal(1000000)},
    )
    assert computed(clauses(_PLANT), made).amount == 998000


def test_under_insurance_of_the_loss_and_of_the_costs() -> None:
    # 500000 x 800000/1000000 = 400000; - 2000 = 398000; costs 50000 x 80% = 40000 beside: 438000
    made = claim(
        [loss("厂房火灾损失", 500000), loss("施救费用", 50000, LossKind.MITIGATION)],
        (limit("sum_insured", 800000),),
        (limit("deductible", 2000),),
        facts={"保险价值": Decimal(1000000)},
    )
    assert computed(clauses(_PLANT), made).amount == 438000


def test_medical_costs_of_each_person_inside_the_limit_of_each() -> None:
    # Wang: medical min(50000 - 100, 40000) = 40000; with death 900000 -> 500000; Li: 8000 - 100 = 7900: 507900
    losses = [
        loss("王某医疗费", 50000, person="王某"),
        loss("王某死亡赔偿金", 900000, person="王某"),
        loss("李某医疗费", 8000, person="李某"),
    ]
    limits = (
        limit("per_person", 500000, "伤亡"),
        limit("per_person", 40000, "医疗费用"),
        limit("aggregate", 2000000),
    )
    made = claim(losses, limits, (limit("per_person", 100, "医疗费用"),))
    assert computed(clauses(_WORKERS), made).amount == 507900


def test_share_by_case_after_compensation_and_deductible() -> None:
    # 20000 - 5000 = 15000; - 300 = 14700; x 90% = 13230
    made = claim(
        [loss("住院医疗费", 20000)],
        (limit("sum_insured", 100000),),
        recovered=5000,
        facts={"已从基本医疗保险取得补偿": True},
    )
    assert computed(clauses(_HOSPITAL), made).amount == 13230


def test_share_by_case_that_is_not_told() -> None:
    made = claim([loss("住院医疗费", 20000)], (limit("sum_insured", 100000),))
    calculation = computed(clauses(_HOSPITAL), made)
    assert calculation.amount is None
    assert any(question.about.startswith("/event/facts/") for question in calculation.questions)
