"""Originals (原件): the files as they were uploaded, by the hash of their content, outside the database.

A file is written beside its place, flushed to the disk and renamed, so that it is there whole or not at all. Each
workspace has its own folder: whether another one holds the same file is not to be found out.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from api.problems import TooLarge

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Received:
    """A file received and not yet kept: ``path`` is temporary."""

    path: Path
    sha256: str
    size: int


class Originals:
    """The folder of originals."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._arriving = folder / "arriving"

    @contextmanager
    def receive(self, stream: BinaryIO, *, at_most: int) -> Iterator[Received]:
        """The stream as a temporary file, hashed; gone at the end unless kept. TooLarge beyond ``at_most`` bytes."""
        self._arriving.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._arriving)
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                digest, size = _copied(stream, out, at_most)
            yield Received(path, digest, size)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, received: Received, workspace_id: str) -> None:
        """Move a received file to its place for good."""
        place = self.place(workspace_id, received.sha256)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        received.path.replace(place)
        flush_folder(place.parent)

    def place(self, workspace_id: str, digest: str) -> Path:
        """Where a file is or would be."""
        return self.folder / workspace_id / digest[:2] / digest

    def read(self, workspace_id: str, digest: str) -> bytes:
        """The bytes of an original. FileNotFoundError where it is not there."""
        return self.place(workspace_id, digest).read_bytes()

    def remove(self, workspace_id: str, digest: str) -> None:
        """Remove an original, if it is there."""
        place = self.place(workspace_id, digest)
        place.unlink(missing_ok=True)
        with suppress(OSError):  # other files are in it
            place.parent.rmdir()

    def free(self) -> int:
        """Bytes free where originals are kept."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.folder).free


def _copied(stream: BinaryIO, out: BinaryIO, at_most: int) -> tuple[str, int]:
    digest, size = sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > at_most:
            raise TooLarge(
                "file-too-large", f"文件超过 {at_most >> 20} MiB 的上限。请拆分后分别上传，或压缩其中的图片。"
            )
        digest.update(chunk)
        out.write(chunk)
    out.flush()
    os.fsync(out.fileno())
    return digest.hexdigest(), size


def flush_folder(folder: Path) -> None:
    """Let a file's new name in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
