"""What is due, in a few words of the text (应做之事): 核定, 赔付, 通知保险人, 退还现金价值."""

import re

from extractor.language.timing import find_deadlines
from extractor.language.units import split_segments
from extractor.quantities import DeadlineKind
from extractor.timeline.triggers import Setting

# What the words come to, and the words. The first of these that is there counts …
_TELLING: tuple[tuple[str, str], ...] = (
    ("不得解除合同", r"不得[^，。；]{0,8}解除"),
    ("先予支付", r"先[予行]?(?:支付|给付|赔付|付)|预付(?!款)"),
    ("发出拒赔通知", r"拒[绝赔付][^，。；]{0,14}(?:通知|理由)"),
    ("通知补充材料", r"(?:告知|通知)[^。；]{0,24}补[充正交齐]|一次性(?:书面)?(?:告知|通知)"),
)  # fmt: skip
# … else the one that stands first.
_PLAIN: tuple[tuple[str, str], ...] = (
    ("补交材料", r"补[充交正齐][^，。；]{0,6}(?:材料|资料|单证|证明)"),
    ("核定", r"核定(?!结果)|是否赔付|理赔决定|作出决定"),
    ("定损", r"定损"),
    ("赔付", r"履行[^，。；]{0,24}(?:赔偿|给付|赔付)[^，。；]{0,14}(?:义务|责任)|赔付|(?:支付|付清|给付|汇入|划付)[^，。；]{0,10}(?:赔款|赔偿金|保险金)|赔款[^，。；]{0,10}(?:汇入|支付)"),
    ("申请复效", r"恢复[^，。；]{0,4}效力|复效|效力恢复"),
    ("退还", r"退还|返还|退回|归还"),
    ("签发保险单", r"(?:签发|出具|交付|送达|发放)[^，。；]{0,8}(?:保险单|保险凭证|保单)|(?:保险单|保险凭证|保单)[^，。；]{0,4}(?:签发|交付|送达|发放)"),
    ("解除合同", r"(?:解除|终止)(?:本)?(?:保险)?(?:合同|协议)|(?:合同|协议)解除"),
    ("书面索赔", r"书面索赔|提出索赔"),
    ("申请", r"申请"),
    ("报案", r"报案"),
    ("检验", r"检验|查验"),
    ("查勘", r"查勘|勘查"),
    ("答复", r"答复|回复|响应"),
    ("整改", r"整改"),
    ("通知", r"通知|告知|告诉|申报|提示|提醒"),
    ("到达现场", r"到达|赶到|抵达"),
    ("交纳保险费", r"(?:补[交缴]|[交缴]纳|支付)[^，。；]{0,6}(?:保险费|保费)"),
)  # fmt: skip
_FIRST = tuple((name, re.compile(sign)) for name, sign in _TELLING)
_ACTS = tuple((name, re.compile(sign)) for name, sign in _PLAIN)
_WITH_OBJECT = {"退还", "通知", "申请"}
_OBJECT = re.compile(r"(?:现金价值|未满期净?保险费|未满期净?保费|保险费|保费|保险金|赔款|余额|保证金|款项)")
_WHOM = re.compile(r"^(?:保险人|甲方|乙方|投保人|被保险人|对方|我们|本公司|客户|受益人|农户|银行)")
_APPLIED = re.compile(r"^[^，。；]{2,12}")
_SKIPPED = re.compile(
    r"^(?:(?:之|以)?[内后]|(?:之|以)?前(?![述款项])|的?(?:期限|时间)内?|[，、：）)]|（[^）]*）|必须|应当?|须|需|将|会|可以?|有权|负责|保证|能够?|予以|仍|亦|均)+"
)
_LAPSES = re.compile(r"(?:合同)?(?:解除权|撤销权)|请求权")
_MODAL = re.compile(r"^[^，。；]{0,20}?(?:应(?!急)当?|须|必须|将|可以?|有权|不得|请(?!求))(?=\S)")
_LIMITS = re.compile(r"(?:时限|期限|时间)(?:均|应)?[为是]")
_REFUSED = re.compile(r"不(?:予|应)?(?:赔|给付)|不属于|不承担")
# What stands after the span of time and is no act: 数额不能确定的, 以上的.
_STATE = re.compile(r"(?:不|未|无法|难以|仍|尚|确定)[^，。；]*的$|^(?:以上)?的$")
_SUPPOSES = re.compile(r"(?:的|时)$")
_LONGEST = 18
_INTRODUCES = re.compile(r"^(?:按|根据|依|经|凭|由|对|就|在|如|以)")
# 30日内未能核定的, 10日内仍未改正的: what has not been done is what is due.
_OMITTED = re.compile(r"^(?:之?内)?(?:仍|尚)?(?:未能?|没有|不能)([^，。；]{1,12}?)的?(?:，|$)")
_AMOUNT = re.compile(r"确定|算|定案|达成|答复是否")


