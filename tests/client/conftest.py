"""The service itself, for what the client makes of its answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.client import Client
from tests.client.serving import serving
from tests.databases import sqlite_model, sqlite_url
from tests.service.office import Office

__all__ = ["sqlite_model", "sqlite_url"]


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office on SQLite: what the client sees does not depend on the database."""
    with Office.at(sqlite_url, tmp_path) as office:
        yield office


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """Where the office's service answers."""
    with serving(office.client.app) as address:
        yield address


@pytest.fixture
def client(address: str, office: Office) -> Iterator[Client]:
    """A client with a key for everything."""
    with Client(address, office.key) as client:
        yield client
