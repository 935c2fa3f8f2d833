"""Money (金额) and rates (比例) in a text, each with the characters that state it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.document import Span
from extractor.language.numerals import (
    ARABIC,
    BETWEEN,
    FILLED,
    NOT_INSIDE,
    NUMBER,
    RUN,
    is_sample,
    parse_number,
    past_label,
)
from extractor.quantities import Money, Quantity, Rate

_CURRENCIES = {
    "人民币": "CNY",
    "RMB": "CNY",
    "CNY": "CNY",
    "¥": "CNY",
    "￥": "CNY",
    "元": "CNY",
    "圆": "CNY",
    "圓": "CNY",
    "块钱": "CNY",
    "USD": "USD",
    "US$": "USD",
    "$": "USD",
    "＄": "USD",
    "美元": "USD",
    "美金": "USD",
    "HKD": "HKD",
    "HK$": "HKD",
    "港元": "HKD",
    "港币": "HKD",
    "EUR": "EUR",
    "€": "EUR",
    "欧元": "EUR",
    "JPY": "JPY",
    "日元": "JPY",
    "GBP": "GBP",
    "£": "GBP",
    "英镑": "GBP",
}
_PREFIX = r"(?P<prefix>人民币|RMB|CNY|USD|US\$|HKD|HK\$|EUR|JPY|GBP|美元|港币|欧元|[¥￥$＄€£])"
_UNIT = r"(?P<unit>元|圆|圓|块钱|美元|美金|港元|港币|欧元|日元|英镑)"
_SCALE = r"(?P<scale>[百千]?[万萬亿億]?)"
_ONE = "[0-9０-９零一二三四五六七八九两壹贰叁肆伍陆柒捌玖]"
_COINS = rf"(?:\s?零?(?P<jiao>{_ONE})角)?(?:\s?零?(?P<fen>{_ONE})分(?![之钟期公]))?(?:\s?[整正](?![式在常]))?"
_MONEY = re.compile(rf"(?:{_PREFIX}\s{{0,2}})?(?P<number>{FILLED}){_SCALE}\s{{0,2}}{_UNIT}{_COINS}")
_BARE_COINS = re.compile(
    rf"{NOT_INSIDE}(?P<jiao>[0-9０-９壹贰叁肆伍陆柒捌玖])角(?:(?P<fen>{_ONE})分)?整?(?!形)"
)
_PREFIXED = re.compile(
    rf"{_PREFIX}\s{{0,2}}(?P<number>{NUMBER})\s?{_SCALE}(?![\s_]*(?:{_UNIT[9:-1]}|[%％‰\\]))"
)
_NO_COIN = re.compile(r"[催乙]|[桥论化旦宝]")  # 三元催化, 三元乙丙, 一元化, 三元桥
_RANGE_BEFORE = re.compile(rf"{RUN}[\s_】\]]{{0,2}}(?:元|圆)?(?:[（(][^（）()]{{1,10}}[)）])?{BETWEEN}$")
_RANGE_AFTER = re.compile(
    rf"(?:[（(][^（）()]{{1,10}}[)）])?{BETWEEN}(?:人民币|[¥￥])?\s?{RUN}\s?[百千]?[万亿]?(?:元|圆)"
)
_LOOK_BACK = 36


def find_money(text: str) -> list[Quantity]:
    """Amounts of money (金额) in reading order, as Money in yuan or in the currency that is named.

    ``人民币肆佰肆拾万元整（¥4400000 元）`` states two. The ends of a range (1-5万元) are no amounts: see
    ``tiers``. A number without 元 counts only after a currency (人民币50万) or, in ten thousands, after the noun
    of a sum (免赔额1万). Blanks, vague figures
    (数万元) and units of a table head (单位：万元) give nothing. Never raises.
    """
    found = [*_with_unit(text), *_prefixed(text), *_bare_coins(text), *_after_noun(text)]
    return _in_order(found)


def find_yuan(text: str) -> list[Quantity]:
    """The amounts of :func:`find_money` that are in yuan (人民币元)."""
    return [one for one in find_money(text) if isinstance(one.value, Money) and one.value.currency == "CNY"]


def _with_unit(text: str) -> Iterator[Quantity]:
    if "元" not in text and not any(unit in text for unit in ("圆", "圓", "块", "美金", "港币", "英镑")):
        return
    for match in _MONEY.finditer(text):
        value = _amount(text, match)
        if value is None or is_sample(text, match.start()) or in_range(text, match.start(), match.end()):
            continue
        start = match.start()
        if start == match.start("number"):
            start = _label_end(text, match)
        yield Quantity(Span(start, match.end()), value)


def _amount(text: str, match: re.Match[str]) -> Money | None:
    begin = _label_end(text, match)
    written = text[begin : match.end("number")].strip()
    number = parse_number(written)
    if number is None or written == "拾":  # the last place of an empty form: 佰 拾 元整
        return None
    if number < 10 and _NO_COIN.match(text, match.end()):
        return None
    amount = number * scale_value(match["scale"])
    for name, part in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        if match[name]:
            coin = parse_number(match[name])
            amount += (coin or 0) * part
    unit = match["unit"]
    named = _CURRENCIES[match["prefix"]] if match["prefix"] and unit in "元圆圓" else _CURRENCIES[unit]
    if match["prefix"] in ("$", "＄") and unit in "元圆圓":
        named = "CNY"  # typesetting residue: $5000$元
    return Money(_plain(amount), named)


def _label_end(text: str, match: re.Match[str]) -> int:
    """Sums have at most two decimals: ``2.5000元`` at the start of a line is item 2 and 5000 yuan."""
    start, end = match.span("number")
    decimals = text[start:end].strip().rpartition(".")[2]
    return past_label(text, start, end) if len(decimals) > 2 and not match["scale"] else start


def _prefixed(text: str) -> Iterator[Quantity]:
    for match in _PREFIXED.finditer(text):
        number = parse_number(match["number"])
        if number is None or in_range(text, match.start(), match.end()):
            continue
        if match["prefix"] in ("$", "＄") and not _plain_dollar(text, match):
            continue
        amount = _plain(number * scale_value(match["scale"]))
        yield Quantity(
            Span(match.start(), _trimmed(text, match)), Money(amount, _CURRENCIES[match["prefix"]])
        )


def _plain_dollar(text: str, match: re.Match[str]) -> bool:
    """False in typesetting residue such as ``$1/3$`` or ``$180$``."""
    rest = text[match.end() : match.end() + 12]
    opened = text[max(0, match.start() - 24) : match.start()].rpartition("$")
    if opened[1] and not opened[2][:1].isdigit():
        return False
    return (
        "$" not in rest
        and not re.match(r"\s[0-9]", rest)
        and not rest.lstrip().startswith(("\\", "/", "^", "_", "+", "=", "<", ">", "("))
    )


def _trimmed(text: str, match: re.Match[str]) -> int:
    end = match.end()
    while text[end - 1].isspace():
        end -= 1
    return end


def _bare_coins(text: str) -> Iterator[Quantity]:
    if "角" not in text:
        return
    for match in _BARE_COINS.finditer(text):
        amount = (parse_number(match["jiao"]) or Decimal(0)) / 10
        if match["fen"]:
            amount += (parse_number(match["fen"]) or Decimal(0)) / 100
        yield Quantity(Span(*match.span()), Money(_plain(amount)))


_SUM_NOUN = re.compile(
    rf"(?:免赔额|限额|保额|保险金额|保险费|保费)(?:为|是|：|:|最高|不超过)?\s?(?P<number>{NUMBER})(?P<scale>\s?[百千]?[万亿])?(?<=[万亿])"
    r"(?![\s_]{0,2}[元圆百千万亿人次件亩只头台辆份户名位公平美欧港日英分])"
)


def _after_noun(text: str) -> Iterator[Quantity]:
    for match in _SUM_NOUN.finditer(text):
        number = parse_number(match["number"])
        if number is not None and not in_range(text, match.start("number"), match.end()):
            amount = _plain(number * scale_value((match["scale"] or "").strip()))
            yield Quantity(Span(match.start("number"), match.end()), Money(amount))


def in_range(text: str, start: int, end: int) -> bool:
    """True where ``text[start:end]`` is one end of a range of amounts (1-5万元, 5000元至1万元)."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if before.rstrip()[-1:] in tuple("-—–−－~～至到") and _RANGE_BEFORE.search(before):
        return True
    return _RANGE_AFTER.match(text, end, end + _LOOK_BACK) is not None


