"""Duties in a claim: which bear on it, whether they were kept, what a breach costs. Dates are counted by hand."""

from datetime import date, time
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.adjustment.duties import duties, fact_vocabulary, list_duties
from extractor.adjustment.duties.notice import is_late
from extractor.adjustment.duties.sanctions import effect_of
from extractor.claim import Claim, Event, Moment, OtherInsurance
from extractor.determination import DutyStanding, DutyStatus, Effect
from extractor.extraction import extract
from extractor.facts import facts_of
from extractor.records import Extraction
from extractor.timeline import timetable

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
KEPT, BROKEN, UNKNOWN = DutyStatus.KEPT, DutyStatus.BROKEN, DutyStatus.UNKNOWN


@lru_cache(maxsize=20)
def own(name: str) -> Extraction:
    """One of our own documents, read once."""
    return extract((DOCUMENTS / f"{name}.txt").read_bytes(), f"{name}.txt")


def at(text: str) -> Moment:
    """``2025-06-01`` or ``2025-06-01T09:00``."""
    day, _, clock = text.partition("T")
    return Moment(date.fromisoformat(day), time.fromisoformat(clock) if clock else None)


def checked(read: Extraction, event: Event) -> tuple[DutyStanding, ...]:
    """The duties of a document in a claim, with its own deadlines."""
    claim = Claim("条款", event)
    return duties(read, claim, timetable(read, facts_of(event, claim.schedule)))


def standing(name: str, words: str, event: Event) -> DutyStanding:
    """The one duty of the document that begins so."""
    (found,) = [each for each in checked(own(name), event) if each.source.quote.startswith(words)]
    return found


def text_of(*articles: str) -> Extraction:
    """A wording of the articles."""
    numbers = "一二三四五六七八九"
    lines = [f"第{numbers[at]}条　{article}" for at, article in enumerate(articles)]
    return extract("\n".join(["测试财产保险条款", "投保人、被保险人义务", *lines]).encode(), "条款.txt")


# --- worked cases: notice ------------------------------------------------------------------------------


def test_notice_after_48_hours_is_late_and_only_the_unverifiable_part_is_at_stake() -> None:
    # 08:00 on 1 June + 48 hours = 08:00 on 3 June; notice on 5 June at 10:00.
    event = Event(occurred=at("2025-06-01T08:00"), notified=at("2025-06-05T10:00"))
    late = standing("liability-public", "在48小时内向保险人报案", event)
    assert late.status is BROKEN
    assert late.due is not None
    assert late.due.moment == at("2025-06-03T08:00")
    assert late.effect is Effect.UNVERIFIABLE
    assert late.consequence.startswith("故意或因重大过失延误报案")
    assert late.only_if == ("故意或因重大过失",)
    assert [question.about for question in late.questions] == ["/event/facts/loss_notice_fault"]


def test_notice_within_48_hours() -> None:
    event = Event(occurred=at("2025-06-01T08:00"), notified=at("2025-06-03T07:59"))
    assert standing("liability-public", "在48小时内向保险人报案", event).status is KEPT


def test_late_notice_without_gross_fault_costs_nothing() -> None:
    event = Event(
        occurred=at("2025-06-01T08:00"),
        notified=at("2025-06-05T10:00"),
        facts={"loss_notice_fault": "一般过失"},
    )
    late = standing("liability-public", "在48小时内向保险人报案", event)
    assert (late.status, late.effect, late.only_if) == (BROKEN, Effect.NONE, ())
    assert late.consequence
    assert "不具备" in late.why


def test_late_notice_with_gross_fault_settles_the_condition() -> None:
    event = Event(
        occurred=at("2025-06-01T08:00"),
        notified=at("2025-06-05T10:00"),
        facts={"loss_notice_fault": "重大过失"},
    )
    late = standing("liability-public", "在48小时内向保险人报案", event)
    assert (late.effect, late.only_if, late.questions) == (Effect.UNVERIFIABLE, (), ())


