"""What is no longer needed goes for good (清除): originals, page images, traces in the search index, old answers.

A deleted document's originals are named in ``discarded`` by the transaction that deletes it. The sweep looks again,
under the lock that an upload of the same bytes takes, so that a file which has come back meanwhile stays.
"""

import shutil
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from api.store import search
from api.store.columns import now
from api.store.engine import Database, serialise
from api.store.originals import Originals
from api.store.tables import Version
from api.store.tables_work import Discarded, Hold, Reply

_REPLIES_KEPT = timedelta(hours=48)


def sweep(database: Database, originals: Originals, cache: Path) -> None:
    """Remove what waits for removal, and make the database files forget it too."""
    with database.writing() as session:
        session.execute(delete(Reply).where(Reply.created_at < now() - _REPLIES_KEPT))
        session.execute(delete(Hold).where(Hold.until < now()))
    remove_files(database, originals, cache)
    with database.reading() as session:
        gone = session.scalars(select(Discarded.sha256).where(Discarded.file_gone)).all()
    if gone and forget_traces(database):
        with database.writing() as session:
            session.execute(delete(Discarded).where(Discarded.file_gone, Discarded.sha256.in_(gone)))


def remove_files(database: Database, originals: Originals, cache: Path) -> None:
    """Remove the originals and images that no version needs. None while a backup copies them."""
    with database.writing() as session:
        serialise(session, "originals")
        if session.scalar(select(Hold.id).where(Hold.until > now()).limit(1)) is not None:
            return
        for waiting in session.scalars(select(Discarded).where(~Discarded.file_gone)):
            _remove(session, waiting, originals, cache)


def _remove(session: Session, waiting: Discarded, originals: Originals, cache: Path) -> None:
    workspace, digest = waiting.workspace_id, waiting.sha256
    serialise(session, f"{workspace}/{digest}")
    waiting.file_gone = True
    needed = select(Version.id).where(Version.workspace_id == workspace, Version.sha256 == digest)
    if session.scalar(needed) is None:
        originals.remove(workspace, digest)
        shutil.rmtree(cache / workspace / digest, ignore_errors=True)


def forget_traces(database: Database) -> bool:
    """Make the database files forget deleted rows: search index, rows moved between pages, write-ahead log.

    False where somebody still reads from the log (a backup): it is to be tried again. On PostgreSQL the space is
    given free to be overwritten; the bytes themselves go with ``VACUUM (FULL)``, which locks out everybody else and
    is therefore left to the operator.
    """
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
        return True
    with database.writing() as session:
        for table in (search.RECORDS, search.PASSAGES):
            search.purge(session.connection(), table)
    with database.engine.connect() as connection:
        connection.execute(text("COMMIT"))
        connection.execute(text("VACUUM"))
        connection.execute(text("PRAGMA busy_timeout = 1000"))
        is_busy, _, _ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
        connection.execute(text("PRAGMA busy_timeout = 30000"))
    return not is_busy
