"""Records (记录): as rows and back, found by what they say. References and findings become rows here too.

A row holds the thing as it stands after review. ``fields`` is kept exactly; the columns beside it only find it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, String, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from api.problems import FieldError, Invalid
from api.store import search
from api.store.columns import new_id
from api.store.excluding import kept_topics
from api.store.fields import fields_from_json, fields_to_json
from api.store.listing import Key, Order, Page, fetch_page
from api.store.sourced import Tally, reading_order, reviewed, rows_at, tally
from api.store.tables import FindingRow, Reading, RecordRow
from extractor.document import Document, Span
from extractor.quantities import Deadline
from extractor.records import (
    AGREED,
    MODEL_RULE,
    REVIEWER_RULE,
    Finder,
    Finding,
    Record,
    RecordType,
    Reference,
)

_LARGEST = (1 << 31) - 1
_NO_AMOUNT = -(1 << 63) + 1  # sorts behind every amount
_LENGTHS = {
    column.name: column.type.length
    for column in RecordRow.__table__.columns
    if isinstance(column.type, String)
}


def columns_of(type_: str, quote: str, kept: str) -> dict[str, Any]:
    """The columns that a record is found by: what its kept fields say, None where they say nothing.

    ``party`` is who bears, pays or is named: bearer, payer or role. Long values are cut: the fields keep them whole.
    """
    fields = fields_from_json(kept)
    party = next((fields[name] for name in ("bearer", "payer", "role") if name in fields), None)
    words = {"kind": fields.get("kind"), "party": party} | {
        name: fields.get(name) for name in ("topic", "modality")
    }
    amount, due = fields.get("amount"), fields.get("deadline")
    deadline = due if isinstance(due, Deadline) else None
    return {
        **{name: word[: _LENGTHS[name]] if isinstance(word, str) else None for name, word in words.items()},
        "amount": amount if isinstance(amount, Decimal) else None,
        "deadline_value": min(deadline.value, _LARGEST) if deadline else None,
        "deadline_unit": deadline.unit.value if deadline else None,
        "excluded": kept_topics(type_, quote, kept),
    }


def record_row(record: Record, document: Document, reading: Reading) -> dict[str, Any]:
    """Column values of a record as the extractor read it."""
    fields = fields_to_json(record.fields)
    return {
        "key": new_id("rec"),
        **_sourced(record, document, reading),
        "type": record.type.value,
        "fields": fields,
        "evidence": {
            name: {"start": span.start, "end": span.end} for name, span in sorted(record.evidence.items())
        },
        "confidence": record.confidence,
        "rule": record.rule,
        **columns_of(record.type, record.quote, fields),
    }


def citation_row(reference: Reference, document: Document, reading: Reading) -> dict[str, Any]:
    """Column values of a reference."""
    return {
        "key": new_id("cit"),
        **_sourced(reference, document, reading),
        "status": reference.status.value,
        "targets": list(reference.targets),
    }


def finding_row(finding: Finding, document: Document, reading: Reading) -> dict[str, Any]:
    """Column values of a finding as the extractor made it."""
    return {
        "key": new_id("fnd"),
        **_sourced(finding, document, reading),
        "code": finding.code,
        "message": finding.message,
    }


def _sourced(sourced: Record | Reference | Finding, document: Document, reading: Reading) -> dict[str, Any]:
    evidence = sourced.evidence.values() if isinstance(sourced, Record) else ()
    return {
        "workspace_id": reading.workspace_id,
        "document_id": reading.document_id,
        "reading_id": reading.id,
        "is_current": reading.is_current,
        "path": sourced.path,
        "start": sourced.span.start,
        "end": sourced.span.end,
        "quote": sourced.quote,
        **printed(document, sourced.span, evidence),
    }


def printed(document: Document, span: Span, evidence: Iterable[Span] = ()) -> dict[str, Any]:
    """``page`` and ``boxes`` of a span, boxes in points; page 0 and no boxes where the source has no pages.

    ``doubtful`` are the characters of the span and of the ``evidence`` that recognition is not sure of, or None.
    """
    boxes = document.boxes(span)
    unsure = sorted({doubt for one in (span, *evidence) for doubt in document.doubts(one)})
    return {
        "page": boxes[0][0] if boxes else 0,
        "boxes": [
            {"page": page, "box": [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]}
            for page, box in boxes
        ],
        "doubtful": [
            {"start": place.start, "end": place.end, "confidence": round(sure, 4)} for place, sure in unsure
        ]
        or None,
    }


def record_of(row: RecordRow) -> Record:
    """The record as it stands after review."""
    return Record(
        RecordType(row.type),
        row.path,
        Span(row.start, row.end),
        row.quote,
        fields_from_json(row.fields),
        row.confidence,
        row.rule,
        {name: Span(place["start"], place["end"]) for name, place in row.evidence.items()},
    )


def finding_of(row: FindingRow) -> Finding:
    """The finding as it stands after review."""
    return Finding(row.code, row.path, Span(row.start, row.end), row.quote, row.message)


def plain_fields(kept: str) -> dict[str, Any]:
    """Kept fields as the record format writes them: whole numbers without a point."""
    fields: dict[str, Any] = json.loads(kept, parse_float=_number)
    return fields


def _number(digits: str) -> int | float:
    value = Decimal(digits)
    return int(value) if value == value.to_integral_value() else float(value)


# --- found ------------------------------------------------------------------------------------------------


class RecordSort(StrEnum):
    """What a list of records is sorted by."""

    READING = "reading"  # by document, then as they stand in the text
    CONFIDENCE = "confidence"  # the least certain first: what to review next
    AMOUNT = "amount"  # the largest first, those without an amount last
    RELEVANCE = "relevance"  # the best match for q first; the search.CAP best ones only


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Which records are wanted: what is given must hold, several values of one thing are alternatives.

    Without ``reading_id`` only current readings are looked at, without ``reviews`` all but the rejected ones.
    ``path`` is a provision with everything below it. Amounts are yuan; a deadline's bounds are in its unit.
    """

    types: tuple[str, ...] = ()
    kind: str | None = None
    party: str | None = None
    topic: str | None = None
    modality: str | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    deadline_unit: str | None = None
    deadline_min: int | None = None
    deadline_max: int | None = None
    confidence_min: float | None = None
    confidence_max: float | None = None
    found_by: tuple[Finder, ...] = ()
    reviews: tuple[str, ...] = ()
    path: str | None = None
    document_id: str | None = None
    reading_id: str | None = None
    q: str | None = None
    sort: RecordSort = RecordSort.READING


