"""Figures that recognition must have misread (误读的数字), as the words around them show.

The reader loses a lone digit between Chinese characters and is sure of all that it kept: 在5个工作日内 is read as
在个工作日内. It reads 贰佰万元 as 底佰万元 and 2025年 as 2625年. In the 440 real texts, which were never pictures, beside which the
patterns were written, they stand once, at a blank in a form.
"""

import re
from collections.abc import Iterator

from extractor.document import Document, Span
from extractor.findings.doubtful import FIGURE
from extractor.findings.passages import Passage, finding
from extractor.records import Finding

_NUMBER = "0-9０-９一二三四五六七八九十百千万亿零〇两壹贰叁肆伍陆柒捌玖拾佰仟"
_COUNTED = "个(?:工作日|自然日|月|小时)"
_NO_NUMBER = re.compile(
    # 几个月, 每个月, 上个月, 该个月; a number, a blank to fill in or a sign may stand before any unit.
    rf"(?<![{_NUMBER}几数多半整每各若干余上下本首末第该当同这那nNxX×_＿—\-/\s（()）\[\]【】*＊％%…．.、\ufffd]) ?{_COUNTED}"
    "|(?<=[起后于在达满过足]) ?(?:日|天|月|年|小时|工作日)(?:之内|以内|内|以上|以下|以后)"
    "|(?<=[满过足达为]) ?周岁(?!年龄)"
    rf"|(?<![{_NUMBER}])第 ?[条款项](?![条款项])"
    "|(?<=[为过至达付收的]) ?万?元(?![素件器旦])"
    rf"|百分之(?![{_NUMBER}\d_＿\s…—\ufffd])"
    "|(?<=[的为按以至过于到占]) ?[%％‰]"
    "|(?<=[为过至达付收的于]) ?倍(?!数)"
)
_STRANGER = re.compile(
    "(?:人民币|大写)[：:]?(?![零壹贰叁肆伍陆柒捌玖拾佰仟萬億一二三四五六七八九十百千\\d¥￥_＿（(\\s])[^，。；：元]{1,2}[拾佰仟](?=[零壹贰叁肆伍陆柒捌玖万元])"
)
_DATE = re.compile(r"(?<!\d)(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?")
_FIRST, _LAST = 1900, 2199  # years that a contract may name

_LOST = "“{quote}”的计数单位前没有数字，可能是图像识别时漏读；请对照图像补正后再使用。"
_ODD = "“{quote}”由图像识别得到，其中有不像大写数字的字；请对照图像核对后再使用。"
_NO_DATE = "“{quote}”由图像识别得到，不是可能的日期；请对照图像核对后再使用。"
_AROUND = 2


def find_misread(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Units without their number, amounts with a stranger among the numerals and dates that cannot be, in documents of
    which pages were recognised."""
    if not any(remark.code == "recognised" for remark in document.remarks):
        return
    for passage in passages:
        for start, end, told in _misread(passage.span.quote(document.text)):
            span = Span(passage.span.start + start, passage.span.start + end)
            message = told.format(quote=span.quote(document.text))
            yield finding(document, FIGURE, passage.path, span, message)


def _misread(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and what is told of each."""
    for match in _NO_NUMBER.finditer(text):
        yield max(match.start() - _AROUND, 0), match.end(), _LOST
    for match in _STRANGER.finditer(text):
        yield match.start(), match.end(), _ODD
    for match in _DATE.finditer(text):
        if not _can_be(match):
            yield match.start(), match.end(), _NO_DATE


def _can_be(date: re.Match[str]) -> bool:
    """A month of 13 or a day of 32 is none; whether a 31st is, the other findings tell."""
    year, month, day = (int(date[name] or 1) for name in ("year", "month", "day"))
    return _FIRST <= year <= _LAST and 1 <= month <= 12 and 1 <= day <= 31
