"""Who gains by a change (有利于谁)."""

import re
from collections.abc import Callable
from decimal import Decimal

from extractor.comparison.changes.context import Context, Norm, Provision, opposed, takes_out
from extractor.comparison.changes.kinds import CAPS, Raw
from extractor.comparison.changes.tokens import Token, text_of
from extractor.comparison.changes.words import Pole, Sort, load_vocabulary
from extractor.differences import ChangeKind, Gain

_INSURER, _POLICYHOLDER, _UNKNOWN = Gain.INSURER, Gain.POLICYHOLDER, Gain.UNKNOWN


def gain_of(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    """Whom a change helps. ``sides`` are those of the parties named before and after, where it changes a party."""
    judge = _JUDGES.get(raw.kind)
    return judge(raw, context, sides) if judge else _UNKNOWN


# --- figures --------------------------------------------------------------------------------------------

# What a figure is, and whom it helps where it grows.
_NOUNS: tuple[tuple[str, Gain], ...] = (
    (
        r"免赔|自付|自负|自行承担|自行负担|起付|共付|加扣|不足[^，。；]{0,6}部分由(?:被保险人|投保人)",
        _INSURER,
    ),
    (r"(?:退还|返还|退回|无息退|减收|优惠|折扣|下浮|减免)[^，。；]{0,16}", _POLICYHOLDER),
    (r"扣除|扣减|扣留|手续费|工本费|管理费|加收|加费|上浮|增收", _INSURER),
    (
        r"限额|保险金额|保额|赔付比例|给付比例|赔偿比例|报销比例|最高|津贴|补贴|预付|先行|现金价值|保险金",
        _POLICYHOLDER,
    ),
    (r"赔偿|赔付|给付|承担|补偿|垫付|支付", _POLICYHOLDER),
    (r"保险费|保费|费率|服务费|佣金|价款|费用", _INSURER),
)
_PENALTY = re.compile(r"违约金|滞纳金|罚息|利息|罚款|赔偿金")
_BASE = re.compile(
    r"(?:保险金额|损失金额|限额|保险费|保费|金额|费用|损失|价值|价款|总额|总价|部分)(?:之和|总和|合计)?的$"
)
_NOUN = re.compile("|".join(f"(?P<n{at}>{words})" for at, (words, _) in enumerate(_NOUNS)))
_DEDUCTED = re.compile(r"扣除[^，。；]{0,20}后")
_DIRECT = re.compile(
    r"(?:免赔额|免赔率|限额|保险金额|手续费|保险费|保费|违约金|津贴)(?:为|是|：|人民币|均为|按)*$"
)
_PAID_TO_INSURER = re.compile(
    r"(?:向|给)(?:保险人|我们|本公司|保险公司)[^，。；]{0,6}?(?:支付|交付|交纳|缴纳|缴付|交)[^，。；]{0,12}$"
)
_THRESHOLD = re.compile(r"(?:超过|达到?|满|高于|大于|不低于|不少于|逾)$")
_BELOW = re.compile(r"(?:低于|少于|不足|未满|不满|未达到?|小于|不超过)$")


def _figures(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    before, after = _value(raw.a), _value(raw.b)
    if before is None and after is None:
        return _UNKNOWN
    if before is None or after is None:
        return _UNKNOWN if context.in_condition else _introduced(raw, context)
    if before.sort is not after.sort or before.amount is None or after.amount is None:
        return _UNKNOWN
    grows = _grown(context)
    return grows if after.amount > before.amount else opposed(grows)


def _value(tokens: list[Token]) -> Token | None:
    return next((token for token in tokens if token.is_value), None)


def _introduced(raw: Raw, context: Context) -> Gain:
    """A figure that one side alone has: a cap or a deductible appears or goes."""
    text = text_of(raw.b or raw.a)
    if re.search(r"最高|不超过|为限|以内|免赔|扣除|上限", text) and context.provision in (
        Provision.COVERAGE, Provision.LIMIT,
    ):  # fmt: skip
        return _INSURER if raw.b else _POLICYHOLDER
    return _UNKNOWN


def _grown(context: Context) -> Gain:
    """Whom a figure helps where it grows, by the words around it."""
    if _PENALTY.search(context.segment):
        return opposed(context.side)
    fixed = _DIRECT.search(context.before)
    if not fixed and (
        context.in_condition or _THRESHOLD.search(context.before) or _BELOW.search(context.before)
    ):
        return _threshold(context)
    named = re.match(
        "的?[^，。；的]{0,4}?(?:免赔率|免赔额|赔付比例|给付比例|赔偿比例|报销比例|手续费|工本费|限额)",
        context.after,
    )
    if _PAID_TO_INSURER.search(context.before) and not named:
        return _INSURER
    before = _BASE.sub("", _DEDUCTED.sub("", context.before))
    found = _noun(named[0] if named else before, last=True) or _noun(context.after, last=False)
    found = found or _noun(context.text, last=True)
    if found is not None:
        return found
    if context.kind in ("deductible", "premium", "refund_fee", "service_fee", "contract_price"):
        return _INSURER
    return _POLICYHOLDER if context.provision in (Provision.LIMIT, Provision.COVERAGE) else _UNKNOWN


def _threshold(context: Context) -> Gain:
    """A bound to be passed: the higher, the less often the rule applies."""
    noun = _noun(context.before, last=True)
    if context.provision not in (Provision.COVERAGE, Provision.EXCLUSION, Provision.OBLIGATION):
        return noun if noun is not None and not context.in_condition else _UNKNOWN
    if context.before.endswith("不超过"):
        return noun or _UNKNOWN
    return context.more if _BELOW.search(context.before) else opposed(context.more)


def _noun(text: str, *, last: bool) -> Gain | None:
    found = list(_NOUN.finditer(text))
    found = [match for match in found if match[0] != "最高"] or found
    if not found:
        return None
    match = found[-1] if last else found[0]
    return _NOUNS[int((match.lastgroup or "n0")[1:])][1]


# --- spans of time --------------------------------------------------------------------------------------

_AT_MOST = re.compile(r"(?:最多|最高|最长|至多)[^，。；]{0,6}$|(?:^|[^间限])以$")
_DAYS = {
    "分钟": Decimal(1) / 1440,
    "小时": Decimal(1) / 24,
    "日": Decimal(1),
    "工作日": Decimal("1.4"),
    "个月": Decimal(30),
}
_SPANS: tuple[tuple[re.Pattern[str], Gain], ...] = (
    (re.compile(r"等待期|观察期|免赔期|免责期|免赔天数|起付日"), _INSURER),
    (re.compile(r"犹豫期|冷静期|宽限期?|追溯期|发现期|报告期|保证续保|时效|恢复效力|复效"), _POLICYHOLDER),
    (
        re.compile(r"保险期[间限]|保障期[间限]|有效期|给付(?:期|天数|日数)|赔偿期间?|最高给付|累计给付|续保"),
        _POLICYHOLDER,
    ),
)


def _duration(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    before, after = _value(raw.a), _value(raw.b)
    if before is None and after is None and raw.a and raw.b:
        later = _lengthened(context)  # 之日起 became 次日起: a day more
        return later if "次日" in raw.b[0].text else opposed(later)
    if before is None or after is None:
        return _bounded(context, added=before is None) if before or after else _UNKNOWN
    longer = _longer(before, after)
    if longer is None:
        return _UNKNOWN
    lengthened = _lengthened(context)
    return lengthened if longer else opposed(lengthened)


def _longer(before: Token, after: Token) -> bool | None:
    """Whether the time grew; None where the units do not compare (30日 and 1个月)."""
    if before.amount is None or after.amount is None:
        return None
    one, other = _DAYS.get(before.unit_name), _DAYS.get(after.unit_name)
    if one is None or other is None:
        return None
    old, new = before.amount * one, after.amount * other
    if old == new or (before.unit_name != after.unit_name and abs(new - old) < max(old, new) / 8):
        return None
    return new > old


def _bounded(context: Context, *, added: bool) -> Gain:
    """A time limit that was not there binds whoever acts."""
    if context.provision is not Provision.OBLIGATION or context.norm is Norm.RIGHT:
        return _UNKNOWN
    return opposed(context.side) if added else context.side


def _lengthened(context: Context) -> Gain:
    """Whom a longer time helps."""
    near = context.segment
    for pattern, gain in _SPANS:
        if pattern.search(near) or (context.provision is Provision.PERIOD and pattern.search(context.text)):
            return gain
    if context.provision in (Provision.LIMIT, Provision.COVERAGE) and _AT_MOST.search(context.before):
        return _POLICYHOLDER
    if context.kind in ("waiting", "retroactive", "hesitation", "grace", "insurance", "limitation"):
        return _INSURER if context.kind == "waiting" else _POLICYHOLDER
    if context.provision in (Provision.EXCLUSION, Provision.COVERAGE) and not _acts_in_time(context):
        return opposed(context.more) if _THRESHOLD.search(context.before) else context.more
    return _deadline(context)


_ACTS = re.compile(
    r"通知|告知|报案|提供|提交|申请|索赔|核定|支付|赔付|给付|赔偿|退还|答复|书面|交纳|交付|签发|出具|补交|解除|办理|提出|履行"
)


def _acts_in_time(context: Context) -> bool:
    """Whether the time is one to act in, not one in which something befalls."""
    return (
        re.search(r"^(?:之?内|以内|前)", context.after) is not None
        and _ACTS.search(context.after) is not None
    )


def _deadline(context: Context) -> Gain:
    """Time to act is good for whoever must; notice ahead (提前三十日) for whoever is told."""
    ahead = re.search(r"(?:提前|预先|事先|至少|不少于)[^，。；]{0,4}$", context.before) is not None
    if re.search(r"(?:超过|逾|满)[^，。；]{0,4}$", context.before) and re.search(
        r"解除权|不得解除|消灭", context.text
    ):
        return _INSURER
    if context.norm is Norm.PROHIBITION:
        return opposed(context.side)
    return opposed(context.side) if ahead else context.side


# --- norms and parties ----------------------------------------------------------------------------------

_BURDEN = {"duty": 1, "prohibition": 1, "right": -1, "exemption": -1}
_PAYING = re.compile(r"赔|给付|支付|退还|返还|承担|负责|垫付|承保|续保")


def _modality(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    before = next((token.key for token in raw.a if token.sort is Sort.MODAL), "")
    after = next((token.key for token in raw.b if token.sort is Sort.MODAL), "")
    if {before, after} == {"duty", "prohibition"}:
        if context.side is not _INSURER or not _PAYING.search(context.text):
            return _UNKNOWN
        return _INSURER if after == "prohibition" else _POLICYHOLDER
    burden = _BURDEN.get(after, 0) - _BURDEN.get(before, 0)
    if burden == 0:
        return _UNKNOWN
    return opposed(context.side) if burden > 0 else context.side


def _negation(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    negative = _turned_negative(raw)
    if negative is None or context.in_condition:
        return _UNKNOWN
    words = context.segment
    if re.search(r"收费|免费", words):
        return _INSURER if negative else _POLICYHOLDER
    if not _PAYING.search(words) and context.norm is None:
        return _UNKNOWN
    side = context.side
    if side is _UNKNOWN and re.search(r"赔|给付|退还|承担[^，。；]{0,6}保险|负责", words):
        side = _INSURER
    if side is _UNKNOWN:
        return _UNKNOWN
    relieved = side if context.norm is not Norm.RIGHT else opposed(side)
    return relieved if negative else opposed(relieved)


def _turned_negative(raw: Raw) -> bool | None:
    """Whether the sentence became negative."""
    one, other = ("".join(token.text for token in side) for side in (raw.a, raw.b))
    opposites = load_vocabulary().opposites
    if (one, other) in opposites:
        return True
    if (other, one) in opposites:
        return False
    negatives = [
        sum(t.sort is Sort.NEGATION or t.key == "prohibition" for t in side) for side in (raw.a, raw.b)
    ]
    return None if negatives[0] == negatives[1] else negatives[1] > negatives[0]


def _party(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    before, after = sides
    if not raw.a or not raw.b:
        return _UNKNOWN
    if before is after:
        same = before is not _UNKNOWN and context.provision is not Provision.EXCLUSION
        return Gain.NEITHER if same else _UNKNOWN
    if re.search(r"(?:经|征得|取得)$", context.before):
        return after if after is not _UNKNOWN else opposed(before)
    if context.in_condition or re.search(r"(?:向|对|给|与|通知|告知|的)$", context.before):
        return _UNKNOWN
    gainer = after if context.norm is Norm.RIGHT else before
    other = before if context.norm is Norm.RIGHT else after
    return gainer if gainer is not _UNKNOWN else opposed(other)


# --- reach ----------------------------------------------------------------------------------------------


_PROMISED = re.compile(r"(?:保险人|我们|本公司|保险公司)[^，。；不]{0,30}(?:给付|赔偿|赔付|退还|返还)")
_PROMISING = frozenset({Provision.LIMIT, Provision.OBLIGATION, Provision.PAYMENT})


def _condition(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    words = raw.b or raw.a
    if raw.a and raw.b:
        return _UNKNOWN
    if all(token.sort in (Sort.REQUIREMENT, Sort.LIGHT) for token in words):
        burden = (
            context.more
            if context.provision is Provision.OBLIGATION and context.norm is Norm.DUTY
            else _UNKNOWN
        )
        return burden if raw.b else opposed(burden)
    more = context.more
    if context.provision in _PROMISING and _PROMISED.search(context.text.removeprefix(text_of(words))):
        more = _POLICYHOLDER
    narrowed = opposed(more)
    return narrowed if raw.b else opposed(narrowed)


_STILL = re.compile(
    r"不受[^，。；]{0,10}(?:限制|影响)|仍(?:然)?(?:承担|负责|赔偿|给付)|保险人(?:应当?)?(?:承担|负责|赔偿|给付)"
)
_FREED = re.compile(r"不(?:承担|负责|予|负|赔偿|给付)|免除[^，。；]{0,10}责任")


def _exception(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    words = raw.b or raw.a
    if raw.a and raw.b:
        return _UNKNOWN
    text = "".join(token.text for token in words)
    added = opposed(context.more)
    if "除外" not in text and _FREED.search(text):
        added = _INSURER
    elif _STILL.search(text):
        added = _POLICYHOLDER
    return added if raw.b else opposed(added)


def _scope(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    reach = _reach(raw.b) - _reach(raw.a)
    if not raw.a or not raw.b:
        capped = CAPS.search(text_of(raw.b or raw.a)) is not None
        reach = (-1 if raw.b else 1) if capped and reach == 0 else reach
    if any(token.sort is Sort.LINK for token in (*raw.a, *raw.b)):
        reach = 1 if raw.b and raw.b[0].key == "or" else -1
        if context.provision in (Provision.OBLIGATION, Provision.CLAIM_DOCUMENT):
            reach = -reach
    if reach == 0 or (_NOUN.search(context.before) and "免赔" in context.segment):
        return _UNKNOWN
    return context.more if reach > 0 else opposed(context.more)


def _reach(tokens: list[Token]) -> int:
    poles = load_vocabulary().poles
    pole = next((poles.get(token.key) for token in tokens if token.sort is Sort.SCOPE), None)
    return {Pole.WIDE: 1, Pole.NARROW: -1}.get(pole, 0) if pole else 0


def _item(raw: Raw, context: Context, sides: tuple[Gain, Gain]) -> Gain:
    added = opposed(context.more) if takes_out(text_of(raw.b or raw.a)) else context.more
    return added if raw.b else opposed(added)


_Judge = Callable[[Raw, Context, tuple[Gain, Gain]], Gain]
_JUDGES: dict[ChangeKind, _Judge] = {
    ChangeKind.AMOUNT: _figures,
    ChangeKind.RATE: _figures,
    ChangeKind.DURATION: _duration,
    ChangeKind.DAY_KIND: _duration,
    ChangeKind.PARTY: _party,
    ChangeKind.MODALITY: _modality,
    ChangeKind.CONDITION: _condition,
    ChangeKind.EXCEPTION: _exception,
    ChangeKind.SCOPE: _scope,
    ChangeKind.ITEM_ADDED: _item,
    ChangeKind.ITEM_DROPPED: _item,
    ChangeKind.NEGATION: _negation,
}
