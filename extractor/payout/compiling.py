"""A document's own words compiled into a scheme (赔款计算方案的编译): its records of limits give the operations, its
sentences on the claim the order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.assessments import LineOfCover
from extractor.document import DocumentKind
from extractor.elements.covers import lines_of_cover
from extractor.language.amounts import find_yuan
from extractor.payout.formulas import unit_formulas
from extractor.payout.groups import for_customers
from extractor.payout.insurances import cover_of, covers_of
from extractor.payout.losses import kinds_of
from extractor.payout.operations import operations_of
from extractor.payout.scheme import Action, Footing, Operation, Ordering, Scheme, Scope
from extractor.payout.statements import beside_records
from extractor.payout.wording import mentions, ordering_of, scope_of
from extractor.quantities import Money
from extractor.quotations import Quotation, quotation_of, quoted
from extractor.records import Extraction, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.figures import stated_amounts
from extractor.terms.passages import Passage, read_passages

_SILENT = (Role.DEFINITIONS, Role.EXCLUSION, Role.DISPUTE, Role.PREMIUM, Role.TERMINATION)
_PERSONS = {LineOfCover.LIFE, LineOfCover.HEALTH, LineOfCover.ACCIDENT}


def scheme_of(extraction: Extraction) -> Scheme:
    """The operations that the document states, in order, and which of its words gave the order."""
    passages = read_passages(extraction.document)
    footing = _footing(extraction)
    if footing is Footing.NOTHING:
        return Scheme(footing, (), standard_terms=False)
    covers = covers_of(passages)
    operations: list[Operation] = []
    unread: list[Quotation] = []
    homes = [(each, _home(each, passages)) for each in extraction.records if each.type is RecordType.LIMIT]
    for record, home in sorted(homes, key=lambda pair: pair[1] is None or pair[1].role is not Role.CLAIMS):
        read = [_under(cover_of(home, covers), each) for each in operations_of(record, home)]
        operations += read
        if not read and _on_amount(record):
            unread.append(quotation_of(record))
    operations += beside_records([each for each in passages if each.role not in _SILENT], operations)
    sourced = {each.source.span.start for each in operations if each.source}
    unread = [each for each in unread if each.span.start not in sourced]
    formulas = unit_formulas(extraction.document, passages)
    operations = [each for each in operations if not any(one.reads(each.source) for one in formulas)]
    unread = [
        each
        for each in unread
        if not any(one.reads(each) or one.source.span.covers(each.span) for one in formulas)
    ]
    standard = extraction.document.kind is DocumentKind.CLAUSES or any(map(for_customers, operations))
    scheme = Scheme(footing, (), _orderings(extraction, passages), tuple(unread), covers, standard, formulas)
    return replace(
        scheme,
        operations=tuple(sorted(_settled(_of_one_rule(operations)), key=lambda each: _turn(scheme, each))),
    )


_SCOPES = list(Scope)
_LATE = (Action.SALVAGE, Action.RECOVERY, Action.CONTRIBUTION)


def _turn(scheme: Scheme, operation: Operation) -> tuple[int, int, bool]:
    """When an operation is applied: smaller scopes first, within one in the order that the words give."""
    sequence = (Action.AVERAGE, *scheme.ordering(operation.scope).sequence, *_LATE)
    return _SCOPES.index(operation.scope), sequence.index(operation.action), operation.further


def _under(cover: str, operation: Operation) -> Operation:
    """An operation of one of several insurances; one that is named for the whole insurance is for all its losses."""
    operation = replace(operation, restated=_restated(operation))
    if not cover or operation.name != cover:
        return replace(operation, cover=cover)
    scope = Scope.OCCURRENCE if operation.scope is Scope.PART else operation.scope
    return replace(operation, cover=cover, name="", scope=scope)


def _restated(operation: Operation) -> Decimal | None:
    """The other figure of an amount that the text writes twice, in words and in digits, and not alike."""
    quote = "".join(operation.source.quote.split()) if operation.source else ""
    written = {each.value.amount for each in find_yuan(quote) if isinstance(each.value, Money)}
    stated = {each.value.amount for each in stated_amounts(quote) if isinstance(each.value, Money)}
    others = written - stated
    return others.pop() if stated == {operation.amount} and len(others) == 1 else None


def _of_one_rule(operations: Iterable[Operation]) -> list[Operation]:
    """A figure for a case stands in the place of the general one of its provision (每笔贷款的免赔率为10%；有抵押的，降为5%):
    it is taken off the same groups of losses."""
    stated = list(operations)
    return [replace(each, scope=_general_scope(each, stated)) if each.case else each for each in stated]


def _general_scope(operation: Operation, stated: Sequence[Operation]) -> Scope:
    scopes = {
        each.scope
        for each in stated
        if not (each.case or each.name or operation.further)
        and (each.action, each.cover) == (operation.action, operation.cover)
        and each.source
        and operation.source
        and each.source.path == operation.source.path
    }
    own = operation.scope is not Scope.OCCURRENCE or operation.name
    return operation.scope if own or len(scopes) != 1 else scopes.pop()


def _footing(extraction: Extraction) -> Footing:
    lines = lines_of_cover(extraction.document)
    promises = any(record.type is RecordType.COVERAGE for record in extraction.records)
    if not promises or (
        lines[0] is LineOfCover.SERVICE
        and not any(
            r.type is RecordType.LIMIT and r.fields.get("kind") != "other" for r in extraction.records
        )
    ):
        return Footing.NOTHING
    return Footing.BENEFIT if lines[0] in _PERSONS else Footing.INDEMNITY


def _home(record: Record, passages: list[Passage]) -> Passage | None:
    at = record.span.start
    for passage in passages:
        span = passage.unit.span()
        if span.start <= at < span.end:
            return passage
    return None


def _on_amount(record: Record) -> bool:
    """A bound that could change the sum; notes on how a sum insured is set cannot."""
    return (
        re.search(
            r"未成年|未满18|晋升|监管|监督管理|贷款|限额(?:分为|包括)|抢救费|等于|确定|与[^，。；]{2,20}之和",
            record.quote,
        )
        is None
    )


def _orderings(extraction: Extraction, passages: list[Passage]) -> dict[Scope, Ordering]:
    """The first sentence that gives an order, for each scope; those on claims handling before those elsewhere, those
    that name the limit before those that do not."""
    found: dict[Scope, Ordering] = {}
    ranked = sorted(passages, key=lambda passage: passage.role is not Role.CLAIMS)
    for passage in ranked:
        if passage.role in _SILENT:
            continue
        source = quoted(extraction.document, passage.node.path, passage.unit.span())
        ordering = ordering_of(passage.text, source)
        scope = _ordered_scope(passage)
        if ordering is not None and (scope not in found or (ordering.of_limit and not found[scope].of_limit)):
            found[scope] = ordering
    capped = _payment_capped(extraction, ranked)
    if capped:
        found.setdefault(Scope.OCCURRENCE, capped)
        found = {scope: each if each.of_limit else _with_cap(each, capped) for scope, each in found.items()}
    return found


def _with_cap(ordering: Ordering, capped: Ordering) -> Ordering:
    """An order of deductible and share, and a limit that bounds the payment after both."""
    why = f"{ordering.why.split('，没有写明')[0]}；{capped.why}"
    where = f"（{capped.source.path}）" if capped.source else ""
    return replace(ordering, other=None, why=f"{why}{where}")


def _ordered_scope(passage: Passage) -> Scope:
    if passage.role is Role.COVERAGE and re.search("[（·]", passage.node.path):
        return Scope.PART
    scope = scope_of(re.sub(r"累[计积][^，。；]*", "", passage.text))
    return Scope.OCCURRENCE if scope is Scope.TOTAL else scope


def _payment_capped(extraction: Extraction, passages: list[Passage]) -> Ordering | None:
    """A sentence that bounds what is *paid* settles the order: whatever is taken off is taken off before."""
    for passage in passages:
        bounded = re.search(r"赔偿总额|赔偿金额|赔款|给付总额|赔付金额|给付金额", passage.text)
        if passage.role not in (Role.CLAIMS, Role.LIMIT) or "时，" in passage.text:
            continue
        if kinds_of(passage.text) & {"法律费用", "施救"}:
            continue
        if not bounded or scope_of(passage.text) is not Scope.OCCURRENCE:
            continue
        if any(each.caps for each in mentions(passage.text)):
            source = quoted(extraction.document, passage.node.path, passage.unit.span())
            return Ordering(
                (Action.DEDUCTIBLE, Action.SHARE, Action.LIMIT), None, source, "条款以限额约束最后的赔款"
            )
    return None


def _settled(operations: list[Operation]) -> list[Operation]:
    """Operations that say the same are one: the one with a figure, else the one in the claims article, stays."""
    kept: list[Operation] = []
    for operation in operations:
        twin = next((each for each in kept if _same(each, operation)), None)
        if twin is None:
            kept.append(operation)
        else:
            kept[kept.index(twin)] = _joined(twin, operation)
    taken = next((each for each in kept if each.action is Action.RECOVERY), None)
    return [each for each in kept if each.action is not Action.RECOVERY or each is taken]


def _same(left: Operation, right: Operation) -> bool:
    alike = _sort(left) == _sort(right)
    figures = [(each.amount, each.rate) for each in (left, right)]
    return alike and (figures[0] == figures[1] or (None, None) in figures)


def _sort(operation: Operation) -> tuple[object, ...]:
    return operation.action, operation.scope, operation.name, operation.kind, operation.case, operation.cover


def _joined(left: Operation, right: Operation) -> Operation:
    """The one that states a figure; of two without, the earlier, bound where either binds without agreement."""
    if (right.amount, right.rate) != (None, None) and (left.amount, left.rate) == (None, None):
        return right
    if left.if_agreed and left.source and right.source and not right.if_agreed:
        return left
    return left if left.if_agreed or not right.if_agreed else right
