"""An extraction as the rows of tables (表格行): what CSV and XLSX both show."""

from decimal import Decimal

from api.export import wording
from extractor.document import Document, Span
from extractor.quantities import Deadline
from extractor.records import Extraction, FieldValue, Record

Cell = str | int | float
Row = list[Cell]

_SOURCE = ["文件", "标题", "类型", "路径", "原文", "内容"]
_PLACE = ["页", "起", "止", "置信度", "规则"]
_FIELDS = list(wording.FIELDS.values())
_DEADLINE = ["期限时长", "期限单位", "期限方式"]
RECORD_COLUMNS = [*_SOURCE, *_PLACE, *_FIELDS, *_DEADLINE, "其他字段"]
REFERENCE_COLUMNS = ["文件", "标题", "路径", "原文", "状态", "指向", "页", "起", "止"]
FINDING_COLUMNS = ["文件", "标题", "路径", "代码", "名称", "说明", "原文", "页", "起", "止"]
NODE_COLUMNS = ["文件", "标题", "路径", "层级", "条款标题", "起", "止"]
# Amounts in yuan, rates as fractions: the columns that hold numbers.
_NUMBERS = {"amount", "rate", "value"}


def record_rows(extraction: Extraction, name: str) -> list[Row]:
    """One row for each record, in the columns of ``RECORD_COLUMNS``."""
    document = extraction.document
    return [
        [
            name,
            document.title,
            wording.TYPES[record.type],
            record.path,
            record.quote,
            wording.summary(record),
            *_place(record.span, document),
            round(record.confidence, 4),
            record.rule,
            *(_field(record, key) for key in wording.FIELDS),
            *_deadline(record),
            _unnamed(record),
        ]
        for record in extraction.records
    ]


def reference_rows(extraction: Extraction, name: str) -> list[Row]:
    """One row for each reference, in the columns of ``REFERENCE_COLUMNS``."""
    document = extraction.document
    return [
        [
            name,
            document.title,
            found.path,
            found.quote,
            wording.STATUSES[found.status],
            "、".join(found.targets),
            *_place(found.span, document),
        ]
        for found in extraction.references
    ]


def finding_rows(extraction: Extraction, name: str) -> list[Row]:
    """One row for each finding, in the columns of ``FINDING_COLUMNS``."""
    document = extraction.document
    return [
        [
            name,
            document.title,
            found.path,
            found.code,
            wording.FINDINGS.get(found.code, found.code),
            found.message,
            found.quote,
            *_place(found.span, document),
        ]
        for found in extraction.findings
    ]


def node_rows(extraction: Extraction, name: str) -> list[Row]:
    """One row for each node of the tree, in the columns of ``NODE_COLUMNS``."""
    document = extraction.document
    return [
        [
            name,
            document.title,
            node.path,
            wording.LEVELS[node.level],
            node.heading,
            node.span.start,
            node.span.end,
        ]
        for node in document.nodes
    ]


def _place(span: Span, document: Document) -> Row:
    boxes = document.boxes(span)
    return [boxes[0][0] if boxes else "", span.start, span.end]


def _field(record: Record, key: str) -> Cell:
    if key not in record.fields:
        return ""
    value = record.fields[key]
    if key in _NUMBERS and isinstance(value, (int, Decimal)):
        return _number(value)
    return wording.field(record.type, key, value)


def _number(value: int | Decimal) -> int | float:
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _deadline(record: Record) -> Row:
    due: FieldValue | None = record.fields.get("deadline")
    if not isinstance(due, Deadline):
        return ["", "", ""]
    return [due.value, due.unit.value, due.kind.value]


def _unnamed(record: Record) -> str:
    """Fields that have no column of their own: told, never dropped."""
    return "；".join(
        f"{key}：{wording.field(record.type, key, value)}"
        for key, value in record.fields.items()
        if key not in wording.FIELDS
    )
