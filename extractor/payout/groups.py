"""Which losses an operation is for, and in which groups (损失分组): each person, each thing, each event, the period."""

import re
from collections.abc import Iterable, Sequence

from extractor.payout.losses import is_for, is_general, kinds_of, shared
from extractor.payout.scheme import Action, Operation, Scope
from extractor.payout.standing import Line, Place

# Each customer of the insured holds an account: any loss of theirs, not only bodily injury.
_HOLDER = re.compile(r"每一?(?:位|个|名)?(?:客户|用户|会员|消费者|储户|持卡人|商户|农户)")


def members(operation: Operation, lines: Iterable[Line], among: Sequence[Operation] = ()) -> list[Line]:
    """The losses that an operation is for; ``among`` are the others, of which one may name a loss more closely."""
    placed = [line for line in lines if line.place is not Place.LEFT_OUT]
    if operation.cover:
        placed = [line for line in placed if line.cover == operation.cover]
    if operation.action is not Action.LIMIT:
        placed = [line for line in placed if not line.fixed]
    if operation.name:
        return [
            line for line in placed if _named(operation.name, line) and not _closer(operation, line, among)
        ]
    if operation.outside:
        return [line for line in placed if line.place is Place.OUTSIDE]
    placed = [line for line in placed if line.place is Place.INSIDE]
    if operation.scope is Scope.PERSON:
        if for_customers(operation):
            return placed
        return [line for line in placed if line.loss.person or kinds_of(line.loss.name) & {"伤亡", "医疗"}]
    if operation.scope is Scope.ITEM:
        return [line for line in placed if line.loss.item or not line.loss.person]
    return placed


def _named(name: str, line: Line) -> bool:
    core = name.removesuffix("部分")
    return is_for(name, line.text) or (len(core) >= 4 and any(core in title for title in line.titles))


def _closer(operation: Operation, line: Line, among: Sequence[Operation]) -> bool:
    """Does another operation of the same sort name this loss in more of its words (公共交通意外身故 for 意外身故)?"""
    own = shared(operation.name, line.loss.name)
    return not is_general(operation.name) and any(
        (each.action, each.scope, each.kind) == (operation.action, operation.scope, operation.kind)
        and each.name
        and kinds_of(each.name) == kinds_of(operation.name)
        and shared(each.name, line.loss.name) > own
        for each in among
    )


def grouped(operation: Operation, lines: Iterable[Line]) -> dict[tuple[str, ...], list[Line]]:
    """The losses by what an operation is applied to: each person, each thing, each event."""
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault(_key(operation, line), []).append(line)
    return groups


def _key(operation: Operation, line: Line) -> tuple[str, ...]:
    """What the losses of one group have in common."""
    if operation.scope is Scope.TOTAL:
        return ()
    key = [line.occurrence]
    if operation.scope is Scope.ITEM:
        key.append(line.loss.item or f"#{line.index}")
    if operation.scope is Scope.PERSON or operation.each_person:
        key.append(line.loss.person or f"#{line.index}")
    return tuple(key)


def words_of(operation: Operation) -> str:
    """The words of the text that state the operation, without white space; its label where there are none."""
    return "".join(operation.source.quote.split()) if operation.source else operation.label


def for_customers(operation: Operation) -> bool:
    """Does it bound what customers of the parties get? They are insured under words that they did not negotiate."""
    return _HOLDER.search(words_of(operation)) is not None


def alone(operation: Operation, lines: Sequence[Line]) -> bool:
    """A limit for each person or thing, where the claim is about one: it then stands beside the limit of the event."""
    inside = [line for line in lines if line.place is Place.INSIDE]
    if (
        operation.action is not Action.LIMIT
        or operation.scope not in (Scope.PERSON, Scope.ITEM)
        or operation.name
    ):
        return False
    return bool(inside) and members(operation, inside) == inside and len(grouped(operation, inside)) == 1
