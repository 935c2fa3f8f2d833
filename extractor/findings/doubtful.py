"""Figures and words that recognition is not sure of (识别存疑): to be compared with the picture, never taken as read."""

import re
from collections.abc import Iterator

from extractor.document import Document, Span
from extractor.findings.passages import Passage, finding
from extractor.records import Finding

FIGURE, WORDS = "doubtful-figure", "doubtful-text"
# Probability to be right that every character of a figure must have: its digits, and the rest of it.
_SURE_DIGIT, _SURE_WORD = 0.997, 0.985
_NEARLY = 0.95
_BESIDE = 0.9  # of a character right beside a figure, that may be another digit of it
_MARKS = frozenset("，。；：、,;:（）()“”")
_LIKE_WRITTEN = frozenset(
    "玫玟染参伯什忏仔抬捨貮武陵拐律肄宣壶"
)  # what 玖柒叁佰仟拾贰陆捌肆壹 are misread as
_LOST = 0.6  # of a character that is as good as unread
_FEWEST_LOST = 2  # of them together
_REACH = 3  # characters between two that are lost in one place

_COUNT = "[一二三四五六七八九十百千万零〇两]"
_DIGITS = re.compile(r"[\d%％‰\ufffd]")
_SIGNS = re.compile("[¥￥$元,，]+")  # a doubtful one changes no value where the figure is set as figures are
_WRITTEN = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟]")
_NUMBER = re.compile(r"\d[\d,，.．]*(?<![,，.．])")
_SET_WELL = re.compile(r"(?:0|[1-9]\d{0,2}(?:[,，]\d{3})+|[1-9]\d*)(?:[.．]\d+)?")
_CENTS = re.compile(r"[.．]\d{3,}$")  # no amount in yuan is set so: 28.000元 is 28,000元 misread
_ODD = "“{figure}”由图像识别得到，其写法或相邻的字不合金额的写法；请对照图像核对后再使用。"
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
        told: list[Span] = []
        for match in _FIGURES.finditer(text):
            span = Span(passage.span.start + match.start(), passage.span.start + match.end())
            unsure = [doubt for doubt in doubts if _is_unsure(document, doubt, span)]
            if unsure:
                told.append(span)
                yield finding(document, FIGURE, passage.path, span, _told(document, span, unsure))
            elif _is_set_badly(match[0]) or _is_among_alike(text, match):
                yield finding(document, FIGURE, passage.path, span, _ODD.format(figure=match[0]))
        lost = [place for place, confidence in doubts if confidence < _LOST]
        yield from _lost(document, passage, [place for place in lost if not _is_in(place, told)])


def _is_unsure(document: Document, doubt: tuple[Span, float], figure: Span) -> bool:
    """True where the doubt is one of the figure, or of a character right beside it that may be another digit of it."""
    place, confidence = doubt
    if place.start < figure.end and place.end > figure.start:
        return confidence < _wanted(place.quote(document.text))
    beside = place.end == figure.start or place.start == figure.end
    return beside and confidence < _BESIDE and not _MARKS.issuperset(place.quote(document.text))


def _is_in(place: Span, spans: list[Span]) -> bool:
    return any(place.start < span.end and place.end > span.start for span in spans)


def _is_among_alike(text: str, figure: re.Match[str]) -> bool:
    """True for a figure in 大写 beside a character that one of its own is misread as: 玫拾壹万元."""
    around = text[max(figure.start() - 1, 0) : figure.start()] + text[figure.end() : figure.end() + 1]
    return _WRITTEN.match(figure[0]) is not None and not _LIKE_WRITTEN.isdisjoint(around)


def _wanted(text: str) -> float:
    """How sure these characters of a figure must be."""
    if _SIGNS.fullmatch(text):
        return 0.0
    return _SURE_DIGIT if _DIGITS.search(text) else _SURE_WORD


def _is_set_badly(figure: str) -> bool:
    """True for an amount whose marks stand where no amount has them: one was read for the other, or a digit is lost."""
    number = _NUMBER.search(figure)
    if number is None or not figure.endswith(("元", "美元", "港元", "圆")):
        return False
    whole = figure[number.end() :] in {"元", "美元", "港元", "圆"}
    return not _SET_WELL.fullmatch(number[0]) or (whole and _CENTS.search(number[0]) is not None)


def _told(document: Document, span: Span, unsure: list[tuple[Span, float]]) -> str:
    place, confidence = min(unsure, key=lambda one: one[1])
    return (
        f"“{span.quote(document.text)}”由图像识别得到，其中“{place.quote(document.text)}”的把握约{_share(confidence)}；"
        "请对照图像核对后再使用。"
    )


def _share(confidence: float) -> str:
    """62%, 99.2%."""
    return f"{confidence:.1%}" if confidence > _NEARLY else f"{confidence:.0%}"


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
