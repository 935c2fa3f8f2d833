"""Edits of lists: an entry added, dropped or moved, a list numbered in another style."""

import re
from random import Random

from extractor.differences import ChangeKind
from extractor.document import Level
from tests.mutations import gains, stock
from tests.mutations.mutation import SAME_MEANING, Mutation, Patch, expect
from tests.mutations.numbering import Label, cites_entries, label_at, labelled
from tests.mutations.original import Original, Paragraph, Setting


def _siblings(original: Original, paragraph: Paragraph) -> list[tuple[Label, int]]:
    """Label and end of every entry of the list that a paragraph stands in; nothing where it is no plain list: each
    entry one line, labelled 1, 2, 3 … in one style."""
    node = original.nodes[paragraph.node]
    if node.level is not Level.ITEM or not paragraph.lead:
        return []
    found = []
    for at in original.children(node.parent):
        entry = original.nodes[at]
        label = label_at(original.text, entry.span.start)
        words = entry.span.quote(original.text)
        if (
            label is None
            or original.children(at)
            or "\n" in words
            or not _own_line(original.text, entry.span.start, entry.span.end)
        ):
            return []
        found.append((label, entry.span.end))
    one_style = len({label.style for label, _ in found}) == 1
    counted = [label.number for label, _ in found] == list(range(1, len(found) + 1))
    return found if one_style and counted and len(found) > 2 else []


def _own_line(text: str, start: int, end: int) -> bool:
    return text[start - 1] == "\n" and text[end : end + 1] == "\n"


def _shifted(original: Original, node: int, labels: list[Label], by: int) -> tuple[Patch, ...]:
    if cites_entries(original, node):
        return ()
    return tuple(
        Patch(label.start, label.end, labelled(label.style, label.number + by), quiet=True)
        for label in labels
    )


def item_dropped(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """An entry goes; those after it move up where nothing cites them."""
    entries = _siblings(original, paragraph)
    if not entries:
        return None
    which = random.randrange(len(entries))
    label, end = entries[which]
    gain = gains.by_setting(paragraph.setting_at(0))
    patches = (
        Patch(label.start, end + 1, ""),
        *_shifted(original, paragraph.node, [after for after, _ in entries[which + 1 :]], -1),
    )
    expected = expect(ChangeKind.ITEM_DROPPED, gain=gains.other(gain) if gain else None)
    return Mutation("item dropped", paragraph.path, patches, original.text[label.start : end], "", expected)


_STOCK = {
    Setting.PAPERS: stock.PAPERS,
    Setting.INSURED_DUTY: stock.DUTIES,
    Setting.INSURER_DUTY: stock.INSURER_DUTIES,
}


def item_added(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """A new entry; those after it move down where nothing cites them, else it stands last."""
    entries = _siblings(original, paragraph)
    setting = paragraph.setting_at(0)
    words = _STOCK.get(setting) or _causes_or_losses(paragraph.lead, setting)
    entry = stock.drawn(words, random, original.text) if entries and words else None
    if entry is None:
        return None
    after = len(entries) - 1 if cites_entries(original, paragraph.node) else random.randrange(len(entries))
    label, end = entries[after]
    mark = original.text[end - 1] if original.text[end - 1] in "；。;" else "；"
    new = f"\n{labelled(label.style, label.number + 1)}{_gap(original, label)}{entry}{mark}"
    patches = (
        Patch(end, end, new),
        *_shifted(original, paragraph.node, [below for below, _ in entries[after + 1 :]], 1),
    )
    expected = expect(ChangeKind.ITEM_ADDED, gain=gains.by_setting(setting))
    return Mutation("item added", paragraph.path, patches, "", new.strip(), expected)


def _gap(original: Original, label: Label) -> str:
    match = re.compile(r"[ \u3000]*").match(original.text, label.end)
    return match.group() if match else ""


def _causes_or_losses(lead: str, setting: Setting) -> tuple[str, ...] | None:
    if setting not in (Setting.EXCLUSION, Setting.COVERAGE):
        return None
    last = re.findall(r"原因|情形|事故|损失|费用|责任", lead)
    if re.search(r"原因|事故：|意外", lead):
        return stock.PERILS
    return stock.LOSSES if last and re.search(r"[下以][列下][^。；]{0,8}(?:损失|费用)", lead) else None


_TIED = re.compile(r"上述|前述|以上|其他|其它|前项|本项|同时|[一二三四]项|另")


def item_moved(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """An entry of a list trades its place; the labels stay in order."""
    entries = _siblings(original, paragraph)
    if len(entries) < 4 or cites_entries(original, paragraph.node):
        return None
    if gains.by_setting(paragraph.setting_at(0)) is None:
        return None  # steps of a procedure, tiers and the like are in order
    first, last = sorted(random.sample(range(len(entries)), 2))
    spans = [(label.end, end - 1) for label, end in entries[first : last + 1]]
    if any(original.text[end] not in "；。;" for _, end in spans):
        return None
    words = [original.text[start:end] for start, end in spans]
    if any(_TIED.search(entry) for entry in words) or last - first < 2:
        return None
    turned = [*words[1:], words[0]] if random.random() < 0.5 else [words[-1], *words[:-1]]
    patches = tuple(Patch(start, end, new) for (start, end), new in zip(spans, turned, strict=True))
    return Mutation("item moved", paragraph.path, patches, words[0], turned[0], SAME_MEANING)


def relabelled(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """（一）（二） become 1. 2."""
    entries = _siblings(original, paragraph)
    if not entries or cites_entries(original, paragraph.node) or len(entries) > 20:
        return None
    used = {entries[0][0].style}
    at = original.nodes[paragraph.node].parent
    while at >= 0:
        above = label_at(original.text, original.nodes[at].span.start)
        used |= {above.style} if above else set()
        at = original.nodes[at].parent
    if original.nodes[paragraph.node].path[0].isdigit() or used & {"1.", "1、"}:
        used |= {"1.", "1、"}  # beside 2.3 or under 1. the two would be taken for each other
    style = random.choice([style for style in ("（一）", "（1）", "1.", "1、", "①") if style not in used])
    patches = tuple(Patch(label.start, label.end, labelled(style, label.number)) for label, _ in entries)
    return Mutation("list relabelled", paragraph.path, patches, entries[0][0].style, style, SAME_MEANING)
