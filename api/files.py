"""Which files are read, and what their outputs are called (文件的选取与命名)."""

import errno
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

# What a folder is searched for; a file that is named itself is tried whatever it is called.
READ_SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".docx", ".docm", ".doc", ".pdf"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"}
)
_NAME_BYTES = 200  # file systems hold 255 bytes, and a suffix and a part number follow


@dataclass(frozen=True, slots=True)
class Selection:
    """The files to read, in order and each once, and whether they came one by one."""

    paths: tuple[Path, ...]
    several: bool


def select(arguments: Sequence[Path], *, outside: Path | None = None) -> Selection:
    """Files as named, and the readable files below folders, sorted, hidden and temporary ones left out.

    Folders below ``outside`` (where the outputs go) are not searched: an earlier run's reports are no input.
    """
    found: dict[Path, Path] = {}
    for argument in arguments:
        below = _below(argument, outside) if argument.is_dir() else [argument]
        for path in below:
            found.setdefault(resolved(path), path)
    several = len(found) > 1 or any(argument.is_dir() for argument in arguments)
    return Selection(tuple(found.values()), several)


def _below(folder: Path, outside: Path | None) -> Iterable[Path]:
    barred = None if outside is None else resolved(outside)
    for current, folders, names in os.walk(folder):
        here = Path(current)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and resolved(here / name) != barred
        )
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in READ_SUFFIXES:
                yield here / name


def resolved(path: Path) -> Path:
    """The path with links followed, as far as the system can tell."""
    with suppress(OSError, RuntimeError):
        return path.resolve()
    return path.absolute()


def output_names(paths: Sequence[Path], suffix: str) -> list[str]:
    """A file name for each path, no two alike even where the file system ignores case.

    The name is the file's own; where two would share it, each gets its old suffix, then its folder's
    names, nearest first: ``甲·条款.json``, ``乙·条款.json``.
    """
    names = [path.stem for path in paths]
    for widened in (_with_suffix, _with_folder):
        clashing = _clashing(names)
        names = [
            widened(path) if at in clashing else name
            for at, (path, name) in enumerate(zip(paths, names, strict=True))
        ]
    clashing = _clashing(names)
    return [
        _fitting(name, path, told=at in clashing) + suffix
        for at, (path, name) in enumerate(zip(paths, names, strict=True))
    ]


def _with_suffix(path: Path) -> str:
    return path.name


def _with_folder(path: Path) -> str:
    return f"{resolved(path).parent.name}·{path.name}"


def _clashing(names: Sequence[str]) -> set[int]:
    first: dict[str, int] = {}
    clashing: set[int] = set()
    for at, name in enumerate(names):
        folded = name.casefold()
        if folded in first:
            clashing |= {first[folded], at}
        first.setdefault(folded, at)
    return clashing


def _fitting(name: str, path: Path, *, told: bool) -> str:
    """The name within what a file system holds; a digest of the whole path where it alone tells it apart."""
    encoded = os.fsencode(name)
    if not told and len(encoded) <= _NAME_BYTES:
        return name
    digest = sha256(os.fsencode(resolved(path))).hexdigest()[:8]
    return f"{encoded[: _NAME_BYTES - 9].decode(errors='ignore')}-{digest}"


_REASONS = {
    errno.ENOENT: "路径不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "同名文件已存在",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "所在磁盘只读",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "链接循环",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where the reason is a usual one."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def shown(path: Path) -> str:
    """The path for readers and reports: bytes that are no text become a mark."""
    return os.fsencode(path).decode(errors="replace")


class Target:
    """A file that appears whole or not at all: written beside its place, then put there.

    A device or a pipe that is already there is written as it is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = path.with_name(f".{os.getpid()}.partial{path.suffix}")
        self._place = path if path.exists() and not path.is_file() else self._beside
        self._stream: BinaryIO

    def __enter__(self) -> BinaryIO:
        self._stream = self._place.open("wb")
        return self._stream

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._stream.close()
        if self._place is self._beside and kind is None:
            self._beside.replace(self._path)
        elif self._place is self._beside:
            self._beside.unlink(missing_ok=True)
