"""PDFs of invented clauses, printed with reportlab in a font that PDF readers bring along."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from types import TracebackType

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Line, LineKind, Page, Reading

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
SIZE, PITCH = 10.5, 17.0
LEFT, RIGHT = 80.0, 515.0
NEVER_FIRST = "，。；：、！？）》”】"


def wrap(content: str, width: float, indent: float = 0.0, size: float = SIZE) -> list[str]:
    """Lines of a paragraph as a typesetter breaks them."""
    lines, line, room = [], "", width - indent
    for char in content:
        if pdfmetrics.stringWidth(line + char, FONT, size) > room and char not in NEVER_FIRST:
            lines.append(line)
            line, room = "", width
        line += char
    return [*lines, line]


class Print:
    """A PDF in the making; heights count from the top of the page."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, encrypt: object = None) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._stream = BytesIO()
        self.canvas = Canvas(self._stream, pagesize=(width, height), invariant=1, encrypt=encrypt)
        self.height = height

    def __enter__(self) -> "Print":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if kind is None:
            self.canvas.save()

    @property
    def data(self) -> bytes:
        """The finished file."""
        return self._stream.getvalue()

    def line(self, left: float, down: float, content: str, size: float = SIZE, bold: bool = False) -> None:
        """One line with its baseline ``down`` points from the top."""
        text = self.canvas.beginText(left, self.height - down)
        text.setFont(FONT, size)
        text.setTextRenderMode(2 if bold else 0)
        text.textOut(content)
        text.setTextRenderMode(0)
        self.canvas.drawText(text)

    def centred(self, down: float, content: str, size: float = SIZE, bold: bool = False) -> None:
        """One line in the middle of the page."""
        self.line((WIDTH - pdfmetrics.stringWidth(content, FONT, size)) / 2, down, content, size, bold)

    def paragraph(
        self, down: float, content: str, left: float = LEFT, right: float = RIGHT, indent: float = 2 * SIZE
    ) -> float:
        """A wrapped paragraph; where the next line would stand."""
        for at, line in enumerate(wrap(content, right - left, indent)):
            self.line(left + (0 if at else indent), down, line)
            down += PITCH
        return down

    def rules(self, lefts: Sequence[float], tops: Sequence[float]) -> None:
        """A grid of ruling lines."""
        for left in lefts:
            self.canvas.line(left, self.height - tops[0], left, self.height - tops[-1])
        for top in tops:
            self.canvas.line(lefts[0], self.height - top, lefts[-1], self.height - top)

    def page(self) -> None:
        """On to the next page."""
        self.canvas.showPage()


def text_lines(reading: Reading) -> list[Line]:
    """Every line that is not furniture, in reading order."""
    return [line for page in reading.pages for line in page.lines if line.kind is not LineKind.FURNITURE]


def furniture(page: Page) -> list[str]:
    return [line.text for line in page.lines if line.kind is LineKind.FURNITURE]


def paragraphs(lines: Iterable[Line]) -> list[str]:
    """The lines put together as ``joins`` has it."""
    found: list[str] = []
    for line in lines:
        if line.joins and found:
            found[-1] += line.text
        else:
            found.append(line.text)
    return found


def edited(data: bytes, **keys: object) -> bytes:
    """The file with these keys in every page's dictionary."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            for key, entry in keys.items():
                page.obj[f"/{key}"] = entry
        pdf.save(out)
    return out.getvalue()
