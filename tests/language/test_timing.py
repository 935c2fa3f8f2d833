"""Spans of time, deadlines and dates, and what only looks like them."""

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.timing import (
    find_dates,
    find_deadlines,
    find_durations,
    find_period_dates,
    main_deadline,
)
from extractor.quantities import Deadline, Duration, Quantity, Unit

_ROOT = Path(__file__).resolve().parents[2]
_OWN_GOLD = _ROOT / "corpora" / "gold"
_GOLD = _ROOT.parent / "shared" / "gold"


def _durations(text: str) -> list[tuple[str, int, str]]:
    return [
        (one.span.quote(text), one.value.value, str(one.value.unit))
        for one in find_durations(text)
        if isinstance(one.value, Duration)
    ]


def _deadline(quantity: Quantity | None) -> tuple[int, str, str] | None:
    if quantity is None:
        return None
    assert isinstance(quantity.value, Deadline)
    return quantity.value.value, str(quantity.value.unit), str(quantity.value.kind)


def _deadlines(text: str) -> list[tuple[int, str, str] | None]:
    return [_deadline(one) for one in find_deadlines(text)]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("保险期间为二年，", "二年", 2, "year"),
        ("12个月", "12个月", 12, "month"),
        ("三十日", "三十日", 30, "day"),
        ("24小时内", "24小时", 24, "hour"),
        ("一周", "一周", 7, "day"),
        ("半年", "半年", 6, "month"),
        ("半个月", "半个月", 15, "day"),
        ("三个工作日", "三个工作日", 3, "working_day"),
        ("5个交易日", "5个交易日", 5, "working_day"),
        ("60 个自然日", "60 个自然日", 60, "day"),
        ("30分钟", "30分钟", 30, "minute"),
        ("90日（含第90日）", "90日", 90, "day"),
        ("十五(15)日", "十五(15)日", 15, "day"),
        ("【30】日", "【30】日", 30, "day"),
        ("__30__日", "_30__日", 30, "day"),
        ("一年零六个月", "一年零六个月", 18, "month"),
        ("1小时30分钟", "1小时30分钟", 90, "minute"),
        ("两年半", "两年半", 30, "month"),
        ("一个半月", "一个半月", 45, "day"),
        ("1.5年", "1.5年", 18, "month"),
        ("三个保单年度", "三个保单年度", 3, "year"),
        ("不足一月的按", "一月", 1, "month"),
        ("1.30日内付款", "30日", 30, "day"),
        ("3天至5天", "3天", 3, "day"),
        ("5个\n工作日", "5个\n工作日", 5, "working_day"),
    ],
)
def test_a_span_of_time(text: str, quote: str, value: int, unit: str) -> None:
    assert _durations(text)[0] == (quote, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "[例如:十五(15)]个工作日",
        "[例如:15个工作日]",
        "____个工作日",
        "2025年",
        "二〇二五年",
        "2025年6月1日",
        "每月5日",
        "6月1日至30日",
        "20__年",
        "第三十日",
        "第 180 日",
        "年满60周岁",
        "7×24小时",
        "24小时服务",
        "全天二十四小时有医师",
        "同一日",
        "下一年度",
        "1-3年",
        "三五日",
        "十五（10）日",
        "每半年",
        "一月一日",
        "科室\t6\n周某",
        "百年",
        "合同生效后的第2年",
    ],
)
def test_no_span_of_time(text: str) -> None:
    assert _durations(text) == []


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("应当在三十日内作出核定", (30, "day", "within")),
        ("需在 10 个工作日内办理", (10, "working_day", "within")),
        ("自收到请求之日起六十日（含第六十日）内先予支付", (60, "day", "within")),
        ("不超过30分钟到达现场", (30, "minute", "within")),
        ("应最迟于三个工作日通知甲方", (3, "working_day", "within")),
        ("3-5个工作日内答复", (5, "working_day", "within")),
        ("答复时限为2个工作日", (2, "working_day", "within")),
        ("解除权自知道之日起，超过三十日不行使而消灭", (30, "day", "within")),
        ("应在下一个工作日处理", (1, "working_day", "within")),
        ("疑难案件，核定不得超过三十日", (30, "day", "within")),
        ("应自首次查勘之日起不超过15日", (15, "day", "within")),
        ("最迟不超过卸货后的第三日通知", (3, "day", "within")),
        ("特殊情形可延长至30日", (30, "day", "within")),
        ("自收到资料之日起六十日仍不能确定金额的，先行支付", (60, "day", "within")),
        ("该权利自知道之日起三十日不行使而消灭", (30, "day", "within")),
        ("甲方应当在改装或者转让前10日书面通知", (10, "day", "before")),
        ("停运持续90日以上的，任何一方均可解除协议", (90, "day", "after")),
        ("超过2年未恢复的，有权解除合同", (2, "year", "after")),
        ("应提前十五天通知", (15, "day", "before")),
        ("须提前一周告知", (7, "day", "before")),
        ("至少提前30日书面通知", (30, "day", "before")),
        ("应于30日前书面通知", (30, "day", "before")),
        ("合同届满前10天提醒", (10, "day", "before")),
        ("在保险期满之日前 7 天办理", (7, "day", "before")),
        ("在保单生效前 5 个工作日内付款", (5, "working_day", "before")),
        ("自通知送达投保人二十日后合同解除", (20, "day", "before")),
        ("自合同成立之日起超过二年的，保险人不得解除合同", (2, "year", "after")),
        ("自效力中止之日起满二年双方未达成协议的，保险人有权解除合同", (2, "year", "after")),
    ],
)
def test_a_deadline(text: str, deadline: tuple[int, str, str]) -> None:
    assert _deadlines(text) == [deadline]


