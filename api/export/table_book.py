"""Workbooks for printing and filtering (工作簿): guarded cells, frozen heads, filters, page set-up for A4."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from api.export.formats import FormatFull
from api.export.printable import printable
from api.export.rows import Cell
from api.export.sheets import fitted, is_formula

SHEET_ROWS = 1_048_576
_A4 = 9
_NOTE_CHARACTERS = 2_000  # of a cell comment: Excel shows no more in a readable size
_NOTE_WIDTH = 360


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, and whether its text is wrapped."""

    head: str
    width: float
    wrapped: bool = True


FACTS = (Column("项目", 18), Column("内容", 70))  # of a sheet that tells facts, one a row


class TableBook:
    """An XLSX file in the making. Nothing depends on the clock."""

    def __init__(self, title: str) -> None:
        self._written = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(
            self._written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.set_properties(
            {
                "title": printable(title)[:255],
                "author": "tiaokuan",
                "created": datetime(2000, 1, 1, tzinfo=UTC),
            }
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str, columns: Sequence[Column], *, frozen_columns: int = 0) -> "Table":
        """An empty sheet with its head, which stays in view and is printed on every page."""
        return Table(self, self._book.add_worksheet(name), name, columns, frozen_columns)

    def style(self, **wanted: Any) -> Any:
        """A format with these properties, made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            properties = {name: value for name, value in wanted.items() if name != "quoted"}
            made = self._book.add_format(
                {"valign": "top", "font_name": "宋体", "font_size": 10, **properties}
            )
            if wanted.get("quoted"):
                made.set_quote_prefix()
            self._formats[key] = made
        return self._formats[key]

    def finished(self) -> bytes:
        """The bytes of the file."""
        self._book.close()
        return self._written.getvalue()


class Table:
    """A sheet that is filled row by row."""

    def __init__(
        self, book: TableBook, sheet: Any, name: str, columns: Sequence[Column], frozen_columns: int
    ) -> None:
        self._book, self._sheet, self._name, self._columns = book, sheet, name, columns
        self.filled = 1
        head = book.style(bold=True, bottom=1, bg_color="#E8EEF4", text_wrap=True)
        for at, column in enumerate(columns):
            sheet.write_string(0, at, fitted(printable(column.head)), head)
            sheet.set_column(at, at, column.width)
        sheet.freeze_panes(1, frozen_columns)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.set_footer("&C&A　&P / &N")

    def add(self, cells: Sequence[Cell], looks: Mapping[int, Mapping[str, Any]] | None = None) -> int:
        """Write a row; ``looks`` are format properties by column. Its number. Raises FormatFull."""
        if self.filled >= SHEET_ROWS:
            raise FormatFull(f"工作表“{self._name}”超过 {SHEET_ROWS} 行，Excel 放不下；请改用 JSON 格式")
        for at, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            self._write(at, cell, {"text_wrap": column.wrapped, **((looks or {}).get(at, {}))})
        self.filled += 1
        return self.filled - 1

    def _write(self, at: int, cell: Cell, look: Mapping[str, Any]) -> None:
        if not isinstance(cell, str):
            self._sheet.write_number(self.filled, at, cell, self._book.style(**look))
            return
        text = fitted(printable(cell))
        style = self._book.style(**look, quoted=is_formula(text))
        if text:
            self._sheet.write_string(self.filled, at, text, style)
        else:
            self._sheet.write_blank(self.filled, at, None, style)

    def note(self, row: int, column: int, text: str) -> None:
        """A comment on a cell (批注)."""
        shown = printable(text)
        shown = shown if len(shown) <= _NOTE_CHARACTERS else f"{shown[:_NOTE_CHARACTERS]}……（全文见“出处”表）"
        lines = sum(1 + len(line) // 28 for line in shown.split("\n"))
        self._sheet.write_comment(
            row,
            column,
            shown,
            {"x_scale": 1, "width": _NOTE_WIDTH, "height": min(20 + 17 * lines, 420), "author": "tiaokuan"},
        )

    def finish(self) -> None:
        """Filters over everything that was written."""
        self._sheet.autofilter(0, 0, max(self.filled - 1, 1), len(self._columns) - 1)
