"""The expression of one claim (赔款算式): the scheme's operations put over the losses, smaller groups first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.claim import Claim
from extractor.expressions import (
    Difference,
    Expression,
    Lesser,
    Named,
    NotBelowZero,
    Number,
    Product,
    Quotient,
    Sum,
)
from extractor.payout.arithmetic import deducted, without
from extractor.payout.bands import shared_by
from extractor.payout.groups import alone, grouped, members
from extractor.payout.scheme import Action, Operation, RateBase, Scheme, Scope, Timing
from extractor.payout.standing import LEFT_OUT, Line, Place

_RANK = {Scope.ITEM: 1, Scope.PERSON: 1, Scope.PART: 2, Scope.OCCURRENCE: 3, Scope.TOTAL: 4}
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of two readings is computed: of the order of limit and deductible, of where recoveries and the share with
    other insurance are taken, of the higher or lower of a deductible's amount and rate, of what that rate is a share of
    (the loss, or what is left of it), of an amount in words or in digits, of a share by the
    band of the whole amount or of each part."""

    swapped: bool = False
    recovery_last: bool = False
    contribution_last: bool = False
    lower: bool = False
    of_loss: bool = False
    restated: bool = False
    graded: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """A running amount and the losses in it."""

    node: Named
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Instance:
    """An operation and one group of losses that it is applied to."""

    operation: Operation
    group: frozenset[int]
    tag: str
    rank: tuple[int, int]


def _lessens(instance: _Instance) -> bool:
    operation = instance.operation
    return operation.action is Action.DEDUCTIBLE and bool(operation.amount or operation.rate)


