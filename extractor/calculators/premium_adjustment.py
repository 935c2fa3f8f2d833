"""Premium after the period, by what was really turned over (预付保险费与实际保险费的调整)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from extractor.calculators.asking import asked
from extractor.calculators.contradictions import negative, refused
from extractor.calculators.statements import quotation, statements
from extractor.claim import Contradiction
from extractor.determination import Calculation, Question
from extractor.expressions import (
    Difference,
    Expression,
    Given,
    Greater,
    Named,
    Number,
    Product,
    Quotient,
    evaluate,
    shown,
)
from extractor.language.units import split_segments
from extractor.quantities import Rate
from extractor.quotations import Quotation
from extractor.records import Extraction
from extractor.terms.figures import stated_rates
from extractor.terms.passages import Passage


@dataclass(frozen=True, slots=True)
class Turnover:
    """What was prepaid and what was really turned over. None means "not said".

    ``prepaid`` is the premium paid in advance (预付保险费), ``expected`` and ``actual`` the turnover, sum insured or
    number of persons it goes by (预计、实际交易额、营业额、人数), ``rate`` the premium for one of it, ``minimum`` the
    least premium as the schedule states it. Yuan, rates as fractions.
    """

    prepaid: Decimal | None = None
    expected: Decimal | None = None
    actual: Decimal | None = None
    rate: Decimal | None = None
    minimum: Decimal | None = None


_NAMES = {
    "prepaid": "预付保险费",
    "expected": "预计数额",
    "actual": "实际数额",
    "rate": "费率",
    "minimum": "最低保险费",
}


def contradictions(turnover: Turnover) -> tuple[Contradiction, ...]:
    """What cannot be in a turnover, by field."""
    found = [
        one for name, label in _NAMES.items() for one in negative(f"/{name}", label, getattr(turnover, name))
    ]
    if turnover.expected == 0 and turnover.rate is None:
        found.append(Contradiction("/expected", "预计数额为 0，无法由预付保险费推算费率，请填写费率"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the document says: ``more`` where a shortfall is paid up, ``less`` where an excess is given back."""

    source: Quotation
    more: Quotation | None
    less: Quotation | None
    minimum: Quotation | None
    minimum_share: Decimal | None


_PREPAID = re.compile(r"(?:预[付收交缴]|暂[收付定]|预计|估计|预估)[^。；]{0,40}")
_ACTUAL = re.compile(r"实际|决算|最终|据实")
_MORE = re.compile(r"补[交缴足收付]|加[收交]|增收|多退少补|追加")
_LESS = re.compile(r"(?<!不予)(?<!不)(?:退还|返还|退回)|多退少补")
_MINIMUM = re.compile(r"最低(?:预付)?保险?费|保险?费[^，。；]{0,10}不(?:得|应)?[低少]于")


def premium_adjustment(extraction: Extraction, turnover: Turnover) -> Calculation:
    """The difference between the real and the prepaid premium: positive is to be paid up (补交), negative given back.

    ``note`` says in words which it is; where the text has no such adjustment, or none of this direction, it says so.
    """
    found = contradictions(turnover)
    if found:
        return refused(found)
    terms = _terms(statements(extraction))
    if terms is None:
        return Calculation(None, note="文本未载明按实际数额调整保险费")
    questions = _questions(turnover, terms)
    if questions:
        return Calculation(None, questions=questions)
    return _computed(turnover, terms)


def _computed(turnover: Turnover, terms: _Terms) -> Calculation:
    figures = {name: value for name in _NAMES if (value := getattr(turnover, name)) is not None}
    result = evaluate(_difference(turnover, terms), figures)
    if result.value is None:
        return Calculation(None, note="除数为零，无法计算")
    if result.value > 0:
        said, direction = terms.more, f"应补交保险费 {shown(result.value)} 元"
    elif result.value < 0:
        said, direction = terms.less, f"应退还保险费 {shown(-result.value)} 元"
    else:
        return Calculation(result.value, result.steps, note="实际保险费与预付保险费相同，不补不退")
    if said is None:
        act = "补交" if result.value > 0 else "退还"
        return Calculation(None, result.steps, note=f"按实际数额计算，{direction}；但文本未载明应当{act}差额")
    return Calculation(result.value, result.steps, note=direction)


def _difference(turnover: Turnover, terms: _Terms) -> Named:
    turned = Given("actual", "实际数额")
    premium: Expression = Product((turned, Given("rate", "费率")))
    if turnover.rate is None:
        premium = Quotient(Product((Given("prepaid", "预付保险费"), turned)), Given("expected", "预计数额"))
    actual = Named("实际保险费", premium, source=terms.source)
    owed = actual
    if terms.minimum is not None:
        owed = Named("不低于最低保险费", Greater((actual, _least(turnover, terms))), (actual,), terms.minimum)
    paid = Given("prepaid", "预付保险费")
    return Named(
        "补交（正数）或退还（负数）的差额",
        Difference(owed, paid),
        (owed,),
        terms.more or terms.less or terms.source,
    )


def _least(turnover: Turnover, terms: _Terms) -> Expression:
    if turnover.minimum is None and terms.minimum_share is not None:
        return Product((Given("prepaid", "预付保险费"), Number(terms.minimum_share)))
    return Given("minimum", "最低保险费")


def _questions(turnover: Turnover, terms: _Terms) -> tuple[Question, ...]:
    because = (terms.source,)
    wanted = [name for name in ("prepaid", "actual") if getattr(turnover, name) is None]
    if turnover.rate is None and turnover.expected is None:
        wanted.append("rate")
    questions = [asked(Given(name, _NAMES[name]), because) for name in wanted]
    if terms.minimum is not None and terms.minimum_share is None and turnover.minimum is None:
        questions.append(asked(Given("minimum", "保险单载明的最低保险费"), (terms.minimum,)))
    return tuple(questions)


def _terms(sentences: tuple[Passage, ...]) -> _Terms | None:
    for _, run in groupby(sentences, key=lambda one: one.article):
        article = [one for one in run if re.search(r"保险?费|差额|多退少补", one.text)]
        whole = "。".join(one.text for one in article)
        if not (
            _PREPAID.search(whole)
            and _ACTUAL.search(whole)
            and re.search(r"差额|多退少补|补[交缴足]|调整", whole)
        ):
            continue
        if not (_MORE.search(whole) or _LESS.search(whole)):
            continue
        minimum = next((one for one in article if _MINIMUM.search(one.text)), None)
        return _Terms(
            quotation(next(one for one in article if _ACTUAL.search(one.text))),
            _first(article, _MORE),
            _first(article, _LESS),
            quotation(minimum) if minimum else None,
            _share(minimum.text) if minimum else None,
        )
    return None


def _first(article: list[Passage], pattern: re.Pattern[str]) -> Quotation | None:
    return next((quotation(one) for one in article if pattern.search(one.text)), None)


def _share(text: str) -> Decimal | None:
    """最低保险费为预付保险费的80%."""
    for segment in split_segments(text):
        if _MINIMUM.search(segment.text):
            rates = [q.value.value for q in stated_rates(segment.text) if isinstance(q.value, Rate)]
            if rates:
                return rates[0]
    return None
