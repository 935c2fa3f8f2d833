"""Deadlines that contradict each other (期限矛盾): one act, one case, two spans of time."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from extractor.document import Document, DocumentKind
from extractor.findings.matters import YIELDS, Timed, read_timed, same_length, special_condition
from extractor.findings.passages import Passage, finding
from extractor.records import Finding


def find_deadlines_apart(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """The same act is timed twice with different periods, and neither sentence steps back behind the other."""
    timed = list(read_timed(document, passages))
    told: set[tuple[str, str]] = set()
    for one, other in combinations(timed, 2):
        if (other.matter, other.article) in told or not _contradict(one, other):
            continue
        told.add((other.matter, other.article))
        yield finding(document, "conflict", other.passage.path, other.span, _message(document, one, other))


def _contradict(one: Timed, other: Timed) -> bool:
    if (one.matter, one.case, one.realm) != (other.matter, other.case, other.realm):
        return False
    if one.passage.span == other.passage.span or same_length(one.duration, other.duration):
        return False
    if YIELDS.search(one.text) or YIELDS.search(other.text):
        return False
    return not special_condition(one.text, other.text) and not special_condition(other.text, one.text)


def _message(document: Document, one: Timed, other: Timed) -> str:
    told = f"{other.matter}，{one.passage.path}写{one.words}，此处写{other.words}，两处不一致"
    if document.kind is DocumentKind.CLAUSES:
        told += "；有两种以上解释的，依《保险法》第三十条作有利于被保险人和受益人的解释"
    return f"{told}；请统一，或者写明各自适用的情形。"
