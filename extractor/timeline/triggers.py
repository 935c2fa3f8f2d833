"""What sets off the clock of a deadline (起算点), read from the words round it.

``自收到解除合同申请书之日起30日内`` says it itself; ``发生事故后，应当在24小时内`` says it in the clause before,
``诉讼时效为二年，自知道保险事故之日起`` after it, ``情形复杂的，三十日内核定`` in the sentence before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.facts import Fact
from extractor.language.units import Segment, split_segments
from extractor.quantities import DeadlineKind
from extractor.timeline.naming import fact_named

_MARK = re.compile(
    r"(?:之日|之时|当日|当天|[日时])?(?:的)?(?:次日|翌日|第二[日天])?(?:的)?(?:零时|0时|〇时|24时|二十四时)?算?起(?![诉运始保讫飞草火点重])"
    r"|(?<![先前最])(?:以|之)?后(?![续果期者备方可])|之日内|(?<=之)日(?=前|内)"
    r"|(?:成立|生效|订立|签[订署]|中止)(?=[已届]?满|超过|逾|$)|[届期]满$|(?<=不可抗力)(?:持续|延续)"
)
_JUST_GOT = re.compile(r"(?:收到|接到|收齐|知道|知悉|得知|获悉)[^，。；]{2,24}$|事故发生$")
_IF = r"^(?:但是?|并且?|同时)?(?:对于|如果?|若|遇有?|凡|当|一旦)"
_CONDITION = re.compile(
    rf"(?:的|时|情形|情况下?|之日|后|变更|变动|转让)$|{_IF}|如有[^，。；]{{0,8}}$|^(?:因|由于)不可抗力"
)
_WHOLE = re.compile(rf"(?:的|情形|情况下?)$|{_IF}")
# A clause that only says which case is meant: 情形复杂的, 损失在1万元以下的.
_SUPPOSED = re.compile(
    r"^[^，。；]{0,8}(?:情形|情况|案情|案件)?[^，。；]{0,4}(?:复杂|疑难)|[\d一二三四五六七八九十百千万]\s?(?:元|亩|人)[^，。；]{0,10}$"
)
_GOES_ON = re.compile(
    r"^(?:满|超过|逾|这|该)?$|复杂|疑难|难以|不能|无法|仍|[\d万]元|以[上下]|亩|赔案|属于[^，。；]{0,8}责任|核定(?:不|$)"
)
_STILL_NOT = re.compile(r"^(?:之?内)?[^，。；]{0,8}(?:难以|不能|无法|仍|尚)")
# Words that only point back to an event named before: 应当在得知后, 自收到之日起.
_POINTS_BACK = re.compile(
    r"(?:^|[应当须可以在于自从将并我们人方]|时限为)其?(?:知道|知悉|得知|获悉|获知|知晓|收到|接到|发生变更|该?变更发生|变更|变动|改变|发生|事件发生|通知|该日|此)"
    r"(?:或者?应[当该]?知道)?(?:此|该)?(?:情况|情形|事实|事件)?(?:之日|之时|时|日|当日)?(?:算?起|(?:之|以)?后)"
)
_COMPLEX = re.compile(r"复杂|疑难|难以")
_NOT_DONE = re.compile(r"未|没有|逾期")
_CLAIM_COMES = (Fact.CLAIMED, Fact.COMPLETE_DOCUMENTS)  # what a decision that takes longer runs from
# Which way a decision went is a case; it sets off the clock only where nothing else does.
_DECIDED_SO = re.compile(r"(?:属于|不?予?赔|给付|拒绝|应予)[^，。；]{0,12}的$")
_KNOWING = re.compile(r"知道|知悉|得知|获悉|知晓")
_GENERIC = (Fact.NOTICE_RECEIVED, Fact.REQUEST_RECEIVED)
_ABOUT: tuple[tuple[re.Pattern[str], Fact], ...] = (
    (re.compile(r"解除|退保|解约"), Fact.TERMINATION_NOTICE),
    (re.compile(r"危险|转让|风险"), Fact.RISK_NOTICE),
)
_WHOLE_DAY = re.compile(r"(?:当[日天]|之?日)(?:的)?(?:零时|0时|〇时)(?:起|$)")
_NEXT_DAY = re.compile(r"次日|翌日|第二[日天]")
_FROM_HERE = re.compile(
    r"(?:自|从|(?<![由对关属大小至等位])于)(?![然动己行愿付负此])(?=[^，。；]*(?:起|计算|开始|后|满))"
)
_NOTICE = re.compile(r"(?:提前|提早|预先|事先)[^，。；]{0,6}$")
_ENDING = re.compile(r"解除|终止|解约|退出|撤销|终结")
_PERIOD = re.compile(r"续保|续约|续签|期满|届满|到期|期限")
_CHANGING = re.compile(r"变更|变动|更换|改变|改装|调整|调换|搬迁|停用|撤换|新增|关闭|施工|检修|维护|停机")
_DELIVERED = re.compile(
    r"(?:通知|解约|通知书)[^，。；]{0,12}(?:送达|到达|发出|收到)[^，。；]{0,10}$|(?:送达|到达)[^，。；]{0,12}$"
)
_THEN = re.compile(r"^(?:之|以)?[后起]")
_LONGEST = 40  # characters of the words that are shown


@dataclass(frozen=True, slots=True)
class Trigger:
    """The fact that starts the clock, None where the vocabulary has none for ``words``, the words of the text
    (empty where the text says nothing). ``first_day_counts`` where the text counts the day itself (当日零时起).
    ``notice``: the term is a notice that ends the contract when it has run (送达十五日后解除). ``inherited``: the words
    stand in another sentence."""

    fact: Fact | None
    words: str
    first_day_counts: bool = False
    notice: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A deadline in its sentence: ``text[start:end]`` is the span of time; ``earlier`` the sentences before it that it may
    go on from, nearest first; ``lead`` the sentence that opens its list."""

    text: str
    start: int
    end: int
    kind: DeadlineKind
    earlier: Sequence[str] = ()
    lead: str = ""

    @property
    def left(self) -> str:
        """What stands before the span of time in its sentence."""
        return self.text[: self.start]

    @property
    def right(self) -> str:
        """What stands after it."""
        return self.text[self.end :]


