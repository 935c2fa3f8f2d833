"""A PDF page to runs of characters with their boxes (字符与位置), through pdfium's text layer.

Coordinates are points from the top left corner of the page as it is read: upright, cut to its crop box.
pdfium is not safe under threads: one process reads one page at a time.
"""

import ctypes
import re
import unicodedata
from collections import Counter
from math import atan2, degrees, hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.document import Box
from extractor.errors import OversizedDocument
from extractor.pages.runs import Gatherer, Piece, Run, Style, slanted_runs
from extractor.pages.straightening import Straightening

MAX_CHARACTERS = 200_000  # of one page; a crowded A4 page holds some 5,000

_UPRIGHT = 5.0  # degrees: text laid over a scan leans a little, a watermark leans a lot
_BOLD_FONT = re.compile(r"bold|heavy|black|demi|simhei|stheiti|fzhei|fzht", re.IGNORECASE)
_BOLD_WEIGHT = 600
_SIZES = (1.0, 300.0)  # points
_PALE = 150  # of 255, the darkest of the three colours
_CLEAR = 128  # of 255, below it the text is seen through
_LEAST_HUE = 64  # of 255, between the strongest and the weakest of the three colours: less is a grey


class Frame(NamedTuple):
    """How a page is read. ``turn`` counts quarter turns from user space to upright text."""

    turn: int
    shown: int  # quarter turns of the page as it is shown
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        return self._size(self.turn)

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height of the page as it is shown."""
        return self._size(self.shown)

    def _size(self, turn: int) -> tuple[float, float]:
        across, along = self.right - self.left, self.top - self.bottom
        return (along, across) if turn % 2 else (across, along)

    def placed(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of user space stands on the page as it is read."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def as_shown(self, box: Box) -> Box:
        """The box on the page as it is shown, where its text does not run from left to right."""
        turns = (self.turn - self.shown) % 4
        for _ in range(turns):
            box = Box(box.top, -box.right, box.bottom, -box.left)
        width, height = self.shown_size
        across = width if turns in (2, 3) else 0.0
        down = height if turns in (1, 2) else 0.0
        return Box(box.left + across, box.top + down, box.right + across, box.bottom + down)


class Glyphs(NamedTuple):
    """What a page holds: upright runs, slanted text, and how much of it is unreadable.

    ``hidden`` counts the characters that are not printed, as those laid under a scan. ``straightening`` leads from
    the page as it is read to the page as it is shown, where it was read from a picture.
    """

    frame: Frame
    runs: list[Run]
    slanted: list[Run]
    characters: int
    unreadable: int
    hidden: int = 0
    straightening: Straightening | None = None

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height of the page as it is shown."""
        if self.straightening is not None:
            return self.straightening.width, self.straightening.height
        return self.frame.shown_size


def read_glyphs(page: Any) -> Glyphs:
    """The characters of ``page`` (a pypdfium2 PdfPage), in the order of its content stream.

    Text off the page, spaces that pdfium makes up, and copies printed over each other to look bold are left
    out. Raises OversizedDocument where the page holds more than MAX_CHARACTERS.
    """
    textpage = page.get_textpage()
    try:
        drawn = _drawn(textpage.raw)
    finally:
        textpage.close()
    turns: Counter[int] = Counter()
    for one in drawn:
        if not one.style.slanted:
            turns[one.style.turn] += len(one.codes)
    shown = page.get_rotation() // 90
    turn = turns.most_common(1)[0][0] if turns else shown
    return _gathered(drawn, Frame(turn, shown, *_bounds(page.raw)))


def _bounds(page: Any) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return (
        min(box.left, box.right),
        min(box.top, box.bottom),
        max(box.left, box.right),
        max(box.top, box.bottom),
    )


class _Drawn(NamedTuple):
    """Characters of one text object in user space: codes, boxes (left, bottom, right, top), first origin."""

    codes: list[int]
    boxes: list[tuple[float, float, float, float]]
    origin: tuple[float, float]
    style: Style


def _drawn(text: Any) -> list[_Drawn]:
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_CHARACTERS:
        raise OversizedDocument(
            f"有一页的字符数超过 {MAX_CHARACTERS:,} 的上限（{count:,}），不是正常的条款页面。请重新导出 PDF。"
        )
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    get_object, get_code = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetUnicode
    get_box, address, into = pdfium.FPDFText_GetLooseCharBox, ctypes.addressof, ctypes.byref(box)
    styles = _Styles(text)
    found: list[_Drawn] = []
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    last = 0
    for at in range(count):
        shown = get_object(text, at)
        if not shown:  # a space or line break that pdfium made up
            continue
        place = address(shown.contents)
        if place != last:
            codes, boxes, last = [], [], place
            pdfium.FPDFText_GetCharOrigin(text, at, x, y)
            found.append(_Drawn(codes, boxes, (x.value, y.value), styles.of(place, shown, at)))
        get_box(text, at, into)
        codes.append(get_code(text, at))
        boxes.append((box.left, box.bottom, box.right, box.top))
    return found


# Glyphs that are drawn like a character but named after its radical: 2F00–2FDF by their decomposition,
# 2E80–2EFF mostly have none.
_RADICALS = dict(
    zip(
        "⺠⺟⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺎⺏⺐⺑⺒⺓⺗⺝⺡⺤⺮⺶⻁⻌⻍⻎⻗",
        "民母西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟兀尣尢尢巳幺忄月氵爫竹羊虎辶辶辶雨",
        strict=True,
    )
)


