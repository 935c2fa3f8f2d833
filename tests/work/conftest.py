"""A workspace on a database of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import database_url, postgres, postgres_url, sqlite_model, sqlite_url
from tests.work.workshop import Workshop

__all__ = ["database_url", "postgres", "postgres_url", "sqlite_model", "sqlite_url"]


@pytest.fixture
def workshop(database_url: str, tmp_path: Path) -> Iterator[Workshop]:
    """A workspace on each database."""
    with Workshop.at(database_url, tmp_path) as workshop:
        yield workshop


@pytest.fixture
def shared(postgres_url: str, tmp_path: Path) -> Iterator[Workshop]:
    """A workspace on PostgreSQL."""
    with Workshop.at(postgres_url, tmp_path) as workshop:
        yield workshop


@pytest.fixture
def local(sqlite_url: str, tmp_path: Path) -> Iterator[Workshop]:
    """A workspace on SQLite, for what does not depend on the database."""
    with Workshop.at(sqlite_url, tmp_path) as workshop:
        yield workshop
