"""Claim papers: what a record asks for, which paper in hand it is, and in which case it is asked for."""

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.adjustment.papers import papers
from extractor.adjustment.papers.asking import wanted_of
from extractor.adjustment.papers.cases import benefit_holds, holds
from extractor.adjustment.papers.dictionary import load_dictionary
from extractor.adjustment.papers.matching import ENOUGH, likeness
from extractor.claim import Event
from extractor.determination import PaperStanding
from extractor.extraction import extract
from extractor.records import Extraction, RecordType
from tests.adjustment.paper_measure import measured

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
SHARED = Path(__file__).parents[3] / "shared" / "docs"


@lru_cache(maxsize=20)
def own(name: str) -> Extraction:
    """One of our own documents, read once."""
    return extract((DOCUMENTS / f"{name}.txt").read_bytes(), f"{name}.txt")


def standings(name: str, event: Event) -> dict[str, PaperStanding]:
    """What is asked for, by its words."""
    return {standing.source.quote: standing for standing in papers(own(name), event)}


# --- the measure ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [("seen", 0.98, 0.98), ("unseen", 0.97, 0.95), ("later", 0.94, 0.92), ("last", 0.94, 0.78)],
)
def test_papers_are_told_by_meaning(part: str, precision: float, recall: float) -> None:
    measure = measured(part)
    assert measure.pairs >= 40
    assert measure.precision >= precision, measure.wrong
    assert measure.recall >= recall, measure.wrong


def test_the_dictionary_is_wide_and_whole() -> None:
    dictionary = load_dictionary()
    assert len(dictionary.papers) >= 150
    for key in dictionary.papers:
        assert key not in dictionary.served(key), f"{key} serves itself"


# --- what is asked for -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "labels"),
    [
        ("保险单、索赔申请书及费用清单", ["保险单", "索赔申请书", "费用清单"]),
        ("保险单/保险凭证", ["保险单或保险凭证"]),
        ("判决书、裁决书或者调解书", ["判决书或裁决书或调解书"]),
        ("公安机关或者医疗机构出具的死亡证明", ["公安机关或者医疗机构出具的死亡证明"]),
        ("甲方出具的报告、乙医院出具的诊断证明", ["甲方出具的报告", "乙医院出具的诊断证明"]),
        ("追账的进程、记录、凭证等证明", ["追账的进程、记录、凭证等证明"]),
        ("向保险人索赔时，被保险人须提供：保险单、损失清单以及保险人要求的其他资料", ["保险单", "损失清单"]),
    ],
)
def test_papers_of_a_record(quote: str, labels: list[str]) -> None:
    assert [wanted.label for wanted in wanted_of(quote)] == labels


@pytest.mark.parametrize(
    ("quote", "case"),
    [
        ("委托他人办理的，还应当提交授权委托书", "委托他人办理的"),
        ("若申请人委托他人申请的，还应提供授权委托书原件", "若申请人委托他人申请的"),
        ("营业中断的，近十二个月的财务报表", "营业中断的"),
        ("盗抢案件还须提供案件说明书", "盗抢案件"),
        ("担保合同（如有）", "如有"),
        ("被保险人索赔时，应当提供损失清单", ""),
    ],
)
def test_the_case_in_which_a_paper_is_asked_for(quote: str, case: str) -> None:
    assert [wanted.case for wanted in wanted_of(quote)] == [case]


def test_a_modifier_with_or_asks_for_any_of_the_papers() -> None:
    (wanted,) = wanted_of("伤残、死亡或者财物损坏的证明")
    assert max(likeness(choice, "死亡医学证明书") for choice in wanted.choices) >= ENOUGH


# --- worked cases on our own documents ----------------------------------------------------------------


def test_papers_by_meaning() -> None:
    found = standings(
        "cargo-inland", Event(cause="货物短少", documents=("保单", "托运单", "采购发票", "短少记录"))
    )
    asked = found["保险凭证、运单、发票、货运记录、磅码单、检验报告、索赔清单"]
    assert asked.present is False
    assert asked.given == "保单、托运单、采购发票、短少记录"
    assert asked.lacking == ("磅码单", "检验报告", "索赔清单")


def test_a_record_of_two_papers_lacks_one() -> None:
    found = standings("motor-commercial", Event(cause="追尾", documents=("保单", "行车证", "驾照")))
    assert found["保险单和损失清单"].present is False
    assert found["保险单和损失清单"].lacking == ("损失清单",)
    assert found["行驶证、驾驶证"].present is True


def test_one_of_several_choices_will_do() -> None:
    found = standings("motor-commercial", Event(cause="追尾", documents=("民事调解书",)))
    assert found["交通管理部门出具的事故认定书、调解书，或者法院的判决书"].present is True


def test_one_line_may_name_several_papers() -> None:
    found = standings("agriculture-rice", Event(documents=("损失明细表、受灾照片", "气象局证明")))
    assert found["损失清单和受灾照片"].present is True
    assert found["农技、气象部门出具的灾害证明"].present is True
    assert found["保险单或者分户清单"].present is False


