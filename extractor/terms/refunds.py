"""Refunds (退费): what is given back when a contract or a cover ends, and the fee that is kept (手续费、工本费).

A unit refunds where the verb is the statement itself; ``在…退还现金价值时`` only names an occasion.
"""

import re
from dataclasses import dataclass

from extractor.language.units import Segment, split_segments
from extractor.structure.headings import Role
from extractor.terms.figures import stated_amounts, stated_rates
from extractor.terms.passages import Passage


@dataclass(frozen=True, slots=True)
class Part:
    """A payment of a kind in ``text[start:end]`` of a unit; its figures stand in ``text[figures[0]:figures[1]]``."""

    kind: str
    start: int
    end: int
    figures: tuple[int, int]


_VERB = re.compile(
    r"(?<!不)(?<!不予)(?:退还|返还|退回|退给|退费|无息退|退投保人|全额退)(?!受益人|的(?:那)?部分|的责任|责任|比例|金额[^，。；]{0,4}的|申请)"
)
_OBJECT = re.compile(
    r"保险费|保费|差额|现金价值|剩余|其余|余额|手续费|多[收交]|部分|账户价值|退费|佣金|服务费|预付|款项|已[收交付缴]"
)
_NOT_MONEY_BACK = re.compile(
    r"(?<!向)(?<!给)(?<!其他)(?:受益人|被保险人|申请人|领取人|受领人|权利人)(?:应当?|须|需|必须)?[^，。；]{0,24}(?:退还|返还)(?!给)|(?:退还|返还)[^，。；]{0,16}(?:已给付|已领|给付的|身故保险金|赔款|赔偿金|多付|多给付)|扣减或者要求返还|(?<=保险金)，?(?:并|同时|且)[^，。；]{0,6}[返退]还(?![^，。；]*减)|返还受益人|(?:单证|印章|宣传材料|物品)[^，。；日后]{0,8}(?:退还|返还)|(?:退还|返还)[^，。；]{0,8}(?:原件|资料|材料|单证|数据)"
)
_FORMULA = re.compile(
    r"(?:退保(?:保费|金额?|费)|未?满期净?保(?:险)?费|净保(?:险)?费|现金价值(?:金额)?|[应]?退[还]?(?:的)?保(?:险)?费|应退[^，。；=]{0,8}|短期[^，。；=]{0,8}退费)(?:\$?=|(?:的)?计算公式为[“：]?(?=[^，。；=]{0,6}(?:保险费|保费)[×*])|(?:：|是|为|，)*指(?=[^，。；=]{0,12}(?:保险费|保费)[×*xX][（(]1[-－—–]))"
)
_FEE = re.compile(
    r"(?P<verb>支付|交付|缴纳|扣除|收取|扣收|交纳)[^，。；]{0,30}?(?P<noun>手续费|工本费|成本费|退保费用)"
)
_FACTOR = re.compile(r"退保系数|(?:计算|下列|以下)[^，。；]{0,10}(?:应)?退还的?(?:保险费|保费|现金价值)")


def read_refund(passage: Passage) -> list[Part]:
    """The refund of a unit and the fee kept from it; the main one quotes the sentence, the other its clause."""
    text = passage.text
    formula = _FORMULA.search(text)
    if formula:
        return [Part("refund", _formula_start(passage, formula), len(text), (formula.end(), len(text)))]
    if passage.role is Role.DEFINITIONS or _NOT_MONEY_BACK.search(text) or re.search(r"保证金|押金", text):
        return []
    fee, back = _fee(text), _back(text)
    if fee and re.match(r"支付|交付|缴纳|交纳", text[_verb_at(text, fee) :]):
        parts = [Part("refund_fee", 0, len(text), (fee.start, fee.end))]
        return parts + (
            [Part("refund", back.start, back.end, (back.end, back.end))]
            if back and back.start > fee.start
            else []
        )
    if back is None:
        return [Part("refund", 0, len(text), (len(text), len(text)))] if _FACTOR.search(text) else []
    if fee is None:
        return [Part("refund", 0, len(text), (0, len(text)))]
    start, end = _deduction(text, fee)
    return [Part("refund", 0, len(text), (end, end)), Part("refund_fee", start, end, (start, end))]


def _formula_start(passage: Passage, formula: re.Match[str]) -> int:
    return formula.start() if passage.role is Role.DEFINITIONS or formula.start() > 12 else 0


def _fee(text: str) -> Segment | None:
    """The segment that sets the fee with its figure."""
    for segment in split_segments(text):
        match = _FEE.search(segment.text)
        if match and (stated_amounts(segment.text) or stated_rates(segment.text)):
            return segment
    return None


def _verb_at(text: str, fee: Segment) -> int:
    match = _FEE.search(text, fee.start)
    return match.start("verb") if match else fee.start


def _deduction(text: str, fee: Segment) -> tuple[int, int]:
    """``在扣除10元工本费后`` inside a longer segment."""
    match = re.search(
        r"(?:但要|并|在|应当?|可以?|将)?扣(?:除|收)[^，。；]*?(?:手续费|工本费|成本费|退保费用)后?", fee.text
    )
    if match is None:
        return fee.start, fee.end
    return fee.start + match.start(), fee.start + match.end()


def _back(text: str) -> Segment | None:
    """The segment whose statement is the refund, or None."""
    segments = split_segments(text)
    for at, segment in enumerate(segments):
        match = _VERB.search(segment.text)
        if match is None or _is_occasion(segment, match, last=at == len(segments) - 1):
            continue
        before = "".join(one.text for one in segments[: at + 1])
        if _OBJECT.search(segment.text) or _OBJECT.search(before):
            return segment
    return None


def _is_occasion(segment: Segment, match: re.Match[str], *, last: bool) -> bool:
    """``退还…时``, ``退还的…``: the refund is only spoken of."""
    rest = segment.text[match.end() :]
    if re.match(r"[^，。；]{0,10}之日", rest):
        return True
    if re.search(r"(?:时|之前|前|后)$", rest) and not re.search(r"时的现金价值|日内|[向给]", rest):
        return True
    if re.search(r"^(?:[^，。；]{0,12})(?:、|或)[^，。；]{0,40}(?:时|前)$", rest):
        return True
    if not last and re.search(r"的$", segment.text) and not re.search(r"[给向][^，]{1,8}$", segment.text):
        return True
    return (
        re.search(r"(?:增收|加收|收取)(?:或者?|或)$", segment.text[: match.start()]) is not None
        or "要求" in segment.text[: match.start()]
    )
