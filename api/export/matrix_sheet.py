"""The matrix as a workbook (条款要素对照表, XLSX): documents in columns, elements in rows, sources on a sheet of their own."""

from collections.abc import Mapping
from itertools import groupby

from api.export import comparison_wording as wording
from api.export.notes import shortened
from api.export.table_book import Column, Table, TableBook
from extractor.answers import Answer, Matrix, Row, Standing

LOOKS: Mapping[Standing, Mapping[str, object]] = {
    Standing.STATED: {},
    Standing.SCHEDULE: {"bg_color": "#E6EDF7", "italic": True},
    Standing.SILENT: {"bg_color": "#F1F1EE", "font_color": "#6B7280"},
    Standing.UNREADABLE: {"bg_color": "#FCE4DC", "font_color": "#9B1C1C", "bold": True},
}
_SOURCES = (
    Column("类别", 14),
    Column("要素", 20),
    Column("文件", 26),
    Column("载明情况", 16, wrapped=False),
    Column("内容", 26),
    Column("条号", 16),
    Column("原文", 70),
)
_GROUP = {"bold": True, "bg_color": "#DDE5EC"}
_DIFFERS = "有差异"
_LINES = 10


def shown(answer: Answer, most: int) -> list[str]:
    """What a cell says in ``most`` lines: the values, each once, or that there is none and why."""
    named = [] if answer.standing is Standing.STATED else [wording.STANDINGS[answer.standing]]
    lines = list(dict.fromkeys([*named, *(entry.shown for entry in answer.entries)]))
    return lines if len(lines) <= most else [*lines[: most - 1], f"……共 {len(answer.entries)} 处"]


def matrix_sheet(matrix: Matrix) -> bytes:
    """XLSX with the sheets 要素对照 (elements by documents, sources as cell comments) and 出处 (one row a source)."""
    book = TableBook("条款要素对照表")
    width = max(14.0, min(34.0, 150 / max(len(matrix.documents), 1)))
    columns = (
        Column("要素", 22),
        Column("差异", 8, wrapped=False),
        *(Column(one, width) for one in matrix.documents),
    )
    table = book.sheet("要素对照", columns, frozen_columns=2)
    for group, rows in groupby(matrix.rows, key=lambda row: row.group):
        table.add([group, *[""] * (len(columns) - 1)], dict.fromkeys(range(len(columns)), _GROUP))
        for row in rows:
            _write(table, row)
    table.finish()
    sources = book.sheet("出处", _SOURCES, frozen_columns=2)
    for row in matrix.rows:
        _write_sources(sources, matrix, row)
    sources.finish()
    return book.finished()


def _write(table: Table, row: Row) -> None:
    looks = {at: LOOKS[answer.standing] for at, answer in enumerate(row.answers, 2)}
    cells = ["\n".join(shown(answer, _LINES)) for answer in row.answers]
    written = table.add([row.title, _DIFFERS if row.differs else "", *cells], looks)
    for at, answer in enumerate(row.answers, 2):
        if answer.entries:
            sources = [
                f"{entry.quotation.path}：{shortened(entry.quotation.quote)}" for entry in answer.entries
            ]
            table.note(written, at, "\n".join(sources))


def _write_sources(table: Table, matrix: Matrix, row: Row) -> None:
    for document, answer in zip(matrix.documents, row.answers, strict=True):
        named = [row.group, row.title, document, wording.STANDINGS[answer.standing]]
        look = {3: LOOKS[answer.standing]}
        for entry in answer.entries:
            table.add([*named, entry.shown, entry.quotation.path, entry.quotation.quote], look)
        if not answer.entries:
            table.add([*named, "", "", ""], look)
