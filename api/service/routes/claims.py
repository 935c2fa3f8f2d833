"""Claim checks (理赔核定): one at once, many as a job."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, File, Path, Query, Response, UploadFile
from fastapi.responses import StreamingResponse

from api.callers import Caller
from api.claims.checking import Checking
from api.claims.exact import dump_json
from api.claims.form import ClaimIn
from api.claims.reading import sound
from api.claims.refusals import granted
from api.claims.rows import MOST_BYTES, Row, of_values
from api.claims.summary import (
    Answered,
    csv_table,
    json_line,
    template_csv,
    template_xlsx,
    xlsx_table,
)
from api.claims.tabulating import Tabulating
from api.claims.writing import determination_form
from api.export.formats import FormatFull
from api.problems import Conflict, TooLarge
from api.service.context import Service, ServiceDep
from api.service.downloads import content_of, download, download_long
from api.service.guards import Reader, Writer
from api.service.idempotency import Once, OnceDep
from api.service.paging import Cursor, Limit, cut, decode_cursor
from api.service.problems import documented
from api.service.uploads import safe_name
from api.service.wire.claims import ClaimBatchIn, ClaimBatchOut, ClaimBatchPage, DeterminationOut
from api.store import claims, jobs
from api.store.analyses import why_stopped
from api.store.documents import position
from api.store.readings import find_reading, load_extraction
from api.store.records import record_ids
from extractor.errors import ReadingStopped

router = APIRouter(prefix="/v1/claims", tags=["理赔"])
BatchId = Annotated[str, Path(max_length=64, description="批次编号", examples=["clb_3k9x2m4q7w8r5t6y1z0a"])]
_FILE = "案件文件：xlsx、csv（每行一个案件，列名见“案件模板”）、jsonl 或 json（列表）"


class ResultsAs(StrEnum):
    """In which form the results of a batch are handed out."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


class TemplateAs(StrEnum):
    """In which form the empty table is handed out."""

    XLSX = "xlsx"
    CSV = "csv"


@router.post(
    "/check",
    response_model=DeterminationOut,
    responses=documented(400, 401, 403, 404, 409, 422, 429, 503),
    summary="核定案件",
    operation_id="checkClaim",
)
def check(found: ServiceDep, caller: Reader, asked: ClaimIn) -> Response:
    """按文档的条款核定一个案件：是否在保险期间内、保险责任、责任免除、义务、单证、赔款、期限和待查问题，每项都附原文。

    当场完成，不保存；要保存请用“开始分析”，kind 为 claim。意见供人判断时参考：凡须判断的都标为 possible 并附问题。
    """
    claim = sound(asked.claim())
    with found.database.reading() as session:
        document = claims.claimed_document(session, caller.workspace_id, claim.document)
        reading = find_reading(session, document)
        extraction = load_extraction(session, reading)
        ids = record_ids(session, reading.id)
    try:
        told = found.children.run(Checking(extraction, claim))
    except ReadingStopped as stopped:
        raise Conflict("claim-stopped", why_stopped(stopped)) from None
    form = determination_form(told, extraction.document, ids)
    return Response(dump_json(form), media_type="application/json")


@router.get(
    "/template",
    response_class=Response,
    responses={
        200: {"content": content_of([".xlsx", ".csv"]), "description": "空白的案件表"},
        **documented(401, 403, 422, 429, 503),
    },
    summary="案件模板",
    operation_id="getClaimTemplate",
)
def template(
    caller: Reader,
    form: Annotated[
        TemplateAs, Query(alias="format", description="xlsx（附填写说明）或 csv")
    ] = TemplateAs.XLSX,
) -> Response:
    """批量核定用的空白案件表。没有填的不会猜测。"""
    content = template_xlsx() if form is TemplateAs.XLSX else template_csv().encode()
    return download([content], "案件模板", f".{form}")


@router.post(
    "/batches",
    status_code=202,
    response_model=ClaimBatchOut,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 422, 429, 503),
    summary="批量核定",
    operation_id="createClaimBatch",
)
def create_batch(found: ServiceDep, caller: Writer, once: OnceDep, asked: ClaimBatchIn) -> Response:
    """提交一批案件（最多 10,000 个），排队核定；进度见任务（done、total），完成后下载结果。有误的案件单独报告。"""
    rows = list(of_values(asked.claims, asked.document_id))
    request = ("claims", asked.model_dump_json())
    return _ordered(found, caller, once, request, rows, asked.name or f"{len(rows)} 个案件")


