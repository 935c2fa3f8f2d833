"""Members of a workspace: added, changed, removed; never without an admin, never across workspaces."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from api.access.members import Membership, add_member, change_member, list_members, remove_member
from api.access.people import admit, create_user, operator, set_disabled, user_named, workspaces_of
from api.access.sign_in import caller_of_session
from api.callers import Caller, Scope
from api.problems import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn, Problem
from tests.access.world import World, begin_session

HASH = "$argon2id$…"


def _members(world: World, workspace_id: str) -> list[Membership]:
    with world.database.reading() as session:
        return list_members(session, workspace_id)


def _refused(world: World, kind: type[Problem], act: Callable[[Session], object]) -> Problem:
    with pytest.raises(kind) as refused, world.database.writing() as session:
        act(session)
    return refused.value


def _second_admin(world: World) -> Caller:
    with world.database.writing() as session:
        added = admit(session, world.admin, "阿丙", [Scope.ADMIN], HASH)
    return Caller(added.user_id, added.name, world.admin.workspace_id, frozenset(added.scopes))


def test_members_are_listed_by_name_in_their_own_workspace_only(world: World) -> None:
    assert _members(world, world.admin.workspace_id) == [
        Membership(world.writer.id, "小甲", (Scope.READ, Scope.WRITE), False),
        Membership(world.admin.id, "阿甲", (Scope.ADMIN,), False),
    ]
    assert [one.name for one in _members(world, world.stranger.workspace_id)] == ["阿乙"]


def test_a_new_person_is_admitted_with_a_password(world: World) -> None:
    with world.database.writing() as session:
        added = admit(session, world.admin, "新人", [Scope.REVIEW, Scope.READ, Scope.READ], HASH)
    assert added.scopes == (Scope.READ, Scope.REVIEW)
    assert added in _members(world, world.admin.workspace_id)
    assert world.trail(world.admin.workspace_id)[-2:] == [
        ("阿甲", "user.created", added.user_id),
        ("阿甲", "member.added", added.user_id),
    ]


def test_a_person_who_is_known_joins_without_and_keeps_their_password(world: World) -> None:
    with world.database.writing() as session:
        before = user_named(session, "阿乙").password_hash
        admit(session, world.admin, "阿乙", [Scope.READ])
        assert [place.name for place in workspaces_of(session, world.stranger.id)] == ["乙", "甲"]
    with world.database.reading() as session:
        assert user_named(session, "阿乙").password_hash == before


def test_a_taken_name_is_never_given_another_password(world: World) -> None:
    refused = _refused(
        world, Conflict, lambda session: admit(session, world.admin, "阿乙", [Scope.READ], HASH)
    )
    assert refused.code == "name-taken"
    with world.database.reading() as session:
        assert user_named(session, "阿乙").password_hash != HASH


def test_nobody_is_admitted_without_a_password(world: World) -> None:
    refused = _refused(world, NotFound, lambda session: admit(session, world.admin, "无名", [Scope.READ]))
    assert refused.code == "user-not-found"


def test_a_member_is_not_added_twice(world: World) -> None:
    refused = _refused(world, Conflict, lambda session: admit(session, world.admin, "小甲", [Scope.ADMIN]))
    assert refused.code == "already-member"
    assert _members(world, world.admin.workspace_id)[0].scopes == (Scope.READ, Scope.WRITE)


@pytest.mark.parametrize(
    "name", ["", " 张三", "张 三", "a\x00b", "a\n", "аdmin", "x" * 65, "\ud800", "-rf", "a\u202eb"]
)
def test_names_that_could_deceive_or_break_are_refused(world: World, name: str) -> None:
    _refused(world, Invalid, lambda session: admit(session, world.admin, name, [Scope.READ], HASH))
    _refused(world, NotFound, lambda session: admit(session, world.admin, name, [Scope.READ]))


def test_scopes_change_at_once(world: World) -> None:
    token = begin_session(world, world.writer)
    with world.database.writing() as session:
        changed = change_member(session, world.admin, world.writer.id, [Scope.REVIEW])
    assert changed.scopes == (Scope.REVIEW,)
    with world.database.reading() as session:
        assert caller_of_session(session, token).scopes == {Scope.REVIEW}
    assert world.trail(world.admin.workspace_id)[-1] == ("阿甲", "member.changed", world.writer.id)


def test_a_member_needs_a_scope(world: World) -> None:
    _refused(world, Invalid, lambda session: change_member(session, world.admin, world.writer.id, []))
    assert _members(world, world.admin.workspace_id)[0].scopes == (Scope.READ, Scope.WRITE)


def test_a_removed_members_sessions_end_in_that_workspace_only(world: World) -> None:
    with world.database.writing() as session:
        add_member(session, operator(world.stranger.workspace_id), user_named(session, "小甲"), [Scope.READ])
    elsewhere = Caller(world.writer.id, "小甲", world.stranger.workspace_id, frozenset({Scope.READ}))
    here, there = begin_session(world, world.writer), begin_session(world, elsewhere)
    with world.database.writing() as session:
        remove_member(session, world.admin, world.writer.id)
    with world.database.reading() as session:
        with pytest.raises(NotSignedIn):
            caller_of_session(session, here)
        assert caller_of_session(session, there) == elsewhere
    assert [one.name for one in _members(world, world.admin.workspace_id)] == ["阿甲"]
    assert world.trail(world.admin.workspace_id)[-1] == ("阿甲", "member.removed", world.writer.id)


def test_what_is_not_in_the_workspace_is_as_absent_as_what_is_not_there(world: World) -> None:
    told = []
    for user_id in (world.stranger.id, "usr_00000000000000000000", world.admin.workspace_id):
        for act in (
            lambda session, user_id=user_id: change_member(session, world.admin, user_id, [Scope.ADMIN]),
            lambda session, user_id=user_id: remove_member(session, world.admin, user_id),
        ):
            refused = _refused(world, NotFound, act)
            told.append((refused.code, refused.detail))
    assert len(set(told)) == 1
    assert [one.scopes for one in _members(world, world.stranger.workspace_id)] == [(Scope.ADMIN,)]


def test_nobody_grants_a_scope_they_lack(world: World) -> None:
    _refused(world, NotAllowed, lambda s: admit(s, world.writer, "新人", [Scope.REVIEW], HASH))
    _refused(world, NotAllowed, lambda s: admit(s, world.writer, "阿乙", [Scope.READ, Scope.ADMIN]))
    _refused(world, NotAllowed, lambda s: change_member(s, world.writer, world.writer.id, [Scope.ADMIN]))
    _refused(world, NotFound, lambda s: user_named(s, "新人"))


def test_the_last_admin_stays(world: World) -> None:
    for act in (
        lambda session: remove_member(session, world.admin, world.admin.id),
        lambda session: change_member(session, world.admin, world.admin.id, [Scope.READ]),
        lambda session: set_disabled(session, operator(""), world.admin.id, disabled=True),
    ):
        assert _refused(world, Conflict, act).code == "last-admin"
    with world.database.writing() as session:
        assert change_member(session, world.admin, world.admin.id, [Scope.READ, Scope.ADMIN])


def test_a_disabled_admin_does_not_count(world: World) -> None:
    second = _second_admin(world)
    with world.database.writing() as session:
        set_disabled(session, operator(""), second.id, disabled=True)
    assert (
        _refused(world, Conflict, lambda s: remove_member(s, world.admin, world.admin.id)).code
        == "last-admin"
    )


def test_with_another_admin_one_may_go(world: World) -> None:
    second = _second_admin(world)
    with world.database.writing() as session:
        remove_member(session, second, world.admin.id)
    assert [one.name for one in _members(world, world.admin.workspace_id)] == ["小甲", "阿丙"]


def test_two_admins_cannot_remove_one_another_at_once(world: World) -> None:
    second = _second_admin(world)
    ready = Barrier(2)

    def remove(caller: Caller, other: Caller) -> str:
        ready.wait()
        try:
            with world.database.writing() as session:
                remove_member(session, caller, other.id)
        except Conflict as refused:
            return refused.code
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(remove, (world.admin, second), (second, world.admin)))
    assert sorted(came) == ["last-admin", "removed"]


def test_two_people_cannot_take_the_same_name_at_once(world: World) -> None:
    ready = Barrier(2)

    def take(caller: Caller) -> str:
        ready.wait()
        try:
            with world.database.writing() as session:
                create_user(session, caller, "同名", HASH)
        except Conflict as refused:
            return refused.code
        return "created"

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(take, (world.admin, world.stranger)))
    assert sorted(came) == ["created", "name-taken"]
