"""Amounts in the text that disagree (金额矛盾): 大写 and digits, a rate and its amount, a sum and its parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extractor.document import Document, Span
from extractor.findings.passages import Passage, finding
from extractor.language.amounts import find_rates, find_yuan
from extractor.language.numerals import numeral_conflict
from extractor.quantities import Money, Rate
from extractor.records import Finding

_CODE = "amount-mismatch"
_CLOSE = Decimal("0.005")  # rounding of a product to whole yuan or fen
_FAR = Decimal(5)  # an amount further off than this was not meant as the product


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount or a rate in a passage: value, and its place in the view."""

    value: Decimal
    start: int
    end: int


def find_figures(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Every disagreement that the figures of one passage, or of two that name the same price, prove."""
    prices = _contract_prices(passages)
    for passage in passages:
        text = passage.view.text
        for match in _NUMERAL_TWICE.finditer(text):
            if numeral_conflict(match[0]):
                yield _told(
                    document,
                    passage,
                    match.start(),
                    match.end(),
                    "同一数字的中文与阿拉伯写法不一致；请核对后统一。",
                )
        money = _money(text)
        if not money:
            continue
        rates = _rates(text)
        yield from _twice_stated(document, passage, money)
        yield from _products(document, passage, money, rates, prices)
        yield from _sums(document, passage, money)
    yield from _examples(document, passages)


_NUMERAL_TWICE = re.compile(r"[一二三四五六七八九十百]{1,5}[（(]\d{1,4}[）)]")


def _money(text: str) -> list[_Figure]:
    return [
        _Figure(one.value.amount, one.span.start, one.span.end)
        for one in find_yuan(text)
        if isinstance(one.value, Money)
    ]


def _rates(text: str) -> list[_Figure]:
    return [
        _Figure(one.value.value, one.span.start, one.span.end)
        for one in find_rates(text)
        if isinstance(one.value, Rate) and 0 < one.value.value < 1
    ]


def _told(document: Document, passage: Passage, start: int, end: int, message: str) -> Finding:
    return finding(document, _CODE, passage.path, passage.view.span(start, end), message)


# --- 大写 and digits ---------------------------------------------------------------------------------

_SAME_SUM = re.compile(r"[，、（(]*(?:小写|大写|即|RMB|人民币)?[：:]?[（(]?")


def _twice_stated(document: Document, passage: Passage, money: Sequence[_Figure]) -> Iterator[Finding]:
    text = passage.view.text
    for one, other in pairwise(money):
        between = text[one.end : other.start]
        worded = _is_worded(text, one) != _is_worded(text, other)
        if worded and one.value != other.value and between and _SAME_SUM.fullmatch(between):
            message = (
                f"同一金额的大写为{_yuan(one.value)}，小写为{_yuan(other.value)}，两者不一致；请核对后改正。"
            )
            if _is_worded(text, other):
                message = f"同一金额的小写为{_yuan(one.value)}，大写为{_yuan(other.value)}，两者不一致；请核对后改正。"
            yield _told(document, passage, one.start, other.end, message)


def _is_worded(text: str, figure: _Figure) -> bool:
    return not any(char.isdigit() and char.isascii() for char in text[figure.start : figure.end])


def _yuan(value: Decimal) -> str:
    return f"{value.normalize():f}元"


# --- a rate and its amount ---------------------------------------------------------------------------

# 其中30%即人民币25000元; 按1.0‰计收，保险费2300元; 的20%……即每亩15元
_RESULT = re.compile(r"[^。；]{0,24}?(?:即|计(?![算收])|折合|计[算收]，[^，。；\d]{0,8})[^，。；\d]{0,12}")
_PRICE = re.compile(r"合同(?:暂定)?(?:总)?(?:价款?|金额)|中标(?:价|金额)")
_SHARE_OF = re.compile(r"(?:为|是|按)([^，。；：的\d]{2,12})的$")


def _contract_prices(passages: Sequence[Passage]) -> set[Decimal]:
    """What the document gives as the contract price (合同总价、合同金额)."""
    prices = set()
    for passage in passages:
        text = passage.view.text
        for figure in _money(text):
            if re.search(rf"(?:{_PRICE.pattern})[^，。；、%]{{0,14}}$", text[: figure.start].rstrip("（¥￥")):
                prices.add(figure.value)
    return prices


def _products(
    document: Document,
    passage: Passage,
    money: Sequence[_Figure],
    rates: Sequence[_Figure],
    prices: set[Decimal],
) -> Iterator[Finding]:
    text = passage.view.text
    for rate in rates:
        claim = _claimed(text, money, rate)
        if claim is None:
            continue
        base, result = claim
        bases = {base.value} if base is not None else set()
        if base is None and re.search(rf"(?:{_PRICE.pattern})的$", text[: rate.start]):
            bases = prices
        if not bases or any(
            _equal(one * rate.value, result.value)
            for one in (*bases, *(m.value for m in money if m.end <= result.start))
        ):
            continue
        nearest = min(bases, key=lambda one: abs(one * rate.value - result.value))
        product = nearest * rate.value
        if product == 0 or not 1 / _FAR < result.value / product < _FAR:
            continue
        share = text[rate.start : rate.end]
        message = (
            f"{_yuan(nearest)}的{share}应为{_yuan(product)}，文中为{_yuan(result.value)}；请核对金额或比例。"
        )
        yield _told(document, passage, min(rate.start, result.start), result.end, message)


def _claimed(text: str, money: Sequence[_Figure], rate: _Figure) -> tuple[_Figure | None, _Figure] | None:
    """The base and the amount that the text says a rate gives; the base None where it stands elsewhere."""
    later = [one for one in money if one.start >= rate.end]
    before = [one for one in money if one.end <= rate.start]
    shared = _SHARE_OF.search(text[: rate.start])
    if shared is not None:
        named = [one for one in later if text[: one.start].rstrip("为是人民币").endswith(shared[1])]
        following = [one for one in later if named and one.start > named[0].end]
        if following and "。" not in text[named[0].end : following[0].start]:
            return named[0], following[0]
    if later and _RESULT.fullmatch(text[rate.end : later[0].start]):
        return (before[-1] if before else None), later[0]
    premium = [
        one for one in later if re.search(r"保险费(?:为|是)?(?:人民币)?$", text[: one.start].rstrip("¥￥"))
    ]
    if premium and re.search(r"费率为?$", text[: rate.start]):
        bases = [one for one in later if one.start < premium[0].start]
        if len(bases) == 1 and "。" not in text[rate.end : premium[0].start]:
            return bases[0], premium[0]
    return None


_RELATION = re.compile(r"([^，。；：]{2,16})(?:为|是|按)([^，。；：的\d]{2,12})的$")


def _examples(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """A worked example in a later paragraph that does not follow the stated share (每月金额为年保险费的8.8%)."""
    for at, passage in enumerate(passages):
        text = passage.view.text
        for rate in _rates(text):
            relation = _RELATION.search(text[: rate.start])
            if relation is None:
                continue
            for later in passages[at + 1 :]:
                if later.node != passage.node:
                    break
                found = _example(later, relation[1], relation[2], rate.value)
                if found is None:
                    continue
                base, result = found
                share = text[rate.start : rate.end]
                message = f"{_yuan(base.value)}的{share}应为{_yuan(base.value * rate.value)}，此例为{_yuan(result.value)}；请核对。"
                yield _told(document, later, base.start, result.end, message)


def _example(passage: Passage, part: str, whole: str, share: Decimal) -> tuple[_Figure, _Figure] | None:
    """The amounts of whole and part in one sentence where the part is not the share of the whole."""
    text = passage.view.text
    money = _money(text)
    for base, result in pairwise(money):
        between = text[base.end : result.start]
        named = text[: base.start].rstrip("为是人民币").endswith(whole) and "。" not in between
        alike = any(part[i : i + 3] in between for i in range(len(part) - 2))
        product = base.value * share
        if named and alike and not _equal(product, result.value) and 1 / _FAR < result.value / product < _FAR:
            return base, result
    return None


def _equal(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= max(abs(one) * _CLOSE, Decimal("0.01"))


# --- a sum and its parts -----------------------------------------------------------------------------

_TOTAL = re.compile(r"(?:合计|总计|共计|总额为?|合共)(?:[^，。；\d]{0,8})$")


def _sums(document: Document, passage: Passage, money: Sequence[_Figure]) -> Iterator[Finding]:
    text = passage.view.text
    parts: list[_Figure] = []
    for one in money:
        if _TOTAL.search(text[: one.start]):
            total = sum((part.value for part in parts), Decimal(0))
            if len(parts) > 1 and total != one.value and Decimal("0.8") < one.value / total < Decimal("1.25"):
                message = f"各项之和为{_yuan(total)}，合计却写{_yuan(one.value)}；请核对各项金额与合计。"
                yield _told(document, passage, parts[0].start, one.end, message)
            parts = []
        elif not (
            parts and parts[-1].value == one.value and _SAME_SUM.fullmatch(text[parts[-1].end : one.start])
        ):
            parts.append(one)


def stated_values(passages: Sequence[Passage], name: str) -> list[tuple[Passage, Decimal, Span]]:
    """Numbers that the text gives for a name (``自主定价系数：0.75``), with the words that state them."""
    pattern = re.compile(rf"{re.escape(name)}(?:为|是|：|＝|=)(\d+(?:\.\d+)?)(?![\d%‰万元年月日天个])")
    return [
        (passage, Decimal(match[1]), passage.view.span(match.start(), match.end()))
        for passage in passages
        if passage.owner.table is None
        for match in pattern.finditer(passage.view.text)
    ]