def scale_value(words: str) -> Decimal:
    """What the words before 元 multiply by: 万 → 10000, 百万 → 1000000, nothing → 1."""
    if not words:
        return Decimal(1)
    return parse_number("1" + words) or Decimal(1)


def _plain(amount: Decimal) -> Decimal:
    """Without trailing zeros or exponent: 15000.0 is 15000."""
    whole = amount.to_integral_value()
    return whole.quantize(Decimal(1)) if amount == whole else amount.normalize()


_PERCENT = re.compile(
    rf"(?P<sign>(?<![0-9０-９%％一-鿿])[-−－])?(?P<number>{NOT_INSIDE}{RUN})\s{{0,2}}\\?(?P<unit>[%％‰])"
)
_FILLED_PERCENT = re.compile(
    rf"(?P<number>(?:[【\[]\s?{NOT_INSIDE}{ARABIC}\s?[】\]]|{NOT_INSIDE}{ARABIC}[_＿]{{1,4}}))(?P<unit>[%％‰])"
)
_TYPESET = re.compile(
    r"(?<![0-9.])(?P<number>[0-9](?: [0-9])+(?: ?\. ?[0-9](?: [0-9])*+)?)\s{0,2}\\(?P<unit>%)"
)
_PARTS = re.compile(rf"{NOT_INSIDE}(?P<whole>{RUN})\s?分\s?之\s?(?P<number>{FILLED})")
_TENTHS = re.compile(
    r"(?<![0-9零一二三四五六七八九十百千万第统合单])(?P<number>[一二三四五六七八九两1-9])成(?P<half>半?)"
    r"(?=以上|以下|以内|左右|的|[，。；、）)或至]|赔|计|给|承|支|比|责|$)"
)
_SLASHED = re.compile(
    r"(?<![0-9０-９./,A-Za-z%])(?P<number>[0-9]{1,3})\s?/\s?(?P<whole>[0-9]{1,4})(?![0-9./%]|\s?[A-Za-z]|\s?[页日号小天月])"
)
# 自主定价系数：0.75 is a share of the standard premium; a whole number after 系数 may be anything.
_COEFFICIENT = re.compile(
    rf"系数[^。；0-9０-９]{{0,24}}?(?:为|是|按|：|:)\s{{0,2}}(?P<number>{NOT_INSIDE}[0-9０-９]++[.．][0-9０-９]++)"
    r"(?!\s?(?:[0-9０-９.．%％‰\\/年月日天倍元万亿]))"
)
_HALF = re.compile(r"(?:^|(?<=[的之]))一半")
_ONE_LESS = re.compile(r"[（(\[［]\s?[1１]\s{0,2}[-—–−－]\s{0,2}$")  # ×（1-25%）, as in short refunds
_UNIT_VALUE = {"%": Decimal("0.01"), "％": Decimal("0.01"), "‰": Decimal("0.001")}
_WHOLES = {"百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "十万": 10**5, "百万": 10**6, "亿": 10**8}


def find_rates(text: str) -> list[Quantity]:
    """Shares (比例) in reading order, as fractions of one: 5%, 3‰, 百分之二十, 七成, 二分之一, 1/3, and
    the decimal of a coefficient (定价系数：0.75).

    每日万分之五 is 0.0005: the period is the caller's. ``10%（百分之十）`` states two. The end of a range
    without its own sign (10-20%) gives nothing, for neither end is the rate. Never raises.
    """
    found = [*_percents(text), *_parts(text), *_slashed(text), *_tenths(text)]
    found += [Quantity(Span(*match.span()), Rate(Decimal("0.5"))) for match in _HALF.finditer(text)]
    found += _coefficients(text)
    return _in_order(found)


def _percents(text: str) -> Iterator[Quantity]:
    if not any(sign in text for sign in _UNIT_VALUE):
        return
    for match in (*_TYPESET.finditer(text), *_FILLED_PERCENT.finditer(text), *_PERCENT.finditer(text)):
        number = parse_number(match["number"].replace(" ", ""))
        if number is None or _unsigned_range(text, match.start()) or is_sample(text, match.start()):
            continue
        sign = -1 if match.groupdict().get("sign") else 1
        yield Quantity(Span(*match.span()), Rate(_plain(sign * number * _UNIT_VALUE[match["unit"]])))


def _unsigned_range(text: str, start: int) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start]
    if _ONE_LESS.search(before):
        return False
    return before.rstrip()[-1:] in tuple("-—–−－~～至到") and _RANGE_BEFORE.search(before) is not None


