"""Every problem that the schema documents is produced, and every one has the form of RFC 9457."""

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError

from api.callers import Scope
from api.store import analyses
from api.store.tables_work import Job
from tests.service.office import SCAN, Office
from tests.service.operations import PLAYBOOK, Operation, ids_of, operations

_HAN = re.compile(r"[\u4e00-\u9fff]")
_DOCUMENTED = range(400, 600)


def is_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The body of a problem of this status."""
    assert answer.status_code == status, (answer.status_code, answer.text[:300])
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["type"] == f"urn:tiaokuan:problem:{told['code']}"
    assert told["instance"] == f"urn:tiaokuan:request:{answer.headers['X-Request-Id']}"
    assert _HAN.search(told["title"])
    assert _HAN.search(told["detail"])
    return told


@pytest.fixture(name="ids")
def _ids(local: Office) -> dict[str, str]:
    return ids_of(local)


def _documenting(office: Office, status: int) -> list[Operation]:
    return [one for one in operations(office) if status in one.statuses]


def test_every_documented_status_has_its_test(local: Office) -> None:
    """What follows covers these; a status documented anew needs a test here."""
    told = {status for one in operations(local) for status in one.statuses if status in _DOCUMENTED}
    assert told == {400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503}


def test_401_without_a_key_or_with_a_false_one(local: Office, ids: dict[str, str]) -> None:
    for one in _documenting(local, 401):
        for key in ({}, {"Authorization": "Bearer tk_abcdefgh_" + "x" * 43}):
            stranger = local.holding("")
            stranger.headers.pop("Authorization")
            stranger.headers.update(key)
            told = is_problem(one.call(stranger, ids), 401)
            assert told["code"], one.id


def test_403_without_the_scope(local: Office, ids: dict[str, str]) -> None:
    powerless = local.having(Scope.READ)
    silent = local.having(Scope.WRITE)
    for one in _documenting(local, 403):
        answers = [one.call(client, ids) for client in (powerless, silent)]
        refused = [answer for answer in answers if answer.status_code == 403]
        assert refused, (one.id, [answer.text[:200] for answer in answers])
        is_problem(refused[0], 403)


def test_404_for_what_is_not_there(local: Office, ids: dict[str, str]) -> None:
    unknown = {**{name: f"{name[:3]}_{'0' * 20}" for name in ids}, "number": "1"}
    for one in _documenting(local, 404):
        asked = (
            {} if one.places else {"params": {**one.query(unknown), "document_id": unknown["document_id"]}}
        )
        is_problem(one.call(local.client, unknown, **asked), 404)


def test_422_for_what_has_the_wrong_form(local: Office, ids: dict[str, str]) -> None:
    long = dict.fromkeys(ids, "x" * 65) | {"number": "0"}
    for one in _documenting(local, 422):
        if one.places:
            told = is_problem(one.call(local.client, long), 422)
        elif "requestBody" in one.spec:
            told = is_problem(local.client.request(one.method, one.path, json={"x": 1}), 422)
        else:
            told = is_problem(
                one.call(
                    local.client, ids, params={"limit": 1000, "document_id": "x" * 65, "format": "none"}
                ),
                422,
            )
        assert told["errors"], one.id


def test_429_beyond_the_rate(tmp_path: Any, sqlite_url: str) -> None:
    with Office.at(sqlite_url, tmp_path, rate=30) as office:
        ids = ids_of(office)
        while office.client.get("/v1/documents").status_code == 200:
            pass
        for one in _documenting(office, 429):
            answer = one.call(office.client, ids)
            assert is_problem(answer, 429)["code"] == "rate-exceeded"
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.headers["RateLimit-Remaining"] == "0"


def test_503_while_the_database_is_away(
    local: Office, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("away"))

    asked = _documenting(local, 503)
    monkeypatch.setattr(local.service.database, "reading", away)
    monkeypatch.setattr(local.service.database, "writing", away)
    for one in asked:
        answer = one.call(local.client, ids)
        assert is_problem(answer, 503)["code"] == "database-unavailable"
        assert answer.headers["Retry-After"]
    assert local.client.get("/readyz").json()["database"] == "failing"


def test_503_and_429_where_the_queue_is_full(tmp_path: Any, sqlite_url: str) -> None:
    for limits, status, code in (
        ({"queue_limit": 1}, 503, "queue-full"),
        ({"workspace_queue_limit": 1}, 429, "workspace-queue-full"),
    ):
        with Office.at(sqlite_url, tmp_path / code, **limits) as office:
            with office.service.database.writing() as session:
                session.execute(delete(Job))
            office.upload("第一条 一。" + code)
            answer = office.client.post("/v1/documents", files={"files": ("二.txt", code.encode())})
            assert is_problem(answer, status)["code"] == code
            assert int(answer.headers["Retry-After"]) > 0
            names = [item["name"] for item in office.client.get("/v1/documents").json()["items"]]
            assert "二" not in names, "what is not queued is not kept"


def test_428_and_412_where_edits_meet(local: Office, ids: dict[str, str]) -> None:
    for one in _documenting(local, 428):
        is_problem(one.call(local.client, ids, headers={}), 428)
    for one in _documenting(local, 412):
        is_problem(one.call(local.client, ids, headers={"If-Match": '"r999"'}), 412)


def test_400_for_what_cannot_be_understood(local: Office, ids: dict[str, str]) -> None:
    for one in _documenting(local, 400):
        names = {parameter["name"] for parameter in one.spec.get("parameters", [])}
        if "cursor" in names:
            answer = one.call(local.client, ids, params={**one.query(ids), "cursor": "x"})
        elif "Idempotency-Key" in names:
            answer = one.call(local.client, ids, headers={"Idempotency-Key": "x" * 256})
        elif "If-Match" in names:
            answer = one.call(local.client, ids, headers={"If-Match": "r1"})
        else:
            sent = {"json": None, "content": b'"\xff"', "headers": {"Content-Type": "application/json"}}
            answer = one.call(local.client, ids, **sent)
        is_problem(answer, 400)


def test_413_for_a_body_that_is_too_large(tmp_path: Any, sqlite_url: str) -> None:
    with Office.at(sqlite_url, tmp_path, request_bytes=5000, upload_bytes=3000) as office:
        ids = ids_of(office)
        for one in _documenting(office, 413):
            answer = office.client.request(one.method, one.path.format(**ids), content=b"x" * 6000)
            assert is_problem(answer, 413)["code"] == "request-too-large"
        versions = f"/v1/documents/{ids['document_id']}/versions"
        answer = office.client.post(versions, files={"file": ("大.txt", b"words " * 600)})
        assert is_problem(answer, 413)["code"] == "file-too-large"


def test_415_for_what_is_no_document(local: Office, ids: dict[str, str]) -> None:
    for one in _documenting(local, 415):
        is_problem(one.call(local.client, ids, files={"file": ("图.png", SCAN)}), 415)


def test_409_for_what_does_not_fit_how_things_stand(
    local: Office, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unread = str(local.upload("第一条 未读。", "未读.txt")["document_id"])
    old = {name: ids[name] for name in ("record_id", "finding_id")}
    of_unread = {**ids, "document_id": unread}
    asked = {one.id: one for one in _documenting(local, 409)}
    codes: dict[str, Any] = {}
    for name in ("cancelJob", "uploadVersion", "addMember", "changeMember", "removeMember"):
        one = asked.pop(name)
        sent = {"files": {"file": ("未读.txt", "第一条 未读。".encode())}} if name == "uploadVersion" else {}
        if "Member" in name:
            continue  # tests/access: an admin who would be the last to go
        codes[name] = is_problem(one.call(local.client, ids, **sent), 409)["code"]
    sent = {"data": {"workspace_id": "ws_other"}}
    elsewhere = asked.pop("uploadDocuments").call(local.client, ids, **sent)
    assert is_problem(elsewhere, 409)["code"] == "other-workspace"
    assert codes == {"cancelJob": "job-finished", "uploadVersion": "file-in-other-document"}
    local.client.post(f"/v1/documents/{ids['document_id']}/readings")
    for name in ("reviewRecord", "reviewFinding"):
        one = asked.pop(name)
        local.work()
        assert is_problem(one.call(local.client, {**ids, **old}), 409)["code"] == "superseded"
    unread = str(local.upload("第一条 还未读。", "还未读.txt")["document_id"])
    for name in ("addPlaybook", "changePlaybook"):
        other = PLAYBOOK.replace("own-standard", "another").replace("自有标准", "又一标准")
        local.client.post("/v1/playbooks", json={"text": other})
        told = asked.pop(name).call(local.client, ids, json={"text": other})
        assert is_problem(told, 409)["code"] == "playbook-title-taken"
    monkeypatch.setattr(analyses, "AT_ONCE", 0)
    queued = asked["createAnalysis"].call(local.client, ids).json()["id"]
    for name in ("getAnalysisResult", "exportAnalysis"):
        told = asked.pop(name).call(local.client, {**ids, "analysis_id": queued})
        assert is_problem(told, 409)["code"] == "analysis-unfinished"
    batch = asked.pop("exportClaimBatch")
    claims = [{"document": ids["document_id"], "event": {}}]
    waiting = local.client.post("/v1/claims/batches", json={"claims": claims}).json()["id"]
    assert (
        is_problem(batch.call(local.client, {**ids, "batch_id": waiting}), 409)["code"] == "batch-unfinished"
    )
    for one in asked.values():
        answer = one.call(local.client, {**of_unread, "document_id": unread})
        assert is_problem(answer, 409)["code"] in {"not-read", "being-read"}, one.id


def test_an_address_that_is_none(local: Office) -> None:
    is_problem(local.client.get("/v2/nothing"), 404)
    is_problem(local.client.put("/v1/documents"), 405)


def test_a_fault_of_ours_tells_nothing_of_it(local: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("张三丰 13800138000")

    monkeypatch.setattr("api.store.catalogue.list_documents", fault)
    told = is_problem(local.client.get("/v1/documents"), 500)
    assert "张三丰" not in str(told)