def trigger_of(setting: Setting) -> Trigger:
    """The trigger of a deadline. Never raises."""
    if setting.kind is DeadlineKind.BEFORE:
        return _target(setting)
    found = _left(setting) or _right(setting) or _inherited(setting)
    return found or Trigger(None, "")


# --- before the span of time ----------------------------------------------------------------------------


def _left(setting: Setting) -> Trigger | None:
    """Clauses before the span of time, the nearest first; words that only point back are read with those before them."""
    segments = split_segments(setting.left)
    pointing, case = "", None
    for at in range(len(segments) - 1, -1, -1):
        within = at == len(segments) - 1 and not setting.left.endswith("，")
        words = _anchor(segments[at]) if within else _clause(segments[at])
        if not words:
            continue
        fact = fact_named(words, setting.right) or _whole_condition(segments[: at + 1], setting.right)
        if fact in _GENERIC:
            fact = _about(segments[:at]) or fact
        if fact is Fact.DECIDED and _DECIDED_SO.search(words):
            case = case or _trigger(fact, words)
            continue
        if fact is not None:
            return _trigger(fact, pointing or words)
        if pointing or not _MARK.search(words):
            continue
        if not _POINTS_BACK.search(words):
            return Trigger(None, words[-_LONGEST:])
        pointing = words
    return case or (_pointing_nowhere(setting, pointing) if pointing else None)


def _about(segments: Sequence[Segment]) -> Fact | None:
    """What a notice is about, where the clause before says so (投保人解除合同的，自收到通知之日起)."""
    before = segments[-1].text if segments else ""
    return next((fact for sign, fact in _ABOUT if sign.search(before)), None)


def _pointing_nowhere(setting: Setting, words: str) -> Trigger:
    """``有权解除合同，该项权利自知道之日起``: what a right to rescind runs from."""
    if _KNOWING.search(words) and _ENDING.search(setting.left + setting.right[:24]):
        return Trigger(Fact.RESCISSION_GROUND_KNOWN, words[-_LONGEST:])
    return Trigger(None, words[-_LONGEST:])


def _anchor(segment: Segment) -> str:
    """The words of a clause that name an event: up to 起 or 后."""
    marks = list(_MARK.finditer(segment.text))
    if not marks:
        got = _JUST_GOT.search(segment.text)
        return got[0] if got else ""
    words = segment.text[: marks[-1].end()]
    if words.rfind("（") > words.rfind("）"):
        words = words[words.rfind("（") + 1 :]
    since = [match.start() for match in _FROM_HERE.finditer(words)]
    return words[since[-1] :] if since else words


