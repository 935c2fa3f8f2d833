"""Bytes to sourced records: the main job, end to end."""

from extractor.document import Document
from extractor.records import Extraction


def extract(data: bytes, name: str = "") -> Extraction:
    """Read one file. ``name`` only helps in messages; the format is told by the bytes.

    Raises UnreadableDocument where the bytes give no document. Not isolated: run it in a child process
    for files of unknown origin (:mod:`extractor.pages.isolation`).
    """
    return read_extraction(read(data, name))


def read(data: bytes, name: str = "") -> Document:
    """The document that the bytes hold: canonical text and tree."""
    from extractor import pages
    from extractor.structure.reading import read_document

    return read_document(pages.read(data, name), data)


def read_extraction(document: Document) -> Extraction:
    """Records, references and findings of a document already read."""
    from extractor.findings import find_findings
    from extractor.structure.references import find_references
    from extractor.terms import read_terms

    records = read_terms(document)
    references = find_references(document)
    findings = find_findings(document, records, references)
    return Extraction(document, records, references, findings)
