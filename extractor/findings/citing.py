"""References that lead nowhere (引用落空)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.findings.passages import finding
from extractor.records import Finding, Reference, Status

_ARTICLE = re.compile(r"第[^（()）]+条")
_CASCADE = 4  # as many numbers missing from one part: the part is missing, not each number


def find_dangling(document: Document, references: Sequence[Reference]) -> Iterator[Finding]:
    """A finding for every reference without a target, each wording once in a provision."""
    dangling = [one for one in references if one.status is Status.DANGLING]
    if len({one.quote for one in dangling if _ARTICLE.search(one.quote)}) >= _CASCADE:
        dangling = [one for one in dangling if not _ARTICLE.search(one.quote)]  # the page hid the articles
    parts = Counter(_part(one.quote) for one in dangling)
    seen: set[tuple[str, str]] = set()
    for one in dangling:
        part = _part(one.quote)
        whole = part == "释义" or (part and parts[part] >= _CASCADE)
        key = ("", part) if whole else (one.path, one.quote)
        if key in seen:
            continue
        seen.add(key)
        yield finding(
            document, "dangling-reference", one.path, one.span, _message(one.quote, part, parts[part])
        )


def _part(quote: str) -> str:
    """The chapter of a decimal number, 9 of 见9.15; or 释义."""
    if "释义" in quote:
        return "释义"
    head, dot, _ = quote.partition(".")
    digits = "".join(char for char in head if char.isdigit())
    return digits if dot else ""


def _message(quote: str, part: str, count: int) -> str:
    if part == "释义":
        return f"文中引用“{quote}”，但文件没有对应的释义；请补上释义或删改引用。"
    if part and count >= _CASCADE:
        return f"文中引用第{part}部分的编号共{count}处，正文找不到这些编号；请核对该部分是否漏印。"
    if any(kind in quote for kind in ("附件", "附录", "附表")):
        return f"文中引用“{quote}”，但文件没有所指的附件；请补附或删改引用。"
    return f"文中引用“{quote}”，但文件没有这一条款；请改正引用的编号。"
