"""What no wording may change: denied conduct never bars a claim, and the order of sentences does not matter."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.claim import Event
from extractor.determination import ExclusionStatus
from extractor.matching import match_coverages, match_exclusions
from extractor.matching.concepts import Kind, load_concepts
from tests.matching.retrieval import CORPORA, read_set, reading

DOCUMENTS = ("motor-commercial", "accident-group", "life-decimal", "medical-inpatient", "liability-public")
EVENTS = (
    "开车撞上护栏，人受伤",
    "从脚手架上摔下来，当场死亡",
    "顾客滑倒骨折",
    "肺炎住院七天",
    "厨房起火，烧坏了设备",
    "被后车追尾",
    "交警到了现场",
)
_DENIES = re.compile("[没未不无非]")
CONDUCTS = sorted(
    word
    for concept in load_concepts().concepts.values()
    if concept.kind is Kind.CONDUCT
    for word in (concept.name, *concept.clause, *concept.said)
    if not _DENIES.search(word) and "…" not in word
)
SAID = [each.said for each in read_set(CORPORA / "events" / "dev.yaml") if each.said.count("，") <= 3]


def applied(name: str, said: str) -> set[str]:
    extraction = reading(CORPORA / "documents" / f"{name}.txt")
    matches = match_exclusions(extraction, Event(description=said))
    return {each.source.path for each in matches if each.status is ExclusionStatus.APPLIES}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.sampled_from(EVENTS), st.sampled_from(CONDUCTS), st.booleans())
def test_a_denied_conduct_makes_no_exclusion_apply(name: str, event: str, conduct: str, own: bool) -> None:
    denial = f"{'被保险人' if own else ''}没有{conduct}"
    assert applied(name, f"{event}。{denial}。") <= applied(name, f"{event}。")
    assert applied(name, f"{event}，{denial}。") <= applied(name, f"{event}。")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.lists(st.sampled_from(SAID), min_size=2, max_size=4))
def test_the_order_of_sentences_changes_no_status(name: str, said: list[str]) -> None:
    extraction = reading(CORPORA / "documents" / f"{name}.txt")
    turned = said[::-1]
    for match in (match_coverages, match_exclusions):
        standings = [
            {
                (each.source.span, each.status)
                for each in match(extraction, Event(description="。".join(order)))
            }
            for order in (said, turned)
        ]
        assert standings[0] == standings[1]
