"""Jobs (任务): looked at, watched, cancelled."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.service.context import Service, ServiceDep
from api.service.guards import Reader, Writer
from api.service.paging import Cursor, Limit, cut, decode_cursor
from api.service.problems import documented
from api.service.wire.documents import JobOut, JobPage
from api.store import jobs
from api.store.documents import position
from api.store.jobs import JobState
from api.work.watching import watch

router = APIRouter(prefix="/v1/jobs", tags=["任务"])
JobId = Annotated[str, Path(max_length=64, description="任务编号", examples=["job_5t6y1z0a7h2k9m4q8w3r"])]
_PING = 15  # seconds between signs of life on a silent stream


@router.get(
    "",
    response_model=JobPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 422, 429, 503),
    summary="任务列表",
    operation_id="listJobs",
)
def list_jobs(
    found: ServiceDep,
    caller: Reader,
    state: Annotated[JobState | None, Query(description="只要这种状态的")] = None,
    upload_id: Annotated[str | None, Query(max_length=64, description="只要这次上传的")] = None,
    document_id: Annotated[str | None, Query(max_length=64, description="只要这份文档的")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> JobPage:
    """工作区的任务，新的在前。"""
    asked = f"jobs/{caller.workspace_id}/{state}/{upload_id}/{document_id}"
    before = position(decode_cursor(cursor, asked)) if cursor else None
    with found.database.reading() as session:
        rows = jobs.listed(
            session,
            caller.workspace_id,
            state=state,
            upload_id=upload_id,
            document_id=document_id,
            before=before,
            limit=limit + 1,
        )
        page, following = cut(rows, limit, lambda job: (job.created_at.isoformat(), job.id), asked)
        items = [JobOut.of(jobs.view(job)) for job in page]
    return JobPage(items=items, next_cursor=following)


@router.get(
    "/{job_id}",
    response_model=JobOut,
    response_model_exclude_none=True,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="一项任务",
    operation_id="getJob",
)
def get_job(found: ServiceDep, caller: Reader, job_id: JobId) -> JobOut:
    """任务的状态和进度；排队时给出排在第几位。"""
    with found.database.reading() as session:
        job = jobs.get(session, caller.workspace_id, job_id)
        return JobOut.of(jobs.view(job, jobs.position(session, job)))


@router.delete(
    "/{job_id}",
    status_code=202,
    response_model=JobOut,
    response_model_exclude_none=True,
    responses=documented(401, 403, 404, 409, 422, 429, 503),
    summary="取消任务",
    operation_id="cancelJob",
)
def cancel_job(found: ServiceDep, caller: Writer, job_id: JobId) -> JobOut:
    """排队中的任务立即取消；进行中的任务会尽快停止，停止后状态变为 cancelled。"""
    with found.database.writing() as session:
        return JobOut.of(jobs.view(jobs.cancel(session, caller, job_id)))


@router.get(
    "/{job_id}/events",
    response_class=EventSourceResponse,
    responses={
        200: {
            "content": {"text/event-stream": {}},
            "description": "事件流：每次变化一个 job 事件，data 与“一项任务”的应答相同，id 为 revision",
        },
        **documented(401, 403, 404, 422, 429, 503),
    },
    summary="订阅任务进度",
    operation_id="watchJob",
)
def watch_job(
    found: ServiceDep,
    caller: Reader,
    job_id: JobId,
    last_event_id: Annotated[
        str | None, Header(alias="Last-Event-ID", max_length=20, description="断线重连时，上次收到的事件编号")
    ] = None,
) -> EventSourceResponse:
    """以服务器发送事件（SSE）报告进度，任务结束即关闭。断线后带 `Last-Event-ID` 重连，不会遗漏。"""
    with found.database.reading() as session:
        jobs.get(session, caller.workspace_id, job_id)
    seen = int(last_event_id) if last_event_id and last_event_id.isdecimal() else 0
    return EventSourceResponse(_events(found, caller.workspace_id, job_id, seen), ping=_PING)


async def _events(
    found: Service, workspace_id: str, job_id: str, seen: int
) -> AsyncIterator[ServerSentEvent]:
    async for job in watch(found.database, workspace_id, job_id, seen):
        told = JobOut.of(job).model_dump_json(exclude_none=True)
        yield ServerSentEvent(told, event="job", id=str(job.revision))
