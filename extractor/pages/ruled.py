"""Ruled tables (有框线的表格): ruling lines among a page's paths, cells between them, rows of text.

The lines come from pdfium's page objects, so that pages without a table cost next to nothing; pdfplumber's
functions turn them into cells.
"""

import ctypes
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.document import LineKind
from extractor.pages.glyphs import Frame
from extractor.pages.printed import Printed, joined, opens_with_label, printed, rows_of
from extractor.pages.runs import Run
from extractor.pages.shading import shaded
from extractor.pages.underlines import Rule, underlined

_THIN = 3.5  # points: a line, drawn as a line or as a filled rectangle
_SHORT = 4.0  # points
_TOLERANCE = 3.0  # points between lines that are meant to meet, as pdfplumber has it
_MOST_OBJECTS = 50_000
_MOST_SEGMENTS = 4_000
_MOST_RULES = 1_500
_DEEPEST_FORM = 4
_MOST_LINES = 15  # of a cell; a frame with more holds running text
_MOST_LABELS = 2  # provisions in one cell

Matrix = tuple[float, float, float, float, float, float]
Cell = tuple[float, float, float, float]


class Grid(NamedTuple):
    """A table: its cells as (left, top, right, bottom)."""

    cells: list[Cell]
    left: float
    top: float
    right: float
    bottom: float


class Tables(NamedTuple):
    """Rows of each table of a page, and the runs that stand in none, underlined and shaded characters marked."""

    tables: list[list[Printed]]
    others: list[Run]


def read_tables(page: Any, frame: Frame, runs: list[Run]) -> Tables:
    """The ruled tables of ``page``; ``runs`` are its upright characters."""
    rules = list(_rules(page.raw, frame))
    found = tables_among(rules, runs)
    return found._replace(others=shaded(found.others, page.raw, frame))


def tables_among(rules: Sequence[Rule], runs: list[Run]) -> Tables:
    """The tables that these ruling lines make of ``runs``; what stands in none is marked where it is underlined."""
    grids = _grids(rules) or _three_line_grids(rules, runs)
    tables: list[list[Printed]] = []
    for grid in grids:
        filled, others = _filled(grid, runs)
        if _is_table(grid, filled):
            tables.append(_rows(grid, filled))
            runs = others
    return Tables(tables, underlined(runs, rules))


# --- ruling lines -----------------------------------------------------------------------------------------


def _rules(page: Any, frame: Frame) -> Iterator[Rule]:
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    shown = (pdfium.FPDFPage_GetObject(page, at) for at in range(count))
    for number, corners in enumerate(_segments(shown, None, 0)):
        if number >= _MOST_OBJECTS:
            return
        rule = _rule(corners, frame)
        if rule is not None:
            yield rule


def _rule(corners: Rule, frame: Frame) -> Rule | None:
    """The horizontal or vertical line between two corners of a thin rectangle, or None."""
    x0, y0 = frame.placed(corners[0], corners[1])
    x1, y1 = frame.placed(corners[2], corners[3])
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if bottom - top <= _THIN and right - left >= _SHORT:
        return left, (top + bottom) / 2, right, (top + bottom) / 2
    if right - left <= _THIN and bottom - top >= _SHORT:
        return (left + right) / 2, top, (left + right) / 2, bottom
    return None


