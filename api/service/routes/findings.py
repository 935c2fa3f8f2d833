"""Findings (发现): listed, counted, reviewed."""

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
from api.service.wire.findings import (
    FindingAddition,
    FindingCounts,
    FindingEdit,
    FindingOut,
    FindingPage,
    FindingQuery,
    FindingsOfAll,
    FindingsOfOne,
)
from api.store import decisions
from api.store.findings import FindingFilter, count_findings, find_findings
from api.store.history import history
from api.store.subjects import FINDINGS

router = APIRouter(prefix="/v1", tags=["发现"])
FindingId = Annotated[str, Path(description="发现编号", max_length=64, examples=["fnd_8w3r5t6y1z0a7h2k9m4q"])]


@router.get(
    "/findings",
    response_model=FindingPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 422, 429, 503),
    summary="全部文档的发现",
    operation_id="listFindings",
)
def list_findings(found: ServiceDep, caller: Reader, query: Annotated[FindingsOfAll, Query()]) -> FindingPage:
    """各文档当前内容中有误或有风险之处，复核后的结果为准。"""
    return _page(found, caller, query, query.wanted(document_id=query.document_id))


@router.get(
    "/findings/counts",
    response_model=FindingCounts,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="各种发现的数量",
    operation_id="countFindings",
)
def counts(
    found: ServiceDep,
    caller: Reader,
    document_id: Annotated[str | None, Query(max_length=64, description="只数这份文档的")] = None,
) -> FindingCounts:
    """全部文档或一份文档的当前内容中，各种发现有多少条（驳回的不计），各复核状态有多少条。"""
    with found.database.reading() as session:
        tally = count_findings(session, caller.workspace_id, document_id)
    return FindingCounts.model_validate({"codes": tally.words, "reviews": tally.reviews})


@router.get(
    "/documents/{document_id}/findings",
    response_model=FindingPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 422, 429, 503),
    summary="一份文档的发现",
    operation_id="listDocumentFindings",
)
def list_document_findings(
    found: ServiceDep, caller: Reader, document_id: DocumentId, query: Annotated[FindingsOfOne, Query()]
) -> FindingPage:
    """一份文档的发现，复核后的结果为准；默认为当前读取结果，也可查看以前的。"""
    wanted = query.wanted(document_id=document_id, reading_id=query.reading)
    return _page(found, caller, query, wanted)


def _page(found: Service, caller: Caller, query: FindingQuery, wanted: FindingFilter) -> FindingPage:
    listing = Listing("findings", caller, query, wanted.document_id)
    with found.database.reading() as session:
        page = find_findings(session, caller.workspace_id, wanted, after=listing.after, limit=query.limit)
        items = [FindingOut.of(row) for row in page.rows]
    return FindingPage(items=items, next_cursor=listing.next_cursor(page.after))


@router.post(
    "/documents/{document_id}/findings",
    status_code=201,
    response_model=FindingOut,
    responses=documented(400, 401, 403, 404, 409, 422, 429, 503),
    summary="补充一条发现",
    operation_id="addFinding",
)
def add(
    found: ServiceDep, caller: Reviewer, once: OnceDep, document_id: DocumentId, addition: FindingAddition
) -> Response:
    """补充机器未作出的发现。原文取自当前读取结果的 [start, end)，条号由位置得出。"""
    request = ("add-finding", document_id, addition.model_dump_json())
    with found.database.writing() as session:
        repeated = once.repeated(session, caller, *request)
        if repeated is not None:
            return repeated
        row = decisions.add(session, caller, FINDINGS, document_id, addition.change(), note=addition.note)
        body = FindingOut.of(row)
        headers = {"Location": f"/v1/findings/{body.id}", "ETag": etag(body.revision)}
        return once.answer(session, caller, *request, status=201, body=body, headers=headers)


@router.get(
    "/findings/{finding_id}",
    response_model=FindingOut,
    response_model_exclude_none=True,
    responses={304: {"description": "未变化"}, **documented(401, 403, 404, 422, 429, 503)},
    summary="一条发现",
    operation_id="getFinding",
)
def get(found: ServiceDep, caller: Reader, finding_id: FindingId, if_none: IfNoneMatch = None) -> Response:
    """一条发现，驳回的和以前读取结果的也能取到。应答带 `ETag`，复核时以 `If-Match` 送回。"""
    with found.database.reading() as session:
        body = FindingOut.of(FINDINGS.get(session, caller.workspace_id, finding_id))
    return tagged(body, body.revision, if_none)


@router.patch(
    "/findings/{finding_id}",
    response_model=FindingOut,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 409, 412, 422, 428, 429, 503),
    summary="复核一条发现",
    operation_id="reviewFinding",
)
def review(
    found: ServiceDep, caller: Reviewer, finding_id: FindingId, edit: FindingEdit, seen: Seen
) -> Response:
    """采纳、更正、驳回或撤销复核。须带 `If-Match`；他人已先更改时返回 412，文档已重新读取时返回 409。

    复核结论在重新读取后继续有效；更换文档版本（文件内容不同）后不沿用。
    """
    with found.database.writing() as session:
        body = FindingOut.of(edited(session, caller, FINDINGS, finding_id, edit, revision=seen))
    return tagged(body, body.revision)


@router.get(
    "/findings/{finding_id}/history",
    response_model=list[AuditOut],
    response_model_exclude_none=True,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="一条发现的沿革",
    operation_id="getFindingHistory",
)
def finding_history(found: ServiceDep, caller: Reader, finding_id: FindingId) -> list[AuditOut]:
    """何人何时如何复核，新的在前；重新读取前的复核也在内。"""
    with found.database.reading() as session:
        events = history(session, caller.workspace_id, FINDINGS, finding_id)
        return [AuditOut.of(event, change) for event, change in events]
