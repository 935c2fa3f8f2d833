"""Names and small readings of WordprocessingML (Word 标记), shared by the modules that walk it."""

import re
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"

VAL = W + "val"
_OFF = {"0", "false", "off", "none"}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child down a chain of names in the Word namespace, or None."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, *names: str) -> str | None:
    """``w:val`` of the element down a chain of names; None where element or attribute is missing."""
    found = child(element, *names)
    return None if found is None else found.get(VAL)


def switch(element: etree._Element | None, *names: str) -> bool | None:
    """An on/off property: True, False, or None where it is not stated."""
    found = child(element, *names)
    return None if found is None else is_on(found)


def is_on(stated: etree._Element) -> bool:
    """What an on/off property says: True where it has no value."""
    return stated.get(VAL, "1").lower() not in _OFF


def whole(text: str | None) -> int | None:
    """A whole number as Word writes it, or None where there is none."""
    found = _NUMBER.match(text.strip()) if text else None
    return int(float(found[0])) if found and len(found[0]) < 12 else None


def half_points(text: str | None) -> float | None:
    """A font size in points from ``w:sz`` (half points, or ``12pt`` in the Strict form)."""
    found = _NUMBER.match(text.strip()) if text else None
    if found is None:
        return None
    return float(found[0]) if text and text.strip().endswith("pt") else float(found[0]) / 2


def chosen(element: etree._Element) -> Iterator[etree._Element]:
    """Children of an ``mc:AlternateContent``: of its first choice, else of its fallback; never both."""
    branch = element.find(MC + "Choice")
    if branch is None:
        branch = element.find(MC + "Fallback")
    yield from branch if branch is not None else ()
