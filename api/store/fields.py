"""Fields of records (字段): as JSON to be kept, and as a reviewer writes them, checked.

The kept form is that of the record format, with more kept: amounts and rates stand with the digits of their
decimals, and everything comes back with its type.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from api.export import wording
from extractor.quantities import Deadline, DeadlineKind, MoneyRange, Unit
from extractor.records import FieldValue, RecordType

_DECIMALS = frozenset({"amount", "rate"})  # fields that are decimals even where the number is whole


# --- kept -------------------------------------------------------------------------------------------------


def fields_to_json(fields: Mapping[str, FieldValue]) -> str:
    """The fields as a JSON object, keys in order. Raises ValueError for what is no field value.

    A whole decimal outside ``amount`` and ``rate`` is written 30E0, which tells it from an integer.
    """
    return _object({key: _written(key, value) for key, value in sorted(fields.items())})


def fields_from_json(text: str) -> dict[str, FieldValue]:
    """What fields_to_json was given. Raises ValueError where ``text`` is not of that form."""
    kept = json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    if not isinstance(kept, dict):
        return _refuse(text)
    return {key: _read(key, value) for key, value in kept.items()}


def _object(members: Mapping[str, str]) -> str:
    inside = ", ".join(f"{_plain(key)}: {value}" for key, value in members.items())
    return f"{{{inside}}}"


def _plain(value: str | bool | int | None) -> str:
    return json.dumps(value, ensure_ascii=False)


def _written(key: str, value: FieldValue) -> str:
    match value:
        case Decimal():
            return _digits(value, whole=key in _DECIMALS)
        case Deadline(length, unit, kind):
            return _object({"value": _plain(length), "unit": _plain(unit.value), "kind": _plain(kind.value)})
        case MoneyRange():
            return _range(value)
        case tuple():
            return f"[{', '.join(_written('', part) for part in value)}]"
        case str() | bool():
            return _plain(value)
        case int() if key not in _DECIMALS:
            return _plain(value)
        case _:
            return _refuse(value)


def _digits(value: Decimal, *, whole: bool) -> str:
    """The decimal's own digits; ``whole`` says that the reader takes a whole number for a decimal."""
    if not value.is_finite():
        _refuse(value)
    digits = str(value)
    return digits if whole or "." in digits or "E" in digits else f"{digits}E0"


def _range(value: MoneyRange) -> str:
    bounds = {"lower": value.lower, "upper": value.upper}
    closed = {"lower_closed": value.lower_closed, "upper_closed": value.upper_closed}
    members = {key: "null" if bound is None else _digits(bound, whole=True) for key, bound in bounds.items()}
    return _object(members | {key: _plain(one) for key, one in closed.items()})


def _read(key: str, value: Any) -> FieldValue:
    match value:
        case {"value": length, "unit": unit, "kind": kind}:
            return Deadline(length, Unit(unit), DeadlineKind(kind))
        case {"lower": lower, "upper": upper, "lower_closed": lower_closed, "upper_closed": upper_closed}:
            lower, upper = (None if bound is None else Decimal(bound) for bound in (lower, upper))
            return MoneyRange(lower, upper, lower_closed, upper_closed)
        case list():
            return tuple(_read("", part) for part in value)  # type: ignore[return-value]
        case bool() | str() | Decimal():
            return value
        case int():
            return Decimal(value) if key in _DECIMALS else value
        case _:
            return _refuse(value)


def _refuse(value: object) -> NoReturn:
    raise ValueError(f"no field value: {value!r}")


# --- as a reviewer writes them ----------------------------------------------------------------------------


