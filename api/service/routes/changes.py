"""What others changed in a document that somebody has open (变动)."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.service.context import ServiceDep
from api.service.etags import IfNoneMatch, tagged, unchanged
from api.service.guards import Reader
from api.service.problems import documented
from api.service.routes.documents import DocumentId
from api.service.wire.changes import ChangesOut
from api.store.changes import changes_since, latest_change

router = APIRouter(prefix="/v1/documents/{document_id}", tags=["文档"])


@router.get(
    "/changes",
    response_model=ChangesOut,
    response_model_exclude_none=True,
    responses={304: {"description": "未变化"}, **documented(401, 403, 404, 422, 429, 503)},
    summary="他人的变动",
    operation_id="getChanges",
)
def changes(
    found: ServiceDep,
    caller: Reader,
    document_id: DocumentId,
    since: Annotated[
        int | None,
        Query(
            ge=0, le=(1 << 63) - 1, description="上次得到的 revision；不写则只告知现在的 revision，不列变动"
        ),
    ] = None,
    if_none: IfNoneMatch = None,
) -> Response:
    """某时以来复核过的记录和发现，供打开着文档的人随时看到他人的改动；没有变动时返回 304，可每隔几秒询问一次。"""
    with found.database.reading() as session:
        newest = latest_change(session, caller.workspace_id, document_id)
        same = unchanged(newest, if_none)
        if same is not None:
            return same
        # A moment that has not been yet is another database's: this one's own newest stands for it.
        known = newest if since is None else min(since, newest)
        body = ChangesOut.of(changes_since(session, document_id, known))
    return tagged(body, body.revision)
