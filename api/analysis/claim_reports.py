"""Claim checks as reports (理赔核定报告), masked where that is asked."""

from api.analysis.forms import Form
from api.analysis.orders import Kind
from api.analysis.results import decode_result
from api.claims.masking import mask_determination
from api.claims.reading import case_of
from api.claims.writing import Ids, determination_json
from api.export.claim_page import claim_page
from api.export.claim_sheet import claim_sheet
from api.export.claim_word import claim_word
from extractor.determination import Determination
from extractor.document import Document
from extractor.facts import FACT_NAMES


def claim_report(told: str, case: str, form: Form, document: Document, ids: Ids, *, masked: bool) -> bytes:
    """The report of a result and a case as they were kept; ``ids`` are those of records in the store."""
    found = decode_result(Kind.CLAIM, told)
    if not isinstance(found, Determination):
        raise TypeError("a claim check is a determination")
    claim = case_of(case).under(document.title)
    if masked:
        hidden = mask_determination(found, document, claim)
        found, document, claim = hidden.found, hidden.document, hidden.claim
    match form:
        case Form.HTML:
            return claim_page(found, document, FACT_NAMES, claim).encode()
        case Form.XLSX:
            return claim_sheet(found, document, FACT_NAMES, claim)
        case Form.DOCX:
            return claim_word(found, document, FACT_NAMES, claim)
        case _:
            return determination_json(found, document, ids).encode()
