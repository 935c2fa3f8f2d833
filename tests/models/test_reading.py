"""The learned reader: cutting, decoding, what it says of plain sentences, no runtime."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import loading
from models.loading import tokenizer
from models.reading import Reader, Unit, available
from models.reading.decoding import chosen
from models.reading.etip import f1, right_of, tally, total, unshared
from models.reading.labels import PARTS, TYPES, apart
from models.reading.pieces import LEAD, TEXT, cut
from models.sentences.encoder import TOKENIZER, WEIGHTS

needs_runtime = pytest.mark.skipif(
    not available(), reason="onnxruntime, tokenizers or the weights are missing"
)
WORDS = WEIGHTS / TOKENIZER
UNITS = (
    Unit("保险车辆因暴雨、洪水造成的直接损失，保险人负责赔偿", role="coverage"),
    Unit("被保险人酒后驾驶造成的损失，保险人不负责赔偿", role="exclusion"),
    Unit("投保人应当在三十日内书面通知保险人", role="insured_duties"),
    Unit("每次事故责任限额为人民币一百万元", role="limit"),
    Unit("等待期：指自本合同生效之日起九十日的期间", role="definitions"),
)


@needs_runtime
@given(st.text(alphabet="保险人应当在30日内 （赔偿）ABc，。", min_size=1, max_size=80))
def test_pieces_stand_where_they_say(text: str) -> None:
    pieces = cut(tokenizer(WORDS), text)
    own = pieces.ids[pieces.first : -1]
    assert len(own) == len(pieces.places) >= 1
    assert all(0 <= start <= end <= len(text) for start, end in pieces.places)
    assert pieces.places == sorted(pieces.places)


@needs_runtime
def test_long_texts_and_lead_ins_are_cut() -> None:
    pieces = cut(tokenizer(WORDS), "保险人应当赔偿。" * 200, "下列原因造成的损失" * 20)
    assert len(pieces.places) == TEXT
    assert pieces.first == LEAD + 2


def test_the_surest_stretches_are_kept_where_they_may_stand_together() -> None:
    scores = np.full((3, 4, 4), -9.0, np.float32)
    scores[0, 0, 2], scores[0, 3, 3] = 3.0, 1.0
    scores[1, 1, 2], scores[2, 2, 2] = 0.5, 0.25
    names = ("conditions", "benefit", "covered")
    # two conditions stand apart, a benefit is never inside one, what is covered may be
    found = chosen(scores, names)
    assert [(label, first, last) for _, label, first, last in found] == [(0, 0, 2), (0, 3, 3), (2, 2, 2)]
    assert [support for support, *_ in found] == pytest.approx([0.9526, 0.7311, 0.5622], abs=1e-3)


def test_stretches_that_mean_one_part_support_each_other() -> None:
    scores = np.full((1, 8, 8), -9.0, np.float32)
    scores[0, 0, 4], scores[0, 1, 4], scores[0, 2, 4] = (
        -1.0,
        -0.8,
        -1.0,
    )  # each a third: none likely by itself
    ((support, *place),) = chosen(scores, ("conditions",))
    assert place == [0, 1, 4]
    assert 0.8 < support <= 1
    scores[0, 1, 4] = scores[0, 2, 4] = -9.0
    assert chosen(scores, ("conditions",)) == []


@given(st.integers(0, 2**32 - 1))
def test_parts_lie_within_the_text_and_those_of_one_label_stand_apart(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(-2, 2, (2, 9, 9)).astype(np.float32)
    found = chosen(scores, ("conditions", "covered"))
    assert all(0 <= first <= last < 9 and 0 < support <= 1 for support, _, first, last in found)
    for label in (0, 1):
        places = sorted(place for _, named, *place in found if named == label)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("covered", "conditions", False),
        ("benefit", "conditions", True),
        ("ends", "ends", True),
        ("deadline", "action", False),
    ],
)
def test_which_parts_stand_apart(one: str, other: str, expected: bool) -> None:
    assert apart(one, other) is expected
    assert apart(other, one) is expected


@needs_runtime
def test_plain_sentences_are_told() -> None:
    likeliest = [max(said.types, key=lambda name: said.types[name]) for said in Reader().read(UNITS)]
    assert likeliest == ["coverage", "exclusion", "obligation", "limit", "definition"]


@needs_runtime
def test_statements_have_the_promised_form() -> None:
    for unit, said in zip(UNITS, Reader().read(UNITS), strict=True):
        assert tuple(said.types) == TYPES
        assert all(0 <= share <= 1 for share in said.types.values())
        assert all(
            0 <= part.start < part.end <= len(unit.text) and part.label in PARTS for part in said.parts
        )


@needs_runtime
def test_the_parts_of_a_duty_and_of_a_coverage_are_told() -> None:
    duty, coverage = Reader().read([UNITS[2], UNITS[0]])
    bearer = next(part for part in duty.parts if part.label == "bearer")
    assert UNITS[2].text[bearer.start : bearer.end] == "投保人"
    assert {part.label for part in coverage.parts} & {"covered", "conditions"}


@needs_runtime
def test_no_units_give_no_statements() -> None:
    assert Reader().read([]) == []


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers"])
def test_without_a_runtime_the_reader_says_so(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "find_spec", lambda name: None if name == missing else object())
    assert not available()


def test_the_published_measure() -> None:
    gold = [(0, 10, "CP"), (2, 4, "C"), (12, 14, "T")]
    assert right_of(gold, [(0, 7, "CP"), (2, 5, "C"), (12, 14, "IA")], exact=False) == ["CP", "C"]
    assert right_of(gold, [(0, 10, "CP"), (2, 5, "C")], exact=True) == ["CP"]
    assert right_of(gold, [(0, 5, "CP"), (0, 5, "CP")], exact=False) == ["CP"]  # up to five words 0.4 will do
    counts = tally([gold], [[(0, 10, "CP")]], exact=True)
    assert total(counts) == [1, 1, 3]
    assert f1(total(counts)) == pytest.approx(0.5)


def test_sentences_of_the_training_file_are_left_out() -> None:
    test = [(["本合同", "终止"], []), (["给付", "一半"], [])]
    assert unshared(test, [(["本", "合同终止"], [])]) == [1]
