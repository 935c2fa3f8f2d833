"""Documents, versions and readings (文档)."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Literal, TypedDict, Unpack

from api.client.calling import Call, at, once
from api.client.files import Download, File, download, opened
from api.client.part import Part
from api.service.wire.documents import (
    BelongingsOut,
    DocumentOut,
    DocumentPage,
    FacetsOut,
    JobOut,
    ReadingOut,
    State,
    UploadItem,
    UploadOut,
    VersionOut,
)
from api.store.catalogue import Progress, Sort
from extractor.assessments import LineOfCover


class DocumentFilters(TypedDict, total=False):
    """Which documents are wanted: every condition holds, and of several values of one, any.

    ``name`` is part of a name or title; ``finding`` are codes; created from a moment on, before another.
    """

    name: str
    state: State | None
    kind: Literal["clauses", "contract"] | None
    line: Sequence[LineOfCover]
    insurer: Sequence[str]
    finding: Sequence[str]
    has_findings: bool
    review: Progress
    created_from: datetime
    created_to: datetime


def _plain(filters: DocumentFilters) -> dict[str, object]:
    """The filters as they go into an address: moments in ISO form."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in filters.items()
    }


class Documents(Part):
    """Documents of the workspace (文档)."""

    def upload_documents(self, *files: File, workspace_id: str | None = None) -> UploadOut:
        """Send files to be read; each is taken or refused by itself. Raises OSError for one that cannot be opened.

        ApiProblem 409 where ``workspace_id`` is not the workspace that the caller is in.
        """
        form = {} if workspace_id is None else {"workspace_id": workspace_id}
        with ExitStack() as stack:
            sent = opened("files", files, stack)
            call = Call("POST", at("documents"), files=sent, form=form, headers=once())
            return self._connection.ask(call, UploadOut)

    def list_documents(
        self,
        *,
        sort: Sort = Sort.CREATED,
        order: Literal["asc", "desc"] = "desc",
        page_size: int = 50,
        **filters: Unpack[DocumentFilters],
    ) -> Iterator[DocumentOut]:
        """All documents that are wanted, the newest first. ``page_size`` is how many are got at once."""
        query = {"sort": sort, "order": order, "limit": page_size, **_plain(filters)}
        return self._connection.list(at("documents"), DocumentPage, query)

    def count_documents(self, **filters: Unpack[DocumentFilters]) -> FacetsOut:
        """How many documents have which line, insurer, finding, state; each as if nothing were asked of that very thing."""
        return self._connection.ask(Call("GET", at("documents", "facets"), _plain(filters)), FacetsOut)

    def get_document(self, document_id: str, *, known: DocumentOut | None = None) -> DocumentOut:
        """The document. ``known`` is given back where the service says that it has not changed since."""
        return self._current(at("documents", document_id), DocumentOut, known)

    def count_belongings(self, document_id: str) -> BelongingsOut:
        """How much would be deleted together with the document."""
        return self._connection.ask(Call("GET", at("documents", document_id, "belongings")), BelongingsOut)

    def rename_document(self, document: DocumentOut, name: str) -> DocumentOut:
        """The document with another name. ApiProblem 412 where somebody changed it since ``document`` was got."""
        return self._changed(at("documents", document.id), document, {"name": name})

    def delete_document(self, document_id: str) -> None:
        """Remove the document with everything read in it and decided about it, for good."""
        self._connection.send(Call("DELETE", at("documents", document_id)))

    def get_original(self, document_id: str, *, version: int | None = None) -> Download:
        """The file as it was uploaded, of the newest version where none is named."""
        call = Call("GET", at("documents", document_id, "original"), {"version": version})
        return download(self._connection.send(call))

    def list_versions(self, document_id: str) -> list[VersionOut]:
        """The versions, the oldest first."""
        return self._connection.ask(Call("GET", at("documents", document_id, "versions")), list[VersionOut])

    def upload_version(self, document_id: str, file: File) -> UploadItem:
        """Send a new version of the document to be read. Raises OSError where the file cannot be opened."""
        with ExitStack() as stack:
            call = Call(
                "POST",
                at("documents", document_id, "versions"),
                files=opened("file", [file], stack),
                headers=once(),
            )
            return self._connection.ask(call, UploadItem)

    def list_readings(self, document_id: str) -> list[ReadingOut]:
        """What was read in the document at different times, the newest first."""
        return self._connection.ask(Call("GET", at("documents", document_id, "readings")), list[ReadingOut])

    def read_again(self, document_id: str) -> JobOut:
        """Have the newest version read by the extractor of today; what was reviewed is kept."""
        return self._connection.ask(
            Call("POST", at("documents", document_id, "readings"), headers=once()), JobOut
        )
