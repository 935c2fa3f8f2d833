"""Rows and cells of a Word table (表格) → ROW lines, or ordinary lines where the table only lays out text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.document import Line, LineKind
from extractor.pages.emphasis import Marked, joined, marked_line, with_text

_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇○\d]{1,6}条")
_ARTICLE_ALONE = re.compile(r"第[一二三四五六七八九十百零〇○\d]{1,6}条[^。；，,;]{0,20}")
_NUMBERED = re.compile(r"(?:第.{1,6}条|[（(].{1,3}[)）]|\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}、|[①-⑳])")
_MIN_CLAUSES = 3
_MIN_CLAUSE_CHARACTERS = 400
_MIN_TAB_CELLS = 3
_MAX_TAB_CELL = 40
_TEXT_KINDS = frozenset({LineKind.BODY, LineKind.HEADING, LineKind.ROW})
_LATIN_PER_CHINESE = 4
_TABS = re.compile(r"\s*\t\s*")
_BETWEEN = re.compile(r"\t+")
_EMPTY = Marked("", b"")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell (单元格): the lines in it, and how many columns of the grid it takes."""

    lines: tuple[Line, ...] = ()
    span: int = 1
    own: LineKind = LineKind.BODY  # the kind of the story that the table stands in

    @property
    def prose(self) -> list[Line]:
        """Its lines without notes and text boxes."""
        return [line for line in self.lines if line.kind is self.own or line.kind in _TEXT_KINDS]

    @property
    def text(self) -> str:
        """Its paragraphs joined by a space, nested tables flattened."""
        return self.marked.text

    @property
    def marked(self) -> Marked:
        """Its text with the emphasis of its paragraphs."""
        return joined([marked_line(line).replaced(_TABS, " ").strip() for line in self.prose], " ")


def table_lines(rows: Sequence[Sequence[Cell]], table: int) -> list[Line]:
    """The lines of a table: one ROW for each row, notes below the row that cites them.

    A merged cell's text stands once and the columns it covers are empty, so that columns stay columns.
    """
    if _lays_out(rows):
        return _laid_out(rows)
    lines: list[Line] = []
    for row in rows:
        lines += _row(row, table)
        lines += [line for cell in row for line in cell.lines if line not in cell.prose]
    return lines


def _row(row: Sequence[Cell], table: int) -> list[Line]:
    columns = [text for cell in row for text in (cell.marked, *[_EMPTY] * (cell.span - 1))]
    if len(row) == 1:
        columns = columns[:1]  # one cell over the whole width: a heading inside the table
    if not any(column.text for column in columns):
        return []
    prose = [line for cell in row for line in cell.prose]
    size = max(prose, key=lambda line: len(line.text)).size
    bold = all(line.bold for line in prose)
    line = Line("", LineKind.ROW, joins=False, bold=bold, size=size, table=table)
    return [with_text(line, joined(columns, "\t"))]


def _lays_out(rows: Sequence[Sequence[Cell]]) -> bool:
    """True where the table is a frame around running text (版式表格), not data.

    That is: it has one column; or a cell holds two articles (第…条), or several numbered paragraphs of
    some length; or its rows are the articles of the contract, each beside its text or its translation.
    Two Chinese texts side by side (修订对照表) stay rows: as lines, each article would stand twice.
    """
    filled = [row for row in rows if any(cell.text for cell in row)]
    if not filled or all(len(row) == 1 for row in filled):
        return True
    if any(_holds_clauses(cell) for row in filled for cell in row):
        return True
    articles = sum(len(row) == 2 and _is_article_row(row[0].text, row[1].text) for row in filled)
    return articles > 1 and articles >= len(filled) - 1


def _is_article_row(first: str, second: str) -> bool:
    latin = len(re.findall(r"[A-Za-z]", second))
    chinese = len(re.findall(r"[\u4e00-\u9fff]", second))
    translated = latin > _LATIN_PER_CHINESE * chinese
    return bool(_ARTICLE_ALONE.fullmatch(first) or (_ARTICLE.match(first) and translated))


def _holds_clauses(cell: Cell) -> bool:
    prose = cell.prose
    if sum(bool(_ARTICLE.match(line.text)) for line in prose) > 1:
        return True
    numbered = [line for line in prose if _NUMBERED.match(line.text)]
    return len(numbered) >= _MIN_CLAUSES and sum(len(line.text) for line in prose) > _MIN_CLAUSE_CHARACTERS


def _laid_out(rows: Sequence[Sequence[Cell]]) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        own = [line for cell in row for line in cell.lines]
        label = row[0].text if row else ""
        if len(own) > 1 and len(row[0].lines) == 1 and _ARTICLE_ALONE.fullmatch(label):
            own[:2] = [with_text(own[1], joined([row[0].marked, marked_line(own[1])], " "))]
        lines += own
    return lines


def tabbed_rows(lines: Sequence[Line], first_table: int) -> list[Line]:
    """Lines whose tabs set columns become rows; every other tab becomes a space.

    Columns are set where neighbouring paragraphs have the same number of cells, three at least, and the
    cells are short: one tab is an indent after a label, and a tab after a colon parts two signatures.
    """
    cells = [_tab_cells(line) for line in lines]
    columns = [len(found) if _is_columns(found) else 0 for found in cells]
    alike = [bool(one) and one == other for one, other in pairwise([*columns, 0])]
    written: list[Line] = []
    table = first_table - 1
    for at, line in enumerate(lines):
        goes_on = at > 0 and alike[at - 1]
        if goes_on or alike[at]:
            table += not goes_on
            row = with_text(line, joined(cells[at], "\t"))
            written.append(replace(row, kind=LineKind.ROW, table=table))
        elif line.kind is not LineKind.ROW and "\t" in line.text:
            written.append(with_text(line, marked_line(line).replaced(_TABS, " ").strip()))
        else:
            written.append(line)
    return written


def _tab_cells(line: Line) -> list[Marked]:
    if line.kind is not LineKind.BODY or "\t" not in line.text:
        return []
    return [cell.strip() for cell in marked_line(line).strip("\t ").split(_BETWEEN)]


def _is_columns(cells: Sequence[Marked]) -> bool:
    return len(cells) >= _MIN_TAB_CELLS and all(
        0 < len(cell.text) <= _MAX_TAB_CELL and not cell.text.endswith(("：", ":", "。", "；"))
        for cell in cells
    )
