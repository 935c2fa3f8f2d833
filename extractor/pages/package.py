"""The zip container of a Word file (OOXML 包), guarded: nothing is unpacked before its size is known.

ISO/IEC 29500-2 (Open Packaging Conventions). Sizes that a central directory declares are only a first
sieve; every part that is read is measured while it unpacks, and its markup is counted before it is
parsed, because 50 MB of empty paragraphs fit in 190 KB of zip and take a gigabyte as a tree.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from extractor.errors import (
    BrokenDocument,
    EncryptedDocument,
    OversizedDocument,
    UnsupportedFormat,
)

MAX_ENTRIES = 5_000
MAX_PART_BYTES = 64 * 2**20
MAX_TOTAL_BYTES = 256 * 2**20
MAX_PARAGRAPHS = 200_000
MAX_ELEMENTS = 2_000_000
# Deflate reaches 1,000:1 on repeated markup; real Word parts stay under 60:1 (tables of blanks: 120:1).
MAX_RATIO = 400
RATIO_FREE_BYTES = 4 * 2**20

_CHUNK = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PARAGRAPH = re.compile(rb"<(?:\w{1,20}:)?p[\s/>]")
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)""")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"}
# What zipfile raises on damaged bytes, offsets and names.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, IndexError)
_RESAVE = "请用 Word 或 WPS 打开后另存为 .docx，再重新提交。"

# Strict documents (ISO/IEC 29500 严格模式) differ from the common ones in their namespaces only.
_STRICT = re.compile(rb"""(\sxmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/([\w/]+)""")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}


class Relationship(NamedTuple):
    """A link from one part to another (关系). ``kind`` is the last word of its type: ``numbering`` …"""

    id: str
    kind: str
    target: str


