"""Comparisons made by hand from two short documents: passages of the same path are pairs, their words a redline."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from extractor.differences import (
    Change,
    ChangeKind,
    Comparison,
    Gain,
    Likeness,
    Mark,
    Pair,
    Place,
    Stroke,
    Weight,
)
from extractor.document import Document, Span
from extractor.quotations import Quotation, quoted


def hand_made(a: Document, b: Document, gain: Gain = Gain.INSURER) -> Comparison:
    """Passages of the same path side by side; what A alone has stands after the passage before it."""
    left, right = _passages(a), _passages(b)
    pairs: list[Pair] = []
    waiting = list(left)
    for key, theirs in right.items():
        if key in left:
            while waiting and waiting[0] != key:
                lost = waiting.pop(0)
                if lost not in right:
                    pairs.append(_lost(left[lost]))
            waiting = waiting[1:]
            pairs.append(_pair(a, b, left[key], theirs, gain))
        else:
            pairs.append(_added(theirs))
    return Comparison((*pairs, *(_lost(left[lost]) for lost in waiting if lost not in right)))


def _passages(document: Document) -> dict[tuple[str, int], Quotation]:
    return {
        (node.path, at): quoted(document, node.path, span)
        for node in document.nodes
        for at, span in enumerate(node.paragraphs)
        if span.quote(document.text).strip()
    }


def _lost(ours: Quotation) -> Pair:
    change = Change(
        ChangeKind.ITEM_DROPPED, Gain.INSURER, Weight.HIGH, "整条", "文本二没有此条。", ours, None
    )
    return Pair(Likeness.ONLY_A, Place.SAME, (ours,), (), 0.0, (change,))


def _added(theirs: Quotation) -> Pair:
    change = Change(
        ChangeKind.ITEM_ADDED, Gain.POLICYHOLDER, Weight.MEDIUM, "整条", "文本一没有此条。", None, theirs
    )
    return Pair(Likeness.ONLY_B, Place.SAME, (), (theirs,), 0.0, (change,))


def _pair(a: Document, b: Document, ours: Quotation, theirs: Quotation, gain: Gain) -> Pair:
    if ours.quote == theirs.quote:
        return Pair(Likeness.SAME, Place.SAME, (ours,), (theirs,))
    marks = redline(ours, theirs)
    before = next((mark.a for mark in marks if mark.stroke is Stroke.DELETED and mark.a), None)
    after = next((mark.b for mark in marks if mark.stroke is Stroke.INSERTED and mark.b), None)
    change = Change(
        ChangeKind.RATE,
        gain,
        Weight.HIGH,
        "免赔率",
        "数值变了。",
        quoted(a, ours.path, before) if before else None,
        quoted(b, theirs.path, after) if after else None,
    )
    return Pair(Likeness.CHANGED, Place.SAME, (ours,), (theirs,), 0.9, (change,), marks)


def redline(ours: Quotation, theirs: Quotation) -> tuple[Mark, ...]:
    """The redline of one passage."""
    return tuple(_redline(ours, theirs))


def _redline(ours: Quotation, theirs: Quotation) -> Iterator[Mark]:
    matcher = SequenceMatcher(None, ours.quote, theirs.quote, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        a = Span(ours.span.start + first, ours.span.start + last) if first < last else None
        b = Span(theirs.span.start + start, theirs.span.start + end) if start < end else None
        if tag == "equal":
            yield Mark(Stroke.KEPT, a, b)
            continue
        if a is not None:
            yield Mark(Stroke.DELETED, a, None)
        if b is not None:
            yield Mark(Stroke.INSERTED, None, b)
