"""Rows in a form that no database owns (可移植的行): lines of JSON, the same whether SQLite or PostgreSQL holds them.

A row is read and written as the database has it, below what the columns make of it for the program: JSON stays the
text it is, an amount the whole number that it is kept as. So nothing is rounded, reordered or filled in.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Double,
    Integer,
    LargeBinary,
    String,
    Table,
    TableClause,
    Text,
    sql,
)
from sqlalchemy.types import TypeEngine

from api.store.columns import Comparable, Json, Moment


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole"
    REAL = "real"
    TRUTH = "truth"
    BYTES = "bytes"
    MOMENT = "moment"


_KINDS: Mapping[type[TypeEngine[Any]], Kind] = {
    String: Kind.TEXT,
    Text: Kind.TEXT,
    Json: Kind.TEXT,
    Integer: Kind.WHOLE,
    BigInteger: Kind.WHOLE,
    Comparable: Kind.WHOLE,
    Double: Kind.REAL,
    Boolean: Kind.TRUTH,
    LargeBinary: Kind.BYTES,
    Moment: Kind.MOMENT,
}
_TYPES: Mapping[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.WHOLE: BigInteger(),
    Kind.REAL: Double(),
    Kind.TRUTH: Boolean(),
    Kind.BYTES: LargeBinary(),
    Kind.MOMENT: Moment(),
}
_WRITTEN: Mapping[Kind, Callable[[Any], object]] = {
    Kind.BYTES: lambda value: b64encode(value).decode(),
    Kind.MOMENT: datetime.isoformat,
}
_READ: Mapping[Kind, Callable[[Any], object]] = {
    Kind.BYTES: lambda value: b64decode(value, validate=True),
    Kind.MOMENT: datetime.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as its lines have it: the columns in order, each with its kind."""

    name: str
    columns: tuple[tuple[str, Kind], ...]

    def clause(self) -> TableClause:
        """The table, to be read and written as the database has it."""
        return sql.table(self.name, *(sql.column(name, _TYPES[kind]) for name, kind in self.columns))

    def line(self, row: Sequence[Any]) -> bytes:
        """A row of :meth:`clause` as a line."""
        values = [
            _WRITTEN[kind](value) if value is not None and kind in _WRITTEN else value
            for value, (_, kind) in zip(row, self.columns, strict=True)
        ]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def row(self, line: bytes) -> dict[str, Any]:
        """The row of a line, by column names. ValueError where it is none of this table."""
        return {
            name: _READ[kind](value) if value is not None and kind in _READ else value
            for value, (name, kind) in zip(json.loads(line), self.columns, strict=True)
        }


def layout_of(table: Table) -> Layout:
    """How the rows of a table are written. TypeError where a column is of a type that has no form here."""
    return Layout(table.name, tuple((column.name, _kind(column.type)) for column in table.columns))


def _kind(type_: TypeEngine[Any]) -> Kind:
    try:
        return _KINDS[type(type_)]
    except KeyError:
        raise TypeError(f"a column of type {type_!r} has no portable form") from None
