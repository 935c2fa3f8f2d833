"""Characters that were misread or mistyped (错字): 摔跤 and 摔跡, 合同 and 舍同.

One character differs, the words around it do not, and it makes a word on one side only. Such a word is read as the
right one on both sides, and told as a change of wording that a person should look at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extractor.comparison.changes.kinds import Raw
from extractor.comparison.changes.tokens import Token
from extractor.comparison.changes.typesetting import plainly
from extractor.comparison.changes.words import Sort, is_dictionary_word, load_vocabulary, split_words
from extractor.comparison.passages import Passage
from extractor.differences import ChangeKind
from extractor.document import Span
from extractor.language.lexicon import load_lexicon
from extractor.language.view import View

_HAN = re.compile(r"[\u4e00-\u9fff]")
_CONTEXT = 3  # equal characters on either side, or up to a mark or the end
# Characters that turn or count: another one of them is never a slip.
_TELLING = frozenset(
    "不未无非免勿莫否没零〇一二三四五六七八九十百千万亿两半双单首末次壹贰叁肆伍陆柒捌玖拾佰仟"
    "应当可须必得准能甲乙丙丁戊己内外上下前后左右东西南北男女父母夫妻年月日周天时分秒元角级多少数几全有大小"
)
_CLOSED = frozenset(
    {Sort.MODAL, Sort.LINK, Sort.TURN, Sort.SCOPE, Sort.PARTY, Sort.EXCEPTION, Sort.REQUIREMENT}
)


@dataclass(frozen=True, slots=True)
class Slip:
    """The word on both sides: passage and span."""

    a: tuple[int, Span]
    b: tuple[int, Span]


@dataclass(frozen=True, slots=True)
class Mended:
    """The views of both sides with the slips put right, and where they are."""

    a: tuple[View, ...]
    b: tuple[View, ...]
    slips: tuple[Slip, ...] = ()


@dataclass(slots=True)
class _Text:
    """The views of one side one after the other; ``starts`` is where each begins."""

    views: tuple[View, ...]
    chars: list[str]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "_Text":
        views = tuple(plainly(passage.view) for passage in passages)
        starts = tuple(sum(len(view.text) for view in views[:at]) for at in range(len(views)))
        return cls(views, list("".join(view.text for view in views)), starts)

    def place(self, start: int, end: int) -> tuple[int, Span] | None:
        """The passage and the span of some characters; None where they stand in two passages."""
        number = max(at for at, first in enumerate(self.starts) if first <= start)
        first, view = self.starts[number], self.views[number]
        return (number, view.span(start - first, end - first)) if end - first <= len(view.text) else None

    def written(self) -> tuple[View, ...]:
        """The views with the characters as they are now."""
        return tuple(
            View("".join(self.chars[start : start + len(view.text)]), view.offsets)
            for start, view in zip(self.starts, self.views, strict=True)
        )


def mend(a: Sequence[Passage], b: Sequence[Passage]) -> Mended:
    """Read the slips of either side as the words they stand for."""
    texts = _Text.of(a), _Text.of(b)
    slips = []
    for at, other in list(_candidates("".join(texts[0].chars), "".join(texts[1].chars))):
        for right, wrong, here, there in ((*texts, at, other), (*texts[::-1], other, at)):
            word = _word_at(right, here)
            if word is None or not _is_slip(word, right, wrong, here, there):
                continue
            start, end = word[0] - here + there, word[1] - here + there
            places = right.place(*word), wrong.place(start, end)
            if places[0] is None or places[1] is None:
                continue
            wrong.chars[there] = right.chars[here]
            slips.append(Slip(*((places[0], places[1]) if right is texts[0] else (places[1], places[0]))))
            break
    return Mended(texts[0].written(), texts[1].written(), tuple(slips))


def slipped(slips: Sequence[Slip], all_a: Sequence[Token], all_b: Sequence[Token]) -> Iterator[Raw]:
    """The words in which a character slipped, as changes of wording."""
    for slip in slips:
        a, b = _at(slip.a, all_a), _at(slip.b, all_b)
        if a and b:
            yield Raw(ChangeKind.WORDING, a, b, slip=True)


def _at(place: tuple[int, Span], tokens: Sequence[Token]) -> list[Token]:
    passage, span = place
    return [
        token
        for token in tokens
        if token.passage == passage and token.start < span.end and span.start < token.end
    ]


def _candidates(a: str, b: str) -> Iterator[tuple[int, int]]:
    """Where one character alone differs among equal ones."""
    for block in Levenshtein.opcodes(a, b):
        at, other = block.src_start, block.dest_start
        if block.tag != "replace" or (block.src_end - at, block.dest_end - other) != (1, 1):
            continue
        if not _HAN.match(a[at]) or not _HAN.match(b[other]) or _tells(a[at]) or _tells(b[other]):
            continue
        before = _beside(a[:at][::-1], b[:other][::-1])
        if before and _beside(a[at + 1 :], b[other + 1 :]):
            yield at, other


def _beside(a: str, b: str) -> bool:
    """Whether both go on alike from the character: for a few characters, or up to a mark or the end on either side."""
    for one, other in zip(a[:_CONTEXT], b[:_CONTEXT], strict=False):
        if not _HAN.match(one) and not _HAN.match(other):
            return True
        if one != other:
            return False
    shorter = min(len(a), len(b))
    return shorter >= _CONTEXT or not any(_HAN.match(rest[shorter : shorter + 1]) for rest in (a, b))


def _tells(char: str) -> bool:
    form = load_vocabulary().forms.get(char)
    return char in _TELLING or (form is not None and form.sort in _CLOSED)


def _word_at(text: _Text, at: int) -> tuple[int, int] | None:
    """Start and end of the word of the dictionary around a character, None where it stands alone."""
    start = 0
    for word in split_words("".join(text.chars)):
        if start <= at < start + len(word):
            return (start, start + len(word)) if len(word) > 1 else None
        start += len(word)
    return None


def _is_slip(word: tuple[int, int], right: _Text, wrong: _Text, here: int, there: int) -> bool:
    """Whether the word is one, the other side has all of it but the one character, and makes no word of its own."""
    start, end = word[0] - here + there, word[1] - here + there
    if start < 0 or end > len(wrong.chars):
        return False
    printed, meant = "".join(wrong.chars[start:end]), "".join(right.chars[word[0] : word[1]])
    differing = sum(one != other for one, other in zip(printed, meant, strict=True))
    if differing != 1 or not _is_word(meant) or _is_word(printed) or _word_at(wrong, there) is not None:
        return False
    return not load_vocabulary().opposed(printed, meant)


def _is_word(word: str) -> bool:
    vocabulary = load_vocabulary()
    return (
        is_dictionary_word(word) or word in vocabulary.forms or word in vocabulary.groups or word in _terms()
    )


@lru_cache(maxsize=1)
def _terms() -> frozenset[str]:
    """The terms of the field."""
    return frozenset(form for entry in load_lexicon().entries for form in (entry.canonical, *entry.forms))
