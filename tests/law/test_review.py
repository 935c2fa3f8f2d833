"""The review of a whole document: quotes, order of verdicts, the law that prevails, numbers in the reasons."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.assessments import Verdict
from extractor.document import Remark
from extractor.elements.wording import Wording
from extractor.extraction import extract, read_extraction
from extractor.law import review_law
from extractor.law.statutes import statutes
from tests.law.papers import assessed, wording

_DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"


@pytest.mark.parametrize("name", ["liability-public.txt", "life-decimal.txt", "fleet-procurement.txt"])
def test_every_rule_is_judged_and_quotes_the_document(name: str) -> None:
    document = Wording(extract((_DOCUMENTS / name).read_bytes(), name))
    review = review_law(document)
    assert [a.rule for a in review.assessments] == [r.id for s in statutes().values() for r in s.rules]
    text = document.document.text
    for assessment in review.assessments:
        assert all(text[s.span.start : s.span.end] == s.quote for s in assessment.sources)
        assert assessment.citations and assessment.reason.endswith("。")


def test_worse_stands_before_what_agrees() -> None:
    text = "出险后及时通知保险人。被保险人在24小时内通知保险人，逾期通知的，保险人不承担赔偿责任。"
    assessment = assessed("property", text, "late-notice")
    assert assessment.verdict is Verdict.WORSE
    assert "24小时" in assessment.reason
    assert all("24小时" in source.quote or "逾期" in source.quote for source in assessment.sources)


def test_silence_beside_an_unread_page_is_left_to_a_person() -> None:
    text = (_DOCUMENTS / "liability-public.txt").read_text("utf-8")
    kept = [line for line in text.split("\n") if not any(word in line for word in ("争议", "仲裁", "诉讼"))]
    whole = Wording(extract("\n".join(kept).encode(), "own.txt"))
    lost = Remark("unread-region", "第2页有一处文字未能识别，请对照图像", 2)
    part = replace(whole.extraction.document, remarks=(lost,))
    before = {one.rule: one for one in review_law(whole).assessments}
    after = {one.rule: one for one in review_law(Wording(read_extraction(part))).assessments}
    absent = [rule for rule, one in before.items() if one.verdict is Verdict.ABSENT]
    assert absent and {after[rule].verdict for rule in absent} == {Verdict.PERSON}
    assert all("第2页有一处文字未能识别" in after[rule].reason for rule in absent)
    silent = [
        one for one in after.values() if one.verdict is Verdict.NOT_CONCERNED and "未涉及" in one.reason
    ]
    assert silent and all("未能读取" in one.reason for one in silent)


def test_reason_gives_both_numbers_and_says_where_the_law_may_be_changed() -> None:
    assessment = assessed("property", "情形复杂的，保险人在60日内作出核定。", "decision-time")
    assert "约定核定期限60日，长于法定的30日" in assessment.reason
    assert "法律允许合同另行约定" in assessment.reason


def test_working_days_are_longer_than_days() -> None:
    text = "保险人自作出核定之日起3个工作日内发出拒绝赔偿通知书，说明理由。"
    assessment = assessed("property", text, "refusal-notice")
    assert assessment.verdict is Verdict.WORSE
    assert "遇休息日即长于法定的3日" in assessment.reason


def test_month_is_left_to_a_person() -> None:
    assessment = assessed("life", "我们收到申请书之日起1个月内退还现金价值。", "surrender-payment")
    assert assessment.verdict is Verdict.PERSON


@pytest.mark.parametrize(
    ("yields", "prevails"),
    [("本条款与法律规定相抵触的，以法律规定为准。", True), ("未尽事宜由双方协商。", False)],
)
def test_law_prevails_only_where_the_document_says_so(yields: str, prevails: bool) -> None:
    text = f"双方达成赔偿协议后三十日内，保险人支付赔款。{yields}"
    assessment = assessed("property", text, "payment-time")
    assert assessment.verdict is Verdict.WORSE
    assert bool(assessment.prevails) is prevails
    assert not prevails or "第二十三条" in assessment.prevails


def test_changed_maritime_code_is_told() -> None:
    assessment = assessed("sea", "索赔时效为一年，从事故发生之日起算。", "sea-limitation")
    assert "2026年5月1日" in assessment.reason


def test_silence_is_no_fault_unless_the_law_asks_for_the_words() -> None:
    review = review_law(wording("property", "保险责任：火灾造成的损失，保险人负责赔偿。"))
    told = {a.rule: a for a in review.assessments}
    assert told["content-dispute"].verdict is Verdict.ABSENT
    assert told["content-dispute"].advice
    assert told["refusal-notice"].verdict is Verdict.NOT_CONCERNED


@pytest.mark.parametrize(
    ("line", "rule", "text", "verdict", "word"),
    [
        (
            "property",
            "refusal-notice",
            "保险人可以自作出核定之日起三日内发出拒赔通知书，说明理由。",
            Verdict.WORSE,
            "可以",
        ),
        ("liability", "safety", "整改完成以前，保险责任中止。", Verdict.PERSON, "中止"),
        (
            "property",
            "safety",
            "被保险人应当消除安全隐患。否则，因此引起的损失保险人不予赔偿。",
            Verdict.PERSON,
            "因此出险",
        ),
        (
            "property",
            "late-notice",
            "保险人应当通知投保人消除隐患。否则，保险人不承担赔偿责任。",
            Verdict.NOT_CONCERNED,
            "",
        ),
        ("property", "late-notice", "涉嫌犯罪的事故，应当向公安机关报案。", Verdict.NOT_CONCERNED, ""),
        (
            "property",
            "late-notice",
            "出险后未通知，致使损失无法确定的，保险人对无法确定的部分不承担责任。",
            Verdict.WORSE,
            "要件",
        ),
        (
            "property",
            "late-notice",
            "事故发生后故意未通知保险人的，保险人不承担赔偿责任。",
            Verdict.WORSE,
            "没有限于无法确定的部分",
        ),
        (
            "life",
            "late-notice",
            "未及时通知的，受益人应承担因迟延通知出险增加的查勘费用。",
            Verdict.PERSON,
            "查勘费用",
        ),
        (
            "property",
            "decision-time",
            "情形复杂的，保险人在资料收集齐全后尽快作出核定。",
            Verdict.WORSE,
            "尽快",
        ),
        (
            "property",
            "decision-time",
            "情形复杂的，在三十日内作出核定，但因第三方原因延迟的除外。",
            Verdict.PERSON,
            "第三方",
        ),
        ("life", "limitation", "本附加合同的诉讼时效期间为二年。", Verdict.PERSON, "附加险"),
        ("health", "limitation", "请求身故保险金的诉讼时效期间为五年。", Verdict.AGREES, "分别核对"),
        ("property", "limitation", "索赔时效为二年，自事故发生之日起算。", Verdict.WORSE, "早于"),
        (
            "property",
            "danger-increase",
            "危险增加而未通知的，因危险增加发生的事故，保险人不承担责任。",
            Verdict.WORSE,
            "显著",
        ),
        (
            "life",
            "suicide",
            "责任免除|被保险人在成立之日起3年内自杀，但自杀时为无民事行为能力人的除外。",
            Verdict.WORSE,
            "3年",
        ),
    ],
)
def test_finer_points_of_the_functions(line: str, rule: str, text: str, verdict: Verdict, word: str) -> None:
    assessment = assessed(line, text, rule)
    assert assessment.verdict is verdict
    assert word in assessment.reason


@given(days=st.integers(min_value=1, max_value=400))
def test_more_days_are_never_better(days: int) -> None:
    text = f"双方达成赔偿协议后{days}日内，保险人支付赔款。"
    wanted = Verdict.BETTER if days < 10 else Verdict.AGREES if days == 10 else Verdict.WORSE
    assert assessed("property", text, "payment-time").verdict is wanted
