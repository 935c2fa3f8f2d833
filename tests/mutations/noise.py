"""Edits that change nothing but how the text is written: spaces, widths, marks, the notation of figures."""

import re
from collections.abc import Callable
from random import Random

from tests.mutations import numerals
from tests.mutations.figures import TIME
from tests.mutations.mutation import SAME_MEANING, Mutation, Patch
from tests.mutations.original import Original, Paragraph

_WIDE = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "%": "％"}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_FULL = {chr(ord("0") + n): chr(ord("０") + n) for n in range(10)}


def _many(kind: str, paragraph: Paragraph, patches: list[Patch]) -> Mutation | None:
    if not patches:
        return None
    after = paragraph.text
    for patch in sorted(patches, reverse=True):
        start, end = patch.start - paragraph.start, patch.end - paragraph.start
        after = after[:start] + patch.words + after[end:]
    return Mutation(kind, paragraph.path, tuple(patches), paragraph.text, after, SAME_MEANING)


def spacing(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """Spaces between characters, half or full width, as printers and converters leave them."""
    gaps = [
        at
        for at in range(1, len(paragraph.text))
        if not (paragraph.text[at - 1] + paragraph.text[at]).isascii()
        and not paragraph.text[at - 1].isspace()
    ]
    around = [at for at in gaps if paragraph.text[at - 1].isdigit() or paragraph.text[at].isdigit()]
    if len(gaps) < 8:
        return None
    chosen = set(random.sample(gaps, random.randint(1, 4))) | set(random.sample(around, min(len(around), 2)))
    space = random.choice((" ", " ", "\u3000", "  ", "\u00a0"))
    return _many("spacing", paragraph, [paragraph.patch(at, at, space) for at in chosen])


def width(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """Full-width marks and digits become half-width ones, or the other way."""
    wide = random.choice((_WIDE | _FULL, _NARROW))
    spots = [
        at
        for at, mark in enumerate(paragraph.text)
        if mark in wide and not _inside_number(paragraph.text, at)
    ]
    return _many("width", paragraph, [paragraph.patch(at, at + 1, wide[paragraph.text[at]]) for at in spots])


def _inside_number(text: str, at: int) -> bool:
    return text[at] in ",:" and 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


_QUOTES = ({"“": "「", "”": "」"}, {"“": '"', "”": '"'}, {"“": "『", "”": "』"})


def punctuation(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """Other quotes, another mark at the end of an entry, a comma before 但 or 并."""
    patches = []
    quotes = random.choice(_QUOTES)
    patches += [
        paragraph.patch(at, at + 1, quotes[mark]) for at, mark in enumerate(paragraph.text) if mark in quotes
    ]
    last = len(paragraph.text) - 1
    if paragraph.lead and paragraph.text[-1] in "；。":
        patches.append(paragraph.patch(last, last + 1, "。" if paragraph.text[-1] == "；" else "；"))
    patches += [
        paragraph.patch(match.start(), match.end(), "；")
        for match in re.finditer(r"。(?=但|属于|不属于)", paragraph.text)
    ]
    return _many("punctuation", paragraph, patches)


def time_notation(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """三十日 becomes 30日 or 三十天, 30日 becomes 三十日."""
    found = [match for match in TIME.finditer(paragraph.text) if numerals.value_of(match["number"])]
    found = [match for match in found if paragraph.free(*match.span())]
    if not found:
        return None
    match = random.choice(found)
    days = {"日": "天", "天": "日", "工作日": "个工作日"}
    if match["unit"] in days and random.random() < 0.3:
        return paragraph.mutation("time notation", match.span("unit"), days[match["unit"]], SAME_MEANING)
    number = numerals.value_of(match["number"]) or 0
    figures = match["number"].isascii()
    words = numerals.written(number) if figures else str(number)
    if words == "二" and match["unit"] not in ("日", "月"):
        words = "两"
    return paragraph.mutation("time notation", match.span("number"), words, SAME_MEANING)


_PERCENT = re.compile(r"(?<![\d.\-~～—至、×*])(?P<number>\d{1,2}|100)\s*(?P<sign>[%％])(?![\-~～—至、×*])")
_WORDED = re.compile(r"(?P<word>百分之)(?P<number>[一二三四五六七八九十]{1,3})(?![百点、至])")
_YUAN = re.compile(
    r"(?<![\d.,\-~～—至壹贰叁肆伍陆柒捌玖拾佰仟万¥￥、])(?P<number>\d{3,8})(?P<unit>元)(?![\-~～—至])"
)
_TEN_THOUSAND = re.compile(
    r"(?<![\d.,\-~～—至、])(?<!\d )(?P<number>[1-9]\d{0,3})(?P<unit>万元)(?![\-~～—至])"
)


def rate_notation(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """5% becomes 百分之五, and back."""
    found = [*_PERCENT.finditer(paragraph.text), *_WORDED.finditer(paragraph.text)]
    found = [match for match in found if paragraph.free(*match.span())]
    if not found:
        return None
    match = random.choice(found)
    number = numerals.value_of(match["number"])
    if number is None or number == 100:
        return None
    words = f"百分之{numerals.written(number)}" if match.re is _PERCENT else f"{number}%"
    return paragraph.mutation("rate notation", match.span(), words, SAME_MEANING)


def money_notation(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """10000元 becomes 1万元, 10,000元 or 一万元, and back."""
    found = [*_YUAN.finditer(paragraph.text), *_TEN_THOUSAND.finditer(paragraph.text)]
    found = [match for match in found if paragraph.free(*match.span())]
    if not found:
        return None
    match = random.choice(found)
    value = int(match["number"]) * (10_000 if match.re is _TEN_THOUSAND else 1)
    forms = [
        f"{value}元",
        f"{value:,}元",
        *([f"{value // 1000 / 10:g}万元"] if value % 1000 == 0 and value >= 10_000 else []),
    ]
    forms += [numerals.written(value) + "元"] if value % 100 == 0 else []
    others = [form for form in forms if form != match.group()]
    if not others:
        return None
    words = random.choice(others)
    return paragraph.mutation("money notation", match.span(), words, SAME_MEANING)


NOISE: dict[str, Callable[[Original, Paragraph, Random], Mutation | None]] = {
    "spacing": spacing,
    "width": width,
    "punctuation": punctuation,
    "time notation": time_notation,
    "rate notation": rate_notation,
    "money notation": money_notation,
}
