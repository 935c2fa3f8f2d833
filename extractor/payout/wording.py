"""The words that bound a payment (计算用语): limits, deductibles, shares, and the order in which a sentence names them."""

import re
from dataclasses import dataclass

from extractor.payout.scheme import DEDUCTIBLE_FIRST, LIMIT_FIRST, Action, Ordering, Scope
from extractor.quotations import Quotation

_LIMIT = r"(?:限额|保险金额|保额|年度限额)"
_WITHIN = re.compile(
    rf"(?:在|于)(?:(?!在|扣)[^，。；]){{0,40}}?{_LIMIT}(?:（[^）]*）)?(?:的)?(?:范围|限度)?(?:之|以)?内"
)
_CAP = re.compile(
    rf"以[^，。；]{{0,50}}?{_LIMIT}[^，。；]{{0,12}}为(?:最高)?(?:上?限|限额)|以[^，。；]{{1,24}}元为(?:上)?限"
    rf"|(?:不(?:得|能|应)?(?:超过|超出|高于)|最高(?:为|不超过)?)[^，。；]{{0,50}}?(?:{_LIMIT}|\d+元)|达到[^，。；]{{0,40}}?{_LIMIT}"
)
_LESS = r"(?:扣除|扣减|减去|减除)"
# Words that settle the order by themselves, without naming both in turn.
_LIMIT_FIRST = re.compile(
    rf"(?:依据|按照?|根据)[^，。；]{{0,24}}计算[^，。；]{{0,8}}(?:的)?(?:基础|结果|金额)[^，。；]{{0,24}}{_LESS}[^，。；]{{0,24}}免赔"
    rf"|(?:依据|按照?|根据)[^，。；]{{0,24}}计算[^，。；]{{0,6}}基础上，[^，。；]{{0,12}}{_LESS}[^，。；]{{0,40}}免赔"
    rf"|(?:从|以|按)[^，。；]{{0,20}}限额(?:中|内)?(?:中)?{_LESS}[^，。；]{{0,12}}免赔[^，。；]{{0,6}}(?:后的(?:金额|余额|差额)|$|，)"
    rf"|(?:从|在)(?:应付|应赔|计算的)?(?:赔款|赔偿金额|赔偿额|保险金)(?:中|内)(?:予以|应当)?{_LESS}[^，。；]{{0,16}}免赔"
    rf"|免赔[额率]?[^，。；]{{0,8}}从[^，。；]{{0,6}}(?:赔款|赔偿金额|赔偿额)中[^，。；]{{0,4}}{_LESS}"
)
_LOSS_LESS = re.compile(
    rf"(?:从|在)(?:核定|实际)?损失(?:金额|总额|额)?(?:中|内)(?:予以|应当|先)?{_LESS}[^，。；]{{0,16}}免赔|免赔[额率]?[^，。；]{{0,8}}从[^，。；]{{0,4}}损失(?:金额)?中[^，。；]{{0,4}}{_LESS}"
)
_IN_TURN = re.compile(r"先[^。；]*(?:再|然后|之后)")
DEDUCTING = re.compile(
    r"(?:扣除|扣减|减去|减除|减)[^，。；]{0,60}?(?:免赔|自负额|自付额|起付)[^，。；]{0,4}?(?:额|率|金额|线|标准)?(?:（[^）]*）)?(?:和|或|计算|的金额|后|$|，|[^，。；]{0,30})"
    r"|(?:超过|超出|高于)[^，。；]{0,24}(?:免赔|起付)[^，。；]{0,8}部分|[×*]?[（(]1[-—–－−][^（）]{0,14}免赔率[^（）]{0,6}[）)]|[-—–－−][^，。；（）]{0,10}免赔"
)
SHARING = re.compile(
    r"(?:按|依)照?(?:(?![按依扣减])[^，。；]){0,24}?(?:\d+(?:\.\d+)?%|百分之[一二三四五六七八九十]+|(?:给付|赔付|报销|自负|自付|补偿)比例)"
    r"|由(?:保险人|我们|本公司)(?:承担|负担|赔付|赔偿)\d+(?:\.\d+)?%|保险人(?:承担|赔付|赔偿)\d+(?:\.\d+)?%|(?:承担|适用)[^，。；]{0,6}(?:免赔额和)?给付比例"
)
_THEN_PAYS = re.compile(
    r"免赔[^，。；]{0,16}后，?[^，。；]{0,12}(?:计算|进行|予以|负责|承担|支付|给付|赔偿|赔付)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An operation named in a sentence at ``at``. ``caps``: it bounds the payment (不超过), wherever it stands."""

    action: Action
    at: int
    caps: bool = False


def mentions(text: str) -> list[Mention]:
    """Limits, deductibles and shares that a sentence applies, in the order of its words."""
    found = [Mention(Action.LIMIT, match.start()) for match in _WITHIN.finditer(text)]
    found += [Mention(Action.LIMIT, match.start(), caps=True) for match in _CAP.finditer(text)]
    found += [Mention(Action.DEDUCTIBLE, match.start()) for match in DEDUCTING.finditer(text)]
    found += [Mention(Action.SHARE, match.start()) for match in SHARING.finditer(text)]
    return sorted(found, key=lambda mention: mention.at)


def ordering_of(text: str, source: Quotation) -> Ordering | None:
    """The order that a sentence gives, None where it names one kind of operation only."""
    text = re.sub(
        r"[^，。；]*不(?:再|予)?(?:扣除|扣减|抵扣|得抵扣|设|计|适用)[^，。；]{0,12}免赔[^，。；]*", "", text
    )
    named = mentions(text)
    sequence = _in_words(named)
    if _LIMIT_FIRST.search(text) and Action.DEDUCTIBLE in sequence:
        return Ordering(LIMIT_FIRST, None, source, "条款写明从按限额计算的金额中扣除免赔")
    if _LOSS_LESS.search(text):
        return Ordering(DEDUCTIBLE_FIRST, None, source, "条款写明从损失中扣除免赔")
    if len(sequence) < 2:
        return None
    whole = _completed(sequence)
    if Action.LIMIT not in sequence:
        other = (Action.LIMIT, *(action for action in whole if action is not Action.LIMIT))
        why = f"条款写明{_named(sequence)}，没有写明限额的先后"
        return Ordering(whole, other, source, why, of_limit=False)
    after = sequence[sequence.index(Action.LIMIT) + 1 :]
    then_pays = Action.DEDUCTIBLE in after and _THEN_PAYS.search(text) is not None
    if _IN_TURN.search(text) or not (Action.SHARE in after or then_pays):
        return Ordering(whole, None, source, f"条款写明{_named(sequence)}")
    last = (*(action for action in whole if action is not Action.LIMIT), Action.LIMIT)
    why = f"“在限额内”可以理解为先按限额计算、再{_named(after, bare=True)}，也可以理解为最后的赔款不超过限额"
    return Ordering(whole, last, source, why)


def _in_words(named: list[Mention]) -> tuple[Action, ...]:
    """The actions in the order of the words; a cap bounds the payment and so comes last."""
    sequence = list(dict.fromkeys(each.action for each in named if not each.caps))
    if any(each.caps for each in named) and Action.LIMIT not in sequence:
        sequence.append(Action.LIMIT)
    return tuple(sequence)


def _completed(sequence: tuple[Action, ...]) -> tuple[Action, ...]:
    """All three actions: one that the sentence does not name stands where it stands by default."""
    whole = list(sequence)
    for action in DEDUCTIBLE_FIRST:
        if action in whole:
            continue
        if action is Action.DEDUCTIBLE:
            whole.insert(whole.index(Action.SHARE), action)
        elif action is Action.SHARE:
            whole.insert(whole.index(Action.DEDUCTIBLE) + 1, action)
        else:
            whole.append(action)
    return tuple(whole)


_NAMES = {Action.DEDUCTIBLE: "扣除免赔", Action.SHARE: "按比例计算", Action.LIMIT: "适用限额"}


def _named(sequence: tuple[Action, ...], bare: bool = False) -> str:
    words = [_NAMES[action] for action in sequence if action in _NAMES]
    return "、".join(words) if bare or len(words) < 2 else f"先{'，再'.join(words)}"


_ITEM = re.compile(
    r"单一(?!事故)|单个(?!事故)|每(?:一)?(?:件|辆|台|箱|头|只|户|栋|艘|架|个?账户|车辆|批|笔|套|张|亩)|分项"
)
_PERSON = re.compile(r"每(?:一)?(?:人|位|名|座)|同一被保险人|每一?(?:客户|被保险人|受害人|旅客|乘客)")
_TOTAL = re.compile(r"累[计积]|年度|全年|保险期间内多次|每年|总免赔|剩余免赔")


def scope_of(text: str) -> Scope:
    """The scope that the words of a limit or deductible name; each occurrence where they name none."""
    if _PERSON.search(text):
        return Scope.PERSON
    if _ITEM.search(text):
        return Scope.ITEM
    return Scope.TOTAL if _TOTAL.search(text) else Scope.OCCURRENCE


_LEAD = re.compile(
    r"^(?:但|其中|对于?|在|凡|本(?:保险)?单选定|(?:明细表|保险单)(?:没有|未)(?:写明|载明)|被保险人(?=.*限额)|同一保险年度内)?[，的]?"
    r"(?:每(?:一)?(?:次(?:保险)?(?:事故|事件|住院)?|人|位|名|座|辆车?|件|箱|批|笔贷款|户|亩|项|日|天)|一次事故|单一[^，。；每的]{1,4}?(?=每次|限额|免赔|的|赔偿)|累计)*中?[，的]?"
)
_BEFORE = re.compile(
    r"每(?:次|人|位|名|座|辆|件|箱|批|笔|户|亩|头|只|台|一|项|日|天|年)|单一|单个|累[计积]|全年|年度|(?:责任|赔偿|最高|给付)*限额|保险金额|保额|绝对|相对|免赔|自[负付]|(?:给付|赔付|赔偿)比例|以(?!外)|不(?:得|能)?(?:超过|高于)|最高|为(?:上)?限|扣除|按|的赔偿|合计|达到"
)
_EMPTY = re.compile(
    r"保险期间内?|(?<!被)保险人|被保险人|投保人|我们|本公司|对于?|其中|但|(?:本|保险)*合同|本保险单?|本附加险|主险|项下|保险责任(?:范围内)?|(?:发生)?保险事故(?:时)?|发生|一次|事故|事件|造成|多次|多人|总|之和|赔偿金额?|赔款|给付|承担|负责|赔偿|保险金|约定|载明|列明|明细表|保险单|保单|部分|应当|如果?|若|仅|也|均|项|双方|协商|确定|基本|限额|年度|责任保险|保险|本条|本项|单独计算|计算|金额|数额|损失|费用|的|由|与|和|及|在|将|为|所|其"
)
_WHOLE = re.compile(
    r"各项|各类|全部|所有|一切|合计|上述|三个部分|同一|该|损失率|本条|第[一二三四五六七八九十（）]+[条项]|附加险$|附加保险$|面积"
)


def subject_of(text: str) -> str:
    """For what losses a bound is, from the words before it (``财物损坏的绝对免赔额`` → 财物损坏); empty for all."""
    text = _LEAD.sub("", text, count=1)
    match = _BEFORE.search(text)
    phrase = (
        re.sub(r"（[^）]*）|^其中|^对于?", "", text[: match.start()] if match else "")
        .rstrip("，")
        .split("，")[-1]
    )
    phrase = re.split(r"因|：", phrase)[0].strip("的为由")
    phrase = cleaned(phrase) or re.sub(r"的?(?:赔偿|部分|给付)$", "", phrase.removeprefix("对"))
    if _WHOLE.search(phrase) or re.match(r"(?:由)?保险人|我们|被保险人选择", phrase):
        return ""
    return cleaned(phrase)


_NO_NOUN = re.compile(
    r"扣减|扣除|依据|根据|计算|(?<!额外)(?<!给)(?:赔付|给付)(?!金)|投保时|情形|可用于|适用于|从第|首个|以上|\d元|另有约定|约定的|发生之日|基础上"
)


def cleaned(phrase: str) -> str:
    """The noun that names a kind of loss, without who bears it; empty where a phrase names none."""
    of = re.search(r"对(?:每次事故的?)?([^，。；]{2,16}?)的(?:赔偿|给付)", phrase)
    phrase = of[1] if of else re.sub(r"^(?:保险人|我们|本公司)对|^包括|^本?(?:保险|附加)*合同的?", "", phrase)
    paid = re.search(r"给付的“?([^“”，。；的]{2,20}?保险金)(?!额)", phrase)
    if paid:
        return paid[1]
    if _NO_NOUN.search(phrase) or phrase.count("（") != phrase.count("）"):
        return ""
    return phrase if len(_EMPTY.sub("", phrase)) >= 2 else ""
