"""What reviewers decide (复核): accept, correct, reject, restore, add, for records and findings alike.

A row is changed together with its decision, its place in the search and the audit trail. Whoever changes a row says
which revision was seen; of two who saw the same one, the second is told so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.callers import Caller
from api.problems import Conflict, FieldError, Invalid, PreconditionFailed
from api.store.anchors import Places
from api.store.audit import record_event
from api.store.columns import new_id, now
from api.store.documents import get_document
from api.store.engine import serialise
from api.store.progress import recount
from api.store.readings import find_reading, load_document
from api.store.records import printed
from api.store.subjects import UNPLACED, Row, Subject, Value, is_on_notice
from api.store.tables import Decision, Reading
from extractor.document import Span

_LONGEST = 20_000  # characters of a quote


@dataclass(frozen=True, slots=True)
class Change:
    """What a reviewer says instead. ``said`` holds what changes of type and fields, or of code and message.

    ``span`` is the stretch of the text that it is read from; None leaves it where it is.
    """

    said: Mapping[str, Any] = field(default_factory=dict)
    span: tuple[int, int] | None = None


def accept(
    session: Session, caller: Caller, subject: Subject[Row], key: str, *, revision: int, note: str = ""
) -> Row:
    """Stand by it as it is."""
    case = _Case.open(session, caller, subject, key, revision)
    value = subject.sure(subject.value(case.row))
    return case.decide("accepted", case.standing(value), value, note)


def correct(
    session: Session,
    caller: Caller,
    subject: Subject[Row],
    key: str,
    change: Change,
    *,
    revision: int,
    note: str = "",
) -> Row:
    """Say it otherwise, or of another stretch of the text. Invalid where the change makes no sense."""
    case = _Case.open(session, caller, subject, key, revision)
    value = subject.value(case.row)
    if subject.word(value) == UNPLACED:
        raise Conflict("not-correctable", "这条发现是系统的提示，不能更正。请采纳或驳回。")
    value = subject.sure(subject.changed(value, change.said))
    if change.span is not None:
        value |= _cut(case.reading, change.span)
    return case.decide("corrected", case.standing(value), value, note)


def reject(
    session: Session, caller: Caller, subject: Subject[Row], key: str, *, revision: int, note: str = ""
) -> Row:
    """Say that it is not so: it is left out of every answer that does not ask for it."""
    case = _Case.open(session, caller, subject, key, revision)
    return case.decide("rejected", "rejected", subject.value(case.row), note)


def restore(session: Session, caller: Caller, subject: Subject[Row], key: str, *, revision: int) -> Row:
    """Undo the review: back to what the extractor read. An addition that was rejected is there again."""
    case = _Case.open(session, caller, subject, key, revision)
    row = case.row
    if row.machine is not None:
        return case.withdraw(row.machine)
    if row.review == "rejected":
        value = subject.value(row)
        return case.decide("restored", case.standing(value), value, "")
    told = "尚未复核，无须撤销" if row.review == "unreviewed" else "由复核人提供，没有机器读取的内容可以恢复"
    raise Conflict("nothing-to-restore", f"这条{subject.chinese}{told}。不需要时请驳回。")


def add(
    session: Session,
    caller: Caller,
    subject: Subject[Row],
    document_id: str,
    change: Change,
    *,
    note: str = "",
) -> Row:
    """Put in what the extractor did not read, at the span of ``change``, in the document's current reading."""
    document = get_document(session, caller.workspace_id, document_id)
    serialise(session, document_id)
    reading = find_reading(session, document)
    if change.span is None:
        raise _bad_span("/start", "请给出原文的起止位置 start 和 end。")
    value = subject.sure(subject.changed(subject.empty(), change.said)) | _cut(reading, change.span)
    row = subject.table(
        key=new_id(subject.prefix),
        workspace_id=reading.workspace_id,
        document_id=document_id,
        reading_id=reading.id,
        is_current=True,
        revision=0,
    )
    session.add(row)
    return _Case(session, caller, subject, row, reading, None).decide("added", "added", value, note)


