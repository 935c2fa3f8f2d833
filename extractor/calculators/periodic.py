"""Premiums paid by period (年交、半年交、季交、月交): days and amounts of every instalment."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extractor.calculators.contradictions import negative, refused
from extractor.calculators.elapsed import add_months
from extractor.calculators.instalments import Instalment, Plan, split_evenly
from extractor.calculators.statements import quotation, statements
from extractor.claim import Contradiction, Moment
from extractor.determination import Calculation, Due, Question
from extractor.expressions import Named, Number, Sum, evaluate
from extractor.quotations import Quotation
from extractor.records import Extraction


class Frequency(StrEnum):
    """How often a premium is paid (交费频率)."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}
_LAW = "《民法典》第二百零二条：到期月没有对应日的，月末日为到期日"


@dataclass(frozen=True, slots=True)
class Periodic:
    """A premium paid by period. None means "not said".

    ``total`` is shared evenly, or ``each`` is paid every time (yuan; one of the two); ``first`` is the day of the first
    payment, ``count`` how many there are.
    """

    total: Decimal | None = None
    each: Decimal | None = None
    first: date | None = None
    count: int | None = None
    frequency: Frequency | None = None


def contradictions(periodic: Periodic) -> tuple[Contradiction, ...]:
    """What cannot be in such a premium, by field."""
    found = [*negative("/total", "总额", periodic.total), *negative("/each", "每期保险费", periodic.each)]
    if periodic.count is not None and not 1 <= periodic.count <= 1200:
        found.append(Contradiction("/count", "期数应为 1 至 1200"))
    parts = None if periodic.each is None or periodic.count is None else periodic.each * periodic.count
    if periodic.total is not None and parts is not None and periodic.total != parts:
        found.append(Contradiction("/total", "总额不等于每期保险费乘以期数，请只填其一或核对"))
    return tuple(found)


# The sentence on the months that have no such day.
_CORRESPONDING = re.compile(r"无对应的?(?:同一日|日)|没有对应的?(?:同一日|日)|无相应日|没有相应")


def periodic_instalments(extraction: Extraction, periodic: Periodic) -> Plan:
    """Every instalment with its day and amount; a month without the day takes its last one."""
    found = contradictions(periodic)
    if found:
        return Plan((), refused(found))
    questions = _questions(periodic)
    if questions or periodic.first is None or periodic.count is None or periodic.frequency is None:
        return Plan((), Calculation(None, questions=questions))
    amounts = _amounts(periodic, periodic.count)
    rule = _rule(extraction)
    months = _MONTHS[periodic.frequency]
    plan = tuple(
        Instalment(f"第 {at + 1} 期", amount, _due(periodic.first, months * at, rule), "", rule)
        for at, amount in enumerate(amounts)
    )
    steps = tuple(
        Named(f"第 {at + 1} 期保险费", Number(amount), source=rule) for at, amount in enumerate(amounts)
    )
    result = evaluate(Named("合计", Sum(steps), steps), {})
    return Plan(plan, Calculation(result.value, result.steps))


def _amounts(periodic: Periodic, count: int) -> tuple[Decimal, ...]:
    if periodic.each is not None:
        return (periodic.each,) * count
    return split_evenly(periodic.total or Decimal(), count)


def _due(first: date, months: int, rule: Quotation | None) -> Due:
    day = add_months(first, months)
    moved = "" if day.day == first.day else f"；当月无对应日，取月末日（{'文本载明' if rule else _LAW}）"
    return Due(Moment(day), False, f"自首期{first.isoformat()}起满 {months} 个月的对应日{moved}")


def _rule(extraction: Extraction) -> Quotation | None:
    found = (one for one in statements(extraction) if _CORRESPONDING.search(one.text))
    return next((quotation(one) for one in found), None)


def _questions(periodic: Periodic) -> tuple[Question, ...]:
    wanted = (
        (periodic.first, "首期保险费在哪一天支付？", "/first"),
        (periodic.count, "一共交多少期？", "/count"),
        (periodic.frequency, "多久交一次：每月、每季、每半年还是每年？", "/frequency"),
        (periodic.total if periodic.total is not None else periodic.each, "每期保险费是多少元？", "/each"),
    )
    return tuple(Question(ask, about) for value, ask, about in wanted if value is None)
