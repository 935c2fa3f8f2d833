"""Terms that are defined and never used (定义未用)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from extractor.document import BlockKind, Document, Span
from extractor.findings.passages import finding
from extractor.records import Finding, Record, RecordType

_FEWEST = 4  # definitions below which it is not plain that the part that defines was read
_SHARE = 0.2  # above this share of unused terms the body was not read, or the list is one for all products
_CLEAN = re.compile(r"[\u4e00-\u9fff]{2,12}")
_ENTRY = re.compile(r"(?:释义[^（）·#]*|\d{1,2}(?:\.\d{1,2}){1,2}|第[^（）·#]+条(?:（[一二三四五六七八九十]+）)?)")
# What a list names because the list is the cover, not because a clause uses the word.
_LISTED = re.compile(
    r"[病症炎癌瘤疡疽聋盲]$|肿瘤|梗[死塞]|衰竭|移植|手术|搭桥|瘫痪|昏迷|失明|失聪|烧伤|损伤|缺失|丧失|截肢|贫血|硬化|中风|高压|综合征|障碍|损害|机能"
)
_LISTS = re.compile(r"疾病|病种|手术|伤残|残疾|等级|重症|轻症|附[表录件]")


def find_unused(document: Document, records: Sequence[Record]) -> Iterator[Finding]:
    """Entries of the definitions part whose term stands nowhere else in the document."""
    defined = [one for one in records if one.type is RecordType.DEFINITION and one.rule == "definition.entry"]
    if len(defined) < _FEWEST:
        return
    idle = [one for one in defined if _is_entry(document, one) and not _is_used(document, one)]
    if len(idle) > _SHARE * len(defined):
        return
    for one in idle:
        term = _plain(str(one.fields["term"]))
        message = f"“{term}”有释义，但条款其他地方没有使用这个词；请删去该释义，或者核对正文是否用了别的说法并统一。"
        yield finding(document, "unused-definition", one.path, one.span, message)


def _is_entry(document: Document, record: Record) -> bool:
    """A plain term that an entry of its own defines, not a part of another entry and not a listed disease."""
    term = _plain(str(record.fields["term"]))
    if not _CLEAN.fullmatch(term) or _LISTED.search(term) or not _ENTRY.fullmatch(record.path):
        return False
    return not any(
        _LISTS.search(node.heading) or _LISTS.search(node.section)
        for node in document.nodes
        if node.span.covers(record.span)
    )


def _is_used(document: Document, record: Record) -> bool:
    term = _plain(str(record.fields["term"]))
    names = [part for part in re.split(r"[或和与及、]", term) if len(part) > 1] or [term]
    names += [form for name in names for form in _forms(name)]
    rest = _without(document, record.span)
    return any(name in rest for name in names)


def _forms(name: str) -> Iterator[str]:
    """Shorter forms under which a text takes up a term: 意外伤害事故 as 意外伤害."""
    if len(name) >= 4:
        yield name[:-1]
        yield name[1:]
    if len(name) >= 5:
        yield name[:-2]
        yield name[2:]


def _without(document: Document, own: Span) -> str:
    """The document's words without the entry itself and without the contents and page notes."""
    kept, at = [], 0
    for block in document.blocks:
        if block.kind is BlockKind.NOISE:
            continue
        for start, end in ((block.span.start, min(block.span.end, own.start)), (max(block.span.start, own.end), block.span.end)):
            start = max(start, at)
            if start < end:
                kept.append(document.text[start:end])
                at = end
    return _plain("".join(kept))


def _plain(words: str) -> str:
    compact = unicodedata.normalize("NFKC", "".join(words.split()))
    return re.sub(r"\([^()]*\)|[“”\"【】\[\]]", "", compact) if len(compact) < 60 else compact
