"""Planted changes of figures: amounts, rates, spans of time, calendar and working days."""

import re
from random import Random

from extractor.differences import ChangeKind, Gain
from extractor.document import BlockKind
from tests.mutations import gains, numerals
from tests.mutations.mutation import Mutation, Patch, expect
from tests.mutations.original import Original, Paragraph

_APART = r"(?<![\d.\-~～—至到/、*×])"
_AMOUNT = re.compile(
    _APART + r"(?<!\d )(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|元)(?![\-~～—至到/、]|整?[（(])"
)
_RATE = re.compile(
    _APART + r"(?:(?P<number>\d+(?:\.\d+)?)\s*(?P<sign>[%％‰])"
    r"|(?P<word>百分之|千分之|万分之)(?P<chinese>[一二三四五六七八九十]+))(?![\-~～—至到/、*×÷])"
)
_CAPITAL = re.compile(
    r"(?P<word>[壹贰叁肆伍陆柒捌玖拾佰仟万]{2,})元(?P<rest>整?)(?P<figure>[（(][¥￥]\s*\d[\d,]*元?[）)])?"
)
_CHINESE = "一二三四五六七八九十百两"
TIME = re.compile(
    r"(?<![\d.\-~～—至到/、第逾每" + _CHINESE + r"年月])(?P<number>\d+|[" + _CHINESE + r"]+)\s*"
    r"(?P<unit>个?工作日|日|天|个月|年|小时|周(?!岁)|分钟)"
    r"(?=内|以内|之内|前(?!款)|后|以上|的?等待期|的?犹豫期|的?宽限期|[，。；]|不行使|书面|通知|未|未能|仍)"
)
_TIMELY = re.compile(r"(?:提前|超过|满|期间[为是]|期[为是]|时效(?:期间)?[为是]|不超过|不少于|至少)$")


