"""Plain text and Markdown → printed lines (纯文本)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from extractor.document import Line, LineKind, Page, Reading, Source
from extractor.pages.contents import mark_furniture
from extractor.pages.decoding import decode_text
from extractor.pages.html_tables import html_table
from extractor.pages.tabulation import Recogniser, drawn_table, pipe_table, spaced_table, tab_table

# Zero-width marks, direction marks, soft hyphen, byte-order mark and controls print nothing.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_PAGE_BREAK = re.compile("\n?\f")
_HEADING = re.compile(r"#{1,6}(?:[ \t\u3000]+(?P<text>.*?))?[ \t]*#*")
_RULE = re.compile(r"(?:[-*=─—][ \t]*){3,}|```\w*|~~~\w*")
_BULLET = re.compile(
    r"(?:[-*+]|[\ue000-\uf8ff])[ \t]+(?=\S)|>[ \t]?(?=\S)|[\uf000-\uf0ff](?=\S)|[.．]{1,3}[ \t]+(?=[\u4e00-\u9fff])"
)
_PAGE_MARK = re.compile(r"-\s*\d+\s*-")
_STRONG = re.compile(r"\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*")
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\s]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\((?:https?://|/|#)[^)\s]{0,2000}\)")
_ESCAPE = re.compile(r"^([\d一二三四五六七八九十]{0,3})\\([.\-*#+()（）、\[\]])")
_SYMBOL = re.compile(
    r"^\$\s*\\(?:clubsuit|spadesuit|bullet|diamond|star|circ|blacksquare|heartsuit|ast)\s*\$\s*"
)
_CIRCLED = re.compile(r"^\$\s*\\textcircled\s*\{\s*(\d{1,2})\s*\}\s*\$")
# The emphasis dots under characters (着重号) come out of a PDF as runs of full-width stops.
_EMPHASIS_DOTS = re.compile(r"．{2,}+(?!\s*\d[\d.．、，,\s]*$)")
_LONE_DOT = re.compile(r"(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十])．")

_FEWEST_LINES = 20
_SPACED = 0.6  # share of lines after a blank line that makes a print double-spaced
_FULL = 0.15  # share of lines as wide as the page that makes a print wrapped
_WIDEST_PAGE = 120  # columns
_RAGGED = 4  # columns

_TABLES: tuple[Recogniser, ...] = (html_table, drawn_table, pipe_table, tab_table, spaced_table)


def read_plain(data: bytes) -> Reading:
    """Read a text or Markdown file: one page numbered 0 with a line for every printed line.

    ``joins`` is False on a line after a blank line and None on a line right below another: whether it
    goes on with the paragraph is for the text to tell. Raises UnsupportedFormat, BrokenDocument.
    """
    text, remarks = decode_text(data)
    printed = _INVISIBLE.sub("", _PAGE_BREAK.sub("\n", text)).split("\n")
    lines = _reopened(mark_furniture(tuple(_lines(printed))))
    return Reading(Source.TEXT, (Page(0, lines),), remarks)


def _reopened(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a double-spaced print, where a blank line after a full line parts nothing.

    Where nearly every line is followed by a blank one and many are as wide as the page, the blank lines are
    spacing: the line after a full line is left open (``joins`` None) for the text to tell.
    """
    body = [line for line in lines if line.kind is LineKind.BODY]
    if len(body) < _FEWEST_LINES or sum(line.joins is False for line in body) < _SPACED * len(body):
        return lines
    widths = sorted(_width(line.text) for line in body)
    page = widths[int(len(widths) * 0.95)]
    full = sum(abs(width - page) <= _RAGGED for width in widths)
    if page > _WIDEST_PAGE or full < _FULL * len(widths):
        return lines
    found: list[Line] = []
    open_end = False
    for line in lines:
        goes_on = open_end and line.kind is LineKind.BODY and line.joins is False
        found.append(replace(line, joins=None) if goes_on else line)
        if line.kind is not LineKind.FURNITURE:
            # The first line of a paragraph is indented: only a sentence that ends there ends the line.
            ragged = _RAGGED if line.text[-1] in "。；：;:！？" else 3 * _RAGGED
            open_end = line.kind is LineKind.BODY and _width(line.text) >= page - ragged
    return tuple(found)


def _width(text: str) -> int:
    """Columns in print: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _lines(printed: Sequence[str]) -> Iterator[Line]:
    at, gap, tables = 0, True, 0
    while at < len(printed):
        if not printed[at].strip():
            at, gap = at + 1, True
            continue
        tabulated = next(filter(None, (table(printed, at, tables) for table in _TABLES)), None)
        if tabulated is not None:
            yield from tabulated.lines
            at, gap, tables = tabulated.after, True, tables + bool(tabulated.lines)
            continue
        line = _line(printed[at].strip(), gap)
        if line is not None and line.text:
            yield line
        gap = line is None or line.kind is LineKind.HEADING
        at += 1


def _line(text: str, gap: bool) -> Line | None:
    """The line without its marks; None for a mark that stands alone."""
    if _RULE.fullmatch(text):
        return None
    heading = _HEADING.fullmatch(text)
    if heading:
        label = _inline(heading["text"] or "")
        return Line(label, LineKind.HEADING, joins=False) if label else None
    bullet = None if _PAGE_MARK.fullmatch(text) else _BULLET.match(text)
    if bullet:
        return Line(_inline(text[bullet.end() :]), joins=False)
    plain = _inline(text)
    return Line(plain, joins=False if gap or (plain != text and _SYMBOL.match(text)) else None)


def _inline(text: str) -> str:
    """The text without Markdown's marks and without the debris of emphasis dots."""
    text = _SYMBOL.sub("", text)
    text = _CIRCLED.sub(lambda mark: _circled(int(mark[1])), text)
    text = _ESCAPE.sub(r"\1\2", text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _STRONG.sub(r"\1", text)
    return _without_emphasis_dots(text).strip()


def _without_emphasis_dots(text: str) -> str:
    bare = _EMPHASIS_DOTS.sub("", text)
    return text if bare == text else _LONE_DOT.sub("", bare)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"（{number}）"
