"""Findings about one document at odds with itself: each fires on a planted flaw and is silent on near misses."""

import pytest

from extractor.extraction import extract
from extractor.records import Finding

CLAUSES = """屏山仓储责任保险条款

保险责任

第一条 被保险人保管的货物因火灾受损，依法应当承担的赔偿责任，保险人负责赔偿。

责任免除

第二条 投保人故意造成的损失，保险人不负责赔偿。

保险期间

第三条 保险期间为一年，以保险单载明的起讫时间为准。

赔偿限额与免赔额

第四条 每次事故赔偿限额为人民币50万元，每次事故免赔额为人民币1000元。

保险人义务

第五条 保险人收到被保险人的赔偿请求后，应当在10日内作出核定；情形复杂的，应当在三十日内作出核定。

第六条 对属于保险责任的，保险人在与被保险人达成赔偿协议后十日内，履行赔偿义务。

被保险人义务

第七条 发生保险事故后，被保险人应当在48小时内通知保险人。

第八条 被保险人地址变更的，应当在5日内书面通知保险人。

第九条 被保险人应当在每季度结束后十五日内向保险人书面报送仓库货物的存量清单。

其他约定

第十条 {}
"""
CONTRACT = """澜川市校车定点保险采购合同

甲方（采购人）：澜川市教育后勤中心
乙方（保险人）：砺原财产保险股份有限公司澜川支公司
签订日期：2025年3月18日

第一条 服务范围与要求
（一）险种
1.乙方为甲方承保机动车损失保险、第三者责任保险和承运人责任保险。
2.第三者责任保险每次事故赔偿限额为200万元。
3.机动车损失保险的保险金额按投保时车辆的实际价值确定。
4.承运人责任保险每座赔偿限额为60万元。
（二）服务
1.乙方应当指定专人负责投保事务。
2.乙方应当每半年组织一次安全培训。
3.乙方应当设立24小时专线。
4.甲方有权对乙方的服务进行考核。

第二条 价款
各类车辆的单价如下：
车型	数量（辆）	单价（元）
大型校车	12	4500
中型校车	20	3200
小型校车	8	2100

第三条 付款
1.甲方应当在收到乙方发票后10个工作日内支付保险费。
2.乙方应当在合同签订后5日内提交承保方案。

第四条 服务期限
服务期限为一年，自2025年4月1日起至2026年3月31日止。

第五条 违约责任
1.乙方违反第一条（二）中的1、2、3三项规定的，每项每次支付违约金人民币500元。
2.任何一方可以提前60日书面通知对方终止本合同。

第六条 其他
1.本合同未尽事宜由双方协商。
"""
NEW = frozenset({
    "conflict", "unused-definition", "impossible-deadline", "missing-limit", "duty-without-consequence",
    "penalty-without-duty",
})  # fmt: skip


def found_in(text: str) -> list[Finding]:
    return [one for one in extract(text.encode()).findings if one.code in NEW]


def codes(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in found_in(text)]


def clauses(sentence: str = "本合同未尽事宜由双方协商。") -> str:
    return CLAUSES.format(sentence)


def contract(old: str = "", new: str = "") -> str:
    assert old in CONTRACT
    return CONTRACT.replace(old, new, 1)


def test_sound_documents_give_nothing() -> None:
    assert codes(clauses()) == []
    assert codes(contract()) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "保险人应当自收到索赔资料之日起20日内作出核定。",
        "情形复杂的，保险人在二十五日内作出核定。",
        "双方达成赔偿协议后8日内，保险人支付赔款。",
        "被保险人知道保险事故发生后，应当在24小时内向保险人报案。",
        "被保险人的联系地址变更的，应在10日内书面通知保险人。",
        "被保险人应当在每季度结束后三十日内向保险人书面报送仓库货物的存量清单。",
    ],
)
def test_one_act_with_two_periods(sentence: str) -> None:
    assert codes(clauses(sentence)) == [("conflict", "第十条")]


@pytest.mark.parametrize(
    "sentence",
    [
        "保险人应当自收到索赔资料之日起10日内作出核定。",  # the same
        "被保险人知道保险事故发生后，应当在2日内通知保险人。",  # 48 hours
        "除本合同另有约定外，保险人应当自收到索赔资料之日起20日内作出核定。",
        "货物被盗的，被保险人应当在24小时内向公安机关报案。",  # another addressee
        "保险人收到被保险人的赔偿请求后未能在三十日内作出核定的，由双方另行约定核定期限。",
        "对涉及境外货物的赔偿请求，保险人应当在20日内作出核定。",
        "被保险人应当在每年度结束后三十日内向保险人报送经审计的财务报表。",
    ],
)
def test_another_case_is_no_contradiction(sentence: str) -> None:
    assert codes(clauses(sentence)) == []


def test_the_message_names_the_other_place_and_both_periods() -> None:
    (one,) = found_in(clauses("保险人应当自收到索赔资料之日起20日内作出核定。"))
    assert "第五条" in one.message
    assert "10日" in one.message and "20日" in one.message
    assert "第三十条" in one.message and "请" in one.message


