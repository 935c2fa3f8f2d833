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
