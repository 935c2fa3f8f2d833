"""Makes the Word and PDF variants of our own documents from their plain texts.

The variants print the words of the .txt, so its gold holds for them too; each puts them into the file in
another way: labels typed, labels left to Word's automatic numbering, pages with a running head, headings in
a margin. Run ``python -m corpora.build`` after a text has changed. The same texts give the same bytes.
Needs the ``test`` extra (reportlab).
"""

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate, groupby, zip_longest
from pathlib import Path
from typing import Any

import cn2an
import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

DOCUMENTS = Path(__file__).with_name("documents")

_COUNT = "[一二三四五六七八九十百]+"
# Rank of a label, how Word prints it, and its number format (ECMA-376 part 1, 17.18.59).
_LEVELS = (
    (re.compile(rf"第({_COUNT})条\s*"), "第%1条", "chineseCountingThousand"),
    (re.compile(rf"（({_COUNT})）"), "（%2）", "chineseCountingThousand"),
    (re.compile(r"(\d+)\.(?!\d)"), "%3.", "decimal"),
    (re.compile(r"（(\d+)）"), "（%4）", "decimal"),
)
_NUMBERED = 7  # w:abstractNumId of our list; python-docx's own template uses lower ones
_DATE = (2024, 1, 1, 0, 0, 0)  # of every member of a Word file, or its bytes would change with the clock


@dataclass
class Numbering:
    """The automatic numbering (自动编号) that prints the labels a text has, its gaps and repeats included.

    ``overrides[i]`` is the level and the first number of ``w:num`` i + 1. A label that Word would not count
    by itself starts a new ``w:num``; so does the first label of a higher level after such a restart.
    """

    overrides: list[tuple[int, int] | None] = field(default_factory=lambda: [None])
    counts: list[int] = field(default_factory=lambda: [0] * len(_LEVELS))
    restarted: int = 0  # level of the last restart

    def instance(self, level: int, number: int) -> int:
        """The ``w:numId`` under which Word prints ``number`` at ``level`` (0 = 条)."""
        expected = self.counts[level] + 1
        if number != expected or level < self.restarted:
            self.overrides.append((level, number))
            self.restarted = level
        if 0 in self.counts[:level]:
            self.restarted = level  # Word takes the levels that were passed over as begun
        self.counts[level:] = [number] + [0] * (len(_LEVELS) - level - 1)
        return len(self.overrides)


def label(line: str) -> tuple[int, int, str] | None:
    """Level, number and the rest of a line that begins with a label; None for any other line."""
    for level, (pattern, _, _) in enumerate(_LEVELS):
        found = pattern.match(line)
        if found:
            number = int(found[1]) if found[1].isdecimal() else int(cn2an.cn2an(found[1], "smart"))
            return level, number, line[found.end() :]
    return None


def blocks(text: str) -> Iterator[list[str]]:
    """Single lines, and runs of lines with tabs (a table, 表格) together; empty lines are dropped."""
    lines = [line for line in text.split("\n") if line.strip()]
    for tabbed, run in groupby(lines, key=lambda line: "\t" in line):
        if tabbed:
            yield list(run)
        else:
            yield from ([line] for line in run)


def word(text: str, *, numbered: bool) -> bytes:
    """A .docx of the text; with ``numbered``, labels stand in numbering.xml and not in the paragraphs."""
    document, numbering = docx.Document(), Numbering()
    document.core_properties.author = "corpora.build"
    for at, block in enumerate(blocks(text)):
        if "\t" in block[0]:
            _add_table(document, block)
        else:
            _add_paragraph(document, block[0], numbering if numbered else None, title=at < 2)
    if numbered:
        _define_numbering(document, numbering)
    stream = BytesIO()
    document.save(stream)
    return _without_clock(stream.getvalue())


def _add_paragraph(document: Any, line: str, numbering: Numbering | None, *, title: bool) -> None:
    found = label(line) if numbering else None
    paragraph = document.add_paragraph(found[2] if found else line)
    if found and numbering:
        _number(paragraph, found[0], numbering.instance(found[0], found[1]))
    elif title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif len(line) < 16 and not re.search(r"[，。；：、…]|\d{3}", line) and not label(line):
        paragraph.runs[0].bold = True


def _add_table(document: Any, rows: list[str]) -> None:
    cells = [row.split("\t") for row in rows]
    table = document.add_table(rows=len(cells), cols=max(map(len, cells)), style="Table Grid")
    for line, row in zip(cells, table.rows, strict=True):
        for content, cell in zip(line, row.cells, strict=False):
            cell.text = content