def _clause(segment: Segment) -> str:
    """An earlier clause that may name the event: it sets a time or a condition."""
    text = segment.text
    if _SUPPOSED.search(text):
        return ""
    if _MARK.search(text) and not _WHOLE.search(text):
        return _anchor(segment)
    return text if _CONDITION.search(text) else ""


def _whole_condition(segments: Sequence[Segment], act: str) -> Fact | None:
    """A condition of several clauses (单证齐全，且审核通过的情况下) is read as one."""
    last = segments[-1].text
    joined = re.search(r"^(?:且|并|而且|并且).*(?:的|情况下?|情形)$|(?:情况|情形)下?$", last)
    if len(segments) < 2 or joined is None or _SUPPOSED.search(last):
        return None
    return fact_named(f"{segments[-2].text}，{last}", act)


def _trigger(fact: Fact, words: str) -> Trigger:
    counts = _WHOLE_DAY.search(words) is not None and _NEXT_DAY.search(words) is None
    return Trigger(fact, words[-_LONGEST:], counts)


# --- after it, and before its sentence ------------------------------------------------------------------


def _right(setting: Setting) -> Trigger | None:
    """``…为二年，自其知道…之日起计算``."""
    match = _FROM_HERE.search(setting.right)
    if match is None:
        return None
    rest = setting.right[match.start() :]
    mark = _MARK.search(rest)
    words = re.split("[。；]", rest[: mark.end()] if mark else rest)[0]
    fact = fact_named(words)
    return _trigger(fact, words) if fact else Trigger(None, words[-_LONGEST:])


def _inherited(setting: Setting) -> Trigger | None:
    """The event of the sentence before, where this one only goes on with it, or of the sentence that opens the list."""
    open_yet = _STILL_NOT.search(setting.right) or _COMPLEX.search(setting.left)
    if open_yet or _GOES_ON.search(setting.left):
        for sentence in setting.earlier:
            found = _named_in(sentence, setting.right)
            if found and (found.fact in _CLAIM_COMES or not open_yet):
                return found
    return _named_in(setting.lead, setting.right) if setting.lead else None


def _named_in(sentence: str, act: str) -> Trigger | None:
    for segment in split_segments(sentence):
        words = _clause(segment)
        if not words or (_NOT_DONE.search(words) and not _MARK.search(words)):
            continue
        fact = fact_named(words, act)
        if fact is not None:
            return replace(_trigger(fact, words), inherited=True)
    return None


# --- ahead of something ---------------------------------------------------------------------------------


def _target(setting: Setting) -> Trigger:
    """What a notice must come ahead of: 保险期间届满前, 提前十五日通知解除."""
    if _DELIVERED.search(setting.left) and _THEN.match(setting.right):
        return Trigger(Fact.TERMINATION_NOTICE, setting.left[-_LONGEST:], notice=True)
    return _stated_target(setting) or _told_target(setting)


_AHEAD = re.compile(r"^(?:之|以)?前(?![述款项])")
_STATED = re.compile(
    r"(?<!提)(?:之|以)?前(?:的)?(?:至少|最迟|不少于)?$|(?<!提)(?:之|以)?前(?!述|款|项)(?=[^，。；]{0,6}$)"
)


def _stated_target(setting: Setting) -> Trigger | None:
    segments = split_segments(setting.left)
    text = segments[-1].text if segments else ""
    match = _STATED.search(text)
    if match is None and not (text and _AHEAD.match(setting.right)):
        return None
    words = text[: match.start()] if match else text
    fact = _start_or_end(words)
    return Trigger(fact, f"{words}前"[-_LONGEST:])


def _start_or_end(words: str) -> Fact | None:
    if re.search(r"(?:保[单险]|合同|协议)[^，。；]{0,10}生效|起保|保险[^，。；]{0,4}开始$", words):
        return Fact.PERIOD_START
    if _CHANGING.search(words):
        return Fact.CHANGE_PLANNED
    return fact_named(words)


def _told_target(setting: Setting) -> Trigger:
    """``提前X日``: what is announced says ahead of what."""
    around = setting.left + setting.right
    if _NOTICE.search(setting.left):
        for sign, fact in (
            (_ENDING, Fact.TERMINATION_PLANNED),
            (_CHANGING, Fact.CHANGE_PLANNED),
            (_PERIOD, Fact.PERIOD_END),
        ):
            match = sign.search(setting.right) or sign.search(setting.left)
            if match:
                return Trigger(fact, match[0])
    return Trigger(None, around[-_LONGEST:] if not _NOTICE.search(setting.left) else "")
