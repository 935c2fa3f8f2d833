"""What a claim tells of a duty in words: done, not done, late, unclear; plans and questions are neither."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.adjustment.duties.kinds import load_kinds
from extractor.adjustment.duties.telling import told_of


@pytest.mark.parametrize(
    ("story", "heard"),
    [
        ("当天报警", "done"),
        ("民警赶到现场", "done"),
        ("未报警", "undone"),
        ("一直没有报案", "undone"),
        ("没有及时报警", "late"),
        ("三天后才报警", "late"),
        ("准备报警", ""),
        ("是否报警不详", ""),
        ("要求店方报警", ""),
        ("并非没有报警", "done"),
        ("当日报案", "unclear"),
        ("公安机关未立案", ""),
        ("货物受潮", ""),
    ],
)
def test_negation_and_plans_are_heard(story: str, heard: str) -> None:
    told = told_of(load_kinds()["police"], story)
    found = {name for name in ("done", "undone", "late", "unclear") if getattr(told, name)}
    assert found == ({heard} if heard else set())


@pytest.mark.parametrize(
    ("key", "story", "heard"),
    [
        ("loss_notice", "保险公司通知被保险人补充材料", ""),
        ("loss_notice", "立即通知保险公司", "done"),
        ("loss_notice", "三天后向保险公司报案", "done"),
        ("mitigation", "无人受伤，未送医", ""),
        ("mitigation", "银行未能冻结账户", ""),
        ("mitigation", "发现盗刷后没有挂失", "undone"),
        ("mitigation", "立即关闭阀门并排水", "done"),
        ("cooperation", "保险公司拒绝现场查勘", ""),
        ("cooperation", "店方拒绝查勘人员调查", "undone"),
        ("inspection", "先定损再维修", ""),
        ("inspection", "未定损就维修了", "undone"),
        ("premium", "出险后补交保险费", "undone"),
        ("premium", "投保时已支付保险费", "done"),
        ("premium", "保险费未到账", "undone"),
        ("consent", "经保险公司书面同意后和解", "done"),
        ("consent", "擅自与伤者和解", "undone"),
        ("evidence", "查勘后清理现场", ""),
        ("recourse", "没有放弃向承运人索赔", "done"),
        ("recourse", "放弃对承运人的索赔", "undone"),
        ("disclosure", "投保时隐瞒病史", "undone"),
        ("disclosure", "没有隐瞒病史", ""),
    ],
)
def test_each_kind_hears_its_own_words(key: str, story: str, heard: str) -> None:
    told = told_of(load_kinds()[key], story)
    found = {name for name in ("done", "undone", "late", "unclear") if getattr(told, name)}
    assert found == ({heard} if heard else set())


@settings(deadline=None)
@given(st.text("未没有报警案当天公安机关，。立即通知保险公司施救才后", max_size=40))
def test_what_is_heard_is_quoted_to_the_letter(story: str) -> None:
    for kind in load_kinds().values():
        told = told_of(kind, story)
        for clause in (*told.done, *told.undone, *told.late, *told.unclear):
            assert clause in story
