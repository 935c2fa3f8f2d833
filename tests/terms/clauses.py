"""Short clauses of our own as the readers of terms see them."""

from collections.abc import Callable, Iterator
from functools import partial

from extractor.document import Document
from extractor.pages.plain import read_plain
from extractor.records import FieldValue, Record
from extractor.structure.reading import read_document
from extractor.terms.passages import Passage, read_passages

TITLE = "澄江财产保险股份有限公司\n某某责任保险条款\n\n"


def document_of(text: str, title: str = TITLE) -> Document:
    """The document of ``title`` and ``text``."""
    data = (title + text).encode()
    return read_document(read_plain(data), data)


def records_of(
    find: Callable[[list[Passage]], Iterator[Record]], text: str, title: str = TITLE
) -> list[tuple[str, dict[str, FieldValue]]]:
    """Quote and fields of every record that ``find`` reads, the sources of the fields checked."""
    document = document_of(text, title)
    return _checked(document, list(find(read_passages(document))))


def records_with_tables(
    find: Callable[[Document, list[Passage]], Iterator[Record]], text: str, title: str = TITLE
) -> list[tuple[str, dict[str, FieldValue]]]:
    """The same for a reader that also reads the tables of the document."""
    document = document_of(text, title)
    return _checked(document, list(partial(find, document)(read_passages(document))))


def _checked(document: Document, records: list[Record]) -> list[tuple[str, dict[str, FieldValue]]]:
    for record in records:
        assert record.span.quote(document.text) == record.quote
        for name, source in record.evidence.items():
            assert name in record.fields
            assert record.span.covers(source), f"{name} is read outside the quote"
    return [(record.quote, dict(record.fields)) for record in records]
