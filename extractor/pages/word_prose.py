"""The content of one Word paragraph (段落内容): runs, fields, revisions → pieces of printed text.

ISO/IEC 29500-1 §17.3.3 (runs), §17.16 (fields), §17.13.5 (revisions, read as accepted).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.pages.word_formula import formula_text
from extractor.pages.word_markup import MC, M, V, W, child, chosen, switch, value, whole
from extractor.pages.word_pictures import can_hold_a_provision
from extractor.pages.word_styles import ParagraphLook, RunLook, Styles
from extractor.pages.word_symbols import LOST, circled, raised, symbol, unpictured

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTENTS_FIELDS = {"TOC", "TOA", "INDEX"}
_UNSTORED_FIELDS = {"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ"}
_CIRCLED_FIELD = re.compile(r"\s*eq\s*\\o\s*(?:\\a[clr])?\s*\(\s*[○〇◯]\s*[,，]\s*([^()]+?)\s*\)\s*", re.I)
_PASSED = frozenset(
    W + name
    for name in (
        "hyperlink",
        "smartTag",
        "sdtContent",
        "customXml",
        "dir",
        "bdo",
        "rubyBase",
        "ins",
        "moveTo",
    )
)
_INSERTED = frozenset({W + "ins", W + "moveTo"})
DELETED = frozenset({W + "del", W + "moveFrom"})
_GRAPHICS = frozenset({W + "drawing", W + "pict", W + "object"})
_PICTURES = ("}blip", "}imagedata", "}chart", "}relIds")
_SENTENCE_END = re.compile("[。；]")
_BREAKS = frozenset({W + "br", W + "cr"})
_TABS = frozenset({W + "tab", W + "ptab"})


@dataclass(slots=True)
class Tally:
    """What was met on the way and does not show in the text."""

    inserted: int = 0
    deleted: int = 0
    hidden: int = 0  # characters
    struck: int = 0  # characters struck out by hand, no tracked change (删除线)
    begun: bool = False  # the first sentence of the text has been met
    pictures: int = 0  # that can hold a provision
    ornaments: int = 0  # pictures that cannot: logos, seals, hairlines
    objects: int = 0
    symbols: int = 0
    fields: int = 0  # whose printed result is not stored in the file
    chunks: int = 0  # embedded documents (w:altChunk, w:subDoc)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that prints alike. A line feed is a line break, a tab a tab. ``size`` in points.

    ``emphasised``: its type stands out beside that of the body (突出显示).
    """

    text: str
    bold: bool = False
    size: float = 0.0
    underlined: bool = False
    contents: bool = False
    emphasised: bool = False


