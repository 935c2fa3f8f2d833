"""Batches of claims (批量核定): handed in, gone through a few at a time, handed out, deleted."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, delete, func, insert, select, tuple_, update
from sqlalchemy.orm import Session, undefer

from api.callers import Caller
from api.claims.checking import Checked, refused
from api.claims.exact import dump_json
from api.claims.form import written
from api.claims.reading import case_of
from api.claims.rows import Row
from api.claims.summary import Answered
from api.claims.writing import Ids
from api.problems import Conflict, FieldError, NotFound, Problem
from api.store.audit import record_event
from api.store.columns import new_id
from api.store.documents import get_document
from api.store.readings import find_reading, load_document
from api.store.records import record_ids
from api.store.tables import Document, Reading
from api.store.tables_claims import ClaimBatch, ClaimItem
from api.store.tables_work import Job
from extractor.claim import Claim
from extractor.determination import Determination
from extractor.document import Document as Text

_DETERMINATION = TypeAdapter(Determination)
_NAME = 400
_ROWS = 500  # rows that go to the database at a time
_UNKNOWN = "没有这个批次。它可能已被删除，或属于其他工作区；请核对编号。"
_NOT_CHECKED = "尚未核定：任务未完成或已取消。"


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a batch: how many claims there are, how many are through, and how many of them came to nothing."""

    total: int
    done: int
    failed: int


@dataclass(frozen=True, slots=True)
class Pending:
    """Some claims of a batch that are still to be checked, all under one reading."""

    reading_id: str
    items: tuple[tuple[int, Claim], ...]


def add_batch(session: Session, caller: Caller, rows: Sequence[Row], name: str) -> ClaimBatch:
    """A new batch, queued. A row whose document is not there, or not read, has its error at once."""
    batch = ClaimBatch(
        id=new_id("clb"), workspace_id=caller.workspace_id, name=name[:_NAME], created_by=caller.id
    )
    session.add(batch)
    session.flush()
    readings = _readings(session, caller.workspace_id, rows)
    values = [{**_item(row, readings), "batch_id": batch.id} for row in rows]
    for at in range(0, len(values), _ROWS):
        session.execute(insert(ClaimItem), values[at : at + _ROWS])
    record_event(session, caller, "claims.ordered", subject=batch.id)
    return batch


def _readings(session: Session, workspace_id: str, rows: Sequence[Row]) -> Mapping[str, Reading | Problem]:
    """The current reading of every document that is named, or why there is none."""
    found: dict[str, Reading | Problem] = {}
    for name in dict.fromkeys(row.claim.document for row in rows if row.claim is not None):
        try:
            found[name] = find_reading(session, claimed_document(session, workspace_id, name))
        except Problem as problem:
            found[name] = problem
    return found


def claimed_document(session: Session, workspace_id: str, name: str) -> Document:
    """The document that a claim names, by its id or by its name where only one has it. NotFound, Conflict: both name
    the field."""
    try:
        return _document(session, workspace_id, name)
    except (NotFound, Conflict) as problem:
        told = (FieldError("/document", problem.detail),)
        raise type(problem)(problem.code, problem.detail, errors=told) from problem


def _document(session: Session, workspace_id: str, name: str) -> Document:
    if name.startswith("doc_"):
        return get_document(session, workspace_id, name)
    query = select(Document).where(Document.workspace_id == workspace_id, Document.name == name).limit(2)
    found = session.scalars(query).all()
    if len(found) > 1:
        raise Conflict("document-ambiguous", f"有几份文档都叫“{name}”。请改写文档编号。")
    if not found:
        raise NotFound("document-not-found", f"没有编号或名称为“{name}”的文档。请核对，或先上传。")
    return found[0]


def _item(row: Row, readings: Mapping[str, Reading | Problem]) -> dict[str, object]:
    claim = row.claim
    told: dict[str, object] = {
        "number": row.number,
        "label": row.label,
        "named": claim.document if claim else "",
        "document_id": None,
        "reading_id": None,
        "claim": None,
        "code": None,
        "reason": None,
        "errors": [],
    }
    if claim is None or row.form is None:
        return told | _error(Checked(None, "invalid-claim", "案件不合要求，未核定。", row.errors))
    reading = readings[claim.document]
    if isinstance(reading, Problem):
        return told | _error(refused(reading))
    case = written(row.form)
    case.pop("document", None)
    return told | {
        "document_id": reading.document_id,
        "reading_id": reading.id,
        "claim": dump_json(case),
    }


def _error(checked: Checked) -> dict[str, object]:
    errors = [{"pointer": one.pointer, "message": one.message} for one in checked.errors]
    return {"code": checked.code, "reason": checked.reason, "errors": errors}


