"""Benefits whose share goes by age (按年龄的给付比例): 18-40周岁 160%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.calculators.asking import asked
from extractor.calculators.contradictions import Contradiction, negative, refused
from extractor.calculators.statements import quotation, statements
from extractor.determination import Calculation, Question
from extractor.expressions import Given, Greater, Named, Number, Product, evaluate
from extractor.quotations import Quotation, quoted
from extractor.records import Extraction
from extractor.terms.passages import Passage
from extractor.terms.tables import find_tables


@dataclass(frozen=True, slots=True)
class Aged:
    """A person insured at the event, and the figures a share may be taken of. None means "not said".

    ``age`` in full years (周岁), ``sum_insured`` 基本保险金额, ``premiums_paid`` 已交保险费, ``cash_value`` 现金价值.
    ``name`` tells benefits apart where the text has several by age (身故保险金).
    """

    age: int | None = None
    sum_insured: Decimal | None = None
    premiums_paid: Decimal | None = None
    cash_value: Decimal | None = None
    name: str = ""


def contradictions(aged: Aged) -> tuple[Contradiction, ...]:
    """What cannot be in such a case, by field."""
    found = list(negative("/age", "年龄", aged.age))
    if aged.age is not None and aged.age > 130:
        found.append(Contradiction("/age", "年龄不可能超过 130 周岁，请核对"))
    for field, label in _LABELS.items():
        found += negative(f"/{field}", label, getattr(aged, field))
    return tuple(found)


_LABELS = {"sum_insured": "基本保险金额", "premiums_paid": "已交保险费", "cash_value": "现金价值"}


@dataclass(frozen=True, slots=True)
class _Share:
    """``rate`` holds from ``lower`` to ``upper`` years of age, both included; None is open."""

    lower: int
    upper: int | None
    rate: Decimal
    source: Quotation
    lead: str


_AGES = re.compile(
    r"(?:年?满)?(?P<lower>\d{1,3})(?:周岁|岁)?(?:（含）)?(?:-|—|－|–|~|～|至|到)(?P<upper>\d{1,3})(?:周岁|岁)"
    r"|(?:年?满)?(?P<from>\d{1,3})(?:周岁|岁)(?:及|（含）|或)*以上"
    r"|(?:未满|不满)(?P<under>\d{1,3})(?:周岁|岁)|(?P<until>\d{1,3})(?:周岁|岁)(?:及|（含）|或)*以下"
)
_RATE = re.compile(r"(?P<rate>\d{1,4}(?:\.\d+)?)[%％]")


def benefit_by_age(extraction: Extraction, aged: Aged) -> Calculation:
    """The benefit by the table of ages; the greater one where the text says 较大者."""
    found = contradictions(aged)
    if found:
        return refused(found)
    shares = [
        one for one in _shares(extraction, statements(extraction)) if aged.name in one.lead or not aged.name
    ]
    if not shares:
        return Calculation(None, note="文本未载明按年龄的给付比例")
    if aged.age is None:
        return Calculation(None, questions=(Question("出险时多少周岁？", "/age", (shares[0].source,)),))
    fitting = [
        one for one in shares if one.lower <= aged.age and (one.upper is None or aged.age <= one.upper)
    ]
    if not fitting:
        return Calculation(None, note=f"比例表没有 {aged.age} 周岁一档，文本未载明如何给付")
    if len({(one.rate, one.lead) for one in fitting}) > 1:
        sources = tuple(one.source for one in fitting)
        return Calculation(
            None, questions=(Question("文本有几项按年龄的给付，请写明是哪一项保险金", "/name", sources),)
        )
    return _computed(aged, fitting[0])


def _computed(aged: Aged, share: _Share) -> Calculation:
    premiums = re.search(r"(?:所[交缴]|已[交缴]|累计)[^。；]{0,8}保险?费", share.lead) is not None
    base = "premiums_paid" if premiums and "保险金额" not in share.lead else "sum_insured"
    of = Named(
        f"按 {share.rate:.0%} 给付",
        Product((Given(base, _LABELS[base]), Number(share.rate))),
        source=share.source,
    )
    if "较大" in share.lead and "现金价值" in share.lead:
        of = Named(
            "与现金价值比较，取较大者",
            Greater((of, Given("cash_value", _LABELS["cash_value"]))),
            (of,),
            share.source,
        )
    figures = {field: value for field in _LABELS if (value := getattr(aged, field)) is not None}
    result = evaluate(of, figures)
    if result.missing:
        return Calculation(None, questions=tuple(asked(one, (share.source,)) for one in result.missing))
    return Calculation(result.value, result.steps)


def _shares(extraction: Extraction, sentences: tuple[Passage, ...]) -> Iterator[_Share]:
    document = extraction.document
    for table in find_tables(document):
        if "年龄" not in table.head or "比例" not in table.head:
            continue
        above = document.text[max(table.span.start - 300, 0) : table.span.start]
        lead = "".join(above.split()) + table.heading
        words = quoted(document, table.path, table.span)
        for row in table.rows[1:]:
            yield from _row("".join(row[:1]), "".join(row[1:2]), words, lead)
    for sentence in sentences:
        ages, rates = list(_AGES.finditer(sentence.text)), list(_RATE.finditer(sentence.text))
        if len(ages) == 1 and len(rates) == 1 and not re.search(r"=|×|为限|不超过", sentence.text):
            lead = "".join(one.text for one in sentence.leads) + sentence.text
            yield from _row(ages[0][0], rates[0][0], quotation(sentence), lead)


def _apart(shares: tuple[_Share, ...]) -> tuple[_Share, ...]:
    """0至1周岁, 1至2周岁: a bound that the next range begins with belongs to that range."""
    begun = {(one.source.path, one.lower) for one in shares}
    return tuple(
        replace(one, upper=one.upper - 1)
        if one.upper is not None and one.upper > one.lower and (one.source.path, one.upper) in begun
        else one
        for one in shares
    )


def _row(ages: str, rate: str, source: Quotation, lead: str) -> Iterator[_Share]:
    found, share = _AGES.search(ages), _RATE.search(rate)
    if found is None or share is None:
        return
    lower = int(found["lower"] or found["from"] or 0)
    upper = found["upper"] or found["until"] or (str(int(found["under"]) - 1) if found["under"] else None)
    yield _Share(lower, int(upper) if upper else None, Decimal(share["rate"]) / 100, source, lead)
