"""Does the event fall into the period of cover (保险期间、追溯期、等待期)?"""

import re
from dataclasses import dataclass
from datetime import date

from extractor.adjustment.lead_ins import lead_ins
from extractor.claim import Claim, Moment
from extractor.contradictions import precedes
from extractor.determination import CoverageMatch, CoverageStatus, PeriodStanding, PeriodStatus, Question
from extractor.quantities import Duration, Unit
from extractor.quotations import Quotation, quotation_of
from extractor.records import Extraction, Record, RecordType
from extractor.timeline import end_of

# 期内索赔式: the claim, not the event, must fall into the period.
_CLAIMS_MADE = re.compile(
    r"(?:首次|第一次)[^。；]{0,24}(?:提出|收到|遭受|受到)[^。；]{0,12}(?:赔偿请求|索赔)"
)
# 期内发现式: the discovery must.
_DISCOVERED = re.compile(r"保险期间[^。；]{0,12}首次发现")
_EXTENDED = re.compile("延长报告期|延长的报告期|发现期")
_RETROACTIVE = re.compile("追溯期|追溯日")
_NO_RETROACTIVE = re.compile("未(?:载明|约定)追溯期[^。；]{0,8}(?:无|没有|不)")


@dataclass(frozen=True, slots=True)
class _Trigger:
    """The moment that must fall into the period: the field of the event that holds it, and its Chinese name."""

    field: str
    name: str


_OCCURRENCE = _Trigger("occurred", "出险时间")


def standing_of_period(
    extraction: Extraction, claim: Claim, coverage: tuple[CoverageMatch, ...]
) -> PeriodStanding:
    """Whether the event (or its discovery, or the claim, as the coverage that fits best has it) falls into the period.

    Without the dates it needs the status is unknown and the questions ask for them.
    """
    evidence = _records(extraction, "insurance")
    start, end = _dates(claim, evidence)
    quoted = tuple(quotation_of(record) for record in evidence[:3])
    trigger = _trigger(extraction, coverage)
    moment: Moment | None = getattr(claim.event, trigger.field)
    questions = tuple(_missing(start, end, moment, trigger, quoted))
    if start is None or end is None or moment is None:
        return PeriodStanding(PeriodStatus.UNKNOWN, "缺少判断保险期间所需的日期。", quoted, questions)
    if moment.day > end:
        late = f"{trigger.name}{moment}晚于保险期间止期{end}"
        return _after_the_end(extraction, claim, trigger, late, quoted)
    if moment.day < start:
        return _before_the_start(extraction, claim, start, quoted)
    return _inside(extraction, claim, start, trigger, quoted)


def _trigger(extraction: Extraction, coverage: tuple[CoverageMatch, ...]) -> _Trigger:
    if not coverage or coverage[0].status is CoverageStatus.NOT_MET:
        return _OCCURRENCE
    source = coverage[0].source
    promise = f"{lead_ins(extraction.document, source)}{source.quote}"
    if _CLAIMS_MADE.search(promise):
        return _Trigger("claimed", "首次提出索赔的时间")
    if _DISCOVERED.search(promise):
        return _Trigger("discovered", "发现时间")
    return _OCCURRENCE


def _records(extraction: Extraction, kind: str) -> list[Record]:
    periods = (record for record in extraction.records if record.type is RecordType.PERIOD)
    return [record for record in periods if record.fields.get("kind") == kind]


def _dates(claim: Claim, evidence: list[Record]) -> tuple[date | None, date | None]:
    """Period of the schedule, or the one that the document itself states, where it states only one."""
    start, end = claim.schedule.start, claim.schedule.end
    stated = {
        (str(record.fields["from"]), str(record.fields["to"]))
        for record in evidence
        if "from" in record.fields and "to" in record.fields
    }
    if start is None and end is None and len(stated) == 1:
        (first, last) = stated.pop()
        return date.fromisoformat(first), date.fromisoformat(last)
    return start, end


def _missing(
    start: date | None,
    end: date | None,
    moment: Moment | None,
    trigger: _Trigger,
    quoted: tuple[Quotation, ...],
) -> list[Question]:
    asked = []
    if start is None:
        asked.append(Question("保险单载明的保险期间自何日起？", "/schedule/period/from", quoted))
    if end is None:
        asked.append(Question("保险单载明的保险期间至何日止？", "/schedule/period/to", quoted))
    if moment is None:
        asked.append(Question(f"{trigger.name}是何时？", f"/event/{trigger.field}", quoted))
    return asked


