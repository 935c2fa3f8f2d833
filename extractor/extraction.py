"""Bytes to sourced records: the main job, end to end."""

from dataclasses import replace

from extractor import pages
from extractor.document import Document
from extractor.findings import find_findings
from extractor.joining import join, missing_reader
from extractor.records import Extraction, Record
from extractor.structure.reading import read_document
from extractor.structure.references import find_references
from extractor.terms import read_terms


def extract(data: bytes, name: str = "", *, learned: bool = False) -> Extraction:
    """Read one file. ``name`` only helps in messages; the format is told by the bytes.

    ``learned`` asks for the learned reader beside the rules; where it cannot run, the rules read alone and a remark says so.
    Raises UnreadableDocument where the bytes give no document. Not isolated: run it in a child process
    for files of unknown origin (:mod:`extractor.pages.isolation`).
    """
    return read_extraction(read(data, name), learned=learned)


def read(data: bytes, name: str = "") -> Document:
    """The document that the bytes hold: canonical text and tree."""
    return read_document(pages.read(data, name), data)


def read_extraction(document: Document, *, learned: bool = False) -> Extraction:
    """Records, references and findings of a document already read; ``learned`` as in :func:`extract`."""
    records = read_terms(document)
    if learned:
        missing = missing_reader()
        if missing is None:
            records = join(document, records)
        else:
            document = replace(document, remarks=(*document.remarks, missing))
    records = tuple(_as_sure_as_read(record, document) for record in records)
    references = find_references(document)
    return Extraction(document, records, references, find_findings(document, records, references))


def _as_sure_as_read(record: Record, document: Document) -> Record:
    """A record is no surer than the least sure of the characters that its fields were read from, or its words are."""
    spans = list(record.evidence.values()) or [record.span]
    doubts = [confidence for span in spans for _, confidence in document.doubts(span)]
    return replace(record, confidence=record.confidence * min(doubts)) if doubts else record
