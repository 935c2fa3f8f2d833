"""Characters that Word takes from picture fonts (符号字体): their code says nothing without the font."""

import re

LOST = "\ufffd"

_PICTURE = re.compile("[\uf000-\uf0ff]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_NEGATIVE = "❶❷❸❹❺❻❼❽❾❿"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))


def _numbered(first: int, characters: str) -> dict[int, str]:
    return {first + at: character for at, character in enumerate(characters)}


_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | _numbered(0x81, _CIRCLED) | _numbered(0x8C, _NEGATIVE)  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0xA2: "■",
    0xA3: "□",
} | _numbered(0x6A, _CIRCLED) | _numbered(0x75, _NEGATIVE)  # fmt: skip
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xD7: "·", 0xE5: "∑",
} | {ord(letter): greek for letter, greek in _GREEK.items()}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(code: int, font: str) -> str:
    """What the character ``code`` (its low byte in a picture font) prints; U+FFFD where not known."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    pictures = _FONTS.get(font.lower())
    if pictures is not None:
        plain = chr(low) if pictures is _SYMBOL and 0x20 <= low <= 0x40 else LOST
        return pictures.get(low, plain)
    if 0xE000 <= code <= 0xF8FF or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or code < 0x20:
        return LOST
    return chr(code)


def unpictured(text: str, font: str) -> str:
    """``text`` with the private-use characters of picture fonts (U+F020–U+F0FF) as what they print."""
    return _PICTURE.sub(lambda found: symbol(ord(found[0]), font or "wingdings"), text)


def circled(inner: str) -> str:
    """A circled number (带圈字符) up to 50; anything else as it stands between the brackets."""
    number = int(inner) if inner.isascii() and inner.isdigit() and len(inner) <= 2 else 0
    for first, last, start in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(start) + number - first)
    return inner


def raised(text: str) -> str:
    """Superscript digits as such: a mark after a figure (90² with note 2) must not become 902."""
    bare = text.strip().strip("[]()（）〔〕")
    return text.translate(_SUPERSCRIPT) if bare.isascii() and bare.isdigit() else text
