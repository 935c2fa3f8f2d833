"""Claims read from JSON: exact, with every error told by its field."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.claims.exact import dump_json, load_json
from api.claims.form import CaseIn, written
from api.claims.reading import case_of, form_of, parsed, sound
from api.problems import Invalid
from extractor.claim import Bound, Claim, LossKind, Moment

WHOLE = {
    "document": "条款.txt",
    "schedule": {
        "period": {"from": "2025-01-01", "to": "2025-12-31"},
        "retroactive_from": None,
        "limits": [{"kind": "per_item", "name": "单一账户", "amount": 50000}],
        "deductibles": [{"kind": "copay", "rate": 0.1}],
        "premium": 80000,
        "agreed": ["特别约定一"],
    },
    "event": {
        "occurred": "2025-06-01T03:20",
        "discovered": "2025-06-01T09:00",
        "notified": "2025-06-02",
        "place": "浙江省温岭市",
        "cause": "黑客转走资金",
        "losses": [{"name": "账户A", "item": "账户A", "amount": 60000.1, "kind": "direct"}],
        "recovered": 0,
        "other_insurance": [{"limit": 1000000}],
        "documents": ["保险单"],
        "facts": {"reported_to_police": True, "level": 3, "code": "12"},
    },
}


def claim_of(value: Any) -> Claim:
    return sound(form_of(value).claim())


def _with(pointer: str, value: Any) -> dict[str, Any]:
    """The whole claim with one field changed."""
    told: Any = json.loads(json.dumps(WHOLE))
    *above, last = pointer.split("/")[1:]
    place = told
    for part in above:
        place = place[int(part)] if isinstance(place, list) else place[part]
    place[last] = value
    found: dict[str, Any] = told
    return found


def _wrong(value: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        claim_of(value)
    return {one.pointer: one.message for one in caught.value.errors}


def test_a_whole_claim_becomes_the_domain_value() -> None:
    claim = claim_of(parsed(json.dumps(WHOLE)))
    assert claim.schedule.start == date(2025, 1, 1)
    assert claim.schedule.limits == (Bound("per_item", Decimal(50000), None, "单一账户"),)
    assert claim.schedule.deductibles[0].rate == Decimal("0.1")
    assert claim.event.occurred == Moment(date(2025, 6, 1), time(3, 20))
    assert claim.event.notified == Moment(date(2025, 6, 2))
    assert (claim.event.claimed, claim.event.paid_before) == (None, None), "what is not said stays unsaid"
    loss = claim.event.losses[0]
    assert (loss.amount, loss.kind) == (Decimal("60000.1"), LossKind.DIRECT)
    assert claim.event.facts == {"reported_to_police": True, "level": Decimal(3), "code": "12"}


def test_nothing_said_and_an_empty_list_are_two_things() -> None:
    silent = claim_of({"document": "x", "event": {}})
    assert (silent.event.documents, silent.event.other_insurance) == (None, None)
    none = claim_of({"document": "x", "event": {"documents": [], "other_insurance": []}})
    assert (none.event.documents, none.event.other_insurance) == ((), ())


def test_a_time_elsewhere_becomes_that_of_the_contract() -> None:
    claim = claim_of(_with("/event/occurred", "2025-05-31T20:30:00Z"))
    assert claim.event.occurred == Moment(date(2025, 6, 1), time(4, 30))


@pytest.mark.parametrize(
    ("pointer", "value", "told"),
    [
        ("/event/losses/0/amount", "六万", "应为数字"),
        ("/event/losses/0/amount", True, "应为数字"),
        ("/event/losses/0/amount", "NaN", "应为有限的数"),
        ("/event/losses/0/amount", "1234567890123456", "位数过多，连小数至多 15 位"),
        ("/event/losses/0/amounts", 1, "不认识这一项，请去掉"),
        ("/event/ocurred", "2025-06-01", "不认识这一项，请去掉"),
        ("/event/occurred", "2025-02-30", "应为日期或日期加时间，例如 2025-06-01 或 2025-06-01T03:20"),
        ("/event/occurred", 20250601, "应为日期或日期加时间，例如 2025-06-01 或 2025-06-01T03:20"),
        ("/schedule/period/from", "去年", "应为日期，例如 2025-06-01"),
        ("/schedule/limits/0/kind", "perocc", "应为 "),
        ("/event/documents", "保险单", "应为列表"),
        ("/event/facts/x", None, "应为"),
        ("/event/facts/x", [1], "应为"),
    ],
)
def test_what_has_the_wrong_form_is_told_by_its_field(pointer: str, value: Any, told: str) -> None:
    found = _wrong(_with(pointer, value))
    assert any(place.startswith(pointer) and message.startswith(told) for place, message in found.items()), (
        found
    )


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/event/losses/0/amount", -1),
        ("/event/discovered", "2025-05-01"),
        ("/event/recovered", 70000),
        ("/schedule/period/to", "2024-12-31"),
        ("/schedule/deductibles/0/rate", 10),
        ("/event/paid_before", -5),
    ],
)
def test_what_cannot_be_is_told_by_its_field(pointer: str, value: Any) -> None:
    assert pointer in _wrong(_with(pointer, value))


def test_only_document_and_event_are_asked_for() -> None:
    assert set(_wrong({})) == {"/document", "/event"}
    assert set(_wrong([])) == {"/"}


@pytest.mark.parametrize(
    "text", ['{"document": ', '{"a": 1, "a": 2}', '{"a": NaN}', b"\xff\xfe", "[" * 100_000]
)
def test_what_is_no_json_is_a_problem(text: str | bytes) -> None:
    with pytest.raises(Invalid) as caught:
        parsed(text)
    assert caught.value.code == "claim-no-json"


@given(
    st.decimals(0, 10_000_000_000_000, places=2, allow_nan=False).filter(
        lambda one: len(one.as_tuple().digits) < 16
    )
)
def test_amounts_come_and_go_exactly(amount: Decimal) -> None:
    told = load_json(f'{{"event": {{"losses": [{{"name": "x", "amount": {amount}}}]}}}}')
    case = CaseIn.model_validate(told)
    assert case.under("x").event.losses[0].amount == amount
    again = case_of(dump_json(written(case)))
    assert again.under("x") == case.under("x")
