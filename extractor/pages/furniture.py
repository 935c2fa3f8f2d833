"""What is on a page beside the document's text: heads, feet, watermarks, emphasis dots (页眉页脚、水印、着重号).

Heads and feet are told by their place and their coming again; contents and reading guides by their text
(:mod:`extractor.pages.contents`). What is not surely furniture stays text.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from extractor.document import LineKind
from extractor.pages.contents import front_matter, leader_lines
from extractor.pages.glyphs import Glyphs
from extractor.pages.printed import Printed, opens_with_label
from extractor.pages.runs import Run

_DOTS = frozenset("．.·•・∙●⋅﹒‧˙▪")
_UNDER = 1.0  # of the size: how far below its character an emphasis dot stands at most
_MOSTLY = 0.8

_LARGE = 1.5  # of the body's size
_HUGE = 3.0
_SEVERAL = 3  # pages

_ZONE = 0.12  # of the page's height
_OUTERMOST = 4  # lines from either end
_DRIFT = 6.0  # points
_SHIFT = 14.0  # points, from one recognised page to the next: sheets lie askew, and a camera bends them

_LIKE = 88.0  # per cent, of two readings of one running head
_FEWEST_LIKE = 6  # characters
_PAGE_MARK = re.compile(
    r"第[,，.·、]?[\d一二三四五六七八九十百]+页[,，/／、]?(?:[(（]?共[\d一二三四五六七八九十百]+页[)）]?)?|共\d+页[,，/／、]?第\d+页"
    r"|[-—–－~·]+\d{1,4}[-—–－~·]+|\d{1,4}[/／]\d{1,4}(?:页)?|(?:Page|P)\.?\d+(?:of\d+|/\d+)?|页码?[：:]?\d{1,4}(?:[/／]\d{1,4})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-—–－~·]*(\d{1,4})[-—–－~·]*")
_ROMAN = re.compile(r"[-—–－·]*[ivxIVXⅠ-ⅻ]{1,7}[-—–－·]*")
_DIGITS = re.compile(r"\d+")


class Sheet(NamedTuple):
    """A page of lines in reading order."""

    number: int
    width: float
    height: float
    lines: list[Printed]
    recognised: bool = False  # from a picture, so that what is printed alike may be read a little differently


# --- emphasis dots ----------------------------------------------------------------------------------------


def without_emphasis(runs: Sequence[Run]) -> list[Run]:
    """The runs without the dots that stand under characters, which are marked; full stops and leaders stay."""
    if not any(_DOTS.intersection(run.text) for run in runs):
        return list(runs)
    dotted = [run for run in runs if _only_dots(run.text)]
    others = [_undotted(run) for run in runs if not _only_dots(run.text)]
    if not dotted:
        return others
    others.sort(key=lambda run: run.base)
    bases = [run.base for run in others]
    kept, marked = [], defaultdict[int, set[int]](set)
    for dots in dotted:
        above = _emphasized(dots, others, bases)
        for number, at in above:
            marked[number].add(at)
        if not above:
            kept.append(dots)
    return [_marked(run, marked.get(number, ())) for number, run in enumerate(others)] + kept


def _only_dots(text: str) -> bool:
    return _DOTS.issuperset(text.replace(" ", ""))


def _emphasized(dots: Run, others: Sequence[Run], bases: Sequence[float]) -> list[tuple[int, int]]:
    """The characters (number of the run, index) under whose middle a dot stands, on the baseline or just below.

    Nothing where not most of the dots stand so.
    """
    reach = max(2.0 * dots.size, 12.0)
    first, last = bisect_left(bases, dots.base - reach), bisect_right(bases, dots.base + 0.5 * dots.size)
    above = [
        number
        for number in range(first, last)
        if -0.5 * dots.size <= dots.base - others[number].base <= _UNDER * others[number].size
    ]
    places = [at for at, char in enumerate(dots.text) if char != " "]
    found = [_character_above(dots, at, others, above) for at in places]
    under = [one for one in found if one is not None]
    return under if len(under) >= _MOSTLY * len(places) else []


def _character_above(
    dots: Run, at: int, others: Sequence[Run], above: Sequence[int]
) -> tuple[int, int] | None:
    middle = (dots.edges[2 * at] + dots.edges[2 * at + 1]) / 2
    for number in above:
        run = others[number]
        if run.left < middle < run.right:
            for place, (left, right) in enumerate(zip(run.edges[::2], run.edges[1::2], strict=True)):
                if left < middle < right and run.text[place] != " ":
                    return number, place
    return None


def _marked(run: Run, places: Iterable[int]) -> Run:
    marks = bytearray(run.marks)
    for at in places:
        marks[at] |= 1
    return run._replace(marks=bytes(marks))


def _undotted(run: Run) -> Run:
    """A run whose dots were printed right after each character: 本．附．加 with the dot inside the character."""
    if not any(char in _DOTS for char in run.text):
        return run
    dotted = {at: _inside(run, at) for at, char in enumerate(run.text) if char in _DOTS}
    keep = [at for at in range(len(run.text)) if dotted.get(at) is None]
    if len(keep) == len(run.text):
        return run
    run = _marked(run, [place for place in dotted.values() if place is not None])
    edges = tuple(chain.from_iterable(run.edges[2 * at : 2 * at + 2] for at in keep))
    text, marks = "".join(run.text[at] for at in keep), bytes(run.marks[at] for at in keep)
    return run._replace(text=text, edges=edges, marks=marks, right=max(edges))


def _inside(run: Run, at: int) -> int | None:
    """The neighbour that the dot stands in the middle of."""
    middle = (run.edges[2 * at] + run.edges[2 * at + 1]) / 2
    near = [place for place in (at - 1, at + 1) if 0 <= place < len(run.text)]
    return next((at for at in near if run.edges[2 * at] < middle < run.edges[2 * at + 1]), None)


# --- watermarks -------------------------------------------------------------------------------------------


def body_size(pages: Sequence[Glyphs]) -> float:
    """The size that most characters of the document have (points)."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size * 2) / 2] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def watermarks(pages: Sequence[Glyphs], body: float) -> list[set[int]]:
    """Indexes of the runs of each page that are a watermark: pale or huge, or the same on several pages.

    Large type is a title where it stands once in full colour.
    """
    seen = Counter(
        key
        for page in pages
        for key in {_place(run) for run in page.runs if run.size >= _LARGE * body or run.faint}
    )
    return [
        {
            at
            for at, run in enumerate(page.runs)
            if (run.faint and run.size >= _LARGE * body)
            or (seen[_place(run)] >= _SEVERAL and (run.size >= _HUGE * body or run.faint))
        }
        for page in pages
    ]


