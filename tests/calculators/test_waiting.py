"""Waiting and survival periods."""

from dataclasses import replace
from datetime import date

import pytest

from extractor.calculators import Onset, Survival, survival, waiting
from extractor.determination import PeriodStatus
from tests.calculators.reading import own, shared, text

CASE = Onset(effective=date(2025, 1, 1), renewal=False, accident=False)


@pytest.mark.parametrize(
    ("document", "day", "status"),
    [
        # 180 days from 1 January: 30 June is day 180 after it; whether the first counts is open on that day
        ("critical-illness", date(2025, 6, 29), PeriodStatus.INSIDE),
        ("critical-illness", date(2025, 6, 30), PeriodStatus.UNKNOWN),
        ("critical-illness", date(2025, 7, 1), PeriodStatus.OUTSIDE),
        ("medical-inpatient", date(2025, 1, 30), PeriodStatus.INSIDE),  # 30 days
        ("medical-inpatient", date(2025, 2, 1), PeriodStatus.OUTSIDE),
        ("liability-public", date(2025, 1, 2), PeriodStatus.OUTSIDE),  # no waiting period
    ],
)
def test_days_and_the_period(document: str, day: date, status: PeriodStatus) -> None:
    assert waiting(own(document), replace(CASE, day=day)).status is status


def test_an_accident_and_a_renewal_are_exempt_where_the_text_says_so() -> None:
    inside = replace(CASE, day=date(2025, 1, 10))
    accident = waiting(own("medical-inpatient"), replace(inside, accident=True))
    renewal = waiting(own("medical-inpatient"), replace(inside, renewal=True))
    assert (accident.status, renewal.status) == (PeriodStatus.OUTSIDE, PeriodStatus.OUTSIDE)
    assert "意外" in accident.evidence[0].quote
    open_ = waiting(own("medical-inpatient"), Onset(effective=date(2025, 1, 1), day=date(2025, 1, 10)))
    assert [question.about for question in open_.questions] == ["/accident", "/renewal"]
    no_exemption = waiting(own("critical-illness"), replace(inside, renewal=True))
    assert no_exemption.status is PeriodStatus.INSIDE


def test_reinstatement_begins_it_anew() -> None:
    """90 days from 1 June reach to 30 August."""
    late = replace(CASE, day=date(2025, 8, 1), reinstated=date(2025, 6, 1))
    assert waiting(own("life-decimal"), late).status is PeriodStatus.INSIDE
    assert waiting(own("life-decimal"), replace(late, reinstated=None)).status is PeriodStatus.OUTSIDE


def test_the_schedule_states_the_length() -> None:
    words = "某人寿保险股份有限公司\n疾病保险条款\n第一条 等待期由双方商定并写入保险单，至多180天。\n"
    asked = waiting(text(words), replace(CASE, day=date(2025, 1, 20)))
    assert [question.about for question in asked.questions] == ["/agreed_days"]
    known = replace(CASE, day=date(2025, 1, 20), agreed_days=10)
    assert waiting(text(words), known).status is PeriodStatus.OUTSIDE
    assert waiting(text(words), replace(known, agreed_days=60)).status is PeriodStatus.INSIDE


def test_the_real_default_is_asked_for() -> None:
    standing = waiting(shared("pingan-women-disease"), replace(CASE, day=date(2025, 1, 20)))
    assert standing.status is PeriodStatus.UNKNOWN
    assert [question.about for question in standing.questions] == ["/agreed_days"]


def test_dates_reversed_name_the_field() -> None:
    standing = waiting(own("life-decimal"), replace(CASE, day=date(2024, 1, 1)))
    assert (standing.status, [question.about for question in standing.questions]) == (
        PeriodStatus.UNKNOWN,
        ["/day"],
    )


SURVIVAL = "某人寿保险股份有限公司\n疾病保险条款\n第一条 被保险人自确诊之日起至少生存28日的，我们给付重大疾病保险金。\n"


@pytest.mark.parametrize(
    ("case", "status"),
    [
        (Survival(date(2025, 2, 1), died=date(2025, 2, 28)), PeriodStatus.INSIDE),  # 27 days
        (Survival(date(2025, 2, 1), died=date(2025, 3, 1)), PeriodStatus.OUTSIDE),  # 28 days
        (Survival(date(2025, 2, 1), alive_on=date(2025, 3, 5)), PeriodStatus.OUTSIDE),
        (Survival(date(2025, 2, 1), alive_on=date(2025, 2, 5)), PeriodStatus.UNKNOWN),
        (Survival(), PeriodStatus.UNKNOWN),
    ],
)
def test_survival(case: Survival, status: PeriodStatus) -> None:
    assert survival(text(SURVIVAL), case).status is status


def test_survival_not_asked_and_reversed() -> None:
    assert "未载明" in survival(own("liability-public"), Survival(date(2025, 1, 1))).why
    wrong = survival(text(SURVIVAL), Survival(date(2025, 2, 1), died=date(2025, 1, 1)))
    assert [question.about for question in wrong.questions] == ["/died"]
