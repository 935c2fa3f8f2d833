"""What cannot be so in a claim is named by its field."""

from datetime import date, time
from decimal import Decimal

import pytest

from extractor.claim import Bound, Claim, Event, Loss, Moment, OtherInsurance, Schedule
from extractor.contradictions import contradictions

MAY, JUNE = Moment(date(2025, 5, 1)), Moment(date(2025, 6, 1))


def fields_of(event: Event | None = None, schedule: Schedule | None = None) -> list[str]:
    claim = Claim("条款", event or Event(), schedule or Schedule())
    return [each.field for each in contradictions(claim)]


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (Event(occurred=JUNE, discovered=MAY), "/event/discovered"),
        (Event(occurred=JUNE, notified=MAY), "/event/notified"),
        (Event(discovered=JUNE, notified=MAY), "/event/notified"),
        (Event(occurred=JUNE, claimed=MAY), "/event/claimed"),
        (Event(occurred=JUNE, complete_documents=MAY), "/event/complete_documents"),
        (Event(losses=(Loss("货物", Decimal(-1)),)), "/event/losses/0/amount"),
        (Event(recovered=Decimal(-1)), "/event/recovered"),
        (Event(paid_before=Decimal("-0.01")), "/event/paid_before"),
        (Event(losses=(Loss("货物", Decimal(10)),), recovered=Decimal(11)), "/event/recovered"),
        (Event(other_insurance=(OtherInsurance(Decimal(5), Decimal(6)),)), "/event/other_insurance/0/paid"),
        (Event(other_insurance=(OtherInsurance(Decimal(-5)),)), "/event/other_insurance/0/limit"),
    ],
)
def test_an_impossible_event_names_its_field(event: Event, field: str) -> None:
    assert fields_of(event) == [field]


@pytest.mark.parametrize(
    ("schedule", "field"),
    [
        (Schedule(start=date(2025, 2, 1), end=date(2025, 1, 1)), "/schedule/period/to"),
        (Schedule(start=date(2025, 2, 1), retroactive_from=date(2025, 3, 1)), "/schedule/retroactive_from"),
        (Schedule(premium=Decimal(-1)), "/schedule/premium"),
        (Schedule(limits=(Bound("aggregate", Decimal(-1)),)), "/schedule/limits/0/amount"),
        (Schedule(deductibles=(Bound("deductible", rate=Decimal(10)),)), "/schedule/deductibles/0/rate"),
        (Schedule(limits=(Bound("aggregate"),)), "/schedule/limits/0"),
        (
            Schedule(limits=(Bound("aggregate", Decimal(1)), Bound("aggregate", Decimal(2)))),
            "/schedule/limits/1",
        ),
    ],
)
def test_an_impossible_schedule_names_its_field(schedule: Schedule, field: str) -> None:
    assert fields_of(schedule=schedule) == [field]


def test_more_paid_than_the_aggregate_limit() -> None:
    schedule = Schedule(limits=(Bound("aggregate", Decimal(100)),))
    assert fields_of(Event(paid_before=Decimal(100)), schedule) == []
    assert fields_of(Event(paid_before=Decimal(101)), schedule) == ["/event/paid_before"]


def test_a_day_without_its_time_contradicts_nothing_on_the_same_day() -> None:
    morning = Moment(JUNE.day, time(9))
    assert fields_of(Event(occurred=morning, notified=JUNE)) == []
    assert fields_of(Event(occurred=morning, notified=Moment(JUNE.day, time(8)))) == ["/event/notified"]


def test_a_full_and_possible_claim_has_no_contradiction() -> None:
    schedule = Schedule(
        date(2025, 1, 1),
        date(2025, 12, 31),
        date(2024, 1, 1),
        (Bound("aggregate", Decimal(100)), Bound("per_item", Decimal(5), name="单一账户")),
        (Bound("deductible", Decimal(1), Decimal("0.1")),),
        Decimal(9),
    )
    event = Event(MAY, MAY, JUNE, JUNE, JUNE, losses=(Loss("账户", Decimal(9)),), recovered=Decimal(9))
    assert fields_of(event, schedule) == []
