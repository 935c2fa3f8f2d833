"""Word files pasted from a PDF (断行粘贴): every printed line is a paragraph of its own.

Their paragraph marks say nothing about paragraphs. They show by their lines: many are equally long, hardly
any is longer, and the long ones stop in the middle of a sentence.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Line, LineKind

_MIN_LINES = 20
_FULL_SHARE = 0.25
_MAX_LONGER_SHARE = 0.02
_MAX_CLOSED_SHARE = 0.4
_LINE_WIDTHS = (40, 130)  # in half-width columns: 20 to 65 Chinese characters
_CLOSING = "。；;：:！？!?"


def unwrapped(lines: Sequence[Line]) -> list[Line] | None:
    """The lines with ``joins`` None where one may go on with the line before; None if nothing is wrapped.

    A line after a short one, or beside a heading, row or note, still begins a paragraph of its own.
    """
    width = _wrapped_width([line.text for line in lines if line.kind is LineKind.BODY])
    if width is None:
        return None
    written: list[Line] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        body = before is not None and before.kind is line.kind is LineKind.BODY
        if before is not None and body and _width(before.text) >= 0.75 * width:
            written.append(replace(line, joins=None))
        else:
            written.append(line)
    return written


def _wrapped_width(texts: Sequence[str]) -> int | None:
    if len(texts) < _MIN_LINES:
        return None
    widths = sorted(map(_width, texts))
    usual = widths[int(len(widths) * 0.95)]
    full = [text for text in texts if _width(text) >= 0.85 * usual]
    longer = sum(width > 1.15 * usual for width in widths)
    closed = sum(text.endswith(tuple(_CLOSING)) for text in full)
    wrapped = (
        _LINE_WIDTHS[0] <= usual <= _LINE_WIDTHS[1]
        and len(full) >= _FULL_SHARE * len(texts)
        and longer <= _MAX_LONGER_SHARE * len(texts)
        and closed <= _MAX_CLOSED_SHARE * len(full)
    )
    return usual if wrapped else None


def _width(text: str) -> int:
    return len(text.encode("gbk", "replace"))  # two bytes are two columns, in print as in GBK
