"""Whom the tests of access are about."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select

from api.callers import Caller
from api.store.columns import now
from api.store.engine import Database
from api.store.tables import SignIn
from api.store.tables_work import AuditEvent

PASSWORD = "青山一道同云雨明月何曾是两乡"


@dataclass(frozen=True)
class World:
    """A database, an admin and a writer of workspace 甲, and the admin of workspace 乙. All have PASSWORD."""

    database: Database
    admin: Caller
    writer: Caller
    stranger: Caller

    def trail(self, workspace_id: str) -> list[tuple[str, str, str | None]]:
        """Actor's name, action and subject of every event of a workspace, in order."""
        with self.database.reading() as session:
            events = session.scalars(
                select(AuditEvent).where(AuditEvent.workspace_id == workspace_id).order_by(AuditEvent.id)
            )
            return [(event.actor_name, event.action, event.subject) for event in events]


@dataclass
class Clock:
    """Seconds since 1970."""

    now: float

    def go_on(self, seconds: float) -> None:
        self.now += seconds


def begin_session(world: World, caller: Caller, *, minutes: int = 60) -> str:
    """The token of a session of theirs, made without their password."""
    token, begun = secrets.token_urlsafe(32), now()
    with world.database.writing() as session:
        session.add(
            SignIn(
                token_hash=sha256(token.encode()).hexdigest(),
                user_id=caller.id,
                workspace_id=caller.workspace_id,
                created_at=begun,
                expires_at=begun + timedelta(minutes=minutes),
            )
        )
    return token