def amount(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """500元 becomes 1,000元 or 100元."""
    found = [match for match in _AMOUNT.finditer(paragraph.text) if _plain_amount(paragraph, match)]
    if not found:
        return None
    match = random.choice(found)
    old = match["number"].replace(",", "")
    up = random.random() < 0.5
    new = _times(old, random, up)
    words = f"{int(new):,}" if "," in match["number"] and float(new).is_integer() else new
    if new == old:
        return None
    start, end = paragraph.bounds(match.start())
    gain = gains.of_higher_amount(paragraph.text[start:end], match.start() - start, match.end() - start)
    name = "amount up" if up else "amount down"
    return paragraph.mutation(
        name, match.span("number"), words, expect(ChangeKind.AMOUNT, gain=gains.flipped(gain, up))
    )


def _plain_amount(paragraph: Paragraph, match: re.Match[str]) -> bool:
    sentence = paragraph.sentence(match.start())
    return paragraph.free(*match.span()) and not re.search(r"含|其中|合计|[壹贰叁肆伍陆柒捌玖]", sentence)


def _times(old: str, random: Random, up: bool) -> str:
    value = float(old)
    factors = (1.5, 2, 3, 4, 5, 10, 1.2) if up else (0.1, 0.2, 0.25, 0.4, 0.5, 0.8)
    whole = [value * factor for factor in factors if (value * factor) % 1 == 0 and value * factor > 0]
    new = random.choice(whole) if whole else value * (2 if up else 0.5)
    return f"{new:.4f}".rstrip("0").rstrip(".")


def capital_amount(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """贰拾万元整 becomes 伍拾万元整 (with its figures, where they stand beside it)."""
    found = [match for match in _CAPITAL.finditer(paragraph.text) if numerals.value_of(match["word"])]
    if not found:
        return None
    match = random.choice(found)
    old = numerals.value_of(match["word"]) or 0
    digits = re.sub(r"\D", "", match["figure"] or "")
    if digits and int(digits) != old:
        return None
    up = random.random() < 0.5
    new = round(float(_times(str(old), random, up)))
    if new == old or new < 1:
        return None
    figure = re.sub(r"\d[\d,]*", str(new), match["figure"] or "")
    words = f"{numerals.capital(new)}元{match['rest']}{figure}"
    start, end = paragraph.bounds(match.start())
    gain = gains.of_higher_amount(
        paragraph.text[start:end].replace("人民币", "  "), match.start() - start, match.end() - start
    )
    return paragraph.mutation(
        "amount in capitals", match.span(), words, expect(ChangeKind.AMOUNT, gain=gains.flipped(gain, up))
    )


def rate(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """3% becomes 5%; 百分之十 becomes 百分之二十."""
    found = [match for match in _RATE.finditer(paragraph.text) if paragraph.free(*match.span())]
    found = [match for match in found if not re.search("其余|剩余|另外", paragraph.sentence(match.start()))]
    if not found:
        return None
    match = random.choice(found)
    up = random.random() < 0.5
    start, end = paragraph.bounds(match.start())
    gain = gains.of_higher_rate(paragraph.text[start:end], match.start() - start, match.end() - start)
    name, group = ("rate up" if up else "rate down"), "number" if match["number"] else "chinese"
    words = _other_rate(match, random, up)
    if words is None:
        return None
    return paragraph.mutation(
        name, match.span(group), words, expect(ChangeKind.RATE, gain=gains.flipped(gain, up))
    )


def _other_rate(match: re.Match[str], random: Random, up: bool) -> str | None:
    if match["chinese"]:
        old = numerals.value_of(match["chinese"]) or 0
        choices = [n for n in range(1, 100) if (n > old) == up and n != old]
        return numerals.written(random.choice(choices)) if choices else None
    old_value = float(match["number"])
    steps = (
        0.01,
        0.02,
        0.05,
        0.1,
        0.5,
        1,
        2,
        3,
        5,
        8,
        10,
        12,
        15,
        20,
        25,
        30,
        40,
        50,
        60,
        70,
        75,
        80,
        90,
        100,
        120,
        150,
    )
    near = [
        n for n in steps if (n > old_value) == up and n != old_value and old_value / 12 < n < old_value * 12
    ]
    return f"{random.choice(near):g}" if near else None


def duration(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """三十日 becomes 六十日, 48小时 becomes 24小时."""
    match = _time(paragraph, random)
    if match is None:
        return None
    old = numerals.value_of(match["number"])
    up = random.random() < 0.5
    ladder = _ladder(match["unit"])
    near = [n for n in ladder if old and n != old and (n > old) == up and old / 10 <= n <= old * 10]
    if not near:
        return None
    words = numerals.in_kind_of(match["number"], random.choice(near))
    if words == "二" and match["unit"] != "日":
        words = "两"
    name = "duration longer" if up else "duration shorter"
    gain = gains.flipped(_time_gain(paragraph, match), up)
    return paragraph.mutation(name, match.span("number"), words, expect(ChangeKind.DURATION, gain=gain))


def _ladder(unit: str) -> tuple[int, ...]:
    if unit in ("小时", "分钟"):
        return (1, 2, 4, 6, 8, 12, 18, 24, 30, 36, 45, 48, 60, 72, 90, 96)
    if unit in ("年", "个月", "周"):
        return (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 18, 24, 36)
    return (1, 2, 3, 5, 7, 8, 10, 12, 14, 15, 20, 25, 30, 40, 45, 60, 75, 90, 120, 150, 180, 240, 300, 365)


def _time(paragraph: Paragraph, random: Random) -> re.Match[str] | None:
    found = [
        match
        for match in TIME.finditer(paragraph.text)
        if numerals.value_of(match["number"]) and _binding(paragraph.text, match)
    ]
    return random.choice(found) if found else None


def _binding(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if re.search(r"每$|不足$|不满$|逾期$|满$|未满$|连续$|[共合]计$|次日$", before) or re.match(
        "的?(?:历|龄)", after
    ):
        return False
    return bool(
        _TIMELY.search(before) or re.match("内|以内|之内|前通知|前书面|的?(?:等待|犹豫|宽限)期", after)
    )


def _time_gain(paragraph: Paragraph, match: re.Match[str]) -> Gain | None:
    start, end = paragraph.bounds(match.start())
    return gains.of_longer_time(paragraph.text[start:end], match.start() - start, match.end() - start)


def day_kind(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """10日内 becomes 10个工作日内, and back."""
    match = _time(paragraph, random)
    if match is None or match["unit"] not in ("个工作日", "工作日", "日", "天"):
        return None
    working = "工作日" in match["unit"]
    words = "日" if working else "个工作日"
    gain = gains.flipped(_time_gain(paragraph, match), not working)
    name = "working to calendar days" if working else "calendar to working days"
    return paragraph.mutation(name, match.span("unit"), words, expect(ChangeKind.DAY_KIND, gain=gain))


_UNITS = (
    (re.compile(r"(?<=\d)(?P<unit>万元)(?![\-~～—至到/、]|整?[（(])"), "元", ChangeKind.AMOUNT, False),
    (re.compile(r"(?<=\d)(?P<unit>元)(?![\-~～—至到/、]|整?[（(])"), "万元", ChangeKind.AMOUNT, True),
    (re.compile(r"(?<=\d)(?P<unit>[%％])(?![\-~～—至到/、*×÷])"), "‰", ChangeKind.RATE, False),
    (re.compile(r"(?<=\d)(?P<unit>‰)(?![\-~～—至到/、*×÷])"), "%", ChangeKind.RATE, True),
    (re.compile(r"(?P<unit>百分之)(?=[一二三四五六七八九十])"), "千分之", ChangeKind.RATE, False),
)
_GAINS = {ChangeKind.AMOUNT: gains.of_higher_amount, ChangeKind.RATE: gains.of_higher_rate}


def unit(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """50万元 becomes 50元, 5% becomes 5‰, 三十日内 becomes 三十个月内."""
    if random.random() < 0.4:
        return _unit_of_time(paragraph, random)
    options = [
        (match, words, kind, up)
        for pattern, words, kind, up in _UNITS
        for match in pattern.finditer(paragraph.text)
    ]
    options = [option for option in options if _alone(paragraph, option[0])]
    if not options:
        return None
    match, words, kind, up = random.choice(options)
    start, end = paragraph.bounds(match.start())
    sentence = paragraph.text[start:end]
    at = re.search(r"[\d,.]*$", sentence[: match.start() - start])
    gain = _GAINS[kind](sentence, at.start() if at else 0, match.end() - start)
    return paragraph.mutation("unit", match.span("unit"), words, expect(kind, gain=gains.flipped(gain, up)))


def _alone(paragraph: Paragraph, match: re.Match[str]) -> bool:
    sentence = paragraph.sentence(match.start())
    clear = paragraph.free(*match.span()) and not re.search(
        "其余|剩余|其中|合计|[壹贰叁肆伍陆柒捌玖]", sentence
    )
    return clear and not re.search(r"[至到~～—\-、][\d,.]+$", paragraph.text[: match.start()])


def _unit_of_time(paragraph: Paragraph, random: Random) -> Mutation | None:
    match = _time(paragraph, random)
    if match is None or match["unit"] not in ("日", "天", "小时", "个月", "年"):
        return None
    up = match["unit"] in ("日", "天", "小时")
    words = {"日": "个月", "天": "个月", "小时": "日", "个月": "日", "年": "个月"}[match["unit"]]
    gain = gains.flipped(_time_gain(paragraph, match), up)
    return paragraph.mutation("unit", match.span("unit"), words, expect(ChangeKind.DURATION, gain=gain))


_CELL = re.compile(r"(?<=\t)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[%％]|万元|元)?(?=\t|$)")


def table_cell(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """A figure in a row of a table becomes another."""
    rows = [
        block.span
        for block in original.extraction.document.blocks
        if block.kind is BlockKind.ROW and _CELL.search(block.span.quote(original.text))
    ]
    if not rows:
        return None
    row = random.choice(rows)
    match = random.choice(list(_CELL.finditer(row.quote(original.text))))
    old = match["number"].replace(",", "")
    new = _times(old, random, random.random() < 0.5)
    if new == old:
        return None
    kinds = {
        "%": {ChangeKind.RATE},
        "％": {ChangeKind.RATE},
        "元": {ChangeKind.AMOUNT},
        "万元": {ChangeKind.AMOUNT},
    }
    expected = expect(
        *kinds.get(match["unit"] or "", {ChangeKind.AMOUNT, ChangeKind.RATE, ChangeKind.DURATION})
    )
    patch = Patch(row.start + match.start("number"), row.start + match.end("number"), new)
    return Mutation("table cell", "table", (patch,), match["number"], new, expected)
