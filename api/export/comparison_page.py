"""The comparison as a page (比对报告): counts, what matters most, then clause by clause in two columns with a redline."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from api.export import comparison_wording as wording
from api.export import wording as general
from api.export.notes import PLACED, page_of, shortened, tone_of
from api.export.page_template import render
from extractor.differences import (
    Change,
    ChangeKind,
    Comparison,
    Gain,
    Likeness,
    Pair,
    Place,
    Stroke,
    Weight,
)
from extractor.document import Document, Node, Span
from extractor.quotations import Quotation

_SHORT = 90
_MOST = 12  # important changes that are shown before the rest is folded


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: ``element`` is ``del``, ``ins`` or nothing."""

    text: str
    element: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a side."""

    path: str
    heading: str
    page: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as it is listed."""

    number: int
    kind: str
    kind_name: str
    subject: str
    why: str
    tone: str
    tag: str
    gain: str
    gain_key: str
    weight: str
    weight_key: str
    path: str
    before: str
    after: str

    @property
    def before_short(self) -> str:
        """The words of A as the list of important changes shows them."""
        return _cut(self.before)

    @property
    def after_short(self) -> str:
        """The words of B as the list of important changes shows them."""
        return _cut(self.after)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as it is shown."""

    number: int
    likeness: str
    likeness_name: str
    place: str
    a: tuple[Passage, ...]
    b: tuple[Passage, ...]
    changes: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring pairs: folded where nothing differs in them."""

    folded: bool
    title: str
    pairs: tuple[Row, ...]


def comparison_page(comparison: Comparison, a: Document, b: Document) -> str:
    """The report as one HTML file that loads nothing; without scripts it is a plain page."""
    numbers = count(1)
    left, right = _Side(a, "del"), _Side(b, "ins")
    rows = [_row(at, pair, left, right, numbers) for at, pair in enumerate(comparison.pairs, 1)]
    entries = [entry for row in rows for entry in row.changes]
    found = {entry.kind for entry in entries}
    return render(
        "comparison_page.html",
        styles=("page_frame.css", "comparison_page.css"),
        script="comparison_page.js",
        a=_facts(a),
        b=_facts(b),
        remarks=[
            (name, remark.message)
            for name, document in ((wording.A, a), (wording.B, b))
            for remark in document.remarks
        ],
        likenesses=[(key, wording.LIKENESSES[key], comparison.counts().get(key, 0)) for key in Likeness],
        gains=[(tone_of(key).value, wording.GAINS[key], comparison.gains().get(key, 0)) for key in Gain],
        places=_places(comparison),
        important=[entry for _, entry in _important(comparison, entries)],
        most=_MOST,
        kinds=[(kind.value, wording.KINDS[kind]) for kind in ChangeKind if kind.value in found],
        gain_names=[(gain.value, wording.GAINS[gain]) for gain in Gain],
        weights=[(weight.value, wording.WEIGHTS[weight]) for weight in Weight],
        groups=list(_groups(rows)),
    )


def _facts(document: Document) -> Mapping[str, object]:
    return {
        "title": document.title or "（没有标题）",
        "source": general.SOURCES[document.source],
        "pages": document.pages,
        "sha256": document.sha256,
    }


def _places(comparison: Comparison) -> list[tuple[str, int]]:
    counted = Counter(pair.place for pair in comparison.pairs)
    return [
        (wording.PLACES[place], counted[place])
        for place in Place
        if place is not Place.SAME and counted[place]
    ]


def _important(comparison: Comparison, entries: Sequence[Entry]) -> list[tuple[Change, Entry]]:
    """What matters most: whether and how much is paid, what is worse for the policyholder first."""
    changes = [change for pair in comparison.pairs for change in pair.changes]
    found = [
        (change, entry)
        for change, entry in zip(changes, entries, strict=True)
        if change.weight is Weight.HIGH
    ]
    return sorted(found, key=lambda one: wording.GAIN_ORDER[one[0].gain])


