"""What the overview is asked (总览的范围与项目)."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, model_validator

from api.service.paging import Cursor, Limit
from api.service.wire.reviews import Word
from api.store.portfolio.documents import Scope
from api.store.portfolio.points import Series
from api.store.portfolio.sources import Behind
from extractor.assessments import LineOfCover

_MOST_DOCUMENTS = 200
LINES = {
    LineOfCover.LIABILITY: "责任保险",
    LineOfCover.PROPERTY: "财产损失保险",
    LineOfCover.CARGO: "货物运输保险",
    LineOfCover.MOTOR: "机动车保险",
    LineOfCover.CREDIT: "保证与信用保险",
    LineOfCover.AGRICULTURE: "农业保险",
    LineOfCover.LIFE: "人寿与年金保险",
    LineOfCover.HEALTH: "健康保险",
    LineOfCover.ACCIDENT: "意外伤害保险",
    LineOfCover.SERVICE: "服务类合同",
}
LineWord = Annotated[LineOfCover, WithJsonSchema({"type": "string", "enum": [*LineOfCover]})]
SeriesWord = Annotated[Series, WithJsonSchema({"type": "string", "enum": [*Series]})]
_LARGEST = 10**15
Bound = Annotated[
    Decimal, Field(ge=0, le=_LARGEST), WithJsonSchema({"type": "number", "minimum": 0, "maximum": _LARGEST})
]
DocumentId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]+$")]
Point = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9._-]+$")]
_DOCUMENTS = f"只看这些文档，至多 {_MOST_DOCUMENTS} 份；不写为全部"
_LINES = "险种，可写多个：" + "、".join(f"{line} {told}" for line, told in LINES.items())
_INSURERS = "保险人（按文档所写），可写多个；- 表示没有写明的"
_POINT = "项目，即总览应答中的 key，如 limit.per_occurrence、excl-war、type.coverage、finding.blank"
UNSAID = "-"


class PortfolioQuery(BaseModel):
    """范围；各项条件须同时满足，同一项可写多个值，满足其一即可。"""

    model_config = ConfigDict(extra="forbid")

    document_id: list[DocumentId] = Field(default=[], max_length=_MOST_DOCUMENTS, description=_DOCUMENTS)
    line: list[LineWord] = Field(default=[], max_length=20, description=_LINES)
    insurer: list[Word] = Field(default=[], max_length=50, description=_INSURERS)

    def scope(self) -> Scope:
        """The scope for the store."""
        insurers = tuple("" if one == UNSAID else one for one in self.insurer)
        return Scope(tuple(self.document_id), tuple(self.line), insurers)


class AnswersQuery(PortfolioQuery):
    """一个项目，以及范围。"""

    point: Point = Field(description=_POINT, examples=["excl-war"])


class SourcesQuery(AnswersQuery):
    """一个数字背后的记录；series、value_min、value_max 不写则为该项目的全部。"""

    series: SeriesWord | None = Field(default=None, description="计量，即应答中的 series")
    value_min: Bound | None = Field(default=None, description="数值不小于，按 series 的单位")
    value_max: Bound | None = Field(default=None, description="数值不大于，按 series 的单位")
    cursor: Cursor = None
    limit: Limit = 50

    @model_validator(mode="after")
    def _says_series(self) -> Self:
        if (self.value_min is not None or self.value_max is not None) and self.series is None:
            raise ValueError("按数值筛选时，请同时写明 series")
        return self

    def behind(self) -> Behind:
        """The figure for the store."""
        return Behind(self.point, self.series, self.value_min, self.value_max)

    def asked(self) -> str:
        """The question, whatever the page."""
        return self.model_dump_json(exclude={"cursor", "limit"}, exclude_defaults=True)
