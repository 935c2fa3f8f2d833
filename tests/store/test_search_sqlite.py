"""What is particular to the index in SQLite: its plan, and that nothing removed stays in the file."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy import text as sql
from sqlalchemy.dialects import sqlite

from api.store import search
from api.store.engine import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "search.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        search.create(session.connection(), "t")
    yield database
    database.dispose()


def plan(connection: Connection, query: str) -> str:
    """How SQLite finds the best hits."""
    hits = search.best(connection, "t", "ws_a", query)
    compiled = select(hits).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    return "\n".join(row.detail for row in connection.execute(sql(f"EXPLAIN QUERY PLAN {compiled}")))


@pytest.mark.parametrize("query", ["险", "免赔额", "告知 义务"])
def test_the_index_gives_the_shortest_without_sorting(database: Database, query: str) -> None:
    with database.reading() as session:
        steps = plan(session.connection(), query)
    assert "SCAN t_grams VIRTUAL TABLE INDEX" in steps
    assert "SEARCH t USING INTEGER PRIMARY KEY" in steps
    assert "SCAN t\n" not in steps
    assert "ORDER BY" not in steps


def stored(path: Path) -> bytes:
    """The bytes of the database and of its log."""
    log = path.with_name(f"{path.name}-wal")
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def purge(database: Database) -> None:
    with database.writing() as session:
        search.purge(session.connection(), "t")
    with database.engine.connect() as connection:
        connection.execute(sql("COMMIT"))
        connection.execute(sql("PRAGMA wal_checkpoint(TRUNCATE)"))


def rare(number: int) -> str:
    """Two characters that stand in no other text; the index keeps of the pair at least the second one."""
    return chr(0x20000 + number) + chr(0x21000 + number)


def test_removed_texts_leave_nothing_in_the_file(database: Database, path: Path) -> None:
    chance = random.Random(8)  # moves rows between pages, so that copies stay behind
    order = chance.sample(range(1_600), 1_600)
    kept: set[int] = set()
    while order:
        with database.writing() as session:
            connection = session.connection()
            added, order = order[:100], order[100:]
            texts = ("保险人应当赔偿" * chance.choice((1, 7, 28, 50)) + rare(at) for at in added)
            search.add(connection, "t", [(at, "ws_a", text) for at, text in zip(added, texts, strict=True)])
            kept |= set(added)
            gone = chance.sample(sorted(kept), chance.choice((1, 10, 100)))
            search.remove(connection, "t", gone)
            kept -= set(gone)
    removed = set(range(1_600)) - kept
    before = stored(path)
    assert any(rare(number)[1].encode() in before for number in removed), "there is something to purge"
    purge(database)
    after = stored(path)
    assert [number for number in removed if rare(number)[1].encode() in after] == []
    assert [number for number in kept if rare(number)[1].encode() not in after] == []
    with database.reading() as session:
        found = search.matching(session.connection(), "t", "ws_a", rare(min(kept)))
        assert session.scalars(select(found.c.id)).all() == [min(kept)]
