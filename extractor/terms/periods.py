"""Periods (期间): spans of time that govern the cover or the contract.

A unit states a period where it gives the named span a length or bounds (``自签收之日起15日为犹豫期``), says that there
is none, or lets the cover run or end; a unit that only happens within one (``在保险期间内，…``) states nothing.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from extractor.document import DocumentKind, Span
from extractor.language.liability import find_promise
from extractor.language.norms import find_norm
from extractor.language.timing import find_dates, find_durations, find_period_dates
from extractor.language.units import Segment, heading_length, segment_at, split_segments
from extractor.quantities import Duration, Quantity
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_WORDS: dict[str, str] = {
    "limitation": r"(?:(?:诉讼|索赔|请求|起诉)[^，。；]{0,24}?时效(?:期间)?|索赔期限)",
    "hesitation": r"(?:犹豫期|冷静期)",
    "grace": r"宽限期限?",
    "retroactive": r"追溯(?:期|日)(?:间|限)?",
    "waiting": r"(?:等待期|观察期|免责期|等待时间)间?",
    "contract": r"(?:(?:合同|协议|服务|合作|委托|代理|经纪|项目)(?:的)?(?:服务|合作|委托)?(?:期限|期间|期|有效期限?)|(?<!责任)有效期限?)",
    "insurance": r"(?:保险(?:责任)?(?:期间|期限|起止|起讫)|责任(?:有效)?(?:期间|起讫)|承保期[间限])",
    "other": r"(?:发现期|(?:延长)?报告期|赔偿期间?|保证续保期间?|(?:贷款|借款)期限|赔付期间?|给付期间?)",
}
_LENGTH = r"(?:足?[\d一二三四五六七八九十百两半]+个?(?:连续)?(?:工作日|日|天|月|足?年|周年|小时|周))"
_SETS = r"(?:为|是|自|由|从|以|：|最长|不(?:得)?超过|不短于|分为|有|均|与|同|至|设|按|共|一般|通常|默认|适用|即|指)"
_NONE = r"(?:不再设(?:置)?[^，。；]{0,4}|无(?:对应)?|没有|不适用|不设(?:置)?|不受[^，。；]{0,8}|免除|取消|不计|不再(?:计算|适用)|重新(?:适用|计算|起算))"
_LATER_THING = re.compile(r"[间限]?(?:届?满|结束|之?内|之?后|之?前|开始|终止)(?!日)")


def find_periods(passages: list[Passage]) -> Iterator[Record]:
    """One record for each period, with its length or dates where the text gives them."""
    for passage in passages:
        if passage.role is Role.EXCLUSION:
            if _WAITS.search(passage.text):
                yield _record(passage, "waiting", 0, len(passage.text))
            continue
        if "\t" in passage.unit.span().quote(passage.document.text) and not re.search("[，。]", passage.text):
            continue
        if passage.is_lead and len(passage.text) < 12:
            continue
        found = _before_promise(passage) or _named(passage) or _cover_runs(passage) or _unnamed(passage)
        if found:
            yield _record(passage, *found)
        elif passage.role in (Role.COVERAGE, Role.OTHER):
            yield from _facts(passage)


_Found = tuple[str, int, int]

# --- a period that is named -----------------------------------------------------------------------------


def _named(passage: Passage) -> _Found | None:
    if passage.role is Role.DEFINITIONS:
        return None
    text = passage.text
    for kind, word in _WORDS.items():
        if re.search(word, text) and not re.search(r"不足一|已经过", text) and _states(passage, kind, word):
            return _kind_here(passage, kind), *_extent(text, kind)
    heading = next(
        (kind for kind, word in _WORDS.items() for h in passage.headings[:2] if re.search(word, h)), ""
    )
    return _by_heading(passage, heading)


def _kind_here(passage: Passage, kind: str) -> str:
    """In general terms the contract's own time (合同有效期) is the insurance period."""
    if kind != "contract" or passage.document.kind is not DocumentKind.CLAUSES:
        return kind
    return kind if re.search(r"服务|委托|合作|代理|项目|协议", passage.text) else "insurance"


