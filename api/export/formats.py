"""The formats of an export (输出格式)."""

from enum import StrEnum


class Format(StrEnum):
    """What ``--format`` takes."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    MARKDOWN = "markdown"
    HTML = "html"


SUFFIXES = {
    Format.JSON: ".json",
    Format.JSONL: ".jsonl",
    Format.CSV: ".csv",
    Format.XLSX: ".xlsx",
    Format.DOCX: ".docx",
    Format.MARKDOWN: ".md",
    Format.HTML: ".html",
}
# Formats in which one file can hold several documents.
COLLECTING = frozenset({Format.JSONL, Format.CSV, Format.XLSX})
# Formats that a terminal cannot show.
BINARY = frozenset({Format.XLSX, Format.DOCX})
# Formats that can be read again as documents.
REPORTS = frozenset({Format.DOCX, Format.MARKDOWN, Format.HTML})


class FormatFull(Exception):
    """The format holds no more; ``str`` is Chinese and says what to do."""


def format_of(suffix: str) -> Format | None:
    """The format that a file name's suffix stands for, if any."""
    lowered = ".html" if suffix.lower() == ".htm" else suffix.lower()
    return next((kind for kind, known in SUFFIXES.items() if known == lowered), None)
