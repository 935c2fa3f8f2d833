"""What a document says and how it looks (内容), and search (检索)."""

from collections.abc import Iterator, Sequence
from typing import Literal

from api.client.calling import UNCHANGED, Call, at, unless_known
from api.client.files import Download, download
from api.client.part import Part
from api.service.wire.content import (
    BoxesOut,
    PageLinesOut,
    PagesOut,
    PassageOut,
    PassagePage,
    TextOut,
    TreeOut,
)


class Content(Part):
    """Texts, trees and pages (内容). ``reading`` is the id of a reading; the current one where none is named."""

    def get_text(
        self, document_id: str, *, reading: str | None = None, start: int = 0, end: int | None = None
    ) -> TextOut:
        """The text from ``start`` to ``end``, in code points; to its end where none is given."""
        query = {"reading": reading, "start": start, "end": end}
        return self._connection.ask(Call("GET", at("documents", document_id, "text"), query), TextOut)

    def get_boxes(self, document_id: str, start: int, end: int, *, reading: str | None = None) -> BoxesOut:
        """Where ``text[start:end]`` is printed, a box for each line; none where the format has no pages."""
        query = {"reading": reading, "start": start, "end": end}
        return self._connection.ask(Call("GET", at("documents", document_id, "boxes"), query), BoxesOut)

    def get_tree(self, document_id: str, *, reading: str | None = None, path: str | None = None) -> TreeOut:
        """The provisions in reading order: all of them, or the one at ``path`` with what is below it."""
        query = {"reading": reading, "path": path}
        return self._connection.ask(Call("GET", at("documents", document_id, "tree"), query), TreeOut)

    def list_pages(self, document_id: str, *, reading: str | None = None) -> PagesOut:
        """The sizes of the pages; none where the format has no pages."""
        return self._connection.ask(
            Call("GET", at("documents", document_id, "pages"), {"reading": reading}), PagesOut
        )

    def get_page(self, document_id: str, number: int, *, reading: str | None = None) -> PageLinesOut:
        """The lines of a page, counted from 1."""
        return self._connection.ask(
            Call("GET", at("documents", document_id, "pages", number), {"reading": reading}), PageLinesOut
        )

    def get_page_image(
        self,
        document_id: str,
        number: int,
        *,
        reading: str | None = None,
        dpi: int = 110,
        known: Download | None = None,
    ) -> Download:
        """The page as PNG. ``known`` is given back where the service says that it has not changed since."""
        path = at("documents", document_id, "pages", number, "image")
        query = {"reading": reading, "dpi": dpi}
        if known is None:
            return download(self._connection.send(Call("GET", path, query)))
        response = self._connection.send(unless_known(path, known.etag, query))
        return known if response.status_code == UNCHANGED else download(response)

    def search(
        self,
        q: str,
        *,
        document_id: Sequence[str] | None = None,
        kind: Literal["clauses", "contract"] | None = None,
        page_size: int = 20,
    ) -> Iterator[PassageOut]:
        """Paragraphs that hold every word of ``q``, in all documents, or some of them, or those of a kind.

        The best come first; ``page_size`` is how many are got at once.
        """
        query = {"q": q, "document_id": document_id, "kind": kind, "limit": page_size}
        return self._connection.list(at("search"), PassagePage, query)
