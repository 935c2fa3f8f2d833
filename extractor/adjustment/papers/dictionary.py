"""The dictionary of claim papers (单证词库): the concepts of ``corpora/papers`` and where a text names them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import Field

from extractor.document import Span
from extractor.elements.declared import read_declared
from extractor.elements.selection import Declared
from extractor.language.view import view

FOLDER = Path(__file__).resolve().parents[3] / "corpora" / "papers"
_GAP = "…"
_GENERIC = re.compile(r"(?:证明书|证明|单证|资料|材料|文件|凭证|文书|报告书?|书|件|单|证)+")


class Paper(Declared):
    """One concept (单证). ``clauses`` are its names in terms, ``people`` those that claimants use; ``serves`` names wider
    concepts that it also is. ``loose``: a bare word that stands for any narrower paper. ``whose``: whose it is matters."""

    name: str = Field(min_length=1)
    clauses: tuple[str, ...] = Field(min_length=1)
    people: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    loose: bool = False
    whose: bool = False


class _Papers(Declared):
    """A file of papers. ``more`` adds names that people use to papers of other files."""

    papers: Mapping[str, Paper]
    more: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Naming:
    """A concept named at ``text[start:end]``; ``gapped`` where words stand inside the name."""

    start: int
    end: int
    concept: str
    gapped: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """All concepts by key."""

    papers: Mapping[str, Paper]
    _names: tuple[tuple[str, str], ...]
    _automaton: AhoCorasick
    _gapped: tuple[tuple[re.Pattern[str], str], ...]

    def namings(self, text: str) -> list[Naming]:
        """Every place where a concept is named, trailing 证明, 材料 … included."""
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if text.startswith("位", end) and text[end - 1] == "单":
                continue  # 投保单位 is no 投保单
            found.append(Naming(start, _past_generic(text, end), self._names[index][1]))
        for pattern, concept in self._gapped:
            for match in pattern.finditer(text):
                found.append(Naming(match.start(), _past_generic(text, match.end()), concept, True))
        return found

    def heads(self, text: str) -> frozenset[str]:
        """The concepts that ``text`` is a name of: those named last, the longest of them."""
        named = self.namings(text)
        if not named:
            return frozenset()
        last = max(naming.end for naming in named)
        ending = [naming for naming in named if naming.end == last]
        solid = [naming for naming in ending if not naming.gapped] or ending
        longest = min(naming.start for naming in solid)
        return frozenset(naming.concept for naming in solid if naming.start == longest)

    def served(self, concept: str) -> frozenset[str]:
        """The wider concepts that a paper of ``concept`` also is, at any remove."""
        found: set[str] = set()
        waiting = list(self.papers[concept].serves)
        while waiting:
            wider = waiting.pop()
            if wider not in found:
                found.add(wider)
                waiting.extend(self.papers[wider].serves)
        return frozenset(found)


def _past_generic(text: str, end: int) -> int:
    match = _GENERIC.match(text, end)
    return match.end() if match else end


@lru_cache(maxsize=1)
def load_dictionary() -> Dictionary:
    """The dictionary, read once. Raises ValueError where a concept stands twice or ``serves`` names none."""
    papers: dict[str, Paper] = {}
    for path in sorted(FOLDER.glob("[1-9]*.yaml")):
        declared = read_declared(path.read_text("utf-8"), _Papers, path.name)
        if twice := papers.keys() & declared.papers.keys():
            raise ValueError(f"{path.name}: {sorted(twice)} are declared twice")
        papers |= declared.papers
        for key, more in declared.more.items():
            papers[key] = papers[key].model_copy(update={"people": (*papers[key].people, *more)})
    for key, paper in papers.items():
        if unknown := [wider for wider in paper.serves if wider not in papers]:
            raise ValueError(f"{key} serves unknown papers: {unknown}")
    pairs = {(name, key) for key, paper in papers.items() for name in (*paper.clauses, *paper.people)}
    names = tuple(sorted(pair for pair in pairs if _GAP not in pair[0]))
    gapped = tuple((_compiled(name), key) for name, key in sorted(pairs) if _GAP in name)
    automaton = AhoCorasick([name for name, _ in names], matchkind=MatchKind.Standard)
    return Dictionary(papers, names, automaton, gapped)


def reading(words: str) -> str:
    """``words`` as the rules read them: one width, no white space."""
    return view(words, Span(0, len(words))).text if words.strip() else ""


def _compiled(name: str) -> re.Pattern[str]:
    return re.compile("[^、，。；：]{0,14}?".join(re.escape(part) for part in name.split(_GAP)))
