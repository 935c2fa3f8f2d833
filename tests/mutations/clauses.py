"""Planted changes of parts of a sentence: conditions, exceptions, members of an enumeration, references."""

import re
from random import Random

from extractor.differences import ChangeKind, Gain
from extractor.records import Status
from tests.mutations import gains, numerals, stock
from tests.mutations.mutation import Mutation, expect
from tests.mutations.original import INSURED, INSURER, Original, Paragraph, Setting

_PARTY = rf"(?:{INSURED}|{INSURER}|甲方|乙方|双方)"
_PAYS = re.compile(rf"(?<=的)，(?=(?P<party>{INSURER})[^，。；：]{{0,16}}(?:赔偿|给付|承担|负责|不|赔付))")
_ACTS = re.compile(rf"(?:^|(?<=[。；]))(?={_PARTY}(?:可以|有权|应当))")
_IF = re.compile(rf"(?:^|(?<=[。；]))(?:如果?|若|倘若)[^，。；：]{{4,25}}[，,](?={_PARTY})")
_CASE = re.compile(
    rf"(?:^|(?<=[。；]))[^，。；：“”]{{5,28}}的[，,](?={_PARTY}(?:可以|有权|应当|不|承担|负责|退还|给付|赔偿))"
)
_AND = re.compile(r"[，,](?:且|并且|并)[^，。；：]{4,20}的(?=[，,])")
_CONSENT = re.compile(
    r"(?<!未)(?<!未事先)(?:事先)?(?:经|征得)(?:保险人|甲方|乙方|我们|对方|双方)(?:书面)?(?:同意|认可)(?:后|并)?[，,]?"
)


