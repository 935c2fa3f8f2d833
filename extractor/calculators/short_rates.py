"""Short-rate tables (短期费率表): the share of the annual premium for so many months of cover."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extractor.calculators.elapsed import part_month_is_whole
from extractor.document import Document, Level, Node, Span
from extractor.language.numerals import parse_number
from extractor.language.view import view
from extractor.quotations import Quotation, quoted
from extractor.structure.provisions import squeezed


@dataclass(frozen=True, slots=True)
class ShortRates:
    """``rates`` gives the share of the annual premium by months, from 1 on without a gap. ``remaining`` is True where
    the months are those still to come and the share is given back. ``part_is_whole`` says whether a part month counts as
    one, None where the text does not say."""

    rates: Mapping[int, Decimal]
    source: Quotation
    remaining: bool
    part_is_whole: bool | None


_NAMED = re.compile(r"短期(?:月)?费率|短期保险?费|保险?费比例表|退保费率")
_HEAD = re.compile(r"月数|月份|(?:保险)?(?:期[间限]?|时间)[（(]?(?:个)?月|个月")
_RATES = re.compile(r"百分[比率]|比例|费率|[%％‰]")
_REMAINING = re.compile(r"剩余|未满期|未到期|未经过")
_NUMBER = re.compile(r"(?P<digits>\d+(?:\.\d+)?)|(?P<words>[一二三四五六七八九十]{1,3})(?=个?月)")
_REGION = 1200  # characters that a table of twelve months may take


def short_rates(document: Document) -> ShortRates | None:
    """The document's own table, however it is laid out, or None."""
    for node, span in _regions(document):
        text = span.quote(document.text)
        if not (_HEAD.search(squeezed(text)) and _RATES.search(text)):
            continue
        found = _bands(text) or _pairs(text)
        if found is not None:
            words = Span(span.start + found.start, span.start + found.end)
            return ShortRates(
                found.rates,
                quoted(document, node.path, words),
                _REMAINING.search(squeezed(text[: found.start])[-30:]) is not None,
                part_month_is_whole(_surroundings(document, words)),
            )
    return None


def _regions(document: Document) -> Iterator[tuple[Node, Span]]:
    """Where a table may stand: tables first, then what follows the name of one."""
    for node in document.nodes:
        paragraphs = node.paragraphs
        for at, span in enumerate(paragraphs):
            heads = f"{node.heading}{node.section}{_before(document, span)}"
            own = squeezed(span.quote(document.text))
            if (
                _NAMED.search(heads)
                or _NAMED.search(own)
                or (node.level is Level.TABLE and _HEAD.search(own))
            ):
                last = next(
                    (one.end for one in reversed(paragraphs[at:]) if one.end - span.start <= _REGION),
                    span.end,
                )
                yield node, Span(span.start, last)


def _before(document: Document, span: Span) -> str:
    return document.text[max(span.start - 40, 0) : span.start]


def _surroundings(document: Document, span: Span) -> str:
    around = Span(max(span.start - 200, 0), min(span.end + 200, len(document.text)))
    return view(document.text, around).text


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number of a table and where it stands."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    rates: Mapping[int, Decimal]
    start: int
    end: int


def _cells(text: str) -> list[_Cell]:
    found = []
    for match in _NUMBER.finditer(text):
        value = Decimal(match["digits"]) if match["digits"] else parse_number(match["words"])
        if value is not None:
            found.append(_Cell(value, match.start(), match.end()))
    return found


def _bands(text: str) -> _Found | None:
    """Months in a row and as many rates under them, in one band or several (1–6, their rates, 7–12, theirs)."""
    return _best(_band_at(cells) for cells in _starts(text))


def _band_at(cells: list[_Cell]) -> _Found | None:
    rates: dict[int, Decimal] = {}
    at = 0
    while at < len(cells) and cells[at].value == len(rates) + 1 <= 12:
        first = len(rates) + 1
        count = 1
        while at + count < len(cells) and cells[at + count].value == first + count <= 12:
            count += 1
        shares = cells[at + count : at + 2 * count]
        if len(shares) < count:
            break
        rates |= {first + number: share.value / 100 for number, share in enumerate(shares)}
        at += 2 * count
    return _Found(rates, cells[0].start, cells[at - 1].end) if _makes_sense(rates) else None


def _pairs(text: str) -> _Found | None:
    """Month and rate side by side: two columns, or 一个月10%，二个月20%."""
    return _best(_pairs_at(cells) for cells in _starts(text))


def _pairs_at(cells: list[_Cell]) -> _Found | None:
    rates: dict[int, Decimal] = {}
    end = 0
    for month, share in zip(cells[::2], cells[1::2], strict=False):
        if month.value != len(rates) + 1 or month.value > 12:
            break
        rates[int(month.value)] = share.value / 100
        end = share.end
    return _Found(rates, cells[0].start, end) if _makes_sense(rates) else None


def _starts(text: str) -> Iterator[list[_Cell]]:
    cells = _cells(text)
    return (cells[at:] for at, cell in enumerate(cells) if cell.value == 1)


def _best(found: Iterator[_Found | None]) -> _Found | None:
    """The longest table; of two the one that comes to the whole premium, then the later one."""
    read = (one for one in found if one is not None)
    return max(read, key=lambda one: (len(one.rates), max(one.rates.values()) == 1, one.start), default=None)


def _makes_sense(rates: Mapping[int, Decimal]) -> bool:
    """A half year at least, growing, from a hundredth up to the whole premium."""
    shares = list(rates.values())
    return (
        len(shares) >= 6
        and all(lower < upper for lower, upper in pairwise(shares))
        and Decimal("0.01") <= shares[0]
        and shares[-1] <= 1
    )
