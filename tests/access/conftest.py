"""Both databases, with two workspaces that must never see each other."""

from collections.abc import Iterator
from functools import cache

import pytest

from api.access.members import add_member
from api.access.passwords import hash_password
from api.access.people import create_user, operator, workspace_named
from api.callers import Caller, Scope
from api.store.engine import Database
from tests.access.world import PASSWORD, Clock, World
from tests.databases import database_url, postgres, sqlite_model

__all__ = ["database_url", "postgres", "sqlite_model"]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.dispose()


@cache
def _password_hash() -> str:
    return hash_password(PASSWORD, "")


@pytest.fixture
def world(database: Database) -> World:
    """Workspaces 甲 and 乙; 阿甲 and 阿乙 administer them, 小甲 may read and write in 甲."""
    with database.writing() as session:
        ours, theirs = (workspace_named(session, name).id for name in ("甲", "乙"))

        def person(name: str, workspace_id: str, *scopes: Scope) -> Caller:
            caller = operator(workspace_id)
            user = create_user(session, caller, name, _password_hash())
            add_member(session, caller, user, scopes)
            return Caller(user.id, name, workspace_id, frozenset(scopes))

        return World(
            database,
            admin=person("阿甲", ours, Scope.ADMIN),
            writer=person("小甲", ours, Scope.READ, Scope.WRITE),
            stranger=person("阿乙", theirs, Scope.ADMIN),
        )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time that rates are counted by, standing still until it is told to go on."""
    clock = Clock(1_800_000_007.3)
    monkeypatch.setattr("time.time", lambda: clock.now)
    return clock