@router.post(
    "/batches/files",
    status_code=202,
    response_model=ClaimBatchOut,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 413, 415, 422, 429, 503),
    summary="上传案件表",
    operation_id="uploadClaimBatch",
)
def upload_batch(
    found: ServiceDep,
    caller: Writer,
    once: OnceDep,
    file: Annotated[UploadFile, File(description=_FILE)],
    document_id: Annotated[str, Query(max_length=64, description="没有填“条款”的案件所用的文档编号")] = "",
) -> Response:
    """以文件提交一批案件（最多 10,000 个），排队核定。条款一列填文档编号或名称。有误的行单独报告，不影响其他行。"""
    data = file.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLarge("claims-too-large", f"文件超过 {MOST_BYTES >> 20} MiB 的上限。请分成几个文件。")
    name = safe_name(file.filename or "")
    try:
        rows = granted(found.children.run(Tabulating(document_id), data, name))
    except ReadingStopped:
        told = "读取案件表超过了时间或内存的上限。请删去多余的行和工作表，或分成几个文件。"
        raise TooLarge("claims-too-large", told) from None
    request = ("claims-file", sha256(data).hexdigest(), name, document_id)
    return _ordered(found, caller, once, request, rows, name)


def _ordered(
    found: Service, caller: Caller, once: Once, request: tuple[str, ...], rows: Sequence[Row], name: str
) -> Response:
    with found.database.writing() as session:
        repeated = once.repeated(session, caller, *request)
        if repeated is not None:
            return repeated
        batch = claims.add_batch(session, caller, rows, name)
        counts = claims.counts(session, [batch.id])[batch.id]
        job = jobs.enqueue_batch(session, caller, batch, found.settings, done=counts.done, total=counts.total)
        body = ClaimBatchOut.of(batch, counts, job.id)
        place = {"Location": f"/v1/jobs/{job.id}"}
        return once.answer(session, caller, *request, status=202, body=body, headers=place)


@router.get(
    "/batches",
    response_model=ClaimBatchPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 422, 429, 503),
    summary="批次列表",
    operation_id="listClaimBatches",
)
def list_batches(
    found: ServiceDep, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> ClaimBatchPage:
    """工作区的各批案件，新的在前。"""
    asked = f"claims/{caller.workspace_id}"
    before = position(decode_cursor(cursor, asked)) if cursor else None
    with found.database.reading() as session:
        rows = claims.list_batches(session, caller.workspace_id, before=before, limit=limit + 1)
        page, following = cut(rows, limit, lambda row: (row.created_at.isoformat(), row.id), asked)
        counts = claims.counts(session, [row.id for row in page])
        items = [ClaimBatchOut.of(row, counts[row.id]) for row in page]
        return ClaimBatchPage(items=items, next_cursor=following)


@router.get(
    "/batches/{batch_id}",
    response_model=ClaimBatchOut,
    response_model_exclude_none=True,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="一批案件",
    operation_id="getClaimBatch",
)
def get_batch(found: ServiceDep, caller: Reader, batch_id: BatchId) -> ClaimBatchOut:
    """一批案件的状态和进度；结果见“下载核定结果”。"""
    with found.database.reading() as session:
        row = claims.get_batch(session, caller.workspace_id, batch_id)
        return ClaimBatchOut.of(row, claims.counts(session, [row.id])[row.id])


@router.get(
    "/batches/{batch_id}/results",
    response_class=StreamingResponse,
    responses={
        200: {"content": content_of([".jsonl", ".csv", ".xlsx"]), "description": "核定结果"},
        **documented(401, 403, 404, 409, 422, 429, 503),
    },
    summary="下载核定结果",
    operation_id="exportClaimBatch",
)
def export_batch(
    found: ServiceDep,
    caller: Reader,
    batch_id: BatchId,
    form: Annotated[ResultsAs, Query(alias="format", description="jsonl：全部内容；csv、xlsx：每个案件一行")],
) -> Response:
    """各案件的结果，次序与提交时一致；未能核定的写明原因和字段。任务取消后，可下载已完成的部分。"""
    with found.database.reading() as session:
        row = claims.get_batch(session, caller.workspace_id, batch_id)
        if row.state in {"queued", "running"}:
            raise Conflict("batch-unfinished", "这批案件尚未核定完。请等任务结束，或先取消任务。")
        try:
            return download_long(_written(claims.answered(session, batch_id), form), row.name, f".{form}")
        except FormatFull as full:
            raise Conflict("format-full", str(full)) from None


def _written(answered: Iterator[Answered], form: ResultsAs) -> Iterator[bytes]:
    if form is ResultsAs.XLSX:
        yield xlsx_table(answered)
        return
    lines: Iterable[str] = csv_table(answered) if form is ResultsAs.CSV else map(json_line, answered)
    for line in lines:
        yield line.encode()


@router.delete(
    "/batches/{batch_id}",
    status_code=204,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="删除一批案件",
    operation_id="deleteClaimBatch",
)
def delete_batch(found: ServiceDep, caller: Writer, batch_id: BatchId) -> Response:
    """删除这批案件及其结果；进行中的任务随之停止。删除文档时，其案件一并删除。"""
    with found.database.writing() as session:
        claims.remove_batch(session, caller, batch_id)
    return Response(status_code=204)
