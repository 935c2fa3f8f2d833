"""Disability grades and the share of the sum insured that each is worth (伤残等级与给付比例)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extractor.calculators.statements import paragraph_text, quotation
from extractor.document import Document, Node, Span
from extractor.language.numerals import parse_number
from extractor.quotations import Quotation, quoted
from extractor.terms.passages import Passage

STANDARD = "《人身保险伤残评定标准及代码》（JR/T 0083-2013）：第一级 100%，每级相差 10%，第十级 10%"


@dataclass(frozen=True, slots=True)
class Ladder:
    """``rates`` by grade, 1 the gravest. ``law`` names the published standard where the text only refers to it."""

    rates: Mapping[int, Decimal]
    source: Quotation
    law: str = ""


_NAMED = re.compile(r"(?:伤残|残疾|残废)[^。\n]{0,24}(?:给付)?比例(?:一览)?表|(?:给付|赔付)比例表")
_TOKEN = re.compile(
    r"(?:第\s*)?(?P<grade>10|[1-9１-９]|[一二三四五六七八九十])\s*级|(?P<rate>\d{1,3}(?:\.\d+)?)\s*[%％]"
)
_HEAD = re.compile(r"伤残|残疾|残废|等级|级别")
_REGION = 6000  # characters that a table with every item of each grade may take
_STEPS = re.compile(
    r"第?一级[^。；]{0,24}?(?P<first>\d+)%[^。；]*?(?:第?十级)[^。；]{0,24}?(?P<last>\d+)%[^。；]*?每级[^。；]{0,6}?(?P<step>\d+)%"
)
_REFERRED = re.compile(r"人身保险伤残评定标准|JR/T0083|伤残评定标准|中保协发")
_BY_ITS_RATES = re.compile(
    r"(?:标准|该表|附表|附件|所[列附])[^。；]{0,60}比例|比例[^。；]{0,30}(?:标准|该表)|(?:等级|级别)[^。；]{0,14}对应[^。；]{0,16}比例|给付比例"
)


def ladder(document: Document, sentences: tuple[Passage, ...]) -> Ladder | None:
    """The document's own table, else the steps it states in words, else the standard whose ratios it says to follow."""
    return _table(document) or _stated(sentences) or _standard(sentences)


def _table(document: Document) -> Ladder | None:
    found = [one for node, start in _regions(document) if (one := _read(document, node, start)) is not None]
    return max(found, key=lambda one: len(one.rates), default=None)


def _regions(document: Document) -> Iterator[tuple[Node, int]]:
    """Where a table of grades may begin: after its name, or at rows that speak of grades and ratios."""
    for node in document.nodes:
        own = f"{node.heading}{node.section}"
        for span in node.paragraphs:
            text = "".join(span.quote(document.text).split())
            if (
                _NAMED.search(text)
                or (_HEAD.search(text) and "比例" in text and len(text) < 60)
                or _NAMED.search(own)
            ):
                yield node, span.start


def _read(document: Document, node: Node, start: int) -> Ladder | None:
    """Grades and ratios in the order they are printed: side by side, or a row of grades over a row of ratios."""
    text = document.text[start : start + _REGION]
    rates: dict[int, Decimal] = {}
    waiting: list[int] = []
    first = end = 0
    for token in _TOKEN.finditer(text):
        if token["grade"]:
            number = parse_number(token["grade"])
            grade = int(number) if number is not None else 0
            if grade == 1 and rates and len(rates) > 2:
                break
            if grade and grade not in rates and grade not in waiting:
                waiting.append(grade)
            first = first or token.start() + 1
        elif waiting:
            rates[waiting.pop(0)] = Decimal(token["rate"]) / 100
            end = token.end()
        if end and token.start() - end > 2500:
            break
    if not _is_ladder(rates):
        return None
    span = Span(start + first - 1, start + end)
    return Ladder(dict(sorted(rates.items())), quoted(document, node.path, span))


def _is_ladder(rates: Mapping[int, Decimal]) -> bool:
    """Grades from 1 on without a gap, each worth less than the one before, the first the whole sum or most of it."""
    grades = sorted(rates)
    return (
        len(grades) >= 4
        and grades == list(range(1, len(grades) + 1))
        and all(rates[upper] > rates[lower] for upper, lower in pairwise(grades))
        and Decimal("0.5") <= rates[1] <= 1
    )


def _stated(sentences: tuple[Passage, ...]) -> Ladder | None:
    for sentence in sentences:
        match = _STEPS.search(sentence.text)
        if match is None:
            continue
        first, last, step = (Decimal(match[name]) / 100 for name in ("first", "last", "step"))
        rates = {grade: first - step * (grade - 1) for grade in range(1, 11)}
        if rates[10] == last:
            return Ladder(rates, quotation(sentence))
    return None


def _standard(sentences: tuple[Passage, ...]) -> Ladder | None:
    """Only where the paragraph that names the standard also says that its ratios are paid."""
    for sentence in sentences:
        if _REFERRED.search(sentence.text) and _BY_ITS_RATES.search(paragraph_text(sentence)):
            rates = {grade: Decimal(11 - grade) / 10 for grade in range(1, 11)}
            return Ladder(rates, quotation(sentence), STANDARD)
    return None
