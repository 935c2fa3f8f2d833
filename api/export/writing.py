"""Documents written into an output, one after another (写出)."""

from typing import BinaryIO, Protocol

from api.export.formats import Format
from api.export.markdown import to_markdown
from api.export.record_format import to_json, to_json_lines
from api.export.report import to_html
from api.export.sheets import Workbook, csv_header, to_csv
from api.export.word_report import to_docx
from extractor.records import Extraction


class Rendering(Protocol):
    """One document as text, or as the bytes of a file."""

    def __call__(self, extraction: Extraction, name: str, *, records_only: bool) -> str | bytes:
        """``name`` is the document's file as it is shown to readers."""


class Export(Protocol):
    """A file under construction. ``name`` is the document's file as it is shown to readers."""

    def add(self, extraction: Extraction, name: str) -> None:
        """Write one document."""

    def close(self) -> None:
        """Write what the format needs at the end; the stream stays open."""


_RENDERINGS: dict[Format, Rendering] = {
    Format.JSON: to_json,
    Format.JSONL: to_json_lines,
    Format.CSV: to_csv,
    Format.DOCX: to_docx,
    Format.MARKDOWN: to_markdown,
    Format.HTML: to_html,
}


def begin(form: Format, stream: BinaryIO, *, records_only: bool) -> Export:
    """An empty export that writes to ``stream``."""
    if form is Format.XLSX:
        return Workbook(stream, records_only=records_only)
    return _Rendered(form, stream, records_only=records_only)


class _Rendered:
    def __init__(self, form: Format, stream: BinaryIO, *, records_only: bool) -> None:
        self._render, self._stream, self._records_only = _RENDERINGS[form], stream, records_only
        if form is Format.CSV:
            stream.write(csv_header().encode())

    def add(self, extraction: Extraction, name: str) -> None:
        rendered = self._render(extraction, name, records_only=self._records_only)
        self._stream.write(rendered if isinstance(rendered, bytes) else rendered.encode())

    def close(self) -> None:
        self._stream.flush()
