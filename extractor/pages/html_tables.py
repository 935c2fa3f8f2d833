"""HTML tables → rows, or text where the table only lays a page out (表格与排版用表格)."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.document import Line, LineKind
from extractor.pages.tabulation import Tabulated, row_lines

_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
# A space between two Chinese characters is where the recogniser or the source broke the line.
_BROKEN = re.compile(rf"(?<=[{_WIDE}])[ \t\r\n\f]+(?=[{_WIDE}])")
_NUMBERED = re.compile(
    r"(?P<label>\d{1,2}(?:[.．]\d{1,2})*[.．]?)(?:\s*(?P<heading>[^\d\s.．%％].*))?", re.DOTALL
)
_FIGURE = re.compile(r"[\d,，.．\s%％¥￥元万$+\-–—~～/]+")
_ITEM = re.compile(r"(?<=[。；;：:])\s+(?=[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、]|[①-⑳])")
_PROSE = re.compile(r"[。；：]")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEVER_TEXT = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "iframe",
        "object",
        "select",
        "textarea",
        "-comment",
    }
)
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
})  # fmt: skip
_ENDS = re.compile(r"[。；：;:！？]$")
_MARK = re.compile(r"[，。；：、,;:]")
_WIDEST_LAYOUT = 3
_LONGEST_HEADING = 30
_FULL_LINE = 0.8  # of the cell's widest line
_SHORTEST_LINE = 12  # characters: no column of text is narrower


class Cell(NamedTuple):
    """Where a cell begins and what it says; a covered place holds an empty text."""

    text: str
    node: LexborNode | None


def html_table(printed: Sequence[str], start: int, number: int) -> Tabulated | None:
    """A table written as HTML inside a text, up to ``</table>`` or the next blank line."""
    if not printed[start].lstrip()[:7].lower().startswith("<table"):
        return None
    after = start
    while after < len(printed) and printed[after].strip():
        after += 1
        if "</table>" in printed[after - 1].lower():
            break
    markup = "\n".join(printed[start:after]).replace("</table>", "</table>\n")
    lines: list[Line] = []
    for table in LexborHTMLParser(markup).css("table"):
        rows = [[cell.text for cell in row] for row in grid(table)]
        lines.extend(table_lines(rows, number))
    return Tabulated(tuple(lines), after)


def grid(table: LexborNode) -> list[list[Cell]]:
    """Rows of cells on the table's grid: a spanning cell stands once, at its first place."""
    rows: list[list[Cell]] = []
    covered: dict[int, int] = {}  # column → rows still covered from above
    for row in _rows(table):
        cells: list[Cell] = []
        for node in row.iter():
            if node.tag in {"td", "th"}:
                _fill_covered(cells, covered)
                _place(cells, covered, node)
        _fill_covered(cells, covered)
        rows.append(cells)
    return rows


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in {"tbody", "thead", "tfoot"}:
            yield from (row for row in child.iter() if row.tag == "tr")


def _fill_covered(cells: list[Cell], covered: dict[int, int]) -> None:
    while covered.get(len(cells), 0) > 0:
        covered[len(cells)] -= 1
        cells.append(Cell("", None))


def _place(cells: list[Cell], covered: dict[int, int], node: LexborNode) -> None:
    cell = Cell(cell_text(node), node)
    for _ in range(_span(node, "colspan")):
        covered[len(cells)] = _span(node, "rowspan") - 1
        cells.append(cell)
        cell = Cell("", None)


def _span(node: LexborNode, name: str) -> int:
    stated = node.attributes.get(name) or "1"
    return min(max(int(stated), 1), 100) if stated.isdecimal() and len(stated) < 4 else 1


def cell_text(node: LexborNode) -> str:
    """The cell's text on one line."""
    return _SPACE.sub(" ", visible_text(node)).strip()


def visible_text(node: LexborNode, *, hidden: bool = False) -> str:
    """The text in the element, its blocks parted by spaces; with ``hidden`` what no browser shows, too."""
    found: list[str] = []
    stack: list[LexborNode | None] = [node]
    while stack:
        one = stack.pop()
        if one is None:
            found.append(" ")
        elif one.tag == "-text":
            found.append(one.text_content or "")
        elif one.tag not in _NEVER_TEXT and (hidden or is_shown(one)):
            parts: list[LexborNode | None] = list(one.iter(include_text=True))
            stack.extend(reversed(parts if one.tag in _INLINE else [None, *parts, None]))
    return "".join(found)


