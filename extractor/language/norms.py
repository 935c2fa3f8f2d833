"""Norms (规范): who must, must not or may do what. Modal words, and whom they bind.

The reading is syntactic: the modal word, the comma segment it stands in, and the party that this segment or
an earlier one begins with. What the unit itself does not say is inherited by the caller.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from extractor.language.parties import PARTIES, PARTY, Mention, find_parties, initial_party, reduce_name
from extractor.language.units import Segment, split_segments


class Modality(StrEnum):
    """Kind of a norm: 应当 / 不得 / 有权."""

    DUTY = "duty"
    PROHIBITION = "prohibition"
    RIGHT = "right"


_PROHIBITION = r"不得(?!不|超过|低于|高于)|不应(?!视|包括|超过|低于|高于|少于)|严禁|禁止|无权|不能要求|不可(?=为|以|再|使用|作|变更)|不再接受|不予承保|不准|不允许"
_RIGHT = (
    r"(?:可以(?!享受)|(?<![不许认])可(?!能|抗|靠|行|保[利面风标]|至[\d一二三四五六七八九]|观|疑|见|得而知|执|归|证|以|供|操|享|预|续保至))(?!作为|包括|合理预见|确定的|证明)"
    r"|有权|(?<!可以)享有(?=[^，。；]{0,12}权)|不需要|不需|有选择.{0,12}的?权利|有(?!关).{1,14}的权利|保留[^，。；]{1,24}的?权利|亦可|代位行使|取得[^，。；]{0,24}(?:权利?|债权)$"
)
_DUTY = (
    r"应当|应该|(?<![相对反响供适效感照答理因])应(?![收付交缴急税赔偿还归]|对(?!可能|其|有|该|[^，。；]{1,20}(?:实行|进行|承担|负责|予以|给予|采取|加强|保密))|用|得|计|届|有尽|尽[义责]|不(?:低于|少于|超过|高于))"
    r"|必须(?!住院|接受|手术|进行手术|[即立]即?[^，。；]{0,4}手术)|(?<![必无剃胡])须(?!知)|(?<![无所急必按如])需要?(?!求|办理的|审|调)|有义务|负有.{0,10}义务|有责任|(?:(?<=[方人司们])|^)(?:承诺|保证(?!金|保险|续保)|同意(?=[按依在对接]|承担))|(?<!不)负责(?!任|人)|严格遵守"
)
_PROMISE = r"(?<=方)将(?!来|可能)|(?<=人)将(?!来|其|可能)|(?<=我们)会?将(?!来)|(?<=公司)将(?!来)|会(?=扣[减除])|请(?=填写|提供|及时|携带|按|在|向|与|妥善|您)"
_MODAL = re.compile(
    rf"(?P<prohibition>{_PROHIBITION}|^不(?=私自|擅自|代替|承诺|泄露|对|以|将|利用|虚构|夸大|误导|超出|隐瞒|伪造|转借|挪用|诱导))|(?P<right>{_RIGHT})|(?P<duty>{_DUTY}|{_PROMISE})"
)
# A modal word inside a relative clause (应由…承担的责任, 可以享受的…) or a condition states no norm.
_CONDITION_END = re.compile(r"(?:的|时|后|之前|前|者|情形|情况下|如下)$")
_RELATIVE = re.compile(
    r"(?![和与])由?[^，]{0,14}?(?:承担|支付|缴纳|交纳|享受|负责|履行|提供|偿还|负担|行使|收取|遵守|得到|确定|证明|分摊|购买)的"
)


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm in ``text[start:]``: ``start`` is the modal word, ``bearer`` '' where the unit names nobody."""

    modality: Modality
    start: int
    end: int
    bearer: str
    word: str


@lru_cache(maxsize=4096)
def find_norm(text: str) -> Norm | None:
    """The first norm that a unit states, or None."""
    segments = split_segments(text)
    for at, segment in enumerate(segments):
        for match in _MODAL.finditer(segment.text):
            last = at == len(segments) - 1
            if _is_conditional(segment, match, last=last) or _is_supposed(segments, at):
                continue
            modality = Modality(next(kind for kind, word in match.groupdict().items() if word is not None))
            start = segment.start + match.start()
            return Norm(
                modality, start, segment.start + match.end(), bearer_of(segments, at, match), match[0]
            )
    return None


def _is_conditional(segment: Segment, match: re.Match[str], *, last: bool) -> bool:
    text = segment.text
    if not last and text.startswith("除") and text.endswith("外"):
        return True
    if not last and _CONDITION_END.search(text) and not re.search(r"(?:义务|权利|责任)的?$", text):
        return True
    if match[0] in ("应", "应当", "须", "可", "可以", "需", "必须", "应该") and _RELATIVE.match(
        text[match.end() :]
    ):
        return True
    if match[0] in ("可", "可以") and "询问" in text and not last:  # 可以询问，投保人应当如实告知
        return True
    return match[0] == "应" and re.match(r"由[^，]{1,12}(?:承担|负责)的", text[match.end() :]) is not None


