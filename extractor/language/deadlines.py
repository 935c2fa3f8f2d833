"""Deadlines (期限): spans of time that bind an act, told from those that only measure.

三十日内, 最迟于三个工作日, 提前十五天, 届满前10天 and 超过二年的不得 bind; 保险期间为一年, 满30日未能追回,
180日内身故 and 每30日 do not.
"""

import re
from dataclasses import dataclass

from extractor.document import Span
from extractor.language.durations import Stated, stated_durations
from extractor.quantities import Deadline, DeadlineKind, Quantity, Unit

_LEFT, _RIGHT = 48, 40  # characters of context, white space left out

_NOTE = re.compile(r"^[（(](?:含|不含|包括|自|以|从|均为|遇)?[^（）()]{0,16}[)）]")
_INSIDE = re.compile(r"^(?:的)?(?:期限|期间|时间)?(?:之|以)?内")
_AHEAD = re.compile(r"^(?:之|以)?前(?!述|款|项|条)")
_LATER = re.compile(r"^(?:之|以)?后")

# The words for acts that are timed in service and settlement.
_ACT = (
    "响应|处理|办理|答复|回复|整改|核定|审核|定损|赔付|赔款|付款|支付|反馈|到达|查勘|勘查|理赔|结案|审批|出单|通知|到场"
    "|修复|核保|补充|补正|提供|提交|材料|资料|退还|交付|结算|签发|调查|复核"
)

# An event follows, no act: the time limits a risk, as in 180日内身故.
_EVENT = re.compile(
    r"^(?:[，,]|被保险人|该被保险人|投保人|或者?|均|又|再次|首次|初次|第一次|已|曾|都|连续|累计|直接|并|且|其)*"
    r"(?:发生|突然|身故|死亡|自杀|自伤|自残|故意自|因|以此|以该|治疗|有一次|证实|支出|所发生|症状|由于|遭受|罹患|患[有上]?"
    r"|被?确诊|诊断|经.{0,8}(?:确诊|诊断|抢救|医院|鉴定)|出现|出险|伤残|残疾|造成|导致|失踪|复发|非因|意外|住院|接受|所?患"
    r"|内|的|有效|累计|我们(?:仍)?(?:承担|按)|参保|生存|[^，。；]{0,10}(?:累计|合计)(?:达到?|超过))"
)
_NAMED_PERIOD = re.compile(
    r"^(?:[，,]|均|以上)*(?:为|是|称为|属于|的)[^，。；]{0,12}(?:期|期间)(?![限内])|^(?:的)?(?:犹豫|宽限|等待|观察|冷静)期"
)
# A state that lasts: 三年内不得泄露, 五年内继续有效.
_STANDING = re.compile(r"^[，,]?(?:均|仍|仍然|都|也|继续)*(?:不得|禁止|保持|有效|免费|持续|享有|免收|负有)")
_LOOKING_BACK = re.compile(
    r"(?:最近|过去|此前|前|近|每|任意|任一|任何|连续|累计|同一|往前|回溯|合计|为期|追溯)(?:的)?$"
    r"|(?:如果?|若|倘若?|或)[^，。；]{0,6}(?:上述|前述|此|该)$"
)
_LIMITATION = re.compile(r"时效|(?:请求|给付保险金|赔偿|索赔)[^，。；]{0,14}的?权利")
_GRACE = re.compile(r"允许[^。；]{0,30}$|宽限期[^，。；]{0,4}$|犹豫期[^，。；]{0,4}$")
_COVER = r"(?:保险期[间限]?|保障期间|等待期|观察期|追溯期|有效期|服务期限?|合同期限?)"
_BARRED_PERIOD = re.compile(rf"{_COVER}(?:为|是|均为|最长)?(?:不得?超过)?$")

_EARLIER = re.compile(r"(?:提前|提早|预先|事先)(?:至少|不少于|不得少于|不低于|最少)?$")
_COMING_EVENT = re.compile(
    r"(?:届满|期满|到期|满期|生效|截止|终止|终了|结束|开始|起始|起保|启运|起运|起飞|启程|开航|出发|开工|施工|开庭|召开|举行"
    r"|举办|变更|搬迁|交付|付款|支付|缴费|交费|发货|装运|离职|离境|解除|交易|续保|承保|到来|调整|实施|执行|期|周年日|对应日"
    r"|领取日|交费日|缴费日|年金|签约|开标|投标|使用|停用)(?:之?日|之时|时间|日期)?(?:之|以)?前(?:的)?(?:至少|最迟|不少于)?$"
)
_DUE_BEFORE = re.compile(r"(?:应当|(?<!对)应(?![付交收缴])|须|需|务必)[^，。；]{0,16}前(?:的)?(?:至少)?$")

