"""Calls: what is sent, what is sent again, and what a refusal becomes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from itertools import islice
from pathlib import Path

import httpx
import pytest

from api.callers import Scope
from api.client import ApiProblem, Client, Download, UnexpectedAnswer, Unreachable
from api.service.wire.documents import DocumentOut
from api.service.wire.records import RecordOut
from tests.client.fake import URL, answering, problem

DOCUMENT = DocumentOut.model_validate(DocumentOut.model_json_schema()["examples"][0])
UPLOAD = {"id": "upl_1", "items": []}
KEY = {
    "id": "key_1",
    "name": "核保系统",
    "prefix": "tk_7c1d9e2f",
    "scopes": ["read"],
    "created_at": "2026-03-02T01:20:28Z",
    "created_by": "usr_1",
    "key": "tk_7c1d9e2f_secret",
}


class Script:
    """Answers, one after the other, and what was asked for each."""

    def __init__(self, *answers: httpx.Response | type[httpx.RequestError]) -> None:
        self._answers = iter(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = next(self._answers)
        if isinstance(answer, httpx.Response):
            return answer
        raise answer("cut", request=request)

    def keys(self) -> set[str]:
        """The idempotency keys that were sent."""
        return {request.headers["Idempotency-Key"] for request in self.asked}


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made, without the waiting."""
    pauses: list[float] = []
    monkeypatch.setattr("api.client.calling.time.sleep", pauses.append)
    return pauses


def _busy(status: int = 503, **headers: str) -> httpx.Response:
    return problem(status, "queue-full", "排队的任务已达上限。请稍后重新上传。", **headers)


def test_the_key_goes_with_every_call() -> None:
    script = Script(httpx.Response(204))
    with answering(script) as client:
        client.delete_document("doc_1")
    (asked,) = script.asked
    assert (asked.method, str(asked.url)) == ("DELETE", f"{URL}/v1/documents/doc_1")
    assert asked.headers["Authorization"] == "Bearer tk_test"


def test_without_a_key_there_is_none_and_the_origin_is_the_services_own() -> None:
    script = Script(httpx.Response(204))
    with answering(script, key=None) as client:
        client.sign_out()
    assert "Authorization" not in script.asked[0].headers
    assert script.asked[0].headers["Origin"] == URL


def test_a_refusal_says_what_the_service_says() -> None:
    answer = httpx.Response(
        422,
        json={
            "status": 422,
            "code": "invalid-request",
            "detail": "请求内容不合要求。",
            "instance": "urn:tiaokuan:request:req_1",
            "errors": [{"pointer": "/name", "message": "缺少这一项"}],
        },
        headers={"content-type": "application/problem+json"},
    )
    with (
        answering(Script(answer)) as client,
        pytest.raises(ApiProblem, match=r"^请求内容不合要求。$") as caught,
    ):
        client.get_document("doc_1")
    told = caught.value
    assert (told.status, told.code, told.instance) == (422, "invalid-request", "urn:tiaokuan:request:req_1")
    assert [(one.pointer, one.message) for one in told.errors] == [("/name", "缺少这一项")]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(502, html="<h1>Bad Gateway</h1>"),
        httpx.Response(301, headers={"location": "https://elsewhere.test/"}),
        httpx.Response(200, html="<h1>Welcome</h1>"),
        httpx.Response(200, json={"id": "doc_1"}),
        httpx.Response(404, json=["none"], headers={"content-type": "application/problem+json"}),
        httpx.Response(304),
    ],
)
def test_an_answer_of_another_service_is_told_as_such(answer: httpx.Response) -> None:
    with answering(Script(answer)) as client, pytest.raises(UnexpectedAnswer, match="请核对服务地址"):
        client.get_document("doc_1")


def test_a_busy_service_is_asked_again_after_as_long_as_it_says(slept: list[float]) -> None:
    script = Script(_busy(Retry_After="7"), _busy(429, Retry_After="9"), httpx.Response(202, json=UPLOAD))
    with answering(script) as client:
        assert client.upload_documents(("条款.txt", b"text")).id == "upl_1"
    assert slept == [7, 9]
    assert len(script.keys()) == 1
    assert len({request.content.partition(b"text")[1] for request in script.asked}) == 1


