"""Every word that a result can hold has a Chinese name, and none is said twice."""

from enum import StrEnum

import pytest

from api.export import comparison_wording as wording
from extractor.answers import Standing
from extractor.assessments import Extent, LineOfCover, Prompt, Verdict
from extractor.differences import ChangeKind, Gain, Likeness, Place, Weight


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (wording.LIKENESSES, Likeness),
        (wording.PLACES, Place),
        (wording.KINDS, ChangeKind),
        (wording.GAINS, Gain),
        (wording.GAIN_TAGS, Gain),
        (wording.GAIN_ORDER, Gain),
        (wording.WEIGHTS, Weight),
        (wording.WEIGHT_ORDER, Weight),
        (wording.STANDINGS, Standing),
        (wording.VERDICTS, Verdict),
        (wording.VERDICT_TAGS, Verdict),
        (wording.LINES, LineOfCover),
        (wording.EXTENTS, Extent),
        (wording.PROMPTS, Prompt),
    ],
)
def test_every_word_has_one_name_of_its_own(table: dict[str, object], words: type[StrEnum]) -> None:
    assert set(table) == set(words)
    assert len(set(table.values())) == len(table)
