"""Obligations: bearer, modality, topic, deadline, consequence; what is inherited and what is none."""

import pytest

from extractor.quantities import Deadline, DeadlineKind, Unit
from extractor.records import Record, RecordType
from tests.documents import quotes_of, records_of

TITLE = "松陵财产保险条款\n\n"
CONTRACT = "保险服务合同\n甲方：青屿物流有限公司\n乙方：苍屏财产保险股份有限公司\n"


def only(body: str, *, contract: bool = False) -> Record:
    (record,) = records_of((CONTRACT if contract else TITLE) + body, RecordType.OBLIGATION)
    return record


@pytest.mark.parametrize(
    ("sentence", "bearer", "modality", "topic"),
    [
        ("投保人应当如实告知", "投保人", "duty", "disclosure"),
        ("保险人应当向投保人说明合同内容", "保险人", "duty", "explanation"),
        ("保险人应当及时签发保险单", "保险人", "duty", "issue_policy"),
        ("投保人应当按约定交付保险费", "投保人", "duty", "premium"),
        ("被保险人应当维护保险标的的安全", "被保险人", "duty", "prevention"),
        ("发生保险事故时，被保险人应当尽力施救，防止或者减少损失", "被保险人", "duty", "mitigation"),
        ("被保险人知道保险事故发生后，应当及时通知保险人", "被保险人", "duty", "loss_notice"),
        ("保险标的危险程度显著增加的，被保险人应当及时通知保险人", "被保险人", "duty", "risk_change"),
        ("被保险人应当配合保险人进行调查", "被保险人", "duty", "cooperation"),
        ("保险人应当及时作出核定", "保险人", "duty", "settlement"),
        ("保险人对能够确定的数额应当先予支付", "保险人", "duty", "advance_payment"),
        ("投保人可以解除本合同", "投保人", "right", "termination"),
        ("保险人应当退还未满期保险费", "保险人", "duty", "refund"),
        ("保险人不得泄露客户信息", "保险人", "prohibition", "data"),
        ("投保人不得转让本合同", "投保人", "prohibition", "transfer"),
        ("保险人有权向第三者追偿", "保险人", "right", "subrogation"),
        ("被保险人隐瞒其他赔偿的，保险人收回已付赔款", "保险人", "right", "settlement"),
    ],
)
def test_bearer_modality_and_topic(sentence: str, bearer: str, modality: str, topic: str) -> None:
    record = only(f"总则\n第一条 {sentence}。\n第二条 附则。")
    assert record.quote == sentence
    assert (record.fields["bearer"], record.fields["modality"], record.fields["topic"]) == (
        bearer,
        modality,
        topic,
    )


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("保险人应当在十日内赔付", Deadline(10, Unit.DAY, DeadlineKind.WITHIN)),
        ("被保险人应当于事故发生后四十八小时内通知保险人", Deadline(48, Unit.HOUR, DeadlineKind.WITHIN)),
        ("保险人应当在五个工作日内出具保险单", Deadline(5, Unit.WORKING_DAY, DeadlineKind.WITHIN)),
        ("保险人解除合同的，应当提前十五日通知投保人", Deadline(15, Unit.DAY, DeadlineKind.BEFORE)),
        ("被保险人应当及时通知保险人", None),
        ("投保人应当在____日内交清保险费", None),
    ],
)
def test_deadlines(sentence: str, deadline: Deadline | None) -> None:
    record = only(f"赔偿处理\n第一条 {sentence}。\n第二条 附则。")
    assert record.fields.get("deadline") == deadline
    assert ("deadline" in record.evidence) is (deadline is not None)


def test_the_duty_to_pay_in_time_is_no_cover() -> None:
    record = only("特别约定\n第一条 保险人应当在十日内赔付。\n第二条 附则。")
    assert record.fields["topic"] == "settlement"


def test_items_inherit_the_bearer_of_their_lead_in() -> None:
    body = (
        "义务\n第一条 被保险人应当履行下列义务：\n（一）及时通知保险人；\n（二）保护事故现场。\n第二条 附则。"
    )
    records = records_of(TITLE + body, RecordType.OBLIGATION)
    assert [(r.path, r.quote, r.fields["bearer"], r.fields["modality"]) for r in records] == [
        ("第一条（一）", "及时通知保险人", "被保险人", "duty"),
        ("第一条（二）", "保护事故现场", "被保险人", "duty"),
    ]


