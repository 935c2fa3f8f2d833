"""What happened and what is claimed (出险与索赔), as a person tells it. Standard library only.

``None`` means "not said", which is never the same as zero, no, or an empty list. Amounts are yuan, rates fractions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the time of day where it is known; local time of the contract (北京时间)."""

    day: date
    clock: time | None = None

    @property
    def order(self) -> tuple[date, time]:
        """Key that sorts moments; a day without a time counts from its start."""
        return self.day, self.clock or time()

    def __str__(self) -> str:
        """ISO 8601: ``2025-06-01`` or ``2025-06-01T09:00``."""
        return (
            f"{self.day.isoformat()}T{self.clock.isoformat('minutes')}"
            if self.clock
            else self.day.isoformat()
        )


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What cannot be so in what a person tells (矛盾之处): ``field`` is its JSON pointer, ``message`` says in Chinese why,
    and what to do."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit or a deductible as the schedule states it (限额、免赔). ``kind`` has the words of a limit record;
    ``name`` says of what: 单一账户, 医疗费用, 每人."""

    kind: str
    amount: Decimal | None = None
    rate: Decimal | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The policy schedule (保险单载明事项). ``agreed`` are special terms (特别约定), to the letter."""

    start: date | None = None
    end: date | None = None
    retroactive_from: date | None = None
    limits: tuple[Bound, ...] = ()
    deductibles: tuple[Bound, ...] = ()
    premium: Decimal | None = None
    agreed: tuple[str, ...] = ()


class LossKind(StrEnum):
    """What a loss is made of (损失性质)."""

    DIRECT = "direct"  # 直接损失
    INDIRECT = "indirect"  # 间接损失
    COST = "cost"  # 诉讼、鉴定等费用
    MITIGATION = "mitigation"  # 施救费用
    BENEFIT = "benefit"  # 定额给付


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss claimed (损失项目), 0 or more yuan. ``item`` is the thing, account or person it was suffered on, ``person``
    who suffered it, ``occurrence`` the event it came from where a claim speaks of several (其一 and 其二)."""

    name: str
    amount: Decimal
    kind: LossKind = LossKind.DIRECT
    item: str | None = None
    person: str | None = None
    occurrence: str | None = None


@dataclass(frozen=True, slots=True)
class OtherInsurance:
    """Another insurance of the same loss (其他保险): its limit, and what it has paid already."""

    limit: Decimal | None = None
    paid: Decimal | None = None
    name: str | None = None


FactValue = bool | Decimal | str


@dataclass(frozen=True, slots=True)
class Event:
    """The event and the claim (保险事故与索赔). ``complete_documents`` is the day on which the claim papers were complete;
    ``recovered`` what third parties have made good; ``paid_before`` what this policy has paid in this period;
    ``documents`` the papers handed in, None where nothing is said of them; ``facts`` answers to questions by name."""

    occurred: Moment | None = None
    discovered: Moment | None = None
    notified: Moment | None = None
    claimed: Moment | None = None
    complete_documents: Moment | None = None
    place: str = ""
    cause: str = ""
    description: str = ""
    losses: tuple[Loss, ...] = ()
    recovered: Decimal | None = None
    paid_before: Decimal | None = None
    other_insurance: tuple[OtherInsurance, ...] | None = None
    documents: tuple[str, ...] | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim under one document (理赔案件). ``document`` is the id or the file of the clauses."""

    document: str
    event: Event
    schedule: Schedule = Schedule()
