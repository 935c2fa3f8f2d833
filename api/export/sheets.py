"""Tables for spreadsheets: CSV and XLSX, guarded against formulas in the text (表格).

A cell that a spreadsheet would take for a formula (``=``, ``+``, ``-``, ``@``, a tab or a line break
first, full-width forms too: OWASP, CSV Injection) is kept as text: in CSV by a leading apostrophe, in
XLSX as a string cell with the quote prefix, which leaves the text as it is.
"""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO

import xlsxwriter

from api.export import rows
from api.export.formats import FormatFull
from api.export.rows import Cell, Row
from extractor.records import Extraction

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CELL_CHARACTERS = 32_767  # what Excel holds in one cell
_SHEET_ROWS = 1_048_576
_CUT_MARK = "……（单元格已满，全文见 JSON 输出）"
_WIDTHS = {"原文": 60, "内容": 44, "说明": 50, "标题": 24, "文件": 24, "路径": 18, "条款标题": 24, "规则": 20}
_WRAPPED = {"原文", "内容", "说明", "条件", "承保对象", "违反后果", "除外情形", "给付内容"}


def is_formula(text: str) -> bool:
    """True where a spreadsheet may take the text for a formula."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)


def guarded(cell: Cell) -> Cell:
    """The cell as it may stand in a CSV file."""
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell


def csv_lines(table: Sequence[Row]) -> str:
    """Rows as CSV lines (RFC 4180, CR LF), every cell guarded."""
    written = io.StringIO()
    csv.writer(written).writerows([guarded(cell) for cell in row] for row in table)
    return written.getvalue()


def to_csv(extraction: Extraction, name: str, *, records_only: bool = False) -> str:
    """The records of one document; CSV has one table, so the rest is never part of it."""
    return csv_lines(rows.record_rows(extraction, name))


def csv_header() -> str:
    """The first line of a CSV file of records, with the byte order mark that Excel needs for UTF-8."""
    return "\ufeff" + csv_lines([list(rows.RECORD_COLUMNS)])


class Workbook:
    """An XLSX file under construction: sheets 记录, 引用, 发现, 目录树."""

    def __init__(self, target: BinaryIO, *, records_only: bool = False) -> None:
        self._book: Any = xlsxwriter.Workbook(
            target,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        # The creation time would make two runs differ.
        self._book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        self._formats = {
            (wrapped, quoted): self._format(wrapped=wrapped, quoted=quoted)
            for wrapped in (False, True)
            for quoted in (False, True)
        }
        self._records = _Sheet(self, "记录", rows.RECORD_COLUMNS)
        self._others = (
            ()
            if records_only
            else (
                (_Sheet(self, "引用", rows.REFERENCE_COLUMNS), rows.reference_rows),
                (_Sheet(self, "发现", rows.FINDING_COLUMNS), rows.finding_rows),
                (_Sheet(self, "目录树", rows.NODE_COLUMNS), rows.node_rows),
            )
        )

    def add(self, extraction: Extraction, name: str) -> None:
        """Write one document's rows. Raises FormatFull when a sheet cannot hold them."""
        self._records.write(rows.record_rows(extraction, name))
        for sheet, rows_of in self._others:
            sheet.write(rows_of(extraction, name))

    def close(self) -> None:
        """Finish the sheets (filters over all rows) and write the file."""
        for sheet in (self._records, *(sheet for sheet, _ in self._others)):
            sheet.finish()
        self._book.close()

    def _format(self, *, wrapped: bool, quoted: bool) -> Any:
        made = self._book.add_format({"valign": "top", "text_wrap": wrapped})
        if quoted:
            made.set_quote_prefix()
        return made

    def new_sheet(self, name: str, columns: Sequence[str]) -> Any:
        """An empty sheet with its header row, frozen."""
        sheet = self._book.add_worksheet(name)
        header = self._book.add_format({"bold": True, "valign": "top", "bottom": 1, "bg_color": "#E8EEF4"})
        for index, column in enumerate(columns):
            sheet.write_string(0, index, column, header)
            sheet.set_column(index, index, _WIDTHS.get(column, max(10, 2 * len(column) + 4)))
        sheet.freeze_panes(1, 0)
        return sheet

    def style(self, column: str, cell: Cell) -> Any:
        """The format of a cell: wrapped in columns of prose, quoted where it looks like a formula."""
        quoted = isinstance(cell, str) and is_formula(cell)
        return self._formats[(column in _WRAPPED, quoted)]


class _Sheet:
    def __init__(self, book: Workbook, name: str, columns: Sequence[str]) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._sheet = book.new_sheet(name, columns)
        self._filled = 1

    def write(self, table: Sequence[Row]) -> None:
        if self._filled + len(table) > _SHEET_ROWS:
            raise FormatFull(
                f"工作表“{self._name}”超过 {_SHEET_ROWS} 行，Excel 放不下；请分批提取，或改用 --format csv"
            )
        for row in table:
            for index, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
                self._cell(index, cell, self._book.style(column, cell))
            self._filled += 1

    def _cell(self, index: int, cell: Cell, style: Any) -> None:
        if not isinstance(cell, str):
            self._sheet.write_number(self._filled, index, cell, style)
        elif cell:
            self._sheet.write_string(self._filled, index, fitted(cell), style)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._filled - 1, 1), len(self._columns) - 1)


def fitted(text: str) -> str:
    """The text as far as a cell of Excel holds it."""
    if len(text) <= _CELL_CHARACTERS:
        return text
    return text[: _CELL_CHARACTERS - len(_CUT_MARK)] + _CUT_MARK
