"""The HTML report: text and records side by side in one file that loads nothing (审阅报告).

Everything from the document is escaped (Jinja2 autoescape, MarkupSafe).
"""

from bisect import bisect_right
from dataclasses import dataclass

from markupsafe import Markup

from api.export import wording
from api.export.page_template import render
from api.export.passages import Mark, Passage, Piece, passage_starts, passages
from extractor.document import BlockKind, Document, Level, Node
from extractor.records import Extraction, Finding, Record, RecordType, Reference

_TREE_LEVELS = set(Level) - {Level.ITEM, Level.TABLE}
_TREE_LABEL = 26
_ELEMENTS = {BlockKind.HEADING: "h3", BlockKind.ROW: "tr"}


@dataclass(frozen=True, slots=True)
class Card:
    """One entry of the list at the side: what it is, where it stands, what it says."""

    id: str
    style: str
    name: str
    tag: str
    path: str
    page: int
    quote: str
    told: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the tree (目录): the passage that it leads to."""

    label: str
    depth: int
    target: str


def to_html(extraction: Extraction, name: str, *, records_only: bool = False) -> str:
    """The report as one HTML page. ``name`` is the file's name; nothing in it is trusted."""
    records = _record_cards(extraction)
    findings = [] if records_only else _finding_cards(extraction)
    references = [] if records_only else _reference_cards(extraction)
    by_type = [(kind, [card for card in records if card.style == kind]) for kind in RecordType]
    return render(
        "report.html",
        styles=("report.css",),
        script="report.js",
        document=extraction.document,
        name=name,
        kind=wording.DOCUMENT_KINDS[extraction.document.kind],
        source=wording.SOURCES[extraction.document.source],
        body=_body(passages(extraction.document, _marks(extraction, [*records, *findings, *references]))),
        tree=_tree(extraction.document),
        groups=[(kind, wording.TYPES[kind], wording.TAGS[kind], cards) for kind, cards in by_type if cards],
        findings=findings,
        references=references,
        records_only=records_only,
        total=len(records),
    )


def _record_cards(extraction: Extraction) -> list[Card]:
    return [
        Card(
            f"r{number}",
            record.type,
            wording.TYPES[record.type],
            wording.TAGS[record.type],
            record.path,
            _page(record, extraction.document),
            record.quote,
            tuple(wording.details(record)),
            f"把握 {record.confidence:.0%} · 规则 {record.rule}",
        )
        for number, record in enumerate(extraction.records, 1)
    ]


def _finding_cards(extraction: Extraction) -> list[Card]:
    return [
        Card(
            f"f{number}",
            "finding",
            wording.FINDINGS.get(finding.code, finding.code),
            "疑",
            finding.path,
            _page(finding, extraction.document),
            finding.quote,
            (),
            finding.message,
        )
        for number, finding in enumerate(extraction.findings, 1)
    ]


def _reference_cards(extraction: Extraction) -> list[Card]:
    return [
        Card(
            f"x{number}",
            "reference",
            wording.STATUSES[found.status],
            "引",
            found.path,
            _page(found, extraction.document),
            found.quote,
            (("指向", "、".join(found.targets)),) if found.targets else (),
        )
        for number, found in enumerate(extraction.references, 1)
    ]


def _page(sourced: Record | Finding | Reference, document: Document) -> int:
    boxes = document.boxes(sourced.span)
    return boxes[0][0] if boxes else 0


def _marks(extraction: Extraction, cards: list[Card]) -> list[Mark]:
    sourced: dict[str, Record | Finding | Reference] = {}
    sourced |= {f"r{number}": record for number, record in enumerate(extraction.records, 1)}
    sourced |= {f"f{number}": finding for number, finding in enumerate(extraction.findings, 1)}
    sourced |= {f"x{number}": found for number, found in enumerate(extraction.references, 1)}
    return [
        Mark(card.id, sourced[card.id].span, card.style, card.tag, f"{card.name} {card.path}")
        for card in cards
    ]


def _body(text: list[Passage]) -> Markup:
    """The typeset text; rows of one table are gathered into a table."""
    parts: list[Markup] = []
    table: int | None = None
    inside = False
    for index, passage in enumerate(text):
        row = passage.kind is BlockKind.ROW
        if inside and (not row or passage.table != table):
            parts.append(Markup("</table></div>\n"))
            inside = False
        if row and not inside:
            parts.append(Markup('<div class="table"><table>\n'))
            inside, table = True, passage.table
        parts.append(_passage(passage, index))
    if inside:
        parts.append(Markup("</table></div>\n"))
    return Markup("").join(parts)


def _passage(passage: Passage, index: int) -> Markup:
    element = Markup(_ELEMENTS.get(passage.kind, "p"))
    page = Markup(' data-page="第 {} 页"').format(passage.page) if passage.page else ""
    if passage.kind is BlockKind.ROW:
        content = Markup("").join(Markup("<td>{}</td>").format(_pieces(cell)) for cell in passage.cells)
    else:
        content = _pieces(passage.cells[0])
    return Markup('<{0} id="p{1}" class="{2} d{3}"{4}>{5}</{0}>\n').format(
        element, index, passage.kind, passage.depth, page, content
    )


def _pieces(pieces: tuple[Piece, ...]) -> Markup:
    return Markup("").join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> Markup:
    """Tags are drawn by the style sheet, so that the element's text stays the document's to the letter."""
    tags = Markup("").join(
        Markup('<i id="s-{0}" class="tag t-{1}" data-i="{0}" data-tag="{2}" title="{3}"></i>').format(
            mark.id, mark.style, mark.tag, mark.title
        )
        for mark in piece.opens
    )
    if not piece.marks:
        return tags + piece.text
    styles = " ".join(_styles(piece.marks))
    ids = " ".join(mark.id for mark in piece.marks)
    return tags + Markup('<mark class="{}" data-i="{}">{}</mark>').format(styles, ids, piece.text)


def _styles(marks: tuple[Mark, ...]) -> list[str]:
    """One colour, the innermost record's; a finding or a reference is drawn as a line beside it."""
    aside = [mark.style for mark in marks if mark.style in ("finding", "reference")]
    records = [mark.style for mark in marks if mark.style not in aside]
    return [f"t-{style}" for style in records[:1]] + [f"has-{style}" for style in dict.fromkeys(aside)]


def _tree(document: Document) -> list[Entry]:
    starts = passage_starts(document)
    depths: list[int] = []
    entries = []
    for node in document.nodes:
        depth = depths[node.parent] + 1 if 0 <= node.parent < len(depths) else 0
        depths.append(depth)
        if node.level in _TREE_LEVELS:
            index = max(bisect_right(starts, node.span.start) - 1, 0)
            entries.append(Entry(_label(node, document.text), depth, f"p{index}"))
    return entries


def _label(node: Node, text: str) -> str:
    """Label and heading as printed; a provision without heading is named by its first words."""
    named = " ".join(part for part in (node.label, node.heading) if part) or node.path
    if node.heading or not node.label:
        return named
    line = text[node.span.start : node.span.start + _TREE_LABEL].partition("\n")[0].strip()
    return line if line.startswith(node.label) else f"{named} {line}".strip()
