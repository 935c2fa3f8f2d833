"""What a person tells of an event (报案叙述): which concepts it asserts, denies or leaves open, and of whom."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from extractor.claim import Event, FactValue, LossKind
from extractor.matching.concepts import Catalogue, Hit, Kind, load_concepts


class Polarity(StrEnum):
    """How the text speaks of a concept."""

    SAID = "said"
    OPEN = "open"  # 可能、怀疑、是否
    DENIED = "denied"


class Who(StrEnum):
    """Of whom the text says it."""

    INSURED = "insured"
    DRIVER = "driver"
    EMPLOYEE = "employee"
    OTHER = "other"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that speaks of a concept. ``aside``: it is told as something of another time (去年, 后三天);
    ``causing``: it is told as what brought about the rest (地震引发滑坡);
    ``outside``: its very words are said of another person (对方酒驾)."""

    concept: str
    words: str
    polarity: Polarity
    who: Who
    aside: bool = False
    claimed: bool = False
    causing: bool = False
    outside: bool = False

    @property
    def firm(self) -> bool:
        """Said of this event without reserve."""
        return self.polarity is Polarity.SAID and not self.aside


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """An event as it was read. ``facts`` are the answers to questions."""

    text: str
    mentions: tuple[Mention, ...]
    facts: Mapping[str, FactValue]
    catalogue: Catalogue

    def of(self, concept: str) -> Iterator[Mention]:
        """The mentions of a concept and of the narrower ones."""
        return (each for each in self.mentions if self.catalogue.distance(each.concept, concept) is not None)

    def polarity(self, concept: str) -> Polarity | None:
        """What the text says of a concept on the whole; None where it does not speak of it."""
        mentions = list(self.of(concept))
        exact = [each.polarity for each in mentions if each.concept == concept]
        if any(each.firm for each in mentions) and Polarity.DENIED not in exact:
            return Polarity.SAID
        if all(polarity is Polarity.DENIED for polarity in exact) and exact:
            return Polarity.DENIED
        if any(each.polarity is not Polarity.DENIED for each in mentions):
            return Polarity.OPEN
        return Polarity.DENIED if self._denied_above(concept) else None

    def speaks_of(self, *kinds: Kind) -> bool:
        """Does the text say, deny or leave open anything of these kinds?"""
        concepts = self.catalogue.concepts
        return any(concepts[each.concept].kind in kinds for each in self.mentions)

    def distinguishes(self, *kinds: Kind) -> bool:
        """Does the text firmly say something of these kinds that tells one event from another?"""
        concepts = self.catalogue.concepts
        return any(
            each.firm and concepts[each.concept].kind in kinds and not concepts[each.concept].general
            for each in self.mentions
        )

    def _denied_above(self, concept: str) -> bool:
        """Who did not drink did not drink and drive: a broader concept is denied and nowhere said."""
        above = self.catalogue.above[concept]
        spoken: dict[str, set[Polarity]] = {}
        for each in self.mentions:
            if each.concept in above:
                spoken.setdefault(each.concept, set()).add(each.polarity)
        return {Polarity.DENIED} in spoken.values()


