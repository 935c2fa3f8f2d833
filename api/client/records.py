"""Records (记录): found, counted, reviewed, added."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, TypedDict, Unpack

from api.client.calling import Call, at, once
from api.client.part import Part
from api.service.wire.audit import AuditOut
from api.service.wire.changes import ChangesOut
from api.service.wire.records import (
    Amount,
    RecordCounts,
    RecordOut,
    RecordPage,
    SortWord,
    TypeWord,
    UnitWord,
)
from api.service.wire.reviews import Review
from extractor.records import Finder

Action = Literal["accept", "correct", "reject", "restore"]
_NO_FIELDS: Mapping[str, Any] = MappingProxyType({})


class RecordFilters(TypedDict, total=False):
    """What records are wanted: every condition holds, and of several values of one, any.

    Amounts are yuan, lengths of deadlines count ``deadline_unit``, ``path`` is a provision with what is below it.
    Without ``review``, all but the rejected ones.
    """

    type: Sequence[TypeWord]
    kind: str
    party: str
    topic: str
    modality: str
    amount_min: Amount
    amount_max: Amount
    deadline_unit: UnitWord
    deadline_min: int
    deadline_max: int
    confidence_min: float
    confidence_max: float
    found_by: Sequence[Finder]
    review: Sequence[Review]
    path: str
    q: str
    sort: SortWord


class Records(Part):
    """Records as they stand after review (记录). ``page_size`` is how many are got at once."""

    def list_records(
        self, *, document_id: str | None = None, page_size: int = 50, **filters: Unpack[RecordFilters]
    ) -> Iterator[RecordOut]:
        """Records of the current readings of all documents, or of one."""
        query = {"document_id": document_id, "limit": page_size, **filters}
        return self._connection.list(at("records"), RecordPage, query)

    def list_document_records(
        self,
        document_id: str,
        *,
        reading: str | None = None,
        page_size: int = 50,
        **filters: Unpack[RecordFilters],
    ) -> Iterator[RecordOut]:
        """Records of one reading of a document; of the current one where none is named."""
        query = {"reading": reading, "limit": page_size, **filters}
        return self._connection.list(at("documents", document_id, "records"), RecordPage, query)

    def count_records(self, *, document_id: str | None = None) -> RecordCounts:
        """How many records of each type the current readings have, the rejected ones left out, and of each review."""
        return self._connection.ask(
            Call("GET", at("records", "counts"), {"document_id": document_id}), RecordCounts
        )

    def get_changes(
        self, document_id: str, *, since: int | None = None, known: ChangesOut | None = None
    ) -> ChangesOut:
        """Records and findings of a document that were changed after ``since``, the ``revision`` of an answer before.

        Without ``since`` only the present ``revision``. ``known`` is given back where nothing has changed since it.
        """
        path, query = at("documents", document_id, "changes"), {"since": since}
        return self._current(path, ChangesOut, known, query)

    def add_record(
        self,
        document_id: str,
        type: TypeWord,
        start: int,
        end: int,
        *,
        fields: Mapping[str, Any] = _NO_FIELDS,
        note: str = "",
    ) -> RecordOut:
        """Add what the extractor did not read: its quote is ``text[start:end]`` of the current reading."""
        body = {"type": type, "start": start, "end": end, "fields": fields, "note": note}
        call = Call("POST", at("documents", document_id, "records"), body=body, headers=once())
        return self._connection.ask(call, RecordOut)

    def get_record(self, record_id: str, *, known: RecordOut | None = None) -> RecordOut:
        """The record. ``known`` is given back where the service says that it has not changed since."""
        return self._current(at("records", record_id), RecordOut, known)

    def review_record(
        self,
        record: RecordOut,
        action: Action,
        *,
        type: TypeWord | None = None,
        fields: Mapping[str, Any] | None = None,
        start: int | None = None,
        end: int | None = None,
        note: str = "",
    ) -> RecordOut:
        """The record after a decision about it; ``fields`` are all that it is to have.

        ApiProblem 412 where somebody changed it since ``record`` was got, 409 where the document was read again.
        """
        body = {"action": action, "type": type, "fields": fields, "start": start, "end": end, "note": note}
        return self._changed(at("records", record.id), record, body)

    def get_record_history(self, record_id: str) -> list[AuditOut]:
        """Who decided what about the record, the newest first."""
        return self._connection.ask(Call("GET", at("records", record_id, "history")), list[AuditOut])
