"""A document as it is asked (受审文本): its records and sentences, each with the headings above it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from extractor.assessments import LineOfCover
from extractor.comparison.passages import Passage, read_passages
from extractor.document import Document, Span
from extractor.elements.covers import lines_of_cover
from extractor.language.units import split_units
from extractor.language.view import view
from extractor.quotations import Quotation, quotation_of, quoted
from extractor.records import Extraction, Record
from extractor.structure.headings import Role
from extractor.terms.setting import Setting, read_setting


def compacted(quote: str) -> str:
    """A quote of the document as rules read it: no white space, one width."""
    return view(quote, Span(0, len(quote))).text if quote else ""


# Remarks after which silence proves nothing.
UNREAD = frozenset({"no-text-layer", "garbled-text-layer", "unread-region", "lost-text", "pictures"})
# Told beside a verdict on silence: logos and seals too, which are no ground to doubt it.
_GLIMPSED = UNREAD | {"ornaments"}
_MOST_TOLD = 2


@dataclass(frozen=True, eq=False)
class Statement:
    """A record, or a sentence without one, that a document states. ``text`` is its words without white space, in one
    width; ``headings`` stand above it, nearest first."""

    quotation: Quotation
    text: str
    headings: tuple[str, ...]
    role: Role
    record: Record | None = None

    @property
    def subject(self) -> str:
        """Its words without the exception that they end in."""
        exception = self.record.fields.get("exception") if self.record else None
        return self.text.replace(compacted(exception), "") if isinstance(exception, str) else self.text

    @property
    def in_schedule(self) -> bool:
        """Its record says that the schedule states the figure."""
        return self.record is not None and self.record.fields.get("in_schedule") is True


class Wording:
    """An extraction with what questions need of it, computed once."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction

    @property
    def document(self) -> Document:
        """The document."""
        return self.extraction.document

    @cached_property
    def setting(self) -> Setting:
        """Who is the insurer here."""
        return read_setting(self.document)

    @cached_property
    def lines(self) -> tuple[LineOfCover, ...]:
        """Lines of insurance, the main one first."""
        return lines_of_cover(self.document)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph of every provision."""
        return read_passages(self.extraction)

    @cached_property
    def records(self) -> tuple[Statement, ...]:
        """Every record, in document order."""
        ordered = sorted(self.extraction.records, key=lambda record: record.span)
        return tuple(self._of_record(record) for record in ordered)

    @cached_property
    def sentences(self) -> tuple[Statement, ...]:
        """Every sentence or part of one that ``；`` or ``。`` closes, in document order."""
        return tuple(
            Statement(
                quoted(self.document, passage.path, unit.span()), unit.text, passage.headings, passage.role
            )
            for passage in self.passages
            for unit in split_units(passage.view)
        )

    @property
    def unread(self) -> bool:
        """True where part of the document could not be read, so that silence proves nothing."""
        return any(remark.code in UNREAD for remark in self.document.remarks)

    @property
    def unread_note(self) -> str:
        """What was not read, in Chinese, for a verdict that rests on silence; empty where all was read."""
        told = dict.fromkeys(
            remark.message.rstrip("。").removesuffix("，请人工核对")
            for remark in self.document.remarks
            if remark.code in _GLIMPSED
        )
        more = f"等{len(told)}处" if len(told) > _MOST_TOLD else ""
        return "；".join([*told][:_MOST_TOLD]) + more

    def around(self, statement: Statement) -> str:
        """The whole paragraph that a statement stands in, without white space."""
        passage = self._passage(statement.quotation.span.start)
        return passage.view.text if passage else statement.text

    def lead(self, statement: Statement) -> str:
        """The lead-in of the enumeration that a statement is an item of, without white space; else nothing."""
        start = statement.quotation.span.start
        passage = self._passage(start)
        if passage is None:
            return ""
        above = passage.owner.parent
        while above >= 0:
            node = self.document.nodes[above]
            before = [span for span in node.paragraphs if span.end <= start]
            if before:
                return view(self.document.text, before[-1]).text
            above = node.parent
        return ""

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.span.start for passage in self.passages]

    def _passage(self, offset: int) -> Passage | None:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self.passages[at].span.end <= offset:
            return None
        return self.passages[at]

    def _of_record(self, record: Record) -> Statement:
        passage = self._passage(record.span.start)
        text = view(self.document.text, record.span).text
        headings, role = (passage.headings, passage.role) if passage else ((), Role.OTHER)
        return Statement(quotation_of(record), text, headings, role, record)
