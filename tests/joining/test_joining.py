"""Rules and learned reader joined: who found what, confidence, what runs without the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.batch import read_files
from extractor.extraction import read_extraction
from extractor.joining import join, joining, missing_reader, notice
from extractor.joining.candidates import Accord, find_candidates, odds, unit_of
from extractor.joining.confidence import Calibration
from extractor.records import Finder, RecordType, finder_of
from extractor.terms import read_terms
from extractor.terms.passages import read_passages
from models.reading import Part, Reader, Statement, Unit
from models.reading.labels import TYPES
from tests.documents import document_of

TEXT = """云岫财产保险股份有限公司机器设备保险条款

责任免除
第一条 下列原因造成的损失，保险人不负责赔偿：
（一）地震、海啸；
（二）战争。

投保人义务
第二条 投保人应当在十日内书面通知保险人。
第三条 机器停放于露天场地者，不受本保险庇护。
"""


# Numbers of evidence: constant, rule's odds, model's odds, unread, agreed, rivals, odds beside rivals, lead-in,
# found by the model alone in the document, met by it there.
MEASURED = Calibration(
    weights={
        "rule": [0.5, 0.5, 0.4, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0],
        "model": [-1.0, 0.0, 1.0, 0.0, 0.0, -0.5, 0.0, 0.0, 0.0, 0.0],
    },
    types={"rule": {}, "model": {}},
    least=0.5,
)


@pytest.fixture(autouse=True)
def measured(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A calibration of round numbers, but for the tests of the real model."""
    if "real" not in request.node.name:
        monkeypatch.setattr(joining, "calibration", lambda: MEASURED)


@dataclass(frozen=True, slots=True)
class Told(Reader):
    """A reader that says of a text what it is told to say, and of the others nothing."""

    of: tuple[tuple[str, str, float], ...] = ()

    def read(self, units: Sequence[Unit]) -> list[Statement]:
        return [self._statement(unit) for unit in units]

    def _statement(self, unit: Unit) -> Statement:
        types = dict.fromkeys(TYPES, 0.01)
        types |= {kind: share for words, kind, share in self.of if words in unit.text}
        parts = (Part("bearer", 0, 3, 1.0),) if "投保人" in unit.text else ()
        return Statement(types, ("duty", 0.9), ("notice", 0.9), ("other", 0.5), parts)


def test_who_found_a_record_is_told_by_its_rule() -> None:
    told = [finder_of(rule) for rule in ("limit.stated", "model.limit", "limit.stated+model", "reviewer")]
    assert told == [Finder.RULE, Finder.MODEL, Finder.BOTH, Finder.REVIEWER]


def test_what_both_find_is_told_and_surer_than_what_one_finds() -> None:
    document = document_of(TEXT)
    records = read_terms(document)
    said = Told(of=(("地震", "exclusion", 0.99), ("战争", "exclusion", 0.02)))
    by_quote = {record.quote: record for record in join(document, records, said)}
    quake, war = by_quote["地震、海啸"], by_quote["战争"]
    assert quake.found_by is Finder.BOTH
    assert quake.own_rule == "exclusion.item"
    assert war.found_by is Finder.RULE
    assert war.confidence < quake.confidence


def test_what_the_rules_find_stays_however_unlikely_the_model_thinks_it() -> None:
    document = document_of(TEXT)
    records = read_terms(document)
    assert [record.span for record in join(document, records, Told())] == [record.span for record in records]


def test_what_only_the_model_finds_is_added_with_its_quote() -> None:
    document = document_of(TEXT)
    joined = join(document, read_terms(document), Told(of=(("露天", "exclusion", 0.9999),)))
    (found,) = [record for record in joined if record.found_by is Finder.MODEL]
    assert found.type is RecordType.EXCLUSION
    assert found.quote == "机器停放于露天场地者，不受本保险庇护"
    assert found.fields["placement"] == "elsewhere"
    assert 0 < found.confidence < 1


def test_a_likeliness_below_every_bound_adds_nothing() -> None:
    document = document_of(TEXT)
    joined = join(document, read_terms(document), Told(of=(("露天", "exclusion", 0.21),)))
    assert all(record.found_by is not Finder.MODEL for record in joined)


def test_candidates_are_the_records_and_then_what_only_the_model_finds() -> None:
    document = document_of(TEXT)
    passages = read_passages(document)
    records = read_terms(document)
    statements = Told(of=(("露天", "exclusion", 0.9), ("投保人", "obligation", 0.9))).read(
        [unit_of(one) for one in passages]
    )
    candidates = find_candidates(records, passages, statements)
    assert [one.record for one in candidates[: len(records)]] == list(records)
    (only,) = candidates[len(records) :]
    assert (only.type, only.likelihood) == (RecordType.EXCLUSION, 0.9)