def test_hours_from_a_day_without_a_time_are_certain_after_the_last_end() -> None:
    # 48 hours from some time of 1 June end by midnight after 3 June at the latest.
    words = "发生事故后，驾驶人应当立即停车"
    facts = {"evidence_preserved": True, "mitigated": True}
    late = Event(occurred=at("2025-06-01"), notified=at("2025-06-10"), facts=facts)
    soon = Event(occurred=at("2025-06-01"), notified=at("2025-06-02"), facts=facts)
    open_event = Event(occurred=at("2025-06-01"), notified=at("2025-06-03"), facts=facts)
    assert standing("motor-commercial", words, late).status is BROKEN
    assert standing("motor-commercial", words, soon).status is KEPT
    assert standing("motor-commercial", words, open_event).status is UNKNOWN


def test_in_time_without_a_number_is_a_judgement() -> None:
    read = text_of("保险事故发生后，被保险人应当及时通知保险人。")
    event = Event(discovered=at("2025-06-01T09:00"), notified=at("2025-06-03T09:00"))
    (found,) = checked(read, event)
    assert found.status is UNKNOWN
    assert "2025-06-01 09:00" in found.why
    assert found.questions[0].about == "/event/facts/notified_in_time"
    assert "文本未载明逾期通知的后果" in found.why
    said = Event(notified=at("2025-06-03T09:00"), facts={"notified_in_time": True})
    assert checked(read, said)[0].status is KEPT


def test_a_sanction_beyond_the_law_says_so() -> None:
    read = text_of("保险事故发生后，被保险人应当在24小时内通知保险人，否则，保险人不承担赔偿责任。")
    event = Event(
        occurred=at("2025-06-01T08:00"), discovered=at("2025-06-01T08:00"), notified=at("2025-06-04T08:00")
    )
    (late,) = checked(read, event)
    assert (late.status, late.effect) == (BROKEN, Effect.WHOLE)
    assert "《保险法》第二十一条（2015-04-24版）" in late.why
    assert "超出" in late.why


def test_ten_days_for_a_life_policy() -> None:
    # Known on 1 June; the first day is not counted: the tenth is 11 June.
    words = "您、被保险人或者受益人应当在得知事故发生之日起10日内"
    last = Event(discovered=at("2025-06-01"), notified=at("2025-06-11"))
    after = Event(discovered=at("2025-06-01"), notified=at("2025-06-12"))
    assert standing("life-decimal", words, last).status is KEPT
    assert standing("life-decimal", words, after).status is BROKEN


def test_nobody_told_when_notice_was_given() -> None:
    found = standing("liability-public", "在48小时内向保险人报案", Event(occurred=at("2025-06-01T08:00")))
    assert found.status is UNKNOWN
    assert "/event/notified" in {question.about for question in found.questions}


# --- worked cases: other duties --------------------------------------------------------------------------


def test_police_not_told_of_a_theft() -> None:
    event = Event(cause="仓库货物被盗", description="发现后清点损失，一直没有报案。")
    found = standing("cargo-inland", "涉嫌盗窃、诈骗的", event)
    assert found.status is BROKEN
    assert "“一直没有报案”" in found.why


def test_police_told_the_same_day() -> None:
    event = Event(cause="仓库货物被盗", description="当天报警，民警到场勘查。")
    assert standing("cargo-inland", "涉嫌盗窃、诈骗的", event).status is KEPT


def test_no_police_report_is_no_breach_where_no_crime_is_told() -> None:
    event = Event(cause="顾客滑倒", description="店员送医，未报警。")
    found = standing("liability-public", "涉嫌犯罪的", event)
    assert found.status is UNKNOWN
    assert found.questions[0].about == "/event/facts/crime_suspected"


def test_settlement_without_consent() -> None:
    event = Event(description="未经保险公司同意，店方与伤者达成和解。")
    found = standing("liability-public", "没有保险人的书面同意", event)
    assert (found.status, found.effect) == (BROKEN, Effect.REDUCTION)
    assert found.consequence_source is not None


def test_a_settlement_alone_says_nothing_of_consent() -> None:
    found = standing("liability-public", "没有保险人的书面同意", Event(description="已与伤者达成和解。"))
    assert found.status is UNKNOWN
    assert found.questions[0].about == "/event/facts/consent_to_settlement"


