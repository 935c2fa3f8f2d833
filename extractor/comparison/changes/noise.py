"""What is no difference (无差异): spacing, width, punctuation, numbering, and the notation of one value.

``canonical`` is what two texts share where they say the same in the same words. Synonyms are not its business
(:mod:`extractor.comparison.changes.equivalents`).
"""

import re
from decimal import Decimal
from functools import lru_cache

from extractor.comparison.changes.typesetting import plainly
from extractor.document import Span
from extractor.language.numerals import ARABIC, NOT_INSIDE, RUN, WORDS, parse_number
from extractor.language.view import view
from extractor.structure.numbering import STRUCTURAL, Family, Label, read_label

_TIME = (
    r"个?连?续?的?(?:工作日|工作天|交易日|营业日|自然日|日历日|日历天|公历日)|个?(?:天|日(?!期|元|常|用|历|均|额|间))"
    r"|个?小时|分钟|个?钟头|个?周年|年|个月|个?星期|个?周(?!年|岁|边)"
)
_SMALL = r"(?:\d{1,2}|[零一二三四五六七八九十]{1,3})"
# A value as a view shows it. The named groups say what it is.
VALUE = re.compile(
    rf"(?P<date>(?<!\d)(?P<year>\d{{4}}|[〇零一二三四五六七八九]{{4}})[-/.年](?P<month>{_SMALL})[-/.月](?P<day>{_SMALL})(?:[日号]|(?!\d)))"
    rf"|(?P<clock>(?<!\d)(?P<hour>{_SMALL})(?::(?P<minute>\d{{2}})(?!\d)|[时点](?![间效刻限期击位数])整?))"
    rf"|(?P<parts>{NOT_INSIDE}(?P<whole>{WORDS}|\d{{1,6}})分之(?P<share>{ARABIC}|{WORDS}))"
    r"|(?P<slashed>(?<![\d./,A-Za-z%])(?P<above>\d{1,3})/(?P<below>\d{1,4})(?![\d./%A-Za-z日月天]))"
    r"|(?P<tenths>(?<![一二三四五六七八九十百千万第统合单\d])(?P<tenth>[一二三四五六七八九两1-9])成"
    r"(?=以上|以下|的|[，。；、）]|赔|给|承|支|$))"
    r"|(?P<prefix>(?:人民币|RMB|CNY|[¥￥])(?=[\d零一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]))?"
    rf"(?P<number>{NOT_INSIDE}{RUN}(?:（(?:大写|小写|即)?：?{RUN}）)?)"
    rf"(?:(?P<percent>[%％‰])|(?P<yuan>[元圆](?:[整正](?![常式体改]))?)|(?P<time>{_TIME}))?"
)
_SLOT = re.compile(r"[【\[_]+(?=[\d.,]+[】\]_])|(?<=\d)[】\]_]+(?=[%％‰元万亿个日天年月周小工倍])")
_REPEATED = re.compile(r"(⟨[^⟨⟩]+⟩)(?:大写|小写|即|计|整|人民币|[¥￥])*\1")
INLINE_LABEL = re.compile(
    r"(?:^|(?<=[；。：]))(?:（[一二三四五六七八九十]{1,3}）|（\d{1,2}）|\d{1,2}(?:[、）]|\.(?!\d))|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
_MARKS = "，。；：、！？…·“”‘’\"'《》〈〉（）()【】[]〔〕{}—–-~～,.:;!?|"
_DROPPED = str.maketrans("", "", _MARKS)
_BLANK = re.compile(r"[_＿]{2,}")
SPELLINGS = {
    "保单": "保险单", "其它": "其他", "帐": "账", "惟一": "唯一", "身分": "身份", "图象": "图像", "部份": "部分",
    "起迄": "起讫", "签定": "签订", "联接": "连接", "座落": "坐落", "撤消": "撤销", "交待": "交代", "缴纳": "交纳",
    "缴付": "交付", "缴费": "交费", "补缴": "补交", "按装": "安装", "磨擦": "摩擦",
}  # fmt: skip
_SPELLED = re.compile("|".join(SPELLINGS))


@lru_cache(maxsize=16384)
def canonical(text: str) -> str:
    """The text without noise (归一文本): two texts that differ only in noise have the same canonical form.

    White space, width, punctuation and quotation marks are gone, labels at the start of the text and of its
    clauses too; values have one notation (三十日, 30日, 30天; 5%, 百分之五; 10,000元, 1万元, 壹万元整), spellings
    as well (保单, 保险单), and so have formulas in TeX and variant characters (外墻, 外墙). 30日, 1个月 and 30个工作日 stay apart, as 24小时 and 1日 do. Never raises.
    """
    stripped = text.lstrip().replace("\t", "；")  # the figures of two cells are two
    label = read_label(stripped)
    start = label.length if label and _stands_apart(label, stripped) else 0
    if start >= len(stripped):
        return ""
    plain = INLINE_LABEL.sub("", plainly(view(stripped, Span(start, len(stripped)))).text)
    spelled = _SPELLED.sub(lambda found: SPELLINGS[found[0]], plain)
    valued = VALUE.sub(_noted, _SLOT.sub("", spelled)).translate(_DROPPED)
    return _BLANK.sub("_", _REPEATED.sub(r"\1", valued))


def _stands_apart(label: Label, text: str) -> bool:
    """第五条 before a space is a label; at once before its text (第五条以外的费用) it may be a reference.
    A decimal before another figure of its row (2.1⇥1.9) is a figure itself."""
    if label.family is Family.DECIMAL and _NEXT_FIGURE.match(text, label.length):
        return False
    return (
        label.family not in STRUCTURAL
        or text[label.length - 1 : label.length] in _APART
        or label.length >= len(text)
    )


_NEXT_FIGURE = re.compile(r"\s*；\s*[¥￥]?\d[\d.,]*\s*(?:[%％‰]|[万亿]?元)?\s*(?:；|$)")
_APART = (" ", "\t", "\n", "\u3000", "：", ":", "、", "．", ".")


def _noted(match: re.Match[str]) -> str:
    return f"⟨{notation(match).replace('.', '点')}⟩"


def notation(match: re.Match[str]) -> str:
    """The one notation of the value that ``VALUE`` found: ``30日``, ``0.05``, ``10000元``, ``2024年1月1日``."""
    if match["date"]:
        return f"{_plain(match['year'])}年{_plain(match['month'])}月{_plain(match['day'])}日"
    if match["clock"]:
        minute = match["minute"] or "00"
        return f"{_plain(match['hour'])}时" + (f"{minute}分" if minute != "00" else "")
    if match["number"]:
        return _counted(match)
    pair = {"parts": ("share", "whole"), "slashed": ("above", "below"), "tenths": ("tenth", "")}
    above, below = next(names for name, names in pair.items() if match[name])
    return _share(match[above], match[below] if below else "十") or match[0]


def _plain(written: str) -> str:
    value = parse_number(written)
    return written if value is None else _figure(value)


_WHOLES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000), "十": Decimal(10)}


def _share(above: str, below: str) -> str:
    share = Decimal(100) if above == "百" else parse_number(above)
    whole = _WHOLES.get(below) or parse_number(below)
    return _rate(share / whole) if share is not None and whole else ""


def _rate(value: Decimal) -> str:
    return f"{_figure(value * 100)}%"


def _counted(match: re.Match[str]) -> str:
    value = parse_number(match["number"])
    if value is None:
        return match[0]
    if match["percent"]:
        return f"{_figure(value / 10 if match['percent'] == '‰' else value)}%"
    if match["yuan"] or match["prefix"]:
        return f"{_figure(value)}元{match['time'] or ''}"
    return _figure(value) + _unit(match["time"] or "")


_UNITS = {"天": "日", "工作天": "工作日", "钟头": "小时", "日历天": "日历日", "周年": "年", "星期": "周"}


def _unit(written: str) -> str:
    if written == "个月":
        return written
    unit = re.sub(r"^个?连?续?的?", "", written)
    return _UNITS.get(unit, unit)


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}"
