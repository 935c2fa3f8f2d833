"""Waiting and survival periods (等待期、生存期): whether a day falls into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.calculators.contradictions import negative, reversed_dates
from extractor.calculators.elapsed import add_months
from extractor.calculators.statements import quotation, statements
from extractor.claim import Contradiction
from extractor.determination import PeriodStanding, PeriodStatus, Question
from extractor.language.durations import find_durations
from extractor.quantities import UNIT_NAMES, Duration, Unit
from extractor.quotations import Quotation, quotation_of
from extractor.records import Extraction, Record, RecordType
from extractor.terms.passages import Passage


@dataclass(frozen=True, slots=True)
class Onset:
    """When the cover began and when the illness or event set in. None means "not said".

    ``effective`` is the day the contract took effect (生效日), ``reinstated`` the last day it was reinstated (复效日),
    ``day`` the day of the event (确诊日、出险日), ``renewal`` whether the contract renews one without a gap (续保),
    ``accident`` whether an accident is the cause, ``agreed_days`` the waiting period as the schedule states it.
    """

    effective: date | None = None
    day: date | None = None
    renewal: bool | None = None
    accident: bool | None = None
    reinstated: date | None = None
    agreed_days: int | None = None


@dataclass(frozen=True, slots=True)
class Survival:
    """A diagnosis (or accident) and how long the person lived after it. None means "not said".

    ``died`` is the day of death, ``alive_on`` a day on which the person is known to live.
    """

    diagnosed: date | None = None
    died: date | None = None
    alive_on: date | None = None


def contradictions(case: Onset | Survival) -> tuple[Contradiction, ...]:
    """What cannot be so together, by field."""
    if isinstance(case, Onset):
        return (
            *negative("/agreed_days", "等待期天数", case.agreed_days),
            *reversed_dates("/day", "出险日", case.day, "合同生效日", case.effective),
            *reversed_dates("/reinstated", "复效日", case.reinstated, "合同生效日", case.effective),
        )
    return (
        *reversed_dates("/died", "身故日", case.died, "确诊日", case.diagnosed),
        *reversed_dates("/alive_on", "生存日", case.alive_on, "确诊日", case.diagnosed),
        *reversed_dates("/died", "身故日", case.died, "仍生存的日期", case.alive_on),
    )


# --- waiting --------------------------------------------------------------------------------------------

_WAITING = re.compile(r"等待期|观察期|免责期")
_ACCIDENT_EXEMPT = re.compile(
    r"意外[^。；]{0,40}(?:无|没有|不受|不适用|免除|不设|不计)[^，。；]{0,8}(?:等待期|观察期|限制)|意外[^，。；]{0,8}(?:以外|之外)的?原因|因疾病"
)
_RENEWAL_EXEMPT = re.compile(
    r"(?:续保|连续投保|再次投保)[^。；]{0,40}(?:无|没有|不适用|免除|不设|不计|除外|不受)|首次投保|非连续投保|不间断续保"
)
_AT_MOST = re.compile(r"最[长高多]|至多|不(?:得)?超过")
_DEFAULT = re.compile(r"(?:未|没有)载明[^。；]{0,12}(?:默认|为|按)")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the document says of waiting: the periods read from it, and every sentence that names them."""

    records: tuple[Record, ...]
    about: tuple[Passage, ...]

    @property
    def evidence(self) -> tuple[Quotation, ...]:
        return tuple(quotation_of(one) for one in self.records) or tuple(
            quotation(one) for one in self.about[:2]
        )

    def first(self, pattern: re.Pattern[str]) -> Quotation | None:
        """The first words that ``pattern`` finds."""
        for record in self.records:
            if pattern.search("".join(record.quote.split())):
                return quotation_of(record)
        return next((quotation(one) for one in self.about if pattern.search(one.text)), None)

    @property
    def none_at_all(self) -> bool:
        """The text says that there is no waiting period, for whatever cause."""
        texts = ["".join(one.quote.split()) for one in self.records]
        return any(_NONE.search(text) and not _SOME.search(text) for text in texts)


_NONE = re.compile(r"(?:无|不设|没有)(?:置)?等待期")
_SOME = re.compile(r"意外|续保|连续|续投|转换|的?，")


