"""API keys (密钥), by which programs work in one workspace.

A key is ``tk_`` + 8 characters that are shown + ``_`` + 43 characters of secret. Only the SHA-256 of the whole key is
kept: 256 random bits cannot be tried through, so a slow password hash would add nothing but its cost to every call.

Keys belong to the workspace, not to whoever made them: they go on working when that person leaves, until they
are revoked or expire. Every call looks the key up, so a revocation holds from the next call on.
"""

import hmac
import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import names
from api.access.scopes import granted
from api.callers import Caller, Scope
from api.problems import NotFound, NotSignedIn
from api.store.audit import record_event
from api.store.columns import new_id, now
from api.store.tables import ApiKey

_FORM = re.compile(r"tk_[0-9a-z]{8}_[A-Za-z0-9_-]{43}", re.ASCII)
_SHOWN = len("tk_") + 8
_SECRET = 32  # bytes; 43 characters


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made. ``token`` is the key itself: it is told once and kept nowhere."""

    token: str
    row: ApiKey


def create_key(
    session: Session, caller: Caller, name: str, scopes: Collection[Scope], expires_at: datetime | None = None
) -> NewKey:
    """A key of the caller's workspace. NotAllowed where the caller lacks one of the scopes."""
    names.LABEL.demand(name)
    shown = new_id("tk")[:_SHOWN]
    token = f"{shown}_{secrets.token_urlsafe(_SECRET)}"
    row = ApiKey(
        id=new_id("key"),
        workspace_id=caller.workspace_id,
        name=name,
        prefix=shown,
        hash=_digest(token),
        scopes=granted(caller, scopes),
        created_at=now(),
        created_by=caller.id,
        expires_at=expires_at,
    )
    session.add(row)
    record_event(session, caller, "key.created", subject=row.id, after={"name": name, "scopes": row.scopes})
    return NewKey(token, row)


def list_keys(session: Session, workspace_id: str) -> Sequence[ApiKey]:
    """The keys of a workspace, newest first, those revoked and expired among them."""
    ordered = select(ApiKey).order_by(ApiKey.created_at.desc(), ApiKey.id)
    return session.scalars(ordered.where(ApiKey.workspace_id == workspace_id)).all()


def keys_left_by(session: Session, user_id: str) -> list[ApiKey]:
    """The keys that a person made, in any workspace, and that still hold. For the operator."""
    made = session.scalars(select(ApiKey).where(ApiKey.created_by == user_id).order_by(ApiKey.created_at))
    return [row for row in made if _holds(row)]


def revoke_key(session: Session, caller: Caller, key_id: str) -> ApiKey:
    """End a key for good; one that is revoked already stays so. NotFound outside the caller's workspace."""
    row = session.scalar(
        select(ApiKey)
        .where(ApiKey.id == key_id, ApiKey.workspace_id == caller.workspace_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound("key-not-found", "没有这个密钥。它可能属于其他工作区；请核对编号。")
    if row.revoked_at is None:
        row.revoked_at = now()
        record_event(session, caller, "key.revoked", subject=row.id)
    return row


def caller_of_key(session: Session, token: str) -> Caller:
    """Who calls with this key. NotSignedIn, always in the same words, where it is none that holds."""
    row = _row_of(session, token)
    if row is None or not _holds(row):
        raise NotSignedIn("key-refused", "密钥无效、已停用或已过期。请向工作区管理员索取新的密钥。")
    return Caller(row.id, row.name, row.workspace_id, frozenset(map(Scope, row.scopes)))


def _row_of(session: Session, token: str) -> ApiKey | None:
    if not _FORM.fullmatch(token):
        return None
    digest = _digest(token)
    row = session.scalar(select(ApiKey).where(ApiKey.hash == digest))
    # The database may compare more loosely (collations) and stops at the first difference; this does neither.
    return row if row is not None and hmac.compare_digest(row.hash, digest) else None


def _holds(row: ApiKey) -> bool:
    return row.revoked_at is None and (row.expires_at is None or row.expires_at > now())


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