_LATEST = re.compile(
    r"(?:最迟|最晚|至迟|不晚于|不得晚于|不迟于|不得迟于)(?:应|须|需|应当)?(?:不超过|不得超过)?(?:于|在)?(?:[^，。；]{0,14}后的?第)?$"
)
_NOT_OVER = re.compile(r"(?:不超过|不得超过|不应超过|不能超过|控制在|不高于)$")
_TIMED_BEFORE = re.compile(
    rf"(?:{_ACT})[^，。；]{{0,6}}(?:时限|时效|期限|时间|周期)[^，。；]{{0,6}}$|(?:{_ACT})(?:的)?(?:最长)?不[^，。；]{{0,2}}超过$"
    r"|(?:复杂|疑难|特殊)[^，。；]{0,6}[，,](?:最长)?不[^，。；]{0,2}超过$|日起(?:最长)?不[^，。；]{0,2}超过$"
)
_TIMED_AFTER = re.compile(
    r"^(?:[，,、]|[^，。；]{0,14}不超过[^，。；]{0,6})?(?:必须|应|须|需|能)?"
    r"(?:到达|到场|抵达|赶到|赶赴|送达|完成|办结|办妥|赔付到位|支付完毕|答复|回复|响应|通知|给予答复|作出)"
)
_TIME_IS = re.compile(
    rf"(?:{_ACT})(?:的)?(?:时限|时效|期限|时间|周期)(?:均|应)?(?:为|是|：|:)(?:[^，。；]{{0,14}}起)?$"
)
_EXTENDED = re.compile(r"(?:可以?|应|将|再)(?:延长|延期|顺延|展期)(?:至|到|为)$")
_OVER = re.compile(r"(?:超过|逾|满|已满|届满|期满)$")
_FROM_DAY = re.compile(r"(?:之日|之时|日|之|后)起(?:算|计算)?(?:[，,]?(?:超过|逾|满))?$|(?:超过|逾)$")
_UNUSED = re.compile(r"^(?:的|而|后|，|,)*(?:仍)?(?:不|未)(?:予)?行使")
_STILL_NOT = re.compile(
    r"^(?:后|的)?[，,]?[^，。；]{0,6}?(?:仍|尚|还)(?:然|旧)?(?:不能|未能|无法|难以)[^，。；]{0,6}(?:确定|核定|算定|认定|作出|查明|答复)"
)

