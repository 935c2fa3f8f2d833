"""Pages of a list (分页): an opaque cursor that holds the place of the last thing seen, and what was asked.

A cursor is only good for the list it came from: it carries a digest of the question. Positions are by value
(keyset), so that a page never skips or repeats because something was added before it.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Annotated, TypeVar

from fastapi import Query

from api.problems import BadRequest

Cursor = Annotated[str | None, Query(max_length=2000, description="上一页应答中的 next_cursor；第一页不写")]
Limit = Annotated[int, Query(ge=1, le=200, description="每页最多多少项")]

Row = TypeVar("Row")
Position = Sequence[str | int | float | None]


def encode_cursor(position: Position, asked: str) -> str:
    """The cursor of the page after ``position`` in the answer to ``asked`` (route, workspace and filters)."""
    plain = json.dumps([_digest(asked), *position], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, asked: str) -> list[str | int | float | None]:
    """The position that a cursor holds. BadRequest where it is none, or another list's."""
    try:
        plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        digest, *rest = json.loads(plain)
    except (binascii.Error, ValueError, TypeError):
        raise _bad() from None
    if digest != _digest(asked) or any(isinstance(part, (list, dict)) for part in rest):
        raise _bad()
    position: list[str | int | float | None] = rest
    return position


def cut(
    rows: Sequence[Row], limit: int, place: Callable[[Row], Position], asked: str
) -> tuple[Sequence[Row], str | None]:
    """The rows of a page, and the cursor of the next one where ``rows``, asked for with one more, go on."""
    page = rows[:limit]
    return page, encode_cursor(place(page[-1]), asked) if len(rows) > limit else None


def _digest(asked: str) -> str:
    return sha256(asked.encode()).hexdigest()[:12]


def _bad() -> BadRequest:
    return BadRequest(
        "bad-cursor", "cursor 不是这个列表给出的，或筛选条件已变。请从第一页重新取，其余参数保持不变。"
    )
