"""Analyses carried out (执行): what a child process does. It loads the language layer, so nothing else imports it."""

from collections.abc import Sequence

from api.analysis.orders import Kind, Order
from api.analysis.results import Result
from api.claims.reading import case_of
from extractor.comparison import compare
from extractor.elements.matrix import matrix
from extractor.elements.wording import Wording
from extractor.exemptions import map_exemptions
from extractor.law import review_law
from extractor.playbooks import read_playbook, review
from extractor.records import Extraction


def perform(order: Order, extractions: Sequence[Extraction]) -> Result:
    """What is asked of the extractions. Raises DeclarationProblem for a playbook that is none."""
    first = extractions[0]
    match order.kind:
        case Kind.COMPARISON:
            return compare(first, extractions[1])
        case Kind.MATRIX:
            return matrix([Wording(one) for one in extractions], order.elements)
        case Kind.PLAYBOOK:
            return review(Wording(first), read_playbook(order.playbook, order.playbook_name))
        case Kind.LAW:
            return review_law(Wording(first))
        case Kind.EXEMPTIONS:
            return map_exemptions(first)
        case Kind.CLAIM:
            from extractor.adjustment.checking import check_claim  # noqa: PLC0415  no other kind needs its lexicons

            return check_claim(first, case_of(order.claim).under(first.document.title))
        case Kind.NEIGHBOURS:
            raise ValueError("a library is asked in the store")
