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

MAX_CHARACTERS = 200_000  # of one page; a crowded A4 page holds some 5,000

_SPACES = frozenset({0x09, 0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000, 0xFEFF})
_UPRIGHT = 5.0  # degrees: text laid over a scan leans a little, a watermark leans a lot
_BOLD_FONT = re.compile(r"bold|heavy|black|demi|simhei|stheiti|fzhei|fzht", re.IGNORECASE)
_BOLD_WEIGHT = 600
_PALE = 150  # of 255, the darkest of the three colours
_CLEAR = 128  # of 255, below it the text is seen through
_SAME_SIZE = 0.12
_SAME_BASE = 0.15  # of the size
_LEAST_SPACE = 0.2  # of the size, between Latin letters
_WIDEST_GAP = 1.2  # of the size; beyond it another cell, column or tab stop begins


class Run(NamedTuple):
    """Characters in one size on one baseline without a wide gap. ``edges``: left and right of each."""

    text: str
    edges: tuple[float, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    faint: bool = False

    def part(self, start: int, end: int) -> "Run":
        """Characters ``start`` to ``end`` without the spaces at their ends."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        edges = self.edges[2 * start : 2 * end]
        left, right = (edges[0], edges[-1]) if edges else (self.left, self.left)
        return self._replace(text=self.text[start:end], edges=edges, left=left, right=right)


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
    """What the text layer of a page holds: upright runs, slanted text, and how much of it is unreadable."""

    frame: Frame
    runs: list[Run]
    slanted: list[Run]
    characters: int
    unreadable: int


class _Style(NamedTuple):
    angle: float
    turn: int
    slanted: bool
    size: float
    bold: bool
    faint: bool


def read_glyphs(page: Any) -> Glyphs:
    """The characters of ``page`` (a pypdfium2 PdfPage), in the order of its content stream.

    Text off the page, spaces that pdfium makes up, and copies printed over each other to look bold are left
    out. Raises OversizedDocument where the page holds more than MAX_CHARACTERS.
    """
    textpage = page.get_textpage()
    try:
        characters = _characters(textpage.raw)
    finally:
        textpage.close()
    turns = Counter(style.turn for _, _, _, _, style in characters if not style.slanted)
    shown = page.get_rotation() // 90
    turn = turns.most_common(1)[0][0] if turns else shown
    frame = Frame(turn, shown, *_bounds(page.raw))
    return _gathered(characters, frame)


def _bounds(page: Any) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return (
        min(box.left, box.right),
        min(box.top, box.bottom),
        max(box.left, box.right),
        max(box.top, box.bottom),
    )


_Character = tuple[str, tuple[float, float], tuple[float, float], float, _Style]


def _characters(text: Any) -> list[_Character]:
    """Character, origin, far end of its advance, height of its box, style: all in user space."""
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_CHARACTERS:
        raise OversizedDocument(
            f"有一页的字符数超过 {MAX_CHARACTERS:,} 的上限（{count:,}），不是正常的条款页面。请重新导出 PDF。"
        )
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    get_object, get_code = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetUnicode
    get_box, get_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    address = ctypes.addressof
    styles = _Styles(text)
    found: list[_Character] = []
    for at in range(count):
        shown = get_object(text, at)
        if not shown:  # a space or line break that pdfium made up
            continue
        style = styles.of(address(shown.contents), shown, at)
        get_box(text, at, box)
        get_origin(text, at, x, y)
        if style.turn == 0:
            far = (box.right, y.value)
        elif style.turn == 1:
            far = (x.value, box.top)
        elif style.turn == 2:
            far = (box.left, y.value)
        else:
            far = (x.value, box.bottom)
        found.append((_printed(get_code(text, at)), (x.value, y.value), far, box.top - box.bottom, style))
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


def _printed(code: int) -> str:
    """The character of pdfium's code; U+FFFD where the font does not say what a glyph means."""
    if code in _SPACES:
        return " "
    if code == 2:  # pdfium's mark of a hyphen at the end of a line
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    if 0x2E80 <= code < 0x2FE0:
        char = chr(code)
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return chr(code)


class _Styles:
    """Styles of the text objects of a page, each asked for once."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._known: dict[int, _Style] = {}
        self._bold_fonts: dict[int, bool] = {}

    def of(self, place: int, shown: Any, at: int) -> _Style:
        style = self._known.get(place)
        if style is None:
            style = self._known[place] = self._read(shown, at)
        return style

    def _read(self, shown: Any, at: int) -> _Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, at, matrix)
        angle = degrees(atan2(matrix.b, matrix.a)) % 360
        turn = round(angle / 90) % 4
        slanted = abs((angle - 90 * turn + 180) % 360 - 180) > _UPRIGHT
        size = pdfium.FPDFText_GetFontSize(self._text, at) * hypot(matrix.c, matrix.d)
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(shown) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        return _Style(angle, turn, slanted, size, stroked or self._bold(shown, at), self._faint(at))

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

    def _faint(self, at: int) -> bool:
        red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
        if not pdfium.FPDFText_GetFillColor(self._text, at, red, green, blue, opacity):
            return False
        return min(red.value, green.value, blue.value) >= _PALE or opacity.value < _CLEAR


def _gathered(characters: list[_Character], frame: Frame) -> Glyphs:
    upright = _Gatherer()
    slanted: list[tuple[str, float, float, float, _Style]] = []
    width, height = frame.size
    total = unreadable = 0
    for char, origin, far, tall, style in characters:
        left, base = frame.placed(*origin)
        right = frame.placed(*far)[0]
        if not (-1 <= left <= width + 1 and -1 <= base <= height + style.size):
            continue
        if char != " ":
            total += 1
            unreadable += char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn")
        if style.slanted or style.turn != frame.turn:
            slanted.append((char, left, right, base, style))
        else:
            size = style.size if 1 <= style.size <= 300 else max(tall, 1.0)
            upright.add(char, (left, max(right, left), base), size, style)
    return Glyphs(frame, upright.runs(), _across(slanted), total, unreadable)


def _across(characters: list[tuple[str, float, float, float, _Style]]) -> list[Run]:
    """Slanted characters as runs: those that follow each other at one angle in one size."""
    groups: list[list[tuple[str, float, float, float, _Style]]] = []
    for one in characters:
        _, left, _, base, style = one
        if groups:
            _, before, _, above, last = groups[-1][-1]
            near = hypot(left - before, base - above) < 2 * style.size
            if near and (style.angle, style.size) == (last.angle, last.size):
                groups[-1].append(one)
                continue
        groups.append([one])
    return [_slanted(group) for group in groups if any(char != " " for char, *_ in group)]


def _slanted(group: list[tuple[str, float, float, float, _Style]]) -> Run:
    edges = [edge for _, left, right, _, _ in group for edge in (min(left, right), max(left, right))]
    style = group[0][4]
    base = max(base for _, _, _, base, _ in group)
    text = "".join(char for char, *_ in group)
    run = Run(text, tuple(edges), min(edges), max(edges), base, style.size, style.bold, style.faint)
    return run.part(0, len(text))._replace(left=run.left, right=run.right)


class _Gatherer:
    """Puts characters that follow each other into runs."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._chars: list[str] = []
        self._edges: list[float] = []
        self._bolds = self._faints = 0
        self._base = self._size = 0.0
        self._space = False

    def add(self, char: str, place: tuple[float, float, float], size: float, style: _Style) -> None:
        """Add a character at ``place``: its left and right edge and its baseline."""
        if char == " ":
            self._space = bool(self._chars)
            return
        left, right, base = place
        if not self._follows(left, base, size):
            self._close()
            self._base, self._size = base, size
        elif char == self._chars[-1] and left < (self._edges[-2] + self._edges[-1]) / 2:
            return  # printed twice to look bold
        elif self._space:
            self._chars.append(" ")
            self._edges += [self._edges[-1], max(left, self._edges[-1])]
        self._space = False
        self._chars.append(char)
        self._edges += [left, right]
        self._bolds += style.bold
        self._faints += style.faint

    def _follows(self, left: float, base: float, size: float) -> bool:
        if not self._chars:
            return False
        gap = left - self._edges[-1]
        return (
            abs(base - self._base) <= _SAME_BASE * size
            and abs(size - self._size) <= _SAME_SIZE * self._size
            and -_WIDEST_GAP * size / 2 <= gap <= _WIDEST_GAP * size
        )

    def _close(self) -> None:
        if not self._chars:
            return
        half = len(self._chars) / 2
        bold, faint = self._bolds >= half, self._faints >= half
        text, edges = _with_spaces(self._chars, self._edges, self._size)
        self._runs.append(Run(text, edges, edges[0], edges[-1], self._base, self._size, bold, faint))
        self._chars, self._edges, self._bolds, self._faints, self._space = [], [], 0, 0, False

    def runs(self) -> list[Run]:
        """The runs, less those printed over themselves."""
        self._close()
        kept: dict[tuple[str, int, int], Run] = {}
        for run in self._runs:
            if not any(key in kept for key in _places(run)):
                kept[run.text, round(run.left / 2), round(run.base / 2)] = run
        return list(kept.values())


def _places(run: Run) -> list[tuple[str, int, int]]:
    across, down = round(run.left / 2), round(run.base / 2)
    return [(run.text, across + x, down + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def _with_spaces(chars: list[str], edges: list[float], size: float) -> tuple[str, tuple[float, ...]]:
    """The characters with a space where a gap reads as one: pdfium drops many spaces that were typed."""
    gaps = [after - before for before, after in zip(edges[1:-1:2], edges[2::2], strict=True)]
    if not gaps or max(gaps) <= _LEAST_SPACE * size:
        return "".join(chars), tuple(edges)
    usual = max(sorted(gaps)[len(gaps) // 2], 0.0)  # justified lines are spread evenly
    text, spread = chars[0], edges[:2]
    for at, (char, gap) in enumerate(zip(chars[1:], gaps, strict=True), 1):
        if " " not in (text[-1], char) and spaced(text[-1], char, gap - usual, size):
            text += " "
            spread += [edges[2 * at - 1], edges[2 * at]]
        text += char
        spread += edges[2 * at : 2 * at + 2]
    return text, tuple(spread)


def spaced(before: str, after: str, gap: float, size: float) -> bool:
    """True where the gap between two characters, beyond that of the whole line, reads as a space (points).

    Chinese and Latin are set a quarter of an em apart without a space between them.
    """
    if before.isascii() and after.isascii():
        return gap > _LEAST_SPACE * size
    return gap > (0.55 if before.isascii() or after.isascii() else 0.4) * size