def condition_added(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """…的，保险人负责赔偿 becomes …的，且损失金额超过500元的，保险人负责赔偿."""
    options: list[tuple[re.Match[str], tuple[str, ...]]] = [
        (match, stock.CONDITIONS) for match in _PAYS.finditer(paragraph.text)
    ]
    options += [(match, stock.FRONT_CONDITIONS) for match in _ACTS.finditer(paragraph.text)]
    options = [(match, words) for match, words in options if paragraph.free(match.start(), match.end() + 1)]
    if not options:
        return None
    match, words = random.choice(options)
    entry = stock.drawn(words, random, paragraph.text)
    if entry is None:
        return None
    gain = gains.of_sentence(_clause(paragraph, match.start()), "") if match.re is _PAYS else None
    expected = expect(ChangeKind.CONDITION, gain=gains.other(gain) if gain else None)
    planted = "，" + entry if match.re is _PAYS else entry + "，"
    return paragraph.mutation("condition added", (match.start(), match.start()), planted, expected)


def condition_dropped(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """A leading …的， or 经保险人书面同意 goes."""
    found = [
        match
        for pattern in (_IF, _CASE, _AND, _CONSENT)
        for match in pattern.finditer(paragraph.text)
        if paragraph.free(*match.span()) and not re.search("除|前款|上述|下列|本条|条", match.group())
    ]
    if not found or len(paragraph.text) < 20:
        return None
    match = random.choice(found)
    gain = None
    if match.re is not _CONSENT:
        gain = gains.of_sentence(_clause(paragraph, match.start()), "")
    return paragraph.mutation("condition dropped", match.span(), "", expect(ChangeKind.CONDITION, gain=gain))


def _clause(paragraph: Paragraph, at: int) -> str:
    """The sentence of a place, unless it says more than one thing or introduces a list."""
    sentence = paragraph.sentence(at)
    turns = re.search("但|否则|除外|其中|同时", sentence) or len(re.findall("不", sentence)) > 1
    return "" if turns or paragraph.lead else sentence


_BUT = re.compile(r"[，,]但[^，。；]{3,40}(?:除外|不在此限)(?=[。；])")
_UNLESS = re.compile(r"除(?:本)?(?:保险)?(?:合同|条款|协议|保险单)?另有(?:约定|规定|载明)(?:的以?)?外?[，,]")


def exception_added(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """战争、内乱； becomes 战争、内乱，但…的除外；"""
    if (
        re.search("除外|不在此限|但", paragraph.text)
        or len(paragraph.text) < 8
        or paragraph.text[-1] not in "。；;"
    ):
        return None
    exception = stock.drawn(stock.EXCEPTIONS, random, paragraph.text)
    if exception is None:
        return None
    at = len(paragraph.text) - 1
    setting = _rule(paragraph, at)
    expected = expect(ChangeKind.EXCEPTION, gain=gains.other(setting) if setting else None)
    return paragraph.mutation("exception added", (at, at), f"，但{exception}除外", expected)


def exception_dropped(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """，但…的除外 goes."""
    found = [*_BUT.finditer(paragraph.text), *_UNLESS.finditer(paragraph.text)]
    found = [match for match in found if paragraph.free(*match.span())]
    if not found:
        return None
    match = random.choice(found)
    gain = _rule(paragraph, match.start()) if match.re is _BUT else None
    return paragraph.mutation("exception dropped", match.span(), "", expect(ChangeKind.EXCEPTION, gain=gain))


def _rule(paragraph: Paragraph, at: int) -> Gain | None:
    """Whom the rule helps that an exception is made from: an entry of a list of exclusions, a plain denial."""
    sentence = paragraph.sentence(at)
    own = gains.of_sentence(re.split("[，,]但", sentence)[0])
    if own is not None or not paragraph.lead or len(sentence) + 1 < len(paragraph.text):
        return own
    setting = paragraph.setting_at(at)
    return gains.by_setting(setting) if setting in (Setting.EXCLUSION, Setting.COVERAGE) else None


_MEMBER = r"[\u4e00-\u9fff]{2,9}"
_ROW = re.compile(rf"(?:{_MEMBER}、){{2,}}{_MEMBER}")
_UNFIT = re.compile(
    r"人|方|者|的|第|项|款|条|或|和|及|不|应|可|在|由|将|为|其|等|港|澳|台|您|我们|[一二三四五六七八九十]"
)


def _rows(paragraph: Paragraph) -> list[re.Match[str]]:
    return [
        match
        for match in _ROW.finditer(paragraph.text)
        if paragraph.free(*match.span())
        and all(not _UNFIT.search(part) for part in match.group().split("、")[1:-1])
    ]


def member_added(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """火灾、爆炸、烟熏 becomes 火灾、雷击、爆炸、烟熏."""
    rows = _rows(paragraph)
    if not rows:
        return None
    row = random.choice(rows)
    papers = re.search("单|证|书|票|料", row.group().split("、")[1]) is not None
    word = stock.drawn(stock.PAPERS if papers else stock.PERILS, random, paragraph.text)
    if word is None:
        return None
    at = row.start() + row.group().index("、") + 1
    expected = expect(ChangeKind.ITEM_ADDED, gain=_member_gain(paragraph))
    return paragraph.mutation("member added", (at, at), word + "、", expected)


def member_dropped(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """火灾、爆炸、烟熏 becomes 火灾、烟熏."""
    rows = _rows(paragraph)
    if not rows:
        return None
    row = random.choice(rows)
    parts = row.group().split("、")
    which = random.randrange(1, len(parts) - 1)
    start = row.start() + len("、".join(parts[:which])) + 1
    gain = _member_gain(paragraph)
    expected = expect(ChangeKind.ITEM_DROPPED, gain=gains.other(gain) if gain else None)
    return paragraph.mutation("member dropped", (start, start + len(parts[which]) + 1), "", expected)


def _member_gain(paragraph: Paragraph) -> Gain | None:
    """An entry that is nothing but its members tells whom one more of them helps."""
    if not paragraph.lead or re.search("[，,。](?!$)|的|未|没有|不", paragraph.text):
        return None
    setting = paragraph.setting_at(0)
    return (
        gains.by_setting(setting)
        if setting in (Setting.EXCLUSION, Setting.COVERAGE, Setting.PAPERS)
        else None
    )


def reference(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """第十九条 becomes 第二十二条."""
    end = paragraph.start + len(paragraph.text)
    found = [
        cited
        for cited in original.extraction.references
        if paragraph.start <= cited.span.start < end and cited.status is Status.RESOLVED
    ]
    numbers = [
        (cited, match)
        for cited in found
        if (match := re.search(r"第([一二三四五六七八九十百]+)条", cited.quote))
    ]
    if not numbers:
        return None
    cited, match = random.choice(numbers)
    known = {node.label for node in original.nodes}
    old = numerals.value_of(match[1])
    choices = [n for n in range(1, 60) if n != old and f"第{numerals.written(n)}条" in known]
    if not choices:
        return None
    start = cited.span.start - paragraph.start + match.start(1)
    words = numerals.written(random.choice(choices))
    place = (start, start + len(match[1]))
    return paragraph.mutation("reference", place, words, expect(ChangeKind.REFERENCE))
