"""The reports of what the comparison itself finds, on documents of the repository."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import corpora
from api.export.comparison_format import comparison_json
from api.export.comparison_page import comparison_page
from api.export.comparison_sheet import comparison_sheet
from api.export.highlights import annotate_pdf
from api.export.notes import notes_of_comparison
from api.export.redline_word import redline_word
from extractor.comparison import compare
from extractor.differences import Likeness, Pair, Stroke
from extractor.extraction import extract
from extractor.records import Extraction
from tests.export import word_revising as revising

DOCUMENTS = Path(corpora.__file__).parent / "documents"
MADE = datetime(2026, 11, 22, tzinfo=UTC)


@cache
def read(name: str) -> Extraction:
    return extract((DOCUMENTS / name).read_bytes(), name)


@cache
def changed(name: str) -> Extraction:
    """The text of a document with other figures and duties, without one line and with another."""
    lines = (DOCUMENTS / name).read_text("utf-8").splitlines()
    dropped = next(at for at, line in enumerate(lines) if line.startswith("（二）"))
    lines[dropped : dropped + 1] = []
    text = "\n".join([*lines, "第九十九条 双方另有约定的，从其约定。"])
    return extract(text.replace("三十日", "六十日").replace("应当", "可以", 2).encode(), "changed.txt")


@pytest.mark.parametrize("name", ["accident-group.typed.docx", "accident-group.numbered.docx"])
def test_a_word_file_is_marked_without_loss(name: str) -> None:
    a, b = changed("accident-group.txt"), read(name)
    comparison = compare(a, b)
    assert comparison.counts()[Likeness.SAME] < len(comparison.pairs)
    original = (DOCUMENTS / name).read_bytes()
    marked = redline_word(comparison, a.document, b.document, original, MADE)
    assert marked.missed == ()
    assert revising.accepted(marked.content) == revising.accepted(original)
    restored = squeezed("".join(revising.rejected(marked.content)))
    for pair in comparison.pairs:
        for words in wanted(pair, a, b):
            assert squeezed(words) in restored
    ids = revising.ids(marked.content)
    assert len(ids) == len(set(ids))
    changes = sum(len(pair.changes) for pair in comparison.pairs)
    assert len(revising.comments(marked.content)) >= changes > 0


def wanted(pair: Pair, a: Extraction, b: Extraction) -> Iterator[str]:
    """The words that must stand there when every change is rejected."""
    if pair.likeness is Likeness.ONLY_A:
        yield from (quoted.quote for quoted in pair.a)
    elif len(pair.b) == 1:
        kept = (mark for mark in pair.marks if mark.stroke is not Stroke.INSERTED)
        yield "".join(
            mark.b.quote(b.document.text) if mark.b else mark.a.quote(a.document.text) if mark.a else ""
            for mark in kept
        )


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_pages_sheets_and_json_hold_every_change() -> None:
    a, b = changed("liability-public.txt"), read("liability-public.txt")
    comparison = compare(a, b)
    changes = sum(len(pair.changes) for pair in comparison.pairs)
    page = comparison_page(comparison, a.document, b.document)
    assert page.count('<li id="c') == changes > 0
    told = json.loads(comparison_json(comparison, a.document, b.document))
    assert sum(len(pair["changes"]) for pair in told["pairs"]) == changes
    assert comparison_sheet(comparison, a.document, b.document).startswith(b"PK")


def test_a_pdf_shows_every_change_that_its_text_has() -> None:
    a, b = changed("liability-public.txt"), read("liability-public.pdf")
    notes = notes_of_comparison(compare(a, b))
    marked = annotate_pdf((DOCUMENTS / "liability-public.pdf").read_bytes(), b.document, notes, MADE)
    assert len(notes) > 3
    assert marked.missed == ()
