"""Duties and papers of the shared documents, by figures only; skipped where the documents are not here."""

from functools import lru_cache
from pathlib import Path

import pytest

from extractor.adjustment.duties import duties
from extractor.adjustment.papers import papers
from extractor.claim import Claim, Event, Moment
from extractor.determination import DutyStanding, DutyStatus, Effect
from extractor.extraction import extract
from extractor.facts import facts_of
from extractor.records import Extraction
from extractor.timeline import timetable
from tests.adjustment.test_duties import at

SHARED = Path(__file__).parents[3] / "shared" / "docs"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")


@lru_cache(maxsize=10)
def shared(name: str) -> Extraction:
    """One of the shared documents, read once."""
    return extract((SHARED / f"{name}.txt").read_bytes(), f"{name}.txt")


def at_path(name: str, path: str, event: Event) -> DutyStanding:
    """The first duty that stands there."""
    read, claim = shared(name), Claim(name, event)
    found = duties(read, claim, timetable(read, facts_of(event, claim.schedule)))
    return next(each for each in found if each.source.path == path)


@pytest.mark.parametrize(("notified", "status"), [("2025-06-11", "kept"), ("2025-06-12", "broken")])
def test_ten_days_of_a_life_policy(notified: str, status: str) -> None:
    # Known on 1 June, the first day not counted: ten days end with 11 June.
    event = Event(discovered=at("2025-06-01"), notified=at(notified))
    found = at_path("lian-term-life", "3.2", event)
    assert found.status == status
    assert (found.effect, bool(found.only_if)) == (Effect.UNVERIFIABLE, True)


def test_account_funds_in_words() -> None:
    event = Event(cause="账户被盗刷", description="没有挂失，也没有报警。")
    mitigation = at_path("tianan-account-funds", "第二十四条（一）", event)
    police = at_path("tianan-account-funds", "第二十四条（四）", event)
    assert (mitigation.status, mitigation.effect) == (DutyStatus.BROKEN, Effect.ENLARGED)
    assert (police.status, police.effect) == (DutyStatus.BROKEN, Effect.ENLARGED)


def test_account_funds_paid_after_the_loss() -> None:
    event = Event(occurred=Moment(at("2025-06-01").day), facts={"premium_paid_on": "2025-06-03"})
    found = at_path("tianan-account-funds", "第二十条", event)
    assert (found.status, found.effect, found.only_if) == (DutyStatus.BROKEN, Effect.WHOLE, ())


def test_a_bank_statement_is_a_record_of_the_flow_of_funds() -> None:
    event = Event(cause="账户被盗刷", documents=("电子保单", "银行对账单", "报案回执"))
    found = {each.source.path: each for each in papers(shared("tianan-account-funds"), event)}
    assert found["第二十七条（四）"].given == "银行对账单"
    assert found["第二十七条（八）"].present is True
    assert found["第二十七条（六）"].present is False


def test_cargo_papers_one_by_one() -> None:
    event = Event(cause="货物短少", documents=("保单", "海运提单", "商业发票", "箱单", "过磅单", "短卸证明"))
    first = papers(shared("ocean-cargo"), event)[0]
    assert first.present is False
    assert len(first.lacking) == 2  # of eight: the survey report and the list of claims
