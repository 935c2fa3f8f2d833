"""The facts that set off a clock, and where a claim tells them."""

from datetime import date
from decimal import Decimal

from extractor.claim import Event, Moment, Schedule
from extractor.facts import FACT_NAMES, Fact, facts_of, unread_facts
from tests.timeline.clauses import day


def test_every_fact_has_a_chinese_name() -> None:
    assert set(FACT_NAMES) == set(Fact)
    assert len(set(FACT_NAMES.values())) == len(FACT_NAMES)
    assert all("\u4e00" <= name[0] <= "\u9fff" for name in FACT_NAMES.values())


def test_what_a_claim_tells() -> None:
    event = Event(
        occurred=day("2025-06-01T03:20"),
        claimed=day("2025-07-10"),
        facts={"agreement_reached": "2025-08-01", "decided": "2025-07-30T16:30", "reported_to_police": True},
    )
    assert facts_of(event, Schedule(date(2025, 1, 1), date(2025, 12, 31))) == {
        "occurred": day("2025-06-01T03:20"),
        "claimed": day("2025-07-10"),
        "agreement_reached": day("2025-08-01"),
        "decided": day("2025-07-30T16:30"),
        "period_start": day("2025-01-01"),
        "period_end": day("2025-12-31"),
    }


def test_nothing_is_inferred() -> None:
    assert facts_of(Event(), Schedule()) == {}
    assert "discovered" not in facts_of(Event(occurred=day("2025-06-01")), Schedule())


def test_a_field_is_preferred_to_an_entry_of_the_same_key() -> None:
    event = Event(claimed=day("2025-07-10"), facts={"claimed": "2025-07-11", "notified": "2025-06-02"})
    assert facts_of(event, Schedule()) == {"claimed": day("2025-07-10"), "notified": day("2025-06-02")}


def test_moments_with_an_offset_are_beijing_time() -> None:
    event = Event(facts={"decided": "2025-07-30T20:00:00Z"})
    assert facts_of(event, Schedule())["decided"] == Moment(date(2025, 7, 31), day("2025-07-31T04:00").clock)


def test_what_is_no_date_is_named_not_guessed() -> None:
    event = Event(facts={"decided": "七月底", "contract_made": True, "claimed": Decimal(20250710), "x": "y"})
    assert facts_of(event, Schedule()) == {}
    assert set(unread_facts(event)) == {"decided", "contract_made", "claimed"}
