"""Claims, deadlines and calculators through the client."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from api.analysis.orders import Kind
from api.claims.calculators import BreachIn
from api.claims.form import CaseIn, EventIn, ScheduleIn
from api.client import ApiProblem, Client
from api.service.wire.analyses import SubjectIn
from extractor.claim import Moment
from tests.claims.cases import CLAUSES, EVENT, SCHEDULE
from tests.service.office import Office


@pytest.fixture(name="clauses")
def _clauses(office: Office) -> str:
    return office.document(CLAUSES, "财产条款.txt")


def test_a_claim_is_checked_and_kept(client: Client, clauses: str) -> None:
    event, schedule = EventIn.model_validate(EVENT), ScheduleIn.model_validate(SCHEDULE)
    found = client.check_claim(clauses, event, schedule=schedule)
    assert (found.payout.amount, found.period.status) == (50000, "inside")
    case = CaseIn(event=event, schedule=schedule)
    made = client.create_analysis(Kind.CLAIM, [SubjectIn(document_id=clauses)], claim=case)
    kept = client.get_analysis_result(made.id).claim
    assert kept is not None and kept.payout.amount == 50000
    with pytest.raises(ApiProblem) as caught:
        client.check_claim(clauses, EventIn.model_validate({**EVENT, "discovered": "2025-05-01"}))
    assert [one.pointer for one in caught.value.errors] == ["/event/discovered"]


def test_a_batch_is_sent_and_its_results_are_got(
    client: Client, office: Office, clauses: str, tmp_path: Path
) -> None:
    made = client.create_claim_batch(
        [{"schedule": SCHEDULE, "event": EVENT}], document_id=clauses, name="六月"
    )
    office.work()
    assert made.job_id is not None
    assert client.wait(made.job_id).done == 1
    assert [one.name for one in client.list_claim_batches()] == ["六月"]
    assert client.export_claim_batch(made.id, "csv").save(tmp_path).name == "六月.csv"
    client.delete_claim_batch(made.id)
    assert list(client.list_claim_batches()) == []
    template = client.get_claim_template(format="csv")
    filled = template.content + "甲,没有这份文档\n".encode()
    assert client.upload_claim_batch(("案件.csv", filled)).failed == 1


def test_days_and_decimals_may_be_values(client: Client, clauses: str) -> None:
    items = client.list_deadlines(clauses, facts={"complete_documents": Moment(date(2025, 7, 20))}).items
    assert [one.due for one in items if one.path == "第五条"] == ["2025-08-19"]
    refund = client.calculate_refund(
        clauses,
        by="policyholder",
        on=date(2024, 12, 20),
        start=date(2025, 1, 1),
        end=date(2025, 12, 31),
        premium=Decimal("12000.10"),
    )
    # 12000.10 less 5 % is 11400.095
    assert refund.amount == 11400.1
    assert client.calculate_penalties(clauses, [BreachIn(what="逾期")]).amount is None
