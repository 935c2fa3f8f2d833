"""Files that are sent and files that are got (文件)."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

import httpx

File = str | PathLike[str] | tuple[str, bytes]
"""A file to send: its path, or its name and content."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was got. ``etag`` is its entity tag, or nothing."""

    filename: str
    media_type: str
    content: bytes
    etag: str = ""

    def save(self, folder: str | PathLike[str] = ".") -> Path:
        """Write it into a folder under its own name. Raises FileExistsError rather than overwrite."""
        path = Path(folder) / (Path(self.filename).name or "download")
        with path.open("xb") as stream:
            stream.write(self.content)
        return path


def opened(
    name: str, files: Iterable[File], stack: ExitStack
) -> Sequence[tuple[str, tuple[str, bytes | BinaryIO]]]:
    """Form fields of that name, one for each file, open as long as ``stack``. Raises OSError."""
    return [(name, _part(file, stack)) for file in files]


def _part(file: File, stack: ExitStack) -> tuple[str, bytes | BinaryIO]:
    if isinstance(file, tuple):
        return file
    path = Path(file)
    return path.name, stack.enter_context(path.open("rb"))


def download(response: httpx.Response) -> Download:
    """The file that an answer holds."""
    headers: Mapping[str, str] = response.headers
    return Download(
        _filename(headers.get("content-disposition", "")),
        headers.get("content-type", "application/octet-stream"),
        response.content,
        headers.get("etag", ""),
    )


def _filename(disposition: str) -> str:
    """The name in Content-Disposition (RFC 6266), its encoded form first."""
    given = dict(part.strip().partition("=")[::2] for part in disposition.split(";")[1:])
    _, _, encoded = given.get("filename*", "").rpartition("'")
    return unquote(encoded) or given.get("filename", "").strip('"')
