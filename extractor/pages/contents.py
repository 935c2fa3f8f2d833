"""Contents, reading guides, page marks and site boilerplate among the lines (目录、阅读指引、页码、网站噪声).

Every function takes the lines' texts in order and gives the indexes of those that are furniture. Nothing here
knows a format; a line that reads like a provision is never named.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from extractor.document import Line, LineKind

_NOISE = Path(__file__).parents[2] / "corpora" / "lexicon" / "site_noise.toml"

_NUMERAL = "[一二三四五六七八九十百零〇\\d]"
_LABEL = re.compile(
    rf"第{_NUMERAL}+[章节条编]|第{_NUMERAL}+部分|附[件录表]{_NUMERAL}*|\d+(?:[.．]\d+)+[.．]?|\d{{1,2}}[.．、]|"
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]"
)
_LOOSE_LABEL = re.compile(rf"{_LABEL.pattern}|\d{{1,2}}(?=\s*[\u4e00-\u9fff])")  # in contents: 11 释义
# A label opens an entry; inside a line only after a gap, as contents set in columns have it.
_ENTRY = re.compile(rf"(?:^|(?<=[\s\u3000]))(?={_LOOSE_LABEL.pattern})")
_ARTICLE = re.compile(rf"第{_NUMERAL}+条")
_LEADER = re.compile(r"(?:[.．…·‥。]\s*){4,}|(?:…\s*){2,}|\s[-_]{4,}\s")
_LEADER_RUN = re.compile(r"[.．…·‥。,，\s]+")
_BEFORE_NUMBER = re.compile(rf"第?{_NUMERAL}")
_LEADER_END = ".．…·‥。,，、 \t\u3000第条0123456789一二三四五六七八九十百零〇"
_TRAILING = re.compile(r"[.．…·‥。,，\s_\-]*第?[\d\s.．、，,]*[页条]?$")
_SENTENCE = re.compile(r"[。；;！？]")
_GUIDE = re.compile(
    r".{0,45}阅读(?:指引|提示|指南)(?:请扫描.{0,12}|[(（].{0,12}[)）])?|[^\u4e00-\u9fff]{0,4}您?所?(?:拥有|享有)的重要权益"
)
_CONTENTS = re.compile(
    r".{0,60}[。！].{0,5}目录|[^\u4e00-\u9fff]{0,4}(?:保险|合同)?(?:条款|合同)?目录[^\u4e00-\u9fff]{0,2}|目次"
)
_PAGE_MARKS = (
    re.compile(r"第\d+页[,，/／]?(?:共\d+页)?|共\d+页[,，/／]?第\d+页"),
    re.compile(rf"第{_NUMERAL}+页(?:共{_NUMERAL}+页)?"),
    re.compile(r"[-—–－]\d{1,4}[-—–－]"),
    re.compile(r"Page\d+(?:of\d+)?", re.IGNORECASE),
)
_OF_PAGES = re.compile(r"(\d{1,4})[/／](\d{1,4})")

_LONGEST_ENTRY = 60
_LONGEST_LINE = 300  # contents set in columns
_LONGEST_BARE = 20  # an entry without a number
_LONGEST_HEAD = 40
_LONGEST_GUIDE = 90  # lines
_FEWEST_ENTRIES = 3
_FIRST_LINES = 10
_LEADER_WINDOW = 8  # lines that hold three leaders
_LONGEST_LEADER = 200


class Lexicon(NamedTuple):
    """Patterns over a line without white space."""

    whole: re.Pattern[str]
    top: re.Pattern[str]
    inside: re.Pattern[str]
    tail: re.Pattern[str]
    guide: re.Pattern[str]


@cache
def noise_lexicon() -> Lexicon:
    """The patterns of ``corpora/lexicon/site_noise.toml``, each list as one alternation."""
    entries = tomllib.loads(_NOISE.read_text("utf-8"))
    return Lexicon(*(re.compile("|".join(f"(?:{one})" for one in entries[name])) for name in Lexicon._fields))


def furniture(texts: Sequence[str]) -> frozenset[int]:
    """Every line that is furniture: the union of what the functions below find."""
    marks = page_marks(texts)
    return front_matter(texts) | leader_lines(texts) | site_noise(texts) | marks | running_heads(texts, marks)


def mark_furniture(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with those that are furniture said to be so; rows of a table stay rows."""
    found = furniture([line.text for line in lines])
    return tuple(
        replace(line, kind=LineKind.FURNITURE) if at in found and line.kind is not LineKind.ROW else line
        for at, line in enumerate(lines)
    )


def reads_like_a_provision(text: str) -> bool:
    """True for a numbered provision or a full sentence."""
    squeezed = _squeezed(text)
    return bool(_ARTICLE.match(squeezed)) or (
        len(squeezed) > 15 and bool(_SENTENCE.search(squeezed)) and not _LEADER.search(text)
    )


# --- contents and reading guide ---------------------------------------------------------------------------


