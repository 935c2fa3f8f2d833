"""Numbering labels (编号) at the start of a paragraph, and inside it.

The habits are those of Chinese contracts and of GB/T 1.1 style decimal numbering; paths use the normal
form of the record format (``第五条``, ``（三）``, ``1``, ``①``, ``2.3.1``, ``附件一``).
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from extractor.language.numerals import ordinal_value


class Family(StrEnum):
    """A habit of numbering; labels of one family count one list."""

    PART = "part"  # 第一部分, 第一编, 标段一
    CHAPTER = "chapter"  # 第一章
    SECTION = "section"  # 第一节
    ARTICLE = "article"  # 第一条
    DECIMAL = "decimal"  # 2.3, 2.3.1
    CHINESE = "chinese"  # 一、
    BRACKETED = "bracketed"  # （一）
    ARABIC = "arabic"  # 1. 1、
    PAREN = "paren"  # （1）
    HALF_PAREN = "half_paren"  # 1）
    CIRCLED = "circled"  # ①
    LETTER = "letter"  # a、 (a)
    ROMAN = "roman"  # ⅰ. (Ⅱ)
    APPENDIX = "appendix"  # 附录, 附件一


GROUPING = (Family.PART, Family.CHAPTER, Family.SECTION)
STRUCTURAL = frozenset({Family.PART, Family.CHAPTER, Family.SECTION, Family.ARTICLE, Family.APPENDIX})


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read: ``text`` is its normal form, ``length`` the characters it takes with what follows."""

    family: Family
    number: int
    text: str
    length: int
    numbers: tuple[int, ...] = ()


_NUMERAL = r"[零〇○一二三四五六七八九十百千廿卅\d０-９]"
_CHINESE = r"[零〇一二三四五六七八九十百]"
_REFERRING = (
    r"(?:[款项目]|的|所[列述指称载约规]|规定|约定[的，,、]|[、和与或及至到]\s*第|第|中[的第规约]|之规定)"
)
_COUNTED = r"[%％万亿元倍月日天年]|小时|个月|个工作日|工作日"
# A decimal before these is a figure (2.5万元, 1.5年), unless a word begins with them (8.3 年龄, 2.1 日住院补贴).
_FIGURE = r"(?:[%％亿元倍折/月]|万(?!能)|小时|个月|个工作日|工作日|日(?!间|住院|常|均|额)|天|年(?!\s*[金度龄交缴生]))"
_WHOLE = (
    r"\d{1,2}\s*月|\d{1,2}\s*[日天][内前后起]|\d{2}\s*小时"  # 1.6月, 2.30日内: nobody counts these in tenths
)
_SEPARATOR = r"[\s：:、．.]*"
_PREFIX = re.compile(r"(?:注|备注|说明)\s*[：:]\s*(?=[（(]?\d)")
_PATTERNS: tuple[tuple[Family, re.Pattern[str]], ...] = (
    (Family.ARTICLE, re.compile(rf"第\s*({_NUMERAL}(?:\s?{_NUMERAL})*)\s*条(?!{_REFERRING}){_SEPARATOR}")),
    (Family.CHAPTER, re.compile(rf"第\s*({_NUMERAL}(?:\s?{_NUMERAL})*)\s*章(?![节规约]){_SEPARATOR}")),
    (Family.PART, re.compile(rf"第\s*({_NUMERAL}+)\s*(?:部分|编|篇|册)(?!{_REFERRING}){_SEPARATOR}")),
    (Family.PART, re.compile(rf"标段\s*({_NUMERAL}+)(?=\s|$|[：:]){_SEPARATOR}")),
    (Family.SECTION, re.compile(rf"第\s*({_NUMERAL}+)\s*节(?!{_REFERRING}){_SEPARATOR}")),
    (
        Family.APPENDIX,
        re.compile(
            rf"[【\[]?附(?:(?:录|件|表)\s*(?={_NUMERAL}|[A-Z]|[\s：:】\]、《]|$)|(?={_CHINESE}))({_NUMERAL}{{0,3}}|[A-Z])\s*(?:[】\]]|(?=[\s：:、《]|$)){_SEPARATOR}"
        ),
    ),
    (
        Family.DECIMAL,
        re.compile(
            rf"((?!0\d*[.．])\d{{1,2}}(?:[.．]\d{{1,3}}){{1,3}})(?![.．]?\d|\s*{_FIGURE}){_SEPARATOR}"
        ),
    ),
    (Family.CHINESE, re.compile(rf"({_CHINESE}{{1,3}})\s*[、．.](?!\d)\s*")),
    (Family.BRACKETED, re.compile(rf"[（(〔]\s*({_CHINESE}{{1,5}})\s*[）)〕]\s*[、．.：:]?\s*")),
    (Family.PAREN, re.compile(r"[（(〔]\s*([\d０-９]{1,3})\s*[）)〕]\s*[、．.：:]?\s*")),
    (
        Family.ARABIC,
        re.compile(
            rf"([\d０-９]{{1,3}})\s*(?:、|[．.](?![\d０-９])|．(?=[\d０-９]+\s*(?:{_COUNTED}))|\.(?={_WHOLE}))\s*"
        ),
    ),
    (Family.HALF_PAREN, re.compile(r"([\d０-９]{1,2})\s*[）)]\s*")),
    (Family.CIRCLED, re.compile(r"([①-⑳㉑-㉟㊱-㊿])\s*[、．.]?\s*")),
    (Family.ROMAN, re.compile(r"[（(]?\s*([Ⅰ-Ⅻⅰ-ⅻ])\s*[）)]?\s*[、．.]?\s*(?![期级型度类\-－至])")),
    (Family.LETTER, re.compile(r"(?:[（(]\s*([A-Za-z])\s*[）)]|([A-Za-z])\s*[、．.)）](?![A-Za-z.]))\s*")),
)
_INITIALS = frozenset("第标附【[（(〔") | frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


