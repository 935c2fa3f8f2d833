"""A backup taken while the service works (备份): all tables as they were at one moment, and the originals.

1. A hold is put into the database: from here on no original is removed.
2. All tables are read in one snapshot, which ends as soon as they are written.
3. The originals that the snapshot names are copied, each compared with its digest.

The search indexes are not in it, they are made again; nor is what only lives while a service runs.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.store import schema
from api.store.backup_file import (
    BackupProblem,
    BackupWriter,
    KeptOriginal,
    KeptTable,
    Manifest,
    Step,
    Watch,
    unwatched,
    writing_backup,
)
from api.store.columns import new_id, now
from api.store.engine import Database, serialise
from api.store.originals import Originals
from api.store.portable import Kind, Layout, layout_of
from api.store.tables import Base, SignIn, Version
from api.store.tables_work import Discarded, Hold, WorkerRow

_LEFT_OUT = {table.__tablename__ for table in (SignIn, Hold, Discarded, WorkerRow)}
_HELD = timedelta(hours=2)  # at once; renewed as long as it takes
_ROWS, _LARGE_ROWS = 1000, 8  # read at a time; a row with bytes may have megabytes


def kept_tables() -> Sequence[Table]:
    """The tables that a backup holds, in the order in which they can be loaded."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT]


def back_up(database: Database, originals: Originals, path: Path, watch: Watch = unwatched) -> Manifest:
    """Write a backup to ``path``, where nothing may be yet; the service may go on meanwhile.

    BackupProblem where the schema is not this program's, or an original is missing or damaged; OSError where it
    cannot be written. Then there is nothing at ``path``.
    """
    if path.exists():
        raise BackupProblem(f"“{path.name}”已经存在。备份不覆盖任何文件，请换一个文件名。")
    with _hold(database) as hold, writing_backup(path) as writer:
        return _Copying(database, originals, hold, watch).write(writer)


class _Holding:
    """The row that keeps the originals."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._id = new_id("hold")
        self._renew_at = now() + _HELD / 2

    def take(self) -> None:
        with self._database.writing() as session:
            serialise(session, "originals")  # a sweep that is at work ends first
            session.add(Hold(id=self._id, until=now() + _HELD))

    def renew(self) -> None:
        if now() < self._renew_at:
            return
        self._renew_at = now() + _HELD / 2
        with self._database.writing() as session:
            session.execute(update(Hold).where(Hold.id == self._id).values(until=now() + _HELD))

    def give_back(self) -> None:
        with self._database.writing() as session:
            session.execute(delete(Hold).where(Hold.id == self._id))


@contextmanager
def _hold(database: Database) -> Iterator[_Holding]:
    with database.reading() as session:
        if schema.current_revision(session) != schema.newest_revision():
            raise BackupProblem(
                "这里没有本版本的 tiaokuan 数据库，没有可备份的内容。请核对 TIAOKUAN_DATA 和 TIAOKUAN_DATABASE；"
                "如刚升级程序，请用升级前的版本备份，或先运行 tiaokuan migrate。"
            )
    hold = _Holding(database)
    hold.take()
    try:
        yield hold
    finally:
        with suppress(OperationalError):  # the database is away: it ends by itself
            hold.give_back()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An original to copy, and whose it is."""

    kept: KeptOriginal
    document_id: str
    filename: str

    def problem(self, place: Path, what: str) -> BackupProblem:
        return BackupProblem(
            f"文档 {self.document_id} 的原件“{self.filename}”{what}（{place}）。没有生成备份。"
            "请从以前的备份中找回这份文件并放回原处，或删除该文档，再重新备份。"
        )


class _Copying:
    """One backup in the making."""

    def __init__(self, database: Database, originals: Originals, hold: _Holding, watch: Watch) -> None:
        self._database = database
        self._originals = originals
        self._hold = hold
        self._watch = watch

    def write(self, writer: BackupWriter) -> Manifest:
        with self._database.reading() as session:
            revision = schema.current_revision(session)
            created_at = now()
            wanted = _wanted(session)
            tables = tuple(self._tables(session, writer))
        kept = tuple(one.kept for one in wanted)
        self._copy(wanted, writer)
        manifest = Manifest(str(revision), version("tiaokuan"), created_at, tables, kept)
        writer.finish(manifest)
        return manifest

    def _tables(self, session: Session, writer: BackupWriter) -> Iterator[KeptTable]:
        layouts = [layout_of(table) for table in kept_tables()]
        progress = self._progress(Step.TABLES, sum(_count(session, layout) for layout in layouts))
        for layout in layouts:
            yield writer.add_table(layout, _batches(session, layout, progress))

    def _copy(self, wanted: Sequence[_Wanted], writer: BackupWriter) -> None:
        progress = self._progress(Step.ORIGINALS, sum(one.kept.size for one in wanted))
        for one in wanted:
            place = self._originals.place(one.kept.workspace_id, one.kept.sha256)
            try:
                writer.add_original(one.kept, place)
            except FileNotFoundError:
                raise one.problem(place, "不见了") from None
            except ValueError:
                raise one.problem(place, "已损坏，与上传时不同") from None
            progress(one.kept.size)

    def _progress(self, step: Step, total: int) -> Callable[[int], None]:
        """To be told of every bit done; the originals are held on meanwhile."""
        done = 0

        def tell(more: int) -> None:
            nonlocal done
            done += more
            self._watch(step, done, total)
            self._hold.renew()

        return tell


def _count(session: Session, layout: Layout) -> int:
    return session.scalar(select(func.count()).select_from(layout.clause())) or 0


def _batches(session: Session, layout: Layout, progress: Callable[[int], None]) -> Iterator[Sequence[Any]]:
    """The rows of a table as they come in; never all of them at once."""
    large = any(kind is Kind.BYTES for _, kind in layout.columns)
    options = {"yield_per": _LARGE_ROWS if large else _ROWS}
    with session.connection().execute(select(layout.clause()), execution_options=options) as rows:
        for batch in rows.partitions():
            yield batch
            progress(len(batch))


def _wanted(session: Session) -> list[_Wanted]:
    query = select(Version.workspace_id, Version.sha256, Version.size, Version.document_id, Version.filename)
    return [
        _Wanted(KeptOriginal(workspace_id, digest, size), document_id, filename)
        for workspace_id, digest, size, document_id, filename in session.execute(query)
    ]
