"""Labels of articles and entries, and where they are cited: what a person renumbers by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.mutations import numerals
from tests.mutations.mutation import Patch
from tests.mutations.original import Original

_LABEL = re.compile(
    r"^第(?P<number>[一二三四五六七八九十百零]+|\d+)条(?P<gap>[ \u3000]*[：:]?)", re.MULTILINE
)
_CITED = re.compile(r"第(?P<number>[一二三四五六七八九十百零]+|\d+)条(?!之)")
_LAW = re.compile(r"(?:》|法|条例|规定|解释|办法|章|节|分)(?:的|中)?$")
_ITEMS_CITED = re.compile(
    r"条[（(][一二三四五六七八九十\d]|第[（(]|[）)](?:项|所列|中的|至|、第?[（(])|第[一二三四五六七八九十\d]+[项目]"
    r"|[两三四五六]项|\d、\d|前项"
)
_STYLES = (
    ("（一）", re.compile(r"[（(](?P<number>[一二三四五六七八九十]+)[)）]")),
    ("（1）", re.compile(r"[（(](?P<number>\d+)[)）]")),
    ("1.", re.compile(r"(?P<number>\d+)[.．](?!\d)")),
    ("1、", re.compile(r"(?P<number>\d+)、")),
    ("①", re.compile(r"(?P<number>[①-⑳])")),
)


@dataclass(frozen=True, slots=True)
class Label:
    """The label at the head of an entry: ``text[start:end]``."""

    style: str
    number: int
    start: int
    end: int


def label_at(text: str, start: int) -> Label | None:
    """The label of the entry that begins at ``start``."""
    for style, pattern in _STYLES:
        match = pattern.match(text, start)
        if match:
            mark = match["number"]
            number = ord(mark) - ord("①") + 1 if style == "①" else numerals.value_of(mark)
            return Label(style, number or 0, start, match.end())
    return None


def labelled(style: str, number: int) -> str:
    """The label of that style and number."""
    mark = {"（一）": numerals.written(number), "①": chr(ord("①") + number - 1)}.get(style, str(number))
    return {"（一）": f"（{mark}）", "（1）": f"（{mark}）", "1.": f"{mark}.", "1、": f"{mark}、"}.get(
        style, mark
    )


def cites_entries(original: Original, node: int) -> bool:
    """True where the document may name entries of the article that a provision stands in: then its lists keep their
    numbers. Articles not called 第N条 or 2.3 are cited in too many ways: there the whole text is asked."""
    at = original.article_of(node)
    if at is None:
        return _ITEMS_CITED.search(original.text) is not None
    article = original.nodes[at]
    label = re.match(r"第[一二三四五六七八九十百\d]+条|\d+\.\d+", article.label)
    if label is None:
        return _ITEMS_CITED.search(original.text) is not None
    own = _ITEMS_CITED.search(article.span.quote(original.text))
    cited = re.search(rf"(?<!^){label.group()}[^，。；\s]{{0,6}}[（(\d]", original.text, re.MULTILINE)
    return own is not None or cited is not None


@dataclass(frozen=True)
class Articles:
    """The numbers of a document whose articles run 第一条, 第二条 … once, without a gap."""

    text: str
    heads: tuple[re.Match[str], ...]
    citations: tuple[re.Match[str], ...]

    @classmethod
    def of(cls, original: Original) -> "Articles | None":
        """None where articles cannot be renumbered by a simple rule."""
        text = original.text
        heads = tuple(_LABEL.finditer(text))
        numbers = [numerals.value_of(head["number"]) for head in heads]
        if len(heads) < 6 or numbers != list(range(1, len(heads) + 1)):
            return None
        starts = {head.start() for head in heads}
        cited = tuple(
            match
            for match in _CITED.finditer(text)
            if match.start() not in starts and not _LAW.search(text[: match.start()][-4:])
        )
        return cls(text, heads, cited)

    @property
    def has_ranges(self) -> bool:
        """True where 第四条至第六条 is cited."""
        return any(self.text[match.end() :].startswith(("至", "到", "、", "和")) for match in self.citations)

    def cites(self, number: int) -> bool:
        """True where an article is cited."""
        return any(numerals.value_of(match["number"]) == number for match in self.citations)

    def patches(self, numbers: Mapping[int, int], skip: range = range(0)) -> tuple[Patch, ...]:
        """Quiet patches that give every article and citation outside ``skip`` its new number."""
        return tuple(
            Patch(match.start("number"), match.end("number"), self._number(match, numbers), quiet=True)
            for match in (*self.heads, *self.citations)
            if match.start() not in skip and self._number(match, numbers) != match["number"]
        )

    def renumbered(self, start: int, end: int, numbers: Mapping[int, int]) -> str:
        """``text[start:end]`` with new numbers."""
        words, shift = self.text[start:end], 0
        inside = sorted(
            (match for match in (*self.heads, *self.citations) if start <= match.start() < end),
            key=lambda match: match.start(),
        )
        for match in inside:
            first, last, new = (
                match.start("number") - start + shift,
                match.end("number") - start + shift,
                self._number(match, numbers),
            )
            words = words[:first] + new + words[last:]
            shift += len(new) - (last - first)
        return words

    def _number(self, match: re.Match[str], numbers: Mapping[int, int]) -> str:
        old = numerals.value_of(match["number"]) or 0
        return numerals.in_kind_of(match["number"], numbers.get(old, old))
