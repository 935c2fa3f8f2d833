"""Columns of a page: which there are, and the lines in reading order (分栏与阅读顺序).

Two layouts of Chinese policies are more than lines from top to bottom: running text in two columns (双栏), and
a narrow column of numbers and headings beside the wide one that holds the provisions (侧栏标题).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.document import LineKind
from extractor.pages.printed import Column, Printed, is_label, joined, opens_with_label, printed, rows_of
from extractor.pages.runs import Run

_LONG = 10  # of the size: a line of running text, not a cell or a label
_BIN = 3.0  # points between left edges that are meant to be one
_SET_IN = 45.0  # points, of a first line
_MARGIN_WIDTH = 0.65  # of the page, at most
_LONGEST_IN_MARGIN = 18  # of the size
_MOSTLY = 0.8
_STOP = re.compile("[，。；]")
_GUTTER = 0.25  # of the size, at least
_FEWEST_PAIRS = 2  # headings beside a provision, on a page
_MOST_CROSSING = 0.25  # of the rows that reach over the gutter
_MOST_ELSEWHERE = 0.5  # the same on a page that shows little, in a document whose other pages show it
_FEWEST_ROWS = 6  # of a column of running text
_MIDDLE = (0.35, 0.65)  # of the page's width, where a second column may begin
_HEADING_PITCH = 2.0  # of the size, between the lines of a heading
_HEADING_ROOM = 2.5  # of the size, that a wrapped line of a heading may leave free
_LONGEST_HEADING = 60
_SENTENCE_ENDS = "。；;：:！？"


class Gutter(NamedTuple):
    """Where the right column begins. ``margin``: the left one holds numbers and headings."""

    start: float
    margin: bool


def find_gutters(pages: Sequence[Sequence[Run]], widths: Sequence[float]) -> list[Gutter | None]:
    """The gutter of each page, or None; what several pages show decides for one that shows little."""
    found = [_gutter(runs, width) for runs, width in zip(pages, widths, strict=True)]
    usual = Counter((round(one.start / _BIN), one.margin) for one in found if one)
    common = sorted(place for place, count in usual.items() if count >= 2)
    return [
        _as_elsewhere(runs, common) if one is None else _further_left(one, common)
        for runs, one in zip(pages, found, strict=True)
    ]


def _further_left(gutter: Gutter, common: Sequence[tuple[int, bool]]) -> Gutter:
    """On a page of paragraphs set in, the column seems to begin where their first lines do."""
    for place, margin in common:
        if margin is gutter.margin and 2 * _BIN < gutter.start - place * _BIN <= _SET_IN:
            return Gutter(place * _BIN, margin)
    return gutter


def _as_elsewhere(runs: Sequence[Run], common: Sequence[tuple[int, bool]]) -> Gutter | None:
    """A gutter of other pages that this page keeps to."""
    for place, margin in common:
        parts = [part for run in runs for part in _cut(run, place * _BIN)]
        starts = [run.left for run in parts if abs(run.left - place * _BIN) <= 2 * _BIN]
        start = _mode(starts) if starts else 0.0
        beside = any(run.right <= start for run in parts)
        if beside and _crossing(parts, start) <= _MOST_ELSEWHERE:
            return Gutter(start, margin)
    return None


def _gutter(runs: Sequence[Run], width: float) -> Gutter | None:
    start = _beside_headings(runs, width)
    if start is not None:
        return Gutter(start, True)
    start = _second_column(runs, width)
    return None if start is None else Gutter(start, False)


def _mode(numbers: Iterable[float]) -> float:
    """The least number of the fullest bin."""
    numbers = sorted(numbers)
    counts = Counter(round(number / _BIN) for number in numbers)
    best = max(counts, key=lambda place: (counts[place] + counts[place + 1], -place))
    return min(number for number in numbers if round(number / _BIN) in (best, best + 1))


def _crossing(runs: Sequence[Run], start: float) -> float:
    """The share of long runs that reach over ``start``, of those that reach past it."""
    past = [run for run in runs if run.right > start + 2 * run.size and run.right - run.left > 3 * run.size]
    over = [run for run in past if run.left < start - run.size and _cut_at(run, start) is None]
    return len(over) / len(past) if past else 1.0


def _beside_headings(runs: Sequence[Run], width: float) -> float | None:
    """Where the provisions begin that have their headings in the margin."""
    pairs = [
        (heading, body)
        for row in rows_of(runs)
        for heading, body in pairwise(row)
        if _is_heading(heading, width) and body.right - body.left >= _LONG * body.size
    ]
    if len(pairs) < _FEWEST_PAIRS:
        return None
    beside = _mode(body.left for _, body in pairs)
    pairs = [pair for pair in pairs if abs(pair[1].left - beside) <= 3 * pair[1].size]
    if len(pairs) < _FEWEST_PAIRS:
        return None
    # The first line of a provision may be set in: its other lines show where the column begins.
    least = max(heading.right for heading, _ in pairs)
    starts = [
        run.left for run in runs if least < run.left <= beside + _BIN and run.right - run.left > 3 * run.size
    ]
    start = min((place for place in starts if _often(place, starts)), default=beside)
    left = [run for run in runs if run.right <= start and not is_label(run.text)]
    heads = sum(_is_heading(run, width) for run in left)
    return start if heads >= _MOSTLY * len(left) and _crossing(runs, start) <= _MOST_CROSSING else None


def _often(place: float, starts: Sequence[float]) -> bool:
    return sum(abs(place - other) <= _BIN for other in starts) * 6 >= len(starts)


def _is_heading(run: Run, width: float) -> bool:
    """True for a few words without a stop, left of the page's right third."""
    words = run.text.split(" ", 1)[-1] if opens_with_label(run.text) else run.text
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in words)
    if chinese < 2 or is_label(run.text) or _STOP.search(run.text):
        return False
    return run.right < _MARGIN_WIDTH * width and run.right - run.left <= _LONGEST_IN_MARGIN * run.size


