"""What a claim comes to (理赔核定意见): an aid to a person's decision, every line with its words. Standard library only."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.claim import Moment
from extractor.expressions import Step
from extractor.quotations import Quotation


@dataclass(frozen=True, slots=True)
class Question:
    """What would settle an open point (待查问题). ``about`` is the JSON pointer of the field of the claim that answers
    it (``/schedule/limits``, ``/event/facts/reported_to_police``)."""

    ask: str
    about: str
    because: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text that has two (解释). ``favoured`` is the one that 保险法第三十条 prefers; None of them is
    where the two give the same."""

    title: str
    amount: Decimal
    steps: tuple[Step, ...]
    favoured: bool
    why: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """An amount and how it came about (计算书). ``amount`` in yuan is None while ``questions`` ask for what it needs, or
    where the text does not say how to compute it (``note`` says which, in Chinese). ``readings`` holds two or more only
    where the text can be read so; ``amount`` and ``steps`` are then the favoured one's."""

    amount: Decimal | None
    steps: tuple[Step, ...] = ()
    readings: tuple[Reading, ...] = ()
    questions: tuple[Question, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due (到期). ``estimated`` where a year's working days are not published yet; ``counting`` says in
    Chinese how it was counted."""

    moment: Moment
    estimated: bool
    counting: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One deadline of the document (期限): who must do what, by when.

    ``counted_from`` names the fact that starts the clock (``complete_documents``), or is empty where the text does not
    say; ``due`` is None while that fact is not known (``open_because`` says so in Chinese). ``earliest`` is True where
    the date is the first on which it may be done (满二年后, 提前十五日 before a date), not the last.
    """

    source: Quotation
    bearer: str
    action: str
    counted_from: str
    due: Due | None
    open_because: str = ""
    earliest: bool = False


class PeriodStatus(StrEnum):
    """Whether the event falls into the period of cover."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PeriodStanding:
    """Period and retroactive period (保险期间、追溯期)."""

    status: PeriodStatus
    why: str
    evidence: tuple[Quotation, ...] = ()
    questions: tuple[Question, ...] = ()


class CoverageStatus(StrEnum):
    """Whether the event meets the trigger of a coverage."""

    MET = "met"
    POSSIBLE = "possible"
    NOT_MET = "not_met"


class ExclusionStatus(StrEnum):
    """Whether an exclusion bites."""

    APPLIES = "applies"
    POSSIBLE = "possible"
    RULED_OUT = "ruled_out"


@dataclass(frozen=True, slots=True)
class CoverageMatch:
    """A coverage and the event (保险责任比对): ``score`` 0–1 orders them, ``why`` is Chinese."""

    source: Quotation
    status: CoverageStatus
    score: float
    why: str
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class ExclusionMatch:
    """An exclusion and the event (责任免除比对)."""

    source: Quotation
    status: ExclusionStatus
    score: float
    why: str
    questions: tuple[Question, ...] = ()


class DutyStatus(StrEnum):
    """Whether a duty was kept."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"


class Effect(StrEnum):
    """What a breach takes from the claim (违反后果)."""

    WHOLE = "whole"  # 全部不赔
    ENLARGED = "enlarged"  # 扩大部分
    UNVERIFIABLE = "unverifiable"  # 无法核实部分
    RESCISSION = "rescission"  # 可解除合同
    REDUCTION = "reduction"  # 按比例减付
    NONE = "none"  # 文本未载明后果, or the claim rules out its condition


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """A duty or condition of the insured's side and whether it was kept (义务履行). ``consequence`` is to the letter,
    empty where the text does not say; ``consequence_source`` its place. ``only_if`` are the conditions of the effect that
    the claim leaves open, to the letter (故意或者因重大过失): a breach costs what ``effect`` says only once they are settled.
    ``further`` are other sentences on the same breach."""

    source: Quotation
    bearer: str
    status: DutyStatus
    why: str
    effect: Effect
    consequence: str = ""
    consequence_source: Quotation | None = None
    due: Due | None = None
    questions: tuple[Question, ...] = ()
    only_if: tuple[str, ...] = ()
    further: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """A claim paper that the document asks for (索赔单证), and which of the papers handed in it is (``given``).
    ``present`` is None where the claim says nothing of papers, or where the paper is asked for only in a case
    (``case``: 涉及诉讼的) of which the claim does not say whether it is so. ``lacking`` are the papers of a record that
    asks for several (保险单和索赔申请书) which are not there."""

    source: Quotation
    present: bool | None
    given: str = ""
    score: float = 0.0
    case: str = ""
    lacking: tuple[str, ...] = ()


class ClaimVerdict(StrEnum):
    """What the claim comes to on the whole."""

    COVERED = "covered"
    PARTLY_COVERED = "partly_covered"
    EXCLUDED = "excluded"
    NOT_COVERED = "not_covered"
    NEEDS_INFORMATION = "needs_information"


@dataclass(frozen=True, slots=True)
class Determination:
    """Everything that the terms say of one claim."""

    verdict: ClaimVerdict
    why: str
    period: PeriodStanding
    coverage: tuple[CoverageMatch, ...]
    exclusions: tuple[ExclusionMatch, ...]
    duties: tuple[DutyStanding, ...]
    papers: tuple[PaperStanding, ...]
    payout: Calculation
    timeline: tuple[TimelineEntry, ...]
    questions: tuple[Question, ...]
