"""Who belongs to a workspace, and what they may do there (成员)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from api.access.scopes import granted
from api.callers import Caller, Scope
from api.problems import Conflict, NotFound
from api.store.audit import record_event
from api.store.engine import serialise
from api.store.tables import Member, SignIn, User


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in a workspace."""

    user_id: str
    name: str
    scopes: tuple[Scope, ...]
    disabled: bool


def one_at_a_time(session: Session) -> None:
    """Changes of people and members wait for each other: two admins cannot remove one another at once."""
    serialise(session, "people")


def list_members(session: Session, workspace_id: str) -> list[Membership]:
    """The members of a workspace, by name."""
    found = session.execute(_members(workspace_id).order_by(User.name))
    return [_membership(member, user) for member, user in found]


def add_member(session: Session, caller: Caller, user: User, scopes: Collection[Scope]) -> Membership:
    """Let a person into the caller's workspace. Conflict where they are in it already."""
    one_at_a_time(session)
    if session.get(Member, (user.id, caller.workspace_id)) is not None:
        raise Conflict("already-member", "此人已是本工作区成员。如要改变权限，请修改该成员。")
    member = Member(user_id=user.id, workspace_id=caller.workspace_id, scopes=granted(caller, scopes))
    session.add(member)
    record_event(
        session, caller, "member.added", subject=user.id, after={"name": user.name, "scopes": member.scopes}
    )
    return _membership(member, user)


def change_member(session: Session, caller: Caller, user_id: str, scopes: Collection[Scope]) -> Membership:
    """Give a member other scopes. Conflict where the workspace would be left without an admin."""
    one_at_a_time(session)
    member, user = _member(session, caller.workspace_id, user_id)
    if Scope.ADMIN not in scopes:
        demand_other_admin(session, caller.workspace_id, user_id)
    before, member.scopes = member.scopes, granted(caller, scopes)
    record_event(
        session,
        caller,
        "member.changed",
        subject=user_id,
        before={"scopes": before},
        after={"scopes": member.scopes},
    )
    return _membership(member, user)


def remove_member(session: Session, caller: Caller, user_id: str) -> None:
    """Shut a person out of the caller's workspace; their sessions in it end. Conflict for its last admin."""
    one_at_a_time(session)
    member, user = _member(session, caller.workspace_id, user_id)
    demand_other_admin(session, caller.workspace_id, user_id)
    session.delete(member)
    session.execute(
        delete(SignIn).where(SignIn.user_id == user_id, SignIn.workspace_id == caller.workspace_id)
    )
    before = {"name": user.name, "scopes": member.scopes}
    record_event(session, caller, "member.removed", subject=user_id, before=before)


def demand_other_admin(session: Session, workspace_id: str, user_id: str) -> None:
    """Conflict where this person is the only one who can administer the workspace."""
    admins = {
        member.user_id
        for member in list_members(session, workspace_id)
        if Scope.ADMIN in member.scopes and not member.disabled
    }
    if admins == {user_id}:
        raise Conflict("last-admin", "这是工作区最后一位管理员。请先让另一位成员成为管理员。")


def _members(workspace_id: str) -> Select[Member, User]:
    return (
        select(Member, User).join(User, User.id == Member.user_id).where(Member.workspace_id == workspace_id)
    )


def _member(session: Session, workspace_id: str, user_id: str) -> tuple[Member, User]:
    found = session.execute(_members(workspace_id).where(Member.user_id == user_id)).one_or_none()
    if found is None:
        raise NotFound("member-not-found", "本工作区没有这位成员。请核对编号。")
    return found


def _membership(member: Member, user: User) -> Membership:
    return Membership(user.id, user.name, tuple(map(Scope, member.scopes)), user.disabled)