class Package:
    """The parts of an OOXML file by name; a part is unpacked when it is asked for, and no other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos = {_part_name(info.filename): info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, in lower case (part names are compared without case)."""
        return tuple(self._infos)

    def tree(self, name: str) -> etree._Element | None:
        """The root of a part's XML; None where there is no such part.

        Raises OversizedDocument past a limit of this module, BrokenDocument where the part is damaged,
        is not XML in UTF-8 or UTF-16, or declares a DTD.
        """
        info = self._infos.get(name.lower())
        if info is None:
            return None
        return _parse(_plain_utf8(self._unpack(info)))

    def related(self, name: str) -> dict[str, Relationship]:
        """The parts that ``name`` links to ("" for the package itself), by relationship id."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", base + ".rels"))
        links = {}
        for element in root if root is not None else ():
            target = element.get("Target", "")
            if element.get("TargetMode") == "External" or not target:
                continue  # a file or an address outside the package is never followed
            kind = element.get("Type", "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            links[element.get("Id", "")] = Relationship(element.get("Id", ""), kind, path)
        return links

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        gauge = _Gauge(info)
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    gauge.add(chunk)
                    chunks.append(chunk)
        except _DAMAGE as error:
            raise BrokenDocument(f"Word 文件已损坏或不完整，无法解压。{_RESAVE}") from error
        except (NotImplementedError, RuntimeError) as error:
            raise BrokenDocument(f"Word 文件的压缩方式不受支持。{_RESAVE}") from error
        return b"".join(chunks)


class _Gauge:
    """What has come out of one part so far: bytes, paragraphs, elements, and no DTD."""

    def __init__(self, info: zipfile.ZipInfo) -> None:
        self._packed = max(info.compress_size, 1)
        self._bytes = self._paragraphs = self._elements = 0
        self._tail = b""

    def add(self, chunk: bytes) -> None:
        self._bytes += len(chunk)
        if self._bytes > MAX_PART_BYTES:
            raise _oversized(f"单个部件解压后超过 {MAX_PART_BYTES // 2**20} MiB")
        if self._bytes > RATIO_FREE_BYTES and self._bytes > MAX_RATIO * self._packed:
            raise _oversized(f"压缩比超过 {MAX_RATIO}:1")
        # UTF-16 markup is ASCII between NULs: without them one count serves every encoding.
        markup = self._tail + chunk.replace(b"\0", b"")
        cut = markup.rfind(b"<") if len(markup) < 2 * _CHUNK else len(markup)
        self._count(markup[:cut] if cut >= 0 else markup)
        self._tail = markup[cut:] if cut >= 0 else b""

    def _count(self, markup: bytes) -> None:
        if b"<!DOCTYPE" in markup:
            raise BrokenDocument(
                f"Word 文件含有不允许的 DTD 声明，可能是恶意构造的文件，已拒绝读取。{_RESAVE}"
            )
        self._paragraphs += len(_PARAGRAPH.findall(markup))
        if self._paragraphs > MAX_PARAGRAPHS:
            raise _oversized(f"段落数超过 {MAX_PARAGRAPHS:,}")
        self._elements += len(_ELEMENT.findall(markup))
        if self._elements > MAX_ELEMENTS:
            raise _oversized(f"标记数超过 {MAX_ELEMENTS:,}")


def open_package(data: bytes) -> Package:
    """Check the container of a Word file and open it; no part is unpacked yet.

    Raises EncryptedDocument (an OLE container that holds an encrypted package, or an encrypted zip),
    UnsupportedFormat (no zip), BrokenDocument (cut off, damaged), OversizedDocument (past a limit).
    """
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise EncryptedDocument("Word 文件设有打开密码。请在 Word 中去除密码后另存，再重新提交。")
        raise UnsupportedFormat(f"这不是 .docx 文件，而是旧版 Office 文件。{_RESAVE}")
    if not data.startswith(b"PK"):
        raise UnsupportedFormat(f"这不是 .docx 文件。{_RESAVE}")
    # Counted in the bytes themselves: the directory's own count can lie, and each entry costs memory.
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise _oversized(f"内部文件数超过 {MAX_ENTRIES:,}")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (*_DAMAGE, NotImplementedError) as error:
        raise BrokenDocument(f"Word 文件已损坏或没有传完。请重新上传完整的文件；或{_RESAVE}") from error
    _check_directory(archive.infolist())
    return Package(archive)


def _check_directory(infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 0x1 for info in infos):
        raise EncryptedDocument("文件的压缩包设有密码。请去除密码后重新提交。")
    if any(info.file_size > MAX_PART_BYTES for info in infos):
        raise _oversized(f"单个部件解压后超过 {MAX_PART_BYTES // 2**20} MiB")
    if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
        raise _oversized(f"解压后总量超过 {MAX_TOTAL_BYTES // 2**20} MiB")


def _oversized(limit: str) -> OversizedDocument:
    return OversizedDocument(
        f"Word 文件{limit}，已停止读取。请检查文件来源；确需读取时，请拆分文件或删去其中的大图片后另存为 .docx。"
    )


def _part_name(filename: str) -> str:
    return filename.replace("\\", "/").lstrip("/").lower()


def _plain_utf8(data: bytes) -> bytes:
    """The part in UTF-8, with the namespaces of the common (transitional) form."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise BrokenDocument(f"Word 文件的编码已损坏。{_RESAVE}") from error
        data = re.sub(r"^<\?xml[^>]*\?>", "", text).encode("utf-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(data)
    if not data.lstrip().startswith(b"<") or (declared and declared[1].lower() not in _ENCODINGS):
        raise BrokenDocument(f"Word 文件的编码不是 UTF-8 或 UTF-16。{_RESAVE}")
    return _STRICT.sub(lambda found: found[1] + _TRANSITIONAL.get(found[2], b"urn:strict:" + found[2]), data)


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "huge" in str(error).lower():
            raise _oversized("的标记嵌套超过 256 层，或单个文字节点过大") from error
        raise BrokenDocument(f"Word 文件的内容已损坏（XML 无法解析）。{_RESAVE}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenDocument(f"Word 文件含有不允许的 DTD 声明，已拒绝读取。{_RESAVE}")
    return root
