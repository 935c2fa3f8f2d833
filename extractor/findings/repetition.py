"""Sentences stated twice (重复文字): in different provisions, or twice running."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from extractor.document import Document, Level, Span
from extractor.findings.passages import Passage, article_path, finding
from extractor.language.units import Unit
from extractor.records import Finding

_SHORTEST = 18  # characters; shorter clauses are the common coin of contracts
_SHARE = 0.86  # share of the shorter sentence that the longer one must hold, in order
_GRAM = 6
_DROPPED = re.compile(r"[的应当须了，、。；：“”‘’（）]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    at: int
    passage: Passage
    unit: Unit
    compact: str
    article: str


def find_repetitions(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Sentences of an article that say again, almost word for word, what stands elsewhere in the document."""
    sentences = _sentences(document, passages)
    yield from _twice_running(document, sentences)
    index: dict[str, list[int]] = defaultdict(list)
    told: set[str] = set()
    for sentence in sentences:
        earlier = _earlier(sentence, sentences, index)
        if earlier is not None and sentence.article not in told:
            told.add(sentence.article)
            message = f"与{earlier.passage.path}的文字重复；请保留一处，以免日后只改一处而互相矛盾。"
            yield finding(document, "duplicated-text", sentence.passage.path, sentence.unit.span(), message)
        for gram in _grams(sentence.compact):
            index[gram].append(sentence.at)
    yield from _listed_twice(document, passages)


def _sentences(document: Document, passages: tuple[Passage, ...]) -> list[_Sentence]:
    found: list[_Sentence] = []
    for passage in passages:
        owner = passage.owner
        if owner.level in (Level.TABLE, Level.APPENDIX, Level.PREAMBLE) or owner.path.startswith(("释义", "附")):
            continue
        article = article_path(document, passage.node)
        for unit in passage.units:
            compact = _DROPPED.sub("", unit.text)
            if unit.closed != "：" and len(compact) >= 8:
                found.append(_Sentence(len(found), passage, unit, compact, article))
    return found


def _grams(compact: str) -> set[str]:
    return {compact[at : at + _GRAM] for at in range(len(compact) - _GRAM + 1)}


def _earlier(sentence: _Sentence, sentences: list[_Sentence], index: dict[str, list[int]]) -> _Sentence | None:
    """The earlier sentence that this one repeats, or that holds it or is held by it."""
    if len(sentence.compact) < _SHORTEST or _ROUTINE.search(sentence.unit.text):
        return None
    grams = _grams(sentence.compact)
    shared: dict[int, int] = defaultdict(int)
    for gram in grams:
        for at in index.get(gram, ()):
            shared[at] += 1
    for at, count in sorted(shared.items(), key=lambda pair: -pair[1])[:3]:
        other = sentences[at]
        shorter = min(len(other.compact), len(sentence.compact))
        if other.article == sentence.article or shorter < _SHORTEST or count < 0.6 * (shorter - _GRAM + 1):
            continue
        if _same(other.compact, sentence.compact):
            return other
    return None


def _same(one: str, other: str) -> bool:
    """One holds the other in order, in about one stretch, with the same figures."""
    shorter, longer = sorted((one, other), key=len)
    if re.findall(r"\d+|[一二三四五六七八九十]+", shorter) != re.findall(r"\d+|[一二三四五六七八九十]+", longer) and len(longer) < 1.4 * len(shorter):
        return False
    return LCSseq.similarity(shorter, longer) >= _SHARE * len(shorter)


# Sentences that standard clauses rightly say in more than one place.
_ROUTINE = re.compile(
    r"不(?:承担|负)[^，。]{0,12}责任$|本(?:保险)?合同(?:效力)?终止|书面(?:形式)?通知|身份证明|证明[^，。]{0,4}资料|委托|退还|手续费|现金价值|给付[^。]{0,20}保险金"
)


def _twice_running(document: Document, sentences: list[_Sentence]) -> Iterator[Finding]:
    for before, after in zip(sentences, sentences[1:], strict=False):
        if before.article == after.article and before.compact == after.compact and len(after.compact) >= 12:
            span = Span(before.unit.span().start, after.unit.span().end)
            yield finding(document, "duplicated-text", after.passage.path, span, "同一句话接连出现两次；请删去一句。")


def _listed_twice(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """An item of a list that another item of the same list already holds (户籍注销证明)."""
    lists: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.owner.level is Level.ITEM and passage.position == 0:
            lists[passage.owner.parent].append(passage)
    for items in lists.values():
        for at, item in enumerate(items):
            compact = _DROPPED.sub("", item.view.text)
            held = next((other for other in items[:at] if len(compact) >= 8 and _holds(other, compact)), None)
            if held is not None:
                message = f"{held.path}已经包含这一项，重复列举；请删去或写明两项的区别。"
                yield finding(document, "duplicated-text", item.path, item.span, message)


def _holds(other: Passage, compact: str) -> bool:
    text = _DROPPED.sub("", other.view.text)
    return text.endswith(compact) and len(text) <= 2 * len(compact) + 2
