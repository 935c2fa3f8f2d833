"""Deadlines that contradict each other (期限矛盾): one act, one case, two spans of time."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from extractor.document import Document, DocumentKind, Span
from extractor.findings.matters import (
    YIELDS,
    Timed,
    alike,
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
    if not one.matter and (one.article == other.article or not alike(one.act, other.act)):
        return False
    if one.passage.span == other.passage.span or same_length(one.duration, other.duration):
        return False
    if YIELDS.search(one.text) or YIELDS.search(other.text):
        return False
    if one.matter in _ALONE:
        return not _OF_A_PART.search(one.text) and not _OF_A_PART.search(other.text)
    return not special_condition(one.text, other.text) and not special_condition(other.text, one.text)


_ALONE = ("宽限期", "犹豫期", "等待期")  # a contract has one of each, whatever the sentence begins with
_OF_A_PART = re.compile(
    r"其中|(?:检查|治疗|手术|疾病|症|保险金|责任|保障|项目)[^，。；]{0,8}(?:等待期|观察期|宽限期|犹豫期)"
)


def _message(document: Document, one: Timed, other: Timed) -> str:
    told = f"{other.matter or '同一事项的期限'}，{one.passage.path}写{one.words}，此处写{other.words}，两处不一致"
    if document.kind is DocumentKind.CLAUSES:
        told += "；有两种以上解释的，依《保险法》第三十条作有利于被保险人和受益人的解释"
    return f"{told}；请统一，或者写明各自适用的情形。"
