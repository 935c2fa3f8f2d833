"""Files that a route hands out (下载)."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse

MEDIA: Mapping[str, str] = {
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
}


def content_of(suffixes: Sequence[str]) -> dict[str, dict[str, str]]:
    """The ``content`` of a documented answer that is a file with one of these suffixes."""
    return {MEDIA[suffix].split(";")[0]: {} for suffix in suffixes}


def download(
    chunks: Sequence[bytes], name: str, suffix: str, headers: Mapping[str, str] | None = None
) -> Response:
    """A file called ``name`` and ``suffix``: never shown in place, so that nothing in it can run under this address."""
    told = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote((name + suffix).replace('/', '_'), safe='')}",
        "Content-Length": str(sum(len(chunk) for chunk in chunks)),
        "Cache-Control": "private, no-store",
        **(headers or {}),
    }

    def sent() -> Iterator[bytes]:
        yield from chunks

    return StreamingResponse(sent(), media_type=MEDIA[suffix], headers=told)
