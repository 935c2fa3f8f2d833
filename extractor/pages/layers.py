"""Whether a page's text layer is what is printed on it (文字层核对), or the page must be read from its picture."""

import ctypes
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import pypdfium2.raw as pdfium

from extractor.pages.glyphs import Glyphs

_GARBLED = 0.1  # of a page's characters
_RARE = 0.2  # of its Chinese characters, in neither of the two old sets of common ones
_FEWEST = 20  # characters that tell anything
_COVERED = 0.6  # of the page, by pictures
_STAMPED = 150  # characters that a program prints on a scan: its name, a number, a running head
_MOST_OBJECTS = 5_000
_DEEPEST = 4
_HAN = re.compile("[\u3400-\u9fff]")


class Layer(StrEnum):
    """What is wrong with a text layer."""

    SOUND = "sound"
    MISSING = "missing"  # 没有文字层
    GARBLED = "garbled"  # 乱码：字体缺少编码表
    HIDDEN = "hidden"  # 扫描软件加在图像下的识别文字
    STAMPED = "stamped"  # 扫描图像上只印有少量文字


def judge(page: Any, glyphs: Glyphs) -> Layer:
    """What to make of the text layer of ``page`` (a pypdfium2 PdfPage).

    A layer of text laid unseen under a picture was recognised by a program that nobody knows, and does not say how
    sure it was: the picture is read anew.
    """
    if not glyphs.characters:
        return Layer.MISSING
    if glyphs.unreadable >= _GARBLED * glyphs.characters or _is_gibberish(glyphs):
        return Layer.GARBLED
    if 2 * glyphs.hidden >= glyphs.characters and _covered(page):
        return Layer.HIDDEN
    if glyphs.characters < _STAMPED and _covered(page):
        return Layer.STAMPED
    return Layer.SOUND


def _is_gibberish(glyphs: Glyphs) -> bool:
    """True where a font names its glyphs after other characters: rare ones then stand where common ones must."""
    written = _HAN.findall("".join(run.text for run in glyphs.runs))
    if len(written) < _FEWEST:
        return False
    return sum(not _is_common(char) for char in written) >= _RARE * len(written)


def _is_common(char: str) -> bool:
    for encoding in ("gb2312", "big5"):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _covered(page: Any) -> bool:
    """True where pictures take up most of the page."""
    width, height = page.get_size()
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    objects = (pdfium.FPDFPage_GetObject(page.raw, at) for at in range(count))
    covered = sum(_areas(objects, 0))
    return covered >= _COVERED * float(width * height)


def _areas(objects: Iterable[Any], depth: int) -> Iterator[float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for one in objects:
        kind = pdfium.FPDFPageObj_GetType(one)
        pictured = kind == pdfium.FPDF_PAGEOBJ_IMAGE or (
            kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST and _has_picture(one, depth)
        )
        if pictured and pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            yield abs(right.value - left.value) * abs(top.value - bottom.value)


def _has_picture(form: Any, depth: int) -> bool:
    count = min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)
    return any(_areas((pdfium.FPDFFormObj_GetObject(form, at) for at in range(count)), depth + 1))
