"""What the cell of an element shows, and where it stands: stated, deferred, silent, unreadable."""

from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.answers import Figure, Standing
from extractor.document import Remark
from extractor.elements.catalogue import answer, catalogue
from extractor.elements.wording import Wording
from tests.elements.texts import asked, own, shown, wording

EMPTY = wording("总则：本合同由保险条款和保险单组成。")


def test_a_figure() -> None:
    read = wording("保险期间：保险期间为一年，以保险单载明的起讫时间为准。")
    assert asked(read, "period-insurance").standing is Standing.STATED
    (entry,) = asked(read, "period-insurance").entries
    assert (entry.shown, entry.figure) == ("1年", Figure(Decimal(1), "year"))


def test_deferred_to_the_schedule() -> None:
    read = wording("追溯期：本合同的追溯期由投保人与保险人协商确定，并在保险单中载明。")
    assert asked(read, "retroactive-period").standing is Standing.SCHEDULE


def test_a_bound_is_not_the_value() -> None:
    """最长180日 bounds the waiting period that the schedule states; the default of 30 days would state it."""
    text = "等待期：本合同的等待期由双方约定，并在保险单中载明，最长不超过180日。"
    assert asked(wording(text), "waiting-period").standing is Standing.SCHEDULE
    assert shown(wording(text), "waiting-period") == ["最长180日"]
    defaulted = wording(text + "如未载明的，等待期为30日。")
    assert asked(defaulted, "waiting-period").standing is Standing.STATED


def test_a_limit_is_a_bound_by_itself() -> None:
    read = wording("赔偿限额：每次事故赔偿限额不超过50万元。")
    assert asked(read, "limit-per-occurrence").standing is Standing.STATED
    assert shown(read, "limit-per-occurrence") == ["500,000元（每次事故）"]


def test_silent_and_unreadable_are_different() -> None:
    element = catalogue()["deductible"]
    assert answer(EMPTY, element).standing is Standing.SILENT
    lost = (Remark("no-text-layer", "第2页没有文字层", 2),)
    unread = replace(EMPTY.extraction, document=replace(EMPTY.document, remarks=lost))
    assert answer(Wording(unread), element).standing is Standing.UNREADABLE


def test_several_figures_are_shown_with_their_words() -> None:
    read = wording(
        "等待期：自本合同生效之日起90日为等待期；因意外伤害导致的，没有等待期；续保的，等待期为10日。"
    )
    assert shown(read, "waiting-period") == [
        "90日：自本合同生效之日起90日为等待期",
        "因意外伤害导致的，没有等待期",
        "10日：续保的，等待期为10日",
    ]


def test_two_figures_of_one_sentence() -> None:
    read = wording("免赔额：每次事故免赔额为2,000元或损失金额的10%，以高者为准。")
    (entry,) = asked(read, "deductible").entries
    assert entry.shown.startswith("2,000元、10%（每次事故）：每次事故免赔额")
    assert entry.figure == Figure(Decimal(2000), "yuan")


def test_a_figure_of_something_else_is_not_shown() -> None:
    """The rate bounds the cost, and is no deductible."""
    read = wording(
        "赔偿处理：保险人对每次事故法律费用的赔偿不扣减免赔额，但以每次事故赔偿限额的10%为限。",
        "赔偿限额：单次赔款以1000元为限，且累计赔偿以保险单载明的累计赔偿限额为限。",
    )
    assert not any("10%" in cell.split("：")[0] for cell in shown(read, "deductible"))
    assert all(entry.figure is None for entry in asked(read, "limit-aggregate").entries)


@pytest.mark.parametrize(
    "text",
    [
        "赔偿限额：对同一被保险人，我们给付的保险金以40万元和基本保险金额之和为限。",
        "赔偿限额：若每人赔偿限额高于40万元，保险费另行商定，每人赔偿限额在保险单中载明。",
    ],
)
def test_a_term_of_a_sum_or_a_condition_is_no_limit(text: str) -> None:
    entries = asked(wording(text), "limit-per-person").entries
    assert [entry.figure for entry in entries if entry.figure] == []


def test_an_example_is_no_premium() -> None:
    read = wording("保险费：例如，被保险人40周岁的，年保险费为368元。")
    assert [entry.figure for entry in asked(read, "premium").entries if entry.figure] == []


def test_the_figure_of_its_own_clause() -> None:
    """One sentence states both time limits; each element reads its own."""
    read = wording("赔偿处理：保险人收到索赔请求后，应当在10日内作出核定，情形复杂的，应当在30日内作出核定。")
    (entry,) = asked(read, "settlement-complex").entries
    assert entry.figure == Figure(Decimal(30), "day")
    assert entry.shown.startswith("30日内：")