def test_premium_paid_after_the_event() -> None:
    event = Event(occurred=at("2025-06-01"), facts={"premium_paid_on": "2025-06-02"})
    found = standing("motor-commercial", "投保人应当在本合同成立时交清保险费", event)
    assert (found.status, found.effect, found.only_if) == (BROKEN, Effect.WHOLE, ())
    assert found.consequence == "交清之前发生的事故，保险人不承担赔偿责任"
    before = Event(occurred=at("2025-06-01"), facts={"premium_paid_on": "2025-05-31"})
    assert standing("motor-commercial", "投保人应当在本合同成立时", before).status is KEPT
    same = Event(occurred=at("2025-06-01"), facts={"premium_paid_on": "2025-06-01"})
    assert standing("motor-commercial", "投保人应当在本合同成立时", same).status is UNKNOWN


def test_mitigation_not_done_costs_what_was_enlarged() -> None:
    found = standing("cargo-inland", "遇有货损", Event(description="货物受潮后没有采取任何措施"))
    assert (found.status, found.effect) == (BROKEN, Effect.ENLARGED)


def test_untrue_disclosure_asks_for_fault_before_it_costs() -> None:
    found = standing(
        "liability-public", "保险人就承保场所和经营状况提问的", Event(facts={"disclosure_true": False})
    )
    assert (found.status, found.effect) == (BROKEN, Effect.RESCISSION)
    assert found.only_if == ("故意或因重大过失", "足以左右")
    assert len(found.further) == 2


def test_intent_brings_forward_the_sentence_on_intent() -> None:
    event = Event(facts={"disclosure_true": False, "disclosure_fault": "故意"})
    found = standing("liability-public", "保险人就承保场所和经营状况提问的", event)
    assert found.consequence.startswith("属于故意隐瞒的")
    assert (found.effect, found.only_if) == (Effect.WHOLE, ())


def test_risk_that_did_not_increase_asks_for_no_notice() -> None:
    event = Event(facts={"risk_increased": False})
    found = standing("motor-commercial", "家庭自用车改作网约车", event)
    assert found.status is KEPT
    assert "未触发" in found.why


def test_increased_risk_not_notified_depends_on_causation() -> None:
    event = Event(facts={"risk_increased": True, "risk_change_notified": False})
    found = standing("motor-commercial", "家庭自用车改作网约车", event)
    assert (found.status, found.effect) == (BROKEN, Effect.WHOLE)
    assert found.only_if
    apart = Event(facts={"risk_increased": True, "risk_change_notified": False, "risk_change_caused": False})
    assert standing("motor-commercial", "家庭自用车改作网约车", apart).effect is Effect.NONE


def test_waiver_of_recourse_is_a_condition_without_a_duty_of_its_own() -> None:
    event = Event(description="第三方原因造成火灾，被保险人放弃向责任方索赔。")
    found = standing("liability-public", "保险人赔付前，被保险人放弃", event)
    assert (found.status, found.effect) == (BROKEN, Effect.WHOLE)


def test_repair_before_inspection() -> None:
    found = standing("motor-commercial", "受损车辆修理前", Event(description="事故后自行修好车辆"))
    assert (found.status, found.effect) == (BROKEN, Effect.UNVERIFIABLE)


def test_papers_not_yet_there_are_asked_for() -> None:
    event = Event(documents=("索赔申请表",))
    found = standing("liability-public", "被保险人索赔时，应当提交下列单证", event)
    assert found.status is UNKNOWN
    assert found.questions[0].about == "/event/documents"
    assert "保险单" in found.questions[0].ask


def test_no_other_insurance() -> None:
    words = "被保险人应当将重复投保的情况"
    assert standing("cargo-inland", words, Event(other_insurance=())).status is KEPT
    assert standing("cargo-inland", words, Event(other_insurance=(OtherInsurance(),))).status is UNKNOWN


def test_each_measure_of_safety_has_its_own_answer() -> None:
    event = Event(facts={"precautions_taken": False, "precautions_taken@第二十四条（二）": False})
    backup = standing("cyber-response", "关键数据每周至少离线备份一次", event)
    patches = standing("cyber-response", "高危补丁发布后14日内完成安装", event)
    assert (backup.status, backup.effect) == (BROKEN, Effect.REDUCTION)
    assert patches.status is UNKNOWN
    assert patches.questions[0].about == "/event/facts/precautions_taken@第二十四条（三）"


