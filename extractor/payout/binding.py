"""Operations with their figures (数额的确定): what the text states, else the schedule, else a question."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractor.claim import Bound, Claim
from extractor.determination import Question
from extractor.payout.cases import column_of, in_case, of_peril, question_of
from extractor.payout.groups import members, words_of
from extractor.payout.limiting import LABELS, SCOPES
from extractor.payout.losses import is_for, kinds_of
from extractor.payout.scheme import Action, Footing, Operation, RateBase, Scheme, Scope
from extractor.payout.standing import Line, Place

# A share whose name says that it is what the insurer pays; any other among the deductibles is what the insured bears.
PAID_SHARE = re.compile(r"赔付比例|给付比例|赔偿比例|报销比例")
_WHOLE_NAME = re.compile(r"单一|单个|^每|^各|主险|全部|累计|^总|^保险金额$")


@dataclass(slots=True)
class Bindings:
    """Operations that can be computed, in order; what must be asked before the amount stands, remarks in
    Chinese, bounds that are for none of the losses, and questions that leave the amount standing."""

    operations: list[Operation] = field(default_factory=list)
    missing: list[Operation] = field(default_factory=list)
    blocking: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    open: list[Question] = field(default_factory=list)


def bind(scheme: Scheme, claim: Claim, lines: list[Line]) -> Bindings:
    """Give every operation that concerns the claim its figures."""
    bindings = Bindings()
    used: set[int] = set()
    applicable = _in_their_case(scheme, claim, lines, bindings)
    unsure = [each for each in applicable if _rivals(each, applicable)]
    for operation in applicable:
        if operation in unsure and not _scheduled_kind(operation, claim):
            _ask_which(operation, unsure, bindings)
        elif operation.action in (Action.LIMIT, Action.DEDUCTIBLE, Action.SHARE):
            _bind_one(
                operation,
                claim,
                bindings,
                used,
                needed=_needed(scheme, operation, lines),
                unsure=operation in unsure,
            )
        else:
            bindings.operations.append(operation)
    bindings.operations += _unmatched(claim, lines, used, bindings)
    bindings.operations = [_with_base(each, claim, bindings) for each in bindings.operations]
    return bindings


def _rivals(operation: Operation, applicable: list[Operation]) -> bool:
    """Do other words give another figure for the same thing, without saying when which holds?"""
    if operation.action not in (Action.LIMIT, Action.DEDUCTIBLE, Action.SHARE) or _figure(operation) == (
        None,
        None,
    ):
        return False
    return any(
        (each.action, each.scope, each.kind, each.name)
        == (operation.action, operation.scope, operation.kind, operation.name)
        and _figure(each) not in (_figure(operation), (None, None))
        and not (each.case or operation.case or each.each_person != operation.each_person)
        for each in applicable
    )


def _figure(operation: Operation) -> tuple[Decimal | None, Decimal | None]:
    return operation.amount, operation.rate


def _scheduled_kind(operation: Operation, claim: Claim) -> bool:
    return any(_fits(bound, at, operation, claim) for at, bound in enumerate(_bounds(claim)))


def _ask_which(operation: Operation, unsure: list[Operation], bindings: Bindings) -> None:
    rivals = [
        each
        for each in unsure
        if (each.action, each.scope, each.name) == (operation.action, operation.scope, operation.name)
    ]
    because = tuple(each.source for each in rivals if each.source)
    where = "、".join(dict.fromkeys(each.path for each in because))
    ask = f"条款对{operation.label}写有不同数额（{where}），本案适用哪一个？"
    if ask not in {each.ask for each in bindings.blocking}:
        field_name = "limits" if operation.action is Action.LIMIT else "deductibles"
        bindings.blocking.append(Question(ask, f"/schedule/{field_name}", because))
        bindings.missing.append(operation)


def _needed(scheme: Scheme, operation: Operation, lines: list[Line]) -> bool:
    """A figure must be asked for where it could change the sum: not where another sentence states it, nor the sum
    insured of a benefit stated as such."""
    if operation.if_agreed:
        return False
    alike = (
        each
        for each in scheme.operations
        if (each.action, each.scope) == (operation.action, operation.scope) and _figure(each) != (None, None)
    )
    own = {line.index for line in members(operation, lines)}
    if any(own <= {line.index for line in members(each, lines)} and not each.case for each in alike):
        return False
    fixed = all(line.fixed for line in lines if line.place is not Place.LEFT_OUT)
    return not (fixed and scheme.footing is Footing.BENEFIT)


def _in_their_case(scheme: Scheme, claim: Claim, lines: list[Line], bindings: Bindings) -> list[Operation]:
    """Operations that concern a loss; of figures for several cases, those of the case at hand."""
    kept: list[Operation] = []
    open_cases: list[Operation] = []
    for operation in scheme.operations:
        if not members(operation, lines, scheme.operations):
            if operation.name and operation.source:
                bindings.unused.append(f"{operation.label}（{operation.source.path}）")
            continue
        if not operation.case:
            kept.append(operation)
            continue
        holds = in_case(operation, claim)
        if holds:
            kept.append(operation)
        elif holds is None:
            open_cases.append(operation)
    for operation in open_cases:
        if not any(
            each.case and (each.action, each.name) == (operation.action, operation.name) for each in kept
        ):
            _ask_case(scheme, operation, claim, bindings)
    special = {(each.action, each.scope) for each in kept if each.case and not each.further}
    return [each for each in kept if each.case or each.action is Action.LIMIT or not _replaced(each, special)]


def _replaced(operation: Operation, special: set[tuple[Action, Scope]]) -> bool:
    return not (operation.name or operation.further) and (operation.action, operation.scope) in special


def _ask_case(scheme: Scheme, operation: Operation, claim: Claim, bindings: Bindings) -> None:
    general = any(
        each.action is operation.action and not each.case and each.name == operation.name
        for each in scheme.operations
    )
    if general:
        bindings.notes.append(f"资料没有写明“{operation.case}”，{operation.label}按一般情形计算")
        if not (of_peril(operation) and claim.event.cause):
            bindings.open.append(question_of(operation))
        return
    question = question_of(operation)
    if question.about not in {each.about for each in bindings.blocking}:
        bindings.blocking.append(question)
        bindings.missing.append(operation)


def _bind_one(
    operation: Operation, claim: Claim, bindings: Bindings, used: set[int], *, needed: bool, unsure: bool
) -> None:
    found = [(at, bound) for at, bound in enumerate(_bounds(claim)) if _fits(bound, at, operation, claim)]
    stated = operation.amount is not None or operation.rate is not None
    used.update(at for at, _ in found)
    for at, bound in found:
        scheduled = _scheduled(operation, bound, at < len(claim.schedule.limits))
        if operation.action is Action.LIMIT or not _is_taken(scheduled, bindings.operations):
            bindings.operations.append(scheduled)
    if stated and (not found or (operation.action is Action.LIMIT and not operation.fallback and not unsure)):
        bindings.operations.append(operation)
    if found and stated and operation.action is not Action.LIMIT:
        bindings.notes.append(f"{operation.label}：保险单与条款所写数额都有，按保险单载明的计算")
    if stated or found:
        return
    if not needed or _by_name(operation, claim):
        if operation.if_agreed:
            bindings.notes.append(f"保险单没有载明{operation.sought}，按没有约定处理")
        return
    column = column_of(operation, claim) if operation.columns else None
    if column:
        bindings.operations.append(replace(operation, bands=column))
        return
    bindings.missing.append(operation)
    asked = _question(operation)
    if operation.columns:
        asked = question_of(replace(operation, case=operation.columns[0][0]))
    bindings.blocking.append(asked)


def _is_taken(operation: Operation, operations: list[Operation]) -> bool:
    """The same figure of the schedule, taken off already by other words that speak of it."""
    bare = [
        replace(each, source=None, label="", sought="", kind="", if_agreed=False, further=False, cover="")
        for each in (operation, *operations)
    ]
    return bare[0] in bare[1:]


def _by_name(operation: Operation, claim: Claim) -> bool:
    """The schedule states the sums insured one by one (分项保险金额)."""
    of_sum = operation.kind == "sum_insured" or "保险金额" in words_of(operation)
    sums = of_sum and operation.scope is Scope.TOTAL and operation.action is Action.LIMIT
    return sums and any(bound.kind == "sum_insured" for bound in claim.schedule.limits)


def _question(operation: Operation) -> Question:
    field_name = "limits" if operation.action is Action.LIMIT else "deductibles"
    kind = operation.kind if operation.action is Action.LIMIT else deductible_kind(operation)
    where = f"（{operation.source.path}）" if operation.source else ""
    ask = f"请提供保险单载明的{operation.sought}{where}；填写 kind 为 {kind}"
    ask += f"、name 为“{operation.name}”" if operation.name else ""
    return Question(ask, f"/schedule/{field_name}", (operation.source,) if operation.source else ())


def deductible_kind(operation: Operation) -> str:
    """The kind under which the schedule states a deductible or a share (免赔、自负比例)."""
    kinds = {Scope.ITEM: "per_item", Scope.PERSON: "per_person"}
    return "copay" if operation.action is Action.SHARE else kinds.get(operation.scope, "deductible")


def _bounds(claim: Claim) -> tuple[Bound, ...]:
    return (*claim.schedule.limits, *claim.schedule.deductibles)


def _fits(bound: Bound, at: int, operation: Operation, claim: Claim) -> bool:
    """Is a figure of the schedule the one that the operation speaks of?"""
    is_limit = at < len(claim.schedule.limits)
    if bound.amount is None and (bound.rate is None or operation.action is Action.LIMIT):
        return False
    if (bound.kind == "copay") != (operation.action is Action.SHARE):
        return False
    if operation.action is Action.SHARE:
        return not operation.case and _names_agree(bound, operation)
    if is_limit != (operation.action is Action.LIMIT):
        return False
    if not is_limit:
        return _deductible_fits(bound, operation)
    of_sum = (
        bound.kind == "sum_insured" and operation.source is not None and "保险金额" in words_of(operation)
    )
    return (bound.kind == operation.kind or of_sum) and _names_agree(bound, operation)


def _deductible_fits(bound: Bound, operation: Operation) -> bool:
    scope = _deductible_scope(bound)
    loose = (
        scope is Scope.OCCURRENCE and not bound.name and operation.amount is None and operation.rate is None
    )
    if (
        bound.rate is None
        and re.search("免赔率", words_of(operation))
        and "免赔额" not in words_of(operation)
    ):
        return False
    same = scope is operation.scope or (loose and operation.scope in (Scope.TOTAL, Scope.PART))
    return same and _names_agree(bound, operation)


def _deductible_scope(bound: Bound) -> Scope:
    name = bound.name or ""
    if bound.kind == "per_item" or re.search(r"单一|每(?:件|辆|户|箱|个)", name):
        return Scope.ITEM
    if bound.kind == "per_person" or re.search(r"每(?:人|位|座)", name):
        return Scope.PERSON
    if bound.kind == "aggregate" or "年度" in name:
        return Scope.TOTAL
    return Scope.PART if name and not _WHOLE_NAME.search(name) else Scope.OCCURRENCE


def _names_agree(bound: Bound, operation: Operation) -> bool:
    if not bound.name or _WHOLE_NAME.search(bound.name):
        return not operation.name or (operation.kind == "per_person" and "伤亡" in kinds_of(operation.name))
    if operation.name:
        alike = kinds_of(operation.name) == kinds_of(bound.name) and is_for(operation.name, bound.name)
        return alike or bound.name in operation.name or operation.name in bound.name
    return operation.action is Action.SHARE and bound.name in operation.label


def _scheduled(operation: Operation, bound: Bound, is_limit: bool) -> Operation:
    """The operation with the figures of the schedule."""
    rate = bound.rate
    if operation.action is Action.SHARE and rate is not None:
        rate = _paid_share(bound, rate, is_limit)
    return replace(
        operation, label=f"{operation.label}（保险单载明）", amount=bound.amount, rate=rate,
        base=RateBase.NONE, fallback=False,
    )  # fmt: skip


def _paid_share(bound: Bound, rate: Decimal, is_limit: bool) -> Decimal:
    """The share that is paid: among the deductibles a rate is what the insured bears, unless its name says otherwise."""
    name = bound.name or ""
    paid = PAID_SHARE.search(name) or (is_limit and not re.search("自负|自付|免赔", name))
    return rate if paid else 1 - rate


def _unmatched(claim: Claim, lines: list[Line], used: set[int], bindings: Bindings) -> list[Operation]:
    """Figures of the schedule that no words of the text speak of: they bind too."""
    found = []
    for at, bound in enumerate(_bounds(claim)):
        if at in used:
            continue
        operation = _own(bound, at < len(claim.schedule.limits))
        if operation is None:
            where = "limits" if at < len(claim.schedule.limits) else "deductibles"
            ask = f"保险单载明的{bound.name or bound.kind}是对哪些损失的、多少？请补充 kind、name 和数额"
            bindings.blocking.append(Question(ask, f"/schedule/{where}"))
        elif members(operation, lines):
            found.append(operation)
        elif operation.name and operation.name in f"{claim.event.cause}，{claim.event.description}":
            found.append(replace(operation, name="", scope=Scope.OCCURRENCE))
        else:
            bindings.unused.append(operation.label)
    return found


def _own(bound: Bound, is_limit: bool) -> Operation | None:
    name = "" if not bound.name or _WHOLE_NAME.search(bound.name) else bound.name
    if bound.kind == "copay":
        if bound.rate is None:
            return None
        paid = _paid_share(bound, bound.rate, is_limit)
        scope = Scope.PART if name and kinds_of(name) else Scope.OCCURRENCE
        return Operation(
            Action.SHARE,
            scope,
            "copay",
            "赔付比例（保险单载明）",
            name=name if kinds_of(name) else "",
            rate=paid,
        )
    if not is_limit and bound.amount is None and bound.rate is None:
        return None
    if not is_limit:
        scope = _deductible_scope(bound)
        label = f"{bound.name or {Scope.ITEM: '单项', Scope.PERSON: '每人'}.get(scope, '每次事故')}免赔（保险单载明）"
        return Operation(
            Action.DEDUCTIBLE, scope, "deductible", label, name=name, amount=bound.amount, rate=bound.rate
        )
    if bound.kind not in SCOPES or bound.amount is None:
        return None
    scope = Scope.PART if name and bound.kind in ("sum_insured", "per_occurrence") else SCOPES[bound.kind]
    if scope is Scope.PART and not name:
        return None
    label = f"{bound.name or ''}{LABELS[bound.kind]}（保险单载明）"
    return Operation(Action.LIMIT, scope, bound.kind, label, name=name, amount=bound.amount)


def _with_base(operation: Operation, claim: Claim, bindings: Bindings) -> Operation:
    """A limit that is a share of another limit (该限额的30%), in yuan; a share of the loss is left to the computing."""
    if (
        operation.rate is None
        or operation.base in (RateBase.NONE, RateBase.LOSS)
        or operation.amount is not None
    ):
        return operation
    kind = operation.base.value
    words = words_of(operation)
    bounds = [each for each in claim.schedule.limits if each.kind == kind and (each.name or "") in words]
    bounds.sort(key=lambda bound: -len(bound.name or ""))
    known = [bound.amount for bound in bounds if bound.amount is not None]
    known += [each.amount for each in bindings.operations if each.kind == kind and each.amount is not None]
    if not known:
        question = Question(
            f"{operation.label}为{LABELS[kind]}的{operation.rate * 100:f}%，请提供{LABELS[kind]}；填写 kind 为 {kind}",
            "/schedule/limits", (operation.source,) if operation.source else (),
        )  # fmt: skip
        bindings.blocking.append(question)
        return operation
    return replace(operation, amount=known[0] * operation.rate, rate=None)
