"""Who is let through: by scope, by key or cookie, from which page, how often."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.keys import list_keys, revoke_key
from api.callers import Scope
from tests.access.site import OWN, browser, key, make_app, program
from tests.access.world import Clock, World, begin_session

GUARDS = {"reader": Scope.READ, "writer": Scope.WRITE, "reviewer": Scope.REVIEW, "admin": Scope.ADMIN}


@pytest.fixture
def app(world: World) -> FastAPI:
    return make_app(world)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("granted", Scope)
def test_each_guard_lets_its_scope_through_and_no_other(world: World, app: FastAPI, granted: Scope) -> None:
    client = program(app, world, world.admin, granted)
    for path, needed in GUARDS.items():
        answer = client.get(f"/{path}")
        if granted in {needed, Scope.ADMIN}:
            assert (answer.status_code, answer.json()) == (200, "程序")
        else:
            assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing")
            assert needed.value in answer.json()["detail"]


def test_a_persons_scopes_hold_in_a_browser_too(world: World, app: FastAPI) -> None:
    client = browser(app, world, world.writer)
    came = {path: client.post(f"/{path}").status_code for path in (*GUARDS, "anyone", "person")}
    assert came == {
        "reader": 200,
        "writer": 200,
        "reviewer": 403,
        "admin": 403,
        "anyone": 200,
        "person": 200,
    }


@pytest.mark.parametrize("path", [*GUARDS, "anyone", "person", "stream"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer tk_00000000_" + "A" * 43},
        {"Authorization": "Bearer \xe9\xff"},
        {"Authorization": "Basic YWRtaW46YWRtaW4="},
        {"Cookie": "tiaokuan_session=" + "A" * 43, **OWN},
        {"Cookie": "tiaokuan_session=", **OWN},
        {"Cookie": "tiaokuan_session=%00", **OWN},
    ],
)
def test_nobody_is_let_through_unknown(app: FastAPI, path: str, headers: dict[str, str]) -> None:
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    for method in ("GET", "POST"):
        answer = TestClient(app).request(method, f"/{path}", headers=raw)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
        assert "ratelimit-limit" not in answer.headers


def test_a_key_is_no_session_and_a_session_no_key(world: World, app: FastAPI) -> None:
    token, session = key(world, world.admin, Scope.ADMIN), begin_session(world, world.admin)
    client = TestClient(app)
    assert client.get("/person", headers=_bearer(token)).status_code == 401
    assert client.get("/reader", headers=_bearer(session)).status_code == 401
    assert client.get("/reader", headers={"Cookie": f"tiaokuan_session={token}"}).status_code == 401


def test_a_revocation_holds_from_the_next_call_on(world: World, app: FastAPI) -> None:
    client = program(app, world, world.admin, Scope.READ)
    assert client.get("/reader").status_code == 200
    with world.database.writing() as session:
        revoke_key(session, world.admin, list_keys(session, world.admin.workspace_id)[0].id)
    assert client.get("/reader").status_code == 401


def test_a_key_counts_before_a_cookie(world: World, app: FastAPI) -> None:
    client = browser(app, world, world.writer)
    token = key(world, world.stranger, Scope.READ)
    assert client.get("/reader", headers=_bearer(token)).json() == "程序"
    assert client.get("/reader", headers=_bearer("tk_wrong")).status_code == 401
    assert client.get("/reader", headers={"Authorization": "Basic eDp5"}).json() == "小甲"


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://elsewhere"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://TestServer"}, True),
        ({"Origin": "http://testserver:8080"}, False),
        ({"Origin": "http://testserver:8080", "Host": "testserver:8080"}, True),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "http://evil.example/testserver"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "null", "Host": ""}, False),
        ({}, False),
    ],
)
def test_with_a_cookie_only_own_pages_change_things(
    world: World, app: FastAPI, headers: dict[str, str], own: bool
) -> None:
    client = TestClient(app)
    sent = {"Cookie": f"tiaokuan_session={begin_session(world, world.writer)}", **headers}
    answer = client.post("/writer", headers=sent)
    if own:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "cross-site")
    assert client.get("/reader", headers=sent).status_code == 200
    token = key(world, world.admin, Scope.ADMIN)
    assert client.post("/writer", headers={**sent, **_bearer(token)}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_unsafe_route_with_a_cookie_forgets_to_look(world: World, app: FastAPI, method: str) -> None:
    client = TestClient(app, headers={"Sec-Fetch-Site": "cross-site"})
    client.cookies.set("tiaokuan_session", begin_session(world, world.admin))
    body = {
        "name": "新人",
        "password": "long enough, surely",
        "scopes": ["read"],
        "workspace_id": world.admin.workspace_id,
        "current": "x",
    }
    seen = 0
    for path, operations in app.openapi()["paths"].items():
        if method.lower() not in operations or not path.startswith("/v1/"):
            continue
        named = operations[method.lower()].get("requestBody", {}).get("content", {}).get("application/json")
        fields = _fields(app, named)
        address = path.format(key_id="key_0", user_id=world.writer.id)
        answer = client.request(method, address, json={name: body[name] for name in fields} or None)
        assert (answer.status_code, answer.json()["code"]) == (403, "cross-site"), path
        seen += 1
    assert seen


def _fields(app: FastAPI, named: dict[str, dict[str, str]] | None) -> list[str]:
    if named is None:
        return []
    name = named["schema"]["$ref"].rpartition("/")[2]
    return list(app.openapi()["components"]["schemas"][name]["required"])


def test_the_rate_is_told_and_kept_for_each_caller(world: World, clock: Clock) -> None:
    app = make_app(world, rate=3)
    client, other = (program(app, world, world.admin, Scope.READ) for _ in range(2))
    told = []
    for path in ("reader", "stream", "admin", "reader"):
        answer = client.get(f"/{path}")
        headers = [answer.headers[f"ratelimit-{name}"] for name in ("limit", "remaining", "reset")]
        told.append((answer.status_code, *headers))
    assert told == [
        (200, "3", "2", "60"),
        (200, "3", "1", "60"),
        (403, "3", "0", "60"),
        (429, "3", "0", "60"),
    ]
    assert (answer.headers["retry-after"], answer.json()["code"]) == ("60", "rate-exceeded")
    assert other.get("/reader").headers["ratelimit-remaining"] == "2"
    clock.go_on(60.1)
    assert client.get("/reader").status_code == 200


def test_one_person_has_one_rate_in_all_sessions(world: World, clock: Clock) -> None:
    app = make_app(world, rate=2)
    first, second = browser(app, world, world.writer), browser(app, world, world.writer)
    came = [first.get("/reader"), second.get("/reader"), first.get("/reader")]
    assert [answer.status_code for answer in came] == [200, 200, 429]


def test_the_description_tells_both_ways_in(app: FastAPI) -> None:
    described = app.openapi()
    assert described["components"]["securitySchemes"] == {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "密钥（tk_ 开头）：Authorization: Bearer tk_…",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "tiaokuan_session",
            "description": "登录后由浏览器自动发送；更改内容的请求须来自本服务的页面",
        },
    }
    assert described["paths"]["/reader"]["get"]["security"] == [{"key": []}, {"session": []}]
    assert described["paths"]["/person"]["get"]["security"] == [{"session": []}]
    assert "security" not in described["paths"]["/v1/session"]["post"]