def read_label(text: str) -> Label | None:
    """The label that ``text`` begins with, or None. A reference at the start (第五条规定的…) is no label."""
    skip = _PREFIX.match(text)
    begin = skip.end() if skip else 0
    for family, pattern in _PATTERNS:
        match = pattern.match(text, begin)
        if match:
            return _label(family, match)
    return None


def _label(family: Family, match: re.Match[str]) -> Label | None:
    numeral = "".join(next(group for group in match.groups() if group is not None).split())
    numeral = unicodedata.normalize("NFKC", numeral) if family is not Family.CIRCLED else numeral
    if family is Family.DECIMAL:
        numbers = tuple(int(part) for part in numeral.split("."))
        return Label(family, numbers[-1], numeral, match.end(), numbers)
    number = ordinal_value(numeral) if numeral else 0
    if number is None:
        return None
    return Label(family, number, _normal(family, numeral, match[0]), match.end())


def _normal(family: Family, numeral: str, printed: str) -> str:
    compact = "".join(printed.split()).strip("：:、．.【】[]")
    match family:
        case Family.ARTICLE | Family.CHAPTER | Family.SECTION | Family.PART | Family.APPENDIX:
            return unicodedata.normalize("NFKC", compact)
        case Family.BRACKETED | Family.PAREN:
            return f"（{numeral}）"
        case _:
            return numeral


def _list_of(label: Label) -> tuple[Family, tuple[int, ...]]:
    """What a label counts in: its family, and for 2.3.1 also the 2.3."""
    return label.family, label.numbers[:-1]


_INLINE = re.compile(
    rf"(?<=[；。：;:])\s*(?=(?:{_CHINESE}{{1,2}}、)|(?:[（(]\s*(?:{_CHINESE}{{1,3}}|\d{{1,2}})\s*[）)])|(?:\d{{1,2}}[、．.](?!\d))|(?:\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}}\s)|[①-⑳])"
)


def inline_labels(
    text: str, first: Label | None, following: Label | None = None, before: Label | None = None
) -> list[tuple[int, Label]]:
    """Labels inside a paragraph that go on counting (``…；（三）…``), with their place in ``text``.

    A run is taken only where it counts: after label n of the same family comes n + 1, or the run starts
    with 1 and has a 2, here or at the head of the next paragraph (``following``). A paragraph without a label
    goes on from the item that the paragraph above it is (``before``). Anything else (``按（二）处理``) is
    running text.
    """
    found: list[tuple[int, Label]] = []
    if len(text) < 8:
        return found
    last = first or before
    expected: dict[tuple[Family, tuple[int, ...]], int] = {_list_of(last): last.number + 1} if last else {}
    anew = _list_of(before) if before and not first else None
    for match in _INLINE.finditer(text, first.length if first else 0):
        label = read_label(text[match.end() : match.end() + 12])
        if label is None:
            continue
        of = _list_of(label)
        if label.number == expected.get(of, 1) or (label.number == 1 and of == anew):
            expected[of] = label.number + 1
            anew = None if of == anew else anew
            found.append((match.end(), label))
    runs = {label.family for _, label in found if label.number >= 2}
    if following is not None and expected.get(_list_of(following)) == following.number:
        runs.add(following.family)
    return [(at, label) for at, label in found if label.family in runs]
