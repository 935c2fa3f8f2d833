"""Money and rates in running text, with the characters that state them."""

import time
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.amounts import find_money, find_rates
from extractor.language.numerals import chinese_numeral
from extractor.quantities import Money, Quantity, Rate


def _money(text: str) -> list[tuple[str, str, str]]:
    return [
        (one.span.quote(text), str(one.value.amount), one.value.currency)
        for one in find_money(text)
        if isinstance(one.value, Money)
    ]


def _rates(text: str) -> list[tuple[str, str]]:
    return [
        (one.span.quote(text), str(one.value.value))
        for one in find_rates(text)
        if isinstance(one.value, Rate)
    ]


@pytest.mark.parametrize(
    ("text", "quote", "amount", "currency"),
    [
        ("每次事故赔偿限额为200 万元", "200 万元", "2000000", "CNY"),
        ("支付违约金人民币 300 元并累加", "人民币 300 元", "300", "CNY"),
        ("承运人险：85 元/人/年", "85 元", "85", "CNY"),
        ("共伍元叁角贰分整", "伍元叁角贰分整", "5.32", "CNY"),
        ("工本费5角", "5角", "0.5", "CNY"),
        ("限额１，０００元", "１，０００元", "1000", "CNY"),
        ("限额10 000元", "10 000元", "10000", "CNY"),
        ("限额三十（30）万元", "三十（30）万元", "300000", "CNY"),
        ("保险费【5000】元", "【5000】元", "5000", "CNY"),
        ("保险费__500__元", "_500__元", "500", "CNY"),
        ("保证金RMB 50,000。", "RMB 50,000", "50000", "CNY"),
        ("保额￥100万，", "￥100万", "1000000", "CNY"),
        ("限额US$1,000.50", "US$1,000.50", "1000.5", "USD"),
        ("限额100万美元", "100万美元", "1000000", "USD"),
        ("限额港币5万元", "港币5万元", "50000", "HKD"),
        ("1.5000元由甲方支付", "5000元", "5000", "CNY"),
        ("赔款5000元在扣除免赔后", "5000元", "5000", "CNY"),
        ("保额1.5万元", "1.5万元", "15000", "CNY"),
        ("保额1亿2000万元", "1亿2000万元", "120000000", "CNY"),
    ],
)
def test_one_sum(text: str, quote: str, amount: str, currency: str) -> None:
    assert _money(text) == [(quote, amount, currency)]


def test_words_and_figures_are_two_statements() -> None:
    text = "大写人民币玖拾捌万元整（¥980000 元）"
    assert _money(text) == [("人民币玖拾捌万元整", "980000", "CNY"), ("¥980000 元", "980000", "CNY")]


@pytest.mark.parametrize(
    "text",
    [
        "单位：万元",
        "数万元",
        "¥____元",
        "[例如:5000元]",
        "3000元至20000元",
        "1-5万元",
        "三元催化器",
        "多元化",
        "50万",
        "$1/3$",
        "$> $ 442umol/L",
        "合计　佰　拾　万　仟　佰　拾　元整",
        "$2 0 2 3$",
        "$> $ 442umol/L",
        "合计　佰　拾　万　仟　佰　拾　元整",
        "$2 0 2 3$",
        "$5 \\%$",
    ],
)
def test_no_sum(text: str) -> None:
    assert _money(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("费率5%计", "5%", "0.05"),
        ("费率5％计", "5％", "0.05"),
        ("按百分之二十赔付", "百分之二十", "0.2"),
        ("百分之一百零五", "百分之一百零五", "1.05"),
        ("百分之百", "百分之百", "1"),
        ("千分之三", "千分之三", "0.003"),
        ("3‰", "3‰", "0.003"),
        ("每日万分之五", "万分之五", "0.0005"),
        ("不低于二分之一", "二分之一", "0.5"),
        ("保费的1/4", "1/4", "0.25"),
        ("按七成赔付", "七成", "0.7"),
        ("保险费$\\times 70 \\%$", "70 \\%", "0.7"),
        ("$ 7 0 \\% $", "7 0 \\%", "0.7"),
        ("保费的一半", "一半", "0.5"),
        ("免赔率【10】%", "【10】%", "0.1"),
        ("浮动-5%", "5%", "0.05"),
        ("（-5%）", "-5%", "-0.05"),
        ("比例0.05%", "0.05%", "0.0005"),
        ("保险费×（1－25%）×", "25%", "0.25"),
        ("自主定价系数为0.65，", "0.65", "0.65"),
        ("渠道系数相乘得出，系数最低为0.5", "0.5", "0.5"),
        ("×(1-35%)", "35%", "0.35"),
    ],
)
def test_one_rate(text: str, quote: str, value: str) -> None:
    assert _rates(text) == [(quote, value)]


