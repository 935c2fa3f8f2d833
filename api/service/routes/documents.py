"""Documents (文档): upload, list, rename, read again, delete."""

from collections.abc import Sequence
from contextlib import ExitStack
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, Response, UploadFile
from fastapi.responses import FileResponse
from sqlalchemy.orm import Session

from api.callers import Caller
from api.problems import Conflict
from api.service.context import ServiceDep
from api.service.etags import IfNoneMatch, Seen, tagged
from api.service.guards import Reader, Writer
from api.service.idempotency import OnceDep
from api.service.paging import decode_cursor, encode_cursor
from api.service.problems import documented
from api.service.uploads import Refused, Sent, one_file, receive
from api.service.wire.documents import (
    BelongingsOut,
    DocumentFilters,
    DocumentOut,
    DocumentPage,
    DocumentPatch,
    DocumentQuery,
    FacetsOut,
    JobOut,
    ReadingOut,
    RefusalOut,
    UploadItem,
    UploadOut,
    VersionOut,
)
from api.store import catalogue, documents, jobs
from api.store.columns import new_id
from api.store.documents import Arrival, Intake, Uploaded
from api.store.readings import list_readings
from api.store.sweeping import remove_files
from api.store.tables import Document

router = APIRouter(prefix="/v1/documents", tags=["文档"])
DocumentId = Annotated[
    str, Path(description="文档编号", max_length=64, examples=["doc_7h2k9m4q8w3r5t6y1z0a"])
]
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_WORKSPACE = "文件应当进入的工作区；与当前所在的工作区不同时返回 409。不写则不核对"
_FILES = "一个或多个文件：PDF（含扫描件）、图片（PNG、JPEG、TIFF、WebP、BMP）、Word（docx、doc）、网页、纯文本、Markdown，或装有这些文件的 zip 压缩包"


@router.post(
    "",
    status_code=202,
    response_model=UploadOut,
    responses={
        200: {"model": UploadOut, "description": "没有新的文件：都已存在或未被接收"},
        **documented(400, 401, 403, 409, 413, 422, 429, 503),
    },
    summary="上传文件",
    operation_id="uploadDocuments",
)
def upload(
    found: ServiceDep,
    caller: Writer,
    once: OnceDep,
    files: Annotated[list[UploadFile], File(description=_FILES)],
    workspace_id: Annotated[str | None, Form(max_length=64, description=_WORKSPACE)] = None,
) -> Response:
    """接收文件并排队读取，立即返回；每个文件各有结果，一个文件有问题不影响其他文件。

    工作区已有完全相同的文件时不重复建立。只上传一个文件时，应答的 `Location` 为其任务地址。
    """
    _check_workspace(caller, workspace_id)
    with ExitStack() as stack:
        sent = [Sent(file.filename or "", file.file) for file in files]
        limit = found.settings.upload_bytes
        arrivals = list(receive(sent, found.originals, stack, at_most=limit))
        request = ("upload", *(_fingerprint(arrival) for arrival in arrivals))
        with found.database.writing() as session:
            repeated = once.repeated(session, caller, *request)
            if repeated is not None:
                return repeated
            upload_id = new_id("upl")
            intake = Intake(session, caller, found.originals, found.settings)
            items = [_item(intake, arrival, upload_id) for arrival in arrivals]
            body = UploadOut(id=upload_id, items=items)
            job_ids = [item.job_id for item in items if item.job_id]
            return once.answer(
                session,
                caller,
                *request,
                status=202 if job_ids else 200,
                body=body,
                headers={"Location": _location(job_ids, upload_id)} if job_ids else {},
            )


def _check_workspace(caller: Caller, meant: str | None) -> None:
    """Somebody may have switched to another workspace in another page of the browser."""
    if meant is not None and meant != caller.workspace_id:
        raise Conflict(
            "other-workspace",
            "您已在别处换到另一个工作区，这些文件没有上传。请刷新页面，确认右上角的工作区后重新上传。",
        )


def _location(job_ids: list[str], upload_id: str) -> str:
    return f"/v1/jobs/{job_ids[0]}" if len(job_ids) == 1 else f"/v1/jobs?upload_id={upload_id}"


def _fingerprint(arrival: Arrival | Refused) -> str:
    if isinstance(arrival, Refused):
        return f"{arrival.filename}\n{arrival.code}"
    return f"{arrival.filename}\n{arrival.received.sha256}"


def _item(intake: Intake, arrival: Arrival | Refused, upload_id: str) -> UploadItem:
    if isinstance(arrival, Refused):
        refusal = RefusalOut(code=arrival.code, reason=arrival.reason)
        return UploadItem(filename=arrival.filename, outcome="refused", refusal=refusal)
    return _told(arrival.filename, intake.add(arrival, upload_id))


