"""The Word and PDF variants are those of the texts as they stand, and lose none of their words."""

import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import docx
import pdfplumber
import pytest

from corpora.build import DOCUMENTS, Numbering, label, variants

BUILT = dict(variants())


def squeezed(content: str) -> str:
    return "".join(content.split())


def pages(pdf: bytes) -> list[str]:
    """The words of each page between its running head and its number."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return [squeezed(page.crop((0, 50, 595, 785)).extract_text()) for page in opened.pages]


def members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def paragraphs(name: str) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(BUILT[name])).paragraphs]


@pytest.mark.parametrize("name", BUILT)
def test_committed_file_is_built_from_the_text(name: str) -> None:
    committed = (DOCUMENTS / name).read_bytes()
    read = members if name.endswith(".docx") else pages
    assert read(committed) == read(BUILT[name])
    assert len(committed) < 150_000


def test_same_bytes_each_time() -> None:
    assert dict(variants()) == BUILT


@pytest.mark.parametrize("name", [name for name in BUILT if name.endswith(".pdf")])
def test_pdf_prints_every_character(name: str) -> None:
    text = (DOCUMENTS / f"{name.split('.', maxsplit=1)[0]}.txt").read_text("utf-8").replace("# ", "")
    assert Counter("".join(pages(BUILT[name]))) == Counter(squeezed(text))


def test_pdf_pages_have_head_and_number() -> None:
    with pdfplumber.open(BytesIO(BUILT["accident-group.pdf"])) as opened:
        found = [squeezed(page.extract_text()) for page in opened.pages]
    head = "岚川财产保险股份有限公司团体意外伤害保险条款（2024版）"
    assert all(page.startswith(head) for page in found)
    assert [page[-3:] for page in found] == [f"第{number}页" for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("name", ["accident-group", "fleet-procurement"])
def test_numbered_word_file_leaves_labels_to_numbering(name: str) -> None:
    typed = [label(line) for line in (DOCUMENTS / f"{name}.txt").read_text("utf-8").split("\n")]
    numbered = docx.Document(BytesIO(BUILT[f"{name}.numbered.docx"])).element.xpath("//w:p[w:pPr/w:numPr]")
    assert len(numbered) == len([each for each in typed if each])
    assert not [line for line in paragraphs(f"{name}.numbered.docx") if label(line)]


def test_typed_word_file_types_its_labels() -> None:
    assert [line for line in paragraphs("accident-group.typed.docx") if line.startswith("第十七条 ")]


def test_numbering_counts_by_itself() -> None:
    numbering = Numbering()
    assert [numbering.instance(0, 1), numbering.instance(1, 1), numbering.instance(1, 2)] == [1, 1, 1]
    assert [numbering.instance(0, 2), numbering.instance(1, 1)] == [1, 1]


@pytest.mark.parametrize(("numbers", "restart"), [((1, 2, 4), (0, 4)), ((1, 2, 2), (0, 2))])
def test_gap_and_repeat_restart(numbers: tuple[int, ...], restart: tuple[int, int]) -> None:
    numbering = Numbering()
    instances = [numbering.instance(0, number) for number in numbers]
    assert instances == [1, 1, 2]
    assert numbering.overrides == [None, restart]


def test_article_after_restarted_item_restarts_too() -> None:
    numbering = Numbering()
    found = [
        numbering.instance(0, 1),
        numbering.instance(1, 3),
        numbering.instance(0, 2),
        numbering.instance(1, 1),
    ]
    assert found == [1, 2, 3, 3]
    assert numbering.overrides == [None, (1, 3), (0, 2)]


def test_items_before_the_first_article_do_not_count_it() -> None:
    numbering = Numbering()
    assert [numbering.instance(2, 1), numbering.instance(2, 2), numbering.instance(0, 1)] == [1, 1, 2]
    assert numbering.overrides[1] == (0, 1)


def test_documents_hold_the_variants() -> None:
    binaries = {path.name for path in Path(DOCUMENTS).iterdir() if path.suffix in {".docx", ".pdf"}}
    assert binaries >= set(BUILT)
