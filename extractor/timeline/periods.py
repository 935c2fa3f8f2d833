"""Periods that end by themselves or by an act (期间): waiting, hesitation, grace, limitation, cover, 180日内身故."""

import re
from collections.abc import Mapping
from dataclasses import replace

from extractor.document import Span
from extractor.facts import Fact
from extractor.language.parties import find_parties
from extractor.language.timing import find_durations
from extractor.quantities import Deadline, DeadlineKind, Duration, Unit
from extractor.quotations import quotation_of
from extractor.records import Record
from extractor.terms.passages import Passage
from extractor.timeline.stated import Timed, index_of, setting_of
from extractor.timeline.triggers import Setting, Trigger, trigger_of

_PERIODS: Mapping[str, tuple[str, str, bool]] = {  # kind → who acts, what, whether an act is timed
    "waiting": ("", "等待期届满", False),
    "hesitation": ("投保人", "犹豫期内解除合同", True),
    "grace": ("投保人", "宽限期内交纳保险费", True),
    "limitation": ("", "请求赔偿或者给付（时效届满）", True),
}
_OWN_END = (None, Fact.PERIOD_START, Fact.PERIOD_END, Fact.CONTRACT_MADE, Fact.CONTRACT_EFFECTIVE)
_INTERRUPTED = "时效可能因主张权利等中断、中止，此处未计入"
_AGREED = re.compile(r"载明|约定|列明|协商")
_AT_MOST = re.compile(r"(?:最长)?不(?:得)?(?:超过|长于)|最长")
_NAMES_COVER = re.compile(r"期间|期限|有效期|[险障作托]期|年")
_RUN = re.compile(r"(?:满|达到?|(?<!不)(?<!不得)(?:超过|逾))$")


def of_period(record: Record, passage: Passage) -> Timed | None:
    """The end of a period that the document states, None where the record sets no length."""
    kind = str(record.fields.get("kind", ""))
    span, term = _length(record, passage)
    setting = setting_of(passage, span, DeadlineKind.WITHIN)
    trigger = trigger_of(setting) if term else Trigger(None, "")
    if kind in ("insurance", "contract"):
        return _cover(record, kind, trigger, term, at_most=_AT_MOST.search(setting.left[-12:]) is not None)
    if kind == "other":
        trigger = trigger_of(replace(setting, earlier=(), lead=""))
        event = term is not None and trigger.fact is not None
        return Timed(quotation_of(record), "", _event(setting), trigger, term, act=False) if event else None
    if kind not in _PERIODS or (term is None and not _leaves_open(record, kind)):
        return None
    if term and _AT_MOST.search(setting.left[-12:]) and _AGREED.search(record.quote):
        term = None
    if kind == "grace" and trigger.fact is Fact.BREACH:
        trigger = replace(trigger, fact=Fact.PREMIUM_DUE)
    term = replace(term, kind=DeadlineKind.WITHIN) if term else None
    bearer, action, act = _PERIODS[kind]
    if kind == "limitation":
        claimant = _claimant(record.quote)
        return Timed(quotation_of(record), claimant, action, trigger, term, note=_INTERRUPTED)
    return Timed(quotation_of(record), bearer, action, trigger, term, act=act)


def _cover(
    record: Record, kind: str, trigger: Trigger, term: Deadline | None, *, at_most: bool
) -> Timed | None:
    """The end of cover or contract; some cover ends with an event of its own (卸离海轮后满六十天)."""
    ends_on = str(record.fields.get("to", ""))
    if term is None and not ends_on:
        return None
    if term and trigger.fact not in _OWN_END:
        term = replace(term, kind=DeadlineKind.WITHIN)
        action = "保险责任至迟终止" if at_most else "保险责任终止"
        return Timed(quotation_of(record), "", action, trigger, term, act=False)
    if not _NAMES_COVER.search(record.quote):
        return None
    start = Trigger(Fact.PERIOD_START, trigger.words)
    action = "保险期间届满" if kind == "insurance" else "合同期间届满"
    length = None if at_most else term
    return Timed(quotation_of(record), "", action, start, length, act=False, ends_on=ends_on, cover=True)


def _length(record: Record, passage: Passage) -> tuple[Span, Deadline | None]:
    """The span of time that the record tells, and how it counts; the whole record where it tells none."""
    start, end = index_of(passage, record.span.start), index_of(passage, record.span.end)
    value, unit = record.fields.get("value"), record.fields.get("unit")
    if not isinstance(value, int) or not isinstance(unit, str):
        return Span(start, max(end, start + 1)), None
    stated = record.evidence.get("value")
    at = index_of(passage, stated.start) if stated else start
    hits = [hit.span for hit in find_durations(passage.text) if hit.value == Duration(value, Unit(unit))]
    span = min(hits, key=lambda hit: abs(hit.start - at), default=Span(start, max(end, start + 1)))
    kind = DeadlineKind.AFTER if _RUN.search(passage.text[: span.start]) else DeadlineKind.WITHIN
    return span, Deadline(value, Unit(unit), kind)


def _leaves_open(record: Record, kind: str) -> bool:
    """Whether a period without a figure leaves its length to the schedule, and does not just deny the period."""
    left = re.search(r"载明|约定|列明", record.quote) is not None
    return (
        left
        and kind in ("waiting", "hesitation", "grace")
        and not re.search("无等待期|不适用|没有", record.quote)
    )


def _event(setting: Setting) -> str:
    """The event that must (not) have come by then (身故, 未能追回), or what is limited (门诊治疗以90日为限)."""
    limited = re.search(r"([^，。；]{2,12})以[^，。；]{0,24}$", setting.left)
    if limited and setting.right.startswith("为限"):
        return limited[1]
    words = re.sub(r"^(?:（[^）]*）)?(?:之|以)?[内后]?(?:（[^）]*）)?的?", "", setting.right)
    return re.split("[，。；]", words)[0][:18] or "期间届满"


def _claimant(quote: str) -> str:
    """Who the limitation runs against: the first party that is not the insurer."""
    return next((mention.name for mention in find_parties(quote) if mention.name != "保险人"), "")
