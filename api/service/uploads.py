"""Files that arrive (上传): one, many, or in a zip; each is taken or refused with its reason."""

import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from api.problems import Invalid, Problem, TooLarge, UnsupportedFile
from api.store.documents import Arrival
from api.store.originals import Originals, Received
from extractor.errors import TiaokuanError, UnsupportedFormat
from extractor.pages.sniffing import sniff

MOST_FILES = 1000  # in one request, those inside archives included
_MOST_UNPACKED = 2 << 30  # bytes of one archive
_MOST_RATIO = 1000
_ZIP = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken, and why."""

    filename: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of the request."""

    filename: str
    stream: BinaryIO


def receive(
    sent: Sequence[Sent], originals: Originals, stack: ExitStack, *, at_most: int
) -> Iterator[Arrival | Refused]:
    """Each file, received and recognised by its content; archives are opened, one level deep.

    The received files live as long as ``stack``. Raises TooLarge beyond MOST_FILES files.
    """
    reception = _Reception(originals, stack, at_most)
    count = 0
    for file in sent:
        for arrival in reception.files(file):
            count += 1
            if count > MOST_FILES:
                raise TooLarge("too-many-files", f"一次最多上传 {MOST_FILES} 个文件。请分几次上传。")
            yield arrival


def one_file(arrived: Sequence[Arrival | Refused]) -> Arrival:
    """The only file of a request that takes one. UnsupportedFile or Invalid otherwise."""
    if len(arrived) != 1:
        raise Invalid("one-file-wanted", "这里只接受一个文件。请逐个上传，不要使用压缩包。")
    (only,) = arrived
    if isinstance(only, Refused):
        refusal = TooLarge if only.code in {"file-too-large", "oversized"} else UnsupportedFile
        raise refusal(only.code, only.reason)
    return only


class _Reception:
    """Where the files of one request go, and how large each may be (bytes)."""

    def __init__(self, originals: Originals, stack: ExitStack, at_most: int) -> None:
        self._originals = originals
        self._stack = stack
        self._at_most = at_most

    def files(self, file: Sent) -> Iterator[Arrival | Refused]:
        """The file, or what is in it where it is an archive."""
        name = safe_name(file.filename)
        try:
            received = self._receive(file.stream)
            if not _is_archive(received.path):
                yield _recognised(received, name)
                return
        except (Problem, TiaokuanError) as error:
            yield Refused(name, error.code, str(error))
            return
        yield from self._unpacked(received.path, name)

    def _receive(self, stream: BinaryIO) -> Received:
        return self._stack.enter_context(self._originals.receive(stream, at_most=self._at_most))

    def _unpacked(self, path: Path, name: str) -> Iterator[Arrival | Refused]:
        """The files of an archive. Nothing is unpacked before what it declares is within the limits."""
        try:
            with zipfile.ZipFile(path) as archive:
                entries = [
                    entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry)
                ]
                unpacked = sum(entry.file_size for entry in entries)
                if len(entries) > MOST_FILES or unpacked > _MOST_UNPACKED:
                    told = f"最多 {MOST_FILES} 个文件、{_MOST_UNPACKED >> 30} GiB"
                    yield Refused(
                        name, "archive-too-large", f"压缩包超出上限（{told}）。请分成几个压缩包上传。"
                    )
                    return
                if not entries:
                    yield Refused(name, "archive-empty", f"“{name}”中没有文件。请确认压缩包内容后重新上传。")
                for entry in entries:
                    yield self._member(archive, entry, f"{name}/{safe_name(_entry_name(entry))}")
        except _BROKEN:
            yield Refused(name, "archive-broken", f"“{name}”的压缩结构已损坏或不完整。请重新压缩后上传。")

    def _member(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Arrival | Refused:
        if entry.flag_bits & 1:
            return Refused(name, "encrypted", "压缩包内的文件已加密。请解压后上传，或上传不加密的压缩包。")
        if entry.file_size > self._at_most:
            limit = self._at_most >> 20
            return Refused(name, "file-too-large", f"文件超过 {limit} MiB 的上限。请拆分后分别上传。")
        if entry.file_size > _MOST_RATIO * max(entry.compress_size, 1):
            return Refused(name, "archive-ratio", "压缩比例异常，未予解压。请解压后单独上传该文件。")
        try:
            with archive.open(entry) as stream:
                received = self._receive(cast(BinaryIO, stream))
            if _is_archive(received.path):
                raise UnsupportedFormat("是压缩包中的压缩包。请解压后上传其中的文件。")
            return _recognised(received, name)
        except (Problem, TiaokuanError) as error:
            return Refused(name, error.code, str(error))
        except _BROKEN:
            return Refused(name, "archive-broken", "该文件在压缩包中已损坏。请重新压缩后上传。")


def _recognised(received: Received, name: str) -> Arrival:
    return Arrival(received, name, sniff(received.path.read_bytes(), PurePosixPath(name).name))


def _is_archive(path: Path) -> bool:
    """A zip that is no document: Office files are zips as well, and have their own parts."""
    with path.open("rb") as stream:
        if stream.read(4) != _ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except _BROKEN:
        return False
    marks = {"[Content_Types].xml", "OFD.xml", "mimetype"}
    return not marks & names


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; Chinese Windows writes GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    """What systems leave in archives of their own accord."""
    parts = PurePosixPath(entry.filename).parts
    return "__MACOSX" in parts or (parts[-1] if parts else "") in {".DS_Store", "Thumbs.db", "desktop.ini"}


def safe_name(name: str) -> str:
    """A file name fit to be shown: no path upwards, no control or direction marks. Never used as a path."""
    plain = "".join(
        character for character in name.replace("\\", "/") if unicodedata.category(character)[0] != "C"
    )
    parts = [part for part in plain.split("/") if part not in {"", ".", ".."}]
    return "/".join(parts)[-400:] or "未命名"
