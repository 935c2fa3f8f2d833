"""The payment of one claim (赔款计算): all readings of the text computed and set side by side."""

from collections.abc import Sequence
from decimal import Decimal

from extractor.claim import Claim
from extractor.determination import Calculation, Question, Reading
from extractor.expressions import evaluate, shown
from extractor.payout.binding import Bindings, bind
from extractor.payout.building import Building
from extractor.payout.compiling import scheme_of
from extractor.payout.doubts import Computed, choices, chosen_of, doubts, readings_of
from extractor.payout.groups import members
from extractor.payout.insurances import placed
from extractor.payout.scheme import Footing, Operation, Scheme, Scope
from extractor.payout.shares import with_others
from extractor.payout.standing import Line, lines_of
from extractor.records import Extraction


def payout(extraction: Extraction, claim: Claim, scheme: Scheme | None = None) -> Calculation:
    """What the document pays for the losses of ``claim``, step by step.

    The amount is None while ``questions`` ask for a figure that the text leaves to the schedule (the steps then leave
    it out), and where the document pays no losses (``note``). Questions beside an amount could change it.
    ``scheme`` spares compiling it anew where many claims are made under one document.
    """
    scheme = scheme or scheme_of(extraction)
    if scheme.footing is Footing.NOTHING:
        return Calculation(None, note="本文件不是保险条款，没有赔款计算的约定")
    if not claim.event.losses:
        ask = Question("请列明损失项目和金额", "/event/losses")
        return Calculation(None, questions=(ask,), note="没有损失项目，无法计算")
    lines, unplaced = placed(scheme, claim, lines_of(extraction, claim))
    bindings = bind(scheme, claim, lines)
    bindings.blocking += unplaced
    if claim.schedule.agreed:
        bindings.notes.append("保险单的特别约定没有编入计算，请人工核对")
    asked = with_others(scheme, claim, bindings, lines)
    asked += bindings.open
    asked += [line.question for line in lines if line.question]
    asked += _unclear_groups(bindings, lines)
    return _calculated(scheme, claim, lines, bindings, asked)


def _unclear_groups(bindings: Bindings, lines: Sequence[Line]) -> list[Question]:
    """A limit for each person or thing, and several losses that do not say whose they are."""
    found = []
    for scope, name, what in (
        (Scope.PERSON, "person", "哪一个人"),
        (Scope.ITEM, "item", "哪一个账户、物品或者标的"),
    ):
        for operation in bindings.operations:
            unsaid = [line for line in members(operation, lines) if not getattr(line.loss, name)]
            if operation.scope is scope and len(unsaid) > 1 and len(lines) > 1:
                ask = f"“{unsaid[0].loss.name}”等{len(unsaid)}项损失各属于{what}？（未说明，各按一个计算）"
                found.append(Question(ask, f"/event/losses/{unsaid[0].index}/{name}"))
                break
    return found


def _calculated(
    scheme: Scheme, claim: Claim, lines: Sequence[Line], bindings: Bindings, asked: Sequence[Question]
) -> Calculation:
    points = doubts(scheme, bindings.operations, lines)
    computed = [
        Computed(choice, evaluate(Building(scheme, bindings.operations, lines, claim, choice).build(), {}))
        for choice in choices(points)
    ]
    questions = (*bindings.blocking, *asked)
    remarks = (*_basis(scheme, bindings.operations), *dict.fromkeys(bindings.notes), *_unused(bindings))
    if bindings.blocking:
        left = "、".join(dict.fromkeys(each.sought or each.label for each in bindings.missing))
        partial = f"缺少数额，金额未定；步骤中没有计入：{left}" if left else "缺少数额，金额未定"
        return Calculation(None, computed[0].result.steps, (), questions, "；".join((partial, *remarks)))
    chosen = chosen_of(points, computed) if scheme.standard_terms else computed[0]
    readings = readings_of(scheme, points, computed)
    remarks = (*_other_reading(chosen.result.value, readings), *remarks)
    return Calculation(chosen.result.value, chosen.result.steps, readings, questions, "；".join(remarks))


def _other_reading(amount: Decimal | None, readings: Sequence[Reading]) -> list[str]:
    """The reading that the law prefers, where the amount follows the order of the words."""
    return [
        f"金额按条款文字的先后（{readings[0].title}）计算；另一种解释（{each.title}）为{shown(each.amount)}元，"
        "依《保险法》第三十条有利于被保险人，请人工确定"
        for each in readings
        if each.favoured and each.amount != amount
    ]


def _unused(bindings: Bindings) -> list[str]:
    names = "、".join(dict.fromkeys(bindings.unused))
    return [f"与本案损失项目无对应、没有适用的限额和免赔：{names}"] if names else []


def _basis(scheme: Scheme, operations: Sequence[Operation]) -> list[str]:
    """Where the order comes from, and what on the amount was not read."""
    found = []
    if all(each.kind == "sum_insured" for each in scheme.operations):
        found.append("条款没有写明限额、免赔的计算方法，按损失金额或者给付金额、以保险金额为限列示")
    for scope in dict.fromkeys(each.scope for each in operations):
        ordering = scheme.orderings.get(scope)
        if ordering and ordering.source and not ordering.other:
            found.append(f"计算顺序依据{ordering.source.path}：{ordering.why}")
    unread = "、".join(dict.fromkeys(each.path for each in scheme.unread))
    return found + ([f"未编入算式、请人工核对的约定：{unread}"] if unread else [])
