"""Tables whose figures do not fit (表格数字矛盾): products, proportions, totals, and the text beside them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from extractor.document import Document, Level, Span
from extractor.findings.figures import stated_values
from extractor.findings.passages import Passage, finding
from extractor.records import Finding

_CODE = "amount-mismatch"
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计)")
_NUMBER = re.compile(r"[¥￥]?(\d[\d,]*(?:\.\d+)?)(%|‰|元|万元|辆|人|份|亩)?")


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of cells, each with its span; the first row is the head."""

    path: str
    head: list[str]
    rows: list[list[tuple[str, Span]]]

    def column(self, at: int) -> list[Decimal | None]:
        """The numbers of a column, totals left out."""
        return [
            _number(row[at][0]) if at < len(row) and not _TOTAL.match(row[0][0]) else None
            for row in self.rows
        ]


def find_tables(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Cells that break the rule that the other rows of their table keep."""
    for table in _tables(document):
        yield from _odd_cells(document, table)
        yield from _totals(document, table)
        yield from _against_text(document, table, passages)


def _tables(document: Document) -> Iterator[_Table]:
    for node in document.nodes:
        if node.level is not Level.TABLE or len(node.paragraphs) < 3:
            continue
        rows = [_cells(document, span) for span in node.paragraphs]
        width = Counter(len(row) for row in rows).most_common(1)[0][0]
        full = [row for row in rows if len(row) == width]
        if width > 1 and len(full) > 2 and sum(_number(cell) is not None for cell, _ in full[0]) < width / 2:
            yield _Table(node.path, ["".join(cell.split()) for cell, _ in full[0]], full[1:])


def _cells(document: Document, span: Span) -> list[tuple[str, Span]]:
    found, start = [], span.start
    for cell in span.quote(document.text).split("\t"):
        end = start + len(cell)
        found.append((cell.strip(), Span(start, max(end, start + 1))))
        start = end + 1
    return found


def _number(cell: str) -> Decimal | None:
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    if match is None:
        return None
    try:
        value = Decimal(match[1].replace(",", ""))
    except InvalidOperation:
        return None
    return value * {"%": Decimal("0.01"), "‰": Decimal("0.001")}.get(match[2] or "", Decimal(1))


def _odd_cells(document: Document, table: _Table) -> Iterator[Finding]:
    """One row where column × column, or column × a power of ten, is not the column that it is elsewhere."""
    columns = [table.column(at) for at in range(len(table.head))]
    numeric = [at for at, column in enumerate(columns) if sum(value is not None for value in column) >= 2]
    told: set[int] = set()
    for rule, expected in _expectations(table, columns, numeric):
        for result in numeric:
            odd = _odd_one(expected, columns[result])
            if odd is None or odd[0] in told:
                continue
            at, want, got = odd
            told.add(at)
            row = table.rows[at]
            message = (
                f"“{row[0][0]}”一行的“{table.head[result]}”为{got.normalize():f}，"
                f"按其他各行的算法（{rule}）应为{want.normalize():f}；请核对。"
            )
            yield finding(document, _CODE, table.path, row[result][1], message)


_Column = list[Decimal | None]


def _expectations(
    table: _Table, columns: Sequence[_Column], numeric: Sequence[int]
) -> Iterator[tuple[str, _Column]]:
    """What another column may be: the product of two, or one times a power of ten."""
    for left, right in combinations(numeric, 2):
        products = [_times(a, b) for a, b in zip(columns[left], columns[right], strict=True)]
        yield f"{table.head[left]}×{table.head[right]}", products
    for base in numeric:
        for factor in (Decimal(10), Decimal(100), Decimal(1000)):
            yield f"{table.head[base]}×{factor}", [_times(value, factor) for value in columns[base]]


def _times(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one * other if one is not None and other is not None else None


def _odd_one(expected: _Column, column: _Column) -> tuple[int, Decimal, Decimal] | None:
    """The one row of three or more whose value is not the expected one, nor far from it."""
    pairs = [
        (at, want, got) for at, (want, got) in enumerate(zip(expected, column, strict=True)) if want and got
    ]
    wrong = [(at, want, got) for at, want, got in pairs if abs(want - got) > want * Decimal("0.005")]
    if len(wrong) != 1 or len(pairs) < 3:
        return None
    at, want, got = wrong[0]
    return (at, want, got) if Decimal("0.5") < got / want < 2 else None


def _totals(document: Document, table: _Table) -> Iterator[Finding]:
    last = table.rows[-1]
    if not _TOTAL.match(last[0][0]):
        return
    for at in range(1, len(table.head)):
        total = _number(last[at][0])
        parts = [value for value in table.column(at) if value is not None]
        if total is None or len(parts) != len(table.rows) - 1 or len(parts) < 2:
            continue
        summed = sum(parts, Decimal(0))
        if summed != total and Decimal("0.8") < total / summed < Decimal("1.25"):
            message = (
                f"“{table.head[at]}”各行之和为{summed.normalize():f}，合计却写{total.normalize():f}；请核对。"
            )
            yield finding(document, _CODE, table.path, last[at][1], message)


def _against_text(document: Document, table: _Table, passages: Sequence[Passage]) -> Iterator[Finding]:
    """A column with one value throughout, and a sentence that gives its name another value."""
    for at, name in enumerate(table.head):
        values = {value for value in table.column(at) if value is not None}
        if len(values) != 1 or len(name) < 3:
            continue
        in_table = values.pop()
        for passage, stated, span in stated_values(passages, name):
            if stated != in_table:
                message = f"表中“{name}”均为{in_table.normalize():f}，此处却写{stated.normalize():f}；请核对后统一。"
                yield finding(document, _CODE, passage.path, span, message)
