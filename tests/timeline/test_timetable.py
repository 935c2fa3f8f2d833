"""Deadlines of clauses as dates; every date here was counted by hand."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.export.calendar_file import calendar_file
from extractor.claim import Moment
from extractor.extraction import extract
from extractor.facts import Fact
from extractor.records import Extraction
from extractor.timeline import timetable
from tests.timeline.clauses import day, entry, last_day, table

_OWN = Path(__file__).resolve().parents[2] / "corpora" / "documents"
_SHARED = Path(__file__).resolve().parents[3] / "shared" / "docs"

DECIDES = "保险人应当自收到赔偿请求之日起三十日内作出核定。"
ON_PAPERS = "保险人应当自收到赔偿请求和有关证明、资料之日起三十日内作出核定。"
PAYS = "保险人应当在与被保险人达成赔偿协议后十日内支付赔款。"


def test_deadlines_follow_each_other() -> None:
    open_yet = table(ON_PAPERS, PAYS, complete_documents="2025-07-20")
    # 2025-08-19 is a Tuesday.
    assert last_day(open_yet[0]) == "2025-08-19"
    assert (open_yet[1].due, open_yet[1].counted_from) == (None, "agreement_reached")
    assert open_yet[1].open_because == "未告知达成赔偿（给付）协议日（agreement_reached），从该日起算"
    agreed = table(ON_PAPERS, PAYS, complete_documents="2025-07-20", agreement_reached="2025-08-15")
    assert last_day(agreed[1]) == "2025-08-25"  # a Monday


# --- the clock stands still while papers are completed ----------------------------------------------------


def test_papers_asked_for_later_stop_the_clock() -> None:
    facts = {
        "claimed": "2026-03-02",
        "supplement_requested": "2026-03-10",
        "supplement_received": "2026-03-20",
    }
    one = entry(DECIDES, facts)
    # Day 30 is 04-01; ten days on 04-11, a Saturday; Monday 04-13.
    assert last_day(one) == "2026-04-13"
    assert one.due is not None
    assert "扣除2026-03-10至2026-03-20的补充材料期间10日" in one.due.counting
    assert "保险法司法解释（二）第十五条" in one.due.counting


def test_papers_still_missing_leave_the_deadline_open() -> None:
    one = entry(DECIDES, {"claimed": "2026-03-02", "supplement_requested": "2026-03-10"})
    assert one.due is None
    assert "期间停止计算" in one.open_because
    assert "supplement_received" in one.open_because


@pytest.mark.parametrize(
    ("start", "requested", "received", "last"),
    [
        (
            "2026-03-20",
            "2026-03-10",
            "2026-03-20",
            "2026-04-20",
        ),  # complete only then: day 30 is Sunday 04-19
        ("2026-03-02", "2026-04-10", "2026-04-20", "2026-04-01"),  # asked for after the time had run
        (
            "2026-03-15",
            "2026-03-10",
            "2026-03-20",
            "2026-04-20",
        ),  # day 30 is 04-14; five days on 04-19, a Sunday
    ],
)
def test_only_what_falls_into_the_period_counts(start: str, requested: str, received: str, last: str) -> None:
    facts = {"claimed": start, "supplement_requested": requested, "supplement_received": received}
    assert last_day(entry(DECIDES, facts)) == last


def test_the_time_to_pay_does_not_stand_still() -> None:
    facts = {"supplement_requested": "2025-08-16", "supplement_received": "2025-08-30"}
    assert last_day(entry(PAYS, {"agreement_reached": "2025-08-15", **facts})) == "2025-08-25"


# --- hours, notices, windows ------------------------------------------------------------------------------


def test_hours_need_a_clock() -> None:
    sentence = "被保险人知道保险事故发生后，应当在24小时内通知保险人。"
    assert last_day(entry(sentence, {"discovered": "2026-09-30T22:30"})) == "2026-10-01T22:30"
    one = entry(sentence, {"discovered": "2026-09-30"})
    assert one.due is None
    assert "只知道日期2026-09-30" in one.open_because


def test_notice_of_rescission_both_ways() -> None:
    sentence = "保险人解除合同的，应当提前15日通知投保人。"
    latest = entry(sentence, {"termination_planned": "2026-12-31"})
    assert (last_day(latest), latest.earliest, latest.counted_from) == (
        "2026-12-16", False, "termination_planned",
    )  # fmt: skip
    first = entry(sentence, {"termination_notice": "2026-12-16"})
    assert (last_day(first), first.earliest, first.counted_from) == ("2026-12-31", True, "termination_notice")


def test_a_notice_that_ends_the_contract_when_it_has_run() -> None:
    found = table(
        "保险人要求解除合同的，自解约通知书送达投保人十五日后保险合同解除。", termination_notice="2026-03-01"
    )
    assert [(last_day(one), one.earliest) for one in found] == [("2026-03-17", True)]  # day 15 is 03-16


def test_a_window_before_the_end() -> None:
    right = entry("期满前30日内，投保人可以申请续保。", {"period_end": "2026-12-31"})
    assert (last_day(right), right.earliest) == ("2026-12-01", True)
    duty = entry("投保人应当在保险单生效前5个工作日内支付保险费。", {"period_start": "2025-10-10"})
    assert (last_day(duty), duty.earliest) == ("2025-10-09", False)
    assert duty.due is not None
    # Backwards: 10-09, 09-30, 09-29, 09-28 (make-up Sunday), 09-26.
    assert "可在2025-09-26至2025-10-09之间办理" in duty.due.counting


def test_not_before_two_years_have_run() -> None:
    one = entry("自合同成立之日起超过二年的，保险人不得解除合同。", {"contract_made": "2024-02-29"})
    # No 29th of February in 2026: the last day is 02-28, it may not rescind from 03-01 on.
    assert (last_day(one), one.earliest) == ("2026-03-01", True)


# --- periods ----------------------------------------------------------------------------------------------


def test_grace_and_hesitation() -> None:
    grace = entry(
        "投保人未按期交纳保险费的，自约定支付日的次日零时起60日为宽限期。", {"premium_due": "2026-03-01"}
    )
    assert (last_day(grace), grace.bearer) == ("2026-04-30", "投保人")
    hesitation = entry("投保人自签收保险单之日起15日内为犹豫期。", {"policy_received": "2026-09-18"})
    assert last_day(hesitation) == "2026-10-08"  # day 15 is 10-03, in the holiday


def test_waiting_does_not_roll_over() -> None:
    sentence = "自本合同生效（或最后复效）之日起90日为等待期。"
    # Day 90 of 2026-07-05 is 2026-10-03, in the holiday: a state ends by itself.
    assert last_day(entry(sentence, {"contract_effective": "2026-07-05"})) == "2026-10-03"
    again = entry(sentence, {"contract_effective": "2025-07-05", "reinstated": "2026-07-05"})
    assert (last_day(again), again.counted_from) == ("2026-10-03", "reinstated")


def test_limitation_tells_what_it_leaves_out() -> None:
    sentence = "被保险人请求赔偿的诉讼时效期间为二年，自其知道或者应当知道保险事故发生之日起计算。"
    one = entry(sentence, {"discovered": "2024-06-03"})
    assert last_day(one) == "2026-06-03"
    assert one.due is not None
    assert "中断、中止，此处未计入" in one.due.counting
    late = entry(sentence, {"discovered": "2026-05-06"})
    assert late.due is not None
    assert (last_day(late), late.due.estimated) == ("2028-05-08", True)


def test_the_end_of_cover() -> None:
    sentence = "保险期间为一年，以保险单载明的起讫时间为准。"
    stated = entry(sentence, {"period_start": "2026-01-01", "period_end": "2026-12-31"})
    assert (last_day(stated), stated.counted_from) == ("2026-12-31", "period_end")
    counted = entry(sentence, {"period_start": "2026-01-01"})
    assert (last_day(counted), counted.counted_from) == ("2026-12-31", "period_start")
    at_most = entry("保险期间由投保人与保险人约定，最长不超过一年。", {"period_start": "2026-01-01"})
    assert at_most.due is None
    assert "period_end" in at_most.open_because


def test_an_agreed_length_is_not_the_longest_one() -> None:
    one = entry("等待期由双方约定并在保险单中载明，最长不超过180天。", {"contract_effective": "2026-01-01"})
    assert one.due is None
    assert "以保险单载明" in one.open_because


def test_2003_is_refused_in_words() -> None:
    one = entry(DECIDES, {"claimed": "2003-03-03"})
    assert one.due is None
    assert "2003年的工作日安排无从查考" in one.open_because


def test_facts_that_nobody_knows_are_passed_over() -> None:
    assert timetable(_document("liability-public"), {"无此事实": day("2026-01-01")}) == timetable(
        _document("liability-public"), {}
    )


def test_the_text_may_rule_out_rolling_over() -> None:
    plain = "保险人应当自收到赔偿请求之日起十日内作出核定。"
    firm = "保险人应当自收到赔偿请求之日起十日内作出核定，遇节假日不顺延。"
    # Day 10 of 2026-09-24 is 10-04, in the holiday.
    assert last_day(entry(plain, {"claimed": "2026-09-24"})) == "2026-10-08"
    assert last_day(entry(firm, {"claimed": "2026-09-24"})) == "2026-10-04"


def test_trading_days_are_told_apart() -> None:
    one = entry(
        "保险人收到解除合同申请书后，应当在3个交易日内退还现金价值。", {"termination_notice": "2026-09-30"}
    )
    assert one.due is not None
    assert "调休上班的周末不开市" in one.due.counting


# --- whole documents --------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _document(name: str) -> Extraction:
    path = _OWN / f"{name}.txt"
    return extract(path.read_bytes(), path.name)


def test_our_liability_clauses() -> None:
    facts = {
        "claimed": "2026-09-18", "complete_documents": "2026-09-25", "decided": "2026-09-24",
        "agreement_reached": "2026-09-28", "occurred": "2026-09-01T10:00",
    }  # fmt: skip
    found = timetable(_document("liability-public"), {key: day(text) for key, text in facts.items()})
    dated = {(one.source.path, one.action): last_day(one) for one in found if one.due}
    # 09-20 (Sunday) is a make-up day: 20, 21, 22, 23, 24 → 5; 28, 29, 30 → 8; 10-08, 10-09 → 10. The later decision:
    # day 30 is 10-18, a Sunday.
    decisions = [last_day(one) for one in found if one.action == "核定"]
    assert decisions == ["2026-10-09", "2026-10-19"]
    assert dated["第十七条", "赔付"] == "2026-10-08"  # day 10
    assert dated["第十七条", "发出拒赔通知"] == "2026-09-28"  # day 3 is Sunday 09-27, Mid-Autumn
    assert dated["第十八条", "先予支付"] == "2026-11-24"  # day 60
    assert dated["第二十二条（二）", "报案"] == "2026-09-03T10:00"


def test_a_contract_that_states_its_own_term() -> None:
    found = timetable(_document("brokerage"), {})
    dated = {one.source.path: last_day(one) for one in found if one.due}
    assert dated["8.1"] == "2027-06-30"
    assert dated["8.3"] == "2027-05-01"  # 60 days ahead of it


@pytest.mark.parametrize("path", sorted(_OWN.glob("*.txt")), ids=lambda path: path.stem)
def test_every_deadline_of_an_obligation_is_in_the_table(path: Path) -> None:
    extraction = extract(path.read_bytes(), path.name)
    every = {fact: day("2026-09-10T08:00") for fact in Fact}
    found = timetable(extraction, every)
    timed = [record for record in extraction.records if "deadline" in record.fields]
    spans = {one.source.span for one in found}
    assert all(record.span in spans for record in timed)
    assert all((one.due is None) == bool(one.open_because) for one in found)
    assert all(one.action for one in found)
    starts = [one.source.span.start for one in found]
    assert starts == sorted(starts)


@settings(deadline=None)
@given(st.dates(), st.sampled_from(["brokerage", "critical-illness", "agriculture-rice"]))
def test_no_date_is_too_odd(any_day: date, name: str) -> None:
    moments = {str(fact): Moment(any_day) for fact in Fact}
    found = timetable(_document(name), moments)
    assert all((one.due is None) == bool(one.open_because) for one in found)
    assert calendar_file(name, found).endswith(b"END:VCALENDAR\r\n")


@pytest.mark.skipif(not _SHARED.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize(
    ("name", "path", "action", "facts", "last"),
    [
        ("zhonghua-cyber", "第十六条", "核定", {"claimed": "2025-07-10"}, "2025-08-11"),
        ("zhonghua-cyber", "第十六条", "赔付", {"agreement_reached": "2025-09-26"}, "2025-10-09"),
        ("zhonghua-cyber", "第三十条", "解除合同", {"indemnified": "2026-01-18"}, "2026-02-24"),
        ("tianan-account-funds", "第二十三条", "通知银行", {"discovered": "2025-06-01T09:00"}, "2025-06-02T09:00"),
        ("tianan-account-funds", "第十七条", "先予支付", {"complete_documents": "2025-07-20"}, "2025-09-18"),
        ("tianan-account-funds", "第三十五条", "解除合同", {"termination_notice": "2025-03-03"}, "2025-03-19"),
        ("transport-accident", "第十四条", "核定",
         {"claimed": "2026-03-02", "supplement_requested": "2026-03-10", "supplement_received": "2026-03-20"},
         "2026-04-13"),
        ("huanong-guarantee", "第十九条", "通知保险人", {"breach": "2025-09-30"}, "2025-10-11"),
        ("lian-term-life", "3.4", "发出拒赔通知", {"decided": "2026-09-30"}, "2026-10-08"),
        ("wenling-bus-contract", "第四条", "通知甲方", {}, "2026-05-21"),
        ("ocean-cargo", "三（一）", "保险责任终止", {"unloaded": "2026-08-10"}, "2026-10-09"),
        ("pingan-women-disease", "第十九条", "不得解除合同", {"contract_made": "2024-03-15"}, "2026-03-16"),
    ],
)  # fmt: skip
def test_real_documents(name: str, path: str, action: str, facts: dict[str, str], last: str) -> None:
    file = _SHARED / f"{name}.txt"
    found = timetable(extract(file.read_bytes(), file.name), {key: day(text) for key, text in facts.items()})
    dated = [last_day(one) for one in found if (one.source.path, one.action) == (path, action) and one.due]
    assert dated == [last]
