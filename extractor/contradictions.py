"""What cannot be so in a claim (自相矛盾的报案内容): negative amounts, dates reversed, more recovered than lost."""

from collections.abc import Iterator
from decimal import Decimal

from extractor.claim import Bound, Claim, Contradiction, Event, Moment, Schedule

# What happens first, what happens next: (field, Chinese name) pairs of an event.
_ORDER = (
    (("occurred", "出险时间"), ("discovered", "发现时间")),
    (("occurred", "出险时间"), ("notified", "报案时间")),
    (("discovered", "发现时间"), ("notified", "报案时间")),
    (("occurred", "出险时间"), ("claimed", "索赔时间")),
    (("occurred", "出险时间"), ("complete_documents", "单证齐全时间")),
)


def contradictions(claim: Claim) -> tuple[Contradiction, ...]:
    """Everything in the claim that contradicts itself or cannot be; empty where nothing does."""
    return (
        *_schedule(claim.schedule),
        *_moments(claim.event),
        *_event_amounts(claim.event),
        *_against_limits(claim),
    )


def _schedule(schedule: Schedule) -> Iterator[Contradiction]:
    start, end, retroactive = schedule.start, schedule.end, schedule.retroactive_from
    if start and end and end < start:
        yield Contradiction("/schedule/period/to", f"保险期间止期{end}早于起期{start}，请核对。")
    if retroactive and (latest := start or end) and retroactive > latest:
        yield Contradiction(
            "/schedule/retroactive_from", f"追溯日{retroactive}晚于保险期间起期{latest}，请核对。"
        )
    yield from _amount("/schedule/premium", schedule.premium, "保险费")
    yield from _bounds("/schedule/limits", schedule.limits, "限额")
    yield from _bounds("/schedule/deductibles", schedule.deductibles, "免赔")


def _bounds(field: str, bounds: tuple[Bound, ...], name: str) -> Iterator[Contradiction]:
    seen: dict[tuple[str, str | None], Bound] = {}
    for number, bound in enumerate(bounds):
        at = f"{field}/{number}"
        yield from _amount(f"{at}/amount", bound.amount, name)
        if bound.rate is not None and not 0 <= bound.rate <= 1:
            yield Contradiction(f"{at}/rate", f"{name}比例{bound.rate}不在0至1之间；百分之十请写作0.1。")
        if bound.amount is None and bound.rate is None:
            yield Contradiction(at, f"该项{name}既无金额也无比例，请补充其一，或删去该项。")
        if seen.setdefault((bound.kind, bound.name), bound) != bound:
            yield Contradiction(
                at, f"同一{name}（{bound.name or bound.kind}）给出了两个不同的数值，请保留一个。"
            )


def _moments(event: Event) -> Iterator[Contradiction]:
    for (first, first_name), (then, then_name) in _ORDER:
        earlier, later = getattr(event, first), getattr(event, then)
        if earlier and later and precedes(later, earlier):
            yield Contradiction(
                f"/event/{then}", f"{then_name}（{later}）早于{first_name}（{earlier}），请核对。"
            )


def precedes(one: Moment, other: Moment) -> bool:
    """True where ``one`` is certainly before ``other``: a day without a time may be any hour of it."""
    if one.day != other.day or one.clock is None or other.clock is None:
        return one.day < other.day
    return one.clock < other.clock


def _event_amounts(event: Event) -> Iterator[Contradiction]:
    for number, loss in enumerate(event.losses):
        yield from _amount(f"/event/losses/{number}/amount", loss.amount, f"损失“{loss.name}”的金额")
    yield from _amount("/event/recovered", event.recovered, "已获追偿金额")
    yield from _amount("/event/paid_before", event.paid_before, "此前已赔付金额")
    for number, other in enumerate(event.other_insurance or ()):
        at = f"/event/other_insurance/{number}"
        yield from _amount(f"{at}/limit", other.limit, "其他保险的限额")
        yield from _amount(f"{at}/paid", other.paid, "其他保险的已赔金额")
        if other.limit is not None and other.paid is not None and other.paid > other.limit:
            yield Contradiction(
                f"{at}/paid", f"其他保险已赔{other.paid}元，超过其限额{other.limit}元，请核对。"
            )
    lost = sum((loss.amount for loss in event.losses), Decimal())
    if event.losses and event.recovered is not None and event.recovered > lost:
        yield Contradiction(
            "/event/recovered", f"已获追偿{event.recovered}元，超过损失合计{lost}元，请核对。"
        )


def _against_limits(claim: Claim) -> Iterator[Contradiction]:
    paid = claim.event.paid_before
    aggregates = (
        bound.amount for bound in claim.schedule.limits if bound.kind == "aggregate" and not bound.name
    )
    for aggregate in aggregates:
        if paid is not None and aggregate is not None and paid > aggregate:
            yield Contradiction(
                "/event/paid_before", f"此前已赔付{paid}元，超过累计赔偿限额{aggregate}元，请核对。"
            )


def _amount(field: str, amount: Decimal | None, name: str) -> Iterator[Contradiction]:
    if amount is not None and not (amount.is_finite() and amount >= 0):
        yield Contradiction(field, f"{name}为{amount}，应为不小于0的数，请核对。")
