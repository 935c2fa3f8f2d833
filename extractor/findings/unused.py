"""Terms that are defined and never used (定义未用)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from extractor.document import BlockKind, Document
from extractor.findings.passages import finding
from extractor.records import Finding, Record, RecordType

_FEWEST = 4  # definitions below which it is not plain that the part that defines was read
_SHARE = 0.2  # above this share of unused terms the body was not read, or the list is one for all products
# No noun alone: a sentence, or a margin heading that the page ran into its text (周岁周岁年龄).
_UNCLEAN = re.compile(r"[的本所]|如下|^单位$|^一般$|^(.{2,})\1")
_CLEAN = re.compile(r"[\u4e00-\u9fff]{2,12}")
_ENTRY = re.compile(
    r"(?:释义[^（）·#]*|\d{1,2}(?:\.\d{1,2}){1,2}|第[^（）·#]+条(?:（[一二三四五六七八九十]+）)?)"
)
# What a list names because the list is the cover, not because a clause uses the word.
_LISTED = re.compile(
    r"[病症炎癌瘤疡疽聋盲]$|肿瘤|梗[死塞]|衰竭|移植|手术|搭桥|瘫痪|昏迷|失明|失聪|烧伤|损伤|缺失|丧失|截肢|贫血|硬化|中风|高压|综合征|障碍|损害|机能"
)
_MEDICAL = re.compile(r"疾病|病变|神经|临床|疗法|治疗")
_LISTS = re.compile(r"疾病|病种|手术|伤残|残疾|等级|重症|轻症|附[表录件]")


def find_unused(document: Document, records: Sequence[Record]) -> Iterator[Finding]:
    """Entries of the definitions part whose term stands nowhere else in the document."""
    defined = [
        one
        for one in records
        if one.type is RecordType.DEFINITION and one.own_rule == "definition.entry" and "term" in one.fields
    ]
    if len(defined) < _FEWEST:
        return
    body = _body(document)
    idle = [one for one in defined if _is_entry(document, one) and not _is_used(one, body)]
    if len(idle) > _SHARE * len(defined):
        return
    for one in idle:
        term = _plain(str(one.fields["term"]))
        message = f"“{term}”有释义，但条款其他地方没有使用这个词；请删去该释义，或者核对正文是否用了别的说法并统一。"
        yield finding(document, "unused-definition", one.path, one.span, message)


def _is_entry(document: Document, record: Record) -> bool:
    """A plain term that an entry of its own defines, not a part of another entry and not a listed disease."""
    term = _plain(str(record.fields["term"]))
    if not _CLEAN.fullmatch(term) or _UNCLEAN.search(term):
        return False
    if _LISTED.search(term) or not _ENTRY.fullmatch(record.path):
        return False
    told = re.match(rf"【?{term}】?(?:：|:|，?是?指)", "".join(record.quote.split()))
    if told is None or _MEDICAL.search(record.quote):
        return False
    return not any(
        _LISTS.search(node.heading) or _LISTS.search(node.section)
        for node in document.nodes
        if node.span.covers(record.span)
    )


def _is_used(record: Record, rest: str) -> bool:
    """The term, one of those it joins, or a shorter form of it stands outside the entry."""
    term, own = _plain(str(record.fields["term"])), _plain(record.quote)
    names = [part for part in re.split(r"[或和与及、]", term) if len(part) > 1] or [term]
    names += [form for name in names for form in _forms(name)]
    return any(rest.count(name) > own.count(name) for name in names)


_KIND = re.compile(r"(?:运动|活动|比赛|人员|事故|费用?|行为|机构|区域|地区|设备|系统|财产)$")


def _forms(name: str) -> Iterator[str]:
    """Shorter forms under which a text takes up a term: 意外伤害事故 as 意外伤害, 攀岩运动 as 攀岩."""
    if len(name) >= 4:
        yield name[:-1]
        yield name[1:]
    if len(name) >= 5:
        yield name[:-2]
        yield name[2:]
    if len(name) >= 4 and _KIND.search(name):
        yield _KIND.sub("", name)


def _body(document: Document) -> str:
    """The document's words without contents, page notes and site boilerplate."""
    kept = [block.span.quote(document.text) for block in document.blocks if block.kind is not BlockKind.NOISE]
    return _plain("".join(kept))


def _plain(words: str) -> str:
    compact = unicodedata.normalize("NFKC", "".join(words.split()))
    return re.sub(r"\([A-Za-z0-9 ]*\)|[“”\"【】\[\]]", "", compact)
