"""Sessions of people: begun with a password, ended in every way, tried only so often."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from api.access import sign_in as module
from api.access.gate import PER_ADDRESS, PER_NAME, Gate
from api.access.members import add_member, remove_member
from api.access.passwords import check_password
from api.access.people import change_password, operator, set_disabled, user_named, workspace_named
from api.access.sign_in import (
    Attempt,
    SignedIn,
    caller_of_session,
    change_own_password,
    sign_in,
    sign_out,
    switch_workspace,
)
from api.callers import Caller, Scope
from api.problems import Invalid, NotAllowed, NotFound, NotSignedIn, Problem, TooMany
from api.store.tables import SignIn
from tests.access.world import PASSWORD, Clock, World, begin_session

NEW = "a quite different password"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords checked without argon2, where only their number matters."""
    monkeypatch.setattr(module, "check_password", lambda password, kept: bool(kept) and password == PASSWORD)


def _sign_in(world: World, name: str, password: str = PASSWORD, **more: str) -> SignedIn:
    return _through(world, Gate(), Attempt(name, password, "192.0.2.1", **more))


def _through(world: World, gate: Gate, attempt: Attempt) -> SignedIn:
    return sign_in(world.database, gate, attempt, hours=12)


def _caller(world: World, token: str) -> Caller:
    with world.database.reading() as session:
        return caller_of_session(session, token)


def _rows(world: World) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(SignIn)) or 0


def _join(world: World, caller: Caller, workspace: str, *scopes: Scope) -> str:
    with world.database.writing() as session:
        workspace_id = workspace_named(session, workspace).id
        add_member(session, operator(workspace_id), user_named(session, caller.name), scopes)
    return workspace_id


def test_a_name_and_its_password_begin_a_session(world: World) -> None:
    begun = _sign_in(world, "小甲")
    assert begun.caller == world.writer
    assert _caller(world, begun.token) == world.writer
    assert world.trail(world.writer.workspace_id)[-1] == ("小甲", "session.begun", world.writer.id)
    assert _sign_in(world, "小甲").token != begun.token


def test_the_token_itself_is_nowhere_kept(world: World) -> None:
    token = begin_session(world, world.writer)
    begun = _sign_in(world, "小甲").token
    with world.database.reading() as session:
        for row in session.execute(select(SignIn.__table__)):
            assert token not in map(str, row)
            assert begun not in map(str, row)


def test_an_unknown_name_a_wrong_password_and_a_disabled_person_are_told_alike(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    def counting(password: str, kept: str | None) -> bool:
        checked.append(kept)
        return check_password(password, kept)

    monkeypatch.setattr(module, "check_password", counting)
    _join(world, world.stranger, "甲", Scope.READ)
    with world.database.writing() as session:
        set_disabled(session, operator(""), world.writer.id, disabled=True)
    told = []
    for name, password in (("无名", PASSWORD), ("\x00", PASSWORD), ("阿甲", "wrong"), ("小甲", PASSWORD)):
        with pytest.raises(NotSignedIn) as refused:
            _sign_in(world, name, password)
        told.append((refused.value.code, refused.value.detail))
    assert len(set(told)) == 1
    assert len(checked) == 4  # each cost one argon2 (test_passwords: nobody's costs as much)
    assert _rows(world) == 0


def test_without_a_workspace_the_first_by_name_is_meant(world: World, quick: None) -> None:
    first = _join(world, world.writer, "A组", Scope.REVIEW)
    assert _sign_in(world, "小甲").caller == Caller(world.writer.id, "小甲", first, frozenset({Scope.REVIEW}))
    assert _sign_in(world, "小甲", workspace_id=world.writer.workspace_id).caller == world.writer


def test_another_workspace_is_as_absent_as_none(world: World, quick: None) -> None:
    token = _sign_in(world, "小甲").token
    told = []
    for workspace_id in (world.stranger.workspace_id, "ws_00000000000000000000"):
        with pytest.raises(NotFound) as refused:
            _sign_in(world, "小甲", workspace_id=workspace_id)
        told.append((refused.value.code, refused.value.detail))
        with pytest.raises(NotFound) as refused, world.database.writing() as session:
            switch_workspace(session, world.writer, token, workspace_id)
        told.append((refused.value.code, refused.value.detail))
    assert len(set(told)) == 1
    assert _caller(world, token) == world.writer


def test_who_belongs_nowhere_cannot_sign_in(world: World, quick: None) -> None:
    with world.database.writing() as session:
        remove_member(session, world.admin, world.writer.id)
    with pytest.raises(NotAllowed) as refused:
        _sign_in(world, "小甲")
    assert refused.value.code == "no-workspace"


def test_a_session_goes_on_in_another_workspace(world: World) -> None:
    token = begin_session(world, world.writer)
    there = _join(world, world.writer, "乙", Scope.REVIEW)
    with world.database.writing() as session:
        switched = switch_workspace(session, world.writer, token, there)
    assert switched == Caller(world.writer.id, "小甲", there, frozenset({Scope.REVIEW}))
    assert _caller(world, token) == switched
    assert world.trail(there)[-1] == ("小甲", "session.switched", world.writer.id)


def test_a_session_that_has_ended_is_not_switched(world: World) -> None:
    with pytest.raises(NotSignedIn), world.database.writing() as session:
        switch_workspace(session, world.writer, "x" * 43, world.writer.workspace_id)


def test_signing_out_ends_that_session_only(world: World) -> None:
    ended, kept = begin_session(world, world.writer), begin_session(world, world.writer)
    with world.database.writing() as session:
        sign_out(session, world.writer, ended)
    with pytest.raises(NotSignedIn):
        _caller(world, ended)
    assert _caller(world, kept) == world.writer
    assert world.trail(world.writer.workspace_id)[-1] == ("小甲", "session.ended", world.writer.id)


def test_an_expired_session_holds_no_longer_and_is_removed_in_passing(world: World, quick: None) -> None:
    expired = begin_session(world, world.writer, minutes=-1)
    with pytest.raises(NotSignedIn):
        _caller(world, expired)
    assert _rows(world) == 1
    begun = _sign_in(world, "阿甲")
    assert _rows(world) == 1
    assert _caller(world, begun.token) == world.admin


def test_a_session_lasts_the_hours_it_was_given(world: World, quick: None) -> None:
    sign_in(world.database, Gate(), Attempt("小甲", PASSWORD, ""), hours=7)
    with world.database.reading() as session:
        row = session.scalars(select(SignIn)).one()
        assert (row.expires_at - row.created_at).total_seconds() == 7 * 3600


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True)))
def test_no_other_text_is_a_session(world: World, token: str) -> None:
    with pytest.raises(NotSignedIn):
        _caller(world, token)


