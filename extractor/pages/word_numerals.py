"""Number styles of Word lists (编号样式, ISO/IEC 29500-1 §17.18.59 ST_NumberFormat), as Word prints them."""

from collections.abc import Callable
from typing import NamedTuple

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_MAX_REPEATS = 30  # Word prints 31 characters of a label at most ([MS-OI29500] 2.1.283 b)


class _Counting(NamedTuple):
    """Digits 0–9, the words for ten to ten thousand, and how one and gaps are said."""

    digits: str
    units: str = "十百千万"
    says_one: bool = True  # 一百; Japanese says 百
    says_gap: bool = True  # 一百零一; Japanese says 百一
    short_teens: bool = True  # 十一, not 一十一


_CHINESE = _Counting("零一二三四五六七八九")
_CHINESE_LEGAL = _Counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", short_teens=False)
_TRADITIONAL = _Counting("零一二三四五六七八九", "十百千萬")
_TRADITIONAL_LEGAL = _Counting("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", short_teens=False)
_JAPANESE = _Counting("〇一二三四五六七八九", says_one=False, says_gap=False)
_JAPANESE_LEGAL = _Counting("〇壱弐参四伍六七八九", "拾百阡萬", says_gap=False, short_teens=False)


def numeral(number: int, style: str) -> str | None:
    """``number`` in a style of Word; decimal digits past the end of a closed set (⑳, 21).

    None for a style that is not known here (Thai, Hindi, Hebrew …): the caller must say so.
    """
    if style in {"none", "bullet"}:
        return ""
    if style.startswith("custom:"):
        return _custom(number, style.removeprefix("custom:"))
    write = _STYLES.get(style)
    if write is None:
        return None
    return write(number) if number > 0 else _zero(style)


def _zero(style: str) -> str:
    """Zero, which only the positional styles can write."""
    if style == "decimalZero":
        return "00"
    return "０" if style in {"decimalFullWidth", "decimalFullWidth2"} else "0"


def _custom(number: int, sample: str) -> str | None:
    """Word's own patterns are zeros before a one: ``001`` means three digits at least."""
    return f"{number:0{len(sample)}d}" if sample.strip("0") == "1" else None


def _counted(number: int, words: _Counting) -> str:
    """Chinese counting up to 99,999,999: 一百零一, 一百一十, 二十."""
    high, low = divmod(number, 10_000)
    text = _group(low, words, after_higher=bool(high))
    if high:
        text = _counted(high, words) + words.units[3] + text
    elif words.short_teens and 10 <= number < 20 and words.says_one:
        text = text.removeprefix(words.digits[1])
    return text


def _group(number: int, words: _Counting, *, after_higher: bool) -> str:
    text, gap = "", False
    started = after_higher
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = started
            continue
        if gap and words.says_gap:
            text += words.digits[0]
        gap, started = False, True
        if digit > 1 or words.says_one or power == 0:
            text += words.digits[digit]
        text += words.units[power - 1] if power else ""
    return text


def _positional(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _tens(digits: str) -> Callable[[int], str]:
    """Words up to 99 (二十一), digit by digit above (一○一)."""
    written = _positional(digits)
    return lambda number: _counted(number, _CHINESE) if number < 100 else written(number)


def _set(first: str, size: int) -> Callable[[int], str]:
    """A closed set of consecutive characters; decimal digits past its end."""
    return lambda number: chr(ord(first) + number - 1) if number <= size else str(number)


def _cycle(characters: str, *, repeats: bool) -> Callable[[int], str]:
    """a … z, aa, bb … (``repeats``), or 甲 … 癸 and then decimal digits."""

    def write(number: int) -> str:
        rounds, at = divmod(number - 1, len(characters))
        if (rounds and not repeats) or rounds >= _MAX_REPEATS:
            return str(number)
        return characters[at] * (rounds + 1)

    return write


def _roman(number: int) -> str:
    text = ""
    for amount, letters in _ROMAN:
        times, number = divmod(number, amount)
        text += letters * times
    return text


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _sexagenary(number: int) -> str:
    """甲子, 乙丑 … (六十甲子)."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _positional("０１２３４５６７８９"),
    "decimalFullWidth2": _positional("０１２３４５６７８９"),
    "decimalEnclosedCircle": _set("①", 20),
    "decimalEnclosedCircleChinese": _set("①", 20),
    "decimalEnclosedFullstop": _set("⒈", 20),
    "decimalEnclosedParen": _set("⑴", 20),
    "ideographEnclosedCircle": _set("㈠", 10),  # Word writes brackets here ([MS-OI29500] 17.18.59 a)
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _cycle(_UPPER, repeats=True),
    "lowerLetter": _cycle(_UPPER.lower(), repeats=True),
    "chineseCounting": _tens("○一二三四五六七八九"),
    "taiwaneseCounting": _tens("○一二三四五六七八九"),
    "chineseCountingThousand": lambda number: _counted(number, _CHINESE),
    "taiwaneseCountingThousand": lambda number: _counted(number, _TRADITIONAL),
    "japaneseCounting": lambda number: _counted(number, _JAPANESE),
    "chineseLegalSimplified": lambda number: _counted(number, _CHINESE_LEGAL),
    "ideographLegalTraditional": lambda number: _counted(number, _TRADITIONAL_LEGAL),
    "japaneseLegal": lambda number: _counted(number, _JAPANESE_LEGAL),
    "ideographDigital": _positional("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _positional("〇一二三四五六七八九"),
    "taiwaneseDigital": _positional("○一二三四五六七八九"),
    "koreanDigital2": _positional("零一二三四五六七八九"),
    "ideographTraditional": _cycle(_STEMS, repeats=False),
    "ideographZodiac": _cycle(_BRANCHES, repeats=False),
    "ideographZodiacTraditional": _sexagenary,
}
