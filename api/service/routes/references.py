"""References between provisions (引用)."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.callers import Caller
from api.service.context import Service, ServiceDep
from api.service.guards import Reader
from api.service.problems import documented
from api.service.reviewing import Listing
from api.service.routes.documents import DocumentId
from api.service.wire.findings import (
    ReferenceOut,
    ReferencePage,
    ReferenceQuery,
    ReferencesOfAll,
    ReferencesOfOne,
)
from api.store.findings import ReferenceFilter, find_references

router = APIRouter(prefix="/v1", tags=["引用"])


@router.get(
    "/references",
    response_model=ReferencePage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 422, 429, 503),
    summary="全部文档的引用",
    operation_id="listReferences",
)
def list_references(
    found: ServiceDep, caller: Reader, query: Annotated[ReferencesOfAll, Query()]
) -> ReferencePage:
    """各文档当前内容中，条款对其他条款、附件和法律的引用，以及是否找到。"""
    return _page(found, caller, query, query.wanted(document_id=query.document_id))


@router.get(
    "/documents/{document_id}/references",
    response_model=ReferencePage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 422, 429, 503),
    summary="一份文档的引用",
    operation_id="listDocumentReferences",
)
def list_document_references(
    found: ServiceDep, caller: Reader, document_id: DocumentId, query: Annotated[ReferencesOfOne, Query()]
) -> ReferencePage:
    """一份文档中的引用；默认为当前读取结果，也可查看以前的。"""
    wanted = query.wanted(document_id=document_id, reading_id=query.reading)
    return _page(found, caller, query, wanted)


def _page(found: Service, caller: Caller, query: ReferenceQuery, wanted: ReferenceFilter) -> ReferencePage:
    listing = Listing("references", caller, query, wanted.document_id)
    with found.database.reading() as session:
        page = find_references(session, caller.workspace_id, wanted, after=listing.after, limit=query.limit)
        items = [ReferenceOut.of(row) for row in page.rows]
    return ReferencePage(items=items, next_cursor=listing.next_cursor(page.after))
