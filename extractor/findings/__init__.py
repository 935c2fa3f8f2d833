"""Findings about a document (发现): what is wrong or risky in its text."""

from collections.abc import Sequence

from extractor.document import Document
from extractor.findings.blanks import find_blanks, find_drafting_notes
from extractor.findings.citing import find_dangling
from extractor.findings.conflicts import find_conflicts
from extractor.findings.counts import find_counts
from extractor.findings.figures import find_figures
from extractor.findings.numbering import find_numbering
from extractor.findings.passages import read_passages
from extractor.findings.repetition import find_repetitions
from extractor.findings.statutes import find_statutes
from extractor.findings.tables import find_tables
from extractor.findings.terms import find_undefined
from extractor.findings.totals import find_totals
from extractor.findings.wording import find_wording
from extractor.records import Finding, Record, Reference


def find_findings(
    document: Document, records: Sequence[Record], references: Sequence[Reference]
) -> tuple[Finding, ...]:
    """What is wrong or risky in the text, in reading order."""
    passages = read_passages(document)
    found = [
        *find_numbering(document),
        *find_dangling(document, references),
        *find_blanks(document, passages),
        *find_drafting_notes(document),
        *find_repetitions(document, passages),
        *find_figures(document, passages),
        *find_totals(document, passages),
        *find_tables(document, passages),
        *find_counts(document, passages),
        *find_wording(document, passages),
        *find_conflicts(document, passages),
        *find_statutes(document, passages),
        *find_undefined(document, passages, records),
    ]
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end, one.code)))
