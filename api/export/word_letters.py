"""Where the characters of a document stand in its Word file (定位): canonical text → letters in ``w:t`` elements.

The canonical text has numbers that Word counts by itself, one line for a row of cells, and no deleted or hidden words.
Each of its lines is looked for among the printed stretches of the file, to the letter first, then by likeness. White
space and blanks (____) are not compared.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from rapidfuzz.distance import Indel

from api.export.word_file import MC, W
from extractor.document import Span

_PASSED = frozenset(
    W + name
    for name in (
        "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "ins", "moveTo", "fldSimple",
        "ruby", "rubyBase",
    )
)  # fmt: skip
_HIDDEN = tuple(W + name for name in ("vanish", "strike", "dstrike"))
_OFF = {"0", "false", "off", "none"}
_BREAKS = frozenset({W + "br", W + "cr"})
_IGNORED = re.compile("[\\s_\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f-\x9f]")
_LONGEST_LABEL = 12  # characters of a number that Word counts by itself
_NO_LABEL = re.compile("")
_ANY_LABEL = re.compile(".+")
_NUMERALS = "[0-9０-９一二三四五六七八九十百〇零甲乙丙丁A-Za-zⅠ-ⅿ①-⑳.．]"
_LABEL = re.compile(f"[（(【]?第?{_NUMERALS}+[条章节编款项]?[）)】.．、:：]?")
_LIKE = 0.75
_NEAR = 60  # stretches looked at by likeness on each side of where the last line was found
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True, eq=False)
class Letter:
    """One printed character: ``holder.text[at]`` of a ``w:t``; ``order`` counts through the file."""

    character: str
    holder: etree._Element
    at: int
    paragraph: etree._Element
    order: int


class Letters:
    """The letters of a Word file by their offset in the canonical text."""

    def __init__(self, body: etree._Element, text: str, lines: Iterable[Span]) -> None:
        self._at: dict[int, Letter] = {}
        finder = _Finder(_stretches(body))
        for line in lines:
            cells = list(_cells(text, line))
            whole = [compared for cell in cells for compared in cell]
            found = finder.to_the_letter(whole, _LABEL) if whole else []
            self._at.update(found or (one for cell in cells for one in finder.find(cell)))
        self.by_paragraph: dict[etree._Element, int] = defaultdict(int)
        for letter in finder.letters():
            self.by_paragraph[letter.paragraph] += 1

    @staticmethod
    def compared(text: str) -> int:
        """How many characters of ``text`` have letters where all of it is found."""
        return len(text) - len(_IGNORED.findall(text))

    def of(self, span: Span) -> list[Letter]:
        """The letters of ``span`` that were found, in the order of the text."""
        return [self._at[offset] for offset in range(span.start, span.end) if offset in self._at]


def _cells(text: str, line: Span) -> Iterator[list[tuple[int, str]]]:
    """The characters that are compared, with their offsets: of the line, or of each cell of a row."""
    start = line.start
    for cell in line.quote(text).split("\t"):
        compared = [
            (start + at, character) for at, character in enumerate(cell) if not _IGNORED.match(character)
        ]
        if compared:
            yield compared
        start += len(cell) + 1


def _stretches(body: etree._Element) -> Iterator[list[Letter]]:
    """The letters of each paragraph, or of each part of it that a line break ends."""
    order = 0
    for paragraph in body.iter(W + "p"):
        if next(paragraph.iterancestors(MC + "Fallback", W + "del", W + "moveFrom"), None) is not None:
            continue
        stretch: list[Letter] = []
        for part in _printed(paragraph):
            if part.tag != W + "t":
                yield stretch
                stretch = []
                continue
            for at, character in enumerate(_normalised(part)):
                if not _IGNORED.match(character):
                    stretch.append(Letter(character, part, at, paragraph, order))
                    order += 1
        yield stretch


def _normalised(holder: etree._Element) -> str:
    """The text that counts: outer spaces do only where the file says so, and it says so from now on."""
    text = holder.text or ""
    if holder.get(_SPACE) != "preserve":
        holder.text = text = text.strip(" \t\r\n")
        holder.set(_SPACE, "preserve")
    return text


def _printed(container: etree._Element) -> Iterator[etree._Element]:
    """``w:t`` elements and line breaks in order, nothing that was deleted or does not print."""
    for part in container:
        if part.tag in _PASSED:
            yield from _printed(part)
        elif part.tag == W + "r" and not _hidden(part):
            for inner in part:
                if inner.tag == W + "t" or inner.tag in _BREAKS:
                    yield inner
                elif inner.tag == W + "ruby":
                    yield from _printed(inner)


def _hidden(run: etree._Element) -> bool:
    properties = run.find(W + "rPr")
    if properties is None:
        return False
    found = (properties.find(name) for name in _HIDDEN)
    return any(one is not None and one.get(W + "val", "1").lower() not in _OFF for one in found)


Compared = Sequence[tuple[int, str]]
Found = list[tuple[int, Letter]]


class _Finder:
    """Finds each line once, from where the last one was found onwards, then anywhere."""

    def __init__(self, stretches: Iterable[list[Letter]]) -> None:
        self._stretches = [stretch for stretch in stretches if stretch]
        self._texts = ["".join(letter.character for letter in stretch) for stretch in self._stretches]
        self._free = set(range(len(self._stretches)))
        self._reached = 0
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._opening: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(self._texts):
            self._whole[text].append(at)
            self._opening[text[0]].append(at)

    def letters(self) -> Iterator[Letter]:
        """Every letter of the file."""
        for stretch in self._stretches:
            yield from stretch

    def find(self, line: Compared) -> Found:
        """The letters of a line with their offsets; fewer than it has where the file's differ, none if not found."""
        return self.to_the_letter(line, _LABEL, _ANY_LABEL) or self._alike(
            "".join(character for _, character in line), line
        )

    def to_the_letter(self, line: Compared, *labels: re.Pattern[str]) -> Found:
        """All letters of a line, or all but an automatic number of one of the forms ``labels``; or none."""
        text = "".join(character for _, character in line)
        for automatic in (_NO_LABEL, *labels):
            ends = [
                end for end in range(min(_LONGEST_LABEL + 1, len(text))) if automatic.fullmatch(text[:end])
            ]
            for look in (self._alone, self._several):
                for end in ends:
                    if stretches := look(text[end:]):
                        return self._taken(stretches, line[end:])
        return []

    def _alone(self, text: str) -> list[int]:
        """The stretch that is this text."""
        at = self._nearest(self._whole.get(text, ()))
        return [] if at is None else [at]

    def _nearest(self, candidates: Sequence[int]) -> int | None:
        """The first that is free from where the last line was found onwards, else the first that is free."""
        following = bisect_left(candidates, self._reached)
        for places in (range(following, len(candidates)), range(following)):
            for place in places:
                if candidates[place] in self._free:
                    return candidates[place]
        return None

    def _several(self, text: str) -> list[int]:
        """Neighbouring stretches that make up the text together: paragraphs of one cell, or run together."""
        opening = self._opening.get(text[0], [])
        for first in opening[bisect_left(opening, self._reached) :]:
            if first not in self._free:
                continue
            taken, length = [first], len(self._texts[first])
            while text.startswith(self._texts[taken[-1]], length - len(self._texts[taken[-1]])):
                if length == len(text):
                    return taken
                following = taken[-1] + 1
                if following not in self._free:
                    break
                taken.append(following)
                length += len(self._texts[following])
        return []

    def _taken(self, stretches: Sequence[int], line: Compared) -> Found:
        self._free.difference_update(stretches)
        self._reached = stretches[-1] + 1
        letters = [letter for at in stretches for letter in self._stretches[at]]
        return [(offset, letter) for (offset, _), letter in zip(line, letters, strict=True)]

    def _alike(self, text: str, line: Compared) -> Found:
        """The letters that agree with the likeliest stretch near by; none where nothing is like the line."""
        near = range(max(self._reached - _NEAR, 0), min(self._reached + _NEAR, len(self._texts)))
        scored = [
            (Indel.normalized_similarity(text, self._texts[at], score_cutoff=_LIKE), -at)
            for at in near
            if at in self._free
        ]
        likeness, at = max(scored, default=(0.0, 0))
        if likeness < _LIKE:
            return []
        self._free.discard(-at)
        self._reached = 1 - at
        letters = self._stretches[-at]
        return [
            (line[block.a + step][0], letters[block.b + step])
            for block in Indel.opcodes(text, self._texts[-at]).as_matching_blocks()
            for step in range(block.size)
        ]