def test_both_time_limits_of_one_duty() -> None:
    read = wording("事故通知：事故发生后，被保险人应当在2小时内电话报案，24小时内提交书面报告。")
    (entry,) = asked(read, "loss-notice").entries
    assert entry.shown.startswith("2小时内、24小时内：")


def test_several_limitation_periods_in_one_sentence() -> None:
    read = wording("诉讼时效：请求给付人寿保险金的诉讼时效期间为5年，请求给付其他保险金的诉讼时效期间为2年。")
    assert all("2年" in cell and "5年" in cell for cell in shown(read, "limitation"))


def test_an_exclusion_with_its_exception() -> None:
    read = wording(
        "责任免除：下列原因造成的损失，保险人不负责赔偿：\n"
        "（一）投保人、被保险人及其代表、雇员以及承包商、分包商在承保场所内进行的各种活动所引起的环境污染，"
        "但突然、意外且不可预见的除外；"
    )
    (cell,) = shown(read, "excl-pollution")
    assert "污染" in cell
    assert "但突然、意外且不可预见的除外" in cell


def test_words_are_shortened_around_the_point() -> None:
    read = wording(
        "责任免除：下列原因造成的损失，保险人不负责赔偿：\n"
        "（一）投保人、被保险人或者其雇员、外包商及其雇员的欺诈、违法、犯罪行为，或者其他一切性质的故意行为；"
    )
    (cell,) = shown(read, "excl-intent")
    assert "故意" in cell
    assert len(cell) <= 42


def test_a_table_is_shown_by_its_cells() -> None:
    assert any(
        cell.startswith("残疾等级 | 给付比例 | 一级 | 100%") for cell in shown(own("accident-group"), "copay")
    )


def test_a_forum_of_the_schedule() -> None:
    read = wording("争议处理：协商不成的，提交保险单载明的仲裁机构仲裁；保险单未载明的，向人民法院起诉。")
    assert asked(read, "dispute-arbitration").standing is Standing.SCHEDULE
    assert asked(read, "dispute-litigation").standing is Standing.STATED
    assert shown(read, "dispute-litigation") == ["人民法院"]


def test_claim_papers_are_counted() -> None:
    read = wording(
        "索赔单证：被保险人索赔时，应当提供下列单证：\n（一）保险单；\n（二）损失清单；\n（三）事故证明。"
    )
    (entry,) = asked(read, "claim-papers-count").entries
    assert (entry.shown, entry.figure) == ("共3项", Figure(Decimal(3), "item"))
    assert shown(read, "claim-papers") == ["保险单", "损失清单", "事故证明"]


def test_words_that_stand_in_longer_ones_are_shown_once() -> None:
    read = wording("退保：犹豫期内退保的，我们在扣除10元工本费后退还您已交的全部保险费。")
    cells = shown(read, "refund-in-hesitation")
    assert len(cells) == len(set(cells))
    assert any(cell.startswith("10元") for cell in cells)


def test_a_sentence_stands_in_for_a_record_that_was_not_read() -> None:
    """The company is named by its short name, so that nobody is read as bearing the duty."""
    read = wording("保险金的给付：澄江人寿在收到保险金给付申请书后，将在5日内作出核定。")
    (entry,) = asked(read, "settlement-decision").entries
    assert (entry.shown, entry.figure) == ("5日内", Figure(Decimal(5), "day"))


def test_a_disease_outside_its_definition_is_no_cause_excluded() -> None:
    read = wording("释义：心肌病指心室功能障碍。因酗酒或药物滥用导致的心肌病不在保障范围内。")
    assert asked(read, "excl-alcohol").standing is Standing.SILENT


def test_a_refund_in_the_waiting_period_is_no_time_to_refund() -> None:
    read = wording(
        "等待期：被保险人自本合同生效之日起180日内因疾病身故的，我们无息退还已交保险费。",
        "退保：我们自收到解除合同申请书之日起30日内退还保险单的现金价值。",
    )
    assert shown(read, "refund-deadline") == ["30日内"]


def test_the_words_of_a_rescission_are_no_limitation() -> None:
    read = wording("解除权：前条规定的合同解除权，自保险人知道有解除事由之日起，超过三十日不行使而消灭。")
    assert shown(read, "rescission-30-days") == ["30日内"]
    assert asked(read, "limitation").standing is Standing.SILENT
