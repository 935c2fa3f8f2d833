"""Periods: every habit of setting one, its length or dates, and what only happens within one."""

import pytest

from extractor.terms.periods import find_periods
from tests.terms.clauses import records_of


def periods(sentence: str, heading: str = "其他约定") -> list[tuple[str, dict[str, object]]]:
    text = f"{heading}\n\n第一条 在订立合同时，双方约定了下述事项。\n\n{sentence}\n"
    return [(quote, dict(fields)) for quote, fields in records_of(find_periods, text)]


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "unit"),
    [
        ("除另有约定外，保险期间为一年，起止时间以保险单载明的为准。", "insurance", 1, "year"),
        ("自您签收保险单之日起，有15日的犹豫期。", "hesitation", 15, "day"),
        ("自收到保险单之日起十日内为犹豫期。", "hesitation", 10, "day"),
        ("到期未交保险费的，自约定支付日的次日零时起60日为宽限期。", "grace", 60, "day"),
        ("仅当保险期间为一年时，每期保险费到期日起30日内为宽限期。", "grace", 30, "day"),
        (
            "被保险人在生效之日起90日（这90日的时间称为等待期）内患病的，我们退还保险费。",
            "waiting",
            90,
            "day",
        ),
        ("营业中断的等待时间为8小时。", "waiting", 8, "hour"),
        ("病虫害的观察期为起保后的10日。", "waiting", 10, "day"),
        ("被保险人请求赔偿的诉讼时效期间为二年，自知道事故之日起计算。", "limitation", 2, "year"),
        ("受益人请求给付保险金的权利，自知道事故之日起五年不行使而消灭。", "limitation", 5, "year"),
        ("首次投保的追溯期为一年。", "retroactive", 1, "year"),
    ],
)
def test_a_period_has_its_kind_and_length(sentence: str, kind: str, value: int, unit: str) -> None:
    [(_, fields)] = periods(sentence)
    assert (fields["kind"], fields["value"], fields["unit"]) == (kind, value, unit)


def test_dates_bound_a_contract() -> None:
    [(_, fields)] = periods("委托期限为两年，自2025年7月1日起至2027年6月30日止。")
    assert fields == {
        "kind": "contract",
        "value": 2,
        "unit": "year",
        "from": "2025-07-01",
        "to": "2027-06-30",
    }


def test_a_choice_of_lengths_is_left_to_the_quote() -> None:
    [(_, fields)] = periods("本合同的保险期间分为10年、20年和30年三种。", "保险期间")
    assert fields == {"kind": "insurance"}


@pytest.mark.parametrize(
    "sentence",
    ["因意外伤害出险的，没有等待期。", "连续投保的，不受等待期限制。", "因意外伤害住院的，无等待期。"],
)
def test_no_waiting_period_is_a_period_without_length(sentence: str) -> None:
    [(_, fields)] = periods(sentence)
    assert fields == {"kind": "waiting"}


def test_a_blank_date_is_no_date() -> None:
    [(_, fields)] = periods("本协议有效期自____年____月____日起至____年____月____日止。")
    assert "from" not in fields
    assert "to" not in fields


@pytest.mark.parametrize(
    "sentence",
    [
        "在保险期间内，被保险人应当妥善保管保险标的。",
        "宽限期内发生的保险事故，我们仍承担保险责任。",
        "您可以在该10日的犹豫期内要求解除合同。",
        "犹豫期后解除合同的，您会遭受一定损失。",
        "保险期间为20年的，满期保险金等于所交保险费。",
        "保险费未交清前，保险人不承担保险责任。",
    ],
)
def test_what_only_happens_within_a_period_gives_no_record(sentence: str) -> None:
    assert periods(sentence) == []


def test_the_span_of_time_in_an_insured_event_is_quoted_alone() -> None:
    text = "保险责任\n\n第一条 被保险人遭受意外伤害，并自事故发生之日起180日内因该事故身故的，保险人给付身故保险金。\n"
    found = records_of(find_periods, text)
    assert found == [
        ("并自事故发生之日起180日内因该事故身故的", {"kind": "other", "value": 180, "unit": "day"})
    ]


def test_the_time_of_the_cover_stands_before_its_promise() -> None:
    text = (
        "保险责任\n\n第一条 自保险责任开始之日起，至保险期间终止之日止，被保险人患病的，保险人给付保险金。\n"
    )
    [(quote, fields)] = records_of(find_periods, text)
    assert quote == "自保险责任开始之日起，至保险期间终止之日止"
    assert fields["kind"] == "insurance"


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "unit"),
    [
        (
            "从事故发生之日起经过足三年不提出申请的，即作为自动放弃权益，保险人不再给付。",
            "limitation",
            3,
            "year",
        ),
        ("被保险人的索赔期限，从损失发生之日起，不得超过三年。", "limitation", 3, "year"),
        ("被保险人自合同生效之日起六十日后因疾病身故的，我们给付身故保险金。", "waiting", 60, "day"),
        (
            "保险期间届满时被保险人仍在住院的，保险人继续承担责任，但最长以期间届满之日起45日为限。",
            "other",
            45,
            "day",
        ),
        ("本保密义务在合同终止后四年内继续有效。", "other", 4, "year"),
        ("自发生意外之日起九十日内因该意外必须住院的，我们给付津贴。", "other", 90, "day"),
    ],
)
def test_periods_that_no_name_announces(sentence: str, kind: str, value: int, unit: str) -> None:
    [(_, fields)] = periods(sentence, "保险责任")
    assert (fields["kind"], fields["value"], fields["unit"]) == (kind, value, unit)


def test_an_excluded_illness_of_the_first_days_is_a_waiting_period() -> None:
    [(_, fields)] = periods("本合同生效后45日内所患疾病（续保的除外）。", "责任免除")
    assert (fields["kind"], fields["value"]) == ("waiting", 45)


def test_cover_starts_after_the_notice_in_the_same_sentence() -> None:
    [(quote, fields)] = periods("投保人应书面通知本公司，经审核同意后，自次日零时起承担保险责任。")
    assert (quote, fields["kind"]) == ("经审核同意后，自次日零时起承担保险责任", "insurance")


def test_a_day_of_delay_is_no_period() -> None:
    assert periods("每逾期一日，按千分之一支付违约金。") == []


def test_cover_runs_until_an_age() -> None:
    [(quote, fields)] = periods("本附加合同至被保险人年满八十周岁后的首个保险单周年日零时期满。")
    assert (quote, fields["kind"]) == (
        "本附加合同至被保险人年满八十周岁后的首个保险单周年日零时期满",
        "insurance",
    )
