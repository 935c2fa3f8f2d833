"""Sessions of people (登录): a random token for a name and a password; only its SHA-256 is kept."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.access.gate import Gate
from api.access.passwords import check_password, hash_password
from api.access.people import Place, change_password, find_user, workspaces_of
from api.callers import Caller, Scope
from api.problems import FieldError, NotAllowed, NotFound, NotSignedIn
from api.store.audit import record_event
from api.store.columns import now
from api.store.engine import Database
from api.store.tables import Member, SignIn, User

_FORM = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_log = structlog.get_logger("tiaokuan.access")


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody says who they are. Without ``workspace_id``, the first of theirs by name is meant."""

    name: str
    password: str
    address: str
    workspace_id: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session just begun. ``token`` is told once and kept nowhere."""

    token: str
    caller: Caller


@dataclass(frozen=True, slots=True)
class _Proven:
    """Whose password was given, and the hash it was checked against."""

    user_id: str
    password_hash: str


def sign_in(database: Database, gate: Gate, attempt: Attempt, *, hours: int) -> SignedIn:
    """Begin a session that lasts ``hours``.

    NotSignedIn, in the same words and after the same work, for an unknown name, a wrong password and a disabled
    person; TooMany after too many of those. It opens its transactions itself: none waits for the password.
    """
    with gate.attempt(attempt.name, attempt.address):
        proven = _proven(database, attempt)
    with database.writing() as session:
        return _begin(session, proven, attempt.workspace_id, timedelta(hours=hours))


def caller_of_session(session: Session, token: str) -> Caller:
    """Who is signed in with this token. NotSignedIn where it holds no longer, or never did."""
    found = None
    if _FORM.fullmatch(token):
        found = session.execute(
            select(User, Member)
            .join(SignIn, SignIn.user_id == User.id)
            .join(Member, (Member.user_id == User.id) & (Member.workspace_id == SignIn.workspace_id))
            .where(SignIn.token_hash == _digest(token), SignIn.expires_at > now(), User.disabled.is_(False))
        ).one_or_none()
    if found is None:
        raise NotSignedIn("session-ended", "登录已失效。请重新登录。")
    user, member = found
    return Caller(user.id, user.name, member.workspace_id, frozenset(map(Scope, member.scopes)))


def sign_out(session: Session, caller: Caller, token: str) -> None:
    """End the session."""
    session.execute(delete(SignIn).where(SignIn.token_hash == _digest(token)))
    record_event(session, caller, "session.ended", subject=caller.id)


def switch_workspace(session: Session, caller: Caller, token: str, workspace_id: str) -> Caller:
    """Go on with the session in another workspace. NotFound where the person is no member of it."""
    row = session.get(SignIn, _digest(token), with_for_update=True)
    if row is None:
        raise NotSignedIn("session-ended", "登录已失效。请重新登录。")
    place = _chosen(workspaces_of(session, caller.id), workspace_id)
    row.workspace_id = place.id
    switched = Caller(caller.id, caller.name, place.id, frozenset(place.scopes))
    record_event(session, switched, "session.switched", subject=caller.id)
    return switched


def change_own_password(database: Database, gate: Gate, caller: Caller, attempt: Attempt, new: str) -> None:
    """Keep the password ``new`` for the caller, who proves to know the present one; all their sessions end.

    NotAllowed where the present one is wrong, which counts as a failed sign-in; Invalid where the new one is weak.
    """
    with gate.attempt(attempt.name, attempt.address):
        try:
            _proven(database, attempt)
        except NotSignedIn as refused:
            told = "当前密码不对。请核对后重试。"
            raise NotAllowed("wrong-password", told, errors=[FieldError("/current", told)]) from refused
    hashed = hash_password(new, caller.name)
    with database.writing() as session:
        change_password(session, caller, caller.id, hashed)


def _proven(database: Database, attempt: Attempt) -> _Proven:
    with database.reading() as session:
        user = find_user(session, attempt.name)
        claimed = None if user is None or user.disabled else _Proven(user.id, user.password_hash)
    held = check_password(attempt.password, claimed.password_hash if claimed else None)
    if claimed is None or not held:
        _log.warning("sign-in-refused", user=claimed.user_id if claimed else None, address=attempt.address)
        raise _refused()
    return claimed


def _begin(session: Session, proven: _Proven, workspace_id: str | None, lasting: timedelta) -> SignedIn:
    user = session.get(User, proven.user_id, with_for_update=True)
    if user is None or user.disabled or user.password_hash != proven.password_hash:
        raise _refused()  # changed while the password was being checked
    place = _chosen(workspaces_of(session, user.id), workspace_id)
    token, begun = secrets.token_urlsafe(32), now()
    session.execute(delete(SignIn).where(SignIn.expires_at <= begun))
    session.add(
        SignIn(
            token_hash=_digest(token),
            user_id=user.id,
            workspace_id=place.id,
            created_at=begun,
            expires_at=begun + lasting,
        )
    )
    caller = Caller(user.id, user.name, place.id, frozenset(place.scopes))
    record_event(session, caller, "session.begun", subject=user.id)
    return SignedIn(token, caller)


def _chosen(places: list[Place], workspace_id: str | None) -> Place:
    if not places:
        raise NotAllowed("no-workspace", "您还不属于任何工作区。请联系管理员。")
    for place in places:
        if workspace_id in {None, place.id}:
            return place
    raise NotFound("workspace-not-found", "没有这个工作区，或您不是其成员。请核对编号。")


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _refused() -> NotSignedIn:
    return NotSignedIn("sign-in-refused", "用户名或密码不对。请核对后重试；忘记密码请联系管理员。")
