"""Claims and short clauses for the tests of the payout. Every clause is our own."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from extractor.claim import Bound, Claim, Event, Loss, LossKind, OtherInsurance, Schedule
from extractor.determination import Calculation
from extractor.extraction import extract
from extractor.payout import payout
from extractor.records import Extraction

CORPORA = Path(__file__).parents[2] / "corpora" / "documents"
SHARED = Path(__file__).parents[3] / "shared" / "docs"

_LIABILITY = """远帆场所责任保险条款

保险责任

第一条 在保险期间内，被保险人因过失造成第三者人身伤亡或者财产损失，依法应由被保险人承担的经济赔偿责任，保险人负责赔偿。

第二条 被保险人为防止或者减少损失支付的必要、合理的施救费用，保险人在损失赔偿金额以外另行计算，最高不超过每次事故赔偿限额的20%。

第三条 被保险人因保险事故被提起诉讼，经保险人书面同意支付的诉讼费用和律师费，保险人也负责赔偿，但该项费用与前条损失的赔偿金额之和以每次事故赔偿限额为限。

赔偿限额与免赔额

第四条 赔偿限额包括每次事故赔偿限额和累计赔偿限额，由投保人与保险人协商确定，并在保险单中载明。

第五条 每次事故免赔额由投保人与保险人协商确定，并在保险单中载明。

赔偿处理

第六条 {order}

第七条 保险期间内发生多次事故的，保险人的累计赔偿金额不超过保险单载明的累计赔偿限额。
"""
LIMIT_FIRST = "对于每次事故造成的损失，保险人在每次事故赔偿限额内计算赔偿，并在按前述方式计算的基础上扣除每次事故免赔额。"
DEDUCTIBLE_FIRST = "保险人在扣除每次事故免赔额后，在每次事故赔偿限额内赔偿。"
OPEN = "保险人在保险单载明的每次事故赔偿限额内扣除每次事故免赔额后计算赔偿。"
SILENT = "发生事故后，被保险人应当提交损失清单。"

ACCOUNTS = """远帆账户资金损失保险条款

保险责任

第一条 在保险期间内，被保险人管理的账户内的资金被他人盗取造成的损失，保险人负责赔偿。

赔偿限额与免赔额

第二条 赔偿限额包括每次事故赔偿限额、单一账户每次事故赔偿限额和累计赔偿限额，由双方协商确定，并在保险单中载明。

赔偿处理

第三条 保险人对每一账户的损失先扣除单一账户免赔额，再在单一账户每次事故赔偿限额内计算赔偿。

第四条 一次事故涉及多个账户的，保险人的赔偿总额以保险单载明的每次事故赔偿限额为限。

第五条 保险期间内多次事故的累计赔偿金额不超过累计赔偿限额。

第六条 被保险人已从第三者取得赔偿的，保险人从赔款中扣除该赔偿后支付。

第七条 同一损失另有其他保险的，保险人按照本保险限额占各保险限额总和的比例分摊赔款。
"""


def liability(order: str) -> Extraction:
    """Liability clauses whose claims article says ``order`` of limit and deductible."""
    return _read(_LIABILITY.format(order=order))


def accounts() -> Extraction:
    """Clauses with a limit for each account inside one for each occurrence inside an aggregate."""
    return _read(ACCOUNTS)


def clauses(text: str) -> Extraction:
    """Any short clauses."""
    return _read(text)


@cache
def _read(text: str) -> Extraction:
    return extract(text.encode(), "clauses.txt")


@cache
def corpus(name: str) -> Extraction:
    """A document of our own."""
    return extract((CORPORA / f"{name}.txt").read_bytes(), name)


def loss(name: str, amount: str | int, kind: LossKind = LossKind.DIRECT, **of: str) -> Loss:
    """A loss of ``amount`` yuan."""
    return Loss(name, Decimal(amount), kind, **of)


def limit(kind: str, amount: str | int, name: str | None = None) -> Bound:
    """A limit or a deductible amount of the schedule."""
    return Bound(kind, Decimal(amount), None, name)


def share(rate: str, name: str | None = None) -> Bound:
    """A co-payment of the schedule."""
    return Bound("copay", None, Decimal(rate), name)


def claim(
    losses: Sequence[Loss],
    limits: Sequence[Bound] = (),
    deductibles: Sequence[Bound] = (),
    *,
    recovered: int = 0,
    paid_before: int = 0,
    others: Sequence[int] = (),
    cause: str = "",
    facts: dict[str, bool | Decimal | str] | None = None,
) -> Claim:
    """A claim that says of everything whether there is some."""
    event = Event(
        cause=cause,
        losses=tuple(losses),
        recovered=Decimal(recovered),
        paid_before=Decimal(paid_before),
        other_insurance=tuple(OtherInsurance(Decimal(each)) for each in others),
        facts=facts or {},
    )
    return Claim("clauses", event, Schedule(limits=tuple(limits), deductibles=tuple(deductibles)))


def computed(extraction: Extraction, made: Claim) -> Calculation:
    """The calculation, whose steps must add up."""
    calculation = payout(extraction, made)
    if calculation.amount is not None:
        assert sum((step.change for step in calculation.steps), Decimal()) == calculation.amount
    return calculation
