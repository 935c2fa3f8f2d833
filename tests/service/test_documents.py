"""Documents: listed, renamed, read again, deleted for good."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from api.store import documents, sweeping
from api.store.columns import now
from api.store.tables import Base
from api.store.tables_work import Hold
from tests.service.office import TEXT, Office


def _many(office: Office, count: int) -> None:
    for number in range(count):
        office.upload(f"第一条 第{number}份。", f"条款{number}.txt")


def _pages(office: Office, **asked: object) -> Iterator[list[str]]:
    cursor = None
    while True:
        params = {**asked, **({"cursor": cursor} if cursor else {})}
        page = office.client.get("/v1/documents", params=params).json()
        yield [item["name"] for item in page["items"]]
        cursor = page.get("next_cursor")
        if cursor is None:
            return


def test_pages_follow_one_another_newest_first(office: Office) -> None:
    _many(office, 5)
    pages = list(_pages(office, limit=2))
    assert pages == [["条款4", "条款3"], ["条款2", "条款1"], ["条款0"]]


def test_a_page_does_not_shift_when_something_is_added(office: Office) -> None:
    _many(office, 3)
    first = office.client.get("/v1/documents", params={"limit": 2}).json()
    office.upload("第一条 新的。", "新.txt")
    rest = office.client.get("/v1/documents", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [item["name"] for item in rest["items"]] == ["条款0"]


def test_a_cursor_is_good_for_its_own_list_only(office: Office) -> None:
    _many(office, 3)
    cursor = office.client.get("/v1/documents", params={"limit": 1}).json()["next_cursor"]
    for params in ({"cursor": cursor, "name": "条"}, {"cursor": "x"}, {"cursor": cursor[:-4]}):
        answer = office.client.get("/v1/documents", params=params)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad-cursor")


def test_the_list_is_filtered(office: Office) -> None:
    office.document()
    office.upload("采购合同\n甲方：某公司\n乙方：某保险公司\n第一条 服务。", "合同.txt")
    assert list(_pages(office, state="ready")) == [["条款"]]
    assert list(_pages(office, state="queued")) == [["合同"]]
    office.work()
    assert list(_pages(office, kind="contract")) == [["合同"]]
    assert list(_pages(office, name="山雀财产")) == [["条款"]], "the title is searched too"
    assert list(_pages(office, name="%")) == [[]]


def test_a_rename_needs_the_revision_that_was_seen(office: Office) -> None:
    document = office.document()
    seen = office.client.get(f"/v1/documents/{document}").headers["ETag"]
    address, change = f"/v1/documents/{document}", {"name": "新名称"}
    assert office.client.patch(address, json=change).status_code == 428
    first = office.client.patch(address, json=change, headers={"If-Match": seen})
    assert (first.status_code, first.json()["name"]) == (200, "新名称")
    late = office.client.patch(address, json={"name": "别的"}, headers={"If-Match": seen})
    assert (late.status_code, late.json()["code"]) == (412, "changed-since")
    assert office.client.get(address).json()["name"] == "新名称"


def test_what_has_not_changed_is_not_sent_again(office: Office) -> None:
    address = f"/v1/documents/{office.document()}"
    tag = office.client.get(address).headers["ETag"]
    again = office.client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_original_comes_back_byte_for_byte(office: Office) -> None:
    document = office.document(TEXT, "责任/条款 “甲”.txt")
    answer = office.client.get(f"/v1/documents/{document}/original")
    assert answer.content == TEXT.encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_that_cannot_be_read_says_why(office: Office) -> None:
    item = office.upload(b"%PDF-1.4 cut off", "断.pdf")
    office.work()
    document = office.client.get(f"/v1/documents/{item['document_id']}").json()
    assert document["state"] == "failed"
    assert document["version"]["failure"]["code"] == "broken"
    text = office.client.get(f"/v1/documents/{item['document_id']}/text")
    assert (text.status_code, text.json()["code"]) == (409, "not-read")
    assert document["version"]["failure"]["reason"] in text.json()["detail"]


def test_a_document_can_be_read_again(office: Office) -> None:
    document = office.document()
    first = office.client.get(f"/v1/documents/{document}").json()["reading"]["id"]
    answer = office.client.post(f"/v1/documents/{document}/readings")
    assert answer.status_code == 202
    busy = office.client.post(f"/v1/documents/{document}/readings")
    assert (busy.status_code, busy.json()["code"]) == (409, "being-read")
    office.work()
    told = office.client.get(f"/v1/documents/{document}/readings").json()
    assert [one["current"] for one in told] == [True, False]
    assert told[1]["id"] == first
    records = office.client.get(f"/v1/documents/{document}/records").json()["items"]
    assert {record["reading_id"] for record in records} == {told[0]["id"]}


def test_deleting_leaves_no_row_and_no_byte(office: Office, tmp_path: Path) -> None:
    document = office.document(name="独角仙条款.txt")
    office.client.post(
        "/v1/documents", files={"files": ("独角仙.txt", TEXT.encode())}, headers={"Idempotency-Key": "k1"}
    )
    assert office.client.delete(f"/v1/documents/{document}").status_code == 204
    service = office.service
    sweeping.sweep(service.database, service.originals, service.settings.cache)
    for table in Base.metadata.sorted_tables:
        if table.name in {"workspace", "api_key", "audit_event", "user_account", "member"}:
            continue
        with service.database.reading() as session:
            rows = session.execute(table.select()).mappings().all()
        assert [row for row in rows if row.get("document_id", document)] == [], table.name
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in ("山雀财产", "独角仙", "火灾造成"):
                assert word.encode() not in data, path
    assert office.client.get(f"/v1/documents/{document}").status_code == 404
    told = office.client.get("/v1/audit", params={"document_id": document}).json()["items"]
    assert [event["action"] for event in told] == ["document.deleted", "job.succeeded", "document.uploaded"]
    assert all("after" not in event for event in told)


def test_an_original_that_another_upload_needs_stays(local: Office) -> None:
    document = local.document()
    with local.service.database.writing() as session:
        documents.remove(session, local.caller, document)
    again = str(local.upload()["document_id"])
    service = local.service
    sweeping.sweep(service.database, service.originals, service.settings.cache)
    local.work()
    assert local.client.get(f"/v1/documents/{again}/original").content == TEXT.encode()


def test_no_original_goes_while_a_backup_copies(local: Office) -> None:
    document = local.document()
    service = local.service
    with service.database.writing() as session:
        session.add(Hold(id="hold_1", until=now() + timedelta(hours=1)))
    local.client.delete(f"/v1/documents/{document}")
    held = [path for path in service.originals.folder.rglob("*") if path.is_file()]
    assert len(held) == 1
    with service.database.writing() as session:
        session.delete(session.get_one(Hold, "hold_1"))
    sweeping.sweep(service.database, service.originals, service.settings.cache)
    assert not held[0].exists()


@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}"])
@pytest.mark.parametrize(
    ("table", "column"), [("audit_event", "actor = 'x'"), ("audit_change", "after = NULL")]
)
def test_the_database_itself_keeps_the_trail(office: Office, statement: str, table: str, column: str) -> None:
    office.document()
    with pytest.raises(Exception, match="append-only"), office.service.database.writing() as session:
        session.execute(text(statement.format(table, column)))
    assert len(office.client.get("/v1/audit").json()["items"]) > 0
