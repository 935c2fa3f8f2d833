"""What a web page makes stand out (突出显示): by element and by its own style; style sheets are not followed."""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from extractor.document import Line
from extractor.pages.emphasis import Marked, with_text
from extractor.pages.html_tables import is_shown

_TAGS = frozenset({"b", "strong", "u", "ins", "mark", "big", "h1", "h2", "h3", "h4", "h5", "h6"})
_STYLES = re.compile(
    r"(?:^|;)\s*(?:"
    r"font-weight\s*:\s*(?:bold|[6-9]00)"
    r"|text-decoration(?:-line)?\s*:[^;]*underline"
    r"|(?:-webkit-)?text-emphasis(?:-style)?\s*:(?!\s*none)"
    r"|font-size\s*:\s*(?:larger|x+-large|1\.[1-9]\d*r?em|[2-9][\d.]*r?em|1[1-9]\d%|[2-9]\d\d%)"
    r")",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:^|;)\s*(background(?:-color)?|color)\s*:\s*([^;]+)", re.IGNORECASE)
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*(0?\.?\d+))?")
_HUES = re.compile(
    r"\b(?:(?:dark|light|deep|medium)?(?:red|blue|green|orange|yellow|cyan|magenta|pink|salmon)"
    r"|crimson|maroon|navy|purple|firebrick|tomato|orangered|brown|teal|olive|lime|aqua|fuchsia|gold)\b",
    re.IGNORECASE,
)
_LEAST_HUE = 64  # of 255, between the strongest and the weakest of the three colours: less is a grey
_NEARLY_WHITE = 250


def emphasises(node: LexborNode) -> bool:
    """True where the element itself makes the text in it stand out."""
    if node.tag in _TAGS:
        return True
    attributes = node.attributes
    if node.tag == "font" and (
        _coloured(attributes.get("color") or "") or _is_large(attributes.get("size") or "")
    ):
        return True
    style = attributes.get("style") or ""
    return bool(style) and (bool(_STYLES.search(style)) or any(_colours(style, node.tag or "")))


def _is_large(size: str) -> bool:
    """True for a ``<font size>`` above the usual 3."""
    return re.fullmatch(r"\+[1-4]|[4-7]", size.strip()) is not None


def _colours(style: str, tag: str) -> Iterator[bool]:
    """What the style says of colours: of the letters, or behind them where it is no cell that is filled."""
    for name, colour in _COLOUR.findall(style):
        if name.lower() == "color":
            yield _coloured(colour)
        elif tag not in {"td", "th", "tr", "table", "tbody", "thead", "body"}:
            yield _coloured(colour) or _greyed(colour)


def _coloured(colour: str) -> bool:
    """True for a colour with a hue; black, white and greys have none."""
    parts = _parts(colour)
    return max(parts) - min(parts) >= _LEAST_HUE if parts else _HUES.search(colour) is not None


def _greyed(colour: str) -> bool:
    """True for a background that is neither white nor clear."""
    parts = _parts(colour)
    return min(parts) < _NEARLY_WHITE if parts else bool(re.search(r"gr[ae]y|silver", colour, re.IGNORECASE))


def _parts(colour: str) -> tuple[int, ...]:
    """Red, green and blue of a colour in figures; nothing for a name or a clear colour."""
    named = _HEX.match(colour.strip())
    if named:
        digits = named[1] if len(named[1]) == 6 else "".join(2 * digit for digit in named[1])
        return tuple(bytes.fromhex(digits))
    figures = _RGB.match(colour.strip())
    if figures is None or (figures[4] is not None and float(figures[4]) == 0):
        return ()
    return tuple(min(int(figure), 255) for figure in figures.groups()[:3])


# --- tables -----------------------------------------------------------------------------------------------

_GAP = re.compile(rb"(?<=\x01)\x02+(?=\x01)")


def with_emphasis(lines: Sequence[Line], cells: Sequence[LexborNode], *, inherited: bool) -> Iterator[Line]:
    """The lines of a table with the emphasis of its ``cells``, which hold the same letters in the same order.

    A table's lines are cut and joined at white space only, so that the letters keep their places.
    """
    marks = iter(b"".join([_marks(cell, inherited) for cell in cells]))
    for line in lines:
        own = bytes([_mark_of(character, marks) for character in line.text])
        bridged = _GAP.sub(lambda gap: b"\x01" * len(gap[0]), own).replace(b"\x02", b"\x00")
        yield with_text(line, Marked(line.text, bridged))


def _mark_of(character: str, marks: Iterator[int]) -> int:
    """The letter's mark; 2 for a space, which stands out between letters that do."""
    if character.isspace():
        return 0 if character == "\t" else 2
    return next(marks)


def _marks(cell: LexborNode, inherited: bool) -> bytes:
    """One byte for each letter of the cell that a browser shows: 1 where it stands out."""
    found = bytearray()
    stack = [(cell, inherited or any(map(emphasises, _holders(cell))))]
    while stack:
        node, marked = stack.pop()
        if node.tag == "-text":
            found += bytes([marked]) * len("".join((node.text_content or "").split()))
        elif is_shown(node):
            inside = marked or emphasises(node)
            stack.extend((child, inside) for child in reversed(list(node.iter(include_text=True))))
    return bytes(found)


def _holders(cell: LexborNode) -> Iterator[LexborNode]:
    """The row, the part and the table that hold the cell."""
    holder = cell.parent
    while holder is not None and holder.tag in {"tr", "tbody", "thead", "tfoot", "table"}:
        yield holder
        if holder.tag == "table":
            return
        holder = holder.parent
