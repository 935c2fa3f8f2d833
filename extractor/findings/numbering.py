"""Numbers of provisions that repeat, are skipped or stand out of order (编号重复、缺号、错序)."""

from collections.abc import Iterator

from extractor.document import BlockKind, Document, Level, Node, Span
from extractor.findings.passages import finding, opening
from extractor.language.numerals import chinese_numeral
from extractor.records import Finding
from extractor.structure.contents import read_contents
from extractor.structure.numbering import Family
from extractor.structure.provisions import Provisions

_GAP = 2  # numbers missing in a row; a wider gap is a page that was read badly, and told once
_COUNTED = (Level.ARTICLE, Level.ITEM)
_FAMILIES = frozenset(Family) - {Family.LETTER, Family.ROMAN, Family.APPENDIX}


def find_numbering(document: Document) -> Iterator[Finding]:
    """Duplicate, missing and out-of-order numbers among the sisters of every list."""
    provisions = Provisions(document)
    for sisters in _lists(provisions):
        yield from _check(provisions, sisters)
    yield from _against_contents(provisions)


def _lists(provisions: Provisions) -> Iterator[list[int]]:
    """Runs of sisters: one family under one parent; the articles of a part are one run across its sections."""
    keyed: dict[tuple[object, ...], list[int]] = {}
    for at, node in enumerate(provisions.nodes):
        label = provisions.labels[at]
        if node.level not in _COUNTED or label is None or label.family not in _FAMILIES:
            continue
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
    seen = {numbers[0]}
    for at, number in zip(run[1:], numbers[1:], strict=True):
        if number in seen:
            yield _duplicate(provisions, at, number, present)
        elif number < highest:
            yield _out_of_order(provisions, at)
        else:
            yield from _missing(provisions, at, highest, number, present)
        seen.add(number)
        highest = max(highest, number)


def _counts(numbers: list[int]) -> bool:
    """Does the list count at all? Half of its steps go up by one."""
    steps = [after - before for before, after in zip(numbers, numbers[1:], strict=False)]
    return sum(step == 1 for step in steps) >= 0.5 * len(steps)


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
    for one in missing[:1] if len(missing) > _GAP else missing:
        name = _named(node, one)
        if provisions.is_printed(name, -1):
            continue
        path = node.path.split("#")[0].removesuffix(node.label) + name
        message = f"编号由“{_named(node, before)}”直接到“{node.label}”，缺少“{name}”；请核对是漏印条文还是编号有误。"
        yield finding(document, "missing-number", path, opening(document, node), message)


def _named(node: Node, number: int) -> str:
    """A label like the node's with another number: 第五条 → 第六条, 2.3 → 2.4."""
    digits = any(char.isdigit() for char in node.label)
    numeral = str(number) if digits else chinese_numeral(number)
    if node.label.startswith("第"):
        return f"第{numeral}条"
    if node.label.startswith("（"):
        return f"（{numeral}）"
    if "①" <= node.label[:1] <= "⑳":
        return chr(ord("①") + number - 1)
    return ".".join([*node.label.split(".")[:-1], numeral]) if "." in node.label else numeral


def _against_contents(provisions: Provisions) -> Iterator[Finding]:
    """Numbers that the table of contents lists and the body does not print."""
    document = provisions.document
    noise = [block.span for block in document.blocks if block.kind is BlockKind.NOISE]
    printed = {
        label.numbers: at
        for at, label in enumerate(provisions.labels)
        if label is not None and label.numbers
    }
    for entry in read_contents(span.quote(document.text) for span in noise):
        if len(printed) < 4 or entry.label.numbers[:1] not in {numbers[:1] for numbers in printed}:
            continue
        name, at = entry.label.text, printed.get(entry.label.numbers)
        message = f"目录列有“{name} {entry.title}”，正文没有印出该编号；请补上编号和标题，以免引用落空。"
        if at is None:
            yield finding(document, "missing-number", name, _listed(document, noise, name, entry.title), message)
        elif not _prints_its_label(document, provisions.nodes[at]):
            node = provisions.nodes[at]
            yield finding(document, "missing-number", node.path, opening(document, node), message)


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

