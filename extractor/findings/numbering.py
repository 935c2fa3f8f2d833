"""Numbers of provisions that repeat, are skipped or stand out of order (编号重复、缺号、错序)."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from extractor.document import BlockKind, Document, Level, Node, Span
from extractor.findings.passages import finding, opening
from extractor.language.numerals import chinese_numeral
from extractor.records import Finding
from extractor.structure.contents import ContentsEntry, read_contents
from extractor.structure.numbering import Family
from extractor.structure.provisions import Provisions

_UNREAD = 0.3  # share of the contents whose numbers the body lacks; more is a body that was read badly
_SLIPS = 3  # slips in one list; more is a page that was read badly
_GAP = 3  # numbers missing in a row; a wider gap is a page that was read badly
_COUNTED = (Level.ARTICLE, Level.ITEM, Level.SECTION, Level.CHAPTER, Level.PART)
_FAMILIES = frozenset(Family) - {Family.LETTER, Family.ROMAN, Family.APPENDIX}


def find_numbering(document: Document) -> Iterator[Finding]:
    """Duplicate, missing and out-of-order numbers among the sisters of every list."""
    provisions = Provisions(document)
    for sisters in _lists(provisions):
        found = list(_check(provisions, sisters))
        if len(found) <= max(_SLIPS, len(sisters) // 8):
            yield from found
    yield from _against_contents(provisions)


def _lists(provisions: Provisions) -> Iterator[list[int]]:
    """Runs of sisters: one family under one parent; the articles of a part are one run across its sections."""
    keyed: dict[tuple[object, ...], list[int]] = {}
    for at, node in enumerate(provisions.nodes):
        label = provisions.labels[at]
        if node.level not in _COUNTED or label is None or label.family not in _FAMILIES:
            continue
        if label.family is Family.ARABIC and node.path.startswith(label.text) and provisions.has_decimals:
            continue  # 2. above 2.1, or 2.1 torn apart
        where: object = node.parent
        if node.level is Level.ARTICLE:
            where = label.numbers[:-1] or _stem(node)
        keyed.setdefault((node.level, label.family, where), []).append(at)
    for run in keyed.values():
        yield from _cut_at_restarts(provisions, run)


def _stem(node: Node) -> str:
    """What stands before the label in a path: 第二章 of 第二章第三条#2."""
    return node.path.split("#")[0].removesuffix(node.label)


def _cut_at_restarts(provisions: Provisions, run: list[int]) -> Iterator[list[int]]:
    """A list that begins again with 1 is another list."""
    part: list[int] = []
    for at in run:
        if part and provisions.number(at) == 1:
            yield part
            part = []
        part.append(at)
    if part:
        yield part


def _check(provisions: Provisions, run: list[int]) -> Iterator[Finding]:
    numbers = [provisions.number(at) for at in run]
    if len(run) < 3 or not _counts(numbers):
        return
    present, highest = set(numbers), numbers[0]
    first = {numbers[0]: run[0]}
    for before, at, after in zip(run, run[1:], [*run[2:], None], strict=False):
        number = provisions.number(at)
        if number in first:
            if _is_slip(provisions, before, at, after, first[number]):
                yield _duplicate(provisions, at, number, present)
                highest += provisions.number(before) == number  # it stands where the next number should
        elif number < highest:
            yield _out_of_order(provisions, at)
        elif _has_text(provisions, at):
            yield from _missing(provisions, at, highest, number, present)
        first.setdefault(number, at)
        highest = max(highest, number)


