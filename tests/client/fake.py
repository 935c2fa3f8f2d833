"""A service that answers as a test tells it to, in place of the network."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import httpx

from api.client import Client

Answer = Callable[[httpx.Request], httpx.Response]
URL = "http://tiaokuan.test:8470"


@contextmanager
def answering(answer: Answer, key: str | None = "tk_test") -> Iterator[Client]:
    """A client whose requests are answered by ``answer``, which may raise httpx's errors."""

    def read(request: httpx.Request) -> httpx.Response:
        request.read()
        return answer(request)

    made = functools.partial(httpx.Client, transport=httpx.MockTransport(read))
    with patch("api.client.calling.httpx.Client", made):
        client = Client(URL, key)
    with client:
        yield client


def problem(status: int, code: str, detail: str, **headers: str) -> httpx.Response:
    """A refusal as the service writes it."""
    content = {
        "type": f"urn:tiaokuan:problem:{code}",
        "title": "…",
        "status": status,
        "code": code,
        "detail": detail,
        "instance": "urn:tiaokuan:request:req_test",
        "errors": [],
    }
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=content, headers={**told, "content-type": "application/problem+json"})
