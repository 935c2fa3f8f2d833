"""Daily allowances (住院津贴): days in hospital less the days not paid, up to the text's limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.calculators.asking import Variant, calculations
from extractor.calculators.contradictions import negative, refused
from extractor.calculators.statements import around, quotation, statements
from extractor.claim import Contradiction
from extractor.determination import Calculation, Question
from extractor.expressions import Expression, Given, Named, Number, Product
from extractor.language.amounts import find_yuan
from extractor.language.numerals import parse_number
from extractor.quantities import Money
from extractor.quotations import Quotation
from extractor.records import Extraction
from extractor.terms.passages import Passage


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in hospital (住院). None means "not said".

    ``days`` are the days of the stay, ``daily`` the allowance per day where the schedule states it, ``deductible_days``
    the days not paid and ``days_before`` the days already paid for in this policy year.
    """

    days: int | None = None
    daily: Decimal | None = None
    deductible_days: int | None = None
    days_before: int | None = None


def contradictions(stay: Stay) -> tuple[Contradiction, ...]:
    """What cannot be in a stay, by field."""
    return (
        *negative("/days", "住院天数", stay.days),
        *negative("/daily", "每日津贴", stay.daily),
        *negative("/deductible_days", "免赔天数", stay.deductible_days),
        *negative("/days_before", "已给付天数", stay.days_before),
    )


