"""Which units state a norm (规范句): modal words, promises in the indicative, items that inherit their lead-in."""

import re
from collections.abc import Iterator, Sequence

from extractor.language.liability import find_refusal
from extractor.language.norms import Modality, Norm, bearer_of, find_norm
from extractor.language.parties import INSURER, PARTIES, PARTY, initial_party, reduce_name
from extractor.language.timing import main_deadline
from extractor.language.units import segment_at, segment_index, split_segments
from extractor.structure.headings import Role
from extractor.terms.bearers import heading_bearer, inherit_bearer
from extractor.terms.claim_documents import LEAD as PAPERS_LEAD
from extractor.terms.claim_documents import is_claim_lead
from extractor.terms.coverage import covers
from extractor.terms.exclusions import excludes
from extractor.terms.passages import Passage
from extractor.terms.setting import Setting

_INDICATIVE = re.compile(
    r"(?:退还|返还|退回|退给|支付|拨付|清算|付款|付清|先付|履行|发出|签发|批注|出具|给予|提供|办理|办妥|计收|报送|评价|组织|举办|查勘|公示|核定|答复|回复|指派|派员|派(?:专)?人|到达|到场|送交|移交|提示|解释|审核|编制|整理|补足|受理|公布|发放|发送|取得[^，。；]{0,8}权|代位追偿|列出|报案|完成|安装|备份|启用|继续提供|开设|举行|分担|寄送|检查|整改|恢复|调整|成立(?!后|之|时|的|超过|满)|核对|签订(?!的|地|时|后|日)|决定(?!是否承保)|协商(?!解决|一致|确定|不成|同意)|委托(?!书|人|方)|补交|均分|通知(?!书|后|送达)|通知|承担|设立|建立|制定|制作|送达|开展|配合|协助|共享|补偿|报请|作出|承继|采用|转入|缴纳|交纳|汇入|实时传输|遵循|安排|赔给|执行|计算|向[^，。；]{1,12}(?:退|支付|提供|发送|说明|展示)|(?<![已未所])(?:收回|追回|索回)(?=[^，。；的]{0,6}(?:已经?[^，。；]{1,4}|多[付支赔])?的?[^，。；的]{0,4}(?:赔款|保险金(?!额)|赔偿金|款项)))"
)
# Sentences that state no duty and no right, whatever verbs stand in them.
_NO_NORM = re.compile(
    "|".join(
        (
            # the contract speaks of itself: how it was made, what applies, what prevails, when it runs
            r"^除[^。；]{2,30}外，[^，。；]{0,12}还有[^，。；]{0,30}条款|^(?:上述|以上)约定|达成如下|旨在|^鉴于|^例如|专指|(?:订立|签订)(?:本(?:合同|协议)|以下|如下)[^，]{0,12}$",
            r"^在?本(?:保险)?(?:条款|合同)中，“|^为(?:了)?(?:方便|便于)(?:您|阅读|理解)|[^，。；]{0,12}的事项$",
            r"适用(?:本[^。；]*|[^。；]{0,24})(?:规定|约定)$|不受其影响|以[^，。；]{1,40}为准$|为本合同附件|同等(?:法律)?效力|一式|各持|各执",
            r"由[^，。；]{1,60}(?:等)?(?:共同)?(?:组成|构成)|须附加于|(?:本|保险|本附加险?)合同成立$|后生效$|开始生效",
            r"(?:零时|之日|时)起(?:开始)?生效(?=，|$)|起(?:开始)?承担[^，。；]{0,8}保险责任$|(?:合同|效力)(?:即)?(?:终止|解除|中止)$",
            # who may be insured, and what may
            r"(?:投保人|被保险人)[^，]{0,4}(?:须|应)符合|(?:投保人|被保险人)(?:年龄)?应为(?![^，。；]*投保)|(?:以|按)周岁计算",
            r"(?:须|应|应当|必须)为(?:：|本人|具有|年满|[^，。；]{0,24}的(?:人|自然人|女性|法人|组织))|作为投保人向",
            r"(?:均|方)可作为|(?:可以?|不能)作为(?:本|保险标的|投保人|被保险人)|可以?成为本[^，。；]{0,10}(?:被保险人|投保人)|可以?为自己投保",
            r"可[^，。；]{0,17}投保(?:本保险)?$|^[^，。；]*人员，?[也亦]?可(?:以)?参保|投保本附加险$|^凡[^。；]*可以?[^。；]*投保",
            r"可[^，。；]{0,12}续保至|期满[^，。；]{0,4}可以?续保$",
            # fictions (视为)
            r"不?视为|推定(?!全损)|应(?:被)?认为|不等于|不意味着|不代表|构成保险人|丧失受益权",
            # how a figure comes about
            r"保险价值(?:可以?)?(?:为|按|由)|抵扣[^，。；]{0,8}免赔额$|应(?:当)?(?:在赔款中)?(?:予以)?扣除|先偿还|协商确定[^。；]*载明$",
            # the ways of settling a dispute
            r"协商解决$|提起诉讼|起诉$|仲裁$",
        )
    )
)


