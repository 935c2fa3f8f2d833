"""What a document says, as records with their source (记录). Standard library only.

The form is the project's record format: one record for each smallest unit that states the thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.document import Document, Span
from extractor.quantities import Deadline, MoneyRange


class RecordType(StrEnum):
    """What a record states."""

    COVERAGE = "coverage"  # 保险责任
    EXCLUSION = "exclusion"  # 责任免除
    LIMIT = "limit"  # 限额、免赔
    OBLIGATION = "obligation"  # 义务、禁止、权利
    PERIOD = "period"  # 期间
    PAYMENT = "payment"  # 费用
    PENALTY = "penalty"  # 违约金
    CLAIM_DOCUMENT = "claim_document"  # 索赔单证
    DEFINITION = "definition"  # 释义
    DISPUTE = "dispute"  # 争议解决
    PARTY = "party"  # 当事人


# How the rule of a record tells that the model found it, alone or too, or that a reviewer added it.
MODEL_RULE, AGREED, REVIEWER_RULE = "model.", "+model", "reviewer"


class Finder(StrEnum):
    """Who found a record."""

    RULE = "rule"
    MODEL = "model"
    BOTH = "both"
    REVIEWER = "reviewer"  # added by hand


def finder_of(rule: str) -> Finder:
    """Who found a record, as its rule tells: ``limit.stated``, ``model.limit``, ``limit.stated+model``."""
    if rule.startswith(MODEL_RULE):
        return Finder.MODEL
    if rule == REVIEWER_RULE:
        return Finder.REVIEWER
    return Finder.BOTH if rule.endswith(AGREED) else Finder.RULE


FieldValue = str | bool | int | Decimal | Deadline | MoneyRange | tuple[str, ...] | tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that the document states.

    ``quote`` is ``text[span]`` to the letter. ``fields`` holds only what the text says.
    ``evidence`` names, for a field that was read from particular words, their span.
    ``rule`` is the id of the rule that read it; ``confidence`` is 0–1.
    """

    type: RecordType
    path: str
    span: Span
    quote: str
    fields: Mapping[str, FieldValue]
    confidence: float
    rule: str
    evidence: Mapping[str, Span]

    def __post_init__(self) -> None:
        if len(self.quote) != self.span.end - self.span.start:
            raise ValueError(f"quote and span differ in length at {self.path}")

    @property
    def own_rule(self) -> str:
        """The id of the rule without the mark that the model agreed."""
        return self.rule.removesuffix(AGREED)

    @property
    def found_by(self) -> Finder:
        """Which reader found it (发现者)."""
        return finder_of(self.rule)


class Status(StrEnum):
    """Whether a reference finds its target."""

    RESOLVED = "resolved"
    DANGLING = "dangling"  # no such provision
    AMBIGUOUS = "ambiguous"  # two provisions carry that number
    EXTERNAL = "external"  # another law or document


@dataclass(frozen=True, slots=True)
class Reference:
    """A provision that names another (引用): 第十九条, 前款, 附件一."""

    path: str
    span: Span
    quote: str
    status: Status
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or risky in the document (发现). ``message`` is Chinese."""

    code: str
    path: str
    span: Span
    quote: str
    message: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one document; quotes are checked against the text when it is made."""

    document: Document
    records: tuple[Record, ...]
    references: tuple[Reference, ...]
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        everything: tuple[Record | Reference | Finding, ...] = (
            *self.records,
            *self.references,
            *self.findings,
        )
        for sourced in everything:
            if sourced.span.quote(self.document.text) != sourced.quote:
                raise ValueError(f"{sourced.path}: the quote is not the text at its span")
