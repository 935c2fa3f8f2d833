"""Notes that a result puts at the words of one document (批注): what Word comments and PDF highlights are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from api.export import comparison_wording as wording
from api.export.exemption_wording import SECTIONS
from extractor.assessments import Assessment, Exemption, ExemptionMap, Review, Verdict
from extractor.differences import Change, Comparison, Gain, Pair, Place
from extractor.document import Document, Span
from extractor.quotations import Quotation

_TAIL = 4  # characters that mark the place after which something was dropped
_LONGEST_QUOTE = 600


class Tone(StrEnum):
    """How a note is coloured; its title says the same in words."""

    AGAINST = "against"  # 有利于保险人，或不符合要求
    FOR = "for"  # 有利于投保方，或符合要求
    OPEN = "open"  # 无法判断，需人工判断
    PLAIN = "plain"  # 双方均无增减、位置变化


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said at some words of a document. ``title`` is one line of Chinese, ``body`` lines of it."""

    span: Span
    title: str
    body: str
    tone: Tone


_GAINS = {
    Gain.INSURER: Tone.AGAINST,
    Gain.POLICYHOLDER: Tone.FOR,
    Gain.UNKNOWN: Tone.OPEN,
    Gain.NEITHER: Tone.PLAIN,
}
_VERDICTS = {
    Verdict.WORSE: Tone.AGAINST,
    Verdict.ABSENT: Tone.AGAINST,
    Verdict.PERSON: Tone.OPEN,
    Verdict.AGREES: Tone.FOR,
    Verdict.BETTER: Tone.FOR,
    Verdict.NOT_CONCERNED: Tone.PLAIN,
}
PLACED = frozenset({Place.MOVED, Place.SPLIT, Place.MERGED})


def notes_of_comparison(comparison: Comparison) -> tuple[Note, ...]:
    """A note for every change, and for every passage that was moved, split or merged, at the words of B.

    What only A has is noted at the end of the passage of B that comes before its place.
    """
    return tuple(_comparison_notes(comparison))


def _comparison_notes(comparison: Comparison) -> Iterator[Note]:
    for at, pair in enumerate(comparison.pairs):
        for change in pair.changes:
            span = _b_span(comparison, at, change)
            if span is not None:
                yield change_note(change, span)
        if pair.place in PLACED and pair.b:
            yield place_note(pair)


def change_note(change: Change, span: Span) -> Note:
    """The note on a change, to stand at ``span``."""
    return Note(span, title_of(change), body_of(change), tone_of(change.gain))


def place_note(pair: Pair) -> Note:
    """The note on a passage that stands elsewhere than in A; ``pair`` has both sides."""
    return Note(pair.b[0].span, wording.place_note(pair), "文字变化另行标出。", Tone.PLAIN)


def tone_of(gain: Gain) -> Tone:
    """How what helps ``gain`` is coloured."""
    return _GAINS[gain]


def tone_of_verdict(verdict: Verdict) -> Tone:
    """How a check is coloured."""
    return _VERDICTS[verdict]


def page_of(document: Document, span: Span) -> int:
    """The page on which a span begins; 0 where the source has no pages."""
    boxes = document.boxes(span)
    return boxes[0][0] if boxes else 0


def title_of(change: Change) -> str:
    """What changed and for whom: ``比例：免赔率（有利于保险人，重要）``."""
    return wording.headline(change)


def body_of(change: Change) -> str:
    """Why it matters, and the wording of A and of B."""
    lines = [change.why] if change.why else []
    lines += [_quoted(wording.A, change.before)] if change.before else []
    lines += [_quoted(wording.B, change.after)] if change.after else []
    return "\n".join(lines)


def _quoted(side: str, words: Quotation) -> str:
    where = f"（{words.path}）" if words.path else ""
    return f"{side}{where}：{shortened(words.quote)}"


def shortened(quote: str) -> str:
    """A quote that a note can hold: on one line, cut where it is very long."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= _LONGEST_QUOTE else f"{flat[:_LONGEST_QUOTE]}……"


def _b_span(comparison: Comparison, at: int, change: Change) -> Span | None:
    if change.after is not None:
        return change.after.span
    pair = comparison.pairs[at]
    if pair.b:
        return _dropped_at(pair, change)
    before = next((one.b[-1].span for one in reversed(comparison.pairs[:at]) if one.b), None)
    if before is not None:
        return Span(max(before.start, before.end - _TAIL), before.end)
    after = next((one.b[0].span for one in comparison.pairs[at:] if one.b), None)
    return None if after is None else Span(after.start, min(after.end, after.start + _TAIL))


def _dropped_at(pair: Pair, change: Change) -> Span:
    """The words of B that stand before what A alone has; the whole passage where the redline does not tell."""
    reached: Span | None = None
    for mark in pair.marks:
        if mark.b is not None:
            reached = mark.b
        elif mark.a is not None and change.before is not None and reached is not None:
            overlaps = mark.a.start < change.before.span.end and change.before.span.start < mark.a.end
            if overlaps:
                return Span(max(reached.start, reached.end - _TAIL), reached.end)
    return Span(pair.b[0].span.start, pair.b[0].span.end)


def notes_of_review(review: Review) -> tuple[Note, ...]:
    """A note at every quote of a check that failed, is better than asked or needs a person, in document order.

    What is absent has no words to stand at: it is told in the report of the review alone.
    """
    told = {Verdict.WORSE, Verdict.PERSON, Verdict.BETTER, Verdict.ABSENT}
    notes = [
        assessment_note(assessment, source.span)
        for assessment in review.assessments
        if assessment.verdict in told
        for source in assessment.sources
    ]
    return tuple(sorted(notes, key=lambda note: note.span))


def notes_of_exemptions(found: ExemptionMap) -> tuple[Note, ...]:
    """A note at every exemption, in document order."""
    return tuple(_exemption_note(one) for one in found.exemptions)


def _exemption_note(one: Exemption) -> Note:
    lines = [f"位置：{SECTIONS[one.section]}", f"提示：{wording.PROMPTS[one.prompt]}。{one.evidence}"]
    lines += [f"例外：{one.exception}"] if one.exception else []
    title = f"免责事项：{one.subject}（{wording.EXTENTS[one.extent]}）"
    return Note(one.quotation.span, title, "\n".join(lines), Tone.AGAINST)


def assessment_note(assessment: Assessment, span: Span) -> Note:
    """The note on a check, to stand at ``span``."""
    lines = [
        f"要求：{assessment.requirement}",
        f"结论：{assessment.reason}",
        f"建议：{assessment.advice}" if assessment.advice else "",
        f"依据：{'；'.join(map(str, assessment.citations))}" if assessment.citations else "",
        f"实际适用：{assessment.prevails}" if assessment.prevails else "",
    ]
    title = (
        f"{wording.VERDICTS[assessment.verdict]}：{assessment.title}（{wording.WEIGHTS[assessment.weight]}）"
    )
    return Note(span, title, "\n".join(line for line in lines if line), tone_of_verdict(assessment.verdict))
