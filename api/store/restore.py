"""A backup brought back into an empty store (恢复), on SQLite or PostgreSQL, whichever it was taken from.

Every byte of the backup is looked at first. Then the originals are put in place and all rows come in one transaction,
so that the store is as it was, or as empty as before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, inspect, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from api.store import leases, schema
from api.store.backup import kept_tables
from api.store.backup_file import (
    BackupProblem,
    BackupReader,
    KeptOriginal,
    KeptTable,
    Manifest,
    Step,
    Watch,
    reading_backup,
    unwatched,
)
from api.store.engine import Database, serialise
from api.store.indexing import rebuild_search
from api.store.jobs import JobState
from api.store.originals import Originals
from api.store.portable import Kind
from api.store.tables_work import Job


def restore(path: Path, database: Database, originals: Originals, watch: Watch = unwatched) -> Manifest:
    """Bring back everything; jobs that were running are queued again, nobody is signed in.

    BackupProblem where the backup is damaged, of a newer program, or the store is not empty; OSError where it cannot
    be read, or originals cannot be written. Then nothing has changed.
    """
    with reading_backup(path, watch) as backup:
        if not schema.is_known(backup.manifest.revision):
            raise BackupProblem(
                f"备份由较新版本的程序（{backup.manifest.program}）生成，本版本无法恢复。请升级程序后再恢复。"
            )
        with _removed_again(originals, database) as placing, schema.altering(database) as session:
            _make_ready(session, backup.manifest)
            placing.put(backup, watch)
            _load(session, backup, watch)
            _advance_numbers(session, backup.manifest)
            schema.upgrade(session)
            _take_up_jobs(session)
            rebuild_search(session, partial(watch, Step.INDEXING))
        return backup.manifest


def _make_ready(session: Session, manifest: Manifest) -> None:
    """An empty schema of the backup's revision."""
    serialise(session, "migrate")
    if _is_occupied(session):
        raise BackupProblem(
            "数据库中已有数据。只能恢复到空的数据库：请换用新的 TIAOKUAN_DATA 和 TIAOKUAN_DATABASE，"
            "在首次启动服务之前恢复。没有作任何改动。"
        )
    schema.upgrade(session, manifest.revision)
    if schema.current_revision(session) != manifest.revision:
        raise BackupProblem(
            "数据库虽空，但其结构比备份的新。请换用从未启动过服务的空数据库。没有作任何改动。"
        )


def _is_occupied(session: Session) -> bool:
    there = set(inspect(session.connection()).get_table_names())
    return any(
        session.execute(select(1).select_from(table).limit(1)).first() is not None
        for table in kept_tables()
        if table.name in there
    )


class _Placing:
    """Originals put in place, so long as it is not known whether they are to stay."""

    def __init__(self, originals: Originals) -> None:
        self._originals = originals
        self._placed: list[KeptOriginal] = []

    def put(self, backup: BackupReader, watch: Watch) -> None:
        done, total = 0, backup.manifest.size
        for original in backup.manifest.originals:
            if not self._is_there(original):
                self._placed.append(original)
                backup.keep_original(original, self._originals)
            done += original.size
            watch(Step.ORIGINALS, done, total)

    def _is_there(self, original: KeptOriginal) -> bool:
        """Left by a restore that was cut off. A damaged one goes."""
        place = self._originals.place(original.workspace_id, original.sha256)
        if not place.exists():
            return False
        with place.open("rb") as stream:
            if file_digest(stream, "sha256").hexdigest() == original.sha256:
                return True
        place.unlink()
        return False

    def remove(self) -> None:
        for original in self._placed:
            self._originals.remove(original.workspace_id, original.sha256)


@contextmanager
def _removed_again(originals: Originals, database: Database) -> Iterator[_Placing]:
    """Where it fails, what was put in place goes again, unless the rows may have come after all.

    They may: a connection that breaks while the end of the transaction is on its way.
    """
    placing = _Placing(originals)
    try:
        yield placing
    except BaseException:
        with database.reading() as session:
            if not _is_occupied(session):
                placing.remove()
        raise


def _load(session: Session, backup: BackupReader, watch: Watch) -> None:
    connection = session.connection()
    done, total = 0, backup.manifest.rows
    for table in backup.manifest.tables:
        for batch in backup.batches(table):
            _insert(connection, table, batch)
            done += len(batch)
            watch(Step.TABLES, done, total)


def _insert(connection: Connection, table: KeptTable, batch: list[dict[str, Any]]) -> None:
    try:
        connection.execute(insert(table.layout.clause()), batch)
    except (DataError, IntegrityError) as error:
        reason = str(error.orig).partition("\n")[0]
        raise BackupProblem(
            f"表 {table.layout.name} 的数据不能写入这个数据库：{reason}。没有作任何改动。请先恢复到与备份来源同类的数据库。"
        ) from error


def _advance_numbers(session: Session, manifest: Manifest) -> None:
    """Let PostgreSQL count on from the highest number there is; SQLite does so by itself."""
    if session.get_bind().dialect.name == "sqlite":
        return
    for layout in (table.layout for table in manifest.tables):
        for name in (name for name, kind in layout.columns if kind is Kind.WHOLE):
            sequence = session.scalar(select(func.pg_get_serial_sequence(layout.name, name)))
            if sequence is not None:
                highest = select(func.max(layout.clause().c[name])).scalar_subquery()
                session.execute(select(func.setval(sequence, highest)))


def _take_up_jobs(session: Session) -> None:
    """Whoever held them works no longer."""
    for job in session.scalars(select(Job).where(Job.state == JobState.RUNNING)).all():
        leases.give_back(session, job.id, job.lease)
