"""Claims of a file, one by one (批量读入): JSON Lines, a JSON list, CSV or XLSX; each row is a claim or its errors."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from api.claims.cells import Cell, value_of
from api.claims.columns import Column, Content, column_of, is_label
from api.claims.form import ClaimIn
from api.claims.reading import form_of, parsed, sound
from api.problems import FieldError, Invalid, TooLarge, UnsupportedFile
from extractor.claim import Claim

MOST_CLAIMS = 10_000
MOST_BYTES = 64 << 20
_MOST_UNPACKED = 512 << 20
_MOST_COLUMNS = 500
SUFFIXES = (".jsonl", ".json", ".csv", ".xlsx")
_BROKEN = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError)


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of a file: ``number`` counts lines or rows from 1, heads included; ``label`` is the caller's own name
    for it. ``claim`` is None where ``errors`` say why; ``form`` is the form that it came in."""

    number: int
    label: str
    claim: Claim | None
    errors: tuple[FieldError, ...] = ()
    form: ClaimIn | None = None


def read_rows(data: bytes, name: str, document: str = "") -> tuple[Row, ...]:
    """Every claim of the file, which its suffix tells. ``document`` is that of claims that name none.

    Raises UnsupportedFile, TooLarge, and Invalid where the file as a whole makes no sense (an unknown column).
    """
    if len(data) > MOST_BYTES:
        raise TooLarge("claims-too-large", f"文件超过 {MOST_BYTES >> 20} MiB 的上限。请分成几个文件。")
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    match suffix:
        case ".jsonl" | ".ndjson":
            rows = _of_lines(_decoded(data), document)
        case ".json":
            rows = of_values(_listed(_decoded(data)), document)
        case ".csv":
            rows = _of_table(_csv(_decoded(data)), document)
        case ".xlsx":
            rows = _of_table(_xlsx(data), document)
        case _:
            raise UnsupportedFile(
                "claims-unsupported", "案件文件应为 jsonl、json、csv 或 xlsx。请另存为其中一种格式后重试。"
            )
    return _bounded(rows)


def of_values(values: Sequence[Any], document: str = "") -> Iterator[Row]:
    """Claims from JSON values, in order."""
    for number, value in enumerate(values, 1):
        yield _row(number, "", value, document)


def _bounded(rows: Iterable[Row]) -> tuple[Row, ...]:
    found: list[Row] = []
    for row in rows:
        if len(found) == MOST_CLAIMS:
            raise TooLarge("too-many-claims", f"一次最多核定 {MOST_CLAIMS} 个案件。请分成几个文件。")
        found.append(row)
    if not found:
        raise Invalid("no-claims", "文件中没有案件。请按模板填写后重试。")
    return tuple(found)


def _row(number: int, label: str, value: Any, document: str) -> Row:
    if isinstance(value, Mapping):
        told = {key: one for key, one in value.items() if key != "id"}
        label = label or str(value.get("id", ""))[:200]
        if document and not told.get("document"):
            told["document"] = document
        value = told
    try:
        form = form_of(value)
        return Row(number, label, sound(form.claim()), form=form)
    except Invalid as problem:
        return Row(number, label, None, problem.errors or (FieldError("/", str(problem)),))


def _of_lines(text: str, document: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = parsed(line)
        except Invalid as problem:
            yield Row(number, "", None, problem.errors)
            continue
        yield _row(number, "", value, document)


def _listed(text: str) -> Sequence[Any]:
    value = parsed(text)
    return value if isinstance(value, list) else [value]


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnsupportedFile("claims-encoding", "文件不是 UTF-8 或 GB18030 编码的文字。请另存为 UTF-8 后重试。")


def _csv(text: str) -> Iterator[Sequence[Cell]]:
    first = text.partition("\n")[0]
    csv.field_size_limit(1 << 20)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",")
    except csv.Error:
        raise Invalid("claims-broken", "CSV 有误：引号没有成对，或单元格过长。请检查后重试。") from None


