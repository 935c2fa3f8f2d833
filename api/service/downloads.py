"""Files that a route hands out (下载)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse

_IN_MEMORY = 8 << 20
_CHUNK = 1 << 16
MEDIA: Mapping[str, str] = {
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".ics": "text/calendar; charset=utf-8",
    ".zip": "application/zip",
}


def content_of(suffixes: Sequence[str]) -> dict[str, dict[str, str]]:
    """The ``content`` of a documented answer that is a file with one of these suffixes."""
    return {MEDIA[suffix].split(";")[0]: {} for suffix in suffixes}


def download(
    chunks: Sequence[bytes], name: str, suffix: str, headers: Mapping[str, str] | None = None
) -> Response:
    """A file called ``name`` and ``suffix``: never shown in place, so that nothing in it can run under this address."""

    def sent() -> Iterator[bytes]:
        yield from chunks

    return _handed_out(sent(), sum(len(chunk) for chunk in chunks), name, suffix, headers)


def download_long(chunks: Iterable[bytes], name: str, suffix: str) -> Response:
    """As download, for what may be too long for the memory: it is made on the disk first, then sent."""
    made = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed when all of it is sent
    for chunk in chunks:
        made.write(chunk)
    size = made.tell()
    made.seek(0)

    def sent() -> Iterator[bytes]:
        with made:
            yield from iter(lambda: made.read(_CHUNK), b"")

    return _handed_out(sent(), size, name, suffix)


def _handed_out(
    sent: Iterator[bytes], size: int, name: str, suffix: str, headers: Mapping[str, str] | None = None
) -> Response:
    told = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote((name + suffix).replace('/', '_'), safe='')}",
        "Content-Length": str(size),
        "Cache-Control": "private, no-store",
        **(headers or {}),
    }
    return StreamingResponse(sent, media_type=MEDIA[suffix], headers=told)
