"""Analyses of a workspace (比对与审查): ordered, made at once or by a worker, listed, renamed, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.orm import Session, selectinload

from api.analysis.forms import Form
from api.analysis.orders import Kind, Order, number_of_documents, titles
from api.analysis.rendering import Rendering
from api.analysis.results import Result, decode_result, tally_of
from api.callers import Caller
from api.problems import Conflict, Invalid, NotFound, PreconditionFailed
from api.store.audit import record_event
from api.store.columns import new_id, now
from api.store.documents import get_document, get_version
from api.store.readings import find_reading, load_document, load_extraction
from api.store.records import record_ids
from api.store.tables import Document, Reading
from api.store.tables_analysis import Analysis, AnalysisSubject
from extractor.errors import ReadingStopped
from extractor.records import Extraction

_NAME = 400
_FAULT = "分析时发生内部错误，未能完成。请把文档编号和分析种类告诉管理员。"
_STOPPED = "分析超过了时间或内存的上限，已停止。使用自有审查标准时，请检查其中的正则表达式；否则请减少文档的数量或改用较短的文档。"
AT_ONCE = 300_000  # characters of all documents together, up to which an analysis is made within the request


def why_stopped(stopped: ReadingStopped) -> str:
    """What to tell of an analysis whose child gave no result (Chinese)."""
    return _FAULT if stopped.__cause__ is not None else _STOPPED


@dataclass(frozen=True, slots=True)
class Subject:
    """A document that an analysis is asked about: its current reading, or the newest one of a version."""

    document_id: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A reading that was found, and the name of its document."""

    reading: Reading
    name: str


def find_subjects(
    session: Session, workspace_id: str, kind: Kind, subjects: Sequence[Subject]
) -> tuple[Named, ...]:
    """The readings asked about. NotFound and Conflict as for each document; Invalid for too few, too many or twice."""
    least, most = number_of_documents(kind)
    if not least <= len(subjects) <= most:
        told = str(least) if least == most else f"{least}–{most}"
        raise Invalid("wrong-number-of-documents", f"这种分析需要 {told} 份文档，收到 {len(subjects)} 份。")
    found = tuple(_named(session, workspace_id, subject) for subject in subjects)
    if len({one.reading.id for one in found}) < len(found):
        raise Invalid("same-document-twice", "同一份文档（同一版本）写了两次。请选择不同的文档或版本。")
    return found


def _named(session: Session, workspace_id: str, subject: Subject) -> Named:
    document = get_document(session, workspace_id, subject.document_id)
    if subject.version is None:
        return Named(find_reading(session, document), document.name)
    reading = _reading_of_version(session, document, subject.version)
    return Named(reading, f"{document.name}（第{subject.version}版）")


def _reading_of_version(session: Session, document: Document, number: int) -> Reading:
    version = get_version(document, number)
    query = select(Reading).where(Reading.version_id == version.id)
    found = session.scalar(query.order_by(Reading.created_at.desc()).limit(1))
    if found is None:
        raise Conflict("not-read", f"第{number}版没有读取结果。请先重新读取，或选择其他版本。")
    return found


def is_small(session: Session, order: Order, subjects: Sequence[Named]) -> bool:
    """True where the analysis can be made within the request."""
    if order.kind is Kind.NEIGHBOURS:
        return False
    lengths = select(func.sum(func.length(Reading.text))).where(
        Reading.id.in_([one.reading.id for one in subjects])
    )
    return (session.scalar(lengths) or 0) <= AT_ONCE


def extractions(session: Session, subjects: Sequence[Named]) -> tuple[Extraction, ...]:
    """What was read in each, as it stands after review."""
    return tuple(load_extraction(session, one.reading) for one in subjects)


def add_analysis(
    session: Session, caller: Caller, order: Order, subjects: Sequence[Named], name: str = ""
) -> Analysis:
    """A new analysis, queued. The caller of this function makes it, or queues a job for it."""
    row = Analysis(
        id=new_id("ana"),
        workspace_id=caller.workspace_id,
        kind=order.kind.value,
        name=(name or titles(order, [one.name for one in subjects]))[:_NAME],
        parameters={
            "playbook": order.playbook,
            "playbook_name": order.playbook_name,
            "elements": list(order.elements),
            "claim": order.claim,
        },
        created_by=caller.id,
        subjects=[
            AnalysisSubject(
                position=at, document=session.get_one(Document, one.reading.document_id), reading=one.reading
            )
            for at, one in enumerate(subjects)
        ],
    )
    session.add(row)
    session.flush()
    for document_id in {one.reading.document_id for one in subjects}:
        record_event(session, caller, "analysis.ordered", document_id=document_id, subject=row.id)
    return row


