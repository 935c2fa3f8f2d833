"""Figures of a term (数额、比例): the amount and the share that a sentence states, told from those it only names.

A restatement in brackets (``伍万元（¥50000）``) is one figure, and where words and digits disagree the words
count; the disagreement itself is a finding. Ends of tiers (10万元以上) and figures of conditions (损失率超过30%的)
state nothing.
"""

import re
from decimal import Decimal

from extractor.document import Span
from extractor.language.amounts import find_rates, find_yuan
from extractor.language.tiers import find_tiers
from extractor.language.units import segment_at, split_segments
from extractor.quantities import Money, MoneyRange, Quantity, Rate
from extractor.records import FieldValue
from extractor.terms.passages import Passage

_RESTATED = re.compile(r"[整正]?(?:[（(](?:大写|小写|人民币|即|[¥￥：:])*|/)$")
_CONDITION = re.compile(r"(?:的|时|者|后|以上|以下|以内)$|^(?:每)?(?:达到|超过|不足|满)")


def stated_amounts(text: str) -> list[Quantity]:
    """Amounts in yuan that ``text`` states as Money, restatements left out, in reading order."""
    tiers = [q.span for q in find_tiers(text) if isinstance(q.value, MoneyRange) and not _is_bound(text, q)]
    money = [q for q in find_yuan(text) if not re.match(r"的整(?:倍)?数", text[q.span.end :])]
    return _first_said(text, [q for q in money if not any(tier.covers(q.span) for tier in tiers)])


def stated_rates(text: str) -> list[Quantity]:
    """Shares that ``text`` states, restatements and the steps of a formula (1-25%) left out."""
    rates = [q for q in find_rates(text) if not _in_formula(text, q.span)]
    return _first_said(text, [q for q in rates if not _TAX.match(text, q.span.end)])


_TAX = re.compile(r"的?增值税")  # 含6%增值税: no share of the price


def _is_bound(text: str, tier: Quantity) -> bool:
    """``不超过100元`` bounds a payment, ``100元以上`` only names a tier."""
    return re.search(r"不(?:得|能)?(?:超过|超出|高于|低于|少于)", tier.span.quote(text)) is not None or (
        re.match(r"(?:为限|为上限|赔偿|给付|$)", text[tier.span.end :]) is not None
        and "以内" in tier.span.quote(text)
    )


def _in_formula(text: str, span: Span) -> bool:
    return re.search(r"[（(\[$×*]1[-+－—–＋]$", text[: span.start]) is not None


def _first_said(text: str, found: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    end = -1
    for quantity in found:
        between = text[end : quantity.span.start] if kept else ""
        if not kept or not _RESTATED.fullmatch(between):
            kept.append(quantity)
        end = quantity.span.end
    return kept


def unconditional(text: str, found: list[Quantity]) -> list[Quantity]:
    """The figures outside conditions; all where every one stands in a condition that does not compare (超过…5%的)."""
    found = [
        q
        for q in found
        if not (_COMPARED.search(text[: q.span.start]) and re.match("的，", text[q.span.end :]))
    ]
    return [q for q in found if not _in_condition(text, q.span.start)] or found


def _in_condition(text: str, at: int) -> bool:
    segment = segment_at(text, at)
    return segment is not split_segments(text)[-1] and _CONDITION.search(segment.text) is not None


_COMPARED = re.compile(r"(?:超过|达到|低于|高于|不足|未达)[^，。；]{0,16}$")


def only(found: list[Quantity]) -> Quantity | None:
    """The figure where all say the same; several different figures are left to the quote."""
    return found[0] if found and len({quantity.value for quantity in found}) == 1 else None


def put_figures(
    passage: Passage, start: int, text: str, fields: dict[str, FieldValue], evidence: dict[str, Span]
) -> None:
    """Write ``amount`` (yuan) and ``rate`` of ``text``, which begins at ``start`` of the unit, with evidence."""
    amounts = only(unconditional(text, stated_amounts(text)))
    rates = only(unconditional(text, stated_rates(text)))
    for name, quantity in (("amount", amounts), ("rate", rates)):
        if quantity is not None:
            source = passage.unit.span(start + quantity.span.start, start + quantity.span.end)
            put_figure(name, quantity, source, fields, evidence)


def put_figure(
    name: str, quantity: Quantity, source: Span, fields: dict[str, FieldValue], evidence: dict[str, Span]
) -> None:
    """Write one figure under ``name`` with the characters of the document that state it."""
    fields[name] = _number(quantity)
    evidence[name] = source


def _number(quantity: Quantity) -> Decimal:
    if isinstance(quantity.value, Money):
        return quantity.value.amount
    if isinstance(quantity.value, Rate):
        return quantity.value.value
    raise TypeError(f"no figure: {quantity.value!r}")
