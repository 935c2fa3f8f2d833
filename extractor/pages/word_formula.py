"""Equations of Word (公式, OMML) → one line of text: 赔款=(损失-免赔额)×80%, a/b, x^2, √(x).

ISO/IEC 29500-1 §22.1. Only structure that changes the meaning is written out; text is kept to the letter.
"""

from lxml import etree

from extractor.pages.word_markup import M, W

_WRAPPED = frozenset("+-−×÷*/=<>≤≥ ·,，")


def formula_text(element: etree._Element) -> str:
    """The linear text of an ``m:oMath`` or ``m:oMathPara``."""
    write = _WRITERS.get(element.tag if isinstance(element.tag, str) else "", _plain)
    return write(element)


def _plain(element: etree._Element) -> str:
    return "".join(formula_text(part) for part in element if isinstance(part.tag, str))


def _argument(element: etree._Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else _plain(found)


def _grouped(text: str) -> str:
    """``text`` in brackets where an operator in it would otherwise bind to its neighbour."""
    return f"({text})" if any(character in _WRAPPED for character in text) else text


def _property(element: etree._Element, group: str, name: str, default: str) -> str:
    found = element.find(f"{M}{group}/{M}{name}")
    return default if found is None else found.get(M + "val", default)


def _fraction(element: etree._Element) -> str:
    return f"{_grouped(_argument(element, 'num'))}/{_grouped(_argument(element, 'den'))}"


def _superscript(element: etree._Element) -> str:
    return f"{_argument(element, 'e')}^{_grouped(_argument(element, 'sup'))}"


def _subscript(element: etree._Element) -> str:
    return f"{_argument(element, 'e')}_{_grouped(_argument(element, 'sub'))}"


def _both_scripts(element: etree._Element) -> str:
    return f"{_subscript(element)}^{_grouped(_argument(element, 'sup'))}"


def _radical(element: etree._Element) -> str:
    degree = _argument(element, "deg")
    return f"{degree and f'[{degree}]'}√({_argument(element, 'e')})"


def _delimited(element: etree._Element) -> str:
    begin = _property(element, "dPr", "begChr", "(")
    between = _property(element, "dPr", "sepChr", "|")
    end = _property(element, "dPr", "endChr", ")")
    return begin + between.join(_plain(part) for part in element.findall(M + "e")) + end


def _large_operator(element: etree._Element) -> str:
    sign = _property(element, "naryPr", "chr", "∫")
    low, high = _argument(element, "sub"), _argument(element, "sup")
    limits = (f"_{_grouped(low)}" if low else "") + (f"^{_grouped(high)}" if high else "")
    return f"{sign}{limits}({_argument(element, 'e')})"


def _function(element: etree._Element) -> str:
    return f"{_argument(element, 'fName')}({_argument(element, 'e')})"


def _rows(element: etree._Element) -> str:
    rows = element.findall(M + "mr")
    if not rows:
        return "；".join(_plain(part) for part in element.findall(M + "e"))
    return "；".join("，".join(_plain(cell) for cell in row.findall(M + "e")) for row in rows)


def _text(element: etree._Element) -> str:
    return element.text or ""


def _nothing(_element: etree._Element) -> str:
    return ""


_WRITERS = {
    M + "t": _text,
    M + "f": _fraction,
    M + "sSup": _superscript,
    M + "sSub": _subscript,
    M + "sSubSup": _both_scripts,
    M + "rad": _radical,
    M + "d": _delimited,
    M + "nary": _large_operator,
    M + "func": _function,
    M + "m": _rows,
    M + "eqArr": _rows,
    M + "ctrlPr": _nothing,
    W + "t": _text,
    W + "del": _nothing,
    W + "moveFrom": _nothing,
}