def _told(filename: str, uploaded: Uploaded) -> UploadItem:
    return UploadItem(
        filename=filename,
        outcome="existing" if uploaded.job is None else "accepted",
        document_id=uploaded.document.id,
        job_id=None if uploaded.job is None else uploaded.job.id,
    )


@router.get(
    "",
    response_model=DocumentPage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 422, 429, 503),
    summary="文档列表",
    operation_id="listDocuments",
)
def list_documents(
    found: ServiceDep, caller: Reader, query: Annotated[DocumentQuery, Query()]
) -> DocumentPage:
    """工作区的文档，连同记录、发现和复核的数量；默认新的在前。"""
    asked = f"documents/{caller.workspace_id}/{query.asked()}"
    wanted = query.wanted()
    with found.database.reading() as session:
        page = catalogue.list_documents(
            session,
            caller.workspace_id,
            wanted,
            sort=query.sort,
            falling=query.order == "desc",
            after=decode_cursor(query.cursor, asked) if query.cursor else None,
            limit=query.limit,
        )
        return DocumentPage(
            items=_shown(session, page.rows),
            total=catalogue.count_documents(session, caller.workspace_id, wanted),
            next_cursor=None if page.after is None else encode_cursor(page.after, asked),
        )


def _shown(session: Session, rows: Sequence[Document]) -> list[DocumentOut]:
    ids = [row.id for row in rows]
    readings, jobs_now = documents.current_readings(session, ids), documents.open_jobs(session, ids)
    return [DocumentOut.of(row, readings.get(row.id), jobs_now.get(row.id)) for row in rows]


@router.get(
    "/facets",
    response_model=FacetsOut,
    response_model_exclude_none=True,
    responses=documented(401, 403, 422, 429, 503),
    summary="可供筛选的值",
    operation_id="countDocuments",
)
def facets(found: ServiceDep, caller: Reader, query: Annotated[DocumentFilters, Query()]) -> FacetsOut:
    """符合条件的文档有哪些险种、保险人、发现、复核进度，各有多少份。"""
    with found.database.reading() as session:
        return FacetsOut.of(catalogue.count_facets(session, caller.workspace_id, query.wanted()))


@router.get(
    "/{document_id}",
    response_model=DocumentOut,
    response_model_exclude_none=True,
    responses={304: {"description": "未变化"}, **documented(401, 403, 404, 422, 429, 503)},
    summary="一份文档",
    operation_id="getDocument",
)
def get_document(
    found: ServiceDep, caller: Reader, document_id: DocumentId, if_none: IfNoneMatch = None
) -> Response:
    """文档的名称、状态、最新版本和当前读取结果。应答带 `ETag`，修改时以 `If-Match` 送回。"""
    with found.database.reading() as session:
        document = documents.get_document(session, caller.workspace_id, document_id)
        (body,) = _shown(session, [document])
    return tagged(body, body.revision, if_none, state=_state(body))


def _state(document: DocumentOut) -> str:
    """What changes without an edit: reading and review. Letters only, for the entity tag."""
    digest = sha256(document.model_dump_json().encode()).hexdigest()[:16]
    return digest.translate(_LETTERS)


@router.patch(
    "/{document_id}",
    response_model=DocumentOut,
    responses=documented(400, 401, 403, 404, 412, 422, 428, 429, 503),
    summary="修改名称",
    operation_id="renameDocument",
)
def rename(
    found: ServiceDep, caller: Writer, document_id: DocumentId, change: DocumentPatch, seen: Seen
) -> Response:
    """修改文档的名称。须带 `If-Match`；他人已先修改时返回 412。"""
    with found.database.writing() as session:
        document = documents.rename(session, caller, document_id, change.name.strip(), seen)
        (body,) = _shown(session, [document])
    return tagged(body, body.revision, state=_state(body))


@router.get(
    "/{document_id}/belongings",
    response_model=BelongingsOut,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="随文档删除的内容",
    operation_id="countBelongings",
)
def belongings(found: ServiceDep, caller: Reader, document_id: DocumentId) -> BelongingsOut:
    """删除这份文档时会一并删除多少内容；删除前供确认。"""
    with found.database.reading() as session:
        told = documents.belongings(session, caller.workspace_id, document_id)
    return BelongingsOut.model_validate(told)


