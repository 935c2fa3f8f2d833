"""Benefits by table: disability grades, daily allowances, shares by age."""

from decimal import Decimal

import pytest

from extractor.calculators import Aged, Disability, Stay, allowance, benefit_by_age, disability
from tests.calculators.reading import own, shared, text

HEAD = "某人寿保险股份有限公司\n意外伤害保险条款\n保险责任\n"
SUM = Decimal(200000)


def test_one_grade_by_the_table_of_the_appendix() -> None:
    """Grade 5 is 60 %: 120000."""
    result = disability(own("accident-group"), Disability((5,), SUM, None, 0))
    assert result.amount == Decimal("120000.00")
    assert result.steps[0].source is not None and result.steps[0].source.path == "附件一"
    assert result.steps[0].law == ""


def test_several_injuries_together_up_to_the_sum() -> None:
    """60 % and 30 %: 180000; 100 % and 90 % are bounded by 200000."""
    assert disability(own("accident-group"), Disability((5, 8), SUM, None, 0)).amount == Decimal("180000.00")
    assert disability(own("accident-group"), Disability((1, 2), SUM, None, 0)).amount == Decimal("200000.00")


def test_a_disability_before_is_taken_off() -> None:
    """Grade 5 (120000) less grade 9 (40000)."""
    assert disability(own("accident-group"), Disability((5,), SUM, None, 9)).amount == Decimal("80000.00")
    asked = disability(own("accident-group"), Disability((5,), SUM))
    assert [question.about for question in asked.questions] == ["/prior_grade"]


def test_what_was_paid_before_bounds_it() -> None:
    """Grade 5 is 120000, but of 200000 only 90000 are left."""
    assert disability(own("accident-group"), Disability((5,), SUM, Decimal(110000), 0)).amount == Decimal(
        "90000.00"
    )


OLD_TABLE = (
    HEAD + "第一条 被保险人因意外伤害残疾的，保险人按附表所列比例乘以保险金额给付残疾保险金。"
    "被保险人因同一事故造成两项以上残疾的，保险人只按给付比例最高的一项给付。\n"
    "附表 残疾程度与给付比例表\n等级\t项目\t残疾程度\t给付比例\n第一级\t一\t双目失明\t100%\n\t二\t两上肢缺失\t\n"
    "第二级\t三\t两肢机能丧失\t75%\n第三级\t四\t一上肢缺失\t50%\n第四级\t五\t一目失明\t30%\n第五级\t六\t一拇指缺失\t20%\n"
    "第六级\t七\t一拇指机能丧失\t15%\n第七级\t八\t一手指缺失\t10%\n"
)


def test_a_table_of_seven_grades_and_the_highest_rule() -> None:
    """Grade 2 is 75 %: 150000, the grade 6 beside it counts nothing. Grade 9 is not in the table."""
    assert disability(text(OLD_TABLE), Disability((2, 6), SUM)).amount == Decimal("150000.00")
    missing = disability(text(OLD_TABLE), Disability((9,), SUM))
    assert (missing.amount, "没有9级" in missing.note) == (None, True)


STEPS = HEAD + (
    "第一条 被保险人因意外伤害造成伤残的，保险人按伤残等级的比例乘以保险金额给付：一级为100%，"
    "十级为10%，每级相差10%。\n"
)


def test_a_ladder_in_words_and_no_rule_for_several() -> None:
    """Grades 8 and 9: 30 % and 20 %. Together 100000, the graver alone 60000."""
    result = disability(text(STEPS), Disability((8, 9), SUM))
    assert [(one.amount, one.favoured) for one in result.readings] == [
        (Decimal("100000.00"), True),
        (Decimal("60000.00"), False),
    ]


STANDARD = HEAD + (
    "第一条 被保险人因意外伤害造成《人身保险伤残评定标准》所列伤残的，保险人按该标准所列给付比例乘以保险金额给付伤残保险金。\n"
)


def test_the_published_standard_only_where_the_text_follows_it() -> None:
    """Two of grade 9 count as one of grade 8 by the standard: 30 %, 60000."""
    result = disability(text(STANDARD), Disability((9, 9), SUM))
    assert result.amount == Decimal("60000.00")
    assert "JR/T 0083-2013" in result.steps[0].law
    plain = HEAD + "第一条 被保险人因意外伤害残疾的，保险人按保险单约定给付残疾保险金。\n"
    assert "未载明" in disability(text(plain), Disability((9,), SUM)).note


def test_the_real_clause_and_its_standard() -> None:
    """Grade 9 twice is grade 8: 60000; grades 3 and 7: the gravest, 80 %: 160000."""
    document = shared("transport-accident")
    assert disability(document, Disability((9, 9), SUM, None, 0)).amount == Decimal("60000.00")
    assert disability(document, Disability((3, 7), SUM, None, 0)).amount == Decimal("160000.00")


def test_grades_that_cannot_be() -> None:
    wrong = disability(own("accident-group"), Disability((11, 3), Decimal(-1)))
    assert [question.about for question in wrong.questions] == ["/sum_insured", "/grades/0"]


# --- allowances -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "before", "amount"),
    [
        (10, 0, "560.00"),  # from the fourth day on: 7 × 80
        (3, 0, "0.00"),
        (10, 175, "400.00"),  # 180 days a year, 5 left
        (100, 0, "7200.00"),  # 97 days, 90 at most
    ],
)
def test_allowance(days: int, before: int, amount: str) -> None:
    assert allowance(own("accident-group"), Stay(days, days_before=before)).amount == Decimal(amount)


def test_a_bound_of_days_in_hospital_or_of_days_paid() -> None:
    """100 days: 90 of 97 paid, or 90 in hospital of which 87 are paid: 7200 or 6960."""
    readings = allowance(own("accident-group"), Stay(100, days_before=0)).readings
    assert [one.amount for one in readings] == [Decimal("7200.00"), Decimal("6960.00")]


