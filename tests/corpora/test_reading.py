"""What the learned reader is taught: places of quotes, parts of units, other words."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpora.reading import placed, untaught
from corpora.reading.examples import read_units
from corpora.reading.paraphrases import rewritten
from corpora.reading.places import Places
from corpora.reading.portions import portions_of
from extractor.document import Span
from extractor.joining.candidates import unit_of
from extractor.terms.normative import find_norms
from extractor.terms.setting import read_setting
from models.reading import Reader, Statement, Unit
from models.reading.labels import TYPES
from tests.documents import document_of, passages_of

DUTY = "第一条 发生保险事故后，被保险人应当在48小时内书面通知保险人，否则保险人有权减少赔款。"


def test_a_quote_that_is_repeated_takes_its_next_place() -> None:
    places = Places("甲方 付款。乙方付款。")
    assert places.next("甲方付款", "obligation") == Span(0, 5)
    assert [places.next("付款", "payment") for _ in range(2)] == [Span(3, 5), Span(8, 10)]
    assert places.next("丙方付款", "obligation") is None


def test_the_parts_of_a_duty() -> None:
    passages = passages_of(DUTY)
    ((passage, norm),) = [
        pair for pair in find_norms(passages, read_setting(document_of(DUTY))) if pair[1] is not None
    ]
    parts = {
        one.label: passage.text[one.start : one.end] for one in portions_of(passage, norm, ["obligation"])
    }
    assert parts["bearer"] == "被保险人"
    assert parts["condition"] == "发生保险事故后"
    assert parts["action"].startswith("应当在48小时内书面通知保险人")
    assert parts["deadline"] == "48小时"
    assert parts["consequence"] == "否则保险人有权减少赔款"


def test_other_words_keep_what_is_stated_and_the_parts_move_with_them() -> None:
    text = "投保人应当及时通知保险人，但不可抗力除外"
    example = {
        "source": "own/one", "text": text, "lead": "", "role": "other", "types": ["obligation"], "doubtful": [],
        "portions": [["bearer", 0, 3], ["exception", 13, 20]],
    }  # fmt: skip
    other = rewritten(example, random.Random(1))
    assert other is not None
    assert other["text"] != text
    assert other["source"] == "paraphrase/one"
    assert other["types"] == ["obligation"]
    parts = {label: other["text"][start:end] for label, start, end in other["portions"]}
    assert parts["exception"] == other["text"][other["text"].index("不可抗力") - 1 :].lstrip("，") or parts[
        "exception"
    ].endswith(("除外", "不在此限", "不受此限", "另当别论"))
    assert other["text"].startswith(parts["bearer"])


def test_what_has_no_other_words_is_left_out() -> None:
    example = {"source": "own/one", "text": "战争", "portions": []}
    assert rewritten(example, random.Random(0)) is None


def test_gold_is_kept_without_its_words_and_comes_back_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placed, "KEPT", tmp_path / "held_out")
    placed.KEPT.mkdir()
    source = tmp_path / "pool" / "clauses" / "own.txt"
    source.parent.mkdir(parents=True)
    source.write_text("释义\r\n松针：指松树的\r\n叶。", "utf-8")
    fields = {"term": "松针", "kind": "other"}
    gold = [
        {"type": "definition", "quote": "松针：指松树的叶", "fields": fields},
        {"type": "period", "quote": "没有这句话", "fields": {}},
    ]
    kept = placed.KEPT / "clauses-own.json"
    assert placed.keep(source, tmp_path / "pool", gold, kept) == 1
    assert "松" not in kept.read_text("utf-8")
    (one,) = placed.held_out(tmp_path / "pool")
    assert one.gold() == [{"type": "definition", "quote": "松针：指松树的\n叶", "fields": {"kind": "other"}}]
    source.write_text("另一版", "utf-8")
    with pytest.raises(ValueError, match="own"):
        list(placed.held_out(tmp_path / "pool"))


def test_a_held_out_document_may_wait_for_its_annotation(tmp_path: Path) -> None:
    source = tmp_path / "own.txt"
    source.write_text("正文", "utf-8")
    assert placed.keep(source, tmp_path, None, tmp_path / "own.json") == 0
    assert json.loads((tmp_path / "own.json").read_text("utf-8"))["records"] is None


def test_no_word_of_a_document_stands_in_the_kept_gold() -> None:
    told = {
        "type",
        "kind",
        "bearer",
        "payer",
        "modality",
        "topic",
        "placement",
        "role",
        "per",
        "value",
        "unit",
    }
    told |= {
        "amount",
        "rate",
        "in_schedule",
        "deadline",
        "from",
        "to",
        "targets",
        "other_amounts",
        "other_rates",
    }
    for file in placed.KEPT.glob("*.json"):
        for _, start, end, fields in json.loads(file.read_text("utf-8"))["records"] or ():
            assert 0 <= start < end
            assert set(fields) <= told
            assert all(
                len(str(value)) < 40 for name, value in fields.items() if name not in ("deadline", "targets")
            )


class _Sure(Reader):
    """A reader that finds an exclusion in every unit."""

    def read(self, units: Sequence[Unit]) -> list[Statement]:
        types = dict.fromkeys(TYPES, 0.0) | {"exclusion": 0.75}
        return [Statement(types, ("right", 0.5), ("notice", 0.5), ("other", 0.5), ()) for _ in units]


def test_what_an_untaught_network_said_is_kept_without_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untaught, "KEPT", tmp_path)
    source = tmp_path / "甲.txt"
    source.write_text("松陵财产保险条款\n第一条 战争造成的损失，保险人不负责赔偿。\n", "utf-8")
    untaught.keep(_Sure(), "own", source)
    kept = (tmp_path / "own-甲.json").read_text("utf-8")
    assert "战争" not in kept
    units = [unit_of(passage) for passage in read_units(source)[1]]
    reader = untaught.reader_of("own", source)
    assert reader.unknown(units) == 0
    assert reader.read(units) == _Sure().read(units)
    other = Unit("另一句")
    assert reader.unknown([other]) == 1
    assert not any(reader.read([other])[0].types.values())
