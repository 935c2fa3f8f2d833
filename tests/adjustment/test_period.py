"""Period of cover, retroactive and waiting periods against the dates of a claim."""

from datetime import date

import pytest

from extractor.adjustment.period import standing_of_period
from extractor.claim import Claim, Event, Moment, Schedule
from extractor.determination import CoverageMatch, CoverageStatus, PeriodStatus
from extractor.extraction import Extraction, extract
from extractor.quotations import quotation_of
from extractor.records import RecordType

PLAIN = """家庭财产保险条款
第一条 在保险期间内，因火灾造成保险标的损失的，保险人负责赔偿。
第二条 保险期间为一年，以保险单载明的起讫时间为准。
"""
RETROACTIVE = """网络安全保险条款
第一条 被保险人在保险期间或者追溯期内遭受网络攻击的，保险人负责赔偿恢复费用。
第二条 保险期间为一年，以保险单载明的起讫时间为准。
第三条 追溯期由双方约定，并在保险单中载明。
"""
CLAIMS_MADE = """职业责任保险条款
第一条 因被保险人的过失造成委托人损失，委托人在保险期间内首次向被保险人提出赔偿请求的，保险人负责赔偿。
第二条 保险期间为一年，以保险单载明的起讫时间为准。
"""
WAITING = """重大疾病保险条款
第一条 被保险人经医院确诊初次患有重大疾病的，保险人给付重大疾病保险金。
第二条 本合同的等待期为自生效日起90日，续保的没有等待期。
第三条 保险期间为一年。
"""
STATED = """设备保险合同
第一条 在保险期间内，因暴雨造成设备损坏的，保险人负责赔偿。
第二条 保险期间自2025年3月1日零时起至2026年2月28日二十四时止。
"""
YEAR = Schedule(date(2025, 1, 1), date(2025, 12, 31))


def read(text: str) -> Extraction:
    return extract(text.encode(), "条款.txt")


def standing(text: str, event: Event, schedule: Schedule = YEAR):
    extraction = read(text)
    coverage = next(record for record in extraction.records if record.type is RecordType.COVERAGE)
    match = CoverageMatch(quotation_of(coverage), CoverageStatus.MET, 1.0, "")
    found = standing_of_period(extraction, Claim("条款", event, schedule), (match,))
    for quotation in found.evidence:
        assert quotation.span.quote(extraction.document.text) == quotation.quote
    return found


def on(year: int, month: int, day: int) -> Moment:
    return Moment(date(year, month, day))


@pytest.mark.parametrize(
    ("occurred", "status"),
    [
        (on(2024, 12, 31), PeriodStatus.OUTSIDE),
        (on(2025, 1, 1), PeriodStatus.INSIDE),
        (on(2025, 12, 31), PeriodStatus.INSIDE),
        (on(2026, 1, 1), PeriodStatus.OUTSIDE),
    ],
)
def test_both_ends_of_the_period_are_inside(occurred: Moment, status: PeriodStatus) -> None:
    assert standing(PLAIN, Event(occurred=occurred)).status is status


def test_missing_dates_are_asked_for() -> None:
    found = standing(PLAIN, Event(), Schedule())
    assert found.status is PeriodStatus.UNKNOWN
    asked = {question.about for question in found.questions}
    assert asked == {"/schedule/period/from", "/schedule/period/to", "/event/occurred"}


def test_the_period_that_the_document_states_is_used_where_the_schedule_is_silent() -> None:
    assert standing(STATED, Event(occurred=on(2026, 2, 28)), Schedule()).status is PeriodStatus.INSIDE
    assert standing(STATED, Event(occurred=on(2026, 3, 1)), Schedule()).status is PeriodStatus.OUTSIDE


def test_a_retroactive_date_brings_an_earlier_event_in() -> None:
    since = Schedule(YEAR.start, YEAR.end, retroactive_from=date(2024, 7, 1))
    assert standing(RETROACTIVE, Event(occurred=on(2024, 8, 1)), since).status is PeriodStatus.INSIDE
    assert standing(RETROACTIVE, Event(occurred=on(2024, 6, 30)), since).status is PeriodStatus.OUTSIDE


def test_a_retroactive_date_that_nobody_gave_is_asked_for() -> None:
    found = standing(RETROACTIVE, Event(occurred=on(2024, 8, 1)))
    assert found.status is PeriodStatus.UNKNOWN
    assert [question.about for question in found.questions] == ["/schedule/retroactive_from"]


def test_a_retroactive_date_does_not_help_where_the_text_knows_none() -> None:
    since = Schedule(YEAR.start, YEAR.end, retroactive_from=date(2024, 7, 1))
    found = standing(PLAIN, Event(occurred=on(2024, 8, 1)), since)
    assert found.status is PeriodStatus.OUTSIDE
    assert "追溯期" in found.why


def test_claims_made_cover_asks_when_the_claim_was_made() -> None:
    late = Event(occurred=on(2025, 11, 1), claimed=on(2026, 2, 1))
    assert standing(CLAIMS_MADE, late).status is PeriodStatus.OUTSIDE
    within = Event(occurred=on(2025, 3, 1), claimed=on(2025, 6, 1))
    assert standing(CLAIMS_MADE, within).status is PeriodStatus.INSIDE


def test_the_waiting_period_leaves_the_answer_open_until_it_is_given() -> None:
    # 90 days from 2025-01-01, the first day not counted: the last is 2025-04-01.
    inside = standing(WAITING, Event(occurred=on(2025, 4, 1)))
    assert inside.status is PeriodStatus.UNKNOWN
    assert [question.about for question in inside.questions] == ["/event/facts/waiting_exempt"]
    assert standing(WAITING, Event(occurred=on(2025, 4, 2))).status is PeriodStatus.INSIDE
    for exempt, status in ((True, PeriodStatus.INSIDE), (False, PeriodStatus.OUTSIDE)):
        event = Event(occurred=on(2025, 4, 1), facts={"waiting_exempt": exempt})
        assert standing(WAITING, event).status is status