def _element(tag: str, **attributes: object) -> Any:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _number(paragraph: Any, level: int, instance: int) -> None:
    properties = _element("numPr")
    properties.append(_element("ilvl", val=level))
    properties.append(_element("numId", val=_NUMBERED * 100 + instance))
    paragraph._p.get_or_add_pPr().append(properties)


def _define_numbering(document: Any, numbering: Numbering) -> None:
    """Write the list and its restarts; every ``w:abstractNum`` must stand before the first ``w:num``."""
    root = document.part.numbering_part.element
    abstract = _element("abstractNum", abstractNumId=_NUMBERED * 100)
    abstract.append(_element("multiLevelType", val="multilevel"))
    for level, (_, printed, style) in enumerate(_LEVELS):
        rank = _element("lvl", ilvl=level)
        rank.append(_element("start", val=1))
        rank.append(_element("numFmt", val=style))
        rank.append(_element("suff", val="space" if level == 0 else "nothing"))
        rank.append(_element("lvlText", val=printed))
        rank.append(_element("lvlJc", val="left"))
        abstract.append(rank)
    root.insert(len(root.findall(qn("w:abstractNum"))), abstract)
    for at, override in enumerate(numbering.overrides, start=1):
        root.append(_instance(_NUMBERED * 100 + at, override))


def _instance(identity: int, override: tuple[int, int] | None) -> Any:
    made = _element("num", numId=identity)
    made.append(_element("abstractNumId", val=_NUMBERED * 100))
    if override:
        restart = _element("lvlOverride", ilvl=override[0])
        restart.append(_element("startOverride", val=override[1]))
        made.append(restart)
    return made