def test_two_calls_have_two_idempotency_keys() -> None:
    script = Script(httpx.Response(202, json=UPLOAD), httpx.Response(202, json=UPLOAD))
    with answering(script) as client:
        client.upload_documents(("甲.txt", b"one"))
        client.upload_documents(("甲.txt", b"one"))
    assert len(script.keys()) == 2


def test_files_are_sent_again_from_their_beginning(slept: list[float], tmp_path: Path) -> None:
    path = tmp_path / "条款.txt"
    path.write_bytes("第一条 保险责任".encode() * 30_000)
    script = Script(httpx.ReadError, _busy(), httpx.Response(202, json=UPLOAD))
    with answering(script) as client:
        client.upload_documents(path, str(path))
    assert len(script.asked) == 3
    assert all(request.content.count(path.read_bytes()) == 2 for request in script.asked)
    assert all('filename="条款.txt"'.encode() in request.content for request in script.asked)


def test_pauses_grow_and_end_with_the_refusal(slept: list[float]) -> None:
    script = Script(*[_busy() for _ in range(9)])
    with answering(script) as client, pytest.raises(ApiProblem) as caught:
        client.get_document("doc_1")
    assert caught.value.status == 503
    assert len(script.asked) == len(slept) + 1 == 6
    assert all(0.25 * 2**number <= pause <= 0.5 * 2**number for number, pause in enumerate(slept))


def test_a_date_to_come_back_at_is_understood(slept: list[float]) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    with answering(Script(_busy(Retry_After=moment), httpx.Response(204))) as client:
        client.delete_document("doc_1")
    assert 25 < slept[0] <= 30


@pytest.mark.parametrize("told", ["86400", "Wed, 21 Oct 2125 07:28:00 GMT"])
def test_a_call_does_not_wait_for_ever(slept: list[float], told: str) -> None:
    with answering(Script(_busy(429, Retry_After=told))) as client, pytest.raises(ApiProblem):
        client.get_document("doc_1")
    assert slept == []


def _rename(client: Client) -> object:
    return client.rename_document(DOCUMENT, "新名称")


def _make_key(client: Client) -> object:
    return client.create_key("核保系统", [Scope.READ])


def _get(client: Client) -> object:
    return client.get_document("doc_1")


def _upload(client: Client) -> object:
    return client.upload_documents(("甲.txt", b"text"))


_ANSWERS = {
    _rename: httpx.Response(200, text=DOCUMENT.model_dump_json()),
    _make_key: httpx.Response(201, json=KEY),
    _get: httpx.Response(200, text=DOCUMENT.model_dump_json()),
    _upload: httpx.Response(202, json=UPLOAD),
}


@pytest.mark.parametrize(
    ("trouble", "again"),
    [
        (httpx.ConnectError, [_rename, _make_key, _get, _upload]),  # nothing was sent
        (_busy(429), [_rename, _make_key, _get, _upload]),  # nothing was done
        (_busy(503), [_rename, _get, _upload]),  # whatever was done cannot be done again
        (httpx.ReadError, [_get, _upload]),  # doing it again does not matter
        (httpx.ReadTimeout, [_get, _upload]),
        (httpx.RemoteProtocolError, [_get, _upload]),
    ],
)
@pytest.mark.parametrize("call", [_rename, _make_key, _get, _upload])
def test_only_what_does_no_harm_is_sent_again(
    slept: list[float],
    call: Callable[[Client], object],
    trouble: httpx.Response | type[httpx.RequestError],
    again: list[object],
) -> None:
    script = Script(trouble, _ANSWERS[call])
    with answering(script) as client:
        if call in again:
            call(client)
        else:
            with pytest.raises((Unreachable, ApiProblem)):
                call(client)
    assert len(script.asked) == len(slept) + 1 == (2 if call in again else 1)


