"""The routes of sessions, keys and members: what they do, and that no workspace reaches into another."""

import json
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.keys import create_key
from api.access.members import add_member
from api.access.people import operator, user_named
from api.callers import Scope
from tests.access.site import OWN, browser, make_app, program
from tests.access.world import PASSWORD, Clock, World

NEW = "a quite different password"


@pytest.fixture
def app(world: World) -> FastAPI:
    return make_app(world)


@pytest.fixture
def admin(app: FastAPI, world: World) -> TestClient:
    return browser(app, world, world.admin)


@pytest.fixture
def stranger(app: FastAPI, world: World) -> TestClient:
    return browser(app, world, world.stranger)


def _sign_in(client: TestClient, name: str, password: str, **more: str) -> tuple[int, dict[str, object]]:
    sent = json.dumps({"name": name, "password": password, **more})
    answer = client.post("/v1/session", content=sent, headers={"Content-Type": "application/json"})
    return answer.status_code, answer.json()


def test_a_person_signs_in_and_out(world: World, app: FastAPI) -> None:
    client = TestClient(app, headers=OWN)
    signed_in = client.post("/v1/session", json={"name": "小甲", "password": PASSWORD})
    assert signed_in.status_code == 200
    cookie = signed_in.headers["set-cookie"]
    assert cookie.startswith("tiaokuan_session=")
    assert cookie.partition("; ")[2] == "HttpOnly; Max-Age=43200; Path=/; SameSite=strict"
    assert signed_in.json() == {
        "kind": "person",
        "id": world.writer.id,
        "name": "小甲",
        "workspace_id": world.writer.workspace_id,
        "scopes": ["read", "write"],
        "workspaces": [{"id": world.writer.workspace_id, "name": "甲", "scopes": ["read", "write"]}],
    }
    assert client.get("/v1/session").json() == signed_in.json()
    signed_out = client.delete("/v1/session")
    assert signed_out.status_code == 204
    assert 'tiaokuan_session=""' in signed_out.headers["set-cookie"]
    assert "Max-Age=0" in signed_out.headers["set-cookie"]
    again = {**OWN, "Cookie": cookie.partition(";")[0]}
    assert client.get("/v1/session", headers=again).status_code == 401


def test_behind_https_the_cookie_is_for_https_only(world: World) -> None:
    client = TestClient(make_app(world, secure_cookies=True, session_hours=1))
    answer = client.post("/v1/session", json={"name": "小甲", "password": PASSWORD})
    assert answer.headers["set-cookie"].partition("; ")[2] == (
        "HttpOnly; Max-Age=3600; Path=/; SameSite=strict; Secure"
    )


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(world: World, app: FastAPI) -> None:
    client = TestClient(app)
    answers = [_sign_in(client, name, "wrong password") for name in ("小甲", "无名", "\x00")]
    for status, told in answers:
        assert (status, told["code"]) == (401, "sign-in-refused")
    assert len({str(told) for _, told in answers}) == 1


