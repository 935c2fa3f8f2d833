"""Penalties: who pays how much for what, and the clauses whose breach is punished."""

from decimal import Decimal

import pytest

from extractor.terms.penalties import find_penalties
from tests.terms.clauses import records_of

SERVICES = """车辆保险服务合同

甲方：云岫市某局
乙方：澄江财产保险股份有限公司

第一条 服务内容
（一）承保服务
1.乙方应当在收到资料后2日内出具保险单。
2.乙方应当指派专人办理投保。
（二）理赔服务
1.乙方接到报案后应当在30分钟内到达现场。
2.乙方应当在5日内支付赔款。

第二条 付款
1.甲方应当在收到发票后30日内支付保险费。

第三条 违约责任
"""


def penalties(sentence: str) -> list[dict[str, object]]:
    return [dict(fields) for _, fields in records_of(find_penalties, f"{SERVICES}1.{sentence}\n", title="")]


def test_items_of_several_lists_become_targets() -> None:
    [fields] = penalties(
        "乙方违反第一条（一）中的1、2两项及（二）中的第2项规定的，每项每次支付违约金人民币500元。"
    )
    assert fields == {
        "bearer": "乙方",
        "amount": Decimal(500),
        "per": "每项每次",
        "targets": ("第一条（一）1", "第一条（一）2", "第一条（二）2"),
    }


def test_a_cap_on_the_penalty_is_not_its_rate() -> None:
    [fields] = penalties(
        "甲方逾期支付保险费的，每逾期一日按未付金额的0.05%支付违约金，累计不超过未付金额的5%。"
    )
    assert (fields["bearer"], fields["rate"], fields["targets"]) == ("甲方", Decimal("0.0005"), ("第二条1",))


def test_the_duty_before_it_in_the_same_provision_is_punished() -> None:
    text = "第一条 保险人应当在收到请求后20日内核定；逾期未核定的，保险人应当按日万分之三支付利息。\n"
    [(_, fields)] = records_of(find_penalties, text)
    assert (fields["bearer"], fields["rate"], fields["targets"]) == ("保险人", Decimal("0.0003"), ("第一条",))


@pytest.mark.parametrize(
    "sentence",
    [
        "给甲方造成的损失超过违约金的，由乙方补足。",
        "一年内违约金累计达到履约保证金的50%的，甲方有权解除合同。",
        "前述损失是指按存款基准利率计算的利息损失。",
        "贷款利率由双方在贷款协议中约定。",
    ],
)
def test_what_only_speaks_of_a_penalty_gives_no_record(sentence: str) -> None:
    assert penalties(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "乙方擅自更换项目负责人的，每次扣减服务考核款3000元。",
        "乙方考核得分低于75分的，甲方扣除履约保证金的15%作为违约金。",
        "乙方违反本条的，应向甲方支付违约金8000元，造成的损失超出违约金的，另行赔偿。",
    ],
)
def test_deductions_from_what_was_deposited(sentence: str) -> None:
    [fields] = penalties(sentence)
    assert fields.get("amount") is not None or fields.get("rate") is not None
