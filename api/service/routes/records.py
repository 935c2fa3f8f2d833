"""Records (记录): listed, counted, reviewed."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.callers import Caller
from api.service.context import Service, ServiceDep
from api.service.etags import IfNoneMatch, Seen, etag, tagged
from api.service.guards import Reader, Reviewer
from api.service.idempotency import OnceDep
from api.service.problems import documented
from api.service.reviewing import Listing, edited
from api.service.routes.documents import DocumentId
from api.service.wire.audit import AuditOut
from api.service.wire.records import (
    RecordAddition,
    RecordCounts,
    RecordEdit,
    RecordOut,
    RecordPage,
    RecordQuery,
    RecordsOfAll,
    RecordsOfOne,
)
from api.store import decisions
from api.store.history import history
from api.store.records import RecordFilter, count_records, find_records
from api.store.subjects import RECORDS

router = APIRouter(prefix="/v1", tags=["记录"])
RecordId = Annotated[str, Path(description="记录编号", max_length=64, examples=["rec_4q8w3r5t6y1z0a7h2k9m"])]


@router.get(
    "/records",
    response_model=RecordPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 422, 429, 503),
    summary="全部文档的记录",
    operation_id="listRecords",
)
def list_records(found: ServiceDep, caller: Reader, query: Annotated[RecordsOfAll, Query()]) -> RecordPage:
    """各文档当前内容中的记录，复核后的结果为准；可按类型、当事人、金额、期限等筛选。"""
    return _page(found, caller, query, query.wanted(document_id=query.document_id))


@router.get(
    "/records/counts",
    response_model=RecordCounts,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="各类记录的数量",
    operation_id="countRecords",
)
def counts(
    found: ServiceDep,
    caller: Reader,
    document_id: Annotated[str | None, Query(max_length=64, description="只数这份文档的")] = None,
) -> RecordCounts:
    """全部文档或一份文档的当前内容中，各类记录有多少条（驳回的不计），各复核状态有多少条。"""
    with found.database.reading() as session:
        tally = count_records(session, caller.workspace_id, document_id)
    return RecordCounts.model_validate({"types": tally.words, "reviews": tally.reviews})


@router.get(
    "/documents/{document_id}/records",
    response_model=RecordPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 422, 429, 503),
    summary="一份文档的记录",
    operation_id="listDocumentRecords",
)
def list_document_records(
    found: ServiceDep, caller: Reader, document_id: DocumentId, query: Annotated[RecordsOfOne, Query()]
) -> RecordPage:
    """一份文档的记录，复核后的结果为准；默认为当前读取结果，也可查看以前的。"""
    wanted = query.wanted(document_id=document_id, reading_id=query.reading)
    return _page(found, caller, query, wanted)


def _page(found: Service, caller: Caller, query: RecordQuery, wanted: RecordFilter) -> RecordPage:
    listing = Listing("records", caller, query, wanted.document_id)
    with found.database.reading() as session:
        page = find_records(session, caller.workspace_id, wanted, after=listing.after, limit=query.limit)
        items = [RecordOut.of(row) for row in page.rows]
    return RecordPage(items=items, next_cursor=listing.next_cursor(page.after))


@router.post(
    "/documents/{document_id}/records",
    status_code=201,
    response_model=RecordOut,
    responses=documented(400, 401, 403, 404, 409, 422, 429, 503),
    summary="补充一条记录",
    operation_id="addRecord",
)
def add(
    found: ServiceDep, caller: Reviewer, once: OnceDep, document_id: DocumentId, addition: RecordAddition
) -> Response:
    """补充机器未读出的记录。原文取自当前读取结果的 [start, end)，条号由位置得出。"""
    request = ("add-record", document_id, addition.model_dump_json())
    with found.database.writing() as session:
        repeated = once.repeated(session, caller, *request)
        if repeated is not None:
            return repeated
        row = decisions.add(session, caller, RECORDS, document_id, addition.change(), note=addition.note)
        body = RecordOut.of(row)
        headers = {"Location": f"/v1/records/{body.id}", "ETag": etag(body.revision)}
        return once.answer(session, caller, *request, status=201, body=body, headers=headers)


@router.get(
    "/records/{record_id}",
    response_model=RecordOut,
    response_model_exclude_none=True,
    responses={304: {"description": "未变化"}, **documented(401, 403, 404, 422, 429, 503)},
    summary="一条记录",
    operation_id="getRecord",
)
def get(found: ServiceDep, caller: Reader, record_id: RecordId, if_none: IfNoneMatch = None) -> Response:
    """一条记录，驳回的和以前读取结果的也能取到。应答带 `ETag`，复核时以 `If-Match` 送回。"""
    with found.database.reading() as session:
        body = RecordOut.of(RECORDS.get(session, caller.workspace_id, record_id))
    return tagged(body, body.revision, if_none)


@router.patch(
    "/records/{record_id}",
    response_model=RecordOut,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 409, 412, 422, 428, 429, 503),
    summary="复核一条记录",
    operation_id="reviewRecord",
)
def review(
    found: ServiceDep, caller: Reviewer, record_id: RecordId, edit: RecordEdit, seen: Seen
) -> Response:
    """采纳、更正、驳回或撤销复核。须带 `If-Match`；他人已先更改时返回 412，文档已重新读取时返回 409。

    复核结论在重新读取后继续有效；更换文档版本（文件内容不同）后不沿用。
    """
    with found.database.writing() as session:
        body = RecordOut.of(edited(session, caller, RECORDS, record_id, edit, revision=seen))
    return tagged(body, body.revision)


@router.get(
    "/records/{record_id}/history",
    response_model=list[AuditOut],
    response_model_exclude_none=True,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="一条记录的沿革",
    operation_id="getRecordHistory",
)
def record_history(found: ServiceDep, caller: Reader, record_id: RecordId) -> list[AuditOut]:
    """何人何时如何复核，新的在前；重新读取前的复核也在内。"""
    with found.database.reading() as session:
        events = history(session, caller.workspace_id, RECORDS, record_id)
        return [AuditOut.of(event, change) for event, change in events]
