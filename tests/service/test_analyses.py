"""Analyses over HTTP: made at once or by a worker, kept, told, gone with their documents."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
import pytest

from api.analysis.forms import Form, forms_of
from api.analysis.orders import Kind
from api.service.wire.results import ResultOut
from api.store import analyses
from extractor.answers import Echo, Neighbour, Surroundings
from extractor.document import Span
from tests.service.office import TEXT, Office
from tests.service.operations import PLAYBOOK

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
_STARTS = {
    Form.HTML: b"<!doctype html>",
    Form.XLSX: b"PK",
    Form.DOCX: b"PK",
    Form.ANNOTATED: b"PK",
    Form.JSON: b"{",
}
OTHER = TEXT.replace("三十日内", "六十日内").replace("5000元", "8000元")


def _ask(office: Office, kind: str, *documents: str, **more: Any) -> dict[str, Any]:
    body = {"kind": kind, "documents": [{"document_id": one} for one in documents], **more}
    answer = office.client.post("/v1/analyses", json=body)
    assert answer.status_code in {201, 202}, answer.text
    told: dict[str, Any] = answer.json()
    return told


def _result(office: Office, analysis: str) -> dict[str, Any]:
    answer = office.client.get(f"/v1/analyses/{analysis}/result")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


@pytest.fixture(name="two")
def _two(office: Office) -> tuple[str, str]:
    return office.document(TEXT, "甲.txt"), office.document(OTHER, "乙.txt")


def test_a_comparison_says_what_changed_and_who_gains(office: Office, two: tuple[str, str]) -> None:
    made = _ask(office, "comparison", *two)
    assert (made["state"], made["name"]) == ("ready", "甲 与 乙 比对")
    pairs = _result(office, made["id"])["comparison"]["pairs"]
    changes = [change for pair in pairs for change in pair["changes"]]
    told = {(one["kind"], one["before"]["quote"], one["after"]["quote"], one["gain"]) for one in changes}
    assert told == {("amount", "5000元", "8000元", "insurer"), ("duration", "三十日", "六十日", "insurer")}
    text = office.client.get(f"/v1/documents/{two[1]}/text").json()["text"]
    assert all(text[one["after"]["start"] : one["after"]["end"]] == one["after"]["quote"] for one in changes)


def test_versions_of_one_document_are_compared(office: Office) -> None:
    document = office.document(TEXT, "甲.txt")
    office.client.post(f"/v1/documents/{document}/versions", files={"file": ("甲2.txt", OTHER.encode())})
    office.work()
    body = {
        "kind": "comparison",
        "documents": [{"document_id": document, "version": one} for one in (1, 2)],
    }
    made = office.client.post("/v1/analyses", json=body).json()
    assert made["name"] == "甲（第1版） 与 甲（第2版） 比对"
    assert made["tally"]["changed"] == 2


def test_each_kind_of_analysis_answers_with_sources(office: Office, two: tuple[str, str]) -> None:
    matrix = _result(office, _ask(office, "matrix", *two)["id"])["matrix"]
    assert matrix["documents"] == ["山雀财产保险条款"] * 2
    assert any(row["differs"] for row in matrix["rows"])
    law = _result(office, _ask(office, "law", two[1])["id"])["review"]
    worse = [one for one in law["assessments"] if one["verdict"] == "worse"]
    assert any(one["citations"][0]["article"] == "第二十三条" for one in worse)
    assert all(one["sources"] for one in worse)
    exemptions = _result(office, _ask(office, "exemptions", two[0])["id"])["exemptions"]
    assert any("战争" in one["quotation"]["quote"] for one in exemptions["exemptions"])
    standard = office.client.post("/v1/playbooks", json={"text": PLAYBOOK}).json()["id"]
    review = _result(office, _ask(office, "playbook", two[0], playbook=standard)["id"])["review"]
    assert [(one["title"], one["verdict"]) for one in review["assessments"]] == [("载明保险责任", "agrees")]


def test_a_long_one_is_a_job(office: Office, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyses, "AT_ONCE", 10)
    made = _ask(office, "comparison", *two)
    assert made["state"] == "queued"
    place = f"/v1/analyses/{made['id']}"
    assert office.client.get(f"{place}/result").json()["code"] == "analysis-unfinished"
    job = office.client.get(f"/v1/jobs/{made['job_id']}").json()
    assert (job["kind"], job["analysis_id"]) == ("analyse", made["id"])
    assert office.client.get(place).json()["job_id"] == made["job_id"]
    assert office.work() == 1
    assert office.client.get(place).json()["state"] == "ready"
    assert _result(office, made["id"])["comparison"]["pairs"]


def test_some_kinds_are_listed_and_say_whether_they_are_of_what_is_current(
    office: Office, two: tuple[str, str]
) -> None:
    made = [_ask(office, kind, *two)["id"] for kind in ("comparison", "matrix")]
    single = _ask(office, "law", two[0])["id"]

    def listed(*kinds: str) -> list[str]:
        items = office.client.get("/v1/analyses", params={"kind": list(kinds)}).json()["items"]
        return [one["id"] for one in items]

    assert listed("comparison", "matrix") == made[::-1]
    assert listed("law") == [single]
    assert listed() == [single, *made[::-1]]
    seen = {"If-None-Match": office.client.get(f"/v1/analyses/{made[0]}").headers["ETag"]}
    assert office.client.get(f"/v1/analyses/{made[0]}", headers=seen).status_code == 304
    office.client.post(f"/v1/documents/{two[1]}/versions", files={"file": ("乙2.txt", f"{OTHER}二".encode())})
    office.work()
    told = office.client.get(f"/v1/analyses/{made[0]}", headers=seen).json()["documents"]
    assert [(one["version"], one["current"]) for one in told] == [(1, True), (1, False)]
    assert "job_id" not in office.client.get(f"/v1/analyses/{made[0]}").json()


def test_a_document_takes_its_analyses_along(office: Office, two: tuple[str, str]) -> None:
    both, single = _ask(office, "comparison", *two), _ask(office, "law", two[0])
    office.client.delete(f"/v1/documents/{two[1]}")
    assert office.client.get(f"/v1/analyses/{both['id']}").status_code == 404
    kept = office.client.get("/v1/analyses").json()["items"]
    assert [one["id"] for one in kept] == [single["id"]]


def test_what_makes_no_sense_is_refused(office: Office, two: tuple[str, str]) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"kind": "comparison", "documents": [{"document_id": two[0]}]}, "wrong-number-of-documents"),
        ({"kind": "comparison", "documents": [{"document_id": two[0]}] * 2}, "same-document-twice"),
        ({"kind": "playbook", "documents": [{"document_id": two[0]}]}, "playbook-misplaced"),
        (
            {"kind": "playbook", "documents": [{"document_id": two[0]}], "playbook": "none"},
            "playbook-not-found",
        ),
        (
            {
                "kind": "matrix",
                "documents": [{"document_id": one} for one in two],
                "elements": ["no-such-thing"],
            },
            "no-such-element",
        ),
        (
            {"kind": "law", "documents": [{"document_id": two[0]}], "elements": ["premium"]},
            "elements-misplaced",
        ),
    ]
    for body, code in cases:
        assert office.client.post("/v1/analyses", json=body).json()["code"] == code


def test_the_same_request_is_carried_out_once(office: Office, two: tuple[str, str]) -> None:
    body = {"kind": "law", "documents": [{"document_id": two[0]}]}
    first, again = (
        office.client.post("/v1/analyses", json=body, headers={"Idempotency-Key": "k-1"}) for _ in range(2)
    )
    assert first.json() == again.json()
    assert len(office.client.get("/v1/analyses").json()["items"]) == 1


def test_a_list_is_cut_into_pages_and_filtered(office: Office, two: tuple[str, str]) -> None:
    made = [_ask(office, "law", one)["id"] for one in (*two, two[0])]
    page = office.client.get("/v1/analyses", params={"limit": 2}).json()
    rest = office.client.get("/v1/analyses", params={"limit": 2, "cursor": page["next_cursor"]}).json()
    assert [one["id"] for one in (*page["items"], *rest["items"])] == made[::-1]
    about = office.client.get("/v1/analyses", params={"document_id": two[1]}).json()["items"]
    assert [one["id"] for one in about] == [made[1]]
    assert office.client.get("/v1/analyses", params={"kind": "matrix"}).json()["items"] == []


def test_it_can_be_given_another_name(office: Office, two: tuple[str, str]) -> None:
    made = _ask(office, "law", two[0], name="初审")
    place = f"/v1/analyses/{made['id']}"
    tag = office.client.get(place).headers["ETag"]
    renamed = office.client.patch(place, json={"name": "终审"}, headers={"If-Match": tag})
    assert (renamed.json()["name"], renamed.status_code) == ("终审", 200)
    assert office.client.patch(place, json={"name": "再审"}, headers={"If-Match": tag}).status_code == 412
    assert office.client.delete(place).status_code == 204
    assert office.client.get(place).status_code == 404


def test_nobody_elsewhere_sees_it(office: Office, two: tuple[str, str]) -> None:
    made = _ask(office, "law", two[0])
    stranger = office.elsewhere()
    assert stranger.get(f"/v1/analyses/{made['id']}").status_code == 404
    assert stranger.get("/v1/analyses").json()["items"] == []
    body = {"kind": "law", "documents": [{"document_id": two[0]}]}
    assert stranger.post("/v1/analyses", json=body).status_code == 404


@pytest.mark.parametrize("kind", ["comparison", "matrix", "law", "exemptions"])
def test_every_form_of_report_can_be_had(office: Office, two: tuple[str, str], kind: Kind) -> None:
    documents = two if kind in {"comparison", "matrix"} else two[:1]
    made = _ask(office, kind, *documents)
    for form in Form:
        answer = office.client.get(f"/v1/analyses/{made['id']}/export", params={"format": form})
        if form not in forms_of(Kind(kind)):
            assert (answer.status_code, answer.json()["code"]) == (422, "no-such-form")
            continue
        assert answer.status_code == 200, (form, answer.text)
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert answer.content.startswith(_STARTS[form]), form


def test_the_word_files_of_a_comparison_are_told_apart_by_name(office: Office, two: tuple[str, str]) -> None:
    place = f"/v1/analyses/{_ask(office, 'comparison', *two)['id']}/export"
    named = {}
    for form in Form:
        disposition = office.client.get(place, params={"format": form}).headers["Content-Disposition"]
        named[form] = unquote(disposition.partition("UTF-8''")[2])
    assert named[Form.DOCX] == "甲 与 乙 比对（修订）.docx"
    assert named[Form.ANNOTATED] == "甲 与 乙 比对（批注）.docx"
    assert len(set(named.values())) == len(Form)


def test_highlights_are_put_into_the_pdf_itself(office: Office) -> None:
    document = office.document((DOCUMENTS / "liability-public.pdf").read_bytes(), "公众责任.pdf")
    made = _ask(office, "law", document)
    answer = office.client.get(f"/v1/analyses/{made['id']}/export", params={"format": "annotated"})
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        notes = [
            note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Highlight"
        ]
    assert notes


def test_where_a_document_stands_in_the_library_goes_over_the_wire() -> None:
    found = Surroundings(
        1, (Neighbour("rdg_1", 0.5, 0.75),), (Echo("第一条", Span(0, 4), 1, ("rdg_1",), ()),)
    )
    told = ResultOut.of("neighbours", found)
    assert ResultOut.model_validate_json(told.model_dump_json()) == told
    assert told.neighbours is not None
    assert told.neighbours.neighbours[0].reading_id == "rdg_1"
    assert (told.neighbours.echoes[0].start, told.neighbours.echoes[0].end) == (0, 4)
