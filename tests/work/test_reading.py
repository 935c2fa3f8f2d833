"""A read job carried out by a slot with a real child process, on both databases."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
import structlog
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.store import jobs
from api.store.tables import Document, Reading, Version
from api.work.extracting import extract_within
from api.work.reading import Slot
from extractor.records import Extraction
from tests.pages.pdf_fixtures import LEFT, Print
from tests.work import extracts
from tests.work.workshop import TEXT, Workshop, keep, until


@contextmanager
def performing(slot: Slot) -> Iterator[None]:
    """The slot at work beside the test; it has come to an end afterwards."""
    thread = Thread(target=slot.perform)
    thread.start()
    yield
    thread.join(20)
    assert not thread.is_alive()


def test_a_document_is_read_once(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.slot(extracts.plain) as slot:
        assert slot.perform()
        assert not slot.perform()
    after = workshop.job(job.id)
    assert (after.state, after.stage, after.attempts, after.failure_code) == ("succeeded", "done", 1, None)
    assert workshop.version(job.id).state == "ready"
    with workshop.database.reading() as session:
        reading = session.get_one(Reading, after.reading_id)
        assert reading.text.startswith(TEXT)
    assert workshop.readings() == {job.version_id: 1}


def test_the_records_are_read_in_the_child(workshop: Workshop) -> None:
    workshop.queued()
    kept: list[Extraction] = []

    def note(session: Session, version: Version, extraction: Extraction) -> Reading:
        kept.append(extraction)
        return keep(session, version, extraction)

    with workshop.slot(extract_within, note) as slot:
        assert slot.perform()
    assert [record.type.value for record in kept[0].records] == ["obligation", "period"]


def test_a_file_at_fault_fails_at_once(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.slot(extracts.broken) as slot:
        assert slot.perform()
    after, version = workshop.job(job.id), workshop.version(job.id)
    told = ("failed", "broken", "文件已损坏。请重新下载。")
    assert (after.state, after.failure_code, after.failure_reason) == told
    assert (version.state, version.failure_code, version.failure_reason) == told
    assert workshop.readings() == {}


def test_a_file_with_too_many_pages_fails_at_once(workshop: Workshop) -> None:
    few = workshop.having(pages=1)
    with Print() as made:
        for content in ("第一条 投保人应当交纳保险费。", "第二条 保险期间为一年。"):
            made.line(LEFT, 100, content)
            made.canvas.showPage()
    with few.database.writing() as session:
        job = few.add_bytes(session, made.data, "长文.pdf")
    with few.slot(extract_within) as slot:
        assert slot.perform()
    after = few.job(job.id)
    assert (after.state, after.failure_code, after.attempts) == ("failed", "too-many-pages", 1)
    assert after.failure_reason == "文件有 2 页，超过 1 页的上限。请拆分后分别上传。"


def test_a_reader_that_stumbles_is_tried_again_and_its_text_is_not_logged(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.slot(extracts.stumble) as slot, structlog.testing.capture_logs() as logs:
        for _ in range(3):
            assert slot.perform()
            workshop.make_due()
        assert not slot.perform()
    after = workshop.job(job.id)
    assert (after.state, after.failure_code, after.attempts) == ("failed", "stopped", 3)
    assert after.failure_reason is not None and "LookupError" in after.failure_reason
    assert "投保人" not in str(logs)
    (where,) = {str(entry["at"][-1]) for entry in logs if entry["event"] == "reading stopped"}
    assert "extracts.py:" in where


def test_a_missing_original_is_tried_again(workshop: Workshop) -> None:
    job = workshop.queued()
    version = workshop.version(job.id)
    place = workshop.originals.place(version.workspace_id, version.sha256)
    data = place.read_bytes()
    place.unlink()
    with workshop.slot(extracts.plain) as slot:
        assert slot.perform()
        waiting = workshop.job(job.id)
        assert (waiting.state, waiting.failure_code) == ("queued", "original-missing")
        place.write_bytes(data)
        workshop.make_due()
        assert slot.perform()
    assert workshop.job(job.id).state == "succeeded"


def test_a_reading_that_is_not_saved_leaves_nothing(workshop: Workshop) -> None:
    job = workshop.queued()
    failing = [True]

    def fall_over(session: Session, version: Version, extraction: Extraction) -> Reading:
        reading = keep(session, version, extraction)
        if failing.pop() if failing else False:
            raise OperationalError("INSERT", {"text": extraction.document.text}, Exception("disk full"))
        return reading

    with workshop.slot(extracts.plain, fall_over) as slot, structlog.testing.capture_logs() as logs:
        assert slot.perform()
        waiting = workshop.job(job.id)
        assert (waiting.state, waiting.failure_code, workshop.readings()) == (
            "queued",
            "database-trouble",
            {},
        )
        workshop.make_due()
        assert slot.perform()
    assert workshop.readings() == {job.version_id: 1}
    assert "投保人" not in str(logs)


def test_a_deleted_document_is_not_read(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.database.writing() as session:
        session.execute(delete(Document).where(Document.id == job.document_id))
    with workshop.slot(extracts.plain) as slot:
        assert slot.perform()
    assert workshop.job(job.id).state == "cancelled"


def test_a_running_job_is_cancelled(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.slot(extracts.slow) as slot, performing(slot):
        until(lambda: workshop.job(job.id).state == "running")
        time.sleep(0.3)
        began = time.monotonic()
        with workshop.database.writing() as session:
            jobs.cancel(session, workshop.caller, job.id)
        until(lambda: workshop.job(job.id).state == "cancelled")
        assert time.monotonic() - began < 5
    assert workshop.version(job.id).state == "cancelled"
    assert workshop.readings() == {}


def test_a_job_cancelled_at_the_last_moment_saves_nothing(workshop: Workshop) -> None:
    job = workshop.queued()

    def too_late(session: Session, version: Version, extraction: Extraction) -> Reading:
        raise AssertionError("a cancelled job saves nothing")

    with workshop.slot(extracts.plain, too_late) as slot:
        claimed = slot._claim(None)
        assert claimed is not None
        with workshop.database.writing() as session:
            jobs.cancel(session, workshop.caller, job.id)
        ending = slot._attempt(claimed)
        assert ending is not None and slot._write(claimed, ending)
    assert workshop.job(job.id).state == "cancelled"


def test_a_long_job_keeps_its_lease(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.slot(extracts.brief) as slot, performing(slot):
        until(lambda: workshop.job(job.id).state == "running")
        first = workshop.job(job.id).lease_until
        until(lambda: workshop.job(job.id).lease_until != first)
        assert workshop.job(job.id).state == "running"
    assert (workshop.job(job.id).state, workshop.job(job.id).attempts) == ("succeeded", 1)


def test_a_worker_that_lost_its_lease_stops_and_writes_nothing(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.slot(extracts.slow) as slot:
        with performing(slot):
            until(lambda: workshop.job(job.id).state == "running")
            workshop.make_due()
            assert workshop.claimed() is not None
        assert (workshop.job(job.id).state, workshop.job(job.id).attempts) == ("running", 2)
    assert workshop.readings() == {}


def test_a_slot_that_leaves_gives_its_job_back(workshop: Workshop) -> None:
    job = workshop.queued()
    with workshop.slot(extracts.slow) as slot:
        with performing(slot):
            until(lambda: workshop.job(job.id).state == "running")
            slot.leave()
        assert not slot.perform()
    after = workshop.job(job.id)
    assert (after.state, after.attempts, after.lease) == ("queued", 0, None)
    assert workshop.version(job.id).state == "queued"


@pytest.mark.parametrize("wanted", [False, True])
def test_only_the_job_named_is_carried_out(workshop: Workshop, wanted: bool) -> None:
    first, second = workshop.queued(), workshop.queued()
    with workshop.slot(extracts.plain) as slot:
        assert slot.perform(second.id if wanted else None)
    states = {job.id: workshop.job(job.id).state for job in (first, second)}
    assert states[second.id if wanted else first.id] == "succeeded"
    assert states[first.id if wanted else second.id] == "queued"
