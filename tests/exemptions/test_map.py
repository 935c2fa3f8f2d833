"""Which provisions are exemptions, how far they free the insurer, and what they are about."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from extractor.assessments import Exemption, Extent, Prompt
from extractor.extraction import extract
from extractor.records import RecordType
from tests.exemptions.clauses import checked, mapped, only, read

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpora" / "documents").glob("*.txt"))

CLAUSES = """\
第一章 保险责任
第一条 在保险期间内，被保险人在河岸从事作业造成第三者损害的，保险人按照本合同约定负责赔偿。
第二章 责任免除
第二条 下列原因造成的损失，保险人不负责赔偿：
（一）战争、武装冲突；
（二）核辐射；
（三）被保险人的故意行为，但未成年雇员的行为除外。
第三章 赔偿处理
第三条 保险人对每次事故按以下约定计算赔偿。每次事故绝对免赔额为1000元。
第四条 被保险人在事故发生后应当及时通知保险人。被保险人故意未及时通知，致使损失无法确定的，保险人对无法确定的部分不承担赔偿责任。
第五条 保险人遇有重复保险的，按照本合同赔偿限额与各保险合同赔偿限额总和的比例承担赔偿责任。
第六条 保险费交清前发生的保险事故，保险人不承担赔偿责任。
"""


def extents(exemptions: Sequence[Exemption]) -> list[tuple[str, Extent, bool]]:
    return [(one.quotation.path, one.extent, one.section) for one in exemptions]


def test_every_extent_in_and_outside_the_section() -> None:
    assert extents(mapped(CLAUSES).exemptions) == [
        ("第二条（一）", Extent.FULL, True),
        ("第二条（二）", Extent.FULL, True),
        ("第二条（三）", Extent.FULL, True),
        ("第三条", Extent.PART, False),
        ("第四条", Extent.FORFEIT, False),
        ("第五条", Extent.SHARE, False),
        ("第六条", Extent.TIME, False),
    ]


def test_subjects_name_the_cause_the_breach_or_the_way_of_payment() -> None:
    assert [one.subject for one in mapped(CLAUSES).exemptions] == [
        "战争、军事行动",
        "核风险",
        "故意行为",
        "每次事故绝对免赔额",
        "逾期通知",
        "重复保险分摊",
        "保险费未交清",
    ]


def test_an_item_leans_on_its_lead_in_and_shows_its_exception() -> None:
    third = mapped(CLAUSES).exemptions[2]
    assert third.lead is not None
    assert third.lead.quote == "下列原因造成的损失，保险人不负责赔偿"
    assert third.exception == "但未成年雇员的行为除外"
    assert third.heading == "责任免除"


@pytest.mark.parametrize(
    ("clause", "extent", "quote"),
    [
        (
            "第一条 宽限期满仍未支付保险费的，本合同自宽限期满次日零时起效力中止。",
            Extent.TIME,
            "宽限期满仍未支付保险费的，本合同自宽限期满次日零时起效力中止",
        ),
        (
            "第一条 被保险人自事故发生之日起满二年不提出索赔的，视为自动放弃权益。",
            Extent.FORFEIT,
            "被保险人自事故发生之日起满二年不提出索赔的，视为自动放弃权益",
        ),
        (
            "第一条 保险金额低于保险价值的，保险人按照保险金额与保险价值的比例承担赔偿责任。",
            Extent.PART,
            "保险金额低于保险价值的，保险人按照保险金额与保险价值的比例承担赔偿责任",
        ),
        (
            "第一条 被保险人未经转诊到外地就医的，保险人按照60%的比例给付医疗保险金。",
            Extent.PART,
            "被保险人未经转诊到外地就医的，保险人按照60%的比例给付医疗保险金",
        ),
        (
            "第一条 投保人申报的年龄不真实且实付保险费少于应付保险费的，保险人在给付保险金时按照实付保险费与应付保险费的比例给付。",
            Extent.PART,
            "投保人申报的年龄不真实且实付保险费少于应付保险费的，保险人在给付保险金时按照实付保险费与应付保险费的比例给付",
        ),
        (
            "第一条 主险合同的责任免除事项，也适用于本附加险。",
            Extent.FULL,
            "主险合同的责任免除事项，也适用于本附加险",
        ),
        (
            "第一章 保险责任\n第一条 体检以外的其他检查费用，由被保险人自行承担。",
            Extent.FULL,
            "体检以外的其他检查费用，由被保险人自行承担",
        ),
        (
            "第一条 同一事故符合两项给付条件的，我们仅给付其中一项。",
            Extent.PART,
            "同一事故符合两项给付条件的，我们仅给付其中一项",
        ),
        (
            "第一章 保险责任\n第一条 保险人承担的门诊治疗以事故发生之日起九十日为限。",
            Extent.PART,
            "保险人承担的门诊治疗以事故发生之日起九十日为限",
        ),
        (
            "第一条 意外伤害指外来的、突发的客观事件，猝死不属于意外伤害。",
            Extent.FULL,
            "意外伤害指外来的、突发的客观事件，猝死不属于意外伤害",
        ),
    ],
)
def test_provisions_that_no_exclusion_record_holds(clause: str, extent: Extent, quote: str) -> None:
    exemption = only(clause)
    assert (exemption.extent, exemption.section, exemption.quotation.quote) == (extent, False, quote)


def test_a_lead_in_that_is_a_heading_makes_an_exclusion_section() -> None:
    found = mapped(
        "第一条 保险人按照下列约定承担责任。\n第二条 除外责任：\n（一）战争；\n（二）被保险人自杀。\n"
    ).exemptions
    assert [(one.section, one.heading, one.prompt) for one in found] == [
        (True, "除外责任", Prompt.SHOWN),
        (True, "除外责任", Prompt.SHOWN),
    ]


def test_a_definition_that_narrows_the_cover_counts_and_one_that_narrows_an_exclusion_does_not() -> None:
    found = mapped(
        "第一章 保险责任\n第一条 被保险人住院治疗的，保险人按照约定给付保险金。\n"
        "第二章 责任免除\n第二条 被保险人有下列情形之一的，保险人不承担给付责任：\n（一）服用毒品；\n（二）战争。\n"
        "第三章 释义\n第三条 住院：指入住医院正式病房治疗，不包括挂床住院。\n"
        "毒品：指国家管制的麻醉药品，但不包括遵医嘱使用的处方药品。\n"
    ).exemptions
    assert [one.subject for one in found] == ["毒品、管制药物", "战争、军事行动", "“住院”的限定"]
    assert found[2].quotation.quote == "住院：指入住医院正式病房治疗，不包括挂床住院"


def test_a_waiting_period_counts_unless_the_words_say_there_is_none() -> None:
    found = mapped(
        "第一条 本合同的等待期为30日，自本合同生效日起计算。\n第二条 因意外伤害住院的，无等待期。\n"
    ).exemptions
    assert [(one.quotation.path, one.extent, one.subject) for one in found] == [
        ("第一条", Extent.TIME, "等待期")
    ]


def test_the_duty_before_the_sanction_is_its_lead_and_names_it() -> None:
    exemption = only(
        "第一条 发生保险事故时，被保险人应当尽力采取必要的措施防止损失扩大，否则，对因此扩大的损失，保险人不承担赔偿责任。"
    )
    assert exemption.quotation.quote == "否则，对因此扩大的损失，保险人不承担赔偿责任"
    assert exemption.lead is not None
    assert exemption.lead.quote == "发生保险事故时，被保险人应当尽力采取必要的措施防止损失扩大"
    assert exemption.subject == "未尽施救义务致损失扩大"


@pytest.mark.parametrize(
    "clause",
    [
        "第一条 保险人收到索赔请求后，应当在三十日内作出核定；对不属于保险责任的，应当自作出核定之日起三日内发出拒绝赔偿通知书并说明理由。",
        "第一条 在保险期间内，被保险人造成第三者人身伤亡的，保险人按照本合同约定负责赔偿。",
        "第一条 被保险人故意不履行如实告知义务的，保险人有权解除本合同。",
        "第一条 本合同适用中华人民共和国法律（不包括港澳台地区法律）。",
        "第一条 各项保险均不设免赔额。",
        "第一条 投保人需要减少被保险人的，应当书面申请。",
        "第一条 赔偿限额为每次事故100万元，累计赔偿限额为500万元。",
        "第一条 合同效力中止后二年内，经双方协商并补交保险费，合同效力恢复。",
        "第一条 保险人在赔款中扣除投保人欠交的保险费。",
        "第一条 乙方应当在5个工作日内退还保证金，逾期的按日支付违约金。",
    ],
)
def test_cover_duties_of_the_insurer_and_rights_to_rescind_are_no_exemptions(clause: str) -> None:
    assert mapped(clause).exemptions == ()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_exclusion_record_of_our_documents_is_among_the_exemptions(path: Path) -> None:
    extraction = extract(path.read_bytes(), path.name)
    found = checked(extraction)
    spans = {one.quotation.span for one in found.exemptions}
    excluded = {record.span for record in extraction.records if record.type is RecordType.EXCLUSION}
    assert excluded <= spans
    assert all(one.subject and one.evidence for one in found.exemptions)


def test_the_notes_say_what_the_law_asks_and_what_is_left_out() -> None:
    notes = mapped(
        "第一章 责任免除\n第一条 有下列情形之一的，保险人不负责赔偿：\n（一）酒后驾驶；\n（二）战争。\n"
        "第二章 义务\n第二条 被保险人未如实告知的，保险人有权解除合同。\n"
        "第三条 保险费交清前发生的事故，保险人不承担赔偿责任。\n"
    ).notes
    told = "\n".join(notes)
    assert "司法解释（二）第十条" in told
    assert "第九条第二款" in told
    assert "有1条在责任免除部分之外" in told


def test_a_text_without_exemptions_says_so() -> None:
    found = mapped("第一条 甲方每月向乙方支付服务费。")
    assert found.exemptions == ()
    assert found.notes[0].startswith("没有读出")


def test_the_same_text_gives_the_same_map() -> None:
    assert mapped(CLAUSES) == checked(read(CLAUSES))