_SENTENCE = re.compile(r"[^。；！？!?;\n]+[。；！？!?;\n]?")
_CLAUSE = re.compile(r"[^，,。；！？!?;\n]+")
_DENY_HEAD = r"(?:并?没有?|并?未曾?|并?不是|并非|不存在|否认|否定|已?排除了?|无|不属于|不属|从未|不曾|不涉及|从来没有?|非|不含|未见|未发现|没发现)"
_DENY_FILL = (
    r"(?:有|了|过|发生|发现|出现|任何|是|因为|因|由于|被|在|进行|参与|从事|什么|涉及|存在|构成|人为|人员|其他|其它|其|他|她|它|司机|驾驶人"
    r"|驾驶员|本人|我|当时|到|他杀|属于|造成|引起|检出|查出|受到|遭受|系|曾|再|去|、|或者?|和|以及|及|与|的|■)*"
)
_DENIED_BEFORE = re.compile(rf"{_DENY_HEAD}{_DENY_FILL}$")
_DENIED_AFTER = re.compile(
    r"^[^，。；]{0,6}?(?:(?:已经?|均|都)?(?:被|予以)?(?:排除|否认)|不成立|不存在|未遂|检?测?(?:含量|结果)?(?:为|是|呈)?(?:零|0(?!\.)|阴性|正常|合格))"
    r"|^(?:的)?(?:情况|情形|行为|嫌疑|可能)?(?:没有|未)(?:发生|出现|发现|影响|波及|涉及|造成)|^(?:并?没有?|未)(?:出|有|发生|出现)?(?:故障|问题|事故|异常)"
)
_OPEN_BEFORE = re.compile(
    r"怀疑|可能|疑似|疑为|涉嫌|似乎|好像|像是|据说|听说|传言|估计|猜测|大概|也许|不排除|是否|是不是|不确定|不清楚|不知|有没有|差点|险些|担心|害怕|怕"
    r"|为防|防止|为了防|预防|避免|如果|假如|要是|万一|以防|像|如同|犹如|观看|围观|误$|说不清|难说"
)
_OPEN_AFTER = re.compile(
    r"^[^，。；]{0,8}?(?:嫌疑|待查|待鉴定|待定|不清楚|不明|未知|吗|？|\?|尚未查明|还在查|正在调查|与否)"
)
_ASIDE_BEFORE = re.compile(
    r"去年|前年|以前|上个月|上月|多年前|曾经|曾因|之前|上次|从前|(?:去|前往|准备|打算|计划|想|看望|看|参观|参加完|路过|陪|教|学)$|邻村|邻居家|往年|早年|历史上|新闻|电视|别处|外地|附近|隔壁"
)
_ASIDE_AFTER = re.compile(
    r"^(?:退(?:了|去)?(?:以|之)?后|的路上|途中|路上|馆|场[^地]|片|电影|道具|纪念|展|朋友|患者|病人|病友|比赛|俱乐部)|^(?:(?:之|以|过)?后(?:的?[第一二三四五六七八九十两几半\d]+(?:天|日|周|个?月|年|小时|星期)|不久|隔天|次日|恢复)"
    r"|年代|时期|演习|预警|演练|险(?!些)|防治|培训|宣传|题材|保险|检查|设备|器材|泵|艇|服|镜|瓶|的?传闻|前|之前|以前)"
)
_CLAIMED = re.compile(
    r"要求|索赔|要我|主张|也要|能不能|能否|能赔|赔不赔|报销|想赔|一并|也想|也算|算进|赔付|赔吗|申请赔"
)
_FAMILY = r"老公|丈夫|妻子|老婆|爱人|儿子|女儿|父亲|母亲|爸爸?|妈妈?|哥哥?|弟弟?|姐姐?|妹妹?|家人|亲戚"
_NEAR = 1  # characters between another person and what is said of him
_CAUSING = re.compile(r"^[^，。；]{0,4}?(?:引发|引起|诱发|触发|导致|造成)(?!的)")
_OTHERS = (
    r"(?:对方|别人|出租车|大巴|网约车|肇事|前车|后车|货车|朋友)[^，。；]{0,3}(?:司机|驾驶员)|对方|他人|别人|有人|小偷|歹徒|窃贼|路人|行人|邻居|骗子|黑客|陌生人|一伙|一个人|客户|顾客|客人|对面|前车|后车|仇家|贼|劫匪|竞争对手|暴徒"
    r"|第三人|第三者|流浪汉|同学|同事|朋友|工友|室友|供应商|承包商|某人|凶手|肇事者|醉汉|一男子|一名男子|一[辆台部][^，。；]{0,8}车|那辆?车|骑手|外卖员|小孩|孩子|[撞打追碰]我的|另一"
)
_WHO = re.compile(
    rf"(?P<other>{_OTHERS})"
    rf"|(?P<family>{_FAMILY})"
    r"|(?P<employee>员工|雇员|职工|店员|工人|服务员|保安|厨师|职员|程序员|运维|保洁|实习生|客服|内鬼|业务员|信贷员)"
    r"|(?P<driver>驾驶人|驾驶员|司机|我开|车主)"
    r"|(?P<insured>被保险人|投保人|本人|自己|我们?|老板|法人|法定代表人|董事长|公司高管|持卡人|借款人)"
)
# 我 as one more person beside the one of the family (老公酒驾，我坐车上), not 我老公.
_I = re.compile(r"我(?!们?家|们|老|丈夫|妻|儿|女|爸|妈|父|母|爱人|亲|的)")
_OBJECT_OF = re.compile(
    r"(?:把|跟|和|与|向|给|将|对|[撞打追]|撞倒|撞上|撞到|撞伤|撞了|打伤|追尾|撞死)了?(?:一[个名位辆])?$"
)
_PASSIVE = re.compile(r"(?:被(?!保险)|遭到?|让|叫)(?:一[个名位辆伙群]|几个|某)?[^，。；]{0,6}$")
_OF_ANOTHER = re.compile(
    r"^(?:司机|男子|女子|者|的人)|^的(?:陌生人|路人|醉汉|男人|女人|同事|车|司机|人|面包车|轿车|货车|男子|女子|家伙|邻居|客人|顾客|对手|驾驶员|小伙|摩托)"
)


