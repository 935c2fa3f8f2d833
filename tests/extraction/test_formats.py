"""One contract in every format: whatever the file, the same records, references and findings.

The Word and PDF files of ``corpora/documents`` print the words of the .txt beside them (``corpora.build``).
"""

from collections import Counter
from collections.abc import Hashable
from functools import cache
from pathlib import Path

import pytest

from extractor.document import Source
from extractor.extraction import extract
from extractor.records import Extraction, FieldValue

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpora" / "documents"
VARIANTS = (
    "accident-group.typed.docx",
    "accident-group.numbered.docx",
    "fleet-procurement.numbered.docx",
    "accident-group.pdf",
    "liability-public.pdf",
    "life-decimal.columns.pdf",
)


@cache
def extraction_of(name: str) -> Extraction:
    return extract((DOCUMENTS / name).read_bytes(), name)


def plain_of(variant: str) -> Extraction:
    return extraction_of(variant.split(".", maxsplit=1)[0] + ".txt")


def squeezed(text: str) -> str:
    """Without white space: where a line ends is the format's affair."""
    return "".join(text.split())


def _value(value: FieldValue) -> FieldValue:
    if isinstance(value, str):
        return squeezed(value)
    return value


def records(extraction: Extraction) -> Counter[Hashable]:
    return Counter(
        (
            record.type,
            record.path,
            squeezed(record.quote),
            tuple((k, _value(v)) for k, v in sorted(record.fields.items())),
        )
        for record in extraction.records
    )


def test_every_variant_is_compared() -> None:
    files = sorted(path.name for path in DOCUMENTS.iterdir() if path.suffix in (".docx", ".pdf"))
    assert files == sorted(VARIANTS)


@pytest.mark.parametrize("variant", VARIANTS)
class TestFormats:
    """A variant against the plain text that it prints."""

    def test_the_records_are_the_same(self, variant: str) -> None:
        plain, other = records(plain_of(variant)), records(extraction_of(variant))
        assert plain - other == Counter()
        assert other - plain == Counter()

    def test_the_references_are_the_same(self, variant: str) -> None:
        plain, other = (
            Counter((r.path, squeezed(r.quote), r.status, r.targets) for r in found.references)
            for found in (plain_of(variant), extraction_of(variant))
        )
        assert plain == other

    def test_the_findings_are_the_same(self, variant: str) -> None:
        plain, other = (
            Counter((f.code, f.path, squeezed(f.quote), squeezed(f.message)) for f in found.findings)
            for found in (plain_of(variant), extraction_of(variant))
        )
        assert plain == other

    def test_the_tree_is_the_same(self, variant: str) -> None:
        plain, other = (
            [
                (node.path, node.level, squeezed(node.heading), squeezed(node.section))
                for node in found.document.nodes
            ]
            for found in (plain_of(variant), extraction_of(variant))
        )
        assert plain == other

    def test_title_and_kind_are_the_same(self, variant: str) -> None:
        plain, other = plain_of(variant).document, extraction_of(variant).document
        assert (squeezed(other.title), other.kind) == (squeezed(plain.title), plain.kind)


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name.endswith(".pdf")])
def test_a_record_of_a_pdf_has_its_page_and_boxes(variant: str) -> None:
    found = extraction_of(variant)
    assert found.document.source is Source.PDF
    assert found.document.pages > 1
    for record in found.records:
        boxes = found.document.boxes(record.span)
        assert boxes, record
        for page, box in boxes:
            assert 1 <= page <= found.document.pages
            assert 0 <= box.left < box.right <= 595
            assert 0 <= box.top < box.bottom <= 842


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name.endswith(".docx")])
def test_a_word_file_has_no_pages(variant: str) -> None:
    document = extraction_of(variant).document
    assert (document.source, document.pages, document.placements) == (Source.DOCX, 0, ())
