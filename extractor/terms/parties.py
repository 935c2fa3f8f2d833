"""Parties to the contract (当事人)."""

import re
from collections.abc import Iterator

from extractor.document import Document, Level, Node, Span
from extractor.language.view import view
from extractor.records import Record, RecordType
from extractor.terms.setting import COMPANY, Setting

# 平安产险, 国华人寿; not the 人寿 of a product (团体人寿保险).
_SHORT = re.compile(
    r"^((?!团体|个人|终身|定期|附加|简易|少儿|联合)[\u4e00-\u9fff]{2,4}(?:产险|财险|人寿))(?!保险公司)[\u4e00-\u9fff（）\d]*条款"
)
# What stands before the name in the words that COMPANY takes: “我们”均指…, 某某保险条款…, 我们（….
_BEFORE = re.compile(r".*(?:[均是系专即]?指|条款|（)(?=[\u4e00-\u9fff]{4})")
_DEFINED = re.compile(r"(?:保险人|我们|本公司)[】”]?：?(?:是|专)?指(?:与投保人[^，。]{0,16}的)?")


def find_parties(document: Document, setting: Setting) -> Iterator[Record]:
    """The parties named at the head, or the insurer: from its name there, else from its definition."""
    if setting.parties:
        for party in setting.parties:
            yield _record(document, "前言", party.span, party.role, party.name)
        return
    insurer = _insurer_at_head(document) or _insurer_defined(document)
    if insurer is not None:
        path, span = insurer
        yield _record(document, path, span, "保险人", "".join(span.quote(document.text).split()))


def _record(document: Document, path: str, span: Span, role: str, name: str) -> Record:
    fields = {"role": role, "name": name}
    return Record(
        RecordType.PARTY, path, span, span.quote(document.text), fields, 0.9, "party", {"name": span}
    )


def _insurer_at_head(document: Document) -> tuple[str, Span] | None:
    for node in document.nodes:
        if node.level is not Level.PREAMBLE:
            continue
        for pattern in (COMPANY, _SHORT):
            for paragraph in node.paragraphs[:12]:
                line = view(document.text, paragraph)
                match = pattern.search(line.text)
                if match and not re.search("经纪|代理|感谢|选择|您", match[0]):
                    start, end = match.span(1) if pattern is _SHORT else match.span()
                    before = _BEFORE.match(line.text, start, end)
                    return "前言", line.span(before.end() if before else start, end)
    return None


def _insurer_defined(document: Document) -> tuple[str, Span] | None:
    for node, paragraph in _paragraphs(document):
        line = view(document.text, paragraph)
        lead = _DEFINED.search(line.text)
        match = COMPANY.match(line.text, lead.end()) if lead else None
        if match:
            return node.path, line.span(match.start(), match.end())
    return None


def _paragraphs(document: Document) -> Iterator[tuple[Node, Span]]:
    for node in document.nodes:
        for paragraph in node.paragraphs:
            yield node, paragraph
