"""A document on a reviewer's desk: read from a text of our own, with records made by hand."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import select

from api.callers import Caller, Scope
from api.store.anchors import Places
from api.store.columns import new_id
from api.store.engine import Database, serialise
from api.store.readings import save_reading
from api.store.subjects import FINDINGS, RECORDS
from api.store.tables import Decision, Document, FindingRow, Reading, RecordRow, Version, Workspace
from extractor.document import Document as Text
from extractor.document import Span
from extractor.records import Extraction, FieldValue, Finding, Record, RecordType, Reference, Status
from tests.documents import document_of

TEXT = """山雀保险条款

第一章 保险责任
第一条 因火灾造成的损失，保险人负责赔偿。
第二条 每次事故赔偿限额为100万元，免赔额为5000元。
第五条 下列损失，保险人不负责赔偿：
（一）战争造成的损失；
（二）投保人、被保险人的故意行为造成的损失。
第十条 被保险人应当在三十日内书面通知保险人。
第五十条 投保人应当在三十日内书面通知保险人。
第五十一条 本条款未尽事宜，按照第九十九条办理。
"""


@cache
def text_of(content: str = TEXT) -> Text:
    """The document that a text gives."""
    return document_of(content)


def record(
    kind: str, quote: str, /, *, of: str = TEXT, nth: int = 0, confidence: float = 0.9, **fields: FieldValue
) -> Record:
    """The record of that type on the nth occurrence of the quote; evidence is the whole quote."""
    span = span_of(quote, of=of, nth=nth)
    path = Places(text_of(of)).path_of(span)
    evidence = dict.fromkeys(fields, span)
    return Record(RecordType(kind), path, span, quote, fields, confidence, f"{kind}.test", evidence)


def finding(code: str, quote: str, message: str = "请核对。", *, of: str = TEXT) -> Finding:
    """The finding on the first occurrence of the quote."""
    span = span_of(quote, of=of)
    return Finding(code, Places(text_of(of)).path_of(span), span, quote, message)


def reference(quote: str, status: Status) -> Reference:
    """The reference on the first occurrence of the quote."""
    span = span_of(quote)
    targets = (quote,) if status is Status.RESOLVED else ()
    return Reference(Places(text_of()).path_of(span), span, quote, status, targets)


def span_of(quote: str, *, of: str = TEXT, nth: int = 0) -> Span:
    """Where the quote stands for the nth time, counted from 0."""
    text, start = text_of(of).text, -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


def extraction(
    records: Iterable[Record],
    findings: Iterable[Finding] = (),
    references: Iterable[Reference] = (),
    *,
    of: str = TEXT,
) -> Extraction:
    """What an extractor might have read."""
    ordered = sorted(records, key=lambda one: (one.span, one.type.value))
    return Extraction(text_of(of), tuple(ordered), tuple(references), tuple(findings))


def sure(one: Record) -> Record:
    """The record after a reviewer stood by it."""
    return replace(one, confidence=1.0)


class Desk:
    """A workspace, and a document in it that is read as often as the test likes."""

    def __init__(self, database: Database, name: str = "甲部") -> None:
        self.database = database
        with database.writing() as session:
            workspace = Workspace(id=new_id("ws"), name=name)
            session.add(workspace)
        self.caller = Caller("usr_li", "李梅", workspace.id, frozenset(Scope))
        self.document_id, self.version_id = self.document()

    def document(self) -> tuple[str, str]:
        """A further document with one version: their ids."""
        document = Document(workspace_id=self.caller.workspace_id, name="条款", created_by="usr_li")
        document.id = new_id("doc")
        with self.database.writing() as session:
            session.add(document)
            session.flush()
            version = self._version(document.id, 1)
            session.add(version)
        return document.id, version.id

    def new_version(self) -> None:
        """From here on, another version of the document is read."""
        with self.database.writing() as session:
            version = self._version(self.document_id, 2)
            session.add(version)
        self.version_id = version.id

    def _version(self, document_id: str, number: int) -> Version:
        return Version(
            id=new_id("ver"),
            document_id=document_id,
            workspace_id=self.caller.workspace_id,
            number=number,
            sha256=new_id("sha"),
            filename="条款.txt",
            size=1,
            source="text",
            created_by="usr_li",
        )

    def read(self, what: Extraction, version_id: str | None = None) -> str:
        """Save a reading, holding the document as a worker does; its id."""
        with self.database.writing() as session:
            serialise(session, self.document_id)
            version = session.get_one(Version, version_id or self.version_id)
            return save_reading(session, version, what).id

    def reading(self) -> Reading:
        """The current reading, its text loaded."""
        with self.database.reading() as session:
            found = session.scalars(
                select(Reading).where(Reading.document_id == self.document_id, Reading.is_current)
            ).one()
            assert found.text
            session.expunge_all()
            return found

    def rows(self) -> list[RecordRow]:
        """All records of the current reading, in the order of the text."""
        with self.database.reading() as session:
            query = select(RecordRow).where(RecordRow.document_id == self.document_id, RecordRow.is_current)
            found = session.scalars(query.order_by(RecordRow.start, RecordRow.end, RecordRow.type)).all()
            session.expunge_all()
            return list(found)

    def findings(self) -> list[FindingRow]:
        """All findings of the current reading, in the order of the text."""
        with self.database.reading() as session:
            query = select(FindingRow).where(
                FindingRow.document_id == self.document_id, FindingRow.is_current
            )
            found = session.scalars(query.order_by(FindingRow.start, FindingRow.id)).all()
            session.expunge_all()
            return list(found)

    def row(self, quote: str, type_: str | None = None) -> RecordRow:
        """The only current record with that quote."""
        (found,) = [row for row in self.rows() if row.quote == quote and type_ in (None, row.type)]
        return found

    def review(self, action: Callable[..., Any], quote: str, *given: Any, **named: Any) -> RecordRow:
        """Do it to the record with that quote, as one who has just looked; the record then."""
        row = self.row(quote)
        with self.database.writing() as session:
            action(session, self.caller, RECORDS, row.key, *given, revision=row.revision, **named)
        return next(one for one in self.rows() if one.key == row.key)

    def review_finding(self, action: Callable[..., Any], *given: Any, **named: Any) -> FindingRow:
        """The same with the only finding."""
        (row,) = self.findings()
        with self.database.writing() as session:
            action(session, self.caller, FINDINGS, row.key, *given, revision=row.revision, **named)
        (row,) = self.findings()
        return row

    def standing(self) -> list[Decision]:
        """What was decided on the document and holds."""
        with self.database.reading() as session:
            query = select(Decision).where(Decision.document_id == self.document_id)
            found = session.scalars(query.order_by(Decision.id)).all()
            session.expunge_all()
            return list(found)


@contextmanager
def database_at(url: str) -> Iterator[Database]:
    """The database, closed at the end."""
    database = Database(url)
    try:
        yield database
    finally:
        database.dispose()
