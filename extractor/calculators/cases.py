"""The cases in which a contract is ended (解除情形): who ends it, at which stage, and whether a claim has been paid.

A sentence that does not say one of them takes it over from the sentences before it in its paragraph (the stage) or in
its article (the party). What ends for a cause of its own (non-disclosure, wrong age …) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from extractor.calculators.statements import around, quotation
from extractor.calculators.termination import Terminator
from extractor.language.durations import find_durations
from extractor.quantities import Duration, Unit
from extractor.quotations import Quotation
from extractor.structure.headings import Role
from extractor.terms.passages import Passage


class Stage(StrEnum):
    """When the contract ends, seen from the cover."""

    HESITATION = "hesitation"  # 犹豫期内
    BEFORE = "before"  # 保险责任开始前
    AFTER = "after"  # 保险责任开始后


@dataclass(frozen=True, slots=True)
class Case:
    """For whom and when a statement holds; None holds for all. ``after_payment`` is True where only a paid claim brings
    it about; ``barring`` where some other event does."""

    by: Terminator | None = None
    stage: Stage | None = None
    after_payment: bool = False
    barring: bool = False

    @property
    def weight(self) -> int:
        """The more it says, the more it prevails."""
        return 4 * self.after_payment + 2 * (self.stage is not None) + (self.by is not None)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, or its part from ``start`` to ``end``, in its case.

    ``beside`` is its paragraph; ``within`` the days after a payment in which the case can arise; ``unpaid`` is True where
    it holds only while nothing has been paid (未发生过给付的); ``likewise`` where it only says that the last one holds for
    this party, too (亦同)."""

    sentence: Passage
    start: int
    end: int
    case: Case
    beside: str
    within: int | None
    unpaid: bool
    likewise: bool

    @property
    def text(self) -> str:
        """What the rules read."""
        return self.sentence.text[self.start : self.end]

    @property
    def source(self) -> Quotation:
        """The words themselves."""
        return quotation(self.sentence, self.start, self.end)


ENDING = re.compile(r"解除|退保|撤销|撤保|终止(?:本|保险)*合同|退费")
_HEADING = re.compile(r"解除|退保|犹豫期|撤销")
# Ends for a cause of their own; what is given back then is another matter.
_CAUSES = re.compile(
    r"告知|询问|据实|真实年龄|年龄不|性别|人数|减员|减少的?被保险人|增加或者?减少|职业|工种|中止|复效|身故|死亡|确诊|等待期|危险程度|风险程度"
    r"|转让|受让|欠[交缴]|逾期未[交缴]|欺诈|虚报|伪造|谎称|隐瞒|安全|多[收交缴]|贷款(?:本息|金额)?(?:达|超)|部分领取|减保|减少的?投保份数|佣金|自杀|犯罪|离职|不属于保险责任|填写不实|故意|重大过失|解除主(?:险)?(?:合同)?|主险?合同[^，。；]{0,10}(?:一并|同时)"
)
# The ordinary act, after which a paragraph speaks of it again.
_ORDINARY = re.compile(
    r"(?:要求|申请|随时|提出|书面通知)[^，。；]{0,12}(?:解除|退保)|(?:投保人|您)(?:有权|可以?)[^，。；]{0,8}(?:解除|退保)|解除(?:本|保险)*(?:合同)?的?申请|退保申请"
)

_BEFORE = re.compile(r"(?:尚未|未)(?:开始|生效)|(?:开始|起始日?|生效日?|起保日?|起运|起期)(?:之|以)?前")
_AFTER = re.compile(r"已经?(?:开始|生效)|(?:开始|起始日?|生效日?|起保日?|起运|起期)(?:之|以)?后")
_HESITATING = re.compile(
    r"犹豫期(?:之)?内|犹豫期(?:结束|届满)(?:之|以)?前|(?:此|上述|该)期间内?|(?:^|，)期内"
)
_RECEIVED = r"(?:签收|收到)(?:本|保险)*(?:单|合同)[^，。；]{0,10}?[\d一二三四五六七八九十]+个?[日天]"
# 自收到之日起15日内（犹豫期）退保; 签收保险单后十日内要求解除: the period where the contract is ended
_IN_HESITATION = re.compile(
    rf"{_RECEIVED}内[^，。；]{{0,12}}(?:要求|申请|提出)?[^，。；]{{0,4}}(?:退保|解除|撤销)|犹豫期[^，。；]{{0,6}}）[^，。；]{{0,4}}(?:退保|解除|撤销)"
)
_HESITATED = re.compile(rf"犹豫期(?:届满|结束|过)?(?:之|以)?后|犹豫期外|{_RECEIVED}后")
_INSURERS = re.compile(
    r"(?:保险人|我们|我方|本公司|我公司|保险公司|保险方)(?:亦|也|均|都)?(?:可以?|有权|要求|提出|主动|单方|依法|提前[^，。；]{1,10}?通知[^，。；]{0,6})*解除"
)
_HOLDERS = re.compile(
    r"(?:投保[人方]|您|被保险人|农户|投保单位|投保团体|客户)[^，。；]{0,24}(?:解除|退保|撤销|撤保|终止)|收到[^，。；]{0,8}(?:解除|退保)[^，。；]{0,6}申请"
)
_AGREED = re.compile(
    r"(?:协商一致|双方同意|(?:经|达成)[^，。；]{0,6}(?:协议|协商))，?[^，。；]{0,8}(?:解除|终止)"
)
_EITHER = re.compile(r"双方(?:均|都)?(?:可|有权|不得)|任何一方")
_BY_THE_LAST = re.compile(r"(?:依据|按照|根据)前款")
_LIKEWISE = re.compile(r"亦同$|同样(?:适用|处理)|照此(?:办理|处理)")
_BUT = re.compile(r"，(?:但|而)(?=[^。；]{0,40}不(?:予)?退)")
PAID = re.compile(
    r"已经?[^，。；]{0,6}(?:发生|给付|领取|获得|支付|承担|产生)[^，。；]{0,14}(?:给付|赔[款付偿]|保险金|赔偿责任)"
    r"|自保险人[^，。；]{0,4}赔[偿付款]之?[日后]|(?<!未)(?<!没有)(?:发生|给付|领取)过[^，。；]{0,8}(?:保险金|赔款|赔付|给付)"
    r"|发生保险事故且|因[^，。；]{0,4}(?:赔付|给付)而"
)
_UNPAID = re.compile(r"(?:未|没有)(?:曾)?(?:发生|给付|领取|获得)过?[^，。；]{0,12}(?:给付|赔[款付偿]|保险金)")


