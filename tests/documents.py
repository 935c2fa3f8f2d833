"""Documents made from short texts, for tests: every test states the text it is about."""

from extractor.document import Document, Level, Node
from extractor.pages.plain import read_plain
from extractor.records import Record, RecordType
from extractor.structure.reading import read_document
from extractor.terms import read_terms
from extractor.terms.passages import Passage, read_passages


def document_of(text: str) -> Document:
    """The document that a plain text gives."""
    data = text.encode()
    return read_document(read_plain(data), data)


def paths_of(text: str) -> list[str]:
    """Paths of the articles, items and appendices of a text, in order."""
    named = (Level.ARTICLE, Level.ITEM, Level.APPENDIX)
    return [node.path for node in document_of(text).nodes if node.level in named]


def node_at(document: Document, path: str) -> Node:
    """The one node of that path."""
    (found,) = [node for node in document.nodes if node.path == path]
    return found


def own_text(document: Document, path: str) -> list[str]:
    """The node's own paragraphs, as printed."""
    return [span.quote(document.text) for span in node_at(document, path).paragraphs]


def passages_of(text: str) -> list[Passage]:
    """The passages of a text."""
    return read_passages(document_of(text))


def records_of(text: str, kind: RecordType) -> list[Record]:
    """The records of one type that a text gives, by every reader together."""
    return [record for record in read_terms(document_of(text)) if record.type is kind]


def quotes_of(text: str, kind: RecordType) -> list[tuple[str, str]]:
    """Path and quote of the records of one type."""
    return [(record.path, record.quote) for record in records_of(text, kind)]
