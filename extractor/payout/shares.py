"""What others pay (他人已付、其他保险、不足额): the figures of these operations from the claim."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.claim import Claim, LossKind
from extractor.determination import Question
from extractor.payout.binding import Bindings
from extractor.payout.formulas import reckoned
from extractor.payout.groups import members
from extractor.payout.limiting import LABELS
from extractor.payout.scheme import Action, Footing, Operation, Scheme, Scope, Timing
from extractor.payout.standing import Line, Place

_VALUE_FACTS = ("保险价值", "实际价值", "重置价值", "出险时价值", "insured_value", "insurable_value")
_SALVAGE_FACTS = ("残值", "salvage")
_USED_FACTS = ("已扣免赔额", "已抵扣免赔额", "deductible_used")
_OWN = ("sum_insured", "per_occurrence", "aggregate", "per_item", "per_person")


def with_others(scheme: Scheme, claim: Claim, bindings: Bindings, lines: Sequence[Line]) -> list[Question]:
    """Give recoveries, salvage, under-insurance and the share with other insurance their figures.

    Those that cannot be computed leave ``bindings.operations``. Returns questions that would change the sum but do not
    keep it from being computed.
    """
    asked: list[Question] = []
    bindings.operations += _mitigation(bindings, lines)
    bindings.operations = _by_formula(scheme, claim, bindings)
    bindings.operations = [_yearly(each, claim, asked) for each in bindings.operations]
    for operation in [*bindings.operations, *_by_law(scheme, claim, bindings)]:
        found = (
            _FIGURES[operation.action](operation, claim, bindings, asked)
            if operation.action in _FIGURES
            else operation
        )
        if operation in bindings.operations:
            at = bindings.operations.index(operation)
            bindings.operations[at : at + 1] = [found] if found else []
        elif found:
            bindings.operations.append(found)
    if claim.event.paid_before is None and any(
        each.scope is Scope.TOTAL and each.action is Action.LIMIT for each in bindings.operations
    ):
        asked.append(
            Question("本保险期间内此前是否已有赔款、多少？（未说明，按没有计算）", "/event/paid_before")
        )
    return asked


def _by_law(scheme: Scheme, claim: Claim, bindings: Bindings) -> list[Operation]:
    """Where the text is silent the law takes off what third parties paid and shares with other insurance."""
    if scheme.footing is not Footing.INDEMNITY:
        return []
    stated = {operation.action for operation in bindings.operations}
    found = []
    if claim.event.recovered and Action.RECOVERY not in stated:
        found.append(
            Operation(
                Action.RECOVERY, Scope.TOTAL, "others", "扣减已从第三者取得的赔偿", law="保险法第六十条第二款"
            )
        )
    if claim.event.other_insurance and Action.CONTRIBUTION not in stated:
        found.append(
            Operation(
                Action.CONTRIBUTION,
                Scope.TOTAL,
                "contribution",
                "与其他保险按比例分摊",
                law="保险法第五十六条第二款",
            )
        )
    return found


def _yearly(operation: Operation, claim: Claim, asked: list[Question]) -> Operation:
    """What is left of a deductible of the whole period (剩余免赔额)."""
    if (
        operation.action is not Action.DEDUCTIBLE
        or operation.scope is not Scope.TOTAL
        or not operation.amount
    ):
        return operation
    used = _fact(claim, _USED_FACTS)
    if used is None:
        ask = "本保险期间内此前已扣过多少免赔额？（未说明，按没有扣过计算）"
        asked.append(
            Question(ask, "/event/facts/已扣免赔额", (operation.source,) if operation.source else ())
        )
        return operation
    return replace(operation, amount=max(operation.amount - used, Decimal()))


def _by_formula(scheme: Scheme, claim: Claim, bindings: Bindings) -> list[Operation]:
    """The payment is no more than the text's formula by the unit gives; a deductible's rate that stands in the formula is
    not taken off again."""
    if not scheme.formulas:
        return bindings.operations
    inside = [
        each
        for each in bindings.operations
        if each.action is Action.DEDUCTIBLE and not each.name and each.rate and not each.amount
    ]
    taken = scheme.formulas[0].less_deductible and len(inside) == 1
    of, source, asked = reckoned(scheme.formulas, claim, inside[0].rate if taken else None)
    label = "按条款公式计算的赔款"
    operation = Operation(Action.LIMIT, Scope.OCCURRENCE, "formula", label, source, formula=of)
    bindings.blocking += asked
    if of is None:
        bindings.missing.append(operation)
        if not asked:
            ask = f"{source.path}的公式没有写明本案的损失程度如何计算，是否另有约定？"
            bindings.blocking.append(Question(ask, "/schedule/agreed", (source,)))
        return bindings.operations
    return [*(each for each in bindings.operations if not (taken and each in inside)), operation]


def _mitigation(bindings: Bindings, lines: Sequence[Line]) -> list[Operation]:
    """The law bounds the cost of mitigation by the sum insured where the text states no other bound."""
    beside = [line for line in lines if line.place is Place.OUTSIDE and line.loss.kind is LossKind.MITIGATION]
    bounded = any(
        each.action is Action.LIMIT and each.name and members(each, beside) for each in bindings.operations
    )
    total = next(
        (each.amount for each in bindings.operations if each.kind == "sum_insured" and each.amount), None
    )
    if not beside or bounded or total is None:
        return []
    label, law = "施救费用以保险金额为限", "保险法第五十七条第二款"
    return [
        Operation(
            Action.LIMIT, Scope.PART, "sub_limit", label, name="施救费用", amount=total, outside=True, law=law
        )
    ]


def _recovery(
    operation: Operation, claim: Claim, bindings: Bindings, asked: list[Question]
) -> Operation | None:
    because = (operation.source,) if operation.source else ()
    if claim.event.recovered is None:
        asked.append(
            Question("是否已从第三者取得赔偿、多少？（未说明，按没有计算）", "/event/recovered", because)
        )
    amount = claim.event.recovered or Decimal()
    if operation.kind == "insurers":
        amount += sum((each.paid or Decimal() for each in claim.event.other_insurance or ()), Decimal())
    return replace(operation, amount=amount) if amount else None


def _salvage(
    operation: Operation, claim: Claim, bindings: Bindings, asked: list[Question]
) -> Operation | None:
    value = _fact(claim, _SALVAGE_FACTS)
    because = (operation.source,) if operation.source else ()
    if value is None:
        asked.append(
            Question("残值作价多少、归谁所有？（未说明，按没有残值计算）", "/event/facts/残值", because)
        )
    return replace(operation, amount=value, timing=Timing.PAYMENT) if value else None


def _average(
    operation: Operation, claim: Claim, bindings: Bindings, asked: list[Question]
) -> Operation | None:
    """Under-insurance: the sum insured over the value, where it is lower."""
    value = _fact(claim, _VALUE_FACTS)
    because = (operation.source,) if operation.source else ()
    if value is None:
        asked.append(
            Question("出险时的保险价值是多少？（未说明，按足额保险计算）", "/event/facts/保险价值", because)
        )
        return None
    sums = [
        each.amount for each in bindings.operations if each.kind == "sum_insured" and each.amount is not None
    ]
    if not sums:
        bindings.blocking.append(
            Question("请提供保险金额；填写 kind 为 sum_insured", "/schedule/limits", because)
        )
        return None
    if sums[0] < value:
        return replace(operation, amount=sums[0], rate=value)
    if operation.name:
        return None
    label, law = "以保险价值为限", "保险法第五十五条第三款"
    return Operation(Action.LIMIT, Scope.OCCURRENCE, "value", label, operation.source, amount=value, law=law)


def _contribution(
    operation: Operation, claim: Claim, bindings: Bindings, asked: list[Question]
) -> Operation | None:
    """The own limit over all limits together; ``amount`` and ``rate`` carry the two for the formula."""
    others = claim.event.other_insurance
    because = (operation.source,) if operation.source else ()
    if others is None:
        asked.append(Question("是否另有其他保险？（未说明，按没有计算）", "/event/other_insurance", because))
        return None
    if not others:
        return None
    unknown = next((at for at, other in enumerate(others) if other.limit is None), None)
    if unknown is not None:
        ask = "请提供其他保险的保险金额或者赔偿限额，用于计算分摊比例"
        bindings.blocking.append(Question(ask, f"/event/other_insurance/{unknown}/limit", because))
        return None
    own = _own_limit(operation, bindings)
    if own is None:
        names = "、".join(LABELS[kind] for kind in _OWN[:2])
        ask = f"请提供本保险的{names}，用于计算与其他保险的分摊比例"
        bindings.blocking.append(Question(ask, "/schedule/limits", because))
        return None
    total = own + sum((other.limit or Decimal() for other in others), Decimal())
    return replace(operation, amount=own, rate=total) if total and total != own else None


def _own_limit(operation: Operation, bindings: Bindings) -> Decimal | None:
    for kind in _OWN:
        for each in bindings.operations:
            if (
                each.kind == kind
                and each.amount is not None
                and each.action is Action.LIMIT
                and not each.outside
            ):
                return each.amount
    return None


def _fact(claim: Claim, names: tuple[str, ...]) -> Decimal | None:
    for name in names:
        value = claim.event.facts.get(name)
        if isinstance(value, Decimal):
            return value
    return None


_FIGURES = {
    Action.RECOVERY: _recovery,
    Action.SALVAGE: _salvage,
    Action.AVERAGE: _average,
    Action.CONTRIBUTION: _contribution,
}
