"""Readings (读取结果): an extraction as rows, and back.

A reading is never changed. A new one of the same version takes the place of the one before it, and the reviewers'
decisions are carried over into it.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from importlib.metadata import version as installed_version
from threading import Lock
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from api.problems import Conflict, NotFound
from api.store import search
from api.store.archive import decode_document, encode_document
from api.store.columns import new_id
from api.store.engine import serialise
from api.store.header import lines_of
from api.store.indexing import index_reading
from api.store.progress import recount
from api.store.records import citation_row, finding_row, record_row
from api.store.reviews import carry_over, effective_findings, effective_records
from api.store.tables import (
    CitationRow,
    Document,
    FindingRow,
    NodeRow,
    PassageRow,
    Reading,
    RecordRow,
    Version,
)
from extractor.document import BlockKind, Remark, Span
from extractor.document import Document as Text
from extractor.records import Extraction, Reference, Status

_ROWS = 500  # rows that go to the database at a time


def extractor_version() -> str:
    """Name and version of the extractor, as a reading keeps it."""
    return f"tiaokuan {installed_version('tiaokuan')}"


def save_reading(session: Session, version: Version, extraction: Extraction) -> Reading:
    """Keep what was read in a version; it becomes the document's current reading unless a newer version has one."""
    serialise(session, version.document_id)  # no reviewer edits the document meanwhile
    document = extraction.document
    is_current = _is_newest(session, version)
    if is_current:
        _retire(session, version.document_id)
    reading = Reading(
        id=new_id("rdg"),
        version_id=version.id,
        document_id=version.document_id,
        workspace_id=version.workspace_id,
        extractor=extractor_version(),
        is_current=is_current,
        title=document.title,
        kind=document.kind.value,
        lines=lines_of(extraction),
        source=document.source.value,
        pages=document.pages,
        remarks=[_told(one) for one in document.remarks],
        text=document.text,
        archive=encode_document(document),
    )
    session.add(reading)
    session.flush()
    _add_rows(session, reading, extraction)
    if is_current:
        index_reading(session, reading.id)
        carry_over(session, version.document_id, reading)
        recount(session, version.document_id)
    return reading


def _told(remark: Remark) -> dict[str, Any]:
    told: dict[str, Any] = {"code": remark.code, "message": remark.message, "page": remark.page}
    box = remark.box
    if box is None:
        return told
    return told | {"box": [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]}


def _is_newest(session: Session, version: Version) -> bool:
    newer = (
        select(Reading.id)
        .join(Version, Version.id == Reading.version_id)
        .where(Reading.document_id == version.document_id, Version.number > version.number)
    )
    return session.scalar(newer.limit(1)) is None


def _retire(session: Session, document_id: str) -> None:
    """The reading before is kept, and found no more."""
    forget_search(session, document_id)
    session.execute(delete(PassageRow).where(PassageRow.document_id == document_id))
    for table in (RecordRow, CitationRow, FindingRow, Reading):
        session.execute(
            update(table).where(table.document_id == document_id, table.is_current).values(is_current=False)
        )


def forget_search(session: Session, document_id: str) -> None:
    """Take a document out of the search."""
    connection = session.connection()
    records = select(RecordRow.id).where(RecordRow.document_id == document_id, RecordRow.is_current)
    passages = select(PassageRow.id).where(PassageRow.document_id == document_id)
    search.remove(connection, search.RECORDS, session.scalars(records).all())
    search.remove(connection, search.PASSAGES, session.scalars(passages).all())


def _add_rows(session: Session, reading: Reading, extraction: Extraction) -> None:
    document = extraction.document
    rows: tuple[tuple[type[Any], list[Mapping[str, Any]]], ...] = (
        (NodeRow, list(_nodes(reading, document))),
        (RecordRow, [record_row(one, document, reading) for one in extraction.records]),
        (CitationRow, [citation_row(one, document, reading) for one in extraction.references]),
        (FindingRow, [finding_row(one, document, reading) for one in extraction.findings]),
        (PassageRow, list(_passages(reading, document)) if reading.is_current else []),
    )
    for table, values in rows:
        for start in range(0, len(values), _ROWS):
            session.execute(insert(table), values[start : start + _ROWS])


def _nodes(reading: Reading, document: Text) -> Iterator[dict[str, Any]]:
    for position, node in enumerate(document.nodes):
        yield {
            "reading_id": reading.id,
            "position": position,
            "parent": node.parent,
            "path": node.path,
            "label": node.label,
            "level": node.level.value,
            "heading": node.heading,
            "section": node.section,
            "start": node.span.start,
            "end": node.span.end,
            "page": _page(document, node.span),
        }


