"""The tools answer from the service, each thing with its place, in the form that they declare."""

from collections.abc import Callable
from typing import Any

import pytest

from api.client import Client
from tests.assistant.conftest import Ask, called
from tests.service.office import TEXT, Office, newcomer

_PLACE = {"document_id", "document_name", "reading_id", "path", "start", "end", "page"}


def _sourced(client: Client, one: dict[str, Any], name: str) -> str:
    """The words at the place that an answer names; they are what it quotes."""
    assert one.keys() >= _PLACE
    assert one["document_name"] == name
    text = client.get_text(one["document_id"], reading=one["reading_id"]).text
    words = text[one["start"] : one["end"]]
    assert words == one.get("quote", one.get("text"))
    return words


def test_documents_are_found(ask: Ask, office: Office, plain: str, printed: str) -> None:
    (waiting,) = [office.upload("第一条 尚未读取。", "排队.txt")["document_id"]]
    everything = ask("find_documents")["documents"]
    assert [one["document_id"] for one in everything] == [waiting, printed, plain]
    assert everything[0] | {"document_id": ""} == {
        "document_id": "",
        "document_name": "排队",
        "state": "queued",
        "title": None,
        "kind": None,
        "pages": None,
        "reading_id": None,
    }
    (found,) = ask("find_documents", name="机损", kind="clauses", state="ready")["documents"]
    assert (found["document_id"], found["pages"], found["kind"]) == (printed, 4, "clauses")
    assert ask("find_documents", limit=1)["more"] is True
    assert ask("find_documents", limit=3)["more"] is False


def test_clauses_are_searched(ask: Ask, client: Client, plain: str, printed: str) -> None:
    found = ask("search_clauses", query="负责赔偿")
    assert {one["document_id"] for one in found["passages"]} == {plain, printed}
    names = {plain: "财产条款", printed: "机损条款"}
    for one in found["passages"]:
        assert "负责赔偿" in _sourced(client, one, names[one["document_id"]])
    (only,) = ask("search_clauses", query="磨损 赔偿", document_id=printed)["passages"]
    assert (only["path"], only["page"]) == ("第四条", 2)
    assert all(
        one["page"] is None for one in ask("search_clauses", query="保险", document_id=plain)["passages"]
    )
    assert ask("search_clauses", query="保险", limit=1)["more"] is True
    assert ask("search_clauses", query="飞机") == {"passages": [], "more": False}


def test_terms_are_found_by_what_they_say(ask: Ask, client: Client, plain: str, printed: str) -> None:
    limits = ask("find_terms", type="limit", kind="deductible")["records"]
    assert {(one["document_id"], one["fields"]["amount"]) for one in limits} == {
        (plain, 5000),
        (printed, 2000),
    }
    (large,) = ask("find_terms", amount_min=5000.5, amount_max=1e6, document_id=plain)["records"]
    assert large["fields"]["amount"] == 1_000_000
    assert "100万元" in _sourced(client, large, "财产条款")
    (duty,) = ask("find_terms", type="obligation", party="投保人", topic="premium", modality="duty")[
        "records"
    ]
    assert (duty["path"], duty["page"], duty["review"]) == ("第三条", 2, "unreviewed")
    assert [one["path"] for one in ask("find_terms", query="故意", type="exclusion")["records"]] == [
        "第三条（二）"
    ]
    within = ask("find_terms", document_id=plain, path="第三条", limit=1)
    assert (len(within["records"]), within["more"]) == (1, True)
    assert ask("find_terms", document_id="", party="", query="不存在的文字")["records"] == []


def test_what_reviewers_decided_holds(ask: Ask, client: Client, plain: str) -> None:
    (wrong, *_) = list(client.list_records(document_id=plain, kind="deductible"))
    client.review_record(wrong, "reject")
    assert ask("find_terms", kind="deductible")["records"] == []


def test_a_clause_is_read_with_what_is_in_it(ask: Ask, client: Client, plain: str) -> None:
    clause = ask("read_clause", document_id=plain, path="第三条")
    assert "战争造成的损失" in _sourced(client, clause, "财产条款")
    assert clause["text_is_whole"] is True
    assert [child["path"] for child in clause["children"]] == ["第三条（一）", "第三条（二）"]
    assert {record["type"] for record in clause["records"]} == {"exclusion"}
    assert len(clause["records"]) == 2
    fourth = ask("read_clause", document_id=plain, path="第四条")
    ((quote, status),) = [(one["quote"], one["status"]) for one in fourth["references"]]
    assert (quote, status) == ("第九条", "dangling")
    for one in (*clause["records"], *fourth["records"], *fourth["references"]):
        _sourced(client, one, "财产条款")


