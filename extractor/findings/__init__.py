"""Findings about a document (发现): what is wrong or risky in its text."""

from collections.abc import Sequence

from extractor.document import Document
from extractor.findings.blanks import find_blanks, find_drafting_notes
from extractor.findings.bounds import find_bounds
from extractor.findings.citing import find_dangling
from extractor.findings.conflicts import find_conflicts
from extractor.findings.counts import find_counts
from extractor.findings.deadlines import find_deadlines_apart
from extractor.findings.doubtful import find_doubtful
from extractor.findings.figures import find_figures
from extractor.findings.impossible import find_impossible
from extractor.findings.limitless import find_limitless
from extractor.findings.misread import find_misread
from extractor.findings.numbering import find_numbering
from extractor.findings.passages import read_passages
from extractor.findings.repetition import find_repetitions
from extractor.findings.sanctions import find_sanctions
from extractor.findings.special_rules import find_special_rules
from extractor.findings.statutes import find_statutes
from extractor.findings.tabled import find_tabled
from extractor.findings.tables import find_tables
from extractor.findings.terms import find_undefined
from extractor.findings.totals import find_totals
from extractor.findings.unused import find_unused
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
        *find_doubtful(document, passages),
        *find_misread(document, passages),
        *find_figures(document, passages),
        *find_totals(document, passages),
        *find_tables(document, passages),
        *find_counts(document, passages),
        *find_wording(document, passages),
        *find_conflicts(document, passages),
        *find_statutes(document, passages),
        *find_undefined(document, passages, records),
        *find_unused(document, records),
        *find_deadlines_apart(document, passages, records),
        *find_special_rules(document, passages),
        *find_bounds(document, passages),
        *find_tabled(document, passages),
        *find_impossible(document, passages, records),
        *find_limitless(document, passages),
        *find_sanctions(document, passages, records),
    ]
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end, one.code)))