@dataclass
class _Standing:
    """What the sentences so far have said of the case; ``caused`` while the paragraph speaks of a cause."""

    hesitation: bool
    by: Terminator | None = None
    stage: Stage | None = None
    after_payment: bool = False
    within: int | None = None
    caused: bool = False


def told_cases(article: list[Passage]) -> Iterator[Told]:
    """The statements of one article that speak of ending the contract without a cause of its own."""
    standing = _Standing("犹豫期" in around(article[0]) or any("犹豫期" in one.text for one in article))
    for _, run in groupby(article, key=lambda one: (one.index, one.paragraph)):
        paragraph = list(run)
        if paragraph[0].role not in (Role.EXCLUSION, Role.DEFINITIONS):
            yield from _paragraph(paragraph, standing)


def _paragraph(paragraph: list[Passage], standing: _Standing) -> Iterator[Told]:
    whole = "。".join(one.text for one in paragraph)
    ending = _HEADING.search("。".join(paragraph[0].headings)) or ENDING.search(
        f"{whole}。{around(paragraph[0])}"
    )
    if not ending:
        return
    standing.stage = None
    standing.caused = any(_CAUSES.search(lead.text) for lead in paragraph[0].leads)
    if not _BY_THE_LAST.search(whole):
        standing.after_payment, standing.within = False, None
    for sentence in paragraph:
        for start, end in _parts(sentence.text):
            text = sentence.text[start:end]
            _stand(standing, text)
            if not standing.caused:
                case = Case(standing.by, standing.stage, standing.after_payment)
                unpaid, likewise = _UNPAID.search(text) is not None, _LIKEWISE.search(text) is not None
                yield Told(sentence, start, end, case, whole, standing.within, unpaid, likewise)


def _parts(text: str) -> list[tuple[int, int]]:
    """Where a sentence goes on with a case in which nothing is given back, it states two things."""
    but = _BUT.search(text)
    return [(0, len(text))] if but is None else [(0, but.start()), (but.end(), len(text))]


def _stand(standing: _Standing, text: str) -> None:
    """Take over what the sentence says of the case."""
    if _CAUSES.search(text):
        standing.caused = True
    elif _ORDINARY.search(text):
        standing.caused = False
    if _HESITATED.search(text):
        standing.stage = None
    elif _IN_HESITATION.search(text) or (standing.hesitation and _HESITATING.search(text)):
        standing.stage = Stage.HESITATION
    elif _BEFORE.search(text):
        standing.stage = Stage.BEFORE
    elif _AFTER.search(text):
        standing.stage = Stage.AFTER
    if not standing.caused:
        standing.by = _party(text, standing.by)
    if PAID.search(text) and "除外" not in text and not re.search(r"不得|不(?:予)?退", text):
        standing.after_payment = True
        standing.within = next(_days(text), None)


def _party(text: str, before: Terminator | None) -> Terminator | None:
    if _EITHER.search(text) or _BY_THE_LAST.search(text):
        return None
    if _AGREED.search(text):
        return Terminator.AGREEMENT
    insurer, holder = _INSURERS.search(text), _HOLDERS.search(text)
    if insurer and (holder is None or insurer.start() < holder.start()):
        return Terminator.INSURER
    return Terminator.POLICYHOLDER if holder or "退保" in text else before


def is_after(text: str) -> bool:
    """Whether the words themselves name a stage of the cover."""
    return _AFTER.search(text) is not None or _BEFORE.search(text) is not None


def _days(text: str) -> Iterator[int]:
    for found in find_durations(text):
        if isinstance(found.value, Duration) and found.value.unit is Unit.DAY:
            yield found.value.value


def hesitation_days(sentences: tuple[Passage, ...]) -> tuple[int, Quotation] | None:
    """Length of the hesitation period in days, and the words that state it."""
    for sentence in sentences:
        if "犹豫期" in sentence.text or _IN_HESITATION.search(sentence.text):
            days = next((one for one in _days(sentence.text) if one <= _LONGEST), None)
            if days is not None:
                return days, quotation(sentence)
    return None


_LONGEST = 60  # days that a hesitation period may have; longer ones are another period
