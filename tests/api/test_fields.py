"""Fields are kept with their types, and what a reviewer writes is checked against the record format."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.export import wording
from api.export.record_format import to_json
from api.store.fields import FieldProblem, fields_from_json, fields_to_json, validate_fields
from extractor.extraction import extract
from extractor.quantities import Deadline, DeadlineKind, MoneyRange, Unit
from extractor.records import Extraction, FieldValue, RecordType

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpora" / "documents"
NAMES = sorted(path.name for path in DOCUMENTS.glob("*.txt"))
THIRTY = {"value": 30, "unit": "day", "kind": "within"}
TIER = {"lower": 10_000, "upper": 50_000, "lower_closed": False, "upper_closed": True}


@cache
def extraction_of(name: str) -> Extraction:
    return extract((DOCUMENTS / name).read_bytes(), name)


def fields_of(name: str) -> Iterator[tuple[RecordType, dict[str, FieldValue], dict[str, Any]]]:
    """Type, fields, and the fields as the export tells them, of every record."""
    extraction = extraction_of(name)
    public = json.loads(to_json(extraction))["records"]
    for record, told in zip(extraction.records, public, strict=True):
        yield record.type, dict(record.fields), told["fields"]


def alike(value: object) -> object:
    """The value with its type, and the digits of its decimals."""
    if isinstance(value, Decimal):
        return "decimal", str(value)
    if isinstance(value, MoneyRange):
        return "range", alike((value.lower, value.upper)), value.lower_closed, value.upper_closed
    if isinstance(value, tuple):
        return "tuple", [alike(part) for part in value]
    if isinstance(value, dict):
        return {key: alike(part) for key, part in value.items()}
    return type(value), value


# --- kept -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_fields_of_a_document_come_back(name: str) -> None:
    for _, fields, _ in fields_of(name):
        assert alike(fields_from_json(fields_to_json(fields))) == alike(fields)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_reads_as_the_export_does(name: str) -> None:
    for _, fields, told in fields_of(name):
        kept = json.loads(fields_to_json(fields))
        assert kept == told
        assert list(kept) == list(told)


_decimals = st.decimals(allow_nan=False, allow_infinity=False).filter(
    lambda one: one != 0 or not one.is_signed()
)
_deadlines = st.builds(Deadline, st.integers(), st.sampled_from(Unit), st.sampled_from(DeadlineKind))
_bounds = st.none() | _decimals
_values = st.one_of(
    st.text(),
    st.booleans(),
    st.integers(),
    _decimals,
    _deadlines,
    st.builds(MoneyRange, _bounds, _bounds, st.booleans(), st.booleans()),
    st.lists(st.text(), max_size=3).map(tuple),
    st.lists(_deadlines, max_size=3).map(tuple),
)
_names = st.text().filter(lambda name: name not in ("amount", "rate"))


@given(
    st.dictionaries(_names, _values, max_size=4),
    st.dictionaries(st.sampled_from(["amount", "rate"]), _decimals),
)
def test_any_fields_come_back(fields: dict[str, FieldValue], numbers: dict[str, Decimal]) -> None:
    kept = fields_to_json(fields | numbers)
    assert alike(fields_from_json(kept)) == alike(fields | numbers)
    assert fields_to_json(dict(reversed((fields | numbers).items()))) == kept


def test_numbers_stand_with_their_own_digits() -> None:
    assert fields_to_json(
        {"rate": Decimal("0.00273972602739726027397260274"), "amount": Decimal("1200.50")}
    ) == ('{"amount": 1200.50, "rate": 0.00273972602739726027397260274}')
    assert fields_to_json({"amount": Decimal(1_000_000), "value": 30, "forum": "法院"}) == (
        '{"amount": 1000000, "forum": "法院", "value": 30}'
    )
    assert fields_from_json('{"amount": 5, "value": 5}') == {"amount": Decimal(5), "value": 5}
    assert isinstance(fields_from_json('{"amount": 5}')["amount"], Decimal)


@pytest.mark.parametrize(
    "value", [Decimal("NaN"), Decimal("Infinity"), 1.5, None, {"value": 1}, ("甲", None), [1], b"x"]
)
def test_what_is_no_field_is_not_kept(value: Any) -> None:
    with pytest.raises(ValueError, match="no field value"):
        fields_to_json({"name": value})


def test_an_integer_is_no_amount() -> None:
    with pytest.raises(ValueError, match="no field value: 5"):
        fields_to_json({"amount": 5})


@pytest.mark.parametrize(
    "text",
    ["[]", "5", "{", '{"name": null}', '{"rate": NaN}', '{"deadline": {"value": 1}}',
     '{"deadline": {"value": 1, "unit": "week", "kind": "within"}}'],
)  # fmt: skip
def test_what_was_never_kept_does_not_come_back(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        fields_from_json(text)


# --- as a reviewer writes them ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_what_was_read_may_be_written(name: str) -> None:
    for kind, fields, told in fields_of(name):
        assert validate_fields(kind, json.loads(fields_to_json(fields), parse_float=Decimal)) == fields
        assert json.loads(fields_to_json(validate_fields(kind, told))) == told


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("coverage", {"rate": 0.1, "amount": 5}, {"rate": Decimal("0.1"), "amount": Decimal(5)}),
        ("coverage", {"payer": "保险人", "rate": Decimal(2)}, {"payer": "保险人", "rate": Decimal(2)}),
        ("exclusion", {"placement": "elsewhere"}, {"placement": "elsewhere"}),
        ("limit", {"kind": "deductible", "in_schedule": True}, {"kind": "deductible", "in_schedule": True}),
        ("obligation", {"deadline": THIRTY}, {"deadline": Deadline(30, Unit.DAY, DeadlineKind.WITHIN)}),
        (
            "obligation",
            {"other_deadlines": [THIRTY], "bearer": "投保人、被保险人"},
            {"other_deadlines": (Deadline(30, Unit.DAY, DeadlineKind.WITHIN),), "bearer": "投保人、被保险人"},
        ),
        ("obligation", {"tier": TIER}, {"tier": MoneyRange(Decimal(10_000), Decimal(50_000), False, True)}),
        (
            "obligation",
            {"tier": TIER | {"upper": None}},
            {"tier": MoneyRange(Decimal(10_000), None, False, True)},
        ),
        ("period", {"value": 2, "unit": "year", "kind": "limitation"}, {"value": 2, "unit": "year", "kind": "limitation"}),
        ("period", {"from": "2026-01-31", "to": "2026-01-31"}, {"from": "2026-01-31", "to": "2026-01-31"}),
        ("penalty", {"targets": ["第二条", "第三条（一）"]}, {"targets": ("第二条", "第三条（一）")}),
        ("claim_document", {}, {}),
    ],
)  # fmt: skip
def test_fields_become_values(kind: str, written: dict[str, Any], meant: dict[str, FieldValue]) -> None:
    assert alike(validate_fields(RecordType(kind), written)) == alike(meant)


WRONG = [
    ("definition", {"amount": 5}, "/amount", "“释义”没有字段“amount”。可用的字段：term（术语）。"),
    ("claim_document", {"a/b~c": 5}, "/a~1b~0c", "“索赔单证”没有字段“a/b~c”。这类记录没有字段，请留空。"),
    ("limit", {"kind": "premium"}, "/kind", "sum_insured（保险金额）"),
    ("payment", {"kind": "sum_insured"}, "/kind", "refund_fee（退保手续费）"),
    ("dispute", {"kind": ["litigation"]}, "/kind", "governing_law（适用法律）"),
    ("exclusion", {"placement": "总则"}, "/placement", "section（责任免除部分）、elsewhere（其他条款）"),
    ("obligation", {"modality": "should"}, "/modality", "duty（应当）、prohibition（不得）、right（有权）"),
    ("obligation", {"topic": "理赔"}, "/topic", "settlement（核定赔付）"),
    ("period", {"value": 1, "unit": "week"}, "/unit", "working_day（个工作日）"),
    ("coverage", {"payer": "我们"}, "/payer", "写作“保险人”"),
    ("obligation", {"bearer": "您、被保险人"}, "/bearer", "写作“投保人、被保险人”"),
    ("penalty", {"bearer": "保险人、保险公司"}, "/bearer", "写作“保险人”"),
    ("party", {"role": "  "}, "/role", "应为非空的文字"),
    ("party", {"name": None}, "/name", "应为非空的文字"),
    ("party", {"name": "甲\0"}, "/name", "无效字符"),
    ("party", {"name": "甲\ud800"}, "/name", "无效字符"),
    ("limit", {"amount": "100万"}, "/amount", "应为以元为单位的数，不带引号和单位"),
    ("limit", {"amount": True}, "/amount", "应为以元为单位的数"),
    ("limit", {"amount": -1}, "/amount", "从 0 到 1,000,000,000,000,000"),
    ("limit", {"amount": Decimal("1E+400000")}, "/amount", "从 0 到"),
    ("limit", {"amount": Decimal("1E-400000")}, "/amount", "最多 40 位数字"),
    ("limit", {"amount": float("nan")}, "/amount", "从 0 到"),
    ("limit", {"rate": "3%"}, "/rate", "3% 写作 0.03"),
    ("limit", {"rate": 101}, "/rate", "从 0 到 100"),
    ("limit", {"rate": float("inf")}, "/rate", "从 0 到 100"),
    ("limit", {"rate": Decimal("0." + "3" * 41)}, "/rate", "最多 40 位数字"),
    ("limit", {"in_schedule": 1}, "/in_schedule", "true"),
    ("period", {"value": 30.0, "unit": "day"}, "/value", "整数"),
    ("period", {"value": True, "unit": "day"}, "/value", "整数"),
    ("period", {"value": -30, "unit": "day"}, "/value", "整数"),
    ("period", {"value": 30}, "/unit", "要一起写明"),
    ("period", {"unit": "day"}, "/value", "要一起写明"),
    ("period", {"from": "2026-02-30"}, "/from", "2026-01-31 的形式"),
    ("period", {"to": "20260131"}, "/to", "2026-01-31 的形式"),
    ("period", {"to": 2026}, "/to", "2026-01-31 的形式"),
    ("period", {"from": "2026-02-01", "to": "2026-01-31"}, "/to", "不得早于"),
    ("obligation", {"deadline": 30}, "/deadline", "value、unit、kind"),
    ("obligation", {"deadline": {"value": 30, "unit": "day"}}, "/deadline", "value、unit、kind"),
    ("obligation", {"deadline": THIRTY | {"from": "出险"}}, "/deadline", "value、unit、kind"),
    ("obligation", {"deadline": THIRTY | {"unit": "周"}}, "/deadline/unit", "day（日）"),
    ("obligation", {"deadline": THIRTY | {"kind": "by"}}, "/deadline/kind", "within（…内）、before（提前…）"),
    ("obligation", {"other_deadlines": THIRTY}, "/other_deadlines", "应为列表"),
    ("obligation", {"other_deadlines": []}, "/other_deadlines", "至少一项"),
    ("obligation", {"other_deadlines": [THIRTY, THIRTY | {"value": "30"}]}, "/other_deadlines/1/value", "整数"),
    ("obligation", {"tier": [1, 5]}, "/tier", "lower、upper、lower_closed、upper_closed"),
    ("obligation", {"tier": TIER | {"lower": "1万"}}, "/tier/lower", "以元为单位"),
    ("obligation", {"tier": TIER | {"lower": 60_000}}, "/tier", "lower 不得大于 upper"),
    ("obligation", {"tier": TIER | {"lower": None, "upper": None}}, "/tier", "至少写明一个"),
    ("obligation", {"tier": TIER | {"upper_closed": "含"}}, "/tier/upper_closed", "true"),
    ("penalty", {"targets": "第二条"}, "/targets", "应为列表"),
    ("penalty", {"targets": ["第二条", ""]}, "/targets/1", "应为非空的文字"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written", "pointer", "says"), WRONG)
def test_a_wrong_field_is_pointed_at(kind: str, written: dict[str, Any], pointer: str, says: str) -> None:
    with pytest.raises(FieldProblem) as caught:
        validate_fields(RecordType(kind), written)
    assert caught.value.pointer == pointer
    assert says in str(caught.value)


def test_every_word_that_an_export_can_name_may_be_written() -> None:
    for topic in wording.TOPICS:
        assert validate_fields(RecordType.OBLIGATION, {"topic": topic}) == {"topic": topic}
    for kind, table in wording.KINDS.items():
        for word in table:
            assert validate_fields(RecordType(kind), {"kind": word}) == {"kind": word}


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_likely = st.sampled_from([THIRTY, [THIRTY], TIER, "duty", "day", "2026-01-31", "保险人", 0.5, ["第二条"]])


@given(
    st.sampled_from(RecordType),
    st.dictionaries(st.sampled_from([*wording.FIELDS, "x"]), _json | _likely, max_size=3),
)
def test_anything_written_is_a_value_or_a_problem(kind: RecordType, written: dict[str, Any]) -> None:
    try:
        values = dict(validate_fields(kind, written))
    except FieldProblem as problem:
        assert problem.pointer.split("/")[1] in {*written, "value", "unit", "to"}
        assert re.search(r"[\u4e00-\u9fff].*。$", str(problem))
    else:
        assert set(values) == set(written)
        assert fields_from_json(fields_to_json(values)) == values
