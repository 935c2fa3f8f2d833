"""Analyses (分析): ordered, made at once or by a worker, kept, told, deleted."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy.orm import Session

from api.analysis.forms import Form, ReportImpossible, forms_of
from api.analysis.orders import Kind, Order, Performance
from api.analysis.standards import shipped_order
from api.callers import Caller
from api.claims.exact import dump_json
from api.claims.form import written
from api.claims.reading import sound
from api.problems import Conflict, FieldError, Invalid
from api.service.context import Service, ServiceDep
from api.service.downloads import content_of, download
from api.service.etags import IfNoneMatch, Seen, tagged
from api.service.guards import Reader, Writer
from api.service.idempotency import OnceDep
from api.service.paging import Cursor, Limit, cut, decode_cursor
from api.service.problems import documented
from api.service.wire.analyses import AnalysisIn, AnalysisOut, AnalysisPage, AnalysisPatch
from api.service.wire.results import ResultOut
from api.store import analyses, jobs, playbooks
from api.store.analyses import Named, Subject
from api.store.documents import position
from api.store.records import record_ids
from api.store.tables import Version
from api.store.tables_analysis import Analysis
from extractor.elements.catalogue import catalogue
from extractor.elements.declared import DeclarationProblem
from extractor.errors import ReadingStopped

router = APIRouter(prefix="/v1/analyses", tags=["分析"])
AnalysisId = Annotated[
    str, Path(max_length=64, description="分析编号", examples=["ana_3k9x2m4q7w8r5t6y1z0a"])
]

_SUFFIXES = (".html", ".xlsx", ".docx", ".pdf", ".json")
_AS = (
    "html：网页报告；xlsx：表格；docx：比对为第二份文档上的修订和批注，其余为报告；"
    "annotated：在原件上批注（Word）或高亮（PDF）；json：数据"
)
_REMARKS = 20
_IN_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True)
class _Made:
    """What was asked, of which readings, and what came of it; None where a worker is to do it."""

    order: Order
    named: tuple[Named, ...]
    told: str | None


@router.post(
    "",
    status_code=201,
    response_model=AnalysisOut,
    response_model_exclude_none=True,
    responses={
        202: {"model": AnalysisOut, "description": "文档较长，已排队；Location 为任务的地址"},
        **documented(400, 401, 403, 404, 409, 422, 429, 503),
    },
    summary="开始分析",
    operation_id="createAnalysis",
)
def create(found: ServiceDep, caller: Writer, once: OnceDep, asked: AnalysisIn) -> Response:
    """比对、对照或审查已读出的文档。较短的当场完成（201）；较长的排队（202），完成后状态变为 ready。结果保存在工作区。"""
    request = ("analysis", asked.model_dump_json())
    made = _made(found, caller, asked)
    with found.database.writing() as session:
        repeated = once.repeated(session, caller, *request)
        if repeated is not None:
            return repeated
        row = analyses.add_analysis(session, caller, made.order, made.named, asked.name)
        if made.told is not None:
            analyses.keep_result(session, row, made.told)
            status, place, job_id = 201, f"/v1/analyses/{row.id}", None
        else:
            job_id = jobs.enqueue_analysis(session, caller, row, found.settings).id
            status, place = 202, f"/v1/jobs/{job_id}"
        body = AnalysisOut.of(row, job_id)
        return once.answer(session, caller, *request, status=status, body=body, headers={"Location": place})


def _made(found: Service, caller: Caller, asked: AnalysisIn) -> _Made:
    subjects = [Subject(one.document_id, one.version) for one in asked.documents]
    with found.database.reading() as session:
        order = _order(session, caller, asked)
        named = analyses.find_subjects(session, caller.workspace_id, order.kind, subjects)
        if not analyses.is_small(session, order, named):
            return _Made(order, named, None)
        extractions = analyses.extractions(session, named)
    try:
        return _Made(order, named, found.children.run(Performance(order, extractions)))
    except ReadingStopped as stopped:
        raise Conflict("analysis-stopped", analyses.why_stopped(stopped)) from None
    except DeclarationProblem as problem:  # written for another version of the program
        raise Conflict("playbook-outdated", str(problem)) from None


def _order(session: Session, caller: Caller, asked: AnalysisIn) -> Order:
    """What is asked; NotFound for a playbook that is not there, Invalid for elements that are none."""
    kind = asked.kind
    if (kind is Kind.PLAYBOOK) != bool(asked.playbook):
        told = "请指明审查标准的编号。" if kind is Kind.PLAYBOOK else "只有 kind 为 playbook 时可写审查标准。"
        raise Invalid("playbook-misplaced", told, errors=[FieldError("/playbook", told)])
    elements = tuple(asked.elements or ())
    _check_elements(kind, elements)
    if kind is not Kind.PLAYBOOK:
        return Order(kind, elements=elements, claim=_claim(kind, asked))
    included = shipped_order(asked.playbook)
    if included is not None:
        return included
    own = playbooks.get_playbook(session, caller.workspace_id, asked.playbook)
    return Order(kind, own.text, own.title)


def _claim(kind: Kind, asked: AnalysisIn) -> str:
    """The case as it is kept; empty for other kinds. Invalid where it is misplaced, or contradicts itself."""
    if (kind is Kind.CLAIM) != (asked.claim is not None):
        told = "请在 claim 中写明案情。" if kind is Kind.CLAIM else "只有 kind 为 claim 时可写案情。"
        raise Invalid("claim-misplaced", told, errors=[FieldError("/claim", told)])
    if asked.claim is None:
        return ""
    sound(asked.claim.under(asked.documents[0].document_id), "/claim")
    return dump_json(written(asked.claim))


def _check_elements(kind: Kind, keys: Sequence[str]) -> None:
    if keys and kind is not Kind.MATRIX:
        told = "只有 kind 为 matrix 时可写要素。"
        raise Invalid("elements-misplaced", told, errors=[FieldError("/elements", told)])
    known = catalogue()
    errors = [
        FieldError(f"/elements/{at}", f"没有名为“{key}”的要素")
        for at, key in enumerate(keys)
        if key not in known
    ]
    if errors:
        raise Invalid("no-such-element", "有的要素不存在。请在“要素目录”中查看现有代码。", errors=errors)


@router.get(
    "",
    response_model=AnalysisPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 422, 429, 503),
    summary="分析列表",
    operation_id="listAnalyses",
)
def list_analyses(
    found: ServiceDep,
    caller: Reader,
    kind: Annotated[list[Kind] | None, Query(description="只要这些种类的分析，可写多个")] = None,
    document_id: Annotated[str | None, Query(max_length=64, description="只要涉及这份文档的")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> AnalysisPage:
    """工作区保存的分析，新的在前。"""
    kinds = sorted(set(kind or ()))
    asked = f"analyses/{caller.workspace_id}/{','.join(kinds)}/{document_id}"
    before = position(decode_cursor(cursor, asked)) if cursor else None
    with found.database.reading() as session:
        rows = analyses.list_analyses(
            session,
            caller.workspace_id,
            kinds=kinds,
            document_id=document_id,
            before=before,
            limit=limit + 1,
        )
        page, following = cut(rows, limit, lambda row: (row.created_at.isoformat(), row.id), asked)
        return AnalysisPage(items=[AnalysisOut.of(row) for row in page], next_cursor=following)


@router.get(
    "/{analysis_id}",
    response_model=AnalysisOut,
    response_model_exclude_none=True,
    responses={304: {"description": "未变化"}, **documented(401, 403, 404, 422, 429, 503)},
    summary="一项分析",
    operation_id="getAnalysis",
)
def get_analysis(
    found: ServiceDep, caller: Reader, analysis_id: AnalysisId, if_none_match: IfNoneMatch = None
) -> Response:
    """分析的状态和计数；内容见“分析结果”。"""
    with found.database.reading() as session:
        row = analyses.get_analysis(session, caller.workspace_id, analysis_id)
        told = AnalysisOut.of(row, jobs.job_of_analysis(session, row))
        return tagged(told, row.revision, if_none_match, state=_condition(row))


def _condition(row: Analysis) -> str:
    """What may change of an analysis without an edit of it, in letters as an ETag takes them: its state, and the
    names of its documents and whether they still hold what was read."""
    told = repr([(one.document.name, one.reading.is_current) for one in row.subjects])
    digest = hashlib.sha256(told.encode()).hexdigest()[:12]
    return row.state + digest.translate(_IN_LETTERS)


@router.get(
    "/{analysis_id}/result",
    response_model=ResultOut,
    response_model_exclude_none=True,
    responses=documented(401, 403, 404, 409, 422, 429, 503),
    summary="分析结果",
    operation_id="getAnalysisResult",
)
def get_result(found: ServiceDep, caller: Reader, analysis_id: AnalysisId) -> Response:
    """分析的全部结果，每一项都附原文和位置。"""
    with found.database.reading() as session:
        row = analyses.get_analysis(session, caller.workspace_id, analysis_id)
        result = analyses.result_of(row)
        if row.kind == Kind.CLAIM:
            ids = record_ids(session, row.subjects[0].reading_id)
            told = ResultOut.of(row.kind, result, ids, json.loads(analyses.order_of(row).claim))
        else:
            told = ResultOut.of(row.kind, result)
    # Written here: the framework would check all of it once more, and a long comparison has megabytes.
    return Response(told.model_dump_json(exclude_none=True), media_type="application/json")


@router.get(
    "/{analysis_id}/export",
    response_class=Response,
    responses={
        200: {
            "content": content_of(_SUFFIXES),
            "description": "报告；未能标注之处列在 Tiaokuan-Remarks 响应头中（百分号编码的 JSON 列表）",
        },
        **documented(401, 403, 404, 409, 422, 429, 503),
    },
    summary="导出报告",
    operation_id="exportAnalysis",
)
def export_analysis(
    found: ServiceDep,
    caller: Reader,
    analysis_id: AnalysisId,
    form: Annotated[Form, Query(alias="format", description=_AS)],
    masked: Annotated[
        bool, Query(description="是否遮盖姓名、电话、证件号和银行账号；只有理赔核定的报告可以遮盖")
    ] = False,
) -> Response:
    """把分析导出为报告。不是每种分析都有全部格式。"""
    with found.database.reading() as session:
        row = analyses.get_analysis(session, caller.workspace_id, analysis_id)
        if form not in forms_of(Kind(row.kind)):
            told = f"这种分析没有 {form} 格式。可用：{'、'.join(forms_of(Kind(row.kind)))}。"
            raise Invalid("no-such-form", told, errors=[FieldError("?format", told)])
        if masked and row.kind != Kind.CLAIM:
            told = "只有理赔核定的报告可以遮盖。请去掉 masked。"
            raise Invalid("not-maskable", told, errors=[FieldError("?masked", told)])
        rendering = analyses.rendering(session, row, form, masked=masked)
        version = row.subjects[-1].reading.version_id
        sha256 = session.get_one(Version, version).sha256
    original = found.originals.read(caller.workspace_id, sha256)
    try:
        content, suffix, remarks = found.children.run(rendering, original)
    except ReportImpossible as reason:
        raise Conflict(reason.code, str(reason)) from None
    except ReadingStopped:
        raise Conflict(
            "report-stopped", "生成报告超过了时间或内存的上限。请改用 html 或 xlsx 格式。"
        ) from None
    return download([content], _file_name(row.kind, row.name, form), suffix, _told(remarks))


def _file_name(kind: str, name: str, form: Form) -> str:
    """The name of a report: two Word files of one comparison are told apart by theirs."""
    if form is Form.ANNOTATED:
        return f"{name}（批注）"
    return f"{name}（修订）" if kind == Kind.COMPARISON and form is Form.DOCX else name


def _told(remarks: Sequence[str]) -> dict[str, str]:
    """The header with what could not be shown in a report, where there is any such thing."""
    if not remarks:
        return {}
    return {"Tiaokuan-Remarks": quote(json.dumps(remarks[:_REMARKS], ensure_ascii=False), safe="")}


@router.patch(
    "/{analysis_id}",
    response_model=AnalysisOut,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 412, 422, 428, 429, 503),
    summary="修改分析的名称",
    operation_id="renameAnalysis",
)
def rename(
    found: ServiceDep, caller: Writer, analysis_id: AnalysisId, seen: Seen, asked: AnalysisPatch
) -> Response:
    """须带 `If-Match`：取得该分析时应答的 ETag。"""
    with found.database.writing() as session:
        row = analyses.rename_analysis(session, caller, analysis_id, asked.name, seen)
        return tagged(AnalysisOut.of(row), row.revision, state=_condition(row))


@router.delete(
    "/{analysis_id}",
    status_code=204,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="删除分析",
    operation_id="deleteAnalysis",
)
def delete(found: ServiceDep, caller: Writer, analysis_id: AnalysisId) -> Response:
    """删除分析及其结果；所涉文档不受影响。删除文档时，引用它的分析一并删除。"""
    with found.database.writing() as session:
        analyses.remove_analysis(session, caller, analysis_id)
    return Response(status_code=204)
