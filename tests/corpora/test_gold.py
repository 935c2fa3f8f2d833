"""Our own gold (corpora/gold) says only what its document prints, in the values the record format allows."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extractor.quantities import DeadlineKind, Unit
from extractor.records import RecordType, Status

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
NAMES = sorted(path.name.removesuffix(".gold.json") for path in (CORPORA / "gold").glob("*.gold.json"))

KINDS = {
    "limit": {
        "sum_insured", "per_occurrence", "aggregate", "per_person", "per_item", "sub_limit", "deductible",
        "copay", "contribution", "other",
    },
    "period": {
        "insurance", "waiting", "retroactive", "hesitation", "grace", "limitation", "contract", "other",
    },
    "payment": {"premium", "contract_price", "service_fee", "bond", "refund", "refund_fee", "other"},
    "dispute": {"negotiation", "arbitration", "litigation", "mediation", "governing_law"},
}  # fmt: skip
TOPICS = {
    "disclosure", "explanation", "issue_policy", "premium", "risk_change", "prevention", "mitigation",
    "loss_notice", "cooperation", "claim_documents", "settlement", "advance_payment", "termination", "refund",
    "subrogation", "other_insurance", "litigation", "service", "payment", "data", "notice", "transfer", "other",
}  # fmt: skip
REQUIRED = {
    "coverage": {"payer"},
    "exclusion": {"placement"},
    "limit": {"kind"},
    "obligation": {"modality", "topic"},
    "period": {"kind"},
    "payment": {"kind"},
    "penalty": {"bearer"},
    "claim_document": set(),
    "definition": {"term"},
    "dispute": {"kind"},
    "party": {"role", "name"},
}
OPTIONAL = {
    "coverage": {"amount", "rate", "covered", "conditions", "benefit", "period", "waiting", "ends"},
    "exclusion": {"exception"},
    "limit": {"amount", "rate", "per", "in_schedule"},
    "obligation": {"bearer", "deadline", "other_deadlines", "consequence", "exception", "rate", "amount"},
    "period": {"value", "unit", "from", "to"},
    "payment": {"amount", "rate", "per", "in_schedule"},
    "penalty": {"amount", "rate", "per", "targets"},
    "dispute": {"forum"},
}

_COUNT = "[一二三四五六七八九十百零〇]+"
_AGAIN = r"(?:#[2-9])?"
_ARTICLE = (
    rf"(?:第{_COUNT}(?:编|部分|章|节){_AGAIN})?第{_COUNT}条(?:之{_COUNT})?{_AGAIN}"
    rf"|(?:第{_COUNT}(?:编|部分|章){_AGAIN})?{_COUNT}{_AGAIN}"
    rf"|\d+(?:\.\d+)+{_AGAIN}"
    rf"|第{_COUNT}(?:编|部分|章){_AGAIN}"
    r"|前言|释义|(?:附录|附件|附表)[一二三四五六七八九十\d]*"
)
_ITEM = rf"(?:（(?:{_COUNT}|\d+|[a-zA-Z])）|·?\d+|[①-⑳]|[a-z]){_AGAIN}"
_LABELS = re.compile(rf"第{_COUNT}(?:编|部分|章|节|条)|[^#\d第]+|\d[\d.]*")
PATH = re.compile(rf"(?:{_ARTICLE})(?:{_ITEM})*")


@cache
def gold(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((CORPORA / "gold" / f"{name}.gold.json").read_text("utf-8"))
    return loaded


@cache
def text(name: str) -> str:
    return (CORPORA / "documents" / f"{name}.txt").read_text("utf-8")


def records(name: str, *types: str) -> Iterator[dict[str, Any]]:
    return (record for record in gold(name)["records"] if not types or record["type"] in types)


def test_there_is_gold() -> None:
    assert len(NAMES) >= 7


def test_every_document_has_gold() -> None:
    assert sorted(path.stem for path in (CORPORA / "documents").glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
class TestGold:
    """One gold file against its document."""

    def test_names_its_document(self, name: str) -> None:
        document = gold(name)["document"]
        assert document["name"] == name
        assert document["kind"] in {"clauses", "contract"}
        title = "".join(document["title"].split())
        assert title in "".join(text(name).split())

    def test_quotes_are_printed(self, name: str) -> None:
        for part in ("records", "references", "findings"):
            missing = [each["quote"] for each in gold(name)[part] if each["quote"] not in text(name)]
            assert not missing

    def test_quotes_have_clean_edges(self, name: str) -> None:
        ragged = [
            record["quote"]
            for record in records(name)
            if record["quote"] != record["quote"].strip() or record["quote"][-1] in "。；;，,："
        ]
        assert not ragged

    def test_paths_are_well_formed(self, name: str) -> None:
        paths = [each["path"] for part in ("records", "references", "findings") for each in gold(name)[part]]
        paths += [target for each in gold(name)["references"] for target in each["targets"]]
        paths += [
            target for record in records(name, "penalty") for target in record["fields"].get("targets", ())
        ]
        assert [path for path in paths if not PATH.fullmatch(path)] == []

    def test_types_and_fields_are_legal(self, name: str) -> None:
        for record in records(name):
            kind, fields = RecordType(record["type"]).value, set(record["fields"])
            assert fields >= REQUIRED[kind], record
            assert fields <= REQUIRED[kind] | OPTIONAL.get(kind, set()), record

    def test_kinds_topics_and_placements_are_legal(self, name: str) -> None:
        for record in records(name):
            fields = record["fields"]
            if record["type"] in KINDS:
                assert fields["kind"] in KINDS[record["type"]], record
            if record["type"] == "obligation":
                assert fields["topic"] in TOPICS, record
                assert fields["modality"] in {"duty", "prohibition", "right"}, record
            if record["type"] == "exclusion":
                assert fields["placement"] in {"section", "elsewhere"}, record

    def test_deadlines_and_periods_are_legal(self, name: str) -> None:
        for record in records(name, "obligation"):
            deadlines = [record["fields"].get("deadline"), *record["fields"].get("other_deadlines", ())]
            for deadline in filter(None, deadlines):
                assert deadline["value"] > 0
                assert Unit(deadline["unit"])
                assert DeadlineKind(deadline["kind"])
        for record in records(name, "period"):
            fields = record["fields"]
            assert ("value" in fields) == ("unit" in fields), record
            assert Unit(fields.get("unit", "day"))
            assert all(date.fromisoformat(fields[end]) for end in ("from", "to") if end in fields)

    def test_amounts_and_rates_are_legal(self, name: str) -> None:
        for record in records(name):
            fields = record["fields"]
            assert fields.get("amount", 1) > 0, record
            assert 0 < fields.get("rate", 1) <= 5, record
            assert fields.get("in_schedule", True) is True, record

    def test_parts_of_the_text_are_quoted(self, name: str) -> None:
        for record in records(name):
            fields = record["fields"]
            assert fields.get("consequence", "") in text(name), record
            assert fields.get("exception", "") in record["quote"], record
            if record["type"] == "definition":
                assert fields["term"] in text(name), record
            if record["type"] == "party":
                assert fields["name"] in record["quote"], record

    def test_no_record_twice(self, name: str) -> None:
        seen = [(record["type"], record["path"], record["quote"]) for record in records(name)]
        repeated = {each for each in seen if seen.count(each) > 1}
        printed = {each for each in repeated if text(name).count(each[2]) >= seen.count(each)}
        assert repeated == printed

    def test_statuses_have_their_targets(self, name: str) -> None:
        for reference in gold(name)["references"]:
            targets = len(reference["targets"])
            match Status(reference["status"]):
                case Status.RESOLVED:
                    assert targets >= 1, reference
                case Status.AMBIGUOUS:
                    assert targets >= 2, reference
                case _:
                    assert targets == 0, reference

    def test_targets_are_printed(self, name: str) -> None:
        targets = [target for reference in gold(name)["references"] for target in reference["targets"]]
        articles = [found[0] for found in map(re.compile(_ARTICLE).match, targets) if found]
        labels = [label for article in articles for label in _LABELS.findall(article.split("#")[0])]
        missing = [label for label in labels if label not in text(name)]
        assert len(articles) == len(targets)
        assert not missing

    def test_findings_say_what_is_wrong(self, name: str) -> None:
        for finding in gold(name)["findings"]:
            assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", finding["code"]), finding
            assert re.search(r"[\u4e00-\u9fff]", finding["message"]), finding

    def test_records_stand_in_reading_order(self, name: str) -> None:
        unique = [record["quote"] for record in records(name) if text(name).count(record["quote"]) == 1]
        starts = [text(name).index(quote) for quote in unique]
        assert all(first <= second for first, second in pairwise(starts))
