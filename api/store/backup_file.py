"""The file that a backup is (备份文件): a zip whose comment is the digest of the whole file.

::

    tables/NAME.jsonl              a row a line, tables in the order in which they can be loaded
    originals/WORKSPACE/SHA256     the files as they were uploaded
    manifest.json                  what is in it, with counts and digests
    (comment)                      SHA-256 of the file with zeros in this place

A bit that flipped anywhere, and an end that is missing, are seen before anything in it is used.
"""

import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, BinaryIO, Self, cast

from api.files import Target
from api.problems import TooLarge
from api.store.originals import Originals, flush_folder
from api.store.portable import Kind, Layout
from extractor.errors import TiaokuanError

FORMAT = 1
_CHUNK = 1 << 20
_BATCH_BYTES, _BATCH_ROWS = 4 << 20, 1000  # what is loaded at a time: whichever is reached first
_BLANK = b"0" * 64
_FASTEST = 1  # compression: the larger tables hold JSON, which gives way at once
_MANIFEST = "manifest.json"


class BackupProblem(TiaokuanError):
    """No backup can be made there, or this one cannot be restored here."""

    code = "backup"


class Step(StrEnum):
    """What is being done; a watcher hears how far it is."""

    CHECKING = "checking"  # bytes
    TABLES = "tables"  # rows
    ORIGINALS = "originals"  # bytes
    INDEXING = "indexing"  # readings


Watch = Callable[[Step, int, int], None]  # what is done, how much of it, and of how much


