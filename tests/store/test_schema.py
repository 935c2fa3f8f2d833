"""The migrations make the very tables that the program works with, and can be run again."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from api.store import schema, tables_analysis, tables_work
from api.store.engine import Database
from api.store.tables import Base


def _differences(database: Database) -> list[object]:
    """What the database lacks, or has too much of; indexes and tables of libraries do not count."""
    assert tables_work.Job.metadata is tables_analysis.Analysis.metadata is Base.metadata
    known = Base.metadata.tables
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _one, name, kind, _new, _old: kind != "table" or name in known,
            },
        )
        return list(compare_metadata(context, Base.metadata))


def test_the_migrations_make_the_tables(database_url: str) -> None:
    database = Database(database_url)
    assert _differences(database) == []
    assert schema.is_current(database)
    database.dispose()


def test_a_missing_column_is_seen(database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as session:
        session.execute(text("ALTER TABLE job DROP COLUMN stage"))
    assert len(_differences(database)) == 1
    database.dispose()


def test_migrating_again_changes_nothing(database_url: str) -> None:
    database = Database(database_url)
    schema.migrate(database)
    assert _differences(database) == []
    database.dispose()
