"""Verdicts on a document (审查结论): against a playbook, against the law. Standard library only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractor.differences import Weight
from extractor.quotations import Quotation


class LineOfCover(StrEnum):
    """Line of insurance (险种) that a rule or a playbook is for."""

    LIABILITY = "liability"  # 责任保险
    PROPERTY = "property"  # 财产损失保险
    CARGO = "cargo"  # 货物运输保险（含海上保险）
    MOTOR = "motor"  # 机动车保险
    CREDIT = "credit"  # 保证、信用保险
    AGRICULTURE = "agriculture"  # 农业保险
    LIFE = "life"  # 人寿保险、年金保险
    HEALTH = "health"  # 健康保险
    ACCIDENT = "accident"  # 意外伤害保险
    SERVICE = "service"  # 不是保险条款: 采购、经纪、代理、服务合同


class Stance(StrEnum):
    """Whose side a playbook takes (立场)."""

    INSURED = "insured"  # 投保人、被保险人
    INSURER = "insurer"  # 保险人
    BROKER = "broker"  # 保险经纪人、代理人


class Verdict(StrEnum):
    """What a check came to. The first five are the law's, and the playbooks use AGREES, WORSE, ABSENT and PERSON."""

    AGREES = "agrees"  # 符合
    BETTER = "better"  # 优于法定（对被保险人更有利）
    WORSE = "worse"  # 低于要求、不符合
    ABSENT = "absent"  # 应有而未载明
    PERSON = "person"  # 需人工判断
    NOT_CONCERNED = "not_concerned"  # 不涉及: the document does not touch the point, and need not


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision of law (法条): ``paragraph`` is the 款, 0 where the whole article is meant; ``version`` is the
    date from which the version cited is in force."""

    law: str
    article: str
    paragraph: int
    version: date

    def __str__(self) -> str:
        """《保险法》第二十三条第一款（2015-04-24 版）."""
        paragraph = f"第{'零一二三四五六七八九十'[self.paragraph]}款" if self.paragraph else ""
        return f"《{self.law}》{self.article}{paragraph}（{self.version.isoformat()}版）"


@dataclass(frozen=True, slots=True)
class Assessment:
    """One check and what it came to.

    ``rule`` is its id, ``title`` a short Chinese name of the point, ``requirement`` our own paraphrase of what is
    asked; ``reason`` says in Chinese why the verdict is so, ``advice`` what to do. ``sources`` are the words it rests
    on: empty only for ABSENT and NOT_CONCERNED, and where ``silence`` is True: the verdict rests on what the text does
    not say (AGREES: nothing forbidden was found; PERSON: part of it could not be read). ``prevails`` is the term that
    takes effect where the document itself says that the law prevails, else empty.
    """

    rule: str
    title: str
    verdict: Verdict
    weight: Weight
    requirement: str
    reason: str
    advice: str = ""
    sources: tuple[Quotation, ...] = ()
    citations: tuple[Citation, ...] = ()
    prevails: str = ""
    silence: bool = False

    def __post_init__(self) -> None:
        silent = self.silence or self.verdict in {Verdict.ABSENT, Verdict.NOT_CONCERNED}
        if not silent and not self.sources:
            raise ValueError(f"{self.rule}: a verdict on the text quotes it")


@dataclass(frozen=True, slots=True)
class Review:
    """All checks of one document against one standard (审查): failed, passed and not concerned alike.

    ``standard`` is the id and ``title`` the Chinese name of the playbook or the rule pack.
    """

    standard: str
    title: str
    lines: tuple[LineOfCover, ...]
    assessments: tuple[Assessment, ...]

    def counts(self) -> Mapping[Verdict, int]:
        """Number of checks of each verdict."""
        return Counter(assessment.verdict for assessment in self.assessments)


class Extent(StrEnum):
    """How far a provision frees the insurer (免责程度)."""

    FULL = "full"  # 不承担责任
    PART = "part"  # 减轻: 免赔额、免赔率、比例赔付、扣减
    TIME = "time"  # 一段时间内不承担: 等待期、责任中止
    FORFEIT = "forfeit"  # 因当事人行为丧失权利: 逾期通知、未告知、解除合同不退费
    SHARE = "share"  # 与其他保险分摊


class Prompt(StrEnum):
    """Whether the document shows the provision as one must (提示): 《保险法》第十七条第二款."""

    SHOWN = "shown"  # 加粗、字号、提示字样 or an own exclusion section
    NOT_SHOWN = "not_shown"
    UNKNOWN = "unknown"  # the source carries no type styles (plain text)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A provision that frees or lightens the insurer's liability (免除或减轻保险人责任的条款).

    ``section`` is True where it stands under an exclusion heading; ``subject`` says in short Chinese what it is about;
    ``evidence`` says in Chinese on what the verdict about its prompting rests. ``lead`` are the words above an item
    of a list that free the insurer (下列原因造成的损失，保险人不负责赔偿), None where the quote says it itself.
    """

    quotation: Quotation
    heading: str
    extent: Extent
    section: bool
    prompt: Prompt
    subject: str
    evidence: str
    exception: str = ""
    lead: Quotation | None = None


@dataclass(frozen=True, slots=True)
class ExemptionMap:
    """Every exemption of a document (免责条款地图), in document order."""

    exemptions: tuple[Exemption, ...]
    notes: tuple[str, ...] = ()  # what the reader must know: no type styles in the source, unread pages