def get_batch(session: Session, workspace_id: str, batch_id: str) -> ClaimBatch:
    """The batch. NotFound where this workspace has none of that id."""
    found = session.get(ClaimBatch, batch_id)
    if found is None or found.workspace_id != workspace_id:
        raise NotFound("batch-not-found", _UNKNOWN)
    return found


def list_batches(
    session: Session, workspace_id: str, *, before: tuple[datetime, str] | None = None, limit: int = 50
) -> Sequence[ClaimBatch]:
    """Newest first; ``before`` is the creation time and id of the last one seen."""
    query = select(ClaimBatch).where(ClaimBatch.workspace_id == workspace_id)
    if before is not None:
        query = query.where(tuple_(ClaimBatch.created_at, ClaimBatch.id) < before)
    return session.scalars(
        query.order_by(ClaimBatch.created_at.desc(), ClaimBatch.id.desc()).limit(limit)
    ).all()


def counts(session: Session, batch_ids: Sequence[str]) -> Mapping[str, Counts]:
    """How far batches have come, by their ids."""
    query = (
        select(
            ClaimItem.batch_id,
            func.count(),
            func.count(ClaimItem.verdict),
            func.count(ClaimItem.code),
        )
        .where(ClaimItem.batch_id.in_(batch_ids))
        .group_by(ClaimItem.batch_id)
    )
    found = {
        batch_id: Counts(total, checked + failed, failed)
        for batch_id, total, checked, failed in session.execute(query)
    }
    return {batch_id: found.get(batch_id, Counts(0, 0, 0)) for batch_id in batch_ids}


def pending(session: Session, batch_id: str, at_most: int) -> Pending | None:
    """The next claims to check, in the order of readings, then rows; None where all are through."""
    waiting = _waiting(batch_id).order_by(ClaimItem.reading_id, ClaimItem.number)
    first = session.scalar(waiting.limit(1))
    if first is None or first.reading_id is None:
        return None
    query = waiting.where(ClaimItem.reading_id == first.reading_id).options(undefer(ClaimItem.claim))
    items = session.scalars(query.limit(at_most)).all()
    return Pending(
        first.reading_id, tuple((one.id, case_of(one.claim or "").under(one.named)) for one in items)
    )


def _waiting(batch_id: str) -> Select[ClaimItem]:
    return select(ClaimItem).where(ClaimItem.batch_id == batch_id, _is_waiting())


def _is_waiting() -> ColumnElement[bool]:
    return ClaimItem.verdict.is_(None) & ClaimItem.code.is_(None)


def keep_results(session: Session, results: Mapping[int, Checked]) -> None:
    """What claims came to, by the ids of their rows. Rows that are gone with their document are passed over."""
    for item_id, checked in results.items():
        values = _error(checked) if checked.found is None else _result(checked.found)
        session.execute(update(ClaimItem).where(ClaimItem.id == item_id).values(**values))


def _result(found: Determination) -> dict[str, object]:
    told = zlib.compress(_DETERMINATION.dump_json(found))
    return {"verdict": found.verdict.value, "result": told}


def answered(session: Session, batch_id: str) -> Iterator[Answered]:
    """Every claim of a batch with what it came to, in the order of the rows, read a few at a time."""
    query = (
        select(ClaimItem)
        .where(ClaimItem.batch_id == batch_id)
        .order_by(ClaimItem.number)
        .options(undefer(ClaimItem.result), undefer(ClaimItem.claim))
        .execution_options(yield_per=50)
    )
    documents: dict[str, tuple[Text, Ids]] = {}
    for item in session.scalars(query):
        claim = None if item.claim is None else case_of(item.claim).under(item.named)
        checked = _checked(item)
        if item.reading_id is None:
            yield Answered(item.number, item.label, item.named, claim, checked)
            continue
        if item.reading_id not in documents:
            reading = session.get_one(Reading, item.reading_id)
            documents[item.reading_id] = load_document(reading), record_ids(session, reading.id)
        document, ids = documents[item.reading_id]
        yield Answered(item.number, item.label, item.named, claim, checked, document, ids)


def _checked(item: ClaimItem) -> Checked:
    if item.result is not None:
        return Checked(_DETERMINATION.validate_json(zlib.decompress(item.result)))
    errors = tuple(FieldError(one["pointer"], one["message"]) for one in item.errors)
    return Checked(None, item.code or "not-checked", item.reason or _NOT_CHECKED, errors)


def remove_batch(session: Session, caller: Caller, batch_id: str) -> None:
    """Delete it with its claims, its results and its job."""
    get_batch(session, caller.workspace_id, batch_id)
    session.execute(delete(Job).where(Job.batch_id == batch_id))
    session.execute(delete(ClaimItem).where(ClaimItem.batch_id == batch_id))
    session.execute(delete(ClaimBatch).where(ClaimBatch.id == batch_id))
    record_event(session, caller, "claims.deleted", subject=batch_id)