def test_fact_and_words_that_disagree_settle_nothing() -> None:
    event = Event(cause="货物被盗", description="未报警", facts={"reported_to_police": True})
    found = standing("cargo-inland", "涉嫌盗窃、诈骗的", event)
    assert found.status is UNKNOWN
    assert "不一致" in found.why


# --- consequences ----------------------------------------------------------------------------------------


def test_a_later_article_names_the_items_it_sanctions() -> None:
    found = standing("property-allrisks", "立即通知保险人，最迟不超过24小时", Event())
    assert found.consequence_source is not None
    assert found.consequence_source.path == "八（七）"
    untouched = standing("property-allrisks", "在保险人查勘以前，不得移动", Event())
    assert untouched.effect is Effect.NONE


def test_a_sanction_on_named_items_spares_the_others() -> None:
    assert standing("guarantee-loan", "放款前当面核实", Event()).effect is Effect.NONE
    assert standing("guarantee-loan", "放款后每季度检查一次", Event()).effect is Effect.ENLARGED


def test_a_sanction_on_all_articles_above() -> None:
    read = text_of(
        "被保险人应当遵守国家有关消防的规定，加强安全检查。",
        "保险事故发生后，被保险人应当采取合理的施救措施，防止损失扩大。",
        "被保险人不履行上述各条规定的义务的，保险人有权拒绝赔偿。",
    )
    assert [each.effect for each in checked(read, Event())] == [Effect.WHOLE, Effect.WHOLE]


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("对因此扩大的损失，保险人不承担赔偿责任", Effect.ENLARGED),
        ("保险人对无法确定的部分不承担赔偿责任", Effect.UNVERIFIABLE),
        ("致使原因不明的，保险人不承担赔偿责任", Effect.WHOLE),
        ("保险人有权解除合同", Effect.RESCISSION),
        ("保险人无权解除合同", Effect.NONE),
        ("保险人按50%的比例减少赔偿", Effect.REDUCTION),
        ("本合同不生效", Effect.WHOLE),
        ("视为已送达", Effect.NONE),
    ],
)
def test_what_the_words_take(text: str, effect: Effect) -> None:
    assert effect_of(text) is effect


# --- lists and vocabulary ----------------------------------------------------------------------------------


def test_duties_of_the_insurer_and_of_addresses_are_not_listed() -> None:
    quotes = " ".join(each.source.quote for each in list_duties(own("accident-group")))
    assert "拒付通知书" not in quotes
    assert "名称、地址或者联系人变更" not in quotes


def test_every_fact_has_a_name_and_a_question() -> None:
    vocabulary = {fact.key: fact for fact in fact_vocabulary()}
    for key in ("reported_to_police", "premium_paid", "disclosure_true", "risk_change_notified", "mitigated"):
        assert vocabulary[key].ask.endswith("？")
    assert len(vocabulary) >= 40


# --- properties ----------------------------------------------------------------------------------------------

MOMENTS = st.builds(
    Moment,
    st.dates(date(2025, 1, 1), date(2025, 1, 5)),
    st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)


@given(MOMENTS, MOMENTS)
def test_a_day_after_the_limit_is_late_and_a_day_before_is_not(actual: Moment, limit: Moment) -> None:
    late = is_late(actual, limit)
    if actual.day != limit.day:
        assert late is (actual.day > limit.day)
    elif limit.clock is None:
        assert late is False
    else:
        assert (late is None) is (actual.clock is None)


@settings(deadline=None, max_examples=50)
@given(st.text("未没有报警案当天公安机关，。立即通知保险公司施救", max_size=40))
def test_nothing_is_broken_without_words_that_say_so(story: str) -> None:
    claim = Claim("条款", Event(cause="货物被盗", description=story))
    for found in duties(own("cargo-inland"), claim, ()):
        if found.status is BROKEN:
            assert any(
                f"“{clause}”" in found.why for clause in story.replace("，", "。").split("。") if clause
            )