def test_too_many_failures_are_told_with_a_time_to_wait(app: FastAPI, clock: Clock) -> None:
    client = TestClient(app)
    for _ in range(10):
        assert _sign_in(client, "小甲", "wrong password")[0] == 401
    answer = client.post("/v1/session", json={"name": "小甲", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-sign-ins")
    assert answer.headers["retry-after"] == "53"  # the minute of the clock is over then


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_signs_nobody_in(app: FastAPI, headers: dict[str, str]) -> None:
    answer = TestClient(app, headers=headers).post("/v1/session", json={"name": "小甲", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (403, "cross-site")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "body",
    [
        {"name": "小甲"},
        {"name": "小甲", "password": PASSWORD, "scopes": ["admin"]},
        {"name": "", "password": PASSWORD},
        {"name": "小甲", "password": PASSWORD * 100},
        {"name": "小甲", "password": PASSWORD, "workspace_id": "\x00"},
        {"name": "\ud800", "password": PASSWORD},
        [PASSWORD],
    ],
)
def test_what_is_malformed_is_refused_and_no_password_comes_back(app: FastAPI, body: object) -> None:
    sent = {"content": json.dumps(body), "headers": {"Content-Type": "application/json"}}
    answer = TestClient(app).post("/v1/session", **sent)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert PASSWORD not in answer.text


def test_a_key_tells_what_it_is(world: World, app: FastAPI) -> None:
    told = program(app, world, world.admin, Scope.ADMIN).get("/v1/session").json()
    assert (told["kind"], told["name"]) == ("key", "程序")
    assert told["scopes"] == ["read", "write", "review", "admin"]
    assert told["workspaces"] == [{"id": world.admin.workspace_id, "name": "甲", "scopes": ["admin"]}]


def test_a_key_has_no_session_to_change(world: World, app: FastAPI) -> None:
    client = program(app, world, world.admin, Scope.ADMIN)
    passwords = {"current": PASSWORD, "password": NEW}
    answers = [
        client.patch("/v1/session", json={"workspace_id": world.admin.workspace_id}),
        client.put("/v1/session/password", json=passwords),
        client.delete("/v1/session"),
    ]
    assert [answer.status_code for answer in answers] == [401] * 3


def test_a_person_goes_on_in_another_workspace_of_theirs_only(
    world: World, admin: TestClient, stranger: TestClient
) -> None:
    there = world.stranger.workspace_id
    told = [
        admin.patch("/v1/session", json={"workspace_id": workspace_id})
        for workspace_id in (there, "ws_00000000000000000000")
    ]
    assert [answer.status_code for answer in told] == [404, 404]
    assert told[0].json()["detail"] == told[1].json()["detail"]
    with world.database.writing() as session:
        add_member(session, operator(there), user_named(session, "阿甲"), [Scope.READ])
    switched = admin.patch("/v1/session", json={"workspace_id": there}).json()
    assert (switched["workspace_id"], switched["scopes"]) == (there, ["read"])
    assert [place["name"] for place in switched["workspaces"]] == ["乙", "甲"]
    assert admin.get("/v1/members").status_code == 403
    assert admin.get("/reader").status_code == 200


def test_a_person_changes_their_password(world: World, app: FastAPI) -> None:
    client = browser(app, world, world.writer)
    wrong = client.put("/v1/session/password", json={"current": "wrong", "password": NEW})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (403, "/current")
    weak = client.put("/v1/session/password", json={"current": PASSWORD, "password": "short"})
    assert (weak.status_code, weak.json()["errors"][0]["pointer"]) == (422, "/password")
    assert client.put("/v1/session/password", json={"current": PASSWORD, "password": NEW}).status_code == 204
    assert client.get("/v1/session").status_code == 401
    fresh = TestClient(app)
    assert _sign_in(fresh, "小甲", PASSWORD)[0] == 401
    assert _sign_in(fresh, "小甲", NEW)[0] == 200


def test_an_admin_makes_lists_and_revokes_keys(world: World, app: FastAPI, admin: TestClient) -> None:
    made = admin.post("/v1/keys", json={"name": "核保系统", "scopes": ["write", "read"], "days": 30.0})
    assert made.status_code == 201
    token = made.json()["key"]
    own = TestClient(app, headers={"Authorization": f"Bearer {token}"})
    assert own.get("/writer").json() == "核保系统"
    listed = admin.get("/v1/keys")
    assert token not in listed.text
    (row,) = listed.json()["items"]
    assert row == {name: value for name, value in made.json().items() if name != "key"}
    assert (row["prefix"], row["scopes"], row["created_by"]) == (
        token[:11],
        ["read", "write"],
        world.admin.id,
    )
    assert "expires_at" in row
    assert "revoked_at" not in row
    for _ in range(2):
        assert admin.delete(f"/v1/keys/{row['id']}").status_code == 204
    assert own.get("/writer").status_code == 401
    assert "revoked_at" in admin.get("/v1/keys").json()["items"][0]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["root"]}, "/scopes/0"),
        ({"name": "换\n行"}, "/name"),
        ({"name": ""}, "/name"),
        ({"days": 0}, "/days"),
        ({"days": 3651}, "/days"),
        ({"days": "5"}, "/days"),
        ({"days": 5.5}, "/days"),
        ({"days": True}, "/days"),
        ({"expires_at": "2030-01-01T00:00:00Z"}, "/expires_at"),
    ],
)
def test_a_key_is_asked_for_properly(admin: TestClient, change: dict[str, object], pointer: str) -> None:
    answer = admin.post("/v1/keys", json={"name": "核保系统", "scopes": ["read"], **change})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert admin.get("/v1/keys").json() == {"items": []}


