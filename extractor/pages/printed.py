"""Runs of characters to printed lines (印刷行)."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from extractor.document import LineKind
from extractor.pages.runs import Run, spaced

ASCENT, DESCENT = (
    0.88,
    0.12,
)  # of the size: the square a Chinese character is drawn in stands so on its baseline

_SAME_ROW = 0.35  # of the size
_RAISED, _LOWERED = 0.6, 0.3  # of the size, for smaller characters
_SMALLER = 0.8
_RAISED_LEAST = 0.15
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_NUMERAL = "[一二三四五六七八九十百零〇两\\d]"
# A number that opens a provision or an item. A number in running text that happens to stand first in a line
# is followed by a unit or by what ties a reference to its sentence.
_LABEL = re.compile(
    rf"第{_NUMERAL}+(?:部分|[章节条编])(?![的所中规约之至、和或及与，,；。）)第项款])"
    rf"|附[件录表]{_NUMERAL}*(?=[\s：:]|$)"
    r"|[1-9]\d?(?:[.．]\d{1,2}){1,4}(?![\d.．，。；、）)%％‰~～\-—万亿元千百%％倍年月日天周岁个])"
    r"|\d{1,3}[.．、](?!\d)"
    rf"|{_NUMERAL}{{1,4}}、"
    rf"|[（(](?:{_NUMERAL}{{1,3}}|[a-zA-Z])[)）](?![的所中规约之至、和或及与，,；。项款条目])"
    r"|\d{1,2}[)）]"
    r"|[①-⑳⑴-⒇㈠-㈩Ⅰ-Ⅻ⒈-⒛●■◆▲★◎○◇□❖➢✓√·•\uf000-\uf0ff]"
    r"|[—–-]{1,2}(?=\s)"
    rf"|注\s?{_NUMERAL}?\s?[：:.、]"
)
_LABEL_ALONE = re.compile(
    rf"(?:第{_NUMERAL}+(?:部分|[章节条编])|\d{{1,3}}(?:[.．]\d{{1,3}})*[.．、]?|{_NUMERAL}{{1,4}}、|"
    rf"[（(]{_NUMERAL}{{1,3}}[)）]|[①-⑳⑴-⒇])"
)


class Column(Enum):
    """Which column of the page a line stands in."""

    ONLY = "only"
    LEFT = "left"
    RIGHT = "right"
    MARGIN = "margin"  # the narrow column of numbers and headings


class Printed(NamedTuple):
    """A printed line. ``edges``: left and right of each character; ``base``: its baseline from the top.

    ``marks``: one byte for each character, as of a Run.
    """

    text: str
    edges: tuple[float, ...]
    marks: bytes
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    faint: bool = False
    kind: LineKind = LineKind.BODY
    column: Column = Column.ONLY
    table: int | None = None


def opens_with_label(text: str) -> bool:
    """True where the line opens with the number or bullet of a provision (第五条, （一）, 2.3, ①)."""
    return _LABEL.match(text) is not None


def label_end(text: str) -> int:
    """Index of the first character after the label and its space; 0 without a label."""
    match = _LABEL.match(text)
    if match is None:
        return 0
    return match.end() + (text[match.end() : match.end() + 1] == " ")


def is_label(text: str) -> bool:
    """True where the text is a number and nothing else."""
    return _LABEL_ALONE.fullmatch(text) is not None


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs in rows from top to bottom, each from left to right; raised and lowered characters included."""
    rows: list[list[Run]] = []
    base = size = 0.0
    for run in sorted(runs, key=lambda one: one.base):
        if rows and _same_row(run, base, size):
            rows[-1].append(run)
            if run.size > size:
                base, size = run.base, run.size
        else:
            rows.append([run])
            base, size = run.base, run.size
    for row in rows:
        row.sort(key=lambda one: one.left)
    return rows


def _same_row(run: Run, base: float, size: float) -> bool:
    """``run`` stands no higher than the row so far, whose largest run has this baseline and size."""
    apart, larger = run.base - base, max(run.size, size)
    if apart <= _SAME_ROW * larger:
        return True
    if size <= _SMALLER * run.size:  # a superscript came first
        return apart <= _RAISED * larger
    return run.size <= _SMALLER * size and apart <= _LOWERED * larger


def printed(row: Sequence[Run]) -> Printed:
    """One line of the runs of a row."""
    main = max(row, key=lambda one: (one.size, len(one.text)))
    text, edges, marks = "", list[float](), bytearray()
    for run in row:
        if text and (text[-1] != " " and _apart(text[-1], edges[-1], run, main)):
            text += " "
            edges += [edges[-1], max(run.left, edges[-1])]
            marks.append(marks[-1] & run.marks[0])
        text += _raised(run, main)
        edges += run.edges
        marks += run.marks
    weight = len(text) / 2
    return Printed(
        text,
        tuple(edges),
        bytes(marks),
        min(edges),
        max(edges),
        main.base - ASCENT * main.size,
        main.base + DESCENT * main.size,
        main.base,
        main.size,
        sum(len(run.text) for run in row if run.bold) >= weight,
        sum(len(run.text) for run in row if run.faint) >= weight,
    )


def _apart(last: str, right: float, run: Run, main: Run) -> bool:
    gap = run.left - right
    return gap > main.size or spaced(last, run.text[0], gap, min(run.size, main.size))


def _raised(run: Run, main: Run) -> str:
    """The run's text, with the digits of a note's mark or of an exponent as they are printed: raised."""
    if run.size <= _SMALLER * main.size and main.base - run.base >= _RAISED_LEAST * main.size:
        return run.text.translate(_SUPERSCRIPT)
    return run.text


def flowing(before: str, after: str) -> bool:
    """True where a word space is needed when two printed lines are joined."""
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def joined(lines: Sequence[Printed]) -> Printed:
    """Printed lines as one: the lines of a cell, or of a heading that was wrapped."""
    text, edges, marks = "", list[float](), bytearray()
    for line in lines:
        if text and flowing(text[-1], line.text[0]):
            text += " "
            edges += [edges[-1], edges[-1]]
            marks.append(marks[-1] & line.marks[0])
        text += line.text
        edges += line.edges
        marks += line.marks
    return lines[0]._replace(
        text=text,
        edges=tuple(edges),
        marks=bytes(marks),
        left=min(line.left for line in lines),
        right=max(line.right for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        bold=all(line.bold for line in lines),
        faint=all(line.faint for line in lines),
    )