def front_matter(texts: Sequence[str]) -> frozenset[int]:
    """Reading guides and tables of contents, wherever a document (or one of several) begins."""
    lines = [text.strip() for text in texts]
    squeezed = [_squeezed(text) for text in lines]
    last_place = {text: at for at, text in enumerate(squeezed)}
    found: set[int] = set()
    for at, text in enumerate(squeezed):
        if at in found:
            continue
        if _GUIDE.fullmatch(text):
            found.update(_guide(lines, squeezed, last_place, at))
        elif _CONTENTS.fullmatch(text):
            found.update(_contents(lines, squeezed, last_place, at))
    return frozenset(found)


def _guide(lines: Sequence[str], squeezed: Sequence[str], last_place: Mapping[str, int], start: int) -> range:
    """The guide up to the contents, or without contents up to its last typical line."""
    says = noise_lexicon().guide
    last = start
    for at in range(start + 1, min(start + _LONGEST_GUIDE, len(lines))):
        if _CONTENTS.fullmatch(squeezed[at]):
            return range(start, _contents(lines, squeezed, last_place, at).stop)
        if _GUIDE.fullmatch(squeezed[at]) and not _LEADER.search(lines[at]) and "权益" not in squeezed[at]:
            break
        after_leader = last == at - 1 and bool(_LEADER.search(lines[last]))
        if after_leader and _ARTICLE.fullmatch(squeezed[at]):
            last = at
        elif _ARTICLE.match(squeezed[at]) and not _LEADER.search(lines[at]):
            break
        if says.search(squeezed[at]) or _LEADER.search(lines[at]) or _leads(lines[at]):
            last = at
    return range(start, last + 1)


def _contents(
    lines: Sequence[str], squeezed: Sequence[str], last_place: Mapping[str, int], start: int
) -> range:
    """The contents: entries up to the line where the first of them comes again, which is the clause."""
    seen = _Entries()
    last = numbered = start
    for at in range(start + 1, len(lines)):
        text = lines[at]
        entries = [key for key in map(_key, _ENTRY.split(text[:_LONGEST_LINE])) if key]
        leads = any(_LEADER.search(line) for line in lines[at : at + _FEWEST_ENTRIES])
        about_itself = at - start <= 2 and "目录" in text
        if not (leads or about_itself) and (_too_long(text) or seen.come_again(entries)):
            break
        short = 2 <= len(squeezed[at]) <= _LONGEST_BARE
        again = short and last_place[squeezed[at]] > at
        labelled = bool(entries) and bool(_LOOSE_LABEL.match(entries[0]))
        alone = labelled and all(_LOOSE_LABEL.fullmatch(entry) for entry in entries)
        # A number that stands alone may already be the clause's: only its heading counts.
        headed = short and numbered == at - 1 > start
        page = squeezed[at].isdigit() and bool(_LEADER.search(lines[at - 1]))
        if leads or about_itself or again or headed or page or (labelled and not alone):
            last = at
        numbered = at if alone else numbered
        if at - max(last, numbered) > _FEWEST_ENTRIES:
            break
        seen.add(entries)
    return range(start, last + 1)


def _too_long(text: str) -> bool:
    if len(text) > _LONGEST_LINE or _SENTENCE.search(text[1:]):
        return True
    return max(len(_squeezed(entry)) for entry in _ENTRY.split(text)) > _LONGEST_ENTRY


def _key(entry: str) -> str:
    """The entry without white space, leader and page number."""
    squeezed = _squeezed(entry)
    label = _LOOSE_LABEL.match(squeezed)
    start = label.end() if label else 0
    return (squeezed[:start] + _TRAILING.sub("", squeezed[start:])).replace("．", ".")


