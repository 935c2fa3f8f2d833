"""Lists by keyset (分页): a page goes on after the last position seen, so that nothing added shifts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Float, Select, SQLColumnExpression, String, literal, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from api.problems import BadRequest

Row = TypeVar("Row")
Position = tuple[str | int | float, ...]
Key = tuple[SQLColumnExpression[Any], type[str | int | float]]
_TYPES: dict[type, TypeEngine[Any]] = {str: String(), int: BigInteger(), float: Float()}
_LARGEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order, and the position of the last one where more follow."""

    rows: tuple[Row, ...]
    after: Position | None


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by: expressions with the type of their values, the last one unique.

    They all rise, or all fall.
    """

    keys: tuple[Key, ...]
    falling: bool = False

    def check(self, position: Sequence[object]) -> Position:
        """The position, if it is one of this order. BadRequest where it is not."""
        if len(position) != len(self.keys):
            raise _bad_position()
        return tuple(_checked(value, kind) for value, (_, kind) in zip(position, self.keys, strict=True))


def fetch_page(
    session: Session,
    query: Select[Row],
    order: Order,
    *,
    after: Sequence[object] | None,
    limit: int,
) -> Page[Row]:
    """At most ``limit`` rows of the query, from behind the position ``after``."""
    columns = [column for column, _ in order.keys]
    if after is not None:
        values = [literal(value, _TYPES[type(value)]) for value in order.check(after)]
        here, there = tuple_(*columns), tuple_(*values)
        query = query.where(here < there if order.falling else here > there)
    ranked = query.add_columns(*columns).order_by(
        *(column.desc() if order.falling else column.asc() for column in columns)
    )
    found = session.execute(ranked.limit(limit + 1)).all()
    kept = found[:limit]
    more = len(found) > limit
    return Page(tuple(row[0] for row in kept), tuple(kept[-1][1:]) if more else None)


def _checked(value: object, kind: type[str | int | float]) -> str | int | float:
    if kind is float and type(value) in (int, float):
        return float(value)  # type: ignore[arg-type]  # one of the two
    if kind is int and type(value) is int and abs(value) <= _LARGEST:
        return value
    if kind is str and isinstance(value, str) and value.isascii() and value.isprintable():
        return value
    raise _bad_position()


def _bad_position() -> BadRequest:
    return BadRequest("bad-cursor", "cursor 不是这个列表给出的。请从第一页重新取，其余参数保持不变。")