def _states(passage: Passage, kind: str, word: str) -> bool:
    text = passage.text
    if re.search(
        rf"{_LENGTH}(?:（[^）]*）)?(?:的)?(?:时间|期间)?(?:内|后)?[，）]?(?:即为|均?为|是|称为|作为|称作)[^，。；]{{0,8}}{word}",
        text,
    ):
        return kind in ("hesitation", "grace", "waiting", "retroactive", "insurance", "other")
    if re.search(rf"(?<![该此述\d])(?<!\d){_LENGTH}(?:（[^）]*）)?的?[^，。；]{{0,4}}{word}", text):
        return (
            kind != "insurance"
            and not re.search(rf"{word}(?:内|后|届?满)[^。；]{{0,4}}[，发]", text.split("，的")[0])
        ) or "享有" in text
    if kind not in ("insurance", "contract", "limitation", "other") and re.search(rf"{_NONE}{word}", text):
        return True
    if re.search(rf"{word}[^，。；]{{0,16}}重新(?:计算|起算)", text) and kind in ("waiting", "retroactive"):
        return True
    if re.search(rf"{word}满之日内", text):
        return kind == "waiting"
    if kind in ("hesitation", "grace", "waiting") and re.search(
        rf"{word}为?[^，。；]{{0,6}}(?:默认|最长)", text
    ):
        return True
    return _predicated(passage, kind, word)


def _predicated(passage: Passage, kind: str, word: str) -> bool:
    """The period is the subject of its segment, and the predicate sets it."""
    text = passage.text
    for match in re.finditer(word, text):
        segment = segment_at(text, match.start())
        before = text[segment.start : match.start()]
        after = re.sub(r"^”?(?:（[^）]*）)?", "", text[match.end() :])
        if (
            not re.match(
                rf"[^，。；]{{0,14}}?{_SETS}|，(?:从|自|最长)|\d|[一二三四五六七八九十两]{{1,2}}(?:年|个月)|应当?(?:为|与)",
                after,
            )
            or _LATER_THING.match(after)
            or _is_condition(segment, text)
        ):
            continue
        if (
            re.search(
                r"(?:^|[，的])?(?:在|于|按|超过|届满|占|根据|依照|本(?:合同|保险)约定的?|变更|延长|缩短|经过|应付|计算|承担)[^，]{0,12}$",
                before,
            )
            and kind != "limitation"
        ):
            continue
        return len(before) <= 48 and _is_set(passage, kind, after, text)
    return False


def _is_condition(segment: Segment, text: str) -> bool:
    """``保险期间为20年的，…`` and ``仅当保险期间为一年时，…`` only suppose the period."""
    if segment.end == len(text):
        return False
    return re.search(r"(?:的|(?<!小)时|情况下)$|^(?:若|如果?|仅当|当|对于)", segment.text) is not None


def _is_set(passage: Passage, kind: str, after: str, text: str) -> bool:
    if kind == "limitation":
        return bool(find_durations(text)) or "中止" not in text
    if kind == "other":
        return bool(find_durations(text))
    if re.search(r"以下|下列|如下", after):
        return False
    if (
        re.search(r"保险费|保费|现金价值|给付[^，。；]{2,20}保险金", after)
        and not find_durations(after)
        and "载明" not in after
    ):
        return False
    agreed = re.search(r"约定|载明|列明|写明|商定|确定|选定|一致|相同|为准", after) is not None
    ends = (
        re.search(r"至[^，。；]{1,40}(?:止|时|日|为止)|[起始][^。；]{0,30}至|终身|次日|起算|零时", after)
        is not None
    )
    return (
        agreed
        or ends
        or bool(find_durations(after))
        or all(find_period_dates(text))
        or re.search("_", after) is not None
    )


