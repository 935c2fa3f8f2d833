"""An extraction as a person reads it in a terminal (终端显示)."""

import re
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.export import wording
from api.files import shown
from extractor.records import Extraction, RecordType

# A clause may hold escape sequences that would rewrite the screen.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PIPED_WIDTH = 120


def printable(text: str) -> str:
    """The text without characters that command a terminal or turn its reading direction."""
    return _CONTROL.sub("�", text)


def show(extraction: Extraction, name: str, console: Console, *, records_only: bool = False) -> None:
    """Print the records by type, then findings and references, as tables in Chinese."""
    document = extraction.document
    kind, source = wording.DOCUMENT_KINDS[document.kind], wording.SOURCES[document.source]
    console.print(Text(printable(document.title or name), style="bold"))
    console.print(Text(printable(f"{name}　{kind}　{source}　sha256 {document.sha256[:12]}"), style="dim"))
    for remark in document.remarks:
        page = f"第 {remark.page} 页：" if remark.page else ""
        console.print(Text(printable(f"阅读说明：{page}{remark.message}"), style="yellow"))
    console.print(_records(extraction))
    if not records_only:
        console.print(_findings(extraction))
        console.print(_references(extraction))


class Screen:
    """One document, told in full on standard output."""

    def __init__(self, records_only: bool) -> None:
        self._records_only = records_only

    def put(self, path: Path, extraction: Extraction) -> None:
        show(extraction, shown(path), console_of(), records_only=self._records_only)

    def close(self) -> None:
        """Everything is already printed."""


class Overview:
    """Several documents: a line for each."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, ...]] = []

    def put(self, path: Path, extraction: Extraction) -> None:
        counts = (len(extraction.records), len(extraction.findings), len(extraction.references))
        self._rows.append((shown(path), extraction.document.title, *map(str, counts)))

    def close(self) -> None:
        columns = (("文件", None), ("标题", None), ("记录", 6), ("发现", 6), ("引用", 6))
        console_of().print(table_of("各文件（用 --format 和 --output 输出记录）", columns, self._rows))


def console_of() -> Console:
    """Standard output, wide enough to read where it is a file or a pipe."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPED_WIDTH)


def _records(extraction: Extraction) -> Table:
    ordered = [record for kind in RecordType for record in extraction.records if record.type is kind]
    return table_of(
        f"记录 {len(ordered)} 条",
        (("类型", 10), ("路径", 14), ("原文", None), ("内容", None)),
        (
            (wording.TYPES[record.type], record.path, record.quote, wording.summary(record))
            for record in ordered
        ),
    )


def _findings(extraction: Extraction) -> Table:
    return table_of(
        f"发现 {len(extraction.findings)} 处",
        (("问题", 10), ("路径", 14), ("说明", None), ("原文", None)),
        (
            (wording.FINDINGS.get(found.code, found.code), found.path, found.message, found.quote)
            for found in extraction.findings
        ),
    )


def _references(extraction: Extraction) -> Table:
    return table_of(
        f"引用 {len(extraction.references)} 处",
        (("状态", 10), ("路径", 14), ("原文", None), ("指向", None)),
        (
            (wording.STATUSES[found.status], found.path, found.quote, "、".join(found.targets))
            for found in extraction.references
        ),
    )


def table_of(title: str, columns: Iterable[tuple[str, int | None]], rows: Iterable[tuple[str, ...]]) -> Table:
    """A table of texts; a column without a width shares what room is left."""
    table = Table(title=title, title_justify="left", title_style="bold", show_lines=True, expand=True)
    for name, width in columns:
        table.add_column(name, width=width, overflow="fold", ratio=None if width else 1)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table
