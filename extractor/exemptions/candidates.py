"""Which provisions are exemptions: the exclusion records, and what else of records and text lightens the insurer."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.assessments import Extent
from extractor.document import Document, Span
from extractor.exemptions.extents import extent_of
from extractor.exemptions.limiting import lessens
from extractor.exemptions.narrowing import find_narrowings
from extractor.exemptions.unrecorded import find_unrecorded
from extractor.language.units import split_segments
from extractor.language.view import view
from extractor.records import Extraction, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage, read_passages


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A stretch of the text that is an exemption. ``text`` is its reading view; ``passage`` the unit it begins in
    (None inside a table); ``listed`` says that it is an item of a list of exclusions; ``extent`` and ``subject`` are
    set where what it was found by already tells them."""

    span: Span
    path: str
    text: str
    section: bool
    headings: tuple[str, ...]
    passage: Passage | None = None
    listed: bool = False
    extent: Extent | None = None
    subject: str = ""


def find_candidates(extraction: Extraction) -> list[Candidate]:
    """All exemptions of the document in its order, none twice."""
    collection = _Collection(extraction.document, read_passages(extraction.document))
    records = extraction.records
    for record in records:
        if record.type is RecordType.EXCLUSION:
            collection.add_exclusion(record)
    for record in records:
        if record.type is RecordType.LIMIT:
            collection.add_limit(record)
        elif record.type is RecordType.PERIOD and record.fields.get("kind") == "waiting":
            collection.add_waiting(record)
    for found in (*find_narrowings(extraction, collection.passages), *find_unrecorded(collection.passages)):
        collection.add_found(found.passage, found.span, found.extent, found.subject)
    return collection.in_order()


_WAITS = re.compile(r"等待|观察期|免责期")
_ONCE_OVER = re.compile(r"(?:等待期|观察期)间?(?:届?满)?(?:之日)?(?:之|以)?后")
_SETS = re.compile(
    r"为(?:等待期|观察期)|(?:等待期|观察期)间?(?:为|是|：)|退还|返还|不(?:予)?承担|不(?:予)?给付"
)
_NO_WAITING = re.compile(
    r"(?:无|不再?适用|不设(?:置)?|没有|不受|免除|取消|不计)[^，。；]{0,6}(?:等待期|观察期)"
)


_EXTENTS = {"deductible": Extent.PART, "copay": Extent.PART, "contribution": Extent.SHARE}


class _Collection:
    """The exemptions found so far. Exclusion records come first; what comes later gives way to them."""

    def __init__(self, document: Document, passages: list[Passage]) -> None:
        self._document = document
        self.passages = passages
        self._in_order = sorted(passages, key=lambda passage: passage.unit.span())
        self._starts = [passage.unit.span().start for passage in self._in_order]
        self._taken: list[Span] = []
        self._found: list[Candidate] = []

    def in_order(self) -> list[Candidate]:
        return sorted(self._found, key=lambda candidate: candidate.span)

    def add_exclusion(self, record: Record) -> None:
        """An exclusion record, whatever else stands there; one that repeats another's words is the same one."""
        if record.span not in self._taken:
            section = record.fields.get("placement") == "section"
            self._add(record.span, record.path, section=section, listed=record.own_rule != "exclusion.stated")

    def add_limit(self, record: Record) -> None:
        """A limit that takes away: the part of it that no exclusion already says."""
        rate = record.fields.get("rate")
        kind = str(record.fields.get("kind", "other"))
        whole = isinstance(rate, Decimal) and rate >= 1
        for span in self._free(record.span):
            text = view(self._document.text, span).text
            if not whole and (span == record.span or len(text) > 8) and lessens(kind, text, record.fields):
                self._add(span, record.path, extent=_EXTENTS.get(kind) or _lessening(text))

    def add_waiting(self, record: Record) -> None:
        """A waiting period, unless the words say that there is none."""
        text = view(self._document.text, record.span).text
        if _sets_waiting(text) and self._free(record.span) == [record.span]:
            self._add(record.span, record.path, extent=Extent.TIME, subject="等待期")

    def add_found(self, passage: Passage, span: Span, extent: Extent | None, subject: str) -> None:
        """What the text says beside the records."""
        if self._free(span) == [span]:
            self._add(span, passage.node.path, extent=extent, subject=subject)

    def _add(
        self,
        span: Span,
        path: str,
        *,
        section: bool | None = None,
        listed: bool = False,
        extent: Extent | None = None,
        subject: str = "",
    ) -> None:
        passage = self._passage_at(span)
        headings = tuple(filter(None, passage.headings)) if passage else self._headings_of(path)
        if section is None:
            section = passage is not None and passage.role is Role.EXCLUSION
        announced = _announced(passage) if listed else ""
        if announced:
            section, headings = True, (announced, *(one for one in headings if one != announced))
        elif passage is not None and passage.role is Role.DEFINITIONS:
            section = False
        text = view(self._document.text, span).text
        insort(self._taken, span)
        self._found.append(Candidate(span, path, text, section, headings, passage, listed, extent, subject))

    def _passage_at(self, span: Span) -> Passage | None:
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or self._in_order[at].unit.span().end <= span.start:
            return None
        return self._in_order[at]

    def _headings_of(self, path: str) -> tuple[str, ...]:
        node = next((node for node in self._document.nodes if node.path == path), None)
        return tuple(filter(None, (node.heading, node.section))) if node else ()

    def _free(self, span: Span) -> list[Span]:
        """The parts of the span that no exemption holds yet, without the punctuation at their ends."""
        parts, start = [], span.start
        for taken in self._touching(span):
            parts.append((start, taken.start))
            start = max(start, taken.end)
        parts.append((start, span.end))
        if len(parts) == 1:
            return [span]
        return list(_trimmed(self._document.text, parts))

    def _touching(self, span: Span) -> Sequence[Span]:
        before = bisect_left(self._taken, span)
        near = self._taken[max(before - _NEAR, 0) : before + _NEAR]
        return [taken for taken in near if taken.start < span.end and span.start < taken.end]


_ANNOUNCED = re.compile(r"(?:责任免除|除外责任|免除责任|免责事项|免责条款|不保事项)")


def _announced(passage: Passage | None) -> str:
    """The heading that a lead-in above an item is, or begins with (责任免除　因下列情形之一…); '' without one."""
    leads = passage.leads if passage else ()
    return next((match[0] for lead in leads if (match := _ANNOUNCED.match(lead.text))), "")


def _lessening(text: str) -> Extent:
    """The extent of a limit: what bounds a payment never frees of all of it."""
    extent = extent_of(text, listed=False)
    return Extent.PART if extent is Extent.FULL else extent


def _sets_waiting(text: str) -> bool:
    """The words set a waiting period somewhere, and do not only say when there is none."""
    if _ONCE_OVER.search(text) and not _SETS.search(text):
        return False
    if not _NO_WAITING.search(text):
        return True
    return any(
        _WAITS.search(segment.text) and not _NO_WAITING.search(segment.text)
        for segment in split_segments(text)
    )


_NEAR = 12  # exemptions nest and overlap a few deep at most
_EDGES = " \n\t，,。；;：:、"


def _trimmed(text: str, parts: Sequence[tuple[int, int]]) -> Iterator[Span]:
    for start, end in parts:
        words = text[start:end] if start < end else ""
        left, right = len(words) - len(words.lstrip(_EDGES)), len(words.rstrip(_EDGES))
        if left < right:
            yield Span(start + left, start + right)
