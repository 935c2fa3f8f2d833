"""On which day a contract ends after notice (合同解除之日): the next day, fifteen days on, or the day of the notice."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from extractor.calculators.cases import told_cases
from extractor.calculators.termination import Terminator
from extractor.language.numerals import parse_number
from extractor.quotations import Quotation
from extractor.terms.passages import Passage


@dataclass(frozen=True, slots=True)
class Ending:
    """``day`` is the day of the end, by the words of ``source``."""

    day: date
    source: Quotation


_ENDS = re.compile(r"解除|终止|退保")
_DAYS = r"(?P<days>\d+|[一二三四五六七八九十]+)[日天]"

_THEN = r"[^，。；]{0,6}，?[^，。；]{0,16}(?:解除|终止)"


def _none(match: re.Match[str]) -> int | None:
    return 0


def _next(match: re.Match[str]) -> int | None:
    return 1


def _stated(match: re.Match[str]) -> int | None:
    days = parse_number(match["days"])
    return None if days is None else int(days)


# What is said of the notice, and how many days it takes; the first that is found holds.
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int | None]], ...] = (
    (
        re.compile(
            rf"(?:送达|到达|收到|发出)[^，。；]{{0,16}}?(?:后的?)?第?{_DAYS}(?:之?后|(?:二十四|24)时)"
        ),
        _stated,
    ),
    (re.compile(rf"提前{_DAYS}[^，。；]{{0,8}}通知"), _stated),
    (re.compile(rf"(?:通知|申请)[^，。；]{{0,20}}次日{_THEN}"), _next),
    (re.compile(rf"(?:通知|申请)[^，。；]{{0,20}}(?:之[日时]|时)(?:起|的?(?:二十四|24)时){_THEN}"), _none),
)


def ending_after(notified: date, by: Terminator, sentences: tuple[Passage, ...]) -> Ending | None:
    """When the contract ends if notice reaches the other side on ``notified``; None where the text does not say."""
    return next(_endings(notified, by, sentences), None)


def _endings(notified: date, by: Terminator, sentences: tuple[Passage, ...]) -> Iterator[Ending]:
    for _, article in groupby(sentences, key=lambda one: one.article):
        for told in told_cases(list(article)):
            if told.case.by not in (None, by) or told.case.after_payment or not _ENDS.search(told.text):
                continue
            for pattern, days_of in _RULES:
                match = pattern.search(told.text)
                days = days_of(match) if match else None
                if days is not None:
                    yield Ending(notified + timedelta(days=days), told.source)
                    break