@pytest.mark.parametrize(
    "text",
    [
        "账户余额满30日未能追回的",
        "保险期间为一年，最长不超过一年",
        "追溯期为三年",
        "年满十六周岁",
        "诉讼时效期间为二年",
        "提供7×24小时服务",
        "连续投保三年",
        "在____个工作日内通知",
        "自事故发生之日起180日内身故的",
        "自合同生效之日起二年内自杀",
        "自签收之日起15日内为犹豫期",
        "入院前7日内的费用",
        "最近三年内",
        "发病后24小时内死亡",
        "等待期90天后",
        "遇节假日顺延至下一个工作日",
        "每月10日前付款",
        "合同终止后三年内不得泄露",
        "保密义务在终止后五年内继续有效",
        "经过积极治疗180天后，仍无法恢复",
        "不可抗力持续超过90日的，双方协商",
        "一年内违约金累计达到保证金的",
        "累计交满前10年应付期交保险费的",
        "租赁期限自续订之日起不得超过二十年",
    ],
)
def test_no_deadline(text: str) -> None:
    assert _deadlines(text) == []


def test_deadlines_in_order_and_the_main_one() -> None:
    text = "乙方未在3日内补足的，甲方应在10日内通知，并在30日内结算。"
    assert _deadlines(text) == [(3, "day", "within"), (10, "day", "within"), (30, "day", "within")]
    assert _deadline(main_deadline(text)) == (10, "day", "within")
    assert main_deadline("应当及时通知") is None
    assert _deadline(main_deadline("在三十日内未能核定的，双方商议期间")) == (30, "day", "within")


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("于2025年 5 月 30 日签订", "2025年 5 月 30 日", date(2025, 5, 30)),
        ("2025-06-01起", "2025-06-01", date(2025, 6, 1)),
        ("2025.6.1", "2025.6.1", date(2025, 6, 1)),
        ("2025/6/1", "2025/6/1", date(2025, 6, 1)),
        ("二〇二五年六月一日", "二〇二五年六月一日", date(2025, 6, 1)),
        ("二0二五年十二月三十一日", "二0二五年十二月三十一日", date(2025, 12, 31)),
        ("２０２５年６月１日", "２０２５年６月１日", date(2025, 6, 1)),
        ("贰零贰伍年零陆月零壹日", "贰零贰伍年零陆月零壹日", date(2025, 6, 1)),
    ],
)
def test_a_date(text: str, quote: str, value: date) -> None:
    assert [(one.span.quote(text), one.value) for one in find_dates(text)] == [(quote, value)]


