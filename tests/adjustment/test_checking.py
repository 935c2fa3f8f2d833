"""One claim against the terms of one document: the verdict, and what every line rests on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extractor.adjustment import check_claim
from extractor.claim import Bound, Claim, Event, FactValue, Loss, Moment, Schedule
from extractor.determination import ClaimVerdict, Determination, ExclusionStatus
from extractor.extraction import extract

TERMS = """营业场所责任保险条款

保险责任

第一条 在保险期间内，被保险人在营业场所内经营时因过失引起火灾、爆炸，造成第三者人身伤亡或者财产损失，依法应由被保险人承担的经济赔偿责任，保险人负责赔偿。

责任免除

第二条 因下列原因造成的损失，保险人不负责赔偿：
（一）投保人、被保险人故意纵火；
（二）存放烟花爆竹。

第三条 下列损失、费用和责任，保险人不负责赔偿：
（一）罚款、罚金和惩罚性赔偿；
（二）精神损害赔偿。

赔偿处理

第四条 保险人在扣除每次事故免赔额后，在每次事故赔偿限额内赔偿。

第五条 被保险人知道保险事故后，应当在48小时内通知保险人。故意或者因重大过失没有通知，致使损失程度难以确定的，保险人对无法确定的部分不承担赔偿责任。

第六条 被保险人应当在事故发生前交清保险费。保险费交清前发生的事故，保险人不承担赔偿责任。

其他

第七条 保险期间为一年，以保险单载明的起讫时间为准。
"""
EXTRACTION = extract(TERMS.encode(), "条款.txt")
SCHEDULE = Schedule(
    date(2025, 1, 1),
    date(2025, 12, 31),
    limits=(Bound("per_occurrence", Decimal(100000)),),
    deductibles=(Bound("deductible", Decimal(2000)),),
)
DAMAGE = Loss("隔壁店铺的货物烧毁", Decimal(50000))
FIRE = Event(
    occurred=Moment(date(2025, 3, 1)),
    discovered=Moment(date(2025, 3, 1)),
    notified=Moment(date(2025, 3, 2)),
    cause="厨房炒菜时油锅起火引起火灾",
    description="店里失火，烧毁隔壁店铺的货物，已经赔了对方。不是人为纵火，店内没有烟花爆竹。",
    losses=(DAMAGE,),
    recovered=Decimal(0),
    paid_before=Decimal(0),
    other_insurance=(),
)
KNOWN: dict[str, FactValue] = {"premium_paid": True, "第一条": True, "第二条（二）": False}


def checked(event: Event, schedule: Schedule = SCHEDULE) -> Determination:
    found = check_claim(EXTRACTION, Claim("条款", event, schedule))
    lines = (*found.coverage, *found.exclusions, *found.duties, *found.papers, *found.timeline)
    sources = [line.source for line in lines]
    sources += [quotation for question in found.questions for quotation in question.because]
    sources += [step.source for step in found.payout.steps if step.source]
    for source in (*sources, *found.period.evidence):
        assert source.span.quote(EXTRACTION.document.text) == source.quote
    return found


def answered(**facts: FactValue) -> Event:
    return replace(FIRE, facts={**KNOWN, **facts})


def test_a_claim_with_every_answer_is_covered_and_paid() -> None:
    found = checked(answered())
    assert found.verdict is ClaimVerdict.COVERED, (found.why, found.questions)
    # 50000 - 2000 = 48000, below the limit of 100000
    assert found.payout.amount == 48000
    assert sum(step.change for step in found.payout.steps) == 48000


def test_an_event_outside_the_period_is_not_covered_and_pays_nothing() -> None:
    late = replace(FIRE, occurred=Moment(date(2026, 3, 1)), discovered=None, notified=None)
    found = checked(late)
    assert found.verdict is ClaimVerdict.NOT_COVERED
    assert found.payout.amount == 0
    assert "保险期间" in found.why


def test_another_event_than_the_insured_one_is_not_called_covered() -> None:
    theft = replace(
        FIRE, cause="夜里被小偷偷走收银机里的现金", description="", losses=(Loss("现金", Decimal(900)),)
    )
    found = checked(theft)
    assert found.verdict in {ClaimVerdict.NOT_COVERED, ClaimVerdict.NEEDS_INFORMATION}
    assert found.payout.amount == 0 or "为前提" in found.payout.note


def test_arson_by_the_insured_is_excluded() -> None:
    told = {"cause": "被保险人故意纵火", "description": "公安查明老板故意放火骗保。"}
    open_yet = checked(replace(answered(), **told))
    assert open_yet.verdict is ClaimVerdict.NEEDS_INFORMATION
    assert open_yet.exclusions[0].source.path == "第二条（一）"
    found = checked(replace(answered(**{"第二条（一）": True}), **told))
    assert found.verdict is ClaimVerdict.EXCLUDED
    assert found.payout.amount == 0
    (applied,) = [each for each in found.exclusions if each.status is ExclusionStatus.APPLIES]
    assert applied.source.path == "第二条（一）"


def test_a_loss_of_the_excluded_list_leaves_the_rest_covered() -> None:
    fined = replace(answered(), losses=(DAMAGE, Loss("罚款", Decimal(3000))))
    found = checked(fined)
    assert found.verdict is ClaimVerdict.PARTLY_COVERED
    assert found.payout.amount == 48000
    assert any(step.label.startswith("未列入：罚款") and step.source for step in found.payout.steps)


def test_late_notice_takes_what_cannot_be_verified_once_the_fault_is_known() -> None:
    late = replace(answered(), notified=Moment(date(2025, 3, 9)))
    open_yet = checked(late)
    assert open_yet.verdict is ClaimVerdict.NEEDS_INFORMATION
    assert "/event/facts/loss_notice_fault" in {question.about for question in open_yet.questions}
    found = checked(replace(late, facts={**late.facts, "loss_notice_fault": "重大过失"}))
    assert found.verdict is ClaimVerdict.PARTLY_COVERED
    assert "尚未扣除因违反第五条" in found.payout.note
    innocent = checked(replace(late, facts={**late.facts, "loss_notice_fault": "没有过错"}))
    assert innocent.verdict is ClaimVerdict.COVERED


def test_an_unpaid_premium_frees_the_insurer() -> None:
    found = checked(answered(premium_paid=False))
    assert found.verdict is ClaimVerdict.EXCLUDED
    assert "第六条" in found.why


def test_what_is_not_said_is_asked() -> None:
    found = checked(Event(cause="店里失火"), Schedule())
    assert found.verdict is ClaimVerdict.NEEDS_INFORMATION
    asked = {question.about for question in found.questions}
    assert {"/schedule/period/from", "/schedule/period/to", "/event/occurred", "/event/losses"} <= asked
    assert len(found.questions) == len({(question.about, question.ask) for question in found.questions})


def test_a_contradictory_claim_is_refused() -> None:
    with pytest.raises(ValueError, match="/event/notified"):
        checked(replace(FIRE, notified=Moment(date(2025, 2, 1))))


def test_the_timeline_says_when_notice_was_due() -> None:
    found = checked(replace(FIRE, discovered=None))
    (notice,) = [entry for entry in found.timeline if entry.source.path == "第五条"]
    assert notice.bearer == "被保险人"
    assert notice.due is None
    assert notice.open_because
