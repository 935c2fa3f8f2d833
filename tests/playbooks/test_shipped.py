"""Every check of every shipped playbook can be met and can be failed."""

import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from extractor.assessments import Assessment, Stance, Verdict
from extractor.playbooks import Check, Playbook, playbook_schema, review, shipped
from tests.playbooks.texts import AGENCY, CLAUSES, CONTRACT, wording_of

_SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
_FOLDER = Path(__file__).parents[2] / "corpora" / "playbooks"
_HEADS = {"fleet-procurement": CONTRACT, "platform-agency": AGENCY}
_CHECKS = [
    pytest.param(playbook, check, id=f"{playbook.id}/{check.id}")
    for playbook in shipped().values()
    for check in playbook.checks
]


def _verdict(playbook: Playbook, check: Check, side: str) -> Assessment:
    sentences = _SENTENCES[playbook.id][check.id]
    wording = wording_of(
        sentences.get(side, "本合同一式两份。"),
        _HEADS.get(playbook.id, CLAUSES),
        sentences.get(f"{side}_under", ""),
    )
    section = playbook.sections[0].model_copy(update={"checks": (check,)})
    return review(wording, playbook.model_copy(update={"sections": (section,)})).assessments[0]


@pytest.mark.parametrize(("playbook", "check"), _CHECKS)
def test_a_text_meets_the_check(playbook: Playbook, check: Check) -> None:
    assessment = _verdict(playbook, check, "agrees")
    assert assessment.verdict is Verdict.AGREES, assessment.reason


@pytest.mark.parametrize(("playbook", "check"), _CHECKS)
def test_a_text_fails_the_check(playbook: Playbook, check: Check) -> None:
    assessment = _verdict(playbook, check, "fails")
    assert assessment.verdict in {Verdict.WORSE, Verdict.ABSENT}, assessment.reason
    assert assessment.advice


def test_every_check_has_its_sentences_and_no_other_stands_there() -> None:
    told = {(book, check) for book, checks in _SENTENCES.items() for check in checks}
    assert told == {(playbook.id, check.id) for playbook in shipped().values() for check in playbook.checks}


@pytest.mark.parametrize("playbook", shipped().values(), ids=lambda playbook: playbook.id)
def test_a_playbook_is_short_enough_to_be_read(playbook: Playbook) -> None:
    assert 20 <= len(playbook.checks) <= 40


def test_all_stances_are_taken() -> None:
    assert {playbook.stance for playbook in shipped().values()} == set(Stance)


@pytest.mark.parametrize("path", sorted(_FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_playbook_is_of_the_schema(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), playbook_schema())


def test_the_schema_is_explained_in_chinese() -> None:
    definitions = {"": playbook_schema(), **playbook_schema()["$defs"]}
    told = {
        f"{name}.{field}": described.get("description", "")
        for name, definition in definitions.items()
        for field, described in {"": definition, **definition.get("properties", {})}.items()
    }
    assert [place for place, words in told.items() if not re.search("[\u4e00-\u9fff]", words)] == []


def test_the_schema_refuses_a_slip() -> None:
    spoiled = yaml.safe_load((_FOLDER / "liability.yaml").read_text(encoding="utf-8"))
    spoiled["sections"][0]["checks"][0]["wieght"] = "high"
    with pytest.raises(jsonschema.ValidationError, match="wieght"):
        jsonschema.validate(spoiled, playbook_schema())