@pytest.mark.parametrize(
    "text",
    [
        "2025年__月__日",
        "20__年6月1日",
        "2025年2月30日",
        "2025年13月1日",
        "2025年6月",
        "25年6月1日",
        "V2025.6.1.2",
        "____年",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("自2025年6月1日（零时）起至2026年5月31日（二十四时）止", date(2025, 6, 1), date(2026, 5, 31)),
        ("自 2025 年 6 月 1 日起至 2026 年 5 月 31 日 内", date(2025, 6, 1), date(2026, 5, 31)),
        ("2025年6月1日0时至12月31日24时", date(2025, 6, 1), date(2025, 12, 31)),
        ("2025.6.1-2026.5.31", date(2025, 6, 1), date(2026, 5, 31)),
        ("于2025年5月1日签订，自2025年6月1日起生效", date(2025, 6, 1), None),
        ("有效期至2026年1月1日", None, date(2026, 1, 1)),
        ("发生在2022年1月1日之后的事故", date(2022, 1, 1), None),
        ("于2025年5月1日签订", None, None),
        ("自____年__月__日起至____年__月__日止", None, None),
    ],
)
def test_dates_of_a_period(text: str, begins: date | None, ends: date | None) -> None:
    found = find_period_dates(text)
    assert tuple(one.value if one else None for one in found) == (begins, ends)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_dates_come_back_from_every_form(day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(figure)] for figure in str(day.year))
    words = f"{year}年{cn2an.an2cn(day.month)}月{cn2an.an2cn(day.day)}日"
    for form in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        words,
    ):
        assert [one.value for one in find_dates(f"于{form}签订")] == [day]


@given(
    st.integers(1, 999),
    st.sampled_from(
        [
            ("日", Unit.DAY),
            ("天", Unit.DAY),
            ("个月", Unit.MONTH),
            ("年", Unit.YEAR),
            ("个工作日", Unit.WORKING_DAY),
            ("小时", Unit.HOUR),
        ]
    ),
)
def test_spans_of_time_come_back_from_every_form(value: int, unit: tuple[str, Unit]) -> None:
    for number in (str(value), cn2an.an2cn(value, "low"), f"{cn2an.an2cn(value, 'low')}（{value}）"):
        text = f"期限为{number}{unit[0]}，"
        assert [one.value for one in find_durations(text)] == [Duration(value, unit[1])]
        within = find_deadlines(f"应在{number}{unit[0]}内答复")
        assert [(one.value.value, one.value.unit) for one in within if isinstance(one.value, Deadline)] == [
            (value, unit[1])
        ]


_PIECES = st.sampled_from(
    [
        "三十",
        "30",
        "日",
        "内",
        "年",
        "个",
        "工作日",
        "半",
        "月",
        "（",
        "）",
        "提前",
        "超过",
        "2025年",
        "6月",
        "1日",
        "至",
        "-",
        "第",
        "__",
        "【",
        "】",
        "小时",
        "1.5",
        "零",
        "周",
        "，",
        "\n",
        "前",
        "后",
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_what_a_span_covers_reads_the_same_alone(text: str) -> None:
    for one in find_durations(text):
        assert one.value in [again.value for again in find_durations(one.span.quote(text) + "内")]
    for one in find_dates(text):
        assert one.value in [again.value for again in find_dates(one.span.quote(text))]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for one in (*find_durations(text), *find_dates(text), *find_deadlines(text)):
        assert one.span.quote(text)
    assert len(find_period_dates(text)) == 2


@pytest.mark.parametrize(
    "unit", ["1", "一", "_", " ", "1-", "（1", "2025年", "提前", "1日", "2025.", "2025年1月1日至", "半"]
)
def test_long_text_takes_linear_time(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    begin = time.perf_counter()
    find_durations(text)
    find_deadlines(text)
    find_dates(text)
    find_period_dates(text)
    assert time.perf_counter() - begin < 20


def _gold_obligations(folder: Path) -> Iterator[tuple[str, list[tuple[int, str, str]]]]:
    for path in sorted(folder.glob("*.gold.json")):
        for record in json.loads(path.read_text("utf-8"))["records"]:
            if record["type"] != "obligation":
                continue
            fields = record["fields"]
            stated = [fields["deadline"]] if "deadline" in fields else []
            stated += fields.get("other_deadlines", [])
            yield record["quote"], [(one["value"], one["unit"], one["kind"]) for one in stated]


@pytest.mark.parametrize("folder", [_OWN_GOLD, _GOLD], ids=["own", "shared"])
def test_deadlines_of_annotated_obligations(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("needs the annotated documents")
    stated = found = invented = clean = 0
    for quote, deadlines in _gold_obligations(folder):
        read = _deadlines(quote)
        stated += len(deadlines)
        found += sum(one in read for one in deadlines)
        clean += not deadlines
        invented += bool(read) and not deadlines
    assert stated and clean
    assert found >= 0.97 * stated
    assert invented <= 0.03 * clean
