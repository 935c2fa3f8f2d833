"""Properties of a payout: within every limit, never below zero, monotone in loss, blind to the order of items."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.claim import Bound, Claim, Loss, LossKind
from extractor.payout import payout, scheme_of
from tests.payout.claims import (
    DEDUCTIBLE_FIRST,
    LIMIT_FIRST,
    OPEN,
    SILENT,
    accounts,
    claim,
    corpus,
    liability,
    limit,
    share,
)

DOCUMENTS = [
    *(liability(order) for order in (LIMIT_FIRST, DEDUCTIBLE_FIRST, OPEN, SILENT)),
    accounts(),
    corpus("liability-public"),
]
SCHEMES = [scheme_of(document) for document in DOCUMENTS]
CENTS = st.decimals(0, 10**6, places=2)
LOSSES = st.builds(
    Loss,
    st.sampled_from(["第三者医疗费", "第三者伤残赔偿", "第三者财产损失", "第三者车辆修理费"]),
    CENTS,
    st.just(LossKind.DIRECT),
    st.sampled_from([None, "甲", "乙"]),
    st.sampled_from([None, "张某", "李某"]),
    st.sampled_from(["其一", "其二"]),
)
KINDS = ("per_occurrence", "aggregate", "per_item", "per_person", "sum_insured")
SCHEDULES = st.tuples(*(st.integers(1, 10**6) for _ in KINDS), st.integers(0, 20000), st.integers(0, 9))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim with every figure that a schedule may hold; a named sub-limit now and then."""
    *amounts, deductible, borne = draw(SCHEDULES)
    limits: list[Bound] = [limit(kind, amount) for kind, amount in zip(KINDS, amounts, strict=True)]
    if draw(st.booleans()):
        limits.append(limit("sub_limit", draw(st.integers(1, 10**6)), "医疗费用"))
    limits.append(limit("sub_limit", 50000, "法律费用"))
    deductibles = [limit("deductible", deductible), limit("per_item", 100, "单一账户"), share(f"0.{borne}")]
    return claim(
        draw(st.lists(LOSSES, min_size=1, max_size=5)),
        limits,
        deductibles,
        recovered=draw(st.integers(0, 50000)),
        paid_before=draw(st.integers(0, 10**5)),
        others=draw(st.sampled_from([(), (100000,)])),
    )


def _amounts(at: int, made: Claim) -> list[Decimal]:
    calculation = payout(DOCUMENTS[at], made, SCHEMES[at])
    assert calculation.amount is not None
    assert sum((step.change for step in calculation.steps), Decimal()) == calculation.amount
    assert calculation.steps[-1].value == calculation.amount
    for reading in calculation.readings:
        assert sum((step.change for step in reading.steps), Decimal()) == reading.amount
    return [calculation.amount, *(reading.amount for reading in calculation.readings)]


AT = st.integers(0, len(DOCUMENTS) - 1)


@settings(max_examples=60, deadline=None)
@given(AT, claims())
def test_within_every_limit_and_never_below_zero(at: int, made: Claim) -> None:
    limits = {bound.kind: bound.amount or Decimal() for bound in made.schedule.limits if not bound.name}
    losses, event = made.event.losses, made.event
    bounds = [sum((each.amount for each in losses), Decimal())]
    bounds.append(max(limits["aggregate"] - (event.paid_before or 0), Decimal()))
    bounds.append(limits["per_occurrence"] * len({each.occurrence for each in losses}))
    bounds.append(limits["sum_insured"])
    for amount in _amounts(at, made):
        assert Decimal() <= amount <= min(bounds)


@settings(max_examples=60, deadline=None)
@given(AT, claims(), st.data())
def test_monotone_in_every_loss(at: int, made: Claim, data: st.DataObject) -> None:
    # a cent for each rounded share of a recovery
    chosen = data.draw(st.integers(0, len(made.event.losses) - 1))
    more = data.draw(CENTS)
    losses = [
        replace(each, amount=each.amount + more) if number == chosen else each
        for number, each in enumerate(made.event.losses)
    ]
    grown = replace(made, event=replace(made.event, losses=tuple(losses)))
    assert _amounts(at, grown)[0] >= _amounts(at, made)[0] - Decimal("0.05")


@settings(max_examples=60, deadline=None)
@given(AT, claims(), st.randoms())
def test_order_of_items_is_nothing(at: int, made: Claim, random: object) -> None:
    losses = list(made.event.losses)
    random.shuffle(losses)  # type: ignore[attr-defined]
    turned = replace(made, event=replace(made.event, losses=tuple(losses)))
    assert set(_amounts(at, turned)) == set(_amounts(at, made))


@settings(max_examples=60, deadline=None)
@given(AT, claims())
def test_one_reading_at_most_is_favoured_and_it_is_the_best(at: int, made: Claim) -> None:
    calculation = payout(DOCUMENTS[at], made, SCHEMES[at])
    favoured = [reading for reading in calculation.readings if reading.favoured]
    assert len(favoured) <= 1
    for reading in favoured:
        assert reading.amount == max(each.amount for each in calculation.readings)
    assert not favoured or calculation.amount in {each.amount for each in calculation.readings}
