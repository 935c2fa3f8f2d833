"""What follows a breach (违反后果): the sentences that say so, and the duties that they belong to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.adjustment.duties.kinds import load_kinds
from extractor.determination import Effect
from extractor.document import Span
from extractor.language.liability import find_refusal
from extractor.quotations import Quotation, quoted
from extractor.records import Record, Reference
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_BREACH = re.compile(
    r"未(?!满|来|成年|到期|偿还|达成)|没有|不(?:履行|遵守|如实|通知|据实|及时|配合|采纳|符合)|违反|拒绝(?!赔|给付|承担|支付)|拒不|妨碍|逾期|超过|放弃|怠于|迟延|延误|故意|过失|隐瞒|擅自|交清之?前|付清(?:以|之)?前"
    r"|伪造|变造|谎称|虚报|夸大|串通|不能提供|缺失|漏报|迟报|否则|解除(?:以前|前)|此阶段|才(?:继续)?有效"
)
_RESCINDS = re.compile(r"(?<!无)(?:有权|可以?|得)[^，。；]{0,12}(?:解除|终止)")
_NOT_RESCINDS = re.compile(r"无权[^，。；]{0,12}解除|不得[^，。；]{0,8}解除|解除权")
_FREES = re.compile(
    r"不(?:再)?(?:承担|负|予|赔|给付)|概不|拒(?:绝(?:赔|给付|承担|支付)|赔|付)|免除[^，。；]{0,8}责任|不受其?(?:约束|拘束)|丧失|责任[^，。；]{0,12}中止|效力中止|一概|不向"
    r"|(?:合同|保险|效力)[^，。；]{0,6}(?:自动)?(?:终止|失效|不生效|无效)|才(?:继续)?有效"
)
_CUTS = re.compile(
    r"(?:按|依)[^，。；]{0,16}比例|减付|扣减|酌减|抵扣|减少[^，。；]{0,6}(?:赔偿|保险金|赔款)|\d+%|扣回|不受其?(?:约束|拘束)|相应(?:部分|的?(?:赔款|保险金|赔偿))|重新核定|(?:伪造|虚报|夸大|编造)的?部分"
)
_ENLARGED = re.compile(
    r"(?:扩大|增加|加重)的?(?:部分|的?损失|的?保险责任|的?责任)|(?:扩大|增加)[^，。；]{0,8}(?:部分|损失)|增加的部分"
)
_OR_WHOLE = re.compile(r"拒绝(?:赔偿|给付|赔付)(?:或|、)|终止保险责任")
_UNSURE = re.compile(
    r"(?:无法|难以|不能|没有?法|未能)[^，。；]{0,8}(?:确定|核[实定]|查[清明核]|认定|确认|分辨|判断)|查不清|不明|不清"
)
_THAT_PART = re.compile(
    r"(?:无法|难以|不能|查不清|该|相应|此|这一?)[^，。；]{0,8}(?:部分|修理费用|费用)|查不清的|(?:无法|难以|不能)[^，。；]{0,10}的部分|(?:该|此)部分"
)
_GENERAL = re.compile(
    r"前款|上述|前述|本条|以上(?!医)|上列|该项|前列|各项义务|违反的|本款|下列义务|约定义务|上述约定|本合同(?:约定|规定)的?义务"
)
_ALL_ABOVE = re.compile(r"(?:上述|前述|以上|前列|本章|本节)各[条项款]|本[章节][^，。；]{0,6}义务")
_SPECIFIC = re.compile(r"通知|告知|单证|材料|资料|如实|调查|保险费|检验")
_LISTED = re.compile(r"[（(][一二三四五六七八九十\d]+[）)]")
_FAULT = re.compile(r"故意(?:或者?|、|和)?因?(?:重大)?(?:过失)?|因?重大过失")
_CAUSE = re.compile(
    r"(?:导致|引起|引发|造成|致使)(?:的)?(?:保险)?(?:事故|火灾|事件)|(?:事故|事件)的?发生(?:有|具有)?(?:严重影响|因果关系)|有严重影响|因果关系|关系重大"
    r"|因[^，。；]{2,34}(?:而)?(?:发生|引起|导致|引发|造成)的(?:保险)?(?:事故|事件|损失)|由[^，。；]{2,16}引起的(?:保险)?事故|由此[^，。；]{0,12}发生的?(?:保险)?事故|(?:导致|造成|引起)的[^，。；]{0,6}损失|足以影响|足以左右"
)
_CRIME = re.compile(r"故意(?:造成|杀害|伤害|犯罪|自)")
_INSURER_AT_FAULT = re.compile(
    r"^(?:若|如)?(?:保险人|本公司|我们|保险公司)[^，。；]{0,4}(?:未|没有|不履行|怠于|逾期|依照|核定|收到)"
)


@dataclass(frozen=True, slots=True)
class Sanction:
    """One sentence on a breach. ``kinds`` are the duties that its words point to; ``general`` points back (前款, 上述);
    ``listed`` are the labels of items that it names (（二）、（三）)."""

    source: Quotation
    text: str
    node: int
    article: str
    paragraph: int
    effect: Effect
    kinds: frozenset[str]
    general: bool
    listed: frozenset[str]
    section: str
    all_above: bool


def find_sanctions(passages: Sequence[Passage]) -> list[Sanction]:
    """Every sentence that says what a breach of the insured's side costs, exclusion lists left out."""
    found = []
    for passage in passages:
        text = passage.text
        if passage.role is Role.EXCLUSION or not _BREACH.search(text) or _INSURER_AT_FAULT.search(text):
            continue
        if _CRIME.search(text):
            continue
        start = _otherwise(text)
        effect = effect_of(text[start:])
        if effect is not Effect.NONE:
            found.append(_sanction(passage, start, effect))
    return found


