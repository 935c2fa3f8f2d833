"""The words that a comparison knows (比对词库): closed classes, and what may stand for what."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import rjieba
from ahocorasick_rs import AhoCorasick, MatchKind

_FOLDER = Path(__file__).parent


class Sort(StrEnum):
    """What a word does in a sentence."""

    MONEY = "money"
    RATE = "rate"
    TIME = "time"  # a span of time
    DATE = "date"  # a day or an hour
    COUNT = "count"  # any other figure
    PARTY = "party"
    MODAL = "modal"
    NEGATION = "negation"
    SCOPE = "scope"
    REFERENCE = "reference"
    REQUIREMENT = "requirement"  # 书面, 及时
    EXCEPTION = "exception"  # 除, 除外
    WORD = "word"
    LINK = "link"  # 和, 或, 、
    TURN = "turn"  # 前, 后, 内, 外
    LIGHT = "light"  # nothing of its own: 在, 的, 其
    STOP = "stop"  # punctuation, labels


class Pole(StrEnum):
    """Which way a word of extent reaches."""

    WIDE = "wide"
    NARROW = "narrow"
    SIDED = "sided"  # 以上, 不超过: only the words around it tell


@dataclass(frozen=True, slots=True)
class Form:
    """A form, its sort, and the word that stands for its group."""

    sort: Sort
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All closed classes and equivalents. ``groups`` numbers the groups in which a form stands."""

    forms: Mapping[str, Form]
    groups: Mapping[str, frozenset[int]]
    poles: Mapping[str, Pole]
    insurer: frozenset[str]
    insured: frozenset[str]
    opposites: frozenset[tuple[str, str]]
    turns: Mapping[str, str]
    contrary: tuple[tuple[str, str], ...]
    _order: tuple[str, ...]
    _automaton: AhoCorasick

    def hits(self, text: str) -> Iterator[tuple[int, int, Form]]:
        """Start, end and form of the known words in ``text``, leftmost and longest, without overlaps."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end, self.forms[self._order[index]]

    def alike(self, one: str, other: str) -> bool:
        """Whether two forms may stand for each other."""
        if one == other:
            return True
        return not self.groups.get(one, frozenset()).isdisjoint(self.groups.get(other, frozenset()))

    def opposed(self, one: str, other: str) -> bool:
        """Whether two words differ by characters that turn the meaning: 出租 and 承租, 增加 and 减少."""
        if (one, other) in self.opposites or (other, one) in self.opposites:
            return True
        return any(
            (a in one and a not in other and b in other and b not in one)
            or (b in one and b not in other and a in other and a not in one)
            for a, b in self.contrary
        )


def _read(name: str) -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    words, equivalents = _read("words.toml"), _read("equivalents.toml")
    lines = [line.split("|") for table in equivalents.values() for line in table["groups"]]
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for form in line:
            groups.setdefault(form, set()).add(number)
    cut_out = [
        line.split("|")
        for name, table in equivalents.items()
        if name != "phrases"
        for line in table["groups"]
    ]
    forms = dict(_forms(words, cut_out))
    order = tuple(forms)
    return Vocabulary(
        forms=forms,
        groups={form: frozenset(numbers) for form, numbers in groups.items()},
        poles={line.split("|")[0]: Pole(pole) for pole, group in words["scope"].items() for line in group},
        insurer=frozenset(_firsts(words["parties"]["insurer"])),
        insured=frozenset(_firsts(words["parties"]["insured"])),
        opposites=frozenset(_pairs(words["opposites"]["pairs"])),
        turns=dict(chain.from_iterable(_both(line) for line in words["turns"]["pairs"])),
        contrary=tuple((pair[0], pair[1]) for pair in words["contrary"]["pairs"]),
        _order=order,
        _automaton=AhoCorasick(order, matchkind=MatchKind.LeftmostLongest),
    )


def _firsts(lines: list[str]) -> list[str]:
    return [line.split("|")[0] for line in lines]


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        one, other = line.split("|")
        yield one, other


def _both(line: str) -> tuple[tuple[str, str], tuple[str, str]]:
    one, other = line.split("|")
    return (one, other), (other, one)


def _forms(
    words: Mapping[str, Mapping[str, list[str]]], lines: list[list[str]]
) -> Iterator[tuple[str, Form]]:
    """Every form; of two entries for one form the later wins: closed classes over equivalents."""
    for line in reversed(lines):
        yield from _group(Sort.WORD, line)
    for word in words["whole"]["words"]:
        yield word, Form(Sort.WORD, word)
    for form in chain.from_iterable(_pairs(words["opposites"]["pairs"])):
        yield form, Form(Sort.WORD, _first_group(form, lines))
    for word in words["light"]["words"]:
        yield word, Form(Sort.LIGHT, word)
    for word in chain.from_iterable(_pairs(words["turns"]["pairs"])):
        yield word, Form(Sort.TURN, word)
    closed = (
        (Sort.SCOPE, words["scope"]),
        (Sort.REQUIREMENT, words["requirement"]),
        (Sort.PARTY, words["parties"]),
    )
    for sort, table in closed:
        for group in chain.from_iterable(table.values()):
            yield from _group(sort, group.split("|"))
    for word in words["exception"]["words"]:
        yield word, Form(Sort.EXCEPTION, "除外")
    for sort, table in ((Sort.MODAL, words["modals"]), (Sort.LINK, words["links"])):
        for name, forms in table.items():
            yield from ((form, Form(sort, name)) for form in forms)


def _group(sort: Sort, forms: list[str]) -> Iterator[tuple[str, Form]]:
    return ((form, Form(sort, forms[0])) for form in forms)


def _first_group(form: str, lines: list[list[str]]) -> str:
    return next((line[0] for line in lines if form in line), form)


_VERBAL = frozenset({"v", "vn", "vd", "d", "ad", "a", "c", "p"})


@lru_cache(maxsize=8192)
def near(one: str, other: str) -> bool:
    """Whether two verbs or adverbs of two characters share one and do not turn the meaning: 告知 and 通知.

    Nouns that share a character are as a rule two things (火灾, 水灾) and are not near.
    """
    if len(one) != 2 or len(other) != 2 or not set(one) & set(other):
        return False
    if load_vocabulary().opposed(one, other) or any(mark in one + other for mark in "不未无非免全部分"):
        return False
    return all(len(found := _segmenter().tag(word)) == 1 and found[0][1] in _VERBAL for word in (one, other))


@lru_cache(maxsize=8192)
def alike_in_parts(one: str, other: str) -> bool:
    """Whether two phrases are made of words that may stand for each other: 赔偿金额 and 赔偿数额."""
    parts, others = _parts(one), _parts(other)
    if len(parts) != len(others) or len(parts) < 2:
        return False
    alike = load_vocabulary().alike
    return all(a == b or alike(a, b) or near(a, b) for a, b in zip(parts, others, strict=True))


def _parts(text: str) -> list[str]:
    """The smallest words of a phrase, those that say nothing left out."""
    forms = load_vocabulary().forms
    parts = [part for word in split_words(text) for part in _halves(word)]
    return [part for part in parts if part not in forms or forms[part].sort not in (Sort.LIGHT, Sort.LINK)]


def _halves(word: str) -> list[str]:
    """A word of four or more characters as the words of two that it is made of, where the dictionary has them."""
    if len(word) < 4 or len(word) % 2:
        return [word]
    halves = [word[at : at + 2] for at in range(0, len(word), 2)]
    return halves if all(_segmenter().has_word(half) for half in halves) else [word]


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    return rjieba.Jieba()


def split_words(text: str) -> list[str]:
    """Words of ``text`` (分词) in order, joined again exactly the text."""
    return list(_segmenter().cut(text, False))


def is_dictionary_word(word: str) -> bool:
    """Whether the general dictionary has the word."""
    return bool(_segmenter().has_word(word))
