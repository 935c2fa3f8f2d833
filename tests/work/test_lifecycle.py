"""Whatever happens to a job in whatever order, the tables agree with each other."""

from collections.abc import Callable
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.problems import Conflict
from api.store import jobs, leases
from api.store.jobs import FINISHED
from api.store.leases import LeaseLost
from api.store.tables_work import Job
from tests.work.workshop import Workshop

VERSION = {
    "queued": "queued",
    "running": "reading",
    "succeeded": "ready",
    "failed": "failed",
    "cancelled": "cancelled",
}
Step = Callable[[Workshop, str, "str | None"], None]


def _within(change: Callable[..., object]) -> Step:
    def step(workshop: Workshop, job_id: str, lease: str | None) -> None:
        with suppress(LeaseLost, Conflict), workshop.database.writing() as session:
            change(session, job_id, lease, workshop)

    return step


STEPS: dict[str, Step] = {
    "claim": lambda workshop, job_id, _: [workshop.claimed(job_id)].clear(),
    "time passes": lambda workshop, job_id, _: workshop.make_due(),
    "cancel": _within(lambda session, job_id, _, workshop: jobs.cancel(session, workshop.caller, job_id)),
    "finish": _within(lambda session, job_id, lease, _: leases.finish(session, job_id, lease, "rdg_1")),
    "fail": _within(lambda session, job_id, lease, _: leases.fail(session, job_id, lease, "broken", "损坏")),
    "stop": _within(lambda session, job_id, lease, _: leases.stop(session, job_id, lease)),
    "give back": _within(lambda session, job_id, lease, _: leases.give_back(session, job_id, lease)),
    "renew": _within(
        lambda session, job_id, lease, workshop: leases.renew(session, job_id, lease, workshop.settings)
    ),
    "retry": _within(
        lambda session, job_id, lease, workshop: leases.retry(
            session, job_id, lease, workshop.settings, code="stopped", reason="超时"
        )
    ),
}


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(["held", "first", "none"])), max_size=14
    )
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_the_tables_agree_after_any_steps(local: Workshop, steps: list[tuple[str, str]]) -> None:
    job = local.queued()
    first: str | None = None
    for name, whose in steps:
        before = local.job(job.id)
        first = first or before.lease
        STEPS[name](local, job.id, {"held": before.lease, "first": first, "none": None}[whose])
        _check(local, before, local.job(job.id))
    STEPS["cancel"](local, job.id, None)  # the next example starts with nothing to claim
    local.make_due()
    assert local.claimed(job.id) is None


def _check(workshop: Workshop, before: Job, after: Job) -> None:
    version = workshop.version(after.id)
    assert version.state == VERSION[after.state]
    assert (version.failure_code, version.failure_reason) == (after.failure_code, after.failure_reason)
    assert (after.lease is not None) == (after.lease_until is not None) == (after.state == "running")
    assert (after.finished_at is not None) == (after.state in FINISHED)
    assert (after.reading_id is not None) == (after.state == "succeeded")
    assert (after.failure_reason is not None) == (after.failure_code is not None)
    assert 0 <= after.attempts <= workshop.settings.attempts
    told = (after.state, after.stage, after.cancel_asked)
    assert after.revision >= before.revision + (told != (before.state, before.stage, before.cancel_asked))
    if before.state in FINISHED:
        assert jobs.view(after) == jobs.view(before)