def test_rate_twice_and_range() -> None:
    assert _rates("10%（百分之十）") == [("10%", "0.1"), ("百分之十", "0.1")]
    assert _rates("5%-10%") == [("5%", "0.05"), ("10%", "0.1")]
    assert _rates("10-20%") == []


@pytest.mark.parametrize(
    "text",
    [
        "7/24小时",
        "2025/6",
        "一成不变",
        "3.5.2%",
        "百分之____",
        "5/30日",
        "第1/3页",
        "元/人/年",
        "140/90mmHg",
        "八五折",
        "系数为1.5倍",
        "系数：2",
    ],
)
def test_no_rate(text: str) -> None:
    assert _rates(text) == []


@given(st.integers(1, 10**10), st.integers(0, 9), st.integers(0, 9))
def test_sums_come_back_from_every_form(yuan: int, jiao: int, fen: int) -> None:
    coins = f"{jiao}角{fen}分" if jiao and fen else ""
    amount = Decimal(yuan) + (Decimal(jiao) / 10 + Decimal(fen) / 100 if coins else 0)
    forms = [
        f"{yuan}元{coins}",
        f"人民币{yuan:,}元{coins}",
        f"{chinese_numeral(yuan)}元{coins}",
        f"¥{amount}",
    ]
    if not 1000 <= yuan % 10**8 < 10**4:  # cn2an leaves out the 零 of 壹亿零壹仟
        forms.append(f"{cn2an.an2cn(yuan, 'up')}元{coins}整")
    if not coins and yuan >= 10_000:
        forms.append(f"{Decimal(yuan) / 10_000:f}万元")
    for form in forms:
        text = f"赔偿{form}。"
        found = find_money(text)
        assert [one.value for one in found] == [Money(amount)], form
        assert found[0].span.quote(text) == form


@given(st.integers(0, 10_000))
def test_rates_come_back_from_every_form(hundredths: int) -> None:
    percent = Decimal(hundredths) / 100
    for form in (f"{percent}%", f"{percent}％", f"百分之{percent}", f"{percent * 10}‰"):
        found = find_rates(f"按{form}计")
        assert [one.value for one in found] == [Rate(percent / 100)], form


_PIECES = st.sampled_from(
    [
        "人民币",
        "¥",
        "$",
        "5000元",
        "1.5万元",
        "伍元整",
        "5",
        "-",
        "至",
        "%",
        "‰",
        "百分之",
        "五",
        "万",
        "元",
        "（含",
        "）",
        "3角",
        "1/3",
        "成",
        "\n",
        " ",
        "【",
        "】",
        "__",
        "，",
        "\\%",
        "例如:",
        "的一半",
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_what_a_span_covers_reads_the_same_alone(text: str) -> None:
    for find in (find_money, find_rates):
        found: list[Quantity] = find(text)
        for one in found:
            assert one.value in [again.value for again in find(one.span.quote(text))]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for one in (*find_money(text), *find_rates(text)):
        assert one.span.quote(text)


@pytest.mark.parametrize("unit", ["1", "一", "_", " ", "1,", "1-", "（1", "百分之", "1 ", "1/"])
def test_long_text_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begin = time.perf_counter()
    find_money(text)
    find_rates(text)
    assert time.perf_counter() - begin < 5
