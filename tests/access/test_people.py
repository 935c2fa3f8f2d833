"""People and workspaces: found, shut out, let in, with other passwords."""

import pytest

from api.access.members import add_member
from api.access.people import (
    Place,
    change_password,
    create_user,
    find_user,
    find_workspace,
    list_users,
    operator,
    set_disabled,
    user_named,
    workspace_named,
    workspaces_of,
)
from api.access.sign_in import caller_of_session
from api.callers import Scope
from api.problems import Invalid, NotFound, NotSignedIn
from tests.access.world import World, begin_session


def _signed_in(world: World, token: str) -> bool:
    with world.database.reading() as session:
        try:
            caller_of_session(session, token)
        except NotSignedIn:
            return False
    return True


def test_a_workspace_is_made_where_it_is_missing(world: World) -> None:
    with world.database.writing() as session:
        made = workspace_named(session, "丙 部门")
        assert workspace_named(session, "丙 部门").id == made.id
    assert world.trail(made.id) == [("命令行", "workspace.created", made.id)]
    with world.database.reading() as session:
        assert find_workspace(session, "丙 部门").id == made.id


@pytest.mark.parametrize("name", ["", " 甲", "甲\n乙", "\x00", "\udc80", "长" * 201])
def test_a_workspace_needs_a_proper_name(world: World, name: str) -> None:
    with pytest.raises(Invalid), world.database.writing() as session:
        workspace_named(session, name)
    with pytest.raises(NotFound), world.database.reading() as session:
        find_workspace(session, name)


@pytest.mark.parametrize("name", ["无名", "", "'; DROP TABLE user_account; --", "\x00", "\ud800"])
def test_a_name_that_nobody_has_finds_nobody(world: World, name: str) -> None:
    with world.database.reading() as session:
        assert find_user(session, name) is None
        with pytest.raises(NotFound):
            user_named(session, name)


def test_a_disabled_person_is_out_until_enabled(world: World) -> None:
    token = begin_session(world, world.writer)
    with world.database.writing() as session:
        set_disabled(session, operator(""), world.writer.id, disabled=True)
    assert not _signed_in(world, token)
    with world.database.writing() as session:
        set_disabled(session, operator(""), world.writer.id, disabled=False)
        set_disabled(session, operator(""), world.writer.id, disabled=False)
    assert not _signed_in(world, token)
    assert _signed_in(world, begin_session(world, world.writer))
    assert world.trail(world.writer.workspace_id)[-2:] == [
        ("命令行", "user.disabled", world.writer.id),
        ("命令行", "user.enabled", world.writer.id),
    ]


def test_another_password_ends_every_session_of_that_person_only(world: World) -> None:
    own, others = [begin_session(world, world.writer) for _ in range(2)], begin_session(world, world.admin)
    with world.database.writing() as session:
        change_password(session, world.writer, world.writer.id, "$argon2id$another")
        assert user_named(session, "小甲").password_hash == "$argon2id$another"
    assert [_signed_in(world, token) for token in (*own, others)] == [False, False, True]


def test_what_befalls_an_account_is_noted_in_each_of_its_workspaces_and_no_other(world: World) -> None:
    with world.database.writing() as session:
        third = workspace_named(session, "丙").id
        add_member(session, operator(third), user_named(session, "小甲"), [Scope.READ])
        change_password(session, world.writer, world.writer.id, "$argon2id$another")
    noted = ("小甲", "user.password-changed", world.writer.id)
    assert noted in world.trail(world.writer.workspace_id)
    assert noted in world.trail(third)
    assert noted not in world.trail(world.stranger.workspace_id)


def test_somebody_without_a_workspace_is_noted_too(world: World) -> None:
    with world.database.writing() as session:
        alone = create_user(session, operator(""), "独行", "$argon2id$…")
        set_disabled(session, operator(""), alone.id, disabled=True)
    assert world.trail("") == [("命令行", "user.created", alone.id), ("命令行", "user.disabled", alone.id)]


def test_nobody_is_disabled_who_is_not_there(world: World) -> None:
    with pytest.raises(NotFound), world.database.writing() as session:
        set_disabled(session, operator(""), "usr_00000000000000000000", disabled=True)
    with pytest.raises(NotFound), world.database.writing() as session:
        change_password(session, world.admin, world.admin.workspace_id, "$argon2id$…")


def test_the_operator_sees_everybody(world: World) -> None:
    with world.database.reading() as session:
        listed = [(user.name, places) for user, places in list_users(session)]
        assert workspaces_of(session, "usr_00000000000000000000") == []
    assert listed == [
        ("小甲", [Place(world.admin.workspace_id, "甲", (Scope.READ, Scope.WRITE))]),
        ("阿乙", [Place(world.stranger.workspace_id, "乙", (Scope.ADMIN,))]),
        ("阿甲", [Place(world.admin.workspace_id, "甲", (Scope.ADMIN,))]),
    ]
