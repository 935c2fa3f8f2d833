"""A text printed on pages in a font of the machine, and the pages as pictures."""

import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from corpora.build import DOCUMENTS, printed
from extractor.pages.recognition import Picture

# Name here, family as fontconfig calls it, Debian package.
FONTS = {
    "zenhei": ("WenQuanYi Zen Hei", "fonts-wqy-zenhei"),
    "uming": ("AR PL UMing CN", "fonts-arphic-uming"),
    "ukai": ("AR PL UKai CN", "fonts-arphic-ukai"),
}


@cache
def font_file(name: str) -> tuple[Path, int] | None:
    """File and index of a font; None where its package is not installed."""
    family, _ = FONTS[name]
    asked = ["fc-match", "-f", "%{family}|%{file}|%{index}", f"{family}:lang=zh-cn"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found, file, index = said.split("|")
    return (Path(file), int(index) & 0xFFFF) if family in found else None


def print_text(text: str, font: str) -> bytes:
    """The text as a PDF in that font. ValueError where the font is not installed."""
    place = font_file(font)
    if place is None:
        raise ValueError(f"install {FONTS[font][1]}")
    pdfmetrics.registerFont(TTFont(font, str(place[0]), subfontIndex=place[1]))
    return printed(text, font)


def print_document(name: str, font: str) -> bytes:
    """A document of the corpus as a PDF in that font."""
    return print_text((DOCUMENTS / f"{name}.txt").read_text("utf-8"), font)


def pictures(data: bytes, dpi: int) -> list[Picture]:
    """The pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [np.array(page.render(scale=dpi / 72).to_numpy()[:, :, :3]) for page in document]
    finally:
        document.close()
