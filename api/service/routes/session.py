"""/v1/session: signing in and out, who I am, which workspace (登录)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from api.access.gate import Gate
from api.access.people import Place, workspaces_of
from api.access.sign_in import Attempt, change_own_password, sign_in, sign_out, switch_workspace
from api.callers import Caller, Scope
from api.service.context import ServiceDep
from api.service.guards import COOKIE, Anyone, SignedIn, gate, refuse_other_sites
from api.service.problems import documented
from api.service.wire.access import PasswordIn, PlaceOut, SessionOut, SignInIn, SwitchIn
from api.settings import Settings
from api.store.tables import Workspace

router = APIRouter(prefix="/v1/session", tags=["登录"])
GateDep = Annotated[Gate, Depends(gate)]


@router.post(
    "",
    summary="登录",
    operation_id="signIn",
    response_model=SessionOut,
    dependencies=[Depends(refuse_other_sites)],
    responses=documented(400, 401, 403, 404, 413, 422, 429, 503),
)
def post_session(
    asked: SignInIn, request: Request, response: Response, found: ServiceDep, at: GateDep
) -> SessionOut:
    """用户名和密码正确时，应答带有登录凭据（Cookie）。一分钟内失败过多会暂停登录，Retry-After 给出等待秒数。"""
    attempt = Attempt(asked.name, asked.password.get_secret_value(), _address(request), asked.workspace_id)
    begun = sign_in(found.database, at, attempt, hours=found.settings.session_hours)
    _set_cookie(response, begun.token, found.settings)
    with found.database.reading() as session:
        return _session_out(session, begun.caller)


@router.get(
    "",
    summary="我是谁",
    operation_id="getSession",
    response_model=SessionOut,
    responses=documented(401, 429, 503),
)
def get_session(caller: Anyone, found: ServiceDep) -> SessionOut:
    """当前用户或密钥、所在工作区、权限，以及可以进入的工作区。"""
    with found.database.reading() as session:
        return _session_out(session, caller)


@router.patch(
    "",
    summary="换工作区",
    operation_id="switchWorkspace",
    response_model=SessionOut,
    responses=documented(400, 401, 403, 404, 413, 422, 429, 503),
)
def patch_session(asked: SwitchIn, person: SignedIn, found: ServiceDep) -> SessionOut:
    """换到自己所属的另一个工作区。只用于登录的用户；密钥属于一个工作区，不能更换。"""
    with found.database.writing() as session:
        switched = switch_workspace(session, person.caller, person.token, asked.workspace_id)
        return _session_out(session, switched)


@router.delete(
    "", summary="退出登录", operation_id="signOut", status_code=204, responses=documented(401, 403, 429, 503)
)
def delete_session(person: SignedIn, response: Response, found: ServiceDep) -> None:
    """登录凭据立即失效。"""
    with found.database.writing() as session:
        sign_out(session, person.caller, person.token)
    _drop_cookie(response, found.settings)


@router.put(
    "/password",
    summary="修改密码",
    operation_id="changePassword",
    status_code=204,
    responses=documented(400, 401, 403, 413, 422, 429, 503),
)
def put_password(
    asked: PasswordIn, request: Request, response: Response, person: SignedIn, found: ServiceDep, at: GateDep
) -> None:
    """修改自己的密码。所有登录（包括当前的）随即失效，请用新密码重新登录。"""
    caller = person.caller
    attempt = Attempt(caller.name, asked.current.get_secret_value(), _address(request))
    change_own_password(found.database, at, caller, attempt, asked.password.get_secret_value())
    _drop_cookie(response, found.settings)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _session_out(session: Session, caller: Caller) -> SessionOut:
    places = workspaces_of(session, caller.id)
    is_key = not places  # a person without a workspace cannot be signed in
    return SessionOut(
        kind="key" if is_key else "person",
        id=caller.id,
        name=caller.name,
        workspace_id=caller.workspace_id,
        scopes=[scope for scope in Scope if caller.may(scope)],
        workspaces=[PlaceOut.model_validate(place) for place in (places or [_place_of_key(session, caller)])],
    )


def _place_of_key(session: Session, caller: Caller) -> Place:
    workspace = session.get_one(Workspace, caller.workspace_id)
    return Place(workspace.id, workspace.name, tuple(scope for scope in Scope if scope in caller.scopes))


def _set_cookie(response: Response, token: str, settings: Settings) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.session_hours * 3600,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="strict",
    )


def _drop_cookie(response: Response, settings: Settings) -> None:
    response.delete_cookie(COOKIE, path="/", secure=settings.secure_cookies, httponly=True, samesite="strict")