_TURN = re.compile(
    r"，(?=否则|此阶段|(?:如|若|凡)?(?:未|没有|逾期|违反|拒绝|不通知|怠于)|交清之?前|付清之?前|在此之前|[^，。；]{0,8}才(?:继续)?有效)"
)
_OBLIGES = re.compile(r"应当?|必须|须|不得|有义务|严禁")


def _otherwise(text: str) -> int:
    """Where the sanction begins in a sentence that states the duty first (…，否则…)."""
    turns = (
        match
        for match in _TURN.finditer(text)
        if text.startswith("否则", match.end()) or _OBLIGES.search(text[: match.start()])
    )
    match = next(turns, None)
    return match.end() if match else 0


def _sanction(passage: Passage, start: int, effect: Effect) -> Sanction:
    text = passage.text[start:]
    kinds = frozenset(key for key, kind in load_kinds().items() if re.search(kind.breach, text))
    source = quoted(passage.document, passage.node.path, passage.unit.span(start))
    return Sanction(
        source, text, passage.index, passage.article, passage.paragraph, effect,
        kinds, bool(_GENERAL.search(text)), frozenset(_LISTED.findall(text)),
        passage.node.section, bool(_ALL_ABOVE.search(text)),
    )  # fmt: skip


def effect_of(text: str) -> Effect:
    """What the words of a sanction take from the claim; NONE where they take nothing."""
    frees = bool(_FREES.search(text)) or find_refusal(text) is not None
    if not frees and not _CUTS.search(text):
        rescinds = _RESCINDS.search(text) and not _NOT_RESCINDS.search(text)
        return Effect.RESCISSION if rescinds else Effect.NONE
    if _ENLARGED.search(text) and not _OR_WHOLE.search(text):
        return Effect.ENLARGED
    if _UNSURE.search(text) and _THAT_PART.search(text):
        return Effect.UNVERIFIABLE
    return Effect.REDUCTION if _CUTS.search(text) else Effect.WHOLE


def fault_needed(text: str) -> str:
    """故意, 重大过失 …: the degree of fault that the sanction asks for, to the letter; empty for any breach."""
    match = _FAULT.search(_without_proviso(text))
    return match[0] if match else ""


def _without_proviso(text: str) -> str:
    """The sanction without its exception (，但…除外), which asks for the opposite."""
    return re.sub("，但[^；。]*(?:除外|不在此限)$", "", text)


def degrees_of(text: str) -> frozenset[str]:
    """The degrees of fault that satisfy the sanction: 故意, 重大过失, and 一般过失 where it asks for any negligence."""
    text = _without_proviso(text)
    found = {"故意"} if "故意" in text else set()
    if "过失" in text:
        found.add("重大过失")
    if re.search("(?<!重大)过失", text):
        found.add("一般过失")
    return frozenset(found)


