"""An extraction in the record format: JSON, and JSON Lines (记录格式).

Key order is fixed and nothing depends on the clock, the file's name or the machine, so the same bytes
and the same version of the extractor give the same JSON to the byte.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from extractor.document import Box, Document, Node, Remark, Span
from extractor.quantities import Deadline, MoneyRange
from extractor.records import Extraction, FieldValue, Finding, Record, Reference

Json = dict[str, Any]


def to_json(extraction: Extraction, name: str = "", *, records_only: bool = False) -> str:
    """One document in the record format, indented, with a final line break.

    ``text`` is the canonical text that every ``start``/``end`` counts in. With ``records_only`` the tree,
    the references, the findings and the text are left out. ``name`` is not told: the same bytes give the
    same JSON under any name.
    """
    document = extraction.document
    whole: Json = {"document": _document(document)}
    if not records_only:
        whole["nodes"] = [_node(node) for node in document.nodes]
    whole["records"] = [_record(record, document) for record in extraction.records]
    if not records_only:
        whole["references"] = [_reference(reference, document) for reference in extraction.references]
        whole["findings"] = [_finding(finding, document) for finding in extraction.findings]
        whole["text"] = document.text
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def to_json_lines(extraction: Extraction, name: str, *, records_only: bool = False) -> str:
    """One line for the document and one for each thing read, each naming its file and what it is.

    ``item`` is ``document``, ``node``, ``record``, ``reference`` or ``finding``; with ``records_only``
    there are only records.
    """
    lines = []
    for item, content in _items(extraction, records_only=records_only):
        line = {"item": item, "file": name, **content}
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    return "".join(lines)


def _items(extraction: Extraction, *, records_only: bool) -> Iterator[tuple[str, Json]]:
    document = extraction.document
    if not records_only:
        yield "document", _document(document)
        yield from (("node", _node(node)) for node in document.nodes)
    for record in extraction.records:
        yield "record", {"sha256": document.sha256, **_record(record, document)}
    if not records_only:
        yield from (("reference", _reference(found, document)) for found in extraction.references)
        yield from (("finding", _finding(found, document)) for found in extraction.findings)


def _document(document: Document) -> Json:
    return {
        "title": document.title,
        "kind": document.kind.value,
        "sha256": document.sha256,
        "pages": document.pages,
        "source": document.source.value,
        "remarks": [_remark(remark) for remark in document.remarks],
        "extractor": f"tiaokuan {version('tiaokuan')}",
    }


def _remark(remark: Remark) -> Json:
    told: Json = {"code": remark.code, "message": remark.message, "page": remark.page}
    return told if remark.box is None else told | {"box": _edges(remark.box)}


def _edges(box: Box) -> list[float]:
    return [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]


def _node(node: Node) -> Json:
    return {
        "path": node.path,
        "heading": node.heading,
        "level": node.level.value,
        "start": node.span.start,
        "end": node.span.end,
    }


def _record(record: Record, document: Document) -> Json:
    return {
        "type": record.type.value,
        **_source(record, document),
        "fields": {key: value_of(value) for key, value in sorted(record.fields.items())},
        "confidence": round(record.confidence, 4),
        "rule": record.rule,
        "found_by": record.found_by.value,
        "evidence": {
            key: {"start": span.start, "end": span.end} for key, span in sorted(record.evidence.items())
        },
        **_doubtful(record, document),
    }


def _doubtful(record: Record, document: Document) -> Json:
    """The characters of the record that recognition is not sure of, where there are any (存疑文字)."""
    spans = {record.span, *record.evidence.values()}
    found = sorted({doubt for span in spans for doubt in document.doubts(span)})
    told = [{"start": span.start, "end": span.end, "confidence": sure} for span, sure in found]
    return {"doubtful": told} if told else {}


def _reference(reference: Reference, document: Document) -> Json:
    return {
        **_source(reference, document),
        "status": reference.status.value,
        "targets": list(reference.targets),
    }


def _finding(finding: Finding, document: Document) -> Json:
    return {"code": finding.code, **_source(finding, document), "message": finding.message}


def _source(sourced: Record | Reference | Finding, document: Document) -> Json:
    return {
        "path": sourced.path,
        "start": sourced.span.start,
        "end": sourced.span.end,
        "quote": sourced.quote,
        **printed_place(sourced.span, document),
    }


def printed_place(span: Span, document: Document) -> Json:
    """Page, and boxes in points from the top left corner, where the source has pages."""
    boxes = document.boxes(span)
    if not boxes:
        return {}
    return {
        "page": boxes[0][0],
        "boxes": [{"page": page, "box": _edges(box)} for page, box in boxes],
    }


def value_of(value: FieldValue) -> Any:
    """A field as JSON holds it: amounts and rates as numbers in their shortest form."""
    if isinstance(value, Deadline):
        return {"value": value.value, "unit": value.unit.value, "kind": value.kind.value}
    if isinstance(value, MoneyRange):
        bounds = {"lower": value.lower, "upper": value.upper}
        numbers = {key: None if bound is None else plain_number(bound) for key, bound in bounds.items()}
        return {**numbers, "lower_closed": value.lower_closed, "upper_closed": value.upper_closed}
    if isinstance(value, tuple):
        return [value_of(part) for part in value]
    return plain_number(value) if isinstance(value, Decimal) else value


def plain_number(value: Decimal) -> int | float:
    """A JSON number: whole yuan exactly; a fraction prints with the digits that the decimal has."""
    return int(value) if value == value.to_integral_value() else float(value)
