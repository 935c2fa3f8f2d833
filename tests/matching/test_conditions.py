"""What a coverage needs beside its cause: nothing is ``met`` while it is not told."""

from functools import lru_cache

import pytest

from extractor.claim import Event
from extractor.determination import CoverageMatch, CoverageStatus, ExclusionStatus
from extractor.extraction import extract
from extractor.matching import match_coverages, match_exclusions
from extractor.records import Extraction
from tests.matching.retrieval import CORPORA, reading

ACCIDENT = """第一条 保险责任
被保险人遭受意外伤害的，保险人按下列约定承担责任：
（一）因意外伤害身故的，保险人给付身故保险金；
（二）因意外伤害造成残疾的，保险人给付残疾保险金；
（三）因意外伤害下落不明，后经人民法院宣告死亡的，保险人给付身故保险金；
（四）因意外伤害住院的，保险人给付住院津贴。
第二条 责任免除
因下列情形造成损失的，保险人不承担责任：
（一）被保险人醉酒、吸毒；
（二）被保险人妊娠、流产；
（三）被保险人自杀；
（四）猝死。
"""
HOME = """第一条 保险责任
由于下列原因造成保险标的损失的，保险人负责赔偿：
（一）火灾、爆炸；
（二）台风、暴雨、突发性滑坡；
（三）供电电压异常；
（四）除上述各项责任外，由于外来原因造成的损失。
第二条 第三者责任
因房屋内发生火灾造成第三者人身伤亡或者财产损失，依法应由被保险人承担的经济赔偿责任，保险人负责赔偿。
第三条 责任免除
因下列原因造成损失的，保险人不负责赔偿：
（一）地震及其引发的次生灾害；
（二）战争。
"""


@lru_cache(maxsize=4)
def read(text: str) -> Extraction:
    return extract(text.encode(), "x.txt")


def coverages(text: str, said: str) -> dict[str, CoverageMatch]:
    return {match.source.path: match for match in match_coverages(read(text), Event(description=said))}


def met(text: str, said: str) -> set[str]:
    return {path for path, each in coverages(text, said).items() if each.status is CoverageStatus.MET}


def test_the_outcome_that_the_clause_names_is_told_or_asked_for() -> None:
    alive = coverages(ACCIDENT, "扛水下楼时脚下一滑滚下楼梯，摔断了腿")
    assert {match.status for match in alive.values()} <= {CoverageStatus.POSSIBLE, CoverageStatus.NOT_MET}
    assert alive["第一条（一）"].questions
    assert "身故" in alive["第一条（一）"].why


def test_a_disability_is_no_declared_death_and_no_stay_in_hospital() -> None:
    told = met(ACCIDENT, "坐车被追尾，颈椎骨折，评定为九级伤残")
    assert "第一条（二）" in told
    assert not told & {"第一条（一）", "第一条（三）", "第一条（四）"}


def test_a_death_is_no_disability() -> None:
    told = met(ACCIDENT, "从楼梯上摔下来，当场死亡")
    assert "第一条（一）" in told
    assert not told & {"第一条（二）", "第一条（三）", "第一条（四）"}


@pytest.mark.parametrize(
    "said", ["货车翻到沟里，一车瓷砖全毁", "驳船搁浅沉没", "雷击引燃了车厢", "油桶底破了，漏掉半车"]
)
def test_a_setting_is_told_or_asked_for(said: str) -> None:
    extraction = reading(CORPORA / "documents" / "cargo-inland.txt")
    matches = match_coverages(extraction, Event(description=said))
    loading = next(match for match in matches if match.source.path == "二（一）3")
    assert loading.status is not CoverageStatus.MET


def test_liability_is_not_met_by_damage_of_ones_own() -> None:
    told = met(HOME, "邻居家着火蔓延，把我家卧室烧了")
    assert "第一条（一）" in told
    assert "第二条" not in told


def test_own_cover_is_not_met_by_the_harm_of_a_passer_by() -> None:
    assert "第一条（一）" not in met(HOME, "煤气罐爆炸砸伤楼下行人，对方要我赔钱")


def test_a_short_circuit_is_no_irregular_supply() -> None:
    assert "第一条（三）" not in met(HOME, "电冰箱自己短路坏了")
    assert "第一条（三）" in met(HOME, "供电电压突然升高，电视坏了")


def test_a_cause_that_an_excluded_cause_brought_about_is_left_open() -> None:
    assert "第一条（二）" in met(HOME, "山体滑坡把房子埋了")
    match = coverages(HOME, "地震引发山体滑坡，把房子埋了")["第一条（二）"]
    assert match.status is CoverageStatus.POSSIBLE
    assert "地震" in match.why


def test_a_remainder_clause_is_never_met_on_its_own() -> None:
    assert "第一条（四）" not in met(HOME, "家里东西被偷，门被撬开")


def test_an_illness_of_before_is_not_met() -> None:
    text = "第一条 保险责任\n被保险人初次罹患下列疾病的，保险人给付保险金：\n（一）乳腺癌；\n（二）宫颈癌。\n"
    assert "第一条（一）" in met(text, "体检确诊乳腺癌")
    assert met(text, "投保前就查出乳腺癌，现在复发") == set()


def test_an_unknown_event_is_asked_for_and_not_refused() -> None:
    event = Event(description="昨晚出了点状况，弄得一塌糊涂")
    assert {each.status for each in match_coverages(read(HOME), event)} == {CoverageStatus.POSSIBLE}
    assert {each.status for each in match_exclusions(read(HOME), event)} == {ExclusionStatus.POSSIBLE}


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("对方酒后驾车把他撞死", "第二条（一）"),
        ("被醉酒的陌生人打伤", "第二条（一）"),
        ("他父亲曾吸毒，他本人是车祸受伤", "第二条（一）"),
        ("妻子怀孕期间丈夫摔倒骨折", "第二条（二）"),
        ("警方否定他杀和自杀", "第二条（三）"),
        ("高处坠落，人没抢救过来", "第二条（三）"),
        ("高处坠落，人没抢救过来", "第二条（四）"),
    ],
)
def test_what_is_denied_or_of_another_does_not_stay_open(said: str, path: str) -> None:
    matches = match_exclusions(read(ACCIDENT), Event(description=said))
    assert next(each for each in matches if each.source.path == path).status is ExclusionStatus.RULED_OUT


def test_kept_logs_are_not_deleted_ones() -> None:
    text = "第一条 责任免除\n（一）被保险人擅自删除、篡改日志造成的损失，保险人不负责赔偿。\n"
    for said in ("网站被攻击，日志都保存着没有删", "没有格式化磁盘，日志全部保留"):
        assert all(
            each.status is not ExclusionStatus.APPLIES
            for each in match_exclusions(read(text), Event(description=said))
        )


def test_a_provision_that_takes_over_others_is_as_open_as_they_are() -> None:
    extraction = reading(CORPORA / "documents" / "motor-commercial.txt")
    matches = match_exclusions(extraction, Event(description="撞了骑电动车的人之后，司机开车逃逸"))
    taken_over = next(each for each in matches if each.source.path == "第三章第三条")
    assert taken_over.status is ExclusionStatus.POSSIBLE
    assert "第二章第三条" in taken_over.why


def test_what_a_clause_says_of_its_things_needs_the_things() -> None:
    extraction = reading(CORPORA / "documents" / "cargo-inland.txt")
    matches = match_exclusions(extraction, Event(description="触电后突然没了呼吸"))
    assert all(each.status is not ExclusionStatus.APPLIES for each in matches)
