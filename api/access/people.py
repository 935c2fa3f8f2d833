"""People and workspaces (用户、工作区). A person is one across workspaces; what they may do is told by members."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.access import names
from api.access.members import Membership, add_member, demand_other_admin, one_at_a_time
from api.callers import Caller, Scope
from api.problems import Conflict, NotFound
from api.store.audit import SYSTEM, record_event
from api.store.columns import new_id
from api.store.tables import Member, SignIn, User, Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace that a person belongs to, and what they may do there."""

    id: str
    name: str
    scopes: tuple[Scope, ...]


def operator(workspace_id: str) -> Caller:
    """Who works at the command line of the machine itself: may do everything."""
    return Caller(SYSTEM, "命令行", workspace_id, frozenset(Scope))


def find_user(session: Session, name: str) -> User | None:
    """The person of that name, or None; also for what can be nobody's name."""
    if not names.USER.fits(name):
        return None
    return session.scalar(select(User).where(User.name == name))


def user_named(session: Session, name: str) -> User:
    """The person of that name. NotFound where there is none."""
    user = find_user(session, name)
    if user is None:
        raise NotFound("user-not-found", "没有这个用户。请核对用户名。")
    return user


def create_user(session: Session, caller: Caller, name: str, password_hash: str) -> User:
    """A new person, not yet a member of anything. Conflict where the name is taken."""
    names.USER.demand(name)
    one_at_a_time(session)
    if find_user(session, name) is not None:
        raise Conflict("name-taken", "已有同名用户。若是同一人，请不填密码直接加入；否则请换一个用户名。")
    user = User(id=new_id("usr"), name=name, password_hash=password_hash, disabled=False)
    session.add(user)
    session.flush()  # before whatever points to it
    record_event(session, caller, "user.created", subject=user.id)
    return user


def admit(
    session: Session, caller: Caller, name: str, scopes: Collection[Scope], password_hash: str | None = None
) -> Membership:
    """Make a person a member of the caller's workspace: a new one with a password, one who is known without.

    Conflict where the name of a new person is taken, NotFound where nobody has it and there is no password.
    """
    if password_hash is not None:
        return add_member(session, caller, create_user(session, caller, name, password_hash), scopes)
    user = find_user(session, name)
    if user is None:
        raise NotFound("user-not-found", "没有这个用户。若要新建，请同时设置密码；否则请核对用户名。")
    return add_member(session, caller, user, scopes)


def set_disabled(session: Session, caller: Caller, user_id: str, *, disabled: bool) -> User:
    """Shut a person out everywhere, ending their sessions, or let them in again.

    Conflict where some workspace would be left without an admin.
    """
    one_at_a_time(session)
    user = _user(session, user_id)
    if user.disabled == disabled:
        return user
    if disabled:
        for place in workspaces_of(session, user_id):
            demand_other_admin(session, place.id, user_id)
        _end_sessions(session, user_id)
    user.disabled = disabled
    _tell(session, caller, user, "user.disabled" if disabled else "user.enabled")
    return user


def change_password(session: Session, caller: Caller, user_id: str, password_hash: str) -> None:
    """Keep another password. Every session of the person ends, the present one among them."""
    one_at_a_time(session)
    user = _user(session, user_id)
    user.password_hash = password_hash
    _end_sessions(session, user_id)
    _tell(session, caller, user, "user.password-changed")


def list_users(session: Session) -> list[tuple[User, list[Place]]]:
    """Everybody, by name, with the workspaces they belong to. For the operator: it looks across workspaces."""
    everybody = session.scalars(select(User).order_by(User.name)).all()
    return [(user, workspaces_of(session, user.id)) for user in everybody]


def workspaces_of(session: Session, user_id: str) -> list[Place]:
    """The workspaces that a person belongs to, by name."""
    found = session.execute(
        select(Workspace.id, Workspace.name, Member.scopes)
        .join(Member, Member.workspace_id == Workspace.id)
        .where(Member.user_id == user_id)
        .order_by(Workspace.name, Workspace.id)
    )
    return [Place(key, name, tuple(map(Scope, scopes))) for key, name, scopes in found]


def find_workspace(session: Session, name: str) -> Workspace:
    """The workspace of that name. NotFound where there is none."""
    workspace = _workspace(session, name) if names.LABEL.fits(name) else None
    if workspace is None:
        raise NotFound("workspace-not-found", f"没有名为“{name}”的工作区。请核对名称。")
    return workspace


def workspace_named(session: Session, name: str) -> Workspace:
    """The workspace of that name, made by the operator where it is missing."""
    names.LABEL.demand(name)
    one_at_a_time(session)
    workspace = _workspace(session, name)
    if workspace is None:
        workspace = Workspace(id=new_id("ws"), name=name)
        session.add(workspace)
        session.flush()  # before whatever points to it
        record_event(session, operator(workspace.id), "workspace.created", subject=workspace.id)
    return workspace


def _workspace(session: Session, name: str) -> Workspace | None:
    return session.scalar(select(Workspace).where(Workspace.name == name))


def _user(session: Session, user_id: str) -> User:
    user = session.get(
        User, user_id, with_for_update=True
    )  # a sign-in under way ends first, or sees the change
    if user is None:
        raise NotFound("user-not-found", "没有这个用户。请核对用户名。")
    return user


def _end_sessions(session: Session, user_id: str) -> None:
    session.execute(delete(SignIn).where(SignIn.user_id == user_id))


def _tell(session: Session, caller: Caller, user: User, action: str) -> None:
    """Note in every workspace of the person what befell their account: it bears on each of them."""
    places = [place.id for place in workspaces_of(session, user.id)]
    for workspace_id in places or [caller.workspace_id]:
        told = Caller(caller.id, caller.name, workspace_id, caller.scopes)
        record_event(session, told, action, subject=user.id)
