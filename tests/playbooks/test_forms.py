"""Every form of condition: met, failed, absent, a person needed, not concerned."""

import pytest

from extractor.assessments import Verdict
from tests.playbooks.texts import assessed, unread_wording_of, wording_of

_SETTLEMENT = """
select: [{type: obligation, by: insurer, words: 核定}]
at_most: 30日
value: deadline
"""
_WORKING_DAYS = _SETTLEMENT.replace("30日", "3个工作日")
_WAITING = """
select: [{type: sentence, words: 等待期}]
between: [30日, 90日]
read: '(?P<value>[0-9]+(?:日|天|个月))'
"""
_FEE = """
select: [{type: payment, fields: {kind: refund_fee}}]
at_most: 3%
value: rate
if_silent: fine
"""
_NOTICE = """
select: [{type: obligation, fields: {topic: loss_notice}}]
at_least: 48小时
value: deadline
if_silent: fine
"""
_LIMIT = """
select: [{type: limit, words: 每次事故}]
at_least: 1000000元
value: amount
if_silent: person
"""
_FORBIDDEN = """
require: absent
select: [{type: exclusion, words: 重大过失}]
unless: {抢救人员的除外: '除外'}
"""
_WANTED = """
require: present
select: [{type: sentence, words: 一次性|补充提供}]
all_of: {及时: 及时, 一次性: 一次性}
any_of: {书面: 书面, 电子: 电子}
"""


@pytest.mark.parametrize(
    ("check", "text", "verdict", "reason"),
    [
        (_SETTLEMENT, "保险人应当在三十日内作出核定。", Verdict.AGREES, "第二条为30日，符合不超过30日的要求"),
        (_SETTLEMENT, "保险人应当在60日内作出核定。", Verdict.WORSE, "第二条为60日，要求不超过30日"),
        (_SETTLEMENT, "保险人应当尽快作出核定。", Verdict.WORSE, "第二条没有写明具体数值，要求不超过30日"),
        (
            _SETTLEMENT,
            "保险人应当在1个月内作出核定。",
            Verdict.PERSON,
            "第二条为1个月，要求不超过30日；两者孰长取决于日历",
        ),
        (_SETTLEMENT, "保险人应当按保险单载明的期限作出核定。", Verdict.PERSON, "请核对保险单"),
        (_SETTLEMENT, "保险人应当及时签发保险单。", Verdict.ABSENT, "文本没有写明"),
        (_WORKING_DAYS, "保险人应当在2个工作日内作出核定。", Verdict.AGREES, "符合不超过3个工作日的要求"),
        (
            _WORKING_DAYS,
            "保险人应当在5个工作日内作出核定。",
            Verdict.WORSE,
            "为5个工作日，要求不超过3个工作日",
        ),
        (_WORKING_DAYS, "保险人应当在4日内作出核定。", Verdict.PERSON, "取决于日历"),
        (_WAITING, "等待期为60日。", Verdict.AGREES, "符合在30日至90日之间的要求"),
        (_WAITING, "等待期为20日。", Verdict.WORSE, "第二条为20日，要求在30日至90日之间"),
        (_WAITING, "等待期为180天。", Verdict.WORSE, "第二条为180日，要求在30日至90日之间"),
        (_WAITING, "等待期为3个月。", Verdict.PERSON, "取决于日历"),
        (_WAITING, "等待期为30%。", Verdict.WORSE, "没有写明具体数值"),
        (_FEE, "投保人退保的，应当支付2%的退保手续费。", Verdict.AGREES, "第二条为2%，符合不高于3%的要求"),
        (_FEE, "投保人退保的，应当支付5%的退保手续费。", Verdict.WORSE, "第二条为5%，要求不高于3%"),
        (_NOTICE, "被保险人知道事故发生后应当及时通知保险人。", Verdict.AGREES, "没有限定具体数值"),
        (_FEE, "保险人应当及时签发保险单。", Verdict.NOT_CONCERNED, "不涉及"),
        (_LIMIT, "每次事故赔偿限额为200万元。", Verdict.AGREES, "符合不低于1,000,000元的要求"),
        (_LIMIT, "每次事故赔偿限额为50万元。", Verdict.WORSE, "为500,000元，要求不低于1,000,000元"),
        (_LIMIT, "每次事故赔偿限额由双方约定，并在保险单中载明。", Verdict.PERSON, "以保险单载明为准"),
        (_LIMIT, "保险人应当及时签发保险单。", Verdict.PERSON, "是否需要由人工判断"),
        (
            _FORBIDDEN,
            "被保险人的重大过失造成的损失，保险人不负责赔偿。",
            Verdict.WORSE,
            "第二条有不应有的约定",
        ),
        (
            _FORBIDDEN,
            "被保险人的重大过失造成的损失，保险人不负责赔偿，但抢救人员的除外。",
            Verdict.AGREES,
            "同时写有“抢救人员的除外”",
        ),
        (_FORBIDDEN, "保险人应当及时签发保险单。", Verdict.AGREES, "文本中没有此类约定"),
        (_WANTED, "保险人应当及时一次性书面通知补充提供。", Verdict.AGREES, "写有“及时”、“一次性”、“书面”"),
        (_WANTED, "保险人应当通知被保险人补充提供。", Verdict.WORSE, "没有写明“及时”、“一次性”"),
        (_WANTED, "保险人应当及时一次性通知补充提供。", Verdict.WORSE, "没有写明“书面”、“电子”中的任何一项"),
        (_WANTED, "保险人应当及时签发保险单。", Verdict.ABSENT, "文本没有写明"),
    ],
)
def test_verdict_and_reason(check: str, text: str, verdict: Verdict, reason: str) -> None:
    assessment = assessed(wording_of(text), check)
    assert (assessment.verdict, reason in assessment.reason) == (verdict, True), assessment.reason
    assert bool(assessment.advice) is (verdict not in {Verdict.AGREES, Verdict.NOT_CONCERNED})