@dataclass(slots=True)
class Prose:
    """What one paragraph holds: its text, the text boxes anchored in it, the notes it cites."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    ornaments: list[str] = field(default_factory=list)  # WordArt and watermarks (艺术字、水印)
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote", id)
    struck: bool = False  # holds text that is struck out

    @property
    def blank(self) -> bool:
        """True where nothing prints."""
        return not any(piece.text.strip() for piece in self.pieces)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shows: bool = False
    ever_showed: bool = False

    @property
    def name(self) -> str:
        return self.instruction.split(None, 1)[0].upper() if self.instruction.strip() else ""


def paired_fields(root: etree._Element) -> frozenset[etree._Element]:
    """The ``w:fldChar`` elements that belong to a complete field.

    A field that never ends must not swallow the rest of the document, so strays are left out.
    """
    paired: list[etree._Element] = []
    open_fields: list[list[etree._Element]] = []
    for mark in root.iter(W + "fldChar"):
        if next(mark.iterancestors(*DELETED), None) is not None:
            continue
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            open_fields.append([mark])
        elif open_fields:
            open_fields[-1].append(mark)
            if kind == "end":
                paired += open_fields.pop()
    return frozenset(paired)


class ProseReader:
    """Reads the paragraphs of one story in order: a field can reach over several of them.

    ``usual`` is the look of the body, beside which emphasis stands out.
    """

    def __init__(
        self, styles: Styles, tally: Tally, fields: frozenset[etree._Element], usual: RunLook
    ) -> None:
        self._styles = styles
        self._usual = usual
        self._tally = tally
        self._paired = fields
        self._fields: list[_Field] = []

    def read(self, paragraph: etree._Element, look: ParagraphLook) -> Prose:
        """The content of a ``w:p``; ``look`` is what its styles say."""
        prose = Prose()
        self._walk(paragraph, look, prose)
        return prose

    def _walk(self, element: etree._Element, look: ParagraphLook, prose: Prose) -> None:
        for part in element:
            self._inline(part, look, prose)

    def _inline(self, part: etree._Element, look: ParagraphLook, prose: Prose) -> None:
        tag = part.tag
        if tag == W + "r":
            self._run(part, look, prose)
        elif tag in _PASSED:
            self._tally.inserted += tag in _INSERTED
            self._walk(part, look, prose)
        elif tag in DELETED:
            self._tally.deleted += 1
        elif tag == W + "sdt":
            self._walk_into(child(part, "sdtContent"), look, prose)
        elif tag == W + "fldSimple":
            self._fields.append(_Field(part.get(W + "instr", ""), shows=True, ever_showed=True))
            self._walk(part, look, prose)
            self._fields.pop()
        elif tag in {M + "oMath", M + "oMathPara"}:
            self._add(prose, formula_text(part), look.run)
        elif tag == MC + "AlternateContent":
            for branch in chosen(part):
                self._inline(branch, look, prose)
        elif tag == W + "subDoc":
            self._tally.chunks += 1

    def _walk_into(self, content: etree._Element | None, look: ParagraphLook, prose: Prose) -> None:
        if content is not None:
            self._walk(content, look, prose)

    def _run(self, run: etree._Element, paragraph: ParagraphLook, prose: Prose) -> None:
        look = self._styles.run(child(run, "rPr"), paragraph)
        for part in run:
            if part.tag == W + "ruby":  # 拼音指南: the base text, not the reading above it
                self._walk_into(child(part, "rubyBase"), paragraph, prose)
            else:
                self._run_part(part, look, prose)

    def _run_part(self, part: etree._Element, look: RunLook, prose: Prose) -> None:
        tag = part.tag
        if tag == W + "t":
            self._add(prose, _stored_text(part, look), look)
        elif tag in _TABS:
            self._add(prose, "\t", look)
        elif tag in _BREAKS:
            self._add(prose, "\n", look)
        elif tag == W + "noBreakHyphen":
            self._add(prose, "-", look)
        elif tag == W + "sym":
            self._add_symbol(part, look, prose)
        elif tag == W + "fldChar":
            self._field_mark(part, look, prose)
        elif tag == W + "instrText":
            if self._fields:
                self._fields[-1].instruction += part.text or ""
        elif tag in {W + "footnoteReference", W + "endnoteReference"}:
            kind = "footnote" if tag == W + "footnoteReference" else "endnote"
            prose.notes.append((kind, part.get(W + "id", "")))
        elif tag in _GRAPHICS:
            self._graphic(part, look, prose)
        elif tag == MC + "AlternateContent":
            for branch in chosen(part):
                self._run_part(branch, look, prose)

    def _add(self, prose: Prose, text: str, look: RunLook) -> None:
        if not text or not all(opened.shows for opened in self._fields):
            return
        if look.hidden:
            self._tally.hidden += len(text.strip())
            return
        if look.struck:  # struck out by hand is deleted: 200 beside 100万元 must not read 200100万元
            self._tally.struck += len(text.strip())
            prose.struck = True
            return
        contents = any(opened.name in _CONTENTS_FIELDS for opened in self._fields)
        emphasised = look.stands_out(self._usual)
        self._tally.begun |= not contents and _SENTENCE_END.search(text) is not None
        prose.pieces.append(
            Piece(text, bool(look.bold), look.size or 0.0, bool(look.underlined), contents, emphasised)
        )

    def _add_symbol(self, part: etree._Element, look: RunLook, prose: Prose) -> None:
        try:
            text = symbol(int(part.get(W + "char", ""), 16), part.get(W + "font") or look.font or "")
        except ValueError:
            text = LOST
        self._tally.symbols += text == LOST
        self._add(prose, text, look)

    def _field_mark(self, mark: etree._Element, look: RunLook, prose: Prose) -> None:
        if mark not in self._paired:
            return
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._add(prose, _form_text(mark), look)
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shows = self._fields[-1].ever_showed = True
        elif self._fields and kind == "end":
            closed = self._fields.pop()
            ringed = _CIRCLED_FIELD.fullmatch(closed.instruction)
            if ringed and not closed.ever_showed:
                self._add(prose, circled(ringed[1]), look)
            elif closed.name in _UNSTORED_FIELDS and not closed.ever_showed:
                self._tally.fields += 1

    def _graphic(self, graphic: etree._Element, look: RunLook, prose: Prose) -> None:
        if look.hidden:
            return
        pictures = 0
        for element in _drawn(graphic):
            if element.tag == W + "txbxContent":
                prose.boxes.append(element)
            elif element.tag == V + "textpath" and element.get("string"):
                prose.ornaments.append(element.get("string", ""))
            elif element.tag.endswith(_PICTURES):
                pictures += 1
        if graphic.tag == W + "object":
            self._tally.objects += 1
        elif can_hold_a_provision(graphic, begun=self._tally.begun):
            self._tally.pictures += pictures
        else:
            self._tally.ornaments += pictures


def _stored_text(element: etree._Element, look: RunLook) -> str:
    text = (element.text or "").replace("\r", " ").replace("\n", " ")
    if element.get(_PRESERVE) != "preserve":
        text = text.strip(" \t")
    text = unpictured(text, look.font or "")
    return raised(text) if look.raised else text


def _form_text(mark: etree._Element) -> str:
    """What a form field of the old kind prints where it stores no result: a ticked box, a chosen entry."""
    box = child(mark, "ffData", "checkBox")
    if box is not None:
        checked = switch(box, "checked")
        return "☑" if (switch(box, "default") if checked is None else checked) else "□"
    entries = child(mark, "ffData", "ddList")
    if entries is None:
        return ""
    offered = [entry.get(W + "val", "") for entry in entries.iterfind(W + "listEntry")]
    picked = whole(value(entries, "result")) or whole(value(entries, "default")) or 0
    return offered[picked] if 0 <= picked < len(offered) else ""


def _drawn(element: etree._Element) -> Iterator[etree._Element]:
    """Everything in a graphic, one branch of each alternative, nothing from inside a text box."""
    pending = [element]
    while pending:
        part = pending.pop()
        if not isinstance(part.tag, str):
            continue
        yield part
        if part.tag == MC + "AlternateContent":
            pending.extend(reversed(list(chosen(part))))
        elif part.tag != W + "txbxContent":
            pending.extend(reversed(list(part)))