class _Side:
    """One of the two documents: how its passages are shown. ``element`` marks what it alone has."""

    def __init__(self, document: Document, element: str) -> None:
        self._document, self._element = document, element
        self._nodes: dict[str, list[Node]] = defaultdict(list)
        for node in document.nodes:
            self._nodes[node.path].append(node)

    def passages(
        self, quotations: Sequence[Quotation], redline: Sequence[tuple[Span, bool]]
    ) -> tuple[Passage, ...]:
        """The passages of one pair with its redline on this side."""
        return tuple(
            Passage(
                quoted.path,
                self._heading(quoted),
                page_of(self._document, quoted.span),
                tuple(_pieces(self._document.text, quoted.span, redline, self._element)),
            )
            for quoted in quotations
        )

    def _heading(self, quoted: Quotation) -> str:
        node = next((one for one in self._nodes.get(quoted.path, ()) if one.span.covers(quoted.span)), None)
        named = (node.section, node.heading) if node is not None else ()
        return " · ".join(part for part in dict.fromkeys(named) if part and part != quoted.path)


def _row(number: int, pair: Pair, a: _Side, b: _Side, numbers: "count[int]") -> Row:
    return Row(
        number,
        pair.likeness.value,
        wording.LIKENESSES[pair.likeness],
        wording.place_note(pair),
        a.passages(pair.a, _redline(pair, [mark.a for mark in pair.marks])),
        b.passages(pair.b, _redline(pair, [mark.b for mark in pair.marks])),
        tuple(_entry(next(numbers), change) for change in pair.changes),
    )


def _redline(pair: Pair, spans: Sequence[Span | None]) -> list[tuple[Span, bool]]:
    """The stretches of one side and whether that side alone has them."""
    if pair.likeness in (Likeness.ONLY_A, Likeness.ONLY_B):
        return [(quoted.span, True) for quoted in (pair.a or pair.b)]
    alone = [mark.stroke is not Stroke.KEPT for mark in pair.marks]
    return sorted((span, one) for span, one in zip(spans, alone, strict=True) if span is not None)


def _pieces(text: str, whole: Span, redline: Sequence[tuple[Span, bool]], element: str) -> Iterator[Piece]:
    reached = whole.start
    for span, alone in redline:
        start, end = max(span.start, reached), min(span.end, whole.end)
        if not alone or start >= end:
            continue
        if reached < start:
            yield Piece(text[reached:start])
        yield Piece(text[start:end], element)
        reached = end
    if reached < whole.end:
        yield Piece(text[reached : whole.end])


def _entry(number: int, change: Change) -> Entry:
    quoted = change.after or change.before
    return Entry(
        number,
        change.kind.value,
        wording.KINDS[change.kind],
        change.subject,
        change.why,
        tone_of(change.gain).value,
        wording.GAIN_TAGS[change.gain],
        wording.GAINS[change.gain],
        change.gain.value,
        wording.WEIGHTS[change.weight],
        change.weight.value,
        quoted.path if quoted else "",
        shortened(change.before.quote) if change.before else "",
        shortened(change.after.quote) if change.after else "",
    )


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}……"


def _groups(rows: Sequence[Row]) -> Iterator[Group]:
    """Rows in order; those that are the same, and stand where they stood, are folded together."""
    moved = {wording.PLACES[place] for place in PLACED}

    def folds(row: Row) -> bool:
        return row.likeness == Likeness.SAME.value and row.place.partition("：")[0] not in moved

    for folded, found in groupby(rows, key=folds):
        pairs = tuple(found)
        yield Group(folded, _stretch(pairs), pairs)


def _stretch(pairs: Sequence[Row]) -> str:
    """``第一条 至 第五条``: from where to where, in B's numbers."""
    first, last = (row.b[0].path for row in (pairs[0], pairs[-1])) if pairs[0].b and pairs[-1].b else ("", "")
    return first if first == last else f"{first} 至 {last}"
