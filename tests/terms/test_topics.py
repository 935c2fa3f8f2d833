"""Topics of norms: sentences in words of our own that stand in no training data."""

import pytest

from corpora.topics.examples import written_examples
from extractor.language.norms import find_norm
from extractor.structure.headings import Role
from extractor.terms.obligations import act_of
from extractor.terms.topics import evidence, topic_of, wording
from models.topics import load_classifier

CASES = [
    ("disclosure", "投保人对保险人的书面询问，应当如实告知，不得有所保留", Role.INSURED_DUTIES),
    ("explanation", "保险人应当就免赔率条款向投保人明确说明并由其签名", Role.INSURER_DUTIES),
    ("issue_policy", "保险人应当于收到首期保费后七日内签发保险单", Role.INSURER_DUTIES),
    ("premium", "投保人应当在每年三月底前缴清当年的保险费", Role.PREMIUM),
    (
        "risk_change",
        "仓库改作加工车间，使危险程度显著增加的，被保险人应当立即书面通知保险人",
        Role.INSURED_DUTIES,
    ),
    ("loss_notice", "被保险人得知保险事故后，应当在两日内通知保险人", Role.INSURED_DUTIES),
    ("notice", "投保人的通讯地址有变更的，应当及时通知保险人", Role.INSURED_DUTIES),
    ("prevention", "被保险人应当遵守消防规定，每季度检查一次灭火器材", Role.INSURED_DUTIES),
    ("mitigation", "被保险人应当积极施救，防止损失扩大", Role.INSURED_DUTIES),
    ("cooperation", "被保险人应当保护事故现场，协助保险人查勘", Role.INSURED_DUTIES),
    ("claim_documents", "被保险人索赔时，应当提交保险单、损失清单和事故证明", Role.CLAIMS),
    ("settlement", "情形复杂的，保险人应当在三十日内作出核定", Role.CLAIMS),
    ("advance_payment", "六十日内不能确定赔款的，保险人应当就可以确定的数额先予支付", Role.CLAIMS),
    ("subrogation", "保险人赔偿后，有权代位行使被保险人对第三者请求赔偿的权利", Role.CLAIMS),
    ("other_insurance", "重复保险的投保人应当将重复保险的有关情况告知各保险人", Role.CLAIMS),
    ("litigation", "被保险人收到法院传票的，应当在三日内送交保险人", Role.CLAIMS),
    ("refund", "保险人应当自收到退保申请之日起十日内退还未满期保险费", Role.TERMINATION),
    ("termination", "投保人可以随时书面要求解除本合同", Role.TERMINATION),
    ("service", "乙方应当安排专人为甲方提供投保咨询服务", Role.OTHER),
    ("payment", "甲方应当在收到发票后二十日内支付服务费", Role.OTHER),
    ("data", "双方对履约中知悉的商业秘密负有保密义务", Role.OTHER),
    ("transfer", "未经甲方同意，乙方不得将本项目转包或者分包", Role.OTHER),
    ("other", "投保人指定受益人的，应当经被保险人同意", Role.GENERAL),
]


def read(text: str, role: Role, lead: str = "") -> str:
    norm = find_norm(text)
    return topic_of(text, act_of(text, norm) if norm else text, role, lead)


@pytest.mark.parametrize(
    ("topic", "text", "role"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_topic(topic: str, text: str, role: Role) -> None:
    assert read(text, role) == topic


def test_no_case_is_a_training_sentence() -> None:
    written = {example["text"] for example in written_examples()}
    assert not written & {text for _, text, _ in CASES}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("保险责任开始前投保人要求解除合同的，保险人应当退还保险费", "refund"),
        ("保险责任开始前，投保人可以解除合同", "termination"),
        ("保险人可以解除合同，并退还现金价值", "termination"),
    ],
)
def test_ending_and_giving_back_are_told_by_the_act(text: str, topic: str) -> None:
    assert read(text, Role.TERMINATION) == topic


def test_a_bare_notice_takes_the_topic_of_its_lead_in() -> None:
    act = "及时通知保险人"
    assert read(act, Role.INSURED_DUTIES, "知道保险事故发生后，被保险人应当") == "loss_notice"


def test_the_consequence_is_not_read() -> None:
    fields = wording("应当立即施救，否则保险人有权解除合同", "立即施救，否则保险人有权解除合同", Role.CLAIMS)
    assert fields["text"] == "应当立即施救，"
    assert "termination" not in evidence(fields["text"], fields["act"])


def test_occasions_count_only_where_the_act_is_a_notice() -> None:
    assert "risk_change" in evidence("改变使用性质的，应当通知保险人", "应当通知保险人")
    assert "risk_change" not in evidence("改变使用性质的，应当办理年检", "应当办理年检")


def test_cues_speak_for_topics_that_the_model_knows() -> None:
    assert set(evidence("x", "如实告知、代位追偿、转包")) <= set(load_classifier().topics)
    assert {topic for topic, _, _ in CASES} == set(load_classifier().topics)


def test_written_sentences_cover_every_topic() -> None:
    topics = [example["topic"] for example in written_examples()]
    assert all(topics.count(topic) >= 20 for topic in load_classifier().topics)
