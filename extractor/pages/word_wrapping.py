"""Word files pasted from a PDF (断行粘贴): every printed line is a paragraph of its own.

Their paragraph marks say nothing about paragraphs. They show by their lines: many are equally long, hardly
any is longer, and the long ones stop in the middle of a sentence.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.document import Line, LineKind

_MIN_LINES = 20
_FULL_SHARE = 0.25
_MAX_LONGER_SHARE = 0.02
_MAX_CLOSED_SHARE = 0.4
_LINE_WIDTHS = (40, 130)  # in half-width columns: 20 to 65 Chinese characters
_CLOSING = tuple("。；;：:！？!?")


def unwrapped(lines: Sequence[Line]) -> list[Line] | None:
    """The lines with ``joins`` None where one may go on with the line before; None if nothing is wrapped.

    A line beside a heading, row or note, after a short line or after a sentence that ends early, still
    begins a paragraph of its own.
    """
    usual = _usual_width([line.text for line in lines if line.kind is LineKind.BODY])
    if usual is None:
        return None
    written = [*lines[:1]]
    for before, line in pairwise(lines):
        body = before.kind is line.kind is LineKind.BODY
        loose = body and _may_go_on(before.text, usual)
        written.append(replace(line, joins=None) if loose else line)
    return written


def _may_go_on(text: str, usual: int) -> bool:
    width = _width(text)
    return width >= 0.75 * usual or (width >= _LINE_WIDTHS[0] and not text.endswith(_CLOSING))


def _usual_width(texts: Sequence[str]) -> int | None:
    """The width of a full line in a file of printed lines; None where its paragraphs are paragraphs."""
    if len(texts) < _MIN_LINES:
        return None
    widths = sorted(map(_width, texts))
    usual = widths[int(len(widths) * 0.95)]
    full = [text for text in texts if _width(text) >= 0.85 * usual]
    longer = sum(width > 1.15 * usual for width in widths)
    closed = sum(text.endswith(_CLOSING) for text in full)
    wrapped = (
        _LINE_WIDTHS[0] <= usual <= _LINE_WIDTHS[1]
        and len(full) >= _FULL_SHARE * len(texts)
        and longer <= _MAX_LONGER_SHARE * len(texts)
        and closed <= _MAX_CLOSED_SHARE * len(full)
    )
    return usual if wrapped else None


def _width(text: str) -> int:
    return len(text.encode("gbk", "replace"))  # two bytes are two columns, in print as in GBK
