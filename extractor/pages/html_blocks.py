"""The visible blocks of a web page as lines, and the regions that they stand in (网页正文块)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from extractor.document import Line, LineKind
from extractor.pages.emphasis import Marked, joined, marked, stretches
from extractor.pages.html_emphasis import emphasises, with_emphasis
from extractor.pages.html_tables import grid, is_shown, lays_out_text, table_lines, visible_text
from extractor.pages.word_numerals import numeral

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_CHINESE_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|chinese)", re.IGNORECASE)
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NOISE_TAGS = frozenset({"nav", "footer", "aside", "button", "form"})
_NOISE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|foot\w*|sidebar|side|breadcrumbs?|crumbs?|copyright|comments?|share|recommend\w*"
    r"|related|advert\w*|ads?|banner|toolbar|login|search|pagination|pager|topbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_BROKEN = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_WIDE}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINE_BREAK = re.compile("\n")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ARTICLES = re.compile(r"第[一二三四五六七八九十百零\d]+条")
_LONGEST_CELL = 500  # characters: more is text that a table lays out


class Region(NamedTuple):
    """The lines ``start:end`` that one element holds, and whether its name says navigation or the like."""

    start: int
    end: int
    noise: bool


@dataclass
class Blocks:
    """The lines of a page in order, which of them are mostly links, and the regions that hold them."""

    lines: list[Line] = field(default_factory=list)
    linked: set[int] = field(default_factory=set)
    regions: list[Region] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # text that a browser does not show


@dataclass
class _List:
    """A list being read: the next number, how it is written, and the step to the number after it."""

    style: str
    number: int
    step: int


class _Piece(NamedTuple):
    text: str
    bold: bool
    linked: bool
    emphasised: bool


def read_blocks(body: LexborNode) -> Blocks:
    """Walk the page without recursion: its depth is the author's choice."""
    reader = _Reader()
    stack: list[tuple[LexborNode, bool]] = [(body, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            reader.leave(node)
        elif reader.enter(node):
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    reader.flush()
    return reader.blocks


class _Reader:
    def __init__(self) -> None:
        self.blocks = Blocks()
        self._pieces: list[_Piece] = []
        self._lists: list[_List] = []
        self._label = ""
        self._inside: dict[str, int] = {"bold": 0, "link": 0, "heading": 0, "pre": 0, "emphasis": 0}
        self._open: list[tuple[int, bool, tuple[str, ...]]] = []
        self._tables = 0

    def enter(self, node: LexborNode) -> bool:
        """Take up a node; True where its children are to be visited."""
        tag = node.tag or ""
        if tag == "-text":
            bold, linked, emphasised = (self._inside[mark] > 0 for mark in ("bold", "link", "emphasis"))
            self._pieces.append(_Piece(node.text_content or "", bold, linked, emphasised))
            return False
        if not is_shown(node):
            self.blocks.hidden.append(visible_text(node, hidden=True))
            return False
        if tag == "br":
            self.flush()
            return False
        if tag in _BLOCKS:
            self.flush()
        if tag == "table" and self._table(node):
            return False
        self._open.append((len(self.blocks.lines), _is_noise(node), tuple(self._marks(node))))
        self._begin_list_part(node)
        return True

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS:
            self.flush()
        start, noise, marks = self._open.pop()
        for mark in marks:
            self._inside[mark] -= 1
        if tag in {"ol", "ul"}:
            self._lists.pop()
        if tag == "li":
            self._label = ""
        if tag in _BLOCKS and len(self.blocks.lines) > start:
            self.blocks.regions.append(Region(start, len(self.blocks.lines), noise))

    def flush(self) -> None:
        """End the line."""
        if not self._pieces:
            return
        pieces, self._pieces = self._pieces, []
        text = joined(marked(piece.text, piece.emphasised) for piece in pieces).replaced(_INVISIBLE, "")
        if self._inside["pre"]:
            printed = text.split(_LINE_BREAK)
        else:
            printed = [text.replaced(_BROKEN, "").replaced(_SPACE, " ")]
        told = [piece for piece in pieces if piece.text.strip()]
        bold = bool(told) and all(piece.bold for piece in told)
        links = sum(len(piece.text.strip()) for piece in told if piece.linked)
        kind = LineKind.HEADING if self._inside["heading"] else LineKind.BODY
        gap = True
        for one in map(Marked.strip, printed):
            if one.text:
                if links * 2 > len(text.text.strip()):
                    self.blocks.linked.add(len(self.blocks.lines))
                said = self._labelled(one)
                emphasis = stretches(said.marks)
                self.blocks.lines.append(
                    Line(said.text, kind, joins=False if gap else None, bold=bold, emphasis=emphasis)
                )
            gap = not one.text

    def _marks(self, node: LexborNode) -> Iterator[str]:
        """Count up what the element says of the text in it."""
        tag = node.tag or ""
        style = node.attributes.get("style") or ""
        said = {
            "bold": tag in {"b", "strong"} or bool(_BOLD.search(style)),
            "link": tag == "a" and "href" in node.attributes,
            "heading": tag in _HEADINGS,
            "pre": tag == "pre",
            "emphasis": emphasises(node),
        }
        for mark, true in said.items():
            if true:
                self._inside[mark] += 1
                yield mark

    def _begin_list_part(self, node: LexborNode) -> None:
        if node.tag in {"ol", "ul"}:
            self._lists.append(_opened(node))
        elif node.tag == "li" and self._lists:
            self._label = _label(node, self._lists[-1])

    def _labelled(self, text: Marked) -> Marked:
        """The text with the number that a browser prints before it, unless it is written already."""
        label, self._label = self._label, ""
        number = label.rstrip("、. ")
        written = number and re.match(rf"[（(]?{re.escape(number)}[.．、)）]", text.text)
        return text if written else marked(label, stands_out=False) + text

    def _table(self, node: LexborNode) -> bool:
        """Take a table of data, or of numbered provisions, as a whole; False where it lays out the page."""
        if len(node.css("table")) > 1:
            return False
        cells = grid(node)
        rows = [[cell.text for cell in row] for row in cells]
        filled = [[cell for cell in row if cell] for row in rows]
        text = any(
            len(cell) > _LONGEST_CELL or len(_ARTICLES.findall(cell)) > 1 for row in filled for cell in row
        )
        if not lays_out_text(rows) and (text or max(map(len, filled), default=0) < 2):
            return False
        start = len(self.blocks.lines)
        holding = [cell.node for row in cells for cell in row if cell.node is not None]
        lines = table_lines(rows, self._tables)
        self.blocks.lines.extend(with_emphasis(lines, holding, inherited=self._inside["emphasis"] > 0))
        self._tables += 1
        if len(self.blocks.lines) > start:
            self.blocks.regions.append(Region(start, len(self.blocks.lines), noise=False))
        return True


def _is_noise(node: LexborNode) -> bool:
    if node.tag in _NOISE_TAGS or node.attributes.get("role") in {"navigation", "banner", "contentinfo"}:
        return True
    return any(_NOISE_NAMES.search(node.attributes.get(name) or "") for name in ("class", "id"))


def _opened(node: LexborNode) -> _List:
    attributes = node.attributes
    style = attributes.get("style") or ""
    if node.tag == "ul" or _NO_MARKER.search(style):
        written = "none"
    elif _CHINESE_MARKER.search(style):
        written = "chineseCounting"
    else:
        written = _LIST_STYLES.get(attributes.get("type") or "1", "decimal")
    step = -1 if "reversed" in attributes else 1
    first = len([child for child in node.iter() if child.tag == "li"]) if step < 0 else 1
    return _List(written, _whole(attributes.get("start"), first), step)


def _label(node: LexborNode, listed: _List) -> str:
    number = _whole(node.attributes.get("value"), listed.number)
    listed.number = number + listed.step
    if listed.style == "none" or _NO_MARKER.search(node.attributes.get("style") or ""):
        return ""
    written = numeral(number, listed.style) or str(number)
    return f"{written}、" if listed.style == "chineseCounting" else f"{written}. "


def _whole(stated: str | None, otherwise: int) -> int:
    return int(stated) if stated and re.fullmatch(r"-?\d{1,6}", stated.strip()) else otherwise
