"""/v1/members: people of the workspace and what they may do (成员)."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.access.members import Membership, change_member, list_members, remove_member
from api.access.passwords import hash_password
from api.access.people import admit
from api.service.context import ServiceDep
from api.service.guards import Admin
from api.service.problems import documented
from api.service.wire.access import Id, MemberIn, MemberOut, MembersOut, ScopesIn

router = APIRouter(prefix="/v1/members", tags=["成员"])


@router.get(
    "",
    summary="列出成员",
    operation_id="listMembers",
    response_model=MembersOut,
    responses=documented(401, 403, 429, 503),
)
def get_members(caller: Admin, found: ServiceDep) -> MembersOut:
    """本工作区的全部成员及其权限。"""
    with found.database.reading() as session:
        return MembersOut(items=[_out(member) for member in list_members(session, caller.workspace_id)])


@router.post(
    "",
    summary="加入成员",
    operation_id="addMember",
    status_code=201,
    response_model=MemberOut,
    responses=documented(400, 401, 403, 404, 409, 413, 422, 429, 503),
)
def post_member(asked: MemberIn, caller: Admin, found: ServiceDep) -> MemberOut:
    """写了密码为新建用户并加入；不写密码为让已有用户加入本工作区，其密码不变。"""
    hashed = None
    if asked.password is not None:
        hashed = hash_password(asked.password.get_secret_value(), asked.name)
    with found.database.writing() as session:
        return _out(admit(session, caller, asked.name, asked.scopes, hashed))


@router.patch(
    "/{user_id}",
    summary="修改成员权限",
    operation_id="changeMember",
    response_model=MemberOut,
    responses=documented(400, 401, 403, 404, 409, 413, 422, 429, 503),
)
def patch_member(
    user_id: Annotated[Id, Path(description="用户编号")], asked: ScopesIn, caller: Admin, found: ServiceDep
) -> MemberOut:
    """以新的权限代替原有权限，立即生效。不能让工作区失去最后一位管理员。"""
    with found.database.writing() as session:
        return _out(change_member(session, caller, user_id, asked.scopes))


@router.delete(
    "/{user_id}",
    summary="移除成员",
    operation_id="removeMember",
    status_code=204,
    responses=documented(401, 403, 404, 409, 422, 429, 503),
)
def delete_member(
    user_id: Annotated[Id, Path(description="用户编号")], caller: Admin, found: ServiceDep
) -> None:
    """其在本工作区的登录立即失效；用户本身和其他工作区不受影响。不能移除最后一位管理员。"""
    with found.database.writing() as session:
        remove_member(session, caller, user_id)


def _out(member: Membership) -> MemberOut:
    return MemberOut.model_validate(member)
