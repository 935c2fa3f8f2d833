"""How often: calls of a caller, and attempts at the gate."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from threading import Barrier, Event
from time import monotonic, sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access.gate import PER_ADDRESS, PER_NAME, Gate
from api.access.rates import Rates, Standing
from api.problems import NotSignedIn, Problem, TooMany, Unavailable
from tests.access.world import Clock


def test_a_caller_may_call_so_often_in_any_minute(clock: Clock) -> None:
    rates = Rates(3)
    assert rates.spend("甲") == Standing(True, 3, 2, 60)
    clock.go_on(20)
    assert rates.spend("甲") == Standing(True, 3, 1, 40)
    assert rates.spend("甲") == Standing(True, 3, 0, 40)
    assert rates.spend("甲") == Standing(False, 3, 0, 40)
    assert rates.spend("乙") == Standing(True, 3, 2, 60)
    clock.go_on(40.5)
    assert rates.spend("甲") == Standing(True, 3, 0, 20)


def test_who_waits_as_told_may_call(clock: Clock) -> None:
    rates = Rates(2)
    for _ in range(20):
        standing = rates.spend("甲")
        if not standing.allowed:
            assert standing.reset >= 1
            clock.go_on(standing.reset + 0.001)
            assert rates.spend("甲").allowed
        clock.go_on(7.3)


def test_calls_at_once_do_not_pass_the_rate(clock: Clock) -> None:
    rates, ready = Rates(50), Barrier(8)

    def call(_: int) -> int:
        ready.wait()
        return sum(rates.spend("甲").allowed for _ in range(20))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(call, range(8))) == 50


def _fail(gate: Gate, name: str, address: str) -> type[Problem] | None:
    try:
        with gate.attempt(name, address):
            raise NotSignedIn("wrong", "不对")
    except Problem as problem:
        return type(problem)


def test_attempts_at_once_do_not_pass_the_limit(clock: Clock) -> None:
    gate = Gate()
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda _: _fail(gate, "甲", "192.0.2.1"), range(40)))
    assert came.count(NotSignedIn) == PER_NAME
    assert came.count(TooMany) == 40 - PER_NAME


def test_a_site_is_one_address_however_many_it_has(clock: Clock) -> None:
    gate = Gate()
    for at in range(PER_ADDRESS):
        assert _fail(gate, f"用户{at}", f"2001:db8:1:2::{at:x}") is NotSignedIn
    assert _fail(gate, "甲", "2001:db8:1:2:ffff::1") is TooMany
    assert _fail(gate, "甲", "2001:db8:1:3::1") is NotSignedIn
    assert _fail(gate, "甲", "不是地址") is NotSignedIn


def test_an_address_is_the_same_in_both_notations(clock: Clock) -> None:
    gate = Gate()
    for _ in range(PER_NAME):
        _fail(gate, "甲", "192.0.2.1")
    assert _fail(gate, "甲", "::ffff:192.0.2.1") is TooMany
    assert _fail(gate, "甲", "::ffff:192.0.2.2") is NotSignedIn


@given(st.lists(st.tuples(st.text(max_size=5), st.floats(0, 90)), max_size=60))
def test_no_minute_by_the_clock_sees_more_failures_than_allowed(attempts: list[tuple[str, float]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        clock = Clock(1_800_000_007.3)
        patched.setattr("time.time", lambda: clock.now)
        gate, failed = Gate(), []
        for name, pause in attempts:
            if _fail(gate, name, "192.0.2.1") is NotSignedIn:
                failed.append(clock.now // 60)
            clock.go_on(pause)
    assert all(failed.count(minute) <= PER_ADDRESS for minute in failed)


def test_names_without_end_are_forgotten(clock: Clock) -> None:
    gate = Gate()
    for at in range(200):
        _fail(gate, f"用户{at}", f"10.0.0.{at}")
    kept = gate._limiter.storage.storage  # type: ignore[union-attr]
    assert len(kept) == 400
    clock.go_on(121)
    _fail(gate, "甲", "192.0.2.1")  # has the old ones cleared away, by a thread of the library's
    until = monotonic() + 10
    while len(kept) > 2 and monotonic() < until:
        sleep(0.01)
    assert len(kept) == 2


def test_who_would_wait_too_long_is_told_at_once() -> None:
    gate, leave = Gate(), Event()

    def stay(name: str) -> None:
        with gate.attempt(name, "192.0.2.1"):
            leave.wait(10)

    with ThreadPoolExecutor(20) as pool:
        stays = [pool.submit(stay, str(at)) for at in range(20)]
        refused = list(islice(as_completed(stays, 10), 4))
        leave.set()
    assert {type(one.exception()) for one in refused} == {Unavailable}
    assert [one.exception() for one in stays if one not in refused] == [None] * 16