def unwatched(_step: Step, _done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table in the file: how its lines are laid out, how many there are, SHA-256 of them all."""

    layout: Layout
    rows: int
    sha256: str

    @property
    def entry(self) -> str:
        """Its name within the file."""
        return f"tables/{self.layout.name}.jsonl"


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """An original in the file, or to be put there: ``size`` in bytes."""

    workspace_id: str
    sha256: str
    size: int

    @property
    def entry(self) -> str:
        """Its name within the file."""
        return f"originals/{self.workspace_id}/{self.sha256}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. ``revision`` is that of the schema, ``program`` the version that made it."""

    revision: str
    program: str
    created_at: datetime
    tables: tuple[KeptTable, ...]
    originals: tuple[KeptOriginal, ...]

    @property
    def rows(self) -> int:
        """How many rows, in all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def size(self) -> int:
        """How many bytes, in all originals."""
        return sum(original.size for original in self.originals)

    def written(self) -> bytes:
        """The manifest as JSON."""
        values = {"format": FORMAT, **asdict(self), "created_at": self.created_at.isoformat()}
        return json.dumps(values, ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, written: bytes) -> Self:
        """The manifest from JSON. BackupProblem where it is of a format that is not known."""
        values = json.loads(written)
        if values["format"] != FORMAT:
            raise BackupProblem("备份由较新版本的 tiaokuan 生成，本版本无法读取。请升级后再恢复。")
        return cls(
            values["revision"],
            values["program"],
            datetime.fromisoformat(values["created_at"]),
            tuple(_table(one) for one in values["tables"]),
            tuple(KeptOriginal(**one) for one in values["originals"]),
        )


def _table(values: dict[str, Any]) -> KeptTable:
    layout = values["layout"]
    columns = tuple((name, Kind(kind)) for name, kind in layout["columns"])
    return KeptTable(Layout(layout["name"], columns), values["rows"], values["sha256"])


class BackupWriter:
    """Puts tables and originals into a backup, one after the other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add_table(self, layout: Layout, batches: Iterable[Iterable[Any]]) -> KeptTable:
        """Write the rows of a table, which come in batches."""
        digest, count = sha256(), 0
        kept = KeptTable(layout, 0, "")
        with self._packed(kept.entry) as out:
            for batch in batches:
                lines = [layout.line(row) for row in batch]
                written = b"".join(lines)
                digest.update(written)
                count += len(lines)
                out.write(written)
        return KeptTable(layout, count, digest.hexdigest())

    def add_original(self, original: KeptOriginal, place: Path) -> None:
        """Copy an original. FileNotFoundError where it is missing, ValueError where it is not what it was."""
        digest, size = sha256(), 0
        with place.open("rb") as stream, self._stored(original.entry) as out:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        if (digest.hexdigest(), size) != (original.sha256, original.size):
            raise ValueError(original.entry)

    def finish(self, manifest: Manifest) -> None:
        """Write what it holds, the last entry."""
        with self._packed(_MANIFEST) as out:
            out.write(manifest.written())

    def _packed(self, name: str) -> IO[bytes]:
        return self._archive.open(name, "w", force_zip64=True)

    def _stored(self, name: str) -> IO[bytes]:
        """As it is: most originals are compressed already."""
        return self._archive.open(zipfile.ZipInfo(name), "w", force_zip64=True)


class _Digesting:
    """A stream that is only written to, digested on its way."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self._stream.write(data)

    def flush(self) -> None:
        self._stream.flush()


@contextmanager
def writing_backup(path: Path) -> Iterator[BackupWriter]:
    """A new backup, which is at ``path`` when all went well, and nowhere otherwise. Only its owner can read it."""
    with Target(path) as stream:
        os.fchmod(stream.fileno(), 0o600)  # it holds everybody's documents, and the hashes of their passwords
        through = _Digesting(stream)
        with zipfile.ZipFile(
            cast(Any, through), "w", zipfile.ZIP_DEFLATED, compresslevel=_FASTEST
        ) as archive:
            archive.comment = _BLANK
            yield BackupWriter(archive)
        stream.seek(-len(_BLANK), os.SEEK_END)
        stream.write(through.digest.hexdigest().encode())
        stream.flush()
        os.fsync(stream.fileno())
    flush_folder(path.parent)


class BackupReader:
    """Gives back what a backup holds; every digest is looked at on the way."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, name: str) -> None:
        self._archive = archive
        self.manifest = manifest
        self._name = name

    def batches(self, table: KeptTable) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table, a few at a time. BackupProblem where they are not those of the manifest."""
        digest, count, size = sha256(), 0, 0
        batch: list[dict[str, Any]] = []
        with _told_as_damage(self._name), self._archive.open(table.entry) as entry:
            for line in BufferedReader(cast(Any, entry), _CHUNK):
                digest.update(line)
                batch.append(table.layout.row(line))
                count, size = count + 1, size + len(line)
                if size >= _BATCH_BYTES or len(batch) >= _BATCH_ROWS:
                    yield batch
                    batch, size = [], 0
        if (count, digest.hexdigest()) != (table.rows, table.sha256):
            raise _damaged(self._name)
        if batch:
            yield batch

    def keep_original(self, original: KeptOriginal, originals: Originals) -> None:
        """Put an original in its place. BackupProblem where it is not the one of the manifest."""
        with (
            _told_as_damage(self._name),
            self._archive.open(original.entry) as stream,
            originals.receive(cast(BinaryIO, stream), at_most=original.size) as received,
        ):
            if (received.sha256, received.size) != (original.sha256, original.size):
                raise _damaged(self._name)
            originals.keep(received, original.workspace_id)


@contextmanager
def reading_backup(path: Path, watch: Watch) -> Iterator[BackupReader]:
    """A backup that is whole: every byte was looked at. BackupProblem otherwise."""
    with path.open("rb") as stream, ExitStack() as stack:
        if not _is_whole(stream, watch):
            raise _damaged(path.name)
        with _told_as_damage(path.name):
            archive = stack.enter_context(zipfile.ZipFile(stream))
            manifest = Manifest.read(archive.read(_MANIFEST))
        yield BackupReader(archive, manifest, path.name)


@contextmanager
def _told_as_damage(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, TypeError, ValueError, TooLarge) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> BackupProblem:
    return BackupProblem(
        f"“{name}”不是完整的 tiaokuan 备份：文件已损坏、不完整，或不是备份文件。没有作任何改动，请换一份备份。"
    )


def _is_whole(stream: BinaryIO, watch: Watch) -> bool:
    size = stream.seek(0, os.SEEK_END)
    left = size - len(_BLANK)
    stream.seek(0)
    digest = sha256()
    while chunk := stream.read(min(left, _CHUNK) if left > 0 else 0):
        digest.update(chunk)
        left -= len(chunk)
        watch(Step.CHECKING, size - left, size)
    digest.update(_BLANK)
    return stream.read() == digest.hexdigest().encode()
