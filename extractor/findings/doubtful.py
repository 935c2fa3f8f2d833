"""Figures and words that recognition is not sure of (识别存疑): to be compared with the picture, never taken as read."""

import re
from collections.abc import Iterator

from extractor.document import Document, Span
from extractor.findings.passages import Passage, finding
from extractor.records import Finding

FIGURE, WORDS = "doubtful-figure", "doubtful-text"
_SURE_FIGURE = 0.97  # probability of every character of a figure to be right
_LOST = 0.6  # of a character that is as good as unread
_FEWEST_LOST = 2  # of them together
_REACH = 3  # characters between two that are lost in one place

_COUNT = "[一二三四五六七八九十百千万零〇两]"
_SIGNS = re.compile("[¥￥$元,，]+")  # a doubtful one changes no value
# Amounts, rates, dates, deadlines, ages, numbers of things: in digits, in 大写, and in words before a unit.
_FIGURES = re.compile(
    r"[¥￥$]?[\d\ufffd]*\d[\d\ufffd,，.．:：/\-—]*(?:[%％‰]|[百千万亿]*(?:元|美元|港元|圆|周岁|岁|个月|月|日|天|年|小时|倍|次|期|份|人|米|公里|吨)?)"
    r"|[壹贰叁肆伍陆柒捌玖拾佰仟萬億零]{2,}[万亿元圆角分整正]*"
    rf"|百分之{_COUNT}+|{_COUNT}+个?(?:工作)?(?:日|天|月|年|周岁|小时|元|倍)"
)


def find_doubtful(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Every figure with a doubtful character, and every place where several characters are as good as unread."""
    for passage in passages:
        doubts = document.doubts(passage.span)
        if not doubts:
            continue
        text = passage.span.quote(document.text)
        for match in _FIGURES.finditer(text):
            span = Span(passage.span.start + match.start(), passage.span.start + match.end())
            unsure = [
                (place, confidence)
                for place, confidence in doubts
                if confidence < _SURE_FIGURE
                and place.start < span.end
                and place.end > span.start
                and not _SIGNS.fullmatch(place.quote(document.text))
            ]
            if unsure:
                yield finding(document, FIGURE, passage.path, span, _told(document, span, unsure))
        yield from _lost(document, passage, [place for place, confidence in doubts if confidence < _LOST])


def _told(document: Document, span: Span, unsure: list[tuple[Span, float]]) -> str:
    place, confidence = min(unsure, key=lambda one: one[1])
    return (
        f"“{span.quote(document.text)}”由图像识别得到，其中“{place.quote(document.text)}”的把握仅约{confidence:.0%}；"
        "请对照图像核对后再使用。"
    )


def _lost(document: Document, passage: Passage, places: list[Span]) -> Iterator[Finding]:
    group: list[Span] = []
    for place in [*places, None]:
        if group and (place is None or place.start - group[-1].end > _REACH):
            if group[-1].end - group[0].start >= _FEWEST_LOST:
                span = Span(group[0].start, group[-1].end)
                yield finding(
                    document,
                    WORDS,
                    passage.path,
                    span,
                    "此处文字由图像识别得到，几乎未能认出；请对照图像补正。",
                )
            group = []
        if place is not None:
            group.append(place)
