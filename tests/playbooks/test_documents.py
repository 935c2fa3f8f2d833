"""The shipped playbooks on our own documents."""

from functools import cache
from pathlib import Path

import pytest

from extractor.assessments import Review, Verdict
from extractor.elements.wording import Wording
from extractor.extraction import extract
from extractor.playbooks import review, shipped

_DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
_FITTING = [
    ("liability", "liability-public"),
    ("liability-insurer", "liability-public"),
    ("cyber", "cyber-response"),
    ("health", "medical-inpatient"),
    ("health", "critical-illness"),
    ("fleet-procurement", "fleet-procurement"),
    ("platform-agency", "platform-agency"),
    ("platform-agency", "brokerage"),
]


@cache
def _wording(name: str) -> Wording:
    path = _DOCUMENTS / f"{name}.txt"
    return Wording(extract(path.read_bytes(), path.name))


def _review(playbook: str, name: str) -> Review:
    return review(_wording(name), shipped()[playbook])


@pytest.mark.parametrize(("playbook", "name"), _FITTING)
def test_every_check_is_answered_with_the_words_it_rests_on(playbook: str, name: str) -> None:
    reviewed, text = _review(playbook, name), _wording(name).document.text
    assert [each.rule for each in reviewed.assessments] == [each.id for each in shipped()[playbook].checks]
    for each in reviewed.assessments:
        assert each.silence is not bool(each.sources)
        assert all(source.span.quote(text) == source.quote for source in each.sources)
        assert each.reason and bool(each.advice) is (
            each.verdict in {Verdict.WORSE, Verdict.ABSENT, Verdict.PERSON}
        )


@pytest.mark.parametrize(
    ("playbook", "name", "rule", "verdict", "reason"),
    [
        ("liability", "liability-public", "refund-fee", Verdict.WORSE, "第三十条为5%，要求不高于3%"),
        (
            "liability",
            "liability-public",
            "cancellation-notice",
            Verdict.WORSE,
            "第三十条为15日，要求不少于30日",
        ),
        ("liability", "liability-public", "forum-neutral", Verdict.AGREES, "文本中没有此类约定"),
        ("liability", "liability-public", "incontestable-2-years", Verdict.ABSENT, "文本没有写明"),
        ("cyber", "cyber-response", "loss-notice-hours", Verdict.WORSE, "为2小时"),
        ("cyber", "cyber-response", "state-attack", Verdict.WORSE, "第八条（二）有不应有的约定"),
        ("cyber", "cyber-response", "payment-days", Verdict.AGREES, "第二十一条为10日，符合不超过10日的要求"),
        ("health", "medical-inpatient", "renewal-price", Verdict.WORSE, "第十条有不应有的约定"),
        ("health", "critical-illness", "waiting-days", Verdict.WORSE, "第四条为180日，要求不超过90日"),
        ("health", "critical-illness", "aids-exception", Verdict.AGREES, "同时写有“列有例外”"),
        ("fleet-procurement", "fleet-procurement", "advance-share", Verdict.WORSE, "为40%，要求不低于50%"),
        ("fleet-procurement", "fleet-procurement", "third-party-limit", Verdict.AGREES, "为3,000,000元"),
        (
            "fleet-procurement",
            "fleet-procurement",
            "extra-exclusions",
            Verdict.WORSE,
            "第五条（一）2、第五条（一）3",
        ),
        ("platform-agency", "platform-agency", "product-change-notice", Verdict.WORSE, "没有写明具体数值"),
        ("platform-agency", "platform-agency", "customer-data", Verdict.WORSE, "第五条2"),
        ("platform-agency", "platform-agency", "notice-licence", Verdict.NOT_CONCERNED, "不涉及"),
    ],
)
def test_findings(playbook: str, name: str, rule: str, verdict: Verdict, reason: str) -> None:
    found = {each.rule: each for each in _review(playbook, name).assessments}[rule]
    assert (found.verdict, reason in found.reason) == (verdict, True), found.reason
