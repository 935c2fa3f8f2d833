"""Instalments of a price or a premium (分期支付): how much is due when; the parts add up to the whole, to the cent."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal
from itertools import groupby

from extractor.calculators.contradictions import negative, refused
from extractor.calculators.statements import around, quotation, statements
from extractor.claim import Contradiction, Moment
from extractor.determination import Calculation, Due, Question
from extractor.expressions import CENT, Difference, Expression, Given, Named, Number, Product, Sum, evaluate
from extractor.facts import FACT_NAMES
from extractor.language.amounts import find_yuan
from extractor.language.deadlines import find_deadlines
from extractor.language.units import split_segments
from extractor.quantities import Deadline, Money, Rate
from extractor.quotations import Quotation
from extractor.records import Extraction
from extractor.terms.figures import stated_rates
from extractor.terms.passages import Passage
from extractor.timeline import Refused, due, fact_named


@dataclass(frozen=True, slots=True)
class Price:
    """What is paid in instalments by the text's own terms. None means "not said".

    ``total`` is the price or premium (yuan); ``facts`` are the days that set off the deadlines, by the keys of
    ``extractor.timeline.FACT_NAMES`` (``contract_made``); ``name`` are words of the sentence where the document has
    several such terms (咨询费).
    """

    total: Decimal | None = None
    facts: Mapping[str, Moment] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part (一期): ``amount`` in yuan, None while the total is not known; ``due`` None while the fact that it counts
    from is not (``open_because`` says which, in Chinese)."""

    label: str
    amount: Decimal | None
    due: Due | None
    open_because: str
    source: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All instalments in order (付款计划) and the computation of their amounts."""

    instalments: tuple[Instalment, ...]
    calculation: Calculation


def contradictions(price: Price) -> tuple[Contradiction, ...]:
    """What cannot be in a price, by field."""
    return negative("/total", "总价", price.total)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a sentence that sets one instalment; the rest of the price where it states no share. ``said`` is the
    whole sentence with what stands over it."""

    text: str
    said: str
    source: Quotation
    share: Decimal | None
    amount: Decimal | None
    rest: bool


_PAYS = re.compile(r"支付|付清|缴[付纳清]|交[付纳清]|拨付|付至|付款|付")
_REST = re.compile(r"余款|尾款|余额|剩余|其余")
_BEGINS = re.compile(r"第[一二三四五六七八九十\d]+[期次笔]|首[期付次]|预付款|余款|尾款|剩余|其余|其中")
_NO_PART = re.compile(
    r"违约金|手续费|定损|赔款|退还|免赔|保证金|每逾期|给付|确诊|垫[交付]|现金价值|账户|赔付|周岁|住院|等级|豁免"
)


def instalments(extraction: Extraction, price: Price) -> Plan:
    """The instalments that the document sets, with amounts and days.

    Where their shares do not make up the whole, or a share and an amount disagree, nothing is computed and a question says so.
    """
    found = contradictions(price)
    if found:
        return Plan((), refused(found))
    every = tuple(_groups(statements(extraction)))
    groups = [group for group in every if any(price.name in part.said for part in group)]
    if not groups:
        note = f"文本没有约定“{price.name}”的分期支付，请核对用词" if every else "文本未载明分期支付"
        return Plan((), Calculation(None, note=note))
    if len(groups) > 1:
        ask = "文本有几处分期支付，请填写其中一处的用词，如费用名称"
        return Plan(
            (), Calculation(None, questions=(Question(ask, "/name", tuple(one[0].source for one in groups)),))
        )
    parts = groups[0]
    computed = _computed(parts, price)
    values = (
        [step.value for step in computed.steps[:-1]] if computed.amount is not None else [None] * len(parts)
    )
    plan = tuple(
        replace(_dated(part, price), amount=value) for part, value in zip(parts, values, strict=True)
    )
    return Plan(plan, computed)


def _groups(sentences: tuple[Passage, ...]) -> Iterator[tuple[_Part, ...]]:
    """Per provision the parts that together pay one price."""
    for _, run in groupby(sentences, key=lambda one: one.index):
        parts = tuple(part for sentence in run for part in _parts(sentence))
        shares = sum((part.share for part in parts if part.share is not None), Decimal())
        marked = any(_BEGINS.search(part.text) for part in parts)
        if len(parts) > 1 and (marked or shares == 1):
            yield parts


