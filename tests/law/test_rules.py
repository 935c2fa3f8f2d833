"""Every rule on sentences of our own: each verdict it can give is given once, and none on a text about nothing."""

from collections.abc import Iterator

import pytest

from extractor.assessments import Verdict
from extractor.law import review_law
from extractor.law.statutes import Force, Rule, statutes
from tests.law.papers import TITLES, Sample, assessed, samples, wording

_SAMPLES = tuple(samples())
# What the functions can say; the declared cases say it themselves.
_JUDGED = {
    "late-notice": {Verdict.WORSE, Verdict.AGREES, Verdict.PERSON},
    "decision-time": {Verdict.WORSE, Verdict.BETTER, Verdict.AGREES, Verdict.PERSON},
    "limitation": {Verdict.WORSE, Verdict.AGREES, Verdict.PERSON},
    "suicide": {Verdict.WORSE, Verdict.AGREES, Verdict.BETTER},
    "safety": {Verdict.WORSE, Verdict.PERSON, Verdict.AGREES},
    "danger-increase": {Verdict.WORSE, Verdict.PERSON, Verdict.AGREES},
}


def _rules() -> Iterator[Rule]:
    for statute in statutes().values():
        yield from statute.rules


def _possible(rule: Rule) -> set[Verdict]:
    found = set(_JUDGED[rule.judge]) if rule.judge else set()
    for case in rule.cases:
        found |= {case.verdict} if case.verdict else {rule.departure, Verdict.AGREES, Verdict.BETTER}
    return found | ({Verdict.ABSENT} if rule.required else set())


@pytest.mark.parametrize("sample", _SAMPLES, ids=lambda sample: f"{sample.rule}-{sample.verdict}")
def test_rule_gives_the_verdict_on_its_sample(sample: Sample) -> None:
    assessment = assessed(sample.line, sample.text, sample.rule)
    assert assessment.verdict is sample.verdict, assessment.reason


def test_every_verdict_of_every_rule_has_a_sample() -> None:
    shown = {(sample.rule, sample.verdict) for sample in _SAMPLES}
    wanted = {(rule.id, verdict) for rule in _rules() for verdict in _possible(rule)}
    assert wanted - shown == set()
    assert {rule for rule, _ in shown} <= {rule.id for rule in _rules()}


@pytest.mark.parametrize("line", sorted(TITLES))
def test_text_about_nothing_concerns_no_rule(line: str) -> None:
    review = review_law(wording(line, "条款的附图仅供参考。"))
    told = {a.rule for a in review.assessments if a.verdict is not Verdict.NOT_CONCERNED}
    assert {rule for rule in told if not rule.startswith("content-") and rule != "ctpl-required"} <= set()


def test_rules_of_other_lines_say_why_they_are_not_concerned() -> None:
    assessment = assessed("property", "被保险人自杀的，不承担责任。", "suicide")
    assert assessment.verdict is Verdict.NOT_CONCERNED
    assert "人寿保险" in assessment.reason and "财产损失保险" in assessment.reason


def test_there_are_rules_of_each_force() -> None:
    assert {rule.force for rule in _rules()} == set(Force)
    assert len(tuple(_rules())) >= 45
