"""/v1/keys: keys of the workspace (密钥)."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path

from api.access.keys import create_key, list_keys, revoke_key
from api.service.context import ServiceDep
from api.service.guards import Admin
from api.service.problems import documented
from api.service.wire.access import Id, KeyIn, KeysOut, NewKeyOut, key_out, new_key_out
from api.store.columns import now

router = APIRouter(prefix="/v1/keys", tags=["密钥"])


@router.get(
    "",
    summary="列出密钥",
    operation_id="listKeys",
    response_model=KeysOut,
    response_model_exclude_none=True,
    responses=documented(401, 403, 429, 503),
)
def get_keys(caller: Admin, found: ServiceDep) -> KeysOut:
    """本工作区的全部密钥，新的在前；不含密钥本身。"""
    with found.database.reading() as session:
        return KeysOut(items=[key_out(row) for row in list_keys(session, caller.workspace_id)])


@router.post(
    "",
    summary="新建密钥",
    operation_id="createKey",
    status_code=201,
    response_model=NewKeyOut,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 413, 422, 429, 503),
)
def post_key(asked: KeyIn, caller: Admin, found: ServiceDep) -> NewKeyOut:
    """密钥只在这一次应答中出现；服务只保存其摘要。密钥属于工作区，不随新建者离开而失效。"""
    expires_at = None if asked.days is None else now() + timedelta(days=asked.days)
    with found.database.writing() as session:
        return new_key_out(create_key(session, caller, asked.name, asked.scopes, expires_at))


@router.delete(
    "/{key_id}",
    summary="停用密钥",
    operation_id="revokeKey",
    status_code=204,
    responses=documented(401, 403, 404, 422, 429, 503),
)
def delete_key(key_id: Annotated[Id, Path(description="密钥编号")], caller: Admin, found: ServiceDep) -> None:
    """立即生效，不能恢复。重复停用没有影响。"""
    with found.database.writing() as session:
        revoke_key(session, caller, key_id)
