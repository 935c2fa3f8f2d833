"""Ways to compute a refund (退费算法): one variant for each reading that the basis leaves open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractor.calculators.asking import Variant
from extractor.calculators.bases import Basis, Method
from extractor.calculators.elapsed import (
    Cover,
    days_passed,
    months_passed,
    part_day_is_whole,
    part_month_is_whole,
)
from extractor.calculators.formulas import Formula, formula_of, givens, replaced, unread_formula
from extractor.calculators.short_rates import ShortRates
from extractor.calculators.termination import Termination
from extractor.expressions import (
    Difference,
    Expression,
    Given,
    Lesser,
    Named,
    NotBelowZero,
    Number,
    Product,
    Quotient,
)
from extractor.quotations import Quotation
from extractor.terms.passages import Passage

PREMIUM = Given("premium", "已收保险费")
ANNUAL = Given("annual_premium", "年保险费（保险期间不是一年，短期费率按年保险费的比例计收）")
_NET = Given("net_premium", "净保险费（扣除各项费用后的保险费，文本未载明扣除比例）")
_CASH = Given("cash_value", "现金价值（见现金价值表，文本未载明算法）")
_FEE = Given("fee", "手续费（文本未载明数额，见保险单约定）")
_SHARE = Given("figures/退还比例", "退还比例，如 0.5（见文本所附比例表或保险单约定）")
_RATE = Given("figures/短期费率", "已承保期间对应的短期费率，如 0.5（文本未附短期费率表）")
RESULT = "应退保险费"


@dataclass(frozen=True, slots=True)
class Ground:
    """What all ways share: the termination, the period, the formulas and the table of the document."""

    termination: Termination
    cover: Cover | None
    formulas: tuple[Formula, ...]
    table: ShortRates | None
    sentences: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Charge:
    """What the insurer keeps: ``of`` the premium ``base``. ``title`` and ``why`` say which reading this is."""

    base: Given
    share: Expression
    label: str
    source: Quotation
    title: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The variants and what must be said beside them; ``needs_period`` where the period of cover is not known."""

    variants: tuple[Variant, ...] = ()
    note: str = ""
    needs_period: bool = False


def ways_of(basis: Basis, ground: Ground, general: Basis | None) -> Ways:
    """How the refund of ``basis`` is computed; ``general`` is the basis without regard to paid claims."""
    formula = _formula(basis, ground)
    if formula is not None:
        return _by_formula(basis, formula, ground)
    unread = _unread(basis, ground)
    if unread is not None:
        words = "".join(unread.quote.split())
        return Ways(note=f"文本以公式写明（{unread.path}：“{words}”），但公式未能读出，请人工计算")
    match basis.method:
        case Method.WHOLE:
            return Ways((Variant("", _less_fee(_paid_premium(), basis)),), _fee_note(basis))
        case Method.NOTHING:
            nothing = Product((PREMIUM, Number(Decimal())))
            return Ways(
                (Variant("", Named(RESULT, nothing, source=basis.source)),), "文本载明此时不退还保险费"
            )
        case Method.SHARE:
            paid = _paid_premium()
            return Ways((Variant("", Named(RESULT, Product((paid, _SHARE)), (paid,), basis.source)),))
        case Method.ONLY_UNPAID:
            return Ways(note="文本只载明未发生赔付（给付）时的退费，已经赔付后如何退还未载明")
        case Method.CASH_VALUE:
            return Ways((Variant("", Named(RESULT, _CASH, source=basis.source)),))
        case Method.SHORT_RATE | Method.DAILY | Method.UNEXPIRED | Method.UNEXPIRED_NET:
            return _by_charge(basis, ground)
        case Method.REMAINING_LIMIT:
            return _of_remainder(basis, general, ground)
        case _:
            return Ways(note="文本只说退还剩余部分保险费，未载明如何计算应收部分，无法计算")


# --- a premium less what is kept ------------------------------------------------------------------------


def _paid_premium(given: Given = PREMIUM) -> Named:
    return Named(given.label.split("（")[0], given)


def _by_charge(basis: Basis, ground: Ground) -> Ways:
    charges = tuple(charges_of(basis, ground))
    if not charges:
        return _no_charge(basis, ground)
    net = basis.method is Method.UNEXPIRED_NET
    variants = tuple(
        variant
        for charge in charges
        for variant in _with_fee(charge, basis, _paid_premium(_NET if net else PREMIUM))
    )
    unsaid = basis.method in (Method.UNEXPIRED, Method.UNEXPIRED_NET) and not _table_of(basis, ground)
    return Ways(
        variants, "文本未载明未满期保险费的算法，这里按未经过天数占保险期间天数的比例计算" if unsaid else ""
    )


def _no_charge(basis: Basis, ground: Ground) -> Ways:
    if basis.method is Method.SHORT_RATE and ground.table is not None and ground.cover is not None:
        return Ways(
            note=f"已承保月数超出短期费率表（表列至 {max(ground.table.rates)} 个月），文本未载明如何计收"
        )
    return Ways(needs_period=True)


