"""JSON with exact numbers (精确的 JSON): amounts never pass through binary fractions, no key stands twice."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

from api.export.record_format import plain_number


def load_json(text: str | bytes) -> Any:
    """The value; numbers with a point are Decimals. JSONDecodeError for what is no JSON, or says a key twice."""
    told = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    return json.loads(told, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_each_once)


def dump_json(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON text; decimals as numbers."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_number)


def _number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return plain_number(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _refused(constant: str) -> NoReturn:
    raise json.JSONDecodeError(f"{constant} is no number", constant, 0)


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise json.JSONDecodeError(f"{twice} stands twice", twice, 0)
    return found