@pytest.mark.parametrize(
    ("sentence", "path"),
    [
        ("本合同的宽限期为三十日。本合同约定分期付费的，宽限期为六十日。", None),  # one paragraph: two cases
        ("本合同的等待期为90日。\n\n第十一条 等待期为180日。", "第十一条"),
        ("本合同的犹豫期为十五日。\n\n第十一条 您签收保险单后有10日的犹豫期。", "第十一条"),
        ("本合同的等待期为90日。\n\n第十一条 续保的等待期为30日。", None),
    ],
)
def test_named_periods(sentence: str, path: str | None) -> None:
    assert codes(clauses(sentence)) == ([("conflict", path)] if path else [])


@pytest.mark.parametrize(
    ("sentence", "fires"),
    [
        ("特别约定：每次事故免赔额为人民币2000元。", True),
        ("每次事故赔偿限额为人民币100万元。", True),
        ("每次事故免赔额为人民币1000元。", False),
        ("本合同另有约定的除外，每次事故免赔额为人民币2000元。", False),
        ("玻璃单独破碎的，每次事故免赔额为人民币200元。", False),
        ("累计赔偿限额为人民币100万元。", False),
        ("例如，每次事故免赔额为人民币2000元的，保险人赔偿余额。", False),
    ],
)
def test_one_figure_set_twice(sentence: str, fires: bool) -> None:
    assert codes(clauses(sentence)) == ([("conflict", "第十条")] if fires else [])


def test_a_special_agreement_is_told_to_prevail() -> None:
    (one,) = found_in(clauses("特别约定：每次事故免赔额为人民币2000元。"))
    assert "特别约定优先" in one.message and "第四条" in one.message
    assert "1000元" in one.message and "2000元" in one.message


@pytest.mark.parametrize(
    ("sentence", "fires"),
    [
        ("每次事故赔偿限额为人民币50万元，保险期间内累计赔偿限额为人民币30万元。", True),
        ("每次住院最高给付180日，年度累计最高给付90日。", True),
        ("每次事故赔偿限额为人民币50万元，保险期间内累计赔偿限额为人民币200万元。", False),
        ("每次住院最高给付90日，年度累计最高给付180日。", False),
    ],
)
def test_a_part_bounded_higher_than_its_whole(sentence: str, fires: bool) -> None:
    assert codes(clauses(sentence)) == ([("conflict", "第十条")] if fires else [])


@pytest.mark.parametrize(
    ("sentence", "fires"),
    [
        ("中型校车的单价为3600元。", True),
        ("中型校车的单价为3200元。", False),
        ("中型校车的保险费为3600元。", False),  # another column
        ("上年度中型校车共支出单价以外的费用3600元。", False),
    ],
)
def test_a_sentence_against_a_table(sentence: str, fires: bool) -> None:
    text = contract("1.本合同未尽事宜", f"1.{sentence}本合同未尽事宜")
    assert codes(text) == ([("conflict", "第六条1")] if fires else [])


def test_two_tables_with_one_item() -> None:
    table = "\n附件一 校车明细\n序号\t车型\t数量（辆）\n1\t大型校车\t15\n2\t中型校车\t20\n3\t小型校车\t8\n"
    (one,) = found_in(CONTRACT + table)
    assert (one.code, one.path, one.quote) == ("conflict", "附件一", "15")
    assert "12" in one.message and "第二条" in one.message
    assert codes(CONTRACT + table.replace("15", "12")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "被保险人应当在保险事故发生前3日书面通知保险人。",
        "投保人变更住所后，应当提前10日通知保险人。",
        "投保人解除本合同的，应当提前18个月书面通知保险人。",
        "本合同的等待期为400日。",
        "案情简单的，保险人在20日内作出核定；情形复杂的，在15日内作出核定。",
        "保险期间自2025年6月1日零时起至2025年5月1日二十四时止。",
    ],
)
def test_what_nobody_can_meet(sentence: str) -> None:
    assert ("impossible-deadline", "第十条") in codes(clauses(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "被保险人应当在保险事故发生后3日内书面通知保险人。",
        "投保人变更住所的，应当提前10日通知保险人。",
        "投保人解除本合同的，应当提前30日书面通知保险人。",
        "本合同的等待期为90日。",
        "保险事故发生前已经存在的损失，保险人不负责赔偿。",
    ],
)
def test_what_can_be_met(sentence: str) -> None:
    assert "impossible-deadline" not in {code for code, _ in codes(clauses(sentence))}


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("在合同签订后5日内提交承保方案", "在收到保险费后5日内开具发票", "第三条2"),
        ("在合同签订后5日内提交承保方案", "在2025年1月10日前提交承保方案", "第三条2"),
        ("自2025年4月1日起至2026年3月31日止", "自2026年4月1日起至2025年3月31日止", "第四条"),
    ],
)
def test_impossible_in_a_contract(old: str, new: str, path: str) -> None:
    assert codes(contract(old, new)) == [("impossible-deadline", path)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("在合同签订后5日内提交承保方案", "在收到保证金后5日内开具收据"),
        ("在合同签订后5日内提交承保方案", "在2025年5月10日前提交承保方案"),
        ("收到乙方发票后10个工作日内", "保险单生效前10个工作日内"),
    ],
)
def test_possible_in_a_contract(old: str, new: str) -> None:
    assert codes(contract(old, new)) == []


