from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest

from api.export import wording
from extractor.document import DocumentKind, Level, Source, Span
from extractor.extraction import extract
from extractor.quantities import Deadline, DeadlineKind, Unit
from extractor.records import FieldValue, Record, RecordType, Status

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
TABLES: list[tuple[type[StrEnum], dict[str, str]]] = [
    (RecordType, wording.TYPES),
    (RecordType, wording.TAGS),
    (DocumentKind, wording.DOCUMENT_KINDS),
    (Source, wording.SOURCES),
    (Level, wording.LEVELS),
    (Status, wording.STATUSES),
    (Unit, wording.UNITS),
    (DeadlineKind, wording.DEADLINES),
]


@pytest.mark.parametrize(("enumeration", "table"), TABLES)
def test_every_member_has_a_chinese_name_of_its_own(
    enumeration: type[StrEnum], table: dict[str, str]
) -> None:
    assert set(table) == set(enumeration)
    assert len(set(table.values())) == len(table)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1000000", "100万元"),
        ("12345678.90", "12,345,678.9元"),
        ("600", "600元"),
        ("0", "0元"),
        ("123450000", "12,345万元"),
        ("0.05", "0.05元"),
    ],
)
def test_money_keeps_its_value(amount: str, shown: str) -> None:
    assert wording.money(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("rate", "shown"), [("0.03", "3%"), ("0.0005", "0.05%"), ("1", "100%"), ("1.5", "150%")]
)
def test_percent_keeps_its_value(rate: str, shown: str) -> None:
    assert wording.percent(Decimal(rate)) == shown


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (DeadlineKind.WITHIN, "15个工作日内"),
        (DeadlineKind.BEFORE, "提前15个工作日"),
        (DeadlineKind.AFTER, "满15个工作日后"),
    ],
)
def test_deadlines_say_how_they_bind(kind: DeadlineKind, shown: str) -> None:
    assert wording.deadline(Deadline(15, Unit.WORKING_DAY, kind)) == shown


def test_a_field_or_word_that_has_no_chinese_name_is_still_told() -> None:
    fields: dict[str, FieldValue] = {"kind": "novel", "unheard": Decimal("2.50"), "value": 2, "unit": "year"}
    record = Record(RecordType.PERIOD, "第一条", Span(0, 2), "二年", fields, 1.0, "test", {})
    assert wording.summary(record) == "种类：novel；时长：2年；unheard：2.5"


@pytest.mark.parametrize("document", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_word_that_the_extractor_uses_has_a_chinese_name(document: Path) -> None:
    extraction = extract(document.read_bytes())
    assert extraction.records
    for record in extraction.records:
        for key, value in record.fields.items():
            assert key in wording.FIELDS
            if key in ("modality", "topic", "placement", "kind"):
                assert wording.field(record.type, key, value) != value, (key, value)
    assert {finding.code for finding in extraction.findings} <= set(wording.FINDINGS)