def test_a_service_that_is_not_there_is_told_so(slept: list[float]) -> None:
    with (
        answering(Script(*[httpx.ConnectError] * 9)) as client,
        pytest.raises(Unreachable, match="请确认服务已启动"),
    ):
        client.get_session()
    assert len(slept) == 5


def test_a_service_that_keeps_silent_is_told_so(slept: list[float]) -> None:
    with (
        answering(Script(httpx.ReadTimeout)) as client,
        pytest.raises(Unreachable, match="没有在规定时间内应答"),
    ):
        client.create_key("核保系统", [Scope.READ])


def test_a_deletion_whose_answer_was_lost_is_done_where_nothing_is_left(slept: list[float]) -> None:
    missing = problem(404, "document-not-found", "没有这份文档。")
    script = Script(httpx.ReadError, missing)
    with answering(script) as client:
        client.delete_document("doc_1")
    assert len(script.asked) == 2
    with answering(Script(missing)) as client, pytest.raises(ApiProblem, match="没有这份文档"):
        client.delete_document("doc_1")
    with answering(Script(httpx.ConnectError, missing)) as client, pytest.raises(ApiProblem):
        client.delete_document("doc_1")


def test_pages_of_a_list_are_got_when_they_are_needed() -> None:
    item = DOCUMENT.model_dump(mode="json", exclude_none=True)

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        following = {"1": "2", "2": None}[request.url.params.get("cursor", "1")]
        return httpx.Response(200, json={"items": [item] * 3, "total": 6, "next_cursor": following})

    asked: list[dict[str, str]] = []
    with answering(answer) as client:
        found: Iterator[DocumentOut] = client.list_documents(name="责任", page_size=3)
        assert asked == []
        assert len(list(islice(found, 3))) == 3
        assert len(asked) == 1
        assert len(list(found)) == 3
    assert asked == [
        {"sort": "created", "order": "desc", "limit": "3", "name": "责任"},
        {"sort": "created", "order": "desc", "limit": "3", "name": "责任", "cursor": "2"},
    ]


def test_what_is_known_is_given_back_where_it_is_unchanged() -> None:
    known = DOCUMENT.model_copy(update={"revision": 4})
    script = Script(httpx.Response(304), httpx.Response(200, text=DOCUMENT.model_dump_json()))
    with answering(script) as client:
        assert client.get_document(DOCUMENT.id, known=known) is known
        assert client.get_document(DOCUMENT.id, known=known) == DOCUMENT
    assert script.asked[0].headers["If-None-Match"] == '"r4"'
    image = Download("", "image/png", b"png", '"abc-1-110"')
    with answering(Script(httpx.Response(304))) as client:
        assert client.get_page_image(DOCUMENT.id, 1, known=image) is image


def test_a_service_that_is_not_ready_says_what_fails(slept: list[float]) -> None:
    told = {"status": "failing", "database": "failing", "storage": "ok"}
    with answering(Script(httpx.Response(503, json=told))) as client:
        assert client.get_readiness().database == "failing"
    assert slept == []


def test_amounts_go_as_numbers() -> None:
    record = RecordOut.model_validate(RecordOut.model_json_schema()["examples"][0])
    script = Script(httpx.Response(200, text=record.model_dump_json()))
    fields = {"amount": Decimal("2000000.00"), "rate": Decimal("0.055"), "kind": "deductible"}
    with answering(script) as client:
        client.review_record(record, "correct", fields=fields)
    (asked,) = script.asked
    assert asked.content == (
        b'{"action": "correct", "fields": {"amount": 2000000, "rate": 0.055, "kind": "deductible"}, "note": ""}'
    )
    assert asked.headers["If-Match"] == '"r1"'


@pytest.mark.parametrize("url", ["127.0.0.1:8470", "ftp://a.test", "http://", "", "http://a:port", "没有"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="服务地址应以 http"):
        Client(url)


@pytest.mark.parametrize("key", ["密钥", "tk_1\n"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="请核对密钥是否完整"):
        Client(URL, key)
