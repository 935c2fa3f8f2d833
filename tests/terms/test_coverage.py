"""Coverage: lists that a promise opens, promises in running text, and who pays."""

import pytest

from extractor.records import RecordType
from tests.documents import quotes_of, records_of

TITLE = "松陵财产保险条款\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "保险责任\n第一条 下列原因造成的损失，保险人负责赔偿：\n（一）火灾、爆炸；\n（二）雷击。\n第二条 附则。",
            [("第一条（一）", "火灾、爆炸"), ("第一条（二）", "雷击")],
        ),
        (
            "保险责任\n第一条 被保险人因意外身故的，保险人按保险金额给付身故保险金。\n第二条 附则。",
            [("第一条", "被保险人因意外身故的，保险人按保险金额给付身故保险金")],
        ),
        (
            "保险责任\n第一条 保险人按下列约定给付保险金：\n（一）身故保险金\n被保险人身故的，保险人按保险金额给付身故保险金。\n（二）残疾保险金\n被保险人残疾的，保险人按比例给付残疾保险金。\n第二条 附则。",
            [
                ("第一条（一）", "被保险人身故的，保险人按保险金额给付身故保险金"),
                ("第一条（二）", "被保险人残疾的，保险人按比例给付残疾保险金"),
            ],
        ),
        (
            "保险责任\n第一条 被保险人支付的必要的施救费用，保险人也负责赔偿。\n第二条 附则。",
            [("第一条", "被保险人支付的必要的施救费用，保险人也负责赔偿")],
        ),
        (
            "保险责任\n第一条 我们有权每年要求被保险人到指定医院体检，体检费用由我们负担。\n第二条 附则。",
            [("第一条", "体检费用由我们负担")],
        ),
        (
            "保险责任\n第一条 被保险人因疾病身故，我们按基本保额给付身故保险金，并返还身故时已交纳的保险费，本合同终止。\n第二条 附则。",
            [
                (
                    "第一条",
                    "被保险人因疾病身故，我们按基本保额给付身故保险金，并返还身故时已交纳的保险费，本合同终止",
                )
            ],
        ),
        (
            "保险责任\n第一条 豁免保险费\n投保人身故的，我们豁免自其身故之日起至交费期间届满前本合同应交纳的各期保险费。\n第二条 附则。",
            [("第一条", "投保人身故的，我们豁免自其身故之日起至交费期间届满前本合同应交纳的各期保险费")],
        ),
        (
            "保险责任\n第一条 投保人全残，且同时满足下列两个条件的，我们豁免此后的各期保险费：\n（一）不满六十周岁；\n（二）与被保险人不是同一人。\n第二条 附则。",
            [("第一条", "投保人全残，且同时满足下列两个条件的，我们豁免此后的各期保险费")],
        ),
    ],
)
def test_what_is_covered(body: str, expected: list[tuple[str, str]]) -> None:
    assert quotes_of(TITLE + body, RecordType.COVERAGE) == expected
    assert {record.fields["payer"] for record in records_of(TITLE + body, RecordType.COVERAGE)} == {"保险人"}


@pytest.mark.parametrize(
    "body",
    [
        "责任免除\n第一条 下列损失，保险人不负责赔偿：\n（一）战争；\n（二）地震。\n第二条 附则。",
        "赔偿处理\n第一条 保险人收到请求后，应当在三十日内核定。\n第二条 附则。",
        "赔偿处理\n第一条 被保险人请求赔偿时，应当提供下列资料：\n（一）保险单；\n（二）发票。\n第二条 附则。",
        "赔偿处理\n第一条 申请给付保险金时应当填写申请书。\n第二条 附则。",
        "保险责任\n第一条 保险人累计赔偿的金额不得超过责任限额。\n第二条 附则。",
        "保险责任\n第一条 对于同一被保险人，无论订立几份合同，我们给付的身故保险金以人民币40万元为限。\n第二条 附则。",
        "保险责任\n第一条 全残状态消失的，我们有权停止给付全残年金。\n第二条 附则。",
        "保险责任\n第一条 除保险费按附加险合同的约定予以豁免外，投保人应继续支付保险费。\n第二条 附则。",
        "职业变更\n第一条 危险降低而没有通知的，我们按原保险金额给付保险金，并退还变更之日起应减收的保险费。\n第二条 附则。",
        "释义\n第一条 意外医疗：指保险人按照约定赔偿的医疗。\n第二条 事故：指意外。",
    ],
)
def test_what_is_no_cover(body: str) -> None:
    assert quotes_of(TITLE + body, RecordType.COVERAGE) == []


def test_in_a_contract_of_two_the_insurer_pays_under_its_own_name() -> None:
    contract = (
        "保险服务合同\n甲方：青屿物流公司\n乙方：苍屏财产保险股份有限公司\n保险责任\n"
        "第一条 货物在运输途中受损的，乙方负责赔偿甲方的损失。\n第二条 甲方按期向乙方支付保险费。\n第三条 甲方配合乙方。\n"
    )
    (record,) = records_of(contract, RecordType.COVERAGE)
    assert (record.path, record.fields["payer"]) == ("第一条", "乙方")


def test_an_item_and_the_sentence_that_explains_it_are_one() -> None:
    body = "保险责任\n第一条 保险人对下列费用负责赔偿：\n（一）护理费。指经医生同意雇请护工的费用。\n（二）床位费。指住院期间的床位支出。\n第二条 附则。"
    assert quotes_of(TITLE + body, RecordType.COVERAGE) == [
        ("第一条（一）", "护理费。指经医生同意雇请护工的费用"),
        ("第一条（二）", "床位费。指住院期间的床位支出"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "费用由投保人承担的，保险人协助办理，由此发生的费用由投保人承担。",
        "被保险人严格履行义务，是保险人承担赔偿责任的先决条件。",
        "由此造成的一切损失，应由被保险人负责赔偿。",
        "保险人承担保险责任后有权向责任方追偿。",
        "保险人未及时履行前款义务的，除支付赔款外，应当赔偿被保险人因此受到的损失。",
    ],
)
def test_words_of_payment_that_promise_no_cover(sentence: str) -> None:
    body = f"赔偿处理\n第一条 在订立合同时，双方作了约定。\n{sentence}\n第二条 附则。"
    assert quotes_of(TITLE + body, RecordType.COVERAGE) == []


def test_what_a_procured_insurer_covers() -> None:
    contract = "车辆保险合同\n甲方：青屿客运有限公司\n乙方：苍屏财产保险股份有限公司\n第一条 乙方按中标价承保机动车损失保险和第三者责任保险。\n第二条 甲方交付保险费，乙方开具发票。甲方与乙方共同遵守。"
    records = records_of(contract, RecordType.COVERAGE)
    assert [(r.quote, r.fields["payer"]) for r in records] == [
        ("乙方按中标价承保机动车损失保险和第三者责任保险", "乙方")
    ]


def test_a_broker_is_no_insurer() -> None:
    contract = "经纪服务合同\n甲方：青屿能源有限公司\n乙方：苍屏保险经纪有限公司\n第一条 甲方委托乙方，乙方接受。\n第二条 因乙方过错致使甲方不能获得保险赔偿的，乙方应承担赔偿责任。\n第三条 甲方配合乙方。"
    assert records_of(contract, RecordType.COVERAGE) == []