def test_each_candidate_knows_how_far_the_readers_agree_in_the_document() -> None:
    document = document_of(TEXT)
    passages, records = read_passages(document), read_terms(document)

    def accord(*said: tuple[str, str, float]) -> Accord:
        statements = Told(of=said).read([unit_of(one) for one in passages])
        (told,) = {one.accord for one in find_candidates(records, passages, statements)}
        return told

    apart = accord(("露天", "exclusion", 0.9))
    agreed = accord(("地震", "exclusion", 0.9), ("战争", "exclusion", 0.9))
    assert apart.alone > agreed.alone
    assert apart.met < agreed.met


def test_confidence_rises_with_what_the_model_thinks() -> None:
    document = document_of(TEXT)
    passages, records = read_passages(document), read_terms(document)
    sure = []
    for share in (0.05, 0.5, 0.95):
        statements = Told(of=(("地震", "exclusion", share),)).read([unit_of(one) for one in passages])
        first = next(
            one for one in find_candidates(records, passages, statements)
            if one.record and one.record.quote == "地震、海啸"
        )  # fmt: skip
        sure.append(MEASURED.confidence(first))
    assert sure == sorted(sure)
    assert sure[0] < sure[2]


def test_odds_have_bounds() -> None:
    assert odds(0.0) == pytest.approx(-odds(1.0))
    assert odds(0.5) == 0


def test_without_the_runtime_rules_read_alone_and_the_document_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notice, "available", lambda: False)
    document = document_of(TEXT)
    told = read_extraction(document, learned=True)
    assert told.records == read_extraction(document).records
    (remark,) = [one for one in told.document.remarks if one.code == notice.CODE]
    assert "只按规则读取" in remark.message


def test_the_model_is_not_asked_where_it_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the model was asked")

    monkeypatch.setattr(joining, "Reader", never)
    extraction = read_extraction(document_of(TEXT))
    assert {record.found_by for record in extraction.records} == {Finder.RULE}
    assert not extraction.document.remarks


@pytest.mark.skipif(
    missing_reader() is not None, reason="the runtime, the weights or the calibration are missing"
)
def test_the_real_model_joins_and_every_quote_is_the_text() -> None:
    extraction = read_extraction(document_of(TEXT), learned=True)
    finders = {record.quote: record.found_by for record in extraction.records}
    assert finders["地震、海啸"] is Finder.BOTH
    assert finders["投保人应当在十日内书面通知保险人"] is Finder.BOTH


@pytest.mark.skipif(
    missing_reader() is not None, reason="the runtime, the weights or the calibration are missing"
)
@pytest.mark.parametrize("learned", [True, False])
def test_files_are_read_with_the_model_where_it_is_asked_for(tmp_path: Path, learned: bool) -> None:
    file = tmp_path / "机器.txt"
    file.write_text(TEXT, "utf-8")
    (outcome,) = read_files([file], jobs=1, learned=learned)
    assert outcome.extraction is not None
    finders = {record.found_by for record in outcome.extraction.records}
    assert (Finder.BOTH in finders) is learned


COVERAGE = """云岫人寿保险股份有限公司意外伤害保险条款

保险责任
第一条 被保险人因意外伤害身故的，我们按基本保险金额给付身故保险金，本合同对其终止。
"""


@dataclass(frozen=True, slots=True)
class Dividing(Reader):
    """A reader that finds a coverage with these elements wherever they stand."""

    elements: tuple[tuple[str, str], ...] = ()

    def read(self, units: Sequence[Unit]) -> list[Statement]:
        return [self._statement(unit.text) for unit in units]

    def _statement(self, text: str) -> Statement:
        parts = tuple(
            Part(label, text.index(words), text.index(words) + len(words), 0.9)
            for label, words in self.elements
            if words in text
        )
        types = dict.fromkeys(TYPES, 0.01) | {"coverage": 0.99 if parts else 0.01}
        return Statement(types, ("duty", 0.9), ("notice", 0.9), ("other", 0.5), parts)


def test_the_model_adds_elements_and_leaves_those_that_the_rules_read_whole() -> None:
    document = document_of(COVERAGE)
    records = read_terms(document)
    (rule,) = [record for record in records if record.type is RecordType.COVERAGE]
    told = Dividing(
        elements=(("ends", "本合同对其终止"), ("conditions", "意外伤害身故"), ("benefit", "本合同对其终止"))
    )
    (both,) = [record for record in join(document, records, told) if record.type is RecordType.COVERAGE]
    assert both.fields["ends"] == "本合同对其终止"
    assert both.evidence["ends"].quote(document.text) == "本合同对其终止"
    # a part of the condition, and a benefit elsewhere: those of the rules stand
    assert both.fields["conditions"] == rule.fields["conditions"] == "被保险人因意外伤害身故的"
    assert both.fields["benefit"] == rule.fields["benefit"]
