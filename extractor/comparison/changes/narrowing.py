"""What adds a condition to a rule (附加条件): one more thing that must hold, so that the rule reaches less far."""

import re
from collections.abc import Sequence

from extractor.comparison.changes.context import FREES, PAYS, supposes
from extractor.comparison.changes.tokens import Token, text_of

_CONJUNCT = re.compile(r"^[，；]?(?:且|并且|而且)|(?:且|并且|而且)$")
_MUST_HOLD = re.compile(r"^[，；]?(?:且|并且|而且|并|同时)(?:还|仍|均)?(?:必须|须|需|应当?)")
_TO_DO = re.compile(
    r"通知|告知|提供|提交|申请|交纳|交付|缴|支付|赔偿|给付|退还|返还|承担|负责|协助|配合|说明|出具"
)


def narrows(around: Sequence[Token], whole: Sequence[Token]) -> bool:
    """Whether the words are one more thing that must hold for what is paid or left unpaid.

    Either they join what is supposed (住院且连续住院满三日的，), or they follow the promise and are nothing that somebody
    must do (，且须自合同生效之日起满90日). A rule with one more condition reaches less far, whomever it helps.
    """
    text = text_of(around)
    unit = [token for token in whole if token.unit == around[0].unit]
    rest = text_of(token for token in unit if token not in around)
    if not (PAYS.search(rest) or FREES.search(rest)):
        return False
    if _CONJUNCT.search(text) and len({token.segment for token in around}) == 1:
        segment = [token for token in unit if token.segment == around[-1].segment]
        if supposes(segment, unit):
            return True
    return _MUST_HOLD.search(text) is not None and _TO_DO.search(text) is None
