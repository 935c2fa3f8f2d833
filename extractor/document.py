"""A document as it is read (文档): printed lines, canonical text, tree. Standard library only.

Offsets are half-open ranges of code points in ``Document.text``. Boxes are in points (1/72 inch)
with the origin at the page's top left corner.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points: ``text[start:end]``. Never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or reversed span [{self.start}, {self.end})")

    def quote(self, text: str) -> str:
        """The characters that the span covers in ``text``."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """True where ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Source(StrEnum):
    """What the bytes were (文件格式)."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    IMAGE = "image"


class LineKind(StrEnum):
    """What a line is on the page, as far as the page alone tells."""

    BODY = "body"
    HEADING = "heading"  # the source marks it as a heading (Word style, <h2>, Markdown #, larger type)
    ROW = "row"  # a table row (表格行): cells divided by tabs
    FURNITURE = (
        "furniture"  # running head, page number, watermark, contents, site navigation (页眉页脚、目录)
    )
    NOTE = "note"  # footnote, endnote, text box


@dataclass(frozen=True, slots=True)
class Doubt:
    """Characters that recognition is not sure of (存疑文字): half-open range, probability of each to be right (0–1)."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one paragraph where the source has no lines (Word, HTML).

    ``text`` has no line break. ``joins`` says whether the line goes on with the paragraph of the line
    before it; None where the source cannot tell and the text must (plain text).
    ``edges`` holds 2 × len(text) numbers, the left and right edge of every character, where known.
    ``table`` numbers the table that a ROW belongs to within the document (0, 1, …), else None.
    ``bold`` is True where all of it (PDF: most of it) is bold. ``emphasis`` are the stretches whose type stands
    out (突出显示: 加粗、下划线、底纹、颜色、着重号、较大字号), half-open, in order, apart; empty where the source
    has no styles. ``doubts`` are the characters that recognition (OCR) is not sure of, in order; empty where the text
    was not recognised from a picture.
    """

    text: str
    kind: LineKind = LineKind.BODY
    box: Box | None = None
    edges: tuple[float, ...] = ()
    joins: bool | None = None
    bold: bool = False
    size: float = 0.0
    table: int | None = None
    emphasis: tuple[tuple[int, int], ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page (页) in reading order. ``number`` is 1-based; 0 where the source has no pages."""

    number: int
    lines: tuple[Line, ...]
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader of the source must know: no text layer, tracked changes … (阅读说明).

    ``code`` is one of ``no-text-layer``, ``tracked-changes``, ``repaired``, ``macro``, ``lost-text`` …;
    ``message`` is Chinese; ``page`` is 0 where the source has no pages. ``box`` is the part of the page that it is
    about (a seal, handwriting), where it is about one.
    """

    code: str
    message: str
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the first stage makes of the bytes: pages of lines, and remarks about them."""

    source: Source
    pages: tuple[Page, ...]
    remarks: tuple[Remark, ...] = ()
    title: str = ""  # what the file itself claims (Word core property, <title>), or nothing


class BlockKind(StrEnum):
    """What a paragraph is in the document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"
    SIGNATURE = "signature"  # 签署页、账户栏
    NOISE = "noise"  # site boilerplate, contents, reading guide, drafting notes (网站噪声、目录、风险提示)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the canonical text (自然段) and what it is.

    ``emphasis`` are the stretches of the text inside ``span`` whose type stands out (突出显示), as in Line.
    """

    span: Span
    kind: BlockKind
    table: int | None = None
    bold: bool = False
    emphasis: tuple[Span, ...] = ()


class Level(StrEnum):
    """Rank of a node (层级)."""

    PREAMBLE = "preamble"  # 前言
    PART = "part"  # 编、部分、标段
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节, or an unnumbered section heading such as 责任免除
    ARTICLE = "article"  # 条, 一、, 2.3
    ITEM = "item"  # 款、项、目: （一）, 1., （1）, ①
    DEFINITION = "definition"  # an entry of 释义
    APPENDIX = "appendix"  # 附录、附件、附表
    TABLE = "table"
    SIGNATURE = "signature"


# Levels that group provisions and state nothing themselves.
GROUPING = frozenset({Level.PREAMBLE, Level.PART, Level.CHAPTER, Level.SECTION})


@dataclass(frozen=True, slots=True)
class Node:
    """A numbered provision or a headed part (条款节点).

    ``path`` joins the labels from the article down in the normal form of the record format
    (``第五条（三）1``, ``2.3（1）``, ``附录``, ``前言``). ``span`` covers the node with its children;
    ``paragraphs`` are its own paragraphs without label and heading, in order, those of children left out.
    ``parent`` is the index of the enclosing node in ``Document.nodes`` (-1 at the top).
    ``section`` is the nearest section heading above it (``责任免除``), as printed.
    """

    path: str
    label: str
    level: Level
    heading: str
    span: Span
    paragraphs: tuple[Span, ...] = ()
    parent: int = -1
    section: str = ""
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a stretch of the text was printed: ``text[span]`` is ``line.text[offset:]`` of a page."""

    span: Span
    page: int
    line: Line
    offset: int


class DocumentKind(StrEnum):
    """General terms of an insurer, or a contract between named parties."""

    CLAUSES = "clauses"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Document:
    """One canonical text with its tree and the places it came from.

    ``sizes`` are width and height in points of each page as it is shown: page n is ``sizes[n - 1]``. Empty where
    the source has no pages; (0, 0) for a page that could not be opened.
    """

    text: str
    title: str
    kind: DocumentKind
    source: Source
    sha256: str
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    pages: int = 0
    placements: tuple[Placement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()

    def boxes(self, span: Span) -> tuple[tuple[int, Box], ...]:
        """Page number and box of every printed line that ``span`` touches; nothing without pages."""
        first = max(bisect_right(self.placements, span.start, key=lambda placed: placed.span.start) - 1, 0)
        found = []
        for placed in self.placements[first:]:
            if placed.span.start >= span.end:
                break
            box = _clipped(placed, span)
            if box is not None:
                found.append((placed.page, box))
        return tuple(found)

    def doubts(self, span: Span) -> tuple[tuple[Span, float], ...]:
        """The characters in ``span`` that recognition is not sure of, each with its confidence (存疑文字)."""
        first = max(bisect_right(self.placements, span.start, key=lambda placed: placed.span.start) - 1, 0)
        found = []
        for placed in self.placements[first:]:
            if placed.span.start >= span.end:
                break
            found += list(_doubts(placed, span))
        return tuple(found)


def _doubts(placed: Placement, span: Span) -> Iterator[tuple[Span, float]]:
    """The doubts of the line that lie in its placement and in ``span``."""
    back = placed.span.start - placed.offset
    for doubt in placed.line.doubts:
        start = max(doubt.start + back, placed.span.start, span.start)
        end = min(doubt.end + back, placed.span.end, span.end)
        if start < end:
            yield Span(start, end), doubt.confidence


def _clipped(placed: Placement, span: Span) -> Box | None:
    start, end = max(placed.span.start, span.start), min(placed.span.end, span.end)
    if start >= end or placed.line.box is None:
        return None
    box, edges = placed.line.box, placed.line.edges
    if not edges:
        return box
    first = start - placed.span.start + placed.offset
    last = end - placed.span.start + placed.offset
    return Box(min(edges[2 * first : 2 * last]), box.top, max(edges[2 * first : 2 * last]), box.bottom)
