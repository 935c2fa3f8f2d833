"""Tree to records: a module for each kind of term."""

from extractor.document import Document
from extractor.records import Record
from extractor.terms.claim_documents import find_claim_documents
from extractor.terms.coverage import find_coverage
from extractor.terms.definitions import find_definitions
from extractor.terms.disputes import find_disputes
from extractor.terms.exclusions import find_exclusions
from extractor.terms.limits import find_limits
from extractor.terms.obligations import find_obligations
from extractor.terms.parties import find_parties
from extractor.terms.passages import read_passages
from extractor.terms.payments import find_payments
from extractor.terms.penalties import find_penalties
from extractor.terms.periods import find_periods
from extractor.terms.setting import read_setting


def read_terms(document: Document) -> tuple[Record, ...]:
    """All records of a document in reading order."""
    passages = read_passages(document)
    setting = read_setting(document)
    records = [
        *find_parties(document, setting),
        *find_coverage(passages, setting),
        *find_exclusions(passages, setting),
        *find_limits(document, passages),
        *find_periods(passages),
        *find_payments(document, passages),
        *find_penalties(passages),
        *find_claim_documents(passages),
        *find_definitions(document, passages),
        *find_disputes(passages),
    ]
    records.extend(find_obligations(passages, setting, records))
    once = {(record.span, record.type, record.path): record for record in reversed(records)}
    return tuple(
        sorted(once.values(), key=lambda record: (record.span.start, record.span.end, record.type.value))
    )