def _place(run: Run) -> tuple[str, int, int]:
    return run.text, round(run.left / _DRIFT), round(run.base / _DRIFT)


# --- heads and feet ---------------------------------------------------------------------------------------


def mark_furniture(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, with the lines that are furniture said to be so."""
    aside = _running(sheets) | _front(sheets)
    return [
        sheet._replace(
            lines=[
                line._replace(kind=LineKind.FURNITURE) if (page, at) in aside else line
                for at, line in enumerate(sheet.lines)
            ]
        )
        for page, sheet in enumerate(sheets)
    ]


_Place = tuple[int, int]


def _front(sheets: Sequence[Sheet]) -> set[_Place]:
    """Contents and reading guides."""
    places = [
        (page, at)
        for page, sheet in enumerate(sheets)
        for at, line in enumerate(sheet.lines)
        if line.kind is not LineKind.FURNITURE
    ]
    texts = [sheets[page].lines[at].text for page, at in places]
    found = front_matter(texts) | leader_lines(texts)
    return {places[at] for at in found if sheets[places[at][0]].lines[places[at][1]].kind is not LineKind.ROW}


def _running(sheets: Sequence[Sheet]) -> set[_Place]:
    """Heads, feet and page numbers: from the edge of the page inwards, up to the first line of text."""
    edges = [(page, ends) for page, sheet in enumerate(sheets) for ends in _ends(sheet)]
    again = _again(sheets, edges) | _nearly_again(sheets, edges)
    numbers = _page_numbers(sheets, edges)
    found: set[_Place] = set()
    for page, ends in edges:
        for at in ends:
            text = _squeezed(sheets[page].lines[at].text)
            if not (_PAGE_MARK.fullmatch(text) or (page, at) in again or (page, at) in numbers):
                break
            found.add((page, at))
    return found


def _ends(sheet: Sheet) -> Iterator[list[int]]:
    """Indexes of the lines in the head's zone from the top, and in the foot's from the bottom."""
    order = sorted(range(len(sheet.lines)), key=lambda at: sheet.lines[at].base)
    places = [at for at in order if sheet.lines[at].kind is not LineKind.ROW]
    yield [at for at in places[:_OUTERMOST] if sheet.lines[at].base < _ZONE * sheet.height]
    yield [at for at in places[: -_OUTERMOST - 1 : -1] if sheet.lines[at].top > (1 - _ZONE) * sheet.height]


def _again(sheets: Sequence[Sheet], edges: Sequence[tuple[int, list[int]]]) -> set[_Place]:
    """Lines that stand at the same height on several pages, but for their digits."""
    groups: defaultdict[str, list[_Place]] = defaultdict(list)
    for page, ends in edges:
        for at in ends:
            text = _squeezed(sheets[page].lines[at].text)
            if not _NUMBER.fullmatch(text):
                groups[text if opens_with_label(text) else _DIGITS.sub("#", text)].append((page, at))
    enough = min(_SEVERAL, max(2, len(sheets)))
    found: set[_Place] = set()
    for places in groups.values():
        for page, at in places:
            line = sheets[page].lines[at]
            alike = {
                other
                for other, index in places
                if abs(sheets[other].lines[index].base - line.base) <= _DRIFT
                and abs(sheets[other].lines[index].size - line.size) <= 1
            }
            if len(alike) >= enough:
                found.add((page, at))
    return found


def _nearly_again(sheets: Sequence[Sheet], edges: Sequence[tuple[int, list[int]]]) -> set[_Place]:
    """Lines of recognised pages that stand at the same height on several and are read nearly alike."""
    places = [(page, at) for page, ends in edges if sheets[page].recognised for at in ends]
    texts = [_DIGITS.sub("#", _squeezed(sheets[page].lines[at].text).replace("_", "")) for page, at in places]
    enough = min(_SEVERAL, max(2, len(sheets)))
    found: set[_Place] = set()
    for (page, at), text in zip(places, texts, strict=True):
        line = sheets[page].lines[at]
        alike = {
            other
            for (other, index), said in zip(places, texts, strict=True)
            if abs(sheets[other].lines[index].base - line.base) <= _SHIFT and _is_like(text, said)
        }
        if len(alike) >= enough:
            found.add((page, at))
    return found


def _is_like(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    return shorter >= _FEWEST_LIKE and longer <= 1.2 * shorter and ratio(one, other) >= _LIKE


def _page_numbers(sheets: Sequence[Sheet], edges: Sequence[tuple[int, list[int]]]) -> set[_Place]:
    """Bare numbers that count the pages, and Roman ones."""
    counted: defaultdict[int, set[_Place]] = defaultdict(set)
    found: set[_Place] = set()
    for page, ends in edges:
        for at in ends:
            text = _squeezed(sheets[page].lines[at].text)
            if match := _NUMBER.fullmatch(text):
                counted[int(match[1]) - page].add((page, at))
            elif _ROMAN.fullmatch(text):
                found.add((page, at))
    for places in counted.values():
        if len({page for page, _ in places}) >= 2:
            found |= places
    if len(sheets) == 1:
        found |= counted[1]
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())
