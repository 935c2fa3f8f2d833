"""Gold of an extraction: its shape, and that the scorer finds nothing wrong with the extraction it came from."""

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from api.export.gold import to_gold
from api.export.record_format import to_json
from extractor.extraction import extract
from extractor.records import Extraction

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS, OWN_GOLD = ROOT / "corpora" / "documents", ROOT / "corpora" / "gold"
SCORER = ROOT.parent / "shared" / "tools" / "score.py"


def test_gold_has_the_keys_of_our_own_gold_and_no_others(extraction: Extraction) -> None:
    gold = json.loads(to_gold(extraction, "甲"))
    own = json.loads((OWN_GOLD / "brokerage.gold.json").read_text("utf-8"))
    assert list(gold) == list(own)
    assert list(gold["document"]) == list(own["document"])
    for part in ("records", "references", "findings"):
        assert {tuple(item) for item in gold[part]} == {tuple(item) for item in own[part]}


def test_gold_says_what_the_document_states(extraction: Extraction) -> None:
    gold = json.loads(to_gold(extraction, "甲"))
    assert gold["document"] == {"name": "甲", "title": "山雀财产保险条款<b>（甲款）</b>", "kind": "clauses"}
    assert [item["quote"] for item in gold["records"]] == [record.quote for record in extraction.records]
    duty, limit, penalty = gold["records"][3:]
    assert duty["fields"]["deadline"] == {"value": 30, "unit": "day", "kind": "within"}
    assert limit == {
        "type": "limit",
        "path": "第二条",
        "quote": "每次事故赔偿限额为100万元",
        "fields": {"amount": 1_000_000, "kind": "per_occurrence"},
    }
    assert penalty["fields"] == {"rate": 0.0005, "per": "日", "targets": ["第二条"]}
    assert gold["references"] == [
        {"path": "第二条", "quote": "第九条", "status": "dangling", "targets": []},
    ]
    assert gold["findings"] == [
        {"code": "dangling-reference", "path": "第二条", "quote": "第九条", "message": "本条款没有第九条。"},
    ]


def test_a_field_that_says_nothing_is_left_out_but_a_nought_is_not(extraction: Extraction) -> None:
    limit = replace(
        extraction.records[4],
        fields={"amount": Decimal(0), "rate": Decimal("0.0"), "in_schedule": False, "per": "", "targets": ()},
    )
    gold = json.loads(to_gold(replace(extraction, records=(limit,)), "甲"))
    assert gold["records"][0]["fields"] == {"amount": 0, "rate": 0}


@pytest.mark.skipif(not SCORER.exists(), reason="needs the scorer beside the repository")
@pytest.mark.parametrize("name", ["fleet-procurement", "life-decimal"])
def test_an_extraction_scored_against_its_own_gold_is_right_throughout(name: str, tmp_path: Path) -> None:
    data = (DOCUMENTS / f"{name}.txt").read_bytes()
    extraction = extract(data, name)
    for folder, file, content in (
        ("gold", f"{name}.gold.json", to_gold(extraction, name)),
        ("predicted", f"{name}.json", to_json(extraction)),
        ("docs", f"{name}.txt", data.decode()),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text(content, "utf-8")
    command: list[str | Path] = [sys.executable, SCORER, tmp_path / "gold", tmp_path / "predicted", "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    perfect = {"p": 1.0, "r": 1.0, "f": 1.0}
    assert told["all"] == told["core"] == perfect
    assert told["types"]
    assert all(perfect.items() <= scores.items() for scores in told["types"].values())
    assert told["references"] == {**perfect, "gold": len(extraction.references)}
    assert perfect.items() <= told["findings"].items()
    assert told["findings_judged"]["found"] == told["findings_judged"]["gold"]
    assert (told["field_accuracy"], told["path_accuracy"]) == (1.0, 1.0)
    assert (told["unplaced"], told["missing_documents"]) == (0, [])
