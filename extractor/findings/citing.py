"""References that lead nowhere (引用落空)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.findings.passages import finding
from extractor.records import Finding, Reference, Status

_CASCADE = 4  # as many numbers missing from one part: the part is missing, not each number


def find_dangling(document: Document, references: Sequence[Reference]) -> Iterator[Finding]:
    """A finding for every reference without a target, each wording once in a provision."""
    dangling = [one for one in references if one.status is Status.DANGLING]
    parts = Counter(_part(one.quote) for one in dangling)
    seen: set[tuple[str, str]] = set()
    for one in dangling:
        part = _part(one.quote)
        key = ("", part) if part and parts[part] >= _CASCADE else (one.path, one.quote)
        if key in seen:
            continue
        seen.add(key)
        yield finding(document, "dangling-reference", one.path, one.span, _message(one.quote, part, parts[part]))


def _part(quote: str) -> str:
    """The chapter of a decimal number: 9 of 见9.15."""
    head, dot, _ = quote.partition(".")
    digits = "".join(char for char in head if char.isdigit())
    return digits if dot else ""


def _message(quote: str, part: str, count: int) -> str:
    if part and count >= _CASCADE:
        return f"文中引用第{part}部分的编号共{count}处，正文找不到这些编号；请核对该部分是否漏印。"
    if "附" in quote:
        return f"文中引用“{quote}”，但文件没有所指的附件；请补附或删改引用。"
    return f"文中引用“{quote}”，但文件没有这一条款；请改正引用的编号。"
