"""A backup of an earlier schema is brought up to date; one of a later schema is not touched."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import delete, inspect
from sqlalchemy.exc import DBAPIError

from api.store import schema
from api.store.backup_file import BackupProblem
from api.store.restore import restore
from api.store.tables_work import AuditEvent
from tests.store.stocked import Store, opened, stock

_ONCE_MORE = """
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{before}"

def upgrade():
    {what}
"""
# On SQLite the table is made anew, and the old one, which everything refers to, is dropped.
_CHANGED = 'with op.batch_alter_table("document") as table: table.alter_column("name", type_=sa.Text())'
_BROKEN = 'op.execute("DELETE FROM workspace")'


@pytest.fixture
def source(database_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(database_url, tmp_path / "source") as store:
        stock(store)
        yield store


@pytest.fixture
def target(empty_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(empty_url, tmp_path / "target") as store:
        yield store


def add_revision(monkeypatch: pytest.MonkeyPatch, folder: Path, what: str) -> None:
    """Let the program have one revision more from here on."""
    before = schema.newest_revision()
    migrations = folder / "migrations"
    shutil.copytree(str(files("api.store") / "migrations"), migrations)
    script = _ONCE_MORE.format(before=before, what=what)
    (migrations / "versions" / "later.py").write_text(script, "utf-8")
    config = Config()
    config.set_main_option("script_location", str(migrations))
    monkeypatch.setattr(schema, "_config", lambda: config)


def name_type(store: Store) -> str:
    """What the names of documents are kept as."""
    with store.database.reading() as session:
        columns = inspect(session.connection()).get_columns("document")
    return next(str(column["type"]) for column in columns if column["name"] == "name")


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(
    source: Store, target: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = source.back_up(tmp_path / "b.zip")
    before = source.rows()
    add_revision(monkeypatch, tmp_path, _CHANGED)
    restore(path, target.database, target.originals)

    assert schema.is_current(target.database)
    assert name_type(target) == "TEXT"
    after = target.rows()
    for name in set(before) - {"job", "version"}:
        assert after[name] == before[name]
    assert len(after["version"]) == len(before["version"])
    with pytest.raises(DBAPIError, match="append-only"), target.database.writing() as session:
        session.execute(delete(AuditEvent))


def test_a_later_schema_is_not_restored(
    source: Store, target: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        add_revision(later, tmp_path, _CHANGED)
        schema.migrate(source.database)
        path = source.back_up(tmp_path / "b.zip")
    with pytest.raises(BackupProblem, match="升级程序"):
        restore(path, target.database, target.originals)
    with target.database.reading() as session:
        assert inspect(session.connection()).get_table_names() == []


def test_an_empty_database_of_a_later_schema_is_not_used(
    source: Store, target: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = source.back_up(tmp_path / "b.zip")
    add_revision(monkeypatch, tmp_path, _CHANGED)
    schema.migrate(target.database)
    with pytest.raises(BackupProblem, match="结构比备份的新"):
        restore(path, target.database, target.originals)
    assert not any(target.rows().values())


def test_an_earlier_schema_is_not_backed_up(
    source: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_revision(monkeypatch, tmp_path, _CHANGED)
    with pytest.raises(BackupProblem, match="没有本版本"):
        source.back_up(tmp_path / "b.zip")


def test_a_migration_keeps_the_rows_of_a_table_that_is_made_anew(
    source: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = source.rows()
    add_revision(monkeypatch, tmp_path, _CHANGED)
    schema.migrate(source.database)
    assert name_type(source) == "TEXT"
    assert source.rows() == before
    with pytest.raises(DBAPIError), source.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE document SET workspace_id = 'ws_nowhere'")


def test_a_migration_that_loses_rows_is_taken_back(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(sqlite_url, tmp_path / "source") as store:
        stock(store)
        before = store.rows()
        add_revision(monkeypatch, tmp_path, _BROKEN)
        with pytest.raises(RuntimeError, match="refer to rows of workspace"):
            schema.migrate(store.database)
        assert store.rows() == before
        assert not schema.is_current(store.database)