def test_items_inherit_the_bearer_of_their_heading() -> None:
    body = "第一条 乙方的义务\n（一）按期提供保险服务；\n（二）指派专人协助理赔。\n第二条 期限\n一年。\n第三条 其他\n无。"
    records = records_of(CONTRACT + body, RecordType.OBLIGATION)
    assert [(r.path, r.fields["bearer"]) for r in records] == [
        ("第一条（一）", "乙方"),
        ("第一条（二）", "乙方"),
    ]


def test_a_duty_and_its_consequence_after_a_comma_are_one() -> None:
    record = only(
        "义务\n第一条 被保险人应当及时通知保险人，否则，对因此扩大的损失，保险人不承担赔偿责任。\n第二条 附则。"
    )
    assert record.quote == "被保险人应当及时通知保险人，否则，对因此扩大的损失，保险人不承担赔偿责任"
    assert record.fields["consequence"] == "否则，对因此扩大的损失，保险人不承担赔偿责任"


def test_cover_that_goes_on_only_then_is_a_consequence() -> None:
    record = only(
        "权利义务\n第一条 航程变更的，被保险人应当立即通知保险人，本合同方继续有效。\n第二条 附则。"
    )
    assert record.fields["consequence"] == "本合同方继续有效"


def test_a_duty_and_its_consequence_after_a_semicolon_are_two() -> None:
    record = only("义务\n第一条 投保人应当如实告知；未如实告知的，保险人不承担赔偿责任。\n第二条 附则。")
    assert record.quote == "投保人应当如实告知"
    assert record.fields["consequence"] == "未如实告知的，保险人不承担赔偿责任"


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("保险人退还相应的保险费", "保险人"),
        ("因乙方原因造成的损失，由乙方承担赔偿责任", "乙方"),
        ("合同期满后，甲方无息退还履约保证金", "甲方"),
    ],
)
def test_promises_in_the_indicative(sentence: str, bearer: str) -> None:
    record = only(f"第一条 {sentence}。\n第二条 标的。\n第三条 文本。", contract=True)
    assert (record.quote, record.fields["bearer"], record.fields["modality"]) == (sentence, bearer, "duty")


def test_a_norm_in_brackets_is_one_of_its_own() -> None:
    body = "第一条 乙方应当提供三个方案（甲方可以根据实际需求选择其中一个）。\n第二条 标的。\n第三条 文本。"
    records = records_of(CONTRACT + body, RecordType.OBLIGATION)
    assert [(r.fields["bearer"], r.fields["modality"]) for r in records] == [
        ("乙方", "duty"),
        ("甲方", "right"),
    ]
    assert records[1].quote == "甲方可以根据实际需求选择其中一个"


@pytest.mark.parametrize(
    "body",
    [
        "总则\n第一条 本合同由保险条款、投保单、保险单组成。\n第二条 附则。",
        "总则\n第一条 凡依法设立的企业均可作为投保人。\n第二条 附则。",
        "责任免除\n第一条 被保险人的下列行为造成的损失，保险人不负责赔偿：\n（一）未按规定应当年检的；\n（二）不得驾驶而驾驶的。\n第二条 附则。",
        "保险责任\n第一条 火灾造成的损失，保险人负责赔偿。\n第二条 附则。",
        "释义\n第一条 周岁：指应当按出生日期计算的年龄。\n第二条 事故：指意外。",
        "争议处理\n第一条 因本合同发生的争议，双方应当协商解决。\n第二条 附则。",
        "赔偿处理\n第一条 索赔时应当提供下列资料：\n（一）应当加盖公章的清单；\n（二）发票。\n第二条 附则。",
    ],
)
def test_what_binds_nobody(body: str) -> None:
    found = [
        quote for _, quote in quotes_of(TITLE + body, RecordType.OBLIGATION) if "提供下列资料" not in quote
    ]
    assert found == []


