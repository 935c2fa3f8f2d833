"""What the routes of records, findings and references share: pages, edits (复核与列表)."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from api.callers import Caller
from api.service.paging import decode_cursor, encode_cursor
from api.service.wire.reviews import Edit, ListQuery
from api.store import decisions
from api.store.listing import Position
from api.store.subjects import Row, Subject


class Listing:
    """One list as it was asked for: it reads its cursor and writes the next one."""

    def __init__(self, name: str, caller: Caller, query: ListQuery, document_id: str | None = None) -> None:
        self._asked = f"{name}/{caller.workspace_id}/{document_id or ''}/{query.asked()}"
        self._cursor = query.cursor

    @property
    def after(self) -> Sequence[object] | None:
        """Where the page begins. BadRequest where the cursor is not this list's."""
        return decode_cursor(self._cursor, self._asked) if self._cursor else None

    def next_cursor(self, after: Position | None) -> str | None:
        """The cursor of the page behind that position."""
        return None if after is None else encode_cursor(after, self._asked)


def edited(
    session: Session, caller: Caller, subject: Subject[Row], key: str, edit: Edit, *, revision: int
) -> Row:
    """Carry out what the reviewer asks for."""
    match edit.action:
        case "accept":
            return decisions.accept(session, caller, subject, key, revision=revision, note=edit.note)
        case "correct":
            return decisions.correct(
                session, caller, subject, key, edit.change(), revision=revision, note=edit.note
            )
        case "reject":
            return decisions.reject(session, caller, subject, key, revision=revision, note=edit.note)
        case "restore":
            return decisions.restore(session, caller, subject, key, revision=revision)