def _with_fee(charge: Charge, basis: Basis, paid: Named) -> Iterator[Variant]:
    kept = Product((charge.base, charge.share))
    rest = Named(charge.label, Difference(paid, kept), (paid,), charge.source)
    if basis.fee_rate is None:
        yield Variant(charge.title, _less_fee(rest, basis), charge.why)
        return
    of_rest = NotBelowZero(Difference(rest, Product((rest, Number(basis.fee_rate)))))
    yield Variant(
        _joined(charge.title, "手续费按未满期部分计算"),
        Named(RESULT, of_rest, (rest,), basis.source),
        charge.why,
    )
    if "未满期" not in basis.source.quote.split("手续费")[0][-14:]:
        of_whole = NotBelowZero(Difference(rest, Product((PREMIUM, Number(basis.fee_rate)))))
        title = _joined(charge.title, "手续费按全部保险费计算")
        yield Variant(title, Named(RESULT, of_whole, (rest,), basis.source), "文本未载明手续费的计算基数")


def _less_fee(rest: Named, basis: Basis) -> Named:
    """What is left after the fee, as the result."""
    fee: Expression | None = None
    if basis.fee_rate is not None:
        of = ANNUAL if "年保险费" in basis.source.quote or "年保费" in basis.source.quote else PREMIUM
        fee = Product((of, Number(basis.fee_rate)))
    elif basis.fee_amount is not None:
        fee = Number(basis.fee_amount)
    elif basis.fee_open:
        fee = _FEE
    left = rest if fee is None else Difference(rest, fee)
    return Named(RESULT, NotBelowZero(left), (rest,), basis.source)


def _fee_note(basis: Basis) -> str:
    if basis.at_most and basis.fee_amount is not None:
        return f"文本只载明手续费（工本费）的上限 {basis.fee_amount} 元，这里按上限扣除；实际扣得更少时，应退金额更多"
    return ""


def charges_of(basis: Basis, ground: Ground) -> Iterator[Charge]:
    """What the insurer keeps for the time that has passed, one for each reading; nothing where it cannot be told."""
    table = _table_of(basis, ground)
    if basis.method is Method.SHORT_RATE and ground.table is None:
        yield Charge(ANNUAL, _RATE, "扣除按短期费率计收的保险费", basis.source)
    elif ground.cover is None or ground.termination.on is None:
        return
    elif table is not None:
        yield from _by_months(table, basis, ground)
    else:
        yield from _by_days(basis, ground)


def _table_of(basis: Basis, ground: Ground) -> ShortRates | None:
    """The table that the basis goes by: the short rates, or shares of the months still to come."""
    if ground.table is None:
        return None
    if basis.method is Method.SHORT_RATE:
        return ground.table
    return ground.table if basis.method is Method.UNEXPIRED and ground.table.remaining else None


_COUNTED = (
    "解除当日计入已经过期间",
    "文本未说明解除当日是否计入；解除当日的一部分仍在保险期间内，可理解为计入",
)
_NOT_COUNTED = (
    "解除当日不计入已经过期间",
    "文本未说明解除当日是否计入；合同自解除当日起终止，可理解为不计入",
)


def _counts(rule: bool | None) -> tuple[tuple[bool, str, str], ...]:
    """Whether the day of the end counts: as the text says of part days, or both ways where it says nothing."""
    if rule is not None:
        return ((rule, "", ""),)
    return ((False, *_NOT_COUNTED), (True, *_COUNTED))


def _by_days(basis: Basis, ground: Ground) -> Iterator[Charge]:
    cover, day = ground.cover, ground.termination.on
    if cover is None or day is None:
        return
    base = _NET if basis.method is Method.UNEXPIRED_NET else PREMIUM
    for counted, title, why in _counts(part_day_is_whole(basis.beside)):
        passed = min(days_passed(cover.start, day, counted=counted), cover.days)
        share = Quotient(Number(Decimal(passed)), Number(Decimal(cover.days)))
        label = f"扣除已经过 {passed} 日（共 {cover.days} 日）的保险费"
        yield Charge(base, share, label, basis.source, title, why)


def _by_months(table: ShortRates, basis: Basis, ground: Ground) -> Iterator[Charge]:
    cover, day = ground.cover, ground.termination.on
    if cover is None or day is None:
        return
    rule = table.part_is_whole if table.part_is_whole is not None else part_month_is_whole(basis.beside)
    if table.remaining and rule is not None:
        rule = not rule  # a part month left that is dropped is a month passed
    for counted, title, why in _counts(None):
        for whole in (rule,) if rule is not None else (False, True):
            months = months_passed(cover.start, day, counted=counted, part_is_whole=whole)
            parts = "" if rule is not None else "不足一个月按一个月计" if whole else "不足一个月不计"
            share = _share(table, months, cover.months)
            if share is not None:
                label = f"扣除已承保 {months} 个月（{share:.0%}）的保险费"
                base = PREMIUM if table.remaining else ANNUAL
                yield Charge(base, Number(share), label, table.source, _joined(title, parts), why)


def _share(table: ShortRates, passed: int, period: int | None) -> Decimal | None:
    if not table.remaining:
        return Decimal() if passed == 0 else table.rates.get(passed)
    left = (period or max(table.rates)) - passed
    return None if left > max(table.rates) else 1 - (table.rates[left] if left > 0 else Decimal())


