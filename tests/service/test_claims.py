"""Claim checks over HTTP: one at once, saved as an analysis, many as a job; deadlines and calculators."""

import csv
import io
import json
from typing import Any

import icalendar  # type: ignore[import-untyped]
import openpyxl
import pytest

from api.service.wire.claims import ClaimFormOut, DeterminationOut
from tests.claims.cases import CLAUSES, EVENT, SCHEDULE
from tests.service.office import Office


@pytest.fixture(name="clauses")
def _clauses(office: Office) -> str:
    return office.document(CLAUSES, "财产条款.txt")


def _check(office: Office, document: str, **changes: Any) -> dict[str, Any]:
    body = {"document": document, "schedule": SCHEDULE, "event": {**EVENT, **changes}}
    answer = office.client.post("/v1/claims/check", json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_claim_is_answered_with_its_sources(office: Office, clauses: str) -> None:
    told = _check(office, clauses)
    DeterminationOut.model_validate(told)
    text = office.client.get(f"/v1/documents/{clauses}/text").json()["text"]
    lines = [*told["coverage"], *told["exclusions"], *told["documents"], *told["timeline"]]
    assert lines
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in lines)
    fire = next(one for one in told["coverage"] if one["status"] == "met")
    assert fire["path"] == "第一条"
    record = office.client.get(f"/v1/records/{fire['record']}").json()
    assert (record["type"], record["start"]) == ("coverage", fire["start"])
    assert told["period"]["status"] == "inside"
    # 60000.55 - 5000 = 55000.55, at most 50000
    assert told["payout"]["amount"] == 50000
    assert sum(step["change"] for step in told["payout"]["steps"]) == pytest.approx(50000)
    assert [(one["quote"], one["status"]) for one in told["documents"]] == [
        ("保险单", "present"),
        ("损失清单", "missing"),
    ]
    # 2025-07-20 + 30 days
    assert [one["due"] for one in told["timeline"] if one["path"] == "第五条"] == ["2025-08-19"]
    assert "参考" in told["notice"]


def test_amounts_are_exact_to_the_cent(office: Office, clauses: str) -> None:
    told = _check(office, clauses, losses=[{"name": "货", "amount": "40000.33"}])
    assert told["payout"]["amount"] == 35000.33