def _second_column(runs: Sequence[Run], width: float) -> float | None:
    """Where the second of two columns of running text begins."""
    low, high = _MIDDLE[0] * width, _MIDDLE[1] * width
    starts = [run.left for run in runs if low < run.left < high]
    if len(starts) < _FEWEST_ROWS:
        return None
    start = _mode(starts)
    right = [run for run in runs if run.left >= start - _BIN]
    left = [run for run in runs if run.right <= start - run.size / 2]
    if min(len(left), len(right)) < _FEWEST_ROWS:
        return None
    if len(runs) - len(left) - len(right) > _MOST_CROSSING * len(runs):
        return None
    across = start - min(run.left for run in left), max(run.right for run in right) - start
    full = all(
        median(run.right - run.left for run in column) >= 0.5 * room
        for column, room in zip((left, right), across, strict=True)
    )
    return start if full else None


def _cut_at(run: Run, start: float) -> int | None:
    """Index of the character at which a run that grew over the gutter is to be cut."""
    for at in range(1, len(run.text)):
        if abs(run.edges[2 * at] - start) <= _BIN and run.text[at] != " ":
            before = at - 2 if run.text[at - 1] == " " else at - 1
            gap = run.edges[2 * at] - run.edges[2 * before + 1]
            return at if gap >= _GUTTER * run.size else None
    return None


# --- reading order ----------------------------------------------------------------------------------------


def arrange(runs: Sequence[Run], tables: Sequence[Sequence[Printed]], gutter: Gutter | None) -> list[Printed]:
    """The lines of a page in reading order, each table's rows at its place."""
    if gutter is None:
        return _down([printed(row) for row in rows_of(runs)], tables)
    left, right, over = _divided(runs, gutter)
    full = [printed(row) for row in rows_of(over)]
    if gutter.margin:
        return _down([*full, *_beside(left, right)], tables)
    return _banded(
        full,
        [_in(Column.LEFT, row) for row in rows_of(left)],
        [_in(Column.RIGHT, row) for row in rows_of(right)],
        tables,
    )


def _in(column: Column, row: Sequence[Run]) -> Printed:
    return printed(row)._replace(column=column)


def _divided(runs: Sequence[Run], gutter: Gutter) -> tuple[list[Run], list[Run], list[Run]]:
    """Runs left of the gutter, right of it, and over it. A row that crosses the gutter belongs to neither column."""
    left: list[Run] = []
    right: list[Run] = []
    over: list[Run] = []
    for row in rows_of(runs):
        parts = [part for run in row for part in _cut(run, gutter.start)]
        crosses = any(
            part.left < gutter.start - part.size and part.right > gutter.start + _BIN for part in parts
        )
        for part in parts:
            column = over if crosses else left if part.left < gutter.start - _BIN else right
            column.append(part)
    return left, right, over