def waiting(extraction: Extraction, onset: Onset) -> PeriodStanding:
    """Whether the day falls into the waiting period: INSIDE it, OUTSIDE, or UNKNOWN with what must be asked."""
    found = contradictions(onset)
    if found:
        return _refused(found)
    sentences = statements(extraction)
    about = tuple(one for one in sentences if _WAITING.search(one.text))
    records = tuple(
        one
        for one in extraction.records
        if one.type is RecordType.PERIOD and one.fields.get("kind") == "waiting"
    )
    said = _Said(records, about)
    if not records and not about:
        return PeriodStanding(PeriodStatus.OUTSIDE, "文本未载明等待期")
    return _exempt(onset, said) or _placed(onset, said)


def _exempt(onset: Onset, said: _Said) -> PeriodStanding | None:
    for applies, pattern, why in (
        (onset.accident, _ACCIDENT_EXEMPT, "由意外伤害引起，文本载明不受等待期限制"),
        (onset.renewal, _RENEWAL_EXEMPT, "属于续保，文本载明续保无等待期"),
    ):
        words = said.first(pattern) if applies else None
        if words is not None:
            return PeriodStanding(PeriodStatus.OUTSIDE, why, (words,))
    return None


def _placed(onset: Onset, said: _Said) -> PeriodStanding:
    lengths = _lengths(onset, said.records)
    evidence = said.evidence
    if onset.agreed_days == 0:
        return PeriodStanding(PeriodStatus.OUTSIDE, "保险单载明没有等待期", evidence)
    if not lengths:
        if said.none_at_all:
            return PeriodStanding(PeriodStatus.OUTSIDE, "文本载明无等待期", evidence)
        ask = Question("保险单载明的等待期是多少天？", "/agreed_days", evidence)
        return PeriodStanding(PeriodStatus.UNKNOWN, "等待期的长短由保险单载明", evidence, (ask,))
    if onset.effective is None or onset.day is None:
        return PeriodStanding(
            PeriodStatus.UNKNOWN, "需要合同生效日和出险日", evidence, tuple(_dates_asked(onset))
        )
    since = max(onset.effective, onset.reinstated or onset.effective)
    statuses = {_status(since, onset.day, length) for length in lengths}
    if len(statuses) > 1:
        ask = Question(_which(lengths), "/agreed_days", evidence)
        return PeriodStanding(PeriodStatus.UNKNOWN, "文本有几个长短不同的等待期，结论不同", evidence, (ask,))
    return _told(
        statuses.pop(), onset, _Run(since, max(lengths, key=lambda one: _last_day(since, one))), said
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """A waiting period from its first day on."""

    since: date
    length: Duration

    def __str__(self) -> str:
        last = _last_day(self.since, self.length)
        length = f"{self.length.value}{UNIT_NAMES[self.length.unit]}"
        return f"等待期自{self.since.isoformat()}起{length}，至{last.isoformat()}止"


def _told(status: PeriodStatus, onset: Onset, run: _Run, said: _Said) -> PeriodStanding:
    evidence = said.evidence
    if status is PeriodStatus.OUTSIDE:
        return PeriodStanding(status, f"{run}；出险日在其后", evidence)
    questions = tuple(_exemptions_asked(onset, said))
    if questions:
        return PeriodStanding(PeriodStatus.UNKNOWN, f"{run}；出险日在其内，但文本有例外", evidence, questions)
    if status is PeriodStatus.UNKNOWN:
        why = f"{run}（首日不计）；首日计入的，于前一日届满。出险日正在最后一日，文本未写明首日是否计入"
        ask = Question("等待期的首日是否计入？请核对保险单载明的等待期起止", "/agreed_days", evidence[:1])
        return PeriodStanding(status, why, evidence, (ask,))
    return PeriodStanding(status, f"{run}；出险日在其内", evidence)


def _lengths(onset: Onset, records: tuple[Record, ...]) -> tuple[Duration, ...]:
    """The waiting periods that may hold: as agreed, else as stated; a mere upper bound states none."""
    if onset.agreed_days is not None:
        return (Duration(onset.agreed_days, Unit.DAY),)
    stated = []
    for record in records:
        value, unit = record.fields.get("value"), record.fields.get("unit")
        text = "".join(record.quote.split())
        if (
            not isinstance(value, int)
            or unit not in _COUNTABLE
            or _AT_MOST.search(text)
            or _DEFAULT.search(text)
        ):
            continue
        stated.append(Duration(value, Unit(str(unit))))
    return tuple(dict.fromkeys(stated))


_COUNTABLE = (Unit.DAY, Unit.MONTH, Unit.YEAR)


def _status(since: date, day: date, length: Duration) -> PeriodStatus:
    """The last day is open where the first may count or not; 民法典第二百零一条 leaves the first day out."""
    last = _last_day(since, length)
    if day < last:
        return PeriodStatus.INSIDE
    return PeriodStatus.UNKNOWN if day == last else PeriodStatus.OUTSIDE


def _last_day(since: date, length: Duration) -> date:
    if length.unit is Unit.DAY:
        return since + timedelta(days=length.value)
    return add_months(since, length.value * (12 if length.unit is Unit.YEAR else 1))


def _which(lengths: tuple[Duration, ...]) -> str:
    named = "、".join(f"{one.value}{UNIT_NAMES[one.unit]}" for one in lengths)
    return f"文本有几个等待期（{named}），本案适用哪一个？请填写天数"


def _dates_asked(onset: Onset) -> Iterator[Question]:
    if onset.effective is None:
        yield Question("合同从哪一天起生效？", "/effective")
    if onset.day is None:
        yield Question("哪一天确诊或者出险？", "/day")


def _exemptions_asked(onset: Onset, said: _Said) -> Iterator[Question]:
    for known, pattern, ask, field in (
        (onset.accident, _ACCIDENT_EXEMPT, "是否由意外伤害引起？", "/accident"),
        (onset.renewal, _RENEWAL_EXEMPT, "是否属于不间断的续保？", "/renewal"),
    ):
        words = said.first(pattern) if known is None else None
        if words is not None:
            yield Question(ask, field, (words,))


# --- survival -------------------------------------------------------------------------------------------

_SURVIVAL = re.compile(
    r"(?:确诊|诊断|发生|手术|事故)[^。；]{0,24}(?:生存|存活)[^，。；]{0,8}?(?P<after>[\d一二三四五六七八九十]+)[日天]"
    r"|(?P<on>第?[\d一二三四五六七八九十]+)[日天][^，。；]{0,6}(?:仍然?|依然|时)(?:生存|存活)|生存期[^，。；]{0,6}[\d一二三四五六七八九十]+[日天]"
)


def survival(extraction: Extraction, case: Survival) -> PeriodStanding:
    """Whether the survival period has been lived through: OUTSIDE it (满足), still INSIDE it (未满), or UNKNOWN."""
    found = contradictions(case)
    if found:
        return _refused(found)
    stated = next(iter(_survivals(statements(extraction))), None)
    if stated is None:
        return PeriodStanding(PeriodStatus.OUTSIDE, "文本未载明生存期要求")
    days, words = stated
    if case.diagnosed is None:
        ask = Question("哪一天确诊（或者发生事故）？", "/diagnosed", (words,))
        return PeriodStanding(PeriodStatus.UNKNOWN, f"确诊后须生存满 {days} 日", (words,), (ask,))
    needed = case.diagnosed + timedelta(days=days)
    if case.died is not None and case.died < needed:
        lived = (case.died - case.diagnosed).days
        return PeriodStanding(
            PeriodStatus.INSIDE, f"确诊后生存 {lived} 日，不满 {days} 日（适用范围见所引原文）", (words,)
        )
    known = case.died or case.alive_on
    if known is not None and known >= needed:
        return PeriodStanding(PeriodStatus.OUTSIDE, f"至{needed.isoformat()}已生存满 {days} 日", (words,))
    ask = Question(f"被保险人在{needed.isoformat()}是否仍然生存？", "/alive_on", (words,))
    return PeriodStanding(PeriodStatus.UNKNOWN, f"须生存至{needed.isoformat()}", (words,), (ask,))


def _survivals(sentences: tuple[Passage, ...]) -> Iterator[tuple[int, Quotation]]:
    for sentence in sentences:
        match = _SURVIVAL.search(sentence.text)
        if match is None:
            continue
        lengths = [q.value for q in find_durations(match[0]) if isinstance(q.value, Duration)]
        ordinal = re.search(r"第?(\d+)[日天]", match[0])
        days = lengths[-1].value if lengths else int(ordinal[1]) if ordinal else 0
        if 0 < days <= 365:
            yield days, quotation(sentence)


def _refused(found: tuple[Contradiction, ...]) -> PeriodStanding:
    questions = tuple(Question(one.message, one.field) for one in found)
    return PeriodStanding(PeriodStatus.UNKNOWN, "输入的数据互相矛盾，改正后再判断", (), questions)
