"""Planted changes of single words: modality, party, negation, scope."""

import re
from random import Random

from extractor.differences import ChangeKind, Gain
from tests.mutations import gains
from tests.mutations.mutation import Mutation, expect
from tests.mutations.original import INSURED, INSURER, Original, Paragraph

_BEARER = rf"(?<![和与及、或])(?P<bearer>{INSURED}|{INSURER}|甲方|乙方|任何一方|双方)"
_SHALL = r"(?P<word>应当|应该|必须)(?!由|知|[^，。；]{0,6}承担|给予)"
_MAY = r"(?P<word>可以|有权)(?!由)"
_NOT = r"(?P<word>不得)"
_ACT = r"(?=在|于|按|向|及时|立即|提供|提交|书面|通知|将|支付|承担|退还)"
_MODALS = (
    (re.compile(_BEARER + r"(?P<word>应)" + _ACT), "可"),
    (re.compile(_BEARER + r"(?P<word>可)" + _ACT), "应"),
    (re.compile(_BEARER + _SHALL), "可以"),
    (re.compile(_BEARER + _MAY + r"(?!以)"), "应当"),
    (re.compile(_BEARER + r"(?P<word>可以|有权)(?!由)"), "不得"),
    (re.compile(_BEARER + _NOT), "可以"),
    (re.compile(_BEARER + r"(?P<word>有权)"), "无权"),
)
_NEGATED = {ChangeKind.MODALITY, ChangeKind.NEGATION}


