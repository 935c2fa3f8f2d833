"""The language layer as a pipeline: each group with its spans and its values, in the same order."""

import pytest

from extractor.document import Span
from extractor.language.pipeline import NORMS, PARTIES, QUANTITIES, TERMS, UNITS, load_pipeline, read_units
from extractor.language.view import view

TEXT = "保险人应当在三十日内赔偿损失。投保人不得隐瞒；逾期支付的，按日3%计息。"


def test_every_group_is_labelled_and_carries_its_values() -> None:
    doc = load_pipeline()(TEXT)
    _, units = read_units(view(TEXT, Span(0, len(TEXT))))
    assert set(doc.spans) == {UNITS, PARTIES, QUANTITIES, NORMS, TERMS}
    assert "保险人" in [span.text for span in doc.spans[TERMS]]
    for group in doc.spans:
        assert len(doc.spans[group]) == len(getattr(doc._, group))
    assert [span.text for span in doc.spans[UNITS]] == [unit.text for unit in units]
    assert [(span.text, span.label_) for span in doc.spans[PARTIES]] == [
        ("保险人", "PARTY"),
        ("投保人", "PARTY"),
    ]
    assert [(span.text, span.label_) for span in doc.spans[NORMS]] == [
        ("应当", "DUTY"),
        ("不得", "PROHIBITION"),
    ]
    assert ("3%", "RATE") in [(span.text, span.label_) for span in doc.spans[QUANTITIES]]


@pytest.mark.parametrize("text", ["保 险 人\n应当 赔偿。", "１．５％，(甲方)", "𠮷日", "a b　c"])
def test_a_token_is_a_character_of_the_view(text: str) -> None:
    whole = view(text, Span(0, len(text)))
    doc, _ = read_units(whole)
    assert len(doc) == len(whole.text)
    assert doc.text == whole.text


def test_units_lead_back_to_the_document() -> None:
    text = "第一条 保险人 应当赔偿。投保人 不得隐瞒。"
    _, units = read_units(view(text, Span(4, len(text))))
    assert [unit.span().quote(text) for unit in units] == ["保险人 应当赔偿", "投保人 不得隐瞒"]


def test_a_paragraph_without_figures_has_no_quantities() -> None:
    doc, _ = read_units(view("保险人应当赔偿。", Span(0, 8)))
    assert doc._.quantities == ()


def test_the_pipeline_is_made_once() -> None:
    assert load_pipeline() is load_pipeline()
