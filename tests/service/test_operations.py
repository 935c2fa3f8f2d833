"""What operators see: health, figures, logs, headers, settings."""

import json
import logging
import re
from pathlib import Path

import pytest
import structlog
from pydantic import ValidationError

from api import logs
from api.service import workbench
from api.settings import Settings, table
from tests.service.office import TEXT, Office

README = Path(__file__).parents[2] / "README.md"


def test_health_and_readiness(office: Office) -> None:
    assert office.client.get("/healthz").json() == {"status": "ok"}
    assert office.client.get("/readyz").json() == {"status": "ok", "database": "ok", "storage": "ok"}


def test_the_address_without_a_built_page_tells_how_to_build_it(
    local: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(workbench, "_BUILD", tmp_path)
    front = local.holding("").get("/")
    assert front.status_code == 503
    assert front.headers["Content-Type"].startswith("text/html")
    assert "make web" in front.text
    assert "default-src 'none'" in front.headers["Content-Security-Policy"]


def test_a_built_file_is_compressed_where_the_browser_takes_it(
    local: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "page-1.js").write_text("'" + "条款" * 500 + "'", "utf-8")
    monkeypatch.setattr(workbench, "_BUILD", tmp_path)
    plain = local.client.get("/assets/page-1.js", headers={"Accept-Encoding": "identity"})
    packed = local.client.get("/assets/page-1.js", headers={"Accept-Encoding": "gzip"})
    assert packed.text == plain.text
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 5
    assert "javascript" in packed.headers["Content-Type"]
    assert "immutable" in packed.headers["Cache-Control"]


def test_unknown_addresses_stay_problems_beside_the_page(local: Office) -> None:
    for path in ("/v1/nothing", "/nothing", "/libraryx", "/assets/../index.html", "/assets/none.js"):
        answer = local.holding("").get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json"), path


def test_a_person_at_an_unknown_address_sees_the_page(
    local: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>条款工作台</title>", "utf-8")
    monkeypatch.setattr(workbench, "_BUILD", tmp_path)
    person = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    visit = local.holding("").get("/nothing", headers=person)
    assert (visit.status_code, visit.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "条款工作台" in visit.text
    assert "script-src 'self' 'nonce-" in visit.headers["Content-Security-Policy"]
    for path in ("/v1/nothing", "/assets/none.js"):
        told = local.holding("").get(path, headers=person)
        assert (told.status_code, told.headers["Content-Type"]) == (404, "application/problem+json"), path


def test_a_full_disk_is_not_ready(local: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(local.service.originals), "free", lambda _: 1000)
    answer = local.client.get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (503, "failing")


def test_figures_tell_jobs_and_no_text(local: Office) -> None:
    local.upload()
    local.client.get("/v1/documents/doc_00000000000000000000")
    told = local.client.get("/metrics").text
    assert 'tiaokuan_jobs{state="queued"} 1.0' in told
    assert "tiaokuan_documents 1.0" in told
    assert re.search(
        r'tiaokuan_requests_total\{.*route="/v1/documents/\{document_id\}",status="404"\} \d', told
    )
    assert "doc_000" not in told
    assert "条款" not in told


def test_every_answer_is_guarded(local: Office) -> None:
    for address in ("/healthz", "/v1/documents", "/nowhere", "/openapi.json"):
        headers = local.client.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Request-Id"].startswith("req_")
        assert "Access-Control-Allow-Origin" not in headers
        assert "Server" not in headers


def test_a_request_keeps_the_id_it_came_with(local: Office) -> None:
    given = local.client.get("/healthz", headers={"X-Request-Id": "trace-0123456789"})
    assert given.headers["X-Request-Id"] == "trace-0123456789"
    forged = local.client.get("/healthz", headers={"X-Request-Id": 'a" onload="'})
    assert forged.headers["X-Request-Id"].startswith("req_")


def test_no_site_is_let_in_unless_it_is_named(local: Office, sqlite_url: str, tmp_path: Path) -> None:
    asked = {"Origin": "https://office.example", "Access-Control-Request-Method": "GET"}
    assert "Access-Control-Allow-Origin" not in local.client.options("/v1/documents", headers=asked).headers
    with Office.at(sqlite_url, tmp_path, origins="https://office.example") as office:
        allowed = office.client.options("/v1/documents", headers=asked)
        assert allowed.headers["Access-Control-Allow-Origin"] == "https://office.example"
        other = office.client.options("/v1/documents", headers={**asked, "Origin": "https://other.example"})
        assert "Access-Control-Allow-Origin" not in other.headers


def test_log_lines_are_json_and_masked(capsys: pytest.CaptureFixture[str]) -> None:
    kept, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        logs.configure_logs("INFO")
        structlog.get_logger("t").info("called", who="联系人：张三丰", phone=["13800138000"])
        logging.getLogger("other").warning("电话：%s", "13800138000")
    finally:
        structlog.configure(**kept)
        root.handlers, root.level = handlers, level
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"][:2] for line in lines] == ["ca", "电话"]
    assert "张三丰" not in str(lines)
    assert "13800138000" not in str(lines)
    assert all({"timestamp", "level"} <= set(line) for line in lines)


def test_nothing_of_a_document_is_logged(local: Office, capsys: pytest.CaptureFixture[str]) -> None:
    kept, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        logs.configure_logs("DEBUG")
        document = local.document(TEXT)
        local.client.get(f"/v1/documents/{document}/text")
        local.client.get("/v1/search", params={"q": "免赔额"})
    finally:
        structlog.configure(**kept)
        root.handlers, root.level = handlers, level
    told = capsys.readouterr().err
    assert "/v1/search" in told
    for word in ("免赔额", "山雀", "13800138000", local.key):
        assert word not in told


def test_the_readme_tells_every_setting() -> None:
    told = README.read_text("utf-8")
    for name, default, description in table():
        assert f"| `{name}` | {f'`{default}`' if default else ''} | {description} |" in told


@pytest.mark.parametrize("address", ["mysql://host/db", "tiaokuan.db"])
def test_a_database_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="数据库地址"):
        Settings(database=address)


def test_a_postgresql_address_may_be_written_as_usual() -> None:
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        assert Settings(database=f"{scheme}://u:p@h/db").database_url == "postgresql+psycopg://u:p@h/db"
