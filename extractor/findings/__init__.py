"""Findings about a document (发现): what is wrong or risky in its text."""

from collections.abc import Sequence

from extractor.document import Document
from extractor.records import Finding, Record, Reference


def find_findings(
    document: Document, records: Sequence[Record], references: Sequence[Reference]
) -> tuple[Finding, ...]:
    """What is wrong or risky in the text, in reading order."""
    return ()