def action_of(setting: Setting) -> str:
    """The act that the deadline is for: a word of the field where it is one, else the words of the text."""
    lapse = _LAPSES.search(setting.left)
    if lapse and re.match(r"^[^，。；]{0,6}不行使", setting.right):
        return f"行使{lapse[0]}"
    omitted = omitted_act(setting)
    if omitted:
        return omitted
    after = _after(setting)
    action = _known(after) or _last_known(setting.left) or _plain(after) or _bound_clause(setting.left)
    if _SUPPOSES.search(action) and setting.earlier:
        action = "核定" if "核定" in setting.earlier[0] else _known(setting.earlier[0]) or action
    return "发出拒赔通知" if action.startswith("通知") and _REFUSED.search(setting.left) else action


def omitted_act(setting: Setting) -> str:
    """What is due where the sentence only says what follows from its omission (10日内仍未改正的 → 改正), or ''."""
    omitted = _OMITTED.match(setting.right)
    if omitted is None or setting.kind is not DeadlineKind.WITHIN or _AMOUNT.search(omitted[1]):
        return ""
    return _known(omitted[1]) or omitted[1]


def prompt_action(setting: Setting) -> str:
    """The act that must be done promptly: what follows the word (及时)."""
    after = _after(setting)
    return _known(after) or _plain(after) or _plain(setting.left)


def _after(setting: Setting) -> str:
    """The clauses after the span of time, as far as no other deadline begins."""
    rest = _SKIPPED.sub("", setting.right)
    others = find_deadlines(rest)
    stop = others[0].span.start if others else len(rest)
    clauses = split_segments(rest)
    if len(clauses) > 1 and _STATE.search(clauses[0].text):
        clauses = clauses[1:]
    wanted = 2 if clauses and _INTRODUCES.search(clauses[0].text) else 1
    kept = [clause for at, clause in enumerate(clauses[:wanted]) if not at or clause.end < stop]
    return rest[kept[0].start : kept[-1].end] if kept else ""


def _known(words: str) -> str:
    for name, sign in _FIRST:
        if sign.search(words):
            return name
    found = [(match.start(), at) for at, (_, sign) in enumerate(_ACTS) if (match := sign.search(words))]
    return _named(words, min(found)[1]) if found else ""


def _last_known(left: str) -> str:
    """The act nearest before the span of time (核定不得超过三十日)."""
    segments = split_segments(left)
    for segment in reversed(segments):
        if (_LIMITS.search(segment.text) or not re.search(r"[起后的时]$", segment.text)) and (
            name := _known(segment.text)
        ):
            return name
    return ""


def _named(words: str, at: int) -> str:
    name, sign = _ACTS[at]
    match = sign.search(words)
    return name + _object(name, words[match.end() :]) if match and name in _WITH_OBJECT else name


def _object(name: str, after: str) -> str:
    """What is paid back, who is told, what is applied for."""
    if name == "退还":
        found = _OBJECT.search(after[:40])
    else:
        found = _WHOM.match(after) if name == "通知" else _APPLIED.match(after)
    return found[0] if found else ""


def _bound_clause(left: str) -> str:
    """The last clause before the span of time that binds somebody, else the first."""
    bound = [segment.text for segment in split_segments(left) if _MODAL.search(segment.text)]
    return _plain(bound[-1] if bound else left)


def _plain(words: str) -> str:
    """The first clause, to the letter, without what introduces it."""
    segments = split_segments(words)
    first = _MODAL.sub("", segments[0].text) if segments else ""
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
