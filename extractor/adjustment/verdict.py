"""What a claim comes to on the whole (核定结论): drawn from what was found, in the order a claims handler asks."""

from dataclasses import dataclass

from extractor.adjustment.apportioning import Apportionment
from extractor.determination import (
    ClaimVerdict,
    CoverageMatch,
    CoverageStatus,
    DutyStanding,
    DutyStatus,
    Effect,
    ExclusionMatch,
    ExclusionStatus,
    PeriodStanding,
    PeriodStatus,
)
from extractor.quotations import Quotation

_PARTIAL = {Effect.ENLARGED: "扩大部分", Effect.UNVERIFIABLE: "无法核实部分", Effect.REDUCTION: "应扣减部分"}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict, its reason in Chinese, the words that it rests on most, and what a computed amount leaves open."""

    verdict: ClaimVerdict
    why: str
    decisive: tuple[Quotation, ...] = ()
    unreckoned: str = ""


def concluded(
    period: PeriodStanding,
    coverage: tuple[CoverageMatch, ...],
    exclusions: tuple[ExclusionMatch, ...],
    losses: Apportionment,
    duties: tuple[DutyStanding, ...],
) -> Conclusion:
    """The verdict: out of period, no coverage, excluded, freed by a breach, open, in part, or covered."""
    return (
        _outside(period)
        or _no_coverage(coverage)
        or _excluded(losses)
        or _freed(duties)
        or _open(period, coverage, exclusions, duties)
        or _in_part(losses, duties)
        or Conclusion(
            ClaimVerdict.COVERED,
            "事故在保险期间内，符合保险责任，未见适用的责任免除和未履行的义务。",
            tuple(match.source for match in coverage if match.status is CoverageStatus.MET),
        )
    )


def _outside(period: PeriodStanding) -> Conclusion | None:
    if period.status is not PeriodStatus.OUTSIDE:
        return None
    return Conclusion(ClaimVerdict.NOT_COVERED, period.why, period.evidence)


def _no_coverage(coverage: tuple[CoverageMatch, ...]) -> Conclusion | None:
    if not coverage:
        return Conclusion(ClaimVerdict.NEEDS_INFORMATION, "文本未见保险责任，无法判断是否承保。")
    if all(match.status is CoverageStatus.NOT_MET for match in coverage):
        return Conclusion(
            ClaimVerdict.NOT_COVERED,
            "报案内容与文本的各项保险责任均不相符；如报案遗漏了原因或者经过，请补充后重新核对。",
            tuple(match.source for match in coverage[:3]),
        )
    return None


def _excluded(losses: Apportionment) -> Conclusion | None:
    """The exclusion that frees from the whole."""
    if losses.whole is None:
        return None
    source = losses.whole.source
    return Conclusion(ClaimVerdict.EXCLUDED, f"{source.path}的责任免除适用：{losses.whole.why}", (source,))


def _freed(duties: tuple[DutyStanding, ...]) -> Conclusion | None:
    for duty in duties:
        if _settled(duty) and duty.effect is Effect.WHOLE:
            return Conclusion(
                ClaimVerdict.EXCLUDED,
                f"{duty.source.path}的义务未履行，文本载明不承担赔偿责任：{duty.why}",
                (duty.consequence_source or duty.source,),
            )
    return None


def _settled(duty: DutyStanding) -> bool:
    """True where the duty is broken and nothing more is asked for its consequence (故意、重大过失、因果关系)."""
    return duty.status is DutyStatus.BROKEN and not duty.only_if


def _open(
    period: PeriodStanding,
    coverage: tuple[CoverageMatch, ...],
    exclusions: tuple[ExclusionMatch, ...],
    duties: tuple[DutyStanding, ...],
) -> Conclusion | None:
    """What a person has to find out first."""
    reasons = []
    if period.status is PeriodStatus.UNKNOWN:
        reasons.append("是否在保险期间内尚不清楚")
    if not any(match.status is CoverageStatus.MET for match in coverage):
        reasons.append("是否符合保险责任尚待核实")
    possible = [match for match in exclusions if match.status is ExclusionStatus.POSSIBLE]
    if possible:
        reasons.append(f"有{len(possible)}项责任免除可能适用")
    if any(_grave_and_open(duty) for duty in duties):
        reasons.append("有义务未履行，其后果是否成立尚待核实")
    if not reasons:
        return None
    return Conclusion(ClaimVerdict.NEEDS_INFORMATION, "；".join(reasons) + "。")


def _grave_and_open(duty: DutyStanding) -> bool:
    return duty.status is DutyStatus.BROKEN and (
        bool(duty.only_if) or duty.effect in {Effect.WHOLE, Effect.RESCISSION}
    )


def _in_part(losses: Apportionment, duties: tuple[DutyStanding, ...]) -> Conclusion | None:
    taken = tuple(dict.fromkeys((*losses.taken.values(), *(match.source for match in losses.open))))
    broken = [duty for duty in duties if _settled(duty) and duty.effect in _PARTIAL]
    if not taken and not broken:
        return None
    parts = [f"{source.path}所列损失不在赔偿范围内" for source in taken]
    parts += [f"{duty.source.path}的义务未履行，{_PARTIAL[duty.effect]}不予赔偿" for duty in broken]
    sources = (*taken, *(duty.consequence_source or duty.source for duty in broken))
    breached = "、".join(duty.source.path for duty in broken)
    unreckoned = f"尚未扣除因违反{breached}而不予赔偿的部分，其数额须另行核定。" if broken else ""
    return Conclusion(ClaimVerdict.PARTLY_COVERED, "；".join(parts) + "。", sources, unreckoned)
