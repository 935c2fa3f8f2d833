"""What reviewers decided holds in every later reading of the same bytes (复核结论的延续).

Decisions belong to a version of a document: another version, with other bytes, begins without any, and those of the
earlier version stay with it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.callers import Caller
from api.store.anchors import Claim, Places, match
from api.store.archive import decode_document
from api.store.audit import SYSTEM, record_event
from api.store.columns import new_id
from api.store.engine import serialise
from api.store.records import finding_of, finding_row, printed, record_of
from api.store.subjects import FINDINGS, RECORDS, UNPLACED, Row, Subject, Value, is_on_notice
from api.store.tables import Decision, FindingRow, Reading, RecordRow
from extractor.document import Span
from extractor.records import Finding, Record

_WORDS = {"accepted": "采纳", "corrected": "更正", "rejected": "驳回", "added": "补充"}
_SHOWN = 80  # characters that a notice quotes


def effective_records(session: Session, reading: Reading) -> tuple[Record, ...]:
    """Records of a reading as they stand after review, in reading order; without the rejected ones."""
    rows = session.scalars(
        select(RecordRow).where(RecordRow.reading_id == reading.id, RecordRow.review != "rejected")
    )
    return tuple(
        record_of(row) for row in sorted(rows, key=lambda row: (row.start, row.end, row.type, row.id))
    )


def effective_findings(session: Session, reading: Reading) -> tuple[Finding, ...]:
    """Findings of a reading as they stand after review, in reading order; without the rejected ones."""
    rows = session.scalars(
        select(FindingRow).where(FindingRow.reading_id == reading.id, FindingRow.review != "rejected")
    )
    return tuple(
        finding_of(row) for row in sorted(rows, key=lambda row: (row.start, row.end, row.code, row.id))
    )


def carry_over(session: Session, document_id: str, reading: Reading) -> None:
    """Apply what was decided on the version of ``reading`` to its rows, which were just saved.

    A decision goes to the row that it was made on: same type, provision and quote; else same type and quote; else
    same type at the same place. Where the extractor no longer reads it, it becomes a row of its own at its quote.
    Where the quote is gone, the decision is kept, and a finding says that it has no place.
    Whoever saves a reading holds the document with ``serialise`` from the start, so that no reviewer changes it
    meanwhile.
    """
    serialise(session, document_id)
    standing = session.scalars(
        select(Decision)
        .where(Decision.document_id == document_id, Decision.version_id == reading.version_id)
        .order_by(Decision.decided_at, Decision.id)
    ).all()
    if not standing:
        return
    carrier = _Carrier(session, reading)
    dismissals = [one for one in standing if is_on_notice(one)]
    carrier.carry(RECORDS, [one for one in standing if one.subject == RECORDS.name])
    findings = [one for one in standing if one.subject == FINDINGS.name and one not in dismissals]
    carrier.carry(FINDINGS, findings)
    carrier.renew(dismissals)


class _Carrier:
    """Carries decisions into one reading."""

    def __init__(self, session: Session, reading: Reading) -> None:
        self._session, self._reading = session, reading
        self._document = decode_document(reading.archive)
        self._places = Places(self._document)
        self._system = Caller(SYSTEM, "系统", reading.workspace_id, frozenset())
        self._notices: dict[str, FindingRow] = {}  # by the key where the decision stood before

    def carry(self, subject: Subject[Row], decisions: Sequence[Decision]) -> None:
        """Put each decision where it belongs."""
        table = subject.table
        rows = self._session.scalars(
            select(table).where(table.reading_id == self._reading.id).order_by(table.id)
        ).all()
        rows = [row for row in rows if subject.word(subject.value(row)) != UNPLACED]
        claims = [Claim(one.anchor, one.value) for one in decisions]
        claims += [Claim(value, None) for value in self._undecided(subject)]
        matched = match(claims, [subject.value(row) for row in rows], self._places, subject)
        settled = []
        for number, decision in enumerate(decisions):
            row = rows[matched[number]] if number in matched else None
            value = self._settled(subject, decision, row)
            if value is None:
                self._give_notice(subject, decision)
            else:
                settled.append(self._settle(subject, decision, row, value))
        subject.index(self._session, settled)

    def _undecided(self, subject: Subject[Row]) -> list[Value]:
        """What the reading before held that nobody had decided on: each keeps its like here from the decisions."""
        before = self._session.scalar(
            select(Reading.id)
            .where(Reading.version_id == self._reading.version_id, Reading.id != self._reading.id)
            .order_by(Reading.created_at.desc())
            .limit(1)
        )
        table = subject.table
        rows = self._session.scalars(
            select(table).where(table.reading_id == before, table.review == "unreviewed")
        )
        return [value for value in map(subject.value, rows) if subject.word(value) != UNPLACED]

    def _settled(self, subject: Subject[Row], decision: Decision, row: Row | None) -> Value | None:
        """The value of the decision in this text; None where it has no place in it."""
        read = None if row is None else subject.value(row)
        place = self._place(decision.value, decision.anchor, read)
        return None if place is None else subject.placed(decision.value, place, read)

    def _place(self, value: Value, anchor: Value | None, read: Value | None) -> Value | None:
        unmoved = anchor is not None and all(value[name] == anchor[name] for name in ("start", "quote"))
        if unmoved and read is not None and read["quote"] == value["quote"]:
            return read
        span = self._places.nearest(self._shifted(value, anchor, read))
        if span is None:
            return read if unmoved else None  # the extractor reads the same in other words
        return {
            "path": self._places.path_of(span),
            "start": span.start,
            "end": span.end,
            "quote": value["quote"],
            **printed(self._document, span),
        }

    def _shifted(self, value: Value, anchor: Value | None, read: Value | None) -> Value:
        """The value about as far along as what it was made of now stands."""
        if anchor is None or self._places.stands(value):
            return value
        now_at = self._places.nearest(anchor)
        if read is not None and read["quote"] == anchor["quote"]:
            start = read["start"]
        elif now_at is not None:
            start = now_at.start
        else:
            return value
        return {**value, "start": max(value["start"] + start - anchor["start"], 0)}

    def _settle(self, subject: Subject[Row], decision: Decision, row: Row | None, value: Value) -> Row:
        before = decision.row_key
        if row is None:
            row = self._new_row(subject)
        else:
            row.machine = subject.value(row)
        if decision.anchor is not None:
            moved = value["start"] - decision.value["start"]
            decision.anchor = _anchored(subject, decision.anchor, row.machine, moved)
        subject.write(row, value)
        row.review = decision.action
        decision.value, decision.row_key = value, row.key
        told = {"review": row.review, **subject.shown(value)}
        self._record(f"{subject.name}.carried", decision, row.key, before, told)
        return row

    def _new_row(self, subject: Subject[Row]) -> Row:
        row = subject.table(
            key=new_id(subject.prefix),
            workspace_id=self._reading.workspace_id,
            document_id=self._reading.document_id,
            reading_id=self._reading.id,
            is_current=self._reading.is_current,
        )
        self._session.add(row)
        return row

    def _give_notice(self, subject: Subject[Row], decision: Decision) -> None:
        """A finding that says which decision has no place."""
        path, span = self._remains(decision.value["path"])
        known = f"（原在{path}）" if path and path == decision.value["path"] else ""
        message = (
            f"对{subject.chinese}“{subject.called(decision.value)}”{known}的复核结论“{_WORDS[decision.action]}”"
            "未能放回新的读取结果：原文已无对应文字。请核对原文后重新复核；不再需要时可驳回本条。"
        )
        finding = Finding(UNPLACED, path, span, span.quote(self._document.text), message)
        row = FindingRow(**finding_row(finding, self._document, self._reading))
        self._session.add(row)
        before, decision.row_key = decision.row_key, row.key
        self._notices[before] = row
        told = {"action": decision.action, **subject.shown(decision.value)}
        self._record(f"{subject.name}.unplaced", decision, row.key, before, told)

    def _remains(self, path: str) -> tuple[str, Span]:
        """The provision of that path, or one above it, or the beginning of the document; and its first line."""
        above = [node for node in self._document.nodes if node.path and path.startswith(node.path)]
        node = max(above, key=lambda node: len(node.path), default=None)
        text = self._document.text
        start, end = (node.span.start, node.span.end) if node else (0, len(text))
        while start < end - 1 and text[start].isspace():
            start += 1
        line = text.find("\n", start, end)
        span = Span(start, min(line if line > start else end, start + _SHOWN))
        return (node.path if node else self._places.path_of(span)), span

    def renew(self, dismissals: Sequence[Decision]) -> None:
        """A notice that was reviewed stays so while it is given; afterwards its review has no object."""
        for dismissal in dismissals:
            notice = self._notices.get(dismissal.row_key)
            if notice is None:
                self._session.delete(dismissal)
                continue
            notice.machine, notice.review = FINDINGS.value(notice), dismissal.action
            dismissal.anchor = dismissal.value = notice.machine
            dismissal.row_key = notice.key

    def _record(self, action: str, decision: Decision, key: str, before: str, told: dict[str, Any]) -> None:
        record_event(
            self._session,
            self._system,
            action,
            document_id=decision.document_id,
            subject=key,
            before={"id": before},
            after=told,
        )


def _anchored(subject: Subject[Row], anchor: Value, read: Value | None, moved: int) -> Value:
    """What the decision was made on, where this text has it."""
    if read is not None and anchor["quote"] == read["quote"] and subject.word(anchor) == subject.word(read):
        return read
    start = max(anchor["start"] + moved, 0)
    return {**anchor, "start": start, "end": start + len(anchor["quote"])}
