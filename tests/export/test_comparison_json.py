"""The JSON of comparisons, matrices and reviews: every quote is the text at its place, numbers are numbers."""

import json

from api.export.comparison_format import comparison_json, matrix_json, review_json
from tests.documents import document_of
from tests.export.comparing import hand_made
from tests.export.results import FIRST, SECOND, matrix_of, review_of

A = "山雀财产保险条款\n第一条 保险人承担赔偿责任，免赔率为3%。\n第二条 投保人应当如实告知。\n"


def test_a_comparison_holds_both_documents_every_pair_and_its_redline() -> None:
    a, b = document_of(A), document_of(A.replace("3%", "5%") + "第三条 争议提交仲裁。\n")
    told = json.loads(comparison_json(hand_made(a, b), a, b))
    assert list(told) == ["a", "b", "counts", "gains", "pairs"]
    assert (told["a"]["sha256"], told["b"]["title"]) == (a.sha256, "山雀财产保险条款")
    assert told["counts"] == {"same": 2, "reworded": 0, "changed": 1, "only_a": 0, "only_b": 1}
    assert told["gains"] == {"policyholder": 1, "insurer": 1, "neither": 0, "unknown": 0}
    changed = told["pairs"][1]
    (change,) = changed["changes"]
    assert (change["kind"], change["gain"], change["weight"]) == ("rate", "insurer", "high")
    assert change["before"] == {"path": "第一条", "start": 27, "end": 28, "quote": "3"}
    for document, side in ((a, "a"), (b, "b")):
        for pair in told["pairs"]:
            for quoted in pair[side]:
                assert document.text[quoted["start"] : quoted["end"]] == quoted["quote"]
    redline = "".join(
        b.text[mark["b"]["start"] : mark["b"]["end"]] for mark in changed["marks"] if "b" in mark
    )
    assert redline == changed["b"][0]["quote"]
    assert [mark["stroke"] for mark in changed["marks"]] == ["kept", "deleted", "inserted", "kept"]


def test_a_matrix_gives_standing_figure_and_source_of_every_answer() -> None:
    first, second = document_of(FIRST), document_of(SECOND)
    told = json.loads(matrix_json(matrix_of(first, second), [first, second]))
    assert [one["sha256"] for one in told["documents"]] == [first.sha256, second.sha256]
    row = told["rows"][0]
    assert (row["key"], row["group"], row["differs"]) == ("deductible", "限额与免赔", True)
    assert row["answers"][0]["entries"][0]["figure"] == {"number": 0.05, "unit": "share"}
    assert [answer["standing"] for answer in told["rows"][2]["answers"]] == ["silent", "unreadable"]
    assert '"number": 30,' in matrix_json(matrix_of(first, second), [first, second])


def test_a_review_gives_every_check_with_its_law() -> None:
    document = document_of(FIRST)
    told = json.loads(review_json(review_of(document), document))
    assert (told["standard"], told["lines"]) == ("law", ["liability"])
    assert told["counts"]["worse"] == 1
    worse = told["assessments"][4]
    assert worse["citations"] == [
        {
            "law": "保险法",
            "article": "第二十三条",
            "paragraph": 1,
            "version": "2015-04-24",
            "text": "《保险法》第二十三条第一款（2015-04-24版）",
        }
    ]
    assert worse["sources"][0]["quote"] == "保险人可以在三十日内赔付"
    assert len(told["assessments"]) == 6