def find_norms(passages: Sequence[Passage], setting: Setting) -> Iterator[tuple[Passage, Norm | None]]:
    """Every passage with the norm that it states, None where it states none."""
    previous: Norm | None = None
    for passage in passages:
        norm = _norm(passage, setting, previous)
        yield passage, norm
        previous = norm if norm is not None else (previous if _same_node(passage) else None)


def _same_node(passage: Passage) -> bool:
    return passage.next is not None and passage.next.node is passage.node


def _norm(passage: Passage, setting: Setting, previous: Norm | None) -> Norm | None:
    text = passage.text
    if _silent(passage):
        return None
    norm = (
        _extinction(text)
        or _on_basis(text)
        or _barred(passage)
        or _stated(passage)
        or _by_agent(text)
        or _inherited(passage)
    )
    norm = _act_first(passage, norm) or _due(passage)
    if norm is None or _opens_norms(passage, norm) or (not norm.bearer and _describes(passage)):
        return None
    bearer = norm.bearer or inherit_bearer(passage, setting, previous)
    return Norm(norm.modality, norm.start, norm.end, bearer, norm.word)


def _describes(passage: Passage) -> bool:
    """Criteria of a disease, an injury or a hospital: an appendix of them, or items under 须满足下列条件."""
    if passage.node.path.startswith(("附", "释义")):
        return True
    texts = (passage.text, *(lead.text for lead in passage.leads))
    return any(_CRITERIA.search(text) for text in texts) or bool(_DIAGNOSED.search(passage.text))


_CRITERIA = re.compile(
    r"(?:满足|符合|具备|达到)[^，。；]{0,16}(?:条件|标准|情形|要求|项)(?:之一)?$|以下[^，。；]{0,8}条件"
)

# 必须由专科医生…确诊, 病人缺血必须…输血: what makes a case of a disease, whoever diagnoses it.
_DIAGNOSED = re.compile(
    r"(?:必须|须|应当?)由[^，。；]{0,24}(?:医生|医师)[^。；]{0,30}(?:诊断|确诊|确认|证实)|(?:病人|患者)[^，。；]{0,12}(?:必须|须|应当?)"
)


def _act_first(passage: Passage, norm: Norm | None) -> Norm | None:
    """An item of duties that begins with the act (``保护事故现场，未经查勘不得移动``) is a duty, whatever it adds."""
    if norm is None or norm.modality is not Modality.PROHIBITION or not norm.end:
        return norm
    first = split_segments(passage.text)[0]
    acts = (
        first.end <= norm.start and _ACT.match(first.text) and not re.search(r"(?:的|时|前|后)$", first.text)
    )
    duty = _inherited(passage) if acts and passage.leaf else None
    return duty if duty is not None and duty.modality is Modality.DUTY else norm


_ACT = re.compile(
    r"(?:妥善|严格|切实|立即|及时|认真|做好|尽力)?(?:在[^，。；]{2,20}下，?)?(?:保护|保留|保管|保存|执行|遵守|履行|采取|协助|提供|通知|做好|加强|维护|使用|配合)"
)


def _barred(passage: Passage) -> Norm | None:
    """An item under ``不得有下列行为：`` is forbidden, whatever verbs of duty stand in it."""
    if not passage.leaf or _starts_anew(passage) or find_norm(passage.text):
        return None
    norm = find_norm(passage.leads[0].text) if passage.leads and passage.leads[0].is_lead else None
    if norm is None or norm.modality is not Modality.PROHIBITION:
        return None
    return Norm(Modality.PROHIBITION, 0, 0, norm.bearer, "")


# 保险人以下列方式之一确定的被保险人的赔偿责任为基础…赔偿: how a claim is settled; its items are no duties.
_BASIS = re.compile(r"(?:下列|以下)[^，。；]{0,6}方式之一确定[^。；]*(?:为基础|赔偿|赔款)")


def _on_basis(text: str) -> Norm | None:
    match = _BASIS.search(text)
    if match is None or not re.search(INSURER, text):
        return None
    return Norm(Modality.DUTY, match.start(), match.end(), "保险人", "确定")


def _extinction(text: str) -> Norm | None:
    """``解除权…超过三十日不行使而消灭`` states a right and its end."""
    match = re.search(r"(?:解除|撤销|请求)权[^。；]*不行使(?:的，?|而|，|即)*(?:告)?(?:消灭|丧失)", text)
    if match is None:
        return None
    holder = re.search(rf"(?:自|，)(?P<party>{PARTY})知道|^(?P<owner>{PARTY})", text)
    bearer = reduce_name(next(name for name in holder.groups() if name)) if holder else ""
    return Norm(Modality.RIGHT, match.start(), match.end(), bearer, match[0][:3])


