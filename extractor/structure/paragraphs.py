"""Printed lines to paragraphs, and paragraphs to the one canonical text.

The body comes first and what was set apart (running heads, contents, site noise) last, so that every
clause is one unbroken stretch of text and nothing that was read is lost.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Block, BlockKind, Line, LineKind, Page, Placement, Span
from extractor.language.lexicon import segment
from extractor.structure.numbering import read_label

_TERMINAL = "。；：！？;:!?…"
_UNFINISHED = "，,、（(《“的和与或及于"
_OPEN_ENDED = "，,、（(《“于或及和与"
_LONG = 20  # characters; shorter lines are headings or entries of a list, never torn sentences


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (自然段): ``pieces`` are (page number, line, offset in the paragraph, offset in the line).

    ``emphasis`` are the stretches of ``text`` whose type stands out (突出显示).
    """

    text: str
    kind: LineKind
    table: int | None
    bold: bool
    pieces: tuple[tuple[int, Line, int, int], ...]
    emphasis: tuple[tuple[int, int], ...] = ()


def read_paragraphs(pages: Sequence[Page]) -> list[Paragraph]:
    """Paragraphs in reading order, furniture last."""
    lines = [(page.number, line) for page in pages for line in page.lines if line.text.strip()]
    body = [(number, line) for number, line in lines if line.kind is not LineKind.FURNITURE]
    aside = [(number, line) for number, line in lines if line.kind is LineKind.FURNITURE]
    wrap = _wrap_width([line for _, line in body])
    groups = [*_grouped(body, wrap), *([entry] for entry in aside)]
    return [_paragraph(group) for group in groups]


def _grouped(lines: list[tuple[int, Line]], wrap: int) -> Iterator[list[tuple[int, Line]]]:
    group: list[tuple[int, Line]] = []
    for number, line in lines:
        if group and not _continues(group[-1][1], line, wrap):
            yield group
            group = []
        group.append((number, line))
    if group:
        yield group


def _paragraph(group: list[tuple[int, Line]]) -> Paragraph:
    text, pieces = "", []
    for number, line in group:
        skip = len(line.text) - len(line.text.lstrip())
        printed = line.text.strip()
        if (
            text
            and text[-1].isascii()
            and text[-1].isalnum()
            and printed[0].isascii()
            and printed[0].isalnum()
        ):
            text += " "
        pieces.append((number, line, len(text), skip))
        text += printed
    first = group[0][1]
    bold = all(line.bold for _, line in group)
    return Paragraph(text, first.kind, first.table, bold, tuple(pieces), _emphasis(pieces))


def _emphasis(pieces: Sequence[tuple[int, Line, int, int]]) -> tuple[tuple[int, int], ...]:
    """The emphasis of the lines in the paragraph; what goes on over the end of a line is one stretch."""
    found: list[tuple[int, int]] = []
    for _, line, at, skip in pieces:
        printed = len(line.text.rstrip())
        for start, end in line.emphasis:
            first, last = max(start, skip) - skip + at, min(end, printed) - skip + at
            if first >= last:
                continue
            if found and found[-1][1] == first:
                first = found.pop()[0]
            found.append((first, last))
    return tuple(found)


def printed_width(text: str) -> int:
    """Width in half-width columns: a Chinese character takes two."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


def _wrap_width(lines: list[Line]) -> int:
    """The width at which a plain text was wrapped, or 0 where it was not."""
    flowing = [
        printed_width(line.text)
        for line, following in itertools.pairwise(lines)
        if following.joins is None and line.text[-1] not in _TERMINAL and line.kind is LineKind.BODY
    ]
    if len(flowing) < 5:
        return 0
    widest = sorted(flowing)[int(0.9 * (len(flowing) - 1))]
    full = sum(0.85 * widest <= width for width in flowing)
    return widest if widest >= 40 and full >= 0.4 * len(flowing) else 0


def _continues(previous: Line, line: Line, wrap: int) -> bool:
    """Does ``line`` go on with the paragraph of ``previous``?"""
    if LineKind.ROW in (previous.kind, line.kind) or previous.kind is not line.kind is LineKind.NOTE:
        return False
    if line.joins:
        return True
    before, after = previous.text.rstrip(), line.text.lstrip()
    if after[0] in "，。；、）)：":
        return True
    if _cites(before, after) or _is_torn_number(before, after):
        return True
    if before[-1] in _TERMINAL or read_label(after) is not None:
        return False
    if line.joins is None and line.kind is LineKind.BODY is previous.kind:
        if wrap and printed_width(before) >= 0.8 * wrap:
            return True
        if before[-1] in _OPEN_ENDED or (before[-1] in _UNFINISHED and len(before) >= _LONG):
            return True
    return len(before) >= _LONG and _tears_a_word(before, after)


_CITING = re.compile(r"(?:[（(]?(?:请?见|详见)|第|(?<!基)本条款|适用本合同)$")
_TORN = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.．]")


def _cites(before: str, after: str) -> bool:
    """The number that a line begins with belongs to a citation on the line above (``（见`` / ``7.10）``)."""
    label = read_label(after)
    if label is None:
        return False
    return _CITING.search(before) is not None or after[label.length : label.length + 1] in tuple(
        "）)、，；。"
    )


def _is_torn_number(before: str, after: str) -> bool:
    """``2.`` above ``3.1 重大疾病保险金``: one number on two lines."""
    torn = _TORN.fullmatch(before)
    return (
        torn is not None
        and re.match(rf"(?!{torn[1]}[.．])\d{{1,2}}(?:\.\d{{1,2}})*\s*[\u4e00-\u9fff]", after) is not None
    )


def _tears_a_word(before: str, after: str) -> bool:
    """A word begins on one line and ends on the next: the page broke there, not the paragraph."""
    if not ("\u4e00" <= before[-1] <= "\u9fff" and "\u4e00" <= after[0] <= "\u9fff"):
        return False
    if before.count("，") + before.count(",") == 0:
        return False
    head, at = before[-6:], 0
    for word in segment(head + after[:6]):
        at += len(word)
        if at >= len(head):
            return at > len(head)
    return False


def compose(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Block, ...], tuple[Placement, ...]]:
    """The canonical text (one paragraph a line), its blocks, and where each stretch was printed."""
    blocks: list[Block] = []
    placements: list[Placement] = []
    at = 0
    for paragraph in paragraphs:
        span = Span(at, at + len(paragraph.text))
        emphasis = tuple([Span(at + start, at + end) for start, end in paragraph.emphasis])
        blocks.append(Block(span, _BLOCKS[paragraph.kind], paragraph.table, paragraph.bold, emphasis))
        placements.extend(_placements(paragraph, at))
        at = span.end + 1
    return "\n".join(paragraph.text for paragraph in paragraphs), tuple(blocks), tuple(placements)


_BLOCKS = {
    LineKind.BODY: BlockKind.PARAGRAPH,
    LineKind.NOTE: BlockKind.PARAGRAPH,
    LineKind.HEADING: BlockKind.HEADING,
    LineKind.ROW: BlockKind.ROW,
    LineKind.FURNITURE: BlockKind.NOISE,
}


def _placements(paragraph: Paragraph, at: int) -> Iterator[Placement]:
    ends = [start for _, _, start, _ in paragraph.pieces[1:]] + [len(paragraph.text)]
    for (page, line, start, skip), end in zip(paragraph.pieces, ends, strict=True):
        if page:
            yield Placement(Span(at + start, at + end), page, line, skip)
