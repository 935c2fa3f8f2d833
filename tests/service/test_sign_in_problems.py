"""Every problem that the routes of sign-in document, for a person with a session."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from api.access.members import add_member
from api.access.passwords import hash_password
from api.access.people import create_user
from api.callers import Scope
from tests.service.office import Office
from tests.service.test_every_problem import is_problem

PASSWORD = "青山一道同云雨明月何曾是两乡"
_BODIES: dict[str, dict[str, Any]] = {
    "POST": {"name": "wang", "password": PASSWORD},
    "PATCH": {"workspace_id": "ws_none"},
    "PUT": {"current": PASSWORD, "new": "another long password"},
}
_ROUTES = [("GET", ""), ("POST", ""), ("PATCH", ""), ("DELETE", ""), ("PUT", "/password")]


@pytest.fixture(name="small")
def _small(sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office that takes bodies of 10 KB at most."""
    with Office.at(sqlite_url, tmp_path, request_bytes=10_000) as office:
        yield office


@pytest.fixture(name="person")
def _person(small: Office) -> TestClient:
    with small.service.database.writing() as session:
        user = create_user(session, small.caller, "wang", hash_password(PASSWORD, "wang"))
        add_member(session, small.caller, user, list(Scope))
    client = TestClient(small.client.app, base_url="https://testserver", raise_server_exceptions=False)
    assert client.post("/v1/session", json=_BODIES["POST"]).status_code == 200
    return client


def _send(client: TestClient, method: str, path: str, **changes: Any) -> httpx.Response:
    sent = {"json": _BODIES[method]} if method in _BODIES else {}
    headers = {"Sec-Fetch-Site": "same-origin", **changes.pop("headers", {})}
    return client.request(method, f"/v1/session{path}", **{**sent, "headers": headers, **changes})


def _documented(small: Office) -> set[tuple[str, str, int]]:
    app: Any = small.client.app
    paths = app.openapi()["paths"]
    return {
        (method, path, int(status))
        for method, path in _ROUTES
        for status in paths[f"/v1/session{path}"][method.lower()]["responses"]
        if int(status) >= 400
    }


def _produced(small: Office, person: TestClient) -> Iterator[tuple[str, str, int, httpx.Response]]:
    """What each way to fail gives."""
    nobody = TestClient(small.client.app, raise_server_exceptions=False)
    ways: dict[int, Callable[[str, str], httpx.Response]] = {
        401: lambda method, path: _send(
            nobody, method, path, **({"json": {"name": "x", "password": "y"}} if method == "POST" else {})
        ),
        403: lambda method, path: _send(person, method, path, headers={"Sec-Fetch-Site": "cross-site"}),
        404: lambda method, path: _send(
            person, method, path, json={**_BODIES[method], "workspace_id": "ws_00000000000000000000"}
        ),
        413: lambda method, path: _send(person, method, path, json=None, content=b"x" * 20_000),
        400: lambda method, path: _send(
            person, method, path, json=None, content=b'"\xff"', headers={"Content-Type": "application/json"}
        ),
        422: lambda method, path: _send(person, method, path, json={"x": 1}),
    }
    for method, path, status in sorted(_documented(small)):
        if status in ways:
            yield method, path, status, ways[status](method, path)


def test_every_way_to_fail(small: Office, person: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    done = set()
    for method, path, status, answer in _produced(small, person):
        is_problem(answer, status)
        done.add((method, path, status))

    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("away"))

    with monkeypatch.context() as patched:
        patched.setattr(small.service.database, "reading", away)
        patched.setattr(small.service.database, "writing", away)
        for method, path in _ROUTES:
            is_problem(_send(person, method, path), 503)
            done.add((method, path, 503))
    app: Any = small.client.app
    app.state.rates = type(app.state.rates)(1)
    _send(person, "GET", "")
    for method, path in _ROUTES:
        if method != "POST":
            is_problem(_send(person, method, path), 429)
            done.add((method, path, 429))
    false = {"name": "wang", "password": "not the password"}
    monkeypatch.setattr(
        "time.time", lambda: 1_800_000_007.3
    )  # failures are counted by the minute of the clock
    answers = [_send(person, "POST", "", json=false) for _ in range(11)]
    is_problem(answers[-1], 429)
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert done | {("POST", "", 429)} == _documented(small)
