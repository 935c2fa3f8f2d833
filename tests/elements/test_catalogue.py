"""The catalogue as a whole: it is read, it is large enough, and every element finds what it is about."""

import tomllib
from pathlib import Path

import pytest

from extractor.answers import Answer, Standing
from extractor.assessments import LineOfCover
from extractor.elements.catalogue import answer, catalogue
from tests.elements.texts import DOCUMENTS, own, wording

OWN = sorted({path.stem for path in DOCUMENTS.glob("*.txt")} - {"life-decimal.columns"})
SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
GROUPS = [
    "保险责任",
    "责任免除",
    "限额与免赔",
    "期间",
    "费用",
    "义务与时限",
    "索赔单证",
    "争议与法律",
    "合同",
    "服务合同",
]


def test_groups_in_order() -> None:
    assert list(dict.fromkeys(element.group for element in catalogue().values())) == GROUPS
    assert len(catalogue()) >= 80


def test_titles_are_told_apart() -> None:
    titles = [element.title for element in catalogue().values()]
    assert len(titles) == len(set(titles))


def _answers(key: str) -> list[Answer]:
    element = catalogue()[key]
    return [answer(own(name), element) for name in OWN]


@pytest.mark.parametrize("key", sorted(set(catalogue()) - set(SENTENCES)))
def test_one_of_our_documents_speaks_of_it(key: str) -> None:
    lines = set(catalogue()[key].lines) or set(LineOfCover)
    found = [name for name, said in zip(OWN, _answers(key), strict=True) if said.entries]
    assert any(lines & set(own(name).lines) for name in found)


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_the_sentence_written_for_it_is_found(key: str) -> None:
    assert answer(wording(SENTENCES[key]), catalogue()[key]).standing is Standing.STATED


@pytest.mark.parametrize("name", OWN)
def test_every_entry_quotes_the_document(name: str) -> None:
    read = own(name)
    for element in catalogue().values():
        for entry in answer(read, element).entries:
            assert entry.quotation.span.quote(read.document.text) == entry.quotation.quote
            assert entry.shown


@pytest.mark.parametrize("name", OWN)
def test_standing_agrees_with_the_entries(name: str) -> None:
    for element in catalogue().values():
        said = answer(own(name), element)
        assert bool(said.entries) is (said.standing in {Standing.STATED, Standing.SCHEDULE})
