"""Every deadline that a document states (期限), with its act, its bearer and what sets it off."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractor.document import Span
from extractor.facts import Fact
from extractor.language.parties import find_parties
from extractor.language.timing import find_deadlines
from extractor.language.units import split_segments
from extractor.quantities import Deadline, DeadlineKind
from extractor.quotations import quotation_of
from extractor.records import Extraction, Record, RecordType
from extractor.terms.passages import Passage, read_passages
from extractor.timeline.actions import action_of, omitted_act, prompt_action
from extractor.timeline.calendar_days import on_calendar_days
from extractor.timeline.periods import of_period
from extractor.timeline.stated import Timed, index_of, setting_of
from extractor.timeline.triggers import Setting, trigger_of
from extractor.timeline.unrecorded import unrecorded


def read_timed(extraction: Extraction) -> list[Timed]:
    """All deadlines in reading order."""
    passages = _Passages(read_passages(extraction.document))
    found: list[tuple[int, Timed]] = []
    held: list[Span] = []
    for record in extraction.records:
        passage = passages.holding(record.span)
        if passage is None:
            continue
        if record.type is RecordType.OBLIGATION:
            found += _of_obligation(record, passage)
            held.append(record.span)
        elif record.type is RecordType.PERIOD:
            period = of_period(record, passage)
            found += [(record.span.start, period)] if period else []
            held.append(record.span)
    found += unrecorded(passages.all, held)
    return [timed for _, timed in sorted(found, key=lambda pair: (pair[1].source.span.start, pair[0]))]


class _Passages:
    """Passages by their place."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.all = sorted(passages, key=lambda passage: passage.unit.span().start)
        self._ends = [passage.unit.span().end for passage in self.all]

    def holding(self, span: Span) -> Passage | None:
        """The passage that ``span`` begins in, None for a table or a heading."""
        at = bisect_left(self._ends, span.start + 1)
        found = self.all[at] if at < len(self.all) else None
        return found if found is not None and found.unit.span().start <= span.start else None


# --- obligations ----------------------------------------------------------------------------------------


def _of_obligation(record: Record, passage: Passage) -> Iterator[tuple[int, Timed]]:
    deadline = record.fields.get("deadline")
    if not isinstance(deadline, Deadline):
        yield from on_calendar_days(record, passage) or _prompt(record, passage)
        return
    several = "other_deadlines" in record.fields or "tier" in record.fields
    for span, term in _spans(record, passage, deadline):
        yield span.start, _timed(record, passage, span, term, several=several)


def _spans(record: Record, passage: Passage, main: Deadline) -> Iterator[tuple[Span, Deadline]]:
    """The main deadline and the others that the record tells, each where the sentence states it."""
    others = record.fields.get("other_deadlines", ())
    wanted = (
        [main, *(other for other in others if isinstance(other, Deadline))]
        if isinstance(others, tuple)
        else [main]
    )
    stated = record.evidence.get("deadline")
    at = index_of(passage, stated.start) if stated else -1
    hits = [(hit.span, hit.value) for hit in find_deadlines(passage.text) if isinstance(hit.value, Deadline)]
    hits.sort(key=lambda hit: (hit[0].start != at, hit[0].start))
    for span, term in hits:
        if term in wanted:
            wanted.remove(term)
            yield span, term


_NO_ROLLING = re.compile(r"不(?:予|作|再)?顺延|(?:含|包括)(?:法定)?(?:节假日|休息日)")
_TRADING = "文本写“交易日”，此处按工作日推算；调休上班的周末不开市，请核对"


def _timed(record: Record, passage: Passage, span: Span, term: Deadline, *, several: bool) -> Timed:
    setting = setting_of(passage, span, term.kind)
    action = action_of(setting)
    if several:
        action += _case(setting)
    trigger = trigger_of(setting)
    return Timed(
        source=quotation_of(record),
        bearer=_actor(record, setting),
        action=action,
        trigger=trigger,
        term=term,
        window=term.kind is DeadlineKind.BEFORE and _is_window(setting),
        right=record.fields.get("modality") == "right",
        act=_NO_ROLLING.search(passage.text) is None,
        note=_TRADING if "交易日" in passage.text[span.start : span.end] else "",
        pauses=action.startswith("核定") and trigger.fact in (Fact.CLAIMED, Fact.COMPLETE_DOCUMENTS),
    )


def _actor(record: Record, setting: Setting) -> str:
    """Who must act: the bearer, or, where he has a right because another has not acted in time, that other."""
    bearer = str(record.fields.get("bearer", ""))
    if record.fields.get("modality") != "right" or not omitted_act(setting):
        return bearer
    return next((party.name for party in find_parties(setting.left) if party.name != bearer), "")


_SETS_CASE = re.compile(r"(?:的|案件|赔案|[以之][上下内])$|[\d万]元")
_LEADING = re.compile(
    r"(?:的|(?:甲方|乙方|保险人|我们)?(?:(?<!响)应当?|须|保证|将|承诺|为|在|于|最长|不超过|不得超过)+|(?:甲方|乙方|保险人|我们))+$"
)
_JOINS = re.compile(r"^(?:应当?在?|并且?|且|同时|保证|其中)")
_LONGEST_CASE = 24


def _case(setting: Setting) -> str:
    """Which of several cases the deadline is for (1-5万元的赔案, 市区): its own clause, or the condition before it."""
    segments = split_segments(setting.left)
    if not segments:
        return ""
    words = _JOINS.sub("", _LEADING.sub("", re.split("[、：]", segments[-1].text)[-1]))
    if setting.left.endswith("，") and not _SETS_CASE.search(segments[-1].text):
        return ""
    if not words and len(segments) > 1 and _SETS_CASE.search(segments[-2].text):
        words = _LEADING.sub("", segments[-2].text)
    return f"（{words}）" if 1 < len(words) <= _LONGEST_CASE else ""


def _is_window(setting: Setting) -> bool:
    return re.match(r"(?:之|以)?内", setting.right) is not None


# --- no number ------------------------------------------------------------------------------------------

_PROMPT = re.compile(
    r"(?<!未)(?<!未能)(?<!没有)(?<!不)(?<!不能)(?<!是否)(?<!已)(?<!已经)(?<!非)"
    r"(?:及时|立即|尽快|尽早|尽速|马上|即刻|当即|迅速|第一时间|毫不迟延|不迟延)(?!性)"
)


def _prompt(record: Record, passage: Passage) -> Iterator[tuple[int, Timed]]:
    if record.fields.get("modality") != "duty":
        return
    start, end = index_of(passage, record.span.start), index_of(passage, record.span.end)
    match = _PROMPT.search(passage.text, start, end)
    if match is None:
        return
    span = Span(match.start(), match.end())
    setting = setting_of(passage, span, DeadlineKind.WITHIN)
    yield (
        match.start(),
        Timed(
            source=quotation_of(record),
            bearer=str(record.fields.get("bearer", "")),
            action=prompt_action(setting),
            trigger=trigger_of(setting),
            term=None,
            prompt=match[0],
        ),
    )
