"""References between provisions (引用)."""

from extractor.document import Document
from extractor.records import Reference


def find_references(document: Document) -> tuple[Reference, ...]:
    """References between provisions, in reading order."""
    return ()
