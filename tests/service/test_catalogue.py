"""The library's list: what a row tells, filters, order, totals, facets; what goes with a document."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store.naming import LONGEST_KEY, order_key
from tests.service.office import TEXT, Office

MOTOR = """山雀财产保险股份有限公司机动车商业保险条款
第一条 保险责任：被保险机动车发生碰撞造成损失的，保险人按照约定负责赔偿。
第二条 免赔额为五百元。
"""
CONTRACT = "采购合同\n甲方：某某市公交公司\n乙方：云雀财产保险股份有限公司\n第一条 甲方应当在十日内付款。\n"


@pytest.fixture(name="ids")
def _ids(office: Office) -> dict[str, str]:
    """Documents of three kinds, read, and one that waits."""
    found = {
        "财产": office.document(TEXT, "财产.txt"),
        "机动车": office.document(MOTOR, "机动车.txt"),
        "合同": office.document(CONTRACT, "合同.txt"),
    }
    found["未读"] = str(office.upload("第一条 还没有读。", "未读.txt")["document_id"])
    return found


def _page(office: Office, **asked: Any) -> dict[str, Any]:
    answer = office.client.get("/v1/documents", params=asked)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def _names(office: Office, **asked: Any) -> list[str]:
    page = _page(office, **asked)
    assert page["total"] == len(page["items"])
    return [item["name"] for item in page["items"]]


def _one(office: Office, document: str) -> dict[str, Any]:
    found: dict[str, Any] = office.client.get(f"/v1/documents/{document}").json()
    return found


def _review(office: Office, address: str, action: str = "accept", **more: Any) -> httpx.Response:
    item = office.client.get(address).json()
    answer = office.client.patch(
        address, json={"action": action, **more}, headers={"If-Match": f'"r{item["revision"]}"'}
    )
    assert answer.status_code == 200, answer.text
    return answer


def test_who_insures_follows_the_reviewers(office: Office, ids: dict[str, str]) -> None:
    listed = office.client.get("/v1/records", params={"document_id": ids["合同"], "type": "party"}).json()[
        "items"
    ]
    (party,) = [one for one in listed if one["fields"].get("name") == "云雀财产保险股份有限公司"]
    corrected = {**party["fields"], "name": "云雁财产保险股份有限公司"}
    _review(office, f"/v1/records/{party['id']}", "correct", fields=corrected)
    assert _names(office, insurer="云雁财产保险股份有限公司") == ["合同"]
    assert _names(office, insurer="云雀财产保险股份有限公司") == []
    _review(office, f"/v1/records/{party['id']}", "reject")
    assert "insurer" not in _one(office, ids["合同"])
    _review(office, f"/v1/records/{party['id']}", "restore")
    assert _one(office, ids["合同"])["insurer"] == "云雀财产保险股份有限公司"


def test_a_row_tells_line_insurer_and_how_much_there_is(office: Office, ids: dict[str, str]) -> None:
    client = office.client
    one = _one(office, ids["机动车"])
    assert (one["lines"], one["insurer"]) == (["motor"], "山雀财产保险股份有限公司")
    records = client.get("/v1/records/counts", params={"document_id": one["id"]}).json()["types"]
    findings = client.get("/v1/findings/counts", params={"document_id": one["id"]}).json()["codes"]
    assert (one["records"], one["findings"]) == (sum(records.values()), sum(findings.values()))
    assert one["records"] > 0
    assert (one["reviewed"], one["pending"]) == (0, one["records"] + one["findings"])
    contract = _one(office, ids["合同"])
    assert (contract["lines"], contract["insurer"]) == (["service"], "云雀财产保险股份有限公司")
    waiting = _one(office, ids["未读"])
    assert (waiting["lines"], waiting["records"], waiting["pending"]) == ([], 0, 0)
    assert "insurer" not in waiting
    assert client.get(f"/v1/jobs/{waiting['job_id']}").json()["document_id"] == waiting["id"]
    assert "job_id" not in one


def test_counts_follow_every_decision(office: Office) -> None:
    document = office.document()
    before = _one(office, document)
    tag = office.client.get(f"/v1/documents/{document}").headers["ETag"]
    records = office.client.get(f"/v1/documents/{document}/records").json()["items"]
    _review(office, f"/v1/records/{records[0]['id']}")
    _review(office, f"/v1/records/{records[1]['id']}", "reject")
    after = _one(office, document)
    assert after["reviewed"] == 2
    assert after["pending"] == before["pending"] - 2
    assert after["records"] == before["records"] - 1
    assert after["updated_at"] > before["updated_at"]
    changed = office.client.get(f"/v1/documents/{document}", headers={"If-None-Match": tag})
    assert changed.status_code == 200, "reviewing is no edit of the document, but changes what is told of it"
    _review(office, f"/v1/records/{records[1]['id']}", "restore")
    assert (_one(office, document)["reviewed"], _one(office, document)["records"]) == (1, before["records"])


def test_counts_hold_after_reading_again(office: Office) -> None:
    document = office.document()
    record = office.client.get(f"/v1/documents/{document}/records").json()["items"][0]
    _review(office, f"/v1/records/{record['id']}")
    before = _one(office, document)
    office.client.post(f"/v1/documents/{document}/readings")
    assert _one(office, document)["job_id"]
    office.work()
    after = _one(office, document)
    for name in ("records", "findings", "reviewed", "pending", "lines"):
        assert after[name] == before[name], name
    office.client.post(
        f"/v1/documents/{document}/versions", files={"file": ("二.txt", f"{TEXT}第九条 新。".encode())}
    )
    office.work()
    newest = _one(office, document)
    assert (newest["versions"], newest["reviewed"]) == (2, 0), "another version begins without decisions"


def test_every_filter_narrows_the_list(office: Office, ids: dict[str, str]) -> None:
    assert _names(office, line="motor") == ["机动车"]
    assert _names(office, line=["motor", "property"]) == ["机动车", "财产"]
    assert _names(office, insurer="云雀财产保险股份有限公司") == ["合同"]
    assert _names(office, kind="contract") == ["合同"]
    code = next(
        iter(office.client.get("/v1/findings/counts", params={"document_id": ids["财产"]}).json()["codes"])
    )
    assert "财产" in _names(office, finding=code)
    assert _names(office, finding="no-such-code") == []
    with_some, without = _names(office, has_findings=True), _names(office, has_findings=False)
    assert sorted(with_some + without) == sorted(["机动车", "财产", "合同"]), "only what has been read"
    assert _names(office, state="queued") == ["未读"]
    assert _names(office, line="motor", kind="contract") == []


def test_the_progress_of_the_review_is_a_filter(office: Office, ids: dict[str, str]) -> None:
    client, document = office.client, ids["机动车"]
    assert _names(office, review="none") == ["合同", "机动车", "财产"]
    for what in ("records", "findings"):
        for item in client.get(f"/v1/documents/{document}/{what}").json()["items"]:
            _review(office, f"/v1/{what}/{item['id']}")
            state = "done" if _one(office, document)["pending"] == 0 else "partial"
            assert _names(office, review=state) == ["机动车"]
    assert _one(office, document)["pending"] == 0
    assert _names(office, review="none") == ["合同", "财产"]


def test_dates_bound_the_list(office: Office, ids: dict[str, str]) -> None:
    made = _one(office, ids["机动车"])["created_at"]
    assert _names(office, created_from=made) == ["未读", "合同", "机动车"]
    assert _names(office, created_to=made) == ["财产"]
    for wrong in ("2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "gestern"):
        answer = office.client.get("/v1/documents", params={"created_from": wrong})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?created_from")


def _walk(office: Office, **asked: Any) -> Iterator[dict[str, Any]]:
    cursor: dict[str, str] = {}
    while True:
        page = _page(office, **asked, **cursor)
        yield from page["items"]
        if "next_cursor" not in page:
            return
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.parametrize("sort", ["created", "name", "updated", "findings", "pending"])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_pages_of_every_order_meet_without_gap(
    office: Office, ids: dict[str, str], sort: str, order: str
) -> None:
    at_once = _page(office, sort=sort, order=order)["items"]
    by_pages = list(_walk(office, sort=sort, order=order, limit=1))
    assert [item["id"] for item in by_pages] == [item["id"] for item in at_once]
    assert {item["id"] for item in at_once} == set(ids.values())
    keys = {"created": "created_at", "updated": "updated_at", "findings": "findings", "pending": "pending"}
    if sort in keys:
        values = [item[keys[sort]] for item in at_once]
        assert values == sorted(values, reverse=order == "desc")


def test_names_are_sorted_by_sound_and_by_figure(office: Office) -> None:
    for name in ("中文", "阿姨", "条款10", "条款9", "ABC", "保险"):
        office.upload(f"第一条 {name}。", f"{name}.txt")
    assert _names(office, sort="name", order="asc") == ["ABC", "阿姨", "保险", "条款9", "条款10", "中文"]


@given(st.text())
def test_every_name_has_a_key_that_fits(name: str) -> None:
    key = order_key(name)
    assert len(key) <= LONGEST_KEY
    assert set(key) <= set("0123456789abcdef")


def test_facets_count_what_each_choice_would_leave(office: Office, ids: dict[str, str]) -> None:
    def facets(**asked: Any) -> dict[str, dict[str, int]]:
        answer = office.client.get("/v1/documents/facets", params=asked)
        assert answer.status_code == 200, answer.text
        return {name: {one["value"]: one["count"] for one in all_} for name, all_ in answer.json().items()}

    named = office.client.get("/v1/documents/facets").json()["lines"]
    assert {"value": "motor", "name": "机动车保险", "count": 1} in named
    told = facets()
    assert told["lines"] == {"motor": 1, "property": 1, "service": 1}
    assert told["kinds"] == {"clauses": 2, "contract": 1}
    assert told["insurers"]["云雀财产保险股份有限公司"] == 1
    assert told["states"] == {"ready": 3, "queued": 1}
    assert told["reviews"] == {"none": 3}
    for code, count in told["findings"].items():
        assert len(_names(office, finding=code)) == count
    narrowed = facets(kind="clauses", line="motor")
    assert narrowed["lines"] == {"motor": 1, "property": 1}, "not narrowed by the line itself"
    assert narrowed["kinds"] == {"clauses": 1}
    assert narrowed["states"] == {"ready": 1}
    elsewhere = office.elsewhere().get("/v1/documents/facets").json()
    assert not any(elsewhere.values())


def test_nothing_of_another_workspace_is_counted(office: Office, ids: dict[str, str]) -> None:
    stranger = office.elsewhere()
    assert stranger.get("/v1/documents", params={"line": "motor"}).json() == {"items": [], "total": 0}
    assert stranger.get(f"/v1/documents/{ids['财产']}/belongings").status_code == 404
    found = stranger.get("/v1/search", params={"q": "保险", "document_id": [ids["财产"]]}).json()
    assert found == {"items": [], "total": 0}


def test_what_would_be_deleted_is_told_beforehand(office: Office) -> None:
    client, document = office.client, office.document()
    record = client.get(f"/v1/documents/{document}/records").json()["items"][0]["id"]
    _review(office, f"/v1/records/{record}")
    client.post("/v1/analyses", json={"kind": "exemptions", "documents": [{"document_id": document}]})
    client.post("/v1/claims/batches", json={"claims": [{"document": document, "event": {"cause": "火灾"}}]})
    office.work()
    told = client.get(f"/v1/documents/{document}/belongings").json()
    one = _one(office, document)
    assert told == {
        "versions": 1,
        "readings": 1,
        "records": one["records"],
        "findings": one["findings"],
        "decisions": 1,
        "analyses": 1,
        "claims": 1,
    }


def test_files_meant_for_another_workspace_are_not_taken(office: Office) -> None:
    files = {"files": ("条款.txt", TEXT.encode())}
    refused = office.client.post("/v1/documents", files=files, data={"workspace_id": "ws_other"})
    assert (refused.status_code, refused.json()["code"]) == (409, "other-workspace")
    assert _names(office) == []
    own = {"workspace_id": office.caller.workspace_id}
    assert office.client.post("/v1/documents", files=files, data=own).status_code == 202


def test_search_tells_how_much_there_is_and_keeps_to_what_is_asked(
    office: Office, ids: dict[str, str]
) -> None:
    def found(**asked: Any) -> tuple[int, set[str]]:
        page = office.client.get("/v1/search", params={"q": "保险", "limit": 200, **asked}).json()
        assert page["total"] == len(page["items"])
        return page["total"], {item["document_name"] for item in page["items"]}

    everywhere, names = found()
    assert names == {"财产", "机动车", "合同"}
    assert found(kind="contract")[1] == {"合同"}
    assert found(document_id=[ids["合同"], ids["机动车"]])[1] == {"合同", "机动车"}
    assert found(document_id=[ids["合同"]], kind="clauses") == (0, set())
    first = office.client.get("/v1/search", params={"q": "保险", "limit": 1}).json()
    assert (first["total"], len(first["items"])) == (everywhere, 1)
    other = {"q": "保险", "limit": 1, "kind": "clauses", "cursor": first["next_cursor"]}
    assert office.client.get("/v1/search", params=other).json()["code"] == "bad-cursor"


def test_gold_of_several_documents_is_packed(office: Office, ids: dict[str, str]) -> None:
    office.client.patch(
        f"/v1/documents/{ids['机动车']}", json={"name": "甲/乙"}, headers={"If-Match": '"r1"'}
    ).raise_for_status()
    params = {"format": "gold", "document_id": [ids["财产"], ids["机动车"]]}
    answer = office.client.get("/v1/exports", params=params)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == ["财产.gold.json", "甲_乙.gold.json"]
    assert json.loads(archive.read("财产.gold.json"))["document"]["title"] == "山雀财产保险条款"
    masked = office.client.get("/v1/exports", params={**params, "masked": True})
    assert masked.json()["code"] == "gold-not-masked"
