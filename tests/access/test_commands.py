"""``tiaokuan user`` and ``tiaokuan key``: against the database of the settings, messages in Chinese."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api import settings as configuration
from api.access.commands import keys, users
from api.access.gate import Gate
from api.access.keys import caller_of_key, create_key
from api.access.names import FIRST_WORKSPACE
from api.access.people import find_workspace
from api.access.sign_in import Attempt, caller_of_session, sign_in
from api.callers import Scope
from api.problems import NotSignedIn
from tests.access.world import PASSWORD, World, begin_session

NEW = "a quite different password"


@pytest.fixture(autouse=True)
def _configured(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TIAOKUAN_DATABASE", database_url.replace("postgresql+psycopg", "postgresql"))
    configuration.settings.cache_clear()
    yield
    configuration.settings.cache_clear()


def user(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(users, arguments, input=given)


def key(*arguments: str) -> Result:
    return CliRunner().invoke(keys, arguments)


def _signs_in(world: World, name: str, password: str) -> bool:
    try:
        sign_in(world.database, Gate(), Attempt(name, password, ""), hours=1)
    except NotSignedIn:
        return False
    return True


def test_a_user_is_added_with_a_password_from_standard_input(world: World) -> None:
    added = user("add", "新人", "-w", "丙", "-s", "read,write", "--password-stdin", given=f"{NEW}\n")
    assert (added.exit_code, added.stdout) == (0, "")
    assert added.stderr == "已将用户 新人 加入工作区“丙”。\n"
    assert _signs_in(world, "新人", NEW)
    listed = user("list")
    assert listed.exit_code == 0
    assert "丙：read,write" in listed.stdout
    with world.database.reading() as session:
        made = find_workspace(session, "丙").id
    assert [event[:2] for event in world.trail(made)][:3] == [
        ("命令行", "workspace.created"),
        ("命令行", "user.created"),
        ("命令行", "member.added"),
    ]


def test_somebody_known_joins_without_being_asked_for_a_password(world: World) -> None:
    assert user("add", "小甲", "--workspace", "乙").exit_code == 0
    assert _signs_in(world, "小甲", PASSWORD)
    assert "乙：read " in user("list").stdout


@pytest.mark.parametrize(
    ("arguments", "given", "code", "told"),
    [
        (["add", "小甲", "--password-stdin"], f"{NEW}\n", 1, "已有同名用户"),
        (["add", "小甲", "-w", "甲"], "", 1, "已是本工作区成员"),
        (["add", "新人", "--password-stdin"], "short\n", 2, "至少 12 个字符"),
        (["add", "新人", "--password-stdin"], "", 2, "至少 12 个字符"),
        (["add", "新 人", "--password-stdin"], f"{NEW}\n", 2, "用户名应为"),
        (["add", "新人", "-s", "read,root", "--password-stdin"], f"{NEW}\n", 2, "不认识的权限"),
        (["add", "新人"], "", 2, "--password-stdin"),
        (["password", "无名", "--password-stdin"], f"{NEW}\n", 1, "没有这个用户"),
        (["disable", "无名"], "", 1, "没有这个用户"),
        (["disable", "阿甲"], "", 1, "最后一位管理员"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    world: World, arguments: list[str], given: str, code: int, told: str
) -> None:
    before = user("list").stdout
    refused = user(*arguments, given=given)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
    assert user("list").stdout == before


def test_a_password_is_no_argument() -> None:
    for command in ("add", "password"):
        assert user(command, "新人", "--password", NEW).exit_code == 2
        assert user(command, "新人", NEW).exit_code == 2


def test_on_a_terminal_the_password_is_asked_for_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.access.console._on_terminal", lambda: True)
    differing = user("password", "小甲", given=f"{NEW}\n{PASSWORD}\n")
    assert differing.exit_code == 2
    assert "不一致" in differing.stderr
    changed = user("password", "小甲", given=f"{NEW}\n{NEW}\n")
    assert changed.exit_code == 0
    assert NEW not in changed.output
    assert _signs_in(world, "小甲", NEW)


def test_another_password_ends_the_sessions(world: World) -> None:
    token = begin_session(world, world.writer)
    assert user("password", "小甲", "--password-stdin", given=f"{NEW}\r\n").exit_code == 0
    with pytest.raises(NotSignedIn), world.database.reading() as session:
        caller_of_session(session, token)
    assert (_signs_in(world, "小甲", NEW), _signs_in(world, "小甲", PASSWORD)) == (True, False)


def test_who_is_disabled_is_shown_so_and_leaves_keys_that_are_named(world: World) -> None:
    with world.database.writing() as session:
        left = create_key(session, world.writer, "自动上传", [Scope.WRITE]).row.id
    disabled = user("disable", "小甲")
    assert disabled.exit_code == 0
    assert f"自动上传（{left}）" in disabled.stderr
    assert "已停用" in user("list").stdout
    assert not _signs_in(world, "小甲", PASSWORD)
    assert user("enable", "小甲").stderr == "已恢复用户 小甲。\n"
    assert _signs_in(world, "小甲", PASSWORD)


def test_a_key_is_made_listed_and_revoked(world: World) -> None:
    made = key("create", "--name", "核保系统", "-w", "甲", "--scopes", "write, read", "--days", "30")
    assert made.exit_code == 0
    token = made.stdout.strip()
    with world.database.reading() as session:
        caller = caller_of_key(session, token)
    assert (caller.name, caller.workspace_id) == ("核保系统", world.admin.workspace_id)
    assert caller.scopes == {Scope.READ, Scope.WRITE}
    assert token not in made.stderr
    listed = key("list", "--workspace", "甲").stdout
    assert caller.id in listed
    assert token[:11] in listed
    assert token not in listed
    assert key("revoke", caller.id, "-w", "甲").exit_code == 0
    with pytest.raises(NotSignedIn), world.database.reading() as session:
        caller_of_key(session, token)


def test_without_a_workspace_the_first_one_is_meant(world: World) -> None:
    made = key("create", "-n", "脚本")
    assert made.exit_code == 0, made.output
    token = made.stdout.strip()
    with world.database.reading() as session:
        caller = caller_of_key(session, token)
        assert caller.workspace_id == find_workspace(session, FIRST_WORKSPACE).id
    assert caller.scopes == {Scope.READ}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["list", "-w", "丁"], 1, "没有名为“丁”的工作区"),
        (["revoke", "key_0", "-w", "甲"], 1, "没有这个密钥"),
        (["revoke", "\udc80", "-w", "甲"], 1, "没有这个密钥"),
        (["revoke", "key_0", "-w", "\udc80"], 1, "工作区"),
        (["create", "-n", "", "-w", "甲"], 2, "名称应为"),
        (["create", "-n", "脚本", "-w", "甲", "-s", ""], 2, "不认识的权限"),
        (["create", "-n", "脚本", "-w", ""], 2, "名称应为"),
    ],
)
def test_a_key_is_asked_for_properly(world: World, arguments: list[str], code: int, told: str) -> None:
    refused = key(*arguments)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert told in refused.stderr


def test_a_key_is_revoked_in_its_own_workspace_only(world: World) -> None:
    token = key("create", "-n", "乙的", "-w", "乙").stdout.strip()
    with world.database.reading() as session:
        key_id = caller_of_key(session, token).id
    assert key("revoke", key_id, "-w", "甲").exit_code == 1
    with world.database.reading() as session:
        assert caller_of_key(session, token).id == key_id


def test_a_database_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOKUAN_DATABASE", "postgresql://nobody@127.0.0.1:1/none")
    configuration.settings.cache_clear()
    refused = user("list")
    assert refused.exit_code == 1
    assert "数据库无法使用" in refused.stderr


def test_help_needs_no_database_library() -> None:
    code = "import sys, api.access.commands; sys.exit('sqlalchemy' in sys.modules or 'pwdlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
