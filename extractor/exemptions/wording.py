"""The words around an exemption: what it leans on (总括语、前句), and the exception to it (但书)."""

import re

from extractor.document import Document, Span
from extractor.exemptions.candidates import Candidate
from extractor.language.liability import find_refusal
from extractor.language.view import view
from extractor.quotations import Quotation, quoted
from extractor.terms.exclusions import excludes
from extractor.terms.passages import Passage

# The last one takes something out of an exclusion; in a definition the same words narrow the cover.
_EXCEPTIONS = (
    re.compile(r"但(?:是)?[^。；（）]*?(?:除外|不受此限|不在此限)"),
    re.compile(r"除非[^。；（）]+$"),
    re.compile(r"（[^（）]*?(?:除外|不受此限|不在此限)）"),
    re.compile(r"（不(?:包括|含)(?![^（）]*(?:港|澳|台|第?\d))[^（）]+）"),
)
# Words that say nothing without what stands before them.
_LEANS = re.compile(
    r"^(?:如|若|但|对|因|由于)?[^，。；]{0,14}(?:否则|此阶段|此期间|因此|上述|前述|前款|上款|本条|该(?:项|类|等|日))"
    r"|^(?:未|没有|不|违反|拒|擅自|逾期|发生在|解除|属于|此后|此前|因?故意|因?重大过失|超过|超出|资料缺失|以口头|仍未|保险人(?:没有|不)|(?:交清|付清|缴清)[之以]?前|放弃的|材料缺失)"
)


def exception_in(document: Document, candidate: Candidate) -> str:
    """The exception that the exemption states, as printed; '' where it states none."""
    words = view(document.text, candidate.span)
    patterns = _EXCEPTIONS if candidate.extent is None else _EXCEPTIONS[:-1]
    for pattern in patterns:
        match = pattern.search(words.text)
        if match and match.end() - match.start() < len(words.text):
            return words.span(match.start(), match.end()).quote(document.text)
    return ""


def lead_of(candidate: Candidate) -> Quotation | None:
    """The words that the exemption leans on: the lead-in above an item that does not itself refuse, or the duty
    before 否则 and 上述."""
    passage = candidate.passage
    if passage is None:
        return None
    if _LEANS.search(candidate.text):
        return _before(passage, candidate)
    if candidate.extent is not None or find_refusal(candidate.text):
        return None
    lead = next((lead for lead in passage.leads if excludes(lead)), None)
    return quoted(passage.document, lead.node.path, lead.unit.span()) if lead else None


def _before(passage: Passage, candidate: Candidate) -> Quotation | None:
    """What the same sentence says before, else the sentence before it in the same article."""
    start = passage.unit.span().start
    words = passage.document.text[start : candidate.span.start].rstrip("，,；; \n")
    if words:
        return quoted(passage.document, passage.node.path, Span(start, start + len(words)))
    before = passage.previous
    for _ in range(_STEPS):
        if before is None or before.article != passage.article or before.is_lead:
            return None
        if not find_refusal(before.text):
            return quoted(passage.document, before.node.path, before.unit.span())
        before = before.previous
    return None


_STEPS = 3  # sentences back in which the duty may stand, behind another sanction
