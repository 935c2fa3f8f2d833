"""The retrieval set: large enough, about real provisions, and found again."""

from collections import Counter
from pathlib import Path

import pytest

from extractor.records import RecordType
from tests.matching.retrieval import CORPORA, Described, failures, find, measure, read_set, reading

SETS = sorted((CORPORA / "events").glob("*.yaml"))


def described() -> list[Described]:
    return [each for path in SETS for each in read_set(path)]


def test_set_is_large_enough() -> None:
    everything = described()
    counts = Counter(each.document for each in everything)
    assert len(everything) >= 270
    assert len(counts) >= 12
    assert min(counts.values()) >= 8
    assert len({(each.document, each.said) for each in everything}) == len(everything)


def test_right_paths_exist() -> None:
    for each in described():
        records = reading(CORPORA / "documents" / f"{each.document}.txt").records
        for kind, paths in (
            (RecordType.COVERAGE, each.coverage),
            (RecordType.EXCLUSION, each.exclusions),
        ):
            known = {record.path for record in records if record.type is kind}
            assert {*paths} <= known, each


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_right_provisions_are_among_the_first_three(path: Path) -> None:
    found = [find(each, CORPORA / "documents") for each in read_set(path)]
    made = measure(found)
    missed = "\n".join(failures(found))
    assert made.coverage >= 0.95, missed
    assert made.exclusions >= 0.95, missed
    assert made.wrongly_applied == 0, missed
    assert made.met_outside <= 0.08, missed
    assert made.met >= 20, "a claim that tells everything a coverage needs is told so"
    assert made.applied >= 10, "a claim that states an exclusion to the letter is told so"
