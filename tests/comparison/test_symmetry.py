"""What holds of every alignment: each passage once, in order, and the same seen from either document."""

import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.comparison.alignment import Match, align
from extractor.comparison.passages import read_passages
from extractor.differences import Place
from tests.comparison.wordings import BASE, extraction_of

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
TEXTS = [
    BASE,
    *((DOCUMENTS / f"{name}.txt").read_text("utf-8") for name in ("liability-public", "critical-illness")),
]
MIRRORED = {Place.SPLIT: Place.MERGED, Place.MERGED: Place.SPLIT}


def disturbed(text: str, chance: random.Random) -> str:
    """The text with lines dropped, moved, cut in two, put together, and with other figures."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        kind = chance.choice(("drop", "move", "cut", "join", "figures"))
        if kind == "drop":
            lines.pop(at)
        elif kind == "move":
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        elif kind == "cut":
            half = len(lines[at]) // 2
            lines[at : at + 1] = [lines[at][:half], lines[at][half:]]
        elif kind == "join":
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
        else:
            lines[at] = "".join(chance.choice("123456789") if char.isdigit() else char for char in lines[at])
    return "\n".join(lines)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.sampled_from(TEXTS), seed=st.integers(0, 2**32))
def test_every_passage_stands_in_one_match_and_both_sides_agree(text: str, seed: int) -> None:
    chance = random.Random(seed)
    a = read_passages(extraction_of(disturbed(text, chance)))
    b = read_passages(extraction_of(disturbed(text, chance)))
    matches = align(a, b)
    assert sorted(at for each in matches for at in each.a) == list(range(len(a)))
    assert sorted(at for each in matches for at in each.b) == list(range(len(b)))
    firsts = [each.b[0] for each in matches if each.b]
    assert firsts == sorted(firsts)
    assert {_mirrored(each) for each in align(b, a)} == set(matches)


def _mirrored(match: Match) -> Match:
    return Match(match.b, match.a, MIRRORED.get(match.place, match.place))