@pytest.mark.parametrize(("path", "page"), [("第一条", 1), ("第二条", 1), ("第三条", 2), ("第五条", 4)])
def test_a_clause_stands_on_its_page(ask: Ask, printed: str, path: str, page: int) -> None:
    clause = ask("read_clause", document_id=printed, path=path)
    assert clause["page"] == page
    assert {record["page"] for record in clause["records"]} <= {page}


def test_a_long_clause_is_cut_and_says_so(
    ask: Ask, client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.assistant.clauses._LONGEST", 30)
    monkeypatch.setattr("api.assistant.clauses._MOST", 1)
    document_id = office.document(TEXT)
    clause = ask("read_clause", document_id=document_id, path="第三条")
    assert clause["text"] == client.get_text(document_id).text[clause["start"] :][:30]
    assert (clause["text_is_whole"], len(clause["records"]), clause["more"]) == (False, 1, True)
    assert len(clause["children"]) == 2


def test_findings_are_listed(ask: Ask, client: Client, plain: str) -> None:
    told = ask("list_findings", document_id=plain)
    assert (told["document_id"], told["document_name"]) == (plain, "财产条款")
    (dangling,) = [one for one in told["findings"] if one["code"] == "dangling-reference"]
    assert (dangling["name"], dangling["path"]) == ("引用落空", "第四条")
    assert _sourced(client, dangling, "财产条款") == "第九条"


def test_refusals_say_in_chinese_what_to_do(refused: Callable[..., str], office: Office, plain: str) -> None:
    assert refused("list_findings", document_id="doc_none").startswith("没有这份文档。")
    assert refused("read_clause", document_id=plain, path="第九十九条").startswith(
        "该文档没有条号“第九十九条”。"
    )
    waiting = office.upload("第一条 尚未读取。", "排队.txt")["document_id"]
    assert refused("read_clause", document_id=waiting, path="第一条").startswith("该文档尚在读取。")


def test_arguments_are_checked_before_the_service_is_asked(refused: Callable[..., str]) -> None:
    assert refused("search_clauses", query="", limit=1000) == (
        "参数不合要求，请更正后重试。\n/query：不能为空\n/limit：不得大于 100"
    )
    assert "/type：应为" in refused("find_terms", type="保险责任")
    assert "/amount_min：不得小于 0" in refused("find_terms", amount_min=-1)
    assert refused("read_clause", document_id="doc_1") == "参数不合要求，请更正后重试。\n/path：缺少这一项"


def test_a_crash_tells_nothing_of_itself(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("api.assistant.lookup.first", crash)
    assert refused("find_documents") == "工具 find_documents 内部出错，未能完成。请告知管理员。"
    assert "secret" in caplog.text


def test_a_key_sees_its_own_workspace_only(office: Office, address: str, plain: str) -> None:
    _, key = newcomer(office.service, "乙部")
    with Client(address, key) as stranger:
        found, _ = called(stranger, "find_documents", {})
        assert found.structured_content == {"documents": [], "more": False}
        hidden, _ = called(stranger, "list_findings", {"document_id": plain})
        missing, _ = called(stranger, "list_findings", {"document_id": "doc_none"})
        assert hidden.is_error
        assert hidden.content == missing.content
    with Client(address, "tk_00000000_none") as nobody:
        denied, _ = called(nobody, "find_documents", {})
        assert denied.is_error


def test_a_service_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.client.calling.time.sleep", lambda _: None)
    with Client("http://127.0.0.1:9", "tk_test") as client:
        result, _ = called(client, "find_documents", {})
    assert result.is_error
    assert "请确认服务已启动" in result.content[0].text


def test_two_documents_are_compared(ask: Ask, client: Client, office: Office, plain: str) -> None:
    other = office.document(TEXT.replace("5000元", "8000元"), "新条款.txt")
    found = ask("compare", document_id=plain, other_document_id=other)
    (change,) = found["changes"]
    assert (change["kind"], change["gain"], found["more"]) == ("amount", "insurer", False)
    assert _sourced(client, change["before"], "财产条款") == "5000元"
    assert _sourced(client, change["after"], "新条款") == "8000元"
    assert client.get_analysis(found["analysis_id"]).tally["changed"] == 1


def test_a_document_is_checked_by_law_and_by_a_standard(ask: Ask, client: Client, plain: str) -> None:
    by_law = ask("check_document", document_id=plain)
    decided = [one for one in by_law["checks"] if "第二十三条" in "".join(one["law"])]
    assert any(one["verdict"] == "agrees" for one in decided)
    for one in by_law["checks"]:
        for source in one["sources"]:
            _sourced(client, source, "财产条款")
    standard = ask("check_document", document_id=plain, playbook="liability", limit=3)
    assert (len(standard["checks"]), standard["more"]) == (3, True)
    assert standard["checks"][0]["verdict"] == "worse"