def _without_clock(archive: bytes) -> bytes:
    """The same zip with members in order of name and one fixed date."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            target.writestr(member, source.read(name))
    return stream.getvalue()


_FONT = "STSong-Light"  # one of Adobe's Asian fonts that a PDF reader brings along: nothing is embedded
_SIZE, _SMALL, _LEADING = 10.5, 9.0, 17.0
_WIDTH, _HEIGHT = 595.0, 842.0
_TOP, _BOTTOM, _LEFT, _RIGHT = 760.0, 80.0, 80.0, 515.0
_MARGIN = 175.0  # left edge of the wide column where headings stand in the margin
_NEVER_FIRST = "，。；：、！？）》”】％%‰"  # 避头点: may not begin a line


class Pages:
    """Lines of text down A4 pages with a running head and page numbers (页眉、页码).

    ``font`` is the name of one registered with reportlab; without it, an Asian font that is not embedded.
    """

    def __init__(self, head: str, font: str | None = None) -> None:
        if font is None:
            pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
        self._font = font or _FONT
        self._stream = BytesIO()
        self._canvas = Canvas(self._stream, pagesize=(_WIDTH, _HEIGHT), invariant=1)
        self._head, self._page, self.y = head, 0, _TOP
        self._open()

    def _open(self) -> None:
        self._page, self.y = self._page + 1, _TOP
        self._canvas.setFont(self._font, 8)
        self._canvas.drawString(_LEFT, 800, self._head)
        self._canvas.line(_LEFT, 796, _RIGHT, 796)
        self._canvas.drawCentredString(_WIDTH / 2, 45, f"第 {self._page} 页")

    def down(self, lines: float = 1.0) -> None:
        """Go down by that many lines; on to the next page where this one is full."""
        self.y -= lines * _LEADING
        if self.y < _BOTTOM:
            self._canvas.showPage()
            self._open()

    def keep(self, lines: float) -> None:
        """On to the next page where this one has no room for that many lines."""
        if self.y - lines * _LEADING < _BOTTOM:
            self.down(_HEIGHT)

    def write(self, left: float, line: str, size: float = _SIZE) -> None:
        """One line at the present height."""
        self._canvas.setFont(self._font, size)
        self._canvas.drawString(left, self.y, line)

    def paragraph(self, content: str, left: float = _LEFT, indent: float = 2 * _SIZE) -> None:
        """A paragraph wrapped between ``left`` and the right margin, its first line set in."""
        for at, line in enumerate(wrapped(content, _RIGHT - left, indent, self._font)):
            self.write(left + (indent if at == 0 else 0), line)
            self.down()

    def title(self, content: str) -> None:
        """A centred line in larger type."""
        self.keep(4)
        self.write((_WIDTH - pdfmetrics.stringWidth(content, self._font, 15)) / 2, content, 15)
        self.down(2)

    def heading(self, content: str) -> None:
        """A section heading at the left margin in slightly larger type."""
        self.keep(4)
        self.down(0.5)
        self.write(_LEFT, content, 12)
        self.down(1.3)

    def table(self, rows: list[str], left: float) -> None:
        """A ruled table between ``left`` and the right margin; it is kept on one page."""
        cells = [row.split("\t") for row in rows]
        self.keep(len(cells))
        edges, top = _columns(cells, left, self._font), self.y + _LEADING - 5
        for row in cells:
            for edge, content in zip(edges, row, strict=False):
                self.write(edge + 3, content, _SMALL)
            self._canvas.line(left, self.y + _LEADING - 5, _RIGHT, self.y + _LEADING - 5)
            self.y -= _LEADING
        bottom = self.y + _LEADING - 5
        self._canvas.line(left, bottom, _RIGHT, bottom)
        for edge in edges:
            self._canvas.line(edge, top, edge, bottom)
        self.down(0.5)

    def close(self) -> bytes:
        """The finished file."""
        self._canvas.save()
        return self._stream.getvalue()


def _columns(cells: list[list[str]], left: float, font: str) -> list[float]:
    """Edges of the columns, each as wide as its longest cell and a share of what is left over."""
    grid = zip_longest(*cells, fillvalue="")
    widths = [max(pdfmetrics.stringWidth(cell, font, _SMALL) for cell in column) for column in grid]
    spare = (_RIGHT - left - sum(widths)) / len(widths)
    return [left, *(left + total for total in accumulate(width + spare for width in widths))]


def wrapped(content: str, width: float, indent: float, font: str = _FONT) -> Iterator[str]:
    """The printed lines of a paragraph, none of them beginning with a closing mark."""
    line, room = "", width - indent
    for character in content:
        full = pdfmetrics.stringWidth(line + character, font, _SIZE) > room
        if full and character not in _NEVER_FIRST:
            yield line
            line, room = "", width
        line += character
    yield line


def printed(text: str, font: str | None = None) -> bytes:
    """A PDF with one column, a running head and page numbers; ``font`` is one registered with reportlab."""
    found = list(blocks(text))
    titles = [block[0] for block in found[:2]]
    pages = Pages("".join(titles), font)
    for block in found:
        line = block[0]
        if "\t" in line:
            pages.table(block, _LEFT)
        elif line in titles:
            pages.title(line)
        elif len(line) < 16 and not re.search(r"[，。；：、…]|\d{3}", line) and not label(line):
            pages.heading(line)
        else:
            pages.paragraph(line)
    return pages.close()


def marginal(text: str) -> bytes:
    """A PDF with number and heading of each article in a narrow left column, the body beside them.

    ``text`` numbers its articles 1.1, 1.2 … on lines of their own and marks headings with ``# ``.
    """
    lines = [[line.removeprefix("# ") for line in block] for block in blocks(text)]
    title = lines[0][0]
    body = len(lines) - 1 - lines[::-1].index([title])  # the title stands again after the contents
    pages = Pages(title)
    for at, block in enumerate(lines):
        line = block[0]
        if line == title:
            pages.keep(_HEIGHT if at == body else 0)
            pages.title(line)
        elif at < body:
            pages.paragraph(line, indent=0)
        elif re.fullmatch(r"\d．\S+", line):
            pages.heading(line)
        elif "\t" in line:
            pages.table(block, _MARGIN)
        elif re.fullmatch(r"\d+\.\d+ \S+", line):
            _in_margin(pages, line)
        else:
            pages.paragraph(line, _MARGIN, indent=0)
    return pages.close()


def _in_margin(pages: Pages, heading: str) -> None:
    """Print a heading level with the body's next line."""
    pages.keep(3)
    pages.down(0.4)
    pages.write(_LEFT, heading)


def variants() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of every variant."""
    texts = {path.stem: path.read_text("utf-8") for path in DOCUMENTS.glob("*.txt")}
    yield "accident-group.typed.docx", word(texts["accident-group"], numbered=False)
    yield "accident-group.numbered.docx", word(texts["accident-group"], numbered=True)
    yield "fleet-procurement.numbered.docx", word(texts["fleet-procurement"], numbered=True)
    yield "life-decimal.columns.pdf", marginal(texts["life-decimal"])
    yield "accident-group.pdf", printed(texts["accident-group"])
    yield "liability-public.pdf", printed(texts["liability-public"])


def main() -> int:
    """Write every variant beside the texts."""
    for name, content in variants():
        (DOCUMENTS / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
