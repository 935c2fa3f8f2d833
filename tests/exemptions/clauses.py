"""Our own clauses as extractions, from plain text and from Word files built in the test."""

import io
from collections.abc import Sequence

import docx

from extractor.assessments import Exemption, ExemptionMap
from extractor.exemptions import map_exemptions
from extractor.extraction import extract
from extractor.records import Extraction

TITLE = "澄江财产保险股份有限公司\n河岸责任保险条款\n\n"


def read(text: str, title: str = TITLE) -> Extraction:
    """The extraction of a plain text."""
    return extract((title + text).encode())


def mapped(text: str, title: str = TITLE) -> ExemptionMap:
    """The map of a plain text, whose quotes are checked."""
    return checked(read(text, title))


def checked(extraction: Extraction) -> ExemptionMap:
    """The map of an extraction; every quote is the text at its span, and none is there twice."""
    found = map_exemptions(extraction)
    for exemption in found.exemptions:
        words = exemption.quotation
        assert words.span.quote(extraction.document.text) == words.quote
        assert exemption.exception in words.quote
        if exemption.lead is not None:
            assert exemption.lead.span.quote(extraction.document.text) == exemption.lead.quote
    spans = [exemption.quotation.span for exemption in found.exemptions]
    assert spans == sorted(set(spans))
    return found


def only(text: str) -> Exemption:
    """The one exemption of a text."""
    (exemption,) = mapped(text).exemptions
    return exemption


def word_file(paragraphs: Sequence[Sequence[tuple[str, bool]]]) -> bytes:
    """A DOCX file: each paragraph is its runs, text and whether bold."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text, bold in runs:
            paragraph.add_run(text).bold = bold
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
