"""Bytes to sourced records: the main job, end to end."""

from dataclasses import replace

from extractor import pages
from extractor.document import Document
from extractor.findings import find_findings
from extractor.records import Extraction, Record
from extractor.structure.reading import read_document
from extractor.structure.references import find_references
from extractor.terms import read_terms


def extract(data: bytes, name: str = "") -> Extraction:
    """Read one file. ``name`` only helps in messages; the format is told by the bytes.

    Raises UnreadableDocument where the bytes give no document. Not isolated: run it in a child process
    for files of unknown origin (:mod:`extractor.pages.isolation`).
    """
    return read_extraction(read(data, name))


def read(data: bytes, name: str = "") -> Document:
    """The document that the bytes hold: canonical text and tree."""
    return read_document(pages.read(data, name), data)


def read_extraction(document: Document) -> Extraction:
    """Records, references and findings of a document already read."""
    records = tuple(_as_sure_as_read(record, document) for record in read_terms(document))
    references = find_references(document)
    return Extraction(document, records, references, find_findings(document, records, references))


def _as_sure_as_read(record: Record, document: Document) -> Record:
    """A record is no surer than the least sure of the characters that its fields were read from, or its words are."""
    spans = list(record.evidence.values()) or [record.span]
    doubts = [confidence for span in spans for _, confidence in document.doubts(span)]
    return replace(record, confidence=record.confidence * min(doubts)) if doubts else record
