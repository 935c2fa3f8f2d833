"""Claim checks, deadlines and calculators (理赔核定、期限、计算). Days and moments may be dates, or text in ISO form."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from types import MappingProxyType
from typing import Any, Literal, TypedDict, Unpack

from api.claims.calculators import BreachIn
from api.claims.form import Amount, Day, EventIn, ScheduleIn, When
from api.client.calling import Call, at, once
from api.client.files import Download, File, download, opened
from api.client.part import Part
from api.service.wire.claims import (
    CalculationOut,
    ClaimBatchOut,
    ClaimBatchPage,
    ClaimFormOut,
    DeterminationOut,
    PeriodStandingOut,
    PlanOut,
    TimelineOut,
)

_NO_GRADES: Sequence[int] = []
_NONE: Mapping[str, Any] = MappingProxyType({})


class RefundFields(TypedDict, total=False):
    """The end of a contract, as the API has it; what is not said is asked for."""

    by: Literal["policyholder", "insurer", "agreement"] | None
    on: Day | None
    start: Day | None
    end: Day | None
    premium: Amount | None
    annual_premium: Amount | None
    paid: Amount | None
    paid_on: Day | None
    limit: Amount | None
    received: Day | None
    fee: Amount | None
    cash_value: Amount | None
    net_premium: Amount | None
    barred: bool | None
    figures: Mapping[str, Amount]


class WaitingFields(TypedDict, total=False):
    """When the cover began and the event set in."""

    effective: Day | None
    day: Day | None
    renewal: bool | None
    accident: bool | None
    reinstated: Day | None
    agreed_days: int | None


class Claims(Part):
    """Claims checked against documents (理赔核定). ``page_size`` is how many are got at once."""

    def check_claim(
        self, document: str, event: EventIn, *, schedule: ScheduleIn | None = None
    ) -> DeterminationOut:
        """What the document of that id says of a claim; nothing is kept. ApiProblem 422 names contradictory fields."""
        body = {"document": document, "event": event, "schedule": schedule}
        return self._connection.ask(Call("POST", at("claims", "check"), body=body), DeterminationOut)

    def get_claim_template(self, *, format: Literal["xlsx", "csv"] = "xlsx") -> Download:
        """An empty table of claims to fill in."""
        return download(self._connection.send(Call("GET", at("claims", "template"), {"format": format})))

    def create_claim_batch(
        self, claims: Sequence[Mapping[str, Any]], *, document_id: str = "", name: str = ""
    ) -> ClaimBatchOut:
        """Have many claims checked by the job that ``job_id`` names; ``document_id`` is that of claims that name none."""
        body = {"claims": list(claims), "document_id": document_id, "name": name}
        call = Call("POST", at("claims", "batches"), body=body, headers=once())
        return self._connection.ask(call, ClaimBatchOut)

    def upload_claim_batch(self, file: File, *, document_id: str = "") -> ClaimBatchOut:
        """As create_claim_batch, from an xlsx, csv, jsonl or json file. Raises OSError where it cannot be opened."""
        with ExitStack() as stack:
            call = Call(
                "POST",
                at("claims", "batches", "files"),
                {"document_id": document_id},
                files=opened("file", [file], stack),
                headers=once(),
            )
            return self._connection.ask(call, ClaimBatchOut)

    def list_claim_batches(self, *, page_size: int = 50) -> Iterator[ClaimBatchOut]:
        """Batches of the workspace, the newest first."""
        return self._connection.list(at("claims", "batches"), ClaimBatchPage, {"limit": page_size})

    def get_claim_batch(self, batch_id: str) -> ClaimBatchOut:
        """How far the batch has come."""
        return self._connection.ask(Call("GET", at("claims", "batches", batch_id)), ClaimBatchOut)

    def export_claim_batch(self, batch_id: str, format: Literal["jsonl", "csv", "xlsx"]) -> Download:
        """What the claims came to: jsonl in full, csv and xlsx one row a claim. ApiProblem 409 while it runs."""
        call = Call("GET", at("claims", "batches", batch_id, "results"), {"format": format})
        return download(self._connection.send(call))

    def delete_claim_batch(self, batch_id: str) -> None:
        """Remove the batch with its claims and results."""
        self._connection.send(Call("DELETE", at("claims", "batches", batch_id)))


class Calculations(Part):
    """Deadlines and calculators on the terms of one document (期限与计算)."""

    def get_claim_form(self, document_id: str) -> ClaimFormOut:
        """What a claim under the document must tell: limits, facts, papers, dates, each with the words that ask for it."""
        return self._connection.ask(Call("GET", at("documents", document_id, "claim-form")), ClaimFormOut)

    def list_deadlines(self, document_id: str, *, facts: Mapping[str, When] = _NONE) -> TimelineOut:
        """Every deadline of the document, dated where ``facts`` start its clock. ApiProblem 422 for unknown facts."""
        call = Call("POST", at("documents", document_id, "deadlines"), body={"facts": facts})
        return self._connection.ask(call, TimelineOut)

    def export_deadlines(
        self, document_id: str, format: Literal["ics", "xlsx"], *, facts: Mapping[str, When] = _NONE
    ) -> Download:
        """The deadlines as a calendar or a table."""
        place = at("documents", document_id, "deadlines", "export")
        return download(self._connection.send(Call("POST", place, {"format": format}, body={"facts": facts})))

    def calculate_refund(self, document_id: str, **asked: Unpack[RefundFields]) -> CalculationOut:
        """What is given back of the premium when the contract ends before its time."""
        return self._calculated(document_id, "refund", asked)

    def calculate_premium_adjustment(
        self,
        document_id: str,
        *,
        prepaid: Amount | None = None,
        expected: Amount | None = None,
        actual: Amount | None = None,
        rate: Amount | None = None,
        minimum: Amount | None = None,
    ) -> CalculationOut:
        """The difference between the real and the prepaid premium: positive is paid up, negative given back."""
        asked = {"prepaid": prepaid, "expected": expected, "actual": actual, "rate": rate, "minimum": minimum}
        return self._calculated(document_id, "premium-adjustment", asked)

    def calculate_penalties(
        self, document_id: str, breaches: Sequence[BreachIn], *, price: Amount | None = None
    ) -> CalculationOut:
        """What the breaches of a contract cost by its penalty article."""
        return self._calculated(document_id, "penalties", {"breaches": list(breaches), "price": price})

    def check_waiting_period(self, document_id: str, **asked: Unpack[WaitingFields]) -> PeriodStandingOut:
        """Whether the event falls into the waiting period."""
        call = Call("POST", at("documents", document_id, "waiting-period"), body=asked)
        return self._connection.ask(call, PeriodStandingOut)

    def check_survival_period(
        self,
        document_id: str,
        *,
        diagnosed: Day | None = None,
        died: Day | None = None,
        alive_on: Day | None = None,
    ) -> PeriodStandingOut:
        """Whether the person has lived as long after the diagnosis as the text asks."""
        asked = {"diagnosed": diagnosed, "died": died, "alive_on": alive_on}
        call = Call("POST", at("documents", document_id, "survival-period"), body=asked)
        return self._connection.ask(call, PeriodStandingOut)

    def calculate_disability_benefit(
        self,
        document_id: str,
        *,
        grades: Sequence[int] = _NO_GRADES,
        sum_insured: Amount | None = None,
        paid_before: Amount | None = None,
        prior_grade: int | None = None,
    ) -> CalculationOut:
        """The benefit for the grades of one accident's injuries (1 gravest … 10)."""
        asked = {"grades": list(grades), "sum_insured": sum_insured}
        rest = {"paid_before": paid_before, "prior_grade": prior_grade}
        return self._calculated(document_id, "disability-benefit", {**asked, **rest})

    def calculate_benefit_by_age(
        self,
        document_id: str,
        *,
        age: int | None = None,
        sum_insured: Amount | None = None,
        premiums_paid: Amount | None = None,
        cash_value: Amount | None = None,
        name: str = "",
    ) -> CalculationOut:
        """The benefit by the text's table of ages."""
        asked = {"age": age, "sum_insured": sum_insured, "premiums_paid": premiums_paid}
        return self._calculated(
            document_id, "benefit-by-age", {**asked, "cash_value": cash_value, "name": name}
        )

    def calculate_hospital_allowance(
        self,
        document_id: str,
        *,
        days: int | None = None,
        daily: Amount | None = None,
        deductible_days: int | None = None,
        days_before: int | None = None,
    ) -> CalculationOut:
        """The allowance for one stay in hospital."""
        asked = {"days": days, "daily": daily, "deductible_days": deductible_days, "days_before": days_before}
        return self._calculated(document_id, "hospital-allowance", asked)

    def list_instalments(
        self,
        document_id: str,
        *,
        total: Amount | None = None,
        facts: Mapping[str, When] = _NONE,
        name: str = "",
    ) -> PlanOut:
        """The instalments that the text sets, with amounts and days."""
        call = Call(
            "POST",
            at("documents", document_id, "instalments"),
            body={"total": total, "facts": facts, "name": name},
        )
        return self._connection.ask(call, PlanOut)

    def list_periodic_instalments(
        self,
        document_id: str,
        *,
        total: Amount | None = None,
        each: Amount | None = None,
        first: Day | None = None,
        count: int | None = None,
        frequency: Literal["monthly", "quarterly", "half_yearly", "yearly"] | None = None,
    ) -> PlanOut:
        """Every instalment of a premium that is paid by period."""
        asked = {"total": total, "each": each, "first": first, "count": count, "frequency": frequency}
        call = Call("POST", at("documents", document_id, "periodic-instalments"), body=asked)
        return self._connection.ask(call, PlanOut)

    def _calculated(self, document_id: str, what: str, asked: Mapping[str, Any]) -> CalculationOut:
        call = Call("POST", at("documents", document_id, what), body=asked)
        return self._connection.ask(call, CalculationOut)
