"""Figures that hold in one case only (情形): which of them the claim is."""

import re
from decimal import Decimal

from extractor.claim import Claim, Event
from extractor.determination import Question
from extractor.payout.scheme import Operation

_FAULT = re.compile(r"(全部|主要|同等|次要)(?:事故)?责任|(全|主|同|次)责|单方")
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
    named = re.sub(r"事故$|引起$|造成$", "", operation.case)
    if any(len(word) >= 2 and word in told for word in re.split(r"[、和及或]", named)):
        return True
    return None


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
