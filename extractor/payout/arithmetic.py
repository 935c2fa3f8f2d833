"""Parts of a payout's expression (算式的部件): what a deductible takes off, and an expression without some of its losses."""

from decimal import Decimal

from extractor.expressions import (
    Difference,
    Expression,
    Greater,
    Lesser,
    Named,
    NotBelowZero,
    Number,
    Product,
    Quotient,
    Sum,
)
from extractor.payout.scheme import Operation


def deducted(operation: Operation, loss: Expression, *, lower: bool) -> Expression | None:
    """What is taken off: an amount, a share of ``loss``, or the higher (or lower) of both."""
    amount = None if operation.amount is None else Number(operation.amount)
    rate = None if operation.rate is None else Product((loss, Number(operation.rate)))
    if amount and rate:
        return Lesser((amount, rate)) if lower else Greater((amount, rate))
    return amount or rate


def without(node: Expression, gone: set[int]) -> Expression:
    """The expression where some losses are nothing, without its steps."""
    if id(node) in gone:
        return Number(Decimal())
    match node:
        case Named(_, Number()):
            return node
        case Named(_, of):
            return without(of, gone)
        case Sum(parts):
            return Sum(tuple(without(part, gone) for part in parts))
        case Product(parts):
            return Product(tuple(without(part, gone) for part in parts))
        case Lesser(parts):
            return Lesser(tuple(without(part, gone) for part in parts))
        case Greater(parts):
            return Greater(tuple(without(part, gone) for part in parts))
        case Difference(of, less):
            return Difference(without(of, gone), without(less, gone))
        case NotBelowZero(of):
            return NotBelowZero(without(of, gone))
        case Quotient(of, by):
            return Quotient(without(of, gone), by)
        case _:
            return node
