"""Texts with two readings (两种解释): which points are open, every combination computed, the one that the law prefers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.determination import Reading
from extractor.expressions import Evaluation, shown
from extractor.payout.building import Choice
from extractor.payout.groups import alone
from extractor.payout.scheme import Action, Operation, Ordering, RateBase, Scheme, Scope, Timing
from extractor.payout.standing import Line

_DOUBT = (
    "《保险法》第三十条、《民法典》第四百九十八条：对格式条款有两种以上解释的，作有利于被保险人、受益人的解释"
)
_NEGOTIATED = "合同由双方协商订立，不当然适用《保险法》第三十条；金额按字面顺序计算，请双方确认"
_SAME = "本案两种解释结果相同"
_NAMES = {Action.DEDUCTIBLE: "免赔", Action.SHARE: "比例", Action.LIMIT: "限额"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A point that the words leave open (歧义): the field of Choice that decides it, what each way is called, and why.
    ``stated``: particular words are open, the text is not just silent."""

    point: str
    first: str
    second: str
    why: str
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """One combination of readings and what it comes to."""

    choice: Choice
    result: Evaluation

    @property
    def amount(self) -> Decimal:
        """In yuan; a reading that cannot be computed comes last."""
        return self.result.value if self.result.value is not None else Decimal(-1)


def doubts(scheme: Scheme, operations: Sequence[Operation], lines: Sequence[Line]) -> list[Doubt]:
    """The open points that concern these operations."""
    found = []
    order = _open_order(scheme, operations, lines)
    if order:
        found.append(order)
    found += _open_figures(operations)
    for operation in operations:
        if (
            operation.action is Action.DEDUCTIBLE
            and not operation.higher
            and operation.amount
            and operation.rate
        ):
            said = "保险单" if operation.label.endswith("（保险单载明）") else "条款"
            why = f"{said}并列免赔额与免赔率，没有写明取其高还是取其低"
            found.append(Doubt("lower", "免赔额与免赔率取其高", "免赔额与免赔率取其低", why))
        if operation.timing is not Timing.EITHER or not operation.amount:
            continue
        where = operation.source.path if operation.source else operation.law
        if operation.action is Action.RECOVERY:
            why = f"{where}：没有写明已取得的赔偿从损失中还是从赔款中扣减"
            found.append(
                Doubt("recovery_last", "已取得的赔偿先从损失中扣减", "已取得的赔偿从赔款中扣减", why)
            )
        if operation.action is Action.CONTRIBUTION:
            why = f"{where}：没有写明按比例分摊的是损失，还是本保险单独存在时应付的赔款"
            found.append(Doubt("contribution_last", "按损失分摊", "按应付赔款分摊", why))
    return list({doubt.point: doubt for doubt in found}.values())


def _open_figures(operations: Sequence[Operation]) -> list[Doubt]:
    """What the rate of a deductible is a share of, how shares by bands go, and an amount that the text writes twice, not
    alike."""
    found = []
    averaged = any(each.action is Action.AVERAGE and each.rate and not each.name for each in operations)
    for each in operations:
        where = each.source.path if each.source else ""
        if averaged and each.action is Action.DEDUCTIBLE and each.rate and each.base is RateBase.LOSS:
            why = f"{where}：免赔率是损失金额的比例，没有写明是不足额保险按比例之前还是之后的金额"
            found.append(Doubt("of_loss", "免赔率按比例赔付后的金额计算", "免赔率按实际损失计算", why, True))
        if len(each.bands) > 1:
            why = f"{where}：分档的比例没有写明适用于全部金额，还是只适用于该档之内的部分"
            found.append(Doubt("graded", "全部金额按所在档的比例", "各档分段计算", why, stated=True))
        if each.restated is not None and each.amount is not None:
            why = f"{where}：{each.label}先写{shown(each.amount)}元、括号内写{shown(each.restated)}元，两者不一致"
            first, second = f"以{shown(each.amount)}元为准", f"以{shown(each.restated)}元为准"
            found.append(Doubt("restated", first, second, why, True))
    return found


