"""On what basis a premium is given back (退费依据): every sentence that says so, in the case that it is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from extractor.calculators.cases import ENDING, PAID, Case, Told, is_after, told_cases
from extractor.calculators.termination import Terminator
from extractor.language.amounts import find_yuan
from extractor.language.units import split_segments
from extractor.quantities import Money, Rate
from extractor.quotations import Quotation
from extractor.terms.figures import stated_rates
from extractor.terms.passages import Passage


class Method(StrEnum):
    """How the refund is found."""

    WHOLE = "whole"  # 全额退还
    SHORT_RATE = "short_rate"  # 短期费率
    DAILY = "daily"  # 按日比例
    UNEXPIRED = "unexpired"  # 未满期保险费
    UNEXPIRED_NET = "unexpired_net"  # 未满期净保险费
    CASH_VALUE = "cash_value"  # 现金价值
    FORMULA = "formula"  # 公式写明
    REMAINING_LIMIT = "remaining_limit"  # 限额扣除已赔付后剩余部分的保险费
    SHARE = "share"  # 按表列（约定）比例退还
    NOTHING = "nothing"  # 不退还
    FORBIDDEN = "forbidden"  # 不得解除
    ONLY_UNPAID = "only_unpaid"  # 只载明未发生给付时如何退还
    UNSAID = "unsaid"  # 退还剩余部分，未载明算法


@dataclass(frozen=True, slots=True)
class Basis:
    """How much is given back in a case. The fee is a share of the premium or an amount; ``fee_open`` is True where the
    text takes a fee and leaves its height to the schedule, ``at_most`` where it only bounds it (不超过10元).
    ``within`` are the days after a payment in which the case can arise."""

    method: Method
    case: Case
    source: Quotation
    beside: str
    fee_rate: Decimal | None = None
    fee_amount: Decimal | None = None
    fee_open: bool = False
    at_most: bool = False
    within: int | None = None


def find_bases(sentences: tuple[Passage, ...]) -> tuple[Basis, ...]:
    """Every basis of an ordinary termination that the document states, in reading order."""
    found: list[Basis] = []
    for _, article in groupby(sentences, key=lambda one: one.article):
        found.extend(_article(list(article)))
    return tuple(_without_echo(found))


def _article(article: list[Passage]) -> Iterator[Basis]:
    last: Basis | None = None
    for told in told_cases(article):
        basis = _basis(told)
        if last is not None and told.likewise:
            basis = replace(last, case=replace(last.case, by=told.case.by), source=told.source)
        if basis is None:
            continue
        yield basis
        if told.unpaid and not basis.case.after_payment:
            yield replace(basis, method=Method.ONLY_UNPAID, case=replace(basis.case, after_payment=True))
        last = basis


# --- the method -----------------------------------------------------------------------------------------

_FORBIDDEN = re.compile(
    r"(?:投保[人方]|您|被保险人|农户|双方|客户)[^，。；]{0,10}不[得能](?:要求|申请|再)*(?:解除|退保|退费|终止|撤销)(?![^，。；]{0,8}的(?:情况|情形|除外))"
)
_EXCEPTED = re.compile(r"(?:已经?|发生)[^，。；]{0,24}(?:给付|赔[款付偿]|保险金)[^，。；]{0,8}的?除外")
_METHODS = (
    (
        Method.REMAINING_LIMIT,
        re.compile(
            r"(?:限额|保险金额)[^，。；]{0,6}扣除[^，。；]{0,18}后的?剩余部分的保险?费|未受损失部分的保险?费"
        ),
    ),
    (Method.SHORT_RATE, re.compile(r"短期(?:月)?费率|短期保险?费")),
    (
        Method.DAILY,
        re.compile(
            r"按?日的?比例|按[日天](?:计|收|扣|平均|均摊|折算|分摊)|按[^，。；]{0,4}(?:剩余|未到期|未经过)[^，。；]{0,8}[天日]数|[天日]数[^，。；]{0,4}[占与和][^，。；]{0,14}(?:比例|之比)"
        ),
    ),
    (Method.UNEXPIRED_NET, re.compile(r"未满期?净保险?费")),
    (Method.UNEXPIRED, re.compile(r"未[满到]期的?保险?费")),
    (Method.CASH_VALUE, re.compile(r"现金价值")),
    (Method.FORMULA, re.compile(r"公式")),
    (
        Method.SHARE,
        re.compile(
            r"(?:退费|退保|退还)[^，。；]{0,6}比例|比例表?》?[^，。；]{0,14}(?:退还|返还|退费)|按[^，。；]{0,16}比例[^，。；]{0,6}(?:退还|返还)"
        ),
    ),
)
_BACK = re.compile(r"退还|返还|退回|退给|全额退|退费|退投保人|退保金")
_WHOLE = re.compile(
    r"(?:全额|全部|无息)[^，。；]{0,6}[退返]|[退返]还[^，。；]{0,14}(?:全部|所[交缴]|已收|已[交缴]|自[交缴]|实际)[^，。；]{0,12}保险?费|已[收交缴][^，。；]{0,8}保险?费[^，。；]{0,4}[退返]还|所[交缴]的?保险?费[^，。；]{0,4}[退返]还|[退返]还(?:其|您|投保人)?(?:的)?保险?费(?:$|，)"
)
_REMAINDER = re.compile(r"剩余|其余|余额|应收的部分|部分保险?费")
_OF_PREMIUM = re.compile(r"保险?费|退保|解除")
_FRAGMENT = re.compile(
    r"^.{0,9}$|但应当?须?退还保险?费$"
)  # the tail of a sentence on non-disclosure, torn by a scanner
_NOT_PREMIUM = re.compile(r"账户|保障成本|领取")
_FEE = re.compile(r"手续费|工本费|成本费|退保费用")
_FEE_TAKEN = re.compile(
    r"(?:支付|交付|缴纳|交纳|扣除|扣收|收取|承担)[^，。；]{0,40}(?:手续费|工本费|成本费|退保费用)"
)
_CHARGED = re.compile(
    r"(?:计收|扣收|收取)[^。；]{0,40}保险?费|保险?费[^。；]{0,60}(?:计收|扣收|收取)|保险?费[^。；]{0,50}按[^。；]{0,10}(?:计收|扣收|收取)"
)
_NO_FEE = re.compile(r"(?:不|无须|无需|免)[^，。；]{0,12}(?:手续费|工本费|退保费用)")


def _basis(told: Told) -> Basis | None:
    text, plain = told.text, Basis(Method.UNSAID, told.case, told.source, told.beside, within=told.within)
    forbidden = _forbidding(told)
    if forbidden is not None:
        return replace(plain, method=Method.FORBIDDEN, case=forbidden, within=None)
    if re.search(r"不(?:予)?退", text):
        return _nothing(text, plain)
    if text.startswith("注"):
        return None
    if "=" in text:
        return replace(plain, method=Method.FORMULA) if "退" in text.split("=")[0] else None
    method = _method(text)
    return None if method is None else _with_fee(replace(plain, method=method), text)


def _nothing(text: str, basis: Basis) -> Basis | None:
    """A case in which the premium, or a part of it that cannot be told, is not given back."""
    method = Method.UNSAID if "部分" in text else Method.NOTHING
    if PAID.search(text):
        return replace(basis, method=method, case=replace(basis.case, after_payment=True))
    return replace(basis, method=method) if ENDING.search(text) else None


def _forbidding(told: Told) -> Case | None:
    """The case in which the contract cannot be ended, where the sentence says so."""
    text, case = told.text, told.case
    if _EXCEPTED.search(text) and ENDING.search(told.beside):
        return Case(Terminator.POLICYHOLDER, None, after_payment=True)
    match = _FORBIDDEN.search(text)
    if match is None:
        return None
    by = None if "双方" in match[0] else Terminator.POLICYHOLDER
    if PAID.search(text):
        return Case(by, None, after_payment=True)
    condition = [s.text for s in split_segments(text) if s.end <= match.start() and _CONDITION.search(s.text)]
    staged = any(is_after(one) for one in condition)
    return Case(by, case.stage if staged else None, barring=bool(condition) and not staged)


_CONDITION = re.compile(r"[后前时的者]$|^(?:若|如果?|凡|因|一旦|发生)")


def _method(text: str) -> Method | None:
    if not (_BACK.search(text) or _CHARGED.search(text) or _FEE_TAKEN.search(text)):
        return None
    for method, pattern in _METHODS:
        if pattern.search(text):
            return method
    if (
        not _FRAGMENT.search(text)
        and not _NOT_PREMIUM.search(text)
        and (_WHOLE.search(text) or (_FEE.search(text) and _OF_PREMIUM.search(text)))
    ):
        return Method.WHOLE
    return Method.UNSAID if _BACK.search(text) and _REMAINDER.search(text) else None


def _with_fee(basis: Basis, text: str) -> Basis:
    fee = _FEE.search(text)
    if fee is None or _NO_FEE.search(text):
        return basis
    segment = next(s for s in split_segments(text) if s.start <= fee.start() < s.end)
    rates = [q.value.value for q in stated_rates(segment.text) if isinstance(q.value, Rate)]
    amounts = [q.value.amount for q in find_yuan(segment.text) if isinstance(q.value, Money)]
    most = re.search(r"不超过|不高于|最高|以内", segment.text) is not None
    return replace(
        basis,
        fee_rate=rates[0] if rates else None,
        fee_amount=amounts[0] if amounts and not rates else None,
        fee_open=not rates and not amounts,
        at_most=most,
    )


def _without_echo(found: list[Basis]) -> Iterator[Basis]:
    """扣除手续费后退还保险费 after the sentence that sets the fee says nothing new."""
    for basis in found:
        if any(_echoes(basis, other) for other in found if other is not basis):
            continue
        yield basis


def _echoes(basis: Basis, other: Basis) -> bool:
    if basis.case != other.case or basis.source.path != other.source.path:
        return False
    if basis.method is Method.WHOLE and basis.fee_open and other.method is Method.WHOLE:
        return not other.fee_open
    if (
        basis.method is Method.WHOLE
        and other.method is Method.WHOLE
        and not basis.fee_rate
        and not basis.fee_amount
    ):
        return bool(other.fee_rate or other.fee_amount)
    return basis.method is Method.UNSAID and other.method is not Method.UNSAID
