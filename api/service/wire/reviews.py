"""What records and findings share on the wire: places, reviews, edits (出处、复核)."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.service.paging import Cursor, Limit
from api.store.decisions import Change

Review = Literal["unreviewed", "accepted", "corrected", "rejected", "added"]
Word = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]
Note = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$", description="说明理由；记入审计")]
REVIEW = "复核状态：unreviewed 未复核、accepted 采纳、corrected 更正、rejected 驳回、added 人工补充"

Reviews = Annotated[
    dict[Review, int],
    Field(
        description=f"各复核状态的数量，驳回的也在内；{REVIEW}", examples=[{"accepted": 9, "unreviewed": 34}]
    ),
]


class BoxOut(BaseModel):
    """页面上的一个方框：一行中的原文。"""

    page: int = Field(description="页码，从 1 起")
    box: list[float] = Field(
        description="左、上、右、下（点，1/72 英寸，从页面左上角起）", examples=[[72, 310.5, 523.3, 322.5]]
    )


class SpanOut(BaseModel):
    """全文中的一段。"""

    start: int = Field(description="开始位置")
    end: int = Field(description="结束位置")


class DoubtOut(SpanOut):
    """图像识别没有把握的字。"""

    confidence: float = Field(description="识别正确的把握，0 至 1", examples=[0.62])


class SourceOut(BaseModel):
    """出处：在哪一条，原文是什么。"""

    path: str = Field(description="条号", examples=["第五条（三）1"])
    start: int = Field(description="原文在全文中的开始位置（Unicode 码位）", examples=[812])
    end: int = Field(description="结束位置；全文[start:end] 逐字等于 quote", examples=[840])
    quote: str = Field(description="原文，逐字")
    page: int | None = Field(default=None, description="页码，从 1 起；没有分页的格式没有此项")
    boxes: list[BoxOut] | None = Field(default=None, description="原文在页面上的各行；没有分页的格式没有此项")
    doubtful: list[DoubtOut] | None = Field(
        default=None, description="所依据的文字中图像识别没有把握的各处，请对照图像；没有时没有此项"
    )


def source_out(value: dict[str, Any]) -> dict[str, Any]:
    """The fields of SourceOut, from the columns of a row."""
    place = {name: value[name] for name in ("path", "start", "end", "quote")}
    if value["boxes"]:
        place |= {"page": value["page"], "boxes": value["boxes"]}
    return place | {"doubtful": value["doubtful"]} if value.get("doubtful") else place


class ListQuery(BaseModel):
    """筛选和分页；各项条件须同时满足，同一项可写多个值，满足其一即可。"""

    model_config = ConfigDict(extra="forbid")

    path: Word | None = Field(default=None, description="条号：这一条及其下级", examples=["第五条"])
    cursor: Cursor = None
    limit: Limit = 50

    def asked(self) -> str:
        """The question, whatever the page."""
        return self.model_dump_json(exclude={"cursor", "limit"}, exclude_defaults=True)


class OfOne(BaseModel):
    """在一份文档内。"""

    reading: Word | None = Field(default=None, description="读取结果编号；不写为当前结果")


class OfAll(BaseModel):
    """在全部文档内。"""

    document_id: Word | None = Field(default=None, description="只要这份文档的")


class Edit(BaseModel):
    """一次复核。"""

    model_config = ConfigDict(extra="forbid")
    action: Literal["accept", "correct", "reject", "restore"] = Field(
        description="accept 采纳；correct 更正；reject 驳回；restore 撤销复核，恢复为机器读取的内容"
    )
    start: int | None = Field(default=None, ge=0, description="更正：原文新的开始位置；与 end 一并给出")
    end: int | None = Field(default=None, ge=1, description="更正：原文新的结束位置")
    note: Note = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        given = self.model_dump(exclude={"action", "note"}, exclude_none=True)
        if self.action == "correct":
            if not given:
                raise ValueError("更正（correct）时，请至少写明一项要改的内容")
            if (self.start is None) != (self.end is None):
                raise ValueError("start 和 end 应一并给出")
        elif given:
            raise ValueError(f"只有更正（correct）时才能写 {'、'.join(sorted(given))}")
        return self

    def change(self) -> Change:
        """What is to be changed, for the store."""
        given = self.model_dump(exclude={"action", "note", "start", "end"}, exclude_none=True)
        span = None if self.start is None or self.end is None else (self.start, self.end)
        return Change(given, span)


class Addition(BaseModel):
    """人工补充的内容，机器未读出。"""

    model_config = ConfigDict(extra="forbid")
    start: int = Field(ge=0, description="原文在全文中的开始位置", examples=[812])
    end: int = Field(ge=1, description="结束位置", examples=[840])
    note: Note = ""

    def change(self) -> Change:
        """What is to be put in, for the store."""
        return Change(self.model_dump(exclude={"note", "start", "end"}), (self.start, self.end))
