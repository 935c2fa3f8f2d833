"""Personal data hidden from readers who may not see it, and from the log (脱敏).

A mark stands for each character that is hidden, so the text keeps its length and every offset in it
holds: 138****5678, 张**. A text once masked holds nothing more to mask.
"""

from collections.abc import Iterable
from dataclasses import replace

from api.privacy.names import find_addressed, find_names
from api.privacy.numbers import find_numbers
from api.privacy.personal import MARK, Kind, Personal, narrowed
from api.privacy.repetition import Known
from extractor.document import Document, Node, Placement, Remark, Span
from extractor.records import Extraction, FieldValue, Finding, Record, Reference

# Which of its letters and digits are hidden; of an address the first letter and the domain stay.
_HIDDEN = {
    Kind.NAME: slice(1, None),
    Kind.MOBILE: slice(-8, -4),
    Kind.LANDLINE: slice(-7, -3),
    Kind.IDENTITY: slice(3, -4),
    Kind.ACCOUNT: slice(None, -4),
    Kind.EMAIL: slice(1, None),
    Kind.PERMIT: slice(1, -2),
}
_SPACING = frozenset(" -—–()+·•‧・")
# Fields that hold a word of the record format, a date or a path, never the text's own words.
_FORMAL = frozenset({"modality", "topic", "placement", "kind", "unit", "from", "to", "targets"})


def find_personal(text: str) -> tuple[Personal, ...]:
    """Personal data (个人信息) in reading order, none over another: names, telephones, identity and bank
    numbers, addresses, permits. Offsets are code points of ``text``. Never raises.

    A name stands after a label (联系人：), in a column 姓名 or before 先生, 女士; what has been so found
    is found wherever it is repeated. Names of organisations, amounts, dates, and numbers of policies,
    contracts and companies are none.
    """
    plain = narrowed(text)
    found, known = _seen(plain)
    return _apart([*found, *known.find(plain)])


def mask(text: str) -> str:
    """The text with personal data hidden: same length, and masking it again changes nothing."""
    found = find_personal(text)
    while found:
        text = _covered(text, found)
        # Where one thing stood over another, or a mark took a word's meaning, there may be more.
        found = find_personal(text)
    return text


def mask_extraction(extraction: Extraction) -> Extraction:
    """The extraction as a reader may see it who may see no personal data (脱敏后的提取结果).

    The text is masked once and every quote cut from it, so that ``text[start:end] == quote`` holds. What
    the text repeats elsewhere (title, headings, printed lines, fields, messages) is masked as there. Codes,
    paths, figures and the digest of the original stay.
    """
    masked = _Masked(extraction.document.text)
    return Extraction(
        masked.document(extraction.document),
        tuple(masked.record(record) for record in extraction.records),
        tuple(masked.sourced(reference) for reference in extraction.references),
        tuple(masked.finding(finding) for finding in extraction.findings),
    )


def _seen(plain: str) -> tuple[list[Personal], Known]:
    """What label or form give away, and what of it is known wherever it is repeated.

    Two characters before 女士 may yet be a usual word, which the text needs elsewhere.
    """
    sure = [*find_numbers(plain), *(Personal(span, Kind.NAME) for span in find_names(plain))]
    addressed = [Personal(span, Kind.NAME) for span in find_addressed(plain)]
    long = [personal for personal in addressed if personal.span.end - personal.span.start > 2]
    return [*sure, *addressed], Known.of(plain, [*sure, *long])


def _apart(found: Iterable[Personal]) -> tuple[Personal, ...]:
    """In reading order; of two that overlap the one that begins first, or the longer."""
    kept: list[Personal] = []
    for personal in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if not kept or personal.span.start >= kept[-1].span.end:
            kept.append(personal)
    return tuple(kept)


def _covered(text: str, found: Iterable[Personal]) -> str:
    signs = list(text)
    plain = narrowed(text)
    for personal in found:
        for place in _hidden(plain, personal):
            signs[place] = MARK
    return "".join(signs)


def _hidden(plain: str, personal: Personal) -> list[int]:
    """The places of the characters to hide, at least one."""
    start, end = personal.span.start, personal.span.end
    if personal.kind is Kind.EMAIL:
        places = list(range(start, plain.index("@", start)))
    else:
        places = [place for place in range(start, end) if plain[place] not in _SPACING]
    return places[_HIDDEN[personal.kind]] or places


class _Masked:
    """One document's text, masked, and what was hidden in it, to mask all that goes with it alike."""

    def __init__(self, text: str) -> None:
        _, self._known = _seen(narrowed(text))
        self._text, self._masked = text, mask(text)

    def document(self, document: Document) -> Document:
        return replace(
            document,
            text=self._masked,
            title=self._words(document.title),
            nodes=tuple(self._node(node) for node in document.nodes),
            placements=tuple(self._placement(placement) for placement in document.placements),
            remarks=tuple(self._remark(remark) for remark in document.remarks),
        )

    def record(self, record: Record) -> Record:
        fields = {key: self._field(record, key, value) for key, value in record.fields.items()}
        return replace(record, quote=record.span.quote(self._masked), fields=fields)

    def sourced(self, reference: Reference) -> Reference:
        return replace(reference, quote=reference.span.quote(self._masked))

    def finding(self, finding: Finding) -> Finding:
        quote = finding.span.quote(self._masked)
        return replace(finding, quote=quote, message=self._told(finding.message))

    def _node(self, node: Node) -> Node:
        heading = self._words(node.heading, node.span)
        return replace(node, heading=heading, section=self._words(node.section))

    def _remark(self, remark: Remark) -> Remark:
        return replace(remark, message=self._told(remark.message))

    def _placement(self, placement: Placement) -> Placement:
        """The printed line with its part of the text as masked there."""
        shown = placement.span.quote(self._masked)
        line, end = placement.line, placement.offset + len(shown)
        around = self._told(line.text)
        text = around[: placement.offset] + shown + around[end:]
        return placement if text == line.text else replace(placement, line=replace(line, text=text))

    def _field(self, record: Record, key: str, value: FieldValue) -> FieldValue:
        if key in _FORMAL:
            return value
        if isinstance(value, str):
            span = record.evidence.get(key)
            read = span is not None and span.quote(self._text) == value
            return self._words(value, span if read else record.span)
        if isinstance(value, tuple):
            # Of one kind throughout: words, or deadlines, which hold none.
            words = tuple(part for part in value if isinstance(part, str))
            return tuple(self._words(part, record.span) for part in words) if words else value
        return value

    def _words(self, words: str, within: Span | None = None) -> str:
        """Words of the text as they are masked there, nearest ``within`` a span; else masked by themselves."""
        places = [self._text.find(words, within.start, within.end)] if within else []
        places.append(self._text.find(words))
        place = next((place for place in places if place >= 0), None)
        return self._told(words) if place is None else self._masked[place : place + len(words)]

    def _told(self, words: str) -> str:
        return mask(_covered(words, _apart(self._known.find(narrowed(words)))))