@router.delete(
    "/{document_id}",
    status_code=204,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="删除文档",
    operation_id="deleteDocument",
)
def delete(found: ServiceDep, caller: Writer, document_id: DocumentId) -> Response:
    """彻底删除：原件、全文、记录、复核、检索与缓存一并清除，无法恢复；审计中只留“何人何时删除”。"""
    with found.database.writing() as session:
        documents.remove(session, caller, document_id)
    remove_files(found.database, found.originals, found.settings.cache)
    return Response(status_code=204)


@router.get(
    "/{document_id}/original",
    response_class=FileResponse,
    responses={
        200: {"content": {"application/octet-stream": {}}, "description": "原件"},
        **documented(401, 403, 404, 422, 429, 503),
    },
    summary="下载原件",
    operation_id="getOriginal",
)
def original(
    found: ServiceDep,
    caller: Reader,
    document_id: DocumentId,
    version: Annotated[int | None, Query(ge=1, le=100_000, description="版本号；不写为最新版本")] = None,
) -> Response:
    """上传时的文件，逐字节相同。"""
    with found.database.reading() as session:
        document = documents.get_document(session, caller.workspace_id, document_id)
        chosen = documents.choose_version(document, version)
    place = found.originals.place(caller.workspace_id, chosen.sha256)
    name = chosen.filename.rsplit("/", 1)[-1]
    return FileResponse(
        place, media_type="application/octet-stream", filename=name, headers={"ETag": f'"{chosen.sha256}"'}
    )


@router.get(
    "/{document_id}/versions",
    response_model=list[VersionOut],
    response_model_exclude_none=True,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="版本列表",
    operation_id="listVersions",
)
def versions(found: ServiceDep, caller: Reader, document_id: DocumentId) -> list[VersionOut]:
    """文档的各个版本，旧的在前。"""
    with found.database.reading() as session:
        document = documents.get_document(session, caller.workspace_id, document_id)
        return [VersionOut.of(version) for version in document.versions]


@router.post(
    "/{document_id}/versions",
    status_code=202,
    response_model=UploadItem,
    responses={
        200: {"model": UploadItem, "description": "该文档已有完全相同的版本"},
        **documented(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    },
    summary="上传新版本",
    operation_id="uploadVersion",
)
def upload_version(
    found: ServiceDep,
    caller: Writer,
    once: OnceDep,
    document_id: DocumentId,
    file: Annotated[UploadFile, File(description="新版本的文件")],
) -> Response:
    """为文档上传新的版本并排队读取。读出后成为当前内容；旧版本及其复核保留，不会带入新版本。"""
    with ExitStack() as stack:
        sent = [Sent(file.filename or "", file.file)]
        arrived = list(receive(sent, found.originals, stack, at_most=found.settings.upload_bytes))
        arrival = one_file(arrived)
        request = ("version", document_id, _fingerprint(arrival))
        with found.database.writing() as session:
            repeated = once.repeated(session, caller, *request)
            if repeated is not None:
                return repeated
            intake = Intake(session, caller, found.originals, found.settings)
            item = _told(arrival.filename, intake.add_version(document_id, arrival))
            headers = {"Location": f"/v1/jobs/{item.job_id}"} if item.job_id else {}
            status = 202 if item.job_id else 200
            return once.answer(session, caller, *request, status=status, body=item, headers=headers)


@router.get(
    "/{document_id}/readings",
    response_model=list[ReadingOut],
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="读取结果列表",
    operation_id="listReadings",
)
def readings(found: ServiceDep, caller: Reader, document_id: DocumentId) -> list[ReadingOut]:
    """文档的各次读取结果，新的在前。每次结果都记有提取程序的版本，不会被后来的结果覆盖。"""
    with found.database.reading() as session:
        document = documents.get_document(session, caller.workspace_id, document_id)
        numbers = {version.id: version.number for version in document.versions}
        return [
            ReadingOut.of(reading, numbers[reading.version_id])
            for reading in list_readings(session, document_id)
        ]


@router.post(
    "/{document_id}/readings",
    status_code=202,
    response_model=JobOut,
    responses=documented(400, 401, 403, 404, 409, 422, 429, 503),
    summary="重新读取",
    operation_id="readAgain",
)
def read_again(found: ServiceDep, caller: Writer, once: OnceDep, document_id: DocumentId) -> Response:
    """用当前的提取程序重新读取最新版本。已复核的内容会带入新的结果；无法对应的，列为发现，不会丢失。"""
    request = ("read-again", document_id)
    with found.database.writing() as session:
        repeated = once.repeated(session, caller, *request)
        if repeated is not None:
            return repeated
        job = documents.read_again(session, caller, document_id, found.settings)
        body = JobOut.of(jobs.view(job))
        return once.answer(
            session,
            caller,
            *request,
            status=202,
            body=body,
            headers={"Location": f"/v1/jobs/{job.id}"},
        )
