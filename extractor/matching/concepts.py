"""What can happen and how people say it (风险概念): the field's words and the ordinary ones, from ``corpora/perils``.

A word may hold a gap (``喝…酒``): up to twelve characters of the same sentence, without a negation in them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick
from pydantic import BaseModel, ConfigDict, RootModel

from extractor.elements.declared import read_declared

_FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "perils"
_LONGEST_WORD = 4  # characters; what is longer has a gap
_GAP = r"[^。；！？\n]{0,12}?"
_GAP_DENIES = re.compile(r"[没未不无非坐让]|别人|对方|他人|代驾|打车|叫车|妻|老婆|朋友")


class Kind(StrEnum):
    """What a concept is of an event; the names of the tables of a file."""

    PERIL = "perils"  # 原因与事故
    CONDUCT = "conducts"  # 行为与状况
    OUTCOME = "outcomes"  # 结果、损失与费用
    OBJECT = "objects"  # 标的与财物
    PERSON = "persons"  # 人


class _Stated(BaseModel):
    """One concept as a file states it: lists of words divided by spaces."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clause: str = ""
    said: str = ""
    broader: str = ""
    contrary: str = ""
    setting: str = ""
    ask: str = ""
    own: bool = False
    who: bool = False
    loss: bool = False
    sure: bool = False
    common: bool = False
    general: bool = False
    only: str = ""


class _File(RootModel[dict[Kind, dict[str, _Stated]]]):
    """One file: concepts by kind."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that clauses and people speak of (概念).

    ``clause`` are the field's words, ``said`` the ordinary ones; ``broader`` the concepts that hold this one,
    ``contrary`` those that keep it out; ``setting`` the one in which a claims handler asks for this one; ``ask`` the
    question whose yes means that it is so. ``own``: people who tell it without a subject tell it of the insured;
    ``who``: it counts only where the text says who; ``loss``: it is a head of loss, claimed or not;
    ``sure``: its words mean just this, so that an exclusion may apply on them; ``common``:
    what a document is about anyway (货物), so that nobody needs to say it; ``general``: too wide to meet a coverage
    on its own (意外事故). ``only`` of a file are words that mean it in a clause and not in what people say (日志).
    """

    name: str
    kind: Kind
    clause: tuple[str, ...]
    said: tuple[str, ...]
    broader: tuple[str, ...]
    contrary: tuple[str, ...]
    setting: str
    ask: str
    own: bool
    who: bool
    loss: bool
    sure: bool
    common: bool
    general: bool
    only: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """``text[start:end]`` speaks of ``concept``."""

    start: int
    end: int
    concept: str


@dataclass(frozen=True, slots=True, eq=False)
class _Finder:
    """Finds words, with and without gaps."""

    automaton: AhoCorasick
    concepts: tuple[tuple[str, ...], ...]
    gapped: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]

    def find(self, text: str) -> list[Hit]:
        hits = {
            Hit(start, end, concept)
            for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True)
            for concept in self.concepts[index]
        }
        for pattern, opening, names in self.gapped:
            if opening in text:
                for found in pattern.finditer(text):
                    if not any(_GAP_DENIES.search(gap) for gap in found.groups()):
                        hits |= {Hit(found.start(), found.end(), name) for name in names}
        return sorted(hits)


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All concepts, and how to find them in a clause and in what people say."""

    concepts: Mapping[str, Concept]
    above: Mapping[str, Mapping[str, int]]
    _clauses: _Finder
    _sayings: _Finder

    def in_clause(self, text: str) -> list[Hit]:
        """Concepts that the field's words in ``text`` speak of, in its order; a word inside a longer one does not count."""
        return _longest(self._clauses.find(text), self.above)

    def in_saying(self, text: str) -> list[Hit]:
        """Concepts that ordinary text speaks of; a word inside a longer one does not count."""
        return _longest(self._sayings.find(text), self.above)

    def distance(self, narrow: str, broad: str) -> int | None:
        """Steps from a concept up to a broader one, 0 to itself, None where ``broad`` does not hold ``narrow``."""
        return 0 if narrow == broad else self.above[narrow].get(broad)


def _longest(hits: list[Hit], above: Mapping[str, Mapping[str, int]]) -> list[Hit]:
    """Without the hits inside a longer word; what stands in the gap of a word stays, unless it is a broader concept."""

    def swallowed(hit: Hit) -> bool:
        length = hit.end - hit.start
        return any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > length
            and (
                other.end - other.start <= _LONGEST_WORD
                or hit.concept == other.concept
                or hit.concept in above[other.concept]
            )
            for other in hits
        )

    return [hit for hit in hits if not swallowed(hit)]


@lru_cache(maxsize=1)
def load_concepts() -> Catalogue:
    """The catalogue, read once. Raises ValueError where a concept stands twice or names one that there is not."""
    concepts: dict[str, Concept] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        stated = read_declared(path.read_text("utf-8"), _File, path.name)
        for kind, entries in stated.root.items():
            for name, entry in entries.items():
                if name in concepts:
                    raise ValueError(f"{name} stands twice")
                concepts[name] = _concept(name, kind, entry)
    for concept in concepts.values():
        for other in (*concept.broader, *concept.contrary, *filter(None, (concept.setting,))):
            if other not in concepts:
                raise ValueError(f"{concept.name} names {other}, which is no concept")
    clauses = _finder({name: (name, *concept.clause, *concept.only) for name, concept in concepts.items()})
    sayings = _finder({name: (name, *concept.clause, *concept.said) for name, concept in concepts.items()})
    return Catalogue(concepts, {name: _above(name, concepts) for name in concepts}, clauses, sayings)


def _concept(name: str, kind: Kind, stated: _Stated) -> Concept:
    return Concept(
        name,
        kind,
        tuple(stated.clause.split()),
        tuple(stated.said.split()),
        tuple(stated.broader.split()),
        tuple(stated.contrary.split()),
        stated.setting,
        stated.ask,
        stated.own,
        stated.who,
        stated.loss,
        stated.sure,
        stated.common,
        stated.general,
        tuple(stated.only.split()),
    )


def _above(name: str, concepts: Mapping[str, Concept]) -> dict[str, int]:
    """Every broader concept and how many steps up it stands."""
    found: dict[str, int] = {}
    level, steps = list(concepts[name].broader), 1
    while level:
        for each in level:
            found.setdefault(each, steps)
        level = [up for each in level for up in concepts[each].broader if up not in found]
        steps += 1
    return found


def _finder(words: Mapping[str, tuple[str, ...]]) -> _Finder:
    plain: dict[str, list[str]] = {}
    gapped: dict[str, list[str]] = {}
    for name, forms in words.items():
        for form in dict.fromkeys(forms):
            (gapped if "…" in form else plain).setdefault(form, []).append(name)
    patterns = tuple(
        (re.compile(f"({_GAP})".join(map(re.escape, form.split("…")))), form.split("…")[0], tuple(names))
        for form, names in gapped.items()
    )
    return _Finder(AhoCorasick(tuple(plain)), tuple(map(tuple, plain.values())), patterns)
