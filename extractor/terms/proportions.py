"""Payments in proportion (比例赔付): with other insurance, under-insurance, premiums paid short (保险法第五十五、五十六条)."""

import re

from extractor.language.liability import find_refusal
from extractor.language.units import segment_at
from extractor.terms.caps import Bound
from extractor.terms.exclusions import refusal_clause

_OTHER_INSURANCE = re.compile(
    r"重复保险|(?:其他|其它|另有|另外)[^，。；]{0,16}保险|两[个家]以上(?:的)?保险(?:人|公司)|(?:同样|相同|类似)[^，。；]{0,6}(?:保障|责任)|与其他"
)
_PRO_RATA = re.compile(r"比例|之比|分摊|分担")
_PREMIUM_RATIO = re.compile(
    r"(?:实[付交缴收]|原[收交缴]|已[交缴付])[^，。；]{0,4}?(?:保险费|保费)?[与和][^，。；]{0,4}?应[付交缴收]?[付交缴收](?:的)?(?:保险费|保费)?(?:数额)?的?(?:比例|之比)"
)
_AVERAGE = re.compile(
    r"按照?[^。；]{0,50}?[与和占][^。；]{0,50}?(?:的比例|之比)[^，。；]{0,24}(?:赔|给付|偿付|承担|分摊)|保险金额[与和][^，。；]{0,24}(?:价值|市场价)[^，。；]{0,4}(?:比例|之比)|保险金额[^，。；]{0,4}占[^，。；]{0,10}价值的比例|(?:部分价值|不足额|低于[^，。；]{0,10}价值)[^。；]{0,30}按比例(?:赔|偿付|承担|计算)"
)


def proportion(text: str) -> Bound | None:
    """The bound that a sentence sets by a ratio, or None."""
    ratio = _PREMIUM_RATIO.search(text)
    if ratio and re.search(r"给付|赔|支付", text[ratio.end() :] or ""):
        return Bound("other", _clause_of(text, ratio.start()), len(text), len(text))
    refusal = find_refusal(text)
    if refusal:  # …按比例赔付，其他保险人应承担的部分，保险人不予垫付: the bound ends before the refusal
        start, _ = refusal_clause(text, refusal.start())
        return proportion(text[: start - 1]) if start > 20 else None
    if (
        _OTHER_INSURANCE.search(text)
        and _PRO_RATA.search(text)
        and re.search(r"赔|给付|承担|分[摊担]", text)
        and "扣除" not in text
    ):
        return Bound("contribution", 0, len(text), len(text))
    if re.search(r"保险人[和与及、][^，。；]{0,12}保险人[^。；]*比例[^。；]*(?:分摊|分担|承担|赔偿)", text):
        return Bound("contribution", 0, len(text), len(text))
    if (
        re.search(r"总和的?比例|之和的?比例", text)
        and re.search(r"其[他它]|各保险|各合同|重复", text)
        and re.search(r"赔|给付", text)
    ):
        return Bound("contribution", 0, len(text), len(text))
    return (
        Bound("other", 0, len(text), len(text))
        if _AVERAGE.search(text) and re.search(r"赔|偿付|给付|保险责任|费用", text)
        else None
    )


def _clause_of(text: str, at: int) -> int:
    """Where an alternative that ends the sentence begins (``…补交保险费，或者在给付保险金时按…``)."""
    segment = segment_at(text, at)
    return segment.start if re.match(r"或者?", segment.text) else 0