def test_what_is_not_said_is_asked_for(office: Office, clauses: str) -> None:
    answer = office.client.post("/v1/claims/check", json={"document": clauses, "event": {"cause": "火灾"}})
    told = answer.json()
    about = {one["about"] for one in told["questions"]}
    assert told["verdict"] == "needs_information"
    assert told["payout"]["amount"] is None
    assert {"/schedule/period/from", "/event/occurred"} <= about


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"losses": [{"name": "货", "amount": -1}]}, "contradictory-claim", "/event/losses/0/amount"),
        ({"discovered": "2025-05-01"}, "contradictory-claim", "/event/discovered"),
        ({"occured": "2025-05-01"}, "invalid-request", "/event/occured"),
        ({"losses": [{"name": "货", "amount": "很多"}]}, "invalid-request", "/event/losses/0/amount"),
    ],
)
def test_contradictory_input_names_the_field(
    office: Office, clauses: str, change: dict[str, Any], code: str, pointer: str
) -> None:
    body = {"document": clauses, "schedule": SCHEDULE, "event": {**EVENT, **change}}
    answer = office.client.post("/v1/claims/check", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert pointer in [one["pointer"] for one in answer.json()["errors"]]


def test_a_check_is_kept_as_an_analysis_and_told_in_every_form(office: Office, clauses: str) -> None:
    asked = {
        "kind": "claim",
        "documents": [{"document_id": clauses}],
        "claim": {"schedule": SCHEDULE, "event": EVENT},
    }
    made = office.client.post("/v1/analyses", json=asked).json()
    assert (made["state"], made["name"]) == ("ready", "财产条款 理赔核定")
    assert made["tally"]["missing_documents"] == 1
    place = f"/v1/analyses/{made['id']}"
    answer = office.client.get(f"{place}/result").json()
    result = answer["claim"]
    assert answer["case"] == {"schedule": SCHEDULE, "event": EVENT}
    once = _check(office, clauses)
    assert DeterminationOut.model_validate(result | {"document": once["document"]}) == (
        DeterminationOut.model_validate(once)
    ), "the ids of records too"
    for form, start in (("html", b"<!doctype html>"), ("xlsx", b"PK"), ("docx", b"PK"), ("json", b"{")):
        answer = office.client.get(f"{place}/export", params={"format": form})
        assert (answer.status_code, answer.content.startswith(start)) == (200, True), form
    assert office.client.get(f"{place}/export", params={"format": "annotated"}).status_code == 422
    office.client.delete(f"/v1/documents/{clauses}")
    assert office.client.get(place).status_code == 404, "it goes with its document"


def test_a_claim_stands_where_it_belongs(office: Office, clauses: str) -> None:
    about = [{"document_id": clauses}]
    for body in (
        {"kind": "claim", "documents": about},
        {"kind": "law", "documents": about, "claim": {"event": {}}},
    ):
        answer = office.client.post("/v1/analyses", json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "claim-misplaced")
    wrong = {"kind": "claim", "documents": about, "claim": {"event": {"paid_before": -1}}}
    told = office.client.post("/v1/analyses", json=wrong).json()
    assert [one["pointer"] for one in told["errors"]] == ["/claim/event/paid_before"]


def test_personal_data_is_masked_on_demand(office: Office, clauses: str) -> None:
    asked = {"kind": "claim", "documents": [{"document_id": clauses}], "claim": {"event": EVENT}}
    made = office.client.post("/v1/analyses", json=asked).json()["id"]
    place = f"/v1/analyses/{made}/export"
    plain = office.client.get(place, params={"format": "json"}).text
    masked = office.client.get(place, params={"format": "json", "masked": True}).text
    assert json.loads(masked)["payout"]["amount"] == json.loads(plain)["payout"]["amount"]
    assert "李小龙" not in masked
    law = office.client.post("/v1/analyses", json={"kind": "law", "documents": [{"document_id": clauses}]})
    refused = office.client.get(
        f"/v1/analyses/{law.json()['id']}/export", params={"format": "json", "masked": True}
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "not-maskable")


def _table(*documents: str) -> bytes:
    heads = [
        "案件号",
        "条款",
        "保险起期",
        "保险止期",
        "出险时间",
        "出险原因",
        "损失1名称",
        "损失1金额",
        "每次事故限额",
        "免赔额",
    ]
    rows = [
        [f"A-{at}", one, "2025-01-01", "2025-12-31", "2025-06-01", "=火灾", "货", "60000", "50000", "5000"]
        for at, one in enumerate(documents)
    ]
    written = io.StringIO()
    csv.writer(written).writerows([heads, *rows])
    return written.getvalue().encode()


def test_many_claims_are_a_job(office: Office, clauses: str) -> None:
    data = _table(clauses, "财产条款", "没有这份", "") + b"A-9,,,,,,\n"
    sent = office.client.post("/v1/claims/batches/files", files={"file": ("六月.csv", data)})
    assert sent.status_code == 202, sent.text
    batch = sent.json()
    assert (batch["total"], batch["done"], batch["failed"]) == (5, 3, 3), (
        "what is wrong in itself is told at once"
    )
    place = f"/v1/claims/batches/{batch['id']}"
    unfinished = office.client.get(f"{place}/results", params={"format": "csv"})
    assert unfinished.json()["code"] == "batch-unfinished"
    office.work()
    job = office.client.get(f"/v1/jobs/{batch['job_id']}").json()
    assert (job["state"], job["kind"], job["done"], job["total"]) == ("succeeded", "claims", 5, 5)
    assert office.client.get(place).json()["state"] == "ready"
    lines = office.client.get(f"{place}/results", params={"format": "jsonl"}).text.splitlines()
    told = [json.loads(line) for line in lines]
    assert [one["row"] for one in told] == [2, 3, 4, 5, 6]
    assert [one.get("payout", {}).get("amount") for one in told] == [50000, 50000, None, None, None]
    assert told[2]["error"]["code"] == "document-not-found"
    assert told[3]["error"]["errors"][0]["pointer"] == "/document"
    table = office.client.get(f"{place}/results", params={"format": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["案件号"] for row in rows] == ["A-0", "A-1", "A-2", "A-3", "A-9"]
    assert rows[0]["应付（元）"] == "50000.0"
    assert rows[2]["结论"] == "未核定"
    content = office.client.get(f"{place}/results", params={"format": "xlsx"}).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.max_row == 6


def test_a_list_of_claims_is_a_job_done_once(office: Office, clauses: str) -> None:
    claims = [{"id": "甲", "schedule": SCHEDULE, "event": EVENT}, {"event": {"paid_before": "x"}}]
    body = {"claims": claims, "document_id": clauses, "name": "六月"}
    first, again = (
        office.client.post("/v1/claims/batches", json=body, headers={"Idempotency-Key": "k-2"}) for _ in "ab"
    )
    assert first.json() == again.json()
    office.work()
    listed = office.client.get("/v1/claims/batches").json()["items"]
    assert [(one["name"], one["total"], one["failed"]) for one in listed] == [("六月", 2, 1)]


def test_a_batch_goes_with_its_documents(office: Office, clauses: str) -> None:
    other = office.document(CLAUSES.replace("山雀", "喜鹊"), "另一份.txt")
    both = office.client.post(
        "/v1/claims/batches/files", files={"file": ("a.csv", _table(clauses, other))}
    ).json()
    single = office.client.post("/v1/claims/batches/files", files={"file": ("b.csv", _table(clauses))}).json()
    office.client.delete(f"/v1/documents/{clauses}")
    assert office.client.get(f"/v1/claims/batches/{single['id']}").status_code == 404
    assert office.client.get(f"/v1/jobs/{single['job_id']}").status_code == 404
    office.work()
    left = office.client.get(f"/v1/claims/batches/{both['id']}").json()
    assert (left["state"], left["total"]) == ("ready", 1)
    assert office.client.delete(f"/v1/claims/batches/{both['id']}").status_code == 204
    assert office.client.get(f"/v1/claims/batches/{both['id']}").status_code == 404


@pytest.mark.parametrize("named", ["doc_00000000000000000000", "没有这份条款"])
def test_an_unknown_document_names_the_field(office: Office, named: str) -> None:
    refused = office.client.post("/v1/claims/check", json={"document": named, "event": {}})
    assert refused.status_code == 404
    assert refused.json()["code"] == "document-not-found"
    assert [each["pointer"] for each in refused.json()["errors"]] == ["/document"]


def test_nobody_elsewhere_sees_or_uses_it(office: Office, clauses: str) -> None:
    batch = office.client.post("/v1/claims/batches/files", files={"file": ("a.csv", _table(clauses))}).json()
    stranger = office.elsewhere()
    assert stranger.get(f"/v1/claims/batches/{batch['id']}").status_code == 404
    assert stranger.get("/v1/claims/batches").json()["items"] == []
    assert stranger.post("/v1/claims/check", json={"document": clauses, "event": {}}).status_code == 404
    sent = stranger.post("/v1/claims/batches/files", files={"file": ("a.csv", _table(clauses, "财产条款"))})
    assert sent.json()["failed"] == 2


def test_a_cancelled_batch_keeps_what_was_done(office: Office, clauses: str) -> None:
    batch = office.client.post("/v1/claims/batches/files", files={"file": ("a.csv", _table(clauses))}).json()
    office.client.delete(f"/v1/jobs/{batch['job_id']}")
    place = f"/v1/claims/batches/{batch['id']}"
    assert office.client.get(place).json()["state"] == "cancelled"
    (line,) = office.client.get(f"{place}/results", params={"format": "jsonl"}).text.splitlines()
    assert json.loads(line)["error"]["code"] == "not-checked"


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("a.csv", "条款,不认识\n1,2\n".encode(), 422, "unknown-columns"),
        ("a.xlsx", b"PK\x03\x04", 415, "claims-broken"),
        ("a.pdf", b"%PDF", 415, "claims-unsupported"),
        ("a.csv", b"", 422, "no-claims"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(
    office: Office, name: str, data: bytes, status: int, code: str
) -> None:
    answer = office.client.post("/v1/claims/batches/files", files={"file": (name, data)})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_the_template_can_be_filled_in_and_sent_back(office: Office, clauses: str) -> None:
    content = office.client.get("/v1/claims/template").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["案件"]
    heads = [cell.value for cell in sheet[1]]
    filled = {
        "条款": clauses,
        "出险时间": "2025-06-01",
        "出险原因": "火灾",
        "损失1名称": "货",
        "损失1金额": 60000,
    }
    sheet.append([filled.get(str(head)) for head in heads])
    stream = io.BytesIO()
    book.save(stream)
    sent = office.client.post("/v1/claims/batches/files", files={"file": ("案件.xlsx", stream.getvalue())})
    assert (sent.status_code, sent.json()["total"], sent.json()["failed"]) == (202, 1, 0)


def test_what_a_document_needs_of_a_claim_is_told_with_its_words(office: Office, clauses: str) -> None:
    told = office.client.get(f"/v1/documents/{clauses}/claim-form").json()
    ClaimFormOut.model_validate(told)
    text = office.client.get(f"/v1/documents/{clauses}/text").json()["text"]
    lines = [
        *told["bounds"],
        *told["documents"],
        *(one for start in told["starts"] for one in start["sources"]),
    ]
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in lines)
    needed = {(one["field"], one["kind"]) for one in told["bounds"] if one["needed"]}
    assert ("limits", "per_occurrence") in needed
    assert {one["about"] for one in told["questions"]} >= {
        "/event/occurred",
        "/event/losses",
        "/event/description",
    }
    assert {one["fact"]: one["name"] for one in told["starts"]}["complete_documents"].startswith(
        "索赔单证齐全"
    )
    assert [one["quote"] for one in told["documents"]] == ["保险单", "损失清单"]


def test_deadlines_are_dated_and_go_into_a_calendar(office: Office, clauses: str) -> None:
    place = f"/v1/documents/{clauses}/deadlines"
    facts = {"facts": {"complete_documents": "2025-07-20"}}
    items = office.client.post(place, json=facts).json()["items"]
    assert [one["due"] for one in items if one["path"] == "第五条"] == ["2025-08-19"]
    assert all(one["due"] or one["open_because"] for one in items)
    answer = office.client.post(f"{place}/export", json=facts, params={"format": "ics"})
    assert answer.headers["Content-Type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(one["DTSTART"].dt) for one in events] == ["2025-08-19"]
    sheet = office.client.post(f"{place}/export", json=facts, params={"format": "xlsx"})
    assert sheet.content.startswith(b"PK")
    refused = office.client.post(place, json={"facts": {"complete": "2025-07-20"}})
    assert (refused.json()["code"], refused.json()["errors"][0]["pointer"]) == (
        "unknown-fact",
        "/facts/complete",
    )


def test_calculators_compute_by_the_terms(office: Office, clauses: str) -> None:
    place = f"/v1/documents/{clauses}"
    asked = {
        "by": "policyholder",
        "on": "2024-12-20",
        "start": "2025-01-01",
        "end": "2025-12-31",
        "premium": 12000,
    }
    told = office.client.post(f"{place}/refund", json=asked).json()
    # 12000 less 5 %
    assert (told["amount"], told["steps"][-1]["value"]) == (11400, 11400)
    wrong = office.client.post(f"{place}/refund", json={**asked, "end": "2024-01-01"}).json()
    assert wrong["code"] == "contradictory-input"
    assert {one["pointer"] for one in wrong["errors"]} >= {"/end"}
    plan = office.client.post(
        f"{place}/periodic-instalments",
        json={"total": 100, "first": "2025-01-31", "count": 3, "frequency": "monthly"},
    ).json()
    assert [one["due"] for one in plan["instalments"]] == ["2025-01-31", "2025-02-28", "2025-03-31"]
    silent = {
        "premium-adjustment": {"prepaid": 1},
        "penalties": {"breaches": [{"what": "逾期"}]},
        "disability-benefit": {"grades": [8], "sum_insured": 1},
        "benefit-by-age": {"age": 3},
        "hospital-allowance": {"days": 3},
        "instalments": {"total": 3},
    }
    for what, body in silent.items():
        answer = office.client.post(f"{place}/{what}", json=body)
        assert answer.status_code == 200, (what, answer.text)
        calculation = answer.json().get("calculation", answer.json())
        assert calculation["amount"] is None, what
        assert calculation["note"] or calculation["questions"], what
    for what, body in (("waiting-period", {"day": "2025-01-02"}), ("survival-period", {})):
        answer = office.client.post(f"{place}/{what}", json=body)
        assert answer.json()["status"] in {"unknown", "outside"}, answer.text