def _open_order(scheme: Scheme, operations: Sequence[Operation], lines: Sequence[Line]) -> Doubt | None:
    for scope in dict.fromkeys((*(each.scope for each in operations), Scope.OCCURRENCE)):
        ordering = scheme.ordering(scope)
        silent = scope is Scope.OCCURRENCE and ordering.source is None
        sums = scope is Scope.OCCURRENCE and ordering.source is not None
        present = {
            each.action
            for each in operations
            if (
                each.scope is scope
                or (sums and each.kind == "sum_insured")
                or (silent and alone(each, lines))
            )
            and (each.amount or each.rate is not None or each.bands)
        }
        if ordering.other and Action.LIMIT in present and present & {Action.DEDUCTIBLE, Action.SHARE}:
            first, second = _title(ordering.sequence, present), _title(ordering.other, present)
            return Doubt("swapped", first, second, _why(ordering), ordering.source is not None)
    return None


def _title(sequence: Sequence[Action], present: set[Action]) -> str:
    names = [_NAMES[action] for action in sequence if action in present]
    return f"先{names[0]}、后{'、'.join(names[1:])}"


def _why(ordering: Ordering) -> str:
    return f"{ordering.source.path}：{ordering.why}" if ordering.source else ordering.why


def choices(points: Sequence[Doubt]) -> list[Choice]:
    """Every combination, the literal one first."""
    found = [Choice()]
    for doubt in points:
        found += [replace(choice, **{doubt.point: True}) for choice in found]
    return found


def best_of(computed: Sequence[Computed]) -> Computed:
    """The combination that is best for the insured; of equals the first."""
    return max(computed, key=lambda each: each.amount)


def chosen_of(points: Sequence[Doubt], computed: Sequence[Computed]) -> Computed:
    """The combination that the amount follows: an order that particular words give stands as they give it (the other
    reading is shown, and named where the law prefers it); on all else the one that is best for the insured."""
    stated = [doubt.point for doubt in points if doubt.point == "swapped" and doubt.stated]
    literal = [each for each in computed if not any(getattr(each.choice, point) for point in stated)]
    return best_of(literal)


def readings_of(scheme: Scheme, points: Sequence[Doubt], computed: Sequence[Computed]) -> tuple[Reading, ...]:
    """The readings that a person must choose between; points that change nothing here are left out, but the order of
    limit and deductible, which the words themselves leave open."""
    telling = [doubt for doubt in points if _matters(doubt, computed)]
    same = not telling
    if same:
        telling = [doubt for doubt in points if doubt.point == "swapped" and doubt.stated]
    if not telling:
        return ()
    kept = {doubt.point for doubt in telling}
    rest = [doubt.point for doubt in points if doubt.point not in kept]
    shown = [each for each in computed if not any(getattr(each.choice, point) for point in rest)]
    if not same:
        shown = [each for at, each in enumerate(shown) if each.amount not in {x.amount for x in shown[:at]}]
    best = best_of(shown)
    found = []
    for each in shown:
        own = [doubt for doubt in telling if _decides(doubt, each.choice, computed)] or telling
        found.append(_reading(scheme, own, each, each is best and not same, same))
    return tuple(found)


def _matters(doubt: Doubt, computed: Sequence[Computed]) -> bool:
    return any(_decides(doubt, each.choice, computed) for each in computed)


def _decides(doubt: Doubt, choice: Choice, computed: Sequence[Computed]) -> bool:
    """Would the other way at this one point come to another amount?"""
    amounts = {each.choice: each.amount for each in computed}
    return amounts[choice] != amounts[replace(choice, **{doubt.point: not getattr(choice, doubt.point)})]


def _reading(scheme: Scheme, telling: Sequence[Doubt], each: Computed, favoured: bool, same: bool) -> Reading:
    title = "；".join(doubt.second if getattr(each.choice, doubt.point) else doubt.first for doubt in telling)
    why = ["；".join(doubt.why for doubt in telling)]
    if same:
        why.append(_SAME)
    elif not scheme.standard_terms:
        why.append(_NEGOTIATED)
    elif favoured:
        why.append(_DOUBT)
    return Reading(title, each.amount, each.result.steps, favoured and scheme.standard_terms, "。".join(why))