class FieldProblem(ValueError):
    """A field that cannot be so. ``pointer`` is its JSON pointer in the fields; ``str`` says in Chinese what can be."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(message)
        self.pointer = pointer


def validate_fields(type: RecordType, fields: Mapping[str, Any]) -> Mapping[str, FieldValue]:
    """The values of corrected fields, given in the public record format, for a record of that type.

    Numbers may be int, float or Decimal; a float stands for the digits it prints with. Raises FieldProblem for
    the first field that the type does not have, or whose value is none of its own.
    """
    checks = _CHECKS[type]
    for key in fields:
        if key not in checks:
            known = _listed({key: wording.FIELDS[key] for key in checks})
            allowed = f"可用的字段：{known}" if known else "这类记录没有字段，请留空"
            raise FieldProblem(_below("", key), f"“{wording.TYPES[type]}”没有字段“{key}”。{allowed}。")
    values = {key: checks[key](_below("", key), value) for key, value in fields.items()}
    _check_period(values)
    return values


Check = Callable[[str, Any], FieldValue]

_LARGEST_AMOUNT = Decimal(10) ** 15
_LARGEST_RATE = Decimal(100)
_LONGEST = 100_000  # units of a deadline or period
_MOST_DIGITS = 40
# Words that the record format reduces to a party's one name.
_PARTIES = {
    **dict.fromkeys(("您", "投保方"), "投保人"),
    **dict.fromkeys(("我们", "本公司", "保险公司", "保险方", "承保人"), "保险人"),
    **dict.fromkeys(("协议各方", "任何一方"), "双方"),
}


def _below(pointer: str, key: str | int) -> str:
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _listed(words: Mapping[str, str]) -> str:
    return "、".join(f"{word}（{meaning}）" for word, meaning in words.items())


def _text(pointer: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise FieldProblem(pointer, "应为非空的文字；条文没有写明的，请删去这个字段。")
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in value):
        raise FieldProblem(pointer, "文字里有无效字符，请重新输入。")
    return value


def _party(pointer: str, value: Any) -> str:
    parts = _text(pointer, value).split("、")
    reduced = "、".join(dict.fromkeys(_PARTIES.get(part, part) for part in parts))
    if reduced != value:
        raise FieldProblem(pointer, f"当事人请用统一名称，写作“{reduced}”。")
    return reduced


def _word(words: Mapping[str, str]) -> Callable[[str, Any], str]:
    """One of the words that the format has for the field."""

    def check(pointer: str, value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise FieldProblem(pointer, f"应为下列之一：{_listed(words)}。")
        return value

    return check


def _flag(pointer: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise FieldProblem(pointer, "应为 true（是）或 false（否）。")
    return value


def _amount(pointer: str, value: Any) -> Decimal:
    return _number(pointer, value, _LARGEST_AMOUNT, "应为以元为单位的数，不带引号和单位")


def _rate(pointer: str, value: Any) -> Decimal:
    return _number(pointer, value, _LARGEST_RATE, "应为小数，不带引号和百分号（3% 写作 0.03）")


def _number(pointer: str, value: Any, largest: Decimal, rule: str) -> Decimal:
    """A decimal from 0 to ``largest`` with no more digits than an export can print."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise FieldProblem(pointer, f"{rule}。")
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not (number.is_finite() and 0 <= number <= largest):
        raise FieldProblem(pointer, f"{rule}，从 0 到 {largest:,}。")
    _, digits, exponent = number.as_tuple()
    if len(digits) > _MOST_DIGITS or int(exponent) < -_MOST_DIGITS:
        raise FieldProblem(pointer, f"{rule}，最多 {_MOST_DIGITS} 位数字。")
    return number


