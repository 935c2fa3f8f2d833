"""Bytes → characters (解码): which encoding a Chinese text file is in, and what was lost."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from extractor.document import Remark
from extractor.errors import BrokenDocument, UnsupportedFormat

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The commonest characters of Chinese running text and of clauses, simplified and traditional: a wrong
# two-byte encoding gives rare characters instead.
_COMMON = frozenset(
    "，。、；：（）的一是不了在人有我他这为之大来以个中上到说们保险合同条款责任被投金额本公司日期约定"
    "第二三四五六七八九十甲乙方支付费赔偿事故下列情形及或者年月与应当對險條額為個說這們後時約"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_LEAST_PLAUSIBLE = 0.9
_MOST_LOST = 0.02  # share of characters that may be lost before the text is no longer a source
_SAMPLE = 60_000

_NO_TEXT = "这不是可识别的文本文件。请提供 PDF、Word（.docx/.doc）、网页或纯文本格式的条款。"
_GARBLED = "文本编码损坏，大量文字无法还原。请从原始来源重新导出，并以 UTF-8 或 GB18030 编码保存。"
_SOME_LOST = "文本中有 {count} 个字符无法还原（显示为 �），请对照原件核对。"


def decode_text(data: bytes, declared: str = "") -> tuple[str, tuple[Remark, ...]]:
    """The characters of ``data`` with line breaks as ``\\n``, and a remark where some were lost.

    ``declared`` is the encoding that the source itself names (a web page), tried before the others.
    Raises UnsupportedFormat for bytes that are no text, BrokenDocument where too much is lost.
    """
    text = _characters(data, declared)
    text = _BREAKS.sub("\n", text)
    lost = text.count("\ufffd")
    if lost > _MOST_LOST * len(text):
        raise BrokenDocument(_GARBLED)
    remarks = (Remark("lost-text", _SOME_LOST.format(count=lost)),) if lost else ()
    return text, remarks


def is_text(data: bytes) -> bool:
    """True where the bytes decode to something that can be read."""
    try:
        _characters(data, "")
    except UnsupportedFormat:
        return False
    return True


def _characters(data: bytes, declared: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    named = _strictly(data, _broader(declared))
    if named is not None and _plausibility(named) >= _LEAST_PLAUSIBLE:
        return named
    text = _strictly(data, "utf-8")
    if text is None or "\0" in text:
        text = _likeliest(data)
    if text is None or _plausibility(text) < _LEAST_PLAUSIBLE:
        text = _repaired(data)
    return text


def _broader(declared: str) -> str:
    """GB2312 and GBK as their superset: files that claim the smaller set use the larger one.

    Nothing for a Western encoding: it reads any bytes, and a Chinese page that claims one is mistaken.
    """
    name = declared.strip().lower().replace("_", "-")
    if name.startswith("gb") or name in {"cp936", "x-gbk", "hz-gb-2312"}:
        return "hz" if name.startswith("hz") else "gb18030"
    if name.startswith("big5") or name in {"big-5", "cp950"}:
        return "big5hkscs"
    return name if name.startswith("utf") else ""


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _likeliest(data: bytes) -> str | None:
    """The reading with the largest share of common characters, or None."""
    found = [text for text in _readings(data) if _plausibility(text) >= _LEAST_PLAUSIBLE]
    return max(found, key=_commonness, default=None)


def _readings(data: bytes) -> Iterator[str]:
    wide = ("utf-16-le", "utf-16-be") if b"\0" in data and len(data) % 2 == 0 else ()
    for encoding in (*wide, "gb18030", "big5hkscs"):
        text = _strictly(data, encoding)
        if text is not None:
            yield text
    # Other encodings are rare in this field; the detector is slow, so it comes last.
    if b"\0" not in data:
        from charset_normalizer import from_bytes  # noqa: PLC0415 – import time

        best = from_bytes(data[:_SAMPLE]).best()
        text = _strictly(data, best.encoding) if best else None
        if text is not None:
            yield text


def _repaired(data: bytes) -> str:
    """A damaged text with U+FFFD for what is lost; UnsupportedFormat where it was never text."""
    text = max(
        (data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")),
        key=lambda reading: _plausibility(reading) - reading.count("\ufffd") / max(len(reading), 1),
    )
    kept = text.replace("\ufffd", "")
    if _plausibility(kept) < _LEAST_PLAUSIBLE or len(kept) < 2 * (len(text) - len(kept)):
        raise UnsupportedFormat(_NO_TEXT)
    return text


def _plausibility(text: str) -> float:
    """Share of characters (0–1) that a text may hold: no controls, private or unassigned ones."""
    sample = text[:_SAMPLE]
    if not sample:
        return 1.0
    odd = sum(
        1
        for character in sample
        if unicodedata.category(character) in {"Cc", "Cn", "Cs", "Co"} and character not in "\t\n\r\f\x0b\x85"
    )
    # One NUL in a hundred characters already means binary data.
    return 1 - odd / len(sample) - 9 * sample.count("\0") / len(sample)


def _commonness(text: str) -> float:
    wide = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in _COMMON for character in wide) / len(wide) if wide else 0.0
