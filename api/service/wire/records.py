"""Records on the wire (记录): the project's record format, with id, review and revision."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic.config import JsonDict

from api.export.wording import MODALITIES, TYPES
from api.service.wire.reviews import (
    REVIEW,
    Addition,
    Edit,
    ListQuery,
    OfAll,
    OfOne,
    Review,
    Reviews,
    SourceOut,
    SpanOut,
    Word,
    source_out,
)
from api.store.records import RecordFilter, RecordSort, plain_fields
from api.store.subjects import RECORDS
from api.store.tables import RecordRow
from extractor.quantities import Unit
from extractor.records import Finder, RecordType, finder_of

# The schemas of enumerations would bring their English docstrings along.
TypeWord = Annotated[RecordType, WithJsonSchema({"type": "string", "enum": [*RecordType]})]
UnitWord = Annotated[Unit, WithJsonSchema({"type": "string", "enum": [*Unit]})]
SortWord = Annotated[RecordSort, WithJsonSchema({"type": "string", "enum": [*RecordSort]})]
_LARGEST = 10**15
Amount = Annotated[
    Decimal,
    Field(ge=0, le=_LARGEST),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": _LARGEST}),
]
_TYPES = "、".join(f"{word} {told}" for word, told in TYPES.items())
_FIELDS = "字段，随记录类型而定：金额以元为单位，比例为小数（3% 写作 0.03），期限为 {value, unit, kind}"
Fields = Annotated[dict[Annotated[str, Field(max_length=40)], Any], Field(max_length=40, description=_FIELDS)]
_FOUND_BY = "谁读出的：rule 仅规则，model 仅学习模型，both 两者一致，reviewer 复核人补充"
_FIELDS_EXAMPLE: JsonDict = {"kind": "per_occurrence", "amount": 1_000_000}
_SOURCE_EXAMPLE: JsonDict = {
    "type": "limit",
    "path": "第五条（三）1",
    "start": 812,
    "end": 826,
    "quote": "每次事故责任限额为一百万元",
    "page": 2,
    "boxes": [{"page": 2, "box": [72, 310.5, 523.3, 322.5]}],
    "fields": _FIELDS_EXAMPLE,
    "confidence": 0.93,
    "rule": "limit.stated",
    "found_by": "rule",
    "evidence": {"amount": {"start": 821, "end": 826}},
}
_EXAMPLE: JsonDict = {
    "id": "rec_4q8w3r5t6y1z0a7h2k9m",
    "document_id": "doc_7h2k9m4q8w3r5t6y1z0a",
    "reading_id": "rdg_3k9x2m4q7w8r5t6y1z0a",
    **_SOURCE_EXAMPLE,
    "review": "unreviewed",
    "revision": 1,
}


class ReadRecordOut(SourceOut):
    """机器读出的一条记录。"""

    type: TypeWord = Field(description=f"记录类型：{_TYPES}")
    fields: dict[str, Any] = Field(description=_FIELDS, examples=[_FIELDS_EXAMPLE])
    confidence: float = Field(description="置信度，0 至 1；经复核的为 1", examples=[0.93])
    rule: str = Field(description="读出它的规则；reviewer 表示由复核人补充", examples=["limit.stated"])
    found_by: Finder = Field(description=_FOUND_BY)
    evidence: dict[str, SpanOut] = Field(description="各字段所依据的文字在全文中的位置")


class RecordOut(ReadRecordOut):
    """一条记录，复核之后的样子。"""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: str = Field(description="记录编号；重新读取后会变", examples=["rec_4q8w3r5t6y1z0a7h2k9m"])
    document_id: str = Field(description="文档编号")
    reading_id: str = Field(description="所属的读取结果")
    review: Review = Field(description=REVIEW)
    revision: int = Field(description="修改次数，与 ETag 一致", examples=[1])
    machine: ReadRecordOut | None = Field(default=None, description="机器读出的内容；复核过的才有")

    @classmethod
    def of(cls, row: RecordRow) -> "RecordOut":
        """From its row."""
        machine = None if row.machine is None else _read(row.machine)
        told = {name: getattr(row, name) for name in ("document_id", "reading_id", "review", "revision")}
        return cls.model_validate({"id": row.key, **told, **_read(RECORDS.value(row)), "machine": machine})


def _read(value: dict[str, Any]) -> dict[str, Any]:
    """The fields of ReadRecordOut."""
    return {
        **source_out(value),
        "type": value["type"],
        "fields": plain_fields(value["fields"]),
        "confidence": round(value["confidence"], 4),
        "rule": value["rule"],
        "found_by": finder_of(value["rule"]),
        "evidence": value["evidence"],
    }


class RecordPage(BaseModel):
    """记录列表的一页。"""

    items: list[RecordOut] = Field(description="记录")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


class RecordCounts(BaseModel):
    """各类记录的数量，和复核的进度。"""

    types: dict[str, int] = Field(
        description="类型与数量，驳回的不计", examples=[{"coverage": 12, "exclusion": 31}]
    )
    reviews: Reviews


class RecordQuery(ListQuery):
    """筛选、排列和分页；各项条件须同时满足，同一项可写多个值，满足其一即可。"""

    type: list[TypeWord] = Field(default=[], description=f"记录类型，可写多个：{_TYPES}")
    kind: Word | None = Field(
        default=None, description="种类，如 deductible（免赔）、per_occurrence（每次事故限额）"
    )
    party: Word | None = Field(default=None, description="给付人、义务人或当事人的角色，如 保险人、投保人")
    topic: Word | None = Field(default=None, description="义务的主题，如 loss_notice（出险通知）")
    modality: Word | None = Field(
        default=None, description="、".join(f"{word} {told}" for word, told in MODALITIES.items())
    )
    amount_min: Amount | None = Field(default=None, description="金额不少于（元）")
    amount_max: Amount | None = Field(default=None, description="金额不多于（元）")
    deadline_unit: UnitWord | None = Field(default=None, description="期限的单位")
    deadline_min: int | None = Field(
        default=None, ge=0, le=100_000, description="期限不短于，按 deadline_unit"
    )
    deadline_max: int | None = Field(
        default=None, ge=0, le=100_000, description="期限不长于，按 deadline_unit"
    )
    confidence_min: float | None = Field(default=None, ge=0, le=1, description="置信度不低于")
    confidence_max: float | None = Field(default=None, ge=0, le=1, description="置信度不高于")
    found_by: list[Finder] = Field(default=[], description=f"{_FOUND_BY}；可写多个")
    review: list[Review] = Field(default=[], description=f"{REVIEW}；不写则为驳回以外的全部")
    q: Word | None = Field(default=None, description="原文中的文字；空格分开的各词都须出现")
    sort: SortWord = Field(
        default=RecordSort.READING,
        description="排列：reading 按文档和原文次序；confidence 置信度低的在前，供逐条复核；"
        "amount 金额大的在前；relevance 与 q 最相符的在前（至多 1000 条）",
    )

    @model_validator(mode="after")
    def _says_unit(self) -> Self:
        bounded = self.deadline_min is not None or self.deadline_max is not None
        if bounded and self.deadline_unit is None:
            raise ValueError("按期限长短筛选时，请同时写明 deadline_unit")
        return self

    def wanted(self, *, document_id: str | None = None, reading_id: str | None = None) -> RecordFilter:
        """The filter for the store."""
        same = self.model_dump(
            exclude={"type", "review", "found_by", "cursor", "limit", "document_id", "reading"}
        )
        return RecordFilter(
            types=tuple(self.type),
            reviews=tuple(self.review),
            found_by=tuple(self.found_by),
            document_id=document_id,
            reading_id=reading_id,
            **same,
        )


class RecordsOfOne(RecordQuery, OfOne):
    """一份文档的记录。"""


class RecordsOfAll(RecordQuery, OfAll):
    """全部文档的记录。"""


class RecordEdit(Edit):
    """对一条记录的复核。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"action": "accept"},
                {"action": "correct", "fields": _FIELDS_EXAMPLE, "note": "金额误读"},
                {"action": "correct", "type": "limit", "start": 812, "end": 826},
                {"action": "reject", "note": "只是举例，不是约定"},
                {"action": "restore"},
            ]
        }
    )
    type: TypeWord | None = Field(default=None, description="更正：新的记录类型")
    fields: Fields | None = Field(default=None, description=f"更正：全部字段，替换原有的。{_FIELDS}")


class RecordAddition(Addition):
    """人工补充的一条记录。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"type": "limit", "start": 812, "end": 826, "fields": _FIELDS_EXAMPLE}]
        }
    )
    type: TypeWord = Field(description=f"记录类型：{_TYPES}")
    fields: Fields = Field(default={}, description=_FIELDS)
