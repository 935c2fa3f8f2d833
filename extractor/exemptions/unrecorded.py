"""Exemptions in words that are neither an exclusion nor a limit: suspension, lapse of claims, waiting, proportions."""

import re
from collections.abc import Iterator, Sequence

from extractor.assessments import Extent
from extractor.document import Span
from extractor.exemptions.narrowing import Found
from extractor.language.units import segment_at, segment_index, split_segments
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_SUSPENDED = re.compile(
    r"(?:合同|保险|保单|保险单|责任|险)[^，。；]{0,12}?(?:效力)?(?:自[^，。；]{2,20}起)?(?:即行|自动|随之|亦|同时|的?效力)?中止(?!后|之日|期间|的|时|日|以来|前|、|效力恢复|与|和)|[自于][^，。；]{2,24}(?:起|时)(?:即行|自动)?效力中止$|(?:保险单|保单|保险合同|本合同)[^，。；]{0,6}(?:即行|自动)失效"
)
_BECAUSE = re.compile(r"未|不足|为零|届?满|如|若|的，|达到|大于|超过")
_LAPSED = re.compile(
    r"(?:作为|视为|视同|等于|即为|以)[^，。；]{0,8}(?:自动|自愿|主动)?放弃(?!委付|续保|投保)[^，。；]{0,10}$|(?:索赔|请求|申请)[^，。；]{0,10}权利?[^，。；]{0,6}(?:丧失|失效|消灭)(?!时效)|丧失[^，。；]{0,4}(?:索赔|请求|求偿)权"
)
_WAITING = re.compile(
    r"(?:等待期|观察期)(?:期?间)?[^。；]{0,60}(?:退还|返还|无息)|(?:等待期|观察期)[^。；]{0,50}(?:已|所)(?:支付|交纳?|缴纳?|付)[^，。；]{0,6}(?:保险费|保费)"
)
_IS_WAITING = re.compile(
    r"^(?:等待期|观察期)[：:]|(?:日|天|月)(?:内)?(?:（[^）]*）)?(?:内)?的?(?:期间|时间)?(?:称)?为(?:等待期|观察期)"
)
_LESS_DEDUCTIBLE = re.compile(
    r"(?:扣除|减去|扣减)[^，。；]{0,20}免赔|超[过出][^，。；]{0,12}免赔额?(?:的部分|以上)|免赔[额率天数]{1,2}后"
    r"|约定[^，。；]{0,8}免赔|(?:载明|约定|列明)的免赔|免赔(?:额|率|日数|天数)[^，。；]{0,20}(?:约定|载明|列明|适用)"
)
_SHARE = re.compile(
    r"(?:给付|赔付|报销|补偿|支付)比例(?:与|乘以|计算|给付|赔付|赔偿|进行|对|，)|比例[与乘][^。；]{0,40}(?:保险金额|给付|保险金)|按(?:照)?[^，。；%]{2,40}?比例(?:给付|赔付|赔偿|补偿|承担)"
)
_OF_MONEY = re.compile(
    r"(?:保险费|保费|账户价值|现金价值)[^，。；]{0,6}(?:乘以|×)|退还|退费|手续费|初始费用|分红|红利|受益(?:人|份额)|日比例"
)
_PREMIUM_SHORT = re.compile(r"实[付交缴收][^，。；]{0,14}[与和][^，。；]{0,6}应[付交缴收][^，。；]{0,10}比例")
_RATED = re.compile(
    r"(?<![额值费])(?<![额值费]的)按(?:照)?(?P<rate>[\d.]+)%(?:的比例)?[^，。；]{0,6}(?:给付|赔付|赔偿|补偿|承担|报销)(?!保险金额)"
)
_DAYS_OF_CARE = re.compile(r"(?:治疗|住院|门诊)[^，。；]{0,24}(?:日|天)为限")
_DISABILITY = re.compile(r"伤残|残疾|残废|烧[烫]?伤")


def find_unrecorded(passages: Sequence[Passage]) -> Iterator[Found]:
    """What the sentences say beside the records, at most one thing each."""
    for passage in passages:
        if passage.role is Role.APPENDIX or "\t" in passage.unit.span().quote(passage.document.text):
            continue
        found = (
            _suspension(passage)
            or _lapse(passage)
            or _waiting(passage)
            or _deductible(passage)
            or _proportion(passage)
            or _one_of_several(passage)
            or _days_of_care(passage)
            or _own_account(passage)
            or _by_reference(passage)
        )
        if found is not None:
            yield found


def _suspension(passage: Passage) -> Found | None:
    text = passage.text
    match = _SUSPENDED.search(text)
    if match is None or not _BECAUSE.search(text) or re.search(r"恢复|解除", text[match.end() :]):
        return None
    if re.search(r"(?:不|未|尚未|没有)[^，。；]{0,4}$", text[: match.start()]):
        return None
    return Found(passage, passage.unit.span(), Extent.TIME, "合同效力中止")


def _lapse(passage: Passage) -> Found | None:
    text = passage.text
    if (
        not _LAPSED.search(text)
        or re.search(r"第三[者方]|受益权|继承", text)
        or not re.search(r"索赔|赔偿|申请|给付|权益|保险金", text)
    ):
        return None
    return Found(passage, passage.unit.span(), Extent.FORFEIT, "逾期索赔视为放弃")


def _waiting(passage: Passage) -> Found | None:
    text = passage.text
    if passage.role in (Role.DEFINITIONS, Role.OTHER) and _IS_WAITING.search(text):
        return Found(passage, passage.unit.span(), Extent.TIME, "等待期")
    if _WAITING.search(text) and not re.search(r"(?:等待期|观察期)(?:届?满)?之?后|解除", text):
        return Found(passage, passage.unit.span(), Extent.TIME, "等待期")
    return None