class Building:
    """Builds the tree for one choice of readings."""

    def __init__(
        self,
        scheme: Scheme,
        operations: Sequence[Operation],
        lines: Sequence[Line],
        claim: Claim,
        choice: Choice,
    ) -> None:
        self._scheme, self._claim, self._choice = scheme, claim, choice
        self._operations = [
            replace(each, amount=each.restated) if choice.restated and each.restated else each
            for each in operations
        ]
        self._lines = lines
        self._several = len({line.occurrence for line in lines}) > 1
        self._claimed = {line.index: _claimed(line) for line in lines}

    def build(self) -> Named:
        """The whole payment."""
        inside = [Root(self._claimed[x.index], frozenset({x.index})) for x in self._placed(Place.INSIDE)]
        inside = self._less_others(inside, Timing.LOSS)
        inside = self._shared_with_others(inside, last=False)
        for instance in self._instances(Place.INSIDE):
            inside = self._applied(instance, inside)
        inside = self._less_others(inside, Timing.PAYMENT)
        inside = self._shared_with_others(inside, last=True)
        outside = [Root(self._claimed[x.index], frozenset({x.index})) for x in self._placed(Place.OUTSIDE)]
        outside = self._shared_with_others(outside, last=False, costs=True)
        for instance in self._instances(Place.OUTSIDE):
            outside = self._applied(instance, outside)
        nodes = [root.node for root in (*inside, *outside)] + [
            self._left_out(x) for x in self._placed(Place.LEFT_OUT)
        ]
        if len(nodes) == 1:
            return nodes[0]
        return Named("赔款合计", Sum(tuple(nodes)), tuple(nodes))

    def _placed(self, place: Place) -> list[Line]:
        return [line for line in self._lines if line.place is place]

    def _left_out(self, line: Line) -> Named:
        label = f"{LEFT_OUT}：{line.loss.name}（{line.why}）"
        return Named(label, Number(Decimal()), (self._claimed[line.index],), line.source)

    # --- limits, deductibles, shares -------------------------------------------------------------------

    def _instances(self, place: Place) -> list[_Instance]:
        lines = self._placed(place)
        found: list[_Instance] = []
        for stated in (*self._operations, *self._sums_first()):
            if stated.action not in (Action.LIMIT, Action.DEDUCTIBLE, Action.SHARE):
                continue
            if place is Place.OUTSIDE and not (stated.name and stated.action is Action.LIMIT):
                continue
            operation = self._after_the_year(stated)
            concerned = [
                line
                for line in members(operation, lines, self._operations)
                if not self._special(operation, line)
            ]
            for group in grouped(operation, concerned).values():
                indexes = frozenset(line.index for line in group)
                found.append(
                    _Instance(operation, indexes, self._tag(operation, group[0]), self._rank(operation))
                )
        moved = [each for instance in found for each in self._moved(instance, found)]
        return sorted(moved, key=lambda each: (each.rank[0], self._width(each), each.rank[1]))

    def _width(self, instance: _Instance) -> int:
        """Of kinds of loss within kinds of loss, the smaller come first."""
        return len(instance.group) if instance.rank[0] == _RANK[Scope.PART] else 0

    def _sums_first(self) -> list[Operation]:
        """A sum insured bounds each loss before the deductible where the words put the limit first."""
        sequence = self._sequence(Scope.OCCURRENCE)
        stated = self._scheme.ordering(Scope.OCCURRENCE).source is not None
        if not stated or sequence.index(Action.LIMIT) > sequence.index(Action.DEDUCTIBLE):
            return []
        total = [
            each for each in self._operations if each.kind == "sum_insured" and each.scope is Scope.TOTAL
        ]
        return [replace(each, scope=Scope.OCCURRENCE) for each in total]

    def _after_the_year(self, operation: Operation) -> Operation:
        """A share of what a deductible of the whole period leaves is a share of the whole."""
        yearly = any(
            each.action is Action.DEDUCTIBLE and each.scope is Scope.TOTAL and (each.amount or each.rate)
            for each in self._operations
        )
        if operation.action is not Action.SHARE or operation.name or not yearly:
            return operation
        sequence = self._sequence(operation.scope)
        first = sequence.index(Action.DEDUCTIBLE) < sequence.index(Action.SHARE)
        return replace(operation, scope=Scope.TOTAL) if first else operation

    def _special(self, operation: Operation, line: Line) -> bool:
        """A deductible or share for this loss by name stands in the place of the general one."""
        if operation.name or operation.action is Action.LIMIT:
            return False
        return any(
            each.action is operation.action and each.name and members(each, [line])
            for each in self._operations
        )

    def _sequence(self, scope: Scope) -> tuple[Action, ...]:
        ordering = self._scheme.ordering(scope)
        return ordering.other if self._choice.swapped and ordering.other else ordering.sequence

    def _rank(self, operation: Operation) -> tuple[int, int]:
        rank = 1 if operation.each_person else _RANK[operation.scope]
        if operation.scope is Scope.PERSON and operation.name and "医疗" in operation.name:
            rank = 0
        silent = self._scheme.ordering(operation.scope).source is None
        if silent and alone(operation, self._lines):
            rank = _RANK[Scope.OCCURRENCE]
        return rank, self._sequence(operation.scope).index(operation.action)

    def _moved(self, instance: _Instance, found: Sequence[_Instance]) -> list[_Instance]:
        """A share that comes before the limit, and after no deductible of a wider group, is taken of each loss; what is
        taken off one kind of loss comes before limits for persons or things that hold other kinds too."""
        action, group = instance.operation.action, instance.group
        if action is Action.LIMIT:
            return [instance]
        sequence = self._sequence(instance.operation.scope)
        touching = [each for each in found if each.group & group and each is not instance]
        if (
            action is Action.SHARE
            and not instance.operation.bands
            and sequence.index(Action.LIMIT) > sequence.index(Action.SHARE)
        ):
            lessening = [each for each in touching if _lessens(each)]
            parts = {each.group for each in lessening}
            apart = sum(map(len, parts)) == len(frozenset().union(*parts))
            if apart and all(part < group for part in parts):
                return self._share_of_each(instance, parts, touching)
        mixed = any(not each.group <= group and each.rank[0] <= instance.rank[0] for each in touching)
        return [replace(instance, rank=(0, sequence.index(action)))] if mixed else [instance]

    def _share_of_each(
        self, instance: _Instance, parts: Iterable[frozenset[int]], touching: Sequence[_Instance]
    ) -> list[_Instance]:
        """The share of each loss, after the deductible where one is taken off some of the losses only."""
        at = self._sequence(instance.operation.scope).index(Action.SHARE)
        apart: set[int] = set()
        found = []
        for part in sorted(parts, key=min):
            apart |= part
            early = [each for each in touching if each.rank[0] <= _RANK[Scope.PART] and each.group & part]
            mixed = any(not each.group <= part for each in early)
            rank = 0 if mixed else _RANK[Scope.PART]
            found.append(replace(instance, group=part, rank=(rank, at)))
        singles = sorted(instance.group - apart)
        return found + [replace(instance, group=frozenset({each}), rank=(-1, 0)) for each in singles]

    def _tag(self, operation: Operation, line: Line) -> str:
        parts = [line.occurrence] if self._several and operation.scope is not Scope.TOTAL else []
        if operation.scope is Scope.ITEM:
            parts.append(line.loss.item or line.loss.name)
        if operation.scope is Scope.PERSON or operation.each_person:
            parts.append(line.loss.person or line.loss.name)
        return "，".join(part for part in parts if part)

    def _applied(self, instance: _Instance, roots: list[Root]) -> list[Root]:
        concerned = [root for root in roots if root.lines & instance.group]
        if not concerned:
            return roots
        label = f"{instance.tag}：{instance.operation.label}" if instance.tag else instance.operation.label
        crossing = any(not root.lines <= instance.group for root in concerned)
        nodes = tuple(root.node for root in concerned)
        running: Expression = nodes[0] if len(nodes) == 1 else Sum(nodes)
        of = self._crossed(instance, concerned) if crossing else self._of(instance, running)
        if of is None:
            return roots
        node = Named(label, of, nodes, instance.operation.source, instance.operation.law)
        joined = frozenset().union(*(root.lines for root in concerned))
        return [*(root for root in roots if root not in concerned), Root(node, joined)]

    def _of(self, instance: _Instance, running: Expression) -> Expression | None:
        operation = instance.operation
        if operation.bands:
            return shared_by(operation.bands, running, graded=self._choice.graded)
        if operation.action is Action.SHARE:
            return Product((running, Number(operation.rate))) if operation.rate is not None else None
        if operation.action is Action.LIMIT:
            limit = self._limit(operation, instance)
            return Lesser((running, limit)) if limit else None
        if not operation.amount and not operation.rate:
            return None
        loss: Expression = running
        if self._choice.of_loss and operation.base is RateBase.LOSS:
            loss = Sum(tuple(self._claimed[index] for index in sorted(instance.group)))
        less = deducted(operation, loss, lower=self._choice.lower and not operation.higher)
        return NotBelowZero(Difference(running, less)) if less else None

    def _limit(self, operation: Operation, instance: _Instance) -> Expression | None:
        if operation.formula is not None:
            return operation.formula
        if operation.amount is not None:
            limit: Expression = Number(operation.amount)
            paid = self._claim.event.paid_before
            if operation.scope is Scope.TOTAL and paid:
                return NotBelowZero(Difference(limit, Number(paid)))
            return limit
        if operation.rate is None or operation.base is not RateBase.LOSS:
            return None
        others = tuple(
            self._claimed[line.index]
            for line in self._placed(Place.INSIDE)
            if line.index not in instance.group
        )
        return Product((Number(operation.rate), Sum(others))) if others else None

    def _crossed(self, instance: _Instance, roots: Sequence[Root]) -> Expression | None:
        """A limit for a kind of loss over groups that hold other kinds too: all of it, or the limit and the rest."""
        if instance.operation.action is not Action.LIMIT:
            return self._of(instance, Sum(tuple(root.node for root in roots)))
        limit = self._limit(instance.operation, instance)
        if limit is None:
            return None
        gone = {id(self._claimed[index]) for index in instance.group}
        rest = tuple(without(root.node, gone) for root in roots)
        return Lesser((Sum(tuple(root.node for root in roots)), Sum((limit, *rest))))

    # --- what others pay -------------------------------------------------------------------------------

    def _less_others(self, roots: list[Root], timing: Timing) -> list[Root]:
        for operation in self._operations:
            if operation.action not in (Action.RECOVERY, Action.SALVAGE):
                continue
            chosen = operation.timing
            if chosen is Timing.EITHER:
                chosen = Timing.PAYMENT if self._choice.recovery_last else Timing.LOSS
            amount = operation.amount
            if chosen is timing and amount:
                roots = self._shared_out(operation, amount, roots, timing)
        return roots

    def _shared_out(
        self, operation: Operation, amount: Decimal, roots: list[Root], timing: Timing
    ) -> list[Root]:
        """Take ``amount`` off the roots in proportion to what they are."""
        fixed = {line.index for line in self._lines if line.fixed}
        lessened = [root for root in roots if not root.lines <= fixed]
        nodes = tuple(root.node for root in lessened)
        if not nodes or not any(self._lines_amount(root) for root in lessened):
            return roots
        if len(nodes) > 1 and (timing is Timing.PAYMENT or not self._apart(lessened)):
            joined = frozenset().union(*(root.lines for root in lessened))
            of: Expression = NotBelowZero(Difference(Sum(nodes), Number(amount)))
            node = Named(operation.label, of, nodes, operation.source, operation.law)
            return [*(root for root in roots if root not in lessened), Root(node, joined)]
        return [
            self._lessened(operation, amount, root, nodes) if root in lessened else root for root in roots
        ]

    def _lines_amount(self, root: Root) -> Decimal:
        return sum((self._lines[at].loss.amount for at in root.lines), Decimal())

    def _apart(self, roots: Sequence[Root]) -> bool:
        """Do operations to come treat these roots differently?"""
        whole = frozenset().union(*(root.lines for root in roots))
        return any(not whole <= each.group and each.group & whole for each in self._instances(Place.INSIDE))

    def _lessened(self, operation: Operation, amount: Decimal, root: Root, nodes: tuple[Named, ...]) -> Root:
        less: Expression = Number(amount)
        label = operation.label
        if len(nodes) > 1:
            less = Product((less, Quotient(root.node, Sum(nodes))))
            label = f"{label}（按金额分摊）"
        of = NotBelowZero(Difference(root.node, less))
        return Root(Named(label, of, (root.node,), operation.source, operation.law), root.lines)

    def _shared_with_others(self, roots: list[Root], *, last: bool, costs: bool = False) -> list[Root]:
        fixed = {line.index for line in self._lines if line.fixed}
        for operation in self._operations:
            average = operation.action is Action.AVERAGE and not last and bool(operation.name) == costs
            late = operation.timing is Timing.PAYMENT or (
                operation.timing is Timing.EITHER and self._choice.contribution_last
            )
            shared = operation.action is Action.CONTRIBUTION and last == late and not costs
            if not (average or shared) or operation.rate is None or operation.rate == _ONE:
                continue
            ratio: Expression = Number(operation.rate)
            if operation.amount is not None:  # own limit, of the limits together
                ratio = Quotient(Number(operation.amount), Number(operation.rate))
            roots = [
                root if root.lines <= fixed else Root(
                    Named(operation.label, Product((root.node, ratio)), (root.node,), operation.source, operation.law),
                    root.lines,
                )
                for root in roots
            ]  # fmt: skip
        return roots


def _claimed(line: Line) -> Named:
    label = f"索赔金额：{line.loss.name}"
    if line.place is Place.OUTSIDE:
        return Named(f"{label}（{line.why}）", Number(line.loss.amount), (), line.source, line.law)
    return Named(label, Number(line.loss.amount))
