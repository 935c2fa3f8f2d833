"""A reading view of a stretch of text (阅读视图): one width, no white space, every character traceable.

Rules are written once for ``，（）；`` and digits in half width, and for words that a line break or a
scanner has torn apart; what they find is mapped back to the text, which is never changed.
"""

from dataclasses import dataclass

from extractor.document import Span

_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_WIDTH |= {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDTH |= {ord("．"): ".", ord("％"): "%", ord("＝"): "=", ord("／"): "/", ord("－"): "-", ord("＋"): "+"}
_WIDTH |= {ord(";"): "；", ord("("): "（", ord(")"): "）", ord("?"): "？", ord("!"): "！", ord("＿"): "_"}
_WIDTH |= {ord("「"): "“", ord("」"): "”", ord("『"): "“", ord("』"): "”", ord("﹑"): "、", ord("﹐"): "，"}
_WIDTH |= {ord("〔"): "（", ord("〕"): "）", ord("○"): "〇"}
_SPACE = frozenset(" \t\n\r\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff")


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


def view(text: str, span: Span) -> View:
    """The reading view of ``text[span]``."""
    kept: list[str] = []
    offsets: list[int] = []
    for at in range(span.start, span.end):
        char = text[at]
        if char in _SPACE:
            continue
        kept.append(_WIDTH.get(ord(char), char))
        offsets.append(at)
    _settle(kept)
    return View("".join(kept), tuple(offsets))


def _settle(kept: list[str]) -> None:
    """Full-width commas and colons, except inside numbers and times (1,000; 9:00)."""
    for i, char in enumerate(kept):
        if char in ",:":
            numeric = 0 < i < len(kept) - 1 and kept[i - 1].isdigit() and kept[i + 1].isdigit()
            if not numeric:
                kept[i] = "，" if char == "," else "："
