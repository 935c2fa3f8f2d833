"""Paragraphs and tables of one story of a Word file (正文、页眉、脚注、文本框) → lines.

ISO/IEC 29500-1 §17.3.1 (paragraphs), §17.4 (tables).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from lxml import etree

from extractor.document import Line, LineKind
from extractor.pages.emphasis import Marked, joined, marked, marked_line, stretches, with_text
from extractor.pages.word_markup import MC, W, child, chosen, switch, value, whole
from extractor.pages.word_numbering import Lists, Numberer
from extractor.pages.word_prose import DELETED, Piece, Prose, ProseReader, Tally, paired_fields
from extractor.pages.word_styles import ParagraphLook, RunLook, Styles, shading
from extractor.pages.word_tables import Cell, table_lines

# A paragraph that is styled as a heading and yet is a sentence is a clause set in a heading style.
_SENTENCE = re.compile(r"[。；;]|[，,].*[：:]\s*$")
_MAX_STYLED_HEADING = 60
_MAX_BOLD_HEADING = 40
_PASSED = frozenset(W + name for name in ("customXml", "sdtContent", "ins", "moveTo", "smartTag"))
# Blanks to be filled in (留空) are often underlined spaces: without the line they would vanish.
_BLANK = re.compile(r"[ \u3000\t\u00a0\u2000-\u200a]*")
_MAX_BLANK = 40
_BLANK_WIDTH = {"\t": 4, "\u3000": 2}
_TABS = re.compile(r"\s*\t\s*")


@dataclass(slots=True)
class WordFile:
    """What every story of one file shares: styles, lists, notes, the usual look of its text, and the tally."""

    styles: Styles
    lists: Lists
    notes: dict[tuple[str, str], etree._Element]
    usual: RunLook
    tally: Tally = field(default_factory=Tally)
    tables: Iterator[int] = field(default_factory=count)
    unknown_numerals: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    look: ParagraphLook
    prose: Prose
    contents: bool = False  # inside a table of contents
    runs_on: str = ""  # "deleted" or "hidden": why its end does not break the line
    section_end: bool = False

    def then(self, after: "_Paragraph") -> "_Paragraph":
        """Both as one paragraph: a deleted mark leaves the second's properties, a hidden one the first's."""
        first, second = self.prose, after.prose
        keeps = self.runs_on == "hidden" and not first.blank
        prose = Prose(
            first.pieces + second.pieces,
            first.boxes + second.boxes,
            first.ornaments + second.ornaments,
            first.notes + second.notes,
            first.struck or second.struck,
        )
        return replace(after, look=self.look if keeps else after.look, prose=prose)


class Story:
    """One story: its paragraphs are numbered and its fields run on by themselves."""

    def __init__(self, file: WordFile, root: etree._Element, kind: LineKind = LineKind.BODY) -> None:
        self._file = file
        self._kind = kind
        self._fields = paired_fields(root)
        self._reader = ProseReader(file.styles, file.tally, self._fields, file.usual)
        self._numberer = Numberer(file.lists, file.unknown_numerals)
        self._noted: set[tuple[str, str]] = set()

    def lines(self, container: etree._Element) -> list[Line]:
        """The lines of everything in ``container`` (a body, cell, note or text box), in order."""
        lines: list[Line] = []
        pending: _Paragraph | None = None
        for element, contents in _blocks(container, self._file.tally):
            if element.tag == W + "tbl":
                lines += self._printed(pending)
                pending = None
                lines += self._table(element)
                continue
            paragraph = self._paragraph(element, contents)
            paragraph = paragraph if pending is None else pending.then(paragraph)
            pending = paragraph if paragraph.runs_on else None
            if not paragraph.runs_on:
                lines += self._printed(paragraph)
        return lines + self._printed(pending)

    def _paragraph(self, element: etree._Element, contents: bool) -> _Paragraph:
        properties = child(element, "pPr")
        look = self._file.styles.paragraph(properties)
        mark = child(properties, "rPr")
        runs_on = ""
        if mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None):
            runs_on = "deleted"
        elif switch(mark, "vanish"):
            runs_on = "hidden"
        prose = self._reader.read(element, look)
        section_end = child(properties, "sectPr") is not None
        return _Paragraph(look, prose, contents or look.contents, runs_on, section_end)

    def _printed(self, paragraph: _Paragraph | None) -> list[Line]:
        if paragraph is None:
            return []
        look, prose = paragraph.look, paragraph.prose
        gone = prose.blank and (paragraph.section_end or bool(paragraph.runs_on))
        label = "" if gone else self._numberer.label(look)
        if prose.blank and prose.struck:
            label = ""  # the whole paragraph is struck out: it keeps its number, and prints nothing
        lines = []
        for pieces in _printed_lines(_with_blanks(prose.pieces)):
            words = joined(marked(piece.text, piece.emphasised or look.shaded) for piece in pieces)
            printed = (marked(label, look.shaded) + words.lstrip()).strip()
            label = ""
            if printed.text:
                lines.append(self._line(printed, pieces, paragraph))
        for text in prose.ornaments:
            lines.append(Line(text.strip(), self._aside, joins=False))
        for box in prose.boxes:
            lines += Story(self._file, box, self._aside).lines(box)
        return lines + self._notes(prose)

    @property
    def _aside(self) -> LineKind:
        return LineKind.FURNITURE if self._kind is LineKind.FURNITURE else LineKind.NOTE

    def _line(self, printed: Marked, pieces: Sequence[Piece], paragraph: _Paragraph) -> Line:
        seen = [piece for piece in pieces if piece.text.strip()]
        bold = bool(seen) and all(piece.bold for piece in seen)
        size = max(seen, key=lambda piece: len(piece.text)).size if seen else paragraph.look.run.size or 0.0
        kind = self._kind
        if kind is LineKind.BODY and (
            paragraph.contents or (bool(seen) and all(piece.contents for piece in seen))
        ):
            kind = LineKind.FURNITURE
        elif kind is LineKind.BODY and _is_heading(printed.text, bold, paragraph.look):
            kind = LineKind.HEADING
        emphasis = stretches(printed.marks)
        return Line(printed.text, kind, joins=False, bold=bold, size=size, emphasis=emphasis)

    def _notes(self, prose: Prose) -> list[Line]:
        lines: list[Line] = []
        for key in prose.notes:
            note = self._file.notes.get(key)
            if note is not None and key not in self._noted:
                self._noted.add(key)
                lines += Story(self._file, note, self._aside).lines(note)
        return lines

    def _table(self, table: etree._Element) -> list[Line]:
        rows = []
        for row in _parts(table, W + "tr", self._file.tally):
            if child(row, "trPr", "del") is None:
                rows.append(list(self._cells(row)))
            else:
                self._file.tally.deleted += 1
        number = next(self._file.tables)
        lines = table_lines(rows, number)
        if self._kind is LineKind.FURNITURE:
            return [_flat(replace(line, kind=self._kind, table=None)) for line in lines]
        return lines

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        before = whole(value(row, "trPr", "gridBefore")) or 0
        yield from [Cell()] * min(before, 100)
        elements = list(_parts(row, W + "tc", self._file.tally))
        for element in elements:
            properties = child(element, "tcPr")
            if child(properties, "cellDel") is not None:
                continue
            merged = [child(properties, name) for name in ("vMerge", "hMerge")]
            span = min(max(whole(value(properties, "gridSpan")) or 1, 1), 100)
            if any(merge is not None and merge.get(W + "val") != "restart" for merge in merged):
                yield Cell(span=span)
                continue
            # Shading marks a box around a text (底纹框); in a row of several cells it only sets rows or heads apart.
            boxed = len(elements) == 1 and shading(child(properties, "shd"))
            lines = self.lines(element)
            yield Cell(tuple(map(_shaded, lines) if boxed else lines), span, self._kind)


def _flat(line: Line) -> Line:
    return with_text(line, marked_line(line).replaced(_TABS, " ").strip())


def _shaded(line: Line) -> Line:
    return replace(line, emphasis=((0, len(line.text)),))


def _is_heading(text: str, bold: bool, look: ParagraphLook) -> bool:
    if _SENTENCE.search(text):
        return False
    if look.heading or look.outline is not None:
        return len(text) <= _MAX_STYLED_HEADING
    return look.centred and bold and len(text) <= _MAX_BOLD_HEADING


def _blocks(container: etree._Element, tally: Tally) -> Iterator[tuple[etree._Element, bool]]:
    """Paragraphs and tables in order, and whether each stands in a table of contents (目录)."""
    for element in container:
        tag = element.tag
        if tag in {W + "p", W + "tbl"}:
            yield element, False
        elif tag == W + "sdt":
            content = child(element, "sdtContent")
            gallery = value(element, "sdtPr", "docPartObj", "docPartGallery") or ""
            inside = _blocks(content, tally) if content is not None else ()
            for block, contents in inside:
                yield block, contents or gallery.startswith("Table of Contents")
        elif tag in _PASSED:
            tally.inserted += tag in {W + "ins", W + "moveTo"}
            yield from _blocks(element, tally)
        elif tag == MC + "AlternateContent":
            for branch in chosen(element):
                holder = [branch] if branch.tag in {W + "p", W + "tbl"} else []
                yield from ((block, False) for block in holder)
        elif tag in DELETED:
            tally.deleted += 1
        elif tag in {W + "altChunk", W + "subDoc"}:
            tally.chunks += 1


def _parts(element: etree._Element, tag: str, tally: Tally) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through content controls and revisions."""
    for part in element:
        if part.tag == tag:
            yield part
        elif part.tag == W + "sdt":
            content = child(part, "sdtContent")
            yield from _parts(content, tag, tally) if content is not None else ()
        elif part.tag in _PASSED:
            yield from _parts(part, tag, tally)
        elif part.tag in DELETED:
            tally.deleted += 1


def _with_blanks(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with underlined white space written as ``____``; a filled-in blank keeps its spaces."""
    written: list[Piece] = []
    at = 0
    while at < len(pieces):
        after = at + 1
        if pieces[at].underlined:
            while after < len(pieces) and pieces[after].underlined:
                after += 1
        stretch = pieces[at:after]
        blank = _blank("".join(piece.text for piece in stretch)) if stretch[0].underlined else ""
        written += [replace(stretch[0], text=blank)] if blank else stretch
        at = after
    return written


def _blank(text: str) -> str:
    """The line that underlined white space prints; nothing where the text is no blank."""
    if not _BLANK.fullmatch(text):
        return ""
    width = sum(_BLANK_WIDTH.get(character, 1) for character in text)
    return "_" * min(width, _MAX_BLANK) if width > 1 else ""


def _printed_lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each printed line: a paragraph with line breaks has several."""
    line: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.append(replace(piece, text=first) if others else piece)
        for other in others:
            yield line
            line = [replace(piece, text=other)]
    yield line
