"""The first start: once, whoever starts."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from api.access.first_start import FirstAccount, first_start
from api.access.gate import Gate
from api.access.names import FIRST_WORKSPACE
from api.access.people import create_user, list_users, operator, workspace_named
from api.access.sign_in import Attempt, sign_in
from api.callers import Scope
from api.store.engine import Database
from api.store.tables import Workspace


def _people(database: Database) -> list[tuple[str, list[tuple[str, tuple[Scope, ...]]]]]:
    with database.reading() as session:
        return [
            (user.name, [(place.name, place.scopes) for place in places])
            for user, places in list_users(session)
        ]


def test_somebody_can_sign_in_who_may_do_everything(database: Database) -> None:
    account = first_start(database)
    assert account is not None
    begun = sign_in(database, Gate(), Attempt(account.name, account.password, "127.0.0.1"), hours=1)
    assert begun.caller.scopes == frozenset(Scope)
    assert _people(database) == [("admin", [(FIRST_WORKSPACE, tuple(Scope))])]
    assert first_start(database) is None


def test_the_notice_tells_in_chinese_what_is_needed(database: Database) -> None:
    account = FirstAccount("admin", "abcde-fghjk")
    notice = account.notice("http://127.0.0.1:8470/")
    for needed in (
        "http://127.0.0.1:8470/",
        "admin",
        "abcde-fghjk",
        "只显示这一次",
        "tiaokuan user password admin",
    ):
        assert needed in notice


def test_of_servers_that_start_at_once_one_makes_the_account(database_url: str) -> None:
    databases, ready = [Database(database_url) for _ in range(3)], Barrier(3)

    def start(database: Database) -> FirstAccount | None:
        ready.wait()
        return first_start(database)

    with ThreadPoolExecutor(3) as pool:
        made = [account for account in pool.map(start, databases) if account]
    assert len(made) == 1
    assert _people(databases[0]) == [("admin", [(FIRST_WORKSPACE, tuple(Scope))])]
    begun = sign_in(databases[0], Gate(), Attempt("admin", made[0].password, ""), hours=1)
    assert begun.caller.name == "admin"
    for database in databases:
        database.dispose()


def test_where_there_are_people_nothing_is_made(database: Database) -> None:
    with database.writing() as session:
        create_user(session, operator(""), "张三", "$argon2id$…")
    assert first_start(database) is None
    with database.reading() as session:
        assert session.scalars(select(Workspace.name)).all() == []


def test_a_workspace_of_that_name_is_used(database: Database) -> None:
    with database.writing() as session:
        there = workspace_named(session, FIRST_WORKSPACE).id
    account = first_start(database)
    assert account is not None
    with database.reading() as session:
        assert session.scalars(select(Workspace.id)).all() == [there]
