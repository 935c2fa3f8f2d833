"""What ``tiaokuan user`` and ``tiaokuan key`` do (命令行的执行): against the database of the settings.

What can be used further (a key, a list) goes to standard output, the rest to standard error.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import OperationalError

from api.access import keys, people
from api.access.names import ID, USER
from api.access.passwords import hash_password
from api.callers import Scope
from api.problems import Invalid, Problem
from api.settings import settings
from api.store.columns import now
from api.store.engine import Database
from api.store.schema import migrate

_FAILED, _MISUSED = 1, 2  # exit codes
_PIPED_WIDTH = 160


def add_user(name: str, workspace: str, scopes: str, *, password_stdin: bool) -> None:
    """Add somebody to a workspace; ask for a password where they are new."""
    with _database() as database:
        granted = _scopes(scopes)
        USER.demand(name)
        hashed = None
        if password_stdin or _is_new(database, name):
            hashed = hash_password(_password(from_stdin=password_stdin), name)
        with database.writing() as session:
            caller = people.operator(people.workspace_named(session, workspace).id)
            people.admit(session, caller, name, granted, hashed)
        _tell(f"已将用户 {name} 加入工作区“{workspace}”。")


def list_users() -> None:
    """Everybody as a table."""
    with _database() as database, database.reading() as session:
        rows = [
            (
                user.name,
                "已停用" if user.disabled else "",
                "\n".join(f"{place.name}：{_told(place.scopes)}" for place in places),
            )
            for user, places in people.list_users(session)
        ]
    _show(("用户名", "状态", "工作区：权限"), rows)


def set_disabled(name: str, *, disabled: bool) -> None:
    """Shut somebody out or let them in; name the keys that they leave behind."""
    with _database() as database:
        with database.writing() as session:
            user = people.user_named(session, name)
            people.set_disabled(session, people.operator(""), user.id, disabled=disabled)
            left = keys.keys_left_by(session, user.id) if disabled else []
        _tell(f"已停用用户 {name}。" if disabled else f"已恢复用户 {name}。")
        if left:
            told = "、".join(f"{row.name}（{row.id}）" for row in left)
            _tell(
                f"此人新建的密钥仍然有效：{told}。如需停用，请运行 tiaokuan key revoke 编号 --workspace 所属工作区。"
            )


def set_password(name: str, *, password_stdin: bool) -> None:
    """Set somebody's password anew."""
    with _database() as database:
        with database.reading() as session:
            user_id = people.user_named(session, name).id
        hashed = hash_password(_password(from_stdin=password_stdin), name)
        with database.writing() as session:
            people.change_password(session, people.operator(""), user_id, hashed)
        _tell(f"已修改用户 {name} 的密码；此人需要重新登录。")


def create_key(name: str, workspace: str, scopes: str, days: int | None) -> None:
    """Make a key and print it."""
    with _database() as database:
        granted = _scopes(scopes)
        expires_at = None if days is None else now() + timedelta(days=days)
        with database.writing() as session:
            caller = people.operator(people.workspace_named(session, workspace).id)
            made = keys.create_key(session, caller, name, granted, expires_at)
        _tell(f"已为工作区“{workspace}”新建密钥 {made.row.id}。密钥只显示这一次，请妥善保存：")
        typer.echo(made.token)


def list_keys(workspace: str) -> None:
    """The keys of a workspace as a table."""
    with _database() as database, database.reading() as session:
        listed = keys.list_keys(session, people.find_workspace(session, workspace).id)
        rows = [
            (
                row.id,
                row.name,
                f"{row.prefix}_…",
                _told(map(Scope, row.scopes)),
                _day(row.expires_at, "长期有效"),
                _day(row.revoked_at, ""),
            )
            for row in listed
        ]
    _show(("编号", "用途", "开头", "权限", "到期", "停用"), rows)


def revoke_key(key_id: str, workspace: str) -> None:
    """End a key."""
    with _database() as database:
        with database.writing() as session:
            caller = people.operator(people.find_workspace(session, workspace).id)
            keys.revoke_key(session, caller, key_id if ID.fits(key_id) else "")
        _tell(f"已停用密钥 {key_id}。")


@contextmanager
def _database() -> Iterator[Database]:
    """The database, its schema up to date. A problem is told and ends the command."""
    database = Database(settings().database_url)
    try:
        migrate(database)
        yield database
    except Problem as problem:
        _tell(problem.detail)
        raise typer.Exit(_MISUSED if isinstance(problem, Invalid) else _FAILED) from problem
    except OperationalError as error:
        _tell("数据库无法使用。请检查 TIAOKUAN_DATABASE 或 TIAOKUAN_DATA，以及数据库是否在运行。")
        raise typer.Exit(_FAILED) from error
    finally:
        database.dispose()


def _is_new(database: Database, name: str) -> bool:
    with database.reading() as session:
        return people.find_user(session, name) is None


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not _on_terminal():
        raise Invalid("no-terminal", "没有终端可以询问密码。请加 --password-stdin，从标准输入给出密码。")
    asked: str = typer.prompt("新密码（至少 12 个字符）", hide_input=True)
    if typer.prompt("再输入一次", hide_input=True) != asked:
        raise Invalid("passwords-differ", "两次输入的密码不一致。请重新运行。")
    return asked


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _scopes(told: str) -> list[Scope]:
    try:
        return [Scope(part.strip()) for part in told.split(",")]
    except ValueError:
        raise Invalid(
            "bad-scopes", f"不认识的权限：{told}。请用逗号分隔 read、write、review、admin。"
        ) from None


def _told(scopes: Iterable[Scope]) -> str:
    return ",".join(scopes)


def _day(moment: datetime | None, otherwise: str) -> str:
    return otherwise if moment is None else moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _tell(message: str) -> None:
    typer.echo(message, err=True)


def _show(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*columns)
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(highlight=False)
    (console if console.is_terminal else Console(highlight=False, width=_PIPED_WIDTH)).print(table)
