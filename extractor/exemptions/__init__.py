"""Map of exemptions (免责条款地图): every provision that frees or lightens the insurer's liability, and how it is shown.

What counts is 《保险法》第十七条第二款 as 司法解释（二）第九条 reads it: exclusions, deductibles, payment in proportion and
the like wherever they stand; a mere right to rescind does not count.
"""

from extractor.assessments import Exemption, ExemptionMap
from extractor.document import Document
from extractor.exemptions.candidates import Candidate, find_candidates
from extractor.exemptions.extents import extent_of
from extractor.exemptions.notes import notes_on
from extractor.exemptions.prompting import Typography
from extractor.exemptions.subjects import subject_of
from extractor.exemptions.wording import exception_in, lead_of
from extractor.quotations import quoted
from extractor.records import Extraction


def map_exemptions(extraction: Extraction) -> ExemptionMap:
    """Every exemption of the document in its order; every exclusion record is among them."""
    document = extraction.document
    typography = Typography(document)
    exemptions = tuple(
        _exemption(document, candidate, typography) for candidate in find_candidates(extraction)
    )
    return ExemptionMap(exemptions, tuple(notes_on(extraction, exemptions, typography)))


def _exemption(document: Document, candidate: Candidate, typography: Typography) -> Exemption:
    lead = lead_of(candidate)
    extent = candidate.extent or extent_of(candidate.text, listed=candidate.listed)
    prompt, evidence = typography.shown(candidate.span, candidate.headings, lead.span if lead else None)
    return Exemption(
        quotation=quoted(document, candidate.path, candidate.span),
        heading=candidate.headings[0] if candidate.headings else "",
        extent=extent,
        section=candidate.section,
        prompt=prompt,
        subject=candidate.subject
        or subject_of(candidate.text, extent, context="".join(lead.quote.split()) if lead else ""),
        evidence=evidence,
        exception=exception_in(document, candidate),
        lead=lead,
    )
