"""Old Word files: refused with advice where the converter is missing, read like .docx where it is there."""

import shutil
import subprocess
from pathlib import Path

import pytest
from word_fixtures import abstract, level, listing, paragraph, parts_of, restart, row, table, zipped

from extractor.document import LineKind, Source
from extractor.errors import (
    BrokenDocument,
    ConverterMissing,
    EncryptedDocument,
    ReadingStopped,
    UnsupportedFormat,
)
from extractor.pages import legacy_word
from extractor.pages.legacy_word import read_doc

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHELL = _OLE + bytes(504) + b"\xec\xa5" + bytes(2_000)
_WRITER = "application/vnd.openxmlformats-officedocument.wordprocessingml."

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def stand_in(folder: Path, script: str) -> None:
    """A converter of our own on PATH."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def test_without_libreoffice_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConverterMissing, match=r"安装 LibreOffice.*另存为 \.docx"):
        read_doc(_SHELL)


def test_other_files_are_refused_before_anything_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in(tmp_path, f"touch {tmp_path}/ran")
    monkeypatch.setenv("PATH", str(tmp_path))
    for data in (b"PK\x03\x04", b"", _OLE + bytes(4_000)):
        with pytest.raises(UnsupportedFormat):
            read_doc(data)
    locked = bytearray(_SHELL)
    locked[512 + 11] |= 1
    with pytest.raises(EncryptedDocument, match="密码"):
        read_doc(bytes(locked))
    assert not (tmp_path / "ran").exists()


def test_a_converter_that_makes_nothing_or_never_ends(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    stand_in(tmp_path, "exit 0")
    with pytest.raises(BrokenDocument):
        read_doc(_SHELL)
    stand_in(tmp_path, "sleep 60")
    monkeypatch.setattr(legacy_word, "SECONDS", 0.2)
    with pytest.raises(ReadingStopped, match="停止"):
        read_doc(_SHELL)


def test_the_converter_gets_a_profile_of_its_own_without_macros(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("SECRET_TOKEN", "x")
    stand_in(tmp_path, f'echo "$@" > {tmp_path}/said; env >> {tmp_path}/said; cp -r profile {tmp_path}/kept')
    with pytest.raises(BrokenDocument):
        read_doc(_SHELL)
    said = (tmp_path / "said").read_text("utf-8")
    assert "-env:UserInstallation=file://" in said and "SECRET_TOKEN" not in said
    profile = (tmp_path / "kept/user/registrymodifications.xcu").read_text("utf-8")
    assert "DisableMacrosExecution" in profile


def own_doc(folder: Path) -> bytes:
    """Our own contract as a .doc, made by LibreOffice from our .docx."""
    levels = level(0, "chineseCounting", "第%1条") + level(1, "chineseCounting", "（%2）")
    numbering = abstract(0, levels) + listing(1, 0) + abstract(1, levels) + listing(2, 1, restart(0))
    body = (
        paragraph("承保范围", number=(1, 0))
        + paragraph("火灾；", number=(1, 1))
        + paragraph("爆炸；", number=(1, 1))
        + paragraph("责任免除", number=(1, 0))
        + paragraph("地震。", number=(1, 1))
        + table(row("项目", "限额"), row("每次事故", "10万元"))
        + paragraph("附加条款", number=(2, 0))
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WRITER}{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("numbering", "numbering"))
    )
    parts = parts_of(body, numbering=numbering)
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{types}</Types>'
    )
    (folder / "own.docx").write_bytes(zipped(parts))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "own.docx")], check=True, capture_output=True, timeout=100)
    return (folder / "own.doc").read_bytes()


@needs_office
def test_a_doc_is_read_with_its_numbers_and_tables(tmp_path: Path) -> None:
    reading = read_doc(own_doc(tmp_path))
    assert reading.source is Source.DOC
    assert [(line.text, line.kind) for line in reading.pages[0].lines] == [
        ("第一条 承保范围", LineKind.BODY),
        ("（一） 火灾；", LineKind.BODY),
        ("（二） 爆炸；", LineKind.BODY),
        ("第二条 责任免除", LineKind.BODY),
        ("（一） 地震。", LineKind.BODY),
        ("项目\t限额", LineKind.ROW),
        ("每次事故\t10万元", LineKind.ROW),
        ("第一条 附加条款", LineKind.BODY),
    ]