class _Printing(dict[int, str]):
    """Characters by pdfium's code; U+FFFD where the font does not say what a glyph means."""

    def __missing__(self, code: int) -> str:
        char = "\ufffd"
        if 0x20 <= code < 0x7F or (0xA0 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000):
            char = chr(code)
            if 0x2E80 <= code < 0x2FE0:
                char = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
        if len(self) < _MOST_KNOWN:
            self[code] = char
        return char


_MOST_KNOWN = 50_000
_PRINTED = _Printing(
    dict.fromkeys((0x09, 0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000, 0xFEFF), " ")
    | {2: "-"}  # pdfium's mark of a hyphen at the end of a line
)
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


class _Styles:
    """Styles of the text objects of a page, each asked for once."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._known: dict[int, Style] = {}
        self._bold_fonts: dict[int, bool] = {}

    def of(self, place: int, shown: Any, at: int) -> Style:
        style = self._known.get(place)
        if style is None:
            style = self._known[place] = self._read(shown, at)
        return style

    def _read(self, shown: Any, at: int) -> Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, at, matrix)
        angle = degrees(atan2(matrix.b, matrix.a)) % 360
        turn = round(angle / 90) % 4
        slanted = abs((angle - 90 * turn + 180) % 360 - 180) > _UPRIGHT
        size = pdfium.FPDFText_GetFontSize(self._text, at) * hypot(matrix.c, matrix.d)
        if not _SIZES[0] <= size <= _SIZES[1]:  # fonts drawn by programs (Type 3) have units of their own
            box = pdfium.FS_RECTF()
            pdfium.FPDFText_GetLooseCharBox(self._text, at, box)
            size = max(box.top - box.bottom, _SIZES[0])
        mode = pdfium.FPDFTextObj_GetTextRenderMode(shown)
        bold = mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE or self._bold(shown, at)
        hidden = mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        return Style(angle, turn, slanted, size, bold, *self._colour(at), hidden)

    def _bold(self, shown: Any, at: int) -> bool:
        font = pdfium.FPDFTextObj_GetFont(shown)
        place = ctypes.addressof(font.contents) if font else 0
        if place not in self._bold_fonts:
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFText_GetFontInfo(self._text, at, name, 128, None)
            named = _BOLD_FONT.search(name.value.decode("latin-1"))
            weight = pdfium.FPDFText_GetFontWeight(self._text, at)
            self._bold_fonts[place] = bool(named) or weight >= _BOLD_WEIGHT
        return self._bold_fonts[place]

    def _colour(self, at: int) -> tuple[bool, bool]:
        """Whether the character is faint, and whether it has a colour that stands out."""
        red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
        if not pdfium.FPDFText_GetFillColor(self._text, at, red, green, blue, opacity):
            return False, False
        parts = red.value, green.value, blue.value
        faint = min(parts) >= _PALE or opacity.value < _CLEAR
        return faint, not faint and max(parts) - min(parts) >= _LEAST_HUE


def _gathered(drawn: list[_Drawn], frame: Frame) -> Glyphs:
    upright, slanted = Gatherer(), list[Piece]()
    total = unreadable = hidden = 0
    for one in drawn:
        piece = _on_page(_piece(one, frame), frame)
        if piece is None:
            continue
        total += len(piece.text) - piece.text.count(" ")
        unreadable += len(_UNREADABLE.findall(piece.text))
        hidden += one.style.hidden * (len(piece.text) - piece.text.count(" "))
        if one.style.slanted or one.style.turn != frame.turn:
            slanted.append(piece)
        else:
            upright.add(piece)
    return Glyphs(frame, upright.runs(), slanted_runs(slanted), total, unreadable, hidden)


def _piece(drawn: _Drawn, frame: Frame) -> Piece:
    codes, boxes, origin, style = drawn
    if frame.turn == 0:
        edges = [edge - frame.left for left, _, right, _ in boxes for edge in (left, right)]
    elif frame.turn == 1:
        edges = [edge - frame.bottom for _, bottom, _, top in boxes for edge in (bottom, top)]
    elif frame.turn == 2:
        edges = [frame.right - edge for left, _, right, _ in boxes for edge in (right, left)]
    else:
        edges = [frame.top - edge for _, bottom, _, top in boxes for edge in (top, bottom)]
    base = frame.placed(*origin)[1]
    if style.slanted or style.turn != frame.turn:
        base = max(frame.placed(*corner)[1] for box in boxes for corner in (box[:2], box[2:]))
    return Piece("".join([_PRINTED[code] for code in codes]), edges, base, style)


def _on_page(piece: Piece, frame: Frame) -> Piece | None:
    """What of the piece is on the page."""
    width, height = frame.size
    if not -1 <= piece.base <= height + piece.style.size:
        return None
    edges = piece.edges
    if edges[0] >= -1 and max(edges) <= width + 1:
        return piece
    keep = [at for at in range(len(piece.text)) if -1 <= edges[2 * at] <= width + 1]
    text = "".join(piece.text[at] for at in keep)
    return (
        piece._replace(text=text, edges=[edges[2 * at + side] for at in keep for side in (0, 1)])
        if keep
        else None
    )