def keep_result(session: Session, analysis: Analysis, told: str) -> None:
    """The analysis is ready: ``told`` is the result as JSON."""
    analysis.result = told
    analysis.tally = dict(tally_of(decode_result(Kind(analysis.kind), told)))
    analysis.state, analysis.failure_code, analysis.failure_reason = "ready", None, None
    session.flush()


def get_analysis(session: Session, workspace_id: str, analysis_id: str) -> Analysis:
    """The analysis. NotFound where this workspace has none of that id."""
    found = session.get(Analysis, analysis_id)
    if found is None or found.workspace_id != workspace_id:
        raise NotFound(
            "analysis-not-found", "没有这项比对或审查。它可能已被删除（所涉文档删除时一并删除）；请核对编号。"
        )
    return found


def order_of(analysis: Analysis) -> Order:
    """What was asked."""
    told = analysis.parameters
    elements = tuple(told.get("elements", ()))
    return Order(
        Kind(analysis.kind), told["playbook"], told["playbook_name"], elements, told.get("claim", "")
    )


def result_of(analysis: Analysis) -> Result:
    """What it came to. Conflict where it is not ready."""
    if analysis.state == "failed":
        raise Conflict("analysis-failed", f"这项分析未能完成：{analysis.failure_reason}")
    if analysis.result is None:
        raise Conflict("analysis-unfinished", "这项分析尚未完成。请等任务结束后再取结果。")
    return decode_result(Kind(analysis.kind), analysis.result)


def rendering(session: Session, analysis: Analysis, form: Form, *, masked: bool = False) -> Rendering:
    """The report of a finished analysis, as a job for a child. Conflict where it is not ready."""
    result_of(analysis)
    of_claim = analysis.kind == Kind.CLAIM
    return Rendering(
        Kind(analysis.kind),
        form,
        analysis.result or "",
        tuple(load_document(one.reading) for one in analysis.subjects),
        tuple(one.document.name for one in analysis.subjects),
        now(),
        record_ids(session, analysis.subjects[0].reading_id) if of_claim else {},
        masked,
        order_of(analysis).claim,
    )


def subject_extractions(session: Session, analysis: Analysis) -> tuple[Extraction, ...]:
    """What was read in each of its documents, in the order asked."""
    return tuple(load_extraction(session, one.reading) for one in analysis.subjects)


def list_analyses(
    session: Session,
    workspace_id: str,
    *,
    kinds: Sequence[Kind] = (),
    document_id: str | None = None,
    before: tuple[datetime, str] | None = None,
    limit: int = 50,
) -> Sequence[Analysis]:
    """Newest first, of every kind where none is named; ``before`` is the creation time and id of the last one seen."""
    versions = selectinload(Analysis.subjects).selectinload(AnalysisSubject.document)
    query = select(Analysis).where(Analysis.workspace_id == workspace_id)
    query = query.options(versions.selectinload(Document.versions))
    if kinds:
        query = query.where(Analysis.kind.in_([kind.value for kind in kinds]))
    if document_id is not None:
        about = select(AnalysisSubject.analysis_id).where(AnalysisSubject.document_id == document_id)
        query = query.where(Analysis.id.in_(about))
    if before is not None:
        query = query.where(tuple_(Analysis.created_at, Analysis.id) < before)
    return session.scalars(query.order_by(Analysis.created_at.desc(), Analysis.id.desc()).limit(limit)).all()


def rename_analysis(session: Session, caller: Caller, analysis_id: str, name: str, revision: int) -> Analysis:
    """Give it another name. PreconditionFailed unless ``revision`` is the one in force."""
    analysis = get_analysis(session, caller.workspace_id, analysis_id)
    changed = session.execute(
        update(Analysis)
        .where(Analysis.id == analysis_id, Analysis.revision == revision)
        .values(name=name, revision=revision + 1)
        .returning(Analysis.id)
    ).all()
    if not changed:
        raise PreconditionFailed("changed-since", "该分析已被他人更改。请重新取得后，再作修改。")
    session.refresh(analysis)
    record_event(session, caller, "analysis.renamed", subject=analysis_id)
    return analysis


def remove_analysis(session: Session, caller: Caller, analysis_id: str) -> None:
    """Delete it with its result."""
    get_analysis(session, caller.workspace_id, analysis_id)
    session.execute(delete(Analysis).where(Analysis.id == analysis_id))
    record_event(session, caller, "analysis.deleted", subject=analysis_id)
