"""Whether the service lives and can work, and its figures (运行状态)."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from api.service.context import Service, ServiceDep
from api.service.metrics import exposition
from api.store import schema

router = APIRouter(tags=["运行"])
_LEAST_FREE = 256 << 20  # bytes

Part = Literal["ok", "failing"]


class Health(BaseModel):
    """进程是否在运行。"""

    status: Literal["ok"] = Field(description="在运行")


class Readiness(BaseModel):
    """能否处理请求，以及各部分的状态。"""

    status: Part = Field(description="ok：可以处理请求")
    database: Part = Field(description="数据库可用，结构为本版本所需")
    storage: Part = Field(description="数据目录可写，且有足够空间")


@router.get("/healthz", response_model=Health, summary="进程状态", operation_id="getHealth")
def health() -> Health:
    """进程在运行即返回 200。"""
    return Health(status="ok")


@router.get(
    "/readyz",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "暂时不能处理请求"}},
    summary="就绪状态",
    operation_id="getReadiness",
)
def ready(found: ServiceDep, response: Response) -> Readiness:
    """数据库与数据目录可用时返回 200，否则 503。"""
    database, storage = _database(found), _storage(found)
    status: Part = "ok" if database == storage == "ok" else "failing"
    if status == "failing":
        response.status_code = 503
    return Readiness(status=status, database=database, storage=storage)


def _database(found: Service) -> Part:
    try:
        return "ok" if schema.is_current(found.database) else "failing"
    except SQLAlchemyError:
        return "failing"


def _storage(found: Service) -> Part:
    try:
        return "ok" if found.originals.free() > _LEAST_FREE else "failing"
    except OSError:
        return "failing"


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus 文本格式"}},
    summary="指标",
    operation_id="getMetrics",
)
def metrics(found: ServiceDep) -> Response:
    """请求数与用时、任务与文档数，供 Prometheus 采集。不含任何文档内容。"""
    return Response(
        exposition(found.database, found.settings.lease_seconds),
        media_type="text/plain; version=0.0.4; charset=utf-8",
    )