def find_records(
    session: Session,
    workspace_id: str,
    wanted: RecordFilter,
    *,
    after: Sequence[object] | None = None,
    limit: int = 50,
) -> Page[RecordRow]:
    """A page of records. NotFound for a document or reading that is not this workspace's.

    Invalid where relevance is asked for without ``q``.
    """
    query = _wanted(session, workspace_id, wanted)
    if wanted.q is None:
        return fetch_page(session, query, _order(wanted.sort, None), after=after, limit=limit)
    searching = search.best if wanted.sort is RecordSort.RELEVANCE else search.matching
    among = query.with_only_columns(RecordRow.id)
    hits = searching(session.connection(), search.RECORDS, workspace_id, wanted.q, among=among)
    found = select(RecordRow).join(hits, hits.c.id == RecordRow.id)
    return fetch_page(session, found, _order(wanted.sort, hits.c.rank), after=after, limit=limit)


def count_records(session: Session, workspace_id: str, document_id: str | None = None) -> Tally:
    """How many records of each type, and of each review, the current readings have, of one document or of all."""
    rows = rows_at(session, RecordRow, workspace_id, document_id=document_id)
    return tally(session, rows.with_only_columns(RecordRow.type, RecordRow.review))


def _wanted(session: Session, workspace_id: str, wanted: RecordFilter) -> Select[RecordRow]:
    rows = rows_at(
        session,
        RecordRow,
        workspace_id,
        document_id=wanted.document_id,
        reading_id=wanted.reading_id,
        path=wanted.path,
    )
    return rows.where(reviewed(RecordRow, wanted.reviews), *_conditions(wanted))


def _conditions(wanted: RecordFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.types:
        yield RecordRow.type.in_(wanted.types)
    for column, value in (
        (RecordRow.kind, wanted.kind),
        (RecordRow.topic, wanted.topic),
        (RecordRow.modality, wanted.modality),
        (RecordRow.deadline_unit, wanted.deadline_unit),
    ):
        if value is not None:
            yield column == value
    if wanted.party is not None:
        # Several parties stand in one value: 投保人、被保险人.
        yield ("、" + func.coalesce(RecordRow.party, "") + "、").contains(
            f"、{wanted.party}、", autoescape=True
        )
    bounds: tuple[tuple[Any, Any, Any], ...] = (
        (RecordRow.amount, wanted.amount_min, wanted.amount_max),
        (RecordRow.deadline_value, wanted.deadline_min, wanted.deadline_max),
        (RecordRow.confidence, wanted.confidence_min, wanted.confidence_max),
    )
    for bounded, least, most in bounds:
        if least is not None:
            yield bounded >= least
        if most is not None:
            yield bounded <= most
    if wanted.found_by:
        yield or_(*map(_found_by, wanted.found_by))


def _found_by(finder: Finder) -> ColumnElement[bool]:
    """As finder_of tells it of the rule."""
    model = RecordRow.rule.startswith(MODEL_RULE, autoescape=True)
    both = RecordRow.rule.endswith(AGREED, autoescape=True) & ~model
    reviewer = RecordRow.rule == REVIEWER_RULE
    match finder:
        case Finder.MODEL:
            return model
        case Finder.BOTH:
            return both
        case Finder.REVIEWER:
            return reviewer
        case Finder.RULE:
            return ~(model | both | reviewer)


def _order(sort: RecordSort, rank: ColumnElement[Any] | None) -> Order:
    last: Key = (RecordRow.id, int)
    match sort:
        case RecordSort.CONFIDENCE:
            return Order(((RecordRow.confidence, float), last))
        case RecordSort.AMOUNT:
            amount = func.coalesce(type_coerce(RecordRow.amount, BigInteger), _NO_AMOUNT)
            return Order(((amount, int), last), falling=True)
        case RecordSort.RELEVANCE:
            if rank is None:
                message = "按相关程度排列时，请用 q 写明要找的文字。"
                raise Invalid("sort-without-q", message, errors=[FieldError("?q", message)])
            return Order(((rank, float), last))
        case RecordSort.READING:
            return reading_order(RecordRow)


def record_ids(session: Session, reading_id: str) -> dict[tuple[str, Span], str]:
    """The ids of a reading's records by type and place; by type "" whatever the type, the first where there are several."""
    query = select(RecordRow.type, RecordRow.start, RecordRow.end, RecordRow.key).where(
        RecordRow.reading_id == reading_id, RecordRow.review != "rejected"
    )
    found: dict[tuple[str, Span], str] = {}
    for kind, start, end, key in session.execute(query.order_by(RecordRow.start, RecordRow.id)):
        place = Span(start, end)
        found.setdefault((kind, place), key)
        found.setdefault(("", place), key)
    return found
