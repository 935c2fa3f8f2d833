"""The schema brought up to date (数据库结构): Alembic migrations, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.orm import Session

from api.store.engine import Database, serialise

_ALTERING = ("PRAGMA foreign_keys=OFF", "PRAGMA legacy_alter_table=ON")


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema to a revision, the newest if none is named. Safe to call by several processes at once."""
    with altering(database) as session:
        upgrade(session, revision)


@contextmanager
def altering(database: Database) -> Iterator[Session]:
    """A write transaction in which tables may change, kept together at its end, or not at all.

    SQLite changes a table by filling a new one, dropping the old one, and giving the new one its name. Dropping
    would take along all rows that refer to it, and the triggers that name it would be in the way. There neither is
    looked at meanwhile; all foreign keys are, before the end.
    """
    if not database.is_sqlite:
        with database.writing() as session:
            yield session
        return
    with database.engine.connect() as connection:
        connection.detach()  # a connection of its own: the settings go with it
        for pragma in _ALTERING:  # before the transaction: within one they have no effect
            connection.connection.cursor().execute(pragma)
        with Session(connection.execution_options(tiaokuan_write=True)) as session:
            session.execute(text("SELECT 1 FROM sqlite_master LIMIT 0"))
            yield session
            broken = session.execute(text("PRAGMA foreign_key_check")).first()
            if broken is not None:
                raise RuntimeError(f"rows of {broken[0]} refer to rows of {broken[2]} that are not there")
            session.commit()


def upgrade(session: Session, revision: str = "head") -> None:
    """Do what is to be done within :func:`altering`. Nothing where the schema is there, or beyond."""
    serialise(session, "migrate")
    config = _config()
    config.attributes["connection"] = session.connection()
    command.upgrade(config, revision)


def is_current(database: Database) -> bool:
    """True where the schema is the one that this version of the program works with."""
    with database.reading() as session:
        return current_revision(session) == newest_revision()


def current_revision(session: Session) -> str | None:
    """The revision that the schema is at; None where there is none."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def newest_revision() -> str:
    """The revision that this version of the program works with."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    if found is None:
        raise RuntimeError("there are no migrations")
    return found


def is_known(revision: str) -> bool:
    """True where this version of the program can bring the schema to that revision."""
    return any(
        script.revision == revision for script in ScriptDirectory.from_config(_config()).walk_revisions()
    )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("api.store") / "migrations"))
    return config
