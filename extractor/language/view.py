"""A reading view of a stretch of text (阅读视图): one width, no white space, every character traceable.

Rules are written once for ``，（）；`` and digits in half width, and for words that a line break or a
scanner has torn apart; what they find is mapped back to the text, which is never changed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.document import Span

_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_WIDTH |= {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDTH |= {ord("．"): ".", ord("％"): "%", ord("＝"): "=", ord("／"): "/", ord("－"): "-", ord("＋"): "+"}
_WIDTH |= {ord(";"): "；", ord("("): "（", ord(")"): "）", ord("?"): "？", ord("!"): "！", ord("＿"): "_"}
_WIDTH |= {ord("「"): "“", ord("」"): "”", ord("『"): "“", ord("』"): "”", ord("﹑"): "、", ord("﹐"): "，"}
_WIDTH |= {ord("〔"): "（", ord("〕"): "）", ord("○"): "〇"}
_SPACE = frozenset(" \t\n\r\x0b\x0c\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff")


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is what the rules read; ``offsets[i]`` is where character i stands in the document."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The document's span of ``text[start:end]`` (not empty)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def part(self, start: int, end: int) -> "View":
        """The view of a part of this view."""
        return View(self.text[start:end], self.offsets[start:end])


@lru_cache(maxsize=4096)
def view(text: str, span: Span) -> View:
    """The reading view of ``text[span]``. Many readers ask for the same paragraph, so views are kept."""
    stretch = text[span.start : span.end]
    offsets = tuple(at for at, char in enumerate(stretch, span.start) if char not in _SPACE)
    kept = (stretch if len(offsets) == len(stretch) else "".join(stretch.split())).translate(_WIDTH)
    if len(kept) != len(offsets):
        kept = "".join(char for char in stretch if char not in _SPACE).translate(_WIDTH)
    return View(_ASCII_MARK.sub(_settled, kept), offsets)


# Full-width commas and colons, except inside numbers and times (1,000; 9:00).
_ASCII_MARK = re.compile(r"(?<!\d)[,:]|[,:](?!\d)")


def _settled(mark: re.Match[str]) -> str:
    return "，" if mark[0] == "," else "："