def _counts(numbers: list[int]) -> bool:
    """Does the list count, but for a slip? A swap takes three odd steps; more is a page that was read badly."""
    steps = [after - before for before, after in pairwise(numbers)]
    odd, falls = sum(step != 1 for step in steps), sum(step < 0 for step in steps)
    swapped = sorted(numbers) == list(range(1, len(numbers) + 1))
    return falls <= 1 and (swapped or odd <= max(1, min(4, len(steps) // 2)))


def _is_slip(provisions: Provisions, before: int, at: int, after: int | None, first: int) -> bool:
    """A number used again where the count goes on as if it were right; articles may also fall back and count on.

    A page that was printed twice repeats the words as well as the number, and is no slip.
    """
    if not _has_text(provisions, at) or _words(provisions, at) == _words(provisions, first):
        return False
    previous = provisions.number(before)
    goes_on = provisions.number(at) > 2 and (
        after is None or provisions.number(after) in (previous + 1, previous + 2)
    )
    return previous == provisions.number(at) or goes_on or provisions.family(at) is Family.ARTICLE


def _has_text(provisions: Provisions, at: int) -> bool:
    return len(_words(provisions, at)) > 1


def _words(provisions: Provisions, at: int) -> str:
    node = provisions.nodes[at]
    first = node.paragraphs[0].quote(provisions.document.text)[:40] if node.paragraphs else ""
    return "".join((node.heading + first).split())


def _duplicate(provisions: Provisions, at: int, number: int, present: set[int]) -> Finding:
    document, node = provisions.document, provisions.nodes[at]
    following = next(free for free in range(number, number + 1000) if free not in present)
    advice = f"按次序可编为{_named(node, following)}" if following == number + 1 else "请顺延其后的编号"
    message = f"编号“{node.label}”在前面已经用过，此处重复，引用该编号时无法确定所指；{advice}。"
    return finding(document, "duplicate-number", node.path, opening(document, node), message)


def _out_of_order(provisions: Provisions, at: int) -> Finding:
    document, node = provisions.document, provisions.nodes[at]
    message = f"编号“{node.label}”排在更大的编号之后，次序颠倒；请调整顺序或改正编号。"
    return finding(document, "out-of-order-number", node.path, opening(document, node), message)


def _missing(
    provisions: Provisions, at: int, before: int, number: int, present: set[int]
) -> Iterator[Finding]:
    document, node = provisions.document, provisions.nodes[at]
    missing = [one for one in range(before + 1, number) if one not in present]
    for one in missing if len(missing) <= _GAP else ():
        name = _named(node, one)
        if _is_printed(provisions, at, name):
            continue
        path = node.path.split("#")[0].removesuffix(node.label) + name
        message = f"编号由“{_named(node, before)}”直接到“{node.label}”，缺少“{name}”；请核对是漏印条文还是编号有误。"
        yield finding(document, "missing-number", path, opening(document, node), message)


def _is_printed(provisions: Provisions, at: int, name: str) -> bool:
    """An item that the tree missed would be printed inside the parent; an article anywhere."""
    parent = provisions.nodes[at].parent
    if provisions.nodes[at].level is Level.ITEM and parent >= 0:
        return provisions.prints_item(name, provisions.nodes[parent].span)
    part = next((node for node in provisions.nodes if _stem(provisions.nodes[at]) == node.path), None)
    return provisions.is_printed_in(name, part.span) if part is not None else provisions.is_printed(name)


def _named(node: Node, number: int) -> str:
    """A label like the node's with another number: 第五条 → 第六条, 2.3 → 2.4."""
    digits = any(char.isdigit() for char in node.label)
    numeral = str(number) if digits else chinese_numeral(number)
    if node.label.startswith("第"):
        return f"第{numeral}{node.label.lstrip('第0123456789零一二三四五六七八九十百')}"
    if node.label.startswith("（"):
        return f"（{numeral}）"
    if "①" <= node.label[:1] <= "⑳":
        return chr(ord("①") + number - 1)
    return ".".join([*node.label.split(".")[:-1], numeral]) if "." in node.label else numeral


def _against_contents(provisions: Provisions) -> Iterator[Finding]:
    """Numbers that the table of contents lists and the body does not print."""
    document = provisions.document
    noise = [block.span for block in document.blocks if block.kind is BlockKind.NOISE]
    nodes = {label.numbers: at for at, label in enumerate(provisions.labels) if label and label.numbers}
    entries = read_contents(span.quote(document.text) for span in noise)
    missing = [entry for entry in entries if not _is_in_body(provisions, entry, nodes)]
    if len(nodes) < 4 or len(missing) > _UNREAD * len(entries):
        return
    for entry in missing:
        name, at = entry.label.text, nodes.get(entry.label.numbers)
        message = f"目录列有“{name} {entry.title}”，正文没有印出该编号；请补上编号和标题，以免引用落空。"
        listed = _listed(document, noise, name, entry.title)
        span = listed if at is None else opening(document, document.nodes[at])
        yield finding(document, "missing-number", name, span, message)


def _is_in_body(provisions: Provisions, entry: ContentsEntry, nodes: Mapping[tuple[int, ...], int]) -> bool:
    """Does the body print the number, as a label or torn away from its heading (``8.5 8.6`` on one line)?"""
    at = nodes.get(entry.label.numbers)
    if at is not None and _prints_its_label(provisions.document, provisions.nodes[at]):
        return True
    document = provisions.document
    alone = re.compile(rf"(?<![^\s]){re.escape(entry.label.text)}(?=\s|$|[\u4e00-\u9fff])")
    return any(
        alone.search(document.text, block.span.start, block.span.end)
        for block in document.blocks
        if block.kind is not BlockKind.NOISE
    )


def _prints_its_label(document: Document, node: Node) -> bool:
    printed = "".join(document.text[node.span.start : node.span.start + 24].split()).lstrip("#*")
    return printed.replace("．", ".").startswith(node.label)


def _listed(document: Document, noise: list[Span], name: str, title: str) -> Span:
    """Where the contents print the entry; the line that names it."""
    for span in noise:
        line = span.quote(document.text)
        compact = "".join(line.split()).replace("．", ".")
        if name + "".join(title.split()) in compact:
            return span
    return noise[0]
