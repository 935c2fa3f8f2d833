"""The audit trail (审计)."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.problems import BadRequest
from api.service.context import ServiceDep
from api.service.guards import Admin
from api.service.paging import Cursor, Limit, cut, decode_cursor
from api.service.problems import documented
from api.service.wire.audit import AuditOut, AuditPage
from api.store.audit import list_events

router = APIRouter(prefix="/v1/audit", tags=["审计"])
Named = Annotated[str | None, Query(max_length=64)]


@router.get(
    "",
    response_model=AuditPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 422, 429, 503),
    summary="审计记录",
    operation_id="listAudit",
)
def list_audit(
    found: ServiceDep,
    caller: Admin,
    document_id: Annotated[Named, Query(description="只要这份文档的")] = None,
    actor: Annotated[Named, Query(description="只要这个用户或密钥的")] = None,
    action: Annotated[Named, Query(description="只要这种操作的，如 record.corrected")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> AuditPage:
    """工作区内的一切改动，新的在前。审计只能追加，数据库本身拒绝修改和删除。"""
    asked = f"audit/{caller.workspace_id}/{document_id}/{actor}/{action}"
    before = _position(decode_cursor(cursor, asked)) if cursor else None
    with found.database.reading() as session:
        rows = list_events(
            session,
            caller.workspace_id,
            document_id=document_id,
            actor=actor,
            action=action,
            before=before,
            limit=limit + 1,
        )
    page, following = cut(rows, limit, lambda row: (row[0].id,), asked)
    return AuditPage(items=[AuditOut.of(event, change) for event, change in page], next_cursor=following)


def _position(cursor: list[str | int | float | None]) -> int:
    if len(cursor) != 1 or not isinstance(cursor[0], int):
        raise BadRequest("bad-cursor", "cursor 不是这个列表给出的。请从第一页重新取。")
    return cursor[0]
