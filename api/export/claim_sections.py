"""A determination as sections of lines (核定意见各部分): what the page, the Word file, the table and the terminal share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.export import claim_wording as wording
from api.export.notes import Tone
from api.export.wording import KINDS
from extractor.claim import Bound, Claim, Loss
from extractor.determination import (
    CoverageMatch,
    CoverageStatus,
    Determination,
    DutyStanding,
    DutyStatus,
    ExclusionMatch,
    ExclusionStatus,
    PaperStanding,
    PeriodStanding,
    Question,
    TimelineEntry,
)
from extractor.quotations import Quotation
from extractor.records import RecordType


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its status, the words it rests on, and what is said of it, each with a label. ``minor`` lines need no
    attention: what does not concern the event."""

    status: str
    tone: Tone
    title: str
    sources: tuple[Quotation, ...]
    told: tuple[tuple[str, str], ...]
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the determination; ``empty`` is what is said where it has no lines, ``rest`` of its minor lines."""

    name: str
    lines: tuple[Line, ...]
    empty: str = "文本中没有。"
    rest: str = "项与本案不符"


Facts = Mapping[str, str]  # Chinese names of the facts that start a clock


def sections(found: Determination, facts: Facts) -> tuple[Section, ...]:
    """All parts but the payout, in the order in which a claims handler goes through them."""
    return (
        Section("待查问题", tuple(map(_question, found.questions)), "没有待查问题。"),
        Section("保险期间", (_period(found.period),)),
        Section("保险责任", tuple(map(_coverage, found.coverage)), "文本中没有读出保险责任。"),
        Section("责任免除", tuple(map(_exclusion, found.exclusions)), "文本中没有读出责任免除。"),
        Section("义务履行", tuple(map(_duty, found.duties)), "文本中没有读出被保险人一方的义务。"),
        Section("索赔单证", tuple(map(_paper, found.papers)), "文本中没有读出索赔单证。"),
        timeline_section(found.timeline, facts),
    )


def timeline_section(entries: Sequence[TimelineEntry], facts: Facts) -> Section:
    """The deadlines: those with a date first, by date."""
    dated = sorted(
        (one for one in entries if one.due is not None),
        key=lambda one: one.due.moment.order if one.due else 0,
    )
    undated = [one for one in entries if one.due is None]
    lines = tuple(_entry(one, facts) for one in (*dated, *undated))
    return Section("期限", lines, "文本中没有读出期限。", "项尚无日期")


def case_lines(claim: Claim) -> tuple[tuple[str, str], ...]:
    """What the claim tells, a label and words for each thing; what it does not tell is left out."""
    event, schedule = claim.event, claim.schedule
    period = f"{schedule.start or '—'} 至 {schedule.end or '—'}"
    moments = (
        ("出险时间", event.occurred),
        ("发现时间", event.discovered),
        ("报案时间", event.notified),
        ("索赔时间", event.claimed),
        ("单证齐全时间", event.complete_documents),
    )
    return _told(
        ("保险期间", period if schedule.start or schedule.end else ""),
        ("限额", "\n".join(map(_bound, schedule.limits))),
        ("免赔", "\n".join(map(_deductible, schedule.deductibles))),
        ("特别约定", "\n".join(schedule.agreed)),
        *((name, wording.day(moment)) for name, moment in moments if moment is not None),
        ("出险地点", event.place),
        ("出险原因", event.cause),
        ("经过", event.description),
        ("损失", "\n".join(map(_loss, event.losses))),
        ("已追回", "" if event.recovered is None else wording.money(event.recovered)),
        ("此前已赔付", "" if event.paid_before is None else wording.money(event.paid_before)),
        ("已交单证", "、".join(event.documents or ())),
    )


def _bound(bound: Bound) -> str:
    return f"{bound.name or ''}{KINDS[RecordType.LIMIT].get(bound.kind, bound.kind)}{_figure(bound)}"


def _deductible(bound: Bound) -> str:
    """As ``_bound``: a deductible for each thing or person is of that kind, and no limit."""
    name = KINDS[RecordType.LIMIT].get(bound.kind, bound.kind).replace("限额", "免赔")
    return f"{bound.name or ''}{name}{_figure(bound)}"


def _figure(bound: Bound) -> str:
    amount = "" if bound.amount is None else f" {wording.money(bound.amount)}"
    return amount if bound.rate is None else f"{amount} {bound.rate * 100:.10g}%"


def _loss(loss: Loss) -> str:
    whose = "，".join(filter(None, (loss.item, loss.person, loss.occurrence)))
    return f"{loss.name}{f'（{whose}）' if whose else ''} {wording.money(loss.amount)}"


def _told(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in pairs if text)


def _asked(questions: Sequence[Question]) -> str:
    return "\n".join(one.ask for one in questions)


def _question(one: Question) -> Line:
    return Line("待查", Tone.OPEN, one.ask, one.because, _told(("填写于", one.about)))


def _period(one: PeriodStanding) -> Line:
    told = _told(("理由", one.why), ("待查", _asked(one.questions)))
    return Line(wording.PERIODS[one.status], wording.TONES[one.status], "", one.evidence, told)


def _coverage(one: CoverageMatch) -> Line:
    told = _told(("理由", one.why), ("待查", _asked(one.questions)))
    minor = one.status is CoverageStatus.NOT_MET
    return Line(
        wording.COVERAGE[one.status], wording.TONES[one.status], one.source.path, (one.source,), told, minor
    )


def _exclusion(one: ExclusionMatch) -> Line:
    told = _told(("理由", one.why), ("待查", _asked(one.questions)))
    minor = one.status is ExclusionStatus.RULED_OUT
    return Line(
        wording.EXCLUSIONS[one.status], wording.TONES[one.status], one.source.path, (one.source,), told, minor
    )


def _duty(one: DutyStanding) -> Line:
    place = f"{one.consequence_source.path}：" if one.consequence_source else ""
    told = _told(
        ("义务人", one.bearer),
        ("最迟", wording.due(one.due)),
        ("计算", one.due.counting if one.due else ""),
        ("理由", one.why),
        ("后果", f"{wording.EFFECTS[one.effect]}"),
        ("后果原文", place + one.consequence if one.consequence else ""),
        ("还须查明", "、".join(one.only_if)),
        ("待查", _asked(one.questions)),
    )
    tone = Tone.OPEN if one.status is DutyStatus.UNKNOWN else wording.TONES[one.status]
    return Line(wording.DUTIES[one.status], tone, one.source.path, (one.source,), told)


def _paper(one: PaperStanding) -> Line:
    tone = {True: Tone.FOR, False: Tone.AGAINST, None: Tone.OPEN}[one.present]
    told = _told(("已交单证", one.given), ("尚缺", "、".join(one.lacking)), ("适用情形", one.case))
    return Line(wording.PAPERS[one.present], tone, one.source.path, (one.source,), told)


def _entry(one: TimelineEntry, facts: Facts) -> Line:
    due = wording.due(one.due)
    when = f"{'最早' if one.earliest else '最迟'} {due}" if due else "日期未定"
    told = _told(
        ("义务人", one.bearer),
        ("事项", one.action),
        ("起算", facts.get(one.counted_from, one.counted_from)),
        ("计算", one.due.counting if one.due else ""),
        ("未定原因", one.open_because),
    )
    estimated = one.due is None or one.due.estimated
    tone = Tone.OPEN if estimated else Tone.PLAIN
    return Line(when, tone, one.source.path, (one.source,), told, minor=one.due is None)
