"""Pictures of a Word file (图片): which can hold a provision, and which are a logo, a seal or an ornament.

ISO/IEC 29500-1 §20.4 (drawings), part 4 §14.1 (VML).
"""

import re

from lxml import etree

_EMU = 360_000  # a centimetre
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
_SIDE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]{1,9})\s*(cm|mm|in|pt|pc|px)")
_BEHIND = re.compile(r"(?:^|;)\s*z-index\s*:\s*-")
# In centimetres. A seal (公章) measures up to 4.5, a QR code and most logos less; words of a contract that were
# pasted as a picture are as wide as the words beside them. A letterhead or a cover strip is lower than MOST_ASIDE;
# what is taller can be a table of benefits or a scanned page.
_SMALL = 5.0
_HAIRLINE = 0.3
_MOST_ASIDE = 8.0


def can_hold_a_provision(graphic: etree._Element, *, begun: bool) -> bool:
    """Can a picture in the graphic (``w:drawing``, ``w:pict``) hold a provision?

    No where it is small, a mere line, or, of moderate height, stands before the first sentence of the text
    (``begun`` False) or behind the text. Yes where its size is not known.
    """
    size = _size(graphic)
    if size is None:
        return True
    height = size[1]
    if max(size) <= _SMALL or min(size) <= _HAIRLINE:
        return False
    aside = not begun or _is_behind(graphic)
    return not aside or height > _MOST_ASIDE


def _size(graphic: etree._Element) -> tuple[float, float] | None:
    """Width and height in centimetres as printed, or None where the file does not say."""
    for part in graphic.iter("{*}extent"):
        sides = part.get("cx", ""), part.get("cy", "")
        if all(side.isdecimal() and len(side) < 12 for side in sides):
            return int(sides[0]) / _EMU, int(sides[1]) / _EMU
    for part in graphic.iter():
        stated = {side: _length(number, unit) for side, number, unit in _SIDE.findall(part.get("style", ""))}
        if len(stated) == 2:
            return stated["width"], stated["height"]
    return None


def _length(number: str, unit: str) -> float:
    try:
        return float(number) * _CENTIMETRES[unit]
    except ValueError:
        return float("inf")


def _is_behind(graphic: etree._Element) -> bool:
    anchors = graphic.iter("{*}anchor")
    return any(anchor.get("behindDoc") in {"1", "true"} for anchor in anchors) or any(
        _BEHIND.search(part.get("style", "")) for part in graphic.iter()
    )