def cause_needed(sanction: Sanction) -> str:
    """The words that tie a sanction on the whole claim to what the breach brought about; empty where there are none."""
    if sanction.effect not in {Effect.WHOLE, Effect.REDUCTION, Effect.RESCISSION}:
        return ""
    match = _CAUSE.search(_without_proviso(sanction.text))
    return match[0] if match else ""


def doubt_needed(sanction: Sanction) -> str:
    """``致使原因无法分辨的，不予赔偿``: a refusal of the whole that asks for doubt; the words, or empty."""
    match = _UNSURE.search(sanction.text) if sanction.effect is Effect.WHOLE else None
    return match[0] if match else ""


def belonging(
    record: Record,
    kinds: frozenset[str],
    passages: Sequence[Passage],
    sanctions: Sequence[Sanction],
    references: Sequence[Reference],
) -> list[Sanction]:
    """The sanctions on a breach of the duty that ``record`` states, those nearest to it first."""
    holding = next((passage for passage in passages if _meets(passage.unit.span(), record.span)), None)
    if holding is None:
        return []
    own = [
        each for each in sanctions
        if holding.unit.span().covers(each.source.span) and each.source.span.start > record.span.start
    ]  # fmt: skip
    near = [each for each in sanctions if each not in own and _reaches(each, holding, record, kinds)]
    citing = [
        each
        for each in sanctions
        if each not in own
        and each not in near
        and each.source.path != record.path
        and _cites(each, record.path, kinds, references)
    ]
    return [*own, *near, *citing]


_NEAR, _FAR = 1500, 3000  # characters between a duty and the sanction on it


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _reaches(sanction: Sanction, duty: Passage, record: Record, kinds: frozenset[str]) -> bool:
    """Same provision or one that holds it, after the duty, and about it."""
    distance = sanction.source.span.start - record.span.end
    if sanction.all_above and distance >= 0 and sanction.section == duty.node.section:
        return distance < _FAR
    if sanction.article != duty.article or not 0 <= distance < _NEAR:
        return False
    if not _within(duty, sanction.node):
        return False
    if sanction.listed and sanction.node != duty.index:
        return any(record.path.endswith(label) for label in sanction.listed)
    if sanction.kinds & kinds:
        return True
    if sanction.general and not _SPECIFIC.search(sanction.text):
        return True
    return not sanction.kinds and sanction.node == duty.index


def _within(duty: Passage, node: int) -> bool:
    at = duty.index
    while at >= 0:
        if at == node:
            return True
        at = duty.document.nodes[at].parent
    return False


def _cites(sanction: Sanction, path: str, kinds: frozenset[str], references: Sequence[Reference]) -> bool:
    """The sanction names the provision of the duty, or one that holds it and a duty of this kind."""
    targets = {
        target
        for each in references
        if sanction.source.span.covers(each.span) and not _GENERAL.search(each.quote)
        for target in (*each.targets, *_listed_after(each, sanction))
    }
    if path in targets:
        return True
    fits = not sanction.kinds or sanction.kinds & kinds or sanction.general
    holding = any(path.startswith((f"{each}（", f"{each}·")) or _item_of(path, each) for each in targets)
    return bool(fits) and holding


_AFTER = re.compile(r"(?:、[（(]?[\d一二三四五六七八九十]+[）)]?)+")
_LABEL = re.compile(r"(?P<before>.*?)(?P<open>[（(]?)(?P<number>[\d一二三四五六七八九十]+)(?P<close>[）)]?)$")


def _listed_after(reference: Reference, sanction: Sanction) -> list[str]:
    """``（五）中的1、2、3三项``: the items that the list goes on to name after the first."""
    start = reference.span.end - sanction.source.span.start
    rest = _AFTER.match(sanction.source.quote, start)
    found = []
    for target in reference.targets if rest else ():
        label = _LABEL.match(target)
        if label and rest:
            numbers = re.findall(r"\d+|[一二三四五六七八九十]+", rest[0])
            found += [f"{label['before']}{label['open']}{number}{label['close']}" for number in numbers]
    return found


def _item_of(path: str, target: str) -> bool:
    return path.startswith(target) and path[len(target) : len(target) + 1].isdigit() and target.endswith("）")
