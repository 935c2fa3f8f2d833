"""How a document turns a loss into a payment (赔款计算方案): operations in order, each with its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from extractor.expressions import Expression
from extractor.payout.bands import Band, Columns
from extractor.payout.formulas import UnitFormula
from extractor.quotations import Quotation


class Action(StrEnum):
    """What an operation does to the running amount."""

    RECOVERY = "recovery"  # 扣减已从第三者取得的赔偿
    SALVAGE = "salvage"  # 扣除残值
    AVERAGE = "average"  # 不足额保险按比例
    DEDUCTIBLE = "deductible"  # 免赔额、免赔率
    SHARE = "share"  # 赔付比例、自负比例
    LIMIT = "limit"  # 限额、保险金额
    CONTRIBUTION = "contribution"  # 与其他保险按比例分摊


class Scope(StrEnum):
    """What an operation is applied to, from the smallest to the whole."""

    ITEM = "item"  # 单一账户、每件、每辆
    PERSON = "person"  # 每人
    PART = "part"  # 一类损失: 医疗费用、财产损失
    OCCURRENCE = "occurrence"  # 每次事故
    TOTAL = "total"  # 保险期间累计


class RateBase(StrEnum):
    """What the rate of a limit is a share of."""

    NONE = ""
    LOSS = "loss"  # 损失金额的8%
    OCCURRENCE = "per_occurrence"  # 每次事故赔偿限额的30%
    PERSON = "per_person"
    AGGREGATE = "aggregate"
    SUM = "sum_insured"  # 保险金额的20%


class Timing(StrEnum):
    """Where what others have paid is taken off."""

    LOSS = "loss"  # 先从损失中扣除
    PAYMENT = "payment"  # 从赔款中扣除
    EITHER = "either"  # 赔偿保险金时扣减: the words allow both


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation (计算项). ``kind`` has the words of a limit record; ``name`` says for what losses only, empty for all.

    ``amount`` in yuan and ``rate`` as a fraction are what the text states, None where the schedule does; the rate of a
    SHARE is the share that is *paid*. ``higher`` chooses the higher of amount and rate (以高者为准). ``if_agreed`` binds
    only where the schedule has it (如保险单约定); ``fallback`` is a figure for a schedule that says nothing. ``outside``:
    paid beside the limits of the loss (另行计算). ``case`` is the condition of a figure, ``cover`` the insurance that it belongs to where a document has several;
    ``sought`` are Chinese words for what the schedule should state; ``further`` comes on top of the others (再扣除); ``restated`` is another
    figure that the text gives for ``amount`` in brackets (伍万元（¥80000元）); ``formula`` is a limit that the text computes;
    ``columns`` are shares by the amount that a table gives for several cases, ``bands`` those of the case at hand.
    """

    action: Action
    scope: Scope
    kind: str
    label: str
    source: Quotation | None = None
    name: str = ""
    amount: Decimal | None = None
    rate: Decimal | None = None
    base: RateBase = RateBase.NONE
    higher: bool = False
    if_agreed: bool = False
    fallback: bool = False
    outside: bool = False
    each_person: bool = False
    timing: Timing = Timing.EITHER
    case: str = ""
    cover: str = ""
    sought: str = ""
    law: str = ""
    further: bool = False
    restated: Decimal | None = None
    formula: Expression | None = None
    columns: Columns = ()
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Ordering:
    """The order of limit, deductible and share (先后). ``other`` is a second reading of the same words, None where they
    have one; ``why`` is Chinese; ``source`` the words, None where the text is silent; ``of_limit`` is False where they order deductible and
    share only."""

    sequence: tuple[Action, ...]
    other: tuple[Action, ...] | None = None
    source: Quotation | None = None
    why: str = ""
    of_limit: bool = True


class Footing(StrEnum):
    """What the document pays."""

    INDEMNITY = "indemnity"  # 补偿损失
    BENEFIT = "benefit"  # 定额给付
    NOTHING = "nothing"  # 不是保险条款


@dataclass(frozen=True, slots=True)
class Scheme:
    """``operations`` stand in the order in which they are applied (within one scope; smaller scopes come first).

    ``orderings`` holds, by scope, which words gave the order. ``unread`` are provisions on the amount that are not in
    the scheme.
    """

    footing: Footing
    operations: tuple[Operation, ...]
    orderings: Mapping[Scope, Ordering] = field(default_factory=dict)
    unread: tuple[Quotation, ...] = ()
    covers: tuple[str, ...] = ()
    standard_terms: bool = True
    formulas: tuple[UnitFormula, ...] = ()

    def ordering(self, scope: Scope) -> Ordering:
        """The order at ``scope``: its own words, else those for each occurrence, else the text is silent."""
        return self.orderings.get(scope) or self.orderings.get(Scope.OCCURRENCE) or SILENT


DEDUCTIBLE_FIRST = (Action.DEDUCTIBLE, Action.SHARE, Action.LIMIT)
LIMIT_FIRST = (Action.LIMIT, Action.DEDUCTIBLE, Action.SHARE)
SILENT = Ordering(DEDUCTIBLE_FIRST, LIMIT_FIRST, None, "条款没有写明限额与免赔的先后")
