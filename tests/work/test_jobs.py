"""Jobs queued, claimed, ended: what the table says, on both databases."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from api.callers import Caller, Scope
from api.problems import Conflict, NotFound, TooMany, Unavailable
from api.store import jobs, leases, workload
from api.store.columns import now
from api.store.jobs import JobState
from api.store.leases import LeaseLost
from api.store.tables_work import AuditEvent, Job
from tests.work.workshop import Workshop

STRANGER = Caller("usr_fang", "方远", "ws_other", frozenset(Scope))


def test_a_new_job_is_queued_with_its_version(workshop: Workshop) -> None:
    job = workshop.queued(upload_id="upl_1")
    assert (job.state, job.stage, job.attempts, job.revision) == ("queued", "queued", 0, 1)
    assert workshop.version(job.id).state == "queued"


def test_a_full_queue_refuses(workshop: Workshop) -> None:
    small = workshop.having(queue_limit=2)
    small.queued()
    small.queued()
    with pytest.raises(Unavailable) as refused:
        small.queued()
    assert (refused.value.code, refused.value.retry_after) == ("queue-full", 30)
    small.claimed()
    assert small.queued().state == "queued"  # what is being read waits no more


def test_a_workspace_with_its_share_queued_is_refused_alone(workshop: Workshop) -> None:
    small = workshop.having(workspace_queue_limit=1)
    small.queued()
    with pytest.raises(TooMany) as refused:
        small.queued()
    assert (refused.value.code, refused.value.retry_after) == ("workspace-queue-full", 30)
    other = Workshop(small.database, small.originals, small.settings, STRANGER)
    assert other.queued().workspace_id == "ws_other"


def test_jobs_are_claimed_in_the_order_they_came(workshop: Workshop) -> None:
    queued = [workshop.queued().id for _ in range(3)]
    claimed = [workshop.claimed() for _ in range(4)]
    assert [job.id for job in claimed if job is not None] == queued
    assert claimed[3] is None


def test_a_claimed_job_is_running_and_its_version_read(workshop: Workshop) -> None:
    job = workshop.running()
    assert (job.state, job.stage, job.attempts) == ("running", "reading", 1)
    assert job.lease is not None and job.lease.startswith("wrk_test.")
    assert workshop.version(job.id).state == "reading"
    assert workshop.job(job.id).revision == 2


def test_only_the_job_named_is_claimed(workshop: Workshop) -> None:
    first, second = workshop.queued(), workshop.queued()
    claimed = workshop.claimed(second.id)
    assert claimed is not None and claimed.id == second.id
    assert workshop.claimed(second.id) is None
    assert workshop.job(first.id).state == "queued"


def test_racing_workers_claim_each_job_once(workshop: Workshop) -> None:
    workshop = workshop.having(lease_seconds=600)
    with workshop.database.writing() as session:
        wanted = {workshop.add(session).id for _ in range(200)}
    start = Barrier(4)

    def claim_all(_: int) -> list[str]:
        start.wait()
        claimed = []
        for job_id in sorted(wanted):
            job = workshop.claimed() or workshop.claimed(job_id)
            claimed += [job.id] if job is not None else []
        return claimed

    with ThreadPoolExecutor(4) as threads:
        claims = Counter(job_id for each in threads.map(claim_all, range(4)) for job_id in each)
    assert set(claims) == wanted
    assert set(claims.values()) == {1}


def test_a_lease_that_is_over_is_taken_over_once(workshop: Workshop) -> None:
    first = workshop.running()
    assert workshop.claimed() is None
    later = now() + timedelta(seconds=workshop.settings.lease_seconds + 1)
    second = workshop.claimed(moment=later)
    assert second is not None and second.id == first.id
    assert (second.attempts, second.lease == first.lease) == (2, False)
    assert workshop.claimed(moment=later) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda workshop, session, job: leases.finish(session, job.id, job.lease, "rdg_1"),
        lambda workshop, session, job: leases.fail(session, job.id, job.lease, "broken", "文件已损坏"),
        lambda workshop, session, job: leases.renew(session, job.id, job.lease, workshop.settings),
        lambda workshop, session, job: leases.give_back(session, job.id, job.lease),
        lambda workshop, session, job: leases.stop(session, job.id, job.lease),
        lambda workshop, session, job: leases.is_cancelled(session, job.id, job.lease),
        lambda workshop, session, job: leases.retry(
            session, job.id, job.lease, workshop.settings, code="stopped", reason="超时"
        ),
    ],
    ids=["finish", "fail", "renew", "give_back", "stop", "is_cancelled", "retry"],
)
def test_who_lost_the_lease_changes_nothing(workshop: Workshop, change) -> None:  # type: ignore[no-untyped-def]
    first = workshop.running()
    workshop.make_due()
    assert workshop.claimed() is not None
    before = jobs.view(workshop.job(first.id))
    with pytest.raises(LeaseLost), workshop.database.writing() as session:
        change(workshop, session, first)
    assert jobs.view(workshop.job(first.id)) == before


def test_the_holder_finishes_even_after_its_time_if_nobody_came(workshop: Workshop) -> None:
    job = workshop.running()
    workshop.make_due()
    with workshop.database.writing() as session:
        leases.finish(session, job.id, job.lease, "rdg_1")
    after = workshop.job(job.id)
    assert (after.state, after.stage, after.reading_id, after.lease) == ("succeeded", "done", "rdg_1", None)
    assert workshop.version(job.id).state == "ready"
    with pytest.raises(LeaseLost), workshop.database.writing() as session:
        leases.finish(session, job.id, job.lease, "rdg_2")


def test_a_renewed_lease_is_not_taken_over(workshop: Workshop) -> None:
    job = workshop.running()
    workshop.make_due()
    with workshop.database.writing() as session:
        assert leases.renew(session, job.id, job.lease, workshop.settings, stage="saving") is False
    assert workshop.claimed() is None
    assert workshop.job(job.id).stage == "saving"


def test_a_job_that_loses_every_worker_has_failed(workshop: Workshop) -> None:
    job = workshop.queued()
    for attempt in range(1, 4):
        claimed = workshop.claimed()
        assert claimed is not None and claimed.attempts == attempt
        workshop.make_due()
    assert workshop.claimed() is None
    after, version = workshop.job(job.id), workshop.version(job.id)
    assert (after.state, after.failure_code) == ("failed", "worker-lost")
    assert after.failure_reason is not None and "多次中断" in after.failure_reason
    assert (version.state, version.failure_code) == ("failed", "worker-lost")
    assert version.failure_reason == after.failure_reason


def test_a_retry_waits_longer_each_time_and_ends(workshop: Workshop) -> None:
    job = workshop.queued()
    for shortest in (5, 10):
        held = workshop.claimed()
        assert held is not None
        with workshop.database.writing() as session:
            leases.retry(session, job.id, held.lease, workshop.settings, code="stopped", reason="超时")
        after = workshop.job(job.id)
        assert (after.state, after.failure_code) == ("queued", "stopped")
        assert shortest - 1 < (after.due_at - now()).total_seconds() <= shortest * 1.25
        assert workshop.claimed() is None
        assert workshop.version(job.id).state == "queued"
        workshop.make_due()
    held = workshop.claimed()
    assert held is not None and held.failure_code is None
    with workshop.database.writing() as session:
        leases.retry(session, job.id, held.lease, workshop.settings, code="stopped", reason="超时")
    assert (workshop.job(job.id).state, workshop.job(job.id).failure_reason) == ("failed", "超时")
    assert workshop.version(job.id).failure_reason == "超时"


def test_what_is_given_back_is_claimed_again_and_not_counted(workshop: Workshop) -> None:
    job = workshop.running()
    with workshop.database.writing() as session:
        leases.give_back(session, job.id, job.lease)
    assert workshop.job(job.id).attempts == 0
    again = workshop.claimed()
    assert again is not None and (again.id, again.attempts) == (job.id, 1)


def test_a_queued_job_is_cancelled_at_once(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.database.writing() as session:
        cancelled = jobs.cancel(session, workshop.caller, job.id)
    assert (cancelled.state, cancelled.revision) == ("cancelled", 2)
    assert workshop.version(job.id).state == "cancelled"
    assert workshop.claimed() is None
    with workshop.database.reading() as session:
        events = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == job.id)).all()
    assert events == ["job.cancelled"]


def test_a_running_job_is_asked_to_end(workshop: Workshop) -> None:
    job = workshop.running()
    with workshop.database.writing() as session:
        assert jobs.cancel(session, workshop.caller, job.id).state == "running"
    with workshop.database.reading() as session:
        assert leases.is_cancelled(session, job.id, job.lease)
    with workshop.database.writing() as session:
        assert leases.renew(session, job.id, job.lease, workshop.settings)
        leases.stop(session, job.id, job.lease)
    assert workshop.job(job.id).state == "cancelled"


@pytest.mark.parametrize("left", ["lost", "given back", "retried"])
def test_a_cancelled_job_is_never_tried_again(workshop: Workshop, left: str) -> None:
    job = workshop.running()
    with workshop.database.writing() as session:
        jobs.cancel(session, workshop.caller, job.id)
    with workshop.database.writing() as session:
        if left == "given back":
            leases.give_back(session, job.id, job.lease)
        elif left == "retried":
            leases.retry(session, job.id, job.lease, workshop.settings, code="stopped", reason="超时")
    workshop.make_due()
    assert workshop.claimed() is None
    assert workshop.job(job.id).state == "cancelled"


def test_a_finished_job_is_not_cancelled(workshop: Workshop) -> None:
    job = workshop.running()
    with workshop.database.writing() as session:
        leases.finish(session, job.id, job.lease, "rdg_1")
    with pytest.raises(Conflict) as refused, workshop.database.writing() as session:
        jobs.cancel(session, workshop.caller, job.id)
    assert refused.value.code == "job-finished"
    assert workshop.job(job.id).state == "succeeded"


def test_jobs_of_other_workspaces_are_not_found(workshop: Workshop) -> None:
    job = workshop.queued()
    for unknown in (job.id, "job_none"):
        with pytest.raises(NotFound) as refused, workshop.database.writing() as session:
            jobs.cancel(session, STRANGER, unknown)
        assert refused.value.code == "job-not-found"
    with workshop.database.reading() as session:
        assert jobs.listed(session, STRANGER.workspace_id) == []
    assert workshop.job(job.id).state == "queued"


def test_jobs_are_listed_newest_first_page_by_page(workshop: Workshop) -> None:
    made = [workshop.queued(upload_id=f"upl_{number % 2}").id for number in range(5)]
    seen: list[str] = []
    before = None
    with workshop.database.reading() as session:
        while page := jobs.listed(session, "ws_own", before=before, limit=2):
            seen += [job.id for job in page]
            before = (page[-1].created_at, page[-1].id)
    assert seen == made[::-1]


def test_jobs_are_listed_by_what_they_belong_to(workshop: Workshop) -> None:
    first, second = workshop.queued(upload_id="upl_1"), workshop.queued(upload_id="upl_1")
    third = workshop.queued()
    workshop.claimed(second.id)
    with workshop.database.reading() as session:

        def listed(**wanted: object) -> list[str]:
            found = jobs.listed(session, "ws_own", **wanted)  # type: ignore[arg-type]
            return [job.id for job in found]

        assert listed(upload_id="upl_1") == [second.id, first.id]
        assert listed(state=JobState.RUNNING) == [second.id]
        assert listed(document_id=third.document_id) == [third.id]
        assert jobs.tally(session, "ws_own", "upl_1") == {JobState.QUEUED: 1, JobState.RUNNING: 1}
        assert jobs.tally(session, "ws_other", "upl_1") == {}


def test_the_place_in_the_queue_is_told(workshop: Workshop) -> None:
    made = [workshop.queued() for _ in range(3)]
    workshop.claimed(made[0].id)
    with workshop.database.reading() as session:
        places = [jobs.position(session, session.get_one(Job, job.id)) for job in made]
    assert places == [None, 1, 2]


def test_the_end_of_a_job_is_in_the_audit_trail(workshop: Workshop) -> None:
    first, second = workshop.running(), workshop.running()
    with workshop.database.writing() as session:
        leases.finish(session, first.id, first.lease, "rdg_1")
        leases.fail(session, second.id, second.lease, "broken", "文件已损坏")
    with workshop.database.reading() as session:
        events = session.execute(
            select(AuditEvent.action, AuditEvent.subject, AuditEvent.actor).order_by(AuditEvent.id)
        ).all()
    assert [tuple(event) for event in events] == [
        ("job.succeeded", first.id, "system"),
        ("job.failed", second.id, "system"),
    ]


def test_the_workload_is_counted(workshop: Workshop) -> None:
    with workshop.database.reading() as session:
        nothing = workload.measure(session)
    assert (nothing.queued, nothing.oldest, nothing.oldest_age(now())) == (0, None, 0.0)
    oldest = workshop.queued()
    for _ in range(3):
        workshop.queued()
    lost, retried, held = (workshop.claimed(), workshop.claimed(), workshop.claimed())
    assert lost is not None and retried is not None and held is not None
    with workshop.database.writing() as session:
        session.get_one(Job, lost.id).lease_until = now()
        leases.retry(session, retried.id, retried.lease, workshop.settings, code="stopped", reason="超时")
    with workshop.database.reading() as session:
        found = workload.measure(session)
        first = session.scalar(select(func.min(Job.created_at)).where(Job.state == "queued"))
    assert (found.queued, found.waiting, found.running, found.lost) == (1, 1, 1, 1)
    assert found.oldest == first and lost.id == oldest.id
    assert first is not None and found.oldest_age(first + timedelta(seconds=90)) == 90.0


def test_workers_at_work_are_known_until_they_are_silent(workshop: Workshop) -> None:
    with workshop.database.writing() as session:
        workload.sign_in(session, "wrk_1", 2)
        workload.sign_in(session, "wrk_2", 4)
    with workshop.database.writing() as session:
        found = {row.id: row for row in workload.workers(session, 30)}
        assert (set(found), found["wrk_2"].slots) == ({"wrk_1", "wrk_2"}, 4)
        found["wrk_1"].seen_at = now() - timedelta(minutes=1)
        workload.sign_out(session, "wrk_2")
        assert workload.workers(session, 30) == []
        workload.sign_in(session, "wrk_1", 2)
        assert [row.id for row in workload.workers(session, 30)] == ["wrk_1"]
