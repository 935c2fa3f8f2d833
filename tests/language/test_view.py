"""The reading view: one width, no white space, and every character back to its place in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Span
from extractor.language.view import view


def read(text: str) -> str:
    return view(text, Span(0, len(text))).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保 险 责 任", "保险责任"),
        ("保险\n责任\t免除\u3000", "保险责任免除"),
        ("保险\u200b责任\u00a0", "保险责任"),
        ("１２３．４５％", "123.45%"),
        ("(一)战争;", "（一）战争；"),
        ("甲方:乙方,丙方", "甲方：乙方，丙方"),
        ("1,000元,不计利息", "1,000元，不计利息"),
        ("9:00至17:30", "9:00至17:30"),
        ("「团体」『合同』", "“团体”“合同”"),
        ("Ａ级＋Ｂ级", "A级+B级"),
        ("二○二五年", "二〇二五年"),
        ("〔五〕", "（五）"),
        ("＿＿元", "__元"),
        (" ", ""),
    ],
)
def test_a_view_has_one_width_and_no_white_space(text: str, expected: str) -> None:
    assert read(text) == expected


def test_what_is_found_is_mapped_back_to_the_text() -> None:
    text = "第一条 保险人 不 负责 (赔 偿)。"
    seen = view(text, Span(4, len(text)))
    at = seen.text.index("不负责（赔偿）")
    assert seen.span(at, at + 7).quote(text) == "不 负责 (赔 偿)"


def test_a_part_of_a_view_keeps_its_places() -> None:
    text = "保险 责任 免除"
    part = view(text, Span(0, len(text))).part(2, 6)
    assert part.text == "责任免除"
    assert part.span(0, 4).quote(text) == "责任 免除"


@given(st.text(max_size=60), st.data())
def test_offsets_rise_and_lead_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start == end:
        return
    seen = view(text, Span(start, end))
    assert len(seen.text) == len(seen.offsets)
    assert list(seen.offsets) == sorted(set(seen.offsets))
    assert all(start <= at < end for at in seen.offsets)
    assert all(
        text[at] == char
        for char, at in zip(seen.text, seen.offsets, strict=True)
        if "\u4e00" <= char <= "\u9fff" and char != "〇"
    )
    left = set(range(start, end)) - set(seen.offsets)
    assert not "".join(text[at] for at in left).strip(
        " \t\n\r\x0b\x0c\x85\x1c\x1d\x1e\x1f\u200b\ufeff\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
        + "".join(map(chr, range(0x2000, 0x200B)))
    )
