"""What differs inside a pair: likeness, kinds and gains over tables of our own sentences."""

import pytest

from extractor.comparison.changes import difference
from extractor.comparison.changes.noise import canonical
from extractor.differences import ChangeKind, Likeness
from tests.comparison.changed_pairs import CHANGED
from tests.comparison.provisions import provision
from tests.comparison.reworded_pairs import NOISE, REWORDED


@pytest.mark.parametrize(("section", "a", "b", "kinds", "gain"), CHANGED)
def test_a_change_of_substance_is_found_with_its_kind(
    section: str, a: str, b: str, kinds: str, gain: str | None
) -> None:
    found = difference(provision(section, a), provision(section, b))
    assert found.likeness is Likeness.CHANGED
    assert [change.kind.value for change in found.changes] == kinds.split()
    if gain is not None:
        assert {change.gain.value for change in found.changes} == {gain}


@pytest.mark.parametrize(("section", "a", "b"), REWORDED)
def test_other_words_for_the_same_are_no_change(section: str, a: str, b: str) -> None:
    found = difference(provision(section, a), provision(section, b))
    assert found.changes == ()


@pytest.mark.parametrize(("a", "b"), NOISE)
def test_noise_is_no_difference(a: str, b: str) -> None:
    assert canonical(a) == canonical(b)
    assert difference(provision("保", a), provision("保", b)).likeness is Likeness.SAME


@pytest.mark.parametrize(
    ("a", "b"), [("1.10%\t2.0%", "11%\t2.0%"), ("1.5\t2.0", "2.5\t2.0"), ("费率\t2.1", "费率\t21")]
)
def test_figures_of_a_row_that_differ_are_no_noise(a: str, b: str) -> None:
    assert canonical(a) != canonical(b)


def test_parties_that_meet_in_what_was_written_anew_have_not_changed() -> None:
    a = provision("费", "投保人应当一次性交清保险费。保险费交清前发生的保险事故，保险人不承担赔偿责任。")
    b = provision(
        "费",
        "投保人应当一次性交清保险费。采用分期支付保险费的，投保人应按照本保险合同的约定，按时支付保险费。"
        "投保人未按照本保险合同的约定支付保险费的，保险合同不生效。",
    )
    assert {change.kind for change in difference(a, b).changes} == {ChangeKind.WORDING}
