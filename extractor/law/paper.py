"""A wording before the law (受审文本): each point with the words around it, and what must be known of the whole."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.assessments import LineOfCover
from extractor.elements.selection import Selector, select
from extractor.elements.wording import Statement, Wording

_SEA = re.compile(r"海洋运输|海运|海轮|提单|船舶保险")
_NOT_SEA = re.compile(r"航空|空运|陆运|陆路|陆上|公路|铁路|火车|汽车|水路|邮包|邮递")
_LAW_PREVAILS = re.compile(
    r"(?:与|同|和)[^。；]{0,40}(?:法律|法规|保险法|规定)[^。；]{0,12}(?:抵触|相悖|不符|不一致|冲突|违背)[^。；]{0,16}以[^。；]{0,20}(?:法律|法规|保险法|规定)[^。；]{0,8}为准"
    r"|(?:抵触|相悖|不符|冲突)[^。；]{0,8}以(?:相关|有关|国家|上述)?(?:法律|法规|保险法)[^。；]{0,10}为准"
)


@dataclass(frozen=True, eq=False)
class Point:
    """A statement that touches a rule. ``near`` is the sentence with its lead-in and its neighbours in the article,
    ``before`` the sentence before it, ``around`` the whole article; all without white space."""

    statement: Statement
    before: str
    near: str
    around: str

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.statement.text


class Paper:
    """A wording with the neighbourhood of every sentence, computed once."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    @cached_property
    def text(self) -> str:
        """The whole text without white space."""
        return "".join(self.wording.document.text.split())

    @cached_property
    def title(self) -> str:
        """The title without white space."""
        return "".join(self.wording.document.title.split())

    @cached_property
    def at_sea(self) -> bool:
        """Marine insurance answers to 《海商法》 first."""
        if LineOfCover.CARGO not in self.wording.lines or _NOT_SEA.search(self.title):
            return False
        return _SEA.search(self.text) is not None

    @cached_property
    def law_prevails(self) -> bool:
        """Does the document say that the law prevails over it?"""
        return any(_LAW_PREVAILS.search(sentence.text) for sentence in self.wording.sentences)

    def points(self, selectors: tuple[Selector, ...]) -> Iterator[Point]:
        """What the selectors take, each with its neighbourhood."""
        for statement in select(self.wording, selectors):
            yield self._point(statement)

    def _point(self, statement: Statement) -> Point:
        sentences, at = self.wording.sentences, self._index(statement)
        if at < 0:
            return Point(statement, "", statement.text, statement.text)
        first, last = self._articles[at]
        before = sentences[at - 1].text if at > first else ""
        after = sentences[at + 1].text if at + 1 < last else ""
        lead = self._lead(first, at)
        near = "。".join(part for part in (lead, before, statement.text, after) if part)
        return Point(statement, before, near, "。".join(each.text for each in sentences[first:last]))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.quotation.span.start for sentence in self.wording.sentences]

    def _index(self, statement: Statement) -> int:
        return bisect_right(self._starts, statement.quotation.span.start) - 1

    @cached_property
    def _articles(self) -> list[tuple[int, int]]:
        """For each sentence, where the sentences of its article begin and end."""
        names = [sentence.quotation.path.split("（")[0] for sentence in self.wording.sentences]
        bounds: list[tuple[int, int]] = []
        first = 0
        for at in range(1, len(names) + 1):
            if at == len(names) or names[at] != names[first]:
                bounds += [(first, at)] * (at - first)
                first = at
        return bounds

    def _lead(self, first: int, at: int) -> str:
        """The nearest sentence before this one, in its article, that a colon closes."""
        text = self.wording.document.text
        for index in range(at - 1, first - 1, -1):
            end = self.wording.sentences[index].quotation.span.end
            if text[end : end + 1] in {"：", ":"}:
                return self.wording.sentences[index].text if index < at - 1 else ""
        return ""