def _cut(run: Run, start: float) -> list[Run]:
    at = _cut_at(run, start) if run.left < start - run.size and run.right > start + _BIN else None
    return [run] if at is None else [run.part(0, at), run.part(at, len(run.text))]


def _down(lines: Iterable[Printed], tables: Sequence[Sequence[Printed]]) -> list[Printed]:
    """Lines and tables by height. A heading in the margin comes before the line that it stands beside."""
    entries: list[tuple[float, list[Printed]]] = [(_height(line), [line]) for line in lines]
    entries += [(table[0].top, list(table)) for table in tables if table]
    entries.sort(key=lambda entry: entry[0])
    return [line for _, group in entries for line in group]


def _height(line: Printed) -> float:
    middle = line.base - 0.35 * line.size
    return middle - 0.7 * line.size if line.column is Column.MARGIN else middle


def _beside(left: Sequence[Run], right: Sequence[Run]) -> list[Printed]:
    """Headings of the margin, wrapped ones put together, and the lines of the wide column."""
    rows = [printed(row) for row in rows_of(left)]
    body = [_in(Column.RIGHT, row) for row in rows_of(right)]
    headings: list[list[Printed]] = []
    top = min((line.top for line in body), default=0.0)
    edge = max((row.right for row in rows if row.base > top), default=0.0)  # a running head is no heading
    for row in rows:
        if is_label(row.text) and _takes_number(row, body):
            continue
        if headings and _goes_on(headings[-1][-1], row, edge):
            headings[-1].append(row)
        else:
            headings.append([row])
    return [*body, *(line for group in headings for line in _as_heading(group))]


def _takes_number(number: Printed, body: list[Printed]) -> bool:
    """A number that stands alone beside a provision is the provision's own."""
    for at, line in enumerate(body):
        if abs(line.base - number.base) <= 0.5 * line.size:
            edges = (*number.edges, number.edges[-1], line.left, *line.edges)
            marks = number.marks + b"\x00" + line.marks
            text = f"{number.text} {line.text}"
            body[at] = line._replace(text=text, edges=edges, marks=marks, left=number.left)
            return True
    return False


def _goes_on(last: Printed, row: Printed, edge: float) -> bool:
    """True where ``last`` was a number, or filled the column up to ``edge``, and no new number follows."""
    if row.base - last.base > _HEADING_PITCH * max(row.size, last.size):
        return False
    return is_label(last.text) or (
        edge - last.right <= _HEADING_ROOM * last.size and not opens_with_label(row.text)
    )


def _as_heading(group: Sequence[Printed]) -> list[Printed]:
    one = joined(group)
    if is_label(group[0].text) and len(group) > 1:
        rest = joined(group[1:])
        edges = (*group[0].edges, group[0].edges[-1], group[0].edges[-1], *rest.edges)
        marks = group[0].marks + b"\x00" + rest.marks
        one = one._replace(text=f"{group[0].text} {rest.text}", edges=edges, marks=marks)
    if len(one.text) > _LONGEST_HEADING or one.text[-1] in _SENTENCE_ENDS:
        return [row._replace(column=Column.MARGIN) for row in group]
    return [one._replace(kind=LineKind.HEADING, column=Column.MARGIN)]


def _banded(
    full: Sequence[Printed],
    left: Sequence[Printed],
    right: Sequence[Printed],
    tables: Sequence[Sequence[Printed]],
) -> list[Printed]:
    """Between two lines over both columns, the left column and then the right."""
    middle = max((line.right for line in left), default=0.0)
    wide = [table for table in tables if table and table[0].left < middle < table[0].right]
    sides = [table for table in tables if table and not table[0].left < middle < table[0].right]
    bars = [(line.base, [line]) for line in full] + [(table[0].bottom, list(table)) for table in wide]
    columns = (
        _down(left, [table for table in sides if table[0].right <= middle]),
        _down(right, [table for table in sides if table[0].right > middle]),
    )
    placed: list[Printed] = []
    above = float("-inf")
    for below, bar in [*sorted(bars, key=lambda bar: bar[0]), (float("inf"), [])]:
        for column in columns:
            placed += [line for line in column if above < line.base <= below]
        placed += bar
        above = below
    return placed
