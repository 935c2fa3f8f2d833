"""Sentences of a document with their quotation (语句), as the calculators read them."""

from collections.abc import Iterable

from extractor.quotations import Quotation, quoted
from extractor.records import Extraction
from extractor.terms.passages import Passage, read_passages


def statements(extraction: Extraction) -> tuple[Passage, ...]:
    """Every sentence of the document in its place, in reading order."""
    return tuple(read_passages(extraction.document))


def quotation(passage: Passage, start: int = 0, end: int | None = None) -> Quotation:
    """The words of ``text[start:end]`` of a sentence."""
    return quoted(passage.document, passage.node.path, passage.unit.span(start, end))


def paragraph_text(passage: Passage) -> str:
    """All sentences of the paragraph that the sentence stands in, as one text."""
    return "。".join(one.text for one in passage.paragraph_units())


def around(passage: Passage) -> str:
    """Lead-ins and headings over a sentence, as one text."""
    above: Iterable[str] = (*(lead.text for lead in passage.leads), *passage.headings)
    return "。".join(above)
