"""What differs between two documents (比对结果), as values. Standard library only.

A is the document that stands first (the standard, the earlier version), B the one compared with it. Every quote is
the text of its own document. The results hold no document: they can be kept and read without it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from extractor.document import Span
from extractor.quotations import Quotation


class Likeness(StrEnum):
    """How two passages relate."""

    SAME = "same"  # 相同: nothing but noise differs (spacing, width, punctuation, numbering, 三十日/30日)
    REWORDED = "reworded"  # 表述不同: other words, the same meaning as far as can be told
    CHANGED = "changed"  # 实质变更
    ONLY_A = "only_a"  # 仅文本一有
    ONLY_B = "only_b"  # 仅文本二有


class Place(StrEnum):
    """Where the passage of B stands, seen from A."""

    SAME = "same"  # 同一位置
    RENUMBERED = "renumbered"  # 编号变化: the order is the same, the number is not
    MOVED = "moved"  # 移动: it stands elsewhere in the order
    SPLIT = "split"  # 拆分: one passage of A became several of B
    MERGED = "merged"  # 合并: several passages of A became one of B


class ChangeKind(StrEnum):
    """What changed."""

    AMOUNT = "amount"  # 金额
    RATE = "rate"  # 比例
    DURATION = "duration"  # 期限、期间
    DAY_KIND = "day_kind"  # 日历日/工作日
    PARTY = "party"  # 主体
    MODALITY = "modality"  # 应当/可以/不得
    CONDITION = "condition"  # 条件
    EXCEPTION = "exception"  # 除外、但书
    SCOPE = "scope"  # 范围词: 全部/部分, 任何/该, 仅
    ITEM_ADDED = "item_added"  # 列举项增加, or a whole provision that only B has
    ITEM_DROPPED = "item_dropped"  # 列举项减少, or a whole provision that only A has
    REFERENCE = "reference"  # 引用的条款
    NEGATION = "negation"  # 否定: 承担 became 不承担
    WORDING = "wording"  # the words differ and what it means must be judged by a person


class Gain(StrEnum):
    """Whom a change helps (有利于谁)."""

    POLICYHOLDER = "policyholder"  # 投保人、被保险人、受益人一方
    INSURER = "insurer"  # 保险人
    NEITHER = "neither"  # 双方均无
    UNKNOWN = "unknown"  # 无法判断


class Weight(StrEnum):
    """How much it matters (重要程度)."""

    HIGH = "high"  # whether or how much is paid
    MEDIUM = "medium"  # time, duties, conditions
    LOW = "low"  # formalities


@dataclass(frozen=True, slots=True)
class Change:
    """One change inside a pair, or the appearance or loss of a provision.

    ``before`` and ``after`` are the words that differ (``3%`` and ``5%``), None where one side has none.
    ``subject`` names in Chinese what changed (免赔率); ``why`` says in one Chinese sentence what became of it and
    why it is good for ``gain``.
    """

    kind: ChangeKind
    gain: Gain
    weight: Weight
    subject: str
    why: str
    before: Quotation | None = None
    after: Quotation | None = None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change quotes at least one side")


class Stroke(StrEnum):
    """Part of a redline."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a redline (修订痕迹). KEPT has both spans (their texts may differ in noise), DELETED only A's,
    INSERTED only B's."""

    stroke: Stroke
    a: Span | None = None
    b: Span | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of A beside its counterpart in B. A side is empty where the other alone has it; it holds several
    passages where one was split or several merged. ``similarity`` is 0–1. ``marks`` is the redline of the pair,
    in order of B with A's deletions in between; empty where the pair is one-sided or SAME."""

    likeness: Likeness
    place: Place
    a: tuple[Quotation, ...]
    b: tuple[Quotation, ...]
    similarity: float = 1.0
    changes: tuple[Change, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if not self.a and not self.b:
            raise ValueError("a pair has at least one side")
        if self.likeness is Likeness.CHANGED and not self.changes:
            raise ValueError("a changed pair says what changed")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side (双文本比对), in the order of B; what only A has stands where it stood in A."""

    pairs: tuple[Pair, ...]

    def counts(self) -> Mapping[Likeness, int]:
        """Number of pairs of each likeness."""
        return Counter(pair.likeness for pair in self.pairs)

    def gains(self) -> Mapping[Gain, int]:
        """Number of changes by whom they help."""
        return Counter(change.gain for pair in self.pairs for change in pair.changes)