def _extent(text: str, kind: str) -> tuple[int, int]:
    if kind != "insurance":
        return 0, len(text)
    extra = re.search(r"，并按[^，]{0,6}(?:退还|增收|加收|收取)", text)
    return heading_length(text), extra.start() if extra else len(text)


def _by_heading(passage: Passage, heading: str) -> _Found | None:
    """Under a heading that names the period, the units that go on with it."""
    text = passage.text
    whole = 0, len(text)
    if heading in ("insurance", "contract"):
        goes_on = re.match(r"具体(?:由|时间|期间|期限|起讫|以)|起[止讫][^，]{0,4}(?:以|由)", text)
        if (
            goes_on
            or all(find_period_dates(text))
            or (re.search(r"自动(?:续期|延长|延续|续展|顺延|续约)", text) and find_durations(text))
        ):
            return heading, *whole
        if heading == "insurance" and passage.role is Role.PERIOD and re.search(r"[时日]起算", text):
            return heading, *whole
    if heading in ("waiting", "hesitation", "grace") and re.search(
        rf"(?:默认|最长|不超过|为)[^，。；]{{0,6}}{_LENGTH}", text
    ):
        return heading, *whole
    if heading == "waiting" and re.search(
        rf"(?:生效|复效|恢复)[^，。；]{{0,12}}(?:日|时)起{_LENGTH}(?:（[^）]*）)?内", text
    ):
        return heading, *whole
    return None


# --- the cover runs or ends -----------------------------------------------------------------------------

_RUNS = re.compile(
    r"(?:开始|终止)(?:对[^，]{0,12})?承担保险责任|终止保险责任|本保险[^，。；]{0,8}(?:责任自|继续有效|负“)|(?:保险)?责任(?:至|自|从|最多延长到?|延长至)[^，。；]{0,60}(?:为止|起|开始|终止|生效|[天日])|为止$|(?:开始|时)终止$|(?:的规定|时)终止"
    r"|保险责任继续有效|责任的?终止期"
)
_PREFIX = re.compile(r"自[^。；]{4,60}?起(?:（[^）]*）)?，?至[^，。；]{4,40}?止(?=，)")


def _before_promise(passage: Passage) -> _Found | None:
    """``自…起至…止，…保险人给付…``: the cover's own time in front of its promise."""
    prefix = _PREFIX.match(passage.text)
    return ("insurance", 0, prefix.end()) if prefix and find_promise(passage.text) else None


# 本合同有效至被保险人年满六十五岁后的首个保险单周年日…满期
_EXPIRES = re.compile(
    r"^本[^，。；]{0,6}合同(?:的?(?:有效期|保险期间))?(?:有效)?至被保险人[^，。；]{2,40}(?:满期|期满|终止)?(?:（[^）]*）)?(?:满期|期满|为止|止)$"
)


def _cover_runs(passage: Passage) -> _Found | None:
    text = passage.text
    if re.search(r"退还[^，。；]{0,16}(?:保险费|现金价值)", text) and not re.search("零时", text):
        return None
    if (
        passage.role is Role.PERIOD
        and _RUNS.search(text)
        and not re.match(r"在(?:本合同)?保险期间内，|保险期间届满", text)
    ):
        return ("insurance", *_extent(text, "insurance")) if _is_cover(passage) else None
    if re.search(
        r"(?:次日|当日|起始日|生效日)(?:（[^）]*）)?(?:的)?(?:零|0|24|二十四)时(?:起|开始|终止|止)", text
    ) and re.search(
        r"保险责任[^，]{0,4}自|开始[^，]{0,8}承担[^，]{0,12}保险责任|终止保险责任|保险责任$", text
    ):
        if "效力" in text or "宽限" in text:
            return None
        return "insurance", *_after_norm(text)
    if _EXPIRES.search(text):
        return "insurance", 0, len(text)
    if _STARTS.search(text) and "宽限" not in text:
        return "insurance", *_extent(text, "insurance")
    return None


