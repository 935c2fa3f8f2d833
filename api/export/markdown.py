"""An extraction as a Chinese report in Markdown (审阅报告)."""

import re
from collections.abc import Iterator

from api.export import wording
from extractor.records import Extraction, Record, RecordType

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LINE_MARK = re.compile(r"^(?P<lead> *\d*)(?P<mark>[-+=.)])", re.MULTILINE)


def to_markdown(extraction: Extraction, name: str, *, records_only: bool = False) -> str:
    """Findings first, then the records by type with quote and path, then the references."""
    lines = [*_head(extraction, name)]
    if not records_only:
        lines += _findings(extraction)
    lines += _records(extraction)
    if not records_only:
        lines += _references(extraction)
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(extraction: Extraction, name: str) -> Iterator[str]:
    document = extraction.document
    yield f"# {_plain(document.title or name)}"
    yield ""
    pages = f"，{document.pages} 页" if document.pages else ""
    yield f"- 文件：{_plain(name)}（{wording.SOURCES[document.source]}{pages}）"
    yield f"- 性质：{wording.DOCUMENT_KINDS[document.kind]}"
    yield f"- SHA-256：`{document.sha256}`"
    yield (
        f"- 记录 {len(extraction.records)} 条，发现 {len(extraction.findings)} 处，"
        f"引用 {len(extraction.references)} 处"
    )
    for remark in document.remarks:
        page = f"第 {remark.page} 页，" if remark.page else ""
        yield f"- 阅读说明：{page}{_plain(remark.message)}"
    yield ""


def _findings(extraction: Extraction) -> Iterator[str]:
    if not extraction.findings:
        return
    yield "## 发现"
    yield ""
    for finding in extraction.findings:
        name = wording.FINDINGS.get(finding.code, finding.code)
        yield f"- **{_plain(name)}**（{_plain(finding.path)}）：{_plain(finding.message)}"
        yield ""
        yield from _quote(finding.quote, "  ")
        yield ""


def _records(extraction: Extraction) -> Iterator[str]:
    for kind in RecordType:
        records = [record for record in extraction.records if record.type is kind]
        if records:
            yield f"## {wording.TYPES[kind]}（{len(records)}）"
            yield ""
            for record in records:
                yield from _record(record)


def _record(record: Record) -> Iterator[str]:
    told = _plain(wording.summary(record))
    yield f"- **{_plain(record.path)}**{'　' + told if told else ''}"
    yield ""
    yield from _quote(record.quote, "  ")
    yield ""


def _references(extraction: Extraction) -> Iterator[str]:
    if not extraction.references:
        return
    yield "## 引用"
    yield ""
    yield "| 所在条款 | 原文 | 结果 |"
    yield "| --- | --- | --- |"
    for found in extraction.references:
        cells = (found.path, found.quote.replace("\n", " "), wording.whereto(found))
        yield f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _quote(text: str, indent: str) -> Iterator[str]:
    for line in _escaped(text).split("\n"):
        yield f"{indent}> {line}"


def _plain(text: str) -> str:
    return _escaped(text.replace("\n", " "))


def _escaped(text: str) -> str:
    """The text with everything that Markdown or HTML would take for a mark made literal."""
    spaced = text.replace("\r", "").replace("\t", "　")
    return _LINE_MARK.sub(r"\g<lead>\\\g<mark>", _SPECIAL.sub(r"\\\1", spaced))
