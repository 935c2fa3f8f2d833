"""Sentence vectors order what is open; they make no verdict, and the check does without them."""

from dataclasses import replace

import numpy as np
import pytest

from extractor.claim import Event
from extractor.determination import CoverageStatus
from extractor.extraction import extract
from extractor.matching import match_coverages, match_exclusions, meaning
from models.sentences import available

TEXT = """家庭财产保险条款

保险责任
第一条 在保险期间内，下列原因造成保险标的损失的，保险人负责赔偿：
（一）外来不属于被保险人所有的动物闯入造成的损坏；
（二）邻居房屋的渗漏；
（三）高空抛掷的物品击中。

责任免除
第二条 下列原因造成的损失，保险人不负责赔偿：
（一）保险标的自然老化；
（二）被保险人自行改造线路。
"""
EXTRACTION = extract(TEXT.encode(), "条款.txt")
EVENT = Event(description="楼上往下乱丢啤酒瓶，正好砸在我家阳台的玻璃上")


def statuses(event: Event) -> dict[str, str]:
    matches = (*match_coverages(EXTRACTION, event), *match_exclusions(EXTRACTION, event))
    return {match.source.path: match.status.value for match in matches}


def test_vectors_change_no_status(monkeypatch: pytest.MonkeyPatch) -> None:
    with_vectors = statuses(EVENT)
    monkeypatch.setattr(meaning, "available", lambda: False)
    assert statuses(EVENT) == with_vectors


def test_of_equal_matches_the_one_that_means_the_same_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def vector(text: str, kind: str) -> np.ndarray:
        about_throwing = kind == "query" or "抛掷" in text
        return np.array([1.0, 0.0] if about_throwing else [0.0, 1.0])

    monkeypatch.setattr(meaning, "available", lambda: True)
    monkeypatch.setattr(meaning, "_vector", vector)
    equal = [
        replace(match, status=CoverageStatus.POSSIBLE, score=0.4)
        for match in match_coverages(EXTRACTION, EVENT)
    ]
    ordered = meaning.by_meaning(EVENT, equal)
    assert [match.source.path for match in ordered] == ["第一条（三）", "第一条（一）", "第一条（二）"]
    assert [match.score for match in ordered] == [0.6, 0.4, 0.4]


@pytest.mark.skipif(not available(), reason="onnxruntime or tokenizers is not installed")
def test_scores_stay_within_their_status() -> None:
    scored = [(match.status.value, match.score) for match in match_coverages(EXTRACTION, EVENT)]
    assert all(0.3 <= score < 0.7 for status, score in scored if status == "possible")
    assert scored == sorted(scored, key=lambda pair: -pair[1])