def test_items_under_a_ban_are_banned() -> None:
    body = "第一条 乙方不得有下列行为：\n（一）隐瞒与合同有关的情况；\n（二）提供虚假材料。\n第二条 附则。"
    records = records_of(CONTRACT + body, RecordType.OBLIGATION)
    assert [(r.path, r.fields["modality"], r.fields["bearer"]) for r in records] == [
        ("第一条（一）", "prohibition", "乙方"),
        ("第一条（二）", "prohibition", "乙方"),
    ]


def test_an_item_that_begins_with_the_act_is_a_duty() -> None:
    body = "被保险人义务\n第一条 出险后，被保险人应当履行下列义务：\n（一）立即通知保险人；\n（二）保护事故现场，未经查勘不得移动残骸。\n第二条 附则。"
    records = records_of(TITLE + body, RecordType.OBLIGATION)
    assert [(r.path, r.fields["modality"]) for r in records] == [
        ("第一条（一）", "duty"),
        ("第一条（二）", "duty"),
    ]


def test_a_right_to_refuse_is_a_right_beside_the_exclusion() -> None:
    sentence = "被保险人对标的没有尽到应尽责任的，承保人有权加收保险费或者终止合同"
    record = only(f"权利义务\n第一条 {sentence}。\n第二条 附则。")
    assert (record.quote, record.fields["bearer"], record.fields["modality"]) == (sentence, "保险人", "right")


def test_what_only_a_condition_supposes_binds_nobody() -> None:
    body = "赔偿处理\n第一条 如果承运人应当赔偿损失，则保险人有权扣除该部分。\n第二条 附则。"
    records = records_of(TITLE + body, RecordType.OBLIGATION)
    assert [(r.fields["bearer"], r.fields["modality"]) for r in records] == [("保险人", "right")]


def test_the_premium_is_the_policyholders_to_pay() -> None:
    record = only("保险费\n第一条 分期支付的，各期保险费应在到期日前交付。\n第二条 附则。")
    assert record.fields["bearer"] == "投保人"


def test_what_is_taken_back_is_a_right_beside_the_refusal() -> None:
    body = "赔偿处理\n第一条 被保险人放弃追偿权的，保险人不承担赔偿责任，并收回已付的赔款。\n第二条 附则。"
    record = only(body)
    assert (record.fields["modality"], record.fields["bearer"]) == ("right", "保险人")


@pytest.mark.parametrize(
    "sentence",
    [
        "除上述免责情形外，本合同中还有其他免除我们责任的条款，详见加粗提示的内容",
        "公安机关追回的保险标的归保险人所有",
    ],
)
def test_what_points_elsewhere_or_only_tells_whose_it_is_binds_nobody(sentence: str) -> None:
    assert quotes_of(f"{TITLE}总则\n第一条 {sentence}。\n第二条 附则。", RecordType.OBLIGATION) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "疟疾的诊断须由注册医生确认",
        "病人缺血必须广泛而持续地进行输血治疗",
        "必须由专科医生通过组织检查确定诊断",
    ],
)
def test_what_makes_a_case_of_a_disease_binds_nobody(sentence: str) -> None:
    assert not records_of(f"{TITLE}疾病\n第一条 {sentence}。\n", RecordType.OBLIGATION)


def test_a_party_that_has_a_doctor_diagnose_is_bound() -> None:
    assert (
        only("服务\n第一条 乙方应当由专科医生为来访者作出诊断。\n", contract=True).fields["bearer"] == "乙方"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "为便于您理解条款，我们提供下列名词解释",
        "投保人可以为自己投保",
        "投保人提出申请、保险人同意承保，本附加险合同成立",
        "在本条款中，“本公司”指云麓人寿保险有限公司",
        "征地人员，也可参保，但保险人仅承担门诊责任",
        "分红将可能迟于保单周年日",
    ],
)
def test_guidance_and_who_may_join_bind_nobody(sentence: str) -> None:
    assert records_of(f"{TITLE}其他\n第一条 {sentence}。\n第二条 附则。", RecordType.OBLIGATION) == []


def test_the_insurer_may_stop_to_pay() -> None:
    record = only("保险责任\n第一条 被保险人未提交生存证明的，我们有权停止给付年金。\n第二条 附则。")
    assert (record.fields["bearer"], record.fields["modality"]) == ("保险人", "right")
