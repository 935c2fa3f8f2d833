"""What a sentence sets a time for (期限事项): the act, the case it is for, and the span of time, from the words alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from extractor.document import Document, Level, Span
from extractor.findings.passages import Passage, article_path
from extractor.language.deadlines import find_deadlines
from extractor.language.durations import find_durations
from extractor.language.units import Unit as SentenceUnit
from extractor.language.units import segment_at, segment_index, split_segments
from extractor.language.view import view
from extractor.quantities import UNIT_NAMES, Deadline, Duration, Unit
from extractor.records import Record, RecordType

TIME = r"(?P<time>[\d〇零一二三四五六七八九十百两]+个?(?:工作日|自然日|小时|分钟|日|天|月|周年|年)|半年)(?:（[^（）]{0,14}）)?"
_INSURER = r"(?:保险人|我们|我方|本公司|公司|保险公司|乙方|甲方)"
_TELL = rf"(?:书面|电话|立即|及时|如实)?(?:向{_INSURER}(?:报案|报告|申报|通知)|(?:通知|告知|告诉)(?:到|给)?{_INSURER})"
_WITHIN = rf"{TIME}(?:的?时间)?(?:之|以)?内"
_EVENT = r"(?:保险事故|事故|出险|受损|损失)"


@dataclass(frozen=True, slots=True)
class Matter:
    """An act or a period that one contract times once: its Chinese name and how a sentence sets its time."""

    name: str
    sign: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _matter(name: str, *signs: str, unless: str = "") -> tuple[Matter, ...]:
    barred = re.compile(unless) if unless else None
    return tuple(Matter(name, re.compile(sign), barred) for sign in signs)


MATTERS = (
    *_matter(
        "保险人作出核定的期限",
        rf"{_WITHIN}[^。；、]{{0,14}}?(?:作出|做出|完成|进行|予以|出具)?核定(?!之|后|结果|期间)",
        rf"核定[^，。；]{{0,6}}(?:不得?超过|期限为){TIME}",
        unless="拒绝|拒付|不属于|未|先[予行]|定损|解除|延长",
    ),
    *_matter(
        "达成赔付协议后支付赔款的期限",
        rf"(?:(?:达成|取得)[^。；]{{0,24}}(?:协议|一致)|协议达成)[^，。；]{{0,4}}(?:后|之日起|起)的?{_WITHIN}[^。；]{{0,12}}(?:履行|支付|给付|赔付|付款|赔偿)",
        unless="未能?在|未及时|逾期",
    ),
    *_matter(
        "发出拒赔通知的期限",
        rf"不属于[^。；]*?(?:核定之?日?|结论)[^，。；]{{0,4}}起{_WITHIN}[^。；]*?(?:通知|说明)",
        rf"核定之?日起{_WITHIN}[^。；]{{0,20}}拒(?:绝[赔给]|赔|付)",
    ),
    *_matter(
        "先行支付可确定数额的期限",
        rf"(?:资料|材料|单证|请求)[^。；]{{0,10}}?{_WITHIN}[^。；]*?(?:先予|先行)(?:支付|赔付|给付)",
    ),
    *_matter(
        "保险人解除权的行使期限",
        rf"解除权[^。；]*?(?:解除事由|知道)[^，。；]{{0,6}}之日起，?(?:超过|逾)?{TIME}",
        rf"解除事由[^，。；]{{0,4}}之日起，?(?:超过|逾)?{TIME}[^。；]{{0,4}}不行使",
    ),
    *_matter("宽限期", rf"{TIME}(?:（[^）]*）)?(?:内)?(?:为|的)?宽限期", rf"宽限期(?:为|是|：)?{TIME}"),
    *_matter("犹豫期", rf"{TIME}(?:（[^）]*）)?(?:内)?(?:为|的)?犹豫期", rf"犹豫期(?:为|是|共|：)?{TIME}"),
    *_matter(
        "等待期",
        rf"{TIME}(?:（[^）]*）)?(?:内)?(?:为|的)?(?:等待期|观察期)",
        rf"(?:等待期|观察期)(?:为|是|共|：){TIME}",
    ),
    *_matter(
        "诉讼时效期间",
        rf"时效(?:期间)?(?:为|是){TIME}",
        unless="人寿保险以外|人寿保险的|其他保险|仲裁|有关|^就|请求权，时效",
    ),
    *_matter(
        "出险通知的期限",
        rf"{_EVENT}[^。；]{{0,10}}?(?:后|时|，)[^。；]{{0,16}}{_TELL}，?最[迟晚](?:不得?(?:超过|迟于))?{TIME}",
        rf"{_EVENT}[^。；]{{0,10}}?(?:后|之日起|时起|起|，)[^。；]{{0,16}}?(?<!超过){_WITHIN}[^。；]{{0,14}}?{_TELL}",
        unless="公安|交警|警方|消防|诉讼|仲裁|传票|挂失|第三者提出|被盗|盗抢|失窃|身故|死亡|国外|境外|每",
    ),
    *_matter(
        "解除合同后退还现金价值或者保险费的期限",
        rf"(?:收到|接到)[^。；]{{0,10}}(?:解除|退保)[^。；]{{0,24}}?{_WITHIN}[^。；]{{0,10}}退还",
    ),
    *_matter(
        "宣告死亡后生还时退还保险金的期限",
        rf"(?:生还|没有死亡|重新出现)[^。；]*?{_WITHIN}[^。；]{{0,10}}(?:退还|返还)",
    ),
    *_matter("合同效力中止后可以恢复效力的期限", rf"效力中止(?:之日)?(?:后|起){_WITHIN}"),
    *_matter(
        "地址、联系方式变更的通知期限",
        rf"(?:地址|住所|联系方式|账户|账号)[^。；]{{0,12}}(?:变更|变动|改变)[^。；]{{0,14}}?{_WITHIN}[^。；]{{0,12}}(?:通知|告知)",
    ),
    *_matter(
        "到达现场的期限",
        rf"(?:报案|通知|事故)[^。；]{{0,12}}?{_WITHIN}(?:派[员人])?(?:赶?到达?|赶赴)(?:事故|出险)?现场",
    ),
    *_matter(
        "收到发票后付款的期限",
        rf"收到[^，。；]{{0,14}}发票[^，。；]{{0,6}}?{_WITHIN}[^。；]{{0,16}}?(?:付款|支付|付清|结清|转账)",
    ),
    *_matter(
        "保密义务在合同终止后的期限",
        rf"保密[^。；]{{0,16}}(?:终止|解除|结束|期满|届满)[^。；]{{0,6}}?后{TIME}内?[^。；]{{0,6}}有效",
    ),
    *_matter(
        "提前通知终止合同的期限",
        rf"(?:任何?一方|双方均?)[^。；]{{0,14}}提前{TIME}[^。；]{{0,12}}通知[^。；]{{0,12}}(?:终止|解除)(?:本|合同|协议)",
        rf"(?:任何?一方|双方均?)[^。；]{{0,14}}(?:终止|解除)(?:本)?(?:合同|协议)[^。；]{{0,12}}提前{TIME}",
    ),
    *_matter("履约保证金的缴纳期限", rf"履约保证金[^。；]{{0,30}}?后{_WITHIN}(?:缴纳|交至|交纳|提交|支付)"),
)

# Words that put a sentence to a case of its own.
_CASE = re.compile(
    r"复杂|疑难|重大|特殊|简单|无人伤|人伤|意外|疾病|身故|伤残|残疾|住院|门诊|轻症|中症|重疾|特定|续保|首次|首期|续期|互联网|境外|团体|家庭"
    r"|分期|趸交|紧急|加急|郊区|城区|外地|异地|省外|农村|市区|复效|恢复|增加|新增|减少|附加|主险|短期|长期|一年期"
    r"|最长|最短|至少|不少于|默认|未(?:载明|约定|作约定)|不足|(?:责任|损失|意外|人身|财产|医疗|健康|疾病|人寿)保险(?!人|金|费|合同)|[\u4e00-\u9fff]{2,6}(?<![保风危])险(?!人|合同|费|事故|责任|金|期|单|标的|条款)"
)
_TIER = re.compile(r"\d[\d.,]*(?:万|千|百)?元|\d%|以[上下]|(?:一|二|三|四)级|第[一二三四]档")
_CONDITION = re.compile(r"(?:的|时|情况下|情形下|情形的)$|^(?:如果?|若|对于?|因|遇|有关|就)")
_USUAL = re.compile(
    r"宣告死亡|生还|重新出现|没有死亡|^(?:对于?|如)?属于保险责任的$|未(?:在|按)|^(?:发生|知道)[^，]{0,8}(?:事故|损失)[^，]{0,4}(?:的|时)$|^收到"
)
# Words that say of a matter what it always is.
_OWN = {
    "宽限期": frozenset({"续期", "首期", "分期", "未约定"}),
    "犹豫期": frozenset({"首期", "长期", "一年期"}),
    "等待期": frozenset({"意外", "疾病", "身故"}),
    "宣告死亡后生还时退还保险金的期限": frozenset({"意外", "身故"}),
}
# Words by which a provision steps back behind another.
YIELDS = re.compile(
    r"另有(?:约定|规定)|除外|除[^。；，]{1,20}外|特别约定|优先|以[^，。；]{1,16}为准|不受[^，。；]{1,12}限制|自动延长|顺延|延长至"
)
_MINUTES = {
    Unit.MINUTE: 1, Unit.HOUR: 60, Unit.DAY: 1440, Unit.WORKING_DAY: 1440, Unit.MONTH: 43200, Unit.YEAR: 525600,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timed:
    """One sentence that sets the time of a matter of the catalogue, or (``matter`` empty) of the ``act`` it words."""

    matter: str
    duration: Duration
    words: str
    passage: Passage
    span: Span
    text: str
    case: frozenset[str]
    realm: str
    act: str = ""

    @property
    def article(self) -> str:
        """Path of the article that holds it."""
        return article_path(self.passage.document, self.passage.node)

    @property
    def minutes(self) -> int:
        """The length, roughly, for comparing."""
        return minutes(self.duration)


def minutes(duration: Duration) -> int:
    """Length of a span of time in minutes; a month has 30 days, a year 365."""
    return duration.value * _MINUTES[duration.unit]


def same_length(one: Duration, other: Duration) -> bool:
    """Equal as a reader counts: 24小时 and 1日, 12个月 and 1年; a working day is not a day."""
    working = {one.unit is Unit.WORKING_DAY, other.unit is Unit.WORKING_DAY}
    if len(working) == 2:
        return False
    years = {Unit.MONTH: 1, Unit.YEAR: 12}
    if one.unit in years and other.unit in years:
        return one.value * years[one.unit] == other.value * years[other.unit]
    return minutes(one) == minutes(other)


def read_timed(document: Document, passages: Sequence[Passage]) -> Iterator[Timed]:
    """Every sentence outside tables that sets the time of a matter."""
    realms = read_realms(document)
    for passage, unit in _sentences(passages):
        for matter in MATTERS:
            match = matter.sign.search(unit.text)
            if match is None or (
                matter.unless is not None and matter.unless.search(unit.text[: match.end()])
            ):
                continue
            durations = find_durations(match["time"])
            if durations and isinstance(durations[0].value, Duration):
                yield Timed(
                    matter.name, durations[0].value, match["time"], passage, unit.span(), unit.text,
                    case_of(passage, unit.text) - _OWN.get(matter.name, frozenset()), realms[passage.node],
                )  # fmt: skip


def _sentences(passages: Sequence[Passage]) -> Iterator[tuple[Passage, SentenceUnit]]:
    """Sentences outside tables with a span of time; not those whose beginning the page left in the paragraph before."""
    before: Passage | None = None
    for passage in passages:
        if passage.owner.level is Level.TABLE:
            continue
        follows = before is not None and before.node == passage.node
        torn = follows and _TORN.match(passage.view.text)
        if _TIMES.search(passage.view.text):
            yield from (
                (passage, unit) for unit in passage.units[1 if torn else 0 :] if _TIMES.search(unit.text)
            )
        before = passage


_TIMES = re.compile(r"[\d一二三四五六七八九十百两半]个?(?:工作日|自然日|小时|分钟|日|天|月|周?年)")
_TORN = re.compile(r"[在于][\d一二三四五六七八九十]+个?(?:工作)?[日天月]")


_PERIODS = {
    "hesitation": "犹豫期",
    "grace": "宽限期",
    "waiting": "等待期",
    "limitation": "诉讼时效期间",
    "contract": "合同期限",
}


def read_periods(
    document: Document, passages: Sequence[Passage], records: Sequence[Record]
) -> Iterator[Timed]:
    """The periods of the records that a contract has once, as :func:`read_timed` gives them."""
    realms = read_realms(document)
    for record in records:
        kind, length = _PERIODS.get(str(record.fields.get("kind")), ""), length_of(record)
        if record.type is not RecordType.PERIOD or not kind or length is None:
            continue
        holder = next((one for one in passages if one.span.covers(record.span)), None)
        text = view(document.text, record.span).text
        if holder is not None and not _OTHER_LIMITATION.search(text):
            case = case_of(holder, text) - _OWN.get(kind, frozenset())
            words = f"{length.value}{UNIT_NAMES[length.unit]}"
            yield Timed(kind, length, words, holder, record.span, text, case, realms[holder.node])


_OTHER_LIMITATION = re.compile(r"人寿保险以外|人寿保险的|其他保险|仲裁|有关|^就|请求权，时效")


def length_of(record: Record) -> Duration | None:
    """The length of a period record, where it has one."""
    value, unit = record.fields.get("value"), record.fields.get("unit")
    if isinstance(value, Decimal | int) and not isinstance(value, bool) and isinstance(unit, str):
        return Duration(int(value), Unit(unit))
    return None


_WEAK = re.compile(r"[，、的应当须在将]|书面|乙方|甲方|保险人|我们|本公司|被保险人|投保人|您")
_SHORTEST = 8  # characters of an act below which alike words prove nothing


def read_acts(document: Document, passages: Sequence[Passage]) -> Iterator[Timed]:
    """Every sentence outside tables with one deadline, and the words of its act without it."""
    realms = read_realms(document)
    for passage, unit in _sentences(passages):
        text = unit.text
        deadlines = find_deadlines(text)
        if len(deadlines) != 1 or len(find_durations(text)) != 1:
            continue
        at, value = deadlines[0].span, deadlines[0].value
        first = segment_index(text, at.start)
        start = split_segments(text)[max(first - 1, 0)].start
        act = _WEAK.sub("", text[start : at.start] + text[at.end : segment_at(text, at.start).end])
        if isinstance(value, Deadline) and len(act) >= _SHORTEST:
            case = case_of(passage, text) | {value.kind}
            length, words = Duration(value.value, value.unit), text[at.start : at.end]
            yield Timed("", length, words, passage, unit.span(), text, case, realms[passage.node], act)


_BRACKETED = re.compile(r"（[^（）]*）")


def case_of(passage: Passage, text: str) -> frozenset[str]:
    """Words that put a sentence to a case of its own: 复杂, 续保, 车损险, a tier of loss."""
    words = set(_CASE.findall(_BRACKETED.sub("", text))) | set(_CASE.findall(passage.owner.heading))
    if _TIER.search(text):
        words.add("分档")
    return frozenset(words)


_ALIKE = 0.75
_SLIP = 3  # characters that may differ in one place: 接到 for 收到, but no other object


def alike(one: str, other: str) -> bool:
    """Nearly the same words in the same order, so that only what was taken out of them can differ."""
    if Indel.normalized_similarity(one, other) < _ALIKE:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return all(
        tag == "equal" or max(end - start, till - since) <= _SLIP
        for tag, start, end, since, till in matcher.get_opcodes()
    )


def special_condition(text: str, other: str) -> bool:
    """A condition in ``text`` of which ``other`` says nothing (``被保险人为未成年人的``)."""
    known = {other[at : at + 2] for at in range(len(other) - 1)}
    for segment in split_segments(text):
        if not _CONDITION.search(segment.text) or _USUAL.search(segment.text):
            continue
        pairs = [segment.text[at : at + 2] for at in range(len(segment.text) - 1)]
        if sum(pair not in known for pair in pairs) > 0.5 * len(pairs):
            return True
    return False


def read_realms(document: Document) -> list[str]:
    """For every node the set of clauses it belongs to: numbering that starts anew and appendices begin another."""
    realms: list[str] = []
    sets = 0
    for node in document.nodes:
        above = "" if node.parent < 0 else realms[node.parent]
        if above.startswith("附"):
            realms.append(above)
        elif node.level is Level.APPENDIX:
            realms.append(f"附{node.path}")
        else:
            sets += bool(_FIRST_AGAIN.search(node.path)) and node.level is Level.ARTICLE
            part = re.match(r"第[一二三四五六七八九十\d]+(?:部分|编|章|标段)(?=.)", node.path)
            realms.append(f"{sets}{part[0] if part else ''}")
    return realms


_FIRST_AGAIN = re.compile(r"^(?:第一条|第1条|一|1(?:\.1)?)#\d+$")