def _passages(reading: Reading, document: Text) -> Iterator[dict[str, Any]]:
    """Every paragraph with the path of the innermost provision around it."""
    nodes = iter(sorted(document.nodes, key=lambda node: (node.span.start, -node.span.end)))
    ahead = next(nodes, None)
    around: list[Any] = []
    for block in document.blocks:
        if block.kind is BlockKind.NOISE:
            continue
        while ahead is not None and ahead.span.start <= block.span.start:
            around.append(ahead)
            ahead = next(nodes, None)
        around = [node for node in around if node.span.end > block.span.start]
        path = next((node.path for node in reversed(around) if node.path), "")
        yield {
            "reading_id": reading.id,
            "document_id": reading.document_id,
            "path": path,
            "start": block.span.start,
            "end": block.span.end,
            "page": _page(document, block.span),
        }


def _page(document: Text, span: Span) -> int:
    """The page on which a span starts."""
    boxes = document.boxes(Span(span.start, span.start + 1))
    return boxes[0][0] if boxes else 0


def find_reading(session: Session, document: Document, reading_id: str | None = None) -> Reading:
    """The reading asked for, or the current one. Conflict where the document has not been read."""
    query = select(Reading).where(Reading.document_id == document.id)
    if reading_id is not None:
        found = session.scalar(query.where(Reading.id == reading_id))
        if found is None:
            raise NotFound("reading-not-found", "该文档没有这次读取结果。请在“读取结果”列表中查看现有编号。")
        return found
    found = session.scalar(query.where(Reading.is_current))
    if found is None:
        raise Conflict("not-read", _unread(document))
    return found


def _unread(document: Document) -> str:
    newest = document.versions[-1]
    match newest.state:
        case "failed":
            return f"该文档未能读取：{newest.failure_reason}"
        case "cancelled":
            return "该文档的读取任务已取消。可以重新读取。"
        case _:
            return "该文档尚在读取。请等任务结束后再取内容。"


def list_readings(session: Session, document_id: str) -> list[Reading]:
    """All readings of a document, newest first."""
    query = select(Reading).where(Reading.document_id == document_id)
    return list(session.scalars(query.order_by(Reading.created_at.desc(), Reading.id)))


def list_nodes(session: Session, reading: Reading, path: str | None = None) -> list[NodeRow]:
    """The tree in reading order; with ``path``, that provision and what is under it. NotFound where there is none."""
    query = select(NodeRow).where(NodeRow.reading_id == reading.id).order_by(NodeRow.position)
    nodes = list(session.scalars(query))
    if path is None:
        return nodes
    tops = [node for node in nodes if node.path == path]
    if not tops:
        raise NotFound("path-not-found", f"该文档没有条号“{path}”。请在目录树中查看现有条号。")
    wanted: set[int] = set()
    for node in nodes:
        if node.path == path or node.parent in wanted:
            wanted.add(node.position)
    return [node for node in nodes if node.position in wanted]


def load_document(reading: Reading) -> Text:
    """The document as the reading saw it."""
    with _lock:
        if reading.id in _decoded:
            _decoded.move_to_end(reading.id)
            return _decoded[reading.id]
    document = decode_document(reading.archive)
    with _lock:
        _decoded[reading.id] = document
        while sum(len(one.text) for one in _decoded.values()) > _DECODED_CHARACTERS and len(_decoded) > 1:
            _decoded.popitem(last=False)
    return document


# The last documents decoded: a reading never changes, and one page view asks for it several times.
_decoded: OrderedDict[str, Text] = OrderedDict()
_lock = Lock()
_DECODED_CHARACTERS = 1_000_000


def load_extraction(session: Session, reading: Reading) -> Extraction:
    """Document, references, and records and findings as they stand after review."""
    document = load_document(reading)
    return Extraction(
        document,
        effective_records(session, reading),
        tuple(_references(session, reading)),
        effective_findings(session, reading),
    )


def _references(session: Session, reading: Reading) -> Iterator[Reference]:
    rows = session.scalars(
        select(CitationRow).where(CitationRow.reading_id == reading.id).order_by(CitationRow.id)
    )
    for row in rows:
        span = Span(row.start, row.end)
        yield Reference(row.path, span, row.quote, Status(row.status), tuple(row.targets))
