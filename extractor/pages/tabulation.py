"""Tables in text (文本表格): tab-separated, piped, drawn with box characters, or written as HTML.

Every recogniser takes the printed lines and the index of one, and gives the table's lines and the index
after it, or None. A row is one line with its cells divided by tabs.
"""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import NamedTuple

from extractor.document import Line, LineKind


class Tabulated(NamedTuple):
    """Lines of one table, and the index of the first printed line after it."""

    lines: tuple[Line, ...]
    after: int


Recogniser = Callable[[Sequence[str], int, int], Tabulated | None]

_DASHES = re.compile(r"[\s:\-–—─|+]*-{2,}[\s:\-–—─|+]*")
_FRAME = re.compile(r"[\s\u2500-\u257f]+")
_FRAME_ENDS = re.compile(r"^[\s\u2500-\u257f]+|[\s\u2500-\u257f]+$")
_DRAWN = re.compile(r"\s*[\u2500-\u257f]")
_BARS = re.compile(r"[│┃║|]")
_PIPES = re.compile(r"(?<!\\)\|")
_TABS_IN_ROW = 2
_FIGURE = re.compile(r"[\d.,．，]+\s*(?:[%％‰]|万?元)?")


def row_lines(rows: Sequence[Sequence[str]], table: int) -> tuple[Line, ...]:
    """One ROW line for each row that holds text."""
    return tuple(
        Line("\t".join(cells), LineKind.ROW, joins=False, table=table) for cells in rows if any(cells)
    )


def tab_table(printed: Sequence[str], start: int, number: int) -> Tabulated | None:
    """Neighbouring lines with two or more tabs, one tabbed line beside dashes, or a column of names and one of figures."""
    if not _tabbed(printed[start]) and not _above_tabbed(printed, start):
        return _paired_table(printed, start, number)
    rows = [_tab_cells(printed[start])]
    after, ruled = start + 1, False
    for at in range(start + 1, len(printed)):
        line = printed[at]
        if not line.strip():
            continue
        if _DASHES.fullmatch(line):
            ruled, after = True, at + 1
            continue
        neighbours = at == after or _columns(line) == len(rows[-1])
        if not (_tabbed(line) and neighbours) and not (at == after and _trails_off(line, rows[0])):
            break
        rows.append(_tab_cells(line))
        after = at + 1
    if len(rows) < 2 and not ruled:
        return None
    return Tabulated(row_lines(_unindented(rows), number), after)


def _paired_table(printed: Sequence[str], start: int, number: int) -> Tabulated | None:
    """A head and at least two rows of one tab each with a figure after it; 甲方：\t乙方： side by side is none."""
    run = list(
        takewhile(
            lambda line: line.strip().count("\t") == 1, (printed[at] for at in range(start, len(printed)))
        )
    )
    rows = [_tab_cells(line) for line in run]
    if len(rows) < 3 or not all(_FIGURE.fullmatch(cells[-1]) for cells in rows[1:]):
        return None
    return Tabulated(row_lines(_unindented(rows), number), start + len(run))


def _tab_cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.rstrip().split("\t")]


def _tabbed(line: str) -> bool:
    return line.strip().count("\t") >= _TABS_IN_ROW and not _DASHES.fullmatch(line)


def _trails_off(line: str, head: Sequence[str]) -> bool:
    """A row of the table whose last cells are empty: as many tabs as the head, some of them at its end."""
    return "\t" in line.strip() and line.rstrip("\r\n ").count("\t") + 1 == len(head)


def _above_tabbed(printed: Sequence[str], at: int) -> bool:
    """A header row whose first cell is empty, right above a row of as many columns."""
    if at + 1 >= len(printed) or "\t" not in printed[at].strip():
        return False
    return _tabbed(printed[at + 1]) and _columns(printed[at]) == _columns(printed[at + 1])


def _columns(line: str) -> int:
    return line.rstrip().count("\t") + 1


def _unindented(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the tabs that only indent the whole table."""
    indent = min(next((at for at, cell in enumerate(cells) if cell), len(cells)) for cells in rows)
    return [cells[indent:] for cells in rows]


_SPACES = re.compile(r"[ \u3000]{2,}")


def spaced_table(printed: Sequence[str], start: int, number: int) -> Tabulated | None:
    """Rows whose cells stand apart by spaces: a name and at least three figures, as many in every row."""
    rows: list[list[str]] = []
    after = start
    for at in range(start, len(printed)):
        if not printed[at].strip() and at == after:
            after = at + 1
            continue
        cells = _SPACES.split(printed[at].strip())
        if at > after or not _figured(cells) or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        after = at + 1
    return Tabulated(row_lines(rows, number), after) if len(rows) > 1 else None


def _figured(cells: Sequence[str]) -> bool:
    return len(cells) > 3 and all(_FIGURE.fullmatch(cell) for cell in cells[1:])


def pipe_table(printed: Sequence[str], start: int, number: int) -> Tabulated | None:
    """A Markdown table: lines that begin and end with a bar."""
    if not _piped(printed[start]):
        return None
    rows: list[list[str]] = []
    at = after = start
    while at < len(printed):
        line = printed[at].strip()
        if _piped(line):
            if not _DASHES.fullmatch(line):
                rows.append([cell.replace("\\|", "|").strip() for cell in _PIPES.split(line[1:-1])])
            after = at + 1
        elif line:
            break
        at += 1
    return Tabulated(row_lines(rows, number), after)


def _piped(line: str) -> bool:
    line = line.strip()
    return len(line) > 2 and line.startswith("|") and line.endswith("|")


def drawn_table(printed: Sequence[str], start: int, number: int) -> Tabulated | None:
    """A table drawn with box characters (制表符): frames are dropped, bars divide the cells."""
    if not _DRAWN.match(printed[start]):
        return None
    rows: list[list[str]] = []
    at = after = start
    while at < len(printed):
        line = printed[at].strip()
        if _DRAWN.match(line):
            if not _FRAME.fullmatch(line):
                rows.append(_drawn_cells(line))
            after = at + 1
        elif line:
            break
        at += 1
    return Tabulated(row_lines(rows, number), after)


def _drawn_cells(line: str) -> list[str]:
    cells = [_FRAME_ENDS.sub("", cell) for cell in _BARS.split(line)]
    return cells[1 : -1 if not cells[-1] else None]