def _length(pointer: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LONGEST:
        raise FieldProblem(pointer, f"应为 0 至 {_LONGEST} 之间的整数；单位写在 unit。")
    return value


def _date(pointer: str, value: Any) -> str:
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise FieldProblem(pointer, "应为日期，写作 2026-01-31 的形式。")


_unit = _word(wording.UNITS)
_deadline_kind = _word({kind: words.format("…") for kind, words in wording.DEADLINES.items()})


def _members(pointer: str, value: Any, keys: tuple[str, ...]) -> Mapping[str, Any]:
    """The members of an object that has these and no others."""
    if not isinstance(value, Mapping) or set(value) != set(keys):
        raise FieldProblem(pointer, f"应为对象，正好有这几项：{'、'.join(keys)}。")
    return value


def _deadline(pointer: str, value: Any) -> Deadline:
    parts = _members(pointer, value, ("value", "unit", "kind"))
    return Deadline(
        _length(_below(pointer, "value"), parts["value"]),
        Unit(_unit(_below(pointer, "unit"), parts["unit"])),
        DeadlineKind(_deadline_kind(_below(pointer, "kind"), parts["kind"])),
    )


def _tier(pointer: str, value: Any) -> MoneyRange:
    parts = _members(pointer, value, ("lower", "upper", "lower_closed", "upper_closed"))
    lower, upper = (_bound(_below(pointer, key), parts[key]) for key in ("lower", "upper"))
    if (lower is None and upper is None) or (lower is not None and upper is not None and lower > upper):
        raise FieldProblem(pointer, "lower 和 upper 至少写明一个，且 lower 不得大于 upper。")
    closed = [_flag(_below(pointer, key), parts[key]) for key in ("lower_closed", "upper_closed")]
    return MoneyRange(lower, upper, *closed)


def _bound(pointer: str, value: Any) -> Decimal | None:
    return None if value is None else _amount(pointer, value)


def _several(check: Callable[[str, Any], Any]) -> Check:
    """A list of one value or more."""

    def checked(pointer: str, value: Any) -> FieldValue:
        if not isinstance(value, (list, tuple)) or not value:
            raise FieldProblem(pointer, "应为列表，至少一项；条文没有写明的，请删去这个字段。")
        return tuple(check(_below(pointer, at), part) for at, part in enumerate(value))

    return checked


def _check_period(values: Mapping[str, FieldValue]) -> None:
    """``value`` and ``unit`` make one length, ``from`` and ``to`` one stretch of time."""
    for key, other in (("value", "unit"), ("unit", "value")):
        if key in values and other not in values:
            raise FieldProblem(_below("", other), f"{key} 和 {other} 要一起写明。")
    if "from" in values and "to" in values and str(values["from"]) > str(values["to"]):
        raise FieldProblem("/to", "截止日不得早于起始日。")


_PRICED: dict[str, Check] = {"amount": _amount, "rate": _rate, "per": _text}
_CHECKS: dict[RecordType, dict[str, Check]] = {
    RecordType.COVERAGE: {
        "payer": _party,
        "amount": _amount,
        "rate": _rate,
        **dict.fromkeys(("covered", "conditions", "benefit", "period", "waiting", "ends"), _text),
    },
    RecordType.EXCLUSION: {"placement": _word(wording.PLACEMENTS), "exception": _text},
    RecordType.LIMIT: {"kind": _word(wording.KINDS[RecordType.LIMIT]), **_PRICED, "in_schedule": _flag},
    RecordType.OBLIGATION: {
        "bearer": _party,
        "modality": _word(wording.MODALITIES),
        "topic": _word(wording.TOPICS),
        "deadline": _deadline,
        "other_deadlines": _several(_deadline),
        "tier": _tier,
        "consequence": _text,
    },
    RecordType.PERIOD: {
        "kind": _word(wording.KINDS[RecordType.PERIOD]),
        "value": _length,
        "unit": _unit,
        "from": _date,
        "to": _date,
    },
    RecordType.PAYMENT: {"kind": _word(wording.KINDS[RecordType.PAYMENT]), **_PRICED, "in_schedule": _flag},
    RecordType.PENALTY: {"bearer": _party, **_PRICED, "targets": _several(_text)},
    RecordType.CLAIM_DOCUMENT: {},
    RecordType.DEFINITION: {"term": _text},
    RecordType.DISPUTE: {"kind": _word(wording.KINDS[RecordType.DISPUTE]), "forum": _text},
    RecordType.PARTY: {"role": _text, "name": _text},
}