_STARTS = re.compile(r"(?:自|从)[^，。；]{2,24}起，?(?:开始)?承担[^，。；]{0,10}保险责任(?:$|，)")


def _after_norm(text: str) -> tuple[int, int]:
    """The clause in which the cover runs, after a duty before it (``应书面通知…，经审核同意后，自次日零时起…``)."""
    start, end = _extent(text, "insurance")
    norm = find_norm(text)
    ran = re.search(r"(?:零|0|24|二十四)时", text)
    if norm is None or ran is None or "人数" in text[:8]:
        return start, end
    duty = segment_at(text, norm.start)
    return (duty.end + 1 if duty.end < ran.start() else start), end


def _is_cover(passage: Passage) -> bool:
    return not any(
        re.search(word, h)
        for h in passage.headings[:1]
        for kind, word in _WORDS.items()
        if kind not in ("insurance", "contract")
    )


# --- a period without its name --------------------------------------------------------------------------

_LAPSE = re.compile(
    rf"{_LENGTH}(?:内)?[^，。；]{{0,8}}(?:不|未)[^，。；]{{0,14}}(?:索赔|请求|申请|行使)[^。；]{{0,32}}(?:丧失|消灭|放弃|失效)|(?:请求|索赔)[^，。；]{{0,20}}权利[^。；]{{0,30}}不行使而消灭"
)
_SURVIVES = re.compile(rf"{_LENGTH}内[^，。；]{{0,6}}(?:继续|仍然?)有效")
# Cover that outlasts the period (保险期间届满时仍在住院的…最长至届满后第30日).
_OUTLASTS = re.compile(
    rf"(?:期间|期限)届?满[^。；]*继续[^。；]*最[长多](?:以|至|到|不)[^，。；]{{0,20}}{_LENGTH}"
)
_RETROACTIVE = re.compile(
    r"(?:行为|疏忽|过失|错误|事件|事故)[^，。；]{0,8}发生[在于](?P<date>[^，。；]{6,16})(?:之后|以后)"
)
_FOR_CARE = re.compile(
    rf"(?:治疗|费用)[^，。；]{{0,6}}以[^，。；]{{0,24}}{_LENGTH}为限|^[入出]院[^，。；]{{0,12}}{_LENGTH}内$"
)
_SILENT_WAIT = re.compile(
    rf"(?:合同|保险|保单)?(?:生效|复效|恢复)[^，。；]{{0,16}}(?:日|时)起(?:的)?{_LENGTH}(?:（[^）]*）)?(?:之?内)[^。；]*(?:疾病|确诊|患)[^。；]*(?:不承担|不负|退还|返还|终止)"
)
# An excluded disease of the first days: the waiting period stands in the exclusion itself.
_WAITS = re.compile(
    rf"(?:生效|复效)[^，。；]{{0,12}}{_LENGTH}(?:（[^）]*）)?(?:之?内)[^。；]{{0,24}}(?:疾病|病症|患|确诊)|等待期[^。；]{{0,4}}{_LENGTH}"
)
_AFTER_WAIT = re.compile(
    rf"生效[^，。；]{{0,4}}之日起{_LENGTH}后(?:（[^）]*续保[^）]*）)?，?因?(?:疾病|患病|初次)"
)
_RENEWS = re.compile(r"自动(?:续期|延长|延续|续展|顺延|续约)")