_ANCHOR = re.compile(r"(?:之日|之时|日|之)起(?:算|计算)?|后|(?:成立|生效|订立|签订|中止|恢复)$")
_RULE_AFTER = re.compile(
    r"^(?:的|后|以后|之后|以上的?)?[，,]?(?!治疗)[^。；]{0,24}?(?:不得(?!少于|低于)|不能再?|无权|方可|方能|才能|才可以?|始可|有权|可以|可)"
)
# Time run, then a right to end the contract: 超过2年未恢复的，有权解除; 持续90日以上的，均可解除.
_RIGHT_TO_END = re.compile(
    r"^(?:以上|以后|后)?[^，。；]{0,12}的?[，,][^，。；]{0,10}?(?:有权|可以?|均可|不得(?!少于|低于))[^，。；]{0,12}?(?:解除|终止)"
)
_RUNNING = re.compile(r"(?:超过|逾|满|持续|延续|达到?|超出)$")
_OPENED_AFTER = re.compile(
    r"^(?:之|以)?后[，,]?[^，。；]{0,10}?(?:方可|方能|才能|才可以?|始可|不得|有权|可以)"
)
_NOTICE_LEFT = re.compile(r"通知|送达|发出|告知")
_ENDS_RIGHT = re.compile(r"^(?:之|以)?[后起][，,]?[^，。；]{0,12}(?:解除|终止|失效|生效)")
_HAPPENED = re.compile(r"^(?:之|以)?前(?:已|曾|患|发生|存在|的)")
_NEXT = re.compile(
    r"(?<!顺延至)(?<!顺延到)(?<!延至)(?<!自)(?<!从)(?:下一个?|次一个?|次)\s?(?:工作日|交易日|营业日)"
    r"(?!\s?(?:起|开始|的?净值|顺延|生效|零时))"
)
_CONDITION = re.compile(r"^[^，。；,;]{0,40}的[，,]")


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands round a span of time in its sentence, without white space or a note (含第30日)."""

    left: str
    right: str


def find_deadlines(text: str) -> list[Quantity]:
    """Deadlines (期限) in reading order, each with the characters of its span of time (三十日, 下一个工作日).

    Kind ``within``: 三十日内, 最迟于三个工作日, 超过三十日不行使而消灭. ``before``: 提前十五天, 届满前10天, and a
    time of notice (送达十五日后解除). ``after``: 自…起超过二年的，不得解除. Of a range (3-5日内) the upper end
    binds. Time that limits a risk (180日内身故), cover (保险期间), claims in law (诉讼时效) or grace gives
    nothing, and so do blanks. Never raises.
    """
    found = [
        Quantity(one.span, Deadline(one.duration.value, one.duration.unit, kind))
        for one in stated_durations(text)
        if (kind := _kind(text, one)) is not None
    ]
    for match in _NEXT.finditer(text):
        found.append(Quantity(Span(*match.span()), Deadline(1, Unit.WORKING_DAY, DeadlineKind.WITHIN)))
    return sorted(found, key=lambda quantity: quantity.span)


def main_deadline(text: str) -> Quantity | None:
    """The deadline of the main act of a provision: the first outside a condition (…的，), else the first."""
    found = find_deadlines(text)
    for quantity in found:
        if not _in_condition(text, quantity.span):
            return quantity
    return found[0] if found else None


def _in_condition(text: str, span: Span) -> bool:
    return _CONDITION.match(text[span.end : span.end + 42]) is not None


def _kind(text: str, one: Stated) -> DeadlineKind | None:
    context = _context(text, one.span)
    ahead = _before(context, one)
    if ahead is not None:
        return ahead
    if _INSIDE.match(context.right):
        return DeadlineKind.WITHIN if _binds(context, one) else None
    if _at_latest(context, one):
        return DeadlineKind.WITHIN
    return _after(context)


def _context(text: str, span: Span) -> _Context:
    left = "".join(text[max(0, span.start - _LEFT) : span.start].split())
    right = "".join(text[span.end : span.end + _RIGHT].split())
    left = re.split("[。；;]", left)[-1].rstrip("_＿")
    return _Context(left, re.split("[。；;]", _NOTE.sub("", right))[0])


def _before(context: _Context, one: Stated) -> DeadlineKind | None:
    if one.ends_range:
        return None
    if _EARLIER.search(context.left):
        return DeadlineKind.BEFORE
    ahead_of = _COMING_EVENT.search(context.left) or (
        one.duration.unit is not Unit.YEAR and _DUE_BEFORE.search(context.left)
    )
    if ahead_of and not _event_follows(context):
        return DeadlineKind.BEFORE
    if _AHEAD.match(context.right) and not _HAPPENED.match(context.right):
        return DeadlineKind.BEFORE
    if _NOTICE_LEFT.search(context.left) and _ENDS_RIGHT.match(context.right):
        return DeadlineKind.BEFORE
    return None


def _event_follows(context: _Context) -> bool:
    rest = _INSIDE.sub("", context.right, count=1)
    return _EVENT.match(rest) is not None


def _binds(context: _Context, one: Stated) -> bool:
    """Whether 日内 binds an act."""
    rest = _INSIDE.sub("", context.right, count=1)
    rest = _NOTE.sub("", rest)
    if _EVENT.match(rest) or _NAMED_PERIOD.match(rest) or _STANDING.match(rest):
        return False
    if (
        _LOOKING_BACK.search(context.left)
        or _GRACE.search(context.left)
        or _BARRED_PERIOD.search(context.left)
    ):
        return False
    return not (one.duration.unit is Unit.YEAR and _LIMITATION.search(context.left + rest))


def _at_latest(context: _Context, one: Stated) -> bool:
    short = one.duration.unit not in (Unit.MONTH, Unit.YEAR)
    if _LATEST.search(context.left) or (short and _TIME_IS.search(context.left)):
        return True
    if _EXTENDED.search(context.left):
        return not re.search(_COVER, context.left)
    if _FROM_DAY.search(context.left) and _UNUSED.match(context.right):
        return not _LIMITATION.search(context.left)
    if _STILL_NOT.match(context.right) and not _OVER.search(context.left):
        return True
    if not _NOT_OVER.search(context.left) or re.search(f"{_COVER}[^，。；]*$", context.left):
        return False
    quick = one.duration.unit in (Unit.MINUTE, Unit.HOUR, Unit.WORKING_DAY)
    timed = _TIMED_BEFORE.search(context.left) or _TIMED_AFTER.match(context.right)
    return quick or (short and timed is not None)


def _after(context: _Context) -> DeadlineKind | None:
    over = _OVER.search(context.left)
    if over and _ANCHOR.search(context.left[: over.start()]) and _RULE_AFTER.match(context.right):
        return DeadlineKind.AFTER
    if _RUNNING.search(context.left) and _RIGHT_TO_END.match(context.right):
        return DeadlineKind.AFTER
    if not over and _LATER.match(context.right) and _OPENED_AFTER.match(context.right):
        return DeadlineKind.AFTER
    return None
