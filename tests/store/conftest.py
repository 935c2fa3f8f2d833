"""A database of its own for every test, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from api.store.engine import Database
from tests.databases import database_url, empty_url, postgres, postgres_url, sqlite_model, sqlite_url
from tests.store.desk import database_at

__all__ = ["database_url", "empty_url", "postgres", "postgres_url", "sqlite_model", "sqlite_url"]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with database_at(database_url) as found:
        yield found