def _parts(text: str) -> Iterator[Quantity]:
    if "分" not in text:
        return
    for match in _PARTS.finditer(text):
        name = match["whole"]
        whole = Decimal(_WHOLES[name]) if name in _WHOLES else parse_number(name)
        number = Decimal(100) if match["number"] == "百" else parse_number(match["number"])
        if whole and number is not None:
            end = match.start("number") + len(match["number"].rstrip("_＿ \n\t\u3000"))
            yield Quantity(Span(match.start(), end), Rate(_plain(number / whole)))


def _slashed(text: str) -> Iterator[Quantity]:
    if "/" not in text:
        return
    for match in _SLASHED.finditer(text):
        number, whole = int(match["number"]), int(match["whole"])
        month_and_day = number > 1 and 12 < whole <= 31
        if 0 < number < whole and not month_and_day and not _alone(text, match):
            yield Quantity(Span(*match.span()), Rate(Decimal(number) / Decimal(whole)))


def _alone(text: str, match: re.Match[str]) -> bool:
    """True for a page number, 1/3 alone on its line."""
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return (before in ("", "\n")) and (after in ("", "\n")) and bool(before or after)


def _tenths(text: str) -> Iterator[Quantity]:
    if "成" not in text:
        return
    for match in _TENTHS.finditer(text):
        tenths = (parse_number(match["number"]) or Decimal(0)) + (Decimal("0.5") if match["half"] else 0)
        yield Quantity(Span(*match.span()), Rate(_plain(tenths / 10)))


def _coefficients(text: str) -> Iterator[Quantity]:
    for match in _COEFFICIENT.finditer(text):
        value = parse_number(match["number"])
        if value is not None:
            yield Quantity(Span(*match.span("number")), Rate(_plain(value)))


def _in_order(found: list[Quantity]) -> list[Quantity]:
    """By place; of two that overlap the one that begins first, then the longer."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or quantity.span.start >= kept[-1].span.end:
            kept.append(quantity)
    return kept
