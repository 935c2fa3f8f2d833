"""API keys: made, used, listed, ended; never across workspaces."""

from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from api.access.keys import NewKey, caller_of_key, create_key, keys_left_by, list_keys, revoke_key
from api.callers import Caller, Scope
from api.problems import Invalid, NotAllowed, NotFound, NotSignedIn
from api.store.columns import now
from api.store.tables import ApiKey
from tests.access.world import World


def _made(world: World, caller: Caller | None = None, *, days: int | None = None) -> NewKey:
    expires_at = None if days is None else now() + timedelta(days=days)
    with world.database.writing() as session:
        return create_key(session, caller or world.admin, "核保系统", [Scope.WRITE, Scope.READ], expires_at)


def _caller(world: World, token: str) -> Caller:
    with world.database.reading() as session:
        return caller_of_key(session, token)


def test_a_key_says_who_calls(world: World) -> None:
    made = _made(world, days=1)
    assert _caller(world, made.token) == Caller(
        made.row.id, "核保系统", world.admin.workspace_id, frozenset({Scope.READ, Scope.WRITE})
    )
    assert ("阿甲", "key.created", made.row.id) in world.trail(world.admin.workspace_id)


def test_only_a_digest_and_the_shown_part_are_kept(world: World) -> None:
    made = _made(world)
    shown, secret = made.token[:11], made.token[12:]
    assert made.token[11] == "_"
    assert len(secret) == 43
    with world.database.reading() as session:
        row = session.execute(select(ApiKey.__table__)).mappings().one()
    assert (row["prefix"], row["hash"]) == (shown, sha256(made.token.encode()).hexdigest())
    assert row["scopes"] == ["read", "write"]
    assert not [value for value in row.values() if secret in str(value)]


def test_a_revoked_key_fails_from_the_next_call_on(world: World) -> None:
    made = _made(world)
    _caller(world, made.token)
    for _ in range(2):
        with world.database.writing() as session:
            revoke_key(session, world.admin, made.row.id)
    with pytest.raises(NotSignedIn):
        _caller(world, made.token)
    revoked = [event for event in world.trail(world.admin.workspace_id) if event[1] == "key.revoked"]
    assert revoked == [("阿甲", "key.revoked", made.row.id)]


def test_every_key_that_does_not_hold_is_refused_in_the_same_words(world: World) -> None:
    made, expired, revoked = _made(world), _made(world, days=-1), _made(world)
    with world.database.writing() as session:
        revoke_key(session, world.admin, revoked.row.id)
    last = "A" if made.token[-1] != "A" else "B"
    wrong = [
        expired.token,
        revoked.token,
        made.token[:-1] + last,
        made.token.upper(),
        made.token + "\n",
        made.token[:-1],
        made.row.id,
        made.row.hash,
        made.row.prefix,
        "",
        "tk_\x00",
    ]
    told = set()
    for token in wrong:
        with pytest.raises(NotSignedIn) as refused:
            _caller(world, token)
        told.add((refused.value.code, refused.value.detail))
    assert len(told) == 1
    assert _caller(world, made.token).id == made.row.id


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), st.from_regex(r"tk_[0-9a-z]{8}_[A-Za-z0-9_-]{43}", fullmatch=True)))
def test_no_other_text_is_a_key(world: World, token: str) -> None:
    with pytest.raises(NotSignedIn):
        _caller(world, token)


def test_a_workspace_lists_its_own_keys_newest_first(world: World) -> None:
    first, second = _made(world), _made(world)
    foreign = _made(world, world.stranger)
    with world.database.reading() as session:
        ours = [row.id for row in list_keys(session, world.admin.workspace_id)]
        theirs = [row.id for row in list_keys(session, world.stranger.workspace_id)]
    assert ours == [second.row.id, first.row.id]
    assert theirs == [foreign.row.id]


def test_another_workspaces_key_is_as_absent_as_none(world: World) -> None:
    foreign = _made(world, world.stranger)
    told = []
    for key_id in (foreign.row.id, "key_00000000000000000000"):
        with world.database.writing() as session, pytest.raises(NotFound) as refused:
            revoke_key(session, world.admin, key_id)
        told.append((refused.value.code, refused.value.detail))
    assert told[0] == told[1]
    assert _caller(world, foreign.token).workspace_id == world.stranger.workspace_id


def test_nobody_grants_a_scope_they_lack(world: World) -> None:
    with world.database.writing() as session, pytest.raises(NotAllowed):
        create_key(session, world.writer, "越权", [Scope.READ, Scope.REVIEW])
    with world.database.writing() as session, pytest.raises(NotAllowed):
        create_key(session, world.writer, "越权", [Scope.ADMIN])
    with world.database.reading() as session:
        assert list_keys(session, world.admin.workspace_id) == []


@pytest.mark.parametrize(("name", "scopes"), [("无权", []), ("", [Scope.READ]), ("换\n行", [Scope.READ])])
def test_a_key_needs_a_name_and_a_scope(world: World, name: str, scopes: list[Scope]) -> None:
    with world.database.writing() as session, pytest.raises(Invalid):
        create_key(session, world.admin, name, scopes)


def test_the_keys_that_a_person_leaves_are_those_that_still_hold(world: World) -> None:
    kept, revoked = _made(world), _made(world)
    _made(world, days=-1)
    _made(world, world.stranger)
    with world.database.writing() as session:
        revoke_key(session, world.admin, revoked.row.id)
    with world.database.reading() as session:
        assert [row.id for row in keys_left_by(session, world.admin.id)] == [kept.row.id]
