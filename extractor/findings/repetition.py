"""Sentences stated twice (重复文字): in different provisions, or twice running."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz.distance import Indel

from extractor.document import Document, Level, Span
from extractor.findings.passages import Passage, article_path, finding
from extractor.language.units import Unit
from extractor.records import Finding
from extractor.structure.headings import Role, role_of

_SHORTEST = 16  # characters; shorter clauses are the common coin of contracts
_ALIKE = 0.88  # likeness of two sentences of about one length
_SHARE = 0.84  # share of the shorter sentence that a longer one must hold in one stretch
_GRAM = 6
_HABIT = (
    8  # articles; a document that repeats itself more often does so by design (plans, riders, two languages)
)
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
    if any(node.level is Level.ARTICLE and _SECOND_COPY.search(node.path) for node in document.nodes):
        return  # several sets of clauses in one file: each says the standard things
    yield from _twice_running(document, sentences)
    index: dict[str, list[int]] = defaultdict(list)
    told: dict[str, Finding] = {}
    indexed: set[str] = set()
    for sentence in sentences:
        earlier = _earlier(sentence, sentences, index)
        if earlier is not None and sentence.article not in told:
            message = f"与{earlier.passage.path}的文字重复；请保留一处，以免日后只改一处而互相矛盾。"
            path, span = sentence.passage.path, sentence.unit.span()
            told[sentence.article] = finding(document, "duplicated-text", path, span, message)
        if sentence.compact not in indexed:  # the same words again lead to the same earlier place
            indexed.add(sentence.compact)
            for gram in _grams(sentence.compact):
                index[gram].append(sentence.at)
    if len(told) <= _HABIT:
        yield from told.values()
    yield from _listed_twice(document, passages)


_SECOND_COPY = re.compile(r"^(?:第[一1]条|[一1]|1\.1)#\d+$")


def _sentences(document: Document, passages: tuple[Passage, ...]) -> list[_Sentence]:
    found: list[_Sentence] = []
    for passage in passages:
        owner = passage.owner
        if owner.level in (Level.TABLE, Level.APPENDIX, Level.PREAMBLE) or _defines(passage):
            continue
        article = article_path(document, passage.node)
        for unit in passage.units:
            compact = _DROPPED.sub("", unit.text)
            if unit.closed != "：" and len(compact) >= 8:
                found.append(_Sentence(len(found), passage, unit, compact, article))
    return found


def _roles(passage: Passage) -> set[Role]:
    """What the headings above a passage announce."""
    nodes, at = passage.document.nodes, passage.node
    roles = {role_of(passage.owner.section)}
    while at >= 0:
        roles.add(role_of(nodes[at].heading))
        at = nodes[at].parent
    return roles


def _defines(passage: Passage) -> bool:
    return passage.path.startswith(("释义", "附")) or bool(
        _roles(passage) & {Role.DEFINITIONS, Role.APPENDIX}
    )


def _grams(compact: str) -> set[str]:
    return {compact[at : at + _GRAM] for at in range(len(compact) - _GRAM + 1)}


def _earlier(
    sentence: _Sentence, sentences: list[_Sentence], index: dict[str, list[int]]
) -> _Sentence | None:
    """The earlier sentence that this one repeats, or that holds it or is held by it."""
    if len(sentence.compact) < _SHORTEST or _ROUTINE.search(sentence.unit.text):
        return None
    shared = Counter(at for gram in _grams(sentence.compact) for at in index.get(gram, ()))
    for at, count in shared.most_common(3):
        other = sentences[at]
        shorter = min(len(other.compact), len(sentence.compact))
        if other.passage.node == sentence.passage.node or shorter < _SHORTEST or count < 0.3 * shorter:
            continue
        if other.article == sentence.article and other.compact != sentence.compact:
            continue
        if _roles(other.passage) & _roles(sentence.passage) & _PARALLEL:
            continue
        if _same(other.compact, sentence.compact):
            return other
    return None


# Sections whose parts (benefit by benefit) rightly say the same thing again.
_PARALLEL = {Role.COVERAGE, Role.EXCLUSION, Role.LIMIT}
_FIGURE = re.compile(r"\d+|[一二三四五六七八九十]+")


def _same(one: str, other: str) -> bool:
    """About the same words with the same figures; or one holds most of the other in a single stretch."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) <= 1.4 * len(shorter):
        return (
            _FIGURE.findall(one) == _FIGURE.findall(other)
            and Indel.normalized_similarity(one, other) >= _ALIKE
        )
    match = SequenceMatcher(None, shorter, longer, autojunk=False).find_longest_match()
    return match.size >= _SHARE * len(shorter)


# What standard clauses rightly say of several things: who sets a figure, what the insurer refuses.
_ROUTINE = re.compile(
    r"不(?:承担|负)[^，。]{0,12}责任$|本(?:保险)?合同(?:效力)?终止|协商确定|中载明|身份证明|证明[^，。]{0,4}资料|手续费|现金价值|给付[^。]{0,20}保险金"
    r"|^指|是指|对应日|不得解除|诊断|确诊|日常生活|终末期|委托他人"
)


def _twice_running(document: Document, sentences: list[_Sentence]) -> Iterator[Finding]:
    told = -1
    for before, after in pairwise(sentences):
        here = after.passage.node
        if (
            before.passage.node == here != told
            and before.compact == after.compact
            and len(after.compact) >= 12
        ):
            first, second = before.unit.span(), after.unit.span()
            if second.start < first.end:
                continue
            told = here
            span = Span(first.start, second.end) if second.start - first.end < 4 else second
            yield finding(
                document, "duplicated-text", after.passage.path, span, "同一句话接连出现两次；请删去一句。"
            )


def _listed_twice(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """An item of a list that another item of the same list already holds (户籍注销证明)."""
    lists: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if (
            passage.owner.level is Level.ITEM
            and passage.position == 0
            and "#" not in passage.path
            and _asks(passage)
        ):
            lists[passage.owner.parent].append(passage)
    for items in lists.values():
        for at, item in enumerate(items):
            compact = _DROPPED.sub("", item.view.text)
            held = next((other for other in items[:at] if len(compact) >= 8 and _holds(other, compact)), None)
            if held is not None:
                message = f"{held.path}已经包含这一项，重复列举；请删去或写明两项的区别。"
                yield finding(document, "duplicated-text", item.path, item.span, message)


def _asks(passage: Passage) -> bool:
    """Is the item one of a list of documents to hand in?"""
    return Role.CLAIMS in _roles(passage) or "证明" in passage.view.text


def _holds(other: Passage, compact: str) -> bool:
    """The first of the documents that the other item asks for ends with the words of this one."""
    first = re.split(r"[、，。；]", other.view.text)[0]
    text = _DROPPED.sub("", first)
    return text.endswith(compact) and len(text) <= 2 * len(compact) + 2
