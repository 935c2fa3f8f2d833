"""The end of a contract before its time (解除合同、退保), as a person tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extractor.calculators.contradictions import negative, reversed_dates
from extractor.claim import Contradiction


class Terminator(StrEnum):
    """Who ends the contract (解除方)."""

    POLICYHOLDER = "policyholder"  # 投保人
    INSURER = "insurer"  # 保险人
    AGREEMENT = "agreement"  # 双方协商


@dataclass(frozen=True, slots=True)
class Termination:
    """Who ended the contract, when, and what had been paid. None means "not said".

    ``on`` is the day on which the contract ends (合同解除之日); where only the day is known on which the notice reached
    the other side (通知到达日), ``notified`` is it, and the text must say the rest. ``start`` and ``end`` the first and the last day of
    cover, ``received`` the day on which the policy was signed for (签收日, starts the 犹豫期). ``premium`` is what has
    been paid for the period, ``annual_premium`` the premium of a full year where the period is not one. ``paid`` is what
    the insurer has paid in claims (0: nothing), ``paid_on`` the day of the last such payment, ``limit`` the aggregate
    limit or sum insured. ``barred`` answers whether a case stands in which the text forbids to end the contract.
    ``figures`` are figures that only this text knows, by its own words (退保系数). Yuan, rates as fractions.
    """

    by: Terminator | None = None
    on: date | None = None
    notified: date | None = None
    start: date | None = None
    end: date | None = None
    premium: Decimal | None = None
    annual_premium: Decimal | None = None
    paid: Decimal | None = None
    paid_on: date | None = None
    limit: Decimal | None = None
    received: date | None = None
    fee: Decimal | None = None
    cash_value: Decimal | None = None
    net_premium: Decimal | None = None
    barred: bool | None = None
    figures: Mapping[str, Decimal] = field(default_factory=dict)


_AMOUNTS = {
    "premium": "已收保险费",
    "annual_premium": "年保险费",
    "paid": "已赔付金额",
    "limit": "限额",
    "fee": "手续费",
    "cash_value": "现金价值",
    "net_premium": "净保险费",
}


def contradictions(termination: Termination) -> tuple[Contradiction, ...]:
    """What cannot be so together in a termination, by field."""
    found = [
        one
        for name, label in _AMOUNTS.items()
        for one in negative(f"/{name}", label, getattr(termination, name))
    ]
    found += [
        one
        for name, value in termination.figures.items()
        for one in negative(f"/figures/{name}", name, value)
    ]
    found += reversed_dates("/end", "保险期间止日", termination.end, "起日", termination.start)
    if termination.end and termination.on and termination.on > termination.end:
        message = (
            f"解除日（{termination.on}）晚于保险期间止日（{termination.end}）：保险期间已经届满，无可退保险费"
        )
        found.append(Contradiction("/on", message))
    found += reversed_dates("/on", "解除日", termination.on, "签收日", termination.received)
    found += reversed_dates("/on", "解除日", termination.on, "赔款支付日", termination.paid_on)
    if termination.paid and termination.limit is not None and termination.paid > termination.limit:
        found.append(Contradiction("/paid", "已赔付金额大于限额，请核对"))
    if termination.paid_on and termination.paid == 0:
        found.append(Contradiction("/paid_on", "已赔付金额为 0，却填了赔款支付日，请核对"))
    return tuple(found)
