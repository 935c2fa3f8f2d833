"""Coverages and exclusions of our own documents against described events."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.claim import Event
from extractor.determination import CoverageMatch, CoverageStatus, ExclusionMatch, ExclusionStatus
from extractor.extraction import extract
from extractor.matching import match_coverages, match_exclusions
from extractor.records import Extraction, RecordType
from tests.matching.retrieval import CORPORA, reading

MOTOR, GROUP, LIABILITY, PROPERTY = (
    "motor-commercial",
    "accident-group",
    "liability-public",
    "property-allrisks",
)
WORDS = [
    "司机",
    "没有",
    "喝酒",
    "开车",
    "撞了",
    "行人",
    "，",
    "。",
    "地震",
    "自杀",
    "被",
    "对方",
    "怀疑",
    "起火",
    "后",
]


def document(name: str) -> Extraction:
    return reading(CORPORA / "documents" / f"{name}.txt")


def coverage(name: str, said: str, path: str, **facts: bool) -> CoverageMatch:
    matches = match_coverages(document(name), Event(description=said, facts=facts))
    return next(match for match in matches if match.source.path == path)


def exclusion(name: str, said: str, path: str, **facts: bool) -> ExclusionMatch:
    matches = match_exclusions(document(name), Event(description=said, facts=facts))
    return next(match for match in matches if match.source.path == path)


def test_everything_of_the_document_is_judged() -> None:
    extraction = document(MOTOR)
    event = Event(description="追尾")
    for kind, matches in (
        (RecordType.COVERAGE, match_coverages(extraction, event)),
        (RecordType.EXCLUSION, match_exclusions(extraction, event)),
    ):
        records = {record.span for record in extraction.records if record.type is kind}
        assert {match.source.span for match in matches} == records


def test_a_coverage_is_met_where_the_event_says_its_cause() -> None:
    assert coverage(MOTOR, "车自己翻了，侧翻在路边", "第二章第一条（一）").status is CoverageStatus.MET
    assert coverage(PROPERTY, "半夜起火，仓库烧了一半", "二（一）").status is CoverageStatus.MET


def test_a_coverage_is_possible_where_a_part_is_not_said() -> None:
    match = coverage(GROUP, "骑车摔断了腿", "第四条（四）")
    assert match.status is CoverageStatus.POSSIBLE
    assert match.questions


def test_a_coverage_of_something_else_is_not_met() -> None:
    assert coverage(MOTOR, "手机丢了", "第二章第一条（一）").status is CoverageStatus.NOT_MET
    assert coverage(LIABILITY, "电梯没有出故障", "第四条（二）").status is not CoverageStatus.MET


def test_an_exclusion_applies_on_the_very_cause() -> None:
    path = "第二章第三条（二）"
    assert exclusion(MOTOR, "驾驶员醉驾撞树", path).status is ExclusionStatus.APPLIES
    assert exclusion(MOTOR, "驾驶员没有喝酒，正常行驶", path).status is ExclusionStatus.RULED_OUT


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (MOTOR, "对方司机酒驾撞上我的车"),
        (MOTOR, "被一个喝醉的司机撞了"),
        (MOTOR, "喝完喜酒坐别人开的车回家，路上被追尾"),
        (MOTOR, "怀疑司机喝了酒，还在调查"),
        (MOTOR, "去年酒驾被罚过，这次是正常行驶被撞"),
        (MOTOR, "司机喝了口水，没看清路撞上护栏"),
        (GROUP, "看别人打架被误伤"),
        (GROUP, "火灾时被迫跳楼逃生摔断腿"),
        (GROUP, "误喝农药中毒"),
        (GROUP, "潜水泵漏电触电身亡"),
        (GROUP, "警方排除自杀，属意外坠落"),
        (LIABILITY, "厨师没关火引起火灾，烧伤客人"),
        (LIABILITY, "地震演习时顾客摔倒"),
        (LIABILITY, "灭火器年检过期，火灾烧伤住客"),
        (PROPERTY, "地震后三天仓库电线着火"),
        (PROPERTY, "战争题材展览的道具被火烧毁"),
        (PROPERTY, "老鼠咬断电线引起火灾"),
        ("cyber-response", "没有停电，是黑客攻击导致系统瘫痪"),
        ("cyber-response", "服务器中了挖矿程序"),
        ("life-decimal", "乘坐的出租车司机酒后驾驶翻车死亡"),
        ("life-decimal", "坐朋友的车，朋友无证驾驶，人当场死了"),
        ("medical-inpatient", "同事吸毒把我打伤住院"),
        ("medical-inpatient", "牙被撞掉两颗，车祸住院"),
        ("critical-illness", "甲状腺癌晚期转移"),
    ],
)
def test_no_exclusion_applies_by_mistake(name: str, said: str) -> None:
    matches = match_exclusions(document(name), Event(description=said))
    assert [match for match in matches if match.status is ExclusionStatus.APPLIES] == []


def test_an_exception_that_is_met_rules_the_exclusion_out() -> None:
    match = exclusion("critical-illness", "手术输血感染了艾滋病", "第八条（5）")
    assert match.status is ExclusionStatus.RULED_OUT
    assert "除外" in match.why


def test_an_exception_that_is_open_is_asked_for() -> None:
    match = exclusion(GROUP, "被保险人自杀", "第五条（三）")
    assert match.status is ExclusionStatus.POSSIBLE
    assert match.questions[0].about == "/event/facts/第五条（三）"
    assert exclusion(GROUP, "被保险人自杀", "第五条（三）", **{"第五条（三）": True}).status is (
        ExclusionStatus.APPLIES
    )


def test_a_conduct_is_asked_for_in_its_setting_and_settled_by_the_answer() -> None:
    path, said = "第六条（二）", "骑着摩托车摔断了腿"
    open_match = exclusion(GROUP, said, path)
    assert open_match.status is ExclusionStatus.POSSIBLE
    assert "/event/facts/酒后驾驶" in {question.about for question in open_match.questions}
    answers = dict.fromkeys(("酒后驾驶", "无证驾驶", "无行驶证"), False)
    assert exclusion(GROUP, said, path, **answers).status is ExclusionStatus.RULED_OUT
    assert exclusion(GROUP, said, path, 酒后驾驶=True).status is ExclusionStatus.APPLIES


def test_a_broken_duty_never_applies_from_the_text_alone() -> None:
    match = exclusion(MOTOR, "过了一个月才报案，原因查不清", "第五章第一条")
    assert match.status is not ExclusionStatus.APPLIES


def test_a_head_of_loss_applies_only_where_it_is_claimed() -> None:
    path = "第九条（二）"
    said = "泄露后被监管罚款五十万，要求保险公司赔罚款"
    assert exclusion("cyber-response", said, path).status is ExclusionStatus.APPLIES
    assert (
        exclusion("cyber-response", "监管还没有罚款，只做数据恢复", path).status is ExclusionStatus.RULED_OUT
    )


def test_an_event_without_a_cause_is_asked_for_one() -> None:
    for matches in (
        match_coverages(document(MOTOR), Event()),
        match_exclusions(document(MOTOR), Event(description="请尽快处理")),
    ):
        assert {question.about for match in matches for question in match.questions} == {"/event/description"}
        assert {str(match.status) for match in matches} == {"possible"}


def test_abroad_contradicts_a_cover_at_home() -> None:
    text = "第一条 保险责任\n在中华人民共和国境内，因下列原因造成的损失，保险人负责赔偿：\n（一）火灾；\n（二）爆炸。\n"
    extraction = extract(text.encode(), "x.txt")
    at_home = match_coverages(extraction, Event(description="厂房起火", place="浙江温岭"))[0]
    abroad = match_coverages(extraction, Event(description="厂房起火", place="泰国"))[0]
    assert (at_home.status, abroad.status) == (CoverageStatus.MET, CoverageStatus.NOT_MET)


def test_a_document_without_coverages_gives_nothing() -> None:
    extraction = extract("甲方委托乙方打印资料。".encode(), "x.txt")
    assert match_coverages(extraction, Event(description="起火")) == ()
    assert match_exclusions(extraction, Event(description="起火")) == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_order_questions_and_answers_hold_for_any_words(said: str) -> None:
    extraction, event = document(MOTOR), Event(description=said)
    covers, bars = match_coverages(extraction, event), match_exclusions(extraction, event)
    for matches in (covers, bars):
        scores = [match.score for match in matches]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
    for match in bars:
        assert bool(match.questions) == (match.status is ExclusionStatus.POSSIBLE)
        for question in match.questions:
            if question.about == "/event/description":
                continue
            key = question.about.removeprefix("/event/facts/")
            answered = match_exclusions(extraction, Event(description=said, facts={key: True}))
            same = next(each for each in answered if each.source == match.source)
            assert question not in same.questions
    for cover in covers:
        assert bool(cover.questions) == (cover.status is CoverageStatus.POSSIBLE)
