"""Benefits whose share goes by age (按年龄的给付比例): 18-40周岁 160%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from extractor.calculators.asking import Variant, calculations
from extractor.calculators.contradictions import negative, refused
from extractor.calculators.statements import around, quotation, statements
from extractor.claim import Contradiction
from extractor.determination import Calculation, Question
from extractor.expressions import Given, Greater, Named, Number, Product
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
    """``rate`` of ``base`` holds from ``lower`` to ``upper`` years of age, both included; None is open. ``ages`` are the
    words for them, ``lead`` is what the amount is stated with and ``about`` what the benefit is called."""

    ages: str
    lower: int
    upper: int | None
    rate: Decimal
    base: str
    source: Quotation
    lead: str
    about: str


_AGES = re.compile(
    r"(?:年?满)?(?P<lower>\d{1,3})(?:周岁|岁)?(?:（含）)?(?:-|—|－|–|~|～|至|到)(?P<upper>\d{1,3})(?:周岁|岁)"
    r"|(?:年?满)?(?P<from>\d{1,3})(?:周岁|岁)(?:及|（含）|或)*以上"
    r"|(?:未满|不满)(?P<under>\d{1,3})(?:周岁|岁)|(?P<until>\d{1,3})(?:周岁|岁)(?:及|（含）|或)*以下"
    r"|年?满(?P<full>\d{1,3})(?:周岁|岁)的?(?=，)"
)
_RATE = re.compile(r"(?P<rate>\d{1,4}(?:\.\d+)?)(?P<unit>[%％]|倍)")
_WHOLE = re.compile(
    r"按(?:照)?[^，。；：×+和与或及中]{0,16}(?:保险金额|保险费)(?:（[^（）]{0,12}）)?(?:[^，。；]{0,4})给付"
)
_BASES = re.compile(
    r"(?P<sum_insured>保险金额(?!对应的))|(?P<premiums_paid>(?:所[交缴]|已[交缴付]|已支付|累计)[^。；]{0,8}保险?费)"
    r"|(?P<cash_value>现金价值)|(?P<other>(?:账户|帐户|保单)(?:价值|余额))"
)
_TIMES = re.compile(
    r"^[^，。；]{0,12}?(?:乘以|×|的?(?:下列|下表|相应|对应|以下|一定)?[^，。；]{0,6}(?:比例|系数|百分比))"
)
_ENDS_BEFORE = r"不含{0}(?:周岁|岁)|(?<!\d){0}(?:周岁|岁)（不含）|[未不]满{0}(?:周岁|岁)|满{0}(?:周岁|岁)(?:（[^（）]*）)?(?:之?前)"
_PLAIN_ROW = re.compile(
    rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _AGES.pattern)})(?:（[^（）]{{0,10}}）)?\d{{1,3}}(?:\.\d+)?[%％]"
)
_ROWS_LED_BY = (
    4  # sentences before the rows: the head of the table, how it applies, and what it is applied to
)
_ROWS_NAMED_BY = 2  # the nearest of them say which benefit it is
_BENEFIT = re.compile(r"保险金(?!额)")


def benefit_by_age(extraction: Extraction, aged: Aged) -> Calculation:
    """The benefit by the table of ages; the greater one where the text says 较大者."""
    found = contradictions(aged)
    if found:
        return refused(found)
    shares = [one for one in _shares(extraction, statements(extraction)) if aged.name in one.about]
    if not shares:
        return Calculation(None, note="文本未载明按年龄的给付比例")
    if aged.age is None:
        return Calculation(None, questions=(Question("出险时多少周岁？", "/age", (shares[0].source,)),))
    fitting = [
        one for one in shares if one.lower <= aged.age and (one.upper is None or aged.age <= one.upper)
    ]
    if not fitting:
        return Calculation(None, note=f"比例表没有 {aged.age} 周岁一档，请核对原文对表外年龄的约定")
    if len({(one.source.path, one.lead) for one in fitting}) > 1:
        sources = tuple(one.source for one in fitting)
        return Calculation(
            None, questions=(Question("文本有几项按年龄的给付，请写明是哪一项保险金", "/name", sources),)
        )
    return _computed(aged, fitting)


def _computed(aged: Aged, fitting: Sequence[_Share]) -> Calculation:
    """By the share for that age; where two ranges of one table hold the age, by both."""
    figures = {field: value for field in _LABELS if (value := getattr(aged, field)) is not None}
    if not all(one.base for one in fitting):
        return Calculation(None, note=f"文本没有写明 {fitting[0].rate:.0%} 是按哪一项金额计算，请核对原文")
    if not all(one.base in _LABELS for one in fitting):
        note = f"文本的比例（{fitting[0].rate:.0%}）不是按基本保险金额、已交保险费或现金价值计算，请核对原文后自行代入"
        return Calculation(None, note=note)
    why = f"{aged.age} 周岁同时落在两档之内，文本未写明归哪一档"
    variants = tuple(Variant(f"按“{one.ages}”一档", _benefit(one), why) for one in fitting)
    return calculations(variants, figures, (fitting[0].source,))


def _benefit(share: _Share) -> Named:
    of = Named(
        f"按 {share.rate:.0%} 给付",
        Product((Given(share.base, _LABELS[share.base]), Number(share.rate))),
        source=share.source,
    )
    if "较大" in share.lead and "现金价值" in share.lead:
        return Named(
            "与现金价值比较，取较大者",
            Greater((of, Given("cash_value", _LABELS["cash_value"]))),
            (of,),
            share.source,
        )
    return of


def _shares(extraction: Extraction, sentences: tuple[Passage, ...]) -> Iterator[_Share]:
    document = extraction.document
    for table in find_tables(document):
        if "年龄" not in table.head or "比例" not in table.head:
            continue
        above = document.text[max(table.span.start - 300, 0) : table.span.start]
        lead = "".join(above.split()) + table.heading
        words = quoted(document, table.path, table.span)
        shares: list[_Share] = []
        base = _base_of_table(lead)
        for row in table.rows[1:]:
            ages, rate = _AGES.search("".join(row[:1])), _RATE.search("".join(row[1:2]))
            if ages and rate:
                shares.append(
                    _share(ages, _figure(rate), base, words, words="".join(row[:1]), lead=lead, about=lead)
                )
        yield from _apart(shares)
    plain = [one for one in sentences if _PLAIN_ROW.fullmatch(one.text)]
    for _, together in groupby(plain, key=lambda one: one.index):
        yield from _apart([_plain_row(one) for one in together])
    for sentence in sentences:
        if not _PLAIN_ROW.fullmatch(sentence.text):
            yield from _stated(sentence)


def _plain_row(row: Passage) -> _Share:
    """A row of a table that is set in blanks: what stands before the rows in the provision leads it in."""
    above = [one.text for one in row.units_before() if not _PLAIN_ROW.fullmatch(one.text)]
    lead = around(row) + "。".join(reversed(above[:_ROWS_LED_BY]))
    about = around(row) + "。".join(reversed(above[:_ROWS_NAMED_BY]))
    ages, rate = next(_AGES.finditer(row.text)), next(_RATE.finditer(row.text))
    return _share(
        ages, _figure(rate), _base_of_table(lead), quotation(row), words=row.text, lead=lead, about=about
    )


def _apart(shares: Sequence[_Share]) -> Iterator[_Share]:
    """0至1周岁, 1至2周岁（含1周岁）: a bound belongs to the range that says so; where none does, to both."""
    taken = {
        one.lower
        for one in shares
        if re.search(rf"(?<!不)含{one.lower}(?:周岁|岁)|(?<!\d){one.lower}(?:周岁|岁)（含）", one.ages)
    }
    for one in shares:
        upper = one.upper
        open_above = re.search(_ENDS_BEFORE.format(upper), one.ages + one.lead) is not None
        if upper is not None and upper > one.lower and (open_above or upper in taken):
            yield replace(one, upper=upper - 1)
        else:
            yield one


def _stated(sentence: Passage) -> Iterator[_Share]:
    """年满18周岁的，按基本保险金额给付: one age and one share, or the whole, in a sentence."""
    ages, rates = list(_AGES.finditer(sentence.text)), list(_RATE.finditer(sentence.text))
    if len(ages) != 1 or re.search(r"=|×|为限|不超过|投保时", sentence.text):
        return
    whole = _WHOLE.search(sentence.text)
    if len(rates) == 1 or (not rates and whole):
        figure, at = (
            (_figure(rates[0]), rates[0].start()) if rates else (Decimal(1), whole.end() if whole else 0)
        )
        lead = "".join(one.text for one in sentence.leads) + sentence.text
        base = _base_at(lead, at + len(lead) - len(sentence.text))
        source, about = quotation(sentence), _about(sentence)
        yield _share(ages[0], figure, base, source, words=ages[0][0], lead=lead, about=about)


def _about(sentence: Passage) -> str:
    """What the benefit is called; a sentence that names none goes on with the one before it."""
    said = f"{around(sentence)}。{sentence.text}"
    before = next(sentence.units_before(), None)
    if _BENEFIT.search(sentence.text) or before is None or before.paragraph != sentence.paragraph:
        return said
    return f"{said}。{before.text}"


def _figure(rate: re.Match[str]) -> Decimal:
    return Decimal(rate["rate"]) if rate["unit"] == "倍" else Decimal(rate["rate"]) / 100


def _share(
    ages: re.Match[str], rate: Decimal, base: str, source: Quotation, *, words: str, lead: str, about: str
) -> _Share:
    lower = int(ages["lower"] or ages["from"] or ages["full"] or 0)
    upper = ages["upper"] or ages["until"] or (str(int(ages["under"]) - 1) if ages["under"] else None)
    return _Share(words, lower, int(upper) if upper else None, rate, base, source, lead, about)


def _base_at(words: str, at: int) -> str:
    """What the share at that place is taken of: the nearest before it, or the next (10倍的基本保险金额)."""
    named = list(_BASES.finditer(words))
    before = [one for one in named if one.end() <= at]
    nearest = before[-1:] or named[:1]
    return nearest[0].lastgroup or "" if nearest else ""


def _base_of_table(lead: str) -> str:
    """What the shares of a table are taken of: what the words multiply, or else the sum insured before the premiums."""
    named = list(_BASES.finditer(lead))
    multiplied = [one for one in named if _TIMES.search(lead[one.end() :])]
    if multiplied:
        return multiplied[-1].lastgroup or ""
    return next((one for one in _LABELS if any(each.lastgroup == one for each in named)), "")
