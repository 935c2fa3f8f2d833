"""Notice on time (出险通知是否及时): what the dates of the claim say, before the facts and the words."""

import re
from datetime import datetime, time, timedelta

from extractor.adjustment.duties.answers import FACTS, Answer, Duty, answer
from extractor.adjustment.duties.kinds import DutyKind
from extractor.adjustment.duties.sanctions import Sanction, fault_needed
from extractor.adjustment.papers.cases import truth
from extractor.claim import Event, Moment
from extractor.determination import Due, DutyStatus, Effect, Question, TimelineEntry
from extractor.facts import FACT_NAMES, Fact
from extractor.law.statutes import statutes
from extractor.quantities import UNIT_NAMES, Deadline, Unit

_MOMENTS = frozenset({"occurred", "discovered", "notified", "claimed", "complete_documents"})
_TOLD = Question("何时通知保险人？请填写通知时间。", "/event/notified")


def notice(
    kind: DutyKind, duty: Duty, event: Event, entry: TimelineEntry | None, deadline: Deadline | None
) -> Answer:
    """Notice of the event: by its deadline where there is one, by facts and words otherwise."""
    if event.notified is not None:
        kind = kind.model_copy(update={"bare": ""})  # 没有报案 is then said of the police
    if entry is not None and entry.due is not None:
        return _dated(kind, duty, event, entry.due)
    told = _bounded(event, entry, deadline) or answer(kind, duty, event)
    if told.status is not DutyStatus.UNKNOWN:
        return told
    if deadline is None:
        return _undated(told, event)
    because = entry.open_because if entry and entry.open_because else "没有起算时间"
    asked = (_start(entry, duty),) if event.notified is not None else (_start(entry, duty), _TOLD)
    return Answer(DutyStatus.UNKNOWN, f"期限尚不能计算：{because}", asked)


_DAY = timedelta(days=1)
_HOURS = {Unit.HOUR: timedelta(hours=1), Unit.MINUTE: timedelta(minutes=1)}


def _bounded(event: Event, entry: TimelineEntry | None, deadline: Deadline | None) -> Answer | None:
    """Hours from a day whose time is not known: certain all the same before the earliest and after the latest end."""
    start = event.occurred if entry and entry.counted_from == Fact.OCCURRED else event.discovered
    if not (entry and deadline and deadline.unit in _HOURS and start and event.notified and not start.clock):
        return None
    first = datetime.combine(start.day, time()) + deadline.value * _HOURS[deadline.unit]
    told = event.notified
    earliest = datetime.combine(told.day, told.clock or time())
    latest = earliest if told.clock else earliest + _DAY
    if not (latest <= first or earliest > first + _DAY):
        return None
    late = earliest > first + _DAY
    limit = f"{deadline.value}{UNIT_NAMES[deadline.unit]}自{start.day}起算（时刻不明），最迟于{_read(first + _DAY)}届满"
    why = f"{limit}，实际于{_said(told)}通知，{'已逾期' if late else '未逾期'}"
    return Answer(DutyStatus.BROKEN if late else DutyStatus.KEPT, why)


def _read(moment: datetime) -> str:
    return moment.isoformat(" ", "minutes")


def _start(entry: TimelineEntry | None, duty: Duty) -> Question:
    """Asks for the fact that starts the clock."""
    key = entry.counted_from if entry and entry.counted_from else Fact.DISCOVERED.value
    name = FACT_NAMES.get(key, key)
    about = f"/event/{key}" if key in _MOMENTS else f"{FACTS}{key}"
    return Question(f"请填写{name}（精确到时刻），期限自此起算。", about, (duty.source,))


def _dated(kind: DutyKind, duty: Duty, event: Event, due: Due) -> Answer:
    limit = f"最迟应于{_said(due.moment)}通知（{due.counting}）"
    if event.notified is None:
        return _without_moment(kind, duty, event, limit)
    late = is_late(event.notified, due.moment)
    told = f"{limit}，实际于{_said(event.notified)}通知"
    if late is None:
        question = Question("当日几时通知保险人？请填写通知的时刻。", "/event/notified", (duty.source,))
        return Answer(DutyStatus.UNKNOWN, f"{told}，同日而时刻不明", (question,))
    if late and due.estimated:
        question = Question(
            "该期限按尚未公布的工作日历估算，请核实到期日。", "/event/notified", (duty.source,)
        )
        return Answer(DutyStatus.UNKNOWN, f"{told}；到期日为估算", (question,))
    return Answer(DutyStatus.BROKEN if late else DutyStatus.KEPT, f"{told}，{'已逾期' if late else '未逾期'}")


def _without_moment(kind: DutyKind, duty: Duty, event: Event, limit: str) -> Answer:
    told = answer(kind, duty, event)
    if truth(event.facts.get(kind.fact)) is not None or told.status is DutyStatus.BROKEN:
        return told
    return Answer(DutyStatus.UNKNOWN, f"{limit}；案情没有写明通知时间", (_TOLD,))


def _undated(told: Answer, event: Event) -> Answer:
    """及时 without a number is a judgement: the interval is shown, and a person decides."""
    known, notified = event.discovered or event.occurred, event.notified
    if known is None or notified is None:
        return told
    name = "发现" if event.discovered else "出险"
    why = f"{name}于{_said(known)}，通知于{_said(notified)}；文本没有写明天数，是否及时须由人判断"
    return Answer(DutyStatus.UNKNOWN, why, told.questions)


def is_late(actual: Moment, limit: Moment) -> bool | None:
    """Is ``actual`` after ``limit``? A limit without a time lasts to the end of its day; None where a missing time of
    ``actual`` would decide."""
    if actual.day != limit.day:
        return actual.day > limit.day
    if limit.clock is None:
        return False
    return None if actual.clock is None else actual.clock > limit.clock


def _said(moment: Moment) -> str:
    return str(moment).replace("T", " ")


_PART = re.compile("部分")


def law_on_notice(sanction: Sanction | None) -> str:
    """What 《保险法》第二十一条 says beside the text's consequence; empty where the text keeps within it."""
    law = str(statutes()["insurance-law"].citation("第二十一条", 0))
    bound = "仅在故意或者因重大过失未及时通知、致使难以确定时，保险人对无法确定的部分不承担责任"
    if sanction is None:
        return f"文本未载明逾期通知的后果；{law}：{bound}。"
    within = (
        sanction.effect is Effect.UNVERIFIABLE and fault_needed(sanction.text) and _PART.search(sanction.text)
    )
    return "" if within else f"文本所载后果超出{law}的范围（{bound}），超出部分的效力须由人判断。"
