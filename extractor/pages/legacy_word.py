"""Old Word files (.doc) → lines, by way of LibreOffice (旧版 Word 文档).

The converter runs with a profile and a folder of its own that are gone afterwards, with macros off, and
under a time limit; what it makes is read as any .docx, with the same guards.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from extractor.document import Reading, Source
from extractor.errors import (
    BrokenDocument,
    ConverterMissing,
    EncryptedDocument,
    OversizedDocument,
    ReadingStopped,
    UnsupportedFormat,
)
from extractor.pages.package import MAX_PART_BYTES
from extractor.pages.word import read_docx

SECONDS = 120
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_WORD_MAGIC = b"\xec\xa5"  # FibBase.wIdent ([MS-DOC] 2.5.2)
_ENCRYPTED_FLAG = 0x01  # FibBase.fEncrypted, first bit of byte 11
_CONVERTERS = ("soffice", "libreoffice")
# Macro security 3: nothing runs, signed or not. Links and updates are refused as well.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" \
oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" \
oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read_doc(data: bytes) -> Reading:
    """Read a Word 97–2003 file: as ``read_docx``, after LibreOffice has converted it.

    Raises ConverterMissing where LibreOffice is not on PATH, UnsupportedFormat, EncryptedDocument,
    BrokenDocument, OversizedDocument, ReadingStopped (after 120 seconds), EmptyDocument.
    """
    _check(data)
    converter = next(filter(None, map(shutil.which, _CONVERTERS)), None)
    if converter is None:
        raise ConverterMissing(
            "读取旧版 .doc 文件需要 LibreOffice，本机没有安装。请安装 LibreOffice（Debian/Ubuntu："
            "apt install libreoffice-writer-nogui），或用 Word、WPS 另存为 .docx 后重新提交。"
        )
    with tempfile.TemporaryDirectory(prefix="tiaokuan-doc-") as folder:
        converted = _converted(data, converter, Path(folder))
    return replace(read_docx(converted), source=Source.DOC)


def _check(data: bytes) -> None:
    if not data.startswith(_OLE):
        raise UnsupportedFormat("这不是旧版 Word（.doc）文件。请用 Word 或 WPS 另存为 .docx 后重新提交。")
    if len(data) > MAX_PART_BYTES:
        raise OversizedDocument(
            f".doc 文件超过 {MAX_PART_BYTES // 2**20} MiB，已停止读取。请删去大图片或拆分后重新提交。"
        )
    # Streams of an OLE container begin at a sector: the one that opens with Word's magic is the text's.
    starts = range(_SECTOR, len(data) - 12, _SECTOR)
    header = next((at for at in starts if data[at : at + 2] == _WORD_MAGIC), None)
    if header is None:
        raise UnsupportedFormat(
            "这个旧版 Office 文件不是 Word 文档。请提交 .docx、.doc、PDF、HTML 或文本文件。"
        )
    if data[header + 11] & _ENCRYPTED_FLAG:
        raise EncryptedDocument("Word 文件设有打开密码。请在 Word 中去除密码后另存，再重新提交。")


def _converted(data: bytes, converter: str, folder: Path) -> bytes:
    profile, made = folder / "profile", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    source = folder / "source.doc"
    source.write_bytes(data)
    command = [
        converter, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nofirststartwizard", "--infilter=MS Word 97",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source),
    ]  # fmt: skip
    _run(command, folder)
    result = made / "source.docx"
    if not result.is_file():
        raise BrokenDocument(
            "旧版 .doc 文件已损坏，无法转换。请用 Word 或 WPS 打开后另存为 .docx，再重新提交。"
        )
    return result.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Run the converter in a process group of its own, so that none of its children outlives the limit."""
    keep = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    process = subprocess.Popen(
        command, cwd=folder, env=keep | {"HOME": str(folder)}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadingStopped(
            f"转换旧版 .doc 文件超过 {SECONDS} 秒，已停止。请用 Word 或 WPS 另存为 .docx 后重新提交。"
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