def test_an_admin_adds_changes_and_removes_members(world: World, app: FastAPI, admin: TestClient) -> None:
    added = admin.post("/v1/members", json={"name": "新人", "scopes": ["read"], "password": NEW})
    assert added.status_code == 201
    user_id = added.json()["user_id"]
    assert added.json() == {"user_id": user_id, "name": "新人", "scopes": ["read"], "disabled": False}
    own = TestClient(app, headers=OWN)
    assert _sign_in(own, "新人", NEW)[1]["scopes"] == ["read"]
    changed = admin.patch(f"/v1/members/{user_id}", json={"scopes": ["review", "read"]})
    assert (changed.status_code, changed.json()["scopes"]) == (200, ["read", "review"])
    assert own.get("/reviewer").status_code == 200
    assert changed.json() in admin.get("/v1/members").json()["items"]
    assert admin.delete(f"/v1/members/{user_id}").status_code == 204
    assert own.get("/reviewer").status_code == 401
    assert "新人" not in admin.get("/v1/members").text


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "阿乙", "password": NEW}, 409, "name-taken"),
        ({"name": "小甲"}, 409, "already-member"),
        ({"name": "无名"}, 404, "user-not-found"),
        ({"name": "a b", "password": NEW}, 422, "invalid-request"),
        ({"name": "long-enough-name", "password": "Long-Enough-Name"}, 422, "weak-password"),
    ],
)
def test_a_member_is_added_properly(admin: TestClient, body: dict[str, str], status: int, code: str) -> None:
    answer = admin.post("/v1/members", json={"scopes": ["read"], **body})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert len(admin.get("/v1/members").json()["items"]) == 2


def test_a_malformed_name_is_told_in_words(admin: TestClient) -> None:
    answer = admin.post("/v1/members", json={"name": "a b", "scopes": ["read"], "password": NEW})
    assert answer.json()["errors"][0]["message"].startswith("用户名应为")


def test_the_last_admin_stays(world: World, admin: TestClient) -> None:
    own = f"/v1/members/{world.admin.id}"
    answers = [admin.delete(own), admin.patch(own, json={"scopes": ["read"]})]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "last-admin")] * 2


def test_no_id_reaches_into_another_workspace(world: World, admin: TestClient, stranger: TestClient) -> None:
    foreign = stranger.post("/v1/keys", json={"name": "乙的", "scopes": ["read"]}).json()["id"]
    scopes = {"scopes": ["read"]}
    tries: list[tuple[Callable[[str], object], str, str]] = [
        (lambda one: admin.delete(f"/v1/keys/{one}"), foreign, "key_00000000000000000000"),
        (lambda one: admin.delete(f"/v1/members/{one}"), world.stranger.id, "usr_00000000000000000000"),
        (
            lambda one: admin.patch(f"/v1/members/{one}", json=scopes),
            world.stranger.id,
            "usr_00000000000000000000",
        ),
    ]
    for attempt, there, nowhere in tries:
        first, second = attempt(there), attempt(nowhere)
        assert isinstance(first, type(second))
        assert (first.status_code, first.json()) == (second.status_code, second.json())  # type: ignore[attr-defined]
        assert first.status_code == 404  # type: ignore[attr-defined]
    assert foreign not in admin.get("/v1/keys").text
    assert world.stranger.id not in admin.get("/v1/members").text
    assert len(stranger.get("/v1/members").json()["items"]) == 1
    assert "revoked_at" not in stranger.get("/v1/keys").json()["items"][0]


@pytest.mark.parametrize("wrong", ["..", "%00", "key_%F0%9F", "' OR 1=1", "KEY_1", "键", "key_" + "0" * 99])
def test_what_is_no_id_is_refused(admin: TestClient, wrong: str) -> None:
    for path in ("keys", "members"):
        assert admin.delete(f"/v1/{path}/{wrong}").status_code in {404, 405, 422}


@pytest.mark.parametrize("scopes", [[Scope.READ], [Scope.WRITE, Scope.REVIEW]])
def test_only_admins_manage_keys_and_members(world: World, app: FastAPI, scopes: list[Scope]) -> None:
    client = program(app, world, world.admin, *scopes)
    key = {"name": "越权", "scopes": ["read"]}
    answers = [
        client.get("/v1/keys"),
        client.post("/v1/keys", json=key),
        client.delete("/v1/keys/key_0"),
        client.get("/v1/members"),
        client.post("/v1/members", json={"name": "阿乙", "scopes": ["read"]}),
        client.patch(f"/v1/members/{world.admin.id}", json={"scopes": ["read"]}),
        client.delete(f"/v1/members/{world.writer.id}"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 7
    nobody = TestClient(app)
    assert nobody.get("/v1/keys").status_code == 401
    assert nobody.post("/v1/members", json={"name": "阿乙", "scopes": ["read"]}).status_code == 401


def test_keys_of_two_workspaces_see_their_own(world: World, app: FastAPI) -> None:
    with world.database.writing() as session:
        tokens = [
            create_key(session, caller, caller.name, [Scope.ADMIN]).token
            for caller in (world.admin, world.stranger)
        ]
    seen = []
    for token in tokens:
        client = TestClient(app, headers={"Authorization": f"Bearer {token}"})
        seen.append([one["name"] for one in client.get("/v1/keys").json()["items"]])
    assert seen == [["阿甲"], ["阿乙"]]
