"""Covers and benefits that say no limit where the others do."""

import pytest

from extractor.extraction import extract
from extractor.records import Finding

_CONTRACT = """\
车辆保险服务合同

甲方：澄江客运有限公司
乙方：澄江财产保险股份有限公司

第一条 承保内容
（一）险种和限额如下：
1.车辆损失险：保险金额为50万元；
2.第三者责任险：每次事故赔偿限额为200万元；
3.{item}；
4.承运人责任险：每座赔偿限额60万元。

第二条 服务期限为一年。甲方和乙方应当遵守本合同，甲方和乙方各执一份。{more}
"""
_BENEFITS = """\
澄江人寿保险股份有限公司
团体意外伤害保险条款

第一条 本合同由条款和保险单组成。

保险责任

第二条 在保险期间内，保险人承担下列保险责任：
（一）身故保险责任
被保险人遭受意外伤害并因该意外伤害身故的，保险人按保险金额给付身故保险金。
（二）伤残保险责任
被保险人遭受意外伤害造成伤残的，保险人{disability}给付伤残保险金。
（三）住院津贴
被保险人因意外伤害住院的，保险人{daily}给付住院津贴。

第三条 申请伤残保险金、住院津贴的，应当填写保险金给付申请书，并提供下列证明和资料。{more}
"""
_SHARE, _DAILY = "按伤残等级对应的比例乘以保险金额", "按每日80元"


def limitless(text: str) -> list[Finding]:
    return [one for one in extract(text.encode(), "own.txt").findings if one.code == "missing-limit"]


def benefits(disability: str = _SHARE, daily: str = _DAILY, more: str = "") -> str:
    return _BENEFITS.format(disability=disability, daily=daily, more=more)


def contract(item: str, more: str = "") -> str:
    return _CONTRACT.format(item=item, more=more)


def test_an_item_without_a_limit_beside_items_with_one() -> None:
    (one,) = limitless(contract("车上人员责任险"))
    assert (one.path, one.quote) == ("第一条（一）3", "车上人员责任险；")
    assert "车辆损失险、第三者责任险、承运人责任险" in one.message


@pytest.mark.parametrize(
    ("item", "more"),
    [
        ("车上人员责任险：每座10万元", ""),
        ("车上人员责任险，限额见保险单约定", ""),
        ("车上人员责任险", "车上人员责任险的限额以保险单载明为准。"),
        ("玻璃单独破碎险", ""),  # pays what the glass costs
        ("不计免赔险", ""),
        ("机动车交通事故责任强制保险", ""),  # the State sets its limits
        ("车上人员责任险的理赔由专人负责", ""),  # speaks of the claims
    ],
)
def test_an_item_that_needs_no_limit_or_says_it(item: str, more: str) -> None:
    assert limitless(contract(item, more)) == []


@pytest.mark.parametrize(
    ("text", "path", "name"),
    [
        (benefits(disability=""), "第二条（二）", "伤残保险金"),
        (benefits(daily=""), "第二条（三）", "住院津贴"),
    ],
)
def test_a_benefit_that_is_promised_without_saying_how_much(text: str, path: str, name: str) -> None:
    (one,) = limitless(text)
    assert one.path == path
    assert name in one.quote and f"“{name}”" in one.message and "“身故保险金”" in one.message


@pytest.mark.parametrize(
    "text",
    [
        benefits(),
        benefits(disability="按本合同约定的标准"),
        benefits(daily="", more="住院津贴以保险单载明的数额为准。"),
        benefits(disability="", more="伤残保险金为保险金额的20%。"),
        benefits(disability="按下表所列比例"),
        benefits(daily="不再"),
        benefits(daily="已"),
    ],
)
def test_a_benefit_that_says_how_much_there_or_elsewhere(text: str) -> None:
    assert limitless(text) == []


def test_benefits_that_all_leave_it_open_are_no_gap_of_one() -> None:
    text = benefits(disability="", daily="").replace("按保险金额给付身故", "给付身故")
    assert limitless(text) == []


@pytest.mark.parametrize(
    "head",
    ["保障项目\t保障额度（元）\t备注", "责任内容\t最高赔付（元）\t备注", "给付项目\t赔偿标准（元）\t备注"],
)
def test_a_row_without_a_sum_under_other_heads(head: str) -> None:
    rows = [head, "意外身故\t100000\t", "意外医疗\t10000\t", "住院护理\t/\t", "救护车费\t500\t"]
    table = "\n各保障如下：\n" + "\n".join(rows) + "\n"
    assert [one.quote[:4] for one in limitless(benefits(more=table))] == ["住院护理"]
    assert limitless(benefits(more=table.replace("护理\t/", "护理\t800"))) == []