class _Entries:
    """The entries of the contents so far."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._labels: set[str] = set()
        self._first_label = ""
        self._first_headings: set[str] = set()

    def add(self, entries: Sequence[str]) -> None:
        for entry in entries:
            label = _label_of(entry)
            if len(self._keys) < _FEWEST_ENTRIES:
                self._first_headings.add(_LOOSE_LABEL.sub("", entry, count=1))
            self._keys.add(entry)
            self._labels.add(label)
            self._first_label = self._first_label or label

    def come_again(self, entries: Sequence[str]) -> bool:
        """True where the line is one of the entries again, or carries the label of the first one."""
        if not entries or len(self._keys) < 2 or entries[0].isdigit():
            return False
        if entries[0] in self._keys:
            return True
        label = _label_of(entries[0])
        if label and self._first_label:
            alone = label == entries[0].rstrip(".、")
            return label in self._labels if alone else label == self._first_label
        return len(entries[0]) >= 4 and entries[0] in self._first_headings


def _label_of(entry: str) -> str:
    match = _LOOSE_LABEL.match(entry)
    return match[0].rstrip(".、") if match else ""


def _leads(text: str) -> bool:
    """True where the line ends with a leader to a number: three dots or two ellipses before it."""
    # The end of the line decides; the bound keeps a line of a million dots cheap.
    tail = text.rstrip()[-_LONGEST_LEADER:]
    end = tail[len(tail.rstrip(_LEADER_END)) :]
    return any(
        sum(2 if mark == "…" else not mark.isspace() for mark in run[0]) > 2
        and _BEFORE_NUMBER.match(end, run.end())
        for run in _LEADER_RUN.finditer(end)
    )


def leader_lines(texts: Sequence[str]) -> frozenset[int]:
    """Lines with a dot leader to a number, where three or more stand together: contents without a title."""
    leading = [at for at, text in enumerate(texts) if _leads(text) and not reads_like_a_provision(text)]
    windows = zip(leading, leading[_FEWEST_ENTRIES - 1 :], strict=False)
    runs = [(first, last) for first, last in windows if last - first <= _LEADER_WINDOW]
    return frozenset(leading).intersection(at for first, last in runs for at in range(first, last + 1))


# --- page marks -------------------------------------------------------------------------------------------


def page_marks(texts: Sequence[str]) -> frozenset[int]:
    """Page numbers that stand alone: 第 3 页 共 39 页, - 3 -, 3/46."""
    found = set()
    of_pages = defaultdict(list)
    for at, text in enumerate(texts):
        squeezed = _squeezed(text)
        if len(squeezed) > 20:
            continue
        if any(mark.fullmatch(squeezed) for mark in _PAGE_MARKS):
            found.add(at)
        elif match := _OF_PAGES.fullmatch(squeezed):
            of_pages[match[2]].append((int(match[1]), at))
    for total, places in of_pages.items():
        numbers = [number for number, _ in places]
        if len(numbers) > 1 and numbers == sorted(set(numbers)) and numbers[-1] <= int(total):
            found.update(at for _, at in places)
    return frozenset(found)


def running_heads(texts: Sequence[str], marks: frozenset[int]) -> frozenset[int]:
    """Short lines that come again and again beside page marks, or by themselves page by page."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        squeezed = _squeezed(text)
        if (
            2 <= len(squeezed) <= _LONGEST_HEAD
            and not _LABEL.match(squeezed)
            and not _SENTENCE.search(squeezed)
        ):
            places[squeezed].append(at)
    found: set[int] = set()
    for squeezed, where in places.items():
        if len(where) < _FEWEST_ENTRIES:
            continue
        beside = sum(any(at + step in marks for step in (-2, -1, 1, 2)) for at in where)
        if beside * 2 > len(where) or (_TITLE.search(squeezed) and _page_by_page(where)):
            found.update(where)
    return frozenset(found)


_CONTRACT_WORD = re.compile(r"保险|合同|协议|投保|赔偿|[甲乙]方")
_TITLE = re.compile(r"(?:公司|条款|合同|协议|协议书)$")


def _page_by_page(where: Sequence[int]) -> bool:
    """True where the distances are those of pages: many lines, and much the same each time."""
    gaps = [after - before for before, after in pairwise(where)]
    usual = median(gaps)
    return len(gaps) >= 4 and usual >= 15 and all(usual / 2 <= gap <= usual * 2 for gap in gaps)


# --- site boilerplate -------------------------------------------------------------------------------------


def site_noise(texts: Sequence[str]) -> frozenset[int]:
    """Navigation, download-site notices, copyright lines, and everything after the end of the document."""
    lexicon = noise_lexicon()
    found = set()
    for at, text in enumerate(texts):
        squeezed = _squeezed(text)
        says_so = lexicon.inside.search(squeezed) and not _ARTICLE.match(squeezed)
        above = at < _FIRST_LINES and lexicon.top.fullmatch(squeezed)
        if says_so or above or lexicon.whole.fullmatch(squeezed) or _is_code(squeezed):
            found.add(at)
    return frozenset(found) | _tail(texts, lexicon.tail)


_CODE = re.compile(
    r"@(?:font-face|media|import|page)\b.*|[.#]?[\w\-.#:,]+\{[^{}\u4e00-\u9fff]*\}?|(?:var|let|const|function|export|import|return)\b.*[{};]"
    r"|[\[\](){};,'\"`]+|\w+:['\"`\[{]|\w+:(['\"]).{0,80}\1,?|//.*|/\*.*\*/|<!--.*-->|(?:\w+:)?function\(.*"
)


def _is_code(squeezed: str) -> bool:
    """Style sheets and scripts that a scraper left in the text."""
    return bool(_CODE.fullmatch(squeezed))


def _tail(texts: Sequence[str], tail: re.Pattern[str]) -> frozenset[int]:
    """From the first closing mark of the web page, when nothing of a contract comes after it."""
    inside = noise_lexicon().inside
    start = len(texts)
    for at in range(len(texts) - 1, -1, -1):
        squeezed = _squeezed(texts[at])
        if tail.fullmatch(squeezed):
            start = at
        elif _LABEL.match(squeezed) or (_CONTRACT_WORD.search(squeezed) and not inside.search(squeezed)):
            break
    return frozenset(range(start, len(texts)))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)
