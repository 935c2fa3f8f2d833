"""An analysis carried out by a worker (分析任务): what the child process is given, and what it gives."""

from api.analysis.library import Profiling, Surveying
from api.analysis.orders import Kind, Performance
from api.store import analyses, profiles
from api.store.engine import Database
from api.store.readings import load_extraction
from api.store.tables import Reading
from api.store.tables_analysis import Analysis
from extractor.pages.isolation import Worker


def analyse(database: Database, worker: Worker, analysis_id: str) -> str | None:
    """The result as JSON; None where the analysis is gone. Raises as Worker.run does."""
    with database.reading() as session:
        analysis = session.get(Analysis, analysis_id)
        if analysis is None:
            return None
        if analysis.kind != Kind.NEIGHBOURS:
            extractions = analyses.subject_extractions(session, analysis)
            performance = Performance(analyses.order_of(analysis), extractions)
    if analysis.kind == Kind.NEIGHBOURS:
        return _surveyed(database, worker, analysis.workspace_id, analysis.subjects[0].reading)
    return worker.run(performance, b"", analysis.name)


def _surveyed(database: Database, worker: Worker, workspace_id: str, reading: Reading) -> str:
    with database.reading() as session:
        unknown = profiles.missing(session, workspace_id, reading.id)
    for reading_id in unknown:
        _profile(database, worker, reading_id)
    with database.reading() as session:
        own, others = profiles.library(session, workspace_id, reading)
    return worker.run(Surveying(own, others), b"")


def _profile(database: Database, worker: Worker, reading_id: str) -> None:
    with database.reading() as session:
        found = session.get(Reading, reading_id)
        if found is None:
            return
        extraction = load_extraction(session, found)
    made = worker.run(Profiling(extraction), b"")
    with database.writing() as session:
        profiles.keep(session, reading_id, made)
