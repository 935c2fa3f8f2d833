"""Numbers: what they are worth, in every way a contract writes them."""

import time
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.numerals import chinese_numeral, numeral_conflict, ordinal_value, parse_number

_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_CHARACTERS = (
    "0123456789０９.,，．（）()[]【】零〇一二三四五六七八九十百千万亿两半廿壹贰拾佰仟点/第条①ⅣIVa _\n\t"
)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("肆佰肆拾万", "4400000"),
        ("200万", "2000000"),
        ("２００万", "2000000"),
        ("1.5万", "15000"),
        ("一点五万", "15000"),
        ("十五(15)", "15"),
        ("30（叁拾）", "30"),
        ("两万三", "23000"),
        ("1万5", "15000"),
        ("10万5000", "105000"),
        ("2万456", "20456"),
        ("二百〇五", "205"),
        ("一百万零五十", "1000050"),
        ("二十", "20"),
        ("廿", "20"),
        ("卅五", "35"),
        ("1,234,567.89", "1234567.89"),
        ("1，000", "1000"),
        ("3/4", "0.75"),
        ("半", "0.5"),
        ("二0二五", "2025"),
        ("【30】", "30"),
        ("1 000", "1000"),
    ],
)
def test_value_of_a_number(written: str, value: str) -> None:
    assert parse_number(written) == Decimal(value)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "万",
        "百万",
        "三五",
        "十五六",
        "两三",
        "二三十",
        "12,34",
        "1.5.6",
        "1万1万",
        "3/0",
        "____",
        "十五(10)",
        "四点四I",
        "零十五",
        "十元",
        "十拾万",
    ],
)
def test_no_single_value(written: str) -> None:
    assert parse_number(written) is None


def test_conflict_needs_two_numbers_that_differ() -> None:
    assert numeral_conflict("十五(10)")
    assert numeral_conflict("叁拾（20）")
    assert not numeral_conflict("十五(15)")
    assert not numeral_conflict("十五")
    assert not numeral_conflict("十五(含)")


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("第二十六条", 26),
        ("第１２条", 12),
        ("（十一）", 11),
        ("(3)", 3),
        ("①", 1),
        ("㉑", 21),
        ("㊿", 50),
        ("⑴", 1),
        ("⒈", 1),
        ("㈠", 1),
        ("Ⅳ", 4),
        ("IV", 4),
        ("ix", 9),
        ("a", 1),
        ("c)", 3),
        ("i", 1),
        ("一、", 1),
        ("第三章", 3),
    ],
)
def test_ordinal(label: str, value: int) -> None:
    assert ordinal_value(label) == value


@pytest.mark.parametrize("label", ["", "第", "1.2", "IIX", "ab", "第二条之一", "②③", "½"])
def test_no_ordinal(label: str) -> None:
    assert ordinal_value(label) is None


def _forms(value: int) -> list[str]:
    thousands = f"{value:,}"
    forms = [
        chinese_numeral(value),
        str(value),
        thousands,
        str(value).translate(_FULL_WIDTH),
        thousands.translate(_FULL_WIDTH),
        f"{chinese_numeral(value)}（{value}）",
    ]
    if not 1000 <= value % 10**8 < 10**4:  # cn2an leaves out the 零 of 壹亿零壹仟
        forms.append(cn2an.an2cn(value, "up"))
    if value >= 10_000:
        forms.append(f"{Decimal(value) / 10_000:f}万")
    if value >= 10_000 and value % 10_000 >= 10:
        forms.append(f"{value // 10_000}万{value % 10_000}")
    if value >= 10**8:
        forms.append(f"{Decimal(value) / 10**8:f}亿")
        if value % 10**8 >= 10**4 and value % 10**4 == 0:
            forms.append(f"{value // 10**8}亿{value % 10**8 // 10**4}万")
    return forms


@given(st.one_of(st.integers(0, 10**12), st.integers(1, 9999).map(lambda n: n * 10**4)))
def test_every_form_reads_as_its_number(value: int) -> None:
    for form in _forms(value):
        assert parse_number(form) == value, form


def test_hundred_millions_and_thousands_need_a_zero() -> None:
    assert chinese_numeral(100_001_000) == "一亿零一千"
    assert parse_number("一亿一千") is None


@given(st.integers(0, 10**6))
def test_labels_come_back(value: int) -> None:
    assert ordinal_value(f"第{chinese_numeral(value)}条") == value


@pytest.mark.parametrize("value", [-1, 10**16])
def test_numeral_out_of_range(value: int) -> None:
    with pytest.raises(ValueError, match="no Chinese numeral"):
        chinese_numeral(value)


@given(st.one_of(st.text(alphabet=_CHARACTERS, max_size=50), st.text(max_size=50)))
def test_any_text_is_read_or_refused(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
    assert numeral_conflict(text) in (True, False)
    ordinal = ordinal_value(text)
    assert ordinal is None or ordinal >= 0


def test_long_text_is_refused_at_once() -> None:
    begin = time.perf_counter()
    assert parse_number("1" * 200_000) is None
    assert ordinal_value("（" * 200_000) is None
    assert time.perf_counter() - begin < 0.5
