"""Quotations (引文): the words of a document that a result rests on. Standard library only."""

from dataclasses import dataclass

from extractor.document import Document, Span
from extractor.records import Finding, Record, Reference


@dataclass(frozen=True, slots=True)
class Quotation:
    """Some words of one document: ``quote`` is ``text[span]`` to the letter; ``path`` is the provision they stand in."""

    path: str
    span: Span
    quote: str

    def __post_init__(self) -> None:
        if len(self.quote) != self.span.end - self.span.start:
            raise ValueError(f"quote and span differ in length at {self.path}")


def quoted(document: Document, path: str, span: Span) -> Quotation:
    """The words of ``document`` at ``span``."""
    return Quotation(path, span, span.quote(document.text))


def quotation_of(sourced: Record | Reference | Finding) -> Quotation:
    """The words that a record, a reference or a finding quotes."""
    return Quotation(sourced.path, sourced.span, sourced.quote)
