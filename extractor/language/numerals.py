"""Numbers as Chinese contracts write them (数字): digits, 大写, mixtures of both, labels of provisions.

Plain Chinese numerals go through cn2an. What it gets wrong is read here: digits beside words (it goes
through floats), grouping commas, a number stated twice (``十五(15)``), and runs such as 三五 (three to
five), which it takes for 35 and which have no single value.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import cn2an

_ONES = "零〇○一二三四五六七八九两壹贰貳叁參参肆伍陆陸柒捌玖"
_LARGE = "万萬亿億"
_SCALES = "十百千拾佰仟廿卅" + _LARGE
_DIGITS = "0-9０-９"

# Fragments for the finders. They start where no other number runs into them and never give a character
# back (possessive), so that a search stays linear on a page full of digits.
# A space groups digits only before a zero (10 000): 2 500 in a torn table row may be two cells.
ARABIC = (
    rf"[{_DIGITS}]++(?:(?:[,，]|[ \u00a0](?=0))[{_DIGITS}]{{3}}(?![{_DIGITS}]))*+(?:[.．][{_DIGITS}]++)?+"
)
WORDS = rf"[{_ONES}{_SCALES}]++(?:点[{_ONES}]++[{_LARGE}]*+)?+"
# Nor behind a character that could not be read (U+FFFD): what is left of the number is another one.
NOT_INSIDE = rf"(?=[{_DIGITS}{_ONES}{_SCALES}])(?<![{_DIGITS}{_ONES}{_SCALES}\ufffd])(?<![{_DIGITS}][.．,，])(?<![十百千拾佰仟][ \n\u3000])"
RUN = rf"(?:{ARABIC}|{WORDS})++"
NUMBER = rf"{NOT_INSIDE}{RUN}(?:\s?[（(\[【]\s?{RUN}\s?[)）\]】])?"
# A number in a slot of a form, filled in: 【30】日, _30_日 (one stroke of the line before it; 20__年 is a blank).
FILLED = (
    rf"(?:[【\[〔]\s?{NUMBER}\s?[】\]〕]|(?<![{_DIGITS}])[_＿]{NUMBER}\s?[_＿]{{1,6}}|{NUMBER})[^\S\t]{{0,2}}"
)
BETWEEN = r"\s{0,2}(?:-{1,2}|[—–−－]{1,2}|[~～]|至|到)\s{0,2}"

_SAMPLE = re.compile(r"[\[【（(]\s?(?:例如|例：|例:|示例|样例)[^\]】）)]*$")
_LABELLED = re.compile(rf"[{_DIGITS}]{{1,2}}[.．](?=[{_DIGITS}])")

_PLAIN = str.maketrans(
    "〇○两貳參参陸萬億０１２３４５６７８９，．（【[）】]", "零零二贰叁叁陆万亿0123456789,.((()))"
)
_TWICE = re.compile(r"([^()]+)\(([^()]+)\)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUP_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_FRACTION = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_POSITIONAL = re.compile(r"[0零一二三四五六七八九壹贰叁肆伍陆柒捌玖1-9]+")
_NUMERAL = re.compile(rf"[{_ONES}{_SCALES}]+")
_TWO_ONES = re.compile(r"[一二三四五六七八九壹贰叁肆伍陆柒捌玖]{2}")
_SEGMENT = re.compile(r"([0-9.]+|[^0-9.百千万亿佰仟]+)([百千佰仟]?[万亿]*)")
_SCALE_VALUE = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8}
_LONGEST = 40  # characters of the longest number that a contract could mean


def parse_number(text: str) -> Decimal | None:
    """The value of a number (数字) written in digits, full width digits, Chinese numerals or 大写.

    ``200万`` → 2000000, ``两万三`` → 23000, ``1,234.5``, ``3/4`` → 0.75, ``半`` → 0.5, ``十五(15)`` → 15.
    None where the text is no number, has no single value (三五日 is three to five) or states two that
    disagree (see :func:`numeral_conflict`). Rates (百分之二十) belong to ``amounts``. Never raises.
    """
    if len(text) > _LONGEST:
        return None
    return _parsed(_unslotted("".join(text.split()).translate(_PLAIN)))


def numeral_conflict(text: str) -> bool:
    """True where a number is stated twice and the two differ, as in ``十五(10)``."""
    if len(text) > _LONGEST:
        return False
    twice = _TWICE.fullmatch(_unslotted("".join(text.split()).translate(_PLAIN)))
    if twice is None:
        return False
    first, second = _parsed(twice[1]), _parsed(twice[2])
    return first is not None and second is not None and first != second


def is_sample(text: str, start: int) -> bool:
    """True where ``start`` lies in a bracket that gives an example to the drafter: ``[例如:十五(15)]``."""
    return _SAMPLE.search(text, max(0, start - 16), start) is not None


def past_label(text: str, start: int, end: int) -> int:
    """Where the number of ``text[start:end]`` begins if its whole part is the label of a paragraph.

    ``1.30日内`` at the start of a line is item 1 and thirty days, not 1.30 days.
    """
    if start and text[start - 1] not in "\n\r":
        return start
    label = _LABELLED.match(text, start, end)
    return label.end() if label else start


def _unslotted(plain: str) -> str:
    slot = plain.strip("_＿")
    return slot[1:-1] if slot.startswith("(") and slot.endswith(")") and slot.count("(") == 1 else slot


@lru_cache(maxsize=8192)
def _parsed(plain: str) -> Decimal | None:
    twice = _TWICE.fullmatch(plain)
    if twice:
        first, second = _parsed(twice[1]), _parsed(twice[2])
        return first if first == second else None
    if plain == "半":
        return Decimal("0.5")
    if _GROUPED.fullmatch(plain) or _PLAIN_ARABIC.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    fraction = _FRACTION.fullmatch(plain)
    if fraction:
        return Decimal(fraction[1]) / Decimal(fraction[2]) if int(fraction[2]) else None
    if _POSITIONAL.fullmatch(plain):
        return _positional(plain)
    if any(character in "0123456789" for character in plain):
        return _mixed(_GROUP_COMMA.sub("", plain))
    return _words(plain)


def _positional(plain: str) -> Decimal | None:
    """Digits read one by one: 二零五 is 205; 三五 alone is three to five, hence nothing."""
    if len(plain) > 1 and len(plain) < 4 and "零" not in plain and "0" not in plain:
        return None
    return Decimal("".join(str(int(unicodedata.numeric(character))) for character in plain))


def _words(plain: str) -> Decimal | None:
    whole, point, rest = plain.replace("廿", "二十").replace("卅", "三十").partition("点")
    if point:
        scale = rest.lstrip("零一二三四五六七八九壹贰叁肆伍陆柒捌玖")
        digits = rest.removesuffix(scale)
        head = _words(whole)
        if head is None or not _POSITIONAL.fullmatch(digits) or scale.strip("万亿"):
            return None
        value = Decimal(f"{int(head)}." + "".join(str(int(unicodedata.numeric(one))) for one in digits))
        return value * _scale(scale)
    if _TWO_ONES.search(whole) or not _NUMERAL.fullmatch(whole):
        return None
    try:
        return Decimal(cn2an.cn2an(whole, "smart"))
    except (ValueError, KeyError):  # KeyError: its reading of a figure after 十, as in 零十五
        return None


def _scale(words: str) -> Decimal:
    value = Decimal(1)
    for word in words:
        value *= _SCALE_VALUE[word]
    return value


def _mixed(plain: str) -> Decimal | None:
    """Digits beside words: 1.5万, 10万5000, 1亿2000万, 2千5百, and 1万5 for 15000."""
    total, last = Decimal(0), Decimal(0)
    end = 0
    for segment in _SEGMENT.finditer(plain):
        number, words = _simple(segment[1]), segment[2]
        if segment.start() != end or number is None or (not words and segment.end() != len(plain)):
            return None
        scale = _scale(words)
        if last and number * scale >= last:
            return None
        if not words and last > 10 and len(segment[1]) == 1 and number:
            if total % last:
                return None
            scale = last / 10  # 1万5: the figure stands for the next place down
        total, last, end = total + number * scale, scale, segment.end()
    return total if end == len(plain) and end else None


def _simple(plain: str) -> Decimal | None:
    if _PLAIN_ARABIC.fullmatch(plain):
        return Decimal(plain)
    return _words(plain) if not any(character in "0123456789" for character in plain) else None


def chinese_numeral(value: int) -> str:
    """A whole number in Chinese numerals: 1 → 一, 26 → 二十六, 105 → 一百零五.

    Raises ValueError below zero and from 10^16 on.
    """
    if not 0 <= value < 10**16:
        raise ValueError(f"{value} has no Chinese numeral here")
    hundred_millions, rest = divmod(value, 10**8)
    if hundred_millions and 1000 <= rest < 10**4:  # cn2an writes 一亿一千, which is also said for 1.1亿
        return f"{cn2an.an2cn(hundred_millions, 'low')}亿零{cn2an.an2cn(rest, 'low')}"
    return str(cn2an.an2cn(value, "low"))


_LABEL = re.compile(
    r"[第\s（(【\[〔]*([^第\s（(【\[〔）)】\]〕、.．。:：]+?)[\s）)】\]〕]*"
    r"(?:条|款|项|目|章|节|编|部分|分编)?[\s、.．。:：）)]*"
)
_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def ordinal_value(label: str) -> int | None:
    """The number of a label (序号): 第二十六条 → 26, （十一） → 11, ① → 1, IV → 4, c) → 3.

    One letter alone is roman for I, V and X in either case, and the place in the alphabet otherwise.
    None where the label holds no single number. Never raises.
    """
    if len(label) > _LONGEST:
        return None
    match = _LABEL.fullmatch(label)
    if match is None:
        return None
    body = match[1]
    if len(body) == 1 and unicodedata.category(body) in ("No", "Nl"):
        return _whole(Decimal(str(unicodedata.numeric(body))))
    if any(unicodedata.category(character) == "No" for character in body):
        return None  # ②③ are two labels
    body = unicodedata.normalize("NFKC", body).strip("()")
    if body.isascii() and body.isalpha():
        return _lettered(body)
    return _whole(parse_number(body))


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == value.to_integral_value() else None


def _lettered(body: str) -> int | None:
    upper = body.upper()
    if len(body) == 1 and upper not in "IVX":
        return ord(upper) - ord("A") + 1
    if not _ROMAN.fullmatch(upper) or body not in (upper, body.lower()):
        return None
    values = [_ROMAN_VALUE[letter] for letter in upper]
    return values[-1] + sum(low if low >= high else -low for low, high in pairwise(values))
