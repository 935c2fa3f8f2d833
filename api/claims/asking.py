"""What a claim under one document must tell (案件所需), made from the document's own terms. It loads the language layer."""

from collections.abc import Iterator, Sequence

from api.claims.writing import Json, papers_form, questions_form, source_form
from api.export.record_format import plain_number
from extractor.adjustment.checking import check_claim
from extractor.claim import Claim, Event
from extractor.determination import Question, TimelineEntry
from extractor.facts import FACT_NAMES
from extractor.payout.binding import Bindings, deductible_kind
from extractor.payout.compiling import scheme_of
from extractor.payout.scheme import Action, Operation, RateBase, Scheme
from extractor.payout.shares import with_others
from extractor.records import Extraction

_BOUNDS = (Action.LIMIT, Action.DEDUCTIBLE, Action.SHARE)


def claim_form(extraction: Extraction) -> Json:
    """Limits and deductibles, questions, papers, and the dates that start a clock, each with its words."""
    untold = Claim("", Event())
    found = check_claim(extraction, untold)
    scheme = scheme_of(extraction)
    asked = dict.fromkeys((*found.questions, *_of_the_sum(scheme, untold)))
    return {
        "bounds": sorted(_bounds(scheme), key=lambda bound: not bound["needed"]),
        "questions": questions_form([*asked]),
        "documents": papers_form(found.papers, {}),
        "starts": [*_starts(found.timeline)],
    }


def _of_the_sum(scheme: Scheme, claim: Claim) -> Sequence[Question]:
    """What changes the sum besides limits: recoveries, salvage, value, other insurance."""
    bindings = Bindings([*scheme.operations])
    return with_others(scheme, claim, bindings, ())


def _bounds(scheme: Scheme) -> Iterator[Json]:
    """Each figure once; of several for one thing, that of the first sentence."""
    seen: set[tuple[str, str, str, str]] = set()
    for operation in scheme.operations:
        if operation.action not in _BOUNDS:
            continue
        bound = _bound(operation)
        key = (bound["field"], bound["kind"], bound["name"], bound["case"])
        if key not in seen:
            seen.add(key)
            yield bound


def _bound(operation: Operation) -> Json:
    is_limit = operation.action is Action.LIMIT
    amount, rate = operation.amount, operation.rate
    if operation.base not in (RateBase.NONE, RateBase.LOSS):
        rate = None  # a share of another limit: stated, but no figure of its own
    return {
        "field": "limits" if is_limit else "deductibles",
        "kind": operation.kind if is_limit else deductible_kind(operation),
        "name": operation.name,
        "label": operation.label,
        "amount": None if amount is None else plain_number(amount),
        "rate": None if rate is None else plain_number(rate),
        "needed": operation.amount is None and operation.rate is None and not operation.if_agreed,
        "case": operation.case,
        **source_form(operation.source),
    }


def _starts(timeline: Sequence[TimelineEntry]) -> Iterator[Json]:
    facts = dict.fromkeys(entry.counted_from for entry in timeline if entry.counted_from)
    for fact in facts:
        sources = [source_form(entry.source) for entry in timeline if entry.counted_from == fact]
        yield {"fact": fact, "name": FACT_NAMES[fact], "sources": sources}
