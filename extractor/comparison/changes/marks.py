"""The redline of a pair (修订痕迹): what to strike out of A and what to write in to have B, in whole words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractor.comparison.changes.tokens import Token
from extractor.comparison.passages import Passage
from extractor.differences import Mark, Stroke
from extractor.document import Span

_TOO_SHORT = 2  # kept characters between two edits that are struck out with them


@dataclass(slots=True)
class _Block:
    """A stretch of words of each side: equal, or to be replaced."""

    equal: bool
    a: range
    b: range


def redline(
    a: Sequence[Passage], b: Sequence[Passage], words_a: Sequence[Token], words_b: Sequence[Token]
) -> tuple[Mark, ...]:
    """The marks: KEPT and DELETED together give A's passages to the letter, KEPT and INSERTED B's."""
    spans_a, spans_b = _spans(a, words_a), _spans(b, words_b)
    marks: list[Mark] = []
    for block in _blocks(words_a, words_b):
        runs_a, runs_b = _runs(block.a, spans_a), _runs(block.b, spans_b)
        if block.equal:
            marks += _kept(block, spans_a, spans_b)
        else:
            marks += [Mark(Stroke.DELETED, a=span) for span in runs_a]
            marks += [Mark(Stroke.INSERTED, b=span) for span in runs_b]
    return tuple(marks)


def _spans(passages: Sequence[Passage], words: Sequence[Token]) -> list[Span]:
    """The span of each word with the white space after it, so that nothing of the passages is left out."""
    spans = []
    for at, word in enumerate(words):
        first = at == 0 or words[at - 1].passage != word.passage
        last = at + 1 == len(words) or words[at + 1].passage != word.passage
        start = passages[word.passage].span.start if first else word.start
        spans.append(Span(start, passages[word.passage].span.end if last else words[at + 1].start))
    return spans


def _blocks(a: Sequence[Token], b: Sequence[Token]) -> list[_Block]:
    found: list[_Block] = []
    for code in Levenshtein.opcodes([_key(word) for word in a], [_key(word) for word in b]):
        equal = code.tag == "equal"
        block = _Block(equal, range(code.src_start, code.src_end), range(code.dest_start, code.dest_end))
        if found and not equal and not found[-1].equal:
            found[-1] = _joined(found[-1], block)
        else:
            found.append(block)
    return _without_confetti(found, a)


def _key(word: Token) -> str:
    return f"{word.sort}{word.key}" if word.is_value else word.text


def _without_confetti(blocks: list[_Block], a: Sequence[Token]) -> list[_Block]:
    """Edits with next to nothing between them become one."""
    kept: list[_Block] = []
    for at, block in enumerate(blocks):
        inside = 0 < at < len(blocks) - 1
        short = block.equal and inside and sum(len(a[word].text) for word in block.a) < _TOO_SHORT
        if kept and not kept[-1].equal and (short or not block.equal):
            kept[-1] = _joined(kept[-1], block)
        else:
            kept.append(block)
    return kept


def _joined(one: _Block, other: _Block) -> _Block:
    return _Block(False, range(one.a.start, other.a.stop), range(one.b.start, other.b.stop))


def _runs(words: range, spans: Sequence[Span]) -> list[Span]:
    """The spans of neighbouring words as one, broken where a passage ends."""
    runs: list[Span] = []
    for at in words:
        if runs and runs[-1].end == spans[at].start:
            runs[-1] = Span(runs[-1].start, spans[at].end)
        else:
            runs.append(spans[at])
    return runs


def _kept(block: _Block, spans_a: Sequence[Span], spans_b: Sequence[Span]) -> Iterator[Mark]:
    """KEPT marks, broken where a passage ends on either side."""
    held: tuple[Span, Span] | None = None
    for one, other in zip(block.a, block.b, strict=True):
        a, b = spans_a[one], spans_b[other]
        if held and held[0].end == a.start and held[1].end == b.start:
            held = Span(held[0].start, a.end), Span(held[1].start, b.end)
            continue
        if held:
            yield Mark(Stroke.KEPT, *held)
        held = a, b
    if held:
        yield Mark(Stroke.KEPT, *held)
