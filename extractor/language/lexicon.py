"""Our words of insurance (词库): parties, perils, losses, coverages, terms, each with its other names.

The data are the TOML files of ``corpora/lexicon``: a table for each group, a key for each canonical word,
its value the list of other surface forms, or ``{forms = [...], english = "..."}``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

_FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "lexicon"


class Field(StrEnum):
    """What an entry names; the name of its file."""

    PARTY = "parties"  # 当事人与关系人
    PERIL = "perils"  # 风险与原因
    LOSS = "losses"  # 损失与费用
    COVERAGE = "coverages"  # 险种与保险责任
    TERM = "terms"  # 术语


@dataclass(frozen=True, slots=True)
class Entry:
    """A canonical word (规范词), the group it stands in, its other surface forms, and English if known."""

    canonical: str
    field: Field
    group: str
    forms: tuple[str, ...] = ()
    english: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All entries. A surface form belongs to one entry."""

    entries: tuple[Entry, ...]
    _by_form: Mapping[str, Entry]
    _forms: tuple[str, ...]
    _automaton: AhoCorasick

    def entry(self, term: str) -> Entry | None:
        """The entry that ``term`` is a form of, None where it is unknown."""
        return self._by_form.get(term)

    def canonical(self, term: str) -> str | None:
        """The canonical word for ``term`` (保额 → 保险金额), None where it is unknown."""
        entry = self._by_form.get(term)
        return entry.canonical if entry else None

    def find(self, text: str) -> list[tuple[int, int, Entry]]:
        """Start, end and entry of every form in ``text``, leftmost and longest first, without overlaps.

        A form of two characters counts only where it is made of whole words: 一定损失 holds no 定损.
        """
        hits = self._automaton.find_matches_as_indexes(text)
        edges: set[int] | None = None
        found = []
        for index, start, end in hits:
            if end - start == 2:
                edges = _word_edges(text) if edges is None else edges
                if start not in edges or end not in edges:
                    continue
            found.append((start, end, self._by_form[self._forms[index]]))
        return found


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon, read once. Raises ValueError where one form stands in two entries."""
    entries = tuple(entry for field in Field for entry in _read(field))
    by_form: dict[str, Entry] = {}
    for entry in entries:
        for form in (entry.canonical, *entry.forms):
            if form in by_form:
                raise ValueError(f"{form} stands under {by_form[form].canonical} and {entry.canonical}")
            by_form[form] = entry
    forms = tuple(by_form)
    automaton = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest)
    return Lexicon(entries, by_form, forms, automaton)


def _read(field: Field) -> list[Entry]:
    groups = tomllib.loads((_FOLDER / f"{field}.toml").read_text("utf-8"))
    entries = []
    for group, words in groups.items():
        for canonical, value in words.items():
            stated = value if isinstance(value, dict) else {"forms": value}
            forms, english = tuple(stated["forms"]), stated.get("english", "")
            entries.append(Entry(canonical, field, group, forms, english))
    return entries


def segment(text: str) -> list[str]:
    """Words of ``text`` (分词) in order, joined again exactly the text; lexicon forms stay whole."""
    return list(_segmenter().cut(text))


def _word_edges(text: str) -> set[int]:
    edges, at = {0}, 0
    for word in segment(text):
        at += len(word)
        edges.add(at)
    return edges


_TERM_FREQUENCY = 100_000  # far above any word of the built-in dictionary that would cut one of ours


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    import rjieba  # noqa: PLC0415  (its dictionary loads with it: only where words are asked for)

    segmenter = rjieba.Jieba()
    for form in load_lexicon()._forms:
        if len(form) > 1:
            segmenter.add_word(form, _TERM_FREQUENCY, "n")
    return segmenter
