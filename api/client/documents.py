"""Documents, versions and readings (文档)."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Literal

from api.client.calling import Call, at, once
from api.client.files import Download, File, download, opened
from api.client.part import Part
from api.service.wire.documents import (
    DocumentOut,
    DocumentPage,
    JobOut,
    ReadingOut,
    State,
    UploadItem,
    UploadOut,
    VersionOut,
)


class Documents(Part):
    """Documents of the workspace (文档)."""

    def upload_documents(self, *files: File) -> UploadOut:
        """Send files to be read; each is taken or refused by itself. Raises OSError for one that cannot be opened."""
        with ExitStack() as stack:
            sent = opened("files", files, stack)
            return self._connection.ask(Call("POST", at("documents"), files=sent, headers=once()), UploadOut)

    def list_documents(
        self,
        *,
        name: str = "",
        state: State | None = None,
        kind: Literal["clauses", "contract"] | None = None,
        page_size: int = 50,
    ) -> Iterator[DocumentOut]:
        """All documents, the newest first. ``name`` is part of a name or title, ``page_size`` how many are got at once."""
        query = {"name": name, "state": state, "kind": kind, "limit": page_size}
        return self._connection.list(at("documents"), DocumentPage, query)

    def get_document(self, document_id: str, *, known: DocumentOut | None = None) -> DocumentOut:
        """The document. ``known`` is given back where the service says that it has not changed since."""
        return self._current(at("documents", document_id), DocumentOut, known)

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
