"""Deadlines as dates (期限表): each deadline of a document, counted from the facts that are given."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from extractor.claim import Moment
from extractor.determination import Due, TimelineEntry
from extractor.document import DocumentKind
from extractor.facts import FACT_NAMES, Fact
from extractor.quantities import Deadline, DeadlineKind, Unit
from extractor.records import Extraction, RecordType
from extractor.timeline.counting import AS_IT_FALLS, Manner, Pause, Refused, due
from extractor.timeline.stated import Timed
from extractor.timeline.timed import read_timed

_PAUSE_LAW = "保险法司法解释（二）第十五条"


def timetable(extraction: Extraction, facts: Mapping[str, Moment]) -> tuple[TimelineEntry, ...]:
    """Every deadline of the document in reading order, dated where ``facts`` (see Fact) start its clock.

    A deadline that cannot be dated stays in the table: ``due`` is None and ``open_because`` says why. Facts that are
    not of the vocabulary are passed over. Never raises for what a document or a claim says.
    """
    known = {**_agreed(extraction), **facts}
    return tuple(_entry(timed, known) for timed in read_timed(extraction))


def _agreed(extraction: Extraction) -> dict[str, Moment]:
    """First and last day of a contract that states its own (自2025年6月1日起至2026年5月31日), where it states one only."""
    if extraction.document.kind is not DocumentKind.CONTRACT:
        return {}
    terms = [
        record.fields
        for record in extraction.records
        if record.type is RecordType.PERIOD and record.fields.get("kind") == "contract"
    ]
    found = {}
    for field, fact in (("from", Fact.PERIOD_START), ("to", Fact.PERIOD_END)):
        days = {str(term[field]) for term in terms if field in term}
        if len(days) == 1:
            found[str(fact)] = Moment(date.fromisoformat(days.pop()))
    return found


def _entry(timed: Timed, facts: Mapping[str, Moment]) -> TimelineEntry:
    fact = _reinstated(timed, facts)
    blank = TimelineEntry(timed.source, timed.bearer, timed.action, str(fact or ""), None)
    if timed.cover:
        return _cover_end(timed, blank, facts)
    if timed.ends_on:
        told = f"文本载明{timed.ends_on}前；“前”是否包含当日，请核对"
        return replace(blank, due=Due(Moment(date.fromisoformat(timed.ends_on)), False, told))
    if timed.term is None:
        return replace(blank, open_because=_no_length(timed))
    if fact is None:
        return replace(blank, open_because=_no_trigger(timed))
    if fact is Fact.TERMINATION_PLANNED and fact not in facts and Fact.TERMINATION_NOTICE in facts:
        return _notice_run(timed.term, blank, facts[Fact.TERMINATION_NOTICE])
    if fact not in facts:
        return replace(blank, open_because=f"未告知{FACT_NAMES[fact]}（{fact}），从该日起算")
    return _dated(timed, timed.term, blank, facts[fact], facts)


def _reinstated(timed: Timed, facts: Mapping[str, Moment]) -> Fact | None:
    """``本合同生效（或最后复效）之日起``: the reinstatement, where there was one."""
    fact = timed.trigger.fact
    again = fact in (Fact.CONTRACT_EFFECTIVE, Fact.CONTRACT_MADE) and re.search(
        "复效|恢复", timed.trigger.words
    )
    return Fact.REINSTATED if again and Fact.REINSTATED in facts else fact


def _no_length(timed: Timed) -> str:
    if timed.prompt:
        return f"文本只要求“{timed.prompt}”，未载明期限"
    if timed.every:
        return f"按周期重复（“{timed.every}”），不逐期推算日期"
    return "期间的长短以保险单载明或者双方约定为准，文本未载明"


def _no_trigger(timed: Timed) -> str:
    if timed.trigger.words:
        return f"无法判断起算点：文本以“{timed.trigger.words}”起算，不在可用的起算事实之内"
    return "文本未载明从何时起算"


# --- dated ----------------------------------------------------------------------------------------------


def _dated(
    timed: Timed, term: Deadline, blank: TimelineEntry, start: Moment, facts: Mapping[str, Moment]
) -> TimelineEntry:
    if timed.trigger.notice:
        term = replace(term, kind=DeadlineKind.AFTER)
    if timed.window:
        return _window(timed, term, blank, start)
    pauses = _pauses(timed, start, term, facts)
    if isinstance(pauses, Refused):
        return replace(blank, open_because=pauses.why)
    manner = Manner(timed.act, timed.trigger.first_day_counts, pauses)
    counted = due(term, start, manner)
    if isinstance(counted, Refused):
        return replace(blank, open_because=counted.why)
    told = f"{counted.counting}（{_PAUSE_LAW}）" if pauses else counted.counting
    if timed.trigger.inherited:
        told += f"；起算点取自前文“{timed.trigger.words}”"
    told += f"；{timed.note}" if timed.note else ""
    return replace(blank, due=replace(counted, counting=told), earliest=term.kind is DeadlineKind.AFTER)


def _pauses(
    timed: Timed, start: Moment, term: Deadline, facts: Mapping[str, Moment]
) -> tuple[Pause, ...] | Refused:
    """The time in which the claimant completes the papers, as far as it falls into the period of a decision."""
    since, until = facts.get(Fact.SUPPLEMENT_REQUESTED), facts.get(Fact.SUPPLEMENT_RECEIVED)
    if not timed.pauses or since is None:
        return ()
    plain = due(term, start)
    if isinstance(plain, Refused) or since.day > plain.moment.day:
        return ()
    if until is None:
        return Refused(
            f"补充材料通知已于{since}到达，材料尚未到达保险人，期间停止计算（{_PAUSE_LAW}）；"
            f"补齐后告知{FACT_NAMES[Fact.SUPPLEMENT_RECEIVED]}（{Fact.SUPPLEMENT_RECEIVED}）"
        )
    if until.order <= start.order:
        return ()
    return (Pause(max(since, start, key=lambda moment: moment.order), until),)


def _notice_run(term: Deadline, blank: TimelineEntry, notice: Moment) -> TimelineEntry:
    """The notice has been given: the first day on which the contract can end."""
    counted = due(replace(term, kind=DeadlineKind.WITHIN), notice, AS_IT_FALLS)
    blank = replace(blank, counted_from=str(Fact.TERMINATION_NOTICE))
    if isinstance(counted, Refused):
        return replace(blank, open_because=counted.why)
    told = f"{counted.counting}；提前通知的时间届满，合同最早可在该日解除（终止）"
    return replace(blank, due=replace(counted, counting=told), earliest=True)


def _window(timed: Timed, term: Deadline, blank: TimelineEntry, target: Moment) -> TimelineEntry:
    """``期满前30日内``: the first day for who may act, the last day for who must."""
    opens = due(term, target)
    if isinstance(opens, Refused):
        return replace(blank, open_because=opens.why)
    ends = timed.trigger.fact is Fact.PERIOD_END
    last = target.day if ends else target.day - timedelta(days=1)
    told = f"{opens.counting}；文本为“前…内”，可在{opens.moment}至{last.isoformat()}之间办理"
    moment = opens.moment if timed.right or opens.moment.clock else Moment(last)
    return replace(blank, due=Due(moment, opens.estimated, told), earliest=timed.right)


# --- the end of cover -----------------------------------------------------------------------------------


def _cover_end(timed: Timed, blank: TimelineEntry, facts: Mapping[str, Moment]) -> TimelineEntry:
    """The last day of cover or contract: as stated, as the schedule has it, or counted from its first day."""
    end, start = facts.get(Fact.PERIOD_END), facts.get(Fact.PERIOD_START)
    if timed.ends_on:
        told = f"文本载明至{timed.ends_on}止"
        return _ends(blank, Moment(date.fromisoformat(timed.ends_on)), told)
    if end is not None:
        return _ends(blank, end, f"以保险单（合同）载明的届满日{end}为准")
    if timed.term is None:
        return replace(
            blank,
            open_because=f"以保险单载明的起讫时间为准，未告知{FACT_NAMES[Fact.PERIOD_END]}（{Fact.PERIOD_END}）",
        )
    if start is None or timed.term.unit not in (Unit.DAY, Unit.MONTH, Unit.YEAR):
        name = FACT_NAMES[Fact.PERIOD_START]
        return replace(blank, open_because=f"未告知{name}（{Fact.PERIOD_START}），从该日起算")
    counted = due(timed.term, start, Manner(rolls=False, first_day_counts=True))
    if isinstance(counted, Refused):
        return replace(blank, open_because=counted.why)
    told = f"{counted.counting}；起始日零时起算，以保险单载明的终止时间为准"
    return replace(blank, due=replace(counted, counting=told))


def _ends(blank: TimelineEntry, moment: Moment, told: str) -> TimelineEntry:
    return replace(blank, counted_from=str(Fact.PERIOD_END), due=Due(moment, False, told))