def _parts(sentence: Passage) -> Iterator[_Part]:
    """The instalments of a sentence: a new one begins at 第二期, 余款 or at the next share."""
    if _NO_PART.search(sentence.text) or not _PAYS.search(sentence.text):
        return
    stretch = ""
    start = end = 0
    for segment in split_segments(sentence.text):
        begins = _BEGINS.search(segment.text) or (
            _share(segment.text) is not None and _share(stretch) is not None
        )
        if stretch and begins:
            yield from _part(sentence, start, end)
            stretch = ""
        if not stretch:
            start = segment.start
        stretch, end = sentence.text[start : segment.end], segment.end
    if stretch:
        yield from _part(sentence, start, end)


def _part(sentence: Passage, start: int, end: int) -> Iterator[_Part]:
    text = sentence.text[start:end]
    share, rest = _share(text), _REST.search(text) is not None
    amounts = [q.value.amount for q in find_yuan(text) if isinstance(q.value, Money)]
    if not _PAYS.search(text) or (share is None and not rest):
        return
    yield _Part(
        text,
        f"{around(sentence)}。{sentence.text}",
        quotation(sentence, start, end),
        share,
        amounts[0] if amounts else None,
        rest and share is None,
    )


def _share(text: str) -> Decimal | None:
    rates = [q.value.value for q in stated_rates(text) if isinstance(q.value, Rate)]
    return rates[0] if rates and 0 < rates[0] <= 1 else None


# --- amounts --------------------------------------------------------------------------------------------


def _computed(parts: tuple[_Part, ...], price: Price) -> Calculation:
    shares = sum((part.share for part in parts if part.share is not None), Decimal())
    rests = sum(part.rest for part in parts)
    sources = tuple(part.source for part in parts)
    if rests > 1 or (rests == 0 and shares != 1) or shares > 1:
        ask = f"各期比例合计为 {shares:.0%}，不是全部价款，请核对原文"
        return Calculation(None, questions=(Question(ask, "/total", sources),))
    if price.total is None:
        return Calculation(None, questions=(Question("分期支付的总额是多少元？", "/total", sources),))
    for part in parts:
        if part.share is not None and part.amount not in (
            None,
            price.total,
            _rounded(price.total * part.share),
        ):
            by_share = _rounded(price.total * part.share)
            ask = f"文本的比例与金额不一致：{part.share:.0%} 是 {by_share} 元，而写明的是 {part.amount} 元，以哪个为准？"
            return Calculation(None, questions=(Question(ask, "/total", (part.source,)),))
    steps = _steps(parts)
    result = evaluate(Named("合计", Sum(steps), steps), {"total": price.total})
    return Calculation(result.value, result.steps)


def _steps(parts: tuple[_Part, ...]) -> tuple[Named, ...]:
    """Each part by its share; the one that takes the rest, or else the last, takes what rounding leaves."""
    total = Given("total", "总额")
    open_at = next((at for at, part in enumerate(parts) if part.rest), len(parts) - 1)
    by_share = {
        at: Named(_label(at, part), Product((total, Number(part.share))), source=part.source)
        for at, part in enumerate(parts)
        if at != open_at and part.share is not None
    }
    rest: Expression = Difference(total, Sum(tuple(by_share.values()))) if by_share else total
    last = Named(_label(open_at, parts[open_at]), rest, source=parts[open_at].source)
    return tuple(by_share.get(at, last) for at in range(len(parts)))


def _label(at: int, part: _Part) -> str:
    return f"第 {at + 1} 期（{'余款' if part.rest else f'{part.share:.0%}'}）"


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT)


# --- days -----------------------------------------------------------------------------------------------


def _dated(part: _Part, price: Price) -> Instalment:
    plain = Instalment(part.text, None, None, "", part.source)
    stated = next((q for q in find_deadlines(part.text) if isinstance(q.value, Deadline)), None)
    words = part.text[: stated.span.start] if stated else part.text
    fact = fact_named(words) or fact_named(part.text)
    if fact is None:
        return replace(plain, open_because="文本未载明从何时起算")
    moment = price.facts.get(fact)
    if moment is None:
        return replace(plain, open_because=f"需要：{FACT_NAMES[fact]}")
    if stated is None or not isinstance(stated.value, Deadline):
        return replace(plain, due=Due(moment, False, f"{FACT_NAMES[fact]}当日"))
    counted = due(stated.value, moment)
    if isinstance(counted, Refused):
        return replace(plain, open_because=counted.why)
    return replace(plain, due=counted)


def split_evenly(total: Decimal, count: int) -> tuple[Decimal, ...]:
    """``total`` in ``count`` equal parts to the cent; the last takes what is left. Raises ValueError below one part."""
    if count < 1:
        raise ValueError("at least one part")
    part = (total / count).quantize(CENT, ROUND_DOWN)
    return (*[part] * (count - 1), total - part * (count - 1))