def _before_the_start(
    extraction: Extraction, claim: Claim, start: date, quoted: tuple[Quotation, ...]
) -> PeriodStanding:
    """The retroactive period (追溯期), where the text knows one."""
    records = _records(extraction, "retroactive")
    named = [record for record in extraction.records if _RETROACTIVE.search(record.quote)]
    evidence = tuple(quotation_of(record) for record in (*records, *named)[:3]) or quoted
    occurred = claim.event.occurred
    before = f"事故发生于保险期间起期{start}之前"
    if not records and not named:
        return PeriodStanding(PeriodStatus.OUTSIDE, f"{before}，文本未见追溯期约定。", quoted)
    since = claim.schedule.retroactive_from or _stated_since(records)
    if since is None:
        return _without_a_retroactive_date(records, before, evidence)
    if occurred is None or occurred.day < since:
        return PeriodStanding(PeriodStatus.OUTSIDE, f"{before}，且早于追溯日{since}。", evidence)
    return PeriodStanding(PeriodStatus.INSIDE, f"{before}，但在追溯期内（追溯日{since}）。", evidence)


def _after_the_end(
    extraction: Extraction, claim: Claim, trigger: _Trigger, late: str, quoted: tuple[Quotation, ...]
) -> PeriodStanding:
    """An extended reporting period (延长报告期、发现期) may bring a late discovery or claim in."""
    extended = [record for record in extraction.records if _EXTENDED.search(record.quote)]
    answer = claim.event.facts.get("extended_reporting")
    if trigger is _OCCURRENCE or not extended or answer is False:
        return PeriodStanding(PeriodStatus.OUTSIDE, f"{late}。", quoted)
    evidence = (quotation_of(extended[0]), *quoted)
    if answer is True:
        return PeriodStanding(PeriodStatus.INSIDE, f"{late}，但在延长报告期（发现期）内。", evidence)
    question = Question(
        "发现或首次索赔是否在延长报告期（发现期）内？", "/event/facts/extended_reporting", evidence[:1]
    )
    return PeriodStanding(PeriodStatus.UNKNOWN, f"{late}，是否在延长报告期内待查。", evidence, (question,))


def _stated_since(records: list[Record]) -> date | None:
    stated = [str(record.fields["from"]) for record in records if "from" in record.fields]
    return date.fromisoformat(stated[0]) if len(set(stated)) == 1 else None


def _without_a_retroactive_date(
    records: list[Record], before: str, evidence: tuple[Quotation, ...]
) -> PeriodStanding:
    """The text speaks of a retroactive period; whether the schedule states one is asked, even where silence means none."""
    none_unless_stated = any(_NO_RETROACTIVE.search(record.quote) for record in records)
    why = "；条款称未载明追溯期的即无追溯期" if none_unless_stated else ""
    question = Question("保险单是否载明追溯期？追溯日是何日？", "/schedule/retroactive_from", evidence)
    return PeriodStanding(
        PeriodStatus.UNKNOWN, f"{before}，文本约定了追溯期{why}，报案未给出追溯日。", evidence, (question,)
    )


def _inside(
    extraction: Extraction, claim: Claim, start: date, trigger: _Trigger, quoted: tuple[Quotation, ...]
) -> PeriodStanding:
    """Within the dates; a waiting period at their start may still keep the event out."""
    if trigger is not _OCCURRENCE and (occurred := claim.event.occurred) and occurred.day < start:
        return _before_the_start(extraction, claim, start, quoted)
    within = f"{trigger.name}{getattr(claim.event, trigger.field)}在保险期间内"
    exempt = claim.event.facts.get("waiting_exempt")
    waiting = None if exempt is True else _waiting(extraction, claim, start)
    if waiting is None:
        return PeriodStanding(PeriodStatus.INSIDE, f"{within}。", quoted)
    record, last = waiting
    evidence = (quotation_of(record), *quoted)
    if exempt is False:
        return PeriodStanding(PeriodStatus.OUTSIDE, f"{within}，但在等待期内（至{last}）。", evidence)
    why = f"{within}，但在等待期内（至{last}），是否适用待查。"
    return PeriodStanding(PeriodStatus.UNKNOWN, why, evidence, (_exempt_from_waiting(record),))


def _exempt_from_waiting(record: Record) -> Question:
    ask = "事故发生在等待期（观察期）内：是否属于续保、意外伤害等不适用等待期的情形？"
    return Question(ask, "/event/facts/waiting_exempt", (quotation_of(record),))


def _waiting(extraction: Extraction, claim: Claim, start: date) -> tuple[Record, Moment] | None:
    """The longest waiting period that the event falls into, and its last day."""
    occurred = claim.event.occurred
    found = [
        (record, end_of(length, Moment(start)))
        for record in _records(extraction, "waiting")
        if (length := _length(record)) is not None
    ]
    inside = [(record, last) for record, last in found if occurred and not precedes(last, occurred)]
    return max(inside, key=lambda each: each[1].order, default=None)


def _length(record: Record) -> Duration | None:
    value, unit = record.fields.get("value"), record.fields.get("unit")
    if not isinstance(value, int) or unit not in {Unit.DAY, Unit.MONTH, Unit.YEAR}:
        return None
    return Duration(value, Unit(str(unit)))