def test_nothing_said_of_papers_is_not_nothing_handed_in() -> None:
    silent, empty = Event(cause="仓库起火"), Event(cause="仓库起火", documents=())
    assert {standing.present for standing in papers(own("guarantee-loan"), silent)} == {None}
    assert standings("guarantee-loan", empty)["索赔通知书"].present is False


def test_a_paper_asked_for_only_in_a_case() -> None:
    quote = "盗抢案件还须提供附件一格式的案件说明书"
    documents = ("保单", "行驶证")
    open_case = standings("motor-commercial", Event(cause="车辆受损", documents=documents))[quote]
    assert (open_case.present, open_case.case) == (None, "盗抢案件")
    stolen = standings("motor-commercial", Event(cause="车辆在小区被盗", documents=documents))[quote]
    assert (stolen.present, stolen.case) == (False, "")


def test_a_case_that_the_claim_denies_asks_for_nothing() -> None:
    quote = "委托他人办理的，还应当提交授权委托书和受托人身份证件"
    event = Event(cause="工地摔伤", documents=("理赔申请表",), facts={"entrusted": False})
    standing = standings("accident-group", event)[quote]
    assert standing.present is None
    assert "本案不属此情形" in standing.case


def test_only_the_list_of_the_benefit_claimed() -> None:
    event = Event(
        cause="工地摔伤", description="骨折住院12天，未致残", documents=("诊断证明", "出院小结", "病历")
    )
    paths = {standing.source.path for standing in papers(own("accident-group"), event)}
    assert any(path.startswith("第二十三条（三）") for path in paths)
    assert not any(path.startswith(("第二十三条（一）", "第二十三条（二）")) for path in paths)


def test_every_list_is_open_where_the_benefit_is_not_told() -> None:
    found = papers(own("accident-group"), Event(documents=("理赔申请表",)))
    lists = [standing for standing in found if standing.source.path.startswith("第二十三条（一）")]
    assert {standing.case for standing in lists if standing.present is None}
    assert not any(standing.present is False for standing in lists)


def test_what_the_insurer_may_yet_call_for_is_not_missing() -> None:
    standing = standings("liability-public", Event(documents=("保单",)))["保险人合理要求的其他单证"]
    assert (standing.present, standing.case) == (None, "保险人认为必要时")


def test_whose_paper_it_is_matters() -> None:
    assert (
        likeness("被保险人的身份证明", "被保险人身份证") > likeness("被保险人的身份证明", "身份证") >= ENOUGH
    )
    assert likeness("受托人身份证件", "受益人身份证") < ENOUGH


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_most_papers_of_real_documents_are_known() -> None:
    dictionary, known, asked = load_dictionary(), 0, 0
    for path in sorted(SHARED.glob("*.txt")):
        for record in extract(path.read_bytes(), path.name).records:
            if record.type is not RecordType.CLAIM_DOCUMENT:
                continue
            named = [wanted for wanted in wanted_of(record.quote) if not wanted.open]
            asked += len(named)
            known += sum(any(dictionary.heads(choice) for choice in wanted.choices) for wanted in named)
    assert known / asked >= 0.9


# --- cases -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "story", "answer"),
    [
        ("涉及诉讼的", "受害人已起诉", True),
        ("涉及诉讼的", "未起诉，双方协商", False),
        ("涉及诉讼的", "顾客滑倒", None),
        ("宣告死亡的", "被保险人当场死亡", None),
        ("因意外伤害住院的", "骑车摔伤后入院", True),
    ],
)
def test_whether_a_case_holds(words: str, story: str, answer: bool | None) -> None:
    assert holds(words, Event(description=story)) is answer


def test_the_benefit_may_be_named_as_a_fact() -> None:
    event = Event(facts={"benefit": "伤残保险金"})
    assert benefit_holds("伤残保险金", event) is True
    assert benefit_holds("身故保险金", event) is False


# --- properties --------------------------------------------------------------------------------------

NAMES = st.sampled_from(sorted(name for paper in load_dictionary().papers.values() for name in paper.people))


@settings(deadline=None, max_examples=50)
@given(NAMES)
def test_a_name_is_like_itself(name: str) -> None:
    assert likeness(name, name) == 1.0


@settings(deadline=None, max_examples=50)
@given(st.text("保险单证明书、，的或（）出具医院 ", max_size=30), st.text("保险单证明的复印件", max_size=12))
def test_any_words_give_a_likeness(asked: str, named: str) -> None:
    assert 0.0 <= likeness(asked, named) <= 1.0
    for wanted in wanted_of(asked):
        assert wanted.choices


@settings(deadline=None, max_examples=50)
@given(st.lists(NAMES, max_size=4))
def test_more_papers_never_make_one_missing(names: list[str]) -> None:
    less = papers(own("motor-commercial"), Event(documents=("保单",)))
    more = papers(own("motor-commercial"), Event(documents=("保单", *names)))
    for before, after in zip(less, more, strict=True):
        assert not (before.present is True and after.present is False)
        assert set(after.lacking) <= set(before.lacking) or before.present is None
