"""Figures that hold in one case only (情形): which of them the claim is."""

import re
from dataclasses import replace
from decimal import Decimal

from extractor.claim import Claim, Event
from extractor.determination import Question
from extractor.payout.bands import Band
from extractor.payout.scheme import Operation

_FAULT = re.compile(r"(全部|主要|同等|次要)(?:事故)?责任|(全|主|同|次)责|单方")
_DENIED = re.compile(r"未|没有|不(?!足|满)")
_FULL = {"全": "全部", "主": "主要", "同": "同等", "次": "次要"}


def in_case(operation: Operation, claim: Claim) -> bool | None:
    """Does the case of ``operation`` hold? None where the claim does not say."""
    told = _told(claim.event)
    if _FAULT.search(operation.case):
        return _of_fault(operation.case, told)
    hours = _span(operation.case)
    if hours is not None:
        return _in_span(hours, claim.event)
    stated = claim.event.facts.get(operation.case)
    if isinstance(stated, bool):
        return stated
    if denied := _DENIED.match(operation.case):
        holds = in_case(replace(operation, case=operation.case[denied.end() :]), claim)
        return None if holds is None else not holds
    named = re.sub(r"事故$|引起$|造成$", "", operation.case)
    words = [word for word in re.split(r"[、和及或]", named) if len(word) >= 2]
    if any(re.search(rf"(?<![未没不非无]){re.escape(word)}", told) for word in words):
        return True
    return False if any(f"未{word}" in told or f"没有{word}" in told for word in words) else None


def column_of(operation: Operation, claim: Claim) -> tuple[Band, ...] | None:
    """The column of a table of shares whose head is the case at hand; None where the claim does not say."""
    if len(operation.columns) == 1:
        return operation.columns[0][1]
    held = {head: in_case(replace(operation, case=head), claim) for head, _ in operation.columns}
    fitting = [bands for head, bands in operation.columns if held[head]]
    heads = [head for head, _ in operation.columns]
    if not fitting and len(heads) == 2 and any(_DENIED.sub("", head, count=1) in heads for head in heads):
        fitting = [bands for head, bands in operation.columns if held[head] is not False]
    return fitting[0] if len(fitting) == 1 else None


def of_peril(operation: Operation) -> bool:
    """Is the case a peril (病虫害, 暴雨), which the cause of the event settles?"""
    return re.search("[灾害雨水风雪雹火震盗虫病涝旱]", operation.case) is not None


def question_of(operation: Operation) -> Question:
    """What would settle whether the case holds."""
    about = "事故责任" if _FAULT.search(operation.case) else operation.case
    ask = (
        "被保险人一方在事故中负何种责任（全部、主要、同等、次要）？"
        if _FAULT.search(operation.case)
        else f"是否属于“{operation.case}”的情形？"
    )
    because = (operation.source,) if operation.source else ()
    return Question(ask, f"/event/facts/{about}", because)


def _told(event: Event) -> str:
    facts = [
        f"{name}{value}" if isinstance(value, str) else name for name, value in event.facts.items() if value
    ]
    return "，".join((event.cause, event.description, *facts))


def _of_fault(case: str, told: str) -> bool | None:
    said = {match[1] or _FULL.get(match[2] or "", "单方") for match in _FAULT.finditer(told)}
    if not said:
        named = re.search(r"事故责任[^，]{0,4}(全部|主要|同等|次要)", told)
        said = {named[1]} if named else set()
    if len(said) != 1:
        return None
    return any(word in case for word in said)


def _span(case: str) -> tuple[Decimal | None, Decimal | None] | None:
    """From and below how many hours or days (24小时以上不足72小时)."""
    lower = re.search(r"(\d+)(?:个)?(?:小时|日|天)以上", case)
    upper = re.search(r"不足(\d+)(?:个)?(?:小时|日|天)", case)
    if not lower and not upper:
        return None
    return (Decimal(lower[1]) if lower else None, Decimal(upper[1]) if upper else None)


def _in_span(span: tuple[Decimal | None, Decimal | None], event: Event) -> bool | None:
    for name, value in event.facts.items():
        if isinstance(value, Decimal) and re.search(r"小时|时长|天数|日数|hours|days", name):
            lower, upper = span
            return (lower is None or value >= lower) and (upper is None or value < upper)
    return None