@dataclass(frozen=True, slots=True)
class _Figure:
    value: Decimal
    source: Quotation


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the text says: yuan per day, days not paid, and the bounds per stay and in the year; ``payable`` is True
    where the bound per stay plainly counts the days paid for."""

    source: Quotation
    daily: _Figure | None
    unpaid: _Figure | None
    unpaid_open: bool
    per_stay: _Figure | None
    payable: bool
    per_year: _Figure | None


_ALLOWANCE = re.compile(r"津贴|住院补贴|住院日额|日额保险金|生活补贴")
_NUMBER = r"(?P<days>\d+|[一二三四五六七八九十百两]+)"
_FROM = re.compile(
    rf"(?:自|从)?(?:住院(?:之日)?(?:起)?的?)?第{_NUMBER}[日天]起|第{_NUMBER}[日天]开始".replace(
        "(?P<days>", "(?P<a>", 1
    ).replace("(?P<days>", "(?P<b>", 1)
)
_OFF = re.compile(
    rf"(?:扣除|减去?|免赔|超过){_NUMBER}[日天]|免赔(?:日数|天数|期)[^，。；]{{0,4}}为?{_NUMBER.replace('days', 'more')}[日天]|(?:实际)?住院[天日]数-{_NUMBER.replace('days', 'minus')}"
)
_OPEN = re.compile(r"免赔(?:日数|天数)")
_STAY_BOUND = re.compile(rf"(?:每次|同一次|单次)[^。；]{{0,40}}?{_NUMBER}[日天](?:为限|为上限)?")
_YEAR_BOUND = re.compile(rf"累计[^。；]{{0,50}}?{_NUMBER}[日天]")
_PER_DAY = re.compile(r"每[日天]|日额|[日天]津贴")
_BOUNDING = re.compile(r"为限|不超过|最多|最高|最长|上限|达到")


def allowance(extraction: Extraction, stay: Stay) -> Calculation:
    """The allowance for one stay in yuan; both readings where a bound may count days in hospital or days paid for."""
    found = contradictions(stay)
    if found:
        return refused(found)
    terms = _terms(statements(extraction))
    if terms is None:
        return Calculation(None, note="文本未载明住院津贴")
    questions = tuple(_questions(stay, terms))
    if questions or stay.days is None:
        return Calculation(None, questions=questions)
    figures = {} if stay.daily is None else {"daily": stay.daily}
    return calculations(tuple(_variants(stay, stay.days, terms)), figures, (terms.source,))


def _variants(stay: Stay, days: int, terms: _Terms) -> Iterator[Variant]:
    unpaid = stay.deductible_days if stay.deductible_days is not None else _whole(terms.unpaid)
    left = max(days - (unpaid or 0), 0)
    most = _whole(terms.per_stay)
    paid = left if most is None else min(left, most)
    yield Variant("每次限额按给付天数计", _paid(stay, paid, terms), "限额指给付津贴的天数")
    if most is not None and unpaid and not terms.payable:
        inside = max(min(days, most) - unpaid, 0)
        yield Variant(
            "每次限额按住院天数计", _paid(stay, inside, terms), "限额指住院的天数，其中免赔日不给付"
        )


def _paid(stay: Stay, days: int, terms: _Terms) -> Named:
    label = f"住院津贴（给付 {days} 日）"
    if terms.per_year is not None and stay.days_before is not None:
        left = max(int(terms.per_year.value) - stay.days_before, 0)
        if left < days:
            days, label = left, f"住院津贴（本年度只余 {left} 日）"
    daily: Expression = Given("daily", "每日津贴")
    source = terms.source
    if stay.daily is None and terms.daily is not None:
        daily, source = Number(terms.daily.value), terms.daily.source
    return Named(label, Product((daily, Number(Decimal(days)))), source=source)


def _questions(stay: Stay, terms: _Terms) -> Iterator[Question]:
    because = (terms.source,)
    if stay.days is None:
        yield Question("住院多少天？", "/days", because)
    if stay.daily is None and terms.daily is None:
        yield Question("保险单载明的每日津贴是多少元？", "/daily", because)
    if terms.unpaid_open and terms.unpaid is None and stay.deductible_days is None:
        yield Question("保险单载明的免赔天数是多少？没有的填 0", "/deductible_days", because)
    if terms.per_year is not None and stay.days_before is None:
        ask = f"本保险年度内已给付过多少天津贴（累计以 {int(terms.per_year.value)} 日为限）？没有的填 0"
        yield Question(ask, "/days_before", (terms.per_year.source,))


def _whole(figure: _Figure | None) -> int | None:
    return None if figure is None else int(figure.value)


def _terms(sentences: tuple[Passage, ...]) -> _Terms | None:
    about = [one for one in sentences if _ALLOWANCE.search(one.text + around(one))]
    named = [one for one in about if _ALLOWANCE.search(one.text)]
    paid = [one for one in named if "给付" in one.text]
    main = next(iter(paid or [one for one in named if _PER_DAY.search(one.text)]), None)
    if main is None:
        return None
    own = [one for one in about if one.article == main.article]
    stay_bound = _bound(own, _STAY_BOUND)
    return _Terms(
        quotation(main),
        _daily(own),
        _unpaid(own),
        any(_OPEN.search(one.text) for one in own),
        stay_bound,
        stay_bound is not None
        and re.search(r"给付[天日]数|给付津贴[天日]", stay_bound.source.quote) is not None,
        _bound(own, _YEAR_BOUND),
    )


def _daily(sentences: list[Passage]) -> _Figure | None:
    for sentence in sentences:
        for amount in find_yuan(sentence.text):
            before = sentence.text[max(amount.span.start - 6, 0) : amount.span.start]
            after = sentence.text[amount.span.end : amount.span.end + 3]
            if isinstance(amount.value, Money) and (
                re.search(r"每[日天]", before) or re.match(r"/[日天]|每[日天]", after)
            ):
                return _Figure(amount.value.amount, quotation(sentence))
    return None


def _unpaid(sentences: list[Passage]) -> _Figure | None:
    """Days at the start of a stay that are not paid: 自第4日起 (3), 扣除3日, 住院天数-3."""
    for sentence in sentences:
        start = _FROM.search(sentence.text)
        if start:
            first = parse_number(start["a"] or start["b"])
            if first is not None and 1 <= first <= 31:
                return _Figure(first - 1, quotation(sentence))
        off = _OFF.search(sentence.text)
        if off and not re.search(r"意外伤害发生|之日起", off[0]):
            days = parse_number(off["days"] or off["more"] or off["minus"])
            if days is not None and days <= 31:
                return _Figure(days, quotation(sentence))
    return None


def _bound(sentences: list[Passage], pattern: re.Pattern[str]) -> _Figure | None:
    for sentence in sentences:
        for match in pattern.finditer(sentence.text):
            days = parse_number(match["days"])
            if days is not None and _BOUNDING.search(sentence.text[match.start() : match.end() + 6]):
                return _Figure(days, quotation(sentence))
    return None