def _segments(objects: Iterable[Any], matrix: Matrix | None, depth: int) -> Iterator[Rule]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for one in objects:
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            if not pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
                continue
            bounds = (left.value, bottom.value, right.value, top.value)
            if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
                yield _moved(bounds, matrix)
            elif _drawn(one):
                for segment in _path(one):
                    yield _moved(segment, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = min(pdfium.FPDFFormObj_CountObjects(one), _MOST_OBJECTS)
            inner = (pdfium.FPDFFormObj_GetObject(one, at) for at in range(count))
            yield from _segments(inner, _times(_matrix(one), matrix), depth + 1)


def _drawn(path: Any) -> bool:
    """True for outlines, and for many rectangles filled in one go; one filled rectangle is shading."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    count: int = pdfium.FPDFPath_CountSegments(path)
    return (bool(stroke.value) or count > 5) and count <= _MOST_SEGMENTS


def _path(path: Any) -> Iterator[Rule]:
    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = _matrix(path)
    start = last = (0.0, 0.0)
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _moved((*last, *point), matrix)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _moved((*point, *start), matrix)
        last = point


def _matrix(one: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(one, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix | None) -> Matrix:
    if then is None:
        return first
    a, b, c, d, e, f = first
    return (
        a * then[0] + b * then[2],
        a * then[1] + b * then[3],
        c * then[0] + d * then[2],
        c * then[1] + d * then[3],
        e * then[0] + f * then[2] + then[4],
        e * then[1] + f * then[3] + then[5],
    )


def _moved(corners: Rule, matrix: Matrix | None) -> Rule:
    if matrix is None:
        return corners
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = corners
    return a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f


# --- cells ------------------------------------------------------------------------------------------------


def _grids(rules: Sequence[Rule]) -> list[Grid]:
    across = [rule for rule in rules if rule[1] == rule[3]]
    down = [rule for rule in rules if rule[0] == rule[2]]
    if len(across) < 2 or len(down) < 2:
        return []
    # pdfplumber takes longer to load than a page takes to read: only documents with tables pay for it.
    from pdfplumber.table import (  # noqa: PLC0415
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    edges = merge_edges(
        [_edge(rule) for rule in (*across, *down)], _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE
    )
    if len(edges) > _MOST_RULES:
        return []
    cells = intersections_to_cells(edges_to_intersections(edges, _TOLERANCE, _TOLERANCE))
    return [_grid(cells) for cells in cells_to_tables(cells)]


def _three_line_grids(rules: Sequence[Rule], runs: Sequence[Run]) -> list[Grid]:
    """Tables with a line above and below the header and one at the end, and none between columns (三线表)."""
    alike: defaultdict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule[1] == rule[3]:
            alike[round(rule[0] / _TOLERANCE), round(rule[2] / _TOLERANCE)].append(rule)
    found = []
    for group in alike.values():
        tops = sorted({round(rule[1], 1) for rule in group})
        if 3 <= len(tops) <= _MOST_RULES:
            found.append(
                _open_grid(tops, min(rule[0] for rule in group), max(rule[2] for rule in group), runs)
            )
    return [grid for grid in found if grid is not None]


def _open_grid(tops: Sequence[float], left: float, right: float, runs: Sequence[Run]) -> Grid | None:
    """Cells by the columns of the header; None where a line reaches from one into the next, as running text does."""
    inside = [run for run in runs if tops[0] < run.base < tops[-1] and left - 1 < run.left < right]
    rows = rows_of(inside)
    header = [run for row in rows for run in row if run.base < tops[1]]
    if len(header) < 2 or len(rows) < 3 or len(rows_of(header)) > 1:
        return None
    header.sort(key=lambda run: run.left)
    begins = [min(run.left for run in inside if run.left >= before.right - 1) - 0.5 for before in header[:-1]]
    if any(run.left < begin < run.right for begin in begins for run in inside):
        return None
    starts = [left, *begins, right]
    # A row begins where the first column does: what stands below it alone is the rest of a cell.
    heads = [row for row in rows if row[0].left < starts[1]]
    edges = [tops[0], *(row[0].base - row[0].size for row in heads[1:]), tops[-1]]
    cells = [
        (start, top, end, bottom)
        for top, bottom in pairwise(edges)
        for start, end in pairwise(starts)
        if top < bottom
    ]
    return _grid(cells) if len(heads) > 1 else None


def _edge(rule: Rule) -> dict[str, Any]:
    left, top, right, bottom = rule
    return {
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
        "orientation": "h" if top == bottom else "v",
    }


def _grid(cells: list[Cell]) -> Grid:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return Grid(cells, min(lefts), min(tops), max(rights), max(bottoms))


def _filled(grid: Grid, runs: list[Run]) -> tuple[dict[Cell, list[Run]], list[Run]]:
    """The runs in each cell, cut where they pass from one cell to the next, and the runs outside."""
    tops = sorted({cell[1] for cell in grid.cells})
    bands: defaultdict[float, list[Cell]] = defaultdict(list)
    for cell in grid.cells:
        for top in tops:
            if cell[1] <= top < cell[3]:
                bands[top].append(cell)
    filled: defaultdict[Cell, list[Run]] = defaultdict(list)
    others: list[Run] = []
    for run in runs:
        middle = run.base - 0.35 * run.size
        if not grid.top < middle < grid.bottom or run.right < grid.left or run.left > grid.right:
            others.append(run)
            continue
        band = bands[tops[bisect_right(tops, middle) - 1]]
        for inside, part in _cut(run, [cell for cell in band if middle < cell[3]]):
            (filled[inside] if inside else others).append(part)
    return filled, others


def _cut(run: Run, cells: Sequence[Cell]) -> Iterator[tuple[Cell | None, Run]]:
    places = [
        next((cell for cell in cells if cell[0] <= (run.edges[at] + run.edges[at + 1]) / 2 < cell[2]), None)
        for at in range(0, len(run.edges), 2)
    ]
    cuts = [0, *(at for at, (a, b) in enumerate(pairwise(places), 1) if a != b), len(places)]
    for start, end in pairwise(cuts):
        part = run.part(start, end)
        if part.text:
            yield places[start], part


def _is_table(grid: Grid, filled: dict[Cell, list[Run]]) -> bool:
    """Two columns and two rows at least, and no cell that holds running provisions (a frame round a page)."""
    if len({cell[0] for cell in grid.cells}) < 2 or len({cell[1] for cell in grid.cells}) < 2:
        return False
    return bool(filled) and not any(_runs_on(rows_of(runs)) for runs in filled.values())


def _runs_on(lines: Sequence[Sequence[Run]]) -> bool:
    labels = sum(opens_with_label(row[0].text) for row in lines)
    return len(lines) > _MOST_LINES and (labels > _MOST_LABELS or len(lines) > 3 * _MOST_LINES)


def _rows(grid: Grid, filled: dict[Cell, list[Run]]) -> list[Printed]:
    """A ROW for each row with text. A cell that spans rows or columns is given where it begins."""
    lefts = sorted({cell[0] for cell in grid.cells})
    rows: defaultdict[float, dict[float, Cell]] = defaultdict(dict)
    for cell in grid.cells:
        rows[cell[1]][cell[0]] = cell
    lines = []
    for top in sorted(rows):
        cells = [filled.get(rows[top][left], []) if left in rows[top] else [] for left in lefts]
        if any(cells):
            bottom = min(cell[3] for cell in rows[top].values())
            lines.append(_row(cells, grid, top, bottom))
    return lines


def _row(cells: Sequence[list[Run]], grid: Grid, top: float, bottom: float) -> Printed:
    text, edges, marks, at = "", list[float](), b"", grid.left
    filled = [joined([printed(row) for row in rows_of(runs)]) if runs else None for runs in cells]
    for number, cell in enumerate(filled):
        if number:
            text += "\t"
            edges += [at, at]
            marks += b"\x00"
        if cell is not None:
            text += cell.text
            edges += cell.edges
            marks += cell.marks
            at = cell.right
    texts = [cell for cell in filled if cell is not None]
    size, bold = max(cell.size for cell in texts), all(cell.bold for cell in texts)
    return Printed(
        text, tuple(edges), marks, grid.left, grid.right, top, bottom, bottom, size, bold, kind=LineKind.ROW
    )
