"""The client and the service together."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from api.callers import Scope
from api.client import ApiProblem, Client
from extractor.records import RecordType
from tests.service.office import TEXT, Office


def _read(client: Client, office: Office, text: str = TEXT) -> str:
    """The id of a document that has been read."""
    (item,) = client.upload_documents(("条款.txt", text.encode())).items
    office.work()
    assert item.document_id is not None
    return item.document_id


def test_a_document_from_its_upload_to_its_deletion(client: Client, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "财产条款.txt"
    path.write_text(TEXT, encoding="utf-8")
    upload = client.upload_documents(path, ("动图.gif", b"GIF89a" + bytes(64)))
    assert [item.outcome for item in upload.items] == ["accepted", "refused"]
    office.work()
    (job,) = client.wait(upload)
    assert (job.state, job.document_id) == ("succeeded", upload.items[0].document_id)
    (document,) = client.list_documents()
    assert (document.name, document.state) == ("财产条款", "ready")
    renamed = client.rename_document(document, "财产条款（新）")
    assert renamed.name == "财产条款（新）"
    with pytest.raises(ApiProblem) as caught:
        client.rename_document(document, "财产条款（旧）")
    assert caught.value.status == 412
    original = client.get_original(document.id)
    assert (original.filename, original.content) == ("财产条款.txt", path.read_bytes())
    client.delete_document(document.id)
    assert list(client.list_documents()) == []
    with pytest.raises(ApiProblem, match="没有这份文档") as caught:
        client.get_document(document.id)
    assert (caught.value.status, caught.value.code) == (404, "document-not-found")


def test_versions_and_readings(client: Client, office: Office) -> None:
    document_id = _read(client, office)
    again = client.read_again(document_id)
    office.work()
    assert client.wait(again).state == "succeeded"
    item = client.upload_version(document_id, ("条款二.txt", (TEXT + "第五条 补充。\n").encode()))
    assert item.job_id is not None
    assert client.get_job(item.job_id).position == 1
    assert client.cancel_job(item.job_id).state == "cancelled"
    assert client.wait(item.job_id).state == "cancelled"
    assert [(one.number, one.state) for one in client.list_versions(document_id)] == [
        (1, "ready"),
        (2, "cancelled"),
    ]
    assert [reading.current for reading in client.list_readings(document_id)] == [True, False]
    assert [job.state for job in client.list_jobs(document_id=document_id, page_size=1)] == [
        "cancelled",
        "succeeded",
        "succeeded",
    ]


def test_content_is_one_text(client: Client, office: Office) -> None:
    document_id = _read(client, office)
    text = client.get_text(document_id)
    assert text.length == len(text.text)
    assert client.get_text(document_id, start=3, end=8).text == text.text[3:8]
    (article,) = client.get_tree(document_id, path="第二条").nodes
    assert "每次事故赔偿限额为100万元" in text.text[article.start : article.end]
    (found,) = client.search("免赔额", document_id=document_id)
    assert text.text[found.start : found.end] == found.text
    assert client.list_pages(document_id).pages == []
    with pytest.raises(ApiProblem, match="不分页"):
        client.get_page(document_id, 1)


def test_records_are_found_reviewed_and_added(client: Client, office: Office) -> None:
    document_id = _read(client, office)
    limits = list(client.list_records(type=[RecordType.LIMIT], amount_min=Decimal(6000), sort="amount"))
    assert [record.fields["amount"] for record in limits] == [1_000_000]
    fields = {**limits[0].fields, "amount": Decimal("2000000.50")}
    corrected = client.review_record(limits[0], "correct", fields=fields, note="核对原件")
    assert (corrected.fields["amount"], corrected.review) == (2_000_000.5, "corrected")
    with pytest.raises(ApiProblem) as caught:
        client.review_record(limits[0], "accept")
    assert caught.value.status == 412
    assert client.get_record(corrected.id, known=corrected) is corrected
    assert [event.action for event in client.get_record_history(corrected.id)] == ["record.corrected"]
    start = client.get_text(document_id).text.index("因火灾")
    added = client.add_record(document_id, RecordType.DEFINITION, start, start + 3, fields={"term": "火灾"})
    assert (added.quote, added.review) == ("因火灾", "added")
    assert client.count_records(document_id=document_id).types["definition"] == 1
    with pytest.raises(ApiProblem) as caught:
        client.add_record(document_id, RecordType.LIMIT, start, start + 3, fields={"amount": -1})
    assert [error.pointer for error in caught.value.errors] == ["/fields/amount"]


def test_findings_and_references(client: Client, office: Office) -> None:
    document_id = _read(client, office)
    (dangling,) = client.list_document_references(document_id, status=["dangling"])
    assert dangling.quote == "第九条"
    (finding,) = client.list_findings(code=["dangling-reference"])
    assert (finding.start, finding.end) == (dangling.start, dangling.end)
    rejected = client.review_finding(finding, "reject", note="指另一份合同")
    assert rejected.review == "rejected"
    assert [event.action for event in client.get_finding_history(finding.id)] == ["finding.rejected"]
    assert list(client.list_document_findings(document_id, code=["dangling-reference"])) == []
    added = client.add_finding(document_id, "conflict", "与第三条不一致。", finding.start, finding.end)
    assert client.get_finding(added.id) == added
    assert client.count_findings().codes["conflict"] == 1
    assert list(client.list_references(document_id=document_id, status=["external"])) == []


def test_lists_go_over_their_pages(client: Client, office: Office) -> None:
    document_id = _read(client, office)
    whole = [record.id for record in client.list_document_records(document_id)]
    assert len(whole) > 4
    assert [record.id for record in client.list_document_records(document_id, page_size=2)] == whole


def test_a_job_is_watched_while_it_runs(client: Client, office: Office) -> None:
    (item,) = client.upload_documents(("条款.txt", TEXT.encode())).items
    assert item.job_id is not None
    with ThreadPoolExecutor(1) as threads:
        seen = []
        for job in client.watch_job(item.job_id):
            seen.append(job.state)
            if job.state == "queued":
                worked = threads.submit(office.work)
        assert worked.result(30) == 1
    assert (seen[0], seen[-1]) == ("queued", "succeeded")


def test_exports_are_files_with_their_names(client: Client, office: Office) -> None:
    document_id = _read(client, office)
    whole = client.export_document(document_id, "json")
    assert (whole.filename, whole.media_type) == ("条款.json", "application/json")
    masked = client.export_document(document_id, "json", masked=True)
    assert "13800138000" in whole.content.decode()
    assert "13800138000" not in masked.content.decode()
    table = client.export_documents([document_id], "csv", records_only=True)
    assert table.filename == "导出.csv"
    with pytest.raises(ApiProblem, match="只能装一份文档"):
        client.export_documents([document_id], "json")


def test_keys_members_and_the_audit_trail(client: Client, address: str) -> None:
    made = client.create_key("只读", [Scope.READ], days=1)
    assert made.id in {key.id for key in client.list_keys().items}
    with Client(address, made.key) as reader:
        assert reader.get_session().scopes == [Scope.READ]
        with pytest.raises(ApiProblem, match="需要 write 权限"):
            reader.upload_documents(("条款.txt", TEXT.encode()))
        client.revoke_key(made.id)
        with pytest.raises(ApiProblem) as caught:
            reader.get_session()
    assert caught.value.status == 401
    actions = [event.action for event in client.list_audit(page_size=1)]
    assert actions[:2] == ["key.revoked", "key.created"]


def test_a_person_signs_in_and_out(client: Client, address: str) -> None:
    member = client.add_member("李四", [Scope.READ], password="青山一道同云雨明月何曾是两乡")
    assert "李四" in {one.name for one in client.list_members().items}
    with Client(address) as person:
        signed_in = person.sign_in("李四", "青山一道同云雨明月何曾是两乡")
        assert (signed_in.kind, signed_in.id) == ("person", member.user_id)
        assert person.switch_workspace(signed_in.workspace_id).workspace_id == signed_in.workspace_id
        person.change_password("青山一道同云雨明月何曾是两乡", "沧海月明珠有泪蓝田日暖玉生烟")
        person.sign_in("李四", "沧海月明珠有泪蓝田日暖玉生烟")
        person.sign_out()
        with pytest.raises(ApiProblem) as caught:
            person.get_session()
    assert caught.value.status == 401
    assert client.change_member(member.user_id, [Scope.READ, Scope.WRITE]).scopes == [Scope.READ, Scope.WRITE]
    client.remove_member(member.user_id)


def test_the_state_of_the_service(client: Client) -> None:
    assert client.get_health().status == "ok"
    assert client.get_readiness().status == "ok"
    assert "tiaokuan_documents 0" in client.get_metrics()