def _deductible(passage: Passage) -> Found | None:
    text = passage.text
    match = _LESS_DEDUCTIBLE.search(text)
    if (
        match is None
        or passage.role is Role.DEFINITIONS
        or re.search(r"(?:不|无)[^，。；]{0,4}$", text[: match.start()])
        or _FOR_OTHERS.search(text)
    ):
        return None
    return Found(passage, _payment_clause(passage, match.start()), Extent.PART, "")


# Who explains or files a deductible, and what else it is measured by, sets none.
_FOR_OTHERS = re.compile(r"说明|解释|讲解|提示|佣金|介绍")


def _payment_clause(passage: Passage, at: int) -> Span:
    """From the clause in which the insurer pays, to the end: what is insured before it is no exemption."""
    text = passage.text
    segments = split_segments(text)
    first = segment_index(text, at)
    while first > 0 and not re.match(r"(?:则)?(?:保险人|我们|本公司)", segments[first].text):
        first -= 1
    if not re.match(r"(?:则)?(?:保险人|我们|本公司)", segments[first].text):
        return passage.unit.span(segment_at(text, at).start, len(text))
    return passage.unit.span(segments[first].start, len(text))


def _proportion(passage: Passage) -> Found | None:
    text = passage.text
    if _PREMIUM_SHORT.search(text) and re.search(r"保险金|赔|保额", text):
        return Found(passage, passage.unit.span(), Extent.PART, "")
    if _pays_rated(passage):
        return Found(passage, passage.unit.span(), None, "")
    match = _SHARE.search(text)
    if match is None or _OF_MONEY.search(text) or not _pays(passage):
        return None
    clause = _payment_clause(passage, match.start())
    if _DISABILITY.search(text):
        return Found(passage, clause, Extent.PART, "按伤残程度比例给付")
    return None if _BENEFIT.search(text) else Found(passage, clause, Extent.PART, "")


def _pays_rated(passage: Passage) -> bool:
    """The insurer pays a share below the whole (按60%的比例赔付)."""
    match = _RATED.search(passage.text)
    if match is None or passage.role is Role.PREMIUM or _OF_MONEY.search(passage.text):
        return False
    return float(match["rate"]) < 100 and _INSURER.search(passage.text) is not None


def _pays(passage: Passage) -> bool:
    """The sentence speaks of a payment: by its place, or among the definitions by its words."""
    if passage.role is Role.DEFINITIONS:
        return _PAYER.search(passage.text) is not None
    return passage.role not in _NO_PAYMENT


_INSURER = re.compile(r"保险|我们|本公司")
_PAYER = re.compile(
    r"(?:保险人|我们|本公司)[^。；]*(?:给付|赔付|赔偿)|[仅只]按[^，。；]{0,8}(?:给付|赔付|赔偿)"
)
# A multiple of the sum insured that is the benefit itself (按年龄…比例乘以基本保险金额给付身故保险金).
_BENEFIT = re.compile(r"(?:身故|生存|满期|年金|重大疾病|轻症)[^，。；]{0,6}(?:保险金|年金)")
_NO_PAYMENT = (
    Role.PREMIUM,
    Role.TERMINATION,
    Role.INSURED_DUTIES,
    Role.INSURER_DUTIES,
    Role.DISPUTE,
)


_ONE_OF_SEVERAL = re.compile(
    r"[仅只](?:能|承担)?给付[^，。；]{0,60}(?:其中(?:的)?)?一项|[仅只]按其中(?:的)?一项(?:给付|赔付|赔偿)|(?:不累[加计]|不重复)(?:给付|赔付|赔偿)|不得?累[加计](?:给付|赔付)"
)


def _one_of_several(passage: Passage) -> Found | None:
    """Of several benefits that an event gives rise to only one is paid."""
    match = _ONE_OF_SEVERAL.search(passage.text)
    if match is None or not _pays(passage):
        return None
    return Found(passage, _payment_clause(passage, match.start()), Extent.PART, "多项保险金仅给付一项")


def _days_of_care(passage: Passage) -> Found | None:
    """Treatment is paid for a number of days only."""
    if passage.role is Role.DEFINITIONS or not _pays(passage) or not _DAYS_OF_CARE.search(passage.text):
        return None
    return Found(passage, passage.unit.span(), Extent.PART, "治疗天数限制")


_OWN_ACCOUNT = re.compile(
    r"由(?:被保险人|投保人|您|受益人)(?:本人)?(?:自行|自己|另行)?(?:承担|负担|支付|负责)(?=$|，)|(?:多投|超投|重复投保)(?:的?部分)?无效"
)


def _own_account(passage: Passage) -> Found | None:
    """A cost of the cover that stays with the insured, or a second policy that counts for nothing."""
    match = _OWN_ACCOUNT.search(passage.text)
    if match is None:
        return None
    void = match[0].endswith("无效")
    covered = passage.role in (Role.COVERAGE, Role.LIMIT) and re.search(r"费|损失|赔偿|金额", passage.text)
    if not void and not covered:
        return None
    return Found(
        passage, passage.unit.span(), Extent.FULL, "超额投保无效" if void else "由被保险人自行承担的费用"
    )


_APPLIES_TOO = re.compile(
    r"(?:主险|主合同|主保险|基本险)[^。；]{0,12}(?:责任免除|除外责任|免责|不保)[^。；]{0,10}(?:也|亦|同样|均|全部)?适用"
)


def _by_reference(passage: Passage) -> Found | None:
    """The exclusions of the main cover hold for this one too."""
    if not _APPLIES_TOO.search(passage.text) or re.search(r"不适用|抵触|不一致", passage.text):
        return None
    return Found(passage, passage.unit.span(), Extent.FULL, "主险责任免除适用于附加险")
