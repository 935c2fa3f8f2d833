"""What holds of every pair: sameness, redline, quotes, and the mirror image when A and B change places."""

from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.comparison.changes import difference
from extractor.comparison.passages import Passage
from extractor.differences import Change, ChangeKind, Gain, Likeness, Mark, Stroke
from tests.comparison.changed_pairs import CHANGED
from tests.comparison.provisions import HEADINGS, provision
from tests.comparison.reworded_pairs import REWORDED

_SENTENCES = [(section, text) for section, a, b, *_ in (*CHANGED, *REWORDED) for text in (a, b)]
_OPPOSED = {Gain.POLICYHOLDER: Gain.INSURER, Gain.INSURER: Gain.POLICYHOLDER}
_REVERSED = {ChangeKind.ITEM_ADDED: ChangeKind.ITEM_DROPPED, ChangeKind.ITEM_DROPPED: ChangeKind.ITEM_ADDED}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_SENTENCES))
def test_a_passage_is_the_same_as_itself(sentence: tuple[str, str]) -> None:
    found = difference(provision(*sentence), provision(*sentence))
    assert found.likeness is Likeness.SAME
    assert (found.changes, found.marks, found.similarity) == ((), (), 1.0)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(_SENTENCES), st.sampled_from(_SENTENCES))
def test_the_redline_gives_both_sides_to_the_letter(one: tuple[str, str], other: tuple[str, str]) -> None:
    a, b = provision(*one), provision(*other)
    found = difference(a, b)
    if found.likeness is Likeness.SAME:
        return
    assert _written(found.marks, a, side="a") == "".join(passage.quotation().quote for passage in a)
    assert _written(found.marks, b, side="b") == "".join(passage.quotation().quote for passage in b)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(_SENTENCES), st.sampled_from(_SENTENCES))
def test_every_quote_is_the_text_and_changed_means_changes(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    a, b = provision(*one), provision(*other)
    found = difference(a, b)
    assert (found.likeness is Likeness.CHANGED) == bool(found.changes)
    assert 0.0 <= found.similarity <= 1.0
    for change in found.changes:
        if change.before is not None:
            assert change.before.span.quote(a[0].document.text) == change.before.quote
        if change.after is not None:
            assert change.after.span.quote(b[0].document.text) == change.after.quote
        assert change.subject and change.why.endswith("。")


@pytest.mark.parametrize(("section", "a", "b"), [(section, a, b) for section, a, b, *_ in CHANGED])
def test_the_mirror_image(section: str, a: str, b: str) -> None:
    there = difference(provision(section, a), provision(section, b)).changes
    back = difference(provision(section, b), provision(section, a)).changes
    assert sorted(map(_seen, there)) == sorted(_mirrored(change) for change in back)


def _seen(change: Change) -> tuple[str, str, str, str]:
    before, after = change.before, change.after
    return change.kind, change.gain, before.quote if before else "", after.quote if after else ""


def _mirrored(change: Change) -> tuple[str, str, str, str]:
    kind, gain, before, after = _seen(change)
    return _REVERSED.get(change.kind, kind), _OPPOSED.get(change.gain, gain), after, before


def _written(marks: tuple[Mark, ...], passages: tuple[Passage, ...], *, side: str) -> str:
    spans = chain.from_iterable([mark.a if side == "a" else mark.b] for mark in marks)
    return "".join(span.quote(passages[0].document.text) for span in spans if span is not None)


def test_a_redline_strikes_whole_words_and_figures() -> None:
    a = provision("理", "保险人应当在收到赔偿请求后三十日内作出核定。")
    b = provision("理", "保险人应当在收到赔偿请求后60个工作日内作出核定。")
    marks = difference(a, b).marks
    assert [mark.stroke for mark in marks] == [Stroke.KEPT, Stroke.DELETED, Stroke.INSERTED, Stroke.KEPT]
    deleted, inserted = marks[1].a, marks[2].b
    assert deleted is not None and inserted is not None
    assert deleted.quote(a[0].document.text) == "三十日"
    assert inserted.quote(b[0].document.text) == "60个工作日"


def test_a_passage_that_was_split_is_compared_with_all_its_parts() -> None:
    whole = provision("保", "保险人负责赔偿火灾造成的损失。保险人不承担鉴定费用。")
    parts = provision("保", "保险人负责赔偿火灾造成的损失。\n\n保险人不承担鉴定费用。")
    assert len(parts) == 2
    assert difference(whole, parts).likeness is Likeness.SAME
    changed = provision("保", "保险人负责赔偿火灾造成的损失。\n\n保险人承担鉴定费用。")
    found = difference(whole, changed)
    assert [change.kind for change in found.changes] == [ChangeKind.NEGATION]
    assert _written(found.marks, changed, side="b") == "".join(
        passage.quotation().quote for passage in changed
    )


def test_a_reference_whose_target_only_moved_is_no_change() -> None:
    a = provision("理", "保险人按照第十九条的约定赔偿。")
    b = provision("理", "保险人按照第二十条的约定赔偿。")
    asked: list[tuple[str, str]] = []

    def same_target(one: str, other: str) -> bool:
        asked.append((one, other))
        return True

    assert difference(a, b, same_target).likeness is Likeness.REWORDED
    assert asked == [("第十九条", "第二十条")]
    assert [change.kind for change in difference(a, b, lambda _, __: False).changes] == [ChangeKind.REFERENCE]


def test_headings_of_the_sections_are_known() -> None:
    assert {provision(section, "保险人负责赔偿。")[0].role.value for section in HEADINGS} >= {
        "coverage",
        "exclusion",
        "limit",
    }