def test_a_named_cover_without_a_limit() -> None:
    (one,) = found_in(contract("4.承运人责任保险每座赔偿限额为60万元。\n", ""))
    assert (one.code, one.path) == ("missing-limit", "第一条（一）1")
    assert "承运人责任保险" in one.message and "第三者责任保险" in one.message


@pytest.mark.parametrize(
    "other", ["4.承运人责任保险的保险金额以保险单载明为准。\n", "4.承运人责任保险每座60万元。\n"]
)
def test_a_cover_with_a_reference_to_the_schedule(other: str) -> None:
    assert codes(contract("4.承运人责任保险每座赔偿限额为60万元。\n", other)) == []


def test_a_row_of_covers_without_a_sum() -> None:
    rows = [
        "保险项目\t保险金额（元）\t备注",
        "意外身故\t100000\t",
        "意外医疗\t10000\t",
        "住院津贴\t/\t",
        "救护车费\t500\t",
    ]
    table = "\n".join(rows)
    text = contract("1.本合同未尽事宜由双方协商。", f"1.各保障如下：\n{table}")
    assert [(one.code, one.quote[:4]) for one in found_in(text)] == [("missing-limit", "住院津贴")]
    assert codes(text.replace("住院津贴\t/\t", "住院津贴\t见保险单\t")) == []


def test_a_duty_that_the_penalties_leave_out() -> None:
    (one,) = found_in(contract("中的1、2、3三项", "中的1、2两项"))
    assert (one.code, one.path) == ("duty-without-consequence", "第一条（二）3")
    assert "第一条（二）1、第一条（二）2" in one.message and "乙方" in one.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3.乙方应当设立24小时专线。", "3.乙方应当设立24小时专线，否则甲方有权解除合同。"),
        ("3.乙方应当设立24小时专线。", "3.甲方应当提供车辆资料。"),
        (
            "1.本合同未尽事宜由双方协商。",
            "1.乙方违反本合同其他约定的，应当赔偿甲方的损失并支付违约金人民币200元。",
        ),
    ],
)
def test_a_duty_that_is_answered_otherwise(old: str, new: str) -> None:
    text = contract("中的1、2、3三项", "中的1、2两项").replace(old, new, 1)
    assert codes(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3.乙方应当设立24小时专线。", "3.乙方有权要求甲方提供车辆资料。"),
        ("3.乙方应当设立24小时专线。", "3.甲方应当提供车辆资料。"),
    ],
)
def test_a_penalty_for_what_is_no_duty(old: str, new: str) -> None:
    assert codes(contract(old, new)) == [("penalty-without-duty", "第五条1")]


def test_a_penalty_for_a_paper_that_nobody_owes() -> None:
    late = "乙方逾期提交理赔月报的，每次支付违约金人民币500元。"
    text = contract("2.任何一方", f"2.{late}任何一方")
    assert codes(text) == [("penalty-without-duty", "第五条2")]
    owed = text.replace("设立24小时专线", "设立24小时专线并每月报送理赔月报")
    assert codes(owed) == []


DEFINITIONS = """
释义

仓库：指保险单载明的存放货物的建筑物。

货物：指被保险人受托保管的财产。

火灾：指在时间或者空间上失去控制的燃烧。

存量清单：指载明货物名称、数量的清单。

{}：指运抵仓库前处于运输途中的货物。
"""


@pytest.mark.parametrize(("term", "fires"), [("在途物资", True), ("赔偿协议", False), ("赔偿协议书", False)])
def test_a_definition_that_nothing_uses(term: str, fires: bool) -> None:
    found = [one for one in found_in(clauses() + DEFINITIONS.format(term)) if one.code == "unused-definition"]
    assert [one.quote[: len(term)] for one in found] == ([term] if fires else [])


def test_every_finding_tells_what_to_do() -> None:
    flawed = contract("中的1、2、3三项", "中的1、2两项").replace(
        "4.承运人责任保险每座赔偿限额为60万元。\n", ""
    )
    extraction = extract(flawed.encode())
    found = [one for one in extraction.findings if one.code in NEW]
    assert len(found) == 2
    for one in found:
        assert one.span.quote(extraction.document.text) == one.quote
        assert one.message.endswith("。") and "请" in one.message


@pytest.mark.parametrize(
    ("sentence", "fires"),
    [
        ("货物出库时短少的，保险人按短少部分价值的80%赔偿。", True),
        ("货物出库时短少的，保险人按短少部分价值的90%赔偿。", False),
        ("货物入库时短少的，保险人按短少部分价值的80%赔偿。", False),
    ],
)
def test_the_same_rule_in_the_same_words_with_another_figure(sentence: str, fires: bool) -> None:
    first = "货物出库时短少的，保险人应当按短少部分价值的90%赔偿。\n\n第十一条 "
    assert codes(clauses(first + sentence)) == ([("conflict", "第十一条")] if fires else [])
