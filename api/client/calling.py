"""Calls over HTTP (调用): sent, sent again where that does no harm, and answered."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from typing import Any, BinaryIO, Protocol, TypeVar
from urllib.parse import quote
from uuid import uuid4

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from api.client.problems import Unreachable, refusal
from api.client.repeating import pause_asked, pauses
from extractor.claim import Moment

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_JSON = {"Content-Type": "application/json"}
UNCHANGED, _MISSING, _TOO_MANY = 304, 404, 429


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it is sent, and sent again. Values of ``query`` and ``body`` that are None are left out.
    ``form`` goes beside ``files``.

    ``answers`` are statuses that answer it beside 2xx; ``silence`` is how long its answer may pause, in seconds,
    where that is not the connection's timeout.
    """

    method: str
    path: str
    query: Mapping[str, object] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    files: Sequence[tuple[str, tuple[str, bytes | BinaryIO]]] | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[int, ...] = ()
    silence: float | None = None

    @property
    def is_harmless_twice(self) -> bool:
        """True where carrying it out twice is as good as once."""
        return self.method in {"GET", "DELETE"} or "Idempotency-Key" in self.headers

    @property
    def is_done_once(self) -> bool:
        """True where it cannot be carried out twice, though the second time may be answered otherwise."""
        return self.is_harmless_twice or "If-Match" in self.headers


class PageOf(Protocol[T_co]):
    """A page of a list on the wire."""

    @property
    def items(self) -> Sequence[T_co]: ...
    @property
    def next_cursor(self) -> str | None: ...


class Connection:
    """The way to one service with one key. ``timeout`` is how long the service may be silent, in seconds."""

    def __init__(self, url: str, key: str | None, *, timeout: float) -> None:
        address = _address(url)
        # Signed in with a cookie, what changes something must come from a page of the service itself.
        headers = {
            "Origin": f"{address.scheme}://{address.netloc.decode()}",
            "User-Agent": f"tiaokuan/{version('tiaokuan')}",
        }
        if key:
            if not (key.isascii() and key.isprintable()):
                raise ValueError("密钥含有不可用的字符。请核对密钥是否完整（tk_ 开头），前后没有多余的文字。")
            headers["Authorization"] = f"Bearer {key}"
        self.http = httpx.Client(base_url=address, headers=headers, timeout=timeout)

    def ask(self, call: Call, form: type[T]) -> T:
        """The answer in its form. Raises as :meth:`send` does."""
        return read_answer(self.send(call), form)

    def list(self, path: str, form: type[PageOf[T]], query: Mapping[str, object]) -> Iterator[T]:
        """Everything in a list; each page is asked for when the one before has been gone through."""
        cursor: str | None = None
        while True:
            page = self.ask(Call("GET", path, {**query, "cursor": cursor}), form)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def send(self, call: Call, *, stream: bool = False) -> httpx.Response:
        """The answer of a call that succeeded. With ``stream`` its content is left to be read.

        Raises ApiProblem where the service refuses, Unreachable where there is no answer, UnexpectedAnswer where it
        is none of this service's. A call that cannot do harm is sent again where the service is busy or the answer
        was lost; a deletion whose answer was lost succeeds where nothing is left to delete (404).
        """
        course = _Course(call)
        for pause in (*pauses(), None):
            try:
                response = self.http.send(self._request(call), stream=stream)
                if response.is_success or response.status_code in call.answers:
                    return response
                response.read()
            except httpx.RequestError as error:
                time.sleep(course.pause_after_failure(error, pause))
                continue
            if course.is_over(response):
                return response
            time.sleep(course.pause_after_refusal(response, pause))
        raise AssertionError("the last attempt returns or raises")

    def _request(self, call: Call) -> httpx.Request:
        return self.http.build_request(
            call.method,
            call.path,
            params=_given(call.query),
            content=None if call.body is None else _written(call.body),
            files=call.files,
            data=call.form or None,
            headers={**_JSON, **call.headers} if call.body is not None else call.headers,
            timeout=self.http.timeout if call.silence is None else httpx.Timeout(call.silence),
        )


class _Course:
    """How a call has gone so far, and whether it is sent again."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._answer_lost = False

    def pause_after_failure(self, error: httpx.RequestError, pause: float | None) -> float:
        """Seconds until it is sent again; Unreachable where it is not."""
        never_sent = isinstance(error, _NEVER_SENT)
        if pause is None or not (never_sent or self._call.is_harmless_twice):
            raise _unreachable(self._call, error) from error
        self._answer_lost = self._answer_lost or not never_sent
        return pause

    def is_over(self, response: httpx.Response) -> bool:
        """True where what was to be deleted is gone: by an attempt whose answer was lost."""
        return self._answer_lost and self._call.method == "DELETE" and response.status_code == _MISSING

    def pause_after_refusal(self, response: httpx.Response, pause: float | None) -> float:
        """Seconds until it is sent again; what the refusal says where it is not."""
        wait = None if pause is None else pause_asked(response, pause)
        if wait is None or not (self._call.is_done_once or response.status_code == _TOO_MANY):
            raise refusal(response)
        return wait


def _address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        address = httpx.URL()
    if address.scheme not in {"http", "https"} or not address.host:
        raise ValueError(f"服务地址应以 http:// 或 https:// 开头，例如 http://127.0.0.1:8470；现为“{url}”。")
    return address


def at(*parts: str | int) -> str:
    """The address under /v1 of what these words and ids lead to."""
    return "/v1/" + "/".join(quote(str(part), safe="") for part in parts)


def once() -> dict[str, str]:
    """The headers of a call that creates something: sent again, it is carried out once."""
    return {"Idempotency-Key": str(uuid4())}


def unless_known(path: str, etag: str, query: Mapping[str, object] | None = None) -> Call:
    """Asks for what is not as it was when it had that entity tag; answered by UNCHANGED where it is."""
    return Call("GET", path, query or {}, headers={"If-None-Match": etag}, answers=(UNCHANGED,))


def read_answer(response: httpx.Response, form: type[T], data: str | bytes | None = None) -> T:
    """What an answer tells (``data`` where that is a part of it). UnexpectedAnswer where it is not of that form."""
    try:
        told: T = _reader(form).validate_json(response.content if data is None else data)
    except ValidationError:
        raise refusal(response) from None
    return told


_reader: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def _written(body: Mapping[str, Any]) -> str:
    return json.dumps(_given(body), ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    """Amounts and rates may be decimals, as the record format has numbers for them; mappings of any kind go as objects,
    forms as what was said in them, days and moments in ISO form."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True, exclude_unset=True)
    if isinstance(value, (date, Moment)):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _unreachable(call: Call, error: httpx.RequestError) -> Unreachable:
    if isinstance(error, httpx.TimeoutException):
        return Unreachable(
            f"服务没有在规定时间内应答（{call.method} {call.path}）。请稍后重试，或加大 timeout。"
        )
    return Unreachable(
        f"无法连接服务，或连接中断（{call.method} {call.path}）。请确认服务已启动、地址正确、网络通畅。"
    )
