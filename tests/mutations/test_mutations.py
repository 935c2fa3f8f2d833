"""The aims of the comparison, on a few documents and three seeds. ``python -m tests.mutations`` runs it at large."""

from pathlib import Path

import pytest

from extractor.comparison import compare
from tests.mutations.judging import judge
from tests.mutations.original import Original, open_original
from tests.mutations.planting import plant
from tests.mutations.scores import score, table

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"


@pytest.fixture(scope="module")
def originals() -> list[Original]:
    names = (
        "agriculture-rice",
        "critical-illness",
        "fleet-procurement",
        "liability-public",
        "medical-inpatient",
    )
    return [open_original(DOCUMENTS / f"{name}.txt") for name in names]


def test_planted_changes_are_told_for_what_they_are(originals: list[Original]) -> None:
    trials = [trial for seed in (11, 12, 13) for trial in plant(originals, seed, 100)]
    judgement = judge(trials, compare)
    assert len(judgement.verdicts) > 200, "enough was planted for the shares to mean something"
    assert not score(judgement).missed(), table(judgement)


def test_what_moved_is_seen_to_have_moved(originals: list[Original]) -> None:
    kinds = ("article moved", "articles renumbered", "paragraph split", "paragraphs merged")
    judgement = judge(plant(originals, 14, 24, kinds), compare)
    assert len(judgement.verdicts) > 15, "enough was planted for the share to mean something"
    assert score(judgement).place >= 0.9, table(judgement)
