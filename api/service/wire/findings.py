"""Findings and references on the wire (发现、引用)."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict

from api.export.wording import FINDINGS as CALLED
from api.export.wording import STATUSES
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
    Word,
    source_out,
)
from api.store.findings import FindingFilter, FindingSort, ReferenceFilter
from api.store.gravity import GRAVITIES, gravity_of
from api.store.subjects import FINDINGS
from api.store.tables import CitationRow, FindingRow

_CODES = "、".join(f"{code} {told}" for code, told in CALLED.items())
_STATUSES = "、".join(f"{word} {told}" for word, told in STATUSES.items())
_GRAVITIES = "、".join(f"{weight} {told}" for weight, told in GRAVITIES.items())
Gravity = Literal[1, 2, 3]
SortWord = Annotated[FindingSort, WithJsonSchema({"type": "string", "enum": [*FindingSort]})]
Status = Literal["resolved", "dangling", "ambiguous", "external"]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Message = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]+$")]
_PLACED: JsonDict = {
    "document_id": "doc_7h2k9m4q8w3r5t6y1z0a",
    "reading_id": "rdg_3k9x2m4q7w8r5t6y1z0a",
    "path": "第十四条",
    "start": 1502,
    "end": 1506,
    "quote": "第十九条",
    "page": 3,
    "boxes": [{"page": 3, "box": [118.2, 402, 166.2, 414]}],
}
_EXAMPLE: JsonDict = {
    "id": "fnd_8w3r5t6y1z0a7h2k9m4q",
    **_PLACED,
    "code": "dangling-reference",
    "name": "引用落空",
    "gravity": 3,
    "message": "本条款没有第十九条。",
    "review": "unreviewed",
    "revision": 1,
}


class ReadFindingOut(SourceOut):
    """机器作出的一条发现。"""

    code: str = Field(description=f"代码：{_CODES}", examples=["dangling-reference"])
    name: str = Field(description="代码的中文名称", examples=["引用落空"])
    gravity: Gravity = Field(description=f"轻重：{_GRAVITIES}", examples=[3])
    message: str = Field(description="问题所在")


class FindingOut(ReadFindingOut):
    """一条发现，复核之后的样子。"""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: str = Field(description="发现编号；重新读取后会变", examples=["fnd_8w3r5t6y1z0a7h2k9m4q"])
    document_id: str = Field(description="文档编号")
    reading_id: str = Field(description="所属的读取结果")
    review: Review = Field(description=REVIEW)
    revision: int = Field(description="修改次数，与 ETag 一致", examples=[1])
    machine: ReadFindingOut | None = Field(default=None, description="机器作出的内容；复核过的才有")

    @classmethod
    def of(cls, row: FindingRow) -> "FindingOut":
        """From its row."""
        machine = None if row.machine is None else _read(row.machine)
        told = {name: getattr(row, name) for name in ("document_id", "reading_id", "review", "revision")}
        return cls.model_validate({"id": row.key, **told, **_read(FINDINGS.value(row)), "machine": machine})


def _read(value: dict[str, Any]) -> dict[str, Any]:
    """The fields of ReadFindingOut."""
    code = value["code"]
    return {
        **source_out(value),
        "code": code,
        "name": CALLED.get(code, code),
        "gravity": gravity_of(code),
        "message": value["message"],
    }


class FindingPage(BaseModel):
    """发现列表的一页。"""

    items: list[FindingOut] = Field(description="发现")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


class FindingCounts(BaseModel):
    """各种发现的数量，和复核的进度。"""

    codes: dict[str, int] = Field(
        description="代码与数量，驳回的不计", examples=[{"blank": 3, "dangling-reference": 1}]
    )
    reviews: Reviews


class FindingQuery(ListQuery):
    """筛选和分页；各项条件须同时满足，同一项可写多个值，满足其一即可。"""

    code: list[Word] = Field(default=[], description=f"代码，可写多个：{_CODES}")
    review: list[Review] = Field(default=[], description=f"{REVIEW}；不写则为驳回以外的全部")
    q: Word | None = Field(default=None, description="原文或说明中包含的文字")
    sort: SortWord = Field(
        default=FindingSort.READING,
        description="排列：reading 按文档和原文次序；gravity 严重的在前，供逐条复核",
    )

    def wanted(self, *, document_id: str | None = None, reading_id: str | None = None) -> FindingFilter:
        """The filter for the store."""
        return FindingFilter(
            codes=tuple(self.code),
            reviews=tuple(self.review),
            path=self.path,
            q=self.q,
            sort=self.sort,
            document_id=document_id,
            reading_id=reading_id,
        )


class FindingsOfOne(FindingQuery, OfOne):
    """一份文档的发现。"""


class FindingsOfAll(FindingQuery, OfAll):
    """全部文档的发现。"""


class FindingEdit(Edit):
    """对一条发现的复核。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"action": "accept"},
                {"action": "correct", "message": "应为第十八条。"},
                {"action": "reject", "note": "指的是另一份合同的条款"},
                {"action": "restore"},
            ]
        }
    )
    code: Code | None = Field(default=None, description="更正：新的代码")
    message: Message | None = Field(default=None, description="更正：新的说明")


class FindingAddition(Addition):
    """人工补充的一条发现。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"code": "conflict", "message": "与第三条的期限不一致。", "start": 1502, "end": 1506}
            ]
        }
    )
    code: Code = Field(description=f"代码，可自定：{_CODES}")
    message: Message = Field(description="问题所在")


class ReferenceOut(SourceOut):
    """一处引用：条款提到另一条款。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "cit_3r5t6y1z0a7h2k9m4q8w",
                    **_PLACED,
                    "status": "resolved",
                    "targets": ["第十九条"],
                }
            ]
        }
    )
    id: str = Field(description="引用编号", examples=["cit_3r5t6y1z0a7h2k9m4q8w"])
    document_id: str = Field(description="文档编号")
    reading_id: str = Field(description="所属的读取结果")
    status: Status = Field(description=f"是否找到所引的条款：{_STATUSES}")
    targets: list[str] = Field(description="所引的条号或文件", examples=[["第十九条"]])

    @classmethod
    def of(cls, row: CitationRow) -> "ReferenceOut":
        """From its row."""
        names = ("document_id", "reading_id", "status", "targets")
        place = {
            name: getattr(row, name)
            for name in ("path", "start", "end", "quote", "page", "boxes", "doubtful")
        }
        told = {name: getattr(row, name) for name in names}
        return cls.model_validate({"id": row.key, **told, **source_out(place)})


class ReferencePage(BaseModel):
    """引用列表的一页。"""

    items: list[ReferenceOut] = Field(description="引用，按文档和原文次序")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


class ReferenceQuery(ListQuery):
    """筛选和分页。"""

    status: list[Status] = Field(default=[], description=f"可写多个：{_STATUSES}")

    def wanted(self, *, document_id: str | None = None, reading_id: str | None = None) -> ReferenceFilter:
        """The filter for the store."""
        return ReferenceFilter(
            statuses=tuple(self.status), path=self.path, document_id=document_id, reading_id=reading_id
        )


class ReferencesOfOne(ReferenceQuery, OfOne):
    """一份文档的引用。"""


class ReferencesOfAll(ReferenceQuery, OfAll):
    """全部文档的引用。"""
