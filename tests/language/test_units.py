"""Sentences and their parts: where a unit ends, and what hides a full stop."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Span
from extractor.language.pipeline import read_units
from extractor.language.units import (
    Unit,
    heading_length,
    inner_units,
    segment_at,
    segment_index,
    split_segments,
    split_units,
)
from extractor.language.view import view


def units(text: str) -> list[Unit]:
    return split_units(view(text, Span(0, len(text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保险人赔偿。投保人交费。", [("保险人赔偿", "。"), ("投保人交费", "。")]),
        ("投保人应当通知；未通知的，不赔。", [("投保人应当通知", "；"), ("未通知的，不赔", "。")]),
        ("下列损失，保险人不负责赔偿：", [("下列损失，保险人不负责赔偿", "：")]),
        ("战争；", [("战争", "；")]),
        ("战争", [("战争", "")]),
        ("保险人（指本公司。下同）应当赔偿。", [("保险人（指本公司。下同）应当赔偿", "。")]),
        ("所称“事故。意外”是指外来的。", [("所称“事故。意外”是指外来的", "。")]),
        ("赔偿（不含罚款。", [("赔偿（不含罚款", "。")]),
        ("（本条仅适用于车辆。船舶另行约定。）", [("本条仅适用于车辆", "。"), ("船舶另行约定", "。")]),
        ("应当赔偿。（罚款除外。）另行约定。", [("应当赔偿", "。"), ("罚款除外", "。"), ("另行约定", "。")]),
        ("材料包括但不限于：身份证；病历；发票。", [("材料包括但不限于：身份证；病历；发票", "。")]),
        ("是否赔偿？另议！", [("是否赔偿", "？"), ("另议", "！")]),
        ("。；，", []),
    ],
)
def test_units_and_their_closing_marks(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(unit.text, unit.closed) for unit in units(text)]
    assert [text for text, _ in found] == [text for text, _ in expected]
    assert [closed for _, closed in found if closed in "：；"] == [
        closed for _, closed in expected if closed in "：；"
    ]


def test_a_unit_leads_back_to_its_text() -> None:
    text = "投保人 应当通知； 未通知的, 不赔。"
    assert [unit.span().quote(text) for unit in units(text)] == ["投保人 应当通知", "未通知的, 不赔"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发生事故的，被保险人应当通知，否则不赔", ["发生事故的", "被保险人应当通知", "否则不赔"]),
        ("货物（含机器，仪器）受损，应当赔偿", ["货物（含机器，仪器）受损", "应当赔偿"]),
        ("“甲，乙”是指双方", ["“甲，乙”是指双方"]),
        ("不赔", ["不赔"]),
        ("", []),
    ],
)
def test_segments_are_what_commas_divide(text: str, expected: list[str]) -> None:
    found = split_segments(text)
    assert [segment.text for segment in found] == expected
    assert all(text[segment.start : segment.end] == segment.text for segment in found)
    for number, segment in enumerate(found):
        for at in range(segment.start, segment.end):
            assert segment_index(text, at) == number
            assert segment_at(text, at) is segment


def test_a_comma_belongs_to_the_segment_before_it() -> None:
    assert segment_at("甲方付款，乙方交货", 4).text == "甲方付款"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("投保手续：乙方将投保单送交甲方，由甲方核对", "投保手续："),
        ("下列损失：战争", ""),
        ("保险人应当赔偿", ""),
        ("所称“手续：投保”是指填写投保单的过程", ""),
    ],
)
def test_a_heading_before_the_sentence(text: str, heading: str) -> None:
    assert text[: heading_length(text)] == heading


def test_bracketed_remarks_are_units_of_their_own() -> None:
    text = "乙方提供名册（甲方可根据实际需求增减被保险人），按月结算（含税）"
    (unit,) = units(text)
    assert [inner.text for inner in inner_units(unit)] == ["甲方可根据实际需求增减被保险人"]
    assert [inner.span().quote(text) for inner in inner_units(unit)] == ["甲方可根据实际需求增减被保险人"]


_TEXTS = st.text(st.sampled_from("保险人赔偿。；，：！？（）“”【】() \n1a"), max_size=60)


@settings(max_examples=200)
@given(_TEXTS)
def test_units_cover_no_character_twice_and_leave_out_only_marks(text: str) -> None:
    if not text:
        return
    whole = view(text, Span(0, len(text)))
    found = split_units(whole)
    spans = [unit.span() for unit in found]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    covered = {at for unit in found for at in unit.view.offsets}
    left = "".join(char for char, at in zip(whole.text, whole.offsets, strict=True) if at not in covered)
    assert not left.strip("。；，、：！？（）")


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_the_pipeline_cuts_the_same_units(text: str) -> None:
    whole = view(text or "。", Span(0, len(text or "。")))
    assert [unit.span() for unit in read_units(whole)[1]] == [unit.span() for unit in split_units(whole)]