def test_allowance_asks_and_refuses() -> None:
    assert [q.about for q in allowance(own("accident-group"), Stay()).questions] == ["/days", "/days_before"]
    assert [q.about for q in allowance(own("accident-group"), Stay(-1)).questions] == ["/days"]
    assert "未载明" in allowance(own("liability-public"), Stay(3)).note


def test_an_allowance_whose_figure_is_left_blank() -> None:
    words = HEAD + "第一条 住院津贴由双方另行约定，每日金额为____元。\n"
    assert [q.about for q in allowance(text(words), Stay(10)).questions] == ["/daily"]
    assert allowance(text(words), Stay(10, Decimal(50))).amount == Decimal("500.00")


# --- by age ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "amount"), [(18, "160000.00"), (40, "160000.00"), (41, "140000.00"), (70, "120000.00")]
)
def test_share_by_age(age: int, amount: str) -> None:
    assert benefit_by_age(own("life-decimal"), Aged(age, Decimal(100000))).amount == Decimal(amount)


def test_an_age_that_the_table_leaves_out() -> None:
    assert "没有 17 周岁" in benefit_by_age(own("life-decimal"), Aged(17, Decimal(100000))).note


BANDS = HEAD + (
    "第一条 被保险人身故的，保险人按基本保险金额乘以下表比例给付身故保险金：\n年龄\t给付比例\n0至1周岁\t25%\n1至2周岁{}\t50%\n2周岁以上{}\t100%\n"
)


def test_a_bound_belongs_to_the_range_that_says_so() -> None:
    """Of 100000: one year of age is in the second range (50 %), two in the third."""
    document = text(BANDS.format("（含1周岁）", "（含2周岁）"))
    amounts = [benefit_by_age(document, Aged(age, Decimal(100000))).amount for age in (0, 1, 2)]
    assert amounts == [Decimal("25000.00"), Decimal("50000.00"), Decimal("100000.00")]


BLANKS = HEAD + (
    "第一条 身故保险金\n被保险人身故，保险人按基本保险金额给付身故保险金。\n在年满3周岁前身故的，上述保险金乘以下表所对应的比例给付：\n"
    "身故时年龄        给付比例\n0至1周岁        25%\n1至2周岁（含1周岁）    50%\n2至3周岁（含2周岁）    75%\n"
)


@pytest.mark.parametrize(("age", "amount"), [(0, "50000.00"), (1, "100000.00"), (2, "150000.00")])
def test_a_table_set_in_blanks(age: int, amount: str) -> None:
    """25, 50 and 75 % of the sum of 200000 that the sentence over the table names."""
    assert benefit_by_age(text(BLANKS), Aged(age, SUM)).amount == Decimal(amount)


def test_a_table_that_holds_only_before_an_age() -> None:
    """Not at three years of age, which 在年满3周岁前 leaves out, although the last range runs to three."""
    found = benefit_by_age(text(BLANKS), Aged(3, SUM))
    assert (found.amount, "没有 3 周岁" in found.note) == (None, True)


def test_a_bound_in_two_ranges_is_read_both_ways() -> None:
    """Age 1 stands in both ranges: 25000 or 50000, the greater is favoured."""
    found = benefit_by_age(text(BANDS.format("", "")), Aged(1, Decimal(100000)))
    assert [(one.amount, one.favoured) for one in found.readings] == [
        (Decimal("50000.00"), True),
        (Decimal("25000.00"), False),
    ]


GROWN = HEAD + (
    "第一条 身故保险金\n被保险人身故时未满18周岁的，保险人按已交保险费的2倍给付；已满18周岁的，按基本保险金额给付。"
    "已经给付残疾保险金的，不再给付身故保险金。\n"
)


@pytest.mark.parametrize(("age", "amount"), [(17, "60000.00"), (18, "200000.00"), (64, "200000.00")])
def test_the_whole_sum_from_eighteen_on(age: int, amount: str) -> None:
    """Twice 30000 before the eighteenth birthday, the sum of 200000 from that day on."""
    found = benefit_by_age(text(GROWN), Aged(age, SUM, Decimal(30000), name="身故"))
    assert found.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("基本保险金额对应的累计已交保险费的105%", "31500.00"),  # 30000 × 105 %
        ("本合同现金价值的105%", "21000.00"),  # 20000 × 105 %
        ("10倍的基本保险金额", "2000000.00"),
        ("个人账户价值的105%", None),
    ],
)
def test_what_a_share_is_taken_of(words: str, amount: str | None) -> None:
    document = text(HEAD + f"第一条 被保险人身故时已满18周岁，保险人按{words}给付身故保险金。\n")
    found = benefit_by_age(document, Aged(30, SUM, Decimal(30000), Decimal(20000)))
    assert found.amount == (amount and Decimal(amount))


def test_who_may_be_insured_is_no_benefit() -> None:
    words = HEAD + "第一条 投保时年满18周岁的，可以作为被保险人，保险人按保险金额给付满期保险金。\n"
    assert "未载明" in benefit_by_age(text(words), Aged(20, SUM)).note


CHILDREN = HEAD + "第一条 被保险人身故时未满18周岁的，保险人按已交保险费的160%给付身故保险金。\n"


def test_a_share_of_the_premiums_paid() -> None:
    """160 % of 30000."""
    assert benefit_by_age(text(CHILDREN), Aged(9, premiums_paid=Decimal(30000))).amount == Decimal("48000.00")
    assert [q.about for q in benefit_by_age(text(CHILDREN), Aged(9)).questions] == ["/premiums_paid"]
    assert [q.about for q in benefit_by_age(text(CHILDREN), Aged(-3)).questions] == ["/age"]