@dataclass
class _Case(Generic[Row]):
    """A row that a reviewer may change, and what was decided on it before."""

    _session: Session
    _caller: Caller
    _subject: Subject[Row]
    row: Row
    reading: Reading
    _decision: Decision | None

    @classmethod
    def open(
        cls, session: Session, caller: Caller, subject: Subject[Row], key: str, revision: int
    ) -> "_Case[Row]":
        """The case of a row, held against others who review the same document until the transaction ends."""
        document_id = subject.get(session, caller.workspace_id, key).document_id
        serialise(session, document_id)
        row = subject.get(session, caller.workspace_id, key)
        if not row.is_current:
            raise Conflict(
                "superseded",
                f"文档已重新读取，这条{subject.chinese}属于以前的读取结果，不能再改。请重新载入后复核。",
            )
        if row.revision != revision:
            raise PreconditionFailed(
                "changed-since", f"这条{subject.chinese}已被他人更改。请重新取得后，再作修改。"
            )
        standing = session.scalars(
            select(Decision).where(
                Decision.document_id == document_id,
                Decision.subject == subject.name,
                Decision.row_key == key,
            )
        )
        # A notice is the place both of what it tells of and of what was decided on the notice itself.
        is_notice = subject.word(subject.value(row)) == UNPLACED
        decision = next((one for one in standing if is_on_notice(one) == is_notice), None)
        reading = session.get_one(Reading, row.reading_id)
        return cls(session, caller, subject, row, reading, decision)

    def standing(self, value: Value) -> str:
        """The review of a row that says this: added, corrected or accepted."""
        if self._decision is None:
            return self._compared(value, self._subject.value(self.row))
        if self._decision.anchor is None:
            return "added"
        if self.row.machine is not None:
            return self._compared(value, self.row.machine)
        # What was read stands in another text: the places cannot be compared.
        return self._compared(value, {**self._decision.anchor, "start": value["start"]})

    def _compared(self, value: Value, read: Value) -> str:
        same = self._subject.content(value) == self._subject.content(read)
        there = (value["start"], value["quote"]) == (read["start"], read["quote"])
        return "accepted" if same and there else "corrected"

    def decide(self, action: str, review: str, value: Value, note: str) -> Row:
        """Let the row stand so, and keep that it was decided; ``action`` is what the audit trail calls it."""
        row, before = self.row, self._told()
        anchor = None if review == "added" else self._subject.value(row)
        if self._decision is None:
            row.machine = anchor
            self._decision = Decision(
                id=new_id("dcn"),
                document_id=row.document_id,
                version_id=self.reading.version_id,
                subject=self._subject.name,
                anchor=anchor,
                row_key=row.key,
            )
            self._session.add(self._decision)
        decision = self._decision
        decision.action, decision.value = review, {**value, "note": note} if note else value
        decision.decided_by, decision.decided_at = self._caller.id, now()
        self._write(review, value)
        recount(self._session, row.document_id)
        self._record(action, before, note)
        return row

    def withdraw(self, read: Value) -> Row:
        """Back to what the extractor read, as if nobody had decided."""
        before = self._told()
        if self._decision is not None:
            self._session.execute(delete(Decision).where(Decision.id == self._decision.id))
        self.row.machine = None
        self._write("unreviewed", read)
        recount(self._session, self.row.document_id)
        self._record("restored", before, "")
        return self.row

    def _write(self, review: str, value: Value) -> None:
        self._subject.write(self.row, value)
        self.row.review = review
        self.row.revision += 1
        self._subject.index(self._session, [self.row])

    def _told(self) -> Value | None:
        """The row as the audit trail tells it; nothing of a row that is only being added."""
        if self.row.revision == 0:
            return None
        return {"review": self.row.review, **self._subject.shown(self._subject.value(self.row))}

    def _record(self, action: str, before: Value | None, note: str) -> None:
        after = self._told() or {}
        record_event(
            self._session,
            self._caller,
            f"{self._subject.name}.{action}",
            document_id=self.row.document_id,
            subject=self.row.key,
            before=before,
            after={**after, "note": note} if note else after,
        )


def _cut(reading: Reading, ends: tuple[int, int]) -> Value:
    """Where a span stands: path, quote, page and boxes."""
    start, end = ends
    text = reading.text
    if not 0 <= start < len(text):
        raise _bad_span("/start", f"start 应在 0 至 {len(text) - 1} 之间。")
    if not start < end <= len(text):
        raise _bad_span("/end", f"end 应大于 start，且不超过 {len(text)}。")
    if end - start > _LONGEST:
        raise _bad_span("/end", f"原文最多 {_LONGEST} 字。请缩小范围。")
    span = Span(start, end)
    if not span.quote(text).strip():
        raise _bad_span("/start", "所选范围内没有文字。")
    document = load_document(reading)
    path = Places(document).path_of(span)
    return {"path": path, "start": start, "end": end, "quote": span.quote(text), **printed(document, span)}


def _bad_span(pointer: str, message: str) -> Invalid:
    return Invalid("bad-span", message, errors=[FieldError(pointer, message)])
