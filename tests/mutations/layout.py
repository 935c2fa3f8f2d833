"""Edits of whole articles and paragraphs: dropped, added, renumbered, moved, split, merged."""

import itertools
import re
from collections.abc import Mapping
from random import Random

from extractor.differences import ChangeKind, Gain, Place
from extractor.document import BlockKind, Level, Node
from tests.mutations import gains, numerals, stock
from tests.mutations.mutation import Expected, Mutation, Patch, expect
from tests.mutations.numbering import Articles
from tests.mutations.original import Original, Paragraph, Setting, setting_of

_TIED = re.compile(r"前[一二两三]?条|上条|下条|后条|前述|上述|以上各条")


def _brothers(original: Original, paragraph: Paragraph) -> tuple[list[Node], int]:
    """The articles of the same section in order, and which of them holds the paragraph."""
    at = original.article_of(paragraph.node)
    if at is None:
        return [], 0
    below = [
        index
        for index in original.children(original.nodes[at].parent)
        if original.nodes[index].level is Level.ARTICLE
    ]
    return [original.nodes[index] for index in below], below.index(at)


def _whole_lines(text: str, node: Node) -> bool:
    return text[node.span.start - 1] == "\n" and text[node.span.end : node.span.end + 1] == "\n"


def article_dropped(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """A whole article goes; those after it move up or a gap stays."""
    articles = Articles.of(original)
    brothers, which = _brothers(original, paragraph)
    if articles is None or len(brothers) < 3:
        return None
    node = brothers[which]
    number = _number(articles, node)
    if number is None or articles.cites(number) or not _whole_lines(original.text, node):
        return None
    gap = Patch(node.span.start, node.span.end + 1, "")
    if _TIED.search(original.text[node.span.end : node.span.end + 60]):
        return None
    moved = {old: old - 1 for old in range(number + 1, len(articles.heads) + 1)}
    closes = not articles.has_ranges and random.random() < 0.6
    quiet = articles.patches(moved, range(gap.start, gap.end)) if closes else ()
    gain = _whole(original, node)
    expected = expect(ChangeKind.ITEM_DROPPED, gain=gains.other(gain) if gain else None)
    return Mutation("article dropped", node.path, (gap, *quiet), node.span.quote(original.text), "", expected)


def _number(articles: Articles, node: Node) -> int | None:
    starts = [head.start() for head in articles.heads]
    return starts.index(node.span.start) + 1 if node.span.start in starts else None


def _whole(original: Original, node: Node) -> Gain | None:
    """Whom a whole article helps, where its section and its every paragraph agree."""
    settings = {setting_of(span.quote(original.text)) for span in node.paragraphs}
    if settings == {Setting.EXCLUSION} and re.search("免除|除外", node.section):
        return Gain.INSURER
    if (
        settings == {Setting.COVERAGE}
        and node.section.endswith("保险责任")
        and "不" not in node.span.quote(original.text)
    ):
        return Gain.POLICYHOLDER
    return None


def article_added(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """A new article; those after it move down."""
    articles = Articles.of(original)
    brothers, which = _brothers(original, paragraph)
    if articles is None or not brothers or articles.has_ranges or brothers[which].heading:
        return None
    node = brothers[which]
    number = _number(articles, node)
    words = stock.drawn(stock.PROVISIONS, random, original.text)
    if (
        number is None
        or words is None
        or not _whole_lines(original.text, node)
        or "保险人" not in original.text
    ):
        return None
    if _TIED.search(original.text[node.span.end : node.span.end + 60]):
        return None
    head = articles.heads[number - 1]
    label = articles.renumbered(head.start(), head.end(), {number: number + 1})
    moved = {old: old + 1 for old in range(number + 1, len(articles.heads) + 1)}
    new = f"\n{label}{words}" if head["gap"] else f"\n{label} {words}"
    patches = (Patch(node.span.end, node.span.end, new), *articles.patches(moved))
    return Mutation("article added", node.path, patches, "", new.strip(), expect(ChangeKind.ITEM_ADDED))


def renumbered(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """The articles from one on have higher numbers, citations with them."""
    articles = Articles.of(original)
    if articles is None:
        return None
    first, by = random.randrange(2, len(articles.heads) - 2), random.randint(1, 4)
    moved = {old: old + by for old in range(first, len(articles.heads) + 1)}
    patches = tuple(Patch(patch.start, patch.end, patch.words) for patch in articles.patches(moved))
    expected = Expected(place=Place.RENUMBERED)
    return Mutation(
        "articles renumbered", f"第{first}条…", patches, str(first), str(first + by), expected, wide=True
    )


def article_moved(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """An article stands elsewhere in its section; numbers and citations follow."""
    articles = Articles.of(original)
    brothers, which = _brothers(original, paragraph)
    if articles is None or articles.has_ranges or not _movable(original, brothers):
        return None
    targets = [
        at for at in range(len(brothers)) if abs(at - which) >= 2 and _lighter(original, brothers, which, at)
    ]
    if not targets:
        return None
    target = random.choice(targets)
    numbers = _turned(articles, brothers, which, target)
    node, goal = brothers[which], brothers[target]
    block = articles.renumbered(node.span.start, node.span.end, numbers) + "\n"
    at = goal.span.end + 1 if target > which else goal.span.start
    loud = (Patch(node.span.start, node.span.end + 1, ""), Patch(at, at, block))
    quiet = articles.patches(numbers, range(node.span.start, node.span.end + 1))
    if any(patch.start == at for patch in quiet):
        return None
    return Mutation(
        "article moved",
        node.path,
        (*loud, *quiet),
        node.span.quote(original.text),
        block,
        Expected(place=Place.MOVED),
    )


def _movable(original: Original, brothers: list[Node]) -> bool:
    lines = all(_whole_lines(original.text, node) for node in brothers)
    adjacent = all(after.span.start - before.span.end == 1 for before, after in itertools.pairwise(brothers))
    return (
        len(brothers) > 2
        and lines
        and adjacent
        and not any(_TIED.search(node.span.quote(original.text)) for node in brothers)
    )


def _lighter(original: Original, brothers: list[Node], which: int, target: int) -> bool:
    """The article that moves is smaller than what it passes: it is the one that moved."""
    low, high = (which + 1, target + 1) if target > which else (target, which)
    passed = sum(original.text.count("\n", node.span.start, node.span.end) + 1 for node in brothers[low:high])
    own = original.text.count("\n", brothers[which].span.start, brothers[which].span.end) + 1
    return own < passed


def _turned(articles: Articles, brothers: list[Node], which: int, target: int) -> Mapping[int, int]:
    numbers = [_number(articles, node) or 0 for node in brothers]
    order = numbers.copy()
    order.insert(target, order.pop(which))
    return {old: new for new, old in zip(numbers, order, strict=True)}


def split(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """One paragraph becomes two."""
    ends = [
        match.end()
        for match in re.finditer("。", paragraph.text[:-1])
        if match.end() > 15 and len(paragraph.text) - match.end() > 15 and paragraph.free(*match.span())
    ]
    ends = [at for at in ends if not re.match("前款|本款|但|上述|前述|其|该", paragraph.text[at:])]
    if not ends or paragraph.lead or re.search("第[一二三四五]款|前款", original.text):
        return None
    at = random.choice(ends)
    words = f"。\n{paragraph.text[at]}"
    return paragraph.mutation("paragraph split", (at - 1, at + 1), words, Expected(place=Place.SPLIT))


def merged(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """Two paragraphs of one provision become one."""
    own = original.nodes[paragraph.node].paragraphs
    at = next((at for at, span in enumerate(own) if span.start == paragraph.start), len(own))
    if at + 1 >= len(own) or own[at + 1].start - own[at].end != 1 or not paragraph.text.endswith("。"):
        return None
    following = own[at + 1].quote(original.text)
    if (
        re.search("第[一二三四五]款|前款", original.text)
        or not following.endswith("。")
        or len(following) < 12
    ):
        return None
    place = (len(paragraph.text) - 1, len(paragraph.text) + 2)
    return Mutation(
        "paragraphs merged",
        paragraph.path,
        (paragraph.patch(*place, "。" + following[0]),),
        paragraph.text + "\n" + following,
        paragraph.text + following,
        Expected(place=Place.MERGED),
    )


def paragraph_dropped(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """One of several paragraphs of an article goes (款)."""
    own = original.nodes[paragraph.node].paragraphs
    at = next((at for at, span in enumerate(own) if span.start == paragraph.start), 0)
    end = paragraph.start + len(paragraph.text)
    alone = original.text[paragraph.start - 1] == "\n" and original.text[end : end + 1] == "\n"
    if at == 0 or not alone or not paragraph.text.endswith("。") or len(paragraph.text) < 15:
        return None
    if re.search("第[一二三四五]款|前款", original.text[end : end + 300]):
        return None
    patch = Patch(paragraph.start, end + 1, "")
    gain = (
        gains.of_sentence(paragraph.text)
        if paragraph.text.count("。") == 1 and not re.search("；|但", paragraph.text)
        else None
    )
    expected = expect(ChangeKind.ITEM_DROPPED, gain=gains.other(gain) if gain else None)
    return Mutation("paragraph dropped", paragraph.path, (patch,), paragraph.text, "", expected)


def labels_in_figures(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """第十二条 becomes 第12条 wherever it stands, or the other way."""
    articles = Articles.of(original)
    if articles is None:
        return None
    patches = tuple(
        Patch(*match.span("number"), words)
        for match in (*articles.heads, *articles.citations)
        if (words := _in_other_figures(match["number"])) is not None
    )
    return Mutation(
        "article labels in figures", "第…条", patches, "第十二条", "第12条", Expected(), wide=True
    )


def _in_other_figures(number: str) -> str | None:
    value = numerals.value_of(number)
    return None if value is None else numerals.written(value) if number.isascii() else str(value)


_WIDTH = 38


def wrapped(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """Every line is broken at the same width, as a printed page breaks it."""
    at, patches = 0, []
    for line in original.text.split("\n"):
        breaks = range(_WIDTH, len(line), _WIDTH) if "\t" not in line else ()
        patches += [
            Patch(at + place, at + place, "\n")
            for place in breaks
            if not (line[place - 1] + line[place]).isascii() and not line[place - 1 : place + 1].isspace()
        ]
        at += len(line) + 1
    noisy = any(block.kind is BlockKind.NOISE for block in original.extraction.document.blocks)
    if len(patches) < 10 or noisy:
        return None
    return Mutation("text wrapped", "whole", tuple(patches), "", "\n", Expected(), wide=True, alone=True)
