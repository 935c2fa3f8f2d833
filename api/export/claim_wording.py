"""Chinese names for claim checks (理赔核定用语). Every table is total over its enumeration."""

from decimal import Decimal

from api.export.notes import Tone
from extractor.claim import Moment
from extractor.determination import (
    Calculation,
    ClaimVerdict,
    CoverageStatus,
    Due,
    DutyStatus,
    Effect,
    ExclusionStatus,
    PeriodStatus,
    Reading,
)

VERDICTS: dict[str, str] = {
    ClaimVerdict.COVERED: "属于保险责任",
    ClaimVerdict.PARTLY_COVERED: "部分属于保险责任",
    ClaimVerdict.EXCLUDED: "责任免除",
    ClaimVerdict.NOT_COVERED: "不属于保险责任",
    ClaimVerdict.NEEDS_INFORMATION: "尚需核实",
}
PERIODS: dict[str, str] = {
    PeriodStatus.INSIDE: "在期间内",
    PeriodStatus.OUTSIDE: "不在期间内",
    PeriodStatus.UNKNOWN: "尚不清楚",
}
COVERAGE: dict[str, str] = {
    CoverageStatus.MET: "符合",
    CoverageStatus.POSSIBLE: "可能符合",
    CoverageStatus.NOT_MET: "不符合",
}
EXCLUSIONS: dict[str, str] = {
    ExclusionStatus.APPLIES: "适用",
    ExclusionStatus.POSSIBLE: "可能适用",
    ExclusionStatus.RULED_OUT: "不适用",
}
DUTIES: dict[str, str] = {
    DutyStatus.KEPT: "已履行",
    DutyStatus.BROKEN: "未履行",
    DutyStatus.UNKNOWN: "尚不清楚",
}
EFFECTS: dict[str, str] = {
    Effect.WHOLE: "全部不赔",
    Effect.ENLARGED: "扩大的部分不赔",
    Effect.UNVERIFIABLE: "无法核实的部分不赔",
    Effect.RESCISSION: "可解除合同",
    Effect.REDUCTION: "按比例减付",
    Effect.NONE: "文本未载明后果",
}
PAPERS: dict[bool | None, str] = {True: "已提交", False: "未提交", None: "尚不清楚"}
TONES: dict[str, Tone] = {
    ClaimVerdict.COVERED: Tone.FOR,
    ClaimVerdict.PARTLY_COVERED: Tone.OPEN,
    ClaimVerdict.EXCLUDED: Tone.AGAINST,
    ClaimVerdict.NOT_COVERED: Tone.AGAINST,
    ClaimVerdict.NEEDS_INFORMATION: Tone.OPEN,
    PeriodStatus.INSIDE: Tone.FOR,
    PeriodStatus.OUTSIDE: Tone.AGAINST,
    PeriodStatus.UNKNOWN: Tone.OPEN,
    CoverageStatus.MET: Tone.FOR,
    CoverageStatus.NOT_MET: Tone.PLAIN,
    CoverageStatus.POSSIBLE: Tone.OPEN,
    ExclusionStatus.APPLIES: Tone.AGAINST,
    ExclusionStatus.RULED_OUT: Tone.PLAIN,
    DutyStatus.KEPT: Tone.FOR,
    DutyStatus.BROKEN: Tone.AGAINST,
}
NOTICE = "本意见由程序依条款文本得出，供理赔人员判断时参考，不是理赔决定；凡标为“可能”的均须人工核实。"


def money(amount: Decimal | None) -> str:
    """An amount as a person reads it; a dash where there is none."""
    return "—" if amount is None else f"{amount:,.2f} 元"


def changed(amount: Decimal) -> str:
    """What a step adds or takes away, with its sign."""
    return f"{amount:+,.2f} 元" if amount else "0.00 元"


def day(moment: Moment) -> str:
    """A day, with its time where that is known."""
    clock = f" {moment.clock.isoformat('minutes')}" if moment.clock else ""
    return f"{moment.day.isoformat()}{clock}"


def due(found: Due | None) -> str:
    """When something is due; nothing where that is not known."""
    if found is None:
        return ""
    return day(found.moment) + ("（估算：当年节假日安排尚未公布）" if found.estimated else "")


def payable(verdict: ClaimVerdict) -> str:
    """What the computed amount is: owed, or only if the open points turn out well."""
    return "如属于保险责任，应付" if verdict is ClaimVerdict.NEEDS_INFORMATION else "应付"


def mark_of(reading: Reading, found: Calculation) -> str:
    """What is to be known of one reading of several: that the amount follows it, that the law prefers it."""
    marks = ["本意见金额"] if reading.steps == found.steps else []
    marks += ["有利于被保险人，保险法第三十条"] if reading.favoured else []
    return f"（{'；'.join(marks)}）" if marks else ""
