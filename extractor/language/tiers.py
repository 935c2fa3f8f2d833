"""Tiers of money (档次): 1万元及以下, 1-5万元（含5万元）, 5万元以上.

What the words take in is settled by 民法典 第一千二百五十九条: 以上, 以下, 以内 and 届满 include the number
itself, 不满, 超过 and 以外 do not. A note in brackets (含, 不含) goes before that rule.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from itertools import product

from extractor.document import Span
from extractor.language.amounts import scale_value
from extractor.language.numerals import BETWEEN, NOT_INSIDE, RUN, parse_number
from extractor.quantities import MoneyRange, Quantity

_NOT = "不(?:得|能|应|可|会|宜)?"
_LOWER_OPEN = "超过|超出|高于|大于|多于|逾"
_LOWER_CLOSED = f"大于等于|大于或等于|{_NOT}低于|{_NOT}少于|{_NOT}小于|未低于|达到"
_UPPER_OPEN = "不满|不足|未满|低于|少于|小于|未达到?"
_UPPER_CLOSED = f"小于等于|小于或等于|{_NOT}超过|{_NOT}超出|{_NOT}高于|{_NOT}多于|{_NOT}大于|未超过|未超出"
_BEFORE = f"(?:{_UPPER_CLOSED}|{_LOWER_CLOSED}|{_UPPER_OPEN}|{_LOWER_OPEN})"  # longer words first
_AFTER = r"(?:[及含]?以[上下内]|含?起)"
_NOTE = r"[（(][^（）()\n]{1,14}[)）]"


def _bound(name: str) -> str:
    return (
        rf"(?P<before{name}>{_BEFORE})?(?:为|达)?\s?(?:人民币|[¥￥])?\s?(?P<number{name}>{NOT_INSIDE}{RUN})\s{{0,2}}"
        rf"(?P<scale{name}>[百千]?[万萬亿億]?)\s{{0,2}}(?P<unit{name}>元|圆)?\s?(?P<inner{name}>{_NOTE})?\s?"
        rf"(?P<after{name}>{_AFTER})?\s?(?P<outer{name}>{_NOTE})?"
    )


_JOIN = rf"(?P<join>{BETWEEN}|\s?[，,、]?\s?[但且并而]?是?\s?)"
_RANGE = re.compile(_bound("1") + _JOIN + _bound("2"))
_SINGLE = re.compile(_bound("1"))
_ENDS_NUMBER = re.compile(r"$|[\s，。；、：:,;）)（(/的为]|[及含]?以[上下内]|部分")
_FOREIGN = re.compile(r"美|港|欧|日元|英镑")
_LARGE = re.compile(r"[万萬亿億]")


class _Ground(IntEnum):
    """What decides whether a bound is taken in; the greater goes first."""

    RANGE = 0  # 1-5万元 alone
    STATUTE = 1  # 以上, 以下, 以内
    WORDS = 2  # 含, 及, 超过, 不满


@dataclass(frozen=True, slots=True)
class _Bound:
    amount: Decimal
    side: str  # "lower", "upper" or "" where only the place in a range tells
    closed: bool
    ground: _Ground
    start: int
    end: int


def find_tiers(text: str) -> list[Quantity]:
    """Tiers of money in reading order, as MoneyRange in yuan.

    The unit at the end serves both ends (1-5万元), and 元 may be missing after 万 or 亿 (5万以上). A range
    with a note on one end only, 1-5万元（含5万元）, leaves the other open; one without any takes in both.
    Sums in other currencies give nothing. Never raises.
    """
    if not any(character in text for character in "元圆万亿"):
        return []
    found: list[Quantity] = []
    end = 0
    while (single := _SINGLE.search(text, end)) is not None:
        pair = _RANGE.match(text, single.start())
        quantity = (_two_sided(text, pair) if pair else None) or _one_sided(text, single)
        if quantity:
            found.append(quantity)
        end = quantity.span.end if quantity else single.end("number1")
    return found


def _two_sided(text: str, match: re.Match[str]) -> Quantity | None:
    dashed = re.fullmatch(BETWEEN, match["join"]) is not None
    high = _read(text, match, "2")
    if high is None or (not dashed and high.side != "upper") or high.side == "lower":
        return None
    low = _read(text, match, "1", scale=_shared_scale(match), unit=match["unit2"])
    if low is not None and low.amount >= high.amount:
        low = _read(text, match, "1", unit=match["unit2"])
    if (
        low is None
        or low.amount >= high.amount
        or (not dashed and low.side != "lower")
        or low.side == "upper"
    ):
        return None
    low_closed, high_closed = low.closed, high.closed
    if low.ground is _Ground.RANGE and high.ground is _Ground.WORDS:
        low_closed = not high_closed
    if high.ground is _Ground.RANGE and low.ground is _Ground.WORDS and low.closed:
        high_closed = False
    value = MoneyRange(low.amount, high.amount, low_closed, high_closed)
    return Quantity(Span(low.start, high.end), value)


def _shared_scale(match: re.Match[str]) -> str:
    """万 of 1-5万元 serves both ends; 5000-1万元 and 5000元至1万元 keep their own."""
    if match["unit1"] or match["scale1"] or _LARGE.search(match["number1"]):
        return ""
    tail = re.search(r"[百千]?[万萬亿億]?$", match["number2"] + match["scale2"])
    return tail[0] if tail else ""


def _one_sided(text: str, match: re.Match[str]) -> Quantity | None:
    bound = _read(text, match, "1")
    if bound is None or not bound.side:
        return None
    if bound.side == "lower":
        value = MoneyRange(bound.amount, None, bound.closed, False)
    else:
        value = MoneyRange(None, bound.amount, False, bound.closed)
    return Quantity(Span(bound.start, bound.end), value)


def _read(
    text: str, match: re.Match[str], name: str, scale: str = "", unit: str | None = None
) -> _Bound | None:
    number = parse_number(match["number" + name])
    if number is None or not _is_money(text, match, name, bool(scale or unit)):
        return None
    amount = number * scale_value(scale or match["scale" + name])
    side, closed, ground = _reading(match["before" + name] or "", match["after" + name] or "")
    note = (match["inner" + name] or "") + (match["outer" + name] or "")
    if "含" in note or "包括" in note:
        closed, ground = re.search("不(?:包)?含|不包括", note) is None, _Ground.WORDS
    return _Bound(amount, side, closed, ground, _start(match, name), _end(match, name))


def _is_money(text: str, match: re.Match[str], name: str, shared: bool) -> bool:
    if match["unit" + name] or shared:
        return True
    large = _LARGE.search(match["scale" + name] or match["number" + name][-1:])
    after = max(match.end("number" + name), match.end("scale" + name))
    return bool(large and _ENDS_NUMBER.match(text, after) and not _FOREIGN.match(text, after))


def _reading(before: str, after: str) -> tuple[str, bool, _Ground]:
    """Side, whether it takes in the number, and why, from the words round a sum."""
    for words, side, closed in (
        (_UPPER_CLOSED, "upper", True),
        (_LOWER_CLOSED, "lower", True),
        (_UPPER_OPEN, "upper", False),
        (_LOWER_OPEN, "lower", False),
    ):
        if before and re.fullmatch(words, before):
            return side, closed, _Ground.WORDS
    if not after:
        return "", True, _Ground.RANGE
    side = "lower" if after.endswith(("上", "起")) else "upper"
    return side, True, _Ground.WORDS if after[0] in "及含" else _Ground.STATUTE


def _start(match: re.Match[str], name: str) -> int:
    return match.start("before" + name) if match["before" + name] else match.start("number" + name)


def _end(match: re.Match[str], name: str) -> int:
    """The end of the last part that stands there; a bracket counts only where it speaks of the bound."""
    end = max(match.end(part + name) for part in ("number", "scale", "unit", "after") if match[part + name])
    for part in ("inner", "outer"):
        note = match[part + name]
        if note and ("含" in note or "包括" in note):
            end = max(end, match.end(part + name))
    return end


def resolve_tiers(tiers: list[Quantity], text: str = "") -> list[Quantity]:
    """The same tiers with every bound that two of them take in left to one.

    With the ``text`` that the spans count in, the tier that names its bound (含, 及, 超过) keeps it before one
    that only 以上 or 以下 of the statute closes, and that one before a bare range; else the earlier keeps it.
    """
    resolved = list(tiers)
    for upper, lower in product(range(len(tiers)), repeat=2):
        if not _both_take(resolved[upper].value, resolved[lower].value):
            continue
        loser = upper if _yields(upper, resolved[upper], lower, resolved[lower], text) else lower
        value = _opened(resolved[loser].value, upper=loser == upper)
        resolved[loser] = replace(resolved[loser], value=value)
    return resolved


def _both_take(upper: object, lower: object) -> bool:
    return (
        isinstance(upper, MoneyRange)
        and isinstance(lower, MoneyRange)
        and upper.upper is not None
        and upper.upper == lower.lower
        and upper.upper_closed
        and lower.lower_closed
    )


def _yields(upper_at: int, upper: Quantity, lower_at: int, lower: Quantity, text: str) -> bool:
    upper_ground, lower_ground = _ground(upper, text), _ground(lower, text)
    return lower_ground > upper_ground or (lower_ground == upper_ground and lower_at < upper_at)


def _ground(tier: Quantity, text: str) -> _Ground:
    words = tier.span.quote(text)
    if re.search("含|包括|及以|不超过", words):
        return _Ground.WORDS
    return _Ground.STATUTE if re.search("以[上下内]", words) else _Ground.RANGE


def _opened(value: object, *, upper: bool) -> MoneyRange:
    assert isinstance(value, MoneyRange)
    return replace(value, upper_closed=False) if upper else replace(value, lower_closed=False)