# --- a formula ------------------------------------------------------------------------------------------

_FORMULA_TERMS = {
    Method.CASH_VALUE: ("现金价值",),
    Method.UNEXPIRED: ("未满期保险费", "未满期保费", "未到期保险费"),
    Method.UNEXPIRED_NET: ("未满期净保险费", "未满期净保费"),
}


def _formula(basis: Basis, ground: Ground) -> Formula | None:
    """The formula that the basis goes by: of its term, of a term in its words, or of its own article."""
    for term in _FORMULA_TERMS.get(basis.method, ()):
        found = formula_of(term, ground.formulas)
        if found is not None:
            return found
    if basis.method not in (Method.FORMULA, Method.UNSAID):
        return None
    own = [one for one in ground.formulas if one.source.span.covers(basis.source.span)]
    near = [one for one in ground.formulas if one.source.path == basis.source.path]
    named = [one for one in ground.formulas if one.term and one.term in basis.source.quote]
    chosen = own or ([] if basis.method is Method.UNSAID else near) or named
    return formula_of(chosen[0].term, (chosen[0], *ground.formulas)) if chosen else None


def _unread(basis: Basis, ground: Ground) -> Quotation | None:
    terms = _FORMULA_TERMS.get(basis.method, ())
    found = (unread_formula(term, ground.sentences) for term in terms)
    return next((words for words in found if words is not None), None)


def _by_formula(basis: Basis, formula: Formula, ground: Ground) -> Ways:
    cover, day = ground.cover, ground.termination.on
    timed = {
        "elapsed_days",
        "remaining_days",
        "elapsed_months",
        "remaining_months",
        "period_days",
        "period_months",
    }
    needs = givens(formula.of) & timed
    if needs and (cover is None or day is None):
        return Ways(needs_period=True)
    variants = []
    rule = part_day_is_whole(formula.beside)
    counts = _counts(rule) if needs & {"elapsed_days", "remaining_days"} else ((False, "", ""),)
    if needs & {"elapsed_months", "remaining_months"}:
        counts = _counts(None)
    for counted, title, why in counts:
        known = _times(cover, day, counted, formula.beside) if cover and day else {}
        of = replaced(formula.of, _Known(known))
        value = Named(formula.term, NotBelowZero(of), source=formula.source)
        result = Named(RESULT, Lesser((value, PREMIUM)), (value,), basis.source)
        variants.append(Variant(title, result, why))
    return Ways(tuple(variants))


@dataclass(frozen=True, slots=True)
class _Known:
    """Puts figures that are known in the place of given ones."""

    figures: Mapping[str, Expression]

    def __call__(self, given: Given) -> Expression:
        return self.figures.get(given.key, given)


def _times(cover: Cover, day: date, counted: bool, beside: str) -> dict[str, Expression]:
    passed = min(days_passed(cover.start, day, counted=counted), cover.days)
    whole = part_month_is_whole(beside) is not False
    months = months_passed(cover.start, day, counted=counted, part_is_whole=whole)
    times = {"elapsed_days": passed, "remaining_days": cover.days - passed, "period_days": cover.days}
    if cover.months is not None:
        months = min(months, cover.months)
        times |= {
            "elapsed_months": months,
            "remaining_months": cover.months - months,
            "period_months": cover.months,
        }
    return {key: Number(Decimal(value)) for key, value in times.items()}


# --- the part of the premium that claims have not used up --------------------------------------------------


def _of_remainder(basis: Basis, general: Basis | None, ground: Ground) -> Ways:
    charges = tuple(charges_of(general, ground)) if general is not None else ()
    if ground.cover is None:
        return Ways(needs_period=True)
    if not charges:
        return Ways(note="文本未载明已承保期间应收保险费的算法，无法计算剩余限额部分的退费")
    limit, used = Given("limit", "累计赔偿限额（或保险金额）"), Given("paid", "累计已赔付金额")
    variants = []
    for charge in charges:
        paid = _paid_premium()
        rest = Named(
            "限额扣除已赔付后剩余部分的保险费",
            Product((paid, Quotient(Difference(limit, used), limit))),
            (paid,),
            basis.source,
        )
        variants.append(
            Variant(
                _joined("应收部分按剩余部分的保险费计算", charge.title),
                _after_share(rest, charge, rest),
                "“应收的部分”指剩余部分保险费中应收的部分",
            )
        )
        variants.append(
            Variant(
                _joined("应收部分按全部保险费计算", charge.title),
                _after_share(rest, charge, paid),
                "“应收的部分”指全部保险费中应收的部分",
            )
        )
    return Ways(tuple(variants))


def _after_share(rest: Named, charge: Charge, of: Named) -> Named:
    """The remainder less what is due of ``of`` for the time passed."""
    base: Expression = of if charge.base == PREMIUM else Product((charge.base, Quotient(of, PREMIUM)))
    return Named(
        RESULT, NotBelowZero(Difference(rest, Product((base, charge.share)))), (rest,), charge.source
    )


def _joined(*titles: str) -> str:
    return "；".join(title for title in titles if title)
