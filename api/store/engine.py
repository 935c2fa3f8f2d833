"""Connections to the database (数据库连接): SQLite embedded, or PostgreSQL by its URL.

SQLite allows one writer at a time: a write transaction takes its lock at the start (``BEGIN IMMEDIATE``), so
that two writers wait for each other instead of failing half-way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

_WAIT = 30.0  # seconds that a writer waits for the one before it
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",  # what is acknowledged survives a power cut
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten
    "PRAGMA cache_size=-65536",
    "PRAGMA mmap_size=268435456",
)


class Database:
    """An engine, and the two ways to use it."""

    def __init__(self, url: str, *, connections: int = 20) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(url, self.is_sqlite, connections)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database and changes nothing."""
        with self._sessions() as session:
            if not self.is_sqlite:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept together at its end, or not at all."""
        with self._sessions() as session:
            if self.is_sqlite:
                session.connection(execution_options={"tiaokuan_write": True})
                session.execute(text("SELECT 1 FROM sqlite_master LIMIT 0"))
            yield session
            session.commit()

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def serialise(session: Session, *names: str) -> None:
    """Until the transaction ends, no other one that names the same thing goes on.

    On SQLite there is only one writer anyway.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    for name in sorted(names):
        number = int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _engine(url: str, is_sqlite: bool, connections: int) -> Engine:
    if not is_sqlite:
        return create_engine(
            url, pool_size=connections, max_overflow=connections, pool_pre_ping=True, hide_parameters=True
        )
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        connect_args={"timeout": _WAIT, "check_same_thread": False},
        pool_size=connections,
        max_overflow=connections,
        hide_parameters=True,  # they hold clause text, and errors are logged
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin, not by the driver
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Any) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("tiaokuan_write") else "BEGIN")
