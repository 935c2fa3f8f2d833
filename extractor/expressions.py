"""Terms as expressions (条款算式): what a text says to compute, and the steps of computing it. Standard library only.

An expression is a tree of exact decimals. ``Named`` marks what a person wants to see as a step of its own: a limit
applied, a deductible taken off. A step knows which running amounts it takes over, so that the changes of all steps add
up to the result (the waterfall of a payout).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from extractor.quotations import Quotation

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that the text or the law states."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that the schedule or the claim gives: ``key`` names it, ``label`` is its Chinese name."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Sum:
    """All parts together; nothing is 0."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """``of`` less ``less``; may fall below zero (see ``NotBelowZero``)."""

    of: "Expression"
    less: "Expression"


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """``of`` divided by ``by``; by zero it cannot be computed."""

    of: "Expression"
    by: "Expression"


@dataclass(frozen=True, slots=True)
class Lesser:
    """The least of the parts (以…为限)."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Greater:
    """The greatest of the parts (两者以高者为准)."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class NotBelowZero:
    """``of``, or 0 where it is negative."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Named:
    """A step: ``of`` under a Chinese ``label``, rounded to the cent (half up), by ``source`` and ``law``.

    ``before`` are the running amounts that the step takes over, each a ``Named`` that no other step takes over; empty
    for an amount that the step brings in.
    """

    label: str
    of: "Expression"
    before: tuple["Named", ...] = ()
    source: Quotation | None = None
    law: str = ""


Expression = Number | Given | Sum | Difference | Product | Quotient | Lesser | Greater | NotBelowZero | Named


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation (计算步骤): ``value`` in yuan after it, ``change`` what it adds to (or takes from) the
    result, ``formula`` with the numbers put in."""

    label: str
    formula: str
    value: Decimal
    change: Decimal
    source: Quotation | None = None
    law: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out: ``value`` is None while figures are ``missing`` (in the order met) or a divisor is zero."""

    value: Decimal | None
    steps: tuple[Step, ...]
    missing: tuple[Given, ...] = ()


def evaluate(expression: Named, figures: Mapping[str, Decimal]) -> Evaluation:
    """Compute ``expression`` with ``figures`` by key.

    The steps stand in the order of computing, the last is the result; their changes add up to it.
    """
    missing = tuple(dict.fromkeys(given for given in _givens(expression) if given.key not in figures))
    if missing:
        return Evaluation(None, (), missing)
    computing = _Computing(figures)
    with localcontext() as context:
        context.prec = 50
        try:
            value = computing.value(expression)
        except ZeroDivisionError:
            return Evaluation(None, ())
    return Evaluation(value, tuple(computing.steps.values()))


def to_cents(amount: Decimal) -> Decimal:
    """``amount`` rounded half up to the cent (四舍五入到分)."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def shown(number: Decimal) -> str:
    """A number as a formula shows it: without trailing zeros, never in powers of ten."""
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


class _Computing:
    """Values of one tree; a step that stands in it twice, as one object, is computed once."""

    def __init__(self, figures: Mapping[str, Decimal]) -> None:
        self._figures = figures
        self.steps: dict[int, Step] = {}

    def value(self, node: Expression) -> Decimal:
        match node:
            case Number(value):
                return value
            case Given(key, _):
                return self._figures[key]
            case Sum(parts):
                return sum((self.value(part) for part in parts), Decimal())
            case Difference(of, less):
                return self.value(of) - self.value(less)
            case Product(parts):
                return self._product(parts)
            case Quotient(of, by):
                return self._quotient(of, by)
            case Lesser(parts):
                return min(self.value(part) for part in parts)
            case Greater(parts):
                return max(self.value(part) for part in parts)
            case NotBelowZero(of):
                return max(self.value(of), Decimal())
            case Named():
                return self._named(node)

    def _product(self, parts: tuple[Expression, ...]) -> Decimal:
        result = Decimal(1)
        for part in parts:
            result *= self.value(part)
        return result

    def _quotient(self, of: Expression, by: Expression) -> Decimal:
        divisor = self.value(by)
        if not divisor:
            raise ZeroDivisionError
        return self.value(of) / divisor

    def _named(self, node: Named) -> Decimal:
        if id(node) not in self.steps:
            value = to_cents(self.value(node.of))
            taken_over = sum((self.value(each) for each in node.before), Decimal())
            formula = self._written(node.of)
            self.steps[id(node)] = Step(node.label, formula, value, value - taken_over, node.source, node.law)
        return self.steps[id(node)].value

    def _written(self, node: Expression, inside: bool = False) -> str:
        match node:
            case Lesser(parts) | Greater(parts):
                name = "min" if isinstance(node, Lesser) else "max"
                return f"{name}({', '.join(self._written(part) for part in parts)})"
            case NotBelowZero(of):
                return f"max(0, {self._written(of)})"
            case Sum(parts) if parts:
                return _bracketed(" + ".join(self._written(part, inside=True) for part in parts), inside)
            case Difference(of, less):
                return _bracketed(
                    f"{self._written(of, inside=True)} - {self._written(less, inside=True)}", inside
                )
            case Product(parts) if parts:
                return " × ".join(self._written(part, inside=True) for part in parts)
            case Quotient(of, by):
                return _bracketed(
                    f"{self._written(of, inside=True)} ÷ {self._written(by, inside=True)}", inside
                )
            case _:
                return shown(self.value(node))


def _bracketed(written: str, inside: bool) -> str:
    return f"({written})" if inside else written


def _givens(node: Expression) -> Iterator[Given]:
    match node:
        case Given():
            yield node
        case Sum(parts) | Product(parts) | Lesser(parts) | Greater(parts):
            for part in parts:
                yield from _givens(part)
        case Difference(left, right) | Quotient(left, right):
            yield from _givens(left)
            yield from _givens(right)
        case NotBelowZero(of) | Named(_, of):
            yield from _givens(of)
        case Number():
            return
