"""A reference whose words stay while the provision behind them is another, and one that follows its provision."""

from extractor.comparison import compare
from extractor.differences import Change, ChangeKind, Gain, Likeness, Weight
from tests.comparison.wordings import BASE, extraction_of

_NUMERALS = ["", *"一二三四五六七八九十", "十一", "十二", "十三", "十四"]
CITING = BASE + "\n第十三条 除本条款第六条约定的款项外，保险人按季度与投保人结算。\n"


def shifted(text: str, first: int, inserted: str) -> str:
    """The text with a new article ``first``, the later ones renumbered; what cites them keeps its words."""
    for number in range(13, first - 1, -1):
        text = text.replace(f"\n第{_NUMERALS[number]}条", f"\n第{_NUMERALS[number + 1]}条")
    after = f"\n第{_NUMERALS[first + 1]}条"
    return text.replace(after, f"\n第{_NUMERALS[first]}条 {inserted}{after}")


def references(a: str, b: str) -> list[Change]:
    pairs = compare(extraction_of(a), extraction_of(b)).pairs
    return [change for pair in pairs for change in pair.changes if change.kind is ChangeKind.REFERENCE]


def test_the_same_words_that_find_another_provision_are_a_change() -> None:
    later = shifted(CITING, 6, "贬值、停产等间接损失，保险人不负责赔偿。")
    (change,) = references(CITING, later)
    assert change.before and change.after
    assert change.before.quote == change.after.quote == "本条款第六条"
    assert (change.gain, change.weight) == (Gain.UNKNOWN, Weight.HIGH)
    assert "罚款" in change.why and "贬值" in change.why


def test_such_a_pair_is_changed_and_its_redline_is_whole() -> None:
    later = extraction_of(shifted(CITING, 6, "贬值、停产等间接损失，保险人不负责赔偿。"))
    comparison = compare(extraction_of(CITING), later)
    (pair,) = [pair for pair in comparison.pairs if any(c.kind is ChangeKind.REFERENCE for c in pair.changes)]
    assert (pair.likeness, pair.similarity) == (Likeness.CHANGED, 1.0)
    assert "".join(mark.b.quote(later.document.text) for mark in pair.marks if mark.b) == pair.b[0].quote


def test_a_reference_that_was_renumbered_with_its_provision_is_none() -> None:
    later = shifted(CITING, 6, "贬值、停产等间接损失，保险人不负责赔偿。")
    assert references(CITING, later.replace("本条款第六条", "本条款第七条")) == []


def test_a_target_that_is_a_formality_weighs_little() -> None:
    citing = CITING.replace("本条款第六条", "本条款第一条")
    (change,) = references(citing, shifted(citing, 1, "本保险由望江市登记的机构经营。"))
    assert change.weight is Weight.LOW


def test_a_target_that_cannot_be_found_says_nothing() -> None:
    without = CITING.replace("第六条 罚款、罚金和惩罚性赔偿，保险人不负责赔偿。\n", "")
    assert without != CITING
    assert references(CITING, without) == []


def test_numbers_that_changed_places_around_the_same_words_are_not_taken_for_each_other() -> None:
    lines = ("战争（见第七条）、罢工（见第八条）除外。", "罢工（见第七条）、战争（见第八条）除外。")
    a, b = (CITING + f"\n第十四条 {line}\n" for line in lines)
    assert [change for change in references(a, b) if "字样未变" in change.why] == []