@pytest.mark.parametrize(
    ("heading", "verdict", "reason"),
    [("责任免除", Verdict.AGREES, "已载明"), ("赔偿处理", Verdict.WORSE, "应写在“责任免除”部分")],
)
def test_place(heading: str, verdict: Verdict, reason: str) -> None:
    check = "require: present\nselect: [{type: sentence, words: 战争}]\nshown: exclusion"
    wording = wording_of("因战争造成的损失，保险人不负责赔偿。", heading=heading)
    assessment = assessed(wording, check)
    assert (assessment.verdict, reason in assessment.reason) == (verdict, True), assessment.reason


@pytest.mark.parametrize(
    ("given", "text", "verdict"),
    [
        (
            "if: {select: [{type: sentence, words: 保证金}]}",
            "履约保证金为5%，不足的应当补足。",
            Verdict.AGREES,
        ),
        ("if: {select: [{type: sentence, words: 保证金}]}", "履约保证金为5%。", Verdict.ABSENT),
        ("if: {select: [{type: sentence, words: 保证金}]}", "合同价款为5万元。", Verdict.NOT_CONCERNED),
        (
            "if: excl-war",
            "下列原因造成的损失，保险人不负责赔偿：\n（一）战争；\n（二）核辐射，不足的补足。",
            Verdict.AGREES,
        ),
        ("if: excl-war", "不足的应当补足。", Verdict.NOT_CONCERNED),
    ],
)
def test_precondition(given: str, text: str, verdict: Verdict) -> None:
    check = f"{given}\nrequire: present\nselect: [{{type: sentence, words: 补足}}]"
    assert assessed(wording_of(text), check).verdict is verdict


@pytest.mark.parametrize("check", [_SETTLEMENT, _FEE, _FORBIDDEN, _WANTED])
def test_silence_of_a_text_that_was_not_wholly_read_needs_a_person(check: str) -> None:
    assessment = assessed(unread_wording_of("保险人应当及时签发保险单。"), check)
    assert (assessment.verdict, assessment.sources, assessment.silence) == (Verdict.PERSON, (), True)
    assert "未能读取" in assessment.reason


def test_a_precondition_that_may_stand_on_an_unread_page_needs_a_person() -> None:
    check = "if: excl-war\nrequire: present\nselect: [{type: sentence, words: 补足}]"
    assert assessed(unread_wording_of("合同价款为5万元。"), check).verdict is Verdict.PERSON


def test_what_an_unread_text_says_counts() -> None:
    assessment = assessed(unread_wording_of("保险人应当在60日内作出核定。"), _SETTLEMENT)
    assert assessment.verdict is Verdict.WORSE


def test_quotes_are_the_words_of_the_text() -> None:
    wording = wording_of("被保险人的重大过失造成的损失，保险人不负责赔偿。")
    assessment = assessed(wording, _FORBIDDEN)
    text = wording.document.text
    assert (
        [source.span.quote(text) for source in assessment.sources]
        == [source.quote for source in assessment.sources]
        != []
    )


def test_every_deadline_of_a_sentence_is_measured() -> None:
    check = """
select: [{type: obligation, words: 到达现场}]
at_most: 60分钟
value: deadline
"""
    assessment = assessed(wording_of("保险人接到报案后，城区30分钟内、郊区90分钟内到达现场。"), check)
    assert (assessment.verdict, assessment.reason) == (Verdict.WORSE, "第二条为90分钟，要求不超过60分钟")


def test_the_same_words_are_quoted_once() -> None:
    check = "require: absent\nselect: [{type: exclusion, words: 重大过失}, {type: sentence, words: 重大过失}]"
    assessment = assessed(wording_of("被保险人的重大过失造成的损失，保险人不负责赔偿。"), check)
    assert len(assessment.sources) == 1
