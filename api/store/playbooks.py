"""Playbooks of a workspace (自有审查标准): kept to the letter, told apart by title. The shipped ones are no rows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.callers import Caller
from api.problems import Conflict, NotFound, PreconditionFailed
from api.store.audit import record_event
from api.store.columns import new_id
from api.store.engine import serialise
from api.store.tables_analysis import PlaybookRow

MOST = 200


def list_playbooks(session: Session, workspace_id: str) -> Sequence[PlaybookRow]:
    """By title."""
    query = select(PlaybookRow).where(PlaybookRow.workspace_id == workspace_id)
    return session.scalars(query.order_by(PlaybookRow.title, PlaybookRow.id)).all()


def get_playbook(session: Session, workspace_id: str, playbook_id: str) -> PlaybookRow:
    """The playbook. NotFound where this workspace has none of that id."""
    found = session.get(PlaybookRow, playbook_id)
    if found is None or found.workspace_id != workspace_id:
        raise NotFound("playbook-not-found", "没有这份审查标准。请在“审查标准”列表中查看现有编号。")
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """A playbook that has been read without faults: its YAML, and what a list shows of it."""

    title: str
    stance: str
    checks: int
    text: str


def add_playbook(session: Session, caller: Caller, written: Written) -> PlaybookRow:
    """Keep a playbook. Conflict for a title that is there, or too many."""
    serialise(session, f"{caller.workspace_id}/playbooks")
    there = list_playbooks(session, caller.workspace_id)
    if len(there) >= MOST:
        raise Conflict("too-many-playbooks", f"工作区已有{MOST}份审查标准，请先删除不用的。")
    _refuse_same_title(there, written.title)
    row = PlaybookRow(
        id=new_id("pbk"), workspace_id=caller.workspace_id, created_by=caller.id, **asdict(written)
    )
    session.add(row)
    session.flush()
    record_event(session, caller, "playbook.added", subject=row.id, after={"title": row.title})
    return row


def change_playbook(
    session: Session, caller: Caller, playbook_id: str, written: Written, revision: int
) -> PlaybookRow:
    """Put another text in its place. PreconditionFailed unless ``revision`` is the one in force."""
    serialise(session, f"{caller.workspace_id}/playbooks")
    row = get_playbook(session, caller.workspace_id, playbook_id)
    there = [one for one in list_playbooks(session, caller.workspace_id) if one.id != playbook_id]
    _refuse_same_title(there, written.title)
    before = row.title
    changed = session.execute(
        update(PlaybookRow)
        .where(PlaybookRow.id == playbook_id, PlaybookRow.revision == revision)
        .values(**asdict(written), revision=revision + 1)
        .returning(PlaybookRow.id)
    ).all()
    if not changed:
        raise PreconditionFailed("changed-since", "该审查标准已被他人更改。请重新取得后，再作修改。")
    session.refresh(row)
    record_event(
        session,
        caller,
        "playbook.changed",
        subject=row.id,
        before={"title": before},
        after={"title": row.title},
    )
    return row


def remove_playbook(session: Session, caller: Caller, playbook_id: str) -> None:
    """Delete it; the reviews made with it stay."""
    row = get_playbook(session, caller.workspace_id, playbook_id)
    session.delete(row)
    record_event(session, caller, "playbook.deleted", subject=row.id, before={"title": row.title})


def _refuse_same_title(there: Sequence[PlaybookRow], title: str) -> None:
    if any(one.title == title for one in there):
        raise Conflict(
            "playbook-title-taken", f"已有标题为“{title}”的审查标准。请换一个标题，或修改原有的一份。"
        )
