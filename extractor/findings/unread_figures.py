"""Figures that recognition left out (漏读的数字): a unit of counting with no number before it, where one must stand.

The reader loses a lone digit between Chinese characters and is sure of all that it kept: 在5个工作日内 is read as
在个工作日内. Only the words tell of it. In the 440 real texts beside which this was written, which were never pictures, the
pattern stands nowhere.
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
    rf"(?<![{_NUMBER}几数多半整每各若干余上下本首末第该当同这那nNxX×_＿—\-/\s（()）\[\]【】*＊％%…．.、\ufffd]){_COUNTED}"
    "|(?<=[起后于在达满过足])(?:日|天|月|年|小时|工作日)(?:之内|以内|内|以上|以下|以后)"
    "|(?<=[满过足达为])周岁(?!年龄)"
    rf"|(?<![{_NUMBER}])第[条款项](?![条款项])"
    "|(?<=[为过至达付收的])万?元(?![素件器旦])"
    rf"|百分之(?![{_NUMBER}\d_＿\s…—\ufffd])"
    "|(?<=[的为按以至过于到占])[%％‰]"
    "|(?<=[为过至达付收的于])倍(?!数)"
)
_TOLD = "“{quote}”的计数单位前没有数字，可能是图像识别时漏读；请对照图像补正后再使用。"
_AROUND = 2


def find_unread_figures(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Every unit without its number, in documents of which pages were recognised."""
    if not any(remark.code == "recognised" for remark in document.remarks):
        return
    for passage in passages:
        text = passage.span.quote(document.text)
        for match in _NO_NUMBER.finditer(text):
            start = passage.span.start + max(match.start() - _AROUND, 0)
            span = Span(start, passage.span.start + match.end())
            told = _TOLD.format(quote=span.quote(document.text))
            yield finding(document, FIGURE, passage.path, span, told)
