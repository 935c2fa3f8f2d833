"""Deadlines that contradict each other (期限矛盾): one act, one case, two spans of time."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from extractor.document import Document, DocumentKind, Span
from extractor.findings.matters import (
    YIELDS,
    Timed,
    read_acts,
    read_periods,
    read_timed,
    same_length,
    special_condition,
)
from extractor.findings.passages import Passage, finding
from extractor.records import Finding, Record


def find_deadlines_apart(
    document: Document, passages: Sequence[Passage], records: Sequence[Record]
) -> Iterator[Finding]:
    """The same act is timed twice with different periods, and neither sentence steps back behind the other."""
    timed = list(read_timed(document, passages))
    for more in (read_periods(document, passages, records), read_acts(document, passages)):
        spans = {one.span for one in timed}
        timed += [one for one in more if one.span not in spans]
    timed.sort(key=lambda one: one.span)
    told: set[Span] = set()
    for one, other in combinations(timed, 2):
        if other.span in told or not _contradict(one, other):
            continue
        told.add(other.span)
        yield finding(document, "conflict", other.passage.path, other.span, _message(document, one, other))


def _contradict(one: Timed, other: Timed) -> bool:
    if (one.matter, one.case, one.realm) != (other.matter, other.case, other.realm):
        return False
    if not one.matter and (one.article == other.article or not _same_act(one, other)):
        return False
    if one.passage.span == other.passage.span or same_length(one.duration, other.duration):
        return False
    if YIELDS.search(one.text) or YIELDS.search(other.text):
        return False
    if one.matter in _ALONE:
        return True
    return not special_condition(one.text, other.text) and not special_condition(other.text, one.text)


_ALONE = ("宽限期", "犹豫期", "等待期")  # a contract has one of each, whatever the sentence begins with


def _same_act(one: Timed, other: Timed) -> bool:
    """The two sentences say the same in nearly the same words, the span of time apart."""
    if max(len(one.act), len(other.act)) > 1.6 * min(len(one.act), len(other.act)):
        return False
    first, second = _pairs(one.act), _pairs(other.act)
    return len(first & second) >= _ALIKE * max(len(first), len(second))


_ALIKE = 0.7


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _message(document: Document, one: Timed, other: Timed) -> str:
    told = f"{other.matter or '同一事项的期限'}，{one.passage.path}写{one.words}，此处写{other.words}，两处不一致"
    if document.kind is DocumentKind.CLAUSES:
        told += "；有两种以上解释的，依《保险法》第三十条作有利于被保险人和受益人的解释"
    return f"{told}；请统一，或者写明各自适用的情形。"
