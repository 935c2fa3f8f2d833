"""Playbooks (审查标准): the shipped ones, and a workspace's own, written in YAML."""

import json
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.problems import FieldError, Invalid
from api.service.context import ServiceDep
from api.service.etags import IfNoneMatch, Seen, tagged
from api.service.guards import Reader, Writer
from api.service.idempotency import OnceDep
from api.service.problems import documented
from api.service.wire.playbooks import ElementOut, PlaybookIn, PlaybookOut
from api.store import playbooks
from api.store.playbooks import Written
from api.store.tables_analysis import PlaybookRow
from extractor.elements.catalogue import catalogue
from extractor.elements.declared import DeclarationProblem
from extractor.playbooks import Playbook, playbook_schema, read_playbook, shipped, shipped_texts

router = APIRouter(prefix="/v1", tags=["审查标准"])
PlaybookId = Annotated[str, Path(max_length=64, description="审查标准编号", examples=["liability"])]
_OWN = "上传的审查标准"


@router.get(
    "/playbooks",
    response_model=list[PlaybookOut],
    response_model_exclude_none=True,
    responses=documented(401, 403, 429, 503),
    summary="审查标准列表",
    operation_id="listPlaybooks",
)
def list_playbooks(found: ServiceDep, caller: Reader) -> list[PlaybookOut]:
    """随附的在前，其后是工作区自有的，按名称排列。"""
    with found.database.reading() as session:
        own = [_own(row) for row in playbooks.list_playbooks(session, caller.workspace_id)]
    return [_included(one) for one in shipped().values()] + own


@router.get(
    "/playbooks/{playbook_id}",
    response_model=PlaybookOut,
    response_model_exclude_none=True,
    responses={304: {"description": "未变化"}, **documented(401, 403, 404, 422, 429, 503)},
    summary="一份审查标准",
    operation_id="getPlaybook",
)
def get_playbook(
    found: ServiceDep, caller: Reader, playbook_id: PlaybookId, if_none_match: IfNoneMatch = None
) -> Response:
    """审查标准的全文（YAML）。随附的可复制后改写为自有的。"""
    included = shipped().get(playbook_id)
    if included is not None:
        return tagged(_included(included, whole=True), 0, if_none_match)
    with found.database.reading() as session:
        row = playbooks.get_playbook(session, caller.workspace_id, playbook_id)
        return tagged(_own(row, whole=True), row.revision, if_none_match)


@router.post(
    "/playbooks",
    status_code=201,
    response_model=PlaybookOut,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 409, 422, 429, 503),
    summary="新增审查标准",
    operation_id="addPlaybook",
)
def add_playbook(found: ServiceDep, caller: Writer, once: OnceDep, asked: PlaybookIn) -> Response:
    """以 YAML 写成；有误时逐处给出行号和原因（errors 的 pointer 为“/text:行号”）。"""
    request = ("playbook", asked.text)
    written = _read(asked.text)
    with found.database.writing() as session:
        repeated = once.repeated(session, caller, *request)
        if repeated is not None:
            return repeated
        row = playbooks.add_playbook(session, caller, written)
        headers = {"Location": f"/v1/playbooks/{row.id}"}
        return once.answer(session, caller, *request, status=201, body=_own(row, whole=True), headers=headers)


@router.put(
    "/playbooks/{playbook_id}",
    response_model=PlaybookOut,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 409, 412, 422, 428, 429, 503),
    summary="修改审查标准",
    operation_id="changePlaybook",
)
def change_playbook(
    found: ServiceDep, caller: Writer, playbook_id: PlaybookId, seen: Seen, asked: PlaybookIn
) -> Response:
    """以新的全文取代；只能修改自有的。已完成的审查不受影响，其中存有当时的标准。"""
    written = _read(asked.text)
    with found.database.writing() as session:
        row = playbooks.change_playbook(session, caller, playbook_id, written, seen)
        return tagged(_own(row, whole=True), row.revision)


@router.delete(
    "/playbooks/{playbook_id}",
    status_code=204,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="删除审查标准",
    operation_id="deletePlaybook",
)
def delete_playbook(found: ServiceDep, caller: Writer, playbook_id: PlaybookId) -> Response:
    """只能删除自有的；已完成的审查不受影响。"""
    with found.database.writing() as session:
        playbooks.remove_playbook(session, caller, playbook_id)
    return Response(status_code=204)


@router.get(
    "/playbook-schema",
    response_class=Response,
    responses={
        200: {"content": {"application/schema+json": {}}, "description": "JSON Schema"},
        **documented(401, 403, 429, 503),
    },
    summary="审查标准的格式",
    operation_id="getPlaybookSchema",
)
def get_schema(caller: Reader) -> Response:
    """JSON Schema；编辑器可用它提示和检查。"""
    return Response(
        json.dumps(playbook_schema(), ensure_ascii=False, indent=1),
        media_type="application/schema+json",
        headers={"Content-Disposition": 'attachment; filename="playbook.schema.json"'},
    )


@router.get(
    "/elements",
    response_model=list[ElementOut],
    responses=documented(401, 403, 429, 503),
    summary="要素目录",
    operation_id="listElements",
)
def list_elements(caller: Reader) -> list[ElementOut]:
    """对照表和审查标准可用的要素。"""
    return [ElementOut(key=one.key, title=one.title, group=one.group) for one in catalogue().values()]


def _read(text: str) -> Written:
    try:
        playbook = read_playbook(text, _OWN)
    except DeclarationProblem as problem:
        errors = [
            FieldError(f"/text:{fault.line}", f"{fault.place}：{fault.message}") for fault in problem.faults
        ]
        raise Invalid("playbook-faulty", str(problem), errors=errors) from None
    return Written(playbook.title, playbook.stance.value, len(playbook.checks), text)


def _included(playbook: Playbook, *, whole: bool = False) -> PlaybookOut:
    told = PlaybookOut(
        id=playbook.id,
        title=playbook.title,
        stance=playbook.stance.value,
        checks=len(playbook.checks),
        own=False,
        revision=0,
        text=shipped_texts()[playbook.id] if whole else None,
    )
    return told.explained(playbook, whole=whole)


def _own(row: PlaybookRow, *, whole: bool = False) -> PlaybookOut:
    kept = {name: getattr(row, name) for name in ("id", "title", "stance", "checks", "revision")}
    told = PlaybookOut.model_validate(kept | {"own": True, "text": row.text if whole else None})
    playbook = _still_readable(row.text)
    return told.explained(playbook, whole=whole) if playbook else told


@lru_cache(maxsize=playbooks.MOST)
def _still_readable(text: str) -> Playbook | None:
    """The playbook that was kept; None where it was written for another version of the program."""
    try:
        return read_playbook(text, _OWN)
    except DeclarationProblem:
        return None