def read_event(event: Event) -> Telling:
    """Read an event: its cause, its description, the names of its losses, its facts."""
    catalogue = load_concepts()
    names = "。".join(loss.name for loss in event.losses)
    text = "。".join(part for part in (event.cause, event.description, names) if part)
    mentions = [*_mentions(text, catalogue), *_of_losses(event, catalogue), *_of_facts(event, catalogue)]
    if event.place:
        places = (hit for hit in catalogue.in_saying(event.place) if hit.concept in {"境外", "境内"})
        mentions += [Mention(hit.concept, event.place, Polarity.SAID, Who.UNSAID) for hit in places]
    settled = {name for name, value in event.facts.items() if isinstance(value, bool)}
    spoken = [each for each in mentions if each.concept not in settled or each.words == ""]
    return Telling(text, tuple(spoken), event.facts, catalogue)


def _of_facts(event: Event, catalogue: Catalogue) -> Iterator[Mention]:
    for name, value in event.facts.items():
        if name in catalogue.concepts and isinstance(value, bool):
            yield answered(name, yes=value)


def answered(concept: str, *, yes: bool) -> Mention:
    """The mention that the answer to a question makes: it has no words, and is about the one who was meant."""
    return Mention(concept, "", Polarity.SAID if yes else Polarity.DENIED, Who.INSURED, claimed=True)


def _of_losses(event: Event, catalogue: Catalogue) -> Iterator[Mention]:
    for loss in event.losses:
        if loss.kind is LossKind.INDIRECT:
            yield Mention("间接损失", loss.name, Polarity.SAID, Who.UNSAID, claimed=True)
        for hit in catalogue.in_saying(loss.name):
            if catalogue.concepts[hit.concept].loss:
                yield Mention(hit.concept, loss.name, Polarity.SAID, Who.UNSAID, claimed=True)


def _mentions(text: str, catalogue: Catalogue) -> Iterator[Mention]:
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        hits = catalogue.in_saying(words)
        for hit in hits:
            yield _mention(words, hit, hits)


def _mention(sentence: str, hit: Hit, hits: list[Hit]) -> Mention:
    clause = next(each for each in _CLAUSE.finditer(sentence) if each.start() <= hit.start < each.end())
    before = _masked(sentence, clause.start(), hit, hits)
    after = sentence[hit.end :]
    words = sentence[hit.start : hit.end]
    return Mention(
        hit.concept,
        words,
        _polarity(before, after),
        _who(sentence[: hit.start], words, after),
        bool(_ASIDE_BEFORE.search(before) or _ASIDE_AFTER.match(after)),
        bool(_CLAIMED.search(clause[0])),
        bool(_CAUSING.match(after)),
        _outside(sentence[clause.start() : hit.start], words, after),
    )


def _masked(sentence: str, start: int, hit: Hit, hits: list[Hit]) -> str:
    """The clause before the hit, other hits as ■ so that a negation reaches across them."""
    before = sentence[start : hit.start]
    for other in hits:
        if (
            start <= other.start
            and other.end <= hit.start
            and not re.match(_DENY_HEAD, sentence[other.start :])
        ):
            before = before.replace(sentence[other.start : other.end], "■")
    return before


def _polarity(before: str, after: str) -> Polarity:
    if _OPEN_BEFORE.search(before) or _OPEN_AFTER.match(after):
        return Polarity.OPEN
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after):
        return Polarity.DENIED
    return Polarity.SAID


def _outside(before: str, words: str, after: str) -> bool:
    """Does another person stand right before the words, or right after them (被醉酒的陌生人)?"""
    if _OF_ANOTHER.match(after) or _PASSIVE.search(before):
        return True
    for member in re.finditer(_FAMILY, before):
        if (
            len(before) - member.end() <= _NEAR
            and _who_of_family(member[0], before, words + after) is Who.OTHER
        ):
            return True
    near = [found for found in re.finditer(_OTHERS, before) if len(before) - found.end() <= _NEAR]
    return bool(near) and not re.search(r"[借把给和跟与]$", before[: near[-1].start()])


def _who(before: str, words: str, after: str) -> Who:
    """The nearest one who can be the subject, looking back over the sentence; the word itself may name him."""
    if _OF_ANOTHER.match(after) or _PASSIVE.search(re.split(r"[，,]", before)[-1]):
        return Who.OTHER
    for found in reversed(list(_WHO.finditer(before + words))):
        if _OBJECT_OF.search(before[: found.start()]):
            continue
        if found.lastgroup == "family":
            return _who_of_family(found[0], before, words + after)
        return Who(str(found.lastgroup))
    return Who.UNSAID


def _who_of_family(member: str, before: str, rest: str) -> Who:
    """A member of the family is another where the text tells of 他父亲, or of one more who is hurt (妻子怀孕，丈夫骨折)."""
    more = [found[0] for found in _WHO.finditer(rest) if found.lastgroup in {"family", "insured"}]
    another = any(each != member for each in more) or re.search(rf"[他她](?:的)?{member}", before + rest)
    return Who.OTHER if another or _I.search(before + rest) else Who.UNSAID
