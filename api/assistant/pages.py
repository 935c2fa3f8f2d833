"""The page that a place in a text stands on (页码), found among the pages of its reading."""

from bisect import bisect_right
from functools import lru_cache

from api.client import Client

_KEPT = 10_000  # pages; a reading never changes
_BEHIND_ALL = 1 << 62


class Pages:
    """Looks pages up through the client, each once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._count = lru_cache(_KEPT)(self._counted)
        self._start = lru_cache(_KEPT)(self._started)

    def page(self, document_id: str, reading_id: str, start: int) -> int | None:
        """The page of the character at ``start``, from 1; None where the document has no pages."""
        count = self._count(document_id, reading_id)
        numbers = range(1, count + 1)
        behind = bisect_right(
            numbers, start, key=lambda number: self._start(document_id, reading_id, number, count)
        )
        return max(behind, 1) if count else None

    def _counted(self, document_id: str, reading_id: str) -> int:
        return len(self._client.list_pages(document_id, reading=reading_id).pages)

    def _started(self, document_id: str, reading_id: str, number: int, count: int) -> int:
        """Where the text of a page starts; that of the next one, where the page has none."""
        lines = self._client.get_page(document_id, number, reading=reading_id).lines
        if lines:
            return min(line.start for line in lines)
        return self._start(document_id, reading_id, number + 1, count) if number < count else _BEHIND_ALL