def _unnamed(passage: Passage) -> _Found | None:
    text = passage.text
    whole = 0, len(text)
    if passage.role is Role.DEFINITIONS:
        return None
    if _LAPSE.search(text) and re.search(r"赔|给付|保险金", text):
        return "limitation", *whole
    if (
        "催告之日起" in text
        and find_durations(text)
        and re.search(r"保险费|保费", text)
        and re.search(r"允许|宽限|(?<!未)补[交缴]", text)
    ):
        return "grace", *whole
    if _SILENT_WAIT.search(text) or _AFTER_WAIT.search(text):
        return "waiting", *whole
    retroactive = _RETROACTIVE.search(text)
    if retroactive and find_dates(retroactive["date"]) and re.search(r"适用|承担|赔|保险责任", text):
        return "retroactive", *whole
    renews = _RENEWS.search(text)
    if renews and find_durations(text[renews.start() :]) and re.search(r"期满|到期|届满", text):
        return "contract", *whole
    if _OUTLASTS.search(text):
        return "other", *whole
    if (_SURVIVES.search(text) and not re.search("(?<!保密)义务", text)) or _FOR_CARE.search(text):
        return "other", *whole
    return None


# --- a span of time in the insured event ----------------------------------------------------------------

_FACT = re.compile(
    rf"(?:满|达到|(?<!每)逾期)\s*{_LENGTH}(?:（[^）]*）)?(?:[^，。；]{{0,12}}(?:未|仍|没有|的)|$)|连续{_LENGTH}[^，。；]{{0,12}}未|之?日起{_LENGTH}(?:（[^）]*）)?内[^，。；]{{0,30}}(?:身故|死亡|伤残|残疾|残废|全残)[^，。；]{{0,4}}的?|之?日起{_LENGTH}(?:（[^）]*）)?内[^，。；]{{0,60}}住院|达到保险单约定的期限"
)
_NO_FACT = re.compile(
    r"(?<!被)保险人|通知|核定|退还|支付|(?<!住院)治疗|气温|降雨|降水|风力|不可抗力|申报|周岁|生存|指|交费|我们|本公司|会员|宽限|中止|复效|不满|满期|年金|出生|呼吸|生效"
)


def _facts(passage: Passage) -> Iterator[Record]:
    """A span of time that is part of the insured event (满30日未能追回)."""
    for segment in split_segments(passage.text):
        match = _FACT.search(segment.text)
        if match and not _NO_FACT.search(segment.text):
            yield _record(passage, "other", segment.start, segment.end)
            return


# --- the record -----------------------------------------------------------------------------------------

_MENTIONED = re.compile(r"(?:上述|该|此|前述|期满前|届满前|满前|年满)$")


def _record(passage: Passage, kind: str, start: int, end: int) -> Record:
    text = passage.text[start:end]
    fields: dict[str, FieldValue] = {"kind": kind}
    evidence: dict[str, Span] = {}
    first = _length(text, kind)
    if first is not None and isinstance(first.value, Duration):
        fields["value"], fields["unit"] = first.value.value, first.value.unit.value
        evidence["value"] = passage.unit.span(start + first.span.start, start + first.span.end)
    since, until = find_period_dates(text)
    if since is None and kind == "retroactive":
        since = next(iter(find_dates(text)), None)
    for name, quantity in (("from", since), ("to", until)):
        if quantity is not None and isinstance(quantity.value, date):
            fields[name] = quantity.value.isoformat()
            evidence[name] = passage.unit.span(start + quantity.span.start, start + quantity.span.end)
    return passage.record(
        RecordType.PERIOD, f"period.{kind}", 0.85, fields, start=start, end=end, evidence=evidence
    )


def _length(text: str, kind: str) -> Quantity | None:
    """The span of time nearest to the name of the period, else the first; a choice of several is left to the quote."""
    lengths = [
        q
        for q in find_durations(text)
        if isinstance(q.value, Duration) and not _MENTIONED.search(text[: q.span.start])
    ]
    for one, other in pairwise(lengths):
        if one.value != other.value and re.fullmatch(
            r"、|或者?|和|，|及|/", text[one.span.end : other.span.start]
        ):
            return None
    named = re.search(_WORDS[kind], text)
    if not lengths or named is None or kind not in ("hesitation", "grace", "waiting"):
        return lengths[0] if lengths else None
    return min(lengths, key=lambda q: min(abs(q.span.start - named.end()), abs(named.start() - q.span.end)))
