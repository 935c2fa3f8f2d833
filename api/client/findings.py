"""Findings and references (发现、引用)."""

from collections.abc import Iterator, Sequence
from typing import TypedDict, Unpack

from api.client.calling import Call, at, once
from api.client.part import Part
from api.client.records import Action
from api.service.wire.audit import AuditOut
from api.service.wire.findings import (
    FindingCounts,
    FindingOut,
    FindingPage,
    ReferenceOut,
    ReferencePage,
    SortWord,
    Status,
)
from api.service.wire.reviews import Review


class FindingFilters(TypedDict, total=False):
    """What findings are wanted: every condition holds, and of several values of one, any."""

    code: Sequence[str]
    review: Sequence[Review]
    path: str
    q: str
    sort: SortWord


class ReferenceFilters(TypedDict, total=False):
    """What references are wanted: both conditions hold, and of several values of one, any."""

    status: Sequence[Status]
    path: str


class Findings(Part):
    """Findings as they stand after review, and references (发现、引用). ``page_size`` is how many are got at once."""

    def list_findings(
        self, *, document_id: str | None = None, page_size: int = 50, **filters: Unpack[FindingFilters]
    ) -> Iterator[FindingOut]:
        """Findings in the current readings of all documents, or of one."""
        query = {"document_id": document_id, "limit": page_size, **filters}
        return self._connection.list(at("findings"), FindingPage, query)

    def list_document_findings(
        self,
        document_id: str,
        *,
        reading: str | None = None,
        page_size: int = 50,
        **filters: Unpack[FindingFilters],
    ) -> Iterator[FindingOut]:
        """Findings in one reading of a document; in the current one where none is named."""
        query = {"reading": reading, "limit": page_size, **filters}
        return self._connection.list(at("documents", document_id, "findings"), FindingPage, query)

    def count_findings(self, *, document_id: str | None = None) -> FindingCounts:
        """How many findings of each code the current readings have, the rejected ones left out, and of each review."""
        return self._connection.ask(
            Call("GET", at("findings", "counts"), {"document_id": document_id}), FindingCounts
        )

    def add_finding(
        self, document_id: str, code: str, message: str, start: int, end: int, *, note: str = ""
    ) -> FindingOut:
        """Add what the extractor did not find; it stands at ``text[start:end]`` of the current reading."""
        body = {"code": code, "message": message, "start": start, "end": end, "note": note}
        call = Call("POST", at("documents", document_id, "findings"), body=body, headers=once())
        return self._connection.ask(call, FindingOut)

    def get_finding(self, finding_id: str, *, known: FindingOut | None = None) -> FindingOut:
        """The finding. ``known`` is given back where the service says that it has not changed since."""
        return self._current(at("findings", finding_id), FindingOut, known)

    def review_finding(
        self,
        finding: FindingOut,
        action: Action,
        *,
        code: str | None = None,
        message: str | None = None,
        start: int | None = None,
        end: int | None = None,
        note: str = "",
    ) -> FindingOut:
        """The finding after a decision about it.

        ApiProblem 412 where somebody changed it since ``finding`` was got, 409 where the document was read again.
        """
        body = {"action": action, "code": code, "message": message, "start": start, "end": end, "note": note}
        return self._changed(at("findings", finding.id), finding, body)

    def get_finding_history(self, finding_id: str) -> list[AuditOut]:
        """Who decided what about the finding, the newest first."""
        return self._connection.ask(Call("GET", at("findings", finding_id, "history")), list[AuditOut])

    def list_references(
        self, *, document_id: str | None = None, page_size: int = 50, **filters: Unpack[ReferenceFilters]
    ) -> Iterator[ReferenceOut]:
        """References in the current readings of all documents, or of one."""
        query = {"document_id": document_id, "limit": page_size, **filters}
        return self._connection.list(at("references"), ReferencePage, query)

    def list_document_references(
        self,
        document_id: str,
        *,
        reading: str | None = None,
        page_size: int = 50,
        **filters: Unpack[ReferenceFilters],
    ) -> Iterator[ReferenceOut]:
        """References in one reading of a document; in the current one where none is named."""
        query = {"reading": reading, "limit": page_size, **filters}
        return self._connection.list(at("documents", document_id, "references"), ReferencePage, query)