def modality(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """应当 becomes 可以, 可以 becomes 应当 or 不得, 不得 becomes 可以, 有权 becomes 无权."""
    for pattern, new in random.sample(_MODALS, len(_MODALS)):
        found = [match for match in pattern.finditer(paragraph.text) if paragraph.free(*match.span())]
        if found:
            match = random.choice(found)
            kinds = _NEGATED if {match["word"], new} & {"不得", "无权"} else {ChangeKind.MODALITY}
            expected = expect(*kinds, gain=_freed(match["bearer"], match["word"], new))
            return paragraph.mutation("modality", match.span("word"), new, expected)
    return None


def _freed(bearer: str, old: str, new: str) -> Gain | None:
    side = gains.side_of(bearer)
    if side is None or new in ("应当", "应"):
        return None  # a right made a duty: who that helps depends on the deed
    return gains.other(side) if new in ("不得", "无权") else side


_SWAPS = {
    "被保险人": ("投保人", "受益人", "保险人"),
    "投保人": ("被保险人", "保险人"),
    "受益人": ("被保险人", "投保人"),
    "保险人": ("被保险人", "投保人"),
    "我们": ("您",),
    "您": ("我们", "被保险人"),
    "甲方": ("乙方",),
    "乙方": ("甲方",),
}
_ACTS = re.compile(
    r"(?<![被、和与或及者向给由对经为的])(?P<party>被保险人|投保人|受益人|保险人|我们|您|甲方|乙方)"
    r"(?=应当|应该|可以|有权|必须|不得|须|负责(?!赔)|自行承担)"
)
_BEARS = re.compile(
    r"由(?P<party>被保险人|投保人|(?<!被)保险人|我们|您|甲方|乙方)(?:自行|自己)?(?=承担|负担|支付)"
)

_ADDRESSED = re.compile(
    r"(?:通知|告知|送交|交付|退还给?|支付给|(?<!一)经|征得)(?P<party>被保险人|投保人|受益人|(?<!被)保险人|我们|您|甲方|乙方)"
    r"(?=[。；，]|书面|同意)"
)


def party(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """Another bearer of a duty, a right or a cost."""
    found = [
        match
        for pattern in (_ACTS, _BEARS, _ADDRESSED)
        for match in pattern.finditer(paragraph.text)
        if paragraph.free(*match.span())
    ]
    random.shuffle(found)
    for match in found:
        start, end = paragraph.bounds(match.start())
        rest = paragraph.text[start : match.start()] + paragraph.text[match.end() : end]
        old = match["party"]
        choices = [new for new in _SWAPS[old] if not re.search(rf"(?<!被){new}", rest)]
        if choices:
            new = random.choice(choices)
            gain = _burdened(old, new) if match.re is _BEARS and "赔偿" not in rest else None
            return paragraph.mutation("party", match.span("party"), new, expect(ChangeKind.PARTY, gain=gain))
    return None


def _burdened(old: str, new: str) -> Gain | None:
    """Whom it helps that ``new`` bears a cost in the place of ``old``."""
    before, after = gains.side_of(old), gains.side_of(new)
    return None if before is after or after is None else before


_AFFIRMED = (
    (re.compile(r"(?<=[^不])(?P<word>负责赔偿)(?=[。；，：])"), "不负责赔偿"),
    (
        re.compile(
            r"(?<![不若])(?P<word>承担)(?=(?:赔偿|给付|保险|连带|违约|相应)[^，。；]{0,6}责任[。；，：])"
        ),
        "不承担",
    ),
    (re.compile(r"(?P<word>不承担)(?=[^，。；]{0,10}责任[。；，：])"), "承担"),
    (re.compile(r"(?P<word>不负责)(?=[。；，：]|赔偿|给付)"), "负责"),
    (re.compile(r"(?P<word>不予)(?=赔偿|赔付|给付|负责)"), "予以"),
    (re.compile(r"(?<=[^不])(?P<word>给付)(?=[^，。；的]{0,8}(?:保险金|津贴)[。；，])"), "不给付"),
    (re.compile(r"(?P<word>不给付)(?=[^，。；的]{0,8}保险金[。；，：])"), "给付"),
    (re.compile(r"(?<=[，应当])(?P<word>退还)(?=[^，。；]{0,8}(?:保险费|现金价值)[。；，])"), "不退还"),
    (re.compile(r"(?P<word>不退还)(?=[^，。；]{0,8}保险费[。；，])"), "退还"),
)


def negation(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """承担 becomes 不承担, 不负责 becomes 负责."""
    found = [
        (match, new)
        for pattern, new in _AFFIRMED
        for match in pattern.finditer(paragraph.text)
        if paragraph.free(*match.span()) and not _entangled(paragraph, match)
    ]
    if not found:
        return None
    match, new = random.choice(found)
    gain = _paid(paragraph, match, new)
    return paragraph.mutation("negation", match.span("word"), new, expect(ChangeKind.NEGATION, gain=gain))


def _entangled(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """A half sentence that something else depends on: 对…承担的, 由…承担的责任."""
    before = re.split("[，。；]", paragraph.text[: match.start()])[-1]
    if re.match("(?:赔偿|赔付|给付|负责)?的", paragraph.text[match.end() :]):
        return True
    return bool(re.search(r"无论|不论|是否|概|因|并$|也$|不得|可以不|应由|依法|当由|有权", before))


def _paid(paragraph: Paragraph, match: re.Match[str], new: str) -> Gain | None:
    sentence = paragraph.sentence(match.start())
    before = paragraph.text[paragraph.bounds(match.start())[0] : match.start()]
    parties = re.findall(rf"{INSURED}|{INSURER}|甲方|乙方", before)
    if not parties or gains.side_of(parties[-1]) is not Gain.INSURER or "除外" in sentence:
        return None
    return Gain.INSURER if new.startswith("不") else Gain.POLICYHOLDER


_SCOPES = (
    (r"(?P<word>全部)(?=损失|费用|保险费|责任|赔偿|余额|资料|单证)", "部分", None),
    (r"(?P<word>任何)(?=原因|损失|费用|责任|形式|情况|第三方)", "特定", None),
    (r"(?P<word>一切)(?=损失|费用|责任|原因)", "部分", None),
    (r"(?P<word>各种|各类)(?=损失|费用|间接|原因|性质|污染)", "部分", None),
    (r"(?P<word>所有)(?=损失|费用|责任|资料|单证)", "部分", None),
    (r"(?P<word>直接)(?=损失|经济损失|财产损失|损毁)", "直接或者间接", True),
    (r"(?P<word>直接)(?=损失|经济损失|财产损失|损毁)", "", True),
    (r"(?P<word>间接)(?=损失)", "直接或者间接", True),
    (r"(?P<word>(?:因此|由此)(?:而)?扩大的)(?=损失)", "全部", True),
    (r"(?<=对)(?P<word>扩大的?部分(?:的?损失)?)(?=[，。；]|保险人|不)", "全部损失", True),
    (
        r"(?P<word>(?:对)?(?:无法|不能|难以)(?:确定|核实|核定|查清|查明|认定)的部分)(?=，?(?:保险人|我们|不))",
        "对全部损失",
        True,
    ),
    (r"(?P<word>无法(?:确定|核实|核定|查清|查明)的部分)(?=保险人不)", "全部损失", True),
    (r"(?<![该或和])(?P<word>部分)(?=损失|费用)", "全部", None),
    (r"(?<=保险人)(?P<word>仅|只)(?=对|在|按|负责|承担|给付)", "", None),
    (r"(?<=我们)(?P<word>仅|只)(?=对|在|按|负责|承担|给付)", "", None),
    (
        r"(?<=[^被]保险人)(?P<word>)(?=对[^，。；不]{2,20}(?:承担|负责)[^，。；]{0,8}(?:责任|赔偿)[。；])",
        "仅",
        Gain.INSURER,
    ),
)


def scope(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """全部 becomes 部分, 扩大的损失 becomes 全部损失, 直接损失 becomes 直接或者间接损失."""
    for pattern, new, wider in random.sample(_SCOPES, len(_SCOPES)):
        found = [match for match in re.finditer(pattern, paragraph.text) if paragraph.free(*match.span())]
        if not found:
            continue
        match = random.choice(found)
        if isinstance(wider, Gain):
            gain: Gain | None = wider
        else:
            gain = gains.of_sentence(paragraph.sentence(match.start()), paragraph.lead) if wider else None
        return paragraph.mutation("scope", match.span("word"), new, expect(ChangeKind.SCOPE, gain=gain))
    return None


_FAULTS = (
    (re.compile(r"(?P<word>故意或者?(?:因)?重大过失)"), "故意"),
    (re.compile(r"(?<=重大)(?P<word>过失)(?!或)"), "过失或者一般过失"),
    (re.compile(r"(?<=因)(?P<word>重大过失)"), "过失"),
)
_FAULT_KINDS = {ChangeKind.SCOPE, ChangeKind.CONDITION, ChangeKind.ITEM_DROPPED, ChangeKind.ITEM_ADDED}


def fault(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """故意或者重大过失 becomes 故意, 重大过失 becomes 过失."""
    found = [(match, new) for pattern, new in _FAULTS for match in pattern.finditer(paragraph.text)]
    if not found:
        return None
    match, new = random.choice(found)
    return paragraph.mutation("fault", match.span("word"), new, expect(*_FAULT_KINDS))


_FORM = re.compile(r"(?P<word>书面)(?=通知|告知|同意|认可|说明|申请)")


def form(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """书面通知 becomes 通知."""
    found = [match for match in _FORM.finditer(paragraph.text) if paragraph.free(*match.span())]
    if not found:
        return None
    kinds = (ChangeKind.CONDITION, ChangeKind.SCOPE, ChangeKind.WORDING)
    return paragraph.mutation("form", random.choice(found).span("word"), "", expect(*kinds))
