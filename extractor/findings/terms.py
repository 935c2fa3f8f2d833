"""Terms marked as defined and never defined (未释义术语)."""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.findings.passages import Passage, article_path, finding
from extractor.records import Finding, Record, RecordType

_MARKED = re.compile(
    r"(?P<words>[\u4e00-\u9fffA-Za-z]{2,24})（(?:请?[见参]|详见)?(?:本(?:条款|合同))?释义[^（）]{0,8}）"
)
_SHARE = 0.35  # above this share of marked terms the definitions were not read, not missing
_FEWEST = 3  # definitions below which the part that defines was hardly read at all


def find_undefined(
    document: Document, passages: Sequence[Passage], records: Sequence[Record]
) -> Iterator[Finding]:
    """A term with the mark （见释义） for which no definition was read; each term once."""
    defined = {
        _plain(str(record.fields["term"]))
        for record in records
        if record.type is RecordType.DEFINITION and "term" in record.fields
    }
    if len(defined) < _FEWEST:
        return
    defined |= set(_heads(document))
    seen: set[str] = set()
    found = list(_undefined(document, passages, defined, seen))
    if len(found) <= _SHARE * len(seen):
        yield from found


def _heads(document: Document) -> Iterator[str]:
    """First words of the entries of the definitions part: entries that no definition was read from are still there."""
    for node in document.nodes:
        if not node.path.startswith("释义"):
            continue
        if node.heading:
            yield _plain(node.heading)
        if node.paragraphs:
            printed = node.paragraphs[0].quote(document.text)[:24]
            head = re.match(r"[^\s，。；：（）]{2,16}(?=[ \u3000])", printed)
            if head:
                yield _plain(head[0])


def _undefined(
    document: Document, passages: Sequence[Passage], defined: set[str], seen: set[str]
) -> Iterator[Finding]:
    """Marked terms that ``defined`` lacks; ``seen`` gathers every marked term."""
    for passage in passages:
        for match in _MARKED.finditer(passage.view.text):
            words = _plain(match["words"])
            if words[-6:] in seen:
                continue
            seen.add(words[-6:])
            if any(words.endswith(term) or term.endswith(words) for term in defined):
                continue
            span = passage.view.span(match.start(), match.end())
            message = (
                f"“{words[-12:]}”标注“见释义”，但释义中没有该术语的定义；请补充释义或者改用已释义的术语。"
            )
            yield finding(document, "undefined-term", article_path(document, passage.node), span, message)


def _plain(term: str) -> str:
    return "".join(term.split())