def _xlsx(data: bytes) -> Iterator[Sequence[Cell]]:
    """The first sheet. What it unpacks to is bounded before it is opened."""
    broken = UnsupportedFile("claims-broken", "不是完好的 XLSX 文件，或已加密。请另存为 .xlsx 后重试。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise TooLarge("claims-too-large", "表格解压后过大。请删去多余的工作表，或分成几个文件。")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
    except (*_BROKEN, IndexError):
        raise broken from None
    try:
        for cells in sheet.iter_rows(max_col=_MOST_COLUMNS + 1):
            yield [_told(cell) for cell in cells]
    except _BROKEN:
        raise broken from None
    finally:
        book.close()


def _told(cell: Any) -> Cell:
    """A cell's value; a day where its format shows no time of day."""
    value: Cell = cell.value
    if isinstance(value, datetime) and "h" not in str(cell.number_format).lower():
        return value.date()
    return value


def _of_table(lines: Iterator[Sequence[Cell]], document: str) -> Iterator[Row]:
    heads = [("" if one is None else str(one)).strip() for one in next(lines, ())]
    while heads and not heads[-1]:
        heads.pop()
    columns = _columns(heads)
    for number, cells in enumerate(lines, 2):
        if all(cell is None or not str(cell).strip() for cell in cells):
            continue
        if any(cell is not None and str(cell).strip() for cell in cells[len(heads) :]):
            yield Row(number, "", None, (FieldError("/", "这一行的单元格多于列名，请检查是否错位"),))
            continue
        record = _Record(columns, cells)
        row = _row(number, record.label, record.value(), document)
        yield replace(row, errors=record.named(row.errors))


def _columns(heads: Sequence[str]) -> list[Column | None]:
    """The columns; None for the label. Invalid names the heads that are not known."""
    if len(heads) > _MOST_COLUMNS:
        raise TooLarge("claims-too-large", f"表格超过 {_MOST_COLUMNS} 列。请只保留案件的列。")
    found = [None if is_label(head) else column_of(head) for head in heads]
    unknown = [
        head for head, column in zip(heads, found, strict=True) if column is None and not is_label(head)
    ]
    if unknown:
        told = "、".join(f"“{head[:40]}”" if head else "（空）" for head in unknown[:10])
        raise Invalid(
            "unknown-columns",
            f"不认识这些列：{told}。请对照模板更正列名，或删去这些列。",
            errors=[FieldError(f"/{head}", "不认识这一列") for head in unknown[:100]],
        )
    seen: set[str] = set()
    for column in found:
        if column is not None and (key := f"{column.pointer}{column.bound}") in seen:
            raise Invalid(
                "same-column-twice",
                f"“{column.head}”一项有两列。请保留一列。",
                errors=[FieldError(f"/{column.head}", "写了两列")],
            )
        if column is not None:
            seen.add(key)
    return found


class _Record:
    """One row of a table: the JSON of its claim, and which column each field came from."""

    def __init__(self, columns: Sequence[Column | None], cells: Sequence[Cell]) -> None:
        self.label = ""
        self._whole: dict[str, Any] = {"event": {}}
        self._heads: dict[str, str] = {}
        for column, cell in zip(columns, cells, strict=False):
            if column is None:
                self.label = "" if cell is None else str(cell)[:200]
            elif (value := value_of(cell, column.content)) is not None:
                self._put(column, value)

    def value(self) -> dict[str, Any]:
        """The claim as JSON has it."""
        told: dict[str, Any] = self._closed(self._whole, "", "")
        return told

    def named(self, errors: tuple[FieldError, ...]) -> tuple[FieldError, ...]:
        """The errors, each with the head of its column; to be called after ``value``."""
        return tuple(
            FieldError(one.pointer, f"{self._heads[one.pointer]}：{one.message}")
            if one.pointer in self._heads
            else one
            for one in errors
        )

    def _put(self, column: Column, value: Any) -> None:
        """Set the field. Lists are mappings until the row is complete: from numbers, and from marks of what is to
        stand at their end."""
        *above, last = (part.replace("~1", "/").replace("~0", "~") for part in column.pointer.split("/")[1:])
        if column.content is Content.JSON:
            above, last = [*above, last], _WHOLE
        place = self._whole
        for part in above:
            place = place.setdefault(f"-{column.bound}" if part == "-" else part, {})
        if column.bound:
            place["kind"] = column.bound
        place[last] = _Cell(value, column.head)

    def _closed(self, value: Any, read: str, told: str) -> Any:
        """The value with its lists; ``read`` is where it stands in the columns, ``told`` where in the claim."""
        if isinstance(value, _Cell):
            self._heads[told] = value.head
            return value.value
        if not isinstance(value, dict):
            return value
        if read in _LISTED:
            return self._list(value, read, told)
        whole = value.pop(_WHOLE, None)
        inner = {key: self._closed(one, f"{read}/{key}", f"{told}/{key}") for key, one in value.items()}
        if whole is None:
            return inner
        self._heads[told] = whole.head
        return {**whole.value, **inner} if isinstance(whole.value, dict) else whole.value

    def _list(self, value: dict[str, Any], read: str, told: str) -> Any:
        whole = value.pop(_WHOLE, None)
        if whole is not None and not isinstance(whole.value, list):
            self._heads[told] = whole.head
            return whole.value
        found: list[Any] = [] if whole is None else list(whole.value)
        for key in sorted(value, key=lambda key: (not key.isdigit(), int(key) if key.isdigit() else 0)):
            found.append(self._closed(value[key], f"{read}/{key}", f"{told}/{len(found)}"))
        return found


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value and the head of its column."""

    value: Any
    head: str


_WHOLE = "*"  # the mark of a cell that holds a list or an object as JSON
_LISTED = frozenset(
    {
        "/schedule/limits",
        "/schedule/deductibles",
        "/schedule/agreed",
        "/event/losses",
        "/event/other_insurance",
    }
)
