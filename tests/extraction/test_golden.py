"""Golden files: the outline and the records of three of our own documents, as a reader would check them.

``pytest tests/extraction/test_golden.py --regold`` writes them anew and fails: read the difference, then
run again without it.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.document import Document, Node
from extractor.extraction import extract
from extractor.quantities import Deadline
from extractor.records import Extraction, FieldValue

GOLDEN = Path(__file__).with_name("golden")
DOCUMENTS = Path(__file__).resolve().parents[2] / "corpora" / "documents"
NAMES = ("cargo-inland", "fleet-procurement", "life-decimal")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_reads_as_it_did(name: str, request: pytest.FixtureRequest) -> None:
    found = written(extract((DOCUMENTS / f"{name}.txt").read_bytes(), name))
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--regold"):
        golden.write_text(found, "utf-8")
        pytest.fail(f"wrote {golden.name}: read the difference and run without --regold")
    assert found == golden.read_text("utf-8")


def test_there_are_no_other_golden_files() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == sorted(NAMES)


def written(extraction: Extraction) -> str:
    """Outline, records, references and findings as text, one thing a line."""
    document = extraction.document
    lines = [f"{document.title} ({document.kind})", "", "# 结构"]
    lines += [_outlined(document, node) for node in document.nodes]
    lines += ["", "# 记录"]
    for record in extraction.records:
        fields = " ".join(f"{key}={_value(value)}" for key, value in sorted(record.fields.items()))
        lines.append(f"{record.path} | {record.type} | {_line(record.quote)} | {fields}".rstrip(" |"))
    lines += ["", "# 引用"]
    lines += [
        f"{r.path} | {r.quote} | {r.status} | {' '.join(r.targets)}".rstrip(" |")
        for r in extraction.references
    ]
    lines += ["", "# 发现"]
    lines += [f"{f.path} | {f.code} | {_line(f.quote)} | {f.message}" for f in extraction.findings]
    return "\n".join(lines) + "\n"


def _outlined(document: Document, node: Node) -> str:
    depth = sum(1 for _ in _above(document, node))
    own = sum(span.end - span.start for span in node.paragraphs)
    return f"{'  ' * depth}{node.path} [{node.level}] {node.heading} ({len(node.paragraphs)}/{own})".replace(
        "  (", " ("
    )


def _above(document: Document, node: Node) -> Iterator[Node]:
    while node.parent >= 0:
        node = document.nodes[node.parent]
        yield node


def _line(quote: str) -> str:
    return quote.replace("\n", "⏎").replace("\t", "⇥")


def _value(value: FieldValue) -> str:
    match value:
        case Deadline():
            return f"{value.kind}:{value.value}{value.unit}"
        case tuple():
            return "、".join(map(_value, value))
        case Decimal():
            return format(value.normalize(), "f")
        case _:
            return _line(str(value))
