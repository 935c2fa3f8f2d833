"""Which limits lighten the insurer (减轻责任的限额): deductibles, shares, proportions, parts with a limit of their own.

The sum insured and the limits of a cover say how much is insured; they free nobody.
"""

import re
from collections.abc import Mapping

from extractor.records import FieldValue

_TAKES_OFF = re.compile(
    r"扣[减除]|减去|剔除|比例|之比|分摊|分担|(?:剩余|不足|差额)部分|总额不(?:能|得)?超过|免赔|自[负付](?:额|比例|部分)|免付"
)
# What is taken off is no loss: residual value, debts, the insurer's own advance, money of the account.
_OWED = re.compile(
    r"残值|残余|作价折归|欠[款交缴]|借款|贷款|现金价值|账户价值|未(?:还|付|交|缴)[^，。；]{0,6}保险费|先行支付|预付|累计申请部分领取"
)
_NO_DEDUCTIBLE = re.compile(
    r"(?:不(?:再|另|另行)?(?:设|计|扣|适用)|无|没有|取消)[^，。；]{0,20}(?:免赔|自[负付])|(?:免赔[额率]|免赔天数)[^，。；]{0,6}为(?:0|零)"
)
_ONCE = re.compile(
    r"(?:只|仅|最多)[^，。；]{0,12}(?:给付|赔偿|赔付)[^，。；]{0,30}(?:一项|较高|最高|较重|其中)|较高[^，。；]{0,10}一项|不(?:得)?重复(?:赔偿|给付)"
)
_DAYS = re.compile(r"(?:天数|日数)|[\d一二三四五六七八九十百]+(?:日|天)为限")
# A cost that is paid up to the whole sum insured is not cut.
_WHOLE_SUM = re.compile(
    r"(?:不(?:得)?(?:超过|高于)|以)[^，。；]{0,30}(?:保险金额|赔偿限额|责任限额|保险价值)(?:的数额|全数)?(?:为限|为最高限额)?(?:$|[，。；])"
)
_PROPORTIONAL = {"deductible", "copay", "contribution"}


def lessens(kind: str, text: str, fields: Mapping[str, FieldValue]) -> bool:
    """Does a limit of this kind, in these words, pay less than the loss or the benefit that is insured?"""
    if _NO_DEDUCTIBLE.search(text) and not re.search(r"[1-9]\d*%|[1-9]\d*元", text):
        return False
    if kind in _PROPORTIONAL:
        rates = [float(rate) for rate in _PERCENT.findall(text)]
        return not rates or min(rates) < 100
    if _OWED.search(text) or _WHOLE_LOSS.search(text):
        return False
    if _DAYS.search(text) and re.search(r"给付|津贴|补贴|住院|赔", text):
        return True
    if kind == "sum_insured" and not re.search(r"赔|给付|补偿", text):
        return False
    capped = _caps(text) and _is_own_figure(text, fields)
    if kind == "sub_limit" or (capped and _COST.search(text)):
        return capped
    return _TAKES_OFF.search(text) is not None or _ONCE.search(text) is not None


_CAP = re.compile(r"限额|上限|为限|最高|不(?:得|能)?(?:超过|高于)|以内")
_STATED = re.compile(r"载明|约定|列明|[\d一二三四五六七八九十百千万]+(?:元|%|日|天)")
_COST = re.compile(r"费(?:用)?[^。；]*(?:为限|不(?:得)?超过|为上限)")
_PERCENT = re.compile(r"([\d.]+)%")
_TIMES = re.compile(r"(?:[\d一二三四五六七八九十]+)次为限")
_RULE_OF_SUM = re.compile(r"附加(?:险|保险)限额|保险金额[^，。；]{0,6}不(?:得|能|应)?(?:高于|超过)")
_WHOLE_LOSS = re.compile(r"视为全损|全损的")


def _caps(text: str) -> bool:
    """It bounds what is paid, not how often, nor how high the sum insured may be set."""
    return _CAP.search(_TIMES.sub("", text)) is not None and _RULE_OF_SUM.search(text) is None


def _is_own_figure(text: str, fields: Mapping[str, FieldValue]) -> bool:
    if fields.get("rate") == 1:
        return False
    figured = "amount" in fields or "rate" in fields or bool(fields.get("in_schedule"))
    return figured or (_STATED.search(text) is not None and not _WHOLE_SUM.search(text))
