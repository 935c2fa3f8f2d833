"""A passage that one document alone has (单方条款): what it is, and whom it helps to have it."""

import re

from extractor.comparison.changes.context import Context, Norm, Provision, opposed, read_context, takes_out
from extractor.comparison.changes.definitions import gain_in_definition
from extractor.comparison.changes.fragments import is_fragment, is_pointer
from extractor.comparison.changes.kinds import Raw
from extractor.comparison.changes.subjects import reason_of
from extractor.comparison.changes.tokens import read_tokens
from extractor.comparison.passages import Passage
from extractor.differences import Change, ChangeKind, Gain, Likeness, Weight
from extractor.records import RecordType
from extractor.structure.headings import Role

_NAMES = {
    Provision.COVERAGE: "保险责任", Provision.EXCLUSION: "责任免除", Provision.LIMIT: "限额与免赔", Provision.PERIOD: "期间约定", Provision.PAYMENT: "费用约定",
    Provision.PENALTY: "违约责任", Provision.OBLIGATION: "义务", Provision.CLAIM_DOCUMENT: "索赔单证", Provision.DEFINITION: "释义", Provision.DISPUTE: "争议处理",
    Provision.OTHER: "一般约定",
}  # fmt: skip
_WEIGHTS = {
    Provision.COVERAGE: Weight.HIGH, Provision.EXCLUSION: Weight.HIGH, Provision.LIMIT: Weight.HIGH, Provision.PERIOD: Weight.MEDIUM, Provision.PAYMENT: Weight.MEDIUM,
    Provision.PENALTY: Weight.MEDIUM, Provision.OBLIGATION: Weight.MEDIUM, Provision.CLAIM_DOCUMENT: Weight.MEDIUM, Provision.DEFINITION: Weight.MEDIUM,
    Provision.DISPUTE: Weight.LOW, Provision.OTHER: Weight.LOW,
}  # fmt: skip


def one_sided(passage: Passage, only: Likeness, *, kin: bool = False) -> tuple[Change, ...]:
    """The one change that a passage is which only A (ITEM_DROPPED) or only B (ITEM_ADDED) has.

    ``kin`` says that the other document has the provision above it too: then an item of a definition's list changes
    the term. Nothing for a passage without words. Raises ValueError where ``only`` is neither ONLY_A nor ONLY_B.
    """
    if only not in (Likeness.ONLY_A, Likeness.ONLY_B):
        raise ValueError(f"{only} is not one-sided")
    words = read_tokens((passage,))
    if not any(token.weighs for token in words):
        return ()
    context = read_context(words, words, (passage,))
    added = only is Likeness.ONLY_B
    kind = ChangeKind.ITEM_ADDED if added else ChangeKind.ITEM_DROPPED
    raw = Raw(kind, [] if added else words, words if added else [])
    gain = _gain(context, passage)
    gain = gain if added else opposed(gain)
    weight = _weight(context, passage)
    if context.provision is Provision.DEFINITION:
        gain = gain_in_definition(raw, passage, "", listed=kin)
        weight = weight if gain is Gain.UNKNOWN else Weight.HIGH
    if is_fragment(words, (passage,)) or is_pointer(words):
        gain = Gain.NEITHER if is_pointer(words) else Gain.UNKNOWN
        weight = Weight.LOW
    subject = _subject(context, passage)
    quotation = passage.quotation()
    before, after = (None, quotation) if added else (quotation, None)
    why = reason_of(raw, subject, gain, "" if added else quotation.quote, quotation.quote if added else "")
    return (Change(kind, gain, weight, subject, why, before, after),)


_FORMAL = frozenset({Role.GENERAL, Role.APPENDIX, Role.DISPUTE})


def _gain(context: Context, passage: Passage) -> Gain:
    """Whom it helps that the passage is there."""
    match context.provision:
        case Provision.COVERAGE | Provision.EXCLUSION | Provision.CLAIM_DOCUMENT:
            return opposed(context.more) if takes_out(context.text) else context.more
        case Provision.OBLIGATION | Provision.PENALTY:
            if context.norm is None or context.bearer == "双方":
                return Gain.NEITHER if context.bearer == "双方" else Gain.UNKNOWN
            return context.side if context.norm is Norm.RIGHT else opposed(context.side)
        case Provision.LIMIT:
            return _limit_gain(context)
        case Provision.PERIOD:
            return _period_gain(context)
        case Provision.PAYMENT:
            return _payment_gain(context)
        case _:
            return _general_gain(context, passage)


def _limit_gain(context: Context) -> Gain:
    """A bound on what is paid helps the insurer; that a share or a sum is paid at all, the policyholder."""
    if re.search(r"免赔|自付|自负|最高|限额|为限|不超过|扣除|比例|分摊", context.text):
        return Gain.INSURER
    return Gain.UNKNOWN


def _period_gain(context: Context) -> Gain:
    if context.kind == "waiting" or re.search(r"等待期|观察期", context.text):
        waived = re.search(
            r"无等待期|不设[^，。；]{0,4}等待期|等待期[^，。；]{0,4}不适用|免除等待期", context.text
        )
        return Gain.POLICYHOLDER if waived else Gain.INSURER
    if context.kind in ("hesitation", "grace", "retroactive") or re.search(
        r"犹豫期|宽限期|追溯期|发现期", context.text
    ):
        return Gain.POLICYHOLDER
    return Gain.NEITHER if context.kind in ("insurance", "contract") else Gain.UNKNOWN


# A power of the insurer to end the contract weighs more than what it then refunds.
_INSURER_MAY_END = re.compile(
    r"(?:保险人|本公司|保险公司|我们)[^。；，]{0,6}(?:有权|可以)[^。；，]{0,6}(?:解除|终止)"
)


def _payment_gain(context: Context) -> Gain:
    if _INSURER_MAY_END.search(context.text):
        return Gain.INSURER
    if re.search(r"退还|返还|退回", context.text) or context.kind == "refund":
        return Gain.POLICYHOLDER
    if context.kind == "refund_fee" or re.search(r"手续费|加收|滞纳金|扣除", context.text):
        return Gain.INSURER
    return opposed(context.side) if context.side is not Gain.UNKNOWN else Gain.UNKNOWN


def _general_gain(context: Context, passage: Passage) -> Gain:
    if not passage.records or passage.role in _FORMAL:
        return Gain.NEITHER
    if context.norm is None or context.side is Gain.UNKNOWN:
        return Gain.NEITHER if context.provision is Provision.DISPUTE else Gain.UNKNOWN
    return context.side if context.norm is Norm.RIGHT else opposed(context.side)


def _weight(context: Context, passage: Passage) -> Weight:
    if context.provision is Provision.OTHER and any(r.type is RecordType.OBLIGATION for r in passage.records):
        return Weight.MEDIUM
    if context.provision is Provision.PERIOD and context.kind == "waiting":
        return Weight.HIGH
    return _WEIGHTS[context.provision]


def _subject(context: Context, passage: Passage) -> str:
    name = _NAMES[context.provision]
    if context.provision is Provision.OBLIGATION:
        name = {Norm.RIGHT: "权利", Norm.PROHIBITION: "禁止性义务"}.get(context.norm or Norm.DUTY, "义务")
        return f"{context.bearer}{name}"
    heading = "".join(passage.headings[0].split()) if passage.headings else ""
    return heading if context.provision is Provision.OTHER and 0 < len(heading) <= 16 else name