def is_shown(node: LexborNode) -> bool:
    """False for scripts, deleted text (修订删除) and what the page's author hides."""
    if node.tag in _NEVER_TEXT or node.tag == "del" or "hidden" in node.attributes:
        return False
    return not _HIDES.search(node.attributes.get("style") or "")


def table_lines(rows: Sequence[Sequence[str]], number: int) -> tuple[Line, ...]:
    """ROW lines; or headings and text where the table only lays numbered provisions out in columns."""
    if lays_out_text(rows):
        return tuple(_layout_lines(rows))
    return row_lines([[_BROKEN.sub("", cell) for cell in row] for row in rows], number)


def lays_out_text(rows: Sequence[Sequence[str]]) -> bool:
    """True for ``number | heading | text`` and for prose in a single column."""
    filled = [[cell for cell in row if cell] for row in rows if any(row)]
    if not filled or max(map(len, filled)) > _WIDEST_LAYOUT:
        return False
    if any(_FIGURE.fullmatch(cell) for row in filled for cell in row[1:]):
        return False
    if _lists_items(filled):
        return True
    if max(map(len, filled)) == 1:
        return any(_PROSE.search(row[0]) for row in filled)
    numbered = any(_NUMBERED.fullmatch(row[0]) and "." in row[0].replace("．", ".")[:6] for row in filled)
    return numbered and any(len(row[-1]) > 15 and _PROSE.search(row[-1]) for row in filled)


_ITEM_CELL = re.compile(r"[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]\s*[\u4e00-\u9fff]{4}")


def _lists_items(filled: Sequence[Sequence[str]]) -> bool:
    """Rows that are mostly one cell, and begin with (1), (2) … and a sentence: a list, not a table."""
    items = sum(_ITEM_CELL.match(row[0]) is not None and _PROSE.search(row[0]) is not None for row in filled)
    return items >= 2 and sum(map(len, filled)) <= 1.5 * len(filled)


def _layout_lines(rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    for row in rows:
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        heading, texts = _parted(cells)
        if heading:
            yield Line(heading, LineKind.HEADING, joins=False)
        for at, text in enumerate(texts):
            # A row may go on with the sentence of the row above: the text must tell.
            yield Line(text, joins=False if heading or at else None)


def _parted(cells: Sequence[str]) -> tuple[str, list[str]]:
    """The heading of a row, with its number, and its paragraphs."""
    first = _BROKEN.sub("", cells[0])
    texts = [text for cell in cells[1:] for text in _paragraphs(cell)]
    label = _NUMBERED.fullmatch(first)
    if not _heads(first) or not (label or texts):
        return "", _paragraphs(cells[0]) + texts
    if label and not label["heading"] and len(cells) > 1:
        second = _BROKEN.sub("", cells[1])
        if len(cells) > 2 and _heads(second):
            return f"{first} {second}", [text for cell in cells[2:] for text in _paragraphs(cell)]
        if texts and _heads(texts[0]):
            return f"{first} {texts[0]}", texts[1:]
    return first, texts


def _heads(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _PROSE.search(text)


def _paragraphs(cell: str) -> list[str]:
    """The cell's paragraphs, with its printed lines joined.

    A line that ends a sentence short of the column's width ends a paragraph; an item begins one; and so
    does the text after a short first line without a mark, which is a heading.
    """
    found: list[str] = []
    for part in _ITEM.split(cell):
        pieces = _BROKEN.split(part)
        width = max(map(len, pieces))
        goes_on = False
        for at, piece in enumerate(pieces):
            if goes_on:
                found[-1] += piece
            else:
                found.append(piece)
            short = len(piece) < width * _FULL_LINE
            heading = at == 0 and len(piece) <= _SHORTEST_LINE and not _MARK.search(piece)
            goes_on = not (heading and short) and not (short and _ENDS.search(piece))
    return found
