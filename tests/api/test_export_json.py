import json
from dataclasses import replace

from api.export.record_format import to_json, to_json_lines
from extractor.records import Extraction


def test_quotes_are_the_text_at_their_place(extraction: Extraction) -> None:
    whole = json.loads(to_json(extraction))
    sourced = [*whole["records"], *whole["references"], *whole["findings"]]
    assert len(sourced) == 8
    for found in sourced:
        assert whole["text"][found["start"] : found["end"]] == found["quote"]


def test_numbers_are_numbers_and_deadlines_are_told_in_parts(extraction: Extraction) -> None:
    written = to_json(extraction)
    by_type = {record["type"]: record["fields"] for record in json.loads(written)["records"]}
    assert by_type["limit"] == {"amount": 1000000, "kind": "per_occurrence"}
    assert by_type["penalty"]["rate"] == 0.0005
    assert by_type["penalty"]["targets"] == ["第二条"]
    assert by_type["obligation"]["deadline"] == {"value": 30, "unit": "day", "kind": "within"}
    assert '"amount": 1000000,' in written


def test_the_document_names_its_source_and_the_version_that_read_it(extraction: Extraction) -> None:
    document = json.loads(to_json(extraction))["document"]
    assert list(document) == ["title", "kind", "sha256", "pages", "source", "remarks", "extractor"]
    assert document["sha256"] == extraction.document.sha256
    assert document["remarks"] == [{"code": "no-text-layer", "message": "第 3 页没有文字层", "page": 3}]
    assert document["extractor"].startswith("tiaokuan ")


def test_records_of_a_paged_source_name_page_and_box(extraction: Extraction) -> None:
    records = json.loads(to_json(extraction))["records"]
    assert [record["page"] for record in records] == [1, 1, 1, 2, 2, 2]
    assert records[0]["boxes"] == [{"page": 1, "box": [72, 72, 72 + 10 * 19, 84]}]


def test_records_of_a_source_without_pages_name_none(extraction: Extraction) -> None:
    flowing = replace(extraction, document=replace(extraction.document, placements=(), pages=0))
    assert all("page" not in record for record in json.loads(to_json(flowing))["records"])


def test_the_same_extraction_gives_the_same_bytes_under_any_name(extraction: Extraction) -> None:
    assert to_json(extraction, "甲.txt") == to_json(extraction, "乙.txt")


def test_records_only_leaves_tree_and_text_out(extraction: Extraction) -> None:
    assert list(json.loads(to_json(extraction, records_only=True))) == ["document", "records"]


def test_each_json_line_stands_alone(extraction: Extraction) -> None:
    lines = [json.loads(line) for line in to_json_lines(extraction, "甲.txt").splitlines()]
    assert [line["item"] for line in lines] == (
        ["document"] + ["node"] * 5 + ["record"] * 6 + ["reference", "finding"]
    )
    assert {line["file"] for line in lines} == {"甲.txt"}


def test_json_lines_of_records_only(extraction: Extraction) -> None:
    lines = to_json_lines(extraction, "甲.txt", records_only=True).splitlines()
    assert [json.loads(line)["type"] for line in lines] == [record.type for record in extraction.records]