def _stated(passage: Passage) -> Norm | None:
    """The first norm of the unit: by a modal word, or before it by a promise in the indicative."""
    modal = find_norm(passage.text)
    plain, strong = _indicative(passage)
    if modal is None or plain is None:
        return modal or plain
    earlier = plain.start < modal.start and "，" in passage.text[plain.start : modal.start]
    return plain if strong and earlier and plain.word in _STRONG else modal


def _due(passage: Passage) -> Norm | None:
    """An act with its deadline and nothing else (``情形复杂的，30天内核定``) is a duty."""
    deadline = main_deadline(passage.text)
    if (
        deadline is None
        or passage.role in (Role.COVERAGE, Role.PERIOD, Role.LIMIT)
        or find_refusal(passage.text)
    ):
        return None
    segments = split_segments(passage.text)
    at = segment_index(passage.text, deadline.span.start)
    rest = segments[at].text[deadline.span.end - segments[at].start :]
    complex_case = re.match(r"[^，。；]{0,6}(?:复杂|疑难)[^，。；]{0,10}的，", passage.text)
    if not re.search(r"[\u4e00-\u9fff]{2}", rest) and at + 1 >= len(segments) and not complex_case:
        return None
    if re.search(r"(?:身故|死亡|伤残|住院|确诊|治疗|发生)", rest) or (
        segments[at].text.endswith(("的", "时")) and at + 1 >= len(segments)
    ):
        return None
    return Norm(
        Modality.DUTY, deadline.span.start, deadline.span.end, bearer_of(segments, at, None), rest[:2]
    )


_AGENT = re.compile(
    rf"由(?P<party>{PARTIES})(?:双方)?(?:共同|自行|各自|另行|按照[^，。；]{{0,10}})*(?P<act>指定|选择|补足|委托|承担|负担|签订|提交|均分|负责|办理|填写|支付|缴纳|依法代[收扣]|代收|代缴)"
)


def _by_agent(text: str) -> Norm | None:
    """``由乙方补足``: the agent is bound; whoever 指定 or 选择 is entitled."""
    match = _AGENT.search(text)
    if match is None:
        return None
    modality = Modality.RIGHT if match["act"] in ("指定", "选择") else Modality.DUTY
    return Norm(modality, match.start(), match.end(), reduce_name(match["party"]), match["act"])


_STRONG = frozenset({"退还", "返还", "支付", "履行", "发出", "计收", "签发"})


OPENS = re.compile(
    r"(?:如下|下列|以下|上述)[^，。；]{0,10}(?:服务|义务|事项|方式|责任|原则|约定|规定|措施|行为|活动|标准|方法)|(?:如下|以下)$"
)


def _opens_norms(passage: Passage, norm: Norm) -> bool:
    """A lead-in whose items state the norms themselves (``被保险人应该：``) is none of its own."""
    text = passage.text
    if re.search(r"有权[^，。；]{0,6}选择|(?:下列|以下)标准[^，。；]{0,10}支付", text) or _BASIS.search(text):
        return False
    if passage.unit.closed == "：" and norm.end >= len(text) - 1:
        return True
    if passage.is_lead and (covers(passage) or excludes(passage)):
        return True
    if not passage.leaf and passage.node.heading and passage.paragraph == 0 and len(text) <= 16:
        return True
    if re.search(r"(?:如下|以下)$", text):
        return True
    opens = OPENS.search(text) if passage.is_lead else None
    return opens is not None and not stands_before(text, norm, opens.start())


def stands_before(text: str, norm: Norm, at: int) -> int:
    """Start of the clause that opens the list, where it is one of its own after the norm's; else 0."""
    start = segment_at(text, at).start
    own = re.match(r"(?:如果?|若|并?按照?|并?依照?)", text[start:]) is not None
    return start if own and start > norm.end else 0


def _silent(passage: Passage) -> bool:
    """Places and sentences that state no norm: definitions, excluded causes, papers, fictions."""
    text = passage.text
    if re.match("[^，。；]{2,16}=", text):
        return True
    if passage.role is Role.DEFINITIONS or _is_no_norm(text) or re.match("(?:是|系)?指(?!定|派)", text):
        return True
    if passage.role is Role.DISPUTE and re.search(r"协商解决|提交|起诉|适用|仲裁机构|调解", text):
        return True
    if (
        any(excludes(lead) or is_claim_lead(lead) or covers(lead) for lead in passage.leads[:1])
        and passage.leaf
        and not _starts_anew(passage)
    ):
        return True
    if (
        any(
            re.search(
                r"(?:下列|以下|如下)[^，。；]{0,6}条件|扣[减除](?:下列|以下)|(?:下列|以下)[^，。；]{0,10}扣[减除]$|(?:下列|以下)情[形况]|指(?:下列|以下)|可以包括$|作为[^，。；]{0,12}(?:标的|保险财产)",
                lead.text,
            )
            or (_CHOICE.search(lead.text) and not find_norm(text))
            or PAPERS_LEAD.search(lead.text)
            for lead in passage.leads[:1]
        )
        and passage.leaf
    ):
        return True
    return passage.role is Role.EXCLUSION and find_refusal(text) is not None