@pytest.mark.parametrize(
    "change",
    [
        lambda session, world: change_password(session, world.writer, world.writer.id, "$argon2id$new"),
        lambda session, world: set_disabled(session, operator(""), world.writer.id, disabled=True),
    ],
)
def test_what_changes_while_a_password_is_checked_counts(
    world: World, monkeypatch: pytest.MonkeyPatch, change: Callable[..., object]
) -> None:
    def interrupted(password: str, kept: str | None) -> bool:
        with world.database.writing() as session:
            change(session, world)
        return True

    monkeypatch.setattr(module, "check_password", interrupted)
    with pytest.raises(NotSignedIn):
        _sign_in(world, "小甲")
    assert _rows(world) == 0


def _fail(world: World, gate: Gate, name: str, address: str) -> type[Problem]:
    with pytest.raises((NotSignedIn, TooMany)) as refused:
        _through(world, gate, Attempt(name, "wrong", address))
    return refused.type


def test_a_name_may_fail_so_often_from_one_address(world: World, quick: None, clock: Clock) -> None:
    gate = Gate()
    came = [_fail(world, gate, "小甲", "192.0.2.1") for _ in range(PER_NAME + 2)]
    assert came == [NotSignedIn] * PER_NAME + [TooMany] * 2
    with pytest.raises(TooMany) as refused:
        _through(world, gate, Attempt("小甲", PASSWORD, "192.0.2.1"))
    assert _through(world, gate, Attempt("阿甲", PASSWORD, "192.0.2.1")).caller == world.admin
    assert _through(world, gate, Attempt("小甲", PASSWORD, "192.0.2.2")).caller == world.writer
    assert refused.value.retry_after is not None
    clock.go_on(refused.value.retry_after)
    assert _through(world, gate, Attempt("小甲", PASSWORD, "192.0.2.1")).caller == world.writer


def test_an_address_may_fail_so_often_whatever_the_names(world: World, quick: None, clock: Clock) -> None:
    gate = Gate()
    came = [_fail(world, gate, f"用户{at}", "192.0.2.1") for at in range(PER_ADDRESS + 1)]
    assert came == [NotSignedIn] * PER_ADDRESS + [TooMany]
    assert _fail(world, gate, "小甲", "192.0.2.2") is NotSignedIn


def test_who_signs_in_does_not_use_up_their_attempts(world: World, quick: None, clock: Clock) -> None:
    gate = Gate()
    for _ in range(PER_ADDRESS + 1):
        _through(world, gate, Attempt("小甲", PASSWORD, "192.0.2.1"))
    assert _rows(world) == PER_ADDRESS + 1


def test_ones_own_password_is_changed_with_the_present_one(world: World) -> None:
    token = begin_session(world, world.writer)
    attempt = Attempt("小甲", PASSWORD, "192.0.2.1")
    change_own_password(world.database, Gate(), world.writer, attempt, NEW)
    with pytest.raises(NotSignedIn):
        _caller(world, token)
    with pytest.raises(NotSignedIn):
        _sign_in(world, "小甲", PASSWORD)
    assert _sign_in(world, "小甲", NEW).caller == world.writer
    assert ("小甲", "user.password-changed", world.writer.id) in world.trail(world.writer.workspace_id)


def test_a_stolen_session_cannot_guess_the_password(world: World, quick: None, clock: Clock) -> None:
    gate, attempt = Gate(), Attempt("小甲", "wrong", "192.0.2.1")
    for _ in range(PER_NAME):
        with pytest.raises(NotAllowed) as refused:
            change_own_password(world.database, gate, world.writer, attempt, NEW)
        assert refused.value.errors[0].pointer == "/current"
    with pytest.raises(TooMany):
        change_own_password(world.database, gate, world.writer, attempt, NEW)


def test_a_weak_new_password_changes_nothing(world: World) -> None:
    token = begin_session(world, world.writer)
    with pytest.raises(Invalid) as refused:
        change_own_password(world.database, Gate(), world.writer, Attempt("小甲", PASSWORD, ""), "short")
    assert refused.value.errors[0].pointer == "/password"
    assert _caller(world, token) == world.writer
