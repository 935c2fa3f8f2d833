"""The table of contents (目录) as data: which numbers and headings the document says it has."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.structure.headings import is_title_like
from extractor.structure.numbering import Family, Label, read_label

_LEADER = re.compile(r"[\s.…·．—_-]*(?:\d{1,3}\s*)?$")
_ENTRY = re.compile(r"(?<![\d.])(\d{1,2}\s?[.．]\s?\d{1,2})(?![\d.．])")


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: the label it gives and the heading beside it."""

    label: Label
    title: str


def read_contents(aside: Iterable[str]) -> tuple[ContentsEntry, ...]:
    """Decimal entries of the contents among the lines set apart, in order, each number once."""
    found: dict[tuple[int, ...], ContentsEntry] = {}
    for line in aside:
        for part in _entries(line):
            label = read_label(part)
            if label is None or label.family is not Family.DECIMAL or label.numbers in found:
                continue
            title = _LEADER.sub("", part[label.length :]).strip()
            if is_title_like(title):
                found[label.numbers] = ContentsEntry(label, title)
    return tuple(sorted(found.values(), key=lambda entry: entry.label.numbers))


def _entries(line: str) -> list[str]:
    """Columns of a contents line: ``4.1保险费的支付 7.2 意外伤害`` is two entries."""
    starts = [match.start() for match in _ENTRY.finditer(line)]
    return [line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=False)]
