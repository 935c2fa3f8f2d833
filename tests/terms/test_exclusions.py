"""Exclusions: lists that a refusal opens, refusals in running text, and how they are cut."""

import pytest

from extractor.records import RecordType
from extractor.terms.exclusions import refusal_clause
from tests.documents import quotes_of, records_of

TITLE = "松陵财产保险条款\n\n"


def quotes(body: str) -> list[tuple[str, str]]:
    return quotes_of(TITLE + body, RecordType.EXCLUSION)


def fields(body: str) -> list[dict[str, object]]:
    return [dict(record.fields) for record in records_of(TITLE + body, RecordType.EXCLUSION)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "责任免除\n第一条 下列原因造成的损失，保险人不负责赔偿：\n（一）战争、罢工；\n（二）地震。\n第二条 附则。",
            [("第一条（一）", "战争、罢工"), ("第一条（二）", "地震")],
        ),
        (
            "责任免除\n第一条 保险人对下列损失和费用不负责赔偿：\n（一）下列人员的人身伤亡：\n1．被保险人；\n2．驾驶人。\n（二）罚款。\n第二条 附则。",
            [("第一条（一）1", "被保险人"), ("第一条（一）2", "驾驶人"), ("第一条（二）", "罚款")],
        ),
        (
            "责任免除\n第一条 下列损失，保险人不负责赔偿：（一）战争；（二）核辐射；（三）罚款。\n第二条 附则。",
            [("第一条（一）", "战争"), ("第一条（二）", "核辐射"), ("第一条（三）", "罚款")],
        ),
        (
            "赔偿处理\n第一条 被保险人应当及时通知保险人，否则，对因此扩大的损失，保险人不承担赔偿责任。\n第二条 附则。",
            [("第一条", "否则，对因此扩大的损失，保险人不承担赔偿责任")],
        ),
        (
            "保险费\n第一条 保险费交清前发生的保险事故，保险人不承担赔偿责任。\n第二条 附则。",
            [("第一条", "保险费交清前发生的保险事故，保险人不承担赔偿责任")],
        ),
        (
            "义务\n第一条 投保人故意不如实告知的，保险人不承担赔偿责任，并不退还保险费。\n第二条 附则。",
            [("第一条", "投保人故意不如实告知的，保险人不承担赔偿责任，并不退还保险费")],
        ),
        (
            "义务\n第一条 被保险人未及时通知的，保险人对无法确定的部分不承担赔偿责任，但保险人通过其他途径已经知道的除外。\n第二条 附则。",
            [
                (
                    "第一条",
                    "被保险人未及时通知的，保险人对无法确定的部分不承担赔偿责任，但保险人通过其他途径已经知道的除外",
                )
            ],
        ),
        (
            "义务\n第一条 投保人不履行上述义务的，保险人有权从通知之日起，终止保险责任或者拒绝赔偿。\n第二条 附则。",
            [("第一条", "投保人不履行上述义务的，保险人有权从通知之日起，终止保险责任或者拒绝赔偿")],
        ),
        (
            "犹豫期\n第一条 由于您的原因导致犹豫期计算错误的，我们协助您解决，但不承担损失赔偿责任。\n第二条 附则。",
            [("第一条", "由于您的原因导致犹豫期计算错误的，我们协助您解决，但不承担损失赔偿责任")],
        ),
        (
            "义务\n第一条 事故是投保方故意造成；投保方放弃追偿权；损失已经得到补偿等，都可以使保险方免除赔偿责任。\n第二条 附则。",
            [
                ("第一条", "事故是投保方故意造成"),
                ("第一条", "投保方放弃追偿权"),
                ("第一条", "损失已经得到补偿等，都可以使保险方免除赔偿责任"),
            ],
        ),
        (
            "责任免除\n第一条 因下列原因导致身故的，我们不承担责任，本合同终止：\n（一）战争；\n（二）地震。\n第二条 附则。",
            [("第一条（一）", "战争"), ("第一条（二）", "地震")],
        ),
        (
            "变动\n第一条 减少被保险人的，责任终止并退还保险费，但已发生给付的不予退还。\n第二条 附则。",
            [("第一条", "但已发生给付的不予退还")],
        ),
        (
            "责任免除\n第一条 除外责任\n（一）因患疾病支付的医疗、医药费用；\n（二）按规定应自费购买的药品。\n第二条 附则\n无。",
            [("第一条（一）", "因患疾病支付的医疗、医药费用"), ("第一条（二）", "按规定应自费购买的药品")],
        ),
        (
            "义务\n第一条 投保人应当如实告知；未如实告知的，保险人不承担赔偿责任。\n第二条 附则。",
            [("第一条", "未如实告知的，保险人不承担赔偿责任")],
        ),
    ],
)
def test_what_is_excluded(body: str, expected: list[tuple[str, str]]) -> None:
    assert quotes(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "保险责任\n第一条 保险人对火灾造成的损失负责赔偿。\n第二条 附则。",
        "义务\n第一条 未经提示的，该条款不产生效力。\n第二条 附则。",
        "义务\n第一条 保险人不得以此为由拒绝赔偿。\n第二条 附则。",
        "义务\n第一条 保险人不承担赔偿责任的，应当书面说明理由。\n第二条 附则。",
        "合同终止\n第一条 有下列情形之一的，本附加合同效力终止，不退还保险费：\n（一）主合同终止；\n（二）您解除本附加合同。\n第二条 附则。",
        "减保\n第一条 您可以申请减少本合同的基本保险金额，我们按照减少后的保险金额承担保险责任。\n第二条 附则。",
        "义务\n第一条 投保人应当交费；被保险人应当通知；其他义务等，都由投保人履行。\n第二条 附则。",
    ],
)
def test_what_is_no_exclusion(body: str) -> None:
    assert quotes(body) == []


