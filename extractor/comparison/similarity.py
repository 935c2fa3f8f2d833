"""How alike two passages are in their words (文本相似度): pairs of characters by their rarity, and edit distance.

Values count by their unit alone (500元 and 800元 are alike here), synonyms of the lexicon as one word (本公司, 保险人),
pointers to a definition not at all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from math import fsum, log, sqrt

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import fuzz

from extractor.comparison.changes.noise import canonical
from extractor.comparison.passages import Passage
from extractor.language.lexicon import load_lexicon

_VALUE = re.compile(r"⟨([^⟨⟩]*)⟩")
_POINTER = re.compile(r"(?:详|参)?见(?:释义)?⟨[\d.]+⟩")  # （见7.2）: where a term is explained
_FIGURE = re.compile(r"[\d.]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CHANCE = 0.3  # edit similarity that two unrelated sentences of the field have
_FAINT = 0.08  # likeness below which nothing is looked at
_HEADING_SHARE = 0.6  # weight of a provision's heading beside the words of its first paragraph


def meaning(text: str) -> str:
    """What the text says with its figures taken out and each term of the lexicon as its canonical word."""
    return _understood(text)[0]


@lru_cache(maxsize=16384)
def _understood(text: str) -> tuple[str, tuple[str, ...]]:
    """The meaning, and the terms of the lexicon in it."""
    plain = _VALUE.sub(lambda value: _FIGURE.sub("#", value[1]), _POINTER.sub("", canonical(text)))
    if not _HAN.search(plain):
        return plain, ()
    automaton, words = _terms()
    parts, at, terms = [], 0, []
    for index, start, end in automaton.find_matches_as_indexes(plain):
        parts += [plain[at:start], words[index]]
        terms.append(words[index])
        at = end
    return "".join([*parts, plain[at:]]), tuple(terms)


@lru_cache(maxsize=1)
def _terms() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Finds the forms of the lexicon, and their canonical words. Where words begin and end does not matter here."""
    words = {
        form: entry.canonical for entry in load_lexicon().entries for form in (entry.canonical, *entry.forms)
    }
    return AhoCorasick(tuple(words), matchkind=MatchKind.LeftmostLongest), tuple(words.values())


def pairs_of(text: str) -> list[str]:
    """Its pairs of neighbouring characters; a single character counts as one."""
    return [text[at : at + 2] for at in range(len(text) - 1)] or [text]


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one passage. ``exact`` is the canonical text (marks that stand alone are kept), ``plain`` its
    meaning, ``heading`` the meaning of the heading that the passage opens, ``grams`` its pairs of characters and
    terms with how often they occur."""

    exact: str
    plain: str
    heading: str
    grams: Mapping[str, float]
    rarity: Mapping[str, float]

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Its pairs and terms by their rarity, together of length 1 (or nothing)."""
        weighed = {gram: count * self.rarity[gram] for gram, count in self.grams.items()}
        length = sqrt(fsum(weight * weight for weight in weighed.values()))
        return {gram: weight / length for gram, weight in weighed.items()} if length else {}


class Wording:
    """The words of two documents, weighed by how rare they are in both together: rarer is more, never zero."""

    def __init__(self, a: Sequence[Passage], b: Sequence[Passage]) -> None:
        counted = [[_counted(passage) for passage in side] for side in (a, b)]
        self._spread: Counter[str] = Counter()
        for *_, grams in chain(*counted):
            self._spread.update(grams.keys())
        self._total = len(a) + len(b)
        rarity = {gram: log(1 + self._total / count) for gram, count in self._spread.items()}
        self.a, self.b = ([Words(*each, rarity) for each in side] for side in counted)

    def alike(self, at: int, other: int) -> float:
        """Likeness of passage ``at`` of A and passage ``other`` of B by their words, 0–1; the same both ways round."""
        a, b = self.a[at], self.b[other]
        if a.exact == b.exact:
            return 1.0
        shared = dot(a.weights, b.weights)
        edited = max(fuzz.ratio(a.plain, b.plain) / 100 - _CHANCE, 0) / (1 - _CHANCE)
        return round(max(shared, (shared + edited) / 2), 6)

    def nearest(self, rows: Iterable[int], columns: Iterable[int], width: int) -> set[tuple[int, int]]:
        """For each row (passage of A) its ``width`` nearest columns (passages of B), and the other way round."""
        held = self._postings(columns)
        ranked = []
        for row in rows:
            found: dict[int, float] = {}
            for gram, weight in self.a[row].weights.items():
                for column, other in held.get(gram, ()):
                    found[column] = found.get(column, 0.0) + weight * other
            for column, likeness in found.items():
                if likeness >= _FAINT:
                    ranked.append((-round(likeness, 6), abs(row - column), row + column, row, column))
        ranked.sort()
        return _first(ranked, 3, width) | _first(ranked, 4, width)

    def _postings(self, columns: Iterable[int]) -> dict[str, list[tuple[int, float]]]:
        common = max(40, self._total // 8)  # passages that have a pair: one that so many have finds nothing
        held: dict[str, list[tuple[int, float]]] = {}
        for column in columns:
            for gram, weight in self.b[column].weights.items():
                if self._spread[gram] <= common:
                    held.setdefault(gram, []).append((column, weight))
        return held


def _counted(passage: Passage) -> tuple[str, str, str, dict[str, float]]:
    text, owner = passage.span.quote(passage.document.text), passage.owner
    plain, terms = _understood(text)
    counts = Counter([*filter(None, pairs_of(plain)), *(f"term:{term}" for term in terms)])
    grams = {gram: 1 + log(count) if count > 1 else 1.0 for gram, count in counts.items()}
    opens = bool(owner.heading) and bool(owner.paragraphs) and owner.paragraphs[0] == passage.span
    heading = meaning(owner.heading) if opens else ""
    heading = "" if heading == plain else heading
    for gram in pairs_of(heading) if heading else ():
        grams.setdefault(gram, _HEADING_SHARE)
    return canonical(text) or passage.view.text, plain, heading, grams


def dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The sum of the products, whatever the order."""
    return fsum(a[gram] * b[gram] for gram in a.keys() & b.keys())


def _first(ranked: Iterable[tuple[float, int, int, int, int]], by: int, width: int) -> set[tuple[int, int]]:
    """Row and column of the first ``width`` of each row (``by`` 3) or column (4)."""
    seen: Counter[int] = Counter()
    best = set()
    for each in ranked:
        seen[int(each[by])] += 1
        if seen[int(each[by])] <= width:
            best.add(each[3:])
    return best