# What follows is a choice or a basis of calculation, no list of duties.
_CHOICE = re.compile(
    r"(?:下列|以下)(?:标准|比例|费率)[^，。；]{0,16}(?:支付|计付|收取)|有权[^，。；]{0,6}选择(?:下列|以下)|(?:下列|以下)[^，。；]{0,6}方式(?:之一)?(?:[^，。；]{0,6}确定|赔偿)"
)


def _is_no_norm(text: str) -> bool:
    """A fiction, a composition or an eligibility, unless a norm stands before it (应…通知，否则视为送达)."""
    match = _NO_NORM.search(text)
    if match is None:
        return False
    norm = find_norm(text)
    if norm and norm.bearer and match[0] == "视为" and "，" in text[match.end() : norm.start]:
        return norm.modality is not Modality.PROHIBITION
    return norm is None or norm.start >= match.start() - 8


def _starts_anew(passage: Passage) -> bool:
    """A later sentence of a node is no item of the list above it."""
    return passage.paragraph > 0 or (passage.previous is not None and passage.previous.node is passage.node)


_VERB_FIRST = re.compile(
    r"^(?:按照?[^，]{0,20}|每[月季年周半日]个?[月年季]?度?)?(?:向[^，。；]{1,6})?(?:报送|通报|拨付|支付|提供|建立|设立|做好|协助|配合|确保|开展|负责|定期|及时|落实|指派|安排|遵守)"
)
_DUE = re.compile(
    r"(?:赔付到位|作出核定|履行[^，]*义务|予以退还|付清|支付完毕|办理[^，]*手续|到达现场|赔付|执行)$|采用书面|严禁"
)


_TAKES_BACK = ("收回", "追回", "索回")  # 保险人收回已付赔款: its right, no promise


def _indicative(passage: Passage) -> tuple[Norm | None, bool]:
    """A promise in the indicative (保险人退还其差额); True where a party stands at the head of its segment."""
    if find_refusal(passage.text) and not re.search(r"(?:退还|返还|收回|追回|索回)", passage.text):
        return None, False
    segments = split_segments(passage.text)
    weak: Norm | None = None
    for at, segment in enumerate(segments):
        if at < len(segments) - 1 and re.search(r"(?:的|时|后|前|起|基础上)$", segment.text):
            continue
        verb = next(
            (
                m
                for m in _INDICATIVE.finditer(segment.text)
                if not re.search(r"[不未]$", segment.text[: m.start()])
                and not re.match(r"的(?!责任|[^，。；]{0,4}义务|$)", segment.text[m.end() :])
            ),
            None,
        )
        if verb is None:
            continue
        norm = Norm(
            Modality.RIGHT if verb[0] in _TAKES_BACK else Modality.DUTY,
            segment.start + verb.start(),
            segment.start + verb.end(),
            bearer_of(segments, at, verb),
            verb[0],
        )
        head = initial_party(segment.text)
        if (
            head
            and not segment.text[head.end :].startswith(("的", "为"))
            and (weak is None or not weak.bearer)
        ):
            return norm, True
        if weak is None and (norm.bearer or _DUE.search(segment.text) or _VERB_FIRST.match(segment.text)):
            weak = norm
    return weak, False


def _inherited(passage: Passage) -> Norm | None:
    """An item under a lead-in that binds somebody (``被保险人应该：``), or under a heading that does."""
    if (passage.is_lead and len(passage.text) < 12) or (
        passage.node.heading and passage.paragraph == 0 and passage.text in passage.node.heading
    ):
        return None
    for lead in passage.leads[:2]:
        norm = _stated(lead)
        opens = (
            norm
            and norm.modality is not Modality.RIGHT
            and re.search(r"：$|如下|下列|以下", lead.text + lead.unit.closed)
        )
        other = (
            is_claim_lead(lead) or excludes(lead) or covers(lead) or re.search(r"材料|资料|情形", lead.text)
        )
        if norm and opens and not other:
            return Norm(norm.modality, 0, 0, norm.bearer, "")
    heading = heading_bearer(passage)
    if heading and passage.node.level.value == "item" and len(passage.text) >= 6:
        return Norm(Modality.DUTY, 0, 0, heading, "")
    return None