@pytest.mark.parametrize(
    ("body", "placement"),
    [
        ("责任免除\n第一条 保险人不负责赔偿：\n（一）战争；\n（二）地震。\n第二条 附则。", "section"),
        ("除外责任\n第一条 战争损失，保险人不负责赔偿。\n第二条 附则。", "section"),
        ("总则\n第一条 责任免除\n战争损失，保险人不负责赔偿。\n第二条 附则\n无。", "section"),
        (
            "总则\n第一条　除外责任＿＿＿＿\n战争损失，保险人不负责赔偿。\n第二条　附则＿＿＿＿\n无。",
            "section",
        ),
        ("赔偿处理\n第一条 虚报的部分，保险人不负责赔偿。\n第二条 附则。", "elsewhere"),
    ],
)
def test_where_it_stands(body: str, placement: str) -> None:
    assert {found["placement"] for found in fields(body)} == {placement}


def test_an_exception_is_quoted() -> None:
    body = "责任免除\n第一条 下列损失，保险人不负责赔偿：\n（一）盗窃，但经公安机关证明的除外；\n（二）地震。\n第二条 附则。"
    assert fields(body) == [
        {"placement": "section", "exception": "但经公安机关证明的除外"},
        {"placement": "section"},
    ]


def test_in_a_contract_of_two_only_the_insurer_refuses() -> None:
    contract = (
        "服务合同\n甲方：青屿物流公司\n乙方：苍屏财产保险股份有限公司\n第一条 乙方负责赔偿甲方损失。\n"
        "第二条 甲方逾期通知的，乙方不承担赔偿责任。\n第三条 甲方不承担任何费用。\n第四条 甲方配合乙方。\n"
    )
    assert quotes_of(contract, RecordType.EXCLUSION) == [("第二条", "甲方逾期通知的，乙方不承担赔偿责任")]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("保险人不承担赔偿责任", "保险人不承担赔偿责任"),
        ("投保人应当交费，未交费的，保险人不承担赔偿责任", "未交费的，保险人不承担赔偿责任"),
        ("保险人不承担赔偿责任，但应当退还保险费", "保险人不承担赔偿责任"),
        ("保险人不承担赔偿责任，也不退还保险费", "保险人不承担赔偿责任，也不退还保险费"),
        ("被保险人应当通知，否则，保险人不承担赔偿责任", "否则，保险人不承担赔偿责任"),
        ("因酒后驾驶造成的，保险人不承担赔偿责任", "因酒后驾驶造成的，保险人不承担赔偿责任"),
        (
            "减少人员由保险人按比例退还保险费，已发生赔付的人员不承担任何费用",
            "已发生赔付的人员不承担任何费用",
        ),
        ("保险人不承担赔偿责任，但书面同意的除外", "保险人不承担赔偿责任，但书面同意的除外"),
    ],
)
def test_a_refusal_is_cut_with_its_conditions_and_without_the_next_norm(text: str, clause: str) -> None:
    start, end = refusal_clause(text, text.index("不承担"))
    assert text[start:end] == clause


def test_things_that_are_not_insured() -> None:
    body = "保险标的\n第一条 下列财产不属于本合同的保险标的：\n（一）现金、票据；\n（二）违章建筑。\n第二条 附则。"
    assert quotes(body) == [("第一条（一）", "现金、票据"), ("第一条（二）", "违章建筑")]


def test_what_follows_an_excluded_cause_is_no_cause() -> None:
    body = "责任免除\n第一条 因下列情形身故的，我们不承担责任：\n（一）自杀；\n（二）发生上述情形的，本合同终止。\n第二条 附则。"
    assert quotes(body) == [("第一条（一）", "自杀")]


@pytest.mark.parametrize(
    "sentence",
    [
        "给付保险金时，应当扣减投保人欠交的保险费。",
        "免赔额是指保险人不予给付的金额。",
        "保险人赔付后保险金额相应减少，保险人不退还减少部分的保险费。",
    ],
)
def test_set_off_and_relative_clauses_refuse_nothing(sentence: str) -> None:
    assert quotes(f"赔偿处理\n第一条 双方作了约定。\n{sentence}\n第二条 附则。") == []
