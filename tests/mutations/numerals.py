"""Whole numbers in Chinese, written and read for the planted edits. Not the extractor's reader: this one examines it."""

_DIGITS = "零一二三四五六七八九"
_CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两", "一二三四五六七八九十百千二")
_UNITS = {"十": 10, "百": 100, "千": 1000}


def written(number: int) -> str:
    """30 → 三十, 105 → 一百零五, 150000 → 十五万."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        link = "零" if 0 < low < 1000 else ""
        return written(high) + "万" + (link + _below(low) if low else "")
    return _below(number).removeprefix("一") if 10 <= number < 20 else _below(number)


def _below(number: int) -> str:
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + name
        gap = bool(text) and digit == 0
    return text or "零"


def capital(number: int) -> str:
    """200000 → 贰拾万, 10 → 壹拾."""
    plain = written(number)
    return ("一" + plain if plain.startswith("十") else plain).translate(_CAPITALS)


def value_of(text: str) -> int | None:
    """三十 → 30, 贰拾万 → 200000, 30 → 30; None where it is no whole number."""
    if text.replace(",", "").isascii() and text.replace(",", "").isdigit():
        return int(text.replace(",", ""))
    total, section, digit = 0, 0, 0
    for mark in text.translate(_PLAIN):
        if mark in _DIGITS:
            digit = _DIGITS.index(mark)
        elif mark in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[mark], 0
        elif mark == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        else:
            return None
    return total + section + digit or None


def in_kind_of(text: str, number: int) -> str:
    """``number`` as ``text`` writes numbers: figures, figures with commas or Chinese."""
    if text[0] in "0123456789":
        return f"{number:,}" if "," in text else str(number)
    return written(number)
