"""An analysis carried out by a slot with a real child process, on both databases."""

import pytest

from api.analysis.orders import Kind, Order
from api.analysis.results import Result
from api.store import analyses, documents, jobs
from api.store.analyses import Subject
from api.store.readings import save_reading
from api.store.tables_analysis import Analysis
from api.store.tables_work import Job
from api.work.extracting import extract_within
from extractor.answers import Surroundings
from extractor.differences import ChangeKind, Comparison
from tests.work.workshop import Workshop

ONE = "第一条 保险人应当自收到赔偿请求之日起三十日内作出核定。\n第二条 每次事故免赔额为500元。\n"


def _read(workshop: Workshop, text: str) -> str:
    """The id of a document that has been read."""
    job = workshop.queued(text)
    with workshop.slot(extract_within, save_reading) as slot:
        assert slot.perform(job.id)
    return job.document_id


def _ordered(workshop: Workshop, order: Order, *found: str) -> tuple[str, Job]:
    """The id of an analysis of the documents, and its job."""
    with workshop.database.writing() as session:
        subjects = [Subject(one) for one in found]
        named = analyses.find_subjects(session, workshop.caller.workspace_id, order.kind, subjects)
        row = analyses.add_analysis(session, workshop.caller, order, named)
        return row.id, jobs.enqueue_analysis(session, workshop.caller, row, workshop.settings)


def _state(workshop: Workshop, analysis_id: str) -> tuple[str, str | None]:
    with workshop.database.reading() as session:
        row = session.get_one(Analysis, analysis_id)
        return row.state, row.failure_code


def _result(workshop: Workshop, analysis_id: str) -> Result:
    with workshop.database.reading() as session:
        return analyses.result_of(session.get_one(Analysis, analysis_id))


@pytest.fixture(name="two")
def _two(workshop: Workshop) -> tuple[str, str]:
    return _read(workshop, ONE), _read(workshop, ONE.replace("500元", "800元"))


def test_a_worker_makes_an_analysis(workshop: Workshop, two: tuple[str, str]) -> None:
    analysis_id, job = _ordered(workshop, Order(Kind.COMPARISON), *two)
    assert _state(workshop, analysis_id) == ("queued", None)
    with workshop.slot(extract_within) as slot:
        assert slot.perform()
    after = workshop.job(job.id)
    assert (after.state, after.stage, after.analysis_id) == ("succeeded", "done", analysis_id)
    assert _state(workshop, analysis_id) == ("ready", None)
    assert workshop.version(job.id).state == "ready", "the versions are not touched"
    found = _result(workshop, analysis_id)
    assert isinstance(found, Comparison)
    kinds = {change.kind for pair in found.pairs for change in pair.changes}
    assert ChangeKind.AMOUNT in kinds


def test_somebody_waits_for_it_so_it_goes_first(workshop: Workshop, two: tuple[str, str]) -> None:
    workshop.queued("第一条 后读的。")
    _, job = _ordered(workshop, Order(Kind.LAW), two[0])
    claimed = workshop.claimed()
    assert claimed is not None
    assert (claimed.id, claimed.stage) == (job.id, "analysing")


def test_a_playbook_that_is_none_fails_with_its_faults(workshop: Workshop, two: tuple[str, str]) -> None:
    order = Order(Kind.PLAYBOOK, "title: 无\n", "无名标准")
    analysis_id, job = _ordered(workshop, order, two[0])
    with workshop.slot(extract_within) as slot:
        assert slot.perform()
    after = workshop.job(job.id)
    assert (after.state, after.failure_code, after.attempts) == ("failed", "declaration", 1)
    assert "第1行" in (after.failure_reason or "")
    assert _state(workshop, analysis_id) == ("failed", "declaration")


def test_a_pattern_without_end_is_stopped(workshop: Workshop) -> None:
    document = _read(workshop, "第一条 " + "甲" * 40 + "乙。\n")
    text = (
        "id: slow\ntitle: 慢\nstance: insured\nlines: [liability]\nversion: '1'\nsections:\n"
        "  - title: 一\n    checks:\n      - id: slow\n        title: 慢\n        weight: low\n"
        "        requirement: 无。\n        advice: 无。\n        require: absent\n        select:\n"
        "          - type: sentence\n            words: '(甲+)+丙'\n"
    )
    quick = workshop.having(read_seconds=5)
    analysis_id, job = _ordered(quick, Order(Kind.PLAYBOOK, text, "慢"), document)
    with quick.slot(extract_within) as slot:
        assert slot.perform()
    assert _state(workshop, analysis_id) == ("failed", "analysis-stopped")
    assert "正则表达式" in (workshop.job(job.id).failure_reason or "")


def test_a_deleted_document_takes_the_job_along(workshop: Workshop, two: tuple[str, str]) -> None:
    analysis_id, job = _ordered(workshop, Order(Kind.COMPARISON), *two)
    with workshop.database.writing() as session:
        documents.remove(session, workshop.caller, two[1])
    with workshop.database.reading() as session:
        assert session.get(Analysis, analysis_id) is None
        assert session.get(Job, job.id) is None


def test_a_document_is_compared_with_the_whole_library(workshop: Workshop, two: tuple[str, str]) -> None:
    _read(workshop, "第一条 争议由仲裁委员会仲裁，适用中华人民共和国法律。\n")
    analysis_id, _ = _ordered(workshop, Order(Kind.NEIGHBOURS), two[0])
    with workshop.slot(extract_within) as slot:
        assert slot.perform()
    found = _result(workshop, analysis_id)
    assert isinstance(found, Surroundings)
    assert found.searched == 2
    assert [one.similar > 0 for one in found.neighbours] == [True, False]
    held = {echo.path: echo.held for echo in found.echoes}
    assert held["第一条"] == 1
