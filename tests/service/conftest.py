"""The service on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import database_url, postgres, postgres_url, sqlite_model, sqlite_url
from tests.service.office import Office

__all__ = ["database_url", "postgres", "postgres_url", "sqlite_model", "sqlite_url"]


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office on each database."""
    with Office.at(database_url, tmp_path) as office:
        yield office


@pytest.fixture
def local(sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office on SQLite, for what does not depend on the database."""
    with Office.at(sqlite_url, tmp_path) as office:
        yield office
