"""Around every request (请求处理): an id, a log line, a bound on the body, security headers.

Plain ASGI, so that streamed answers stay streams.
"""

import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import TooLarge
from api.service.metrics import REQUESTS, SECONDS
from api.service.problems import internal_error, problem_response
from api.store.audit import request_id
from api.store.columns import new_id

_log = structlog.get_logger("tiaokuan.request")
_GIVEN = re.compile(r"[\w.\-]{8,64}", re.ASCII)

_UNANSWERED = 499  # the caller left before there was an answer
_SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "cache-control": "no-store",
}


class Exchange:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, *, request_bytes: int) -> None:
        self._app = app
        self._request_bytes = request_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = _header(scope, b"x-request-id")
        own = known if _GIVEN.fullmatch(known) else new_id("req")
        token = request_id.set(own)
        told = _Told(send, own)
        started = time.perf_counter()
        try:
            await self._answer(scope, receive, told)
        finally:
            self._report(scope, told.status, time.perf_counter() - started)
            request_id.reset(token)

    async def _answer(self, scope: Scope, receive: Receive, send: "_Told") -> None:
        body = _Bounded(receive, self._request_bytes)
        declared = _header(scope, b"content-length")
        try:
            if declared.isdigit() and int(declared) > self._request_bytes:
                body.refuse()
            await self._app(scope, body, send)
        except TooLarge as problem:
            await problem_response(problem)(scope, receive, send)
        except Exception as error:
            _log.error("unexpected", error=type(error).__name__, exc_info=error)
            if send.status != _UNANSWERED:
                raise  # the answer has begun: closing the connection is all that is left
            await internal_error()(scope, receive, send)

    @staticmethod
    def _report(scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "-")
        REQUESTS.labels(scope["method"], route, str(status)).inc()
        SECONDS.labels(scope["method"], route).observe(seconds)
        if route not in {"/healthz", "/readyz", "/metrics"}:
            _log.info(
                "request", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1)
            )


class _Told:
    """Sends with the headers that every answer has, and remembers the status."""

    def __init__(self, send: Send, own: str) -> None:
        self._send = send
        self._own = own
        self.status = _UNANSWERED

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            there = {name for name, _ in message["headers"]}
            added = {**_SECURITY, "x-request-id": self._own}
            message["headers"] = [
                *message["headers"],
                *(
                    (name.encode(), value.encode())
                    for name, value in added.items()
                    if name.encode() not in there
                ),
            ]
        await self._send(message)


class _Bounded:
    """Receives at most so many bytes of body."""

    def __init__(self, receive: Callable[[], Awaitable[MutableMapping[str, Any]]], at_most: int) -> None:
        self._receive = receive
        self._at_most = at_most
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._at_most:
            self.refuse()
        return message

    def refuse(self) -> None:
        raise TooLarge(
            "request-too-large", f"请求正文超过 {self._at_most >> 20} MiB 的上限。请减少一次上传的文件数量。"
        )


def _header(scope: Scope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return ""
