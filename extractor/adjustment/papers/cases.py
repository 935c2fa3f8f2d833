"""Cases in which a paper is asked for (适用情形), and whether the claim says that they hold."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pydantic import Field

from extractor.adjustment.papers.dictionary import FOLDER, reading
from extractor.claim import Event
from extractor.elements.declared import read_declared
from extractor.elements.selection import Declared, Pattern

_DENIED = re.compile(r"(?:未|没有?|无|非|并不|不是|尚未|不存在|不涉及|排除)[^，。；、]{0,5}$")
_SENTENCE = re.compile(r"[。；！？\n]")
_YES, _NO = (
    frozenset({"是", "有", "yes", "true", "y", "1"}),
    frozenset({"否", "无", "没有", "no", "false", "n", "0"}),
)


class Case(Declared):
    """One case: ``asked`` is how terms word it, ``told`` how a claim tells that it is so; ``fact`` answers it."""

    name: str = Field(min_length=1)
    fact: str = Field(pattern=r"^[a-z_]+$")
    asked: Pattern = Field(min_length=1)
    told: Pattern = Field(min_length=1)
    benefit: bool = False


class _Cases(Declared):
    cases: Mapping[str, Case]


@lru_cache(maxsize=1)
def load_cases() -> Mapping[str, Case]:
    """The cases of ``corpora/papers/00-cases.yaml`` by key."""
    path = FOLDER / "00-cases.yaml"
    return read_declared(path.read_text("utf-8"), _Cases, path.name).cases


def case_facts() -> Mapping[str, str]:
    """The facts that answer whether a case holds, with the Chinese question of each."""
    asked = {case.fact: f"本案是否属于“{case.name}”的情形？" for case in load_cases().values()}
    return {**asked, "benefit": "申请的是哪一项保险金（身故、伤残、医疗、疾病 …）？"}


def story_of(event: Event) -> str:
    """All that the claim tells in words, one matter a line."""
    losses = (f"{loss.name} {loss.item or ''}" for loss in event.losses)
    return "\n".join((event.cause, event.description, *losses))


def holds(words: str, event: Event) -> bool | None:
    """Does the case that the terms word so (涉及诉讼的) hold? None where the claim does not say."""
    asked = [(case, match) for case in load_cases().values() if (match := re.search(case.asked, words))]
    longest = max((len(match[0]) for _, match in asked), default=0)
    answers = [_answered(case, event) for case, match in asked if len(match[0]) == longest]
    if any(answer is True for answer in answers):
        return True
    return False if answers and all(answer is False for answer in answers) else None


def benefit_holds(words: str, event: Event) -> bool | None:
    """Is it the benefit claimed? False where the claim tells of another one and not of this."""
    asked = {key: case for key, case in load_cases().items() if case.benefit and re.search(case.asked, words)}
    answers = {key: _answered(case, event) for key, case in load_cases().items() if case.benefit}
    if any(answers[key] is True for key in asked):
        return True
    if asked and all(answers[key] is False for key in asked):
        return False
    named = event.facts.get("benefit")
    others = any(answer is True for key, answer in answers.items() if key not in asked)
    return False if asked and (others or isinstance(named, str)) else None


def _answered(case: Case, event: Event) -> bool | None:
    said = truth(event.facts.get(case.fact))
    if said is not None:
        return said
    named = event.facts.get("benefit")
    if case.benefit and isinstance(named, str) and re.search(case.asked, named):
        return True
    hits = [
        not _DENIED.search(sentence[: match.start()])
        for sentence in map(reading, _SENTENCE.split(story_of(event)))
        for match in re.finditer(case.told, sentence)
    ]
    if not hits:
        return None
    return any(hits)


def truth(value: object) -> bool | None:
    """A fact as yes or no: ``true``, 是, 否 …; None for anything else."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower() if isinstance(value, str) else ""
    return True if word in _YES else False if word in _NO else None