def _is_supposed(segments: Sequence[Segment], at: int) -> bool:
    """Between 如果 and 则 a modal word only supposes (``如果应当由承运人负责，则保险人…``)."""
    concludes = at + 1 < len(segments) and segments[at + 1].text.startswith("则")
    if not concludes or segments[at].text.startswith("则"):
        return False
    return any(_SUPPOSES.search(segment.text) for segment in segments[: at + 1])


_SUPPOSES = re.compile(r"^(?:但|而)?(?:如果|假如|假若|倘若|若)")


def bearer_of(segments: Sequence[Segment], at: int, match: re.Match[str] | None) -> str:
    """The party bound: the subject of the modal's segment, else the nearest earlier segment's, else ''."""
    segment = segments[at]
    left = segment.text[: match.start()] if match else segment.text
    agent = re.search(rf"(?:应当|应|须|需|必须|将|可以?)?由(?P<party>{PARTIES})", segment.text)
    if agent and (match is None or match.start() - 1 <= agent.start() <= match.end() + 2):
        return reduce_name(agent["party"])
    if (
        agent
        and agent.end() <= len(left)
        and not re.search(PARTY, left[agent.end() :])
        and (agent.start() == 0 or "的" not in left[agent.end() :])
    ):
        return reduce_name(agent["party"])
    subject = _subject(left)
    if subject:
        return subject
    for earlier in reversed(segments[:at]):
        if re.match(r"在.*(?:前|后|时|期间|内)$", earlier.text):
            continue
        mention = initial_party(earlier.text)
        if (
            mention
            and not _is_object(earlier.text, mention.start)
            and not _only_owns(earlier.text, mention.end)
        ):
            return mention.name
    return ""


def _one_of_two(left: str) -> Mention | None:
    """``保险人与申请人达成协议后10日内给付``: whom the agreement was made with is not bound by what follows."""
    match = re.match(rf"({PARTY})与{PARTY}(?:达成|签订|商定)[^，。；]{{0,10}}后", left)
    return Mention(0, match.end(1), reduce_name(match[1])) if match else None


def _subject(left: str) -> str:
    initial = _one_of_two(left) or initial_party(left)
    if initial and not _is_object(left, initial.start):
        return initial.name
    other = _OTHER_SUBJECT.match(left)
    if other and not re.search(PARTY, other["noun"]):
        return other["noun"]
    for mention in reversed(find_parties(left)):
        if not _is_object(left, mention.start) and not _OF_RELATIVE.match(left, mention.end):
            return mention.name
    return ""


# 保险人提出的…建议应当: the party of a relative clause does not bear what follows it.
_OF_RELATIVE = re.compile(r"(?:提出|指定|认可|要求|提供|签发|委派)?的")
# Whoever the text names right before the modal word (受让人应当, 农户不得), at the start of the segment.
_OTHER_SUBJECT = re.compile(
    r"^(?:如果?|若|但|并|则|同时|凡)?(?P<noun>任何单位和个人|(?!本|该|其|此|他|每|各|另|未|按|向|对|在|经|由|与|协调|组织|督促|要求|配合|指导|会同|联系)[^，。；的向对由应内等与在按]{1,6}(?:人|方|者|户|员|单位|机构|部门|委员会|学校|医院|企业|银行)|(?:遭受|受)[^，。；]{2,6}的一方)$"
)


def _only_owns(segment: str, end: int) -> bool:
    """被保险人的…, or 受益人为数人时: the party is no subject of what follows."""
    rest = segment[end:]
    return rest.startswith("的") or (rest.startswith("为") and rest.endswith(("时", "的")))


_OBJECT = re.compile(
    r"(?:向|对|与|给|在|经|(?<!作)为|和|将|把|被|从|的|征得|通知|告知|提醒|依照|根据|按照|按|以|允许|协助|配合|要求|请求|使|由)$"
)


def _is_object(text: str, at: int) -> bool:
    return _OBJECT.search(text[:at]) is not None


_ADDRESSEE = re.compile(rf"(?:向|告知|通知|提醒|提示|征得|给|为|接到|收到|汇入|经|送达?)(?P<party>{PARTY})")
_COUNTERPART = {"甲方": "乙方", "乙方": "甲方"}


def counterpart(text: str) -> str:
    """In a contract of two: whoever informs or serves 甲方 is 乙方, and the other way round; '' if unclear."""
    names = {reduce_name(match["party"]) for match in _ADDRESSEE.finditer(text)}
    if len(names) != 1:
        return ""
    return _COUNTERPART.get(names.pop(), "")
