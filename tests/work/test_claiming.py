"""A batch of claims carried out by a slot with a real child process, on both databases."""

import pytest

from api.claims.checking import CheckingMany, check_many
from api.claims.rows import Row, of_values
from api.store import claims, jobs
from api.store.readings import save_reading
from api.store.tables_claims import ClaimBatch
from api.store.tables_work import Job
from api.work import claiming
from api.work.extracting import extract_within
from extractor.claim import Claim, Event
from extractor.errors import ReadingCancelled
from extractor.extraction import extract
from extractor.pages.isolation import Worker
from extractor.records import Extraction
from tests.work.workshop import Workshop

CLAUSES = (
    "第一条 在保险期间内，因火灾造成保险标的损失的，保险人负责赔偿。\n"
    "第二条 因战争造成的损失，保险人不负责赔偿。\n第三条 保险人应当自收到赔偿请求之日起三十日内作出核定。\n"
)


def _ordered(workshop: Workshop, count: int) -> tuple[str, Job]:
    """The id of a batch of so many claims under one document, and its job."""
    read = workshop.queued(CLAUSES)
    with workshop.slot(extract_within, save_reading) as slot:
        assert slot.perform(read.id)
    told = [{"id": str(at), "document": read.document_id, "event": {"cause": "火灾"}} for at in range(count)]
    rows: list[Row] = list(of_values(told))
    with workshop.database.writing() as session:
        batch = claims.add_batch(session, workshop.caller, rows, "案件")
        job = jobs.enqueue_batch(session, workshop.caller, batch, workshop.settings, done=0, total=count)
        return batch.id, job


def _standing(workshop: Workshop, batch_id: str) -> tuple[str, int, int]:
    with workshop.database.reading() as session:
        counts = claims.counts(session, [batch_id])[batch_id]
        return session.get_one(ClaimBatch, batch_id).state, counts.done, counts.failed


def test_a_worker_checks_a_batch_a_few_at_a_time(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claiming, "CHUNK", 2)
    batch_id, job = _ordered(workshop, 5)
    with workshop.slot(extract_within) as slot:
        assert slot.perform()
    after = workshop.job(job.id)
    assert (after.state, after.stage, after.done, after.total) == ("succeeded", "done", 5, 5)
    assert after.revision >= job.revision + 4, "its watchers hear of every few"
    assert _standing(workshop, batch_id) == ("ready", 5, 0)
    with workshop.database.reading() as session:
        answered = list(claims.answered(session, batch_id))
    assert [one.label for one in answered] == ["0", "1", "2", "3", "4"]
    assert all(one.checked.found is not None and one.checked.found.coverage for one in answered)


def test_others_have_their_turn_and_nothing_is_done_twice(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "CHUNK", 1)
    monkeypatch.setattr(claiming, "_TURN", 0.0)
    batch_id, job = _ordered(workshop, 3)
    other = workshop.queued("第一条 后来的。\n")
    with workshop.slot(extract_within, save_reading) as slot:
        assert slot.perform(job.id)
        waiting = workshop.job(job.id)
        assert (waiting.state, waiting.done, waiting.attempts) == ("queued", 1, 0)
        assert slot.perform(), "the one that waited"
        assert workshop.job(other.id).state == "succeeded"
        assert slot.perform(job.id)
    assert _standing(workshop, batch_id) == ("ready", 3, 0)


def test_a_deleted_batch_ends_its_job(workshop: Workshop) -> None:
    batch_id, job = _ordered(workshop, 1)
    claimed = workshop.claimed(job.id)
    assert claimed is not None and claimed.stage == "checking"
    with workshop.database.writing() as session:
        claims.remove_batch(session, workshop.caller, batch_id)
    with workshop.database.reading() as session:
        assert session.get(Job, job.id) is None
        assert session.get(ClaimBatch, batch_id) is None


class _Deadly(CheckingMany):
    """Kills its child over two claims or more."""

    def __call__(self, data: bytes, name: str) -> tuple[object, ...]:  # type: ignore[override]
        raise RuntimeError("secret")


def test_one_that_kills_its_child_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    extraction: Extraction = extract(CLAUSES.encode(), "条款.txt")
    monkeypatch.setattr("api.claims.checking.CheckingMany", _Deadly)
    sound = Claim("x", Event(cause="火灾"))
    with Worker(seconds=60) as worker:
        first, second = check_many(worker, extraction, [sound, sound])
    assert first.found is not None and second.found == first.found


def test_a_stopped_worker_is_no_error_of_the_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    def cancelled(*_: object) -> None:
        raise ReadingCancelled("已取消")

    extraction = extract(CLAUSES.encode(), "条款.txt")
    worker = Worker()
    monkeypatch.setattr(worker, "run", cancelled)
    with pytest.raises(ReadingCancelled):
        check_many(worker, extraction, [Claim("x", Event())])
